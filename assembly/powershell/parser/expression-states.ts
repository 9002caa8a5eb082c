/**
 * States and flags of expression frames, and the operators that wait beside them.
 */

import { markBroken, position } from "../lexer/lexer";
import { FLAG_BROKEN, OP_UNKNOWN } from "../program";
import { emit } from "./emit";

/** Commas separate arguments here; they make no array. */
export const EXPRESSION_NO_COMMA: u16 = 1;
/** One operand and what sticks to it, no operators. */
export const EXPRESSION_PRIMARY: u16 = 2;
/** A primary of argument mode: a dot before white space is none of its own. */
export const EXPRESSION_ARGUMENT: u16 = 4;
/** A primary without what sticks to it: a computed member name. */
export const EXPRESSION_ALONE: u16 = 8;
/** After an operator, where `?` and `:` end a number. */
export const LATER: u16 = 16;
/** The last thing read was `++` or `--`. */
export const STEPPED: u16 = 32;
/** An attribute stands in front. */
export const ATTRIBUTED: u16 = 64;
/** An operand or operator was read. */
export const STARTED: u16 = 128;
export const MEMBER_STATIC: u16 = 256;
export const MEMBER_NULL_SAFE: u16 = 512;
/** One operand with the operators in front of it: a computed member name such as `$x.-$y`. */
export const UNARY_ONLY: u16 = 1024;

export const STATE_OPERAND: u8 = 0;
export const STATE_POSTFIX: u8 = 1;
export const STATE_OPERATOR: u8 = 2;
export const STATE_MEMBER_NAMED: u8 = 3;
export const STATE_INDEXED: u8 = 4;
export const STATE_ARGUMENT: u8 = 5;
export const STATE_ARGUMENT_READ: u8 = 6;
export const STATE_PAREN: u8 = 7;
export const STATE_SUBEXPRESSION: u8 = 8;
export const STATE_BLOCK_ARGUMENT: u8 = 9;
export const STATE_CHILD: u8 = 10;
export const STATE_ATTRIBUTE: u8 = 11;

export const ENTRY_UNARY: u8 = 0;
export const ENTRY_STEP: u8 = 1;
export const ENTRY_CAST: u8 = 2;
export const ENTRY_UNARY_COMMA: u8 = 3;
export const ENTRY_COMMA: u8 = 4;
export const ENTRY_BINARY: u8 = 5;
export const ENTRY_THEN: u8 = 6;
export const ENTRY_ELSE: u8 = 7;

/** Something that must stand here does not: its value is unknown. */
export function missing(): void {
  markBroken();
  emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
}
