/**
 * Which places of a text the gate has to look at. Each rule of the gate is found by one byte, its anchor, and says which bytes
 * may stand in front of it and behind it. Two neighbouring bytes are looked up in a table of bits, one look a byte; what is left
 * is held to both neighbours at once. Nearly no place passes, so what a rule then costs matters little.
 */
import { lower } from "../bytes/text";

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

/** Forgets every rule. */
export function clearFilter(): void {
  rowCount = 0;
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
  store<u16>(at, <u32>load<u16>(at) | rules);
}

/** Lets `byte` stand behind an anchor. */
export function allowBehind(row: u32, byte: u32, rules: u32): void {
  const at = cell(behind, row, byte);
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

/** Lets a letter of a word, in either case, stand in front of an anchor, or a quote or backtick that hides it. */
export function allowLetterBefore(row: u32, letter: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    const hides = byte == 34 || byte == 39 || byte == 96 || (byte >= 0x98 && byte <= 0x9e);
    if (hides || lower(byte) == letter) allowBefore(row, byte, rules);
  }
}

/** The same behind an anchor. */
export function allowLetterBehind(row: u32, letter: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    const hides = byte == 34 || byte == 39 || byte == 96 || byte == 0xe2;
    if (hides || lower(byte) == letter) allowBehind(row, byte, rules);
  }
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

/** First place at or behind `at` where an anchor and the byte behind it fit, looking eight bytes at a time; `end` if none. */
export function nextPlace(at: usize, end: usize): usize {
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

/** Whether the byte anchors a rule, whatever stands around it. */
export function isAnchor(byte: u32): bool {
  return load<u8>(rows + <usize>byte) != 0;
}

/** The rules that may hold at a place that `nextPlace` found, by both neighbours. */
export function rulesAt(at: usize): u32 {
  const row = <u32>load<u8>(rows + <usize>load<u8>(at));
  return <u32>load<u16>(cell(before, row, load<u8>(at - 1))) & <u32>load<u16>(cell(behind, row, load<u8>(at + 1)));
}
