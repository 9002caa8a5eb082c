/**
 * Which places of a text the gate has to look at. Each rule of the gate is found by one byte, its anchor, and says which bytes
 * may stand in front of it and after it.
 *
 * A text is looked at in pairs of bytes, every other place: one look in a table takes in two bytes, and eight bytes go by on one
 * branch. Of four bytes in two pairs the second may be an anchor, the first standing in front of it and the third after, or the
 * third, between the second and the fourth. Rules share eight groups, so that a pair has 32 bits: those of what it may be in front,
 * and of what it may be after. Rules of a group are told apart by the exact tables, which few places get to.
 */
import { pairsStart } from "../memory/map";

/** Letters, and the few signs that anchor a rule. */
const MOST_ROWS: u32 = 48;
const ROW_BYTES: usize = 512;
/** Per byte its row + 1, 0 for a byte that anchors nothing. */
const rows: usize = memory.data(256);
/** Per row and neighbouring byte the rules it may belong to, 16 bits. */
const before: usize = memory.data(24576, 16);
const behind: usize = memory.data(24576, 16);

/** Per row and rule the bit of its group. */
const groups: usize = memory.data(768, 16);
const ROW_RULES: u32 = 16;
/** Per byte the groups that it may stand in front of, and after. */
const beforeGroups: usize = memory.data(256);
const behindGroups: usize = memory.data(256);

/*
 * In the region of the pairs, by two neighbouring bytes, the first one lowest: the groups in which the pair may be the later of two, in the lower half, and the
 * earlier, in the upper half. Of each half the lower byte is for anchors that are the second of four bytes, the upper for the third.
 */
const PAIRS: u32 = 65536;
/** The same for the inside of a JSON string, where an escape counts as what it stands for; every mark where a scan has to look closer. */
const stringPairs: usize = memory.data(262144, 16);
const EARLIER: u32 = 16;
const THIRD: u32 = 8;
/** Bytes that one branch takes in. */
const STEP: usize = 8;

const GROUPS: u32 = 8;
let rowCount: u32 = 0;
let group: u32 = 0;

/** The rules that follow share this group; which one decides how often a place is looked at in vain, never what is found. */
export function chooseGroup(number: u32): void {
  group = 1 << (number & (GROUPS - 1));
}

/** Forgets every rule. */
export function clearFilter(): void {
  rowCount = 0;
  memory.fill(rows, 0, 256);
  memory.fill(before, 0, ROW_BYTES * <usize>MOST_ROWS);
  memory.fill(behind, 0, ROW_BYTES * <usize>MOST_ROWS);
  memory.fill(groups, 0, ROW_RULES * MOST_ROWS);
  memory.fill(beforeGroups, 0, 256);
  memory.fill(behindGroups, 0, 256);
  memory.fill(pairsStart(), 0, (<usize>PAIRS) << 2);
}

/**
 * Row of an anchor, in both cases if it is a letter.
 * @param byte in lower case
 */
