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

/** One gram a slot; the multiplier spreads them so that no two meet. */
const TABLE_BITS: u32 = 9;
const MULTIPLIER: u32 = 0x2eb55c95;
const table: usize = memory.data(2048, 16);
let filled: bool = false;
/** Should two grams meet nevertheless, the gate lets everything in: it may be slow, never wrong. */
let open: bool = false;

/** Longest way from the start of a word to the last gram of it that stands in the table. */
const BEFORE: usize = 8;
const CASE: u32 = 0x20202020;

/** The slot of a gram, its case removed. */
function slot(gram: u32): usize {
  return table + <usize>(((gram * MULTIPLIER) >> (32 - TABLE_BITS)) << 2);
}

/** 0 if the gram at `at` stands in the table. */
function distance(at: usize): u32 {
  const gram = load<u32>(at) | CASE;
  return load<u32>(slot(gram)) ^ gram;
}

function enterGram(gram: u32): void {
  gram |= CASE;
  const present = load<u32>(slot(gram));
  open = open || (present != 0 && present != gram);
  store<u32>(slot(gram), gram);
}

/** Enters the three grams that start at the literal's first three bytes. */
function enter(word: string): void {
  const units = changetype<usize>(word);
  for (let i: usize = 0; i < 3; i++) {
    let gram: u32 = 0;
    for (let j: usize = 0; j < 4; j++) gram |= (<u32>load<u16>(units + ((i + j) << 1))) << (<u32>(j << 3));
    enterGram(gram);
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
    enterGram(0x3030755c);
    enterGram(0x303075 | (high << 24));
    enterGram(0x3030 | (high << 16) | (low << 24));
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
  if (open) return true;
  const end = record + length;
  let at = record;
  let isPowerShell = false;
  while (at + 4 <= end) {
    let hit = at;
    if (at + 13 <= end) {
      const a = distance(at);
      const b = distance(at + 3);
      const c = distance(at + 6);
      const d = distance(at + 9);
      if (a != 0 && b != 0 && c != 0 && d != 0) {
        at += 12;
        continue;
      }
      hit = a == 0 ? at : b == 0 ? at + 3 : c == 0 ? at + 6 : at + 9;
    } else if (distance(at) != 0) {
      at += 3;
      continue;
    }
    const found = inspect(record, hit, end);
    if (found == DECISIVE) return true;
    if (found == POWERSHELL_NAME) isPowerShell = true;
    at = hit + 3;
  }
  return isPowerShell && hasEventId(record, end);
}
