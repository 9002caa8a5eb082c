/**
 * Expressions: operands, what sticks to them (`.name`, `[index]`, `(arguments)`), and the operators between them, which wait
 * on the operator stack until something binds less tightly. PowerShell: ExpressionRule and below (Parser.cs).
 */

import {
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DOT,
  HASH,
  LESS_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  QUESTION,
} from "../../bytes/ascii";
import { CLASS_BLANK, CLASS_CLOSE_BRACKET, CLASS_LETTER, CLASS_NEWLINE, widthOf } from "../lexer/characters";
import {
  blockCommentEnd,
  byteAt,
  dialect,
  doubleEnd,
  footerEnd,
  hereBody,
  hereDoubleEnd,
  hereSingleEnd,
  identifierEnd,
  kindAt,
  limit,
  markBroken,
  markSensitive,
  noteLookAhead,
  position,
  SCAN_ESCAPED,
  SCAN_EXPANDABLE,
  SCAN_OPEN,
  scanned,
  setPosition,
  singleEnd,
  skipBlanks,
  skipNewlines,
} from "../lexer/lexer";
import {
  OPERAND_ARRAY,
  OPERAND_BRACKET,
  OPERAND_COMMA,
  OPERAND_DECREMENT,
  OPERAND_DOUBLE,
  OPERAND_HERE_DOUBLE,
  OPERAND_HERE_SINGLE,
  OPERAND_INCREMENT,
  OPERAND_NONE,
  OPERAND_NUMBER,
  OPERAND_PAREN,
  OPERAND_SINGLE,
  OPERAND_SUBEXPRESSION,
  OPERAND_TABLE,
  OPERAND_VARIABLE,
  operandAt,
  operandStart,
} from "../lexer/operand-start";
import { PRECEDENCE_UNARY } from "../lexer/operator-words";
import { typeNameEnd } from "../lexer/type-names";
import {
  COLLECT_ARRAY,
  COLLECT_PAREN,
  COLLECT_SUBEXPRESSION,
  FLAG_BROKEN,
  FLAG_ESCAPED,
  FLAG_NULL_SAFE,
  FLAG_STATIC,
  instruction,
  OP_COLLECT,
  OP_COLLECTED,
  OP_EMIT,
  OP_INDEX,
  OP_INVOKE,
  OP_MEMBER,
  OP_NOTE,
  OP_NUMBER,
  OP_STRING,
  OP_TYPE,
  OP_UNKNOWN,
  OP_VARIABLE,
  STEP_PRE_DECREMENT,
  STEP_PRE_INCREMENT,
  STRING_DOUBLE,
  STRING_HERE_DOUBLE,
  STRING_HERE_SINGLE,
  STRING_MEMBER,
  STRING_SINGLE,
} from "../program";
import { emit } from "./emit";
import { finishExpression, stepOperator } from "./expression-operators";
import {
  ATTRIBUTED,
  ENTRY_CAST,
  ENTRY_STEP,
  ENTRY_UNARY,
  ENTRY_UNARY_COMMA,
  EXPRESSION_ALONE,
  EXPRESSION_ARGUMENT,
  EXPRESSION_NO_COMMA,
  EXPRESSION_PRIMARY,
  LATER,
  MEMBER_NULL_SAFE,
  MEMBER_STATIC,
  missing,
  STARTED,
  STATE_ARGUMENT,
  STATE_ARGUMENT_READ,
  STATE_ATTRIBUTE,
  STATE_BLOCK_ARGUMENT,
  STATE_CHILD,
  STATE_INDEXED,
  STATE_MEMBER_NAMED,
  STATE_OPERAND,
  STATE_OPERATOR,
  STATE_PAREN,
  STATE_POSTFIX,
  STATE_SUBEXPRESSION,
  STEPPED,
  UNARY_ONLY,
} from "./expression-states";
import {
  AttributeFrame,
  ExpressionFrame,
  FRAME_ATTRIBUTE,
  FRAME_BODY,
  FRAME_EXPAND,
  FRAME_EXPRESSION,
  FRAME_LIST,
  FRAME_PIPELINE,
  FRAME_TABLE,
} from "./frame-kinds";
import {
  closeParen,
  expectBrace,
  expectParen,
  finish,
  finished,
  frameHeight,
  openBrackets,
  pushBracket,
  pushFrame,
  pushOperator,
  RESULT_ATTRIBUTES,
  RESULT_NONE,
  RESULT_PURE,
  RESULT_VALUE,
} from "./frames";

