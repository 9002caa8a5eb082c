/**
 * Composite formatting: `-f`, `[string]::Format`, `AppendFormat`. What follows the culture is unknown.
 * .NET: StringBuilder.AppendFormat; the format strings of integers.
 */
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  DIGIT_0,
  HYPHEN,
  LOWER_D,
  LOWER_F,
  LOWER_G,
  LOWER_N,
  LOWER_X,
  OPEN_BRACE,
  SPACE,
  UPPER_X,
} from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import {
  doubleAt,
  INTEGER_BYTE,
  INTEGER_INT,
  INTEGER_LONG,
  integerAt,
  kindOf,
  text,
  textAt,
  textLength,
  unknown,
} from "./constants";
import { append, countItems, isKnownList, itemAt, newList } from "./lists";
import { closePieces, isLoose, isText, putPiece, someText } from "./partial";
import { itemText, literalText } from "./text";
import { TYPE_OBJECT, TYPE_OTHER, TYPE_STRING } from "./types";
import { unitsOf } from "./units";
import {
  KIND_ARRAY,
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_TABLE,
  Value,
} from "./value";
import { closeText, openText, putByte, putBytes, putInteger, putRepeated } from "./writer";

/** Widest field, so that the text stays bounded. */
const MAX_WIDTH: u32 = 65536;

/** Hexadecimal digits of a number, at least `least`. */
function hexText(value: usize, least: u32, upper: bool): usize {
  const present = changetype<Value>(value);
  let number = <u64>integerAt(value);
  if (present.aux == INTEGER_INT) number &= 0xffffffff;
  else if (present.aux != INTEGER_LONG && integerAt(value) < 0) return unknown();
  let digits: u32 = 1;
  while (digits < 16 && number >> ((<u64>digits) << 2) != 0) digits++;
  openText();
  if (least > digits) putRepeated(48, least - digits);
  for (let i = digits; i > 0; i--) {
    const digit = <u32>(number >> ((<u64>(i - 1)) << 2)) & 15;
    putByte(digit < 10 ? 48 + digit : (upper ? 55 : 87) + digit);
  }
  return closeText();
}

/** Decimal digits of a number that is not negative, at least `least`. */
function decimalText(number: i64, least: u32): usize {
  let digits: u32 = 1;
  for (let rest = number / 10; rest != 0; rest /= 10) digits++;
  openText();
  if (least > digits) putRepeated(48, least - digits);
  putInteger(number);
  return closeText();
}

/** An integer by a format string; a sign follows the culture, so a negative number is known in hexadecimal only. */
export function formatInteger(value: usize, format: usize, length: usize): usize {
  const number = integerAt(value);
  if (length == 0) return number < 0 ? unknown() : itemText(value);
  const letter = <u32>load<u8>(format);
  let zeros: usize = 0;
  while (zeros < length && load<u8>(format + zeros) == DIGIT_0) zeros++;
  if (zeros == length && zeros < 64) return number < 0 ? unknown() : decimalText(number, <u32>zeros);
  let least: u32 = 0;
  for (let i: usize = 1; i < length; i++) {
    const digit = <u32>load<u8>(format + i) - DIGIT_0;
    if (digit > 9 || least > 99) return unknown();
    least = least * 10 + digit;
  }
  switch (<i32>lower(letter)) {
    case LOWER_X:
      return hexText(value, least, letter == UPPER_X);
    case LOWER_D:
      return number < 0 ? unknown() : decimalText(number, least);
    case LOWER_G:
      return number < 0 || length != 1 ? unknown() : itemText(value);
    case LOWER_N:
    case LOWER_F:
      // Grouping starts at a thousand; without decimals there is no other sign.
      return length == 2 && least == 0 && number >= 0 && number < 1000 ? decimalText(number, 0) : unknown();
    default:
      return unknown();
  }
}

/** The .NET name of an array by its element type, as `ToString()` gives it. */
function arrayName(element: u16): usize {
  return element == TYPE_OTHER || element == TYPE_OBJECT
    ? literalText("System.Object[]")
    : element == TYPE_STRING
      ? literalText("System.String[]")
      : unknown();
}

/** One argument by its format string, as the current culture has it. */
function formatItem(value: usize, format: usize, length: usize): usize {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_INTEGER:
      return present.aux > INTEGER_BYTE ? unknown() : formatInteger(value, format, length);
    case KIND_NULL:
    case KIND_BOOLEAN:
    case KIND_CHAR:
    case KIND_STRING:
    case KIND_PARTIAL:
    case KIND_TABLE:
      // None of these looks at its format.
      return present.kind == KIND_PARTIAL ? value : itemText(value);
    case KIND_DOUBLE: {
      const number = doubleAt(value);
      return length == 0 && present.aux == 0 && number >= 0 && Math.trunc(number) == number ? itemText(value) : unknown();
    }
    case KIND_ARRAY:
      return present.aux != 0 ? unknown() : arrayName(<u16>present.b);
    default:
      return length == 0 ? itemText(value) : unknown();
  }
}

