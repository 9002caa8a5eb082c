/**
 * Methods of hashtables and ordered dictionaries.
 */
import { find } from "../../../bytes/dictionary";
import { boolean, integer, kindOf, nothing, textAt, textLength, unknown } from "../constants";
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

const WORDS: string =
  "add remove containskey contains containsvalue clone clear getenumerator get_item set_item get_count get_keys get_values gettype removeat item";
const SLOTS: usize = memory.data(132, 4);

/** Index of a dictionary method by name, or -1. */
export function tableMethodNamed(name: usize): i32 {
  return find(WORDS, SLOTS, 31, textAt(name), textLength(name));
}

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
    case 0:
      return add(table, args, count);
    case 1:
      return remove(table, args, count);
    case 2:
      return type == TABLE_HASH ? contains(table, args, count) : unknown();
    case 3:
      return contains(table, args, count);
    case 4:
      return count == 1 && type == TABLE_HASH ? containsValue(table, argument(args, 0)) : unknown();
    case 5:
      return count == 0 && type == TABLE_HASH ? copyTable(table, type) : unknown();
    case 6:
      clearTable(table);
      return nothing();
    case 7:
      return entriesOf(table);
    case 8:
    case 15:
      return count == 1 ? indexed(table, argument(args, 0), start, end) : unknown();
    case 9:
      if (count != 2 || (type == TABLE_ORDERED && kindOf(argument(args, 0)) == KIND_INTEGER)) return spoiled(table);
      return setEntry(table, argument(args, 0), argument(args, 1)) ? nothing() : unknown();
    case 10:
      return isKnownTable(table) ? integer(<i64>countEntries(table)) : unknown();
    case 11:
    case 12:
      return column(table, method == 11);
    case 13:
      return typeOf(table);
    case 14:
      return type == TABLE_ORDERED ? removeAt(table, args, count) : unknown();
    default:
      return spoiled(table);
  }
}
