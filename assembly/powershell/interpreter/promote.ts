/**
 * Moves values that must outlive a statement out of what the statement took of the arena: constants, and lists and tables of
 * such. Evidence is left behind. What lies deeper is not moved; the statement's memory stays then.
 */
import { keep, mark } from "../../memory/arena";
import { kindOf } from "../values/constants";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_COMMAND,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_TABLE,
  KIND_UNKNOWN,
  List,
  VALUE_BYTES,
  Value,
} from "../values/value";

let from: usize = 0;
let to: usize = 0;
/** Something could not be moved. */
export let stuck: bool = false;

/** Longest text, and most items, that are moved. */
const MAX_TEXT: u32 = 65536;
const MAX_ITEMS: u32 = 256;
/** Count of a List that was moved: `items` is its new place. */
const MOVED: u32 = 0xffffffff;

/** What was taken since `start` is to be given back. */
export function startPromotion(start: usize): void {
  from = start;
  to = mark();
  stuck = false;
}

function leaves(address: u32): bool {
  return <usize>address >= from && <usize>address < to;
}

function copyBytes(address: u32, bytes: u32): u32 {
  if (!leaves(address)) return address;
  const copy = bytes > MAX_TEXT ? <usize>0 : keep(bytes);
  if (copy == 0) {
    stuck = true;
    return address;
  }
  memory.copy(copy, <usize>address, bytes);
  return <u32>copy;
}

/** The value's handle and text in kept memory; lists and tables are not looked into. */
function moveHandle(value: u32): u32 {
  if (!leaves(value)) return value;
  const copy = keep(VALUE_BYTES);
  if (copy == 0) {
    stuck = true;
    return value;
  }
  memory.copy(copy, <usize>value, VALUE_BYTES);
  const made = changetype<Value>(copy);
  made.steps = 0;
  return <u32>copy;
}

function isSimple(kind: u8): bool {
  return (
    kind == KIND_UNKNOWN ||
    kind == KIND_NULL ||
    kind == KIND_BOOLEAN ||
    kind == KIND_INTEGER ||
    kind == KIND_DOUBLE ||
    kind == KIND_CHAR
  );
}

/** A constant, or a block without closure. */
function moveSimple(value: u32): u32 {
  if (!leaves(value)) return value;
  const kind = kindOf(<usize>value);
  const present = changetype<Value>(<usize>value);
  if (isSimple(kind) || (kind == KIND_BLOCK && present.aux == 0 && present.b == 0)) return moveHandle(value);
  if (kind != KIND_STRING && kind != KIND_COMMAND) {
    stuck = true;
    return value;
  }
  const moved = moveHandle(value);
  if (moved != value) changetype<Value>(<usize>moved).a = copyBytes(present.a, present.b);
  return moved;
}

/** A List's or Table's header and items; every handle of it finds the same new place. */
function moveItems(header: u32, words: u32): u32 {
  const list = changetype<List>(<usize>header);
  if (leaves(header) && list.count == MOVED) return list.items;
  if (list.count > MAX_ITEMS) {
    stuck = true;
    return header;
  }
  let place = <usize>header;
  const bytes = <usize>list.count * <usize>words * 4;
  if (leaves(header) || leaves(list.items)) {
    const items = keep(bytes);
    if (leaves(header)) place = keep(offsetof<List>());
    if (items == 0 || place == 0) {
      stuck = true;
      return header;
    }
    memory.copy(items, <usize>list.items, bytes);
    const made = changetype<List>(place);
    const count = list.count;
    made.flags = list.flags;
    made.count = count;
    made.capacity = count;
    made.items = <u32>items;
    if (leaves(header)) {
      list.count = MOVED;
      list.items = <u32>place;
    }
  }
  const made = changetype<List>(place);
  const total = made.count * words;
  for (let i: u32 = 0; i < total; i++) {
    const at = <usize>made.items + ((<usize>i) << 2);
    store<u32>(at, moveSimple(load<u32>(at)));
  }
  return <u32>place;
}

/** Moves what a shared object holds, where the object itself stays. @param header of a List or Table */
export function promoteContents(header: u32, isTable: bool): void {
  moveItems(header, isTable ? 2 : 1);
}

/** @returns the value where it may stay; `stuck` if it could not be moved */
export function promote(value: u32): u32 {
  if (value == 0 || !leaves(value)) return value;
  const kind = kindOf(<usize>value);
  if (kind != KIND_ARRAY && kind != KIND_TABLE) return moveSimple(value);
  const moved = moveHandle(value);
  if (moved == value) return value;
  const header = changetype<Value>(<usize>value).a;
  changetype<Value>(<usize>moved).a = moveItems(header, kind == KIND_TABLE ? 2 : 1);
  return moved;
}

/** A span of text that must stay. */
export function promoteText(address: u32, bytes: u32): u32 {
  return copyBytes(address, bytes);
}
