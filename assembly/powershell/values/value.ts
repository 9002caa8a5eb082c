/**
 * Abstract values. A value is the address of a Value in the arena; 0 is never a value. Values are immutable except the
 * objects that PowerShell shares by reference (arrays' elements, tables, builders), which are mutated after their handle.
 * Text is WTF-8 by (address, length): a slice of a source text, or bytes in the arena.
 */
import { take } from "../../memory/arena";

@unmanaged
export class Value {
  /** KIND_*. */
  kind: u8;
  /** VALUE_* flags. */
  flags: u8;
  /** Meaning by kind. */
  aux: u16;
  /** Meaning by kind: first word of the payload. */
  a: u32;
  /** Meaning by kind: second word of the payload. */
  b: u32;
  /** Newest Step that led here, 0 for a value as written. */
  steps: u32;
}

/** One step of evidence: how a value came about. Steps form a graph by `left` and `right`; order is left, right, self. */
@unmanaged
export class Step {
  /** REASON_* of contract.ts, 0 for a step that only ties others together or holds the cause of an unknown value. */
  reason: u16;
  /** A number for the reader of the evidence: strings joined, layers decoded; the most that fits for more. */
  count: u16;
  /** Source span, absolute addresses. */
  start: u32;
  end: u32;
  left: u32;
  right: u32;
  /** The Value that it led to, or the unknown one whose cause this is; 0 outside of an explanation (causes.ts). */
  value: u32;
}

/** Nothing is known. In an explanation aux = CAUSE_* of causes.ts, or 0. */
export const KIND_UNKNOWN: u8 = 0;
export const KIND_NULL: u8 = 1;
/** a = 0 or 1. */
export const KIND_BOOLEAN: u8 = 2;
/** i64 in a (low), b (high); aux = INTEGER_*. */
export const KIND_INTEGER: u8 = 3;
/** f64 over a, b. aux = 1 for decimal. */
export const KIND_DOUBLE: u8 = 4;
/** a = UTF-16 code unit. */
export const KIND_CHAR: u8 = 5;
/** a = address, b = bytes. */
export const KIND_STRING: u8 = 6;
/** A text with unknown parts (partial.ts): a = address, b = bytes; aux = PARTIAL_*. Equal to unknown in every decision. */
export const KIND_PARTIAL: u8 = 7;
/** a = address of a List. aux = 1 for ArrayList, 2 for List[T], which grow in place. */
export const KIND_ARRAY: u8 = 8;
/** a = address of a Table; aux = TABLE_*. */
export const KIND_TABLE: u8 = 9;
/** A script block: a = index of its OP_BLOCK (or OP_FUNCTION) instruction, b = a table of captured variables or 0; aux = 1: text that became code, a = address of a TextBody (machine/bodies.ts). */
export const KIND_BLOCK: u8 = 10;
/** A command object: a, b = its name's address and bytes; aux = COMMAND_*. */
export const KIND_COMMAND: u8 = 11;
/** aux of a KIND_COMMAND: the pattern that found it also fits others of its family. */
export const COMMAND_AMBIGUOUS: u16 = 1;
/** It stands in a list of all commands, which nothing has narrowed yet. */
export const COMMAND_ANY: u16 = 2;
/** A type: aux = TYPE_* of types.ts, or 0 with the name in a, b. */
export const KIND_TYPE: u8 = 12;
/** StringBuilder: a = address of its cell, whose first word is the current string Value. With aux it holds a secret (secrets.ts). */
export const KIND_BUILDER: u8 = 13;
/** One of several values, by an unknown condition: a = address of a List of at least two. */
export const KIND_CHOICE: u8 = 14;
/** [ref]: a = address of the variable's cell. */
export const KIND_REFERENCE: u8 = 15;
/** An object the machine follows by what it is for: aux = OBJECT_*; a, b by it. */
export const KIND_OBJECT: u8 = 16;
/** A parameter marker that `$args` keeps: a, b = the parameter as written, dash included. */
export const KIND_MARKER: u8 = 17;

/** The string is ASCII only, so a UTF-16 index is a byte index. */
export const VALUE_ASCII: u8 = 1;
/** The string comes out of decoded or evaluated text. */
export const VALUE_DECODED: u8 = 2;
/** May serve to resolve a name, never as a claimed value (automatic variables). */
export const VALUE_UNCLAIMABLE: u8 = 4;
/** A list or table was written by something unknown: its contents no longer count. */
export const VALUE_TAINTED: u8 = 8;

/** In an explanation: a list was written to after it was made, so that a Step's list may not be what it was. */
export const VALUE_REWRITTEN: u8 = 16;

export const TABLE_HASH: u16 = 0;
export const TABLE_ORDERED: u16 = 1;
export const TABLE_OBJECT: u16 = 2;

export const VALUE_BYTES: usize = offsetof<Value>();

/** A list of values after a handle: arrays, argument lists, alternatives. */
@unmanaged
export class List {
  count: u32;
  capacity: u32;
  /** Address of `capacity` u32 values. */
  items: u32;
  /** VALUE_TAINTED. */
  flags: u32;
}

/** Keys and values of a table, in the order of insertion; keys are values, compared as PowerShell compares them (strings without case). */
@unmanaged
export class Table {
  count: u32;
  capacity: u32;
  /** Address of `capacity` pairs of u32 (key, value). */
  entries: u32;
  /** VALUE_TAINTED: any key may be there. */
  flags: u32;
}

/** @returns a value with that payload, or 0 when the arena is full */
export function newValue(kind: u8, a: u32, b: u32): usize {
  const address = take(VALUE_BYTES);
  if (address == 0) return 0;
  const value = changetype<Value>(address);
  value.kind = kind;
  value.flags = 0;
  value.aux = 0;
  value.a = a;
  value.b = b;
  value.steps = 0;
  return address;
}
