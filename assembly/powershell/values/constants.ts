/**
 * Making values. Every function answers a value: when the arena is full that is `unknown()`, never 0.
 */
import { isAscii } from "../../bytes/text";
import {
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_UNKNOWN,
  newValue,
  VALUE_ASCII,
  Value,
} from "./value";

/** aux of KIND_INTEGER: the .NET type, in the order of PowerShell's widening for the first two. */
export const INTEGER_INT: u16 = 0;
export const INTEGER_LONG: u16 = 1;
export const INTEGER_BYTE: u16 = 2;
export const INTEGER_SBYTE: u16 = 3;
export const INTEGER_SHORT: u16 = 4;
export const INTEGER_USHORT: u16 = 5;
export const INTEGER_UINT: u16 = 6;
export const INTEGER_ULONG: u16 = 7;

/** Bytes of the longest text that an operation makes. */
export const MAX_MADE_BYTES: usize = 1 << 20;
/** Elements of the longest list that an operation makes. */
export const MAX_MADE_ITEMS: u32 = 65536;

// Shared by everyone and never written to: kind, flags, aux, a, b, steps.
const UNKNOWN: usize = memory.data<u32>([<u32>KIND_UNKNOWN, 0, 0, 0]);
const NULL: usize = memory.data<u32>([<u32>KIND_NULL, 0, 0, 0]);
// What fails: aux 1 tells it from what is only not known.
const FAILED: usize = memory.data<u32>([<u32>KIND_UNKNOWN | (1 << 16), 0, 0, 0]);
// Null that no output leaves: aux 1 tells it from a null that is there.
const NOTHING: usize = memory.data<u32>([<u32>KIND_NULL | (1 << 16), 0, 0, 0]);
const FALSE: usize = memory.data<u32>([<u32>KIND_BOOLEAN, 0, 0, 0]);
const TRUE: usize = memory.data<u32>([<u32>KIND_BOOLEAN, 1, 0, 0]);
const EMPTY_BYTES: usize = memory.data(8, 8);
const EMPTY: usize = memory.data(16, 8);

/** The value of which nothing is known. */
export function unknown(): usize {
  return UNKNOWN;
}

/**
 * What the engine refuses for certain, in every reading: `1/0`, a method of null. The statement that holds it ends there: nothing is
 * written, handed on or put out. Everywhere else it counts as a value of which nothing is known.
 */
export function failed(): usize {
  return FAILED;
}

/** `$null`. */
export function nullValue(): usize {
  return NULL;
}

/** The value of what gives no output: an empty pipeline, a method of type void. It counts as null but is no output itself. */
export function nothing(): usize {
  return NOTHING;
}

/** `$false`. */
export function falseValue(): usize {
  return FALSE;
}

/** `$true`. */
export function trueValue(): usize {
  return TRUE;
}

/** `$true` or `$false`. */
export function boolean(truth: bool): usize {
  return truth ? TRUE : FALSE;
}

/** The empty string; its address is not zero. */
export function emptyString(): usize {
  const value = changetype<Value>(EMPTY);
  if (value.kind != KIND_STRING) {
    value.kind = KIND_STRING;
    value.flags = VALUE_ASCII;
    value.a = <u32>EMPTY_BYTES;
  }
  return EMPTY;
}

function orUnknown(value: usize): usize {
  return value == 0 ? UNKNOWN : value;
}

/** A string of those WTF-8 bytes, which stay where they are and must stay as they are. */
export function text(address: usize, length: usize): usize {
  if (length == 0) return emptyString();
  const value = newValue(KIND_STRING, <u32>address, <u32>length);
  if (value == 0) return UNKNOWN;
  if (isAscii(address, length)) changetype<Value>(value).flags = VALUE_ASCII;
  return value;
}

/** An integer of a .NET type (INTEGER_*); the caller sees to its range. */
export function integerOf(type: u16, number: i64): usize {
  const value = newValue(KIND_INTEGER, <u32>number, <u32>(number >> 32));
  if (value == 0) return UNKNOWN;
  changetype<Value>(value).aux = type;
  return value;
}

/** An [int]. */
export function integer(number: i64): usize {
  return integerOf(INTEGER_INT, number);
}

/** The number of a KIND_INTEGER. A [ulong] beyond i64 is never made. */
export function integerAt(value: usize): i64 {
  const present = changetype<Value>(value);
  return <i64>present.a | ((<i64>present.b) << 32);
}

/** A [double]. */
export function double(number: f64): usize {
  const bits = reinterpret<u64>(number);
  return orUnknown(newValue(KIND_DOUBLE, <u32>bits, <u32>(bits >> 32)));
}

/** The number of a KIND_DOUBLE. */
export function doubleAt(value: usize): f64 {
  const present = changetype<Value>(value);
  return reinterpret<f64>(<u64>present.a | ((<u64>present.b) << 32));
}

/** A [char]: one UTF-16 unit. */
export function character(unit: u32): usize {
  return orUnknown(newValue(KIND_CHAR, unit & 0xffff, 0));
}

/** KIND_* of a value; 0 is unknown. */
export function kindOf(value: usize): u8 {
  return changetype<Value>(value).kind;
}

/** Address of a KIND_STRING's bytes. */
export function textAt(value: usize): usize {
  return changetype<Value>(value).a;
}

/** Bytes of a KIND_STRING. */
export function textLength(value: usize): usize {
  return changetype<Value>(value).b;
}
