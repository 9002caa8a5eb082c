/**
 * The language of cmd: what follows its switch, cut into commands at `&`, `|` and parentheses outside of quotes, without carets and
 * redirections. A variable may hold any text, so it becomes a run (values/partial.ts); its value is known to the child's own event alone.
 */
import {
  AMPERSAND,
  AT_SIGN,
  CARET,
  CLOSE_PAREN,
  COLON,
  DIGIT_0,
  DOT,
  DOUBLE_QUOTE,
  EXCLAMATION,
  GREATER_THAN,
  HYPHEN,
  LESS_THAN,
  LOWER_A,
  LOWER_C,
  LOWER_K,
  LOWER_R,
  LOWER_V,
  OPEN_PAREN,
  PERCENT,
  PIPE,
  SLASH,
  TILDE,
  UNDERSCORE,
} from "../../bytes/ascii";
import { find } from "../../bytes/dictionary";
import { startsWithWord } from "../../bytes/literal";
import { lower } from "../../bytes/text";
import { take } from "../../memory/arena";
import { text, textAt, textLength } from "../values/constants";
import { RUN_BYTES, someText } from "../values/partial";
import { stepsOf, withSteps } from "../values/steps";
import { cutOf, isBlank, isCommandProcessor } from "./command-lines";

/** Whether `!name!` is a variable: cmd was started with `/v`. */
let isDelayed: bool = false;

/** What follows `/c`, `/k` or `/r` in cmd's own line; 0 if none does. The switch may touch what follows. */
export function afterSwitch(line: usize): usize {
  const bytes = textAt(line);
  const length = textLength(line);
  isDelayed = false;
  for (let at: usize = 0; at + 1 < length; at++) {
    if (load<u8>(bytes + at) != SLASH) continue;
    const letter = lower(load<u8>(bytes + at + 1));
    if (letter == LOWER_V) isDelayed = !startsWithWord(bytes + at + 2, length - at - 2, ":off");
    if (letter != LOWER_C && letter != LOWER_K && letter != LOWER_R) continue;
    return stripQuotes(withSteps(text(bytes + at + 2, length - at - 2), stepsOf(line)));
  }
  return 0;
}

/** cmd drops the first and the last quote of its text, unless the only two are around a program that more follows. */
function stripQuotes(line: usize): usize {
  const bytes = textAt(line);
  let from: usize = 0;
  let to = textLength(line);
  while (from < to && isBlank(load<u8>(bytes + from))) from++;
  while (to > from && isBlank(load<u8>(bytes + to - 1))) to--;
  if (to - from < 2 || load<u8>(bytes + from) != DOUBLE_QUOTE) return line;
  let quotes: u32 = 0;
  let last = from;
  for (let at = from; at < to; at++) {
    if (load<u8>(bytes + at) != DOUBLE_QUOTE) continue;
    quotes++;
    last = at;
  }
  if (quotes < 2 || (quotes == 2 && last + 1 < to)) return line;
  const room = take(to - from);
  if (room == 0) return line;
  memory.copy(room, bytes + from + 1, last - from - 1);
  memory.copy(room + (last - from - 1), bytes + last + 1, to - last - 1);
  return withSteps(text(room, to - from - 2), stepsOf(line));
}

/** Where in cmd's text `nextPiece` stands, its open parentheses, and whether a `for` came, whose variables have one letter. */
let piece: usize = 0;
let depth: u32 = 0;
let hasFor: bool = false;
/** Whether the last command's input is what the one before it puts out. */
export let isPiped: bool = false;

/** Begins cmd's text. */
export function beginPieces(): void {
  piece = 0;
  depth = 0;
  hasFor = false;
}

/** Passes what stands between commands, and in front of one. */
function passJoints(bytes: usize, length: usize): void {
  let bars = 0;
  for (; piece < length; piece++) {
    const byte = load<u8>(bytes + piece);
    if (byte == OPEN_PAREN) depth++;
    else if (byte == CLOSE_PAREN) depth -= <u32>(depth != 0);
    else if (byte == PIPE) bars++;
    else if (!isBlank(byte) && byte != AMPERSAND && byte != AT_SIGN) break;
  }
  isPiped = bars == 1;
}

function isNameByte(byte: u32): bool {
  return (
    byte - DIGIT_0 < 10 ||
    (byte | 32) - LOWER_A < 26 ||
    byte == UNDERSCORE ||
    byte == OPEN_PAREN ||
    byte == CLOSE_PAREN ||
    byte == DOT ||
    byte == HYPHEN
  );
}

