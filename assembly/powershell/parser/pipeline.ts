/**
 * Pipelines: an expression or command, `|`, chains with `&&` and `||`, and assignments. PowerShell: PipelineChainRule,
 * PipelineRule (Parser.cs).
 */

import { AMPERSAND, DIGIT_1, EQUALS, GREATER_THAN, PIPE, QUESTION } from "../../bytes/ascii";
import {
  CLASS_AMPERSAND,
  CLASS_CLOSE_BRACE,
  CLASS_CLOSE_PAREN,
  CLASS_DASH,
  CLASS_DIGIT,
  CLASS_END,
  CLASS_EQUALS,
  CLASS_GREATER,
  CLASS_NEWLINE,
  CLASS_PERCENT,
  CLASS_PIPE,
  CLASS_PLUS,
  CLASS_QUESTION,
  CLASS_SEMICOLON,
  CLASS_SLASH,
  CLASS_STAR,
  widthOf,
} from "../lexer/characters";
import {
  byteAt,
  dialect,
  kindAt,
  lostNewlines,
  markBroken,
  markSensitive,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  skipToContinuation,
} from "../lexer/lexer";
import { OPERAND_NONE, operandAt } from "../lexer/operand-start";
import {
  ASSIGN_ADD,
  ASSIGN_COALESCE,
  ASSIGN_DIVIDE,
  ASSIGN_MULTIPLY,
  ASSIGN_REMAINDER,
  ASSIGN_SET,
  ASSIGN_SUBTRACT,
  BINARY_COALESCE,
  COLLECT_STATEMENT,
  FLAG_BROKEN,
  FLAG_LAST,
  FLAG_TARGET,
  instruction,
  OP_ASSIGN,
  OP_BACKGROUND,
  OP_CHAIN,
  OP_COLLECT,
  OP_COLLECTED,
  OP_EMIT,
  OP_INVOKE,
  OP_NOTE,
  OP_PIPE,
  OP_REDIRECT,
  OP_SHORT_CIRCUIT,
  OP_UNKNOWN,
  REDIRECT_APPEND,
  REDIRECT_OTHER,
  REDIRECT_OUTPUT,
} from "../program";
import { COMMAND_PIPED, pushArgument, pushCommand } from "./command";
import { emit, patch, programEnd } from "./emit";
import { pushExpression } from "./expression";
import { FRAME_PIPELINE, FRAME_VALUE, Frame, PipelineFrame } from "./frame-kinds";
import {
  finish,
  finished,
  pushFrame,
  RESULT_ATTRIBUTES,
  RESULT_NONE,
  RESULT_PURE,
  RESULT_STATEMENT,
  RESULT_VALUE,
  RESULT_VOID,
} from "./frames";

const STATE_START: u8 = 0;
const STATE_EXPRESSION: u8 = 1;
const STATE_COMMAND: u8 = 2;
const STATE_ASSIGNED: u8 = 3;
const STATE_REDIRECTED: u8 = 4;
const STATE_REDIRECTIONS: u8 = 5;

/** More than one expression: a command, a pipe, a redirection, a chain. */
const COMPOUND: u16 = 1;
/** After a pipe. */
const PIPED: u16 = 2;
/** After `&&` or `||`: `index` is the OP_CHAIN to patch. */
const CHAINED: u16 = 4;

/* Fields of the frame: y = end of what was read, index = an OP_CHAIN to patch, z = ASSIGN_* or REDIRECT_*. */
/** Steps a FRAME_PIPELINE: an element, then what joins it to the next. */
export function stepPipeline(frame: PipelineFrame): void {
  switch (frame.state) {
    case STATE_START:
      startElement(frame);
      break;
    case STATE_EXPRESSION:
      expressionRead(frame);
      break;
    case STATE_COMMAND:
      frame.end = <u32>finished.end;
      frame.flags |= COMPOUND;
      elementRead(frame);
      break;
    case STATE_ASSIGNED:
      if (finished.kind != RESULT_VALUE) unknownValue();
      emit(OP_ASSIGN, <u8>frame.operation, 0, 0, <usize>frame.start, finished.end);
      if (frame.operation == ASSIGN_COALESCE) instruction(frame.chain).a = programEnd();
      frame.end = <u32>finished.end;
      finishPipeline(frame, RESULT_PURE | RESULT_VOID);
      break;
    case STATE_REDIRECTED:
      if (finished.kind != RESULT_VALUE) unknownValue();
      emit(OP_REDIRECT, <u8>frame.operation, 0, 0, <usize>frame.redirection, finished.end);
      frame.end = <u32>finished.end;
      redirections(frame);
      break;
    default:
      redirections(frame);
      break;
  }
}

