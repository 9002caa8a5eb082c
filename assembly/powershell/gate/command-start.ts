/**
 * Where a command may start, as far as the bytes in front of it show. What is not plain to see is a yes.
 */
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOLLAR,
  DOT,
  GREATER_THAN,
  HASH,
  HYPHEN,
  LINE_FEED,
} from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { inString, isBlank, isEscaped, isWordByte } from "./places";

/** Comment lines that may stand between two statements. */
const MOST_COMMENTS = 16;
/** Farthest that the code in front of a statement is looked for. */
const LINES_REACH: usize = 1024;

/** Whether a line lies between the place that `codeBefore` was asked for and the code in front of it. */
let crossesLine: bool = false;

/**
 * After the last byte of code in front of `at`, over blanks, newlines and lines of nothing but a comment; `start` if there is none.
 * 0 if it is not plain to see: a comment may hide what the line before ends with.
 */
function codeBefore(at: usize, start: usize): usize {
  const stop = at > start + LINES_REACH ? at - LINES_REACH : start;
  crossesLine = false;
  for (let lines = 0; lines < MOST_COMMENTS; lines++) {
    while (at > stop && isBlank(load<u8>(at - 1))) {
      at--;
      if (load<u8>(at) == LINE_FEED || load<u8>(at) == CARRIAGE_RETURN) crossesLine = true;
    }
    if (at == stop) return at == start ? start : 0;
    if (!crossesLine) return at;
    let line = at;
    let comment: usize = 0;
    while (line > stop && load<u8>(line - 1) != LINE_FEED && load<u8>(line - 1) != CARRIAGE_RETURN) {
      line--;
      if (load<u8>(line) == HASH) comment = line;
    }
    if (comment == 0) return line == stop && stop != start ? 0 : at;
    let first = line;
    while (first < comment && isBlank(load<u8>(first))) first++;
    if (first != comment || load<u8>(comment + 1) == GREATER_THAN) return 0;
    at = comment;
  }
  return 0;
}

/** Whether a keyword that a command may follow ends at `after`. */
function endsInKeyword(after: usize, start: usize): bool {
  let at = after;
  while (at > start && isWordByte(load<u8>(at - 1))) at--;
  if (inString && load<u8>(at - 1) == BACKSLASH) return true;
  const length = after - at;
  return isWord(at, length, "return") || isWord(at, length, "throw") || isWord(at, length, "exit") || isWord(at, length, "in");
}

/** Whether a newline stands not far in front of `at`. Where newlines were lost, a `#` starts a statement, not a comment. */
function followsNewline(at: usize, start: usize): bool {
  const stop = at > start + LINES_REACH ? at - LINES_REACH : start;
  while (at > stop && load<u8>(at - 1) != LINE_FEED && load<u8>(at - 1) != CARRIAGE_RETURN) at--;
  return at > stop;
}

/** Whether a command may start at `at`. */
export function mayStartCommand(at: usize, start: usize): bool {
  const before = codeBefore(at, start);
  if (before <= start || crossesLine || isEscaped(before)) return true;
  const byte = <u32>load<u8>(before - 1);
  if (byte == HASH) return inString || !followsNewline(before, start);
  // A variable, a parameter, an argument's end; a dot that sticks is a member's.
  if (byte == DOLLAR || byte == HYPHEN || byte == COMMA || byte == COLON || byte == CLOSE_BRACKET) return false;
  if (byte == DOT) return before != at;
  return !isWordByte(byte) || (before != at && endsInKeyword(before, start));
}
