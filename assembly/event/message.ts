/**
 * The rendered message of a script block event, in whatever language Windows speaks:
 *
 *     Creating Scriptblock text (1 of 3):
 *     <the text>
 *     <an empty line>
 *     ScriptBlock ID: 965150b4-b107-4cce-9d30-1d3c55a8a085
 *     Path: C:\a.ps1
 *
 * The first line is known by its two numbers in parentheses. The trailer is anchored at the END, so that a trailer within the
 * script cannot cut it. Older systems write no path line. (Source: the provider's manifest.)
 */
import {
  CARRIAGE_RETURN,
  CLOSE_PAREN,
  COLON,
  DIGIT_0,
  DOUBLE_QUOTE,
  HYPHEN,
  LINE_FEED,
  OPEN_PAREN,
  SPACE,
  TAB,
} from "../bytes/ascii";
import { isGuid } from "./value-forms";

/** A rendered message in its parts. What is not there has address and length 0. */
@unmanaged
export class RenderedMessage {
  /** The script's text. */
  body: usize;
  bodyLength: usize;
  /** The two numbers of the first line. */
  part: u32;
  parts: u32;
  /** The GUID of the block. */
  id: usize;
  path: usize;
  pathLength: usize;
  /** Carriage returns in front of a line feed: 2 where a relay doubled them. */
  carriageReturns: usize;
  /** Whether the trailer is there; without it the message is cut, and the body goes to its end. */
  isComplete: bool;
  /** Whether it has lines; a relay may have made spaces of its newlines. */
  hasLines: bool;
}

/** The message that `readMessage` read last. */
export const rendered: RenderedMessage = changetype<RenderedMessage>(memory.data(offsetof<RenderedMessage>(), 4));

/** Bytes of the first line that are searched, around its numbers, between them, and in front of the id. */
const MAX_HEADER: usize = 600;
const MAX_WORD: usize = 30;
const MAX_BETWEEN: usize = 120;
const MAX_LABEL: usize = 180;
const GUID: usize = 36;

/** Reads up to six digits at `at` into `number`; answers the address after, or 0. */
function digits(at: usize, end: usize): usize {
  const start = at;
  number = 0;
  while (at < end && <u32>load<u8>(at) - DIGIT_0 < 10) {
    if (at - start == 6) return 0;
    number = number * 10 + (<u32>load<u8>(at) - DIGIT_0);
    at++;
  }
  return at == start ? 0 : at;
}
let number: u32 = 0;

/** Bytes of the parenthesis at `at`, which may be a full-width one: `last` is the last byte of that. 0 if there is none. */
function parenthesis(at: usize, end: usize, byte: u32, last: u32): usize {
  if (<u32>load<u8>(at) == byte) return 1;
  if (load<u8>(at) != 0xef || at + 3 > end) return 0;
  return load<u8>(at + 1) == 0xbc && <u32>load<u8>(at + 2) == last ? 3 : 0;
}

/** First digit from `at` on, within `most` bytes of the same line and the same parentheses; 0 if there is none. */
function nextDigit(at: usize, end: usize, most: usize): usize {
  const limit = end - at > most ? at + most : end;
  while (at < limit) {
    const byte = <u32>load<u8>(at);
    if (byte - DIGIT_0 < 10) return at;
    if (byte == LINE_FEED || byte == CLOSE_PAREN || byte == OPEN_PAREN) return 0;
    at++;
  }
  return 0;
}

/** Reads `(n of m)` after the parenthesis at `at`: the address after it, or 0. Some languages put words around the numbers. */
function counts(at: usize, end: usize): usize {
  at = nextDigit(at, end, MAX_WORD);
  if (at != 0) at = digits(at, end);
  if (at == 0) return 0;
  rendered.part = number;
  const between = at;
  at = nextDigit(at, end, MAX_BETWEEN);
  if (at == 0 || at == between) return 0;
  at = digits(at, end);
  if (at == 0) return 0;
  rendered.parts = number;
  // Some languages name the total first.
  if (rendered.part > rendered.parts) {
    rendered.parts = rendered.part;
    rendered.part = number;
  }
  const limit = end - at > MAX_WORD ? at + MAX_WORD : end;
  // A third number, as in a version and a thread, tells that these are no counts.
  while (at < limit && load<u8>(at) != LINE_FEED && <u32>load<u8>(at) - DIGIT_0 > 9) {
    const size = parenthesis(at, end, 0x29, 0x89);
    if (size != 0) return at + size;
    at++;
  }
  return 0;
}

/** Address after the two numbers of the first line, or 0 if it has none. */
function header(start: usize, end: usize): usize {
  const limit = end - start > MAX_HEADER ? start + MAX_HEADER : end;
  for (let at = start; at < limit && load<u8>(at) != LINE_FEED; at++) {
    const size = parenthesis(at, end, 0x28, 0x88);
    const after: usize = size == 0 ? 0 : counts(at + size, end);
    if (after != 0) return after;
  }
  return 0;
}

/** Address after the numbers of a decoded text's first line, or 0 if it is no message of a script block. */
export function headerEnd(start: usize, end: usize): usize {
  return header(messageStart(start, end), end);
}

/** First byte of a message that is no blank and no quote; Wazuh wraps the message in quotes. */
function messageStart(start: usize, end: usize): usize {
  while (start < end && load<u8>(start) <= SPACE) start++;
  return start < end && load<u8>(start) == DOUBLE_QUOTE ? start + 1 : start;
}

