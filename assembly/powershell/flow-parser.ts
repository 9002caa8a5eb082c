/**
 * Statements that steer: if, loops, switch, try, trap, return and its kin.
 * PowerShell: IfStatementRule, SwitchStatementRule, ForStatementRule and their kin (Parser.cs).
 */

import { isWord, startsWithWord } from "../bytes/literal";
import { closeCondition, closeParenthesis, openBlock, openCondition } from "./blocks";
import {
  CLASS_AMPERSAND,
  CLASS_CLOSE_BRACE,
  CLASS_CLOSE_PAREN,
  CLASS_DASH,
  CLASS_DOLLAR,
  CLASS_END,
  CLASS_LETTER,
  CLASS_NEWLINE,
  CLASS_PIPE,
  CLASS_SEMICOLON,
  widthOf,
} from "./characters";
import { pushArgument } from "./command-parser";
import { emit, patch, programEnd, SCRATCH } from "./emit";
import {
  closeBrace,
  expectBrace,
  expectParen,
  FRAME_FLOW,
  FRAME_FOR,
  FRAME_FOREACH,
  FRAME_IF,
  FRAME_LOOP,
  FRAME_SWITCH,
  FRAME_TRAP,
  FRAME_TRY,
  Frame,
  finish,
  pushFrame,
  RESULT_STATEMENT,
  RESULT_VALUE,
  resultKind,
} from "./frames";
import {
  KEYWORD_BREAK,
  KEYWORD_CATCH,
  KEYWORD_CONTINUE,
  KEYWORD_DEFAULT,
  KEYWORD_DO,
  KEYWORD_ELSE,
  KEYWORD_ELSEIF,
  KEYWORD_EXIT,
  KEYWORD_FINALLY,
  KEYWORD_FOR,
  KEYWORD_FOREACH,
  KEYWORD_IF,
  KEYWORD_IN,
  KEYWORD_RETURN,
  KEYWORD_SWITCH,
  KEYWORD_THROW,
  KEYWORD_TRAP,
  KEYWORD_TRY,
  KEYWORD_UNTIL,
  KEYWORD_WHILE,
  keywordAt,
  keywordEnd,
  takeKeyword,
} from "./keywords";
import {
  byteAt,
  endsWord,
  identifierEnd,
  kindAt,
  limit,
  markBroken,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  skipSeparators,
  typeNameEnd,
  variableEnd,
} from "./lexer";
import { beginCollect, endCollect, pushPipeline } from "./pipeline-parser";
import {
  COLLECT_STATEMENT,
  FLAG_BROKEN,
  FLAG_OPERAND,
  instruction,
  LOOP_DO_UNTIL,
  LOOP_DO_WHILE,
  LOOP_FOR,
  LOOP_FOREACH,
  LOOP_WHILE,
  OP_BODY_END,
  OP_BRANCH_END,
  OP_BREAK,
  OP_CATCH,
  OP_CLAUSE,
  OP_CLAUSE_END,
  OP_CONTINUE,
  OP_DROP,
  OP_EACH,
  OP_ELSE,
  OP_EXIT,
  OP_FINALLY,
  OP_IF,
  OP_ITERATE,
  OP_JOIN,
  OP_LOOP,
  OP_LOOP_END,
  OP_LOOP_TEST,
  OP_NOTE,
  OP_RETURN,
  OP_STRING,
  OP_SWITCH,
  OP_SWITCH_END,
  OP_SWITCH_SUBJECT,
  OP_TEST,
  OP_THROW,
  OP_TRAP,
  OP_TRY,
  OP_TRY_END,
  OP_UNKNOWN,
  STRING_MEMBER,
  SWITCH_CASE_SENSITIVE,
  SWITCH_EXACT,
  SWITCH_FILE,
  SWITCH_PARALLEL,
  SWITCH_REGEX,
  SWITCH_WILDCARD,
} from "./program";

