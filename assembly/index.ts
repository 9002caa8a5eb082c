/**
 * The detector on one screen: bytes of a record in, a finding or nothing out.
 */
import { clearStore } from "./blocks/store";
import {
  COUNTER_EVENTS,
  COUNTER_FINDINGS,
  COUNTER_NOT_COPIED,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_UNREPORTED,
  COUNTER_WITHOUT_TEXT,
  MAX_FINDING_BYTES,
  MAX_RECORD_BYTES,
  OUTCOME_CLEAN,
  OUTCOME_FINDING,
  OUTCOME_REPLACED,
} from "./contract";
import { blockAt, findScriptBlocks } from "./event/find";
import { mayHoldScriptBlock } from "./event/gate";
import { RECORD_STATUS, RECORD_UNREADABLE, RecordShape } from "./event/record";
import { setFindingName } from "./event/walk";
import { configuredField, configuredFieldLength, readSettings } from "./exchange/settings";
import { findingClosing, findingSeverity, findingVerdict, hasFinding } from "./finding/finding";
import { memberLength, memberValue, rewriteMember, writeMember } from "./finding/splice";
import { ownRecordLength, writeLost, writeStatus } from "./finding/status";
import { GATED } from "./gates";
import {
  beginJudgement,
  confirmFinding,
  judgeBlock,
  prepareGate,
  replay,
  replayBytes,
  replayClosing,
  replaySeverity,
  replayVerdict,
} from "./judgement";
import { addCount, clearCounts } from "./memory/counters";
import { roomFor } from "./memory/exchange";

/** Room beyond the record that a judgement needs: decoded texts, then the finding, with zero bytes after. */
export const EXTRA_ROOM: u64 = <u64>MAX_FINDING_BYTES + 4096;

let outcomeKind: i32 = OUTCOME_CLEAN;
let verdict: u32 = 0;
let severity: u32 = 0;
let insert: usize = 0;
let text: usize = 0;
let textLength: usize = 0;
let value: usize = 0;
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

/** Bytes of `outcomeText`. */
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
  outcomeKind = OUTCOME_CLEAN;
  if (GATED && !mayHoldScriptBlock(record, length)) {
    addCount(COUNTER_EVENTS, 1);
    return OUTCOME_CLEAN;
  }
  setFindingName(configuredField(), configuredFieldLength());
  prepareGate();
  const shape = findScriptBlocks(record, length, room);
  if (shape.kind == RECORD_STATUS) return answerStatus();
  addCount(COUNTER_EVENTS, 1);
  addCount(COUNTER_SCRIPT_BLOCKS, shape.blocks - shape.commandLines + shape.unread);
  addCount(COUNTER_UNREADABLE, shape.kind == RECORD_UNREADABLE ? countsAsLost(record, length) : shape.unread);
  addCount(COUNTER_WITHOUT_TEXT, shape.textless);
  if (shape.blocks == 0) return OUTCOME_CLEAN;
  beginJudgement();
  for (let i = 0; i < shape.blocks; i++) judgeBlock(blockAt(i), <u32>length);
  return hasFinding() ? reportFinding(shape) : replayBytes() != 0 ? repeatFinding(shape) : OUTCOME_CLEAN;
}

/** A record that cannot be read matters only if it spells what a script block has, whether the gates are on or not. */
function countsAsLost(record: usize, length: usize): u32 {
  return GATED || mayHoldScriptBlock(record, length) ? 1 : 0;
}

function reportFinding(shape: RecordShape): i32 {
  if (shape.closing == 0) shape.closing = findingClosing();
  text = writeMember(shape);
  confirmFinding(text + memberValue(), memberLength() - memberValue());
  verdict = findingVerdict();
  severity = findingSeverity();
  return insertMember(shape);
}

/** The same part again: it gets what it got. */
function repeatFinding(shape: RecordShape): i32 {
  if (shape.closing == 0) shape.closing = replayClosing();
  text = rewriteMember(shape, replay(), replayBytes());
  verdict = replayVerdict();
  severity = replaySeverity();
  return insertMember(shape);
}

function insertMember(shape: RecordShape): i32 {
  textLength = memberLength();
  value = memberValue();
  insert = shape.closing;
  outcomeKind = OUTCOME_FINDING;
  addCount(COUNTER_FINDINGS, 1);
  return OUTCOME_FINDING;
}

function answerStatus(): i32 {
  text = writeStatus();
  textLength = ownRecordLength();
  value = 0;
  outcomeKind = OUTCOME_REPLACED;
  return OUTCOME_REPLACED;
}

/**
 * Reads one record and writes the answer after the host's blocks.
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
  const after: usize = replaced ? 0 : length - before;
  memory.copy(room, record, before);
  memory.copy(room + before, text, textLength);
  memory.copy(room + before + textLength, record + before, after);
  answerBytes = before + textLength + after;
  store<u8>(room + answerBytes, 0);
  return room;
}

function passUnread(counter: u32): usize {
  outcomeKind = OUTCOME_CLEAN;
  addCount(COUNTER_EVENTS, 1);
  addCount(counter, 1);
  return 0;
}

/** The answer for a record that the host could not copy: it is gone, and this shows it. */
export function reportLost(length: usize): usize {
  addCount(COUNTER_NOT_COPIED, 1);
  const lost = writeLost(<u32>length);
  answerBytes = ownRecordLength();
  store<u8>(lost + answerBytes, 0);
  return lost;
}

/** Forgets every stored part and every count, and reads the settings anew. */
export function reset(): void {
  clearStore();
  clearCounts();
  readSettings();
}
