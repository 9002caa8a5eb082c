/**
 * Events as lines `Key=value` with the message last: Splunk's classic input, and Fluent Bit's rendering as text.
 */

import { CARRIAGE_RETURN, DIGIT_0, EQUALS, LINE_FEED, LOWER_A, UNDERSCORE } from "../bytes/ascii";
import { Span } from "../bytes/span";
import { note, PLAIN } from "./facts";
import { LAST_FIELD, MESSAGE, NO_ROLE, roleOfKey, TIME } from "./keys";
import { isOwnKey, noteField } from "./note-values";

/** Lines in front of the message that are looked at, and bytes of a key. */
const MAX_LINES: u32 = 64;
const MAX_KEY: usize = 40;

/** Address of the `=` after a key at the start of a line, or 0. */
function keyEnd(at: usize, end: usize): usize {
  const limit = end - at > MAX_KEY ? at + MAX_KEY : end;
  while (at < limit) {
    const byte = <u32>load<u8>(at);
    if (byte == EQUALS) return at;
    if ((byte | 32) - LOWER_A > 25 && byte != UNDERSCORE) return 0;
    at++;
  }
  return 0;
}

/** Whether a line may be a date and time: `10/21/2021 05:38:37 PM`. */
function isDate(start: usize, length: usize): bool {
  return length >= 16 && length <= 32 && <u32>load<u8>(start) - DIGIT_0 < 10 && <u32>load<u8>(start + length - 4) - DIGIT_0 < 10;
}

/** The message after `Message=` that `readLines` found. */
export const lineMessage: Span = changetype<Span>(memory.data(offsetof<Span>(), 4));

/**
 * Reads the lines of a decoded text into an event, up to and without the message.
 * @returns whether there was a line `Message=`; `message` is set
 */
export function readLines(start: usize, length: usize, scope: usize): bool {
  const end = start + length;
  let at = start;
  for (let line: u32 = 0; line < MAX_LINES && at < end; line++) {
    const equal = keyEnd(at, end);
    const role = equal == 0 ? NO_ROLE : roleOfKey(at, equal - at, NO_ROLE);
    if (role == MESSAGE) {
      lineMessage.start = equal + 1;
      lineMessage.length = end - lineMessage.start;
      return true;
    }
    // Every line in front of the message has a key; only the first may be a date.
    if (equal == 0 && line != 0) return false;
    let close = at;
    while (close < end && load<u8>(close) != LINE_FEED) close++;
    let trimmed = close;
    while (trimmed > at && load<u8>(trimmed - 1) == CARRIAGE_RETURN) trimmed--;
    if (equal == 0) {
      if (!isDate(at, trimmed - at)) return false;
      note(scope, TIME, at, trimmed - at, PLAIN, 2, 0);
    } else if ((role != NO_ROLE && role <= LAST_FIELD) || isOwnKey(role)) {
      noteField(scope, role, NO_ROLE, equal + 1, trimmed - equal - 1, PLAIN);
    }
    at = close + 1;
  }
  return false;
}