/** Opens an expression at the present position. */
export function pushExpression(flags: u16): ExpressionFrame {
  const frame = changetype<ExpressionFrame>(pushFrame(FRAME_EXPRESSION, flags));
  frame.item = frame.start;
  return frame;
}

/** Steps a FRAME_EXPRESSION: an operand, what sticks to it, and the operator after it. */
export function stepExpression(frame: ExpressionFrame): void {
  const height = frameHeight();
  stepState(frame);
  // What follows a value is looked at in the same step, unless a frame was opened, this one ended, or the text did.
  if (position >= limit) return;
  if (frameHeight() == height && frame.state == STATE_POSTFIX) stepPostfix(frame);
  if (frameHeight() == height && frame.state == STATE_OPERATOR) stepOperator(frame);
}

function stepState(frame: ExpressionFrame): void {
  switch (frame.state) {
    case STATE_OPERAND:
      stepOperand(frame);
      break;
    case STATE_POSTFIX:
      stepPostfix(frame);
      break;
    case STATE_OPERATOR:
      stepOperator(frame);
      break;
    case STATE_MEMBER_NAMED:
      if (finished.kind == RESULT_NONE) missing();
      memberNamed(frame);
      break;
    case STATE_INDEXED:
      indexed(frame);
      break;
    case STATE_ARGUMENT:
      stepArgument(frame);
      break;
    case STATE_ARGUMENT_READ:
      argumentRead(frame);
      break;
    case STATE_PAREN:
      parenRead(frame);
      break;
    case STATE_SUBEXPRESSION:
      emit(OP_COLLECTED, instruction(frame.collector).sub, 0, 0, frame.item, position);
      frame.state = STATE_POSTFIX;
      break;
    case STATE_BLOCK_ARGUMENT:
      emit(OP_INVOKE, 0, memberFlags(frame), 1, frame.item, position);
      frame.state = STATE_POSTFIX;
      break;
    case STATE_CHILD:
      frame.state = STATE_POSTFIX;
      break;
    default:
      attributeRead(frame);
      break;
  }
}

function stepOperand(frame: ExpressionFrame): void {
  skipBlanks();
  const at = position;
  const kind = operandAt(at, (frame.flags & LATER) != 0);
  if (kind >= OPERAND_BRACKET) {
    if ((frame.flags & EXPRESSION_PRIMARY) == 0) {
      stepPrefix(frame, kind, at);
      return;
    }
  } else if (kind != OPERAND_NONE) {
    frame.flags |= STARTED;
    frame.item = <u32>at;
    frame.open = openBrackets();
    setPosition(operandStart.end);
    stepPrimary(frame, kind, at);
    return;
  }
  if ((frame.flags & STARTED) == 0) {
    const attributed = (frame.flags & ATTRIBUTED) != 0 && kindAt(at) == CLASS_LETTER;
    finish(attributed ? RESULT_ATTRIBUTES : RESULT_NONE, 0, at);
    return;
  }
  missing();
  frame.item = <u32>at;
  finishExpression(frame);
}

function stepPrefix(frame: ExpressionFrame, kind: u32, at: usize): void {
  const after = operandStart.end;
  if (kind == OPERAND_BRACKET) {
    stepBracket(frame, at);
    return;
  }
  if (kind == OPERAND_COMMA) {
    if ((frame.flags & EXPRESSION_NO_COMMA) != 0) {
      if ((frame.flags & STARTED) != 0) {
        missing();
        finishExpression(frame);
      } else finish(RESULT_NONE, 0, at);
      return;
    }
    pushOperator(ENTRY_UNARY_COMMA, 0, PRECEDENCE_UNARY, at);
  } else if (kind == OPERAND_INCREMENT) pushOperator(ENTRY_STEP, STEP_PRE_INCREMENT, PRECEDENCE_UNARY, at);
  else if (kind == OPERAND_DECREMENT) pushOperator(ENTRY_STEP, STEP_PRE_DECREMENT, PRECEDENCE_UNARY, at);
  else pushOperator(ENTRY_UNARY, operandStart.unary, PRECEDENCE_UNARY, at);
  frame.flags |= STARTED;
  setPosition(after);
  skipNewlines();
}

