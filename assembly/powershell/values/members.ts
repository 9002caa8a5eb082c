/**
 * Properties of values.
 */
import { unknown } from "./constants";

/**
 * `object.name`; name is a value.
 * @returns 0 where the machine must answer (blocks, commands, objects)
 */
export function member(object: usize, name: usize, start: usize, end: usize): usize {
  return unknown();
}

/**
 * `object.name = value`. What cannot be followed taints the object.
 * @returns whether it was written
 */
export function setMember(object: usize, name: usize, value: usize): bool {
  return false;
}
