/**
 * The finding as the record's last member. The record's bytes are never written to: what is made here is the text that goes in
 * front of its closing brace, so every other byte stays as it came.
 */
import { RecordShape } from "../event/record";
import { configuredField, configuredFieldLength } from "../exchange/settings";
import { memberRoom } from "./evidence-region";
import { writeFinding } from "./finding";
import { beginJson, jsonEnd, put, putByte, putBytes } from "./json";

/** Name of the member unless the settings name another. */
export const DEFAULT_FIELD: string = "mailbox_export_finding";
/** Longest `,"name":` in front of a finding. */
const OPENING_BYTES: usize = 256;

let value: usize = 0;
let length: usize = 0;

/** Writes `,"name":`, without the comma for an object that has no member yet; returns the address after it. */
function writeName(shape: RecordShape, start: usize): usize {
  beginJson(start, start + OPENING_BYTES);
  if (!shape.empty) putByte(0x2c);
  putByte(0x22);
  if (configuredFieldLength() != 0) putBytes(configuredField(), configuredFieldLength());
  else put(DEFAULT_FIELD);
  put('":');
  const finding = jsonEnd();
  value = finding - start;
  return finding;
}

/**
 * Writes `,"name":{…}` with the finding that was built.
 * @returns its address, valid until the next finding; it belongs in front of `shape.closing`
 */
export function writeMember(shape: RecordShape): usize {
  const start = memberRoom();
  length = writeFinding(writeName(shape, start)) - start;
  return start;
}

/**
 * Writes `,"name":{…}` with a finding that was written before.
 * @param finding its bytes, apart from the room for members; at most MAX_FINDING_BYTES
 * @returns as `writeMember`
 */
export function rewriteMember(shape: RecordShape, finding: usize, bytes: usize): usize {
  const start = memberRoom();
  memory.copy(writeName(shape, start), finding, bytes);
  length = value + bytes;
  return start;
}

/** Bytes of the member. */
export function memberLength(): usize {
  return length;
}

/** Where within the member the finding itself starts. */
export function memberValue(): usize {
  return value;
}
