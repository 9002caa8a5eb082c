/**
 * What scopes are made of: names, their cells, and the era that tells whether a cell still counts.
 */

@unmanaged
export class Name {
  next: u32;
  text: u32;
  length: u32;
  /** SPACE_*. */
  space: u32;
  /** Innermost cell, 0 for none. */
  cell: u32;
  /** Of a variable: FIXED_*. */
  fixed: u32;
}

@unmanaged
export class Cell {
  name: u32;
  /** Its value; 0 where it is not set. */
  value: u32;
  /** The cell of the same name further out. */
  below: u32;
  /** The next cell of the same scope. */
  sibling: u32;
  /** Depth of its scope. */
  scope: u32;
  /** KIND_TYPE value that what is written converts to, 0 for none. */
  type: u32;
  /** Era in which it was written: a later era means that unknown text may have written it. */
  era: u32;
  /** Distinct writes of the text. */
  writes: u32;
  /** Where it was written last: instruction or address. */
  writer: u32;
  /** Journal: level that noted it; merge in hand, and what it came to so far. */
  stamp: u32;
  seen: u32;
  merged: u32;
  count: u32;
  /** CELL_*. */
  flags: u32;
  /** The next cell that the present statement wrote. */
  written: u32;
}

@unmanaged
export class Scope {
  below: u32;
  cells: u32;
  depth: u32;
  /** First depth that is visible from here. */
  visible: u32;
  /** Lowest depth written to from within. */
  reached: u32;
}

export const SPACE_VARIABLE: u32 = 0;
export const SPACE_FUNCTION: u32 = 1;
export const SPACE_ALIAS: u32 = 2;
export const SPACE_ENVIRONMENT: u32 = 3;
export const SPACE_GLOBAL: u32 = 4;
export const SPACE_FILE: u32 = 5;
export const SPACE_CLASS: u32 = 6;

/** Not seen from inner scopes. */
export const CELL_PRIVATE: u32 = 1;
/** A read-only or constant variable. */
export const CELL_CONSTANT: u32 = 2;
/** The alias or function was called. */
export const CELL_USED: u32 = 4;
/** Several unordered writers: its value does not count outside of straight code. */
export const CELL_VOLATILE: u32 = 8;
/** A value refers to the cell: it is not used again for another variable. */
export const CELL_SHARED: u32 = 16;
/** An attribute checks what is written: a later value may be refused. */
export const CELL_CHECKED: u32 = 64;
/** A function that is defined under an unknown condition. */
export const CELL_MAYBE: u32 = 32;

export const CELL_BYTES: usize = offsetof<Cell>();
export const NAME_BYTES: usize = offsetof<Name>();
export const SCOPE_BYTES: usize = offsetof<Scope>();

/** Raised when unknown text ran: every older cell is unknown. */
export let era: u32 = 1;

/** A text is read from its start: nothing was written yet. */
export function resetEra(): void {
  era = 1;
}

/** Unknown text ran: nothing that variables held counts any more. */
export function havoc(): void {
  era++;
}
