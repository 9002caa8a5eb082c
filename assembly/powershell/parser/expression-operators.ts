/**
 * The operators of an expression: which may follow a value, and what they write once both sides are there. They wait on the
 * operator stack until something binds less tightly. PowerShell: ExpressionRule, ArrayLiteralRule (Parser.cs).
 */
import { DOT, EQUALS, GREATER_THAN, PLUS, QUESTION } from "../../bytes/ascii";
import {
  CLASS_COLON,
  CLASS_COMMA,
  CLASS_DASH,
  CLASS_DOT,
  CLASS_PERCENT,
  CLASS_PLUS,
  CLASS_QUESTION,
  CLASS_SLASH,
  CLASS_STAR,
  widthOf,
} from "../lexer/characters";
import {
  byteAt,
  dialect,
  kindAt,
  lettersEnd,
  markBroken,
  markSensitive,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  startsParameter,
} from "../lexer/lexer";
import {
  binaryOf,
  caseSensitive,
  operatorWord,
  PRECEDENCE_ADD,
  PRECEDENCE_COALESCE,
  PRECEDENCE_COMMA,
  PRECEDENCE_MULTIPLY,
  PRECEDENCE_RANGE,
  PRECEDENCE_TERNARY,
  PRECEDENCE_UNARY,
  precedenceOf,
} from "../lexer/operator-words";
import {
  BINARY_ADD,
  BINARY_AND,
  BINARY_COALESCE,
  BINARY_DIVIDE,
  BINARY_MULTIPLY,
  BINARY_OR,
  BINARY_RANGE,
  BINARY_REMAINDER,
  BINARY_SUBTRACT,
  FLAG_BROKEN,
  FLAG_CASE_SENSITIVE,
  OP_ARRAY,
  OP_BINARY,
  OP_BRANCH_END,
  OP_CAST,
  OP_ELSE,
  OP_IF,
  OP_JOIN,
  OP_SHORT_CIRCUIT,
  OP_STEP,
  OP_TEST,
  OP_UNARY,
  OP_UNKNOWN,
  STEP_POST_DECREMENT,
  STEP_POST_INCREMENT,
} from "../program";
import { emit, patch, programEnd } from "./emit";
import {
  ENTRY_BINARY,
  ENTRY_CAST,
  ENTRY_COMMA,
  ENTRY_ELSE,
  ENTRY_STEP,
  ENTRY_THEN,
  ENTRY_UNARY,
  ENTRY_UNARY_COMMA,
  EXPRESSION_NO_COMMA,
  LATER,
  STATE_OPERAND,
  STEPPED,
  UNARY_ONLY,
} from "./expression-states";
import { ExpressionFrame } from "./frame-kinds";
import {
  finish,
  Operator,
  operatorAt,
  operators,
  popOperator,
  pushOperator,
  RESULT_PURE,
  RESULT_VALUE,
  RESULT_VOID,
} from "./frames";

