/**
 * Which text a script block's record makes readable, and what may be said of it (verdict.md section 6: parts of a block).
 *
 * For each script block, in this order:
 *   plan = planReading(block)
 *   PLAN_REPLAY: the record gets `finding` again, if that is not empty. PLAN_WAIT: nothing is read.
 *   PLAN_PROBE: `text` is what is new, and a little before it. If it may matter, `widen`, which makes another plan of this one.
 *   PLAN_READ: restore `context` if it is not empty, read `text` with `mode`; if `keepsContext`, save the reader's context into
 *     `contextRoom()` and call `keepContext`. Decide. Then, while the verdict is no match and `seams` says so, `putBlanks(true)`
 *     and read once more. Last `settle`, always; and `confirm` once the finding is really in the record.
 */

import { utf16Length } from "../bytes/text";
import { OBSERVED_PROCESS, SEVERITY_INFORMATIONAL, VERDICT_MATCH, VERDICT_NONE } from "../contract";
import { BLOCK_LOST_NEWLINES, BLOCK_RESTORED, BLOCK_TRUNCATED, ScriptBlock } from "../event/block";
import { joinedStart } from "../memory/map";
import { copyOut, discard, keep } from "./chunks";
import { untrusted } from "./cut";
import { hashText } from "./hash";
import { join } from "./join";
import {
  READ_COMMAND_LINE,
  READ_CUT,
  READ_LOST_NEWLINES,
  READ_RESTORED,
  READ_RESUMED,
  READ_TORN,
  READ_UNFINISHED,
  READ_WHOLE,
} from "./mode";
import { contextRoom, REPLAY_BYTES, replayRoom } from "./region";
import { clearSeams, seamCount } from "./seams";
import { acceptPart, makeRoom, openBlock } from "./store";
import {
  BLOCK_STATE_COMPLETE,
  BLOCK_STATE_OUTGROWN,
  Block,
  blockOf,
  findBlock,
  findPart,
  forgetTexts,
  keyA,
  keyB,
  partOf,
  touch,
} from "./table";

/** Nothing is to be read: the text waits for its neighbours. */
export const PLAN_WAIT = 0;
export const PLAN_READ = 1;
/** The part was here before. */
export const PLAN_REPLAY = 2;
/** The block goes on; only if what is new may matter, everything since the saved context is read. */
export const PLAN_PROBE = 3;

/** Bytes before the new text that a probe sees again: whatever is probed for is shorter. */
const PROBE_OVERLAP: u32 = 1024;

/** The record goes out as it came. */
export const REPORT_NOTHING = 0;
export const REPORT_FINDING = 1;
/** The finding says more than an earlier one of the same block: `"update": true`. */
export const REPORT_UPDATE = 2;

@unmanaged
export class ReadingPlan {
  /** PLAN_*. */
  action: i32;
  /** READ_* of mode.ts. */
  mode: i32;
  /** What to read: the event's own text or the joined one. 16 zero bytes follow. */
  text: usize;
  length: usize;
  /** UTF-16 units that stand in front of `text` in the text that spans count in. */
  unitsBefore: u32;
  /** A context to restore first; 0 bytes for none. */
  context: usize;
  contextBytes: u32;
  /** The reader's context after this reading is wanted. */
  keepsContext: bool;
  /** PLAN_PROBE: an earlier probe said yes, so this one need not be asked. */
  pending: bool;
  /** A part is missing, so only a match counts. */
  waits: bool;
  /** The reading completes its block. */
  completes: bool;
  /** PLAN_REPLAY: `replayed` has what the part got before. */
  replays: bool;
  /** The stored block and part, 0 for a text that is read on its own. */
  block: u32;
  part: u32;
  /** The joined parts and the bytes left out of the first; 0 where the event's own text is read. */
  from: u32;
  skip: u32;
  to: u32;
}

const plan: ReadingPlan = changetype<ReadingPlan>(memory.data(offsetof<ReadingPlan>(), 8));

/** What a record got when its part was here before. */
@unmanaged
export class Replay {
  /** The finding, of 0 bytes for none. */
  finding: usize;
  bytes: usize;
  /** VERDICT_* and SEVERITY_* of the finding. */
  verdict: u32;
  severity: u32;
}

/** That of the last PLAN_REPLAY that has a finding. */
export const replayed: Replay = changetype<Replay>(memory.data(offsetof<Replay>(), 4));

/** Starts a record, of which no part was here before. */
export function forgetReplay(): void {
  replayed.bytes = 0;
}

