/**
 * ClickHouse's `LANGUAGE WASM`, ABI `BUFFERED_V1`, format `RowBinary`: a call brings a block of rows, one string each, and takes back a
 * block of as many. A string is its length as unsigned LEB128 and its bytes. Each row is judged from an empty store: an engine
 * spreads rows over threads as it likes, and what one of them remembers must not change what another answers.
 * Source: UserDefinedWebAssemblyScriptAbi.cpp.
 */
import { clearStore, isStoreEmpty } from "../blocks/store";
import {
  ABI_MAJOR,
  ABI_MINOR,
  COUNTER_EVENTS,
  COUNTER_OVERSIZED,
  COUNTER_UNREPORTED,
  MAX_RECORD_BYTES,
  OUTCOME_CLEAN,
  OUTCOME_FINDING,
} from "../contract";
import { EXTRA_ROOM, judge, outcome } from "../index";
import { addCount } from "../memory/counters";
import { extendLast, giveBack, lend, roomFor } from "../memory/exchange";
import { spreadLiterals } from "./literals";

export { cells as counters } from "../memory/counters";
export { region as settings } from "../memory/settings";

spreadLiterals();

export const abi_version: i32 = (ABI_MAJOR << 16) | ABI_MINOR;

/** What a handle points at, followed by the bytes. */
@unmanaged
class Buffer {
  address: u32;
  size: u32;
  /** Aligns the bytes to 16. */
  padding: u64;
}

/** Bytes after an input block that wide loads may touch. */
const PADDING: usize = 64;
/** Longest LEB128 form of a length. */
const MOST_LENGTH_BYTES: usize = 5;

/** @returns the handle of a buffer of that many bytes, or 0 */
export function clickhouse_create_buffer(bytes: usize): usize {
  const total = <u64>bytes + <u64>offsetof<Buffer>() + <u64>PADDING;
  if (total > 0xffffffff) return 0;
  const handle = lend(<usize>total);
  if (handle == 0) return 0;
  const buffer = changetype<Buffer>(handle);
  buffer.address = <u32>(handle + offsetof<Buffer>());
  buffer.size = <u32>bytes;
  return handle;
}

/** Takes a buffer back, a block of answers as well as one of rows. */
export function clickhouse_destroy_buffer(handle: usize): void {
  giveBack(handle);
}

/** @returns the handle of each record's finding as JSON, '' where there is none; 0 if the memory cannot hold them */
export function mailbox_export_finding(handle: usize, rows: u32): usize {
  return answerRows(handle, rows, false);
}

/** @returns the handle of the records, each with its member where there is a finding; 0 if the memory cannot hold them */
export function mailbox_export_annotated(handle: usize, rows: u32): usize {
  return answerRows(handle, rows, true);
}

/** Where the next row starts, and how long it is. */
let at: usize = 0;
let length: usize = 0;

/** Reads the length of the row at `at`. @returns whether the row lies within the block */
function openRow(end: usize): bool {
  let size: u64 = 0;
  let shift: u64 = 0;
  while (at < end && shift < 35) {
    const byte = <u64>load<u8>(at++);
    size |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      length = <usize>size;
      return size <= <u64>(end - at);
    }
  }
  return false;
}

/** Judges the row at `at`. Where there is no room for a judgement the record counts as unreported. @returns OUTCOME_* */
function judgeRow(): i32 {
  const room = length > <usize>MAX_RECORD_BYTES ? 0 : roomFor(<u64>length + EXTRA_ROOM);
  if (room == 0) {
    addCount(COUNTER_EVENTS, 1);
    addCount(length > <usize>MAX_RECORD_BYTES ? COUNTER_OVERSIZED : COUNTER_UNREPORTED, 1);
    return OUTCOME_CLEAN;
  }
  const kind = judge(at, length, room).kind;
  if (!isStoreEmpty()) clearStore();
  return kind;
}

/** Writes a length as LEB128. @returns the address after it */
function putLength(to: usize, size: usize): usize {
  let rest = size;
  let end = to;
  while (rest >= 128) {
    store<u8>(end++, (rest & 127) | 128);
    rest >>= 7;
  }
  store<u8>(end++, rest);
  return end;
}

function put(to: usize, from: usize, bytes: usize): usize {
  memory.copy(to, from, bytes);
  return to + bytes;
}

/** Bytes of a row's answer. */
function answerBytes(kind: i32, annotated: bool): usize {
  if (kind == OUTCOME_CLEAN) return annotated ? length : 0;
  if (kind == OUTCOME_FINDING && annotated) return length + outcome.length;
  return outcome.length - outcome.value;
}

/** Writes a row's answer of `answerBytes`. @returns the address after it */
function putAnswer(to: usize, kind: i32, annotated: bool): usize {
  if (kind == OUTCOME_CLEAN) return annotated ? put(to, at, length) : to;
  if (kind != OUTCOME_FINDING || !annotated) return put(to, outcome.text + outcome.value, outcome.length - outcome.value);
  const insert = outcome.insert;
  const withMember = put(put(to, at, insert - at), outcome.text, outcome.length);
  return put(withMember, insert, at + length - insert);
}

/** The answers grow after the rows as they come, so that no block is held twice. */
function answerRows(handle: usize, rows: u32, annotated: bool): usize {
  if (handle == 0) return 0;
  const input = changetype<Buffer>(handle);
  const answer = lend(offsetof<Buffer>());
  if (answer == 0) return 0;
  const start = answer + offsetof<Buffer>();
  const end = <usize>input.address + <usize>input.size;
  let to = start;
  at = <usize>input.address;
  for (let row: u32 = 0; row < rows; row++) {
    const kind = openRow(end) ? judgeRow() : -1;
    const bytes = kind < 0 ? 0 : answerBytes(kind, annotated);
    if (kind < 0 || !extendLast(<u64>to + <u64>bytes + <u64>MOST_LENGTH_BYTES)) {
      giveBack(answer);
      return 0;
    }
    to = putAnswer(putLength(to, bytes), kind, annotated);
    at += length;
  }
  const output = changetype<Buffer>(answer);
  output.address = <u32>start;
  output.size = <u32>(to - start);
  return answer;
}