/** A type literal, a cast, or an attribute. PowerShell: AttributeListRule. */
function stepBracket(frame: ExpressionFrame, at: usize): void {
  setPosition(at + 1);
  skipNewlines();
  const name = position;
  const end = typeNameEnd(name);
  if (end == 0) {
    markBroken();
    if ((frame.flags & STARTED) != 0) {
      missing();
      finishExpression(frame);
    } else {
      // Not even a type: the bracket is dropped, and what follows is read as a statement of its own.
      setPosition(at + 1);
      finish(RESULT_NONE, 0, at + 1);
    }
    return;
  }
  if (byteAt(end) == OPEN_PAREN) {
    frame.flags |= ATTRIBUTED;
    frame.state = STATE_ATTRIBUTE;
    setPosition(name);
    changetype<AttributeFrame>(pushBracket(FRAME_ATTRIBUTE, 0)).parenthesis = <u32>end;
    return;
  }
  frame.flags |= STARTED;
  frame.item = <u32>at;
  setPosition(end + 1);
  emit(OP_TYPE, 0, 0, 0, at, end + 1);
  skipBlockComments();
  const next = byteAt(position);
  if ((next == DOT && byteAt(position + 1) != DOT) || (next == COLON && byteAt(position + 1) == COLON)) {
    frame.state = STATE_POSTFIX;
    return;
  }
  skipBlanks();
  const operand = operandAt(position, (frame.flags & LATER) != 0);
  if (operand != OPERAND_NONE && operand != OPERAND_COMMA) {
    pushOperator(ENTRY_CAST, 0, PRECEDENCE_UNARY, at);
    frame.flags = (frame.flags & ~STEPPED) | LATER;
  } else {
    setPosition(end + 1);
    frame.state = STATE_OPERATOR;
  }
}

function attributeRead(frame: ExpressionFrame): void {
  skipNewlines();
  frame.state = STATE_OPERAND;
}

function skipBlockComments(): void {
  while (byteAt(position) == LESS_THAN && byteAt(position + 1) == HASH) setPosition(blockCommentEnd(position));
}

function stringFlags(): u16 {
  let flags: u16 = 0;
  if ((scanned & SCAN_ESCAPED) != 0) flags |= FLAG_ESCAPED;
  if ((scanned & SCAN_OPEN) != 0) flags |= FLAG_BROKEN;
  return flags;
}

function pushExpandable(frame: ExpressionFrame, sub: u8, start: usize, body: usize): void {
  frame.state = STATE_CHILD;
  setPosition(body);
  const child = pushFrame(FRAME_EXPAND, sub);
  child.start = <u32>start;
}

/** An operand that no operator starts; the position is after its first token, as far as `operandAt` read it. */
function stepPrimary(frame: ExpressionFrame, kind: u32, at: usize): void {
  frame.state = STATE_POSTFIX;
  switch (kind) {
    case OPERAND_VARIABLE:
      emit(OP_VARIABLE, 0, 0, 0, at, position);
      break;
    case OPERAND_SUBEXPRESSION:
      openSubexpression(frame, COLLECT_SUBEXPRESSION, at);
      break;
    case OPERAND_ARRAY:
      openSubexpression(frame, COLLECT_ARRAY, at);
      break;
    case OPERAND_TABLE:
      frame.state = STATE_CHILD;
      expectBrace();
      pushBracket(FRAME_TABLE, 0).start = <u32>at;
      break;
    case OPERAND_HERE_SINGLE:
    case OPERAND_HERE_DOUBLE:
      readHereString(frame, kind == OPERAND_HERE_DOUBLE, at);
      break;
    case OPERAND_SINGLE: {
      const end = singleEnd(position);
      emit(OP_STRING, STRING_SINGLE, stringFlags(), 0, at, end);
      setPosition(end);
      break;
    }
    case OPERAND_DOUBLE:
      readDouble(frame, at);
      break;
    case OPERAND_NUMBER:
      emit(OP_NUMBER, 0, 0, 0, at, position);
      break;
    case OPERAND_PAREN:
      frame.collector = emit(OP_COLLECT, COLLECT_PAREN, 0, 0, at, at + 1);
      frame.state = STATE_PAREN;
      expectParen();
      skipNewlines();
      pushBracket(FRAME_PIPELINE, 0);
      break;
    default:
      frame.state = STATE_CHILD;
      expectBrace();
      pushBracket(FRAME_BODY, 0).start = <u32>at;
      break;
  }
}

