/**
 * What a binding has found so far: for each parameter of the behaviour how it was given, its value and the element that gave it.
 */

/** Not given. */
export const WAY_NONE: u32 = 0;
/** By name. */
export const WAY_NAMED: u32 = 1;
/** By a key of a splatted table. */
export const WAY_SPLAT: u32 = 2;
/** By `$PSDefaultParameterValues`. */
export const WAY_DEFAULT: u32 = 3;
/** By position. */
export const WAY_POSITION: u32 = 4;
/** Through the pipeline. */
export const WAY_PIPELINE: u32 = 5;
/** A splat that the text does not decide may give it. */
export const WAY_POSSIBLE: u32 = 6;
/** Two default values want it, so PowerShell takes neither. */
export const WAY_DISPUTED: u32 = 7;

/** A switch that was given without a value. */
export const SWITCHED_ON: u32 = 1;
/** Nothing is known of the value. */
export const NO_VALUE: u32 = 0;

const CELLS: usize = 64;
const ways: usize = memory.data(64, 8);
const values: usize = memory.data(256, 8);
const elements: usize = memory.data(256, 8);

/** Forgets everything. */
export function clearCells(): void {
  memory.fill(ways, 0, CELLS);
  memory.fill(values, 0, CELLS << 2);
  memory.fill(elements, 0, CELLS << 2);
}

/** How a parameter was given: WAY_*. */
export function wayOf(parameter: u32): u32 {
  return parameter < <u32>CELLS ? load<u8>(ways + parameter) : WAY_NONE;
}

/** Whether a parameter has a value for sure. */
export function isBound(parameter: u32): bool {
  const way = wayOf(parameter);
  return way != WAY_NONE && way < WAY_POSSIBLE;
}

/** A parameter's Value, SWITCHED_ON, or NO_VALUE. */
export function cellValue(parameter: u32): u32 {
  return parameter < <u32>CELLS ? load<u32>(values + ((<usize>parameter) << 2)) : NO_VALUE;
}

/** The SiteElement that gave it, 0 for none. */
export function elementOf(parameter: u32): u32 {
  return parameter < <u32>CELLS ? load<u32>(elements + ((<usize>parameter) << 2)) : 0;
}

/** Gives a parameter a value. */
export function setCell(parameter: u32, way: u32, value: u32, element: u32): void {
  if (parameter >= <u32>CELLS) return;
  store<u8>(ways + parameter, way);
  store<u32>(values + ((<usize>parameter) << 2), value);
  store<u32>(elements + ((<usize>parameter) << 2), element);
}
