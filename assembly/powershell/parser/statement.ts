/**
 * Statements and the lists they stand in: bodies of script blocks, `{ }` of statements, `$( )` and `@( )`.
 * PowerShell: StatementRule, StatementListRule, ScriptBlockBodyRule (Parser.cs).
 */

import { CLOSE_BRACE, CLOSE_PAREN, OPEN_PAREN } from "../../bytes/ascii";
import { CLASS_COLON } from "../lexer/characters";
import {
  braceFollows,
  KEYWORD_CLEAN,
  KEYWORD_DYNAMICPARAM,
  KEYWORD_FUNCTION,
  KEYWORD_PARAM,
  keywordAt,
  keywordEnd,
} from "../lexer/keywords";
import {
  byteAt,
  dialect,
  kindAt,
  limit,
  markBroken,
  markSensitive,
  position,
  setPosition,
  skipNewlines,
  skipSeparators,
} from "../lexer/lexer";
import { COLLECT_STATEMENT, FLAG_RESUMED, instruction, OP_BLOCK, OP_BODY_END, OP_DROP, OP_EMIT, OP_SECTION } from "../program";
import { BODY_HEADLESS, BODY_OPENED, BODY_ROOT, LIST_BRACE } from "./braces";
import { noteListEnd } from "./continuation";
import { beginDefinition } from "./definition";
import { emit, mute, patch } from "./emit";
import { beginFlow, beginLabelled } from "./flow";
import {
  BODY_NEXT,
  BODY_PARAMETERS,
  BODY_READ,
  BODY_SECTION,
  BODY_START,
  BodyFrame,
  CollectingFrame,
  FRAME_LIST,
  FRAME_PARAMETERS,
  FRAME_RESUMED,
  LIST_NEXT,
  LIST_READ,
  PARAMETERS_SEEN,
  STATEMENT_BEGUN,
} from "./frame-kinds";
import {
  closeBrace,
  closeParen,
  expectBrace,
  expectParen,
  finish,
  finished,
  openBraces,
  openBrackets,
  openParens,
  pushBracket,
  RESULT_ATTRIBUTES,
  RESULT_PURE,
  RESULT_STATEMENT,
  RESULT_VALUE,
  RESULT_VOID,
} from "./frames";
import { endLostString } from "./overflow";
import { beginCollect, endCollect, pushPipeline } from "./pipeline";

/** Set when the text's own body has read a statement; the driver clears it. */
export let statementRead: bool = false;
/** Set when the text's own body has met the end of the text. */
export let textRead: bool = false;

/** OP_BLOCK around what is read within frames of an earlier part. */
let resumedBlock: u32 = 0;

/** Forgets that a statement was read: `statementRead` tells of the next. */
export function awaitStatement(): void {
  statementRead = false;
}

/** The text goes on although its end was met. */
export function resumeText(): void {
  textRead = false;
}

/** Starts a text: neither a statement nor its end was read. */
export function beginRoot(): void {
  statementRead = false;
  textRead = false;
}

/** Opens the statement that starts at the present position. It always leaves a result. */
export function beginStatement(): void {
  // Whatever frame it stands in, it is new.
  mute(false);
  const at = position;
  if (kindAt(at) == CLASS_COLON && beginLabelled()) return;
  const keyword = keywordAt(at);
  if (keyword >= 0) {
    if (keyword < KEYWORD_FUNCTION) {
      beginFlow(keyword, keywordEnd, 0, 0);
      return;
    }
    if (keyword < KEYWORD_PARAM && beginDefinition(keyword, keywordEnd)) return;
  }
  pushPipeline();
}

/** Writes what becomes of a statement's value in a list. */
function statementEnd(): void {
  if (finished.kind != RESULT_VALUE) return;
  emit((finished.flags & RESULT_VOID) != 0 ? OP_DROP : OP_EMIT, 0, 0, 0, finished.start, finished.end);
}

/** A statement that started at `start` is read. One that took nothing stands on a character that belongs nowhere: it is left out. */
function afterStatement(start: usize): void {
  statementEnd();
  if (position == start && finished.kind != RESULT_ATTRIBUTES) {
    markBroken();
    if (position < limit) setPosition(position + 1);
  }
}

/**
 * Whether the closing bracket at the present position, if there is one, ends a list.
 * One that some frame further out waits for ends this list without being taken; one that nobody waits for is left out.
 */
function endsList(brace: bool): bool {
  const byte = byteAt(position);
  if (byte == CLOSE_PAREN) {
    if (!brace) {
      setPosition(position + 1);
      closeParen();
      return true;
    }
    markBroken();
    if (openParens > 0) {
      closeBrace();
      return true;
    }
    setPosition(position + 1);
  } else if (byte == CLOSE_BRACE) {
    if (brace) {
      setPosition(position + 1);
      closeBrace();
      return true;
    }
    markBroken();
    if (openBraces > 0) {
      closeParen();
      return true;
    }
    setPosition(position + 1);
  } else if (position >= limit) {
    markBroken();
    if (brace) closeBrace();
    else closeParen();
    return true;
  }
  return false;
}

/** Steps a FRAME_LIST: one statement, up to its brace or parenthesis. */
export function stepList(frame: BodyFrame): void {
  if (frame.state == LIST_READ) afterStatement(<usize>frame.item);
  frame.state = LIST_NEXT;
  const from = position;
  skipSeparators();
  const before = position;
  if (before >= limit) noteListEnd(from);
  if (endsList((frame.flags & LIST_BRACE) != 0)) {
    finish(RESULT_STATEMENT, 0, position);
    return;
  }
  if (position != before) return;
  frame.item = <u32>before;
  frame.open = openBrackets();
  frame.state = LIST_READ;
  frame.flags &= ~FRAME_RESUMED;
  beginStatement();
}

