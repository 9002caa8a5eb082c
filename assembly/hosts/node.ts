/**
 * Node's entry: many records a call. The host writes newline-delimited JSON into the room that `reserve` lends; `scan` finds
 * the lines and answers with a table of rows, so that clean records cost no crossing. `read` and `explain` take a bare script.
 *
 * The exchange region holds, in this order: rows, what the rows point at, the host's input, room for one judgement.
 */

import { countLines, lastLineEnd, newlines } from "../bytes/lines";
import { findNewline } from "../bytes/search";
import {
  ABI_MAJOR,
  ABI_MINOR,
  COUNTER_EVENTS,
  COUNTER_OVERSIZED,
  COUNTER_UNREPORTED,
  MAX_FINDING_BYTES,
  MAX_RECORD_BYTES,
  OUTCOME_CLEAN,
  ROW_WORDS,
} from "../contract";
import { describeRecord } from "../event/describe";
import { findScriptBlocks } from "../event/find";
import { nextSuspect } from "../event/gate";
import { prepareSettings } from "../exchange/settings";
import { GATED } from "../gates";
import { EXTRA_ROOM, judge, outcome, reset as startAnew } from "../index";
import { addCount } from "../memory/counters";
import { lend, roomFor, startOver } from "../memory/exchange";
import { answerExplanation, answerOutcome, answerReading, scriptAnswerLength } from "../script";
import { spreadLiterals } from "./literals";

export { cells as counters } from "../memory/counters";
export { region as settings } from "../memory/settings";

spreadLiterals();

export const abi_version: i32 = (ABI_MAJOR << 16) | ABI_MINOR;

const MAX_ROWS: u32 = 512;
const ROW_BYTES: usize = (<usize>ROW_WORDS) << 2;
const ROWS_BYTES: usize = <usize>MAX_ROWS * ROW_BYTES;
/** What rows point at; a scan stops early when less than one finding fits. */
const TEXTS_BYTES: usize = 1 << 20;
const TEXT_RESERVE: usize = MAX_FINDING_BYTES + 4096;

/** A byte of a record takes at most so many in its description: a control character becomes `\u00XX`. */
const DESCRIBED_FACTOR: u64 = 6;

let table: usize = 0;
let tableRows: u32 = 0;
let textsEnd: usize = 0;
let resultBytes: usize = 0;
/** Lines that earlier calls of this scan have finished. */
let lines: u32 = 0;
/** Within a line longer than any record that is read: everything up to its newline passes. */
let skipping: bool = false;

/**
 * Makes room for input; what was written to the room before stays.
 * @returns its address, or 0 if the memory cannot hold it
 */
export function reserve(bytes: usize): usize {
  startOver();
  table = lend(ROWS_BYTES + TEXTS_BYTES);
  return table == 0 ? 0 : lend(bytes);
}

/** Address of the rows of the last `scan`: ROW_WORDS u32 each, ROW_* of contract.ts. */
export function rows(): usize {
  return table;
}

/** Rows of the table that the last `scan` answered with. */
export function rowCount(): u32 {
  return tableRows;
}

/** Bytes of what `inspect`, `read` or `explain` answered. */
export function resultLength(): usize {
  return resultBytes;
}

/**
 * Reads the lines of [address, address + length), which lie in the room that `reserve` lent. A last line without its newline
 * is read only if `final` is 1. Stops early when the table is full; reads nothing before there was a room.
 * @returns bytes read; the caller hands in the rest again, with more after it
 */
export function scan(address: usize, length: usize, final: i32): usize {
  tableRows = 0;
  if (table == 0) return 0;
  const end = address + length;
  textsEnd = table + ROWS_BYTES;
  let at = skipping ? passRest(address, end) : address;
  while (at < end && hasRowLeft()) {
    const most = min(end, at + <usize>MAX_RECORD_BYTES + 1);
    let stop = lastLineEnd(at, most);
    if (stop == at) {
      if (most - at > <usize>MAX_RECORD_BYTES) {
        countOversized();
        skipping = true;
        at = passRest(at, end);
        continue;
      }
      if (final == 0) break;
      stop = end;
    }
    at = scanLines(address, at, stop);
  }
  if (at == end && final != 0) {
    lines = 0;
    skipping = false;
  }
  return at - address;
}

function hasRowLeft(): bool {
  return tableRows < MAX_ROWS && textsEnd + TEXT_RESERVE <= table + ROWS_BYTES + TEXTS_BYTES;
}

/** Passes the rest of a line that is not read. @returns the address after its newline, or `end` */
function passRest(at: usize, end: usize): usize {
  const stop = findNewline(at, end);
  if (stop == end) return end;
  skipping = false;
  lines++;
  return stop + 1;
}