function unknownValue(): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
}

function startElement(frame: PipelineFrame): void {
  skipBlanks();
  const kind = kindAt(position);
  if (
    kind == CLASS_END ||
    kind == CLASS_NEWLINE ||
    kind == CLASS_SEMICOLON ||
    kind == CLASS_CLOSE_PAREN ||
    kind == CLASS_CLOSE_BRACE
  ) {
    elementMissing(frame);
    return;
  }
  if (kind == CLASS_PIPE || (kind == CLASS_AMPERSAND && byteAt(position + 1) == AMPERSAND)) {
    elementMissing(frame);
    return;
  }
  if (operandAt(position, false) != OPERAND_NONE) {
    frame.state = STATE_EXPRESSION;
    pushExpression(0);
  } else startCommand(frame);
}

function startCommand(frame: PipelineFrame): void {
  frame.state = STATE_COMMAND;
  pushCommand((frame.flags & PIPED) != 0 ? COMMAND_PIPED : 0);
}

function elementMissing(frame: PipelineFrame): void {
  if ((frame.flags & COMPOUND) == 0) {
    finish(RESULT_NONE, 0, position);
    return;
  }
  unknownValue();
  finishPipeline(frame, 0);
}

function expressionRead(frame: PipelineFrame): void {
  if (finished.kind == RESULT_ATTRIBUTES) {
    finish(RESULT_ATTRIBUTES, 0, position);
    return;
  }
  frame.end = <u32>finished.end;
  if (finished.kind == RESULT_NONE) {
    if ((frame.flags & COMPOUND) == 0) finish(RESULT_NONE, 0, position);
    else {
      unknownValue();
      finishPipeline(frame, 0);
    }
    return;
  }
  skipBlanks();
  if ((frame.flags & (PIPED | CHAINED)) == 0 && takeAssignment(frame)) return;
  redirections(frame);
}

/** Takes an assignment operator and opens its right side. */
function takeAssignment(frame: PipelineFrame): bool {
  const at = position;
  const kind = kindAt(at);
  let sub = ASSIGN_SET;
  let width: usize = 2;
  if (kind == CLASS_EQUALS) width = 1;
  else if (kind == CLASS_QUESTION) {
    if (byteAt(at + 1) != QUESTION || byteAt(at + 2) != EQUALS || dialect == 1) return false;
    sub = ASSIGN_COALESCE;
    width = 3;
  } else {
    if (kind == CLASS_PLUS) sub = ASSIGN_ADD;
    else if (kind == CLASS_DASH) {
      sub = ASSIGN_SUBTRACT;
      width = widthOf(at) + 1;
    } else if (kind == CLASS_STAR) sub = ASSIGN_MULTIPLY;
    else if (kind == CLASS_SLASH) sub = ASSIGN_DIVIDE;
    else if (kind == CLASS_PERCENT) sub = ASSIGN_REMAINDER;
    else return false;
    if (byteAt(at + width - 1) != EQUALS) return false;
  }
  const target = instruction(programEnd() - 1);
  if (target.op == OP_INVOKE) target.flags |= FLAG_TARGET;
  setPosition(at + width);
  skipNewlines();
  frame.operation = sub;
  if (sub == ASSIGN_COALESCE) frame.chain = emit(OP_SHORT_CIRCUIT, BINARY_COALESCE, FLAG_TARGET, 0, at, at);
  frame.state = STATE_ASSIGNED;
  pushValue();
  return true;
}

/** Redirections of an expression. */
function redirections(frame: PipelineFrame): void {
  skipBlanks();
  const at = position;
  const kind = kindAt(at);
  let after = at + 1;
  let sub = REDIRECT_OUTPUT;
  if (kind == CLASS_DIGIT || kind == CLASS_STAR) {
    if (byteAt(at + 1) != GREATER_THAN || (kind == CLASS_DIGIT && byteAt(at) - 49 >= 6)) {
      elementRead(frame);
      return;
    }
    after = at + 2;
    if (byteAt(at) != DIGIT_1) sub = REDIRECT_OTHER;
  } else if (kind != CLASS_GREATER) {
    elementRead(frame);
    return;
  }
  frame.flags |= COMPOUND;
  if (byteAt(after) == AMPERSAND && byteAt(after + 1) - 49 < 2) {
    setPosition(after + 2);
    frame.end = <u32>position;
    frame.state = STATE_REDIRECTIONS;
    return;
  }
  if (byteAt(after) == GREATER_THAN) {
    after++;
    if (sub == REDIRECT_OUTPUT) sub = REDIRECT_APPEND;
  }
  setPosition(after);
  frame.operation = sub;
  frame.redirection = <u32>at;
  frame.state = STATE_REDIRECTED;
  pushArgument();
}

