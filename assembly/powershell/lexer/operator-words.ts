/**
 * The operators of expression mode: which word is which, how tightly it binds. PowerShell: TokenTraits (token.cs).
 */
import { LOWER_C, LOWER_I } from "../../bytes/ascii";
import { find } from "../../bytes/dictionary";
import {
  BINARY_AND,
  BINARY_BXOR,
  BINARY_EQ,
  BINARY_FORMAT,
  BINARY_JOIN,
  BINARY_NOT_IN,
  BINARY_REPLACE,
  BINARY_SPLIT,
  BINARY_XOR,
  UNARY_JOIN,
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

/** Added to a UNARY_* that is no BINARY_* as well. */
export const ONLY_UNARY: i32 = 64;

/** BINARY_* and its word; what is unary alone is ONLY_UNARY above its UNARY_*. */
export const OPERATOR_WORDS = `
7 f
8 join
9 split
10 replace
11 and
12 or
13 xor
14 band
15 bor
16 bxor
17 shl
18 shr
19 eq
20 ne
21 gt
22 ge
23 lt
24 le
25 like
26 notlike
27 match
28 notmatch
29 contains
30 notcontains
31 in
32 notin
33 is
34 isnot
35 as
65 not
68 bnot
`;
const MASK: u32 = 63;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** Whether a `c` or `i` may stand in front. */
function hasCases(word: i32): bool {
  const sub = <u8>word;
  return (sub >= BINARY_EQ && sub <= BINARY_NOT_IN) || sub == BINARY_REPLACE || sub == BINARY_SPLIT;
}

/** Whether the last word found had the c prefix. */
export let caseSensitive: bool = false;

/**
 * Finds an operator's word, dash excluded.
 * @returns a number for `binaryOf`, `precedenceOf` and `unaryOf`, or -1
 */
export function operatorWord(at: usize, length: usize): i32 {
  caseSensitive = false;
  if (length == 0 || length > 12) return -1;
  let word = find(OPERATOR_WORDS, table, MASK, at, length);
  if (word >= 0 || length < 3) return word;
  const first = <u32>load<u8>(at) | 32;
  if (first != LOWER_C && first != LOWER_I) return -1;
  word = find(OPERATOR_WORDS, table, MASK, at + 1, length - 1);
  if (!hasCases(word)) return -1;
  caseSensitive = first == LOWER_C;
  return word;
}

/** BINARY_* of a word, 0 if it is not binary. */
export function binaryOf(word: i32): u8 {
  return word < ONLY_UNARY ? <u8>word : 0;
}

/** How tightly a binary word binds. */
export function precedenceOf(word: i32): u32 {
  const sub = binaryOf(word);
  if (sub == BINARY_FORMAT) return PRECEDENCE_FORMAT;
  if (sub < BINARY_AND || sub > BINARY_BXOR) return PRECEDENCE_COMPARISON;
  return sub <= BINARY_XOR ? PRECEDENCE_LOGICAL : PRECEDENCE_BITWISE;
}

/** UNARY_* of a word, 0 if it is not unary. */
export function unaryOf(word: i32): u8 {
  if (word == BINARY_JOIN) return UNARY_JOIN;
  if (word == BINARY_SPLIT) return UNARY_SPLIT;
  return word < ONLY_UNARY ? 0 : <u8>(word - ONLY_UNARY);
}
