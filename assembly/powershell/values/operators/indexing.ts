/**
 * `[ ]` on strings, arrays and tables.
 */

import { REASON_ELEMENT } from "../../../contract";
import { setBuilt } from "../builder";
import { character, integerAt, kindOf, nullValue, unknown } from "../constants";
import { castElement, characters, isUnknown, toInteger } from "../convert";
import { OBJECT_GROUPS } from "../dotnet-objects";
import { carriedFlags, carry, withFlags } from "../flags";
import {
  append,
  countItems,
  isEnumerator,
  isKnownList,
  itemAt,
  LIST_STACK,
  MAX_ALTERNATIVES,
  newList,
  setItem,
  taintList,
} from "../lists";
import { eitherOf } from "../possibilities";
import { derive } from "../steps";
import { isStreamed, taintStream } from "../streams";
import { countEntries, entryOf, findEntry, isKnownTable, setEntry, setValueAt, taintTable, valueAt } from "../tables";
import { isAsciiText, unitAt, unitsOf } from "../units";
import {
  KIND_ARRAY,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_OBJECT,
  KIND_STRING,
  KIND_TABLE,
  TABLE_ORDERED,
  VALUE_DECODED,
  VALUE_UNCLAIMABLE,
  Value,
} from "../value";

/** Elements that positions count: units of text, items of a list; other single values are a list of one. */
function sizeOf(object: usize): u32 {
  const kind = kindOf(object);
  return kind == KIND_STRING ? unitsOf(object) : kind == KIND_ARRAY ? countItems(object) : 1;
}

/** The element at a position, which must be in range. */
function elementAt(object: usize, position: u32): usize {
  const kind = kindOf(object);
  if (kind == KIND_STRING) return character(unitAt(object, position));
  return kind == KIND_ARRAY ? itemAt(object, position) : object;
}

/** A position out of an index value, counted from the end if negative; -1 for out of range, -2 for unknown. */
function positionOf(at: usize, size: u32): i64 {
  const number = kindOf(at) == KIND_NULL ? unknown() : toInteger(at);
  if (isUnknown(number)) return -2;
  let position = integerAt(number);
  if (position < 0) position += <i64>size;
  return position < 0 || position >= <i64>size ? -1 : position;
}

/** Several positions: those out of range are left out. */
function severalOf(object: usize, at: usize): usize {
  if (!isKnownList(at)) return unknown();
  const count = countItems(at);
  const size = sizeOf(object);
  const list = newList(count);
  // Beyond ASCII a unit is found by walking to it, so the walk is made once.
  const from = kindOf(object) == KIND_STRING && !isAsciiText(object) ? characters(object) : object;
  if (isUnknown(from)) return unknown();
  for (let i: u32 = 0; i < count; i++) {
    const position = positionOf(itemAt(at, i), size);
    if (position == -2) return unknown();
    if (position >= 0 && !append(list, elementAt(from, <u32>position))) return unknown();
  }
  return list;
}

function inSequence(object: usize, at: usize): usize {
  const kind = kindOf(object);
  if (kind == KIND_ARRAY && !isKnownList(object)) return unknown();
  if (kindOf(at) == KIND_ARRAY) return severalOf(object, at);
  const position = positionOf(at, sizeOf(object));
  // Only arrays and text answer null for a position out of range in every mode and dialect.
  if (position == -2 || (position == -1 && kind != KIND_ARRAY && kind != KIND_STRING)) return unknown();
  return position < 0 ? nullValue() : elementAt(object, <u32>position);
}

/** One key of a table. An ordered one counts whole numbers as positions. */
function inTable(table: usize, key: usize): usize {
  const type = changetype<Value>(table).aux;
  if (type > TABLE_ORDERED || isUnknown(key) || kindOf(key) == KIND_NULL) return unknown();
  if (type == TABLE_ORDERED && kindOf(key) == KIND_INTEGER) {
    if (!isKnownTable(table)) return unknown();
    const position = integerAt(key);
    if (position < 0) return unknown();
    return position < <i64>countEntries(table) ? valueAt(table, <u32>position) : nullValue();
  }
  return entryOf(table, key);
}

function keysOf(table: usize, keys: usize): usize {
  if (!isKnownList(keys)) return unknown();
  const list = newList(countItems(keys));
  for (let i: u32 = 0; i < countItems(keys); i++) if (!append(list, inTable(table, itemAt(keys, i)))) return unknown();
  return list;
}