/** A pipeline's element is complete. */
function elementRead(frame: PipelineFrame): void {
  skipBlanks();
  const at = position;
  const kind = kindAt(at);
  if (kind == CLASS_PIPE) {
    if (byteAt(at + 1) == PIPE) takeChain(frame, 1);
    else takePipe(frame, at);
    return;
  }
  if (kind == CLASS_AMPERSAND) {
    if (byteAt(at + 1) == AMPERSAND) takeChain(frame, 0);
    else {
      emit(OP_BACKGROUND, 0, 0, 0, at, at + 1);
      setPosition(at + 1);
      frame.end = <u32>(at + 1);
      frame.flags |= COMPOUND;
      finishPipeline(frame, 0);
    }
    return;
  }
  if (kind == CLASS_NEWLINE && !lostNewlines && pipeOnNextLine()) {
    if (byteAt(position + 1) == PIPE) takeChain(frame, 1);
    else takePipe(frame, position);
    return;
  }
  finishPipeline(frame, RESULT_PURE);
}

/** Whether the next line starts with a pipe; then the position is at it. PowerShell 7 only. */
function pipeOnNextLine(): bool {
  const before = position;
  skipToContinuation();
  if (byteAt(position) == PIPE) {
    markSensitive();
    if (dialect == 0) return true;
  }
  setPosition(before);
  return false;
}

function takePipe(frame: PipelineFrame, at: usize): void {
  emit(OP_PIPE, 0, 0, 0, at, at + 1);
  setPosition(at + 1);
  skipNewlines();
  frame.flags |= COMPOUND | PIPED;
  frame.state = STATE_START;
}

function takeChain(frame: PipelineFrame, sub: u8): void {
  markSensitive();
  if (dialect == 1) markBroken();
  const at = position;
  endChain(frame);
  frame.chain = emit(OP_CHAIN, sub, 0, 0, at, at + 2);
  setPosition(at + 2);
  skipNewlines();
  frame.flags = (frame.flags & ~PIPED) | COMPOUND | CHAINED;
  frame.state = STATE_START;
}

function endChain(frame: PipelineFrame): void {
  if ((frame.flags & CHAINED) == 0) return;
  patch(frame.chain);
  emit(OP_CHAIN, 0, FLAG_LAST, 0, position, position);
}

function finishPipeline(frame: PipelineFrame, flags: u32): void {
  endChain(frame);
  let kept = flags;
  if ((frame.flags & COMPOUND) != 0) kept = 0;
  // What an expression said of itself counts only if it is all there is.
  else if (frame.state == STATE_EXPRESSION) kept = (flags & RESULT_PURE) != 0 ? finished.flags : flags;
  finish(RESULT_VALUE, kept, <usize>frame.end);
}

/** Opens a statement whose outputs become one value. The frame finishes with RESULT_VALUE, or RESULT_NONE where nothing stood. */
export function pushValue(): Frame {
  return pushFrame(FRAME_VALUE, 0);
}

/** Opens a pipeline at the present position. */
export function pushPipeline(): Frame {
  return pushFrame(FRAME_PIPELINE, 0);
}

/** Takes back the collector `index` if what was read is one expression; else closes it. The value is on the stack then. */
export function endCollect(index: u32, sub: u8): void {
  if (finished.kind == RESULT_VALUE && (finished.flags & RESULT_PURE) != 0) {
    instruction(index).op = OP_NOTE;
    return;
  }
  if (finished.kind == RESULT_VALUE) emit(OP_EMIT, 0, 0, 0, position, position);
  else if (finished.kind != RESULT_STATEMENT) markBroken();
  emit(OP_COLLECTED, sub, 0, 0, <usize>instruction(index).start, position);
}

/** Opens a collector for the value of a statement. */
export function beginCollect(): u32 {
  return emit(OP_COLLECT, COLLECT_STATEMENT, 0, 0, position, position);
}