/** Address after the variable at `at`: `%name%`, `%name:~1,2%`, `%name:a=b%`, the like with `!`, `%i` and `%~ni` of a `for`; 0 if it is none. */
function variableEnd(at: usize, end: usize): usize {
  const sign = load<u8>(at++);
  if (sign != PERCENT && (sign != EXCLAMATION || !isDelayed)) return 0;
  const name = at;
  while (at < end && isNameByte(load<u8>(at))) at++;
  if (at > name && at < end && load<u8>(at) == COLON) while (at < end && load<u8>(at) != sign) at++;
  const isNamed = at > name && (<u32>load<u8>(name) | 32) - LOWER_A < 26;
  if (isNamed && at < end && load<u8>(at) == sign) return at + 1;
  if (!hasFor || sign != PERCENT) return 0;
  at = name;
  const isModified = at < end && load<u8>(at) == TILDE;
  if (isModified) at++;
  const letters = at;
  while (at < end && (<u32>load<u8>(at) | 32) - LOWER_A < 26 && (isModified || at == letters)) at++;
  return at == letters ? 0 : at;
}

/** Address after the redirection at `at`: its signs, blanks, and the word that follows. */
function redirectionEnd(at: usize, end: usize): usize {
  while (at < end && (load<u8>(at) == LESS_THAN || load<u8>(at) == GREATER_THAN || load<u8>(at) == AMPERSAND)) at++;
  while (at < end && isBlank(load<u8>(at))) at++;
  let quoted = false;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == DOUBLE_QUOTE) quoted = !quoted;
    if (
      !quoted &&
      (isBlank(byte) || byte == AMPERSAND || byte == PIPE || byte == CLOSE_PAREN || byte == LESS_THAN || byte == GREATER_THAN)
    )
      break;
  }
  return at;
}

/** Words that a command follows; with `for` come variables of one letter. */
const PREFIXES = "0 start call if else do 1 for";
const PREFIX_MASK: u32 = 15;
const prefixes: usize = memory.data((PREFIX_MASK + 2) << 2, 8);

/** Which of the words that a command follows a text is, -1 if it is none. */
export function prefixOf(bytes: usize, length: usize): i32 {
  return find(PREFIXES, prefixes, PREFIX_MASK, bytes, length);
}

/** Whether a command's first word is one that commands follow. */
function isControl(command: usize, length: usize): bool {
  let size: usize = 0;
  while (size < length && (<u32>load<u8>(command + size) | 32) - LOWER_A < 26) size++;
  const prefix = prefixOf(command, size);
  if (prefix == 1) hasFor = true;
  return prefix >= 0;
}

/** The next command of cmd's text, as a value; 0 after the last. */
export function nextPiece(line: usize): usize {
  const bytes = textAt(line);
  const length = textLength(line);
  passJoints(bytes, length);
  if (piece >= length) return 0;
  // A variable of two bytes becomes a run of three.
  const room = take((length - piece) * 2 + RUN_BYTES);
  if (room == 0) return 0;
  let size: usize = 0;
  let quoted = false;
  for (; piece < length; piece++) {
    const isEscaped = !quoted && load<u8>(bytes + piece) == CARET && piece + 1 < length;
    if (isEscaped) piece++;
    const byte = load<u8>(bytes + piece);
    const after = variableEnd(bytes + piece, bytes + length);
    if (after != 0) {
      const from = bytes + piece;
      const isProgram = size <= 1 && isCommandProcessor(from, after - from);
      memory.copy(room + size, isProgram ? from : textAt(someText()), isProgram ? after - from : RUN_BYTES);
      size += isProgram ? after - from : RUN_BYTES;
      piece = after - bytes - 1;
      continue;
    }
    if (byte == DOUBLE_QUOTE) quoted = !quoted;
    if (!quoted && !isEscaped) {
      if (byte == AMPERSAND || byte == PIPE || (byte == CLOSE_PAREN && depth != 0)) break;
      if (byte == OPEN_PAREN && size != 0 && isBlank(load<u8>(room + size - 1)) && isControl(room, size)) break;
      if (byte == LESS_THAN || byte == GREATER_THAN) {
        if (size > 1 && <u32>load<u8>(room + size - 1) - DIGIT_0 < 10 && isBlank(load<u8>(room + size - 2))) size--;
        piece = redirectionEnd(bytes + piece, bytes + length) - bytes - 1;
        store<u8>(room + size++, 32);
        continue;
      }
    }
    store<u8>(room + size++, byte);
  }
  isControl(room, size);
  return cutOf(line, room, size);
}
