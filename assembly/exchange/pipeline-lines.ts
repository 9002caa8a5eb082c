/**
 * What PowerShell's pipeline logs (events 4103 and 800) tell: a line for each command that was invoked, each parameter that was
 * bound, and each error.
 *
 *     CommandInvocation(New-X): "New-X"
 *     ParameterBinding(New-X): name="Mailbox"; value="ceo"
 *     Liaison de paramètre (New-X) : nom = « Mailbox » ; valeur = « ceo »
 *     TerminatingError(New-X): "…"
 *
 * The words are translated and so are quotes and blanks, so a line is known by what it is made of: a label, the command in
 * parentheses, a colon, and then one piece in quotes, or two with words in front of them. Nothing is escaped: a value may hold
 * quotes, line ends and lines of this form. So a line counts only after a closed one, a binding only after the invocation of
 * its own command, and a value only where nothing else can follow the quote that ends it.
 */
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DIGIT_0,
  DOUBLE_QUOTE,
  EQUALS,
  HASH,
  LINE_FEED,
  LOWER_A,
  OPEN_PAREN,
  SPACE,
} from "../bytes/ascii";
import { endsWithWord, isWord } from "../bytes/literal";
import { findByte } from "../bytes/search";
import { codePointAt, sequenceLength } from "../bytes/text";
import { RESULT_FAILED } from "../contract";
import { BLOCK_TRUNCATED, ScriptBlock } from "../event/block";
import {
  give,
  giveRest,
  isSubjectDoubtful,
  lacksPath,
  parameterOf,
  VALUE_BEGINNING,
  VALUE_DOUBTFUL,
  VALUE_KNOWN,
} from "./bound-values";
import { NO_PARAMETER } from "./names";

/** Longest label, and longest name of a command. */
const MAX_LABEL: usize = 96;
const MAX_NAME: usize = 128;

let textStart: usize = 0;
let textEnd: usize = 0;
/** Whether the text has line ends; some shippers make blanks of them. */
let hasLines = false;

/** Bytes of a blank at `at`, line ends left out; 0 for none. */
function blankAt(at: usize): usize {
  if (at >= textEnd) return 0;
  const byte = <u32>load<u8>(at);
  if (byte <= SPACE) return byte == LINE_FEED || byte == CARRIAGE_RETURN ? 0 : 1;
  const point = codePointAt(at, textEnd);
  return point == 0xa0 ? 2 : point == 0x202f || point == 0x3000 ? 3 : 0;
}

function skipBlanks(at: usize): usize {
  for (let size = blankAt(at); size != 0; size = blankAt(at)) at += size;
  return at;
}

/** Bytes of an ASCII sign at `at`, which may be a full-width one; 0 if another stands there. */
function signAt(at: usize, sign: u32): usize {
  if (at >= textEnd) return 0;
  if (<u32>load<u8>(at) == sign) return 1;
  return codePointAt(at, textEnd) == sign + 0xfee0 ? 3 : 0;
}

// Quotes of other languages, as code points.
const LEFT_GUILLEMET: u32 = 0xab;
const RIGHT_GUILLEMET: u32 = 0xbb;
const HIGH_LEFT_QUOTE: u32 = 0x201c;
const HIGH_RIGHT_QUOTE: u32 = 0x201d;
const LOW_QUOTE: u32 = 0x201e;
const LEFT_CORNER: u32 = 0x300c;
const RIGHT_CORNER: u32 = 0x300d;

/** What closes a piece that a quote opens, 0 if it opens none. */
function closerOf(opener: u32): u32 {
  switch (opener) {
    case DOUBLE_QUOTE:
      return DOUBLE_QUOTE;
    case LEFT_GUILLEMET:
      return RIGHT_GUILLEMET;
    case RIGHT_GUILLEMET:
      return LEFT_GUILLEMET;
    case HIGH_LEFT_QUOTE:
    case HIGH_RIGHT_QUOTE:
      return HIGH_RIGHT_QUOTE;
    case LOW_QUOTE:
      return HIGH_LEFT_QUOTE;
    case LEFT_CORNER:
      return RIGHT_CORNER;
    default:
      return 0;
  }
}

/** Where the last piece of the line before starts: the quote that closes it stands after. */
let lastPiece: usize = 0;

