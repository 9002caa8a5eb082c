/**
 * Which places of a text the gate has to look at. Each rule of the gate is found by one byte, its anchor, and says which bytes
 * may stand in front of it and after it.
 *
 * A text is looked at in pairs of bytes, every other place: one look in a table takes in two bytes, and eight bytes go by on one
 * branch. Of four bytes in two pairs the second may be an anchor, the first standing in front of it and the third after, or the
 * third, between the second and the fourth. Rules share thirteen groups, and three bits more are for the escapes of JSON, so that a
 * pair has 64 bits: of what it may be in front, and of what it may be after. Rules of a group are told apart by the exact tables,
 * which few places get to.
 */
import { BACKSLASH, DOUBLE_QUOTE, LOWER_A, LOWER_N, LOWER_R, LOWER_T, LOWER_U, SPACE } from "./ascii";

/** Letters, and the few signs that anchor a rule. */
const MOST_ROWS: u32 = 48;
/** Values of a byte. */
const BYTES: u32 = 256;
const ROW_BYTES: u32 = BYTES << 1;
/** Per byte its row + 1, 0 for a byte that anchors nothing. */
const rows: usize = memory.data(BYTES);
/** Per row and neighbouring byte the rules it may belong to, 16 bits. */
const before: usize = memory.data(MOST_ROWS * ROW_BYTES, 16);
const following: usize = memory.data(MOST_ROWS * ROW_BYTES, 16);

const ROW_RULES: u32 = 16;
/** Per row and rule the bit of its group. */
const groups: usize = memory.data((ROW_RULES * MOST_ROWS) << 1, 16);
/** Per byte the groups that it may stand in front of, and after. */
const beforeGroups: usize = memory.data(BYTES << 1, 16);
const followingGroups: usize = memory.data(BYTES << 1, 16);

/*
 * By two neighbouring bytes, the first one lowest: the groups in which the pair may be the later of two, in the lower half, and the
 * earlier, in the upper half. Of each half the lower 16 bits are for anchors that are the second of four bytes, the upper for the third.
 */
const textPairs: usize = memory.data(524288, 16);
/** The same for the inside of a JSON string, where an escape counts as what it stands for. */
const stringPairs: usize = memory.data(524288, 16);
const PAIRS: u32 = 65536;
const PAIR_SHIFT: usize = 3;
const EARLIER: u64 = 32;
const THIRD: u64 = 16;
/** The halves' halves. */
const LATER_SECOND: u64 = 0xffff;
const LATER_THIRD: u64 = 0xffff << THIRD;
const EARLIER_SECOND: u64 = LATER_SECOND << EARLIER;
const EARLIER_THIRD: u64 = LATER_THIRD << EARLIER;
/** Bytes that one branch takes in. */
const STEP: usize = 8;

/** Groups of rules; the bits after them are for a JSON string. */
const GROUPS: u32 = 13;
/** Where the later pair stops the scan whatever stands in front, or the earlier one whatever comes. */
const ALWAYS: u64 = 1 << 13;
/** A backslash ends the earlier pair, and the later one makes no common escape of it. */
const ESCAPE: u64 = 1 << 14;
/** The earlier pair is two backslashes, and a quote follows: it may end the string. In the other half: a quote that nothing escapes. */
const QUOTE: u64 = 1 << 15;

/** What is no group of rules. */
const OTHER_SIGNS: u64 = ALWAYS | ESCAPE | QUOTE;

/** Marks of a pair that has to do with no escape and no end of the string. */
const ORDINARY: u64 = ALWAYS | ESCAPE | ((ALWAYS | QUOTE) << (EARLIER + THIRD));

const ALL_RULES: u32 = 0xffff;

let rowCount: u32 = 0;
let group: u32 = 0;

/** The rules that follow share this group; which one decides how often a place is looked at in vain, never what is found. */
export function chooseGroup(number: u32): void {
  group = 1 << min(number, GROUPS - 1);
}

/** Forgets every rule. */
export function clearFilter(): void {
  rowCount = 0;
  memory.fill(rows, 0, BYTES);
  memory.fill(before, 0, ROW_BYTES * MOST_ROWS);
  memory.fill(following, 0, ROW_BYTES * MOST_ROWS);
  memory.fill(groups, 0, (ROW_RULES * MOST_ROWS) << 1);
  memory.fill(beforeGroups, 0, BYTES << 1);
  memory.fill(followingGroups, 0, BYTES << 1);
  memory.fill(textPairs, 0, (<usize>PAIRS) << PAIR_SHIFT);
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
  if (byte - LOWER_A < 26) store<u8>(rows + <usize>(byte & 95), rowCount);
  return rowCount;
}

