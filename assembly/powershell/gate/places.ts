/**
 * Places where PowerShell takes a computed name: what stands after `&`, `.` and `::`. Each answer is yes unless the bytes
 * show a constant; what would take long to find out is a yes.
 */
import {
  AT_SIGN,
  BACKSLASH,
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DIGIT_9,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  HASH,
  HYPHEN,
  LESS_THAN,
  LOWER_C,
  LOWER_E,
  LOWER_K,
  LOWER_R,
  LOWER_U,
  OPEN_BRACE,
  OPEN_PAREN,
  PIPE,
  SINGLE_QUOTE,
} from "../../bytes/ascii";
import { followsUnit, meaningOf } from "../../bytes/filter";
import { lower } from "../../bytes/text";

/** Farthest that anything is looked for. */
const REACH: usize = 256;

const BLANK: u8 = 1;
const WORD: u8 = 2;
/** Ends a bareword. */
const ENDS: u8 = 4;
/** A command may start after it. */
const BEFORE_COMMAND: u8 = 8;

let filled = false;
const table: usize = memory.data(256);

function mark(bytes: string, flag: u8): void {
  const units = changetype<usize>(bytes);
  for (let i: usize = 0; i < <usize>bytes.length; i++) {
    const cell = table + <usize>load<u16>(units + (i << 1));
    store<u8>(cell, load<u8>(cell) | flag);
  }
}

function fill(): void {
  filled = true;
  mark("\t\n\r ", BLANK | ENDS | BEFORE_COMMAND);
  // Form feed, vertical tab and NUL are no newlines, but may separate.
  mark("\0\x0b\x0c", BLANK | BEFORE_COMMAND);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", WORD);
  mark(";|&(){},", ENDS);
  mark(";|&({=", BEFORE_COMMAND);
  // Any other white space of PowerShell starts with such a byte.
  for (let byte: usize = 128; byte < 256; byte++) store<u8>(table + byte, BEFORE_COMMAND);
}

function is(byte: u32, flag: u8): bool {
  return (load<u8>(table + <usize>byte) & flag) != 0;
}

/**
 * Whether what is looked at is the inside of a JSON string: line feeds, carriage returns, tabs, quotes and backslashes are escapes there;
 * code units may be. What an escape hides is a yes.
 */
export let inString = false;

/** Says whether the bytes that are looked at from now on are the inside of a JSON string. */
export function lookInString(is: bool): void {
  inString = is;
}

/** Whether the byte in front of `at` may be the last of an escape. */
export function isEscaped(at: usize): bool {
  return inString && (load<u8>(at - 2) == BACKSLASH || followsUnit(at));
}

/** Prepares the table; call before any other function of this file. */
export function prepare(): void {
  if (!filled) fill();
}

/** Letters, digits, underscore. */
export function isWordByte(byte: u32): bool {
  return is(byte, WORD);
}

/** Blanks, newlines, and what else may separate. */
export function isBlank(byte: u32): bool {
  return is(byte, BLANK);
}

function isQuote(byte: u32): bool {
  return byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE;
}

/** Whether a byte may stand between two arguments: blanks, quotes, and what may be one of those in another script. */
export function separates(byte: u32): bool {
  return is(byte, BLANK) || isQuote(byte) || byte > 127 || byte == COMMA;
}

/** First byte at or after `at` that is neither blank nor a backtick. */
function skipBlanks(at: usize, end: usize): usize {
  const stop = min(end, at + REACH);
  while (at < stop) {
    if (is(load<u8>(at), BLANK) || load<u8>(at) == BACKTICK) at++;
    else if (inString && load<u8>(at) == BACKSLASH && is(meaningOf(load<u8>(at + 1)), BLANK)) at += 2;
    else break;
  }
  return at;
}

/** The closing quote of a constant without `$` and backtick, 0 if it is none, far, or not plain to see. */
function closingQuote(at: usize, end: usize): usize {
  const quote = <u32>load<u8>(at);
  const stop = min(end, at + REACH);
  for (let next = at + 1; next < stop; next++) {
    const byte = <u32>load<u8>(next);
    if (byte == quote) return next;
    if (byte == BACKTICK || (byte == DOLLAR && quote == DOUBLE_QUOTE)) return 0;
    if (!inString || byte != BACKSLASH) continue;
    if (load<u8>(next + 1) == LOWER_U) return 0;
    next++;
  }
  return 0;
}

/** Whether a bareword holds something that is expanded, or is long. */
function expands(at: usize, end: usize): bool {
  const stop = min(end, at + REACH);
  while (at < stop) {
    const byte = <u32>load<u8>(at);
    if (is(byte, ENDS)) return false;
    // A quote, a backtick, `$`, or a byte that may be a quote of another script.
    if (isQuote(byte) || byte == BACKTICK || byte == DOLLAR || byte > 127) return true;
    if (inString && byte == BACKSLASH) {
      const meaning = meaningOf(load<u8>(at + 1));
      if (is(meaning, ENDS)) return false;
      if (meaning != BACKSLASH) return true;
      at++;
    }
    at++;
  }
  return at != end;
}

