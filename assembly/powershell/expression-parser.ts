/**
 * Expressions: operands, what sticks to them (`.name`, `[index]`, `(arguments)`), and the operators between them, which wait
 * on the operator stack until something binds less tightly. PowerShell: ExpressionRule and below (Parser.cs).
 */
import {
  CLASS_BLANK,
  CLASS_CLOSE_BRACKET,
  CLASS_COLON,
  CLASS_COMMA,
  CLASS_DASH,
  CLASS_DOT,
  CLASS_LETTER,
  CLASS_NEWLINE,
  CLASS_PERCENT,
  CLASS_PLUS,
  CLASS_QUESTION,
  CLASS_SLASH,
  CLASS_STAR,
  widthOf,
} from "./characters";
import { emit, patch, programEnd } from "./emit";
import {
  closeParen,
  expectBrace,
  expectParen,
  FRAME_ATTRIBUTE,
  FRAME_BODY,
  FRAME_EXPAND,
  FRAME_EXPRESSION,
  FRAME_LIST,
  FRAME_PIPELINE,
  FRAME_TABLE,
  Frame,
  finish,
  Operator,
  operatorAt,
  operators,
  popOperator,
  pushBracket,
  pushFrame,
  pushOperator,
  RESULT_ATTRIBUTES,
  RESULT_NONE,
  RESULT_PURE,
  RESULT_VALUE,
  RESULT_VOID,
  resultFlags,
  resultKind,
} from "./frames";
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
  lettersEnd,
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
  startsParameter,
  typeNameEnd,
} from "./lexer";
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
  operandEnd,
  operandUnary,
} from "./operands";
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
} from "./operators";
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
  COLLECT_ARRAY,
  COLLECT_PAREN,
  COLLECT_SUBEXPRESSION,
  FLAG_BROKEN,
  FLAG_CASE_SENSITIVE,
  FLAG_ESCAPED,
  FLAG_NULL_SAFE,
  FLAG_STATIC,
  instruction,
  OP_ARRAY,
  OP_BINARY,
  OP_BRANCH_END,
  OP_CAST,
  OP_COLLECT,
  OP_COLLECTED,
  OP_ELSE,
  OP_EMIT,
  OP_IF,
  OP_INDEX,
  OP_INVOKE,
  OP_JOIN,
  OP_MEMBER,
  OP_NOTE,
  OP_NUMBER,
  OP_SHORT_CIRCUIT,
  OP_STEP,
  OP_STRING,
  OP_TEST,
  OP_TYPE,
  OP_UNARY,
  OP_UNKNOWN,
  OP_VARIABLE,
  STEP_POST_DECREMENT,
  STEP_POST_INCREMENT,
  STEP_PRE_DECREMENT,
  STEP_PRE_INCREMENT,
  STRING_DOUBLE,
  STRING_HERE_DOUBLE,
  STRING_HERE_SINGLE,
  STRING_MEMBER,
  STRING_SINGLE,
} from "./program";

/** Commas separate arguments here; they make no array. */
export const EXPRESSION_NO_COMMA: u16 = 1;
/** One operand and what sticks to it, no operators. */
export const EXPRESSION_PRIMARY: u16 = 2;
/** A primary of argument mode: a dot before white space is none of its own. */
export const EXPRESSION_ARGUMENT: u16 = 4;
/** A primary without what sticks to it: a computed member name. */
export const EXPRESSION_ALONE: u16 = 8;
/** Behind an operator, where `?` and `:` end a number. */
const LATER: u16 = 16;
/** The last thing read was `++` or `--`. */
const STEPPED: u16 = 32;
/** An attribute stands in front. */
const ATTRIBUTED: u16 = 64;
/** An operand or operator was read. */
const STARTED: u16 = 128;
const MEMBER_STATIC: u16 = 256;
const MEMBER_NULL_SAFE: u16 = 512;
/** One operand with the operators in front of it: a computed member name such as `$x.-$y`. */
const UNARY_ONLY: u16 = 1024;

