/**
 * The operators, as the engine defines them, on single values and on arrays.
 */
import { unknown } from "./constants";

/**
 * `left operator right`.
 * @param operator BINARY_*
 * @param flags FLAG_CASE_SENSITIVE
 * @param start,end the expression's span, for the evidence
 */
export function binary(operator: u8, flags: u16, left: usize, right: usize, start: usize, end: usize): usize {
  return unknown();
}

/** `operator operand`, UNARY_*. */
export function unary(operator: u8, flags: u16, operand: usize, start: usize, end: usize): usize {
  return unknown();
}

/** The value of an expandable string out of its pieces: the text of each, in order. `pieces` is the address of `count` u32 values. */
export function expand(pieces: usize, count: u32, start: usize, end: usize): usize {
  return unknown();
}

/** `left` one more or one less (`++`, `--`); null counts as zero. */
export function increment(value: usize, by: i32): usize {
  return unknown();
}
