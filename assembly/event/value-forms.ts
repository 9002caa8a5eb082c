/**
 * What values look like: numbers, GUIDs, and what stands for no value.
 */
import { CLOSE_BRACE, DIGIT_0, DOT, HYPHEN, LOWER_A, OPEN_BRACE } from "../bytes/ascii";
import { isLiteral } from "../bytes/literal";

/** A decimal number, a fraction of zeros allowed; 0xffffffff if it is none, or has more than nine digits. */
export function numberOf(start: usize, length: usize): u32 {
  const end = start + length;
  let number: u32 = 0;
  let at = start;
  while (at < end && <u32>load<u8>(at) - DIGIT_0 < 10) {
    if (at - start == 9) return 0xffffffff;
    number = number * 10 + (<u32>load<u8>(at) - DIGIT_0);
    at++;
  }
  if (at == start) return 0xffffffff;
  if (at < end && load<u8>(at) == DOT) {
    at++;
    while (at < end && load<u8>(at) == DIGIT_0) at++;
  }
  return at == end ? number : 0xffffffff;
}

/** Whether a text is a decimal number of any length: what else stands as an event's number is a shipper's own. */
export function isDecimal(start: usize, length: usize): bool {
  for (let at = start; at < start + length; at++) if (<u32>load<u8>(at) - DIGIT_0 > 9 && load<u8>(at) != DOT) return false;
  return length != 0;
}

/** Whether a text is a GUID, braces allowed. */
export function isGuid(start: usize, length: usize): bool {
  if (length == 38 && load<u8>(start) == OPEN_BRACE && load<u8>(start + 37) == CLOSE_BRACE) {
    start++;
    length = 36;
  }
  if (length != 36) return false;
  for (let i: usize = 0; i < 36; i++) {
    const byte = <u32>load<u8>(start + i);
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (byte != HYPHEN) return false;
    } else if (byte - DIGIT_0 > 9 && (byte | 32) - LOWER_A > 5) {
      return false;
    }
  }
  return true;
}

/** Whether a value is what a shipper writes where Windows gave none. */
export function isPlaceholder(start: usize, length: usize): bool {
  if (length > 14) return false;
  return (
    isLiteral(start, length, "-") ||
    isLiteral(start, length, "N/A") ||
    isLiteral(start, length, "(NULL)") ||
    isLiteral(start, length, "NOT_TRANSLATED")
  );
}
