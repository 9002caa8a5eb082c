/**
 * The names of the variables that PowerShell sets for every body. They are asked for at each call, so a reading looks each up once.
 */
import { SPACE_VARIABLE } from "./cells";
import { intern, nameOf } from "./scopes";

const ARGS: usize = memory.data<u8>([97, 114, 103, 115]);
const INPUT: usize = memory.data<u8>([105, 110, 112, 117, 116]);
const THIS: usize = memory.data<u8>([116, 104, 105, 115]);
const BOUND: usize = memory.data<u8>([112, 115, 98, 111, 117, 110, 100, 112, 97, 114, 97, 109, 101, 116, 101, 114, 115]);
const DEFAULTS: usize = memory.data<u8>([
  112, 115, 100, 101, 102, 97, 117, 108, 116, 112, 97, 114, 97, 109, 101, 116, 101, 114, 118, 97, 108, 117, 101, 115,
]);
const WHAT_IF: usize = memory.data<u8>([119, 104, 97, 116, 105, 102, 112, 114, 101, 102, 101, 114, 101, 110, 99, 101]);
const CONFIRM: usize = memory.data<u8>([99, 111, 110, 102, 105, 114, 109, 112, 114, 101, 102, 101, 114, 101, 110, 99, 101]);
const ITEM: usize = memory.data<u8>([95]);

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
  if (args == 0) args = intern(SPACE_VARIABLE, ARGS, 4);
  return args;
}

/** The name of `$input`. */
export function inputName(): usize {
  if (input == 0) input = intern(SPACE_VARIABLE, INPUT, 5);
  return input;
}

/** The name of `$this`. */
export function thisName(): usize {
  if (self == 0) self = intern(SPACE_VARIABLE, THIS, 4);
  return self;
}

/** The name of `$PSBoundParameters`. */
export function boundName(): usize {
  if (bound == 0) bound = intern(SPACE_VARIABLE, BOUND, 17);
  return bound;
}

/** The name of `$_`. */
export function itemName(): usize {
  if (item == 0) item = intern(SPACE_VARIABLE, ITEM, 1);
  return item;
}

/** The name of `$WhatIfPreference`, 0 where nobody wrote it. */
export function whatIfName(): usize {
  return nameOf(SPACE_VARIABLE, WHAT_IF, 16);
}

/** The same, to be written. */
export function heldBackName(): usize {
  return intern(SPACE_VARIABLE, WHAT_IF, 16);
}

/** The name of `$ConfirmPreference`, 0 where nobody wrote it. */
export function confirmName(): usize {
  return nameOf(SPACE_VARIABLE, CONFIRM, 17);
}

/** The name of `$PSDefaultParameterValues`. */
export function defaultsName(): usize {
  return intern(SPACE_VARIABLE, DEFAULTS, 24);
}
