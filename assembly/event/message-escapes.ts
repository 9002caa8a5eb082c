/**
 * Control characters that a relay wrote as text, so that a message fits on one line. Which way it took shows where the first
 * line of a script block's message ends; what was written so is written so everywhere.
 *
 *   rsyslog `#015#012` · syslog-ng, journald and vis `\015\012`, `\x0d\x0a` · JSON, CEF `\r\n` · PowerShell on Linux U+23CE
 *
 * A text grows shorter, so it is changed where it stands. Reads and writes each byte once a way.
 */

import {
  BACKSLASH,
  COLON,
  COMMA,
  DIGIT_0,
  DOUBLE_QUOTE,
  EQUALS,
  HASH,
  LOWER_A,
  LOWER_N,
  LOWER_R,
  LOWER_T,
  LOWER_U,
  LOWER_X,
  OPEN_PAREN,
  PIPE,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
  SPACE,
  UNDERSCORE,
} from "../bytes/ascii";
import { hexDigit } from "../bytes/hex";
import { writeCodePoint } from "../bytes/text";
import { headerEnd } from "./message";

/** Ways to write one after the other: octal bytes may spell U+23CE. */
const MAX_WAYS = 2;
/** Longest white space and punctuation between the numbers and the end of the first line. */
const MAX_GAP: usize = 16;

/** Value of `count` digits of the base at `at`, or a number above 255. */
function digits(at: usize, end: usize, count: usize, base: u32): u32 {
  if (at + count > end) return 256;
  let value: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const digit = hexDigit(load<u8>(at + i));
    if (digit >= base) return 256;
    value = value * base + digit;
  }
  return value;
}

function isReturn(at: usize, end: usize): bool {
  return at + 3 <= end && load<u16>(at) == 0x8fe2 && load<u8>(at + 2) == 0x8e;
}

/** Whether a byte is written as a number: a control character, or half of one beyond ASCII. */
function isWritten(value: u32): bool {
  return value < 32 || (value > 126 && value < 256);
}

/** Turns numbers after the sign back into bytes; `x` stands between them and it where the base is 16. */
function undoNumbers(start: usize, end: usize, sign: u32, base: u32): usize {
  const skip: usize = base == 16 ? 2 : 1;
  const count: usize = base == 16 ? 2 : 3;
  let to = start;
  for (let at = start; at < end; ) {
    const value =
      <u32>load<u8>(at) == sign && (base == 8 || (at + 1 < end && load<u8>(at + 1) == LOWER_X))
        ? digits(at + skip, end, count, base)
        : 256;
    store<u8>(to, isWritten(value) ? value : load<u8>(at));
    to++;
    at += isWritten(value) ? skip + count : 1;
  }
  return to;
}

/** What the letter after a backslash stands for, 0 for none. CEF escapes `=` and `|` as well. */
function meaning(byte: u32): u32 {
  switch (byte) {
    case LOWER_N:
      return 10;
    case LOWER_R:
      return 13;
    case LOWER_T:
      return 9;
    case BACKSLASH:
    case DOUBLE_QUOTE:
    case SLASH:
    case EQUALS:
    case PIPE:
      return byte;
    default:
      return 0;
  }
}

function isWordByte(byte: u32): bool {
  return byte - DIGIT_0 < 10 || (byte | 32) - LOWER_A < 26 || byte == UNDERSCORE || byte > 127;
}

/** Whether a byte ends a word of a script, as far as a path goes. */
function endsPath(byte: u32): bool {
  return (
    byte <= SPACE ||
    byte == DOUBLE_QUOTE ||
    byte == SINGLE_QUOTE ||
    byte == OPEN_PAREN ||
    byte == COMMA ||
    byte == SEMICOLON ||
    byte == EQUALS
  );
}

/**
 * Whether every backslash of a text is the first of an escape, and, if that is asked, one of them doubles what would have stood there
 * alone. A share's two backslashes are no such proof: they stand in front of its name in any text.
 */
function isEscaped(start: usize, end: usize, needsProof: bool): bool {
  let hasProof = !needsProof;
  let after: usize = 0;
  for (let at = start; at < end; at++) {
    if (load<u8>(at) != BACKSLASH) continue;
    const next: u32 = at + 1 < end ? load<u8>(at + 1) : 0;
    if (next == LOWER_U && digits(at + 2, end, 2, 16) < 256 && digits(at + 4, end, 2, 16) < 256) {
      at += 5;
      after = at + 1;
      continue;
    }
    if (meaning(next) == 0) return false;
    if (next == DOUBLE_QUOTE || next == EQUALS || next == PIPE) hasProof = true;
    const isWithin = at > start && at != after && !endsPath(load<u8>(at - 1));
    if (next == BACKSLASH && (isWithin || (at + 2 < end && load<u8>(at + 2) == BACKSLASH))) hasProof = true;
    at++;
    after = at + 1;
  }
  return hasProof;
}