const NOTHING: u32 = 0xffffffff;

/** A label and the loop behind it, at the present position. @returns false, and leaves the position, if it is something else */
export function beginLabelled(): bool {
  const before = position;
  const start = before + 1;
  const end = identifierEnd(start);
  if (end == start || !endsWord(end)) return false;
  setPosition(end);
  skipNewlines();
  const keyword = keywordAt(position);
  if (keyword >= KEYWORD_FOREACH && keyword <= KEYWORD_SWITCH) {
    beginFlow(keyword, keywordEnd, start, end);
    return true;
  }
  setPosition(before);
  return false;
}

/** Opens the statement of a keyword that ends at `behind`; the label's span is empty if there is none. */
export function beginFlow(keyword: i32, behind: usize, label: usize, labelEnd: usize): void {
  const start = position;
  setPosition(behind);
  switch (keyword) {
    case KEYWORD_IF:
      pushFrame(FRAME_IF, 0).z = NOTHING;
      emit(OP_IF, 0, 0, 0, start, behind);
      break;
    case KEYWORD_WHILE:
      pushFrame(FRAME_LOOP, LOOP_WHILE).z = emit(OP_LOOP, LOOP_WHILE, 0, 0, label, labelEnd);
      break;
    case KEYWORD_DO: {
      const frame = pushFrame(FRAME_LOOP, LOOP_DO_WHILE);
      frame.z = emit(OP_LOOP, LOOP_DO_WHILE, 0, 0, label, labelEnd);
      frame.state = LOOP_BODY;
      break;
    }
    case KEYWORD_FOR: {
      const frame = pushFrame(FRAME_FOR, 0);
      frame.x = <u32>label;
      frame.y = <u32>labelEnd;
      break;
    }
    case KEYWORD_FOREACH: {
      const frame = pushFrame(FRAME_FOREACH, 0);
      frame.z = emit(OP_LOOP, LOOP_FOREACH, 0, 0, label, labelEnd);
      break;
    }
    case KEYWORD_SWITCH: {
      const frame = pushFrame(FRAME_SWITCH, 0);
      frame.z = emit(OP_SWITCH, 0, 0, 0, label, labelEnd);
      break;
    }
    case KEYWORD_TRY:
      pushFrame(FRAME_TRY, 0);
      emit(OP_TRY, 0, 0, 0, start, behind);
      break;
    case KEYWORD_TRAP:
      pushFrame(FRAME_TRAP, 0).z = emit(OP_TRAP, 0, 0, 0, start, behind);
      break;
    default:
      pushFrame(FRAME_FLOW, <u16>(keyword - KEYWORD_RETURN)).x = <u32>start;
      break;
  }
}

function done(): void {
  finish(RESULT_STATEMENT, 0, position);
}

const IF_CONDITION: u8 = 0;
const IF_TESTED: u8 = 1;
const IF_BODY_READ: u8 = 2;
const IF_ELSE_READ: u8 = 3;

/* Fields of the frame: index = the collector, then OP_TEST; z = the last OP_BRANCH_END, each of which points at the one before. */
export function stepIf(frame: Frame): void {
  switch (frame.state) {
    case IF_CONDITION:
      frame.state = IF_TESTED;
      if (!openCondition(frame)) conditionMissing(frame);
      break;
    case IF_TESTED:
      closeCondition(frame);
      frame.index = emit(OP_TEST, 0, 0, 0, position, position);
      frame.state = IF_BODY_READ;
      openBlock();
      break;
    case IF_BODY_READ:
      branchEnd(frame);
      patch(frame.index);
      nextClause(frame);
      break;
    default:
      branchEnd(frame);
      join(frame);
      break;
  }
}

/** No condition stands behind the keyword: its value is unknown. */
function conditionMissing(frame: Frame): void {
  instruction(frame.index).op = OP_UNKNOWN;
  frame.index = emit(OP_TEST, 0, FLAG_BROKEN, 0, position, position);
  frame.state = IF_BODY_READ;
  openBlock();
}