/** A value is complete: `++`, `--`, an operator, or the end. */
export function stepOperator(frame: ExpressionFrame): void {
  const end = position;
  frame.end = <u32>end;
  if ((frame.flags & UNARY_ONLY) != 0) {
    finishExpression(frame);
    return;
  }
  skipBlanks();
  const at = position;
  switch (kindAt(at)) {
    case CLASS_COMMA:
      if ((frame.flags & EXPRESSION_NO_COMMA) != 0) break;
      takeComma(frame, at);
      return;
    case CLASS_DASH:
      if (dashOperator(frame, at, end)) return;
      break;
    case CLASS_PLUS:
      if (byteAt(at + 1) == PLUS) {
        postfixStep(frame, STEP_POST_INCREMENT, at + 2);
        return;
      }
      if (byteAt(at + 1) == EQUALS) break;
      takeBinary(frame, BINARY_ADD, PRECEDENCE_ADD, at + 1);
      return;
    case CLASS_STAR: {
      const next = byteAt(at + 1);
      if (next == EQUALS || next == GREATER_THAN) break;
      takeBinary(frame, BINARY_MULTIPLY, PRECEDENCE_MULTIPLY, at + 1);
      return;
    }
    case CLASS_SLASH:
      if (byteAt(at + 1) == EQUALS) break;
      takeBinary(frame, BINARY_DIVIDE, PRECEDENCE_MULTIPLY, at + 1);
      return;
    case CLASS_PERCENT:
      if (byteAt(at + 1) == EQUALS) break;
      takeBinary(frame, BINARY_REMAINDER, PRECEDENCE_MULTIPLY, at + 1);
      return;
    case CLASS_DOT:
      if (byteAt(at + 1) != DOT) break;
      takeBinary(frame, BINARY_RANGE, PRECEDENCE_RANGE, at + 2);
      return;
    case CLASS_QUESTION:
      if (questionOperator(frame, at)) return;
      break;
    case CLASS_COLON:
      if (elseOperator(frame, at)) return;
      break;
  }
  setPosition(end);
  finishExpression(frame);
}

function dashOperator(frame: ExpressionFrame, at: usize, _end: usize): bool {
  const next = at + widthOf(at);
  if (kindAt(next) == CLASS_DASH) {
    postfixStep(frame, STEP_POST_DECREMENT, next + widthOf(next));
    return true;
  }
  if (byteAt(next) == EQUALS) return false;
  if (!startsParameter(next)) {
    takeBinary(frame, BINARY_SUBTRACT, PRECEDENCE_ADD, next);
    return true;
  }
  const after = lettersEnd(next);
  const word = operatorWord(next, after - next);
  const sub = word < 0 ? <u8>0 : binaryOf(word);
  if (sub == 0) {
    // PowerShell takes an unknown operator as if it were not there.
    markBroken();
    setPosition(after > next ? after : next + 1);
    finishExpression(frame);
    return true;
  }
  const flags = caseSensitive ? FLAG_CASE_SENSITIVE : <u16>0;
  const short = sub == BINARY_AND || sub == BINARY_OR;
  pushBinary(frame, sub, precedenceOf(word), flags, short);
  setPosition(after);
  skipNewlines();
  return true;
}

function postfixStep(frame: ExpressionFrame, sub: u8, after: usize): void {
  emit(OP_STEP, sub, 0, 0, frame.item, after);
  frame.flags |= STEPPED;
  setPosition(after);
}

function takeBinary(frame: ExpressionFrame, sub: u8, precedence: u32, after: usize): void {
  pushBinary(frame, sub, precedence, 0, false);
  setPosition(after);
  skipNewlines();
}

function pushBinary(frame: ExpressionFrame, sub: u8, precedence: u32, flags: u16, short: bool): void {
  reduce(frame, precedence);
  const entry = pushOperator(ENTRY_BINARY, sub, precedence, frame.item);
  entry.flags = flags;
  entry.value = short ? emit(OP_SHORT_CIRCUIT, sub, 0, 0, position, position) : 0xffffffff;
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
}

function takeComma(frame: ExpressionFrame, at: usize): void {
  reduce(frame, PRECEDENCE_UNARY);
  const count = operators();
  let entry: Operator | null = null;
  if (count > frame.base) {
    const last = operatorAt(count - 1);
    if (last.kind == ENTRY_COMMA) entry = last;
  }
  if (entry == null) entry = pushOperator(ENTRY_COMMA, 0, PRECEDENCE_COMMA, frame.item);
  entry.value = entry.value + 1;
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
  setPosition(at + 1);
  skipNewlines();
}

