/**
 * What the machine knows beside its stacks: where it is, what a finished call delivered, and what it may still spend.
 */

import { divide } from "../../bytes/arithmetic";
import { REENTRY_POOL_FACTOR } from "../../contract";
import { FLAGS_OF_MACHINE, Instruction, instruction, OP_BLOCK } from "../program";

/** Bits of Instruction.flags that belong to the machine. */
const FLAG_READ: u16 = FLAGS_OF_MACHINE;
/** Bit of an OP_BLOCK's sub. */
const TEMPLATE: u8 = 128;
const HANDED: u8 = 64;
const ENTRY_SHIFT: u16 = 11;
const MAX_ENTRIES: u32 = 16;
/** Smallest pool: so much is allowed for any text. */
const MIN_POOL: u32 = 32768;

/** The next instruction. */
export let pc: u32 = 0;
/** What a call gave that is to be handed on; 0 for none. */
export let delivered: usize = 0;
/** Depth of probing: what is read only shows which variables it writes. */
export let probing: u32 = 0;
/** Bytes that may still be read again. */
export let pool: u32 = 0;
/** A budget ended something. */
export let budgetSpent: bool = false;
/** Some code was not run, or not as it stands, for want of room. */
export let incomplete: bool = false;
/** 0 PowerShell 7, 1 Windows PowerShell 5.1. */
export let dialect: i32 = 0;
/** Set-StrictMode ran: what is not there is an error, which leaves the variable that it was meant for as it was. */
export let strict: bool = false;

/** Set-StrictMode ran. */
export function setStrict(version: u32): void {
  strict = true;
  strictVersion = version;
}

/** Its version, 3 for the latest, 0 where that is not known. */
export let strictVersion: u32 = 0;

/** A block is read whose text was taken: its values are not claimed. */
export let template: bool = false;

/** Says whether what is read now is a block whose text was taken. */
export function setTemplate(to: bool): void {
  template = to;
}
/** Blocks that something unknown may run, now or later, are being probed. */
export let handing: u32 = 0;

/** Blocks that are handed on are probed from here on. */
export function startHanding(): void {
  handing++;
}

/** The blocks were probed. */
export function endHanding(): void {
  if (handing != 0) handing--;
}

/** Variables as objects left the machine's sight: what is written to a member of something unknown may be one of theirs. */
export let variablesEscaped: bool = false;

/** Variables are handed out as objects. */
export function escapeVariables(): void {
  variablesEscaped = true;
}

/** A block of the text is a value that something may hold. */
export let keepsBlocks: bool = false;

/** A block becomes a value, other than an argument that stands with its command. */
export function noteKept(): void {
  keepsBlocks = true;
}

/** The instruction after the last command that gave nothing and may have failed. */
export let failedAt: u32 = 0;

/** The command before `pc` gave nothing, because it gives nothing ever, or because it failed. */
export function noteNothing(): void {
  failedAt = pc;
}

/** Closures that run. */
export let closures: u32 = 0;

/** A closure is called. */
export function startClosure(): void {
  closures++;
}

/** The call of a closure ends. */
export function endClosure(): void {
  if (closures != 0) closures--;
}

/** Bodies that nobody called are being read. */
export let uncalled: u32 = 0;

/** Code is left out, or its constructs blur. */
export function noteIncomplete(): void {
  incomplete = true;
}

/** The instruction at this index is the next. */
export function goTo(at: u32): void {
  pc = at;
}

/** What a builtin or call gave: the loop hands it on. */
export function deliver(value: usize): void {
  delivered = value;
}

/** What was delivered, 0 for nothing; it is handed on once. */
export function takeDelivered(): usize {
  const value = delivered;
  delivered = 0;
  return value;
}

/** What is read until `endProbe` only shows what it may write. */
export function startProbe(): void {
  probing++;
}

/** Ends the innermost probe. */
export function endProbe(): void {
  if (probing != 0) probing--;
}

/** What is read until `endUncalled` is a body that nobody called. */
export function startUncalled(): void {
  uncalled++;
}

/** Ends the reading of such a body. */
export function endUncalled(): void {
  if (uncalled != 0) uncalled--;
}

/** Starts a reading. */
export function resetState(recordBytes: u32, reading: i32): void {
  pc = 0;
  delivered = 0;
  probing = 0;
  uncalled = 0;
  handing = 0;
  closures = 0;
  variablesEscaped = false;
  keepsBlocks = false;
  template = false;
  strict = false;
  strictVersion = 0;
  budgetSpent = false;
  incomplete = false;
  dialect = reading;
  const most: u32 = 0xffffffff;
  pool = recordBytes > <u32>divide(most, REENTRY_POOL_FACTOR) ? most : recordBytes * REENTRY_POOL_FACTOR;
  if (pool < MIN_POOL) pool = MIN_POOL;
}

/** Takes bytes out of the pool. @returns false when it is spent */
export function spend(bytes: u32): bool {
  if (bytes > pool) {
    pool = 0;
    budgetSpent = true;
    return false;
  }
  pool -= bytes;
  return true;
}

/** A body, loop or text was reached by running. */
export function markRead(index: u32): void {
  instruction(index).flags |= FLAG_READ;
}

/** Whether the body, loop or text at an instruction was reached by running. */
export function wasRead(index: u32): bool {
  return (instruction(index).flags & FLAG_READ) != 0;
}

/** The text of a block was taken: where nobody runs the block itself, what stands in it is a pattern for text. */
export function markTemplate(index: u32): void {
  instruction(index).sub |= TEMPLATE;
}

/** Whether an instruction is a block whose text was taken. */
export function isTemplate(index: u32): bool {
  const head = instruction(index);
  return head.op == OP_BLOCK && (head.sub & TEMPLATE) != 0;
}

/** The block was handed to a command that the machine does not know, which may run it. */
export function markHanded(index: u32): void {
  instruction(index).sub |= HANDED;
}

/** Whether an instruction is such a block that nobody ran. */
export function isHanded(index: u32): bool {
  const head = instruction(index);
  return head.op == OP_BLOCK && (head.sub & HANDED) != 0 && (head.flags & FLAG_READ) == 0;
}

/** Whether the body at an instruction was entered before. */
export function wasEntered(index: u32): bool {
  return instruction(index).flags >> ENTRY_SHIFT != 0;
}

/** Counts an entry into the body at an instruction. @returns false if it was entered too often, or the pool is spent */
export function enter(index: u32, bytes: u32): bool {
  const head = instruction(index);
  const entries = <u32>(head.flags >> ENTRY_SHIFT);
  if (entries > MAX_ENTRIES) {
    budgetSpent = true;
    return false;
  }
  if (entries != 0 && !spend(bytes < 16 ? 16 : bytes)) return false;
  head.flags = (head.flags & ((1 << ENTRY_SHIFT) - 1)) | ((<u16>(entries + 1)) << ENTRY_SHIFT);
  return true;
}

/** Bytes of source between two instructions: what reading them again costs. */
export function sourceBytes(from: u32, to: u32): u32 {
  if (to <= from) return 16;
  const first: Instruction = instruction(from);
  const last: Instruction = instruction(to - 1);
  return (last.end > first.start && last.end - first.start < 0x1000000 ? last.end - first.start : 16) + (to - from);
}
