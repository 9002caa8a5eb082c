/**
 * Methods of arrays, ArrayList and List[T].
 */

import { REASON_REVERSED } from "../../../contract";
import { work } from "../../work";
import { boolean, failed, integer, kindOf, nothing, nullValue, textLength, unknown } from "../constants";
import { castElement, fitsElement, isUnknown } from "../convert";
import {
  append,
  asEnumerator,
  copyList,
  countItems,
  insertItem,
  isKnownList,
  itemAt,
  LIST_ARRAY_LIST,
  LIST_STACK,
  listOf,
  newList,
  removeItem,
  setItem,
  taintList,
} from "../lists";
import { reverse } from "../operators/sequences";
import { sameItem } from "../sameness";
import { newStep } from "../steps";
import { typeOf } from "../types";
import { KIND_ARRAY, KIND_NULL, KIND_STRING, VALUE_TAINTED, Value } from "../value";
import { argument, NO_NUMBER, numberArgument } from "./arguments";
import {
  LIST_METHOD_ADD,
  LIST_METHOD_ADD_RANGE,
  LIST_METHOD_CLEAR,
  LIST_METHOD_CLONE,
  LIST_METHOD_CONTAINS,
  LIST_METHOD_GET_COUNT,
  LIST_METHOD_GET_ENUMERATOR,
  LIST_METHOD_GET_ITEM,
  LIST_METHOD_GET_LENGTH,
  LIST_METHOD_GET_LOWER_BOUND,
  LIST_METHOD_GET_RANGE,
  LIST_METHOD_GET_UPPER_BOUND,
  LIST_METHOD_GET_VALUE,
  LIST_METHOD_INDEX_OF,
  LIST_METHOD_INSERT,
  LIST_METHOD_INSERT_RANGE,
  LIST_METHOD_POP,
  LIST_METHOD_PUSH,
  LIST_METHOD_REMOVE,
  LIST_METHOD_REMOVE_AT,
  LIST_METHOD_REMOVE_RANGE,
  LIST_METHOD_REVERSE,
  LIST_METHOD_SET_ITEM,
  LIST_METHOD_SET_VALUE,
  LIST_METHOD_TO_ARRAY,
} from "./method-words";

/** Methods up to this one change an ArrayList in place; on an array they are refused. */
const LAST_CHANGING: i32 = LIST_METHOD_CLEAR;

/** Position of a value in a list: -1 if it is not there, -2 if that cannot be told. .NET: Object.Equals, so types count. */
export function positionIn(list: usize, value: usize): i32 {
  const kind = kindOf(value);
  if (!isKnownList(list) || kind < KIND_NULL || kind > KIND_STRING) return -2;
  for (let i: u32 = 0; i < countItems(list); i++) {
    const item = itemAt(list, i);
    if (kindOf(item) == KIND_STRING && !work(<u32>textLength(item))) return -2;
    if (sameItem(item, value)) return <i32>i;
    if (kindOf(item) < KIND_NULL || kindOf(item) > KIND_STRING) return -2;
  }
  return -1;
}

/** Inserts the items of another list; a list of which they are not known is spoiled. */
export function addRange(list: usize, from: usize, at: u32): usize {
  if (kindOf(from) != KIND_ARRAY || !isKnownList(from)) return spoiled(list);
  const count = countItems(from);
  const items = copyList(from);
  for (let i: u32 = 0; i < count; i++) if (!fitsElement(list, itemAt(from, i))) return spoiled(list);
  for (let i: u32 = 0; i < count; i++) {
    if (kindOf(items) != KIND_ARRAY || !insertItem(list, at + i, castElement(list, itemAt(items, i)))) return spoiled(list);
  }
  return nothing();
}

/** What cannot be followed may have written anything. */
function spoiled(list: usize): usize {
  taintList(list);
  return unknown();
}

