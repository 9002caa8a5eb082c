/**
 * Whether a record may hold a script block at all. Nearly every Windows event leaves here, after one pass over its bytes.
 *
 * What `settle.ts` demands is spelled somewhere in the record: `ScriptBlockText`, as a key or in the message of an event without
 * an id, or PowerShell's channel or provider together with 4104. A key of the record itself may have its letters written as
 * `\u0053`; everywhere else a letter that is written so does not count (strings.ts, `hidesLetters`). The question for the status
 * has to pass too.
 *
 * A word of fourteen letters, however it is spelled, holds eleven neighbouring grams of four bytes, so looking at every
 * eleventh gram cannot miss it if every gram of every spelling is known. They are bits of a hashed table; a hit is checked on
 * the spot. Case is removed by setting bit 5 of every byte, which maps `\` to `|` and `_` to DEL.
 */
import { isWord, startsWithWord, writeLiteral } from "../bytes/literal";
import { hidesLetterAt } from "./strings";

/** Bytes from one gram to the next: the shortest word has fourteen letters, the gram four. */
const STRIDE: usize = 11;
const MULTIPLIER: u32 = 0x9e3779b1;
const CASE: u32 = 0x20202020;
/** 4,096 words of 32 bits: the top 12 bits of a hash choose the word, the five behind them the bit. */
const table: usize = memory.data(16384, 16);
let filled: bool = false;

/** Bytes in front of a gram that was hit, and behind its start, where its word, or an escape in it, may start. */
const BEFORE: usize = 11;
const BEHIND: usize = 4;

/**
 * First gram that may be one of a word, looking at every eleventh from `at` on; `end` if there is none. Four grams a turn, and
 * nothing called: this is the loop that every byte of every record goes through.
 */
function nextMarked(at: usize, end: usize): usize {
  while (at + 3 * STRIDE + 4 <= end) {
    const a = (load<u32>(at) | CASE) * MULTIPLIER;
    const b = (load<u32>(at, 11) | CASE) * MULTIPLIER;
    const c = (load<u32>(at, 22) | CASE) * MULTIPLIER;
    const d = (load<u32>(at, 33) | CASE) * MULTIPLIER;
    const first = load<u32>(table + <usize>((a >> 20) << 2)) >> (a >> 15);
    const second = load<u32>(table + <usize>((b >> 20) << 2)) >> (b >> 15);
    const third = load<u32>(table + <usize>((c >> 20) << 2)) >> (c >> 15);
    const fourth = load<u32>(table + <usize>((d >> 20) << 2)) >> (d >> 15);
    if (((first | second | third | fourth) & 1) != 0) {
      if ((first & 1) != 0) return at;
      if ((second & 1) != 0) return at + STRIDE;
      return (third & 1) != 0 ? at + 2 * STRIDE : at + 3 * STRIDE;
    }
    at += 4 * STRIDE;
  }
  while (at + 4 <= end) {
    const hash = (load<u32>(at) | CASE) * MULTIPLIER;
    if (((load<u32>(table + <usize>((hash >> 20) << 2)) >> (hash >> 15)) & 1) != 0) return at;
    at += STRIDE;
  }
  return end;
}

function markGram(gram: u32): void {
  const hash = (gram | CASE) * MULTIPLIER;
  const cell = table + <usize>((hash >> 20) << 2);
  store<u32>(cell, load<u32>(cell) | ((<u32>1) << ((hash >> 15) & 31)));
}

/** The word being marked, and four letters of it in one spelling. */
const letters: usize = memory.data(32, 8);
const spelling: usize = memory.data(32, 8);

/** Writes a letter as it is (way 0) or as an escape, of its lower case (1) or its upper case (2). */
function spell(to: usize, letter: u32, way: u32): usize {
  if (way == 0) {
    store<u8>(to, letter);
    return to + 1;
  }
  const point = way == 2 && letter - 97 < 26 ? letter - 32 : letter;
  store<u32>(to, 0x3030755c);
  store<u8>(to + 4, hexByte(point >> 4));
  store<u8>(to + 5, hexByte(point & 15));
  return to + 6;
}

