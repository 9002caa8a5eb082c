/**
 * Addresses to UTF-16 positions in the text that was read. The first question counts the text once and notes the position of
 * each of up to 1,024 chunks; every further one counts within a chunk.
 */
import { utf16Length } from "../bytes/text";

const MOST_CHUNKS: u32 = 1024;
const counts: usize = memory.data(4096, 8);

let start: usize = 0;
let bytes: usize = 0;
let before: u32 = 0;
/** Bytes of a chunk as a power of two. */
let shift: u32 = 0;
let counted = false;

/**
 * Names the text that the addresses lie in.
 * @param unitsBefore UTF-16 units that stand in front of it in the text that positions count in
 */
export function beginSpans(text: usize, length: usize, unitsBefore: u32): void {
  start = text;
  bytes = length;
  before = unitsBefore;
  counted = false;
}

function countChunks(): void {
  counted = true;
  shift = 0;
  while (<u32>bytes >> shift >= MOST_CHUNKS) shift++;
  const size = (<usize>1) << shift;
  let units = before;
  let at: usize = 0;
  for (let cell = counts; at <= bytes; cell += 4) {
    store<u32>(cell, units);
    units += utf16Length(start + at, min<usize>(size, bytes - at));
    at += size;
  }
}

/** Whether an address lies within the text, its end included. */
export function isInText(address: usize): bool {
  return address >= start && address <= start + bytes;
}

/** UTF-16 units before `address`; an address outside the text counts as its nearer end. */
export function unitsAt(address: usize): u32 {
  if (!counted) countChunks();
  const offset: usize = address <= start ? 0 : min<usize>(address - start, bytes);
  const chunk = offset >> shift;
  const from = chunk << shift;
  return load<u32>(counts + (chunk << 2)) + utf16Length(start + from, offset - from);
}
