/**
 * What a builtin asks for and the loop carries out next: a method call, a command, or text that is to be compiled and run.
 * Doing it at once would let functions reach themselves, and would pile up the callers' operands.
 */

export const DEFERRED_NOTHING: u8 = 0;
export const DEFERRED_METHOD: u8 = 1;
export const DEFERRED_COMMAND: u8 = 2;
export const DEFERRED_TEXT: u8 = 3;

/** DEFERRED_* that is waiting. */
export let waiting: u8 = 0;
/** The object, or the text's value. */
export let object: usize = 0;
/** The method's or command's name. */
export let name: usize = 0;
/** Arguments: `count` u32 values. */
export let args: usize = 0;
export let count: u32 = 0;
/** First SiteElement. */
export let elements: u32 = 0;
export let input: usize = 0;
/** Extent of what asks for it. */
export let start: u32 = 0;
export let end: u32 = 0;
/** CALL_* and TEXT_* of a text. */
export let mode: u32 = 0;
export let marks: u32 = 0;

function waitFor(kind: u8, from: u32, to: u32): void {
  waiting = kind;
  start = from;
  end = to;
}

/** A method call on an object with `number` u32 values; `from` and `to` are the extent of what asks for it. */
export function deferMethod(on: usize, method: usize, values: usize, number: u32, from: u32, to: u32): void {
  waitFor(DEFERRED_METHOD, from, to);
  object = on;
  name = method;
  args = values;
  count = number;
}

/** A command by its value or name, with its first SiteElement and its input, 0 for none. */
export function deferCommand(command: usize, first: u32, piped: usize, from: u32, to: u32): void {
  waitFor(DEFERRED_COMMAND, from, to);
  name = command;
  elements = first;
  input = piped;
}

/**
 * Text that runs. What it gives is delivered; unknown if it cannot be compiled.
 * @param calling CALL_* of the call
 * @param as TEXT_* of the body
 */
export function deferText(text: usize, from: u32, to: u32, calling: u32, as: u32, first: u32, piped: usize): void {
  waitFor(DEFERRED_TEXT, from, to);
  object = text;
  mode = calling;
  marks = as;
  elements = first;
  input = piped;
}

/** @returns what was waiting; nothing is from now on */
export function takeDeferred(): u8 {
  const kind = waiting;
  waiting = DEFERRED_NOTHING;
  return kind;
}
