/**
 * XML's character references, decoded once: `&amp;lt;` becomes `&lt;`.
 */

import { AMPERSAND, BACKSLASH, DIGIT_6, HASH, LOWER_X, SEMICOLON } from "../bytes/ascii";
import { hexDigit } from "../bytes/hex";
import { isLiteral } from "../bytes/literal";
import { findByte, findGram, findMarkup } from "../bytes/search";
import { writeCodePoint } from "../bytes/text";

/** Longest reference, from `&` to `;`: `&#x0010FFFF;`. */
const MAX_REFERENCE: usize = 12;

/** The code point of `#1234` or `#x4d2`, or 0 if it is none. */
function numericReference(start: usize, length: usize): u32 {
  const isHex = length > 2 && (<u32>load<u8>(start + 1) | 32) == LOWER_X;
  let at = start + (isHex ? 2 : 1);
  const end = start + length;
  if (at >= end) return 0;
  let point: u32 = 0;
  while (at < end) {
    const digit = hexDigit(load<u8>(at));
    if (digit > (isHex ? 15 : 9)) return 0;
    point = point * (isHex ? 16 : 10) + digit;
    if (point > 0x10ffff) return 0;
    at++;
  }
  return point;
}

/** The code point of the reference between `&` and `;`, or 0 if XML knows none of that name. */
function reference(start: usize, length: usize): u32 {
  if (length == 0) return 0;
  if (load<u8>(start) == HASH) return numericReference(start, length);
  if (isLiteral(start, length, "lt")) return 0x3c;
  if (isLiteral(start, length, "gt")) return 0x3e;
  if (isLiteral(start, length, "amp")) return 0x26;
  if (isLiteral(start, length, "quot")) return 0x22;
  return isLiteral(start, length, "apos") ? 0x27 : 0;
}

/**
 * Decodes references; what is none stays. `to` may be `from`: a reference is longer than its character.
 * @returns the address after the output
 */
export function decodeEntities(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  while (from < end) {
    const byte = <u32>load<u8>(from);
    if (byte == AMPERSAND) {
      const after = afterReference(from, end);
      if (after != 0) {
        to = writeCodePoint(to, reference(from + 1, after - from - 2));
        from = after;
        continue;
      }
    }
    store<u8>(to, byte);
    to++;
    from++;
  }
  return to;
}

/** Address after the reference at `at`, which is an ampersand; 0 if it is none. */
function afterReference(at: usize, end: usize): usize {
  const limit = end - at > MAX_REFERENCE ? at + MAX_REFERENCE : end;
  let close = at + 1;
  while (close < limit && load<u8>(close) != SEMICOLON) close++;
  return close < limit && reference(at + 1, close - at - 1) != 0 ? close + 1 : 0;
}

/** 1 if a text has references and none of the characters that XML must escape, -1 if it has one of those, 0 if it has neither. */
function evidence(start: usize, length: usize): i32 {
  const end = start + length;
  let found = 0;
  for (let at = findMarkup(start, end); at < end; at = findMarkup(at, end)) {
    if (load<u8>(at) != AMPERSAND) return -1;
    at = afterReference(at, end);
    if (at == 0) return -1;
    found = 1;
  }
  return found;
}

/**
 * Whether a text looks like XML text that nobody decoded: it has references, and none of the characters that XML must escape.
 * True of every text of a shipper that forgot, and of no decoded text of a large collection (event-shapes: 47 of 47, 0 of 1,291).
 */
export function looksEncoded(start: usize, length: usize): bool {
  // Most scripts have no ampersand, and one byte is found sooner than three.
  return findByte(start, start + length, 0x26) != start + length && evidence(start, length) > 0;
}

/**
 * Whether the inside of a JSON string may look so once it is decoded: JSON can write `&` as an escape.
 * @returns false only if `looksEncoded` would say so
 */
export function mayLookEncoded(start: usize, length: usize): bool {
  const found = evidence(start, length);
  return found > 0 || (found == 0 && hasEscapedAmpersand(start, start + length));
}

/** Whether `\u0026` stands in the text. */
function hasEscapedAmpersand(start: usize, end: usize): bool {
  // "u002", then what stands around it.
  for (let at = findGram(start, end, 0x32303075); at < end; at = findGram(at + 4, end, 0x32303075)) {
    if (at > start && at + 4 < end && load<u8>(at - 1) == BACKSLASH && load<u8>(at + 4) == DIGIT_6) return true;
  }
  return false;
}
