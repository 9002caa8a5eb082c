/**
 * Tells most keys that mean nothing from those that may, without looking at them byte by byte: a bit for the first eight bytes,
 * the last eight and the length of every known word. A key with a separator, or the `@` of an attribute, is always let through.
 */
import { AT_SIGN } from "../bytes/ascii";

const CASE: u64 = 0x2020202020202020;
const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;
/** The digit zero: separators come before it. */
const ZEROS: u64 = 0x3030303030303030;
const SHORT_FILL: u64 = 0x6161616161616161;
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
/** 4,096 bits. */
const bits: usize = memory.data(512, 8);
const INDEX_SHIFT: u64 = 52;

/** High bits of the bytes that are no letter and no digit; `_` has become DEL with its case removed. */
function separators(word: u64): u64 {
  return (((word - ZEROS) & ~word) | ((word + LOW_BITS) & ~word)) & HIGH_BITS;
}

/** Fewer than eight bytes as a word, filled up with letters. */
function shortWord(start: usize, length: usize): u64 {
  let word = SHORT_FILL;
  for (let i: usize = 0; i < length; i++) word = (word << 8) | <u64>load<u8>(start + i);
  return word;
}

/** Where in the bits a key stands, or -1 if it has a separator. */
function indexOf(start: usize, length: usize): i32 {
  const first = (length < 8 ? shortWord(start, length) : load<u64>(start)) | CASE;
  const last = length < 8 ? first : load<u64>(start + length - 8) | CASE;
  let found = separators(first) | separators(last);
  for (let at: usize = 8; at + 8 < length; at += 8) found |= separators(load<u64>(start + at) | CASE);
  if (found != 0) return -1;
  return <i32>(((first ^ ((last << 7) + <u64>length)) * MULTIPLIER) >> INDEX_SHIFT);
}

/** Lets a word through from now on. @param start the word's bytes, in lower case */
export function allowKey(start: usize, length: usize): void {
  const index = indexOf(start, length);
  if (index < 0) return;
  const cell = bits + <usize>(index >> 3);
  store<u8>(cell, load<u8>(cell) | ((<u32>1) << (index & 7)));
}

/** Whether a key may be a known word, in any case. False is certain. */
export function mayBeKnown(start: usize, length: usize): bool {
  if (length != 0 && load<u8>(start) == AT_SIGN) return true;
  const index = indexOf(start, length);
  return index < 0 || ((<u32>load<u8>(bits + <usize>(index >> 3)) >> (index & 7)) & 1) != 0;
}
