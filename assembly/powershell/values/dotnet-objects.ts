/**
 * Objects of .NET that the value library follows itself: aux of KIND_OBJECT, from 256 on (those below are the machine's).
 */

import { kindOf, unknown } from "./constants";
import { KIND_OBJECT, newValue, Value } from "./value";

/** A text encoding: a = ENCODING_*. */
export const OBJECT_ENCODING: u16 = 256;
/** A compiled pattern: a = the pattern's string value, b = 1 if it ignores case. */
export const OBJECT_REGEX: u16 = 257;
/** A match: a = a KIND_ARRAY of the groups' texts (the whole first), b = its index in units. */
export const OBJECT_MATCH: u16 = 258;
/** The groups of a match, as OBJECT_MATCH. */
export const OBJECT_GROUPS: u16 = 259;
/** A group that took part or not: a = its string value, b = 1 if it took part. */
export const OBJECT_GROUP: u16 = 260;
/** A [type] that a static property gives as a number-like option: a = its bits. */
export const OBJECT_OPTION: u16 = 261;
/** A stream (streams.ts): a = the list that holds its state, b = what it is. */
export const OBJECT_STREAM: u16 = 262;
/** A reader of a stream or text (streams.ts): a = the list that holds its state. */
export const OBJECT_READER: u16 = 263;
/** A method without its call: a = the object or KIND_TYPE that has it, b = its name's value. */
export const OBJECT_METHOD: u16 = 264;
/** `$?`: as text that of a success, never claimed; as a condition unknown. */
export const OBJECT_STATUS: u16 = 265;
/** A member of an enumeration: a = its name's value. As text it is that name, never claimed. */
export const OBJECT_MEMBER: u16 = 266;

/** A warning, an error, a message, as `-WarningVariable` and its kin keep it: a = its text's string value. */
export const OBJECT_RECORD: u16 = 266;

/** @returns the object, or unknown when the arena is full */
export function newObjectValue(type: u16, a: u32, b: u32): usize {
  const value = newValue(KIND_OBJECT, a, b);
  if (value == 0) return unknown();
  changetype<Value>(value).aux = type;
  return value;
}

/** Whether a value is an object of that type. */
export function isObject(value: usize, type: u16): bool {
  return kindOf(value) == KIND_OBJECT && changetype<Value>(value).aux == type;
}
