/**
 * The finding as the record's last member. The record's bytes are never written to: what is made here is the text that goes in
 * front of its closing brace, so every other byte stays as it came.
 */
import { COMMA, DOUBLE_QUOTE } from "../bytes/ascii";
import { RecordShape } from "../event/record";
import { configuredField, configuredFieldLength } from "../exchange/settings";
import { memberRoom } from "./evidence-region";
import { writeFinding } from "./finding";
import { beginJson, jsonEnd, put, putByte, putBytes } from "./json";
import { Written, written } from "./written";

/** Name of the member unless the settings name another. */
export const DEFAULT_FIELD: string = "mailbox_export_finding";
/** Longest `,"name":` in front of a finding. */
const OPENING_BYTES: usize = 256;

/** Writes what stands in front of a finding; returns the address after it. */
function writeName(shape: RecordShape, start: usize): usize {
  beginJson(start, start + OPENING_BYTES);
  if (!shape.empty) putByte(COMMA);
  putByte(DOUBLE_QUOTE);
  if (configuredFieldLength() != 0) putBytes(configuredField(), configuredFieldLength());
  else put(DEFAULT_FIELD);
  put('":');
  const finding = jsonEnd();
  written.text = start;
  written.value = finding - start;
  return finding;
}

/** Writes `,"name":{…}` with the finding that was built; it belongs in front of `shape.closing`. */
export function writeMember(shape: RecordShape): Written {
  const start = memberRoom();
  written.length = writeFinding(writeName(shape, start)) - start;
  return written;
}

/**
 * Writes `,"name":{…}` with a finding that was written before.
 * @param finding its bytes, apart from the room for members; at most MAX_FINDING_BYTES
 */
export function rewriteMember(shape: RecordShape, finding: usize, bytes: usize): Written {
  const start = memberRoom();
  memory.copy(writeName(shape, start), finding, bytes);
  written.length = written.value + bytes;
  return written;
}