/** Steps a FRAME_VALUE: one statement whose outputs are a value. */
export function stepValue(frame: CollectingFrame): void {
  if (frame.state == LIST_NEXT) {
    frame.collector = beginCollect();
    frame.state = LIST_READ;
    beginStatement();
    return;
  }
  const end = finished.end;
  endCollect(frame.collector, COLLECT_STATEMENT);
  finish(RESULT_VALUE, 0, end);
}

/** An ordinary statement was read: named blocks are none any more. */
const PLAIN_SEEN: u16 = 4;

/** Steps a FRAME_BODY: attributes, parameters, then statements or named sections. */
export function stepBody(frame: BodyFrame): void {
  switch (frame.state) {
    case BODY_START:
      if ((frame.flags & (BODY_OPENED | BODY_ROOT)) == 0)
        frame.opening = emit(OP_BLOCK, 0, 0, 0, <usize>frame.start, <usize>frame.start);
      frame.state = BODY_NEXT;
      break;
    case BODY_READ:
      if ((frame.flags & STATEMENT_BEGUN) != 0) mute(false);
      afterStatement(<usize>frame.item);
      frame.state = BODY_NEXT;
      if (finished.kind != RESULT_ATTRIBUTES) {
        frame.flags |= PLAIN_SEEN;
        rootRead(frame);
      }
      return;
    case BODY_PARAMETERS:
      frame.state = BODY_NEXT;
      rootRead(frame);
      return;
    case BODY_SECTION:
      emit(OP_BODY_END, 0, 0, 0, position, position);
      patch(frame.section);
      frame.state = BODY_NEXT;
      rootRead(frame);
      return;
  }
  nextInBody(frame);
}

function rootRead(frame: BodyFrame): void {
  if ((frame.flags & BODY_ROOT) == 0) return;
  statementRead = true;
  if ((frame.flags & FRAME_RESUMED) != 0) endResumed(frame);
}

/** The statement that was open around the beginning of this part is read: what stands after it is read like any text. */
function endResumed(frame: BodyFrame): void {
  frame.flags &= ~FRAME_RESUMED;
  mute(false);
  emit(OP_BODY_END, 0, 0, 0, position, position);
  patch(resumedBlock);
  emit(OP_DROP, 0, 0, 0, position, position);
}

/** Opens the block that holds what is read within frames of an earlier part. */
export function beginResumed(): void {
  resumedBlock = emit(OP_BLOCK, 0, FLAG_RESUMED, 0, position, position);
}

function nextInBody(frame: BodyFrame): void {
  const from = position;
  skipSeparators();
  if (position >= limit) noteListEnd(from);
  if ((frame.flags & BODY_ROOT) != 0) {
    if (position >= limit) {
      if ((frame.flags & FRAME_RESUMED) != 0) rootRead(frame);
      else textRead = true;
      return;
    }
    const byte = byteAt(position);
    if (byte == CLOSE_PAREN || byte == CLOSE_BRACE) {
      markBroken();
      if (byte == CLOSE_BRACE || !endLostString()) setPosition(position + 1);
      return;
    }
  } else {
    const before = position;
    if (endsList(true)) {
      endBody(frame);
      return;
    }
    if (position != before) return;
  }
  const start = position;
  if ((frame.flags & PLAIN_SEEN) == 0 && bodyKeyword(frame, start)) return;
  frame.item = <u32>start;
  frame.open = openBrackets();
  frame.state = BODY_READ;
  frame.flags |= STATEMENT_BEGUN;
  beginStatement();
}

/** `param ( )` or a named block. */
function bodyKeyword(frame: BodyFrame, at: usize): bool {
  const keyword = keywordAt(at);
  const after = keywordEnd;
  if (keyword == KEYWORD_PARAM && (frame.flags & PARAMETERS_SEEN) == 0) {
    setPosition(after);
    skipNewlines();
    if (byteAt(position) != OPEN_PAREN) {
      setPosition(at);
      return false;
    }
    setPosition(position + 1);
    frame.flags |= PARAMETERS_SEEN;
    frame.item = <u32>at;
    frame.open = openBrackets();
    expectParen();
    frame.state = BODY_PARAMETERS;
    pushBracket(FRAME_PARAMETERS, 0);
    return true;
  }
  if (keyword < KEYWORD_DYNAMICPARAM || keyword > KEYWORD_CLEAN || !braceFollows(after)) return false;
  if (keyword == KEYWORD_CLEAN) {
    markSensitive();
    if (dialect == 1) return false;
  }
  frame.section = emit(OP_SECTION, <u8>(keyword - KEYWORD_DYNAMICPARAM), 0, 0, at, after);
  frame.state = BODY_SECTION;
  setPosition(after);
  skipNewlines();
  setPosition(position + 1);
  expectBrace();
  pushBracket(FRAME_LIST, LIST_BRACE);
  return true;
}

function endBody(frame: BodyFrame): void {
  if ((frame.flags & BODY_HEADLESS) == 0) {
    emit(OP_BODY_END, 0, 0, 0, position, position);
    patch(frame.opening);
  }
  if ((frame.flags & BODY_OPENED) == 0) instruction(frame.opening).end = <u32>position;
  finish(RESULT_VALUE, RESULT_PURE, position);
}
