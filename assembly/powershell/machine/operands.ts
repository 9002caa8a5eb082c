/**
 * The operand stack. A slot holds a value and where it came from, so that an assignment can find its target and a command
 * its elements. Below the first and after the last slot stands a spare one that reads as unknown.
 */
import { unknown } from "../values/constants";
import { MAX_SLOTS, SLOT_BYTES, slotsStart } from "./stacks";
import { noteIncomplete } from "./state";

@unmanaged
export class Slot {
  value: u32;
  /** SLOT_*. */
  origin: u32;
  /** Meaning by origin. */
  a: u32;
  b: u32;
}

/** A plain value. */
export const SLOT_VALUE: u32 = 0;
/** A variable: a = its instruction, b = the KIND_TYPE value of a cast in front of it, or 0. */
export const SLOT_VARIABLE: u32 = 1;
/** `o[i]`: a = the object, b = the index. */
export const SLOT_INDEX: u32 = 2;
/** `o.name`: a = the object, b = the name's value. */
export const SLOT_MEMBER: u32 = 3;
/** A list of targets: a = address of their Slots, b = their number. */
export const SLOT_TARGETS: u32 = 4;
/** An element of a command: a = its instruction. */
export const SLOT_PARAMETER: u32 = 5;
/** The same with an attached value: a = OP_PARAMETER_VALUE, b = OP_PARAMETER. */
export const SLOT_PARAMETER_VALUE: u32 = 6;
export const SLOT_ARGUMENT: u32 = 7;
export const SLOT_SPLAT: u32 = 8;

let size: u32 = 0;

/** Slots in use. */
export function depth(): u32 {
  return size;
}

/** Drops everything above. */
export function setDepth(to: u32): void {
  if (to < size) size = to;
}

function spare(): Slot {
  if (size > MAX_SLOTS) noteIncomplete();
  const slot = changetype<Slot>(slotsStart() + SLOT_BYTES * <usize>MAX_SLOTS);
  slot.value = <u32>unknown();
  slot.origin = SLOT_VALUE;
  return slot;
}

/** The slot at an index from the bottom. */
export function slotAt(index: u32): Slot {
  return index < MAX_SLOTS && index < size ? changetype<Slot>(slotsStart() + SLOT_BYTES * <usize>index) : spare();
}

/** The slot `below` places under the top one. */
export function top(below: u32): Slot {
  return slotAt(size - 1 - below);
}

/** What stood at an index when an instruction took it, as long as nothing was put there since. */
export function takenAt(index: u32): usize {
  return index < MAX_SLOTS ? <usize>changetype<Slot>(slotsStart() + SLOT_BYTES * <usize>index).value : unknown();
}

/** Puts a value on top. */
export function push(value: usize): Slot {
  size++;
  const slot = slotAt(size - 1);
  slot.value = <u32>value;
  slot.origin = SLOT_VALUE;
  slot.a = 0;
  slot.b = 0;
  return slot;
}

/** Takes the top value. */
export function pop(): usize {
  const value = <usize>slotAt(size - 1).value;
  if (size != 0) size--;
  return value;
}

/** Empties the stack. */
export function clearOperands(): void {
  size = 0;
}