/**
 * Whether the operator in front of `at` (`&`, or `.` where a command may start) may run something that is not a constant.
 */
export function runsComputed(at: usize, end: usize): bool {
  const next = skipBlanks(at, end);
  if (next == end) return false;
  const byte = <u32>load<u8>(next);
  if (
    byte == DOLLAR ||
    byte == OPEN_PAREN ||
    byte == AT_SIGN ||
    byte == HASH ||
    byte == LESS_THAN ||
    byte > 127 ||
    next >= at + REACH
  )
    return true;
  if (!isQuote(byte)) return expands(next, end);
  const closing = closingQuote(next, end);
  if (closing == 0) return true;
  // A member of the constant, or more of the word.
  return closing + 1 < end && !is(load<u8>(closing + 1), ENDS);
}

/** Whether a command may start after a byte. */
export function precedesCommand(byte: u32): bool {
  return is(byte, BEFORE_COMMAND);
}

/** Whether a dot at `at` may stand where a command starts, so that it runs what follows. */
export function startsCommand(at: usize, start: usize): bool {
  return at == start || precedesCommand(load<u8>(at - 1)) || isEscaped(at);
}

/** The letters of `/c`, `/k` and `/r`. */
export function isShellSwitch(letter: u32): bool {
  return letter == LOWER_C || letter == LOWER_K || letter == LOWER_R;
}

/** Whether a `>` after a byte may redirect: not at the end of a comment or of an arrow, nor within a word. */
export function mayRedirect(before: u32): bool {
  return before != HASH && before != HYPHEN && before != EQUALS && (!is(before, WORD) || before <= DIGIT_9);
}

/** Whether what stands at `at`, after `.` or `::`, is a computed member name that is called. */
export function callsComputedMember(at: usize, end: usize): bool {
  if (at >= end) return false;
  const byte = <u32>load<u8>(at);
  if (byte == OPEN_PAREN) return true;
  if (inString && byte == BACKSLASH) return load<u8>(at + 1) == DOUBLE_QUOTE || load<u8>(at + 1) == LOWER_U;
  if (isQuote(byte)) {
    const closing = closingQuote(at, end);
    return closing == 0
      ? inString || at + REACH < end || byte == DOUBLE_QUOTE
      : closing + 1 < end && load<u8>(closing + 1) == OPEN_PAREN;
  }
  if (byte != DOLLAR) return byte > 127;
  const stop = min(end, at + REACH);
  let next = at + 1;
  while (
    next < stop &&
    (is(load<u8>(next), WORD) || load<u8>(next) == COLON || load<u8>(next) == OPEN_BRACE || load<u8>(next) == CLOSE_BRACE)
  )
    next++;
  return next == at + REACH || (next < end && load<u8>(next) == OPEN_PAREN);
}

/** Whether what stands at `at` can follow the name of a shell that is started with arguments, or be the end of a quoted one. */
export function takesArguments(at: usize, end: usize): bool {
  if (at + 4 <= end && load<u8>(at) == DOT && lower(load<u8>(at + 1)) == LOWER_E) at += 4;
  if (at >= end) return false;
  const byte = <u32>load<u8>(at);
  // `]` ends the type literal of the runtime's own class.
  if (isQuote(byte) || byte == CLOSE_BRACKET || byte == BACKTICK || byte == COMMA || byte > 127) return true;
  if (!is(byte, BLANK)) return false;
  const next = skipBlanks(at, end);
  return next < end && !is(load<u8>(next), WORD) && load<u8>(next) != DOT && load<u8>(next) != COLON;
}

/** Whether the last thing in front of `at` is a pipe: a shell reads its code from there. */
export function followsPipe(at: usize, start: usize): bool {
  const stop = at > start + REACH ? at - REACH : start;
  while (at > stop && is(load<u8>(at - 1), BLANK)) at--;
  return at > stop && load<u8>(at - 1) == PIPE;
}

/** Whether a type literal or a bareword stands in front of `at`, so that its type is written there. */
export function followsName(at: usize, start: usize): bool {
  if (load<u8>(at - 1) == CLOSE_BRACKET) return true;
  const stop = at > start + REACH ? at - REACH : start;
  let before = at;
  while (before > stop && is(load<u8>(before - 1), WORD)) before--;
  // The letter of an escape is none of a name.
  if (inString && load<u8>(before - 1) == BACKSLASH) return false;
  return (
    before < at && before > stop && load<u8>(before - 1) != DOLLAR && load<u8>(before - 1) != COLON && load<u8>(before - 1) < 128
  );
}

/** Whether `scriptblock` in front of `at` is anything but a parameter's name or the type of a variable. */
export function makesBlocks(at: usize, end: usize): bool {
  if (at >= end) return false;
  if (isQuote(load<u8>(at)) || load<u8>(at) == BACKTICK) return true;
  let next = skipBlanks(at, end);
  if (next >= end || load<u8>(next) != CLOSE_BRACKET) return at < end && load<u8>(at) == OPEN_PAREN;
  next = skipBlanks(next + 1, end);
  return next >= end || load<u8>(next) != DOLLAR;
}