function cell(table: usize, row: u32, byte: u32): usize {
  return <usize>(row * ROW_BYTES) + ((<usize>byte) << 1) + (table - ROW_BYTES);
}

function groupsCell(row: u32, rule: u32): usize {
  return groups + ((<usize>((row - 1) * ROW_RULES + rule)) << 1);
}

/** Puts rules of a row into the group at hand. */
function joinGroup(row: u32, rules: u32): void {
  for (let bits = rules; bits != 0; bits &= bits - 1) {
    const at = groupsCell(row, ctz(bits));
    store<u16>(at, <u32>load<u16>(at) | group);
  }
}

/** Groups of the rules of a row. */
function groupsOf(row: u32, rules: u32): u32 {
  let found: u32 = 0;
  for (let bits = rules; bits != 0; bits &= bits - 1) found |= load<u16>(groupsCell(row, ctz(bits)));
  return found;
}

/** Lets `byte` stand in front of an anchor. */
export function allowBefore(row: u32, byte: u32, rules: u32): void {
  const at = cell(before, row, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
  joinGroup(row, rules);
}

/** Lets `byte` stand after an anchor. */
export function allowAfter(row: u32, byte: u32, rules: u32): void {
  const at = cell(following, row, byte);
  store<u16>(at, <u32>load<u16>(at) | rules);
  joinGroup(row, rules);
}

/** Lets any byte stand in front of an anchor. */
export function allowAnyBefore(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowBefore(row, byte, rules);
}

/** Lets any byte stand after an anchor. */
export function allowAnyAfter(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) allowAfter(row, byte, rules);
}

/** Lets a letter of a word, in either case, stand in front of an anchor. */
export function allowLetterBefore(row: u32, letter: u32, rules: u32): void {
  allowBefore(row, letter, rules);
  if (letter - LOWER_A < 26) allowBefore(row, letter & 95, rules);
}

/** The same after an anchor. */
export function allowLetterAfter(row: u32, letter: u32, rules: u32): void {
  allowAfter(row, letter, rules);
  if (letter - LOWER_A < 26) allowAfter(row, letter & 95, rules);
}

function pairAt(table: usize, first: u32, second: u32): usize {
  return table + ((<usize>(first | (second << 8))) << PAIR_SHIFT);
}

function markPair(first: u32, second: u32, marks: u64): void {
  const pair = pairAt(textPairs, first, second);
  store<u64>(pair, load<u64>(pair) | marks);
}

function markByte(table: usize, byte: u32, marks: u32): void {
  const cell = table + ((<usize>byte) << 1);
  store<u16>(cell, <u32>load<u16>(cell) | marks);
}

/** Call when every rule is in. */
export function finishFilter(): void {
  for (let anchor: u32 = 0; anchor < 256; anchor++) {
    const row = <u32>load<u8>(rows + <usize>anchor);
    if (row == 0) continue;
    for (let byte: u32 = 0; byte < 256; byte++) {
      const inFront = groupsOf(row, load<u16>(cell(before, row, byte)));
      const after = groupsOf(row, load<u16>(cell(following, row, byte)));
      markPair(byte, anchor, (<u64>inFront) << EARLIER);
      markPair(anchor, byte, (<u64>after) << THIRD);
      markByte(beforeGroups, byte, inFront);
      markByte(followingGroups, byte, after);
    }
  }
  for (let pair: u32 = 0; pair < PAIRS; pair++) {
    const third = (<u64>load<u16>(beforeGroups + ((<usize>(pair >> 8)) << 1))) << (EARLIER + THIRD);
    markPair(pair & 255, pair >> 8, third | <u64>load<u16>(followingGroups + ((<usize>(pair & 255)) << 1)));
  }
  for (let pair: u32 = 0; pair < PAIRS; pair++)
    store<u64>(pairAt(stringPairs, pair & 255, pair >> 8), stringMarks(pair & 255, pair >> 8));
}

function marksOf(first: u32, second: u32): u64 {
  return load<u64>(pairAt(textPairs, first, second));
}

