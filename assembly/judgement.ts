/**
 * One script block after another: which text it makes readable, what that text invokes, whether the record says so.
 */

import { READ_COMMAND_LINE, READ_LOST_NEWLINES, READ_WHOLE } from "./blocks/mode";
import {
  confirm,
  forgetReplay,
  hasSeams,
  keepContext,
  PLAN_PROBE,
  PLAN_READ,
  PLAN_REPLAY,
  planReading,
  putBlanks,
  REPORT_NOTHING,
  REPORT_UPDATE,
  ReadingPlan,
  settle,
  standsAlone,
  ticket,
  widen,
} from "./blocks/plan";
import { CONTEXT_BYTES, contextRoom } from "./blocks/region";
import { LINE_FEED } from "./bytes/ascii";
import { forgetString } from "./bytes/string-places";
import { COUNTER_MENTIONS, VERDICT_MATCH, VERDICT_NONE } from "./contract";
import { BLOCK_ENCODED, FORM_SCRIPT, MAX_BLOCKS, ScriptBlock } from "./event/block";
import { decodeText } from "./event/find";
import { watchBehaviours } from "./exchange/behaviours";
import { decideBound } from "./exchange/bound-events";
import { decide, decision, mentionCount } from "./exchange/decide";
import { isObserved } from "./exchange/settings";
import { addBlock, beginFinding } from "./finding/finding";
import { GATED } from "./gates";
import { addCount } from "./memory/counters";
import { mayInvoke, mayInvokeInString } from "./powershell/gate/gate";
import { prepareWords } from "./powershell/gate/words";
import { contextOffset, read, restoreContext, saveContext } from "./powershell/reader";

/** What is to be confirmed once the finding is in the record: per block a ticket (u64), a verdict and a severity (u32 each). */
const reports: usize = memory.data(16 * 64, 8);
let reportCount: u32 = 0;

let replayedClosing: usize = 0;

/** Prepares the text gate, before a record is walked: it looks at the text while that is passed. */
export function prepareGate(): void {
  watchBehaviours();
  if (!GATED) return;
  prepareWords();
  forgetString(true);
}

/** Starts a record's judgement. */
export function beginJudgement(): void {
  reportCount = 0;
  forgetReplay();
  beginFinding();
}

/**
 * Judges one script block of the record.
 * @param recordBytes length of the record
 */
export function judgeBlock(block: ScriptBlock, recordBytes: u32): void {
  if (!isObserved(block.observed)) return;
  if (block.form != FORM_SCRIPT) {
    judgeBound(block, recordBytes);
    return;
  }
  if ((block.flags & BLOCK_ENCODED) != 0) {
    // Most texts leave here, neither copied nor decoded.
    if (standsAlone(block) && !mayInvokeInString(block.text, block.textLength)) return;
    decodeText(block);
  }
  const plan = planReading(block);
  if (plan.action == PLAN_REPLAY) {
    if (plan.replays) replayedClosing = block.closing;
    return;
  }
  if (plan.action == PLAN_PROBE && (plan.pending || mayMatter(plan))) widen();
  if (plan.action != PLAN_READ || (!plan.keepsContext && !mayMatter(plan))) {
    settle(VERDICT_NONE, 0);
    return;
  }
  readPlan(block, plan, recordBytes);
  if (plan.keepsContext) keepContext(saveContext(contextRoom(), <u32>CONTEXT_BYTES), contextOffset());
  // What is read again when its block is complete is counted then.
  else addCount(COUNTER_MENTIONS, mentionCount());
  if (decision.verdict != VERDICT_MATCH && hasSeams()) readSeams(block, plan, recordBytes);
  const report = settle(decision.verdict, decision.severity);
  if (report == REPORT_NOTHING) return;
  addBlock(block, plan.text, plan.length, plan.unitsBefore, report == REPORT_UPDATE);
  keepReport(ticket());
}

/**
 * What the event says was bound. A part of an event is read with those before it, and with all of them at the end; alone where they are
 * missing. An empty text takes the reader back to where nothing is known.
 */
function judgeBound(block: ScriptBlock, recordBytes: u32): void {
  // Some shippers trim the last line end, and the next part starts a line.
  if (!standsAlone(block)) store<u8>(block.text + block.textLength++, LINE_FEED);
  const plan = planReading(block);
  if (plan.action == PLAN_REPLAY) {
    if (plan.replays) replayedClosing = block.closing;
    return;
  }
  if (plan.action == PLAN_PROBE) widen();
  if (plan.action == PLAN_READ && plan.to != 0) {
    // What is read once more with each part is counted, so that the work stays linear.
    keepContext(0, 0);
    block.text = plan.text;
    block.textLength = plan.length;
    block.part = 1;
    if (plan.completes) block.parts = 1;
  }
  read(block.text + block.textLength, 0, READ_WHOLE, recordBytes);
  decideBound(block);
  // No part is waited for: another may not name the command.
  plan.waits = false;
  const report = settle(decision.verdict, decision.severity);
  if (report == REPORT_NOTHING) return;
  addBlock(block, block.text, block.textLength, 0, report == REPORT_UPDATE);
  keepReport(ticket());
}

/** The text gate. A seam that lost a blank may hide a word from it; a probe, or what goes on with earlier parts, is no whole text. */
function mayMatter(plan: ReadingPlan): bool {
  // A command line was chosen by the shell it names.
  if (!GATED || hasSeams() || (plan.mode & READ_COMMAND_LINE) != 0) return true;
  const isPartial = plan.action == PLAN_PROBE || plan.contextBytes != 0;
  return mayInvoke(plan.text, plan.length, isPartial, (plan.mode & READ_LOST_NEWLINES) != 0);
}

function readPlan(block: ScriptBlock, plan: ReadingPlan, recordBytes: u32): void {
  if (plan.contextBytes != 0) restoreContext(plan.context, plan.contextBytes);
  read(plan.text, plan.length, plan.mode, recordBytes);
  decide(block, plan.mode);
}

/** Reads once more with a blank at each seam that may have lost one; the stronger of the two readings counts. */
function readSeams(block: ScriptBlock, plan: ReadingPlan, recordBytes: u32): void {
  const plain = decision.verdict;
  putBlanks(true);
  readPlan(block, plan, recordBytes);
  if (decision.verdict >= plain) return;
  putBlanks(false);
  readPlan(block, plan, recordBytes);
}

function keepReport(ticketed: u64): void {
  if (reportCount == <u32>MAX_BLOCKS) return;
  const cell = reports + ((<usize>reportCount) << 4);
  store<u64>(cell, ticketed);
  store<u32>(cell, decision.verdict, 8);
  store<u32>(cell, decision.severity, 12);
  reportCount++;
}

/** Where the finding in `replayed` goes: the closing brace of its event in a record that is an array of events, else 0. */
export function replayClosing(): usize {
  return replayedClosing;
}

/** Tells the store that the record goes out with this finding. */
export function confirmFinding(finding: usize, bytes: usize): void {
  for (let i: u32 = 0; i < reportCount; i++) {
    const cell = reports + ((<usize>i) << 4);
    confirm(load<u64>(cell), load<u32>(cell, 8), load<u32>(cell, 12), finding, i == 0 ? <u32>bytes : 0);
  }
}
