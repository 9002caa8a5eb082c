/**
 * Bytes and text: Base64, and the encodings of .NET. What is malformed is unknown, for its replacement differs by dialect.
 */

import {
  CARRIAGE_RETURN,
  DIGIT_0,
  DIGIT_4,
  EQUALS,
  GREATER_THAN,
  LINE_FEED,
  LOWER_A,
  PLUS,
  SLASH,
  SPACE,
  TAB,
  UPPER_A,
} from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { codePointAt, sequenceLength, writeCodePoint } from "../../bytes/text";
import { MAX_DECODE_BYTES } from "../../contract";
import { take } from "../../memory/arena";
import { INTEGER_BYTE, integerAt, kindOf, text, textAt, textLength, unknown } from "./constants";
import { newObjectValue, OBJECT_ENCODING } from "./dotnet-objects";
import { countItems, isKnownList, itemAt, newFilledList, setItem } from "./lists";
import { TYPE_BYTE } from "./types";
import { toUnits, unitsOf } from "./units";
import { KIND_ARRAY, KIND_INTEGER, KIND_STRING, Value } from "./value";
import { closeText, openText, putByte, putUnit } from "./writer";

export const ENCODING_UTF8: u32 = 1;
export const ENCODING_UTF16: u32 = 2;
export const ENCODING_UTF16_BIG: u32 = 3;
export const ENCODING_ASCII: u32 = 4;
/** Any code page that agrees with ASCII below 128. */
export const ENCODING_PAGE: u32 = 5;
export const ENCODING_UTF32: u32 = 6;
export const ENCODING_LATIN: u32 = 7;

/** The object of an encoding, or unknown for 0. */
export function encodingObject(encoding: u32): usize {
  return encoding == 0 ? unknown() : newObjectValue(OBJECT_ENCODING, encoding, 0);
}

/** ENCODING_* by the name of a static property of Encoding; 0 for none. */
export function encodingProperty(name: usize, length: usize): u32 {
  if (isWord(name, length, "utf8")) return ENCODING_UTF8;
  if (isWord(name, length, "unicode")) return ENCODING_UTF16;
  if (isWord(name, length, "bigendianunicode")) return ENCODING_UTF16_BIG;
  if (isWord(name, length, "ascii")) return ENCODING_ASCII;
  if (isWord(name, length, "utf32")) return ENCODING_UTF32;
  if (isWord(name, length, "latin1")) return ENCODING_LATIN;
  return isWord(name, length, "default") ? ENCODING_PAGE : 0;
}

/** ENCODING_* by a code page. */
function encodingPage(page: i64): u32 {
  if (page == 65001) return ENCODING_UTF8;
  if (page == 1200) return ENCODING_UTF16;
  if (page == 1201) return ENCODING_UTF16_BIG;
  if (page == 20127) return ENCODING_ASCII;
  if (page == 28591) return ENCODING_LATIN;
  return page == 1252 || page == 0 ? ENCODING_PAGE : 0;
}

/** ENCODING_* by the argument of `GetEncoding`: a name or a code page; 0 for none that is followed. */
export function encodingNamed(value: usize): u32 {
  if (kindOf(value) == KIND_INTEGER) return encodingPage(integerAt(value));
  if (kindOf(value) != KIND_STRING) return 0;
  const name = textAt(value);
  const length = textLength(value);
  if (isWord(name, length, "utf-8")) return ENCODING_UTF8;
  if (isWord(name, length, "utf-16") || isWord(name, length, "utf-16le")) return ENCODING_UTF16;
  if (isWord(name, length, "utf-16be")) return ENCODING_UTF16_BIG;
  if (isWord(name, length, "us-ascii")) return ENCODING_ASCII;
  if (isWord(name, length, "iso-8859-1")) return ENCODING_LATIN;
  if (isWord(name, length, "windows-1252")) return ENCODING_PAGE;
  return encodingProperty(name, length) == ENCODING_PAGE ? 0 : encodingProperty(name, length);
}

let bytesCount: usize = 0;

/** Bytes that `bytesOf` made last. */
export function byteCount(): usize {
  return bytesCount;
}

/**
 * The numbers of a byte array as bytes in the arena.
 * @returns their address, or 0 if one is no byte; their number is in `byteCount`
 */