/** Whether the line before is closed: in front of `at`, blanks and commas aside, stands a quote that closes. */
function isClosedBefore(at: usize): bool {
  while (at > lastPiece && (<u32>load<u8>(at - 1) <= SPACE || load<u8>(at - 1) == COMMA)) at--;
  if (at <= lastPiece) return false;
  if (load<u8>(at - 1) == DOUBLE_QUOTE) return true;
  let start = at - 1;
  while (start > lastPiece && at - start < 3 && (load<u8>(start) & 0xc0) == 0x80) start--;
  const point = codePointAt(start, at);
  return point > 127 && (closerOf(point) != 0 || point == 0x300d);
}

/** Whether a byte cannot stand in a label. */
function endsLabel(byte: u32): bool {
  return (
    byte == LINE_FEED ||
    byte == CARRIAGE_RETURN ||
    byte == DOUBLE_QUOTE ||
    byte == OPEN_PAREN ||
    byte == CLOSE_PAREN ||
    byte == COLON ||
    byte == EQUALS ||
    byte == COMMA
  );
}

/** The command of the line at hand, and the address after its colon. */
let name: usize = 0;
let nameLength: usize = 0;
let afterColon: usize = 0;

/** Whether a command in parentheses and a colon stand at `at`; sets the three above. */
function readMark(at: usize): bool {
  const opening = signAt(at, 0x28);
  if (opening == 0) return false;
  name = at + opening;
  at = name;
  while (at < textEnd && at - name < MAX_NAME && !endsLabel(load<u8>(at)) && signAt(at, 0x29) == 0) at++;
  nameLength = at - name;
  const closing = signAt(at, 0x29);
  if (closing == 0 || nameLength == 0) return false;
  at = skipBlanks(at + closing);
  const colon = signAt(at, 0x3a);
  afterColon = at + colon;
  return colon != 0;
}

/** Where the label in front of the parenthesis at `at` starts; `at` if there is none. */
function labelStart(at: usize): usize {
  let start = at;
  while (start > textStart && at - start < MAX_LABEL && !endsLabel(load<u8>(start - 1))) start--;
  return start;
}

/** Whether another line of the log starts at `at`. */
function startsLine(at: usize): bool {
  const label = at;
  while (at < textEnd && at - label < MAX_LABEL && !endsLabel(load<u8>(at)) && signAt(at, 0x28) == 0) at++;
  return at > label && readMark(at);
}

/** Whether a byte may stand between two lines: blanks; commas and escapes, as shippers write line ends. */
function isBetween(byte: u32): bool {
  if (byte <= SPACE || byte == COMMA) return true;
  return !hasLines && (byte == HASH || byte == BACKSLASH || byte - DIGIT_0 < 10);
}

/** Whether a line that is a label and a colon starts at `at`: in a message the context follows the lines so. */
function startsContext(at: usize): bool {
  while (at < textEnd && !endsLabel(load<u8>(at)) && signAt(at, 0x3a) == 0) at++;
  const colon = signAt(at, 0x3a);
  at = skipBlanks(at + colon);
  return colon != 0 && (at == textEnd || load<u8>(at) == LINE_FEED || load<u8>(at) == CARRIAGE_RETURN);
}

/** Whether a value can end at `at`, after its quote: a line of the log, the context of a message or nothing follows. */
function endsValue(at: usize): bool {
  const start = at;
  let lines: u32 = 0;
  for (; at < textEnd && isBetween(load<u8>(at)); at++) if (load<u8>(at) == LINE_FEED) lines++;
  if (at == textEnd || startsLine(at)) return true;
  if (hasLines) return lines > 1 && startsContext(at);
  // Line ends as blanks, or as an escape or a sign of their own.
  return at - start > 1 || load<u8>(start) == BACKSLASH || load<u8>(start) == 0xe2;
}

/** A piece in quotes: its inside, without the blank that belongs to the quotes. */
let piece: usize = 0;
let pieceEnd: usize = 0;
/** Address after its closing quote; 0 if it has none. */
let afterPiece: usize = 0;

