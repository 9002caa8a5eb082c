/**
 * Hashtables, ordered dictionaries and custom objects: a KIND_TABLE handle over a Table that every handle of it shares.
 * Keys compare as PowerShell's hashtables compare them: strings without case, other values by type and value.
 */
import { unknown } from "./constants";

/** An empty table of TABLE_*, or unknown. */
export function newTable(type: u16): usize {
  return unknown();
}

/**
 * Adds or replaces an entry. An unknown key taints the table. On a value that is no table nothing happens.
 * @returns whether there was room
 */
export function setEntry(table: usize, key: usize, value: usize): bool {
  return false;
}

/** The value of a key; null if it is not there, unknown if that cannot be told. */
export function entryOf(table: usize, key: usize): usize {
  return unknown();
}

/** Index of the entry of a key; -1 if it is not there, -2 if that cannot be told. */
export function findEntry(table: usize, key: usize): i32 {
  return -2;
}

/** Removes a key's entry. An unknown key taints the table. */
export function removeEntry(table: usize, key: usize): void {}

/** Entries of a table. */
export function countEntries(table: usize): u32 {
  return 0;
}

/** Key of an entry; `at` must be below `countEntries`. */
export function keyAt(table: usize, at: u32): usize {
  return unknown();
}

/** Value of an entry; `at` must be below `countEntries`. */
export function valueAt(table: usize, at: u32): usize {
  return unknown();
}

/** Marks contents as no longer known. */
export function taintTable(table: usize): void {}

/** Whether the contents count. */
export function isKnownTable(table: usize): bool {
  return false;
}

/** A new table of that TABLE_* with the same entries. */
export function copyTable(table: usize, type: u16): usize {
  return unknown();
}
