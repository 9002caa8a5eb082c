/**
 * The detector on one screen: bytes of a record in, a finding or nothing out.
 */
import { writeLiteral } from "./bytes/literal";
import { writeNumber } from "./bytes/number";
import {
  COUNTER_EVENTS,
  COUNTER_NOT_COPIED,
  COUNTER_OVERSIZED,
  COUNTER_UNREPORTED,
  MAX_FINDING_BYTES,
  MAX_RECORD_BYTES,
  OUTCOME_CLEAN,
  OUTCOME_REPLACED,
} from "./contract";
import { addCount } from "./memory/counters";
import { roomFor } from "./memory/exchange";
import { evidenceStart } from "./memory/map";

/** Room beyond the record that a judgement needs: decoded texts, then the finding, with zero bytes behind. */
export const EXTRA_ROOM: u64 = <u64>MAX_FINDING_BYTES + 4096;

const outcomeKind: i32 = OUTCOME_CLEAN;
const verdict: u32 = 0;
const severity: u32 = 0;
const insert: usize = 0;
const text: usize = 0;
const textLength: usize = 0;
const value: usize = 0;
let answerBytes: usize = 0;

/** What the last record came to: OUTCOME_*. */
export function outcome(): i32 {
  return outcomeKind;
}

/** VERDICT_* of the last finding. */
export function outcomeVerdict(): u32 {
  return verdict;
}

/** SEVERITY_* of the last finding. */
export function outcomeSeverity(): u32 {
  return severity;
}

/** Where the text of the last outcome goes: an address within the record. */
export function outcomeInsert(): usize {
  return insert;
}

/** Text of the last outcome: a member with its comma (OUTCOME_FINDING), or a record (OUTCOME_REPLACED). Valid until the next record. */
export function outcomeText(): usize {
  return text;
}

export function outcomeLength(): usize {
  return textLength;
}

/** Where within the text the finding itself starts. */
export function outcomeValue(): usize {
  return value;
}

/** Bytes of the record that the last `detect` answered with, its NUL excluded. */
export function answerLength(): usize {
  return answerBytes;
}

/**
 * Judges one record.
 * @param record the host's bytes, never written to
 * @param room `length + EXTRA_ROOM` bytes of the caller's, free for use until the next record
 * @returns OUTCOME_*
 */
export function judge(record: usize, length: usize, room: usize): i32 {
  addCount(COUNTER_EVENTS, 1);
  return OUTCOME_CLEAN;
}

/**
 * Reads one record and writes the answer behind the host's blocks.
 * @param record the host's bytes, never written to
 * @returns 0: the record goes back as it came; else the address of a NUL-terminated record of `answerLength()` bytes
 */
export function detect(record: usize, length: usize): usize {
  if (length > <usize>MAX_RECORD_BYTES) return passUnread(COUNTER_OVERSIZED);
  const room = roomFor(<u64>length + EXTRA_ROOM);
  if (room == 0) return passUnread(COUNTER_UNREPORTED);
  if (judge(record, length, room) == OUTCOME_CLEAN) return 0;
  // The decoded texts in the room are done with: the outcome's text lies in the evidence region.
  const replaced = outcomeKind == OUTCOME_REPLACED;
  const before: usize = replaced ? 0 : insert - record;
  const behind: usize = replaced ? 0 : length - before;
  memory.copy(room, record, before);
  memory.copy(room + before, text, textLength);
  memory.copy(room + before + textLength, record + before, behind);
  answerBytes = before + textLength + behind;
  store<u8>(room + answerBytes, 0);
  return room;
}

function passUnread(counter: u32): usize {
  addCount(COUNTER_EVENTS, 1);
  addCount(counter, 1);
  return 0;
}

/** The answer for a record that the host could not copy: it is gone, and this shows it. */
export function reportLost(length: usize): usize {
  addCount(COUNTER_NOT_COPIED, 1);
  const start = evidenceStart();
  let to = writeLiteral(start, '{"mailbox_export_detector_error":"record_not_copied","length":');
  to = writeNumber(to, length);
  to = writeLiteral(to, "}");
  store<u8>(to, 0);
  answerBytes = to - start;
  return start;
}
