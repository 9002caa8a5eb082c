/**
 * Where possibilities meet: results of branches that agree stay, others become a choice or unknown.
 */
import { explaining } from "../values/causes";
import { kindOf, unknown } from "../values/constants";
import { choice } from "../values/lists";
import { areSame } from "../values/sameness";
import { KIND_BLOCK, KIND_UNKNOWN, List, Table, VALUE_TAINTED } from "../values/value";
import { CELL_MAYBE, Cell, era, Name, SPACE_FUNCTION } from "./cells";
import { ENTRY_CELL, ENTRY_TABLE, ENTRY_WORD, level, nextSerial, note, noteLost, Result, snapshot } from "./journal";
import { writeCell } from "./scopes";

function merge(first: u32, second: u32): u32 {
  if (first == second) return first;
  const a = first == 0 ? unknown() : <usize>first;
  const b = second == 0 ? unknown() : <usize>second;
  if (areSame(a, b)) return <u32>a;
  const made = choice(a, b);
  // Neither branch's cause is the cause: what decides between them is.
  return <u32>(explaining && kindOf(made) == KIND_UNKNOWN ? unknown() : made);
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
  if (
    (other.flags & <u32>VALUE_TAINTED) != 0 ||
    list.count != other.count ||
    memory.compare(<usize>list.items, copy + 16, bytes) != 0
  )
    list.flags |= <u32>VALUE_TAINTED;
}

/** A List or Table is about to be merged: the level around must be able to take that back. */
function noteMerge(kind: u32, target: u32): void {
  if (level == 0) return;
  const copy = snapshot(<usize>target, kind);
  if (copy == 0) noteLost();
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
  const once = nextSerial();
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