function plainIndex(object: usize, at: usize): usize {
  if (isEnumerator(object) || isEnumerator(at)) return unknown();
  // Neither a Stack nor a Queue has elements by number.
  if (kindOf(object) == KIND_ARRAY && changetype<Value>(object).aux >= LIST_STACK) return unknown();
  switch (<i32>kindOf(object)) {
    case KIND_STRING:
    case KIND_ARRAY:
    case KIND_INTEGER:
    case KIND_DOUBLE:
    case KIND_BOOLEAN:
    case KIND_CHAR:
      return inSequence(object, at);
    case KIND_TABLE:
      return kindOf(at) == KIND_ARRAY ? keysOf(object, at) : inTable(object, at);
    case KIND_OBJECT:
      // The groups of a match, by number.
      if (changetype<Value>(object).aux == OBJECT_GROUPS) return inSequence(<usize>changetype<Value>(object).a, at);
      return unknown();
    default:
      return unknown();
  }
}

/** What the index, and a text's own flags, pass on. An element of a list carries its own. */
function passedFlags(object: usize, at: usize): u8 {
  return (changetype<Value>(object).flags & (VALUE_DECODED | VALUE_UNCLAIMABLE)) | carriedFlags(at);
}

function oneIndex(object: usize, at: usize, start: usize, end: usize): usize {
  const made = plainIndex(object, at);
  const flags = passedFlags(object, at);
  const marked = kindOf(made) == KIND_ARRAY && kindOf(at) != KIND_ARRAY ? withFlags(made, flags) : carry(made, flags, object, at);
  return derive(marked, REASON_ELEMENT, start, end, made, object, 0);
}

/** `object[index]`. */
export function indexed(object: usize, at: usize, start: usize, end: usize): usize {
  const objects = kindOf(object) == KIND_CHOICE ? countItems(object) : 1;
  const indices = kindOf(at) == KIND_CHOICE ? countItems(at) : 1;
  if (objects * indices > MAX_ALTERNATIVES) return unknown();
  let made: usize = 0;
  for (let i: u32 = 0; i < objects; i++) {
    for (let j: u32 = 0; j < indices; j++) {
      const one = oneIndex(
        kindOf(object) == KIND_CHOICE ? itemAt(object, i) : object,
        kindOf(at) == KIND_CHOICE ? itemAt(at, j) : at,
        start,
        end,
      );
      made = made == 0 ? one : eitherOf(made, one);
    }
  }
  return made;
}

function setInList(list: usize, at: usize, value: usize): bool {
  const position = positionOf(at, countItems(list));
  // An index that is refused changes nothing; one that is not known may hit any element.
  if (position == -1) return isKnownList(list);
  const item = castElement(list, value);
  if (position == -2 || !isKnownList(list)) {
    taintList(list);
    return false;
  }
  setItem(list, <u32>position, item);
  return true;
}

function setInTable(table: usize, key: usize, value: usize): bool {
  if (changetype<Value>(table).aux == TABLE_ORDERED && kindOf(key) == KIND_INTEGER) {
    const position = integerAt(key);
    if (isKnownTable(table) && position >= 0 && position < <i64>countEntries(table)) {
      setValueAt(table, <u32>position, value);
      return true;
    }
    taintTable(table);
    return false;
  }
  return setEntry(table, key, value);
}

/**
 * `object[index] = value`. What cannot be followed taints the object; so does any write to a choice.
 * @returns whether it was written
 */
export function setIndexed(object: usize, at: usize, value: usize): bool {
  const kind = kindOf(object);
  if (kind == KIND_ARRAY && kindOf(at) != KIND_ARRAY) return setInList(object, at, value);
  if (kind == KIND_TABLE && kindOf(at) != KIND_ARRAY) return setInTable(object, at, value);
  taintObject(object);
  return false;
}

/** Marks the contents of a list or table, or of every one of a choice, as no longer known. */
export function taintObject(object: usize): void {
  const kind = kindOf(object);
  if (kind != KIND_CHOICE) taintOne(object);
  else for (let i: u32 = 0; i < countItems(object); i++) taintOne(itemAt(object, i));
}

function taintOne(object: usize): void {
  const kind = kindOf(object);
  if (kind == KIND_ARRAY) taintList(object);
  else if (kind == KIND_TABLE) taintTable(object);
  else if (kind == KIND_BUILDER) setBuilt(object, unknown());
  else if (isStreamed(object)) taintStream(object);
}

/** Whether a key is in a table: 1, 0, or -1 for unknown. */
export function hasKey(table: usize, key: usize): i32 {
  const at = findEntry(table, key);
  return at >= 0 ? 1 : at == -1 ? 0 : -1;
}
