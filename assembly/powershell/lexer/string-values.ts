/**
 * The value of a string token: quotes taken off, doubled quotes halved, backticks resolved by dialect.
 * PowerShell: Backtick, ScanStringLiteral, ScanStringExpandable, ScanGenericToken and the here-strings (tokenizer.cs).
 */

import {
  BACKTICK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  DIGIT_0,
  DOLLAR,
  LINE_FEED,
  LOWER_A,
  LOWER_U,
  OPEN_BRACE,
  OPEN_PAREN,
  QUESTION,
} from "../../bytes/ascii";
import { Span } from "../../bytes/span";
import { writeCodePoint } from "../../bytes/text";
import { take } from "../../memory/arena";
import {
  FLAG_BROKEN,
  FLAG_ESCAPED,
  instruction,
  STRING_BARE,
  STRING_DOUBLE,
  STRING_HERE_DOUBLE,
  STRING_HERE_SINGLE,
  STRING_PIECE,
  STRING_SINGLE,
} from "../program";
import { CLASS_COLON, CLASS_DASH, CLASS_DIGIT, CLASS_DOUBLE, CLASS_LETTER, CLASS_SINGLE, classOf, widthOf } from "./characters";
import { dialect } from "./lexer";

/** The text that `decode` or `decodeAhead` decoded last. */
export const decoded: Span = changetype<Span>(memory.data(offsetof<Span>(), 4));

// Where `decodeEscape` goes on reading and writing.
let source: usize = 0;
let target: usize = 0;

/**
 * Decodes a bareword, as a function's name is one, into `decodedText`, `decodedLength`.
 * @returns false when there is no room
 */
export function bareText(start: usize, end: usize): bool {
  const to = take(end - start);
  if (to == 0) return false;
  target = to;
  source = start;
  decodeBare(end);
  decoded.start = to;
  decoded.length = target - to;
  return true;
}

/**
 * Decodes the token of an OP_STRING into `decodedText`, `decodedLength`.
 * @returns false if the arena is full: the value is unknown then
 */
export function stringText(index: u32): bool {
  const token = instruction(index);
  let start = <usize>token.start;
  let end = <usize>token.end;
  const escaped = (token.flags & FLAG_ESCAPED) != 0;
  const open = (token.flags & FLAG_BROKEN) != 0;
  switch (token.sub) {
    case STRING_SINGLE:
    case STRING_DOUBLE:
      start += widthOf(start);
      if (!open && end > start) end = lastCharacter(end);
      break;
    case STRING_HERE_SINGLE:
    case STRING_HERE_DOUBLE:
      start = hereStart(start, end);
      if (!open) end = hereEnd(start, end);
      break;
    default:
      break;
  }
  decoded.start = start;
  decoded.length = end - start;
  if (!escaped) return true;
  const to = take(end - start);
  if (to == 0) return false;
  target = to;
  source = start;
  switch (token.sub) {
    case STRING_SINGLE:
      decodeSingle(end);
      break;
    case STRING_BARE:
      decodeBare(end);
      break;
    default:
      decodeQuoted(end, token.sub == STRING_DOUBLE || token.sub == STRING_PIECE);
      break;
  }
  decoded.start = to;
  decoded.length = target - to;
  return true;
}

/** Start of the last character before `end`. */
function lastCharacter(end: usize): usize {
  end--;
  // At most three continuation bytes.
  for (let i = 0; i < 3 && (load<u8>(end) & 0xc0) == 0x80; i++) end--;
  return end;
}

/** After the newline of the header `@'`. */
function hereStart(start: usize, end: usize): usize {
  while (start < end) {
    const byte = load<u8>(start);
    start++;
    if (byte == LINE_FEED) break;
    if (byte == CARRIAGE_RETURN) {
      if (start < end && load<u8>(start) == LINE_FEED) start++;
      break;
    }
  }
  return start;
}

/** In front of the newline before the footer `'@`. */
function hereEnd(start: usize, end: usize): usize {
  end = lastCharacter(end - 1);
  if (end > start && load<u8>(end - 1) == LINE_FEED) end--;
  if (end > start && load<u8>(end - 1) == CARRIAGE_RETURN) end--;
  return end > start ? end : start;
}

function copyCharacter(end: usize): void {
  let width = widthOf(source);
  if (source + width > end) width = end - source;
  // One to four bytes.
  for (let i: usize = 0; i < width; i++) store<u8>(target + i, load<u8>(source + i));
  target += width;
  source += width;
}

/** Single quotes inside: two stand for the second of them. */
function decodeSingle(end: usize): void {
  while (source < end) {
    if (classOf(source) == CLASS_SINGLE) source += widthOf(source);
    if (source < end) copyCharacter(end);
  }
}

/** The inside of double quotes or of a here-string, or a piece; `doubled` tells whether two double quotes stand for one. */
function decodeQuoted(end: usize, doubled: bool): void {
  while (source < end) {
    if (load<u8>(source) == BACKTICK) decodeEscape(end);
    else {
      if (doubled && classOf(source) == CLASS_DOUBLE) {
        const next = source + widthOf(source);
        if (next < end && classOf(next) == CLASS_DOUBLE) source = next;
      }
      copyCharacter(end);
    }
  }
}