function openSubexpression(frame: ExpressionFrame, sub: u8, at: usize): void {
  frame.collector = emit(OP_COLLECT, sub, 0, 0, at, position);
  frame.state = STATE_SUBEXPRESSION;
  expectParen();
  pushBracket(FRAME_LIST, 0);
}

function readDouble(frame: ExpressionFrame, at: usize): void {
  const body = position;
  const end = doubleEnd(body);
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    pushExpandable(frame, STRING_DOUBLE, at, body);
    return;
  }
  const after = (scanned & SCAN_OPEN) != 0 ? end : end + widthOf(end);
  emit(OP_STRING, STRING_DOUBLE, stringFlags(), 0, at, after);
  setPosition(after);
}

function readHereString(frame: ExpressionFrame, expandable: bool, at: usize): void {
  const body = hereBody(position);
  if (body == 0) {
    // Characters after the header: PowerShell gives up on the string and goes on after the line.
    markBroken();
    let end = position;
    while (byteAt(end) != 0 && kindAt(end) != CLASS_NEWLINE) end++;
    emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, at, end);
    setPosition(end);
    return;
  }
  if (!expandable) {
    const end = hereSingleEnd(body);
    emit(OP_STRING, STRING_HERE_SINGLE, stringFlags(), 0, at, end);
    setPosition(end);
    return;
  }
  const end = hereDoubleEnd(body, true);
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    pushExpandable(frame, STRING_HERE_DOUBLE, at, body);
    return;
  }
  const after = (scanned & SCAN_OPEN) != 0 ? end : footerEnd(end, 6);
  emit(OP_STRING, STRING_HERE_DOUBLE, stringFlags(), 0, at, after);
  setPosition(after);
}

function parenRead(frame: ExpressionFrame): void {
  if (finished.kind == RESULT_VALUE && (finished.flags & RESULT_PURE) != 0) instruction(frame.collector).op = OP_NOTE;
  else {
    if (finished.kind == RESULT_VALUE) emit(OP_EMIT, 0, 0, 0, position, position);
    else markBroken();
    emit(OP_COLLECTED, COLLECT_PAREN, 0, 0, frame.item, position);
  }
  skipNewlines();
  takeParen();
  frame.state = STATE_POSTFIX;
}

/** Takes the `)` that must stand here. */
export function takeParen(): void {
  if (byteAt(position) == CLOSE_PAREN) setPosition(position + 1);
  else markBroken();
  closeParen();
}

function memberFlags(frame: ExpressionFrame): u16 {
  let flags: u16 = 0;
  if ((frame.flags & MEMBER_STATIC) != 0) flags |= FLAG_STATIC;
  if ((frame.flags & MEMBER_NULL_SAFE) != 0) flags |= FLAG_NULL_SAFE;
  return flags;
}

/** Looks for what sticks to the value. PowerShell: GetMemberAccessOperator. */
function stepPostfix(frame: ExpressionFrame): void {
  frame.flags &= ~(MEMBER_STATIC | MEMBER_NULL_SAFE);
  if ((frame.flags & EXPRESSION_ALONE) != 0) {
    finish(RESULT_VALUE, RESULT_PURE, position);
    return;
  }
  const before = position;
  skipBlockComments();
  const at = position;
  const byte = byteAt(at);
  if (byte == DOT && byteAt(at + 1) != DOT) {
    if (!endsAccess(frame, at + 1)) {
      openMember(frame, at + 1);
      return;
    }
  } else if (byte == OPEN_BRACKET) {
    openIndex(frame, at + 1);
    return;
  } else if (byte == COLON && byteAt(at + 1) == COLON) {
    if (!endsAccess(frame, at + 2)) {
      frame.flags |= MEMBER_STATIC;
      openMember(frame, at + 2);
      return;
    }
  } else if (byte == QUESTION && (byteAt(at + 1) == DOT || byteAt(at + 1) == OPEN_BRACKET)) {
    markSensitive();
    if (dialect == 0) {
      frame.flags |= MEMBER_NULL_SAFE;
      if (byteAt(at + 1) == DOT) openMember(frame, at + 2);
      else openIndex(frame, at + 2);
      return;
    }
  }
  setPosition(before);
  if ((frame.flags & EXPRESSION_PRIMARY) != 0) {
    finish(RESULT_VALUE, RESULT_PURE, position);
    return;
  }
  frame.state = STATE_OPERATOR;
}

