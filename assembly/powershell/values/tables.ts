/**
 * Hashtables, ordered dictionaries and custom objects: a KIND_TABLE handle over a Table that every handle of it shares.
 * Keys compare as PowerShell's hashtables compare them: strings without case, other values by type and value.
 */
import { take } from "../../memory/arena";
import { work } from "../work";
import { kindOf, nullValue, text, unknown } from "./constants";
import { compareKeys, DIFFERENT, SAME, UNDECIDED } from "./equality";
import { sameItem } from "./sameness";
import { KIND_STRING, KIND_TABLE, newValue, Table, VALUE_TAINTED, Value } from "./value";

/** aux of a KIND_TABLE: one entry of a dictionary, with Key, Name and Value. */
export const TABLE_ENTRY: u16 = 3;

const TABLE_BYTES: usize = offsetof<Table>();
/** Look-ups are linear, so tables stay short; a longer one is unknown. */
const MAX_ENTRIES: u32 = 512;

function tableOf(value: usize): Table {
  return changetype<Table>(<usize>changetype<Value>(value).a);
}

/** An empty table of TABLE_*, or unknown. */
export function newTable(type: u16): usize {
  const table = take(TABLE_BYTES);
  if (table == 0) return unknown();
  const header = changetype<Table>(table);
  header.count = 0;
  header.capacity = 0;
  header.entries = 0;
  header.flags = 0;
  const value = newValue(KIND_TABLE, <u32>table, 0);
  if (value == 0) return unknown();
  changetype<Value>(value).aux = type;
  return value;
}

/** Flag of a Table beside VALUE_TAINTED: its keys are told apart by case. */
const BY_CASE: u32 = 16;

/** Makes a table tell its keys apart by case, as one that a constructor makes. */
export function distinguishCase(table: usize): void {
  tableOf(table).flags |= BY_CASE;
}

/** Whether two keys that differ in case are two: a table that a constructor made, of one of several types. */
export function distinguishesCase(table: usize): bool {
  return (tableOf(table).flags & BY_CASE) != 0;
}

/** Index of the entry of a key; -1 if it is not there, -2 if that cannot be told. */
export function findEntry(table: usize, key: usize): i32 {
  const header = tableOf(table);
  // Each key is compared with the whole of this one.
  const each: u32 = kindOf(key) == KIND_STRING ? min<u32>(changetype<Value>(key).b, 65536) + 8 : 8;
  if (!work(header.count * each)) return -2;
  let answer = (header.flags & VALUE_TAINTED) == 0 ? -1 : -2;
  for (let i: u32 = 0; i < header.count; i++) {
    let same = compareKeys(keyAt(table, i), key);
    if (same == SAME && (header.flags & BY_CASE) != 0 && !sameItem(keyAt(table, i), key)) same = DIFFERENT;
    if (same == SAME && answer == -1) return <i32>i;
    if (same == UNDECIDED) answer = -2;
  }
  return answer;
}

/**
 * Adds or replaces an entry. An unknown key taints the table. On a value that is no table nothing happens.
 * @returns whether it was written
 */
export function setEntry(table: usize, key: usize, value: usize): bool {
  if (kindOf(table) != KIND_TABLE) return false;
  const header = tableOf(table);
  const at = findEntry(table, key);
  if (at >= 0) {
    store<u32>(<usize>header.entries + ((<usize>at) << 3) + 4, <u32>value);
    return true;
  }
  if (at == -2 || !makeRoom(header)) {
    header.flags |= VALUE_TAINTED;
    return false;
  }
  const entry = <usize>header.entries + ((<usize>header.count) << 3);
  store<u32>(entry, <u32>key);
  store<u32>(entry + 4, <u32>value);
  header.count++;
  return true;
}

function makeRoom(header: Table): bool {
  if (header.count < header.capacity) return true;
  if (header.count >= MAX_ENTRIES) return false;
  const capacity = header.capacity == 0 ? 4 : header.capacity << 1;
  const entries = take((<usize>capacity) << 3);
  if (entries == 0) return false;
  memory.copy(entries, <usize>header.entries, (<usize>header.count) << 3);
  header.entries = <u32>entries;
  header.capacity = capacity;
  return true;
}

/** Adds or replaces an entry under a key that the program text of this module names. */
export function setNamed(table: usize, name: string, value: usize): void {
  setEntry(table, named(name), value);
}

/** A string value out of an ASCII literal. */
export function named(name: string): usize {
  const size = <usize>name.length;
  const bytes = take(size);
  if (bytes == 0) return unknown();
  const units = changetype<usize>(name);
  for (let i: usize = 0; i < size; i++) store<u8>(bytes + i, load<u8>(units + (i << 1)));
  return text(bytes, size);
}

/** The value of a key; null if it is not there, unknown if that cannot be told. */
export function entryOf(table: usize, key: usize): usize {
  if (kindOf(table) != KIND_TABLE) return unknown();
  const at = findEntry(table, key);
  return at == -1 ? nullValue() : at < 0 ? unknown() : valueAt(table, <u32>at);
}

/** Removes a key's entry. An unknown key taints the table. */
export function removeEntry(table: usize, key: usize): void {
  if (kindOf(table) != KIND_TABLE) return;
  const header = tableOf(table);
  const at = findEntry(table, key);
  if (at == -2) header.flags |= VALUE_TAINTED;
  if (at < 0) return;
  const place = <usize>header.entries + ((<usize>at) << 3);
  memory.copy(place, place + 8, (<usize>(header.count - <u32>at - 1)) << 3);
  header.count--;
}

/** Removes every entry; what was tainted is known again. */
export function clearTable(table: usize): void {
  const header = tableOf(table);
  header.count = 0;
  header.flags &= ~(<u32>VALUE_TAINTED);
}

/** Entries of a table. */
export function countEntries(table: usize): u32 {
  return tableOf(table).count;
}

/** Key of an entry; `at` must be below `countEntries`. */
export function keyAt(table: usize, at: u32): usize {
  return <usize>load<u32>(<usize>tableOf(table).entries + ((<usize>at) << 3));
}

/** Value of an entry; `at` must be below `countEntries`. */
export function valueAt(table: usize, at: u32): usize {
  return <usize>load<u32>(<usize>tableOf(table).entries + ((<usize>at) << 3) + 4);
}

/** Overwrites the value of an entry; `at` must be below `countEntries`. */
export function setValueAt(table: usize, at: u32, value: usize): void {
  store<u32>(<usize>tableOf(table).entries + ((<usize>at) << 3) + 4, <u32>value);
}

/** Marks contents as no longer known. */
export function taintTable(table: usize): void {
  tableOf(table).flags |= VALUE_TAINTED;
}

/** Whether the contents count. */
export function isKnownTable(table: usize): bool {
  return (tableOf(table).flags & VALUE_TAINTED) == 0;
}

/** A new table of that TABLE_* with the same entries. */
export function copyTable(table: usize, type: u16): usize {
  const source = tableOf(table);
  const copy = newTable(type);
  if (kindOf(copy) != KIND_TABLE) return copy;
  const target = tableOf(copy);
  if (source.count != 0) {
    const entries = take((<usize>source.count) << 3);
    if (entries == 0) return unknown();
    memory.copy(entries, <usize>source.entries, (<usize>source.count) << 3);
    target.entries = <u32>entries;
  }
  target.count = source.count;
  target.capacity = source.count;
  target.flags = source.flags;
  return copy;
}