/**
 * Reads whole lines, none of them too long, until the table is full. Records that cannot matter are not even looked at as such.
 * @returns the address after the last line that was read
 */
function scanLines(base: usize, at: usize, end: usize): usize {
  prepareSettings();
  while (at < end && hasRowLeft()) {
    const suspect = GATED ? nextSuspect(at, end) : at;
    const line = suspect == end ? end : lastLineEnd(at, suspect);
    passLines(at, line);
    if (line == end) return end;
    const stop = findNewline(suspect, end);
    lines++;
    if (stop > line) scanLine(base, line, stop - line);
    at = stop < end ? stop + 1 : end;
  }
  return at;
}

/** Counts lines that hold nothing to be read; an empty line is no event. */
function passLines(at: usize, end: usize): void {
  addCount(COUNTER_EVENTS, countLines(at, end));
  lines += newlines;
}

function countOversized(): void {
  addCount(COUNTER_EVENTS, 1);
  addCount(COUNTER_OVERSIZED, 1);
}

function scanLine(base: usize, line: usize, length: usize): void {
  const kind = judgeInRoom(line, length);
  if (kind == OUTCOME_CLEAN) return;
  const bytes = outcome.length;
  memory.copy(textsEnd, outcome.text, bytes);
  const row = table + <usize>tableRows * ROW_BYTES;
  store<u32>(row, lines);
  store<u32>(row, <u32>(line - base), 4);
  store<u32>(row, <u32>length, 8);
  store<u32>(row, <u32>(outcome.insert - base), 12);
  store<u32>(row, <u32>textsEnd, 16);
  store<u32>(row, <u32>bytes, 20);
  store<u32>(row, <u32>outcome.value, 24);
  store<u32>(row, kind, 28);
  textsEnd += bytes;
  tableRows++;
}

function judgeInRoom(record: usize, length: usize): i32 {
  const room = roomFor(<u64>length + EXTRA_ROOM);
  if (room != 0) return judge(record, length, room).kind;
  addCount(COUNTER_EVENTS, 1);
  addCount(COUNTER_UNREPORTED, 1);
  return OUTCOME_CLEAN;
}

/**
 * Reads one event that lies in the room that `reserve` lent.
 * @returns address of the finding's JSON (of the answer, for a status record), `resultLength()` bytes, or 0 for none
 */
export function inspect(address: usize, length: usize): usize {
  if (length > <usize>MAX_RECORD_BYTES) {
    countOversized();
    return 0;
  }
  if (judgeInRoom(address, length) == OUTCOME_CLEAN) return 0;
  resultBytes = outcome.length - outcome.value;
  return outcome.text + outcome.value;
}

/**
 * What the shapes of events yield: the script blocks of one record, with every field.
 * @returns address of the JSON that event/describe.ts writes, `resultLength()` bytes, or 0 if the memory cannot hold it
 */
export function locate(address: usize, length: usize): usize {
  const described = <u64>length * DESCRIBED_FACTOR + EXTRA_ROOM;
  const room = length > <usize>MAX_RECORD_BYTES ? 0 : roomFor(<u64>length + EXTRA_ROOM + described);
  if (room == 0) return 0;
  const shape = findScriptBlocks(address, length, room);
  const to = room + length + <usize>EXTRA_ROOM;
  resultBytes = describeRecord(shape, address, to, <usize>described);
  return resultBytes == 0 ? 0 : to;
}

/** @returns address of what `answer` wrote, and its bytes in `resultLength()` */
function answered(answer: usize): usize {
  resultBytes = scriptAnswerLength();
  return answer;
}

/**
 * Reads a bare script that lies in the room that `reserve` lent; store and counters stay as they are.
 * @returns address of a Reading's JSON, `resultLength()` bytes, or 0 if the memory cannot hold it
 */
export function read(address: usize, length: usize): usize {
  return answered(answerReading(address, length));
}

/**
 * As `read`, and how the text was cut into commands.
 * @returns address of `{"commands":[…],"reading":{…}}`
 */
export function explain(address: usize, length: usize): usize {
  return answered(answerExplanation(address, length));
}

/**
 * What a script puts out, as far as the reader knows it: for tests of values.
 * @returns address of its JSON, `resultLength()` bytes, or 0 if the memory cannot hold it
 */
export function evaluate(address: usize, length: usize): usize {
  return answered(answerOutcome(address, length));
}

/** Empties the joining store and the counters, and reads the settings anew. */
export function reset(): void {
  startAnew();
  lines = 0;
  skipping = false;
}
