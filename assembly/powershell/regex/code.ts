/**
 * A compiled pattern: its instructions, the classes and names it refers to. An instruction is three words: operation, a, b.
 * Jumps are relative, so that a piece of program may be moved and copied. What does not fit is refused.
 */

export const CODE_MATCH: u32 = 0;
export const CODE_UNIT: u32 = 1;
/** A letter without case; a is in lower case. */
export const CODE_FOLDED: u32 = 2;
export const CODE_ANY: u32 = 3;
export const CODE_ALL: u32 = 4;
/** a = index of a class, b = 1 without case. */
export const CODE_CLASS: u32 = 5;
/** Go on at a; when that fails, at b. */
export const CODE_SPLIT: u32 = 6;
export const CODE_JUMP: u32 = 7;
/** a = slot. */
export const CODE_SAVE: u32 = 8;
export const CODE_TEXT_START: u32 = 9;
export const CODE_LINE_START: u32 = 10;
export const CODE_TEXT_END: u32 = 11;
export const CODE_LINE_END: u32 = 12;
export const CODE_VERY_END: u32 = 13;
export const CODE_WORD_EDGE: u32 = 14;
export const CODE_NO_WORD_EDGE: u32 = 15;
/** a = group in order of occurrence, b = 1 without case. */
export const CODE_BACK: u32 = 16;
/** Opens an atomic piece (b = 0), a look-ahead (1) or a negative one (2); a = after it. */
export const CODE_HOLD: u32 = 17;
/** Closes it; b as above. */
export const CODE_RELEASE: u32 = 18;

const CODE_BYTES: usize = 12;
export const MAX_CODE: u32 = 2048;
const CODE: usize = memory.data(MAX_CODE * <u32>CODE_BYTES, 4);

/** Groups that capture, the whole match included. */
export const MAX_GROUPS: u32 = 24;
// A class: first range, number of ranges, CLASS_* flags, unused.
const MAX_CLASSES: u32 = 128;
const CLASSES: usize = memory.data(2048, 4);
const MAX_RANGES: u32 = 512;
const RANGES: usize = memory.data(2048, 4);
export const CLASS_NEGATED: u32 = 1;
export const CLASS_DIGIT: u32 = 2;
export const CLASS_NO_DIGIT: u32 = 4;
export const CLASS_WORD: u32 = 8;
export const CLASS_NO_WORD: u32 = 16;
export const CLASS_SPACE: u32 = 32;
export const CLASS_NO_SPACE: u32 = 64;

// Names: unit address and length by order of occurrence; length 0 for a group without one.
export const NAMES: usize = memory.data(192, 4);
// Group in order of occurrence by its number.
export const NUMBERS: usize = memory.data(96, 4);

/** Instructions so far. */
export let size: u32 = 0;
let classes: u32 = 0;
let ranges: u32 = 0;
/** Groups so far, the whole match included. */
export let groups: u32 = 0;
/** Whether the pattern is outside of the subset, or does not fit. */
export let refused: bool = false;

/** Starts a pattern. */
export function startCode(isRefused: bool): void {
  size = 0;
  classes = 0;
  ranges = 0;
  groups = 1;
  refused = isRefused;
  store<u32>(NAMES + 4, 0);
}

/** Gives the pattern up. */
export function refuse(): void {
  refused = true;
}

/** Drops the instructions from `to` on. */
export function cutCode(to: u32): void {
  size = to;
}

/** Counts a group that captures. @returns its number in order of occurrence */
export function newGroup(): u32 {
  return groups++;
}

/** Address of an instruction of the compiled pattern. */
export function codeAt(index: u32): usize {
  return CODE + <usize>index * CODE_BYTES;
}

/** Groups of the compiled pattern, the whole match included. */
export function groupCount(): u32 {
  return groups;
}

/** The group in order of occurrence (which is how the matcher saves it) that has a number. */
export function groupOfNumber(number: u32): u32 {
  return load<u32>(NUMBERS + ((<usize>number) << 2));
}

/** The number of the group that has a name (UTF-16 units), or 0. */
export function groupNamed(name: usize, count: u32): u32 {
  for (let number: u32 = 1; number < groups; number++) {
    const entry = NAMES + ((<usize>groupOfNumber(number)) << 3);
    if (load<u32>(entry + 4) == count && memory.compare(<usize>load<u32>(entry), name, (<usize>count) << 1) == 0) return number;
  }
  return 0;
}

/** Units of the name of a group by number, 0 for one without; their address is in `groupName`. */
export function groupNameLength(number: u32): u32 {
  return load<u32>(NAMES + ((<usize>groupOfNumber(number)) << 3) + 4);
}

/** Address of the units of a group's name, by number. */
export function groupName(number: u32): usize {
  return <usize>load<u32>(NAMES + ((<usize>groupOfNumber(number)) << 3));
}

/** Writes an instruction of the matcher; code that is too long is refused. */
export function emit(operation: u32, a: i32, b: i32): void {
  if (size >= MAX_CODE) {
    refused = true;
    return;
  }
  const place = codeAt(size++);
  store<u32>(place, operation);
  store<i32>(place + 4, a);
  store<i32>(place + 8, b);
}

/** Makes room for one instruction at `index` and fills it. */
export function insert(index: u32, operation: u32, a: i32, b: i32): void {
  emit(0, 0, 0);
  if (refused) return;
  memory.copy(codeAt(index + 1), codeAt(index), <usize>(size - 1 - index) * CODE_BYTES);
  const place = codeAt(index);
  store<u32>(place, operation);
  store<i32>(place + 4, a);
  store<i32>(place + 8, b);
}

/** Writes `count` instructions once more, as they stand: what a counted repetition needs. */
export function copyCode(from: u32, count: u32): void {
  if (size + count > MAX_CODE) {
    refused = true;
    return;
  }
  memory.copy(codeAt(size), codeAt(from), <usize>count * CODE_BYTES);
  size += count;
}

/** A character class without ranges. @param flags CLASS_*, @returns its index */
export function newClass(flags: u32): u32 {
  if (classes >= MAX_CLASSES) {
    refused = true;
    return 0;
  }
  const place = CLASSES + ((<usize>classes) << 4);
  store<u32>(place, ranges);
  store<u32>(place + 4, 0);
  store<u32>(place + 8, flags);
  return classes++;
}

/** Adds UTF-16 units to a class, which must be the newest: the ranges of a class stand side by side. */
export function addRange(index: u32, from: u32, to: u32): void {
  if (ranges >= MAX_RANGES || from > to) {
    refused = true;
    return;
  }
  store<u32>(RANGES + ((<usize>ranges) << 2), from | (to << 16));
  ranges++;
  const place = CLASSES + ((<usize>index) << 4) + 4;
  store<u32>(place, load<u32>(place) + 1);
}

/** First range, number of ranges and flags of a class. */
export function classAt(index: u32): usize {
  return CLASSES + ((<usize>index) << 4);
}

/** Lowest unit of a range, and the highest one shifted left by 16. */
export function rangeAt(index: u32): u32 {
  return load<u32>(RANGES + ((<usize>index) << 2));
}
