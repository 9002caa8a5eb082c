/**
 * Wildcards: `*`, `?`, `[a-z]` and the backtick. PowerShell: pattern.cs WildcardPattern.
 * Case is folded by the current culture, so where `i` meets `I` the answer is left open.
 */

import { ASTERISK, BACKTICK, CLOSE_BRACKET, HYPHEN, LOWER_A, LOWER_I, OPEN_BRACKET, QUESTION } from "../../bytes/ascii";
import { codePointAt, lower, sequenceLength } from "../../bytes/text";
import { mostWork, work } from "../work";

export const WILDCARD_NO: i32 = 0;
export const WILDCARD_YES: i32 = 1;
export const WILDCARD_UNKNOWN: i32 = -1;

/** Most steps of one comparison. */
const MAX_STEPS: u32 = 262144;

/** Whether a text holds a wildcard character. */
export function hasWildcard(pattern: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(pattern + i);
    if (byte == ASTERISK || byte == QUESTION || byte == OPEN_BRACKET) return true;
  }
  return false;
}

/** Whether two code points fit; `turkish`: `i` and `I` are different letters. */
function fits(a: u32, b: u32, ignoreCase: bool, turkish: bool): bool {
  if (a == b) return true;
  if (!ignoreCase || lower(a) != lower(b) || a > 127) return false;
  return !turkish || lower(a) != LOWER_I;
}

/** End of the class that `[` at `at` opens, or 0 if it is never closed. */
function classEnd(at: usize, end: usize): usize {
  // The first character after `[` (or `[^`, which is no negation in wildcards) belongs to it even if it is `]`.
  for (let i = at + 1; i < end; i++) {
    const byte = load<u8>(i);
    if (byte == BACKTICK) i++;
    else if (byte == CLOSE_BRACKET && i > at + 1) return i;
  }
  return 0;
}

/** Whether a point is in the class between `at` (after `[`) and `end` (its `]`). */
function inClass(at: usize, end: usize, point: u32, ignoreCase: bool, turkish: bool): bool {
  while (at < end) {
    if (load<u8>(at) == BACKTICK && at + 1 < end) at++;
    const from = codePointAt(at, end);
    at += sequenceLength(load<u8>(at));
    if (at + 1 < end && load<u8>(at) == HYPHEN) {
      at++;
      if (load<u8>(at) == BACKTICK && at + 1 < end) at++;
      const to = codePointAt(at, end);
      at += sequenceLength(load<u8>(at));
      if (point >= from && point <= to) return true;
      const other = lower(point) - LOWER_A < 26 ? point ^ 32 : point;
      if (ignoreCase && other >= from && other <= to && fits(point, other, true, turkish)) return true;
    } else if (fits(from, point, ignoreCase, turkish)) {
      return true;
    }
  }
  return false;
}

function match(pattern: usize, patternEnd: usize, input: usize, inputEnd: usize, ignoreCase: bool, turkish: bool): i32 {
  let at = pattern;
  let from = input;
  // Where to resume after the last `*`: one star is enough, for a later one replaces it.
  let star: usize = 0;
  let resume: usize = 0;
  const most = min(MAX_STEPS, mostWork());
  for (let steps: u32 = 0; steps < most; steps++) {
    let stepped = false;
    if (at < patternEnd) {
      const byte = <u32>load<u8>(at);
      if (byte == ASTERISK) {
        at++;
        star = at;
        resume = from;
        continue;
      }
      if (from < inputEnd) {
        const point = codePointAt(from, inputEnd);
        let next = at + sequenceLength(byte);
        let hit: bool;
        if (byte == QUESTION) hit = true;
        else if (byte == OPEN_BRACKET) {
          const close = classEnd(at, patternEnd);
          if (close == 0) return WILDCARD_UNKNOWN;
          hit = inClass(at + 1, close, point, ignoreCase, turkish);
          next = close + 1;
        } else {
          let literal = at;
          if (byte == BACKTICK && at + 1 < patternEnd) literal++;
          next = literal + sequenceLength(load<u8>(literal));
          hit = fits(codePointAt(literal, patternEnd), point, ignoreCase, turkish);
        }
        if (hit) {
          at = next;
          from += sequenceLength(load<u8>(from));
          stepped = true;
        }
      }
    } else if (from >= inputEnd) {
      work(steps);
      return WILDCARD_YES;
    }
    if (stepped) continue;
    if (star == 0 || resume >= inputEnd) {
      work(steps);
      return WILDCARD_NO;
    }
    resume += sequenceLength(load<u8>(resume));
    from = resume;
    at = star;
  }
  work(most);
  return WILDCARD_UNKNOWN;
}

/** Whether every byte is ASCII. */
function isPlain(text: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) if (load<u8>(text + i) > 127) return false;
  return true;
}

/**
 * Whether a text fits a pattern: WILDCARD_*. Unknown for a class that is not closed, for letters beyond ASCII without case,
 * and where only the culture decides.
 */
export function fitsWildcard(pattern: usize, patternLength: usize, input: usize, length: usize, ignoreCase: bool): i32 {
  const usual = match(pattern, pattern + patternLength, input, input + length, ignoreCase, false);
  if (!ignoreCase || usual == WILDCARD_UNKNOWN) return usual;
  if (!isPlain(pattern, patternLength) && usual == WILDCARD_NO) return WILDCARD_UNKNOWN;
  const turkish = match(pattern, pattern + patternLength, input, input + length, true, true);
  return turkish == usual ? usual : WILDCARD_UNKNOWN;
}

/** Whether a name fits a pattern, case aside and whatever the culture: how commands are looked up. */
export function nameFits(pattern: usize, patternLength: usize, name: usize, length: usize): bool {
  return match(pattern, pattern + patternLength, name, name + length, true, false) == WILDCARD_YES;
}
