/**
 * The tokens of JSON (RFC 8259) but for its strings, as `JSON.parse` takes and refuses them.
 */

/** First byte at or after `at` that is no JSON white space; `end` if there is none. */
export function skipBlank(at: usize, end: usize): usize {
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte > 32 || (byte != 32 && byte != 10 && byte != 13 && byte != 9)) return at;
    at++;
  }
  return end;
}

function skipDigits(at: usize, end: usize): usize {
  while (at < end && <u32>load<u8>(at) - 48 < 10) at++;
  return at;
}

/** Passes a number: the address after it, or 0. */
function numberEnd(at: usize, end: usize): usize {
  if (load<u8>(at) == 0x2d) at++;
  if (at >= end) return 0;
  let next: usize = load<u8>(at) == 0x30 ? at + 1 : skipDigits(at, end);
  if (next == at) return 0;
  at = next;
  if (at < end && load<u8>(at) == 0x2e) {
    next = skipDigits(at + 1, end);
    if (next == at + 1) return 0;
    at = next;
  }
  if (at < end && (<u32>load<u8>(at) | 32) == 0x65) {
    at++;
    if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) at++;
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
  if (byte == 0x2d || byte - 48 < 10) return numberEnd(at, end);
  if (at + 4 > end) return 0;
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  return word == 0x736c6166 && at + 5 <= end && load<u8>(at + 4) == 0x65 ? at + 5 : 0;
}