function removeCount(list: usize, from: i64, count: i64): usize {
  const size = <i64>countItems(list);
  if (from < 0 || count < 0 || from > size || count > size - from) return spoiled(list);
  for (let i: i64 = 0; i < count; i++) removeItem(list, <u32>from);
  return nothing();
}

/** A method that changes an ArrayList. */
function change(method: i32, list: usize, args: usize, count: u32): usize {
  const first = count > 0 ? argument(args, 0) : nullValue();
  const number = count > 0 ? numberArgument(args, 0) : NO_NUMBER;
  switch (method) {
    case LIST_METHOD_ADD:
      if (count != 1 || !append(list, castElement(list, first))) return spoiled(list);
      // ArrayList answers the position, List[T] nothing.
      return changetype<Value>(list).aux == LIST_ARRAY_LIST ? integer(<i64>countItems(list) - 1) : nothing();
    case LIST_METHOD_ADD_RANGE:
      return count == 1 ? addRange(list, first, countItems(list)) : spoiled(list);
    case LIST_METHOD_INSERT:
      if (count != 2 || number < 0 || number > <i64>countItems(list)) return spoiled(list);
      return insertItem(list, <u32>number, castElement(list, argument(args, 1))) ? nothing() : spoiled(list);
    case LIST_METHOD_INSERT_RANGE:
      if (count != 2 || number < 0 || number > <i64>countItems(list)) return spoiled(list);
      return addRange(list, argument(args, 1), <u32>number);
    case LIST_METHOD_REMOVE: {
      const at = count == 1 ? positionIn(list, first) : -2;
      if (at == -2) return spoiled(list);
      if (at >= 0) removeItem(list, <u32>at);
      return changetype<Value>(list).aux == LIST_ARRAY_LIST ? nothing() : boolean(at >= 0);
    }
    case LIST_METHOD_REMOVE_AT:
      return count == 1 ? removeCount(list, number, 1) : spoiled(list);
    case LIST_METHOD_REMOVE_RANGE:
      return count == 2 ? removeCount(list, number, numberArgument(args, 1)) : spoiled(list);
    case LIST_METHOD_REVERSE:
      if (count != 0) return spoiled(list);
      reverse(list, 0, countItems(list));
      return nothing();
    default: {
      if (count != 0) return spoiled(list);
      const header = listOf(list);
      header.count = 0;
      header.flags &= ~(<u32>VALUE_TAINTED);
      return nothing();
    }
  }
}

function valueAtNumber(list: usize, number: i64): usize {
  return number < 0 || number >= <i64>countItems(list) ? unknown() : itemAt(list, <u32>number);
}

/** Part of a list, as a new one. */
function rangeOf(list: usize, from: i64, count: i64): usize {
  if (from < 0 || count < 0 || from + count > <i64>countItems(list)) return unknown();
  const made = newList(<u32>count);
  for (let i: i64 = 0; i < count; i++) if (!append(made, itemAt(list, <u32>(from + i)))) return unknown();
  return made;
}

function setValue(list: usize, args: usize, count: u32, atFirst: bool): usize {
  const at = count == 2 ? numberArgument(args, atFirst ? 0 : 1) : NO_NUMBER;
  if (at < 0 || at >= <i64>countItems(list)) return spoiled(list);
  setItem(list, <u32>at, castElement(list, argument(args, atFirst ? 1 : 0)));
  return nothing();
}