function hexByte(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

/** Marks every gram that starts in the letter at `start`, in every spelling of it and the three letters behind. */
function markLetter(start: usize, end: usize): void {
  let count: usize = 4;
  if (end - start < count) count = end - start;
  let spellings: u32 = 1;
  for (let i: usize = 0; i < count; i++) spellings *= 3;
  for (let ways: u32 = 0; ways < spellings; ways++) {
    let rest = ways;
    let to = spelling;
    let first: usize = 0;
    for (let i: usize = 0; i < count; i++) {
      to = spell(to, load<u8>(start + i), rest % 3);
      if (i == 0) first = to;
      rest /= 3;
    }
    for (let at = spelling; at < first && at + 4 <= to; at++) markGram(load<u32>(at));
  }
}

/** Marks a word of its letters alone: its first eleven grams are enough. */
function markPlain(word: string): void {
  writeLiteral(letters, word);
  for (let at = letters; at < letters + STRIDE; at++) markGram(load<u32>(at));
}

/** Appends one of four separators, the first being none. */
function separate(to: usize, which: u32): usize {
  if (which == 0) return to;
  store<u8>(to, which == 1 ? 0x5f : which == 2 ? 0x2d : 0x20);
  return to + 1;
}

function fill(): void {
  filled = true;
  markPlain("ows-powershell");
  markPlain("powershellcore");
  markPlain("export_detector");
  // A gram reaches over one gap at most, so the two gaps need no combining. Its first eleven grams start before `text` does.
  for (let separator: u32 = 0; separator < 4; separator++) {
    markLetters(separate(writeLiteral(letters, "script"), separator), "block");
    markLetters(separate(writeLiteral(letters, "block"), separator), "text");
  }
}

/** Marks every spelling of the word at hand, whose letters end at `gap`, in front of another word. */
function markLetters(gap: usize, word: string): void {
  const end = writeLiteral(gap, word);
  for (let at = letters; at < gap; at++) markLetter(at, end);
}

function isSeparator(byte: u32): bool {
  return byte == 0x5f || byte == 0x2d || byte == 0x20;
}

/** Whether `script`, `block` and `text` stand at `at`, each letter as it is, perhaps with a separator between each two. */
export function isScriptBlockText(at: usize, end: usize): bool {
  if (!startsWithWord(at, end - at, "script")) return false;
  at += 6;
  if (at < end && isSeparator(load<u8>(at))) at++;
  if (!startsWithWord(at, end - at, "block")) return false;
  at += 5;
  if (at < end && isSeparator(load<u8>(at))) at++;
  return startsWithWord(at, end - at, "text");
}

/**
 * Whether `powershell` stands at `at` as in the names of PowerShell's channels and providers, not as in `powershell.exe`: behind
 * `Microsoft-Windows-` or in front of `Core`.
 */
function isPowerShellName(record: usize, at: usize, end: usize): bool {
  if (at + 10 > end || !isWord(at, 10, "powershell")) return false;
  return (at > record && load<u8>(at - 1) == 0x2d) || startsWithWord(at + 10, end - at - 10, "core");
}

const NOTHING: u32 = 0;
const POWERSHELL_NAME: u32 = 1;
const DECISIVE: u32 = 2;

/** What the gram at `at` belongs to. */
function inspect(record: usize, at: usize, end: usize): u32 {
  let from = at - record < BEFORE ? record : at - BEFORE;
  const last = end - at > BEHIND ? at + BEHIND : end - 1;
  let found = NOTHING;
  for (; from <= last; from++) {
    const byte = <u32>load<u8>(from);
    if (byte == 0x5c && hidesLetterAt(from, end)) return DECISIVE;
    if (from + 2 > end) break;
    // Two letters tell nearly all of these words from others.
    const letters = <u32>load<u16>(from) | 0x2020;
    if (letters == 0x6373) {
      if (isScriptBlockText(from, end)) return DECISIVE;
    } else if (letters == 0x6f70) {
      if (isPowerShellName(record, from, end)) found = POWERSHELL_NAME;
    } else if (letters == 0x7865 && startsWithWord(from, end - from, "export_detector")) {
      return DECISIVE;
    }
  }
  return found;
}

/** Pairs of bytes: `41`, `10`, and what finds a pair that is zero. */
const FOUR_ONE: u64 = 0x3134313431343134;
const ONE_ZERO: u64 = 0x3031303130313031;
const LOW_BITS: u64 = 0x0001000100010001;
const HIGH_BITS: u64 = 0x8000800080008000;
const EVENT_ID: u32 = 0x34303134;

/** Whether the digits 4104 stand at `at`. */
function isEventId(at: usize, end: usize): bool {
  return at + 4 <= end && load<u32>(at) == EVENT_ID;
}

/** Whether the digits 4104 stand in the record. */
function hasEventId(record: usize, end: usize): bool {
  let at = record;
  // Cut into pairs, the digits start with the pair `41` or have the pair `10` in their middle; a borrow may add a pair, never lose one.
  while (at + 8 <= end) {
    const word = load<u64>(at);
    const start = word ^ FOUR_ONE;
    const middle = word ^ ONE_ZERO;
    let found = (((start - LOW_BITS) & ~start) | ((middle - LOW_BITS) & ~middle)) & HIGH_BITS;
    while (found != 0) {
      const pair = at + <usize>((ctz(found) >> 4) << 1);
      if (isEventId(pair, end) || (pair > record && isEventId(pair - 1, end))) return true;
      found &= found - 1;
    }
    at += 8;
  }
  for (at = at > record ? at - 1 : at; at < end; at++) {
    if (isEventId(at, end)) return true;
  }
  return false;
}

/**
 * Whether `findScriptBlocks` may find something in the record, or the record asks for the status. False is certain.
 * @param record the record's bytes; they may be anything
 */
export function mayHoldScriptBlock(record: usize, length: usize): bool {
  if (!filled) fill();
  const end = record + length;
  let isPowerShell = false;
  for (let at = nextMarked(record, end); at < end; at = nextMarked(at + STRIDE, end)) {
    const found = inspect(record, at, end);
    if (found == DECISIVE) return true;
    if (found == POWERSHELL_NAME) isPowerShell = true;
  }
  return isPowerShell && hasEventId(record, end);
}
