/**
 * Where a finding is built: the evidence region after its first 64 KiB, which hold the script blocks of the record.
 *
 *   | script blocks 64 KiB (event/) | member 48 KiB | calls 64 KiB | set of targets 16 KiB | free |
 */
import { evidenceStart } from "../memory/map";

/** Bytes for the member: comma, name, finding. */
export const MEMBER_BYTES: usize = 48 << 10;
/** Bytes for the written calls; the best are kept, each within MAX_CALL_BYTES. */
export const CALLS_BYTES: usize = 64 << 10;
/** Slots of the set of targets, eight bytes each. */
export const TARGET_SLOTS: u32 = 2048;

/** Where the member of the finding is written: MEMBER_BYTES. */
export function memberRoom(): usize {
  return evidenceStart() + (64 << 10);
}

/** Where the calls of a record are kept until its member is written: CALLS_BYTES. */
export function callsRoom(): usize {
  return memberRoom() + MEMBER_BYTES;
}

/** Where the set of targets that `group` hashes is kept. */
export function targetsRoom(): usize {
  return callsRoom() + CALLS_BYTES;
}
