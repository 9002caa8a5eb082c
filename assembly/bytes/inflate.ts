/**
 * Deflate streams (RFC 1951), bare or in the frames of gzip (RFC 1952) and zlib (RFC 1950), as .NET reads them: what zlib refuses
 * is refused, and a frame's checksum must hold. Codes are walked bit by bit over counts by length, so there is no table that
 * a stream could overflow; every length that a stream states is compared with the room first.
 */

export const FRAME_NONE: u32 = 0;
export const FRAME_GZIP: u32 = 1;
export const FRAME_ZLIB: u32 = 2;

/** What became of a stream. */
@unmanaged
export class Inflated {
  /** Bytes written. */
  written: u32;
  /** Bytes of the stream that were read, its frame included. */
  consumed: u32;
  /** What it took: bytes written, and what making tables took beside. */
  effort: u32;
}

/** The stream is whole. */
export const INFLATE_WHOLE: i32 = 0;
/** It is malformed, or ends too early. */
export const INFLATE_MALFORMED: i32 = 1;
/** It is larger than the room. */
export const INFLATE_TOO_LARGE: i32 = 2;

const MAX_CODE_BITS: u32 = 15;
const MAX_LITERALS: u32 = 286;
const MAX_DISTANCES: u32 = 30;
const LENGTH_CODES: u32 = 19;
const FIXED_LITERALS: u32 = 288;
const END_OF_BLOCK: u32 = 256;
const FIRST_LENGTH: u32 = 257;
/** Types of blocks. */
const STORED: u32 = 0;
const FIXED: u32 = 1;
const STATED: u32 = 2;
/** What making the tables of one block counts for, in bytes written: a stream of empty blocks is bounded too. */
const BLOCK_EFFORT: u32 = 512;

/** Symbols of a code: how many there are of each length, then the symbols in the order of their codes. */
const COUNTS_BYTES: usize = 32;
const literals: usize = memory.data(32 + 2 * 288, 2);
const distances: usize = memory.data(32 + 2 * 32, 2);
/** Code lengths as a block states them, literals first. */
const lengths: usize = memory.data(320);
const offsets: usize = memory.data(32, 2);

const LENGTH_ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const LENGTH_BASE: usize = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const LENGTH_BITS: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const DISTANCE_BASE: usize = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
  16385, 24577,
]);

/** A symbol or number that the stream does not hold. */
const NO_SYMBOL: u32 = 0xffffffff;

// The cursor of the stream that is read, and the room it goes to.
let next: usize = 0;
let end: usize = 0;
let bits: u32 = 0;
let bitCount: u32 = 0;
let begin: usize = 0;
let to: usize = 0;
let limit: usize = 0;
let blocks: u32 = 0;

/** The next `count` bits, at most 16, the first lowest; NO_SYMBOL after the end. */
function take(count: u32): u32 {
  while (bitCount < count) {
    if (next == end) return NO_SYMBOL;
    bits |= (<u32>load<u8>(next)) << bitCount;
    next++;
    bitCount += 8;
  }
  const value = bits & ((1 << count) - 1);
  bits >>= count;
  bitCount -= count;
  return value;
}

function countOf(code: usize, length: u32): u32 {
  return load<u16>(code + ((<usize>length) << 1));
}

/**
 * Makes a code out of the lengths of its symbols.
 * @param mayLack whether a single symbol of one bit, or none, is enough. zlib: inflate_table
 * @returns whether the lengths make a code
 */
function makeCode(code: usize, from: usize, count: u32, mayLack: bool): bool {
  memory.fill(code, 0, COUNTS_BYTES);
  for (let i: usize = 0; i < <usize>count; i++) {
    const cell = code + ((<usize>load<u8>(from + i)) << 1);
    store<u16>(cell, load<u16>(cell) + 1);
  }
  const unused = countOf(code, 0);
  let free: i32 = 1;
  let offset: u32 = 0;
  for (let length: u32 = 1; length <= MAX_CODE_BITS; length++) {
    free = (free << 1) - <i32>countOf(code, length);
    if (free < 0) return false;
    store<u16>(offsets + ((<usize>length) << 1), offset);
    offset += countOf(code, length);
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const length = <usize>load<u8>(from + <usize>symbol);
    if (length == 0) continue;
    const place = load<u16>(offsets + (length << 1));
    store<u16>(code + COUNTS_BYTES + ((<usize>place) << 1), symbol);
    store<u16>(offsets + (length << 1), place + 1);
  }
  const single = unused + 1 == count && countOf(code, 1) == 1;
  return free == 0 || (mayLack && (single || unused == count));
}

/** The next symbol of a code, NO_SYMBOL for none. Codes of one length are consecutive numbers, their first bit highest. */
function symbolOf(code: usize): u32 {
  let number: u32 = 0;
  let first: u32 = 0;
  let index: u32 = 0;
  for (let length: u32 = 1; length <= MAX_CODE_BITS; length++) {
    const bit = take(1);
    if (bit == NO_SYMBOL) return NO_SYMBOL;
    number |= bit;
    const count = countOf(code, length);
    if (number - first < count) return load<u16>(code + COUNTS_BYTES + ((<usize>(index + number - first)) << 1));
    index += count;
    first = (first + count) << 1;
    number <<= 1;
  }
  return NO_SYMBOL;
}

