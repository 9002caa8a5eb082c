/**
 * Whether a record may hold a script block at all. Nearly every Windows event leaves here, after one pass over its bytes.
 *
 * What `settle.ts` demands is spelled somewhere in the record: the words "script block" in the name of a field or in a message that
 * comes without an event id, or PowerShell's channel or provider together with 4104. JSON may write any letter as `\u0053`; such
 * an escape counts in the record's own strings only, never in a document that stands in one of them. The question for the
 * status has to pass too.
 *
 * A word of ten letters, however it is spelled, holds seven neighbouring grams of four bytes, so looking at every seventh gram
 * cannot miss it if every gram of every spelling is known. They are bits of a hashed table; a hit is checked on the spot.
 * Case is removed by setting bit 5 of every byte, which maps `\` to `|` and `_` to DEL.
 */
import { isWord, startsWithWord } from "../bytes/literal";
import { hexDigit } from "./strings";

/** Bytes from one gram to the next: the shortest word has ten letters, the gram four. */
const STRIDE: usize = 7;
const MULTIPLIER: u32 = 0x9e3779b1;
const CASE: u32 = 0x20202020;
/** 2,048 words of 32 bits: the top 11 bits of a hash choose the word, the five behind them the bit. */
const table: usize = memory.data(8192, 16);
let filled: bool = false;

/** Bytes from the start of a word, or of an escape in it, to the gram that was hit: at most this many. */
const BEFORE: usize = 12;

/**
 * First gram that may be one of a word, looking at every seventh from `at` on; `end` if there is none. Four grams a turn, and
 * nothing called: this is the loop that every byte of every record goes through.
 */
function nextMarked(at: usize, end: usize): usize {
  while (at + 3 * STRIDE + 4 <= end) {
    const a = (load<u32>(at) | CASE) * MULTIPLIER;
    const b = (load<u32>(at, 7) | CASE) * MULTIPLIER;
    const c = (load<u32>(at, 14) | CASE) * MULTIPLIER;
    const d = (load<u32>(at, 21) | CASE) * MULTIPLIER;
    const first = load<u32>(table + <usize>((a >> 21) << 2)) >> (a >> 16);
    const second = load<u32>(table + <usize>((b >> 21) << 2)) >> (b >> 16);
    const third = load<u32>(table + <usize>((c >> 21) << 2)) >> (c >> 16);
    const fourth = load<u32>(table + <usize>((d >> 21) << 2)) >> (d >> 16);
    if (((first | second | third | fourth) & 1) != 0) {
      if ((first & 1) != 0) return at;
      if ((second & 1) != 0) return at + STRIDE;
      return (third & 1) != 0 ? at + 2 * STRIDE : at + 3 * STRIDE;
    }
    at += 4 * STRIDE;
  }
  while (at + 4 <= end) {
    const hash = (load<u32>(at) | CASE) * MULTIPLIER;
    if (((load<u32>(table + <usize>((hash >> 21) << 2)) >> (hash >> 16)) & 1) != 0) return at;
    at += STRIDE;
  }
  return end;
}

function markGram(gram: u32): void {
  const hash = (gram | CASE) * MULTIPLIER;
  const cell = table + <usize>((hash >> 21) << 2);
  store<u32>(cell, load<u32>(cell) | ((<u32>1) << ((hash >> 16) & 31)));
}

/** One word in one spelling, case removed; the longest is twelve escapes. */
const spelling: usize = memory.data(96, 8);

