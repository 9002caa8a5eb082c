/**
 * A bounded JSON writer. It writes from a start up to a limit that the caller owns; what does not fit is not written and sets
 * `overflowed`, so no byte is ever written past the limit and nobody has to measure first.
 */
import { BACKSLASH, CARRIAGE_RETURN, DOUBLE_QUOTE, LINE_FEED, SPACE, TAB } from "../bytes/ascii";
import { MAX_STRING_UNITS } from "../contract";

let at: usize = 0;
let limit: usize = 0;
let full = false;

/** Starts writing at `to`; nothing is written at or after `end`. */
export function beginJson(to: usize, end: usize): void {
  at = to;
  limit = end;
  full = false;
}

/** The address after what was written. */
export function jsonEnd(): usize {
  return at;
}

/** Goes back to an earlier `jsonEnd`, dropping what stands after it. */
export function rewindJson(to: usize): void {
  at = to;
  full = false;
}

/** Whether something did not fit. */
export function overflowed(): bool {
  return full;
}

/** One byte as it is. */
export function putByte(byte: u32): void {
  if (at < limit) {
    store<u8>(at, byte);
    at++;
  } else {
    full = true;
  }
}

/** Bytes as they are. */
export function putBytes(from: usize, length: usize): void {
  if (length <= limit - at) {
    memory.copy(at, from, length);
    at += length;
  } else {
    full = true;
  }
}

/** An ASCII literal as it is: punctuation and member names, already in JSON. */
export function put(literal: string): void {
  const size = <usize>literal.length;
  if (size > limit - at) {
    full = true;
    return;
  }
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < size; i++) store<u8>(at + i, load<u8>(units + (i << 1)));
  at += size;
}

/** A number in decimal. */
export function putNumber(value: u32): void {
  let divisor: u32 = 1000000000;
  while (divisor > 1 && value < divisor) divisor /= 10;
  while (divisor != 0) {
    let digit: u32 = 48;
    while (value >= divisor) {
      value -= divisor;
      digit++;
    }
    putByte(digit);
    divisor /= 10;
  }
}

function hexDigit(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

/** Four hexadecimal digits after `\u`. */
function putEscapedUnit(unit: u32): void {
  put("\\u");
  putByte(hexDigit((unit >> 12) & 15));
  putByte(hexDigit((unit >> 8) & 15));
  putByte(hexDigit((unit >> 4) & 15));
  putByte(hexDigit(unit & 15));
}

/** Sixteen hexadecimal digits. */
export function putHex(value: u64): void {
  for (let shift = 60; shift >= 0; shift -= 4) putByte(hexDigit(<u32>(value >> <u64>shift) & 15));
}

/** An ASCII byte inside a string. */
function putAscii(byte: u32): void {
  if (byte == DOUBLE_QUOTE) put('\\"');
  else if (byte == BACKSLASH) put("\\\\");
  else if (byte >= SPACE) putByte(byte);
  else if (byte == LINE_FEED) put("\\n");
  else if (byte == CARRIAGE_RETURN) put("\\r");
  else if (byte == TAB) put("\\t");
  else putEscapedUnit(byte);
}

/** Bytes of the well-formed sequence at `text`, 0 for a lone surrogate, -1 for a byte that starts none. */
function sequence(text: usize, end: usize): i32 {
  const lead = <u32>load<u8>(text);
  const size: usize = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size == 0 || size > end - text) return -1;
  for (let i: usize = 1; i < size; i++) if ((<u32>load<u8>(text + i) & 0xc0) != 0x80) return -1;
  const second = <u32>load<u8>(text + 1);
  if (lead == 0xe0 && second < 0xa0) return -1;
  if (lead == 0xf0 && second < 0x90) return -1;
  if (lead == 0xf4 && second > 0x8f) return -1;
  if (lead == 0xed && second > 0x9f) return 0;
  return <i32>size;
}

/** One character of a string, whose quotes are the caller's. */
export function putInside(text: usize, length: usize): void {
  const byte = <u32>load<u8>(text);
  if (byte < 0x80) putAscii(byte);
  else if (sequence(text, text + length) > 0) putBytes(text, length);
  else put("\\ufffd");
}

/**
 * A string with its quotes: WTF-8 in, JSON out, a lone surrogate as `\uXXXX`, a byte that is no text as U+FFFD.
 * @param budget bytes that the string may take after escaping, its quotes aside
 * @returns whether the text was cut, to 1,024 UTF-16 units or to the budget
 */
export function putText(text: usize, length: usize, budget: usize): bool {
  const end = text + length;
  putByte(DOUBLE_QUOTE);
  const stop = at + budget;
  let units: u32 = 0;
  while (text < end && units < <u32>MAX_STRING_UNITS && at + 6 <= stop) {
    const byte = <u32>load<u8>(text);
    if (byte < 0x80) {
      putAscii(byte);
      text++;
      units++;
      continue;
    }
    const size = sequence(text, end);
    if (size == 4 && units + 2 > <u32>MAX_STRING_UNITS) break;
    if (size > 0) {
      putBytes(text, size);
      text += size;
      units += size == 4 ? 2 : 1;
    } else if (size == 0) {
      putEscapedUnit(0xd000 | ((<u32>load<u8>(text + 1) & 63) << 6) | (<u32>load<u8>(text + 2) & 63));
      text += 3;
      units++;
    } else {
      put("\\ufffd");
      text++;
      units++;
    }
  }
  putByte(DOUBLE_QUOTE);
  return text < end;
}