function fixedCodes(): void {
  memory.fill(lengths, 8, FIXED_LITERALS);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  makeCode(literals, lengths, FIXED_LITERALS, false);
  memory.fill(lengths, 5, 32);
  makeCode(distances, lengths, 32, false);
}

/** Reads the codes that a block states. @returns whether they are codes */
function statedCodes(): bool {
  const literalCount = take(5) + FIRST_LENGTH;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  // A missing number wraps round to one that is too large, but for the last, which the next one shows.
  if (literalCount < FIRST_LENGTH || literalCount > MAX_LITERALS || distanceCount > MAX_DISTANCES || distanceCount == 0)
    return false;
  if (lengthCount > LENGTH_CODES || lengthCount < 4) return false;
  memory.fill(lengths, 0, LENGTH_CODES);
  for (let i: usize = 0; i < <usize>lengthCount; i++) {
    const length = take(3);
    if (length == NO_SYMBOL) return false;
    store<u8>(lengths + <usize>load<u8>(LENGTH_ORDER + i), length);
  }
  if (!makeCode(literals, lengths, LENGTH_CODES, false) || !readLengths(literalCount + distanceCount)) return false;
  if (load<u8>(lengths + END_OF_BLOCK) == 0) return false;
  return (
    makeCode(literals, lengths, literalCount, true) && makeCode(distances, lengths + <usize>literalCount, distanceCount, true)
  );
}

/** Reads code lengths, written with the code that is in `literals`. */
function readLengths(total: u32): bool {
  let filled: u32 = 0;
  while (filled < total) {
    const symbol = symbolOf(literals);
    if (symbol == NO_SYMBOL) return false;
    if (symbol < 16) {
      store<u8>(lengths + <usize>filled, symbol);
      filled++;
      continue;
    }
    if (symbol == 16 && filled == 0) return false;
    const value: u32 = symbol == 16 ? load<u8>(lengths + <usize>filled - 1) : 0;
    const extra = take(symbol == 16 ? 2 : symbol == 17 ? 3 : 7);
    const times = extra + (symbol == 18 ? 11 : 3);
    if (extra == NO_SYMBOL || times > total - filled) return false;
    memory.fill(lengths + <usize>filled, <u8>value, times);
    filled += times;
  }
  return true;
}

/** A block whose bytes stand as they are. */
function storedBlock(): i32 {
  // The rest of the byte is skipped; whole bytes that were looked at are given back.
  next -= <usize>(bitCount >> 3);
  bits = 0;
  bitCount = 0;
  if (end - next < 4) return INFLATE_MALFORMED;
  const size = <usize>load<u16>(next);
  if ((<u32>size ^ 0xffff) != <u32>load<u16>(next + 2)) return INFLATE_MALFORMED;
  next += 4;
  if (end - next < size) return INFLATE_MALFORMED;
  if (limit - to < size) return INFLATE_TOO_LARGE;
  memory.copy(to, next, size);
  to += size;
  next += size;
  return INFLATE_WHOLE;
}

/** Copies from what was written before; its length symbol was read. */
function copyBack(symbol: u32): i32 {
  const place = <usize>(symbol - FIRST_LENGTH);
  const more = take(load<u8>(LENGTH_BITS + place));
  const far = symbolOf(distances);
  if (more == NO_SYMBOL || far >= MAX_DISTANCES) return INFLATE_MALFORMED;
  const beyond = take(far < 2 ? 0 : (far >> 1) - 1);
  const distance = <usize>(beyond + <u32>load<u16>(DISTANCE_BASE + ((<usize>far) << 1)));
  if (beyond == NO_SYMBOL || distance > to - begin) return INFLATE_MALFORMED;
  const size = <usize>(more + <u32>load<u16>(LENGTH_BASE + (place << 1)));
  if (limit - to < size) return INFLATE_TOO_LARGE;
  // Byte by byte: what is copied may reach into what the copy itself writes.
  for (let i: usize = 0; i < size; i++) store<u8>(to + i, load<u8>(to + i - distance));
  to += size;
  return INFLATE_WHOLE;
}

/** A block of symbols, up to the one that ends it. */
function codedBlock(): i32 {
  let symbol = symbolOf(literals);
  while (symbol != END_OF_BLOCK) {
    if (symbol < END_OF_BLOCK) {
      if (to == limit) return INFLATE_TOO_LARGE;
      store<u8>(to, symbol);
      to++;
    } else {
      const outcome = symbol >= MAX_LITERALS ? INFLATE_MALFORMED : copyBack(symbol);
      if (outcome != INFLATE_WHOLE) return outcome;
    }
    symbol = symbolOf(literals);
  }
  return INFLATE_WHOLE;
}

