/**
 * Making text in the arena: open, put, close. One text at a time, and nothing else may take from the arena in between.
 * Two halves of a surrogate pair that meet become one sequence of four bytes, as WTF-8 asks.
 */

import { HYPHEN } from "../../bytes/ascii";
import { writeCodePoint } from "../../bytes/text";
import { release, remaining, take } from "../../memory/arena";
import { work } from "../work";
import { MAX_MADE_BYTES, text, unknown } from "./constants";

let base: usize = 0;
let at: usize = 0;
let limit: usize = 0;
let overflow: bool = false;

/** Starts a text of at most MAX_MADE_BYTES. */
export function openText(): void {
  const free = remaining();
  const size = free > MAX_MADE_BYTES + 64 ? MAX_MADE_BYTES : free > 64 ? free - 64 : 0;
  base = take(size);
  at = base;
  limit = base + size;
  overflow = base == 0;
}

/** Whether the three bytes before `to` are a lone surrogate of that half (0xa0 for high, 0xb0 for low). */
function isHalf(sequence: usize, half: u32): bool {
  return load<u8>(sequence) == 0xed && (<u32>load<u8>(sequence + 1) & 0xf0) == half;
}

/** Adds WTF-8 bytes. */
export function putBytes(bytes: usize, length: usize): void {
  if (overflow || length > limit - at) {
    overflow = true;
    return;
  }
  if (length >= 3 && at - base >= 3 && isHalf(bytes, 0xb0) && isHalf(at - 3, 0xa0)) {
    const high = ((<u32>load<u8>(at - 2) & 15) << 6) | (<u32>load<u8>(at - 1) & 63);
    const low = ((<u32>load<u8>(bytes + 1) & 15) << 6) | (<u32>load<u8>(bytes + 2) & 63);
    // One byte more than the three it replaces: there is room for `length` >= 3.
    at = writeCodePoint(at - 3, 0x10000 + (high << 10) + low);
    bytes += 3;
    length -= 3;
  }
  memory.copy(at, bytes, length);
  at += length;
}

/** Adds one ASCII byte. */
export function putByte(byte: u32): void {
  if (overflow || at == limit) {
    overflow = true;
    return;
  }
  store<u8>(at, byte);
  at++;
}

/** Adds one UTF-16 unit. */
export function putUnit(unit: u32): void {
  if (unit < 0x80) {
    putByte(unit);
    return;
  }
  if (overflow || limit - at < 4) {
    overflow = true;
    return;
  }
  if ((unit & 0xfc00) == 0xdc00 && at - base >= 3 && isHalf(at - 3, 0xa0)) {
    const high = ((<u32>load<u8>(at - 2) & 15) << 6) | (<u32>load<u8>(at - 1) & 63);
    at = writeCodePoint(at - 3, 0x10000 + (high << 10) + (unit & 0x3ff));
    return;
  }
  at = writeCodePoint(at, unit);
}

/** Adds an ASCII literal. */
export function putLiteral(literal: string): void {
  const size = <usize>literal.length;
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < size; i++) putByte(load<u16>(units + (i << 1)));
}

/** Adds one byte several times. */
export function putRepeated(byte: u32, times: u32): void {
  if (overflow || <usize>times > limit - at) {
    overflow = true;
    return;
  }
  memory.fill(at, <u8>byte, times);
  at += times;
}

/** Adds a number in decimal digits. */
export function putInteger(number: i64): void {
  let rest = <u64>number;
  if (number < 0) {
    putByte(HYPHEN);
    rest = 0 - rest;
  }
  let scale: u64 = 1;
  while (rest / 10 >= scale) scale *= 10;
  while (scale != 0) {
    let digit: u32 = 48;
    while (rest >= scale) {
      rest -= scale;
      digit++;
    }
    putByte(digit);
    scale /= 10;
  }
}

/** Ends the text, which is work of its length. @returns the string value, or unknown if it grew too long */
export function closeText(): usize {
  if (overflow) {
    if (base != 0) release(base);
    return unknown();
  }
  if (!work(<u32>(at - base))) {
    release(base);
    return unknown();
  }
  release((at + 7) & ~7);
  return text(base, at - base);
}
