/**
 * What Exchange's cmdlet log tells of a command's parameters. (Source: Exchange, TaskVerboseStringHelper.)
 *
 *     -Mailbox "ceo" -IncludeFolders ("#Inbox#","#Drafts#") -ContentFilter $null -FilePath "\\srv\x\ceo.pst"
 *     {Mailbox=ceo, FilePath=\\srv\x\ceo.pst}                                                                    in 2010
 *
 * Nothing is escaped, a value is cut after 200 characters and marked `[...]`, and any order will do. So a parameter starts only
 * after what closes the value before it, and ends that for sure only if the command's tables know it. A value with a quote in it
 * leaves more than one reading, and so does a parameter that is met twice: one of the two stands in another value.
 */
import {
  AT_SIGN,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  COMMA,
  DIGIT_0,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  HYPHEN,
  LINE_FEED,
  LOWER_A,
  OPEN_BRACE,
  OPEN_PAREN,
  SINGLE_QUOTE,
  SPACE,
  UNDERSCORE,
} from "../bytes/ascii";
import { endsWithWord, findWord, startsWithWord } from "../bytes/literal";
import { findByte } from "../bytes/search";
import { BLOCK_TRUNCATED, FORM_MESSAGE, ScriptBlock } from "../event/block";
import {
  give,
  givePath,
  giveRest,
  isPath,
  parameterOf,
  VALUE_BEGINNING,
  VALUE_DOUBTFUL,
  VALUE_KNOWN,
  VALUE_UNKNOWN,
} from "./bound-values";
import { NO_PARAMETER } from "./names";

/** What may follow a value. */
const END_FOLLOWS: u32 = 0;
const KNOWN_FOLLOWS: u32 = 1;
const UNKNOWN_FOLLOWS: u32 = 2;

/** Longest name of a parameter. */
const MAX_NAME: usize = 40;

/** Whether lines may follow the last value: the text is a message. */
let isMessage = false;
/** Whether a comma and other values follow it: the text is all values joined. */
let isJoined = false;
/** The text ends before all was told. */
let isTorn = false;
/** Whether what gives a path stands in another value. */
let pathWithin = false;

/** Address after the letters at `at`. */
function nameEnd(at: usize, end: usize): usize {
  const limit = end - at > MAX_NAME ? at + MAX_NAME : end;
  while (at < limit && (<u32>load<u8>(at) | 32) - LOWER_A < 26) at++;
  return at;
}

/** What closes a value that a byte opens: a quote, a list, a table, `$null`; 0 if it opens none. */
function closerOf(opener: u32): u32 {
  switch (opener) {
    case DOUBLE_QUOTE:
      return DOUBLE_QUOTE;
    case OPEN_PAREN:
      return 0x29;
    case AT_SIGN:
      return CLOSE_BRACE;
    case DOLLAR:
      return 0x6c;
    default:
      return 0;
  }
}

/** The parameter that `startsParameter` or `pairAt` found, and where its value starts. */
let parameter: u32 = NO_PARAMETER;
let valueStart: usize = 0;

/** Whether a parameter's dash stands at `at`: its name, a blank and what opens a value follow. The tables need not know it. */
function startsParameter(at: usize, end: usize): bool {
  if (at >= end || load<u8>(at) != HYPHEN) return false;
  const after = nameEnd(at + 1, end);
  if (after == at + 1 || after + 1 >= end || load<u8>(after) != SPACE || closerOf(load<u8>(after + 1)) == 0) return false;
  valueStart = after + 1;
  parameter = parameterOf(at + 1, after - at - 1);
  return true;
}

/** Whether a parameter that the tables know stands at `at`, in front of an equals sign. */
function pairAt(at: usize, end: usize): bool {
  const after = nameEnd(at, end);
  if (after == at || after >= end || load<u8>(after) != EQUALS) return false;
  valueStart = after + 1;
  parameter = parameterOf(at, after - at);
  return parameter != NO_PARAMETER;
}

/** Whether nothing but blanks, the dots of a cut and the number that Snare puts last stand there. */
function isRest(at: usize, end: usize): bool {
  while (at < end && (<u32>load<u8>(at) <= SPACE || load<u8>(at) == DOT || <u32>load<u8>(at) - DIGIT_0 < 10)) at++;
  return at == end;
}

/** Whether the last value can end at `at`. */
function endsText(at: usize, end: usize): bool {
  const first: u32 = at < end ? load<u8>(at) : 0;
  if (isRest(at, end)) {
    isTorn = isTorn || (end - at >= 3 && load<u16>(at) == 0x2e2e);
    return true;
  }
  if (first == SPACE && load<u8>(at + 1) == HYPHEN && isRest(nameEnd(at + 2, end), end)) {
    isTorn = true;
    return true;
  }
  // Where the message is missing, values stand one a line, or in single quotes.
  return (
    (isMessage && (first == LINE_FEED || first == CARRIAGE_RETURN || first == SINGLE_QUOTE)) ||
    (isJoined && first == COMMA && isParted(at, end))
  );
}

/** Whether the values after the comma at `at` are others': a SID, which is one of them, stands in front of the next quote, if there is one. */
function isParted(at: usize, end: usize): bool {
  const quote = findByte(at, end, DOUBLE_QUOTE);
  return quote == end || findWord(at, quote, "s-1-") < quote;
}

/** A value that the end of the text cuts, without what marks the cut. */
function giveTorn(start: usize, end: usize): void {
  isTorn = true;
  if (endsWithWord(start, end - start, "[truncated]")) end -= 11;
  while (end > start && load<u8>(end - 1) == DOT) end--;
  give(parameter, start, end - start, VALUE_BEGINNING);
}