/** Whether a decoded text starts as the message of a script block does. */
export function isRendered(start: usize, end: usize): bool {
  return header(messageStart(start, end), end) != 0;
}

/** First byte of the line that ends at `end`. */
function lineStart(start: usize, end: usize): usize {
  while (end > start && load<u8>(end - 1) != LINE_FEED) end--;
  return end;
}

/** Whether the line is a label and a GUID; sets `messageId`. */
function isIdLine(start: usize, end: usize): bool {
  while (end > start && (load<u8>(end - 1) == SPACE || load<u8>(end - 1) == TAB || load<u8>(end - 1) == CARRIAGE_RETURN)) end--;
  if (end - start < GUID || end - start > GUID + MAX_LABEL || !isGuid(end - GUID, GUID)) return false;
  rendered.id = end - GUID;
  return true;
}

/** End of the text that an empty line and the line at `line` follow, or 0 if no empty line does. */
function bodyEnd(start: usize, line: usize): usize {
  let at = line;
  for (let feeds = 0; feeds < 2; feeds++) {
    if (at <= start || load<u8>(at - 1) != LINE_FEED) return 0;
    at--;
    for (
      let returns: usize = 0;
      returns < rendered.carriageReturns && at > start && load<u8>(at - 1) == CARRIAGE_RETURN;
      returns++
    )
      at--;
  }
  return at;
}

/** Sets the path: what follows the label's colon, which may be a full-width one. */
function readPath(start: usize, end: usize): void {
  while (end > start && (load<u8>(end - 1) == SPACE || load<u8>(end - 1) == CARRIAGE_RETURN)) end--;
  let at = start;
  while (at < end && load<u8>(at) != COLON) {
    if (load<u8>(at) == 0xef && at + 2 < end && load<u8>(at + 1) == 0xbc && load<u8>(at + 2) == 0x9a) {
      at += 2;
      break;
    }
    at++;
  }
  at = at < end ? at + 1 : end;
  while (at < end && load<u8>(at) == SPACE) at++;
  rendered.path = at;
  rendered.pathLength = end - at;
}

/** Looks for the trailer of the message whose text starts at `start`; true if it is there. */
function trailer(start: usize, end: usize): bool {
  while (end > start && load<u8>(end - 1) <= SPACE) end--;
  const last = lineStart(start, end);
  if (isIdLine(last, end)) {
    const close = bodyEnd(start, last);
    if (close != 0) {
      rendered.bodyLength = close - start;
      return true;
    }
  }
  if (last == start) return false;
  const line = lineStart(start, last - 1);
  if (!isIdLine(line, last - 1)) return false;
  const close = bodyEnd(start, line);
  if (close == 0) return false;
  rendered.bodyLength = close - start;
  readPath(last, end);
  return true;
}

/**
 * Looks for the trailer of a message whose newlines became spaces: the last id that stands after a label, and that after two
 * spaces at least. The numbers of the first line end at `start`. True if it is there.
 */
function flatTrailer(start: usize, end: usize): bool {
  for (let at = end - GUID; at > start + 2; at--) {
    if (load<u8>(at - 1) != SPACE || load<u8>(at + 8) != HYPHEN || !isGuid(at, GUID)) continue;
    const limit = at - start > MAX_LABEL ? at - MAX_LABEL : start;
    let label = at - 2;
    while (label > limit && (load<u8>(label) != SPACE || load<u8>(label - 1) != SPACE)) label--;
    if (label <= limit) continue;
    rendered.id = at;
    while (label > start && load<u8>(label - 1) == SPACE) label--;
    rendered.bodyLength = label > rendered.body ? label - rendered.body : 0;
    readPath(at + GUID, end);
    return true;
  }
  return false;
}

/**
 * Reads a decoded message; the results stand in the variables above.
 * @returns whether it has a script block's first line
 */
export function readMessage(start: usize, length: usize): bool {
  let end = start + length;
  rendered.id = 0;
  rendered.path = 0;
  rendered.pathLength = 0;
  rendered.isComplete = false;
  rendered.hasLines = true;
  start = messageStart(start, end);
  if (start > end - length && load<u8>(start - 1) == DOUBLE_QUOTE && end > start && load<u8>(end - 1) == DOUBLE_QUOTE) end--;
  let at = header(start, end);
  if (at == 0) return false;
  const after = at;
  while (at < end && load<u8>(at) != LINE_FEED) at++;
  rendered.hasLines = at < end && at - after < MAX_HEADER;
  rendered.carriageReturns = 0;
  if (rendered.hasLines) {
    while (rendered.carriageReturns < 2 && load<u8>(at - 1 - rendered.carriageReturns) == CARRIAGE_RETURN)
      rendered.carriageReturns++;
    rendered.body = at + 1;
  } else {
    at = after;
    while (at < end && (load<u8>(at) == SPACE || load<u8>(at) == COLON)) at++;
    rendered.body = at;
  }
  rendered.bodyLength = end - rendered.body;
  rendered.isComplete = rendered.hasLines ? trailer(rendered.body, end) : end - after > GUID && flatTrailer(after, end);
  if (!rendered.isComplete) rendered.id = 0;
  return true;
}