const STATE_OPERAND: u8 = 0;
const STATE_POSTFIX: u8 = 1;
const STATE_OPERATOR: u8 = 2;
const STATE_MEMBER_NAMED: u8 = 3;
const STATE_INDEXED: u8 = 4;
const STATE_ARGUMENT: u8 = 5;
const STATE_ARGUMENT_READ: u8 = 6;
const STATE_PAREN: u8 = 7;
const STATE_SUBEXPRESSION: u8 = 8;
const STATE_BLOCK_ARGUMENT: u8 = 9;
const STATE_CHILD: u8 = 10;
const STATE_ATTRIBUTE: u8 = 11;

/*
 * Fields of the frame: x = start of the present operand, w = end of the last one, index = a collector, count = arguments so far.
 */
const ENTRY_UNARY: u8 = 0;
const ENTRY_STEP: u8 = 1;
const ENTRY_CAST: u8 = 2;
const ENTRY_UNARY_COMMA: u8 = 3;
const ENTRY_COMMA: u8 = 4;
const ENTRY_BINARY: u8 = 5;
const ENTRY_THEN: u8 = 6;
const ENTRY_ELSE: u8 = 7;

/** Opens an expression at the present position. */
export function pushExpression(flags: u16): Frame {
  const frame = pushFrame(FRAME_EXPRESSION, flags);
  frame.x = frame.start;
  return frame;
}

export function stepExpression(frame: Frame): void {
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
      if (resultKind == RESULT_NONE) missing();
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
      emit(OP_COLLECTED, instruction(frame.index).sub, 0, 0, frame.x, position);
      frame.state = STATE_POSTFIX;
      break;
    case STATE_BLOCK_ARGUMENT:
      emit(OP_INVOKE, 0, memberFlags(frame), 1, frame.x, position);
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

/** Something that must stand here does not: its value is unknown. */
function missing(): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
}

function stepOperand(frame: Frame): void {
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
    frame.x = <u32>at;
    setPosition(operandEnd);
    stepPrimary(frame, kind, at);
    return;
  }
  if ((frame.flags & STARTED) == 0) {
    const attributed = (frame.flags & ATTRIBUTED) != 0 && kindAt(at) == CLASS_LETTER;
    finish(attributed ? RESULT_ATTRIBUTES : RESULT_NONE, 0, at);
    return;
  }
  missing();
  frame.x = <u32>at;
  finishExpression(frame);
}

function stepPrefix(frame: Frame, kind: u32, at: usize): void {
  const behind = operandEnd;
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
  else pushOperator(ENTRY_UNARY, operandUnary, PRECEDENCE_UNARY, at);
  frame.flags |= STARTED;
  setPosition(behind);
  skipNewlines();
}

/** A type literal, a cast, or an attribute. PowerShell: AttributeListRule. */
function stepBracket(frame: Frame, at: usize): void {
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
  if (byteAt(end) == 40) {
    frame.flags |= ATTRIBUTED;
    frame.state = STATE_ATTRIBUTE;
    setPosition(name);
    const attribute = pushBracket(FRAME_ATTRIBUTE, 0);
    attribute.x = <u32>end;
    return;
  }
  frame.flags |= STARTED;
  frame.x = <u32>at;
  setPosition(end + 1);
  emit(OP_TYPE, 0, 0, 0, at, end + 1);
  skipBlockComments();
  const next = byteAt(position);
  if ((next == 46 && byteAt(position + 1) != 46) || (next == 58 && byteAt(position + 1) == 58)) {
    frame.state = STATE_POSTFIX;
    return;
  }
  skipBlanks();
  const operand = operandAt(position, (frame.flags & LATER) != 0);
  if (operand != OPERAND_NONE && operand != OPERAND_COMMA) {
    pushOperator(ENTRY_CAST, 0, PRECEDENCE_UNARY, at);
    frame.flags = (frame.flags & ~STEPPED) | LATER;
  } else {
    frame.y = <u32>position;
    setPosition(end + 1);
    frame.state = STATE_OPERATOR;
  }
}

function attributeRead(frame: Frame): void {
  skipNewlines();
  frame.state = STATE_OPERAND;
}

function skipBlockComments(): void {
  while (byteAt(position) == 60 && byteAt(position + 1) == 35) setPosition(blockCommentEnd(position));
}

