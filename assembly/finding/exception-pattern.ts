/**
 * Patterns of exceptions: `*` stands for any text, everything else for itself without regard to ASCII case.
 */
import { ASTERISK, SLASH } from "../bytes/ascii";
import { lower } from "../bytes/text";

/** Texts longer than this fit no pattern: nobody writes an exception for them, and matching stays cheap. */
const MOST_TEXT: usize = 4096;

/** `/` as `\` where separators are alike, else only lower case. */
function fold(byte: u32, separators: bool): u32 {
  return separators && byte == SLASH ? 0x5c : lower(byte);
}

/**
 * Whether the whole text fits the pattern.
 * @param separators whether `/` and `\` are the same
 */
export function fits(text: usize, length: usize, pattern: usize, patternLength: usize, separators: bool): bool {
  if (length > MOST_TEXT) return false;
  let at: usize = 0;
  let place: usize = 0;
  // The last star seen, and where the text went on after it: the only place worth going back to.
  let star: isize = -1;
  let retry: usize = 0;
  while (at < length) {
    if (place < patternLength && load<u8>(pattern + place) == ASTERISK) {
      star = <isize>place;
      retry = at;
      place++;
    } else if (place < patternLength && fold(load<u8>(pattern + place), separators) == fold(load<u8>(text + at), separators)) {
      place++;
      at++;
    } else if (star >= 0) {
      place = <usize>star + 1;
      retry++;
      at = retry;
    } else {
      return false;
    }
  }
  while (place < patternLength && load<u8>(pattern + place) == ASTERISK) place++;
  return place == patternLength;
}