function readAlone(block: ScriptBlock): ReadingPlan {
  plan.action = PLAN_READ;
  plan.text = block.text;
  plan.length = block.textLength;
  plan.mode |= block.part > 1 ? READ_CUT : READ_WHOLE;
  if ((block.flags & BLOCK_TRUNCATED) != 0) plan.mode |= READ_TORN;
  else if (block.part < block.parts) plan.mode |= READ_UNFINISHED;
  return plan;
}

/** The parts before are missing: what cannot belong to something they opened is read now, the rest when they are here. */
function readCut(block: ScriptBlock, total: u32): ReadingPlan {
  const skip = untrusted(block.text, block.textLength);
  if (skip == block.textLength) return plan;
  plan.action = PLAN_READ;
  plan.text = block.text + skip;
  plan.length = block.textLength - skip;
  plan.unitsBefore = utf16Length(block.text, skip);
  plan.mode |= READ_CUT;
  if (block.part < total) plan.mode |= READ_UNFINISHED;
  return plan;
}

function joinParts(from: u32, skip: u32, to: u32): void {
  plan.action = PLAN_READ;
  plan.from = from;
  plan.skip = skip;
  plan.to = to;
  plan.length = join(plan.block, from, skip, to, false);
  plan.text = joinedStart();
}

/** Goes on from the saved context to the last contiguous part. */
function readOn(block: Block): void {
  block.reread += block.tail;
  plan.unitsBefore = block.unitsBefore;
  if (block.context != 0) {
    plan.mode |= READ_RESUMED;
    plan.context = contextRoom();
    plan.contextBytes = block.contextBytes;
    copyOut(block.context, block.contextBytes, 0, plan.context);
  }
  joinParts(block.resumePart == 0 ? 1 : block.resumePart, block.resumeOffset, block.prefix);
}

/** Shows the contiguous parts from `first` on, and enough of those before that nothing is missed where they meet. */
function probe(block: Block, first: u32): ReadingPlan {
  let from = first;
  let overlap: u32 = 0;
  while (from > block.firstText && from > 1 && overlap < PROBE_OVERLAP) overlap += partOf(findPart(plan.block, --from)).length;
  joinParts(from, overlap > PROBE_OVERLAP ? overlap - PROBE_OVERLAP : 0, block.prefix);
  plan.action = PLAN_PROBE;
  plan.waits = true;
  plan.pending = block.pending;
  return plan;
}

/**
 * Turns a PLAN_PROBE into the reading of everything since the saved context, or into PLAN_WAIT. A construct that stays open is
 * read again with each part; its bytes are counted, so that the work stays linear.
 */
export function widen(): void {
  const block = blockOf(plan.block);
  block.pending = block.reread + block.tail > block.delivered;
  if (block.pending) {
    plan.action = PLAN_WAIT;
    return;
  }
  plan.keepsContext = true;
  plan.mode |= READ_UNFINISHED;
  readOn(block);
}

function replay(part: u32): ReadingPlan {
  const known = partOf(part);
  plan.action = PLAN_REPLAY;
  if (known.findingBytes == 0) return plan;
  plan.replays = true;
  replayed.finding = replayRoom();
  replayed.bytes = known.findingBytes;
  replayed.verdict = known.verdict;
  replayed.severity = known.severity;
  copyOut(known.finding, known.findingBytes, 0, replayed.finding);
  return plan;
}

/** Whether a record is about one text by itself: no id, no parts, the error record of protected logging, or a torn text. */
export function standsAlone(block: ScriptBlock): bool {
  if (block.idLength == 0 || block.part == 0 || block.parts == 0) return true;
  return (block.part == 1 && block.parts == 1) || (block.flags & BLOCK_TRUNCATED) != 0;
}

/**
 * Takes a script block in.
 * @param block its text stays the caller's and must last until `settle`
 * @returns the one plan there is, valid until the next call
 */
export function planReading(block: ScriptBlock): ReadingPlan {
  memory.fill(changetype<usize>(plan), 0, offsetof<ReadingPlan>());
  clearSeams();
  if ((block.flags & BLOCK_LOST_NEWLINES) != 0) plan.mode = READ_LOST_NEWLINES;
  if (block.observed == OBSERVED_PROCESS) plan.mode |= READ_COMMAND_LINE;
  if ((block.flags & BLOCK_RESTORED) != 0) plan.mode |= READ_RESTORED;
  if (standsAlone(block)) return readAlone(block);
  const a = keyA(block.host, block.hostLength, block.id, block.idLength);
  const b = keyB(block.host, block.hostLength, block.id, block.idLength);
  const hash = hashText(block.text, block.textLength);
  let index = findBlock(a, b);
  if (index == 0) index = openBlock(a, b);
  else touch(index);
  const known = findPart(index, block.part);
  if (known != 0) {
    const same = partOf(known).hash == hash && <usize>partOf(known).length == block.textLength;
    return same ? replay(known) : readAlone(block);
  }
  const before = blockOf(index).prefix;
  if ((blockOf(index).state & BLOCK_STATE_COMPLETE) != 0) return readAlone(block);
  const part = acceptPart(index, block, hash);
  if (part == 0) return readAlone(block);
  plan.block = index;
  plan.part = part;
  const stored = blockOf(index);
  if (stored.prefix < block.part) return readCut(block, stored.total);
  if (stored.prefix < stored.total) return probe(stored, before + 1);
  plan.completes = true;
  // A block that outgrew the store is not here as a whole.
  if ((stored.state & BLOCK_STATE_OUTGROWN) != 0) readOn(stored);
  else joinParts(1, 0, stored.total);
  return plan;
}