export function bytesOf(array: usize): usize {
  if (kindOf(array) != KIND_ARRAY || !isKnownList(array)) return 0;
  const count = countItems(array);
  const bytes = take(<usize>count + 8);
  if (bytes == 0) return 0;
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(array, i);
    if (kindOf(item) != KIND_INTEGER) return 0;
    const number = integerAt(item);
    if (number < 0 || number > 255) return 0;
    store<u8>(bytes + <usize>i, <u8>number);
  }
  bytesCount = count;
  return bytes;
}

// One shared value for each byte: a decoded text has thousands.
const BYTES: usize = memory.data(4096, 8);

function byteValue(byte: u32): usize {
  const value = changetype<Value>(BYTES + ((<usize>byte) << 4));
  value.kind = KIND_INTEGER;
  value.aux = INTEGER_BYTE;
  value.a = byte;
  return changetype<usize>(value);
}

/** A byte array. */
export function byteArray(bytes: usize, count: usize): usize {
  if (count > <usize>MAX_DECODE_BYTES) return unknown();
  const list = newFilledList(<u32>count);
  if (kindOf(list) != KIND_ARRAY) return list;
  for (let i: usize = 0; i < count; i++) setItem(list, <u32>i, byteValue(load<u8>(bytes + i)));
  changetype<Value>(list).b = TYPE_BYTE;
  return list;
}

/** Whether bytes are well-formed UTF-8; surrogates and long forms are not. */
function isUtf8(bytes: usize, count: usize): bool {
  const end = bytes + count;
  let at = bytes;
  while (at < end) {
    const lead = <u32>load<u8>(at);
    const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xf5 ? sequenceLength(lead) : 0;
    if (size == 0 || at + <usize>size > end) return false;
    for (let i: usize = 1; i < <usize>size; i++) if ((<u32>load<u8>(at + i) & 0xc0) != 0x80) return false;
    const point = codePointAt(at, end);
    if (size == 3 && (point < 0x800 || point - 0xd800 < 0x800)) return false;
    if (size == 4 && (point < 0x10000 || point > 0x10ffff)) return false;
    at += <usize>size;
  }
  return true;
}

function decodeUnits(bytes: usize, count: usize, big: bool): usize {
  if ((count & 1) != 0) return unknown();
  openText();
  let high = false;
  for (let i: usize = 0; i < count; i += 2) {
    const first = <u32>load<u8>(bytes + i);
    const second = <u32>load<u8>(bytes + i + 1);
    const unit = big ? (first << 8) | second : (second << 8) | first;
    // A half without its other half is replaced.
    const isLow = (unit & 0xfc00) == 0xdc00;
    if (isLow != high) {
      closeText();
      return unknown();
    }
    high = (unit & 0xfc00) == 0xd800;
    putUnit(unit);
  }
  const made = closeText();
  return high ? unknown() : made;
}

function decodeAscii(bytes: usize, count: usize, latin: bool): usize {
  openText();
  let plain = true;
  for (let i: usize = 0; i < count; i++) {
    if (load<u8>(bytes + i) > 127 && !latin) plain = false;
    putUnit(load<u8>(bytes + i));
  }
  const made = closeText();
  return plain ? made : unknown();
}

function decodeUtf32(bytes: usize, count: usize): usize {
  if ((count & 3) != 0) return unknown();
  const room = take(count + 8);
  if (room == 0) return unknown();
  let to = room;
  for (let i: usize = 0; i < count; i += 4) {
    const point = load<u32>(bytes + i);
    if (point > 0x10ffff || point - 0xd800 < 0x800) return unknown();
    to = writeCodePoint(to, point);
  }
  return text(room, to - room);
}

/** Bytes as text. @returns a string value, or unknown */
export function decode(encoding: u32, bytes: usize, count: usize): usize {
  if (bytes == 0 || count > <usize>MAX_DECODE_BYTES) return unknown();
  switch (<i32>encoding) {
    case ENCODING_UTF8:
      return isUtf8(bytes, count) ? text(bytes, count) : unknown();
    case ENCODING_UTF16:
    case ENCODING_UTF16_BIG:
      return decodeUnits(bytes, count, encoding == ENCODING_UTF16_BIG);
    case ENCODING_ASCII:
    case ENCODING_PAGE:
    case ENCODING_LATIN:
      return decodeAscii(bytes, count, encoding == ENCODING_LATIN);
    case ENCODING_UTF32:
      return decodeUtf32(bytes, count);
    default:
      return unknown();
  }
}

