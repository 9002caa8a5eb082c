/**
 * Words in a run of bytes, found by a look at every eleventh place. A word of fourteen bytes holds eleven neighbouring grams of four, so
 * one of them is looked at wherever the word stands. A hash of the gram chooses a byte of a table, which is zero for nearly every
 * gram of an ordinary record, and a bit of that byte. Common grams of other words cost most of what a hit costs, so a word is better
 * named by those fourteen of its bytes that are rare. Case is removed by setting bit 5 of every byte.
 */
import { BACKSLASH } from "../bytes/ascii";

/** Bytes from one gram to the next: the shortest word has fourteen letters, the gram four. */
export const STRIDE: usize = 11;
/** Of many tried, a factor that keeps the commonest grams of Windows events apart from those of the words. */
const MULTIPLIER: u32 = 0x49e2fe4f;
const CASE: u32 = 0x20202020;
/** The top 14 bits of a hash choose the cell, the three after them its bit. */
const CELL_SHIFT: u32 = 18;
const BIT_SHIFT: u32 = 15;
const table: usize = memory.data(16384, 16);
/**
 * Bytes from a gram of a word to others of it. Of eleven neighbouring grams the first four have one at both distances after them, the
 * last four one at both before them, and the three between one at NEAR on either side. Words that only begin alike, such as
 * `"ExecutionProcessID"`, or share their middle, such as `WindowsPowerShell`, have no two.
 */
const NEAR: usize = 4;
const FAR: usize = 7;
/** Bytes from the start of a gram to the end of the farthest one after it. */
const REACH: usize = FAR + 4;
/** Bytes that one branch takes in. */
const TURN: usize = 4 * STRIDE;

function hashOf(gram: u32): u32 {
  return (gram | CASE) * MULTIPLIER;
}

/** 1 if the gram at `at` may be one of a word, else 0. */
function markOf(at: usize): u32 {
  const hash = hashOf(load<u32>(at));
  return (<u32>load<u8>(table + <usize>(hash >> CELL_SHIFT)) >> ((hash >> BIT_SHIFT) & 7)) & 1;
}

/** Whether the marked gram at `at` stands among others as in a word: REACH bytes from there on, and FAR before it, can be loaded. */
function isAmongMarked(at: usize): bool {
  const after = markOf(at + NEAR);
  const before = markOf(at - NEAR);
  return ((after & before) | (after & markOf(at + FAR)) | (before & markOf(at - FAR))) != 0;
}

/** The same near the end, where no word has a gram that ends after it. */
function isAmongLast(at: usize, end: usize): bool {
  if (at + REACH <= end) return isAmongMarked(at);
  if (markOf(at - NEAR) == 0) return false;
  return markOf(at - FAR) != 0 || (at + NEAR + 4 <= end && markOf(at + NEAR) != 0);
}

/** The byte of the table that the gram at `at` chooses. */
function cellOf(at: usize): u32 {
  return load<u8>(<usize>(hashOf(load<u32>(at)) >> CELL_SHIFT), table);
}

/** Whether the gram at `at` may be one of a word, others around it seen. */
function isMarked(at: usize): bool {
  return markOf(at) != 0 && isAmongMarked(at);
}

/** First of the grams of a turn that may be one of a word; 0 if none of them is. */
function firstOfTurn(at: usize): usize {
  if (cellOf(at) != 0 && isMarked(at)) return at;
  if (cellOf(at + STRIDE) != 0 && isMarked(at + STRIDE)) return at + STRIDE;
  if (cellOf(at + 2 * STRIDE) != 0 && isMarked(at + 2 * STRIDE)) return at + 2 * STRIDE;
  return cellOf(at + 3 * STRIDE) != 0 && isMarked(at + 3 * STRIDE) ? at + 3 * STRIDE : 0;
}

/**
 * First gram that may be one of a word, looking at every eleventh from `at` on; `end` if there is none. Four grams a turn, nothing
 * called and nothing kept for what seldom follows: this is the loop that every byte of every record goes through. The seven bytes in
 * front of `at` are looked at too.
 */
export function nextMarked(at: usize, end: usize): usize {
  for (; at + TURN - STRIDE + REACH <= end; at += TURN) {
    if ((cellOf(at) | cellOf(at + STRIDE) | cellOf(at + 2 * STRIDE) | cellOf(at + 3 * STRIDE)) == 0) continue;
    const found = firstOfTurn(at);
    if (found != 0) return found;
  }
  while (at + 4 <= end) {
    if (markOf(at) != 0 && isAmongLast(at, end)) return at;
    at += STRIDE;
  }
  return end;
}

/** Marks a gram. */
export function markGram(gram: u32): void {
  const hash = hashOf(gram);
  const cell = table + <usize>(hash >> CELL_SHIFT);
  store<u8>(cell, <u32>load<u8>(cell) | (1 << ((hash >> BIT_SHIFT) & 7)));
}

/** A byte for each hash of two bytes, not zero where a word starts with such. */
const starts: usize = memory.data(256, 8);

const PAIR_MULTIPLIER: u32 = 0x9e37;

/** Marks the two bytes at `at` as a word's first. */
export function markStart(at: usize): void {
  store<u8>(starts + (<usize>(((<u32>load<u16>(at) | (CASE & 0xffff)) * PAIR_MULTIPLIER) >> 8) & 255), 1);
}

/** A bit for each place from `at` to `last`, not more than 32, where a word may start as far as two bytes tell, or an escape. */
export function startsFrom(at: usize, last: usize): u32 {
  let places: u32 = 0;
  for (let bit: u32 = 1; at <= last; at++) {
    const pair = (<u32>load<u16>(at) | (CASE & 0xffff)) * PAIR_MULTIPLIER;
    if (load<u8>(starts + (<usize>(pair >> 8) & 255)) != 0 || load<u8>(at) == BACKSLASH) places |= bit;
    bit <<= 1;
  }
  return places;
}

/** Marks the first eleven grams of the word at `at`: they are enough. */
export function markWord(at: usize): void {
  for (let gram = at; gram < at + STRIDE; gram++) markGram(load<u32>(gram));
}
