/**
 * Conversions between values. An answer is a value; unknown where PowerShell refuses, or where dialect, culture or run decide.
 */

import { OPEN_BRACKET } from "../../bytes/ascii";
import { newBuilder } from "./builder";
import {
  boolean,
  character,
  double,
  doubleAt,
  failed,
  INTEGER_BYTE,
  INTEGER_INT,
  INTEGER_LONG,
  INTEGER_SBYTE,
  INTEGER_SHORT,
  INTEGER_UINT,
  INTEGER_USHORT,
  integerAt,
  integerOf,
  kindOf,
  nullValue,
  textAt,
  textLength,
  unknown,
} from "./constants";
import { isObject, newObjectValue, OBJECT_OPTION, OBJECT_REGEX, OBJECT_STATUS, OBJECT_STREAM } from "./dotnet-objects";
import { ENCODING_UTF8 } from "./encodings";
import { carriedFlags, carry, gatheredSteps } from "./flags";
import {
  append,
  choice,
  copyList,
  countItems,
  isKnownList,
  itemAt,
  LIST_ARRAY_LIST,
  LIST_GENERIC,
  LIST_QUEUE,
  LIST_STACK,
  newArrayList,
  newList,
  setItem,
} from "./lists";
import { NUMBER_DOUBLE, NUMBER_INTEGER, NUMBER_REFUSED, numberRead, parseText } from "./number";
import { optionNamed } from "./options";
import { withSteps } from "./steps";
import { bytesText, newReader, newStream } from "./streams";
import { copyTable } from "./tables";
import { knownText, separator, setSeparator, toText } from "./text";
import {
  ownType,
  TYPE_ARRAY,
  TYPE_ARRAY_LIST,
  TYPE_ARRAY_OF,
  TYPE_BOOL,
  TYPE_CHAR,
  TYPE_COMPRESSION_MODE,
  TYPE_DOUBLE,
  TYPE_GENERIC_LIST,
  TYPE_HASHTABLE,
  TYPE_INT,
  TYPE_MEMORY_STREAM,
  TYPE_OBJECT,
  TYPE_ORDERED,
  TYPE_OTHER,
  TYPE_PSCUSTOMOBJECT,
  TYPE_PSOBJECT,
  TYPE_QUEUE,
  TYPE_REF,
  TYPE_REGEX,
  TYPE_REGEX_OPTIONS,
  TYPE_SCRIPTBLOCK,
  TYPE_SEEK_ORIGIN,
  TYPE_SPLIT_OPTIONS,
  TYPE_STACK,
  TYPE_STREAM_READER,
  TYPE_STRING,
  TYPE_STRING_BUILDER,
  TYPE_STRING_COMPARISON,
  TYPE_STRING_READER,
  TYPE_SWITCH,
  TYPE_TYPE,
  TYPE_ULONG,
  TYPE_VOID,
  typeIn,
  typeNamed,
} from "./types";
import { toUnits, unitAt, unitsOf } from "./units";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_OBJECT,
  KIND_PARTIAL,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  KIND_UNKNOWN,
  TABLE_HASH,
  TABLE_OBJECT,
  TABLE_ORDERED,
  Value,
} from "./value";

export { separator, setSeparator, toText };

/** Whether nothing is known of a value in any decision. */
export function isUnknown(value: usize): bool {
  const kind = kindOf(value);
  return kind == KIND_UNKNOWN || kind == KIND_PARTIAL;
}

/** Truth of a value that is neither list nor choice. */
function itemTruth(value: usize): i32 {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_UNKNOWN:
    case KIND_PARTIAL:
    case KIND_CHOICE:
    // Whether a command of that name is there is not known.
    case KIND_COMMAND:
      return -1;
    case KIND_NULL:
      return 0;
    case KIND_BOOLEAN:
    case KIND_CHAR:
      return present.a != 0 ? 1 : 0;
    case KIND_INTEGER:
      return integerAt(value) != 0 ? 1 : 0;
    case KIND_DOUBLE:
      return doubleAt(value) != 0 ? 1 : 0;
    case KIND_STRING:
      return present.b != 0 ? 1 : 0;
    case KIND_OBJECT:
      return present.aux == OBJECT_STATUS ? -1 : 1;
    default:
      return 1;
  }
}

/** PowerShell: LanguagePrimitives.IsTrue. */
function plainTruth(value: usize): i32 {
  if (kindOf(value) != KIND_ARRAY) return itemTruth(value);
  if (!isKnownList(value)) return -1;
  const count = countItems(value);
  if (count != 1) return count == 0 ? 0 : 1;
  const only = itemAt(value, 0);
  if (kindOf(only) != KIND_ARRAY) return itemTruth(only);
  return !isKnownList(only) ? -1 : countItems(only) == 0 ? 0 : 1;
}

