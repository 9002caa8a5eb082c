/**
 * Number tokens: `12`, `0x1f`, `1kb`, `1e3`, `1.5`, `10L`, and numbers within text.
 * PowerShell: tokenizer.cs ScanNumber; LanguagePrimitives for text. What one dialect alone reads (`0b11`, `5u`), decimals,
 * and reals that need more than exact double arithmetic are unknown.
 */
import {
  DIGIT_0,
  DOT,
  HYPHEN,
  LOWER_A,
  LOWER_B,
  LOWER_E,
  LOWER_G,
  LOWER_I,
  LOWER_K,
  LOWER_L,
  LOWER_M,
  LOWER_N,
  LOWER_P,
  LOWER_T,
  LOWER_X,
  PLUS,
  SPACE,
} from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import { double, INTEGER_INT, INTEGER_LONG, integerOf, unknown } from "./constants";

/** What `parseNumber` found. */
export const NUMBER_UNKNOWN: i32 = -1;
/** Certainly no number: PowerShell refuses it. */
export const NUMBER_REFUSED: i32 = 0;
export const NUMBER_INTEGER: i32 = 1;
export const NUMBER_DOUBLE: i32 = 2;

/** A number that was read out of a text or another value. */
@unmanaged
export class NumberRead {
  /** Of NUMBER_INTEGER. */
  integer: i64;
  /** Of NUMBER_DOUBLE. */
  real: f64;
  /** A text's integer was a hexadecimal one. */
  isHex: bool;
  /** It carried the suffix `L`, or has the digits of a long. */
  isLong: bool;
}

/** The number that was read last: by `parseNumber`, `parseText`, and `readNumber` of convert.ts; valid until the next is. */
export const numberRead: NumberRead = changetype<NumberRead>(memory.data(offsetof<NumberRead>(), 8));

const MAX_INT: i64 = 2147483647;
const MIN_INT: i64 = -2147483648;

/** Whether an [int] holds the number. */
export function fitsInt(number: i64): bool {
  return number >= MIN_INT && number <= MAX_INT;
}

// Powers of ten that a double holds exactly.
const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);

/** 10 to the power of 0 to 22. */
export function powerOfTen(exponent: u32): f64 {
  return exponent > 22 ? 0 : load<f64>(POWERS + ((<usize>exponent) << 3));
}

function parseHex(at: usize, end: usize): i32 {
  const digits = end - at;
  if (digits == 0 || digits > 16) return NUMBER_UNKNOWN;
  let number: u64 = 0;
  for (; at < end; at++) {
    const byte = lower(load<u8>(at));
    const digit = byte - DIGIT_0 < 10 ? byte - DIGIT_0 : byte - LOWER_A < 6 ? byte - 87 : 16;
    if (digit == 16) return NUMBER_UNKNOWN;
    number = (number << 4) | <u64>digit;
  }
  numberRead.integer = <i64>number;
  // As many bits as the digits name: 0xFFFFFFFF is -1.
  if (digits <= 8) numberRead.integer = <i64>(<i32>number);
  else numberRead.isLong = true;
  numberRead.isHex = true;
  return NUMBER_INTEGER;
}

/** The multiplier that `kb` to `pb` stand for, as a shift, or 0. */
function multiplier(at: usize, end: usize): u32 {
  if (end - at < 2 || lower(load<u8>(end - 1)) != LOWER_B) return 0;
  switch (<i32>lower(load<u8>(end - 2))) {
    case LOWER_K:
      return 10;
    case LOWER_M:
      return 20;
    case LOWER_G:
      return 30;
    case LOWER_T:
      return 40;
    case LOWER_P:
      return 50;
    default:
      return 0;
  }
}

/** Digits, a point and an exponent, without a sign. */
function parseDecimal(at: usize, end: usize): i32 {
  let mantissa: i64 = 0;
  let digits: u32 = 0;
  let scale: i32 = 0;
  let real = false;
  let seen = false;
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == DOT && !real) {
      real = true;
      continue;
    }
    if (byte - DIGIT_0 >= 10) break;
    seen = true;
    if (digits != 0 || byte != DIGIT_0) digits++;
    if (digits > 18) return NUMBER_UNKNOWN;
    mantissa = mantissa * 10 + <i64>(byte - DIGIT_0);
    if (real) scale--;
  }
  if (!seen) return NUMBER_UNKNOWN;
  if (at < end) {
    if (lower(load<u8>(at)) != LOWER_E) return NUMBER_UNKNOWN;
    real = true;
    const exponent = parseExponent(at + 1, end);
    if (exponent == i32.MIN_VALUE) return NUMBER_UNKNOWN;
    scale += exponent;
  }
  if (!real) {
    numberRead.integer = mantissa;
    return NUMBER_INTEGER;
  }
  if (digits > 15 || scale < -22 || scale > 22) return NUMBER_UNKNOWN;
  numberRead.real = scale < 0 ? <f64>mantissa / powerOfTen(-scale) : <f64>mantissa * powerOfTen(scale);
  return NUMBER_DOUBLE;
}

