/**
 * Which places of a text the gate has to look at. Each rule of the gate is found by one byte, its anchor, and says which bytes
 * may stand in front of it and behind it. Where the module may use SIMD, sixteen places are held to all three bytes at once, by
 * classes that may say yes too often; else two neighbouring bytes are looked up in a table of bits, one look a byte. What is left
 * is held to the exact tables. Nearly no place passes, so what a rule then costs matters little.
 */
/** Letters, and the few signs that anchor a rule. */
const MOST_ROWS: u32 = 48;
const ROW_BYTES: usize = 512;
/** Per byte its row + 1, 0 for a byte that anchors nothing. */
const rows: usize = memory.data(256);
/** Per row and neighbouring byte the rules it may belong to, 16 bits. */
const before: usize = memory.data(24576, 16);
const behind: usize = memory.data(24576, 16);
/** A bit for each anchor and byte behind it that some rule allows. */
const pairs: usize = memory.data(8192, 16);
let rowCount: u32 = 0;

/** Sets of rules that the classes keep apart; a rule of the last one is found by its anchor alone. */
export const BUCKETS: u32 = 16;
const ANCHOR_ONLY: u32 = 16;
const BEFORE: u32 = 0;
const ANCHOR: u32 = 1;
const BEHIND: u32 = 2;
/** Bytes of one kind of neighbour: for eight buckets the low digits and the high digits of its bytes, then for the other eight. */
const CLASS_BYTES: usize = 64;
/** Per kind and digit the buckets it may belong to, a bit each. */
const classes: usize = memory.data(192, 16);
/** A bit for each group of words that end with their anchor: by the low digit of the byte in front of it, by both digits of the anchor. */
const endings: usize = memory.data(48, 16);
/** By low and by high digit what makes a letter, a digit or an underscore: a byte is one if both have a bit in common. */
const wordLow: usize = memory.data<u8>([3, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 4, 4, 4, 4, 20], 16);
const wordHigh: usize = memory.data<u8>([0, 0, 0, 1, 4, 18, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0], 16);
/** The lowest byte that is told apart in front of an anchor: control characters count as blanks. */
const BLANK: u32 = 32;
let bucket: u32 = ANCHOR_ONLY;
/** The group of the words that follow, all of which end with their anchor; 0 for others. */
let group: u32 = 0;

/** The rules that follow belong to this bucket. */
export function chooseBucket(number: u32): void {
  bucket = number;
  group = 0;
}

/** The words that follow end with their anchor, and no letter, digit or underscore is behind it; there are eight groups of them. */
export function chooseEndings(number: u32): void {
  group = 1 << number;
}

/** Rules that follow are found by their anchor alone. It has to be one of the bytes that `nextByVectors` compares with. */
export function chooseNoBucket(): void {
  bucket = ANCHOR_ONLY;
  group = 0;
}

function addEnding(table: usize, digit: u32): void {
  const cell = endings + table + <usize>digit;
  store<u8>(cell, <u32>load<u8>(cell) | group);
}

/** Puts a byte into its class. Bytes beyond ASCII have none: where one stands, every place is looked at. */
function classify(kind: u32, byte: u32): void {
  if (!ASC_FEATURE_SIMD) return;
  if (group != 0) {
    if (kind == BEHIND || byte > 127) return;
    addEnding((<usize>kind) << 4, byte & 15);
    if (kind == ANCHOR) addEnding(32, byte >> 4);
    return;
  }
  if (bucket == ANCHOR_ONLY || byte > 127) return;
  if (kind == BEFORE && byte < BLANK) byte = BLANK;
  const low = classes + <usize>kind * CLASS_BYTES + ((<usize>bucket >> 3) << 5) + <usize>(byte & 15);
  const high = classes + <usize>kind * CLASS_BYTES + ((<usize>bucket >> 3) << 5) + 16 + <usize>(byte >> 4);
  const bit: u32 = 1 << (bucket & 7);
  store<u8>(low, <u32>load<u8>(low) | bit);
  store<u8>(high, <u32>load<u8>(high) | bit);
}

