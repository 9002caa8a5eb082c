/**
 * Whether a record may hold a script block at all. Nearly every Windows event leaves here, after one pass over its bytes.
 *
 * What `isScriptBlock` (settle.ts) demands is spelled somewhere in the record: the name of a field (`ScriptBlockText`,
 * `script_block_id`), the words "script block" in a message that comes without an event id, or PowerShell's channel or provider
 * together with 4104. JSON may write any letter as `\u0053`, so such an escape is a reason to look closer as well, and so is the
 * question for the status.
 *
 * Each of these holds three neighbouring grams of four bytes that stand in a table, so looking at every third gram cannot miss
 * one. A hit is checked on the spot. Case is removed by setting bit 5, which maps `\` to `|` and `_` to DEL.
 */

import { isWord, startsWithWord } from "../bytes/literal";
import { hexDigit } from "./json";

const TABLE_BITS: u32 = 12;
const table: usize = memory.data(4096, 16);
let filled: bool = false;

/** Longest way from the start of a word to the last gram of it that stands in the table, and the longest word. */
const BEFORE: usize = 8;
const CASE: u32 = 0x20202020;

function slot(gram: u32): usize {
  return table + <usize>(((gram | CASE) * 0x9e3779b1) >> (32 - TABLE_BITS));
}

/** Enters the three grams that start at the literal's first three bytes. */
function enter(word: string): void {
  const units = changetype<usize>(word);
  for (let i: usize = 0; i < 3; i++) {
    let gram: u32 = 0;
    for (let j: usize = 0; j < 4; j++) gram |= (<u32>load<u16>(units + ((i + j) << 1))) << (<u32>(j << 3));
    store<u8>(slot(gram), 1);
  }
}

/** Whether a character that is written as an escape may be part of what is looked for. */
function isTelling(point: u32): bool {
  const letter = (point | 32) - 97;
  return letter < 26 || point - 48 < 10 || point == 0x20 || point == 0x2d || point == 0x5c || point == 0x5f;
}

function hexByte(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

function fill(): void {
  filled = true;
  enter("wershe");
  enter("iptblo");
  enter("ipt_bl");
  enter("ipt-bl");
  enter("ipt bl");
  enter("rt_det");
  for (let point: u32 = 0x20; point < 0x80; point++) {
    if (!isTelling(point)) continue;
    const high = hexByte(point >> 4);
    const low = hexByte(point & 15);
    store<u8>(slot(0x3030755c), 1);
    store<u8>(slot(0x303075 | (high << 24)), 1);
    store<u8>(slot(0x3030 | (high << 16) | (low << 24)), 1);
  }
}

/** Whether `\u00XX` at `at` writes a character that may matter. */
function isTellingEscape(at: usize, end: usize): bool {
  if (at + 6 > end || load<u8>(at) != 0x5c || (<u32>load<u8>(at + 1) | 32) != 0x75) return false;
  if (load<u16>(at + 2) != 0x3030) return false;
  const high = hexDigit(load<u8>(at + 4));
  const low = hexDigit(load<u8>(at + 5));
  return (high | low) < 16 && isTelling((high << 4) | low);
}

/** Whether `script`, perhaps a separator, and `block` stand at `at`. */
function isScriptBlockWord(at: usize, end: usize): bool {
  if (at + 11 > end || !startsWithWord(at, end - at, "script")) return false;
  const next = <u32>load<u8>(at + 6);
  const behind = next == 0x5f || next == 0x2d || next == 0x20 ? at + 7 : at + 6;
  return startsWithWord(behind, end - behind, "block");
}

const NOTHING: u32 = 0;
const POWERSHELL_NAME: u32 = 1;
const DECISIVE: u32 = 2;

/** What the gram at `at` belongs to. */
function inspect(record: usize, at: usize, end: usize): u32 {
  let from = at - record < BEFORE ? record : at - BEFORE;
  let found = NOTHING;
  while (from <= at) {
    const byte = <u32>load<u8>(from) | 32;
    if (byte == 0x73) {
      if (isScriptBlockWord(from, end)) return DECISIVE;
    } else if (byte == 0x7c) {
      if (isTellingEscape(from, end)) return DECISIVE;
    } else if (byte == 0x70) {
      if (from + 10 <= end && isWord(from, 10, "powershell")) found = POWERSHELL_NAME;
    } else if (byte == 0x65 && startsWithWord(from, end - from, "export_detector")) {
      return DECISIVE;
    }
    from++;
  }
  return found;
}

/** Whether the digits 4104 stand in the record. */
function hasEventId(at: usize, end: usize): bool {
  while (at + 4 <= end) {
    const byte = <u32>load<u8>(at + 3);
    // The byte tells how far the window may move on: past it, or until it takes its other places in 4104.
    if (byte == 0x34) {
      if (load<u32>(at) == 0x34303134) return true;
      at += 3;
    } else if (byte == 0x30) {
      at++;
    } else if (byte == 0x31) {
      at += 2;
    } else {
      at += 4;
    }
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
  let at = record;
  let isPowerShell = false;
  while (at + 13 <= end) {
    const a = load<u8>(slot(load<u32>(at)));
    const b = load<u8>(slot(load<u32>(at + 3)));
    const c = load<u8>(slot(load<u32>(at + 6)));
    const d = load<u8>(slot(load<u32>(at + 9)));
    if ((a | b | c | d) != 0) {
      const hit = a != 0 ? at : b != 0 ? at + 3 : c != 0 ? at + 6 : at + 9;
      const found = inspect(record, hit, end);
      if (found == DECISIVE) return true;
      if (found == POWERSHELL_NAME) isPowerShell = true;
      at = hit + 3;
    } else {
      at += 12;
    }
  }
  while (at + 4 <= end) {
    if (load<u8>(slot(load<u32>(at))) != 0) {
      const found = inspect(record, at, end);
      if (found == DECISIVE) return true;
      if (found == POWERSHELL_NAME) isPowerShell = true;
    }
    at += 3;
  }
  return isPowerShell && hasEventId(record, end);
}
