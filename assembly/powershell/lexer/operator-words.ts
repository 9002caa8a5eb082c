/**
 * The operators of expression mode: which word is which, how tightly it binds. PowerShell: TokenTraits (token.cs).
 */
import { find } from "../../bytes/dictionary";
import {
  BINARY_AND,
  BINARY_AS,
  BINARY_BAND,
  BINARY_BOR,
  BINARY_BXOR,
  BINARY_CONTAINS,
  BINARY_EQ,
  BINARY_FORMAT,
  BINARY_GE,
  BINARY_GT,
  BINARY_IN,
  BINARY_IS,
  BINARY_IS_NOT,
  BINARY_JOIN,
  BINARY_LE,
  BINARY_LIKE,
  BINARY_LT,
  BINARY_MATCH,
  BINARY_NE,
  BINARY_NOT_CONTAINS,
  BINARY_NOT_IN,
  BINARY_NOT_LIKE,
  BINARY_NOT_MATCH,
  BINARY_OR,
  BINARY_REPLACE,
  BINARY_SHL,
  BINARY_SHR,
  BINARY_SPLIT,
  BINARY_XOR,
  UNARY_BNOT,
  UNARY_JOIN,
  UNARY_NOT,
  UNARY_SPLIT,
} from "../program";

export const PRECEDENCE_TERNARY: u32 = 0;
export const PRECEDENCE_LOGICAL: u32 = 1;
export const PRECEDENCE_BITWISE: u32 = 2;
export const PRECEDENCE_COMPARISON: u32 = 5;
export const PRECEDENCE_COALESCE: u32 = 7;
export const PRECEDENCE_ADD: u32 = 9;
export const PRECEDENCE_MULTIPLY: u32 = 10;
export const PRECEDENCE_FORMAT: u32 = 12;
export const PRECEDENCE_RANGE: u32 = 13;
export const PRECEDENCE_COMMA: u32 = 14;
export const PRECEDENCE_UNARY: u32 = 15;

const WORDS =
  "and or xor band bor bxor as is isnot shl shr f join not bnot eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace split";
const table: usize = memory.data(264, 4);
const MASK: u32 = 63;
/** From this word on a `c` or `i` may stand in front. */
const FIRST_CASED: i32 = 15;

// Three bytes a word, in the order of WORDS: BINARY_* (0 for none), precedence, UNARY_* (0 for none).
const facts: usize = memory.data<u8>([
  BINARY_AND,
  1,
  0,
  BINARY_OR,
  1,
  0,
  BINARY_XOR,
  1,
  0,
  BINARY_BAND,
  2,
  0,
  BINARY_BOR,
  2,
  0,
  BINARY_BXOR,
  2,
  0,
  BINARY_AS,
  5,
  0,
  BINARY_IS,
  5,
  0,
  BINARY_IS_NOT,
  5,
  0,
  BINARY_SHL,
  5,
  0,
  BINARY_SHR,
  5,
  0,
  BINARY_FORMAT,
  12,
  0,
  BINARY_JOIN,
  5,
  UNARY_JOIN,
  0,
  0,
  UNARY_NOT,
  0,
  0,
  UNARY_BNOT,
  BINARY_EQ,
  5,
  0,
  BINARY_NE,
  5,
  0,
  BINARY_GT,
  5,
  0,
  BINARY_GE,
  5,
  0,
  BINARY_LT,
  5,
  0,
  BINARY_LE,
  5,
  0,
  BINARY_LIKE,
  5,
  0,
  BINARY_NOT_LIKE,
  5,
  0,
  BINARY_MATCH,
  5,
  0,
  BINARY_NOT_MATCH,
  5,
  0,
  BINARY_CONTAINS,
  5,
  0,
  BINARY_NOT_CONTAINS,
  5,
  0,
  BINARY_IN,
  5,
  0,
  BINARY_NOT_IN,
  5,
  0,
  BINARY_REPLACE,
  5,
  0,
  BINARY_SPLIT,
  5,
  UNARY_SPLIT,
]);

/** Whether the last word found had the c prefix. */
export let caseSensitive: bool = false;

/**
 * Finds an operator's word, dash excluded.
 * @returns a number for `binaryOf`, `precedenceOf` and `unaryOf`, or -1
 */
export function operatorWord(at: usize, length: usize): i32 {
  caseSensitive = false;
  if (length == 0 || length > 12) return -1;
  let word = find(WORDS, table, MASK, at, length);
  if (word >= 0 || length < 3) return word;
  const first = <u32>load<u8>(at) | 32;
  if (first != 99 && first != 105) return -1;
  word = find(WORDS, table, MASK, at + 1, length - 1);
  if (word < FIRST_CASED) return -1;
  caseSensitive = first == 99;
  return word;
}

/** BINARY_* of a word, 0 if it is not binary. */
export function binaryOf(word: i32): u8 {
  return load<u8>(facts + <usize>(word * 3));
}

export function precedenceOf(word: i32): u32 {
  return load<u8>(facts + <usize>(word * 3), 1);
}

/** UNARY_* of a word, 0 if it is not unary. */
export function unaryOf(word: i32): u8 {
  return load<u8>(facts + <usize>(word * 3), 2);
}
