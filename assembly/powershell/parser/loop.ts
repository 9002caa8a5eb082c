/**
 * Loops. PowerShell: WhileStatementRule, DoWhileStatementRule, ForStatementRule, ForeachStatementRule (Parser.cs).
 */

import { OPEN_PAREN, SEMICOLON } from "../../bytes/ascii";
import { startsWithWord } from "../../bytes/literal";
import { CLASS_DASH, CLASS_DOLLAR, CLASS_NEWLINE, widthOf } from "../lexer/characters";
import { KEYWORD_IN, KEYWORD_UNTIL, KEYWORD_WHILE, takeKeyword } from "../lexer/keywords";
import {
  byteAt,
  identifierEnd,
  kindAt,
  markBroken,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  variableEnd,
} from "../lexer/lexer";
import {
  COLLECT_STATEMENT,
  FLAG_BROKEN,
  FLAG_OPERAND,
  instruction,
  LOOP_DO_UNTIL,
  LOOP_FOR,
  OP_BODY_END,
  OP_DROP,
  OP_EACH,
  OP_ITERATE,
  OP_LOOP,
  OP_LOOP_END,
  OP_LOOP_TEST,
  OP_NOTE,
  OP_UNKNOWN,
} from "../program";
import { closeCondition, closeParenthesis, finishStatement, openBlock, openCondition } from "./braces";
import { pushArgument } from "./command";
import { emit, patch } from "./emit";
import { EachFrame, ForFrame, HeadedFrame } from "./frame-kinds";
import { expectParen, finished, RESULT_VALUE } from "./frames";
import { beginCollect, endCollect, pushPipeline } from "./pipeline";

const LOOP_CONDITION: u8 = 0;
const LOOP_TESTED: u8 = 1;
const LOOP_BODY_READ: u8 = 2;
export const LOOP_BODY: u8 = 3;
const LOOP_DO_READ: u8 = 4;
const LOOP_DO_TESTED: u8 = 5;

/** Steps a FRAME_LOOP: while, do-while and do-until. */
export function stepLoop(frame: HeadedFrame): void {
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
      if (takeKeyword(KEYWORD_UNTIL)) instruction(frame.head).sub = LOOP_DO_UNTIL;
      else if (!takeKeyword(KEYWORD_WHILE)) {
        markBroken();
        frame.collector = beginCollect();
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

function loopUntested(frame: HeadedFrame): void {
  instruction(frame.collector).op = OP_UNKNOWN;
  emit(OP_LOOP_TEST, 0, FLAG_OPERAND | FLAG_BROKEN, 0, position, position);
}

function endLoop(frame: HeadedFrame): void {
  instruction(frame.head).a = emit(OP_LOOP_END, 0, 0, 0, position, position);
  finishStatement();
}

const FOR_OPEN: u8 = 0;
const FOR_INITIALIZED: u8 = 1;
const FOR_TESTED: u8 = 2;
const FOR_ITERATED: u8 = 3;
const FOR_BODY_READ: u8 = 4;

/** Steps a FRAME_FOR: its three parts, any of which may be missing, then the body. */
export function stepFor(frame: ForFrame): void {
  switch (frame.state) {
    case FOR_OPEN:
      skipNewlines();
      if (byteAt(position) == OPEN_PAREN) {
        setPosition(position + 1);
        expectParen();
        frame.bracketed = 1;
      } else markBroken();
      skipNewlines();
      frame.state = FOR_INITIALIZED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_INITIALIZED:
      if (finished.kind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      frame.head = emit(OP_LOOP, LOOP_FOR, 0, 0, <usize>frame.label, <usize>frame.labelEnd);
      nextForPart();
      frame.collector = beginCollect();
      frame.state = FOR_TESTED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_TESTED:
      if (finished.kind == RESULT_VALUE) {
        endCollect(frame.collector, COLLECT_STATEMENT);
        emit(OP_LOOP_TEST, 0, FLAG_OPERAND, 0, position, position);
      } else {
        // `for (;;)`: nothing was collected.
        instruction(frame.collector).op = OP_NOTE;
        emit(OP_LOOP_TEST, 0, 0, 0, position, position);
      }
      nextForPart();
      frame.iterate = emit(OP_ITERATE, 0, 0, 0, position, position);
      frame.state = FOR_ITERATED;
      pushPipeline().depth = frame.depth + 1;
      break;
    case FOR_ITERATED:
      if (finished.kind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      emit(OP_BODY_END, 0, 0, 0, position, position);
      patch(frame.iterate);
      if (frame.bracketed == 1) closeParenthesis();
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
  if (byteAt(position) == SEMICOLON) setPosition(position + 1);
  skipNewlines();
}

const EACH_OPEN: u8 = 0;
const EACH_SOURCE: u8 = 1;
const EACH_BODY_READ: u8 = 2;
const EACH_ARGUMENT: u8 = 3;

/** Steps a FRAME_FOREACH: variable, source, body. */
export function stepForeach(frame: EachFrame): void {
  switch (frame.state) {
    case EACH_OPEN:
      openForeach(frame);
      break;
    case EACH_ARGUMENT:
      // The throttle limit of a parallel loop.
      if (finished.kind == RESULT_VALUE) emit(OP_DROP, 0, 0, 0, position, position);
      frame.state = EACH_OPEN;
      break;
    case EACH_SOURCE:
      endCollect(frame.collector, COLLECT_STATEMENT);
      closeParenthesis();
      openEach(frame);
      break;
    default:
      endLoop(frame);
      break;
  }
}

function openForeach(frame: EachFrame): void {
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
  if (byteAt(position) != OPEN_PAREN) {
    foreachBroken(frame);
    return;
  }
  setPosition(position + 1);
  skipNewlines();
  const start = position;
  const end = kindAt(start) == CLASS_DOLLAR ? variableEnd(start, false) : 0;
  if (end != 0) {
    frame.variable = <u32>start;
    frame.variableEnd = <u32>end;
    setPosition(end);
  } else markBroken();
  expectParen();
  if (!takeKeyword(KEYWORD_IN)) markBroken();
  skipNewlines();
  frame.collector = beginCollect();
  frame.state = EACH_SOURCE;
  pushPipeline().depth = frame.depth + 1;
}

function foreachBroken(frame: EachFrame): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
  openEach(frame);
}

function openEach(frame: EachFrame): void {
  emit(OP_EACH, 0, 0, 0, <usize>frame.variable, <usize>frame.variableEnd);
  frame.state = EACH_BODY_READ;
  openBlock();
}
