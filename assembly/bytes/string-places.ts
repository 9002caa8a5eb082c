/**
 * Passes a JSON string and notes the places that the filter would have looked at in the decoded text: whoever judges them may find
 * that the text need never be decoded. One look at every pair of bytes; nothing is written but the notes.
 *
 * What escapes stand for is known by two bytes, or the string is left to others: no `\\u`, and none of the rare ones. So is a string with
 * an ampersand: it may hold references that some shapes leave undecoded.
 */
import { AMPERSAND, BACKSLASH, DOUBLE_QUOTE, LOWER_N, LOWER_R, LOWER_T, SPACE } from "./ascii";
import { isAnchor, nextInString, rulesInString } from "./filter";

const MOST_PLACES: u32 = 1024;
/** Backslashes in a row that are counted. */
const MOST_BACKSLASHES: usize = 64;
const places: usize = memory.data(4096, 4);
let count: u32 = 0;

/** The string passed last, the byte after its opening quote; 0 if there is none. */
export let passed: usize = 0;
/** Whether the next string may be passed: one a record, and only where the filter is ready. */
let ready = false;
/** Address up to which it is known what is an escape. */
let known: usize = 0;
/** Closing quote, once it is found. */
let closing: usize = 0;

/** Starts a record. @param filtered the filter is ready, and whoever judges the record asks for places */
export function forgetString(filtered: bool): void {
  passed = 0;
  count = 0;
  ready = filtered;
}

/** How many places the string has. */
export function stringPlaces(): u32 {
  return count;
}

/** A place: an anchor, or the backslash of an escaped quote. */
export function stringPlace(index: u32): usize {
  return <usize>load<u32>(places + ((<usize>index) << 2));
}

/** @returns whether there was space for it */
function notePlace(at: usize): bool {
  if (count == MOST_PLACES) return false;
  store<u32>(places + ((<usize>count) << 2), <u32>at);
  count++;
  return true;
}

/** What was passed unseen may have ended within an escape. @returns the first byte from `at` on that is in none, 0 if that is far to tell */
function endOfEscape(at: usize): usize {
  let run = at;
  while (run > known && load<u8>(run - 1) == BACKSLASH) {
    if (at - run == MOST_BACKSLASHES) return 0;
    run--;
  }
  return at + ((at - run) & 1);
}

/**
 * Looks at bytes one by one up to `stop`; sets `known`, and `closing` at the end of the string.
 * @returns false if the string is left to others
 */
function lookCloser(at: usize, stop: usize, end: usize): bool {
  const first = endOfEscape(at);
  if (first == 0) return false;
  at = first;
  while (at < stop) {
    if (at + 4 > end) return false;
    const byte = <u32>load<u8>(at);
    if (byte == DOUBLE_QUOTE) {
      closing = at;
      return true;
    }
    if (byte == BACKSLASH) {
      const next = <u32>load<u8>(at + 1);
      if (next == DOUBLE_QUOTE) {
        if (rulesInString(at) != 0 && !notePlace(at)) return false;
      } else if (next == BACKSLASH) {
        if (load<u8>(at + 2) == DOUBLE_QUOTE) {
          closing = at + 2;
          return true;
        }
      } else if (next != LOWER_N && next != LOWER_R && next != LOWER_T) {
        return false;
      }
      at += 2;
      continue;
    }
    if (byte < SPACE || byte == AMPERSAND) return false;
    if (isAnchor(byte) && rulesInString(at) != 0 && !notePlace(at)) return false;
    at++;
  }
  known = at;
  return true;
}

/**
 * Passes a string of the record.
 * @param from the byte after the opening quote
 * @returns the address of the closing quote, `passed` is set; or 0: the string has to be passed and decoded as others are
 */
export function passString(from: usize, end: usize): usize {
  if (!ready || from + 16 > end) return 0;
  ready = false;
  known = from;
  closing = 0;
  // Nothing stands in front of the first byte, so any rule may hold there.
  const first = <u32>load<u8>(from);
  if (first != DOUBLE_QUOTE && isAnchor(first)) notePlace(from);
  for (let at = from; closing == 0; at = known) {
    at = nextInString(at, end);
    if (!lookCloser(at, at + 2, end)) return 0;
  }
  passed = from;
  return closing;
}