function endsAccess(frame: ExpressionFrame, at: usize): bool {
  if ((frame.flags & EXPRESSION_ARGUMENT) == 0) return false;
  const kind = kindAt(at);
  return kind == CLASS_BLANK || kind == CLASS_NEWLINE || kind == 4;
}

function openIndex(frame: ExpressionFrame, at: usize): void {
  setPosition(at);
  skipNewlines();
  frame.state = STATE_INDEXED;
  const child = pushExpression(0);
  child.depth = child.depth + 1;
}

function indexed(frame: ExpressionFrame): void {
  if (finished.kind == RESULT_NONE) missing();
  skipNewlines();
  if (kindAt(position) == CLASS_CLOSE_BRACKET) setPosition(position + 1);
  else markBroken();
  emit(OP_INDEX, 0, memberFlags(frame), 0, frame.item, position);
  frame.state = STATE_POSTFIX;
}

function openMember(frame: ExpressionFrame, at: usize): void {
  setPosition(at);
  skipNewlines();
  const start = position;
  const end = kindAt(start) == CLASS_LETTER ? identifierEnd(start) : start;
  if (end > start) {
    setPosition(end);
    emit(OP_STRING, STRING_MEMBER, 0, 0, start, end);
    memberNamed(frame);
    return;
  }
  frame.state = STATE_MEMBER_NAMED;
  pushExpression(operandAt(start, false) >= OPERAND_BRACKET ? UNARY_ONLY : EXPRESSION_PRIMARY | EXPRESSION_ALONE);
}

/** The name is on the stack: an argument list may stick to it. */
function memberNamed(frame: ExpressionFrame): void {
  let at = position;
  if (byteAt(at) == OPEN_BRACKET) {
    // Generic arguments of a method: types in brackets, then its parenthesis.
    const end = typeNameEnd(at + 1);
    if (end != 0 && byteAt(end) == CLOSE_BRACKET && byteAt(end + 1) == OPEN_PAREN) at = end + 1;
    else if (end != 0) noteLookAhead(end - at);
  }
  if (byteAt(at) == OPEN_PAREN) {
    setPosition(at + 1);
    expectParen();
    frame.arguments = 0;
    frame.state = STATE_ARGUMENT;
  } else if (byteAt(at) == OPEN_BRACE) {
    setPosition(at + 1);
    frame.state = STATE_BLOCK_ARGUMENT;
    expectBrace();
    pushBracket(FRAME_BODY, 0).start = <u32>at;
  } else {
    emit(OP_MEMBER, 0, memberFlags(frame), 0, frame.item, position);
    frame.state = STATE_POSTFIX;
  }
}

function stepArgument(frame: ExpressionFrame): void {
  skipNewlines();
  if (byteAt(position) == CLOSE_PAREN) {
    endArguments(frame);
    return;
  }
  frame.state = STATE_ARGUMENT_READ;
  const child = pushExpression(EXPRESSION_NO_COMMA);
  child.depth = child.depth + 1;
}

function argumentRead(frame: ExpressionFrame): void {
  if (finished.kind == RESULT_NONE) {
    markBroken();
    endArguments(frame);
    return;
  }
  frame.arguments = frame.arguments + 1;
  skipNewlines();
  if (byteAt(position) == COMMA) {
    setPosition(position + 1);
    frame.state = STATE_ARGUMENT;
  } else endArguments(frame);
}

function endArguments(frame: ExpressionFrame): void {
  takeParen();
  emit(OP_INVOKE, 0, memberFlags(frame), frame.arguments, frame.item, position);
  frame.state = STATE_POSTFIX;
}
