/**
 * The details that an engine of Windows PowerShell gives in its classic events (400, 403, 600, 800): lines `<tab>Key=value` within
 * one of the event's values, or within its message. Sysmon's messages have lines `Key: value`.
 */

import { BACKSLASH, CARRIAGE_RETURN, COMMA, LINE_FEED, LOWER_N, LOWER_R, SPACE } from "../bytes/ascii";
import { findWord, startsWithWord } from "../bytes/literal";
import { Span } from "../bytes/span";
import { Fact, FROM_RESTORED, JSON_STRING } from "./facts";

/** What `findDetail` found, still encoded. */
export const detail: Span = changetype<Span>(memory.data(offsetof<Span>(), 4));

/** End of the line at `at` in a value as it is encoded. */
function lineEnd(at: usize, end: usize, encoding: u32): usize {
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == LINE_FEED || byte == CARRIAGE_RETURN) return at;
    if (encoding != JSON_STRING || byte != BACKSLASH || at + 1 >= end) continue;
    const next = <u32>load<u8>(at + 1);
    if (next == LOWER_N || next == LOWER_R) return at;
    at++;
  }
  return end;
}

/** Looks for a detail in a value. @param key in lower case, with its equals sign */
export function findDetail(value: Fact, key: string): bool {
  const end = value.start + value.length;
  const at = findWord(value.start, end, key);
  if (at == end) return false;
  detail.start = at + <usize>key.length;
  detail.length = lineEnd(detail.start, end, value.encoding) - detail.start;
  return true;
}

/**
 * Ends the detail that was found in front of another one's key, where no line end does: some shippers make blanks or commas of those, and
 * one that a relay wrote as text may have been the detail's own text.
 * @returns whether it has an end
 */
export function endDetail(value: Fact, next: string): bool {
  const end = value.start + value.length;
  if ((<u32>value.flags & FROM_RESTORED) != 0) detail.length = end - detail.start;
  if (detail.start + detail.length != end) return true;
  // The line itself may hold the key; what follows it does not.
  for (let at = end; at > detail.start; at--) {
    if (!startsWithWord(at, end - at, next)) continue;
    while (at > detail.start && (<u32>load<u8>(at - 1) <= SPACE || load<u8>(at - 1) == COMMA)) at--;
    detail.length = at - detail.start;
    return true;
  }
  return false;
}