function oneBlock(type: u32): i32 {
  blocks++;
  if (<usize>blocks * <usize>BLOCK_EFFORT > limit - begin + <usize>BLOCK_EFFORT) return INFLATE_TOO_LARGE;
  if (type == STORED) return storedBlock();
  if (type == FIXED) fixedCodes();
  else if (type != STATED || !statedCodes()) return INFLATE_MALFORMED;
  return codedBlock();
}

function inflateBlocks(): i32 {
  let last: u32 = 0;
  while (last == 0) {
    last = take(1);
    const outcome = oneBlock(take(2));
    if (outcome != INFLATE_WHOLE) return outcome;
  }
  return last == NO_SYMBOL ? INFLATE_MALFORMED : INFLATE_WHOLE;
}

/** CRC-32 of what was written (RFC 1952), four bits at a time. */
const CRC_NIBBLES: usize = memory.data<u32>([
  0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344,
  0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
]);

function crc(): u32 {
  let sum: u32 = 0xffffffff;
  for (let at = begin; at < to; at++) {
    sum ^= load<u8>(at);
    sum = (sum >> 4) ^ load<u32>(CRC_NIBBLES + ((<usize>(sum & 15)) << 2));
    sum = (sum >> 4) ^ load<u32>(CRC_NIBBLES + ((<usize>(sum & 15)) << 2));
  }
  return ~sum;
}

const ADLER_BASE: u32 = 65521;

/** Adler-32 of what was written (RFC 1950). */
function adler(): u32 {
  let low: u32 = 1;
  let high: u32 = 0;
  for (let at = begin; at < to; at++) {
    low += load<u8>(at);
    if (low >= ADLER_BASE) low -= ADLER_BASE;
    high += low;
    if (high >= ADLER_BASE) high -= ADLER_BASE;
  }
  return (high << 16) | low;
}

const GZIP_HEADER_CRC: u32 = 2;
const GZIP_EXTRA: u32 = 4;
const GZIP_NAME: u32 = 8;
const GZIP_COMMENT: u32 = 16;

/** Skips a text of the header up to its zero byte. */
function skipName(): void {
  while (next < end && load<u8>(next) != 0) next++;
  if (next < end) next++;
}

/** @returns whether the header of a gzip member stands at the cursor; the cursor is then past it */
function gzipHeader(): bool {
  if (end - next < 10 || load<u16>(next) != 0x8b1f || load<u8>(next + 2) != 8) return false;
  const flags = <u32>load<u8>(next + 3);
  if (flags > 31) return false;
  next += 10;
  if ((flags & GZIP_EXTRA) != 0) {
    if (end - next < 2 || end - next - 2 < <usize>load<u16>(next)) return false;
    next += 2 + <usize>load<u16>(next);
  }
  if ((flags & GZIP_NAME) != 0) skipName();
  if ((flags & GZIP_COMMENT) != 0) skipName();
  if ((flags & GZIP_HEADER_CRC) != 0) next = min(next + 2, end);
  return true;
}

/** zlib's header: deflate, a window that is allowed, no dictionary, its check bits. */
function zlibHeader(): bool {
  if (end - next < 2) return false;
  const method = <u32>load<u8>(next);
  const flags = <u32>load<u8>(next + 1);
  next += 2;
  return (method & 15) == 8 && method >> 4 <= 7 && (flags & 32) == 0 && ((method << 8) | flags) % 31 == 0;
}

/** Whether the checksum after the stream is that of what was written; the cursor is then past it. */
function checksumHolds(frame: u32): bool {
  const size: usize = frame == FRAME_GZIP ? 8 : frame == FRAME_ZLIB ? 4 : 0;
  if (end - next < size) return false;
  const at = next;
  next += size;
  if (frame == FRAME_GZIP) return load<u32>(at) == crc() && load<u32>(at + 4) == <u32>(to - begin);
  return frame == FRAME_NONE || bswap(load<u32>(at)) == adler();
}

/**
 * Inflates a stream; what stands after its end is left alone.
 * @param from,size the stream, in frame FRAME_*
 * @param room,roomSize the caller's room for what comes out
 * @param result filled whatever comes of it
 * @returns INFLATE_*; only INFLATE_WHOLE means that the bytes in the room count
 */
export function inflate(frame: u32, from: usize, size: usize, room: usize, roomSize: usize, result: Inflated): i32 {
  next = from;
  end = from + size;
  bits = 0;
  bitCount = 0;
  begin = room;
  to = room;
  limit = room + roomSize;
  blocks = 0;
  const headed = frame == FRAME_NONE || (frame == FRAME_GZIP ? gzipHeader() : zlibHeader());
  let outcome = headed ? inflateBlocks() : INFLATE_MALFORMED;
  next -= <usize>(bitCount >> 3);
  if (outcome == INFLATE_WHOLE && !checksumHolds(frame)) outcome = INFLATE_MALFORMED;
  result.written = <u32>(to - room);
  result.consumed = <u32>(next - from);
  result.effort = result.written + blocks * BLOCK_EFFORT;
  return outcome;
}
