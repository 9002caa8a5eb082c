/**
 * Methods of values.
 */
import { unknown } from "./constants";

/**
 * `object.name(arguments)`. A method that changes the object does so.
 * @param name the name's value
 * @param args address of `count` u32 values
 * @returns 0 where the machine must answer (blocks, commands, objects, and `.ForEach` and `.Where` with a block); null for void
 */
export function invoke(object: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  return unknown();
}
