/**
 * Statements that steer: if, loops, switch, try, trap, return and its kin.
 * PowerShell: IfStatementRule, SwitchStatementRule, ForStatementRule and their kin (Parser.cs).
 */

import { AMPERSAND, CLOSE_BRACKET, COMMA, OPEN_BRACKET } from "../../bytes/ascii";
import {
  CLASS_AMPERSAND,
  CLASS_CLOSE_BRACE,
  CLASS_CLOSE_PAREN,
  CLASS_END,
  CLASS_LETTER,
  CLASS_NEWLINE,
  CLASS_PIPE,
  CLASS_SEMICOLON,
} from "../lexer/characters";
import {
  KEYWORD_BREAK,
  KEYWORD_CATCH,
  KEYWORD_CONTINUE,
  KEYWORD_DO,
  KEYWORD_ELSE,
  KEYWORD_ELSEIF,
  KEYWORD_EXIT,
  KEYWORD_FINALLY,
  KEYWORD_FOR,
  KEYWORD_FOREACH,
  KEYWORD_IF,
  KEYWORD_RETURN,
  KEYWORD_SWITCH,
  KEYWORD_THROW,
  KEYWORD_TRAP,
  KEYWORD_TRY,
  KEYWORD_WHILE,
  keywordAt,
  keywordEnd,
  takeKeyword,
} from "../lexer/keywords";
import {
  byteAt,
  endsWord,
  identifierEnd,
  kindAt,
  markBroken,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
} from "../lexer/lexer";
import { typeNameEnd } from "../lexer/type-names";
import {
  COLLECT_STATEMENT,
  FLAG_BROKEN,
  FLAG_OPERAND,
  instruction,
  LOOP_DO_WHILE,
  LOOP_FOREACH,
  LOOP_WHILE,
  OP_BODY_END,
  OP_BRANCH_END,
  OP_BREAK,
  OP_CATCH,
  OP_CONTINUE,
  OP_ELSE,
  OP_EXIT,
  OP_FINALLY,
  OP_IF,
  OP_JOIN,
  OP_LOOP,
  OP_RETURN,
  OP_STRING,
  OP_SWITCH,
  OP_TEST,
  OP_THROW,
  OP_TRAP,
  OP_TRY,
  OP_TRY_END,
  OP_UNKNOWN,
  STRING_MEMBER,
} from "../program";
import { closeCondition, finishStatement, openBlock, openCondition } from "./braces";
import { emit, patch, programEnd, SCRATCH } from "./emit";
import {
  FlowFrame,
  ForFrame,
  FRAME_FLOW,
  FRAME_FOR,
  FRAME_FOREACH,
  FRAME_IF,
  FRAME_LOOP,
  FRAME_SWITCH,
  FRAME_TRAP,
  FRAME_TRY,
  HeadedFrame,
  IfFrame,
} from "./frame-kinds";
import { pushFrame } from "./frames";
import { LOOP_BODY } from "./loop";
import { beginCollect, endCollect, pushPipeline } from "./pipeline";

const NOTHING: u32 = 0xffffffff;

/** A label and the loop after it, at the present position. @returns false, and leaves the position, if it is something else */
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

/** Opens the statement of a keyword that ends at `after`; the label's span is empty if there is none. */
export function beginFlow(keyword: i32, after: usize, label: usize, labelEnd: usize): void {
  const start = position;
  setPosition(after);
  switch (keyword) {
    case KEYWORD_IF:
      changetype<IfFrame>(pushFrame(FRAME_IF, 0)).ends = NOTHING;
      emit(OP_IF, 0, 0, 0, start, after);
      break;
    case KEYWORD_WHILE:
      changetype<HeadedFrame>(pushFrame(FRAME_LOOP, LOOP_WHILE)).head = emit(OP_LOOP, LOOP_WHILE, 0, 0, label, labelEnd);
      break;
    case KEYWORD_DO: {
      const frame = changetype<HeadedFrame>(pushFrame(FRAME_LOOP, LOOP_DO_WHILE));
      frame.head = emit(OP_LOOP, LOOP_DO_WHILE, 0, 0, label, labelEnd);
      frame.state = LOOP_BODY;
      break;
    }
    case KEYWORD_FOR: {
      const frame = changetype<ForFrame>(pushFrame(FRAME_FOR, 0));
      frame.label = <u32>label;
      frame.labelEnd = <u32>labelEnd;
      break;
    }
    case KEYWORD_FOREACH:
      changetype<HeadedFrame>(pushFrame(FRAME_FOREACH, 0)).head = emit(OP_LOOP, LOOP_FOREACH, 0, 0, label, labelEnd);
      break;
    case KEYWORD_SWITCH:
      changetype<HeadedFrame>(pushFrame(FRAME_SWITCH, 0)).head = emit(OP_SWITCH, 0, 0, 0, label, labelEnd);
      break;
    case KEYWORD_TRY:
      pushFrame(FRAME_TRY, 0);
      emit(OP_TRY, 0, 0, 0, start, after);
      break;
    case KEYWORD_TRAP:
      changetype<HeadedFrame>(pushFrame(FRAME_TRAP, 0)).head = emit(OP_TRAP, 0, 0, 0, start, after);
      break;
    default:
      changetype<FlowFrame>(pushFrame(FRAME_FLOW, <u16>(keyword - KEYWORD_RETURN))).keyword = <u32>start;
      break;
  }
}

