/**
 * A value as JSON, for tests: `{"type":"string","value":"…"}`, lists with `items`, tables with `entries`. Nested lists and
 * tables are followed six levels deep, on a stack of their own.
 */
import { BACKSLASH, DOUBLE_QUOTE, SPACE } from "../../bytes/ascii";
import { codePointAt, sequenceLength } from "../../bytes/text";
import {
  INTEGER_BYTE,
  INTEGER_INT,
  INTEGER_LONG,
  INTEGER_SBYTE,
  INTEGER_SHORT,
  INTEGER_UINT,
  INTEGER_USHORT,
  integerAt,
  kindOf,
  textAt,
  textLength,
} from "./constants";
import { countItems, isKnownList, itemAt } from "./lists";
import { countEntries, isKnownTable, keyAt, valueAt } from "./tables";
import { itemText } from "./text";
import {
  KIND_ARRAY,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_TABLE,
  KIND_UNKNOWN,
  TABLE_HASH,
  TABLE_OBJECT,
  TABLE_ORDERED,
  Value,
} from "./value";

const MAX_DEPTH: u32 = 6;
// What is open: value and how many of its parts are written (keys and values count one by one).
const OPEN: usize = memory.data(64, 4);

let at: usize = 0;
let limit: usize = 0;
let depth: u32 = 0;

function put(byte: u32): void {
  if (at < limit) store<u8>(at, byte);
  at++;
}

function putWord(literal: string): void {
  for (let i = 0; i < literal.length; i++) put(load<u16>(changetype<usize>(literal) + ((<usize>i) << 1)));
}

function putHex(unit: u32): void {
  putWord("\\u");
  for (let i = 0; i < 4; i++) {
    const digit = (unit >> (12 - ((<u32>i) << 2))) & 15;
    put(digit < 10 ? digit + 48 : digit + 87);
  }
}

/** Text in quotes; control characters and lone surrogates are escaped. */
function putString(bytes: usize, length: usize): void {
  put(34);
  const end = bytes + length;
  while (bytes < end) {
    const byte = <u32>load<u8>(bytes);
    const point = codePointAt(bytes, end);
    if (byte < SPACE || point - 0xd800 < 0x800) {
      putHex(point);
      bytes += sequenceLength(byte);
      continue;
    }
    if (byte == DOUBLE_QUOTE || byte == BACKSLASH) put(92);
    for (let i = sequenceLength(byte); i > 0; i--) put(load<u8>(bytes++));
  }
  put(34);
}

function typeWord(value: usize): string {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_NULL:
      return "null";
    case KIND_BOOLEAN:
      return "bool";
    case KIND_CHAR:
      return "char";
    case KIND_DOUBLE:
      return "double";
    case KIND_STRING:
      return "string";
    case KIND_ARRAY:
      return "array";
    case KIND_TABLE:
      return present.aux == TABLE_HASH
        ? "hashtable"
        : present.aux == TABLE_ORDERED
          ? "ordered"
          : present.aux == TABLE_OBJECT
            ? "object"
            : "other";
    case KIND_INTEGER:
      return integerWord(present.aux);
    case KIND_UNKNOWN:
    case KIND_PARTIAL:
      return "unknown";
    case KIND_CHOICE:
      return "choice";
    case KIND_BUILDER:
      return "builder";
    default:
      return "other";
  }
}

function integerWord(type: u16): string {
  switch (<i32>type) {
    case INTEGER_INT:
      return "int";
    case INTEGER_LONG:
      return "long";
    case INTEGER_BYTE:
      return "byte";
    case INTEGER_SBYTE:
      return "sbyte";
    case INTEGER_SHORT:
      return "short";
    case INTEGER_USHORT:
      return "ushort";
    case INTEGER_UINT:
      return "uint";
    default:
      return "ulong";
  }
}

/** The `value` member of a single value, if it has one. */
function putScalar(value: usize): void {
  const kind = kindOf(value);
  if (kind == KIND_NULL || kind > KIND_STRING || kind == KIND_UNKNOWN) return;
  putWord(',"value":');
  if (kind == KIND_BOOLEAN) putWord(changetype<Value>(value).a != 0 ? '"true"' : '"false"');
  else if (kind == KIND_CHAR) putNumber(<i64>changetype<Value>(value).a);
  else if (kind == KIND_INTEGER) putNumber(integerAt(value));
  else {
    const text = itemText(value);
    if (kindOf(text) == KIND_STRING) putString(textAt(text), textLength(text));
    else putWord('""');
  }
}

function putNumber(number: i64): void {
  put(34);
  let rest = <u64>number;
  if (number < 0) {
    put(45);
    rest = 0 - rest;
  }
  let scale: u64 = 1;
  while (rest / 10 >= scale) scale *= 10;
  for (; scale != 0; scale /= 10) {
    let digit: u32 = 48;
    while (rest >= scale) {
      rest -= scale;
      digit++;
    }
    put(digit);
  }
  put(34);
}

/** Whether a value's parts follow it. */
function isOpen(value: usize): bool {
  const kind = kindOf(value);
  if (kind == KIND_ARRAY) return isKnownList(value);
  return kind == KIND_CHOICE || (kind == KIND_TABLE && isKnownTable(value));
}

function start(value: usize): void {
  putWord('{"type":"');
  putWord(isOpen(value) || kindOf(value) < KIND_ARRAY || kindOf(value) > KIND_TABLE ? typeWord(value) : "unknown");
  put(34);
  if (!isOpen(value) || depth >= MAX_DEPTH) {
    putScalar(value);
    put(125);
    return;
  }
  putWord(kindOf(value) == KIND_TABLE ? ',"entries":[' : ',"items":[');
  store<u32>(OPEN + ((<usize>depth) << 3), <u32>value);
  store<u32>(OPEN + ((<usize>depth) << 3) + 4, 0);
  depth++;
}

/** The next part of the innermost open value, or its end. */
function step(): void {
  const frame = OPEN + ((<usize>(depth - 1)) << 3);
  const value = <usize>load<u32>(frame);
  const part = load<u32>(frame + 4);
  store<u32>(frame + 4, part + 1);
  const isTable = kindOf(value) == KIND_TABLE;
  const parts = isTable ? countEntries(value) << 1 : countItems(value);
  if (part == parts) {
    if (isTable && part != 0) put(93);
    putWord("]}");
    depth--;
    return;
  }
  if (!isTable) {
    if (part != 0) put(44);
    start(itemAt(value, part));
    return;
  }
  if ((part & 1) == 0) {
    putWord(part == 0 ? "[" : "],[");
    start(keyAt(value, part >> 1));
  } else {
    put(44);
    start(valueAt(value, part >> 1));
  }
}

/** Writes a value. @returns the address after it, or 0 if it does not fit before `end` */
export function writeValue(to: usize, end: usize, value: usize): usize {
  at = to;
  limit = end;
  depth = 0;
  start(value);
  while (depth != 0 && at < limit) step();
  return at > limit || depth != 0 ? 0 : at;
}
