/**
 * Events as lines `Key=value` with the message last: Splunk's classic input, and Fluent Bit's rendering as text.
 */

import { CARRIAGE_RETURN, DIGIT_0, LINE_FEED } from "../bytes/ascii";
import { Span } from "../bytes/span";
import { note, PLAIN } from "./facts";
import { MESSAGE, NO_ROLE, roleOfKey, TIME } from "./keys";
import { keyEnd, takeMember } from "./packed-events";

/** Lines in front of the message that are looked at. */
const MAX_LINES: u32 = 64;

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
    } else {
      takeMember(scope, role, equal + 1, trimmed - equal - 1);
    }
    at = close + 1;
  }
  return false;
}
