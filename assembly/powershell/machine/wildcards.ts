/**
 * Wildcard patterns: `*`, `?`, `[a-z]`, backtick. Matching is linear in the text for each star.
 * PowerShell: WildcardPattern, without case.
 */
import { lower } from "../../bytes/text";

/** Whether a text holds a character that makes it a pattern. */
export function isPattern(text: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(text + i);
    if (byte == 42 || byte == 63 || byte == 91) return true;
  }
  return false;
}

// Bytes of the pattern's element that was matched last.
let taken: usize = 0;

function matchesOne(pattern: usize, end: usize, byte: u32): bool {
  const first = <u32>load<u8>(pattern);
  taken = 1;
  if (first == 63) return true;
  if (first == 96 && pattern + 1 < end) {
    taken = 2;
    return lower(load<u8>(pattern + 1)) == lower(byte);
  }
  if (first != 91) return lower(first) == lower(byte);
  let at = pattern + 1;
  let found = false;
  while (at < end && load<u8>(at) != 93) {
    const from = lower(load<u8>(at));
    let to = from;
    if (at + 2 < end && load<u8>(at + 1) == 45 && load<u8>(at + 2) != 93) {
      to = lower(load<u8>(at + 2));
      at += 2;
    }
    if (lower(byte) >= from && lower(byte) <= to) found = true;
    at++;
  }
  taken = (at < end ? at + 1 : at) - pattern;
  return found;
}

/** Whether a pattern fits a whole text of ASCII. */
export function matchesWildcard(pattern: usize, patternLength: usize, text: usize, length: usize): bool {
  const end = pattern + patternLength;
  let at = pattern;
  let here: usize = 0;
  let star: usize = 0;
  let resume: usize = 0;
  while (here < length) {
    if (at < end && load<u8>(at) == 42) {
      star = at + 1;
      at = star;
      resume = here;
    } else if (at < end && matchesOne(at, end, load<u8>(text + here))) {
      at += taken;
      here++;
    } else if (star != 0) {
      resume++;
      here = resume;
      at = star;
    } else return false;
  }
  while (at < end && load<u8>(at) == 42) at++;
  return at == end;
}
