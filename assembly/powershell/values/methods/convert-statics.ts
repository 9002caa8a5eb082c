/**
 * The static methods of [convert] and [bitconverter].
 */

import { DIGIT_0, LOWER_A, LOWER_X } from "../../../bytes/ascii";
import { hexDigit } from "../../../bytes/hex";
import { lower } from "../../../bytes/text";
import {
  boolean,
  character,
  INTEGER_BYTE,
  INTEGER_INT,
  INTEGER_LONG,
  INTEGER_SBYTE,
  INTEGER_SHORT,
  INTEGER_UINT,
  INTEGER_USHORT,
  integerAt,
  integerOf,
  kindOf,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { byteArray, byteCount, bytesOf, fromBase64, toBase64 } from "../encodings";
import { withFlags } from "../flags";
import { NUMBER_INTEGER, numberRead, parseText } from "../number";
import { itemText } from "../text";
import { unitAt, unitsOf } from "../units";
import {
  KIND_ARRAY,
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  VALUE_DECODED,
  Value,
} from "../value";
import { closeText, openText, putByte, putLiteral } from "../writer";
import { argument, NO_NUMBER, numberArgument, textArgument } from "./arguments";
import {
  BITS_STATIC_GET_BYTES,
  BITS_STATIC_TO_INT16,
  BITS_STATIC_TO_INT32,
  BITS_STATIC_TO_STRING,
  BITS_STATIC_TO_UINT16,
  bitsStaticNamed,
  CONVERT_STATIC_FROM_BASE64_STRING,
  CONVERT_STATIC_FROM_HEX_STRING,
  CONVERT_STATIC_TO_BASE64_STRING,
  CONVERT_STATIC_TO_BOOLEAN,
  CONVERT_STATIC_TO_CHAR,
  CONVERT_STATIC_TO_INT32,
  CONVERT_STATIC_TO_SBYTE,
  CONVERT_STATIC_TO_STRING,
  convertStaticNamed,
} from "./static-words";

/** INTEGER_* of the methods from CONVERT_STATIC_TO_INT32 on. */
const INTEGERS: usize = memory.data<u16>([
  INTEGER_INT,
  INTEGER_SHORT,
  INTEGER_LONG,
  INTEGER_BYTE,
  INTEGER_UINT,
  INTEGER_USHORT,
  INTEGER_SBYTE,
]);
/** Bits of each INTEGER_*. */
const BITS: usize = memory.data<u8>([32, 64, 8, 8, 16, 16, 32, 64]);

/** The digits of a text in base 2, 8, 10 or 16 as bits, or NO_NUMBER. */
function digitsOf(value: usize, base: i64, bits: u32): i64 {
  if (kindOf(value) != KIND_STRING || textLength(value) == 0 || textLength(value) > 64) return NO_NUMBER;
  let at = textAt(value);
  const end = at + textLength(value);
  if (base == 16 && end - at > 2 && load<u8>(at) == DIGIT_0 && lower(load<u8>(at + 1)) == LOWER_X) at += 2;
  let number: u64 = 0;
  for (; at < end; at++) {
    const byte = lower(load<u8>(at));
    const digit = byte - DIGIT_0 < 10 ? byte - DIGIT_0 : byte - LOWER_A < 6 ? byte - 87 : 16;
    if (<i64>digit >= base || number >> 58 != 0) return NO_NUMBER;
    number = number * <u64>base + <u64>digit;
  }
  if (bits < 64 && number >> <u64>bits != 0) return NO_NUMBER;
  return <i64>number;
}

/** Bits as a number of a type: its highest bit is the sign. */
function signedBits(type: u16, number: i64): i64 {
  switch (<i32>type) {
    case INTEGER_INT:
      return <i64>(<i32>number);
    case INTEGER_SBYTE:
      return <i64>(<i8>number);
    case INTEGER_SHORT:
      return <i64>(<i16>number);
    default:
      return number;
  }
}

function toInteger(type: u16, args: usize, count: u32): usize {
  const bits = <u32>load<u8>(BITS + <usize>type);
  if (count == 2) {
    const base = numberArgument(args, 1);
    if (base != 2 && base != 8 && base != 16 && base != 10) return unknown();
    const number = digitsOf(textArgument(args, 0), base, bits);
    if (number == NO_NUMBER || (base == 10 && number >> <i64>(bits - 1) != 0)) return unknown();
    return integerOf(type, signedBits(type, number));
  }
  if (count != 1) return unknown();
  return inType(type, bits, argument(args, 0));
}

/** A value as a number of a type, if it is one that every overload reads alike. */
function inType(type: u16, bits: u32, value: usize): usize {
  const present = changetype<Value>(value);
  let number: i64 = NO_NUMBER;
  if (present.kind == KIND_INTEGER) number = integerAt(value);
  else if (present.kind == KIND_CHAR || present.kind == KIND_BOOLEAN) number = present.a;
  else if (present.kind == KIND_NULL) number = 0;
  else if (
    present.kind == KIND_STRING &&
    present.b != 0 &&
    parseText(present.a, present.b) == NUMBER_INTEGER &&
    !numberRead.isHex
  )
    number = numberRead.integer;
  const unsigned = type == INTEGER_BYTE || type > INTEGER_SHORT;
  const highest: i64 = bits == 64 ? i64.MAX_VALUE : ((<i64>1) << (<i64>(unsigned ? bits : bits - 1))) - 1;
  const lowest: i64 = unsigned ? 0 : -highest - 1;
  return number == NO_NUMBER || number < lowest || number > highest ? unknown() : integerOf(type, number);
}

/** A number in base 2, 8 or 16. */
function inBase(value: usize, base: i64): usize {
  const present = changetype<Value>(value);
  if (present.kind != KIND_INTEGER || present.aux > INTEGER_LONG) return unknown();
  let number = <u64>integerAt(value);
  if (present.aux == INTEGER_INT) number &= 0xffffffff;
  const shift: u32 = base == 2 ? 1 : base == 8 ? 3 : 4;
  let digits: u32 = 1;
  while (digits * shift < 64 && number >> <u64>(digits * shift) != 0) digits++;
  openText();
  for (let i = digits; i > 0; i--) {
    const digit = <u32>(number >> <u64>((i - 1) * shift)) & ((1 << shift) - 1);
    putByte(digit < 10 ? digit + 48 : digit + 87);
  }
  return closeText();
}

function toText(args: usize, count: u32): usize {
  const value = argument(args, 0);
  if (count == 2) {
    const base = numberArgument(args, 1);
    if (base == 2 || base == 8 || base == 16) return inBase(value, base);
    return unknown();
  }
  const kind = kindOf(value);
  if (count != 1 || kind == KIND_DOUBLE || kind == KIND_ARRAY) return unknown();
  if (kind == KIND_INTEGER && integerAt(value) < 0) return unknown();
  return kind > KIND_STRING ? unknown() : itemText(value);
}

function toCharacter(value: usize): usize {
  const present = changetype<Value>(value);
  if (present.kind == KIND_CHAR) return value;
  if (present.kind == KIND_STRING) return unitsOf(value) == 1 ? character(unitAt(value, 0)) : unknown();
  if (present.kind != KIND_INTEGER) return unknown();
  const unit = integerAt(value);
  return unit >= 0 && unit <= 65535 ? character(<u32>unit) : unknown();
}

function fromHex(value: usize): usize {
  if (kindOf(value) != KIND_STRING || (textLength(value) & 1) != 0) return unknown();
  const count = textLength(value) >> 1;
  openText();
  for (let i: usize = 0; i < count; i++) {
    const high = hexDigit(load<u8>(textAt(value) + (i << 1)));
    const low = hexDigit(load<u8>(textAt(value) + (i << 1) + 1));
    if (high > 15 || low > 15) {
      closeText();
      return unknown();
    }
    putByte((high << 4) | low);
  }
  const made = closeText();
  return kindOf(made) == KIND_STRING ? byteArray(textAt(made), textLength(made)) : unknown();
}

/** Bytes as pairs of hexadecimal digits. */
function toHex(array: usize, between: string): usize {
  const bytes = bytesOf(array);
  if (bytes == 0) return unknown();
  const count = byteCount();
  openText();
  for (let i: usize = 0; i < count; i++) {
    if (i != 0) putLiteral(between);
    const byte = <u32>load<u8>(bytes + i);
    putByte(byte >> 4 < 10 ? (byte >> 4) + 48 : (byte >> 4) + 55);
    putByte((byte & 15) < 10 ? (byte & 15) + 48 : (byte & 15) + 55);
  }
  return closeText();
}

/** `[convert]::name(arguments)`. */
export function convertMethod(name: usize, args: usize, count: u32): usize {
  const method = convertStaticNamed(name);
  if (method < 0 || count == 0) return unknown();
  if (method >= CONVERT_STATIC_TO_INT32 && method <= CONVERT_STATIC_TO_SBYTE)
    return toInteger(load<u16>(INTEGERS + ((<usize>(method - CONVERT_STATIC_TO_INT32)) << 1)), args, count);
  const first = argument(args, 0);
  switch (method) {
    case CONVERT_STATIC_FROM_BASE64_STRING: {
      const bytes = count == 1 ? fromBase64(first) : 0;
      return bytes == 0 ? unknown() : withFlags(byteArray(bytes, byteCount()), VALUE_DECODED);
    }
    case CONVERT_STATIC_TO_BASE64_STRING: {
      const bytes = count == 1 ? bytesOf(first) : 0;
      return bytes == 0 ? unknown() : toBase64(bytes, byteCount());
    }
    case CONVERT_STATIC_TO_CHAR:
      return count == 1 ? toCharacter(first) : unknown();
    case CONVERT_STATIC_TO_STRING:
      return toText(args, count);
    case CONVERT_STATIC_TO_BOOLEAN:
      return count == 1 && kindOf(first) == KIND_INTEGER
        ? boolean(integerAt(first) != 0)
        : kindOf(first) == KIND_BOOLEAN
          ? first
          : unknown();
    case CONVERT_STATIC_FROM_HEX_STRING:
      return count == 1 ? fromHex(first) : unknown();
    default:
      return count == 1 ? toHex(first, "") : unknown();
  }
}

function numberBytes(value: usize): usize {
  const present = changetype<Value>(value);
  const size: u32 =
    present.kind == KIND_CHAR
      ? 2
      : present.kind == KIND_INTEGER && present.aux != INTEGER_BYTE && present.aux != INTEGER_SBYTE
        ? <u32>load<u8>(BITS + <usize>present.aux) >> 3
        : 0;
  return size == 0 ? unknown() : byteArray(value + 4, size);
}

/** `[bitconverter]::name(arguments)`; every host of the engine is little endian. */
export function bitMethod(name: usize, args: usize, count: u32): usize {
  const method = bitsStaticNamed(name);
  if (method < 0 || count == 0) return unknown();
  if (method == BITS_STATIC_TO_STRING) return count == 1 ? toHex(argument(args, 0), "-") : unknown();
  if (method == BITS_STATIC_GET_BYTES) return count == 1 ? numberBytes(argument(args, 0)) : unknown();
  const bytes = count == 2 ? bytesOf(argument(args, 0)) : 0;
  const at = count == 2 ? numberArgument(args, 1) : NO_NUMBER;
  const size: i64 = method == BITS_STATIC_TO_INT32 ? 4 : 2;
  if (bytes == 0 || at < 0 || at + size > <i64>byteCount()) return unknown();
  const place = bytes + <usize>at;
  if (method == BITS_STATIC_TO_INT32) return integerOf(INTEGER_INT, <i64>load<i32>(place));
  if (method == BITS_STATIC_TO_INT16) return integerOf(INTEGER_SHORT, <i64>load<i16>(place));
  return method == BITS_STATIC_TO_UINT16 ? integerOf(INTEGER_USHORT, <i64>load<u16>(place)) : character(load<u16>(place));
}
