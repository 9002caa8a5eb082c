/**
 * `[ ]` on strings, arrays and tables.
 */
import { unknown } from "./constants";

/** `object[index]`. */
export function indexed(object: usize, at: usize, start: usize, end: usize): usize {
  return unknown();
}

/**
 * `object[index] = value`. What cannot be followed taints the object.
 * @returns whether it was written
 */
export function setIndexed(object: usize, at: usize, value: usize): bool {
  return false;
}
