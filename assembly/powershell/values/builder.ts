/**
 * StringBuilder: a KIND_BUILDER handle over a cell whose first word is the present string value.
 */
import { take } from "../../memory/arena";
import { unknown } from "./constants";
import { KIND_BUILDER, newValue, Value } from "./value";

/** A builder that holds a string value (or unknown). */
export function newBuilder(value: usize): usize {
  const cell = take(8);
  if (cell == 0) return unknown();
  store<u32>(cell, <u32>value);
  store<u32>(cell, 0, 4);
  const builder = newValue(KIND_BUILDER, <u32>cell, 0);
  return builder == 0 ? unknown() : builder;
}

/** The string value a builder holds, or unknown. */
export function builtText(builder: usize): usize {
  return <usize>load<u32>(<usize>changetype<Value>(builder).a);
}

/** Replaces what a builder holds. */
export function setBuilt(builder: usize, value: usize): void {
  store<u32>(<usize>changetype<Value>(builder).a, <u32>value);
}