/** Forgets every rule. */
export function clearFilter(): void {
  rowCount = 0;
  memory.fill(classes, 0, 3 * CLASS_BYTES);
  memory.fill(endings, 0, 48);
  memory.fill(rows, 0, 256);
  memory.fill(before, 0, ROW_BYTES * <usize>MOST_ROWS);
  memory.fill(behind, 0, ROW_BYTES * <usize>MOST_ROWS);
  memory.fill(pairs, 0, 8192);
}

/**
 * Row of an anchor, in both cases if it is a letter.
 * @param byte in lower case
 */
export function rowOf(byte: u32): u32 {
  classify(ANCHOR, byte);
  if (byte - 97 < 26) classify(ANCHOR, byte & 95);
  const known = <u32>load<u8>(rows + <usize>byte);
  if (known != 0 || rowCount == MOST_ROWS) return known;
  rowCount++;
  store<u8>(rows + <usize>byte, rowCount);
  if (byte - 97 < 26) store<u8>(rows + <usize>(byte & 95), rowCount);
  return rowCount;
}

function cell(table: usize, row: u32, byte: u32): usize {
  return table + <usize>(row - 1) * ROW_BYTES + ((<usize>byte) << 1);
}

/** Lets `byte` stand in front of an anchor. */
export function allowBefore(row: u32, byte: u32, rules: u32): void {
  const at = cell(before, row, byte);
  classify(BEFORE, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
}

/** Lets `byte` stand behind an anchor. */
export function allowBehind(row: u32, byte: u32, rules: u32): void {
  const at = cell(behind, row, byte);
  classify(BEHIND, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
}

/** Lets any byte stand in front of an anchor. */
export function allowAnyBefore(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowBefore(row, byte, rules);
}

/** Lets any byte stand behind an anchor. */
export function allowAnyBehind(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowBehind(row, byte, rules);
}

/** Lets a letter of a word, in either case, stand in front of an anchor. */
export function allowLetterBefore(row: u32, letter: u32, rules: u32): void {
  allowBefore(row, letter, rules);
  if (letter - 97 < 26) allowBefore(row, letter & 95, rules);
}

/** The same behind an anchor. */
export function allowLetterBehind(row: u32, letter: u32, rules: u32): void {
  allowBehind(row, letter, rules);
  if (letter - 97 < 26) allowBehind(row, letter & 95, rules);
}

/** Call when every rule is in. */
export function finishFilter(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    const row = <u32>load<u8>(rows + <usize>byte);
    if (row == 0) continue;
    for (let next: u32 = 0; next < 256; next++) {
      if (load<u16>(cell(behind, row, next)) == 0) continue;
      const pair = byte | (next << 8);
      const word = pairs + <usize>((pair >> 5) << 2);
      store<u32>(word, load<u32>(word) | ((<u32>1) << (pair & 31)));
    }
  }
}

/** First place at or behind `at` where an anchor and the byte behind it fit, looking four bytes at a time; `end` if none. */
function nextPair(at: usize, end: usize): usize {
  while (at < end) {
    const a = <u32>load<u16>(at);
    const b = <u32>load<u16>(at, 1);
    const c = <u32>load<u16>(at, 2);
    const d = <u32>load<u16>(at, 3);
    const first = load<u32>(pairs + <usize>((a >> 5) << 2)) >> a;
    const second = load<u32>(pairs + <usize>((b >> 5) << 2)) >> b;
    const third = load<u32>(pairs + <usize>((c >> 5) << 2)) >> c;
    const fourth = load<u32>(pairs + <usize>((d >> 5) << 2)) >> d;
    if (((first | second | third | fourth) & 1) != 0) {
      const place = (first & 1) != 0 ? at : (second & 1) != 0 ? at + 1 : (third & 1) != 0 ? at + 2 : at + 3;
      return min(place, end);
    }
    at += 4;
  }
  return end;
}

/** The rules that `nextPlace` found to fit. */
export let rules: u32 = 0;

/** Bytes that one look takes in. */
const VECTOR: usize = 16;

/** The buckets that sixteen bytes may belong to. @param low classes of their low digits @param high of their high digits */
function bucketsOf(bytes: v128, low: v128, high: v128): v128 {
  const lowDigits = v128.and(bytes, i8x16.splat(15));
  const highDigits = v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
  return v128.and(i8x16.swizzle(low, lowDigits), i8x16.swizzle(high, highDigits));
}

/** All ones where neither a letter nor a digit nor an underscore stands. */
function noWordLanes(bytes: v128, low: v128, high: v128): v128 {
  return i8x16.eq(bucketsOf(bytes, low, high), i8x16.splat(0));
}

/** The groups of endings that sixteen bytes may belong to, by their low digits. */
function groupsOf(bytes: v128, digits: v128): v128 {
  return i8x16.swizzle(digits, v128.and(bytes, i8x16.splat(15)));
}

/** `nextPlace` by sixteen places at a time: reads the byte in front of `at`, and sixteen behind `end`. */
function nextByVectors(at: usize, end: usize): usize {
  const beforeLow = v128.load(classes);
  const beforeHigh = v128.load(classes, 16);
  const beforeLow2 = v128.load(classes, 32);
  const beforeHigh2 = v128.load(classes, 48);
  const anchorLow = v128.load(classes, 64);
  const anchorHigh = v128.load(classes, 80);
  const anchorLow2 = v128.load(classes, 96);
  const anchorHigh2 = v128.load(classes, 112);
  const behindLow = v128.load(classes, 128);
  const behindHigh = v128.load(classes, 144);
  const behindLow2 = v128.load(classes, 160);
  const behindHigh2 = v128.load(classes, 176);
  const endBefore = v128.load(endings);
  const endAnchorLow = v128.load(endings, 16);
  const endAnchorHigh = v128.load(endings, 32);
  const lowOfWord = v128.load(wordLow);
  const highOfWord = v128.load(wordHigh);
  for (; at < end; at += VECTOR) {
    const first = v128.load(at - 1);
    const bytes = v128.load(at);
    const last = v128.load(at, 1);
    const front = i8x16.max_u(first, i8x16.splat(<i8>BLANK));
    const near = v128.and(
      v128.and(bucketsOf(front, beforeLow, beforeHigh), bucketsOf(bytes, anchorLow, anchorHigh)),
      bucketsOf(last, behindLow, behindHigh),
    );
    const far = v128.and(
      v128.and(bucketsOf(front, beforeLow2, beforeHigh2), bucketsOf(bytes, anchorLow2, anchorHigh2)),
      bucketsOf(last, behindLow2, behindHigh2),
    );
    const signs = v128.or(i8x16.eq(bytes, i8x16.splat(38)), i8x16.eq(bytes, i8x16.splat(62)));
    const ends = v128.and(
      v128.and(groupsOf(first, endBefore), bucketsOf(bytes, endAnchorLow, endAnchorHigh)),
      noWordLanes(last, lowOfWord, highOfWord),
    );
    const found = v128.or(v128.or(near, far), v128.or(signs, ends));
    const wide = v128.or(first, last);
    if (!v128.any_true(v128.or(found, v128.and(wide, i8x16.splat(-128))))) continue;
    let places: u32 = i8x16.bitmask(wide) != 0 ? 0xffff : i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)));
    for (; places != 0; places &= places - 1) {
      const place = at + <usize>ctz(places);
      if (place >= end) return end;
      rules = rulesAt(place);
      if (rules != 0) return place;
    }
  }
  return end;
}

/**
 * First place at or behind `at` that a rule fits, by the anchor and the bytes around it; `rules` is set.
 * @param at not the first byte of the text
 * @param end behind it sixteen bytes are readable
 * @returns its address, or `end`
 */
export function nextPlace(at: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) return nextByVectors(at, end);
  for (at = nextPair(at, end); at < end; at = nextPair(at + 1, end)) {
    rules = rulesAt(at);
    if (rules != 0) return at;
  }
  return end;
}

/** Whether the byte anchors a rule, whatever stands around it. */
export function isAnchor(byte: u32): bool {
  return load<u8>(rows + <usize>byte) != 0;
}

/** The rules that may hold at a place, by both neighbours. */
function rulesAt(at: usize): u32 {
  const row = <u32>load<u8>(rows + <usize>load<u8>(at));
  if (row == 0) return 0;
  return <u32>load<u16>(cell(before, row, load<u8>(at - 1))) & <u32>load<u16>(cell(behind, row, load<u8>(at + 1)));
}