let at: usize = 0;
let end: usize = 0;

/** Reads digits at `at`. @returns -1 if there are none */
function digits(): i32 {
  const start = at;
  let number: i32 = 0;
  while (at < end && <u32>load<u8>(at) - DIGIT_0 < 10 && number < 1000000) {
    number = number * 10 + load<u8>(at) - 48;
    at++;
  }
  return at == start ? -1 : number;
}

function skipSpaces(): void {
  while (at < end && load<u8>(at) == SPACE) at++;
}

/** The text of a hole, aligned, known wholly or in part. `at` is after its brace. @returns unknown if it is malformed */
function hole(args: usize): usize {
  const index = digits();
  if (index < 0 || <u32>index >= countItems(args)) return unknown();
  skipSpaces();
  let width: i32 = 0;
  let left = false;
  if (at < end && load<u8>(at) == COMMA) {
    at++;
    skipSpaces();
    left = at < end && load<u8>(at) == HYPHEN;
    if (left) at++;
    width = digits();
    if (width < 0 || <u32>width > MAX_WIDTH) return unknown();
    skipSpaces();
  }
  let format = at;
  let length: usize = 0;
  if (at < end && load<u8>(at) == COLON) {
    at++;
    format = at;
    while (at < end && load<u8>(at) != CLOSE_BRACE && load<u8>(at) != OPEN_BRACE) at++;
    length = at - format;
  }
  if (at >= end || load<u8>(at) != CLOSE_BRACE) return unknown();
  at++;
  const made = formatItem(itemAt(args, <u32>index), format, length);
  // The blanks in front of a text of unknown length, or after it, are part of the run.
  if (kindOf(made) != KIND_STRING) return width == 0 && isText(made) && !isLoose(made) ? made : someText();
  const units = unitsOf(made);
  return units >= <u32>width ? made : aligned(made, <u32>width - units, left);
}

function aligned(made: usize, missing: u32, left: bool): usize {
  openText();
  if (!left) putRepeated(32, missing);
  putBytes(textAt(made), textLength(made));
  if (left) putRepeated(32, missing);
  return closeText();
}

/**
 * Splits a format into pieces of text.
 * @returns an array of string values, or unknown
 */
function piecesOf(args: usize): usize {
  const pieces = newList(8);
  while (at < end) {
    const start = at;
    while (at < end && load<u8>(at) != OPEN_BRACE && load<u8>(at) != CLOSE_BRACE) at++;
    if (at > start && !append(pieces, text(start, at - start))) return unknown();
    if (at >= end) break;
    const brace = load<u8>(at);
    at++;
    if (at < end && load<u8>(at) == brace) {
      if (!append(pieces, text(at, 1))) return unknown();
      at++;
      continue;
    }
    if (brace == CLOSE_BRACE) return unknown();
    const made = hole(args);
    if (!isText(made) || !append(pieces, made)) return unknown();
  }
  return pieces;
}

function isWhole(value: usize): bool {
  return kindOf(value) == KIND_STRING;
}

/**
 * Formats.
 * @param format a string value
 * @param args an array value: the arguments themselves
 * @returns a string value, partial where an argument has no known text, or unknown
 */
export function formatText(format: usize, args: usize): usize {
  if (kindOf(format) != KIND_STRING || kindOf(args) != KIND_ARRAY || !isKnownList(args)) return unknown();
  at = textAt(format);
  end = at + textLength(format);
  const pieces = piecesOf(args);
  if (kindOf(pieces) != KIND_ARRAY) return unknown();
  const count = countItems(pieces);
  let partial = false;
  for (let i: u32 = 0; i < count; i++) if (!isWhole(itemAt(pieces, i))) partial = true;
  openText();
  for (let i: u32 = 0; i < count; i++) {
    const piece = itemAt(pieces, i);
    if (partial) putPiece(piece);
    else putBytes(textAt(piece), textLength(piece));
  }
  return partial ? closePieces() : closeText();
}

/**
 * What stands on the right of `-f` as arguments: an array of objects or of text gives its elements, anything else itself.
 * @returns an array value or unknown
 */
export function formatArguments(right: usize): usize {
  const present = changetype<Value>(right);
  if (present.kind == KIND_ARRAY && present.aux == 0) {
    const element = <u16>present.b;
    if (element == TYPE_OTHER || element == TYPE_OBJECT || element == TYPE_STRING) return right;
    return unknown();
  }
  if (present.kind == KIND_ARRAY) return unknown();
  const list = newList(1);
  return append(list, right) ? list : unknown();
}