/** What an escape stands for, by its second byte, as far as strings with it are scanned: line feed, carriage return, tab, or itself. */
export function meaningOf(byte: u32): u32 {
  return byte == LOWER_N ? 10 : byte == LOWER_R ? 13 : byte == LOWER_T ? 9 : byte;
}

/** Whether a backslash and the byte are an escape that is scanned. */
function isCommonEscape(byte: u32): bool {
  return meaningOf(byte) != byte || byte == DOUBLE_QUOTE || byte == BACKSLASH;
}

/**
 * Marks of a pair within a JSON string; more than there need be where a pair alone does not show what is an escape: a byte after a
 * backslash counts as itself and as what the two stand for.
 */
function stringMarks(first: u32, second: u32): u64 {
  if (isOrdinary(first) && isOrdinary(second) && meaningOf(first) == first) return marksOf(first, second) | ORDINARY;
  return earlierMarks(first, second) | laterMarks(first, second);
}

/** Neither a control character nor part of how JSON writes one; `"` is the last sign that comes before the ordinary ones. */
function isOrdinary(byte: u32): bool {
  return byte > <u32>DOUBLE_QUOTE && byte != BACKSLASH;
}

/** As the earlier of two pairs. */
function earlierMarks(first: u32, second: u32): u64 {
  let marks = marksOf(first, second) & (EARLIER_SECOND | EARLIER_THIRD);
  marks |= marksOf(meaningOf(first), second) & EARLIER_SECOND;
  marks |= ALWAYS << (EARLIER + THIRD);
  if (second < SPACE || (second == DOUBLE_QUOTE && first != BACKSLASH)) marks |= ALWAYS << EARLIER;
  if (second != BACKSLASH) marks |= QUOTE << (EARLIER + THIRD);
  // The anchor may be the quote that the backslash escapes.
  else marks |= ((ESCAPE | (first == BACKSLASH ? QUOTE : 0)) << EARLIER) | (marksOf(first, 34) & EARLIER_SECOND);
  if (first == BACKSLASH) marks |= marksOf(0, meaningOf(second)) & EARLIER_THIRD;
  return marks;
}

/** As the later of two pairs. */
function laterMarks(first: u32, second: u32): u64 {
  let marks = marksOf(first, second) & (LATER_SECOND | LATER_THIRD);
  // A quote within the string is always an escaped one, and then the anchor itself.
  if (first == DOUBLE_QUOTE) marks = (marksOf(34, second) >> THIRD) & LATER_SECOND;
  marks |= ALWAYS;
  if (first < SPACE) marks |= ALWAYS << THIRD;
  if (first == DOUBLE_QUOTE) marks |= QUOTE | (QUOTE << THIRD);
  if (!isCommonEscape(first) || (first == BACKSLASH && second == DOUBLE_QUOTE)) marks |= ESCAPE;
  // What stands after the backslash is not known.
  if (second == BACKSLASH) {
    const after = marksOf(first, 10) | marksOf(first, 13) | marksOf(first, 9) | marksOf(first, 34);
    marks |= first == DOUBLE_QUOTE ? (after >> THIRD) & LATER_SECOND : after & LATER_THIRD;
  }
  if (first != BACKSLASH) return marks;
  marks |= marksOf(meaningOf(second), 0) & LATER_SECOND;
  if (second == DOUBLE_QUOTE) marks |= marksOf(34, 34) & LATER_THIRD;
  return isCommonEscape(second) ? marks : marks | (ALWAYS << THIRD);
}

/** The rules that `nextPlace` found to fit. */
export let rules: u32 = 0;

/** What the pair at `at` of a text may be. */
function marksAt(at: usize): u64 {
  return load<u64>((<usize>load<u16>(at)) << PAIR_SHIFT, textPairs);
}

/** What the pair at `at` of a JSON string may be. */
function stringMarksAt(at: usize): u64 {
  return load<u64>((<usize>load<u16>(at)) << PAIR_SHIFT, stringPairs);
}