/** A method that only reads. */
function read(method: i32, list: usize, args: usize, count: u32): usize {
  const isArray = changetype<Value>(list).aux == 0;
  const ofArrays = method >= LIST_METHOD_GET_VALUE && method <= LIST_METHOD_GET_LENGTH;
  if (isArray ? method == LIST_METHOD_TO_ARRAY || method == LIST_METHOD_GET_RANGE : ofArrays) return unknown();
  switch (method) {
    case LIST_METHOD_TO_ARRAY:
    case LIST_METHOD_CLONE:
      if (count != 0) return method == LIST_METHOD_CLONE ? failed() : unknown();
      return typedCopy(list, method == LIST_METHOD_CLONE);
    case LIST_METHOD_CONTAINS: {
      const at = count == 1 ? positionIn(list, argument(args, 0)) : -2;
      return at == -2 ? unknown() : boolean(at >= 0);
    }
    case LIST_METHOD_INDEX_OF: {
      const at = count == 1 ? positionIn(list, argument(args, 0)) : -2;
      return at == -2 ? unknown() : integer(<i64>at);
    }
    case LIST_METHOD_GET_VALUE:
    case LIST_METHOD_GET_ITEM:
      return count == 1 ? valueAtNumber(list, numberArgument(args, 0)) : unknown();
    case LIST_METHOD_SET_VALUE:
      return setValue(list, args, count, false);
    case LIST_METHOD_GET_UPPER_BOUND:
      if (count != 1 || numberArgument(args, 0) != 0) return unknown();
      return integer(<i64>countItems(list) - 1);
    case LIST_METHOD_GET_LOWER_BOUND:
      return count == 1 && numberArgument(args, 0) == 0 ? integer(0) : unknown();
    case LIST_METHOD_GET_LENGTH:
      if (count != 1 || numberArgument(args, 0) != 0) return unknown();
      return integer(<i64>countItems(list));
    case LIST_METHOD_GET_COUNT:
      if (count != 0) return unknown();
      return integer(<i64>countItems(list));
    case LIST_METHOD_GET_RANGE:
      return count == 2 ? rangeOf(list, numberArgument(args, 0), numberArgument(args, 1)) : unknown();
    case LIST_METHOD_GET_ENUMERATOR:
      return asEnumerator(list);
    case LIST_METHOD_SET_ITEM:
      return setValue(list, args, count, true);
    default:
      return count == 0 ? typeOf(list) : unknown();
  }
}

/** A copy that keeps what kind of list it is (`Clone`), or is an array (`ToArray`). */
function typedCopy(list: usize, sameKind: bool): usize {
  const copy = copyList(list);
  if (isUnknown(copy)) return copy;
  changetype<Value>(copy).b = changetype<Value>(list).b;
  if (sameKind) changetype<Value>(copy).aux = changetype<Value>(list).aux;
  return copy;
}

/** A method of a Stack or Queue that neither an array nor a growing list has. */
function queueMethod(method: i32, list: usize, args: usize, count: u32): usize {
  const isStack = changetype<Value>(list).aux == LIST_STACK;
  if (method == LIST_METHOD_PUSH) {
    const item = count == 1 ? castElement(list, argument(args, 0)) : unknown();
    const isRoom = count == 1 && work(countItems(list)) && insertItem(list, isStack ? 0 : countItems(list), item);
    return isRoom ? nothing() : spoiled(list);
  }
  if (count != 0 || countItems(list) == 0) return unknown();
  const first = itemAt(list, 0);
  if (method == LIST_METHOD_POP) removeItem(list, 0);
  return first;
}

/**
 * A method of a list.
 * @param method `listMethodNamed`, not negative
 */
export function listMethod(method: i32, list: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const isQueue = changetype<Value>(list).aux >= LIST_STACK;
  if (method >= LIST_METHOD_PUSH) return isQueue && isKnownList(list) ? queueMethod(method, list, args, count) : spoiled(list);
  if (isQueue && method < LAST_CHANGING) return unknown();
  if (method <= LAST_CHANGING) {
    // An array has a fixed size: there the engine refuses, and `Clear` empties each element.
    if (changetype<Value>(list).aux == 0) {
      if (method == LAST_CHANGING) taintList(list);
      return unknown();
    }
    if (method == LIST_METHOD_REVERSE)
      changetype<Value>(list).steps = newStep(REASON_REVERSED, start, end, changetype<Value>(list).steps, 0, 0);
    if (!isKnownList(list) && method != LAST_CHANGING) return unknown();
    return change(method, list, args, count);
  }
  return isKnownList(list) ? read(method, list, args, count) : unknown();
}
