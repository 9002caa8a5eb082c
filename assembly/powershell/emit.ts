/**
 * Writes the program: instructions one behind the other, patched where they point forwards.
 */
import { INSTRUCTION_BYTES, Instruction, instruction, MAX_INSTRUCTIONS } from "./program";

let count: u32 = 0;
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
  if (index + 1 < MAX_INSTRUCTIONS) count = index + 1;
  else {
    // The last slot takes what no longer fits.
    index = MAX_INSTRUCTIONS - 1;
    full = true;
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

/** Points instruction `index` behind the last one. */
export function patch(index: u32): void {
  instruction(index).a = count;
}

/** The last instruction. */
export function lastInstruction(): Instruction {
  return instruction(count == 0 ? 0 : count - 1);
}

/** Bytes of the program in use. */
export function programBytes(): usize {
  return <usize>count * INSTRUCTION_BYTES;
}
