/**
 * What code under an unknown condition wrote. A level opens before such code; at its end the writes are taken back and kept
 * as results, which merge.ts joins where the possibilities meet.
 */
import { MAX_DECODE_LAYERS } from "../../contract";
import { take } from "../../memory/arena";
import { explaining } from "../values/causes";
import { unknown } from "../values/constants";
import { sourceOf, stateOf } from "../values/streams";
import { KIND_ARRAY, KIND_BUILDER, KIND_TABLE, List, VALUE_REWRITTEN, Value } from "../values/value";
import { Cell, era, havoc } from "./cells";
import { ENTRY_BYTES, journalStart, MAX_ENTRIES } from "./stacks";
import { noteShared } from "./written-objects";

@unmanaged
class Entry {
  /** ENTRY_*. */
  kind: u32;
  target: u32;
  old: u32;
  /** Era of a cell's old value. */
  extra: u32;
}

export const ENTRY_CELL: u32 = 1;
/** A List or Table: `old` is a copy of its header and contents. */
export const ENTRY_OBJECT: u32 = 2;
export const ENTRY_TABLE: u32 = 3;
export const ENTRY_WORD: u32 = 4;

/** What a branch came to for one target. */
@unmanaged
export class Result {
  next: u32;
  kind: u32;
  target: u32;
  value: u32;
}

let size: u32 = 0;
let serial: u32 = 0;
let lost: bool = false;
/** The open level, 0 for none. */
export let level: u32 = 0;

/** Starts a reading without levels. */
export function clearJournal(): void {
  size = 0;
  serial = 0;
  level = 0;
  lost = false;
}

/** Entries so far: the mark of a level that opens now. */
export function journalMark(): u32 {
  return size;
}

/** A number that no level and no merge had before. */
export function nextSerial(): u32 {
  return ++serial;
}

/** A write could not be kept: the level that ends next forgets everything. */
export function noteLost(): void {
  lost = true;
}

/** Opens a level. */
export function openLevel(): void {
  level = ++serial;
}

/** Goes back to the level around. */
export function leaveLevel(around: u32): void {
  level = around;
  if (around == 0) size = 0;
}

function entryAt(index: u32): Entry {
  return changetype<Entry>(journalStart() + ENTRY_BYTES * <usize>index);
}

/** Keeps what a target held, for the open level. */
export function note(kind: u32, target: u32, old: u32, extra: u32): void {
  if (size >= MAX_ENTRIES) {
    lost = true;
    return;
  }
  const entry = entryAt(size++);
  entry.kind = kind;
  entry.target = target;
  entry.old = old;
  entry.extra = extra;
}

/** A cell is about to be written. */
export function noteCell(at: usize): void {
  const cell = changetype<Cell>(at);
  if (level == 0 || cell.stamp == level) return;
  cell.stamp = level;
  note(ENTRY_CELL, <u32>at, cell.value, cell.era);
}

/** Bytes of an entry of a List or Table. */
function itemBytes(kind: u32): u32 {
  return kind == ENTRY_TABLE ? 8 : 4;
}

/** A copy of a List's or Table's header with its contents after it, or 0. */
export function snapshot(header: usize, kind: u32): usize {
  const list = changetype<List>(header);
  const bytes = <usize>list.count * <usize>itemBytes(kind);
  const copy = take(16 + bytes);
  if (copy == 0) return 0;
  memory.copy(copy, header, 16);
  memory.copy(copy + 16, <usize>list.items, bytes);
  return copy;
}

/** The copy's contents become the object's own; nothing else refers to them. */
function restore(header: usize, copy: usize): void {
  const list = changetype<List>(header);
  const saved = changetype<List>(copy);
  list.items = <u32>(copy + 16);
  list.count = saved.count;
  list.capacity = saved.count;
  list.flags = saved.flags;
}

/** An object that is shared by reference is about to be written. */
export function noteObject(value: usize): void {
  noteShared(value);
  const present = changetype<Value>(value);
  if (explaining && present.kind == KIND_ARRAY) changetype<List>(present.a).flags |= <u32>VALUE_REWRITTEN;
  if (level == 0) return;
  if (present.kind == KIND_BUILDER) {
    note(ENTRY_WORD, present.a, load<u32>(<usize>present.a), 0);
    return;
  }
  if (present.kind != KIND_TABLE && present.kind != KIND_ARRAY) return;
  const kind = present.kind == KIND_TABLE ? ENTRY_TABLE : ENTRY_OBJECT;
  const copy = snapshot(<usize>present.a, kind);
  if (copy == 0) lost = true;
  else note(kind, present.a, <u32>copy, 0);
}

/** A stream or reader is about to be read or written, and with it every one that it reads from. */
export function noteStreams(object: usize): void {
  let at = object;
  for (let layer = 0; at != 0 && layer <= MAX_DECODE_LAYERS + 1; layer++) {
    noteObject(stateOf(at));
    at = sourceOf(at);
  }
}

function addResult(head: u32, kind: u32, target: u32, value: u32): u32 {
  const at = take(offsetof<Result>());
  if (at == 0) {
    lost = true;
    return head;
  }
  const result = changetype<Result>(at);
  result.next = head;
  result.kind = kind;
  result.target = target;
  result.value = value;
  return <u32>at;
}

/**
 * Takes back what was written since `mark` and keeps what it came to.
 * @param keep whether the results are wanted
 * @returns the list of results, in front of `results`
 */
export function closeBranch(mark: u32, results: u32, keep: bool): u32 {
  let head = results;
  if (keep) {
    const once = ++serial;
    for (let i = mark; i < size; i++) {
      const entry = entryAt(i);
      if (entry.kind == ENTRY_CELL) {
        const cell = changetype<Cell>(<usize>entry.target);
        if (cell.seen == once) continue;
        cell.seen = once;
        head = addResult(head, ENTRY_CELL, entry.target, cell.era == era ? cell.value : <u32>unknown());
      } else if (entry.kind == ENTRY_WORD) head = addResult(head, ENTRY_WORD, entry.target, load<u32>(<usize>entry.target));
      else {
        const copy = snapshot(<usize>entry.target, entry.kind);
        if (copy == 0) lost = true;
        else head = addResult(head, entry.kind, entry.target, <u32>copy);
      }
    }
  }
  while (size > mark) {
    const entry = entryAt(--size);
    if (entry.kind == ENTRY_CELL) {
      const cell = changetype<Cell>(<usize>entry.target);
      cell.value = entry.old;
      cell.era = entry.extra;
      cell.stamp = 0;
    } else if (entry.kind == ENTRY_WORD) store<u32>(<usize>entry.target, entry.old);
    else restore(<usize>entry.target, <usize>entry.old);
  }
  if (lost) {
    lost = false;
    havoc();
  }
  return head;
}
