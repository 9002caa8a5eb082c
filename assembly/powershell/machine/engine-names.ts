/**
 * The names of the variables that PowerShell itself sets or obeys, and that the machine asks for: their records. Those that every call
 * asks for are looked up once a reading.
 */
import { nameBytes } from "../watched";
import { SPACE_VARIABLE } from "./cells";
import { internWord, nameOf } from "./scopes";

/** Addresses of the names' records, 0 for one that was not asked for yet. */
let args: usize = 0;
let input: usize = 0;
let self: usize = 0;
let bound: usize = 0;
let item: usize = 0;

/** A reading starts: its names are new. */
export function clearOwnNames(): void {
  args = 0;
  input = 0;
  self = 0;
  bound = 0;
  item = 0;
}

/** The name of `$args`. */
export function argsName(): usize {
  if (args == 0) args = internWord("args");
  return args;
}

/** The name of `$input`. */
export function inputName(): usize {
  if (input == 0) input = internWord("input");
  return input;
}

/** The name of `$this`. */
export function thisName(): usize {
  if (self == 0) self = internWord("this");
  return self;
}

/** The name of `$PSBoundParameters`. */
export function boundName(): usize {
  if (bound == 0) bound = internWord("psboundparameters");
  return bound;
}

/** The name of `$_`. */
export function itemName(): usize {
  if (item == 0) item = internWord("_");
  return item;
}

/** The name of `$PSDefaultParameterValues`. */
export function defaultsName(): usize {
  return internWord("psdefaultparametervalues");
}

/** The name of `$Matches`. */
export function matchesName(): usize {
  return internWord("matches");
}

const WHAT_IF = "whatifpreference";

/** The name of `$WhatIfPreference`, to be written. */
export function heldBackName(): usize {
  return internWord(WHAT_IF);
}

/** The name of a variable, 0 where nobody wrote it. */
function writtenName(space: u32, name: string): usize {
  return nameOf(space, nameBytes(name), name.length);
}

/** The name of `$WhatIfPreference`, 0 where nobody wrote it. */
export function whatIfName(): usize {
  return writtenName(SPACE_VARIABLE, WHAT_IF);
}

/** The name of `$ConfirmPreference`, 0 where nobody wrote it. */
export function confirmName(): usize {
  return writtenName(SPACE_VARIABLE, "confirmpreference");
}

/** The name of `$OFS` in a space, 0 where nobody wrote it. */
export function separatorName(space: u32): usize {
  return writtenName(space, "ofs");
}