/** Truth of a value in a condition: 1, 0, or -1 for unknown. */
export function isTrue(value: usize): i32 {
  if (kindOf(value) != KIND_CHOICE) return plainTruth(value);
  const truth = plainTruth(itemAt(value, 0));
  for (let i: u32 = 1; i < countItems(value); i++) {
    if (plainTruth(itemAt(value, i)) != truth) return -1;
  }
  return truth;
}

/** Reads a value as a number. @returns NUMBER_*; the number is in `numberRead` */
export function readNumber(value: usize): i32 {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_NULL:
      numberRead.integer = 0;
      return NUMBER_INTEGER;
    case KIND_BOOLEAN:
    case KIND_CHAR:
      numberRead.integer = <i64>present.a;
      return NUMBER_INTEGER;
    case KIND_INTEGER:
      numberRead.integer = integerAt(value);
      return NUMBER_INTEGER;
    case KIND_DOUBLE:
      if (present.aux != 0) return -1;
      numberRead.real = doubleAt(value);
      return NUMBER_DOUBLE;
    case KIND_STRING:
      return parseText(present.a, present.b);
    case KIND_TABLE:
    case KIND_BLOCK:
      return NUMBER_REFUSED;
    default:
      return -1;
  }
}

/** Whether a number lies in the range of TYPE_INT to TYPE_ULONG; ulong counts only as far as i64 goes. */
function inRange(type: u16, number: i64): bool {
  switch (<i32>(type - TYPE_INT)) {
    case INTEGER_INT:
      return number >= -2147483648 && number <= 2147483647;
    case INTEGER_LONG:
      return true;
    case INTEGER_BYTE:
      return number >= 0 && number <= 255;
    case INTEGER_SBYTE:
      return number >= -128 && number <= 127;
    case INTEGER_SHORT:
      return number >= -32768 && number <= 32767;
    case INTEGER_USHORT:
      return number >= 0 && number <= 65535;
    case INTEGER_UINT:
      return number >= 0 && number <= 4294967295;
    default:
      return number >= 0;
  }
}

/** A conversion to one of the integer types. A real is rounded to the nearest, halves to even. */
function toIntegerType(type: u16, value: usize): usize {
  let kind = readNumber(value);
  if (kind == NUMBER_DOUBLE) {
    const rounded = nearest(numberRead.real);
    if (!(Math.abs(rounded) < 9e15)) return unknown();
    numberRead.integer = <i64>rounded;
    kind = NUMBER_INTEGER;
  }
  if (kind != NUMBER_INTEGER || !inRange(type, numberRead.integer)) return unknown();
  return integerOf(type - TYPE_INT, numberRead.integer);
}

/** `[int]value`, or unknown. */
export function toInteger(value: usize): usize {
  return toIntegerType(TYPE_INT, value);
}

/** `[double]value`, or unknown. */
export function toDouble(value: usize): usize {
  if (kindOf(value) == KIND_CHAR) return unknown();
  const kind = readNumber(value);
  if (kind == NUMBER_DOUBLE) return double(numberRead.real);
  return kind == NUMBER_INTEGER ? double(<f64>numberRead.integer) : unknown();
}

/** `[char]value`, or unknown. */
export function toChar(value: usize): usize {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_CHAR:
      return value;
    case KIND_NULL:
      return character(0);
    case KIND_INTEGER: {
      const unit = integerAt(value);
      return unit >= 0 && unit <= 65535 ? character(<u32>unit) : unknown();
    }
    case KIND_STRING:
      return unitsOf(value) == 1 ? character(unitAt(value, 0)) : unknown();
    default:
      return unknown();
  }
}

/** `[bool]value`, or unknown. */
export function toBoolean(value: usize): usize {
  const truth = plainTruth(value);
  return truth < 0 ? unknown() : boolean(truth != 0);
}

/** A conversion to a type that is no array. Nothing here makes a list. */
function castItem(type: u16, value: usize): usize {
  if (type >= TYPE_INT && type <= TYPE_ULONG) return toIntegerType(type, value);
  switch (<i32>type) {
    case TYPE_STRING:
      return knownText(value);
    case TYPE_DOUBLE:
      return toDouble(value);
    case TYPE_CHAR:
      return toChar(value);
    case TYPE_BOOL:
      return toBoolean(value);
    case TYPE_SWITCH:
      return kindOf(value) == KIND_BOOLEAN ? value : unknown();
    case TYPE_OBJECT:
    case TYPE_PSOBJECT:
      return value;
    case TYPE_VOID:
      return nullValue();
    default:
      return castObject(type, value);
  }
}