function branchEnd(frame: Frame): void {
  const index = emit(OP_BRANCH_END, 0, 0, frame.z, position, position);
  if (index != SCRATCH) frame.z = index;
}

function nextClause(frame: Frame): void {
  if (takeKeyword(KEYWORD_ELSEIF)) frame.state = IF_CONDITION;
  else if (takeKeyword(KEYWORD_ELSE)) {
    emit(OP_ELSE, 0, 0, 0, position, position);
    frame.state = IF_ELSE_READ;
    openBlock();
  } else join(frame);
}

function join(frame: Frame): void {
  let index = frame.z;
  while (index != NOTHING) {
    const branch = instruction(index);
    index = branch.a;
    branch.a = programEnd();
  }
  emit(OP_JOIN, 0, 0, 0, position, position);
  done();
}

const LOOP_CONDITION: u8 = 0;
const LOOP_TESTED: u8 = 1;
const LOOP_BODY_READ: u8 = 2;
const LOOP_BODY: u8 = 3;
const LOOP_DO_READ: u8 = 4;
const LOOP_DO_TESTED: u8 = 5;

/* Fields of the frame: index = the collector, z = OP_LOOP. */
export function stepLoop(frame: Frame): void {
  switch (frame.state) {
    case LOOP_CONDITION:
      frame.state = LOOP_TESTED;
      if (!openCondition(frame)) {
        loopUntested(frame);
        frame.state = LOOP_BODY_READ;
        openBlock();
      }
      break;
    case LOOP_TESTED:
      closeCondition(frame);
      emit(OP_LOOP_TEST, 0, FLAG_OPERAND, 0, position, position);
      frame.state = LOOP_BODY_READ;
      openBlock();
      break;
    case LOOP_BODY:
      frame.state = LOOP_DO_READ;
      openBlock();
      break;
    case LOOP_DO_READ:
      if (takeKeyword(KEYWORD_UNTIL)) instruction(frame.z).sub = LOOP_DO_UNTIL;
      else if (!takeKeyword(KEYWORD_WHILE)) {
        markBroken();
        frame.index = beginCollect();
        loopUntested(frame);
        endLoop(frame);
        return;
      }
      frame.state = LOOP_DO_TESTED;
      if (!openCondition(frame)) {
        loopUntested(frame);
        endLoop(frame);
      }
      break;
    case LOOP_DO_TESTED:
      closeCondition(frame);
      emit(OP_LOOP_TEST, 0, FLAG_OPERAND, 0, position, position);
      endLoop(frame);
      break;
    default:
      endLoop(frame);
      break;
  }
}

function loopUntested(frame: Frame): void {
  instruction(frame.index).op = OP_UNKNOWN;
  emit(OP_LOOP_TEST, 0, FLAG_OPERAND | FLAG_BROKEN, 0, position, position);
}

function endLoop(frame: Frame): void {
  instruction(frame.z).a = emit(OP_LOOP_END, 0, 0, 0, position, position);
  done();
}

const FOR_OPEN: u8 = 0;
const FOR_INITIALIZED: u8 = 1;
const FOR_TESTED: u8 = 2;
const FOR_ITERATED: u8 = 3;
const FOR_BODY_READ: u8 = 4;

