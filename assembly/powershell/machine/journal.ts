/**
 * What code under an unknown condition wrote. A level opens before such code; at its end the writes are taken back and kept
 * as results; where the possibilities meet, results that agree stay and others become a choice or unknown.
 */
import { take } from "../../memory/arena";
import { kindOf, unknown } from "../values/constants";
import { choice } from "../values/lists";
import { KIND_ARRAY, KIND_BLOCK, KIND_BUILDER, KIND_TABLE, List, Table, VALUE_TAINTED, Value } from "../values/value";
import { areSame } from "./same";
import { CELL_MAYBE, Cell, era, havoc, Name, SPACE_FUNCTION, writeCell } from "./scopes";
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

const ENTRY_CELL: u32 = 1;
/** A List or Table: `old` is a copy of its header and contents. */
const ENTRY_OBJECT: u32 = 2;
const ENTRY_TABLE: u32 = 3;
const ENTRY_WORD: u32 = 4;

@unmanaged
class Result {
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

function note(kind: u32, target: u32, old: u32, extra: u32): void {
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

/** A copy of a List's or Table's header with its contents behind it, or 0. */
function snapshot(header: usize, kind: u32): usize {
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
  if (level == 0) return;
  const present = changetype<Value>(value);
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

function addResult(head: u32, kind: u32, target: u32, value: u32): u32 {
  const at = take(16);
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

function merge(first: u32, second: u32): u32 {
  if (first == second) return first;
  const a = first == 0 ? unknown() : <usize>first;
  const b = second == 0 ? unknown() : <usize>second;
  return <u32>(areSame(a, b) ? a : choice(a, b));
}

/** Makes a table hold what both it and a copy of it agree on; a key of one only has an unknown value. */
function mergeTable(header: usize, copy: usize): void {
  const table = changetype<Table>(header);
  const other = changetype<Table>(copy);
  if (((table.flags | other.flags) & <u32>VALUE_TAINTED) != 0) {
    table.flags |= <u32>VALUE_TAINTED;
    return;
  }
  const count = min<u32>(table.count, other.count);
  for (let i: u32 = 0; i < count; i++) {
    const here = <usize>table.entries + ((<usize>i) << 3);
    const there = copy + 16 + ((<usize>i) << 3);
    // Keys keep their places unless one was removed; then nothing is known of the rest.
    if (!areSame(<usize>load<u32>(here), <usize>load<u32>(there))) {
      table.flags |= <u32>VALUE_TAINTED;
      return;
    }
    store<u32>(here + 4, merge(load<u32>(here + 4), load<u32>(there + 4)));
  }
  for (let i = count; i < table.count; i++) store<u32>(<usize>table.entries + ((<usize>i) << 3) + 4, <u32>unknown());
  if (other.count <= table.count) return;
  if (other.count > table.capacity) {
    table.flags |= <u32>VALUE_TAINTED;
    return;
  }
  for (let i = count; i < other.count; i++) {
    const here = <usize>table.entries + ((<usize>i) << 3);
    store<u32>(here, load<u32>(copy + 16 + ((<usize>i) << 3)));
    store<u32>(here + 4, <u32>unknown());
  }
  table.count = other.count;
}

function mergeList(header: usize, copy: usize): void {
  const list = changetype<List>(header);
  const other = changetype<List>(copy);
  const bytes = (<usize>list.count) << 2;
  if (list.count != other.count || memory.compare(<usize>list.items, copy + 16, bytes) != 0) list.flags |= <u32>VALUE_TAINTED;
}

/** A List or Table is about to be merged: the level around must be able to take that back. */
function noteMerge(kind: u32, target: u32): void {
  if (level == 0) return;
  const copy = snapshot(<usize>target, kind);
  if (copy == 0) lost = true;
  else note(kind, target, <u32>copy, 0);
}

/** A function of which some branches know nothing: it is called as one that may not be there. */
function isMaybeFunction(cell: Cell, alive: u32): bool {
  if (changetype<Name>(<usize>cell.name).space != SPACE_FUNCTION || cell.count >= alive) return false;
  return cell.value == 0 && kindOf(<usize>cell.merged) == KIND_BLOCK;
}

/**
 * The possibilities meet. Call at the level around.
 * @param results what the branches came to
 * @param alive number of branches that reach this point, the one that wrote nothing included
 * @param wiped whether what differs is unknown rather than a choice
 */
export function joinResults(results: u32, alive: u32, wiped: bool): void {
  const once = ++serial;
  for (let at = <usize>results; at != 0; ) {
    const result = changetype<Result>(at);
    if (result.kind == ENTRY_CELL) {
      const cell = changetype<Cell>(<usize>result.target);
      const value = result.value == 0 ? <u32>unknown() : result.value;
      if (cell.seen != once) {
        cell.seen = once;
        cell.merged = value;
        cell.count = 1;
      } else {
        cell.merged = merge(cell.merged, value);
        cell.count++;
      }
    } else if (result.kind == ENTRY_WORD) {
      if (level != 0) note(ENTRY_WORD, result.target, load<u32>(<usize>result.target), 0);
      store<u32>(<usize>result.target, merge(load<u32>(<usize>result.target), result.value));
    } else {
      noteMerge(result.kind, result.target);
      if (result.kind == ENTRY_TABLE) mergeTable(<usize>result.target, <usize>result.value);
      else mergeList(<usize>result.target, <usize>result.value);
    }
    at = <usize>result.next;
  }
  for (let at = <usize>results; at != 0; ) {
    const result = changetype<Result>(at);
    if (result.kind == ENTRY_CELL) {
      const cell = changetype<Cell>(<usize>result.target);
      if (cell.seen == once && isMaybeFunction(cell, alive)) {
        cell.seen = 0;
        writeCell(<usize>result.target, <usize>cell.merged, <u32>at);
        cell.flags |= CELL_MAYBE;
      } else if (cell.seen == once) {
        cell.seen = 0;
        let value = cell.merged;
        if (cell.count < alive) {
          const before = cell.value == 0 || cell.era != era ? <u32>unknown() : cell.value;
          value = merge(value, before);
        }
        if (wiped && value != cell.value) value = <u32>unknown();
        writeCell(<usize>result.target, <usize>value, <u32>at);
      }
    }
    at = <usize>result.next;
  }
}

/** Cells that results name are unknown from now on. */
export function wipeResults(results: u32): void {
  for (let at = <usize>results; at != 0; ) {
    const result = changetype<Result>(at);
    if (result.kind == ENTRY_CELL) writeCell(<usize>result.target, unknown(), <u32>at);
    else if (result.kind == ENTRY_WORD) {
      if (level != 0) note(ENTRY_WORD, result.target, load<u32>(<usize>result.target), 0);
      store<u32>(<usize>result.target, <u32>unknown());
    } else {
      noteMerge(result.kind, result.target);
      changetype<List>(<usize>result.target).flags |= <u32>VALUE_TAINTED;
    }
    at = <usize>result.next;
  }
}
