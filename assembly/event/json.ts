/**
 * The tokens of JSON (RFC 8259) but for its strings, as `JSON.parse` takes and refuses them.
 */
import { CARRIAGE_RETURN, DIGIT_0, DOT, HYPHEN, LINE_FEED, LOWER_E, PLUS, SPACE, TAB } from "../bytes/ascii";

/** First byte at or after `at` that is no JSON white space; `end` if there is none. */
export function skipBlank(at: usize, end: usize): usize {
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte > SPACE || (byte != SPACE && byte != LINE_FEED && byte != CARRIAGE_RETURN && byte != TAB)) return at;
    at++;
  }
  return end;
}

/** The same, where mostly none stands: no loop is entered for what is no white space. */
export function nextToken(at: usize, end: usize): usize {
  return at < end && <u32>load<u8>(at) > SPACE ? at : skipBlank(at, end);
}

function skipDigits(at: usize, end: usize): usize {
  while (at < end && <u32>load<u8>(at) - DIGIT_0 < 10) at++;
  return at;
}

/** Passes a number: the address after it, or 0. */
function numberEnd(at: usize, end: usize): usize {
  if (load<u8>(at) == HYPHEN) at++;
  if (at >= end) return 0;
  let next: usize = load<u8>(at) == DIGIT_0 ? at + 1 : skipDigits(at, end);
  if (next == at) return 0;
  at = next;
  if (at < end && load<u8>(at) == DOT) {
    next = skipDigits(at + 1, end);
    if (next == at + 1) return 0;
    at = next;
  }
  if (at < end && (<u32>load<u8>(at) | 32) == LOWER_E) {
    at++;
    if (at < end && (load<u8>(at) == PLUS || load<u8>(at) == HYPHEN)) at++;
    next = skipDigits(at, end);
    if (next == at) return 0;
    at = next;
  }
  return at;
}

/**
 * Passes a number, `true`, `false` or `null`.
 * @returns the address after it, or 0 if nothing of the kind starts at `at`
 */
export function scalarEnd(at: usize, end: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == HYPHEN || byte - DIGIT_0 < 10) return numberEnd(at, end);
  if (at + 4 > end) return 0;
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  return word == 0x736c6166 && at + 5 <= end && load<u8>(at + 4) == LOWER_E ? at + 5 : 0;
}