export function rowOf(byte: u32): u32 {
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

/** Puts rules of a row into the group at hand. */
function joinGroup(row: u32, rules: u32): void {
  for (let bits = rules; bits != 0; bits &= bits - 1) {
    const at = groups + <usize>((row - 1) * ROW_RULES + ctz(bits));
    store<u8>(at, <u32>load<u8>(at) | group);
  }
}

/** Groups of the rules of a row. */
function groupsOf(row: u32, rules: u32): u32 {
  let found: u32 = 0;
  for (let bits = rules; bits != 0; bits &= bits - 1) found |= load<u8>(groups + <usize>((row - 1) * ROW_RULES + ctz(bits)));
  return found;
}

/** Lets `byte` stand in front of an anchor. */
export function allowBefore(row: u32, byte: u32, rules: u32): void {
  const at = cell(before, row, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
  joinGroup(row, rules);
}

/** Lets `byte` stand after an anchor. */
export function allowBehind(row: u32, byte: u32, rules: u32): void {
  const at = cell(behind, row, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
  joinGroup(row, rules);
}

/** Lets any byte stand in front of an anchor. */
export function allowAnyBefore(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowBefore(row, byte, rules);
}

/** Lets any byte stand after an anchor. */
export function allowAnyBehind(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowBehind(row, byte, rules);
}

/** Lets a letter of a word, in either case, stand in front of an anchor. */
export function allowLetterBefore(row: u32, letter: u32, rules: u32): void {
  allowBefore(row, letter, rules);
  if (letter - 97 < 26) allowBefore(row, letter & 95, rules);
}

/** The same after an anchor. */
export function allowLetterBehind(row: u32, letter: u32, rules: u32): void {
  allowBehind(row, letter, rules);
  if (letter - 97 < 26) allowBehind(row, letter & 95, rules);
}

function markPair(first: u32, second: u32, marks: u32): void {
  const pair = pairsStart() + ((<usize>(first | (second << 8))) << 2);
  store<u32>(pair, load<u32>(pair) | marks);
}

function markByte(table: usize, byte: u32, marks: u32): void {
  store<u8>(table + <usize>byte, <u32>load<u8>(table + <usize>byte) | marks);
}

/** Call when every rule is in. */
export function finishFilter(): void {
  for (let anchor: u32 = 0; anchor < 256; anchor++) {
    const row = <u32>load<u8>(rows + <usize>anchor);
    if (row == 0) continue;
    for (let byte: u32 = 0; byte < 256; byte++) {
      const inFront = groupsOf(row, load<u16>(cell(before, row, byte)));
      const after = groupsOf(row, load<u16>(cell(behind, row, byte)));
      markPair(byte, anchor, inFront << EARLIER);
      markPair(anchor, byte, after << THIRD);
      markByte(beforeGroups, byte, inFront);
      markByte(behindGroups, byte, after);
    }
  }
  for (let pair: u32 = 0; pair < PAIRS; pair++) {
    const third = (<u32>load<u8>(beforeGroups + <usize>(pair >> 8))) << (EARLIER + THIRD);
    markPair(pair & 255, pair >> 8, third | <u32>load<u8>(behindGroups + <usize>(pair & 255)));
  }
  for (let pair: u32 = 0; pair < PAIRS; pair++)
    store<u32>(stringPairs + ((<usize>pair) << 2), stringMarks(pair & 255, pair >> 8));
}

function marksOf(first: u32, second: u32): u32 {
  return load<u32>(pairsStart() + ((<usize>(first | (second << 8))) << 2));
}

/** What an escape stands for, by its second byte, as far as strings with it are scanned: line feed, carriage return, tab, or itself. */
export function meaningOf(byte: u32): u32 {
  return byte == 110 ? 10 : byte == 114 ? 13 : byte == 116 ? 9 : byte;
}

/**
 * Marks of a pair within a JSON string; more than there need be where a pair alone does not show what is an escape. A byte to look at
 * whatever stands around it sets a whole half: since `&` is a sign anywhere, no other half is empty.
 */
function stringMarks(first: u32, second: u32): u32 {
  let marks = marksOf(first, second);
  if (first < 32 || first == 34) marks |= 0xffff;
  if (second < 32 || second == 92 || (second == 34 && first != 92)) marks |= 0xffff0000;
  // What stands after the backslash is not known.
  if (second == 92) {
    marks |= (marksOf(first, 10) | marksOf(first, 13) | marksOf(first, 9) | marksOf(first, 34)) & 0xff00;
  }
  if (first != 92) return marks | (marksOf(meaningOf(first), second) & 0xff0000);
  const meaning = meaningOf(second);
  if (second == 34) marks |= marksOf(34, 34) & 0xff00;
  else if (meaning == second) return marks | 0xffff;
  return marks | (marksOf(0, meaning) & 0xff000000) | (marksOf(meaning, 0) & 0xff);
}

/** The rules that `nextPlace` found to fit. */
export let rules: u32 = 0;

/** What the pair at `at` may be. */
function marksAt(at: usize): u32 {
  return load<u32>(pairsStart() + ((<usize>load<u16>(at)) << 2));
}

/** First of eight places from `at` on that a rule fits, `rules` is set; `at` + STEP if there is none. */
function placeInStep(at: usize): usize {
  const stop = at + STEP;
  for (; at < stop; at++) {
    rules = rulesAt(at);
    if (rules != 0) return at;
  }
  return stop;
}

/**
 * First place at or after `at` that a rule fits, by the anchor and the bytes around it; `rules` is set.
 * @param at not the first byte of the text
 * @param end after it sixteen bytes are readable
 * @returns its address, or `end`
 */
export function nextPlace(at: usize, end: usize): usize {
  let first = marksAt(at - 1);
  for (; at < end; at += STEP) {
    const second = marksAt(at + 1);
    const third = marksAt(at + 3);
    const fourth = marksAt(at + 5);
    const next = marksAt(at + 7);
    const near = ((first >> EARLIER) & second) | ((second >> EARLIER) & third);
    const far = ((third >> EARLIER) & fourth) | ((fourth >> EARLIER) & next);
    first = next;
    if ((near | far) == 0) continue;
    const place = placeInStep(at);
    if (place < at + STEP) return min(place, end);
  }
  return end;
}

/**
 * First two bytes at or after `at` of a JSON string that have to be looked at: a rule may fit there, the string may end, or an escape
 * start that is none of a line feed, carriage return, tab or quote.
 * @param at not the first byte of the record
 * @returns address of the first of them, or one less than sixteen bytes in front of `end`
 */
export function nextInString(at: usize, end: usize): usize {
  let first = load<u32>((<usize>load<u16>(at - 1)) << 2, stringPairs);
  while (at + 16 <= end) {
    const second = load<u32>((<usize>load<u16>(at, 1)) << 2, stringPairs);
    const third = load<u32>((<usize>load<u16>(at, 3)) << 2, stringPairs);
    const fourth = load<u32>((<usize>load<u16>(at, 5)) << 2, stringPairs);
    const next = load<u32>((<usize>load<u16>(at, 7)) << 2, stringPairs);
    const near = ((first >> EARLIER) & second) | ((second >> EARLIER) & third);
    const far = ((third >> EARLIER) & fourth) | ((fourth >> EARLIER) & next);
    if ((near | far) != 0) {
      if (near != 0) return ((first >> EARLIER) & second) != 0 ? at : at + 2;
      return ((third >> EARLIER) & fourth) != 0 ? at + 4 : at + 6;
    }
    first = next;
    at += STEP;
  }
  return at;
}

/**
 * The rules that may hold at a place of a JSON string; at an escaped quote for the quote.
 * @param at an anchor, or the backslash in front of a quote; four bytes around it are readable
 */
export function rulesInString(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  const row = <u32>load<u8>(rows + <usize>(byte == 92 ? 34 : byte));
  if (row == 0) return 0;
  let inFront = <u32>load<u16>(cell(before, row, load<u8>(at - 1)));
  if (load<u8>(at - 2) == 92) inFront |= <u32>load<u16>(cell(before, row, meaningOf(load<u8>(at - 1))));
  const next = byte == 92 ? at + 2 : at + 1;
  const after = <u32>load<u8>(next);
  return inFront & <u32>load<u16>(cell(behind, row, after == 92 ? meaningOf(load<u8>(next + 1)) : after));
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
