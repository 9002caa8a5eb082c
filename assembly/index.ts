/**
 * The detector on one screen: bytes of a record in, a finding or nothing out.
 */
import { replayed } from "./blocks/plan";
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
import { configuredField, configuredFieldLength, prepareSettings, readSettings } from "./exchange/settings";
import { findingClosing, findingSeverity, findingVerdict, hasFinding } from "./finding/finding";
import { rewriteMember, writeMember } from "./finding/splice";
import { writeLost, writeStatus } from "./finding/status";
import { Written } from "./finding/written";
import { GATED } from "./gates";
import { beginJudgement, confirmFinding, judgeBlock, prepareGate, replayClosing } from "./judgement";
import { addCount, clearCounts } from "./memory/counters";
import { roomFor } from "./memory/exchange";

/** Room beyond the record that a judgement needs: decoded texts, then the finding, with zero bytes after. */
export const EXTRA_ROOM: u64 = <u64>MAX_FINDING_BYTES + 4096;

/** What a record came to. */
@unmanaged
export class Outcome {
  /** OUTCOME_*. The other fields are those of a finding or a replaced record. */
  kind: i32;
  /** VERDICT_* and SEVERITY_* of the finding. */
  verdict: u32;
  severity: u32;
  /** Where the text goes: an address within the record. */
  insert: usize;
  /** A member with its comma (OUTCOME_FINDING), or a record (OUTCOME_REPLACED). */
  text: usize;
  length: usize;
  /** Where within the text the finding itself starts. */
  value: usize;
}

/** That of the last record. */
export const outcome: Outcome = changetype<Outcome>(memory.data(offsetof<Outcome>(), 4));

let answerBytes: usize = 0;

/** Bytes of the record that the last `detect` answered with, its NUL excluded. */
export function answerLength(): usize {
  return answerBytes;
}

/**
 * Judges one record.
 * @param record the host's bytes, never written to
 * @param room `length + EXTRA_ROOM` bytes of the caller's, free for use until the next record
 * @returns what it came to, valid until the next record
 */
export function judge(record: usize, length: usize, room: usize): Outcome {
  outcome.kind = OUTCOME_CLEAN;
  prepareSettings();
  if (GATED && !mayHoldScriptBlock(record, length)) {
    addCount(COUNTER_EVENTS, 1);
    return outcome;
  }
  setFindingName(configuredField(), configuredFieldLength());
  prepareGate();
  const shape = findScriptBlocks(record, length, room);
  if (shape.kind == RECORD_STATUS) return report(shape);
  addCount(COUNTER_EVENTS, 1);
  addCount(COUNTER_SCRIPT_BLOCKS, shape.blocks - shape.others + shape.unread);
  addCount(COUNTER_UNREADABLE, shape.kind == RECORD_UNREADABLE ? countsAsLost(record, length) : shape.unread);
  addCount(COUNTER_WITHOUT_TEXT, shape.textless);
  if (shape.blocks == 0) return outcome;
  beginJudgement();
  for (let i = 0; i < shape.blocks; i++) judgeBlock(blockAt(i), <u32>length);
  return report(shape);
}

/** A record that cannot be read matters only if it spells what a script block has, whether the gates are on or not. */
function countsAsLost(record: usize, length: usize): u32 {
  return GATED || mayHoldScriptBlock(record, length) ? 1 : 0;
}

/** The status, the finding of the record, or, where the same part was here before, what that got. */
function report(shape: RecordShape): Outcome {
  if (shape.kind == RECORD_STATUS) return settled(OUTCOME_REPLACED, writeStatus(), 0, 0, 0);
  if (hasFinding()) {
    if (shape.closing == 0) shape.closing = findingClosing();
    const member = writeMember(shape);
    confirmFinding(member.text + member.value, member.length - member.value);
    addCount(COUNTER_FINDINGS, 1);
    return settled(OUTCOME_FINDING, member, shape.closing, findingVerdict(), findingSeverity());
  }
  if (replayed.bytes == 0) return outcome;
  if (shape.closing == 0) shape.closing = replayClosing();
  addCount(COUNTER_FINDINGS, 1);
  const member = rewriteMember(shape, replayed.finding, replayed.bytes);
  return settled(OUTCOME_FINDING, member, shape.closing, replayed.verdict, replayed.severity);
}

function settled(kind: i32, answer: Written, insert: usize, verdict: u32, severity: u32): Outcome {
  outcome.kind = kind;
  outcome.verdict = verdict;
  outcome.severity = severity;
  outcome.insert = insert;
  outcome.text = answer.text;
  outcome.length = answer.length;
  outcome.value = answer.value;
  return outcome;
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
  const result = judge(record, length, room);
  if (result.kind == OUTCOME_CLEAN) return 0;
  // The decoded texts in the room are done with: the outcome's text lies in the evidence region.
  const replaced = result.kind == OUTCOME_REPLACED;
  const before: usize = replaced ? 0 : result.insert - record;
  const after: usize = replaced ? 0 : length - before;
  memory.copy(room, record, before);
  memory.copy(room + before, result.text, result.length);
  memory.copy(room + before + result.length, record + before, after);
  answerBytes = before + result.length + after;
  store<u8>(room + answerBytes, 0);
  return room;
}

function passUnread(counter: u32): usize {
  outcome.kind = OUTCOME_CLEAN;
  addCount(COUNTER_EVENTS, 1);
  addCount(counter, 1);
  return 0;
}

/** The answer for a record that the host could not copy: it is gone, and this shows it. */
export function reportLost(length: usize): usize {
  addCount(COUNTER_NOT_COPIED, 1);
  const lost = writeLost(<u32>length);
  answerBytes = lost.length;
  store<u8>(lost.text + lost.length, 0);
  return lost.text;
}

/** Forgets every stored part and every count, and reads the settings anew. */
export function reset(): void {
  clearStore();
  clearCounts();
  readSettings();
}
