/**
 * Type names: accelerators and .NET names, without case, `System.` optional.
 */
import { unknown } from "./constants";

export const TYPE_OTHER: u16 = 0;
export const TYPE_STRING: u16 = 1;
export const TYPE_INT: u16 = 2;
export const TYPE_LONG: u16 = 3;
export const TYPE_BYTE: u16 = 4;
export const TYPE_SBYTE: u16 = 5;
export const TYPE_SHORT: u16 = 6;
export const TYPE_USHORT: u16 = 7;
export const TYPE_UINT: u16 = 8;
export const TYPE_ULONG: u16 = 9;
export const TYPE_DOUBLE: u16 = 10;
export const TYPE_FLOAT: u16 = 11;
export const TYPE_DECIMAL: u16 = 12;
export const TYPE_CHAR: u16 = 13;
export const TYPE_BOOL: u16 = 14;
export const TYPE_OBJECT: u16 = 15;
export const TYPE_VOID: u16 = 16;
export const TYPE_ARRAY: u16 = 17;
export const TYPE_HASHTABLE: u16 = 18;
export const TYPE_ORDERED: u16 = 19;
export const TYPE_PSCUSTOMOBJECT: u16 = 20;
export const TYPE_PSOBJECT: u16 = 21;
export const TYPE_SCRIPTBLOCK: u16 = 22;
export const TYPE_SWITCH: u16 = 23;
export const TYPE_REGEX: u16 = 24;
export const TYPE_TYPE: u16 = 25;
export const TYPE_XML: u16 = 26;
export const TYPE_REF: u16 = 27;
export const TYPE_CONVERT: u16 = 28;
export const TYPE_MATH: u16 = 29;
export const TYPE_ENCODING: u16 = 30;
export const TYPE_BITCONVERTER: u16 = 31;
export const TYPE_PATH: u16 = 32;
export const TYPE_STRING_BUILDER: u16 = 33;
export const TYPE_ARRAY_LIST: u16 = 34;
/** List[T]; the element type is not kept. */
export const TYPE_GENERIC_LIST: u16 = 35;
export const TYPE_POWERSHELL: u16 = 36;
export const TYPE_ENVIRONMENT: u16 = 37;
export const TYPE_GUID: u16 = 38;
export const TYPE_DATETIME: u16 = 39;
export const TYPE_FILE: u16 = 40;
export const TYPE_RUNSPACE_FACTORY: u16 = 41;
export const TYPE_PROCESS: u16 = 42;
export const TYPE_VERSION: u16 = 43;
export const TYPE_URI: u16 = 44;
export const TYPE_TIMESPAN: u16 = 45;
export const TYPE_IDICTIONARY: u16 = 46;
export const TYPE_WMI_CLASS: u16 = 47;
export const TYPE_ASSEMBLY: u16 = 48;
export const TYPE_MEMORY_STREAM: u16 = 49;
export const TYPE_COMPARER: u16 = 50;
export const TYPE_UTF8_ENCODING: u16 = 51;
export const TYPE_UNICODE_ENCODING: u16 = 52;
export const TYPE_ASCII_ENCODING: u16 = 53;
export const TYPE_GROUPED_COLLECTIONS: u16 = 54;

/** Added to a TYPE_*: a one-dimensional array of it. */
export const TYPE_ARRAY_OF: u16 = 256;

/** The KIND_TYPE value of a type name (without brackets around it; `string[]` has its own). */
export function typeNamed(name: usize, length: usize): usize {
  return unknown();
}

/** TYPE_* of a KIND_TYPE value, TYPE_OTHER for one that is not known or any other value. */
export function typeIn(value: usize): u16 {
  return TYPE_OTHER;
}

/** The KIND_TYPE value of a value's own type, or unknown. */
export function typeOf(value: usize): usize {
  return unknown();
}