function parseExponent(at: usize, end: usize): i32 {
  let negative = false;
  if (at < end && (load<u8>(at) == PLUS || load<u8>(at) == HYPHEN)) {
    negative = load<u8>(at) == HYPHEN;
    at++;
  }
  if (at == end || end - at > 3) return i32.MIN_VALUE;
  let exponent: i32 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - DIGIT_0;
    if (digit >= 10) return i32.MIN_VALUE;
    exponent = exponent * 10 + <i32>digit;
  }
  return negative ? -exponent : exponent;
}

/**
 * Reads a number with its sign and suffix.
 * @returns NUMBER_*; the number is in `parsedInteger` or `parsedDouble`
 */
export function parseNumber(at: usize, end: usize): i32 {
  numberRead.isHex = false;
  numberRead.isLong = false;
  let negative = false;
  if (at < end && (load<u8>(at) == HYPHEN || load<u8>(at) == PLUS)) {
    negative = load<u8>(at) == HYPHEN;
    at++;
  }
  if (at == end) return NUMBER_UNKNOWN;
  const shift = multiplier(at, end);
  if (shift != 0) end -= 2;
  if (lower(load<u8>(end - 1)) == LOWER_L) {
    numberRead.isLong = true;
    end--;
  }
  let kind = NUMBER_UNKNOWN;
  if (end - at > 2 && load<u8>(at) == DIGIT_0 && lower(load<u8>(at + 1)) == LOWER_X) kind = parseHex(at + 2, end);
  else if (at < end) kind = parseDecimal(at, end);
  if (kind == NUMBER_INTEGER) {
    if (shift != 0) {
      if (numberRead.integer >= (<i64>1) << (<i64>(62 - shift))) return NUMBER_UNKNOWN;
      numberRead.integer <<= <i64>shift;
    }
    if (negative) numberRead.integer = -numberRead.integer;
  } else if (kind == NUMBER_DOUBLE) {
    if (numberRead.isLong) return NUMBER_UNKNOWN;
    if (shift != 0) numberRead.real *= <f64>((<i64>1) << (<i64>shift));
    if (negative) numberRead.real = -numberRead.real;
  }
  return kind;
}

/**
 * Reads text as a conversion does: white space around it is allowed, the empty text is zero.
 * @returns NUMBER_*
 */
export function parseText(at: usize, length: usize): i32 {
  let end = at + length;
  while (at < end && load<u8>(at) == SPACE) at++;
  while (at < end && load<u8>(end - 1) == SPACE) end--;
  if (at == end) {
    numberRead.integer = 0;
    numberRead.isHex = false;
    return NUMBER_INTEGER;
  }
  const first = lower(load<u8>(at));
  // `NaN` and `Infinity` are numbers; any other word is none.
  if (first - LOWER_A < 26) return first == LOWER_N || first == LOWER_I ? NUMBER_UNKNOWN : NUMBER_REFUSED;
  const last = lower(load<u8>(end - 1));
  // Suffixes within text, and hexadecimal digits that may stand for a sign, differ by dialect.
  if (last == LOWER_B || last == LOWER_L) return NUMBER_UNKNOWN;
  const kind = parseNumber(at, end);
  if (kind == NUMBER_INTEGER && numberRead.isHex && numberRead.integer < 0) return NUMBER_UNKNOWN;
  return kind;
}

/** The value of a number token (a leading `-` or `+` included in arguments), or unknown. */
export function numberToken(start: usize, end: usize): usize {
  const kind = parseNumber(start, end);
  if (kind == NUMBER_DOUBLE) return double(numberRead.real);
  if (kind != NUMBER_INTEGER) return unknown();
  return integerOf(numberRead.isLong || !fitsInt(numberRead.integer) ? INTEGER_LONG : INTEGER_INT, numberRead.integer);
}
