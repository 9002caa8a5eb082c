/**
 * Methods of hashtables and dictionaries.
 */
import { boolean, integer, kindOf, nothing, unknown } from "../constants";
import { UNDECIDED } from "../equality";
import { append, newList } from "../lists";
import { same } from "../operators/compare";
import { hasKey, indexed } from "../operators/indexing";
import {
  clearTable,
  copyTable,
  countEntries,
  isKnownTable,
  keyAt,
  newTable,
  removeEntry,
  setEntry,
  setNamed,
  TABLE_ENTRY,
  taintTable,
  valueAt,
} from "../tables";
import { typeOf } from "../types";
import { KIND_INTEGER, KIND_TABLE, TABLE_HASH, TABLE_ORDERED, Value } from "../value";
import { argument, NO_NUMBER, numberArgument } from "./arguments";
import { column } from "./members";
import {
  TABLE_METHOD_ADD,
  TABLE_METHOD_CLEAR,
  TABLE_METHOD_CLONE,
  TABLE_METHOD_CONTAINS,
  TABLE_METHOD_CONTAINS_KEY,
  TABLE_METHOD_CONTAINS_VALUE,
  TABLE_METHOD_GET_COUNT,
  TABLE_METHOD_GET_ENUMERATOR,
  TABLE_METHOD_GET_ITEM,
  TABLE_METHOD_GET_KEYS,
  TABLE_METHOD_GET_TYPE,
  TABLE_METHOD_GET_VALUES,
  TABLE_METHOD_ITEM,
  TABLE_METHOD_REMOVE,
  TABLE_METHOD_REMOVE_AT,
  TABLE_METHOD_SET_ITEM,
} from "./method-words";

function spoiled(table: usize): usize {
  taintTable(table);
  return unknown();
}

function add(table: usize, args: usize, count: u32): usize {
  if (count != 2) return spoiled(table);
  const there = hasKey(table, argument(args, 0));
  // A key that is there is refused, and the table stays as it is.
  if (there == 1) return unknown();
  if (there < 0) return spoiled(table);
  return setEntry(table, argument(args, 0), argument(args, 1)) ? nothing() : unknown();
}

function containsValue(table: usize, value: usize): usize {
  if (!isKnownTable(table)) return unknown();
  for (let i: u32 = 0; i < countEntries(table); i++) {
    const equal = same(valueAt(table, i), value, false);
    if (equal == UNDECIDED) return unknown();
    // Types count here, so only the plain case is followed.
    if (equal == 1) return kindOf(valueAt(table, i)) == kindOf(value) ? boolean(true) : unknown();
  }
  return boolean(false);
}

/** An entry with its Key, Name and Value. */
function entry(key: usize, value: usize): usize {
  const made = newTable(TABLE_ENTRY);
  if (kindOf(made) != KIND_TABLE) return made;
  setNamed(made, "Name", key);
  setNamed(made, "Key", key);
  setNamed(made, "Value", value);
  return made;
}

/** The entries in order, as an array; unknown where the order is the engine's secret. */
export function entriesOf(table: usize): usize {
  const count = countEntries(table);
  const type = changetype<Value>(table).aux;
  if (!isKnownTable(table) || type > TABLE_ORDERED || (type == TABLE_HASH && count > 1)) return unknown();
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) if (!append(list, entry(keyAt(table, i), valueAt(table, i)))) return unknown();
  return list;
}

/** `Remove`: of an ordered dictionary a number may be a key or a position. */
function remove(table: usize, args: usize, count: u32): usize {
  if (count != 1) return spoiled(table);
  removeEntry(table, argument(args, 0));
  return nothing();
}

function removeAt(table: usize, args: usize, count: u32): usize {
  const at = count == 1 ? numberArgument(args, 0) : NO_NUMBER;
  if (!isKnownTable(table) || at < 0 || at >= <i64>countEntries(table)) return spoiled(table);
  removeEntry(table, keyAt(table, <u32>at));
  return nothing();
}

function contains(table: usize, args: usize, count: u32): usize {
  const there = count == 1 ? hasKey(table, argument(args, 0)) : -1;
  return there < 0 ? unknown() : boolean(there == 1);
}

/**
 * A method of a dictionary.
 * @param method `tableMethodNamed`
 */
export function tableMethod(method: i32, table: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const type = changetype<Value>(table).aux;
  switch (method) {
    case TABLE_METHOD_ADD:
      return add(table, args, count);
    case TABLE_METHOD_REMOVE:
      return remove(table, args, count);
    case TABLE_METHOD_CONTAINS_KEY:
      return type == TABLE_HASH ? contains(table, args, count) : unknown();
    case TABLE_METHOD_CONTAINS:
      return contains(table, args, count);
    case TABLE_METHOD_CONTAINS_VALUE:
      return count == 1 && type == TABLE_HASH ? containsValue(table, argument(args, 0)) : unknown();
    case TABLE_METHOD_CLONE:
      return count == 0 && type == TABLE_HASH ? copyTable(table, type) : unknown();
    case TABLE_METHOD_CLEAR:
      clearTable(table);
      return nothing();
    case TABLE_METHOD_GET_ENUMERATOR:
      return entriesOf(table);
    case TABLE_METHOD_GET_ITEM:
    case TABLE_METHOD_ITEM:
      return count == 1 ? indexed(table, argument(args, 0), start, end) : unknown();
    case TABLE_METHOD_SET_ITEM:
      if (count != 2 || (type == TABLE_ORDERED && kindOf(argument(args, 0)) == KIND_INTEGER)) return spoiled(table);
      return setEntry(table, argument(args, 0), argument(args, 1)) ? nothing() : unknown();
    case TABLE_METHOD_GET_COUNT:
      return isKnownTable(table) ? integer(<i64>countEntries(table)) : unknown();
    case TABLE_METHOD_GET_KEYS:
    case TABLE_METHOD_GET_VALUES:
      return column(table, method == TABLE_METHOD_GET_KEYS);
    case TABLE_METHOD_GET_TYPE:
      return count == 0 ? typeOf(table) : unknown();
    case TABLE_METHOD_REMOVE_AT:
      return type == TABLE_ORDERED ? removeAt(table, args, count) : unknown();
    default:
      return spoiled(table);
  }
}