function hexByte(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

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

/** Marks every gram that starts in the letter at `units`, in every spelling of it and the three letters behind. */
function markLetter(units: usize, letters: u32): void {
  const behind: u32 = letters < 4 ? letters : 4;
  let spellings: u32 = 1;
  for (let i: u32 = 0; i < behind; i++) spellings *= 3;
  for (let ways: u32 = 0; ways < spellings; ways++) {
    let rest = ways;
    let end = spelling;
    let first: usize = 0;
    for (let i: u32 = 0; i < behind; i++) {
      end = spell(end, load<u16>(units + ((<usize>i) << 1)), rest % 3);
      if (i == 0) first = end;
      rest /= 3;
    }
    for (let at = spelling; at < first && at + 4 <= end; at++) markGram(load<u32>(at));
  }
}

/** Marks the grams of a word in every spelling. */
function mark(word: string): void {
  const letters = <u32>word.length;
  for (let i: u32 = 0; i < letters; i++) markLetter(changetype<usize>(word) + ((<usize>i) << 1), letters - i);
}

function fill(): void {
  filled = true;
  mark("powershell");
  mark("scriptblock");
  mark("script_block");
  mark("script-block");
  mark("script block");
  mark("export_detector");
}

/** Whether `\u00XX` at `at` writes a letter or a separator. */
function isTellingEscape(at: usize, end: usize): bool {
  if (at + 6 > end || load<u8>(at + 1) != 0x75 || load<u16>(at + 2) != 0x3030) return false;
  const high = hexDigit(load<u8>(at + 4));
  const low = hexDigit(load<u8>(at + 5));
  if ((high | low) > 15) return false;
  const point = (high << 4) | low;
  return (point | 32) - 97 < 26 || point == 0x20 || point == 0x2d || point == 0x5f;
}

/** Whether `script`, perhaps a separator, and `block` stand at `at`. */
function isScriptBlockWord(at: usize, end: usize): bool {
  if (!startsWithWord(at, end - at, "script")) return false;
  const length = end - at;
  if (length < 11) return false;
  const next = <u32>load<u8>(at + 6);
  const word: usize = next == 0x5f || next == 0x2d || next == 0x20 ? 7 : 6;
  return startsWithWord(at + word, length - word, "block");
}

/**
 * Whether `powershell` stands at `at` as in the names of PowerShell's channels and providers, not as in `powershell.exe`: behind
 * `Microsoft-Windows-` or in front of `Core`. A neighbour that is written as an escape may be either.
 */
function isPowerShellName(record: usize, at: usize, end: usize): bool {
  if (at + 10 > end || !isWord(at, 10, "powershell")) return false;
  if (at > record && load<u8>(at - 1) == 0x2d) return true;
  if (at - record >= 6 && load<u8>(at - 6) == 0x5c) return true;
  if (at + 10 == end) return false;
  const next = <u32>load<u8>(at + 10);
  return (next | 32) == 0x63 || next == 0x5c;
}

const NOTHING: u32 = 0;
const POWERSHELL_NAME: u32 = 1;
const DECISIVE: u32 = 2;

/** What the gram at `at` belongs to. */
function inspect(record: usize, at: usize, end: usize): u32 {
  let from = at - record < BEFORE ? record : at - BEFORE;
  let found = NOTHING;
  for (; from < at + 4; from++) {
    const byte = <u32>load<u8>(from);
    const letter = byte | 32;
    if (byte == 0x5c) {
      if (isTellingEscape(from, end)) return DECISIVE;
    } else if (letter == 0x73) {
      if (isScriptBlockWord(from, end)) return DECISIVE;
    } else if (letter == 0x70) {
      if (isPowerShellName(record, from, end)) found = POWERSHELL_NAME;
    } else if (letter == 0x65 && startsWithWord(from, end - from, "export_detector")) {
      return DECISIVE;
    }
  }
  return found;
}

const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;

/** Whether the digits 4104 stand in the record. */
function hasEventId(at: usize, end: usize): bool {
  while (at + 8 <= end) {
    // A `4` with a `1` behind it, seven places at a time; a borrow may add a place, never lose one.
    const word = load<u64>(at);
    const four = word ^ 0x3434343434343434;
    const one = word ^ 0x3131313131313131;
    let pairs = (four - LOW_BITS) & ~four & (((one - LOW_BITS) & ~one) >> 8) & HIGH_BITS;
    while (pairs != 0) {
      const place = at + <usize>(ctz(pairs) >> 3);
      if (place + 4 <= end && load<u32>(place) == 0x34303134) return true;
      pairs &= pairs - 1;
    }
    at += 7;
  }
  while (at + 4 <= end) {
    if (load<u32>(at) == 0x34303134) return true;
    at++;
  }
  return false;
}

/**
 * Whether a text names PowerShell or a script block, each letter as it is. What stands in a document within a string has to.
 * @param start address of the text, which may be anything
 */
export function isNamedIn(start: usize, length: usize): bool {
  const end = start + length;
  for (let at = start; at + 10 <= end; at++) {
    const letter = <u32>load<u8>(at) | 32;
    if (letter == 0x73 ? isScriptBlockWord(at, end) : letter == 0x70 && isWord(at, 10, "powershell")) return true;
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