/** A value between its opening and its closing sign. */
function giveWhole(start: usize, end: usize): void {
  const length = end - start;
  if (endsWithWord(start, length, "[...]")) give(parameter, start, length - 5, VALUE_BEGINNING);
  else give(parameter, start, length, VALUE_KNOWN);
}

/** A value in [start, end), which the sign `closer` closes, whatever follows it. */
function takeLast(start: usize, end: usize, closer: u32): void {
  const close = findByte(start, end, closer);
  if (close == end) giveTorn(start, end);
  else if (endsText(close + 1, end)) giveWhole(start, close);
  else give(parameter, start, close - start, VALUE_DOUBTFUL);
}

/**
 * The value in [start, end), opening sign included.
 * @param next what follows: another parameter that the tables know, one that they do not, or the end of the text
 */
function takeValue(start: usize, end: usize, next: u32): void {
  if (load<u8>(start) != DOUBLE_QUOTE) {
    if (!startsWithWord(start, end - start, "$null")) give(parameter, start, 0, VALUE_UNKNOWN);
  } else if (next == END_FOLLOWS) {
    takeLast(start + 1, end, DOUBLE_QUOTE);
  } else if (next == KNOWN_FOLLOWS && findByte(start + 1, end, DOUBLE_QUOTE) == end - 1) {
    giveWhole(start + 1, end - 1);
  } else {
    give(parameter, start, 0, VALUE_DOUBTFUL);
  }
}

/** The blank in front of the dash of the parameter after the value at `at`, or the end. */
function nextParameter(at: usize, end: usize): usize {
  const closer = closerOf(load<u8>(at));
  const start = ++at;
  for (; at < end; at++) {
    if (load<u8>(at) != SPACE || !startsParameter(at + 1, end)) continue;
    if (at > start && <u32>load<u8>(at - 1) == closer) return at;
    if (isPath(parameter)) pathWithin = true;
  }
  return end;
}

/** Reads parameters, the first of which is the one that was found last. */
function readList(end: usize): void {
  while (true) {
    const own = parameter;
    const start = valueStart;
    const next = nextParameter(start, end);
    const found = parameter;
    const after = valueStart;
    parameter = own;
    takeValue(start, next, next == end ? END_FOLLOWS : found == NO_PARAMETER ? UNKNOWN_FOLLOWS : KNOWN_FOLLOWS);
    if (next == end) return;
    parameter = found;
    valueStart = after;
  }
}

/** The comma in front of the next pair after the value at `at`, or the end. */
function nextPair(at: usize, end: usize): usize {
  while (true) {
    at = findByte(at, end, COMMA);
    if (at >= end || (at + 2 < end && load<u8>(at + 1) == SPACE && pairAt(at + 2, end))) return at;
    at++;
  }
}

/** Reads names and values parted by commas, from `at` on. */
function readPairs(at: usize, end: usize): void {
  while (at < end) {
    pairAt(at, end);
    const own = parameter;
    const start = valueStart;
    const next = nextPair(start, end);
    parameter = own;
    if (next < end) giveWhole(start, next);
    else takeLast(start, end, CLOSE_BRACE);
    at = next + 2;
  }
}

/** Finds the first parameter from `from` on, in front of all values, and reads on from there. */
function readFrom(from: usize, end: usize): void {
  for (let at = from; at < end && load<u8>(at) != DOUBLE_QUOTE; at++) {
    const before: u32 = at == from ? SPACE : load<u8>(at - 1);
    if ((before <= SPACE || before == COMMA || before == SINGLE_QUOTE) && startsParameter(at, end)) {
      readList(end);
      return;
    }
    if (before == OPEN_BRACE || before == SPACE || at == from) {
      if (!pairAt(at, end)) continue;
      readPairs(at, end);
      return;
    }
  }
}

function isNameByte(byte: u32): bool {
  return byte - DIGIT_0 < 10 || (byte | 32) - LOWER_A < 26 || byte == HYPHEN || byte == UNDERSCORE;
}

/** Address after the command's name, which stands in front of all values; 0 if the text tells of another command. */
function afterCommand(text: usize, end: usize, command: string): usize {
  for (let at = text; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == OPEN_BRACE || (byte == DOUBLE_QUOTE && at != text)) return 0;
    if (!startsWithWord(at, end - at, command)) continue;
    const after = at + <usize>command.length;
    if ((at == text || !isNameByte(load<u8>(at - 1))) && (after == end || !isNameByte(load<u8>(after)))) return after;
  }
  return 0;
}

/**
 * Reads the parameters that the block tells of a command into bound-values.ts.
 * @param command its name in lower case
 * @returns false if the block tells of another command
 */
export function readCmdletText(block: ScriptBlock, command: string): bool {
  let from = block.text;
  const end = from + block.textLength;
  isMessage = block.form == FORM_MESSAGE;
  isJoined = false;
  isTorn = (block.flags & BLOCK_TRUNCATED) != 0;
  if (isMessage) {
    const start = from;
    from = afterCommand(start, end, command);
    if (from == 0) return false;
    isJoined = from == start + <usize>command.length && from < end && load<u8>(from) == COMMA;
  } else if (<usize>command.length != block.commandLength || !startsWithWord(block.command, block.commandLength, command)) {
    return false;
  }
  pathWithin = false;
  readFrom(from, end);
  if (isTorn) giveRest();
  // A value that starts with a quotation mark seems to end there, and the next one to reach over the path.
  if (pathWithin) givePath();
  return true;
}
