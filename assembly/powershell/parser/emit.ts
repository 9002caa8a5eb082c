/**
 * Writes the program: instructions one after the other, patched where they point forwards.
 */
import { programStart } from "../../memory/map";
import { copiesStart, copyCode, dropCopies } from "../lexer/quoted-copies";
import { INSTRUCTION_BYTES, Instruction, instruction, MAX_INSTRUCTIONS } from "../program";

/** The last slot takes what is not kept: what no longer fits, and what frames of an earlier part would write. */
export const SCRATCH: u32 = MAX_INSTRUCTIONS - 1;

let count: u32 = 0;
/** While set, nothing is written. */
let muted: bool = false;
/** Instructions that fit below the copies. */
let room: u32 = 0;
/** Set when an instruction found no room. What was written then is not to be run. */
let full: bool = false;

/** Index of the next instruction. */
export function programEnd(): u32 {
  return count;
}

/** Forgets every instruction from `to` on, and that the program was full. */
export function truncateProgram(to: u32): void {
  if (to < count) count = to;
  full = false;
  dropCopies(count);
  room = mostInstructions();
}

/** Whether instructions were lost since the last `truncateProgram`. */
export function programFull(): bool {
  return full;
}

/**
 * Appends an instruction.
 * @param start source span, absolute addresses
 * @returns its index
 */
export function emit(op: u8, sub: u8, flags: u16, a: u32, start: usize, end: usize): u32 {
  let index = count;
  if (muted) index = SCRATCH;
  else {
    if (index >= room) room = mostInstructions();
    if (index < room) count = index + 1;
    else {
      index = SCRATCH;
      full = true;
    }
  }
  const made = instruction(index);
  made.op = op;
  made.sub = sub;
  made.flags = flags;
  made.a = a;
  made.start = <u32>start;
  made.end = <u32>end;
  return index;
}

/** Instructions that closing every frame may take. */
const CLOSING_ROOM: u32 = 16384;
/** Instructions that are kept for statements after a program that fills the rest. */
const TIGHT_ROOM: u32 = 65536;

/** Whether what is open must be closed now. */
export function outOfRoom(): bool {
  return count + CLOSING_ROOM >= room && count + CLOSING_ROOM >= mostInstructions();
}

/** Whether the program fills all but the room for single statements. */
export function programTight(): bool {
  return count + TIGHT_ROOM >= mostInstructions();
}

/** Writes nothing while `on`: a frame that was opened in an earlier part is on top. */
export function mute(on: bool): void {
  muted = on;
}

/** Whether nothing is written. */
export function isMuted(): bool {
  return muted;
}

/** Points instruction `index` after the last one. */
export function patch(index: u32): void {
  instruction(index).a = count;
}

/** The last instruction. */
export function lastInstruction(): Instruction {
  return instruction(count == 0 ? 0 : count - 1);
}

function mostInstructions(): u32 {
  return <u32>((copiesStart() - programStart()) / INSTRUCTION_BYTES);
}

/**
 * Copies code that stands within double quotes as PowerShell reads it; see lexer/quoted-copies.ts.
 * @returns the copy's address, 0 if there is no room: then the code is read as it stands
 */
export function copyQuoted(start: usize, end: usize): usize {
  const made = copyCode(start, end, count, programStart() + <usize>count * INSTRUCTION_BYTES);
  room = mostInstructions();
  return made;
}
