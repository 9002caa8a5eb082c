/**
 * Finding a byte or four of them, many places at a time; sixteen places an instruction where the module may use SIMD.
 */
import { AMPERSAND, GREATER_THAN } from "./ascii";

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;

/** Marks the zero bytes of a word; the lowest mark is exact, borrows only reach higher bytes. */
function zeroBytes(word: u64): u64 {
  return (word - ONES) & ~word & HIGHS;
}

/**
 * @param end first address that is not read
 * @returns address of the first `byte` in [from, end), or `end`
 */
export function findByte(from: usize, end: usize, byte: u32): usize {
  // A byte that equals becomes zero under the pattern.
  const pattern = ONES * <u64>byte;
  while (from + 32 <= end) {
    const near = zeroBytes(load<u64>(from) ^ pattern) | zeroBytes(load<u64>(from, 8) ^ pattern);
    const far = zeroBytes(load<u64>(from, 16) ^ pattern) | zeroBytes(load<u64>(from, 24) ^ pattern);
    if ((near | far) != 0) break;
    from += 32;
  }
  while (from + 8 <= end) {
    const zeros = zeroBytes(load<u64>(from) ^ pattern);
    if (zeros != 0) return from + (<usize>ctz(zeros) >> 3);
    from += 8;
  }
  while (from < end && <u32>load<u8>(from) != byte) from++;
  return from;
}

/** The address up to which the byte stands nowhere, in steps of sixty-four from `from` on. */
function passBytes(from: usize, end: usize, byte: u32): usize {
  const wanted = i8x16.splat(<i8>byte);
  while (from + 64 <= end) {
    const near = v128.or(i8x16.eq(v128.load(from), wanted), i8x16.eq(v128.load(from, 16), wanted));
    const far = v128.or(i8x16.eq(v128.load(from, 32), wanted), i8x16.eq(v128.load(from, 48), wanted));
    if (v128.any_true(v128.or(near, far))) break;
    from += 64;
  }
  return from;
}

const TO_PRINTABLE: u64 = 0x6060606060606060;

/**
 * The same for a newline, which text made of lines mostly has far apart: 64 bytes at a time.
 *
 * Adding 0x60 sets the high bit of every byte from 0x20 to 0x7f and of no control character; what a byte above 0x9f carries into
 * the next one is too little to change that. So if every high bit is set there is no newline; else the words are looked at.
 * @returns address of the first newline in [from, end), or `end`
 */
export function findNewline(from: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) return findByte(passBytes(from, end, 10), end, 10);
  while (from + 64 <= end) {
    const near =
      (load<u64>(from) + TO_PRINTABLE) &
      (load<u64>(from, 8) + TO_PRINTABLE) &
      (load<u64>(from, 16) + TO_PRINTABLE) &
      (load<u64>(from, 24) + TO_PRINTABLE);
    const far =
      (load<u64>(from, 32) + TO_PRINTABLE) &
      (load<u64>(from, 40) + TO_PRINTABLE) &
      (load<u64>(from, 48) + TO_PRINTABLE) &
      (load<u64>(from, 56) + TO_PRINTABLE);
    if ((near & far & HIGHS) != HIGHS) {
      const found = findByte(from, from + 64, 10);
      if (found != from + 64) return found;
    }
    from += 64;
  }
  return findByte(from, end, 10);
}

/** By two neighbouring bytes, the first one lowest: whether they are a pair of the gram that is looked for. */
const pairs: usize = memory.data(65536, 16);
/** Bytes from one look to the next: a gram of four bytes has three pairs, so every third pair is enough. */
const STRIDE: usize = 3;
/** Bytes that one branch takes in. */
const STEP: usize = 8 * STRIDE;

function markPairs(gram: u32, mark: u32): void {
  store<u8>(pairs + <usize>(gram & 0xffff), mark);
  store<u8>(pairs + <usize>((gram >> 8) & 0xffff), mark);
  store<u8>(pairs + <usize>(gram >> 16), mark);
}

/** Not 0 if one of the marked pairs stands at one of four places from `at` on, a stride apart. */
function hasPair(at: usize): u32 {
  const near = <u32>load<u8>(<usize>load<u16>(at), pairs) | <u32>load<u8>(<usize>load<u16>(at, 3), pairs);
  const far = <u32>load<u8>(<usize>load<u16>(at, 6), pairs) | <u32>load<u8>(<usize>load<u16>(at, 9), pairs);
  return near | far;
}

/** The address up to which the gram starts nowhere, in steps of twenty-four from `from` on. */
function passPairs(from: usize, end: usize, gram: u32): usize {
  markPairs(gram, 1);
  let at = from;
  for (; at + STEP <= end; at += STEP) {
    if ((hasPair(at) | hasPair(at + 4 * STRIDE)) == 0) continue;
    // The pair that was seen may be the last of its gram.
    let place = at > from + 1 ? at - 2 : from;
    while (place < at + STEP && !isGram(place, end, gram)) place++;
    if (place < at + STEP) {
      at = place;
      break;
    }
  }
  markPairs(gram, 0);
  // Of a gram that goes on after the last look no pair was seen.
  return at > from + 1 ? at - 2 : from;
}

/**
 * @param gram four bytes, the first one lowest
 * @returns the first address in [from, end) at which they stand, or `end`
 */
export function findGram(from: usize, end: usize, gram: u32): usize {
  let at = ASC_FEATURE_SIMD ? passBlocks(from, end, gram) : passPairs(from, end, gram);
  while (at < end && !isGram(at, end, gram)) at++;
  return at;
}

function isGram(at: usize, end: usize, gram: u32): bool {
  return at + 4 <= end && load<u32>(at) == gram;
}

/** The address up to which the gram starts nowhere, in steps of sixteen from `from` on. */
function passBlocks(from: usize, end: usize, gram: u32): usize {
  const wanted = i32x4.splat(gram);
  while (from + 19 <= end) {
    const even = v128.or(i32x4.eq(v128.load(from), wanted), i32x4.eq(v128.load(from, 2), wanted));
    const odd = v128.or(i32x4.eq(v128.load(from, 1), wanted), i32x4.eq(v128.load(from, 3), wanted));
    if (v128.any_true(v128.or(even, odd))) break;
    from += 16;
  }
  return from;
}

const ANGLES: u64 = 0x3e3e3e3e3e3e3e3e;
const AMPERSANDS: u64 = 0x2626262626262626;
/** The bit in which `<` and `>` differ. */
const ANGLE_BIT: u64 = 0x0202020202020202;

/** The address up to which no `<`, `>` or `&` stands, in steps of sixteen from `from` on. */
function passPlain(from: usize, end: usize): usize {
  for (; from + 16 <= end; from += 16) {
    const bytes = v128.load(from);
    const angles = i8x16.eq(v128.or(bytes, i8x16.splat(2)), i8x16.splat(0x3e));
    if (v128.any_true(v128.or(angles, i8x16.eq(bytes, i8x16.splat(0x26))))) break;
  }
  return from;
}

/** @returns address of the first `<`, `>` or `&` in [from, end), or `end` */
export function findMarkup(from: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) from = passPlain(from, end);
  for (; from + 8 <= end; from += 8) {
    const word = load<u64>(from);
    const zeros = zeroBytes((word | ANGLE_BIT) ^ ANGLES) | zeroBytes(word ^ AMPERSANDS);
    if (zeros != 0) return from + (<usize>ctz(zeros) >> 3);
  }
  while (from < end && load<u8>(from) != AMPERSAND && (<u32>load<u8>(from) | 2) != GREATER_THAN) from++;
  return from;
}