/** `??` or the question of `? :`. Neither is Windows PowerShell's. */
function questionOperator(frame: ExpressionFrame, at: usize): bool {
  markSensitive();
  if (dialect == 1) {
    markBroken();
    return false;
  }
  if (byteAt(at + 1) == QUESTION) {
    if (byteAt(at + 2) == EQUALS) return false;
    pushBinary(frame, BINARY_COALESCE, PRECEDENCE_COALESCE, 0, true);
    setPosition(at + 2);
    skipNewlines();
    return true;
  }
  reduce(frame, PRECEDENCE_TERNARY + 1);
  const entry = pushOperator(ENTRY_THEN, 0, PRECEDENCE_TERNARY, frame.item);
  emit(OP_IF, 1, 0, 0, at, at + 1);
  entry.value = emit(OP_TEST, 0, 0, 0, at, at + 1);
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
  setPosition(at + 1);
  skipNewlines();
  return true;
}

/** The colon of `? :`, if one is due. */
function elseOperator(frame: ExpressionFrame, at: usize): bool {
  let index = operators();
  while (index > frame.base && operatorAt(index - 1).kind != ENTRY_THEN) index--;
  if (index == frame.base) return false;
  while (operators() > index) reduceTop(frame);
  const entry = operatorAt(index - 1);
  const test = entry.value;
  entry.kind = ENTRY_ELSE;
  entry.value = emit(OP_BRANCH_END, 0, 0, 0, at, at + 1);
  patch(test);
  emit(OP_ELSE, 0, 0, 0, at, at + 1);
  frame.state = STATE_OPERAND;
  setPosition(at + 1);
  skipNewlines();
  return true;
}

/** Completes every operator that binds at least as tightly as `precedence`. */
function reduce(frame: ExpressionFrame, precedence: u32): void {
  while (operators() > frame.base && operatorAt(operators() - 1).precedence >= precedence) reduceTop(frame);
}

function reduceTop(frame: ExpressionFrame): void {
  const entry = popOperator();
  const start = <usize>entry.start;
  const end = <usize>frame.end;
  frame.item = entry.start;
  switch (entry.kind) {
    case ENTRY_UNARY:
      emit(OP_UNARY, entry.sub, 0, 0, start, end);
      break;
    case ENTRY_STEP:
      emit(OP_STEP, entry.sub, 0, 0, start, end);
      frame.flags |= STEPPED;
      return;
    case ENTRY_CAST:
      emit(OP_CAST, 0, 0, 0, start, end);
      break;
    case ENTRY_UNARY_COMMA:
      emit(OP_ARRAY, 0, 0, 1, start, end);
      break;
    case ENTRY_COMMA:
      emit(OP_ARRAY, 0, 0, entry.value + 1, start, end);
      break;
    case ENTRY_BINARY: {
      const short = entry.value;
      emit(OP_BINARY, entry.sub, entry.flags, 0, start, end);
      if (short != 0xffffffff) patch(short);
      break;
    }
    case ENTRY_THEN: {
      // The colon is missing: both branches meet here.
      const test = entry.value;
      markBroken();
      const branch = emit(OP_BRANCH_END, 0, FLAG_BROKEN, 0, start, end);
      patch(test);
      emit(OP_ELSE, 0, FLAG_BROKEN, 0, end, end);
      emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, end, end);
      emit(OP_BRANCH_END, 0, 0, programEnd() + 1, start, end);
      patch(branch);
      emit(OP_JOIN, 0, 0, 0, start, end);
      break;
    }
    default: {
      const then = entry.value;
      emit(OP_BRANCH_END, 0, 0, programEnd() + 1, start, end);
      patch(then);
      emit(OP_JOIN, 0, 0, 0, start, end);
      break;
    }
  }
  frame.flags &= ~STEPPED;
}

/** Closes a FRAME_EXPRESSION at the position: the operators that wait are written. */
export function finishExpression(frame: ExpressionFrame): void {
  const end = position;
  frame.end = <u32>end;
  while (operators() > frame.base) reduceTop(frame);
  const flags = (frame.flags & STEPPED) != 0 ? RESULT_PURE | RESULT_VOID : RESULT_PURE;
  finish(RESULT_VALUE, flags, end);
}