/* Fields of the frame: x, y = the label, z = OP_LOOP, index = the collector, then OP_ITERATE. */
export function stepFor(frame: Frame): void {
  switch (frame.state) {
    case FOR_OPEN:
      skipNewlines();
      if (byteAt(position) == 40) {
        setPosition(position + 1);
        expectParen();
        frame.w = 1;
      } else markBroken();
      skipNewlines();
      frame.state = FOR_INITIALIZED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_INITIALIZED:
      if (resultKind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      frame.z = emit(OP_LOOP, LOOP_FOR, 0, 0, <usize>frame.x, <usize>frame.y);
      nextForPart();
      frame.index = beginCollect();
      frame.state = FOR_TESTED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_TESTED:
      if (resultKind == RESULT_VALUE) {
        endCollect(frame.index, COLLECT_STATEMENT);
        emit(OP_LOOP_TEST, 0, FLAG_OPERAND, 0, position, position);
      } else {
        // `for (;;)`: nothing was collected.
        instruction(frame.index).op = OP_NOTE;
        emit(OP_LOOP_TEST, 0, 0, 0, position, position);
      }
      nextForPart();
      frame.index = emit(OP_ITERATE, 0, 0, 0, position, position);
      frame.state = FOR_ITERATED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_ITERATED:
      if (resultKind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      emit(OP_BODY_END, 0, 0, 0, position, position);
      patch(frame.index);
      if (frame.w == 1) closeParenthesis();
      frame.state = FOR_BODY_READ;
      openBlock();
      break;
    default:
      endLoop(frame);
      break;
  }
}

/** The separator between the parts of `for ( ; ; )`: a semicolon or a newline. */
function nextForPart(): void {
  skipBlanks();
  if (kindAt(position) == CLASS_NEWLINE) skipNewlines();
  if (byteAt(position) == 59) setPosition(position + 1);
  skipNewlines();
}

const EACH_OPEN: u8 = 0;
const EACH_SOURCE: u8 = 1;
const EACH_BODY_READ: u8 = 2;
const EACH_ARGUMENT: u8 = 3;

/* Fields of the frame: x, y = the variable, z = OP_LOOP, index = the collector. */
export function stepForeach(frame: Frame): void {
  switch (frame.state) {
    case EACH_OPEN:
      openForeach(frame);
      break;
    case EACH_ARGUMENT:
      // The throttle limit of a parallel loop.
      if (resultKind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      frame.state = EACH_OPEN;
      break;
    case EACH_SOURCE:
      endCollect(frame.index, COLLECT_STATEMENT);
      closeParenthesis();
      openEach(frame);
      break;
    default:
      endLoop(frame);
      break;
  }
}

function openForeach(frame: Frame): void {
  skipNewlines();
  if (kindAt(position) == CLASS_DASH) {
    const name = position + widthOf(position);
    const end = identifierEnd(name);
    const limited = startsWithWord(name, end - name, "throttle");
    setPosition(max<usize>(end, name));
    if (limited) {
      frame.state = EACH_ARGUMENT;
      skipBlanks();
      pushArgument();
    }
    return;
  }
  if (byteAt(position) != 40) {
    foreachBroken(frame);
    return;
  }
  setPosition(position + 1);
  skipNewlines();
  const start = position;
  const end = kindAt(start) == CLASS_DOLLAR ? variableEnd(start, false) : 0;
  if (end != 0) {
    frame.x = <u32>start;
    frame.y = <u32>end;
    setPosition(end);
  } else markBroken();
  expectParen();
  if (!takeKeyword(KEYWORD_IN)) markBroken();
  skipNewlines();
  frame.index = beginCollect();
  frame.state = EACH_SOURCE;
  pushPipeline().depth = frame.depth + 1;
}

function foreachBroken(frame: Frame): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
  openEach(frame);
}

function openEach(frame: Frame): void {
  emit(OP_EACH, 0, 0, 0, <usize>frame.x, <usize>frame.y);
  frame.state = EACH_BODY_READ;
  openBlock();
}

const SWITCH_OPEN: u8 = 0;
const SWITCH_SUBJECT: u8 = 1;
const SWITCH_FILE_READ: u8 = 2;
const SWITCH_CLAUSES: u8 = 3;
const SWITCH_CONDITION: u8 = 4;
const SWITCH_BODY_READ: u8 = 5;

/* Fields of the frame: z = OP_SWITCH, index = the collector, then OP_CLAUSE, w = whether a subject was read. */
export function stepSwitch(frame: Frame): void {
  switch (frame.state) {
    case SWITCH_OPEN:
      openSwitch(frame);
      break;
    case SWITCH_SUBJECT:
      endCollect(frame.index, COLLECT_STATEMENT);
      closeParenthesis();
      subjectRead(frame);
      break;
    case SWITCH_FILE_READ:
      if (resultKind != RESULT_VALUE) emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
      frame.w = 1;
      frame.state = SWITCH_OPEN;
      break;
    case SWITCH_CLAUSES:
      nextSwitchClause(frame);
      break;
    case SWITCH_CONDITION:
      if (resultKind != RESULT_VALUE) {
        markBroken();
        emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
        if (position < limit && byteAt(position) != 123 && byteAt(position) != 125) setPosition(position + 1);
      }
      frame.index = emit(OP_CLAUSE, 0, 0, 0, position, position);
      frame.state = SWITCH_BODY_READ;
      openBlock();
      break;
    default:
      emit(OP_CLAUSE_END, 0, 0, 0, position, position);
      patch(frame.index);
      frame.state = SWITCH_CLAUSES;
      break;
  }
}

function switchFlag(at: usize, length: usize): u8 {
  if (length == 0) return 0;
  if (startsWithWord(at, length, "re")) return SWITCH_REGEX;
  if (startsWithWord(at, length, "w")) return SWITCH_WILDCARD;
  if (startsWithWord(at, length, "e")) return SWITCH_EXACT;
  if (startsWithWord(at, length, "c")) return SWITCH_CASE_SENSITIVE;
  if (startsWithWord(at, length, "f")) return SWITCH_FILE;
  return startsWithWord(at, length, "p") ? SWITCH_PARALLEL : isWord(at, length, "r") ? SWITCH_REGEX : 0;
}

function openSwitch(frame: Frame): void {
  skipNewlines();
  if (kindAt(position) == CLASS_DASH) {
    const name = position + widthOf(position);
    const end = identifierEnd(name);
    const flag = switchFlag(name, end - name);
    if (flag == 0) markBroken();
    instruction(frame.z).sub |= flag;
    setPosition(max<usize>(end, name));
    if (flag == SWITCH_FILE) {
      frame.state = SWITCH_FILE_READ;
      skipBlanks();
      pushArgument();
    }
    return;
  }
  if (frame.w == 1) {
    subjectRead(frame);
    return;
  }
  frame.state = SWITCH_SUBJECT;
  if (!openCondition(frame)) {
    instruction(frame.index).op = OP_UNKNOWN;
    subjectRead(frame);
  }
}

function subjectRead(frame: Frame): void {
  emit(OP_SWITCH_SUBJECT, 0, 0, 0, position, position);
  skipNewlines();
  if (byteAt(position) == 123) {
    setPosition(position + 1);
    expectBrace();
    frame.state = SWITCH_CLAUSES;
    frame.depth = frame.depth + 1;
  } else {
    markBroken();
    endSwitch(frame);
  }
}

function nextSwitchClause(frame: Frame): void {
  skipSeparators();
  const byte = byteAt(position);
  if (byte == 125 || position >= limit || byte == 41) {
    if (byte == 125) setPosition(position + 1);
    else markBroken();
    closeBrace();
    endSwitch(frame);
    return;
  }
  if (keywordAt(position) == KEYWORD_DEFAULT) {
    const start = position;
    setPosition(keywordEnd);
    frame.index = emit(OP_CLAUSE, 1, 0, 0, start, position);
    frame.state = SWITCH_BODY_READ;
    openBlock();
    return;
  }
  frame.state = SWITCH_CONDITION;
  pushArgument();
}

function endSwitch(frame: Frame): void {
  instruction(frame.z).a = emit(OP_SWITCH_END, 0, 0, 0, position, position);
  done();
}

const TRY_OPEN: u8 = 0;
const TRY_BODY_READ: u8 = 1;
const TRY_CATCH_READ: u8 = 2;
const TRY_FINALLY_READ: u8 = 3;

/* Fields of the frame: z = OP_CATCH. */
export function stepTry(frame: Frame): void {
  if (frame.state == TRY_OPEN) {
    frame.state = TRY_BODY_READ;
    openBlock();
    return;
  }
  emit(OP_BODY_END, 0, 0, 0, position, position);
  if (frame.state == TRY_CATCH_READ) patch(frame.z);
  if (frame.state == TRY_FINALLY_READ) endTry();
  else if (takeKeyword(KEYWORD_CATCH)) {
    const start = position;
    skipTypes();
    frame.z = emit(OP_CATCH, 0, 0, 0, start, position);
    frame.state = TRY_CATCH_READ;
    openBlock();
  } else if (takeKeyword(KEYWORD_FINALLY)) {
    emit(OP_FINALLY, 0, 0, 0, position, position);
    frame.state = TRY_FINALLY_READ;
    openBlock();
  } else endTry();
}

function endTry(): void {
  emit(OP_TRY_END, 0, 0, 0, position, position);
  done();
}

/** Moves over the types that a catch or trap names. */
function skipTypes(): void {
  skipNewlines();
  while (byteAt(position) == 91) {
    const end = typeNameEnd(position + 1);
    if (end == 0 || byteAt(end) != 93) {
      markBroken();
      setPosition(position + 1);
      return;
    }
    setPosition(end + 1);
    skipNewlines();
    if (byteAt(position) == 44) {
      setPosition(position + 1);
      skipNewlines();
    }
  }
}

/* Fields of the frame: z = OP_TRAP. */
export function stepTrap(frame: Frame): void {
  if (frame.state == 0) {
    frame.state = 1;
    skipTypes();
    openBlock();
    return;
  }
  emit(OP_BODY_END, 0, 0, 0, position, position);
  patch(frame.z);
  done();
}

/* The frame's flags are the keyword, counted from `return`. Fields: index = the collector, x = start. */
export function stepFlow(frame: Frame): void {
  const keyword = <i32>frame.flags + KEYWORD_RETURN;
  const op = flowOperation(keyword);
  if (frame.state == 1) {
    endCollect(frame.index, COLLECT_STATEMENT);
    emit(op, 0, FLAG_OPERAND, 0, <usize>frame.x, position);
    done();
    return;
  }
  skipBlanks();
  const at = position;
  const kind = kindAt(at);
  if (
    kind == CLASS_END ||
    kind == CLASS_NEWLINE ||
    kind == CLASS_SEMICOLON ||
    kind == CLASS_CLOSE_PAREN ||
    kind == CLASS_CLOSE_BRACE ||
    kind == CLASS_PIPE ||
    (kind == CLASS_AMPERSAND && byteAt(at + 1) == 38)
  ) {
    emit(op, 0, 0, 0, <usize>frame.x, at);
    done();
    return;
  }
  if ((keyword == KEYWORD_BREAK || keyword == KEYWORD_CONTINUE) && kind == CLASS_LETTER) {
    const end = identifierEnd(at);
    emit(OP_STRING, STRING_MEMBER, 0, 0, at, end);
    setPosition(end);
    emit(op, 0, FLAG_OPERAND, 0, <usize>frame.x, end);
    done();
    return;
  }
  frame.state = 1;
  frame.index = beginCollect();
  pushPipeline();
}

function flowOperation(keyword: i32): u8 {
  switch (keyword) {
    case KEYWORD_RETURN:
      return OP_RETURN;
    case KEYWORD_THROW:
      return OP_THROW;
    case KEYWORD_EXIT:
      return OP_EXIT;
    case KEYWORD_BREAK:
      return OP_BREAK;
    default:
      return OP_CONTINUE;
  }
}