function stringFlags(): u16 {
  let flags: u16 = 0;
  if ((scanned & SCAN_ESCAPED) != 0) flags |= FLAG_ESCAPED;
  if ((scanned & SCAN_OPEN) != 0) flags |= FLAG_BROKEN;
  return flags;
}

function pushExpandable(frame: Frame, sub: u8, start: usize, body: usize): void {
  frame.state = STATE_CHILD;
  setPosition(body);
  const child = pushFrame(FRAME_EXPAND, sub);
  child.start = <u32>start;
}

/** An operand that no operator starts; the position is behind its first token, as far as `operandAt` read it. */
function stepPrimary(frame: Frame, kind: u32, at: usize): void {
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
      frame.index = emit(OP_COLLECT, COLLECT_PAREN, 0, 0, at, at + 1);
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

function openSubexpression(frame: Frame, sub: u8, at: usize): void {
  frame.index = emit(OP_COLLECT, sub, 0, 0, at, position);
  frame.state = STATE_SUBEXPRESSION;
  expectParen();
  pushBracket(FRAME_LIST, 0);
}

function readDouble(frame: Frame, at: usize): void {
  const body = position;
  const end = doubleEnd(body);
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    pushExpandable(frame, STRING_DOUBLE, at, body);
    return;
  }
  const behind = (scanned & SCAN_OPEN) != 0 ? end : end + widthOf(end);
  emit(OP_STRING, STRING_DOUBLE, stringFlags(), 0, at, behind);
  setPosition(behind);
}

