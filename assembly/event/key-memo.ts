/**
 * What keys meant when they were looked up last, and which key came next. Events of one kind bring the same keys again and again in
 * the same order, and comparing one with itself costs far less than finding its end and looking it up. What a key means depends on
 * its bytes and its parent alone, so nothing grows old.
 */
import { DOUBLE_QUOTE } from "../bytes/ascii";

const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
/** The top bits of a hash choose one of 256 cells. */
const INDEX_SHIFT: u64 = 56;
const CELL_BYTES: usize = 64;
/**
 * Header of a cell: length, parent, role, the parent that the look-up set, and the index of the key that came next; a length of 0 for
 * an empty cell.
 */
const HEADER: usize = 8;
const SHORTEST: usize = 4;
const LONGEST: usize = 56;
const cells: usize = memory.data(16384, 8);

/** The cell of the key asked for last, 0 if it cannot have one. */
let cell: usize = 0;
/** Offset of the cell of the last key that has one. */
let previous: usize = 0;

/** What a key meant when it was looked up. */
@unmanaged
export class KnownKey {
  role: u32;
  /** What `keyParent` was set to beside it. */
  parent: u32;
}

/** What `recall` found. */
export const known: KnownKey = changetype<KnownKey>(memory.data(offsetof<KnownKey>(), 4));

/** The first eight bytes of a key; of a shorter one the first four and the last four. */
function firstBytes(key: usize, length: usize): u64 {
  return length < 8 ? <u64>load<u32>(key) | ((<u64>load<u32>(key + length - 4)) << 32) : load<u64>(key);
}

/**
 * Tries the key that came next the last time; sets `known`.
 * @param start the byte after a key's opening quote
 * @returns the address of its closing quote if the same key stands there, else 0
 */
export function expected(start: usize, end: usize, parent: u32): usize {
  const next = cells + <usize>load<u8>(cells + previous, 4) * CELL_BYTES;
  const length = <usize>load<u8>(next);
  const close = start + length;
  if (<u32>load<u8>(next, 1) != parent || close >= end || load<u8>(close) != DOUBLE_QUOTE) return 0;
  if (!isKey(next + HEADER, start, length)) return 0;
  previous = next - cells;
  known.role = load<u8>(next, 2);
  known.parent = load<u8>(next, 3);
  return close;
}

/** Whether the key of a cell stands at `start`, as long as it is. */
function isKey(key: usize, start: usize, length: usize): bool {
  if (length < SHORTEST || firstBytes(key, length) != firstBytes(start, length)) return false;
  if (length > 8 && load<u64>(key + length - 8) != load<u64>(start + length - 8)) return false;
  for (let i: usize = 8; i + 8 < length; i += 8) {
    if (load<u64>(key + i) != load<u64>(start + i)) return false;
  }
  return true;
}

/** Notes which key came after the last one. */
function follow(): void {
  const offset = cell - cells;
  store<u8>(cells + previous, <u32>(offset / CELL_BYTES), 4);
  previous = offset;
}

/**
 * Looks for an earlier look-up; sets `known`.
 * @returns whether there was one
 */
export function recall(start: usize, length: usize, parent: u32): bool {
  cell = 0;
  if (length < SHORTEST || length > LONGEST) return false;
  const first = firstBytes(start, length);
  const last = length < 8 ? first : load<u64>(start + length - 8);
  const hash = (first ^ (last << 7) ^ (<u64>(parent << 8) + <u64>length)) * MULTIPLIER;
  cell = cells + <usize>(hash >> INDEX_SHIFT) * CELL_BYTES;
  follow();
  if (<usize>load<u8>(cell) != length || <u32>load<u8>(cell, 1) != parent || !isKey(cell + HEADER, start, length)) return false;
  known.role = load<u8>(cell, 2);
  known.parent = load<u8>(cell, 3);
  return true;
}

/** Keeps what the key that `recall` did not find turned out to mean. The key's bytes, length and parent are those of that call. */
export function remember(start: usize, length: usize, parent: u32, role: u32, foundParent: u32): void {
  if (cell == 0) return;
  store<u8>(cell, length);
  store<u8>(cell, parent, 1);
  store<u8>(cell, role, 2);
  store<u8>(cell, foundParent, 3);
  memory.copy(cell + HEADER, start, length);
}
