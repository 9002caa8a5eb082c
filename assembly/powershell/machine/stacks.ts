/**
 * The machine's explicit stacks, in the stacks region after the parser's part: frames, operands, journal. Each has a fixed
 * size. What does not fit reads as unknown; nothing is ever written outside of the region.
 */
import { MACHINE_BYTES, machineStart } from "../../memory/map";
import { FRAME_BYTES } from "./frame-kinds";

/** Bytes of all stacks together, which serve as a table of places when the machine is done (interpreter/plain-invocations.ts). */
export const PLACES_BYTES: usize = MACHINE_BYTES;

export const MAX_FRAMES: u32 = 2048;
export const SLOT_BYTES: usize = 16;
export const MAX_SLOTS: u32 = 16000;
export const ENTRY_BYTES: usize = 16;
export const MAX_ENTRIES: u32 = 16000;

/** The frames: MAX_FRAMES of FRAME_BYTES. */
export function framesStart(): usize {
  return machineStart();
}

/** The operands: MAX_SLOTS of SLOT_BYTES, and one for what overflows. */
export function slotsStart(): usize {
  return framesStart() + FRAME_BYTES * <usize>MAX_FRAMES;
}

/** The entries of the journal, to the end of the region. */
export function journalStart(): usize {
  // One slot more than there are: what overflows is read and written there.
  return slotsStart() + SLOT_BYTES * <usize>(MAX_SLOTS + 1);
}
