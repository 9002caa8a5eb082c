/**
 * Conversions between values. An answer is a value; unknown where PowerShell refuses, or where dialect, culture or run decide.
 */
import { unknown } from "./constants";

/** `$OFS` as the text set it: a string value, or unknown. Reset to one space before each text. */
export function setSeparator(value: usize): void {}

/** The present `$OFS`, as a string value or unknown. */
export function separator(): usize {
  return unknown();
}

/** `[string]value`, `"$value"`: a string value or unknown. */
export function toText(value: usize): usize {
  return unknown();
}

/** Truth of a value in a condition: 1, 0, or -1 for unknown. */
export function isTrue(value: usize): i32 {
  return -1;
}

/**
 * `[type]value`, `value -as type`, a typed variable's or parameter's conversion.
 * @param type a KIND_TYPE value
 * @returns 0 where the machine must convert (text to a script block)
 */
export function cast(type: usize, value: usize): usize {
  return unknown();
}
