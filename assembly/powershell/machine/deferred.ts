/**
 * What a builtin asks for and the loop carries out next: a method call, a command, or text that is to be compiled and run.
 * Doing it at once would let functions reach themselves, and would pile up the callers' operands.
 */

export const DEFERRED_NOTHING: u8 = 0;
export const DEFERRED_METHOD: u8 = 1;
export const DEFERRED_COMMAND: u8 = 2;
export const DEFERRED_TEXT: u8 = 3;

/** What is waiting to be carried out, by its kind. */
@unmanaged
export class Deferred {
  /** The object of a method, or the text's value. */
  object: usize;
  /** The method's or command's name. */
  name: usize;
  /** Arguments of a method: `count` u32 values. */
  args: usize;
  count: u32;
  /** First SiteElement of a command or a text. */
  elements: u32;
  input: usize;
  /** Extent of what asks for it. */
  start: u32;
  end: u32;
  /** CALL_* of a text's call. */
  mode: u32;
  /** TEXT_* of its body. */
  marks: u32;
  /** DEFERRED_* that is waiting. */
  waiting: u8;
}

/** What a builtin asked for last; one thing at a time. */
export const deferred: Deferred = changetype<Deferred>(memory.data(offsetof<Deferred>(), 4));

function waitFor(kind: u8, from: u32, to: u32): void {
  deferred.waiting = kind;
  deferred.start = from;
  deferred.end = to;
}

/** A method call on an object with `number` u32 values; `from` and `to` are the extent of what asks for it. */
export function deferMethod(on: usize, method: usize, values: usize, number: u32, from: u32, to: u32): void {
  waitFor(DEFERRED_METHOD, from, to);
  deferred.object = on;
  deferred.name = method;
  deferred.args = values;
  deferred.count = number;
}

/** A command by its value or name, with its first SiteElement and its input, 0 for none. */
export function deferCommand(command: usize, first: u32, piped: usize, from: u32, to: u32): void {
  waitFor(DEFERRED_COMMAND, from, to);
  deferred.name = command;
  deferred.elements = first;
  deferred.input = piped;
}

/**
 * Text that runs. What it gives is delivered; unknown if it cannot be compiled.
 * @param calling CALL_* of the call
 * @param as TEXT_* of the body
 */
export function deferText(text: usize, from: u32, to: u32, calling: u32, as: u32, first: u32, piped: usize): void {
  waitFor(DEFERRED_TEXT, from, to);
  deferred.object = text;
  deferred.mode = calling;
  deferred.marks = as;
  deferred.elements = first;
  deferred.input = piped;
}

/** @returns what was waiting; nothing is from now on */
export function takeDeferred(): u8 {
  const kind = deferred.waiting;
  deferred.waiting = DEFERRED_NOTHING;
  return kind;
}