/** Reads the first piece of the line from `at` on; false if there is none. */
function readPiece(at: usize): bool {
  let closer: u32 = 0;
  while (at < textEnd && load<u8>(at) != LINE_FEED && closer == 0) {
    const point = codePointAt(at, textEnd);
    closer = closerOf(point);
    at += sequenceLength(load<u8>(at));
  }
  if (closer == 0) return false;
  piece = at + (closer == DOUBLE_QUOTE ? 0 : blankAt(at));
  at = piece;
  while (at < textEnd && codePointAt(at, textEnd) != closer) at += sequenceLength(load<u8>(at));
  afterPiece = at < textEnd ? at + sequenceLength(load<u8>(at)) : 0;
  pieceEnd = min<usize>(at, textEnd);
  if (closer == DOUBLE_QUOTE || afterPiece == 0) return true;
  if (pieceEnd > piece && load<u8>(pieceEnd - 1) == SPACE) pieceEnd--;
  else if (pieceEnd >= piece + 2 && blankAt(pieceEnd - 2) == 2) pieceEnd -= 2;
  else if (pieceEnd >= piece + 3 && blankAt(pieceEnd - 3) == 3) pieceEnd -= 3;
  return true;
}

/** The value of a parameter, whose piece was read. */
function giveValue(parameter: u32): void {
  const length = pieceEnd - piece;
  // Long lists are cut.
  if (afterPiece == 0 || endsWithWord(piece, length, ", ...")) {
    give(parameter, piece, afterPiece == 0 ? length : length - 5, VALUE_BEGINNING);
    if (afterPiece == 0) giveRest();
    return;
  }
  // Some shippers change line ends.
  const isOneLine = findByte(piece, pieceEnd, 10) == pieceEnd && findByte(piece, pieceEnd, 13) == pieceEnd;
  give(parameter, piece, length, isOneLine && endsValue(afterPiece) ? VALUE_KNOWN : VALUE_DOUBTFUL);
}

/** The command was not invoked. */
export const LINES_ABSENT: u32 = 0;
export const LINES_INVOKED: u32 = 1;
/** What was bound may stand in another part of the event, or what stands here in another command's value. */
export const LINES_CUT: u32 = 2;

/** Whether a line of the log has its label at `label`, in front of a parenthesis at `at`. @param isFirst nothing was read yet */
function isLine(label: usize, at: usize, isFirst: bool): bool {
  let letter = label;
  while (letter < at && (<u32>load<u8>(letter) | 32) - LOWER_A > 25 && load<u8>(letter) < 128) letter++;
  if (letter == at) return false;
  const before: u32 = label == textStart ? 10 : load<u8>(label - 1);
  // Joined values are parted by a comma.
  if (hasLines && before != LINE_FEED && !(isFirst && before == COMMA)) return false;
  return (isFirst || isClosedBefore(label)) && readMark(at);
}

/**
 * Reads what a block's lines tell of a command into bound-values.ts. An error makes the block's result a failure, unless the command
 * worked on several things, of which others may have gone well.
 * @param command its name in lower case
 * @returns LINES_*
 */
export function readPipelineLines(block: ScriptBlock, command: string): u32 {
  textStart = block.text;
  textEnd = textStart + block.textLength;
  hasLines = findByte(textStart, textEnd, 10) != textEnd;
  let state = LINES_ABSENT;
  let isFirst = true;
  let hasFailed = false;
  for (let at = textStart; at < textEnd; at++) {
    if (signAt(at, 0x28) == 0 || !isLine(labelStart(at), at, isFirst)) continue;
    const isOwn = isWord(name, nameLength, command);
    const start = skipBlanks(afterColon);
    at = start - 1;
    lastPiece = start;
    if (!readPiece(start)) continue;
    const isBinding = closerOf(codePointAt(start, textEnd)) == 0;
    if (!isBinding) {
      if (isOwn && isWord(piece, pieceEnd - piece, command)) state = LINES_INVOKED;
      else if (isOwn && state != LINES_ABSENT) hasFailed = true;
    }
    const parameter = isOwn && isBinding ? parameterOf(piece, pieceEnd - piece) : NO_PARAMETER;
    if (isBinding && (afterPiece == 0 || !readPiece(afterPiece))) continue;
    lastPiece = piece;
    // A later part of an event 800 has no invocations; it starts with a whole line.
    if (isOwn && isBinding && state == LINES_ABSENT && block.part > 1) state = isFirst ? LINES_INVOKED : LINES_CUT;
    if (parameter != NO_PARAMETER && state != LINES_ABSENT) giveValue(parameter);
    isFirst = false;
  }
  if (state == LINES_ABSENT) return state;
  if (hasFailed && !isSubjectDoubtful()) block.result = RESULT_FAILED;
  if ((block.flags & BLOCK_TRUNCATED) != 0) giveRest();
  return block.parts > 1 && lacksPath() ? LINES_CUT : state;
}