function encodeUnits(value: usize, big: bool): usize {
  const count = unitsOf(value);
  const units = toUnits(value);
  if (units == 0) return unknown();
  if (big) {
    for (let i: u32 = 0; i < count; i++) {
      const unit = <u32>load<u16>(units + ((<usize>i) << 1));
      store<u16>(units + ((<usize>i) << 1), ((unit & 255) << 8) | (unit >> 8));
    }
  }
  return byteArray(units, (<usize>count) << 1);
}

/** Text as bytes. @returns a byte array, or unknown */
export function encode(encoding: u32, value: usize): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  const bytes = textAt(value);
  const length = textLength(value);
  switch (<i32>encoding) {
    case ENCODING_UTF8:
      return isUtf8(bytes, length) ? byteArray(bytes, length) : unknown();
    case ENCODING_UTF16:
    case ENCODING_UTF16_BIG:
      return encodeUnits(value, encoding == ENCODING_UTF16_BIG);
    case ENCODING_ASCII:
    case ENCODING_PAGE:
    case ENCODING_LATIN:
      for (let i: usize = 0; i < length; i++) if (load<u8>(bytes + i) > 127) return unknown();
      return byteArray(bytes, length);
    default:
      return unknown();
  }
}

function digitOf(byte: u32): u32 {
  if (byte - UPPER_A < 26) return byte - UPPER_A;
  if (byte - LOWER_A < 26) return byte - 71;
  if (byte - DIGIT_0 < 10) return byte + 4;
  return byte == PLUS ? 62 : byte == SLASH ? 63 : 64;
}

/**
 * Base64 as .NET reads it: white space is skipped, padding is asked for.
 * @returns the address of the bytes, or 0 for anything malformed; their number is in `byteCount`
 */
export function fromBase64(value: usize): usize {
  if (kindOf(value) != KIND_STRING) return 0;
  const length = textLength(value);
  if (length > (<usize>MAX_DECODE_BYTES) << 1) return 0;
  const room = take(length + 8);
  if (room == 0) return 0;
  let to = room;
  let bits: u32 = 0;
  let digits: u32 = 0;
  let padding: u32 = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(textAt(value) + i);
    if (byte == SPACE || byte == TAB || byte == LINE_FEED || byte == CARRIAGE_RETURN) continue;
    if (byte == EQUALS) {
      padding++;
      continue;
    }
    const digit = digitOf(byte);
    if (digit == 64 || padding != 0) return 0;
    bits = (bits << 6) | digit;
    digits++;
    if ((digits & 3) != 0) continue;
    store<u8>(to, bits >> 16);
    store<u8>(to + 1, bits >> 8);
    store<u8>(to + 2, bits);
    to += 3;
    bits = 0;
  }
  const rest = digits & 3;
  if (rest == 1 || padding > 2 || ((rest + padding) & 3) != 0) return 0;
  if (rest == 2) store<u8>(to++, bits >> 4);
  if (rest == 3) {
    store<u8>(to++, bits >> 10);
    store<u8>(to++, bits >> 2);
  }
  bytesCount = to - room;
  return room;
}

function base64Digit(digit: u32): u32 {
  return digit < 26
    ? digit + 65
    : digit < DIGIT_4
      ? digit + 71
      : digit < GREATER_THAN
        ? digit - 4
        : digit == GREATER_THAN
          ? 43
          : 47;
}

/** Bytes as Base64. */
export function toBase64(bytes: usize, count: usize): usize {
  if (bytes == 0) return unknown();
  openText();
  for (let i: usize = 0; i < count; i += 3) {
    const left = count - i;
    const bits =
      ((<u32>load<u8>(bytes + i)) << 16) |
      (left > 1 ? (<u32>load<u8>(bytes + i + 1)) << 8 : 0) |
      (left > 2 ? <u32>load<u8>(bytes + i + 2) : 0);
    putByte(base64Digit(bits >> 18));
    putByte(base64Digit((bits >> 12) & 63));
    putByte(left > 1 ? base64Digit((bits >> 6) & 63) : 61);
    putByte(left > 2 ? base64Digit(bits & 63) : 61);
  }
  return closeText();
}