/** Where the earlier pair may stand in front of an anchor that the later one may stand after. */
function meeting(earlier: u64, later: u64): u64 {
  return (earlier >> EARLIER) & later;
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
    const near = meeting(first, second) | meeting(second, third);
    const far = meeting(third, fourth) | meeting(fourth, next);
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
 * @returns address of the first of them, or one at most sixteen bytes in front of `end`
 */
export function nextInString(at: usize, end: usize): usize {
  let first = stringMarksAt(at - 1);
  for (; at + 2 * STEP < end; at += 2 * STEP) {
    const second = stringMarksAt(at + 1);
    const third = stringMarksAt(at + 3);
    const fourth = stringMarksAt(at + 5);
    const fifth = stringMarksAt(at + 7);
    const near = meeting(first, second) | meeting(second, third);
    const far = meeting(third, fourth) | meeting(fourth, fifth);
    if ((near | far) != 0) {
      if (near != 0) return meeting(first, second) != 0 ? at : at + 2;
      return meeting(third, fourth) != 0 ? at + 4 : at + 6;
    }
    const sixth = stringMarksAt(at + 9);
    const seventh = stringMarksAt(at + 11);
    const eighth = stringMarksAt(at + 13);
    first = stringMarksAt(at + 15);
    const beyond = meeting(fifth, sixth) | meeting(sixth, seventh);
    const last = meeting(seventh, eighth) | meeting(eighth, first);
    if ((beyond | last) != 0) {
      if (beyond != 0) return meeting(fifth, sixth) != 0 ? at + 8 : at + 10;
      return meeting(seventh, eighth) != 0 ? at + 12 : at + 14;
    }
  }
  return at;
}

/**
 * Whether `nextInString` stopped at `at` in vain: no rule fits there, the string does not end, and no escape starts that is none of the
 * common ones.
 */
export function isMiss(at: usize): bool {
  const met = meeting(stringMarksAt(at - 1), stringMarksAt(at + 1));
  if ((met & (OTHER_SIGNS | (OTHER_SIGNS << THIRD))) != 0) return false;
  return ((met & LATER_SECOND) == 0 || rulesInString(at) == 0) && ((met & LATER_THIRD) == 0 || rulesInString(at + 1) == 0);
}

/** Whether an escape of a code unit ends in front of `at`, or what looks like one. */
export function followsUnit(at: usize): bool {
  return load<u8>(at - 6) == BACKSLASH && load<u8>(at - 5) == LOWER_U;
}

/**
 * The rules that may hold at a place of a JSON string; at an escaped quote for the quote. What the escape of a code unit stands for
 * counts as any byte.
 * @param at an anchor, or the backslash in front of a quote; six bytes before it and four after it are readable
 */
export function rulesInString(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  const row = <u32>load<u8>(rows + <usize>(byte == BACKSLASH ? 34 : byte));
  if (row == 0) return 0;
  const next = byte == BACKSLASH ? at + 2 : at + 1;
  const after = <u32>load<u8>(next);
  const second = <u32>load<u8>(next + 1);
  const isUnit = after == BACKSLASH && second == LOWER_U;
  const found = isUnit ? ALL_RULES : <u32>load<u16>(cell(following, row, after == BACKSLASH ? meaningOf(second) : after));
  if (found == 0 || followsUnit(at)) return found;
  let inFront = <u32>load<u16>(cell(before, row, load<u8>(at - 1)));
  if (load<u8>(at - 2) == BACKSLASH) inFront |= <u32>load<u16>(cell(before, row, meaningOf(load<u8>(at - 1))));
  return inFront & found;
}

/** The rules that may hold at a place, by the byte in front of it alone. */
export function rulesAfter(at: usize): u32 {
  const row = <u32>load<u8>(rows + <usize>load<u8>(at));
  return row == 0 ? 0 : <u32>load<u16>(cell(before, row, load<u8>(at - 1)));
}

/** The rules that may hold at a place, by the byte after it alone. */
export function rulesBefore(at: usize): u32 {
  const row = <u32>load<u8>(rows + <usize>load<u8>(at));
  return row == 0 ? 0 : <u32>load<u16>(cell(following, row, load<u8>(at + 1)));
}

/** Whether the byte anchors a rule, whatever stands around it. */
export function isAnchor(byte: u32): bool {
  return load<u8>(rows + <usize>byte) != 0;
}

/** The rules that may hold at a place, by both neighbours. */
function rulesAt(at: usize): u32 {
  const row = <u32>load<u8>(rows + <usize>load<u8>(at));
  if (row == 0) return 0;
  return <u32>load<u16>(cell(before, row, load<u8>(at - 1))) & <u32>load<u16>(cell(following, row, load<u8>(at + 1)));
}