const IF_CONDITION: u8 = 0;
const IF_TESTED: u8 = 1;
const IF_BODY_READ: u8 = 2;
const IF_ELSE_READ: u8 = 3;

/** Steps a FRAME_IF: condition, block, and the clauses that follow. */
export function stepIf(frame: IfFrame): void {
  switch (frame.state) {
    case IF_CONDITION:
      frame.state = IF_TESTED;
      if (!openCondition(frame)) conditionMissing(frame);
      break;
    case IF_TESTED:
      closeCondition(frame);
      frame.test = emit(OP_TEST, 0, 0, 0, position, position);
      frame.state = IF_BODY_READ;
      openBlock();
      break;
    case IF_BODY_READ:
      branchEnd(frame);
      patch(frame.test);
      nextClause(frame);
      break;
    default:
      branchEnd(frame);
      join(frame);
      break;
  }
}

/** No condition stands after the keyword: its value is unknown. */
function conditionMissing(frame: IfFrame): void {
  instruction(frame.collector).op = OP_UNKNOWN;
  frame.test = emit(OP_TEST, 0, FLAG_BROKEN, 0, position, position);
  frame.state = IF_BODY_READ;
  openBlock();
}

function branchEnd(frame: IfFrame): void {
  const index = emit(OP_BRANCH_END, 0, 0, frame.ends, position, position);
  if (index != SCRATCH) frame.ends = index;
}

function nextClause(frame: IfFrame): void {
  if (takeKeyword(KEYWORD_ELSEIF)) frame.state = IF_CONDITION;
  else if (takeKeyword(KEYWORD_ELSE)) {
    emit(OP_ELSE, 0, 0, 0, position, position);
    frame.state = IF_ELSE_READ;
    openBlock();
  } else join(frame);
}

function join(frame: IfFrame): void {
  let index = frame.ends;
  while (index != NOTHING) {
    const branch = instruction(index);
    index = branch.a;
    branch.a = programEnd();
  }
  emit(OP_JOIN, 0, 0, 0, position, position);
  finishStatement();
}

const TRY_OPEN: u8 = 0;
const TRY_BODY_READ: u8 = 1;
const TRY_CATCH_READ: u8 = 2;
const TRY_FINALLY_READ: u8 = 3;

/** Steps a FRAME_TRY: body, catches, finally. */
export function stepTry(frame: HeadedFrame): void {
  if (frame.state == TRY_OPEN) {
    frame.state = TRY_BODY_READ;
    openBlock();
    return;
  }
  emit(OP_BODY_END, 0, 0, 0, position, position);
  if (frame.state == TRY_CATCH_READ) patch(frame.head);
  if (frame.state == TRY_FINALLY_READ) endTry();
  else if (takeKeyword(KEYWORD_CATCH)) {
    const start = position;
    skipTypes();
    frame.head = emit(OP_CATCH, 0, 0, 0, start, position);
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
  finishStatement();
}

/** Moves over the types that a catch or trap names. */
function skipTypes(): void {
  skipNewlines();
  while (byteAt(position) == OPEN_BRACKET) {
    const end = typeNameEnd(position + 1);
    if (end == 0 || byteAt(end) != CLOSE_BRACKET) {
      markBroken();
      setPosition(position + 1);
      return;
    }
    setPosition(end + 1);
    skipNewlines();
    if (byteAt(position) == COMMA) {
      setPosition(position + 1);
      skipNewlines();
    }
  }
}

/** Steps a FRAME_TRAP: types and block. */
export function stepTrap(frame: HeadedFrame): void {
  if (frame.state == 0) {
    frame.state = 1;
    skipTypes();
    openBlock();
    return;
  }
  emit(OP_BODY_END, 0, 0, 0, position, position);
  patch(frame.head);
  finishStatement();
}

/** Steps a FRAME_FLOW: return, exit, throw, break or continue with its operand. Its flags are the keyword, counted from `return`. */
export function stepFlow(frame: FlowFrame): void {
  const keyword = <i32>frame.flags + KEYWORD_RETURN;
  const op = flowOperation(keyword);
  if (frame.state == 1) {
    endCollect(frame.collector, COLLECT_STATEMENT);
    emit(op, 0, FLAG_OPERAND, 0, <usize>frame.keyword, position);
    finishStatement();
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
    (kind == CLASS_AMPERSAND && byteAt(at + 1) == AMPERSAND)
  ) {
    emit(op, 0, 0, 0, <usize>frame.keyword, at);
    finishStatement();
    return;
  }
  if ((keyword == KEYWORD_BREAK || keyword == KEYWORD_CONTINUE) && kind == CLASS_LETTER) {
    const end = identifierEnd(at);
    emit(OP_STRING, STRING_MEMBER, 0, 0, at, end);
    setPosition(end);
    emit(op, 0, FLAG_OPERAND, 0, <usize>frame.keyword, end);
    finishStatement();
    return;
  }
  frame.state = 1;
  frame.collector = beginCollect();
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
