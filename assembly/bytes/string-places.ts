/**
 * Passes a JSON string and notes the places that the filter would have looked at in the decoded text: whoever judges them may find
 * that the text need never be decoded. One look at every pair of bytes; nothing is written but the notes.
 *
 * What an escape stands for is known by two bytes, or it is a code unit that the gate knows or that is no ASCII; a string with any other
 * is left to others. So is a string with an ampersand that may begin a reference: some shapes leave those undecoded.
 */
import {
  AMPERSAND,
  BACKSLASH,
  BACKTICK,
  DOUBLE_QUOTE,
  GREATER_THAN,
  HASH,
  LESS_THAN,
  LOWER_A,
  LOWER_N,
  LOWER_R,
  LOWER_T,
  LOWER_U,
  PLUS,
  SINGLE_QUOTE,
  SPACE,
} from "./ascii";
import { isAnchor, isMiss, nextInString, rulesInString } from "./filter";
import { hexUnit } from "./hex";

const MOST_PLACES: u32 = 1024;
/** Backslashes in a row that are counted. */
const MOST_BACKSLASHES: usize = 64;
/** Bytes of the escape of a code unit. */
const UNIT: usize = 6;
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

/** Whether a code unit that stands as an escape is judged in place: no ASCII, or one of those that encoders for the web escape. */
function isKnownUnit(unit: u32): bool {
  if (unit > 0x9f) return unit < 0x10000;
  return (
    unit == DOUBLE_QUOTE || unit == SINGLE_QUOTE || unit == BACKTICK || unit == PLUS || unit == LESS_THAN || unit == GREATER_THAN
  );
}

/** Notes the escape of a code unit at `at`, and the bytes on either side: what it stands for counts as any byte for them. */
function noteUnit(at: usize): bool {
  const after = at + UNIT;
  const isQuoteBefore = load<u8>(at - 1) == DOUBLE_QUOTE && load<u8>(at - 2) == BACKSLASH;
  const isAfter = load<u8>(after) == BACKSLASH ? load<u8>(after + 1) == DOUBLE_QUOTE : isAnchor(load<u8>(after));
  if (isQuoteBefore ? !notePlace(at - 2) : isAnchor(load<u8>(at - 1)) && !notePlace(at - 1)) return false;
  return notePlace(at) && (!isAfter || notePlace(after));
}

/** Whether an ampersand may begin a reference. */
function mayRefer(at: usize): bool {
  const next = <u32>load<u8>(at + 1);
  return (next | 32) - LOWER_A < 26 || next == HASH;
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
    if (at >= end) return false;
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
      } else if (next == LOWER_U) {
        if (!isKnownUnit(hexUnit(at + 2)) || !noteUnit(at)) return false;
        at += UNIT;
        continue;
      } else if (next != LOWER_N && next != LOWER_R && next != LOWER_T) {
        return false;
      }
      at += 2;
      continue;
    }
    if (byte < SPACE || (byte == AMPERSAND && mayRefer(at))) return false;
    if (isAnchor(byte) && rulesInString(at) != 0 && !notePlace(at)) return false;
    at++;
  }
  known = at;
  return true;
}

/**
 * Passes a string of the record.
 * @param from the byte after the opening quote
 * @param end after it sixteen bytes are readable
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
  let at = from;
  while (closing == 0) {
    at = nextInString(at, end);
    if (at < end && isMiss(at)) {
      at += 2;
      continue;
    }
    if (!lookCloser(at, at + 2, end)) return 0;
    at = known;
  }
  if (closing >= end) return 0;
  passed = from;
  return closing;
}
