/**
 * Lists (arrays, ArrayList, alternatives): a KIND_ARRAY handle over a List that every handle of it shares.
 */

import { take } from "../../memory/arena";
import { work } from "../work";
import { kindOf, MAX_MADE_ITEMS, unknown } from "./constants";
import { commonText, isText } from "./partial";
import { sameItem } from "./sameness";
import { copyHandle } from "./steps";
import { KIND_ARRAY, KIND_CHOICE, KIND_PARTIAL, KIND_UNKNOWN, List, newValue, VALUE_TAINTED, Value } from "./value";

/** Alternatives of a choice. */
export const MAX_ALTERNATIVES: u32 = 8;
const LIST_BYTES: usize = offsetof<List>();

/** A new List with room for `capacity`, or 0 when the arena is full. */
function newRoom(capacity: u32): usize {
  if (capacity > MAX_MADE_ITEMS || !work(capacity << 2)) return 0;
  const list = take(LIST_BYTES);
  const items = take((<usize>capacity) << 2);
  if (list == 0 || items == 0) return 0;
  const header = changetype<List>(list);
  header.count = 0;
  header.capacity = capacity;
  header.items = <u32>items;
  header.flags = 0;
  return list;
}

/** An empty object[] that is to be filled by `append`, or unknown. */
export function newList(capacity: u32): usize {
  const list = newRoom(capacity);
  if (list == 0) return unknown();
  const value = newValue(KIND_ARRAY, <u32>list, 0);
  return value == 0 ? unknown() : value;
}

/** aux of a KIND_ARRAY that grows in place. */
export const LIST_ARRAY_LIST: u16 = 1;
export const LIST_GENERIC: u16 = 2;

/** `$input`: its elements can be run through, and no more. */
export const LIST_ENUMERATOR: u16 = 3;

/** A Stack, its top first, or a Queue. */
export const LIST_STACK: u16 = 4;
export const LIST_QUEUE: u16 = 5;

/** The same list after a handle that can only be run through. */
export function asEnumerator(value: usize): usize {
  if (kindOf(value) != KIND_ARRAY) return value;
  const copy = copyHandle(value);
  if (copy == value) return unknown();
  changetype<Value>(copy).aux = LIST_ENUMERATOR;
  return copy;
}

/** Whether a value is one that can only be run through: what operators make of it is not followed. */
export function isEnumerator(value: usize): bool {
  return kindOf(value) == KIND_ARRAY && changetype<Value>(value).aux == LIST_ENUMERATOR;
}

/** An empty ArrayList or List[T] (LIST_*), which grows in place, or unknown. */
export function newArrayList(capacity: u32, type: u16): usize {
  const value = newList(capacity);
  if (kindOf(value) == KIND_ARRAY) changetype<Value>(value).aux = type;
  return value;
}

/**
 * An object[] of that many elements, which the caller sets at once: decoded bytes, of which there may be more than an operation
 * makes otherwise. Unknown if there is no room.
 */
export function newFilledList(count: u32): usize {
  if (!work(count)) return unknown();
  const list = take(LIST_BYTES);
  const items = take((<usize>count) << 2);
  const value: usize = list == 0 || items == 0 ? 0 : newValue(KIND_ARRAY, <u32>list, 0);
  if (value == 0) return unknown();
  const header = changetype<List>(list);
  header.count = count;
  header.capacity = count;
  header.items = <u32>items;
  header.flags = 0;
  return value;
}

/** The List under a KIND_ARRAY, which its other handles share. */
export function listOf(value: usize): List {
  return changetype<List>(<usize>changetype<Value>(value).a);
}

/** Elements of a KIND_ARRAY or KIND_CHOICE. */
export function countItems(value: usize): u32 {
  return listOf(value).count;
}

/** An element; `at` must be below `countItems`. */
export function itemAt(value: usize, at: u32): usize {
  return <usize>load<u32>(<usize>listOf(value).items + ((<usize>at) << 2));
}

/** Overwrites an element; `at` must be below `countItems`. */
export function setItem(value: usize, at: u32, item: usize): void {
  store<u32>(<usize>listOf(value).items + ((<usize>at) << 2), <u32>item);
}