/** A bareword: quotes within it are taken off, `$( )` stays as written. */
function decodeBare(end: usize): void {
  const first = classOf(source);
  if (first == CLASS_COLON) copyLabel(end);
  else if (first == CLASS_DASH) copyParameter(end);
  while (source < end) {
    const byte = load<u8>(source);
    if (byte == BACKTICK) {
      decodeEscape(end);
      continue;
    }
    if (byte == DOLLAR) {
      copyDollar(end);
      continue;
    }
    const kind = byte < 0x80 || byte >= 0xe2 ? classOf(source) : 0;
    if (kind == CLASS_SINGLE) bareSingle(end);
    else if (kind == CLASS_DOUBLE) bareDouble(end);
    else copyCharacter(end);
  }
}

/** The label that a bareword starts with, and one more character that is taken as it is: `:a'b` has a quote. PowerShell: ScanLabel. */
function copyLabel(end: usize): void {
  if (source + 1 >= end || classOf(source + 1) != CLASS_LETTER) return;
  copyCharacter(end);
  while (source < end && (classOf(source) == CLASS_LETTER || classOf(source) == CLASS_DIGIT)) copyCharacter(end);
  if (source < end) copyCharacter(end);
}

/** What was a parameter until a quote came, up to which it is taken as it is. PowerShell: ScanParameter. */
function copyParameter(end: usize): void {
  copyCharacter(end);
  if (source >= end) return;
  if (classOf(source) != CLASS_LETTER && load<u8>(source) != QUESTION) return;
  while (source < end && classOf(source) != CLASS_SINGLE && classOf(source) != CLASS_DOUBLE) copyCharacter(end);
}

function bareSingle(end: usize): void {
  source += widthOf(source);
  while (source < end) {
    if (classOf(source) == CLASS_SINGLE) {
      source += widthOf(source);
      if (source >= end || classOf(source) != CLASS_SINGLE) return;
    }
    copyCharacter(end);
  }
}

function bareDouble(end: usize): void {
  source += widthOf(source);
  while (source < end) {
    const byte = load<u8>(source);
    if (byte == BACKTICK) {
      decodeEscape(end);
      continue;
    }
    if (byte == DOLLAR) {
      copyDollar(end);
      continue;
    }
    if (classOf(source) == CLASS_DOUBLE) {
      source += widthOf(source);
      if (source >= end || classOf(source) != CLASS_DOUBLE) return;
    }
    copyCharacter(end);
  }
}

/** A `$` in a command's name: what it would expand to stays as written. */
function copyDollar(end: usize): void {
  copyCharacter(end);
  if (source >= end) return;
  const open = load<u8>(source);
  if (open != OPEN_PAREN && open != OPEN_BRACE) return;
  const close: u8 = open == OPEN_PAREN ? 41 : 125;
  let depth = 0;
  while (source < end) {
    const byte = load<u8>(source);
    copyCharacter(end);
    if (byte == open) depth++;
    else if (byte == close) {
      depth--;
      if (depth == 0) return;
    }
  }
}

// 26 bytes: what a backtick makes of a to z, 0 where the letter stays.
const escapes: usize = memory.data<u8>([7, 8, 0, 0, 27, 12, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 13, 0, 9, 0, 11, 0, 0, 0, 0]);

/** The escape at `source`, which is a backtick. */
function decodeEscape(end: usize): void {
  const next = source + 1;
  if (next >= end || load<u8>(next) == 0) {
    copyCharacter(end);
    return;
  }
  source = next;
  const byte = <u32>load<u8>(next);
  if (byte == DIGIT_0) {
    store<u8>(target, 0);
    target++;
    source++;
    return;
  }
  if (byte == LOWER_U && dialect == 0 && next + 1 < end && load<u8>(next + 1) == OPEN_BRACE && unicodeEscape(end)) return;
  const letter = byte - LOWER_A;
  const made = letter < 26 ? <u32>load<u8>(escapes + <usize>letter) : 0;
  if (made == 0 || (made == 27 && dialect == 1)) {
    copyCharacter(end);
    return;
  }
  store<u8>(target, made);
  target++;
  source++;
}

/** `u{…}`: one to six hexadecimal digits. @returns false if it is malformed */
function unicodeEscape(end: usize): bool {
  let at = source + 2;
  let point: u32 = 0;
  let digits = 0;
  while (at < end && digits < 7) {
    const byte = <u32>load<u8>(at);
    if (byte == CLOSE_BRACE) break;
    const digit = byte - DIGIT_0;
    const letter = (byte | 32) - LOWER_A;
    if (digit < 10) point = (point << 4) | digit;
    else if (letter < 6) point = (point << 4) | (letter + 10);
    else return false;
    digits++;
    at++;
  }
  if (digits == 0 || digits > 6 || at >= end || point > 0x10ffff) return false;
  target = writeCodePoint(target, point);
  source = at + 1;
  return true;
}