/** Whether the text has seams that may have lost a blank, so that another reading of it is due. */
export function hasSeams(): bool {
  return plan.to > plan.from && seamCount() != 0;
}

/** Joins the text again, with a blank at each seam that may have lost one, or without. The mode and the context stay. */
export function putBlanks(blanks: bool): void {
  plan.length = join(plan.block, plan.from, plan.skip, plan.to, blanks);
  if (plan.contextBytes != 0) copyOut(blockOf(plan.block).context, plan.contextBytes, 0, plan.context);
}

/**
 * Keeps the context from which the next part will be read. Call before `putBlanks`.
 * @param bytes what the reader wrote into `contextRoom()`; 0: it could not, and the next part is read from the old place
 * @param offset bytes of the plan's text in front of the place where it stands
 */
export function keepContext(bytes: u32, offset: u32): void {
  const block = blockOf(plan.block);
  block.tail = <u32>plan.length;
  if (bytes == 0 || !makeRoom(bytes, plan.block)) return;
  block.tail = <u32>plan.length - offset;
  block.unitsBefore += utf16Length(plan.text, offset);
  discard(block.context);
  block.context = keep(contextRoom(), bytes);
  block.contextBytes = bytes;
  let rest = offset;
  let number = plan.from;
  let start = plan.skip;
  let part = partOf(findPart(plan.block, number));
  while (number < plan.to && rest >= part.length - start) {
    rest -= part.length - start;
    number++;
    part = partOf(findPart(plan.block, number));
    // The half that was merged is written with the part before.
    start = part.merged;
  }
  block.resumePart = number;
  block.resumeOffset = start + rest;
}

/**
 * Says whether the record carries a finding out.
 * @param verdict VERDICT_* and
 * @param severity SEVERITY_* of the reading
 * @returns REPORT_*
 */
export function settle(verdict: u32, severity: u32): i32 {
  if (plan.block == 0) return verdict == VERDICT_NONE ? REPORT_NOTHING : REPORT_FINDING;
  const block = blockOf(plan.block);
  if (plan.completes) {
    block.state |= BLOCK_STATE_COMPLETE;
    forgetTexts(plan.block);
  }
  if (verdict == VERDICT_NONE || (plan.waits && verdict != VERDICT_MATCH)) return REPORT_NOTHING;
  const rises = verdict > block.verdict || (verdict == block.verdict && severity > block.severity);
  if (!rises) return REPORT_NOTHING;
  return block.verdict == VERDICT_NONE ? REPORT_FINDING : REPORT_UPDATE;
}

/** Names the stored part of the present plan for `confirm`; 0 if there is none. */
export function ticket(): u64 {
  return plan.part == 0 ? 0 : ((<u64>partOf(plan.part).serial) << 32) | plan.part;
}

/**
 * Remembers that a record went out with a finding, so that the same part gets the same again, and a later one says no less.
 * @param ticketed a ticket
 * @param finding its bytes, copied; none for a further block of a record that carries another block's finding
 */
export function confirm(ticketed: u64, verdict: u32, severity: u32, finding: usize, bytes: u32): void {
  const at = <u32>ticketed;
  if (at == 0) return;
  const part = partOf(at);
  // It may have been evicted since.
  if (part.serial != <u32>(ticketed >> 32)) return;
  const block = blockOf(part.block);
  if (verdict > block.verdict) {
    block.verdict = verdict;
    block.severity = SEVERITY_INFORMATIONAL;
  }
  if (severity > block.severity) block.severity = severity;
  if (bytes == 0 || <usize>bytes > REPLAY_BYTES || !makeRoom(bytes, part.block)) return;
  discard(part.finding);
  part.finding = keep(finding, bytes);
  part.findingBytes = bytes;
  part.verdict = <u8>verdict;
  part.severity = <u8>severity;
}