/** Undoes every escape of a text that `isEscaped`. */
function undoEscapes(start: usize, end: usize): usize {
  let to = start;
  for (let at = start; at < end; ) {
    const byte = <u32>load<u8>(at);
    const next: u32 = byte == BACKSLASH && at + 1 < end ? load<u8>(at + 1) : 0;
    if (next == LOWER_U && at + 6 <= end) {
      to = writeCodePoint(to, (digits(at + 2, end, 2, 16) << 8) | digits(at + 4, end, 2, 16));
      at += 6;
      continue;
    }
    const known: u32 = next == 0 ? 0 : meaning(next);
    store<u8>(to, known != 0 ? known : byte);
    to++;
    at += known != 0 ? 2 : 1;
  }
  return to;
}

/** Whether a drive's colon stands in front of `to`. */
function endsDrive(start: usize, to: usize): bool {
  if (to - start < 3 || load<u8>(to - 1) != COLON || (<u32>load<u8>(to - 2) | 32) - LOWER_A > 25) return false;
  return !isWordByte(load<u8>(to - 3));
}

/**
 * Turns `\r\n`, or `\n` alone, back into line ends in a text whose other backslashes are its own. In a path `\n` may begin a name: it
 * does where a small letter or a digit follows.
 */
function undoLineEnds(start: usize, end: usize, withReturn: bool): usize {
  let to = start;
  let isPath = false;
  for (let at = start; at < end; ) {
    if (to > start) isPath = load<u8>(to - 1) == BACKSLASH || endsDrive(start, to) || (isPath && !endsPath(load<u8>(to - 1)));
    const isPair = at + 4 <= end && load<u32>(at) == 0x6e5c725c;
    const isFeed = !withReturn && at + 2 <= end && load<u16>(at) == 0x6e5c;
    const next: u32 = at + 2 < end ? load<u8>(at + 2) : 0;
    if (isPair) {
      store<u16>(to, 0x0a0d);
      to += 2;
      at += 4;
    } else if (isFeed && !(isPath && (next - LOWER_A < 26 || next - DIGIT_0 < 10))) {
      store<u8>(to, 10);
      to++;
      at += 2;
    } else {
      store<u8>(to, load<u8>(at));
      to++;
      at++;
    }
  }
  return to;
}

/** Turns U+23CE into line feeds. */
function undoReturns(start: usize, end: usize): usize {
  let to = start;
  for (let at = start; at < end; to++) {
    const isMark = isReturn(at, end);
    store<u8>(to, isMark ? 10 : load<u8>(at));
    at += isMark ? 3 : 1;
  }
  return to;
}

/**
 * Undoes the escapes of a value that is written with them; one whose backslashes are no escapes keeps them but for line ends.
 * @returns the new length; the text is changed where it stands
 */
export function unescapeText(start: usize, length: usize): usize {
  const end = start + length;
  return (isEscaped(start, end, false) ? undoEscapes(start, end) : undoLineEnds(start, end, false)) - start;
}

/** Undoes one way of writing that shows at `at`; the new end, or the old one if none shows. */
export function undoAt(at: usize, start: usize, end: usize): usize {
  if (isReturn(at, end)) return undoReturns(start, end);
  const sign = <u32>load<u8>(at);
  if (sign != HASH && sign != BACKSLASH) return end;
  if (isWritten(digits(at + 1, end, 3, 8))) return undoNumbers(start, end, sign, 8);
  if (sign == HASH || at + 2 > end) return end;
  const next = <u32>load<u8>(at + 1);
  if (next == LOWER_X && isWritten(digits(at + 2, end, 2, 16))) return undoNumbers(start, end, sign, 16);
  if (next != LOWER_R && next != LOWER_N) return end;
  return isEscaped(start, end, true) ? undoEscapes(start, end) : undoLineEnds(start, end, next == LOWER_R);
}

/**
 * Gives a message in a script block's form its line ends back.
 * @returns the new length; the text is changed where it stands
 */
export function restoreLines(start: usize, length: usize): usize {
  let end = start + length;
  for (let way = 0; way < MAX_WAYS; way++) {
    let at = headerEnd(start, end);
    if (at == 0) break;
    const limit = end - at > MAX_GAP ? at + MAX_GAP : end;
    while (
      at < limit &&
      (load<u8>(at) == COLON || load<u8>(at) == SPACE || load<u8>(at) == 0xef || load<u8>(at) == 0xbc || load<u8>(at) == 0x9a)
    )
      at++;
    if (at >= limit) break;
    const left = undoAt(at, start, end);
    if (left == end) break;
    end = left;
  }
  return end - start;
}
