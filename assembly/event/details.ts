/**
 * The details that an engine of Windows PowerShell gives in its classic events (400, 403, 600, 800): lines `<tab>Key=value` within
 * one of the event's values, or within its message.
 */

import { BACKSLASH, CARRIAGE_RETURN, LINE_FEED, LOWER_N, LOWER_R } from "../bytes/ascii";
import { startsWithWord } from "../bytes/literal";
import { Span } from "../bytes/span";
import { Fact, JSON_STRING } from "./facts";

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
  for (let at = value.start; at < end; at++) {
    if (!startsWithWord(at, end - at, key)) continue;
    detail.start = at + <usize>key.length;
    detail.length = lineEnd(detail.start, end, value.encoding) - detail.start;
    return true;
  }
  return false;
}