function readHereString(frame: Frame, expandable: bool, at: usize): void {
  const body = hereBody(position);
  if (body == 0) {
    // Characters behind the header: PowerShell gives up on the string and goes on behind the line.
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
  const behind = (scanned & SCAN_OPEN) != 0 ? end : footerEnd(end, 6);
  emit(OP_STRING, STRING_HERE_DOUBLE, stringFlags(), 0, at, behind);
  setPosition(behind);
}

function parenRead(frame: Frame): void {
  if (resultKind == RESULT_VALUE && (resultFlags & RESULT_PURE) != 0) instruction(frame.index).op = OP_NOTE;
  else {
    if (resultKind == RESULT_VALUE) emit(OP_EMIT, 0, 0, 0, position, position);
    else markBroken();
    emit(OP_COLLECTED, COLLECT_PAREN, 0, 0, frame.x, position);
  }
  skipNewlines();
  takeParen();
  frame.state = STATE_POSTFIX;
}

/** Takes the `)` that must stand here. */
export function takeParen(): void {
  if (byteAt(position) == 41) setPosition(position + 1);
  else markBroken();
  closeParen();
}

function memberFlags(frame: Frame): u16 {
  let flags: u16 = 0;
  if ((frame.flags & MEMBER_STATIC) != 0) flags |= FLAG_STATIC;
  if ((frame.flags & MEMBER_NULL_SAFE) != 0) flags |= FLAG_NULL_SAFE;
  return flags;
}

/** Looks for what sticks to the value. PowerShell: GetMemberAccessOperator. */
function stepPostfix(frame: Frame): void {
  frame.flags &= ~(MEMBER_STATIC | MEMBER_NULL_SAFE);
  if ((frame.flags & EXPRESSION_ALONE) != 0) {
    finish(RESULT_VALUE, RESULT_PURE, position);
    return;
  }
  const before = position;
  skipBlockComments();
  const at = position;
  const byte = byteAt(at);
  if (byte == 46 && byteAt(at + 1) != 46) {
    if (!endsAccess(frame, at + 1)) {
      openMember(frame, at + 1);
      return;
    }
  } else if (byte == 91) {
    openIndex(frame, at + 1);
    return;
  } else if (byte == 58 && byteAt(at + 1) == 58) {
    if (!endsAccess(frame, at + 2)) {
      frame.flags |= MEMBER_STATIC;
      openMember(frame, at + 2);
      return;
    }
  } else if (byte == 63 && (byteAt(at + 1) == 46 || byteAt(at + 1) == 91)) {
    markSensitive();
    if (dialect == 0) {
      frame.flags |= MEMBER_NULL_SAFE;
      if (byteAt(at + 1) == 46) openMember(frame, at + 2);
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

function endsAccess(frame: Frame, at: usize): bool {
  if ((frame.flags & EXPRESSION_ARGUMENT) == 0) return false;
  const kind = kindAt(at);
  return kind == CLASS_BLANK || kind == CLASS_NEWLINE || kind == 4;
}

function openIndex(frame: Frame, at: usize): void {
  setPosition(at);
  skipNewlines();
  frame.state = STATE_INDEXED;
  const child = pushExpression(0);
  child.depth = child.depth + 1;
}

function indexed(frame: Frame): void {
  if (resultKind == RESULT_NONE) missing();
  skipNewlines();
  if (kindAt(position) == CLASS_CLOSE_BRACKET) setPosition(position + 1);
  else markBroken();
  emit(OP_INDEX, 0, memberFlags(frame), 0, frame.x, position);
  frame.state = STATE_POSTFIX;
}

function openMember(frame: Frame, at: usize): void {
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
function memberNamed(frame: Frame): void {
  let at = position;
  if (byteAt(at) == 91) {
    // Generic arguments of a method: types in brackets, then its parenthesis.
    const end = typeNameEnd(at + 1);
    if (end != 0 && byteAt(end) == 93 && byteAt(end + 1) == 40) at = end + 1;
    else if (end != 0) noteLookAhead(end - at);
  }
  if (byteAt(at) == 40) {
    setPosition(at + 1);
    expectParen();
    frame.count = 0;
    frame.state = STATE_ARGUMENT;
  } else if (byteAt(at) == 123) {
    setPosition(at + 1);
    frame.state = STATE_BLOCK_ARGUMENT;
    expectBrace();
    pushBracket(FRAME_BODY, 0).start = <u32>at;
  } else {
    emit(OP_MEMBER, 0, memberFlags(frame), 0, frame.x, position);
    frame.state = STATE_POSTFIX;
  }
}

function stepArgument(frame: Frame): void {
  skipNewlines();
  if (byteAt(position) == 41) {
    endArguments(frame);
    return;
  }
  frame.state = STATE_ARGUMENT_READ;
  const child = pushExpression(EXPRESSION_NO_COMMA);
  child.depth = child.depth + 1;
}

function argumentRead(frame: Frame): void {
  if (resultKind == RESULT_NONE) {
    markBroken();
    endArguments(frame);
    return;
  }
  frame.count = frame.count + 1;
  skipNewlines();
  if (byteAt(position) == 44) {
    setPosition(position + 1);
    frame.state = STATE_ARGUMENT;
  } else endArguments(frame);
}

function endArguments(frame: Frame): void {
  takeParen();
  emit(OP_INVOKE, 0, memberFlags(frame), frame.count, frame.x, position);
  frame.state = STATE_POSTFIX;
}

/** A value is complete: `++`, `--`, an operator, or the end. */
function stepOperator(frame: Frame): void {
  const end = position;
  frame.w = <u32>end;
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
      if (byteAt(at + 1) == 43) {
        postfixStep(frame, STEP_POST_INCREMENT, at + 2);
        return;
      }
      if (byteAt(at + 1) == 61) break;
      takeBinary(frame, BINARY_ADD, PRECEDENCE_ADD, at + 1);
      return;
    case CLASS_STAR: {
      const next = byteAt(at + 1);
      if (next == 61 || next == 62) break;
      takeBinary(frame, BINARY_MULTIPLY, PRECEDENCE_MULTIPLY, at + 1);
      return;
    }
    case CLASS_SLASH:
      if (byteAt(at + 1) == 61) break;
      takeBinary(frame, BINARY_DIVIDE, PRECEDENCE_MULTIPLY, at + 1);
      return;
    case CLASS_PERCENT:
      if (byteAt(at + 1) == 61) break;
      takeBinary(frame, BINARY_REMAINDER, PRECEDENCE_MULTIPLY, at + 1);
      return;
    case CLASS_DOT:
      if (byteAt(at + 1) != 46) break;
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

function dashOperator(frame: Frame, at: usize, _end: usize): bool {
  const next = at + widthOf(at);
  if (kindAt(next) == CLASS_DASH) {
    postfixStep(frame, STEP_POST_DECREMENT, next + widthOf(next));
    return true;
  }
  if (byteAt(next) == 61) return false;
  if (!startsParameter(next)) {
    takeBinary(frame, BINARY_SUBTRACT, PRECEDENCE_ADD, next);
    return true;
  }
  const behind = lettersEnd(next);
  const word = operatorWord(next, behind - next);
  const sub = word < 0 ? <u8>0 : binaryOf(word);
  if (sub == 0) {
    // PowerShell takes an unknown operator as if it were not there.
    markBroken();
    setPosition(behind > next ? behind : next + 1);
    finishExpression(frame);
    return true;
  }
  const flags = caseSensitive ? FLAG_CASE_SENSITIVE : <u16>0;
  const short = sub == BINARY_AND || sub == BINARY_OR;
  pushBinary(frame, sub, precedenceOf(word), flags, short);
  setPosition(behind);
  skipNewlines();
  return true;
}

function postfixStep(frame: Frame, sub: u8, behind: usize): void {
  emit(OP_STEP, sub, 0, 0, frame.x, behind);
  frame.flags |= STEPPED;
  setPosition(behind);
}

function takeBinary(frame: Frame, sub: u8, precedence: u32, behind: usize): void {
  pushBinary(frame, sub, precedence, 0, false);
  setPosition(behind);
  skipNewlines();
}

function pushBinary(frame: Frame, sub: u8, precedence: u32, flags: u16, short: bool): void {
  reduce(frame, precedence);
  const entry = pushOperator(ENTRY_BINARY, sub, precedence, frame.x);
  entry.flags = flags;
  entry.value = short ? emit(OP_SHORT_CIRCUIT, sub, 0, 0, position, position) : 0xffffffff;
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
}

function takeComma(frame: Frame, at: usize): void {
  reduce(frame, PRECEDENCE_UNARY);
  const count = operators();
  let entry: Operator | null = null;
  if (count > frame.base) {
    const last = operatorAt(count - 1);
    if (last.kind == ENTRY_COMMA) entry = last;
  }
  if (entry == null) entry = pushOperator(ENTRY_COMMA, 0, PRECEDENCE_COMMA, frame.x);
  entry.value = entry.value + 1;
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
  setPosition(at + 1);
  skipNewlines();
}

/** `??` or the question of `? :`. Neither is Windows PowerShell's. */
function questionOperator(frame: Frame, at: usize): bool {
  markSensitive();
  if (dialect == 1) return false;
  if (byteAt(at + 1) == 63) {
    if (byteAt(at + 2) == 61) return false;
    pushBinary(frame, BINARY_COALESCE, PRECEDENCE_COALESCE, 0, true);
    setPosition(at + 2);
    skipNewlines();
    return true;
  }
  reduce(frame, PRECEDENCE_TERNARY + 1);
  const entry = pushOperator(ENTRY_THEN, 0, PRECEDENCE_TERNARY, frame.x);
  emit(OP_IF, 1, 0, 0, at, at + 1);
  entry.value = emit(OP_TEST, 0, 0, 0, at, at + 1);
  frame.state = STATE_OPERAND;
  frame.flags = (frame.flags & ~STEPPED) | LATER;
  setPosition(at + 1);
  skipNewlines();
  return true;
}

/** The colon of `? :`, if one is due. */
function elseOperator(frame: Frame, at: usize): bool {
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
function reduce(frame: Frame, precedence: u32): void {
  while (operators() > frame.base && operatorAt(operators() - 1).precedence >= precedence) reduceTop(frame);
}

function reduceTop(frame: Frame): void {
  const entry = popOperator();
  const start = <usize>entry.start;
  const end = <usize>frame.w;
  frame.x = entry.start;
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

function finishExpression(frame: Frame): void {
  const end = position;
  frame.w = <u32>end;
  while (operators() > frame.base) reduceTop(frame);
  const flags = (frame.flags & STEPPED) != 0 ? RESULT_PURE | RESULT_VOID : RESULT_PURE;
  finish(RESULT_VALUE, flags, end);
}
