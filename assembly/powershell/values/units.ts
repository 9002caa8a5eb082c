/**
 * Text by UTF-16 units, as .NET counts it.
 */
import { codePointAt, sequenceLength, utf16Length } from "../../bytes/text";
import { take } from "../../memory/arena";
import { text, textAt, textLength, unknown } from "./constants";
import { VALUE_ASCII, Value } from "./value";
import { closeText, openText, putUnit } from "./writer";

/** Whether a string's unit index is its byte index. */
export function isAsciiText(value: usize): bool {
  return (changetype<Value>(value).flags & VALUE_ASCII) != 0;
}

/** Length of a string value in UTF-16 units. */
export function unitsOf(value: usize): u32 {
  return isAsciiText(value) ? <u32>textLength(value) : utf16Length(textAt(value), textLength(value));
}

/**
 * The UTF-16 units of a string value, in the arena.
 * @returns the address of `unitsOf(value)` u16, or 0 when the arena is full
 */
export function toUnits(value: usize): usize {
  const units = take(((<usize>unitsOf(value)) << 1) + 2);
  if (units == 0) return 0;
  const end = textAt(value) + textLength(value);
  let from = textAt(value);
  let to = units;
  while (from < end) {
    const size = sequenceLength(load<u8>(from));
    const point = codePointAt(from, end);
    if (point < 0x10000) {
      store<u16>(to, point);
      to += 2;
    } else {
      store<u16>(to, 0xd800 + ((point - 0x10000) >> 10));
      store<u16>(to + 2, 0xdc00 + (point & 0x3ff));
      to += 4;
    }
    from += size;
  }
  return units;
}

/** A string value out of UTF-16 units. */
export function fromUnits(units: usize, count: u32): usize {
  openText();
  for (let i: u32 = 0; i < count; i++) putUnit(load<u16>(units + ((<usize>i) << 1)));
  return closeText();
}

/** The part of a string value from a unit on; both must be in range. */
export function sliceOf(value: usize, from: u32, count: u32): usize {
  if (isAsciiText(value)) return text(textAt(value) + <usize>from, count);
  const units = toUnits(value);
  return units == 0 ? unknown() : fromUnits(units + ((<usize>from) << 1), count);
}

/** The unit of a string value at an index that must be in range. */
export function unitAt(value: usize, index: u32): u32 {
  if (isAsciiText(value)) return load<u8>(textAt(value) + <usize>index);
  let at = textAt(value);
  const end = at + textLength(value);
  let left = index;
  while (at < end) {
    const point = codePointAt(at, end);
    if (point >= 0x10000) {
      if (left == 0) return 0xd800 + ((point - 0x10000) >> 10);
      if (left == 1) return 0xdc00 + (point & 0x3ff);
      left -= 2;
    } else {
      if (left == 0) return point;
      left--;
    }
    at += sequenceLength(load<u8>(at));
  }
  return 0;
}
