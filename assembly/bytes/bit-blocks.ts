/**
 * Blocks of sixty-four bytes as words of sixty-four bits, one a byte; and copying by whole words. Sixteen bytes at a time where
 * the module may use SIMD.
 */

export const BLOCK: usize = 64;
const ONES: u64 = 0x0101010101010101;
const LOW_SEVEN: u64 = 0x7f7f7f7f7f7f7f7f;
const HIGHS: u64 = 0x8080808080808080;
const QUOTES: u64 = 0x2222222222222222;
const BACKSLASHES: u64 = 0x5c5c5c5c5c5c5c5c;
const BLANKS: u64 = 0x2020202020202020;
/** Multiplied with a word of bits 0, 8 … 56 it gathers them in the highest byte. */
const GATHER: u64 = 0x0102040810204080;

@unmanaged
// biome-ignore lint/complexity/noStaticOnlyClass: only methods can be inlined by name
export class StringMarks {
  /**
   * Marks of the bytes of a word that are a quote, a backslash or a control character; a borrow may mark one more, never hide one, so
   * the lowest mark is always true. A method, since only methods can be inlined by name: a call costs an interpreter more than this does.
   */
  @inline
  static of(word: u64): u64 {
    const quote = word ^ QUOTES;
    const backslash = word ^ BACKSLASHES;
    return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - BLANKS) & ~word)) & HIGHS;
  }

  /** The same in fewer steps: bytes beyond ASCII may be marked too, and the lowest mark is true unless it is such a byte's. */
  @inline
  static orBeyond(word: u64): u64 {
    return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - BLANKS)) & HIGHS;
  }
}

/** The same for sixteen bytes, a bit each. */
export function vectorMarks(at: usize): u64 {
  const bytes = v128.load(at);
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c)));
  return <u64>i8x16.bitmask(v128.or(ends, i8x16.lt_u(bytes, i8x16.splat(0x20))));
}

/**
 * Where the next byte that ends a run of a JSON string may be: a quote, a backslash or a control character.
 * @returns the address of the first one within the whole words between `at` and `end`, else the address after those words
 */
export function passRun(at: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const hit = vectorMarks(at);
      if (hit != 0) return at + <usize>ctz(hit);
      at += 16;
    }
  }
  while (at + 8 <= end) {
    // The lowest mark is never a false one.
    const hit = StringMarks.of(load<u64>(at));
    if (hit != 0) return at + <usize>(ctz(hit) >> 3);
    at += 8;
  }
  return at;
}

/** A bit for each of the 64 bytes from `at` on that may be a quote, a backslash or a control character. */
export function stringMarks(at: usize): u64 {
  if (ASC_FEATURE_SIMD) {
    return vectorMarks(at) | (vectorMarks(at + 16) << 16) | (vectorMarks(at + 32) << 32) | (vectorMarks(at + 48) << 48);
  }
  let bits: u64 = 0;
  for (let i: usize = 0; i < BLOCK; i += 16) {
    const low = ((StringMarks.of(load<u64>(at + i)) >> 7) * GATHER) >> 56;
    const high = ((StringMarks.of(load<u64>(at + i, 8)) >> 7) * GATHER) >> 56;
    bits |= (low | (high << 8)) << i;
  }
  return bits;
}

/** A bit for each of the sixteen bytes at `at` that is a backslash. */
function vectorBackslashes(at: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x5c)));
}

/** A bit for each of the 64 bytes from `at` on that is a backslash. */
export function backslashes(at: usize): u64 {
  if (ASC_FEATURE_SIMD) {
    const near = vectorBackslashes(at) | (vectorBackslashes(at + 16) << 16);
    return near | ((vectorBackslashes(at + 32) | (vectorBackslashes(at + 48) << 16)) << 32);
  }
  let bits: u64 = 0;
  for (let i: usize = 0; i < BLOCK; i += 8) {
    const word = load<u64>(at + i) ^ BACKSLASHES;
    bits |= ((((~(((word & LOW_SEVEN) + LOW_SEVEN) | word) & HIGHS) >> 7) * GATHER) >> 56) << i;
  }
  return bits;
}

/** Bytes that `copyRun` may read or write after what it copies. */
export const OVERSHOOT: usize = 40;

/** Copies [from, after) in whole words to where nothing overlaps; what it writes too much is to be written again. */
export function copyRun(from: usize, after: usize, to: usize): void {
  if (ASC_FEATURE_SIMD) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    for (from += 32, to += 32; from < after; from += 16, to += 16) v128.store(to, v128.load(from));
    return;
  }
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
  store<u64>(to, load<u64>(from, 16), 16);
  store<u64>(to, load<u64>(from, 24), 24);
  for (from += 32, to += 32; from < after; from += 8, to += 8) store<u64>(to, load<u64>(from));
}
