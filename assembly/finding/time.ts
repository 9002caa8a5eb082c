/**
 * An event's own time as milliseconds since 1970-01-01T00:00:00Z, for the finding and for the expiry of exceptions. Only times
 * that name an instant count: ISO 8601 with a zone, seconds to nanoseconds since 1970, and `/Date(milliseconds)/`.
 */
import { CLOSE_PAREN, COLON, DIGIT_0, DOT, DOUBLE_QUOTE, HYPHEN, PLUS, UPPER_T, UPPER_Z } from "../bytes/ascii";
import { putByte } from "./json";

/** The text names no instant. */
export const NO_TIME: i64 = -1;
/** Milliseconds from 1970 to the year 10000, which has no form of four digits. */
const END_OF_TIME: i64 = 253402300800000;
const DAY: i64 = 86400000;

let at: usize = 0;
let end: usize = 0;

function peek(): u32 {
  return at < end ? <u32>load<u8>(at) : 0;
}

/** Whether the next byte is `byte`; it is taken then. */
function take(byte: u32): bool {
  if (peek() != byte) return false;
  at++;
  return true;
}

/** A number of exactly `digits` digits, or -1. */
function number(digits: i32): i64 {
  let value: i64 = 0;
  for (let i = 0; i < digits; i++) {
    const digit = peek() - DIGIT_0;
    if (digit > 9) return -1;
    value = value * 10 + <i64>digit;
    at++;
  }
  return value;
}

/** How many digits stand here. */
function digitsHere(): i32 {
  let place = at;
  while (place < end && <u32>load<u8>(place) - DIGIT_0 <= 9) place++;
  return <i32>(place - at);
}

/** Days since 1970-01-01 of a day in the Gregorian calendar, for years from 1970 on. */
function days(year: i64, month: i64, day: i64): i64 {
  // The year starts in March, so that the leap day is its last.
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = month <= 2 ? month + 9 : month - 3;
  return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5 + day - 1 - 719468;
}

/** Milliseconds of the fraction after a decimal sign, further digits cut off. */
function fraction(): i64 {
  if (!take(0x2e) && !take(0x2c)) return 0;
  let value: i64 = 0;
  let scale: i64 = 100;
  while (peek() - DIGIT_0 <= 9) {
    value += scale * <i64>(peek() - DIGIT_0);
    scale /= 10;
    at++;
  }
  return value;
}

/** The zone's offset in minutes, or 1,000,000 if there is none. */
function zone(): i64 {
  if (take(0x5a) || take(0x7a)) return 0;
  const sign: i64 = peek() == HYPHEN ? -1 : 1;
  if (!take(0x2b) && !take(0x2d)) return 1000000;
  const hours = number(2);
  take(0x3a);
  const minutes = digitsHere() == 0 ? 0 : number(2);
  return hours < 0 || minutes < 0 || hours > 18 || minutes > 59 ? 1000000 : sign * (hours * 60 + minutes);
}

function calendar(): i64 {
  const year = number(4);
  if (year < 1970 || !take(0x2d)) return NO_TIME;
  const month = number(2);
  if (month < 1 || month > 12 || !take(0x2d)) return NO_TIME;
  const day = number(2);
  if (day < 1 || day > 31 || (!take(0x54) && !take(0x74) && !take(0x20))) return NO_TIME;
  const hour = number(2);
  if (hour < 0 || hour > 24 || !take(0x3a)) return NO_TIME;
  const minute = number(2);
  if (minute < 0 || minute > 59) return NO_TIME;
  const second = take(0x3a) ? number(2) : 0;
  if (second < 0 || second > 60) return NO_TIME;
  const part = fraction();
  take(0x20);
  const offset = zone();
  if (offset == 1000000 || at != end) return NO_TIME;
  return ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60000 + second * 1000 + part;
}

/** Digits of the time since 1970 in each unit, for dates between 2001 and 2286. */
const SECONDS_DIGITS: i32 = 10;
const MILLISECONDS_DIGITS: i32 = 13;
const MICROSECONDS_DIGITS: i32 = 16;
const NANOSECONDS_DIGITS: i32 = 19;

/** Time since 1970 as a plain number: its number of digits tells the unit. */
function counted(digits: i32): i64 {
  const value = number(digits);
  if (at != end && !(peek() == DOT && digits == SECONDS_DIGITS)) return NO_TIME;
  switch (digits) {
    case SECONDS_DIGITS:
      return value * 1000 + fraction();
    case MILLISECONDS_DIGITS:
      return value;
    case MICROSECONDS_DIGITS:
      return value / 1000;
    case NANOSECONDS_DIGITS:
      return value / 1000000;
    default:
      return NO_TIME;
  }
}

/** `/Date(1724155200000)/`, as Windows PowerShell writes times into JSON; an offset after the number changes nothing. */
function wrapped(): i64 {
  at += 6;
  const digits = digitsHere();
  if (digits == 0 || digits > 18) return NO_TIME;
  const value = number(digits);
  if (value >= END_OF_TIME) return NO_TIME;
  return peek() == CLOSE_PAREN || peek() == PLUS || peek() == HYPHEN ? value : NO_TIME;
}

/** Milliseconds since 1970 of an event's time, or NO_TIME if it does not name an instant. */
export function instantOf(text: usize, length: usize): i64 {
  at = text;
  end = text + length;
  // "/Date("
  if (length > 8 && load<u32>(text) == 0x7461442f && load<u16>(text + 4) == 0x2865) return wrapped();
  const digits = digitsHere();
  return digits == 4 ? calendar() : digits > 18 && digits != 19 ? NO_TIME : counted(digits);
}

function putTwo(value: u32): void {
  putByte(48 + value / 10);
  putByte(48 + (value % 10));
}

/**
 * Writes an instant as ISO 8601 in UTC with milliseconds and its quotes: `"2026-11-29T09:14:02.120Z"`.
 * The day is `days` turned round: years start in March and count within an era of 400.
 */
export function putInstant(instant: i64): void {
  const day = <u32>(instant / DAY) + 719468;
  const era = day / 146097;
  const dayOfEra = day % 146097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const monthFromMarch = (5 * dayOfYear + 2) / 153;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const milliseconds = <u32>(instant % DAY);
  const seconds = milliseconds / 1000;
  putByte(DOUBLE_QUOTE);
  putTwo(year / 100);
  putTwo(year % 100);
  putByte(HYPHEN);
  putTwo(month);
  putByte(HYPHEN);
  putTwo(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
  putByte(UPPER_T);
  putTwo(seconds / 3600);
  putByte(COLON);
  putTwo((seconds / 60) % 60);
  putByte(COLON);
  putTwo(seconds % 60);
  putByte(DOT);
  putByte(48 + (milliseconds % 1000) / 100);
  putTwo(milliseconds % 100);
  putByte(UPPER_Z);
  putByte(DOUBLE_QUOTE);
}