function castObject(type: u16, value: usize): usize {
  const kind = kindOf(value);
  switch (<i32>type) {
    case TYPE_HASHTABLE:
      return kind == KIND_NULL || (kind == KIND_TABLE && changetype<Value>(value).aux == TABLE_HASH) ? value : unknown();
    case TYPE_ORDERED:
      return kind != KIND_TABLE
        ? unknown()
        : changetype<Value>(value).aux == TABLE_ORDERED
          ? value
          : copyTable(value, TABLE_ORDERED);
    case TYPE_PSCUSTOMOBJECT:
      return kind != KIND_TABLE ? value : changetype<Value>(value).aux > TABLE_ORDERED ? value : copyTable(value, TABLE_OBJECT);
    case TYPE_SCRIPTBLOCK:
      // PowerShell makes no block of a text here.
      return kind == KIND_BLOCK || kind == KIND_NULL ? value : kind == KIND_STRING ? failed() : unknown();
    case TYPE_REF:
      return kind == KIND_REFERENCE ? value : 0;
    case TYPE_REGEX:
      return kind == KIND_STRING ? newObjectValue(OBJECT_REGEX, <u32>value, 0) : unknown();
    case TYPE_TYPE:
      return kind == KIND_TYPE ? value : kind == KIND_STRING ? typeNamed(textAt(value), textLength(value)) : unknown();
    case TYPE_STRING_BUILDER:
      return kind == KIND_STRING ? newBuilder(value) : unknown();
    case TYPE_STREAM_READER:
      return isObject(value, OBJECT_STREAM) ? newReader(value, ENCODING_UTF8) : unknown();
    case TYPE_STRING_READER:
      return kind == KIND_STRING ? newReader(value, 0) : unknown();
    case TYPE_MEMORY_STREAM:
      return kind == KIND_ARRAY ? newStream(bytesText(value)) : isObject(value, OBJECT_STREAM) ? value : unknown();
    case TYPE_SPLIT_OPTIONS:
    case TYPE_REGEX_OPTIONS:
    case TYPE_STRING_COMPARISON:
    case TYPE_COMPRESSION_MODE:
    case TYPE_SEEK_ORIGIN: {
      const option = kind == KIND_STRING ? optionNamed(textAt(value), textLength(value)) : -1;
      return option < 0 ? unknown() : newObjectValue(OBJECT_OPTION, <u32>option, 0);
    }
    default:
      return kind == KIND_BUILDER && ownType(value) == type ? value : unknown();
  }
}

/** Text as the array of its units: `[char[]]'abc'`. */
export function characters(value: usize): usize {
  const count = unitsOf(value);
  const list = newList(count);
  if (kindOf(list) != KIND_ARRAY) return list;
  const units = toUnits(value);
  if (units == 0) return unknown();
  for (let i: u32 = 0; i < count; i++) append(list, character(load<u16>(units + ((<usize>i) << 1))));
  changetype<Value>(list).b = TYPE_CHAR;
  return list;
}

/** A conversion to an array of a type; a single value becomes an array of one. */
function castArray(type: u16, value: usize): usize {
  const kind = kindOf(value);
  if (isUnknown(value) || kind == KIND_NULL) return value;
  if (type == TYPE_CHAR && kind == KIND_STRING) return characters(value);
  if (kind == KIND_ARRAY && !isKnownList(value)) return unknown();
  // An array that has the type already is not copied.
  if (kind == KIND_ARRAY && changetype<Value>(value).aux == 0 && <u16>changetype<Value>(value).b == type) return value;
  const count = kind == KIND_ARRAY ? countItems(value) : 1;
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    const item = castItem(type, kind == KIND_ARRAY ? itemAt(value, i) : value);
    // One element that is refused refuses the whole.
    if (item == 0 || isUnknown(item) || !append(list, item)) return unknown();
  }
  if (kindOf(list) == KIND_ARRAY && type != TYPE_OBJECT) changetype<Value>(list).b = type;
  return list;
}

/** `[array]`, `[object[]]`: a list stays as it is, anything else but null becomes a list of one. */
export function wrapArray(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_NULL || isUnknown(value)) return value;
  if (kind == KIND_ARRAY) return changetype<Value>(value).aux == 0 ? value : copyList(value);
  const list = newList(1);
  append(list, value);
  return list;
}