/** Makes room for as many elements again, eight at least. @returns whether there was */
function grow(list: List): bool {
  const capacity = list.capacity < 4 ? 8 : list.capacity << 1;
  const items = work(capacity << 2) ? take((<usize>capacity) << 2) : 0;
  if (items == 0) return false;
  memory.copy(items, <usize>list.items, (<usize>list.count) << 2);
  list.items = <u32>items;
  list.capacity = capacity;
  return true;
}

/**
 * Adds an element after the last. On an unknown value nothing happens; a list that misses one for want of room is no longer known.
 * @returns whether there was room
 */
export function append(value: usize, item: usize): bool {
  const kind = kindOf(value);
  if (kind != KIND_ARRAY && kind != KIND_CHOICE) return false;
  const list = listOf(value);
  if (list.count >= MAX_MADE_ITEMS || (list.count == list.capacity && !grow(list))) {
    taintList(value);
    return false;
  }
  store<u32>(<usize>list.items + ((<usize>list.count) << 2), <u32>item);
  list.count++;
  return true;
}

/** Adds an element before the one at a position, which is `countItems` at most. @returns whether there was room */
export function insertItem(value: usize, at: u32, item: usize): bool {
  if (!append(value, item)) return false;
  const list = listOf(value);
  const place = <usize>list.items + ((<usize>at) << 2);
  memory.copy(place + 4, place, (<usize>(list.count - 1 - at)) << 2);
  store<u32>(place, <u32>item);
  return true;
}

/** Removes an element; `at` must be below `countItems`. */
export function removeItem(value: usize, at: u32): void {
  const list = listOf(value);
  const place = <usize>list.items + ((<usize>at) << 2);
  memory.copy(place, place + 4, (<usize>(list.count - at - 1)) << 2);
  list.count--;
}

/** Marks contents as no longer known: something unknown may have written to them. */
export function taintList(value: usize): void {
  listOf(value).flags |= VALUE_TAINTED;
}

/** Whether the contents of a KIND_ARRAY count. */
export function isKnownList(value: usize): bool {
  return (listOf(value).flags & VALUE_TAINTED) == 0;
}

/** A new object[] with the same elements. */
export function copyList(value: usize): usize {
  const list = listOf(value);
  const copy = newList(list.count);
  if (kindOf(copy) != KIND_ARRAY) return copy;
  const target = listOf(copy);
  memory.copy(<usize>target.items, <usize>list.items, (<usize>list.count) << 2);
  target.count = list.count;
  target.flags = list.flags;
  return copy;
}

/**
 * One of two values, by an unknown condition; alternatives of either are taken over, at most eight in all.
 * @returns a KIND_CHOICE; of texts that are too many or not wholly known what they share; or unknown
 */
export function choice(first: usize, second: usize): usize {
  if (first == second || sameItem(first, second)) return first;
  const list = newRoom(MAX_ALTERNATIVES);
  if (list == 0) return unknown();
  const value = newValue(KIND_CHOICE, <u32>list, 0);
  if (value != 0 && addAlternatives(value, first) && addAlternatives(value, second)) return value;
  const left = sharedText(first);
  const right = sharedText(second);
  return left == 0 || right == 0 ? unknown() : commonText(left, right);
}

/** What all alternatives of a value share as texts: a string or partial value, 0 if one of them is no text. */
function sharedText(value: usize): usize {
  if (kindOf(value) != KIND_CHOICE) return isText(value) ? value : 0;
  let made: usize = 0;
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(value, i);
    if (!isText(item)) return 0;
    made = made == 0 ? item : commonText(made, item);
  }
  return made;
}

function addAlternative(value: usize, item: usize): bool {
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) if (sameItem(itemAt(value, i), item)) return true;
  return count < MAX_ALTERNATIVES && append(value, item);
}

function addAlternatives(value: usize, from: usize): bool {
  const kind = kindOf(from);
  if (kind == KIND_UNKNOWN || kind == KIND_PARTIAL) return false;
  if (kind != KIND_CHOICE) return addAlternative(value, from);
  const count = countItems(from);
  for (let i: u32 = 0; i < count; i++) if (!addAlternative(value, itemAt(from, i))) return false;
  return true;
}
