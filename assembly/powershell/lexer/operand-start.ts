/**
 * What an operand of expression mode starts with. PowerShell: the kinds of token that UnaryExpressionRule and
 * PrimaryExpressionRule accept (Parser.cs).
 */
import { DOT, EQUALS, GREATER_THAN, OPEN_PAREN, PLUS } from "../../bytes/ascii";
import {
  CLASS_AT,
  CLASS_COMMA,
  CLASS_DASH,
  CLASS_DIGIT,
  CLASS_DOLLAR,
  CLASS_DOT,
  CLASS_DOUBLE,
  CLASS_EXCLAIM,
  CLASS_LETTER,
  CLASS_OPEN_BRACE,
  CLASS_OPEN_BRACKET,
  CLASS_OPEN_PAREN,
  CLASS_PLUS,
  CLASS_SINGLE,
  widthOf,
} from "./characters";
import { byteAt, isDigitAt, kindAt, lettersEnd, startsParameter, variableEnd } from "./lexer";
import { numberEnd } from "./numbers";
import { operatorWord, unaryOf } from "./operator-words";

export const OPERAND_NONE: u32 = 0;
/** `operandEnd` tells where it ends. */
export const OPERAND_VARIABLE: u32 = 1;
export const OPERAND_SUBEXPRESSION: u32 = 2;
export const OPERAND_ARRAY: u32 = 3;
export const OPERAND_TABLE: u32 = 4;
export const OPERAND_HERE_SINGLE: u32 = 5;
export const OPERAND_HERE_DOUBLE: u32 = 6;
export const OPERAND_SINGLE: u32 = 7;
export const OPERAND_DOUBLE: u32 = 8;
export const OPERAND_NUMBER: u32 = 9;
export const OPERAND_PAREN: u32 = 10;
export const OPERAND_BLOCK: u32 = 11;
export const OPERAND_BRACKET: u32 = 12;
/** `operandUnary` tells which. */
export const OPERAND_UNARY: u32 = 13;
export const OPERAND_INCREMENT: u32 = 14;
export const OPERAND_DECREMENT: u32 = 15;
export const OPERAND_COMMA: u32 = 16;

const UNARY_NOT: u8 = 1;
const UNARY_MINUS: u8 = 2;
const UNARY_PLUS: u8 = 3;

/** The token that an operand starts with. */
@unmanaged
export class OperandStart {
  /** Where the token ends. */
  end: usize;
  /** UNARY_* of OPERAND_UNARY. */
  unary: u8;
}

/** Of the operand that was looked at last. */
export const operandStart: OperandStart = changetype<OperandStart>(memory.data(offsetof<OperandStart>(), 4));

function found(kind: u32, end: usize): u32 {
  operandStart.end = end;
  return kind;
}

function unary(kind: u8, end: usize): u32 {
  operandStart.unary = kind;
  operandStart.end = end;
  return OPERAND_UNARY;
}

function atOperand(at: usize): u32 {
  const next = kindAt(at + 1);
  if (next == CLASS_OPEN_BRACE) return found(OPERAND_TABLE, at + 2);
  if (next == CLASS_OPEN_PAREN) return found(OPERAND_ARRAY, at + 2);
  if (next == CLASS_SINGLE) return found(OPERAND_HERE_SINGLE, at + 1 + widthOf(at + 1));
  if (next == CLASS_DOUBLE) return found(OPERAND_HERE_DOUBLE, at + 1 + widthOf(at + 1));
  const end = variableEnd(at, false);
  return end == 0 ? OPERAND_NONE : found(OPERAND_VARIABLE, end);
}

function dashOperand(at: usize, ternary: bool): u32 {
  const next = at + widthOf(at);
  if (kindAt(next) == CLASS_DASH) return found(OPERAND_DECREMENT, next + widthOf(next));
  if (byteAt(next) == EQUALS) return OPERAND_NONE;
  if (startsParameter(next)) {
    const end = lettersEnd(next);
    const word = operatorWord(next, end - next);
    return word < 0 || unaryOf(word) == 0 ? OPERAND_NONE : unary(unaryOf(word), end);
  }
  if ((isDigitAt(next) || byteAt(next) == DOT) && numberEnd(next, true, ternary) == 0) return OPERAND_NONE;
  return unary(UNARY_MINUS, next);
}

function plusOperand(at: usize, ternary: bool): u32 {
  const next = byteAt(at + 1);
  if (next == PLUS) return found(OPERAND_INCREMENT, at + 2);
  if (next == EQUALS) return OPERAND_NONE;
  if ((isDigitAt(at + 1) || next == DOT) && numberEnd(at + 1, true, ternary) == 0) return OPERAND_NONE;
  return unary(UNARY_PLUS, at + 1);
}

function notOperand(at: usize, ternary: bool): u32 {
  if (kindAt(at + 1) == CLASS_LETTER) return OPERAND_NONE;
  if ((isDigitAt(at + 1) || byteAt(at + 1) == DOT) && numberEnd(at + 1, true, ternary) == 0) return OPERAND_NONE;
  return unary(UNARY_NOT, at + 1);
}

/**
 * OPERAND_* of what starts at `at`.
 * @param ternary whether `?` and `:` end a number
 */
export function operandAt(at: usize, ternary: bool): u32 {
  switch (kindAt(at)) {
    case CLASS_DOLLAR: {
      if (byteAt(at + 1) == OPEN_PAREN) return found(OPERAND_SUBEXPRESSION, at + 2);
      const end = variableEnd(at, false);
      return end == 0 ? OPERAND_NONE : found(OPERAND_VARIABLE, end);
    }
    case CLASS_AT:
      return atOperand(at);
    case CLASS_SINGLE:
      return found(OPERAND_SINGLE, at + widthOf(at));
    case CLASS_DOUBLE:
      return found(OPERAND_DOUBLE, at + widthOf(at));
    case CLASS_DOT: {
      if (!isDigitAt(at + 1)) return OPERAND_NONE;
      const end = numberEnd(at, true, ternary);
      return end == 0 ? OPERAND_NONE : found(OPERAND_NUMBER, end);
    }
    case CLASS_DIGIT: {
      // `2>`: the sign of a redirection.
      if (byteAt(at + 1) == GREATER_THAN && byteAt(at) - 49 < 6) return OPERAND_NONE;
      const end = numberEnd(at, true, ternary);
      return end == 0 ? OPERAND_NONE : found(OPERAND_NUMBER, end);
    }
    case CLASS_OPEN_PAREN:
      return found(OPERAND_PAREN, at + 1);
    case CLASS_OPEN_BRACE:
      return found(OPERAND_BLOCK, at + 1);
    case CLASS_OPEN_BRACKET:
      return found(OPERAND_BRACKET, at + 1);
    case CLASS_DASH:
      return dashOperand(at, ternary);
    case CLASS_PLUS:
      return plusOperand(at, ternary);
    case CLASS_EXCLAIM:
      return notOperand(at, ternary);
    case CLASS_COMMA:
      return found(OPERAND_COMMA, at + 1);
    default:
      return OPERAND_NONE;
  }
}