/** `[Collections.ArrayList]`, and List[T] where T is told. */
export function toArrayList(type: u16, element: u16, value: usize): usize {
  const kind = kindOf(value);
  if (kind != KIND_ARRAY || !isKnownList(value)) return unknown();
  const count = countItems(value);
  const list = newArrayList(count, type);
  for (let i: u32 = 0; i < count; i++) {
    const item = castItem(element, itemAt(value, i));
    if (item == 0 || isUnknown(item) || !append(list, item)) return unknown();
  }
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = element;
  return list;
}

/** A Stack or Queue of a list's elements, put in one after the other. */
export function toQueue(type: usize, value: usize): usize {
  const isStack = typeIn(type) == TYPE_STACK;
  const element = elementType(type);
  const made = toArrayList(isStack ? LIST_STACK : LIST_QUEUE, element == TYPE_OTHER ? TYPE_OBJECT : element, value);
  if (!isStack || kindOf(made) != KIND_ARRAY) return made;
  for (let i: u32 = 0, j = countItems(made); i + 1 < j; i++) {
    const item = itemAt(made, --j);
    setItem(made, j, itemAt(made, i));
    setItem(made, i, item);
  }
  return made;
}

/** T of a KIND_TYPE value for List[T], TYPE_OTHER where it is not followed. */
export function elementType(type: usize): u16 {
  const name = <usize>changetype<Value>(type).a;
  const length = <usize>changetype<Value>(type).b;
  for (let i: usize = 0; i + 1 < length; i++) {
    if (load<u8>(name + i) == OPEN_BRACKET) {
      const named = typeNamed(name + i + 1, length - i - 2);
      const element = typeIn(named);
      return element > TYPE_OBJECT && element != TYPE_PSOBJECT ? TYPE_OTHER : element == TYPE_PSOBJECT ? TYPE_OBJECT : element;
    }
  }
  return TYPE_OTHER;
}

/** Whether a value, as part of another list, has the type of a typed list's elements: .NET converts none of these. */
export function fitsElement(list: usize, value: usize): bool {
  const element = <u16>changetype<Value>(list).b;
  return (
    element == TYPE_OBJECT ||
    (element == TYPE_STRING && kindOf(value) == KIND_STRING) ||
    changetype<Value>(list).aux == LIST_ARRAY_LIST
  );
}

/** An element on its way into a typed list: converted as that list asks, or unknown. */
export function castElement(list: usize, value: usize): usize {
  const element = <u16>changetype<Value>(list).b;
  if (element == TYPE_OTHER || element == TYPE_OBJECT) return value;
  const item = castItem(element, value);
  return item == 0 ? unknown() : item;
}

/**
 * The conversion of a typed variable or parameter, which is narrower than a cast: for [bool] it takes truths and numbers alone. @returns as
 * `cast`, and what failed for what is refused
 */
export function castStored(type: usize, value: usize): usize {
  const kind = kindOf(value);
  const isRefused = kind == KIND_STRING || kind == KIND_ARRAY || kind == KIND_TABLE || kind == KIND_BLOCK || kind == KIND_CHAR;
  return typeIn(type) == TYPE_BOOL && isRefused ? failed() : cast(type, value);
}

function castPlain(type: usize, value: usize): usize {
  const code = typeIn(type);
  if (code == TYPE_OTHER) return unknown();
  if (code == TYPE_ARRAY || code == (TYPE_OBJECT | TYPE_ARRAY_OF)) return wrapArray(value);
  if ((code & TYPE_ARRAY_OF) != 0) return castArray(code & 0xff, value);
  if (code == TYPE_ARRAY_LIST) return toArrayList(LIST_ARRAY_LIST, TYPE_OBJECT, value);
  if (code == TYPE_STACK || code == TYPE_QUEUE) return toQueue(type, value);
  if (code == TYPE_GENERIC_LIST) {
    const element = elementType(type);
    return element == TYPE_OTHER ? unknown() : toArrayList(LIST_GENERIC, element, value);
  }
  return castItem(code, value);
}

function castKept(type: usize, value: usize): usize {
  const made = castPlain(type, value);
  if (made == 0 || made == value) return made;
  return withSteps(carry(made, carriedFlags(value), value, value), gatheredSteps(value));
}

/**
 * `[type]value`, `value -as type`, a typed variable's or parameter's conversion.
 * @param type a KIND_TYPE value
 * @returns 0 where the machine must convert (a reference)
 */
export function cast(type: usize, value: usize): usize {
  if (kindOf(value) != KIND_CHOICE) return castKept(type, value);
  const count = countItems(value);
  let made: usize = 0;
  for (let i: u32 = 0; i < count; i++) {
    const one = castKept(type, itemAt(value, i));
    if (one == 0) return 0;
    made = made == 0 ? one : choice(made, one);
  }
  return made;
}
