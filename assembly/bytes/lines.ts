/**
 * Lines of text, each ended by a newline: counted, and found from the end. Where the module may use SIMD, sixteen bytes at a time.
 */
import { BLOCK } from "./bit-blocks";

const NEWLINE: u32 = 10;
const NEWLINES: u64 = 0x0a0a0a0a0a0a0a0a;
const LOW_SEVEN: u64 = 0x7f7f7f7f7f7f7f7f;

/** Newlines that `countLines` found. */
export let newlines: u32 = 0;

/** The high bit of every byte that is a newline, exactly. */
function newlineBits(word: u64): u64 {
  const bytes = word ^ NEWLINES;
  return ~(((bytes & LOW_SEVEN) + LOW_SEVEN) | bytes | LOW_SEVEN);
}

/**
 * @returns the address after the last newline in [from, end), or `from` if there is none
 */
export function lastLineEnd(from: usize, end: usize): usize {
  while (end - from >= 8) {
    const bits = newlineBits(load<u64>(end - 8));
    if (bits != 0) return end - (<usize>clz(bits) >> 3);
    end -= 8;
  }
  while (end > from && <u32>load<u8>(end - 1) != NEWLINE) end--;
  return end;
}

let filled: u32 = 0;

/** A bit for each of the sixteen bytes at `at` that is a newline. */
function newlineMask(at: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>NEWLINE)));
}

/** Counts in whole blocks from `at` on, in front of which a byte must be readable. @returns the address after them */
function countBlocks(at: usize, end: usize): usize {
  const wanted = i8x16.splat(<i8>NEWLINE);
  for (; at + BLOCK <= end; at += BLOCK) {
    const near = v128.or(i8x16.eq(v128.load(at), wanted), i8x16.eq(v128.load(at, 16), wanted));
    const far = v128.or(i8x16.eq(v128.load(at, 32), wanted), i8x16.eq(v128.load(at, 48), wanted));
    // A block of sixty-four bytes rarely holds the end of a line.
    if (!v128.any_true(v128.or(near, far))) continue;
    const ends = newlineMask(at) | (newlineMask(at + 16) << 16) | (newlineMask(at + 32) << 32) | (newlineMask(at + 48) << 48);
    const before = (ends << 1) | u64(<u32>load<u8>(at - 1) == NEWLINE);
    newlines += <u32>popcnt(ends);
    filled += <u32>popcnt(ends & ~before);
  }
  return at;
}

/** Counts byte by byte. @param before the byte in front of `at` */
function countBytes(at: usize, end: usize, before: u32): void {
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == NEWLINE) {
      newlines++;
      if (before != NEWLINE) filled++;
    }
    before = byte;
  }
}

/**
 * Counts lines; `newlines` tells how many newlines there are.
 * @param from start of a line
 * @param end end of a line, its newline included
 * @returns how many of the lines are not empty
 */
export function countLines(from: usize, end: usize): u32 {
  newlines = 0;
  filled = 0;
  if (from == end) return 0;
  countBytes(from, from + 1, NEWLINE);
  let at = from + 1;
  if (ASC_FEATURE_SIMD) at = countBlocks(at, end);
  countBytes(at, end, load<u8>(at - 1));
  return <u32>load<u8>(end - 1) == NEWLINE ? filled : filled + 1;
}
