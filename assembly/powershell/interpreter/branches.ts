/**
 * if, `? :`, `-and`, `-or`, `??` and try: branches that are taken, not taken, or perhaps taken.
 */

import { startDeath, undoDead } from "../machine/dead-code";
import {
  FRAME_IF,
  FRAME_SHORT,
  FRAME_TEXT,
  FRAME_TRY,
  FRAMED_DEAD,
  FRAMED_DIVERGED,
  FRAMED_LEVEL,
  FRAMED_MAYBE,
  FRAMED_TAKEN,
  FRAMED_UNCERTAIN,
  FRAMED_UNSURE,
  Frame,
  IfFrame,
  ShortFrame,
  TryFrame,
} from "../machine/frame-kinds";
import {
  cutOutput,
  deadFrame,
  diesHere,
  emit,
  frameAt,
  frameCount,
  lastOutput,
  output,
  popFrame,
  pushFrame,
  settledOutputs,
  sinkFrame,
  topFrame,
} from "../machine/frames";
import { closeBranch, leaveLevel } from "../machine/journal";
import { escaped } from "../machine/jumps";
import { joinResults, wipeResults } from "../machine/merge";
import { depth, pop, push, SLOT_VARIABLE, Slot, setDepth, top } from "../machine/operands";
import { endBranch, openBranch } from "../machine/repeat";
import { goTo, markRead, pc, probing, wasRead } from "../machine/state";
import { isInherited, parseToken } from "../machine/variables";
import { BINARY_AND, BINARY_OR, FLAG_TARGET, Instruction, instruction, OP_ELSE, OP_JOIN } from "../program";
import { boolean, kindOf, nullValue, unknown } from "../values/constants";
import { isTrue } from "../values/convert";
import { choice } from "../values/lists";
import { KIND_CHOICE, KIND_NULL } from "../values/value";

/** Truth of a condition; while probing, and in dead code, every condition is open. */
export function truth(value: usize): i32 {
  return probing != 0 || deadFrame != 0 ? -1 : isTrue(value);
}

/** Opens a branch that may not be taken. */
export function openUncertain(frame: Frame): void {
  frame.flags |= FRAMED_UNCERTAIN;
  openBranch(frame);
}

/**
 * Closes the branch that may not be taken.
 * @returns whether it reaches its end
 */
export function closeUncertain(frame: Frame): bool {
  if (diesHere()) undoDead();
  frame.flags &= ~FRAMED_UNCERTAIN;
  if ((frame.flags & FRAMED_DIVERGED) == 0) {
    endBranch(frame, true);
    return true;
  }
  frame.flags &= ~FRAMED_DIVERGED;
  const target = frameAt(frame.escape);
  const kept = frame.escape != 0 && target.kind != FRAME_TEXT;
  const escapes = closeBranch(frame.mark, target.escapes, kept);
  if (kept) target.escapes = escapes;
  leaveLevel(frame.level);
  frame.flags &= ~FRAMED_LEVEL;
  return false;
}

// ---- if ----

/** OP_IF: an `if`, or with sub 1 a ternary, whose condition comes next. */
export function startIf(at: Instruction): void {
  const frame = changetype<IfFrame>(pushFrame(FRAME_IF, at.sub, 0));
  frame.outputsBefore = settledOutputs(sinkFrame());
  frame.below = at.sub == 1 ? depth() - 1 : depth();
}

function openDead(frame: Frame, at: Instruction, index: u32): bool {
  frame.flags |= FRAMED_DEAD;
  if (probing == 0 && wasRead(index)) {
    frame.flags &= ~FRAMED_DEAD;
    goTo(at.a);
    return false;
  }
  startDeath(frameCount());
  return true;
}

function openClause(frame: Frame, at: Instruction, index: u32, taken: i32): void {
  const known = taken == 1 && (frame.flags & FRAMED_MAYBE) == 0;
  if (taken == 1) frame.flags |= FRAMED_TAKEN;
  else if (taken == -1) frame.flags |= FRAMED_MAYBE;
  if (taken == 0) openDead(frame, at, index);
  else if (!known) openUncertain(frame);
  if (probing == 0) markRead(index);
}

/** OP_TEST: takes a condition; its clause runs, dies, or perhaps runs. */
export function testIf(at: Instruction, index: u32): void {
  const condition = pop();
  const frame = changetype<IfFrame>(topFrame());
  if (frame.kind != FRAME_IF) return;
  closeCondition(frame);
  if (deadFrame != 0 && diesHere()) return;
  openClause(frame, at, index, truth(condition));
}

/** OP_ELSE: the clause that runs where none before did. */
export function startElse(at: Instruction, index: u32): void {
  const frame = changetype<IfFrame>(topFrame());
  if (frame.kind != FRAME_IF) return;
  closeCondition(frame);
  if (!diesHere()) openClause(frame, at, index, 1);
}

/** After a branch that may have been taken the next condition may not be looked at. */
function openCondition(frame: IfFrame): void {
  const op = instruction(pc).op;
  if ((frame.flags & (FRAMED_MAYBE | FRAMED_TAKEN)) != FRAMED_MAYBE || deadFrame != 0 || op == OP_ELSE || op == OP_JOIN) return;
  frame.clauseResults = frame.results;
  frame.isCondition = 1;
  frame.results = 0;
  openUncertain(frame);
}

function closeCondition(frame: IfFrame): void {
  if (frame.isCondition == 0) return;
  closeUncertain(frame);
  joinResults(frame.results, 2, false);
  frame.results = frame.clauseResults;
  frame.isCondition = 0;
}

/** Takes the value that a ternary's branch left. */
function branchValue(frame: IfFrame): usize {
  const value = depth() > frame.below ? pop() : unknown();
  setDepth(frame.below);
  return value;
}

function addCandidate(frame: IfFrame, value: usize): void {
  frame.value = frame.value == 0 ? <u32>value : <u32>choice(<usize>frame.value, value);
}

/** OP_BRANCH_END: a clause ends; what one that perhaps ran wrote is kept for the join. */
export function endClause(): void {
  const frame = changetype<IfFrame>(topFrame());
  if (frame.kind != FRAME_IF) return;
  const ternary = frame.sub == 1;
  if ((frame.flags & FRAMED_DEAD) != 0) {
    frame.flags &= ~FRAMED_DEAD;
    undoDead();
    if (ternary) branchValue(frame);
    return;
  }
  if (deadFrame != 0 && diesHere() && (frame.flags & FRAMED_UNCERTAIN) == 0) {
    // The rest after a branch that was taken.
    if (ternary) branchValue(frame);
    return;
  }
  const value = ternary ? branchValue(frame) : <usize>0;
  if ((frame.flags & FRAMED_UNCERTAIN) == 0) {
    if (ternary) frame.value = <u32>value;
    if ((frame.flags & FRAMED_TAKEN) != 0) startDeath(frameCount());
    return;
  }
  const reached = closeUncertain(frame);
  if (reached) frame.reached++;
  if (ternary) {
    if (reached) addCandidate(frame, value);
  } else collectBranch(frame, reached);
  if ((frame.flags & FRAMED_TAKEN) != 0) startDeath(frameCount());
  else openCondition(frame);
}

/** What a branch put out is taken back until all branches are known. */
function collectBranch(frame: IfFrame, reached: bool): void {
  const sink = sinkFrame();
  const count = sink.outputs - frame.outputsBefore;
  if (sink.outputs <= frame.outputsBefore) frame.silent++;
  else if (count == 1 && reached) addCandidate(frame, lastOutput(sink));
  else frame.several = 1;
  cutOutput(sink, frame.outputsBefore);
}

/** All branches were read: their output, as far as it is decided. */
function emitBranches(frame: IfFrame, mayBeNone: bool): void {
  if (frame.several == 0 && frame.value == 0) return;
  const sink = sinkFrame();
  if (frame.several != 0) {
    sink.flags |= FRAMED_UNSURE;
    output(sink, unknown());
    return;
  }
  if (mayBeNone) {
    sink.flags |= FRAMED_UNSURE;
    output(sink, choice(<usize>frame.value, nullValue()));
    return;
  }
  output(sink, <usize>frame.value);
}

/** OP_JOIN: the clauses meet, and what they wrote and put out becomes the possibilities. */
export function joinIf(): void {
  const frame = changetype<IfFrame>(topFrame());
  if (frame.kind != FRAME_IF) return;
  closeCondition(frame);
  if (diesHere()) undoDead();
  const maybe = (frame.flags & FRAMED_MAYBE) != 0;
  const taken = (frame.flags & FRAMED_TAKEN) != 0;
  const target = frame.escape;
  if (maybe) joinResults(frame.results, taken ? frame.reached : frame.reached + 1, false);
  popFrame();
  if (frame.sub == 1) {
    setDepth(frame.below);
    push(frame.value == 0 ? unknown() : <usize>frame.value);
  } else if (maybe) emitBranches(frame, frame.silent != 0 || !taken);
  escaped(target);
}

// ---- -and, -or, ?? ----

/** Whether a slot is a plain variable that the present scope has not set itself. */
export function isInheritedSlot(slot: Slot): bool {
  if (slot.origin != SLOT_VARIABLE) return false;
  const at = instruction(slot.a);
  parseToken(<usize>at.start, <usize>at.end);
  return isInherited();
}

/** The left side of `-and`, `-or` or `??` is on the stack: the right side runs, dies, or perhaps runs. */
export function startShort(at: Instruction): void {
  const left = <usize>top(0).value;
  const frame = changetype<ShortFrame>(pushFrame(FRAME_SHORT, at.sub, 0));
  frame.after = at.a;
  let taken: i32;
  if (at.sub == BINARY_AND) taken = truth(left);
  else if (at.sub == BINARY_OR) taken = truth(left) == -1 ? -1 : 1 - truth(left);
  else if (kindOf(left) == 0 || kindOf(left) == KIND_CHOICE || probing != 0) taken = -1;
  // `??=` looks at the scope's own variable alone, as `+=` does.
  else if ((at.flags & FLAG_TARGET) != 0 && isInheritedSlot(top(0))) taken = -1;
  else taken = kindOf(left) == KIND_NULL ? 1 : 0;
  if (taken == 0) {
    frame.flags |= FRAMED_DEAD;
    startDeath(frameCount());
  } else if (taken == -1) openUncertain(frame);
}

/**
 * The operator whose right side may not have run is complete.
 * @returns its value where the left side decides it, else 0
 */
export function endShort(left: usize): usize {
  const frame = changetype<ShortFrame>(topFrame());
  if (frame.kind != FRAME_SHORT || frame.after != pc) return 0;
  let value: usize = 0;
  if ((frame.flags & FRAMED_DEAD) != 0) {
    if (diesHere()) undoDead();
    value = frame.sub == BINARY_AND ? boolean(false) : frame.sub == BINARY_OR ? boolean(true) : left;
  } else if ((frame.flags & FRAMED_UNCERTAIN) != 0) {
    closeUncertain(frame);
    joinResults(frame.results, 2, false);
  }
  const target = frame.escape;
  popFrame();
  escaped(target);
  return value;
}

// ---- && and || ----

/** What stands after `&&` or `||` may not run: whether a command succeeds is not followed. */
export function startChain(): void {
  emit(pop());
  openUncertain(pushFrame(FRAME_SHORT, BINARY_AND, 0));
}

/** What may not have run ends; its value is on the stack. */
export function endChain(): void {
  const frame = topFrame();
  if (frame.kind != FRAME_SHORT) return;
  closeUncertain(frame);
  joinResults(frame.results, 2, false);
  const target = frame.escape;
  popFrame();
  escaped(target);
  top(0).value = <u32>unknown();
}

// ---- try ----

/** OP_TRY: the body may end anywhere, so it counts as a branch that is perhaps taken. */
export function startTry(): void {
  const frame = changetype<TryFrame>(pushFrame(FRAME_TRY, 0, 0));
  frame.outputsBefore = settledOutputs(sinkFrame());
  openUncertain(frame);
}

/** The body of a `try`, or a `catch`, ends. */
export function endTryPart(): void {
  const frame = changetype<TryFrame>(topFrame());
  if (frame.sub == 0) {
    if (closeUncertain(frame)) frame.reached++;
    frame.bodyResults = frame.results;
    return;
  }
  if (frame.sub != 1) return;
  if (closeUncertain(frame)) frame.reached++;
  const sink = sinkFrame();
  if (sink.outputs > frame.outputsBefore) {
    cutOutput(sink, frame.outputsBefore);
    sink.flags |= FRAMED_UNSURE;
    output(sink, unknown());
  }
}

/** OP_CATCH: perhaps runs, after a body that wrote any part of what it writes. */
export function startCatch(): void {
  const frame = changetype<TryFrame>(topFrame());
  if (frame.kind != FRAME_TRY) return;
  frame.sub = 1;
  frame.escape = 0;
  frame.outputsBefore = settledOutputs(sinkFrame());
  openUncertain(frame);
  // The body may have ended anywhere.
  wipeResults(frame.bodyResults);
  wipeResults(frame.escapes);
}

/** Body and handlers meet. */
function meet(frame: TryFrame): void {
  joinResults(frame.results, frame.reached, false);
  frame.results = 0;
}

/** OP_FINALLY: body and catches meet, and what follows runs in any case. */
export function startFinally(): void {
  const frame = changetype<TryFrame>(topFrame());
  if (frame.kind != FRAME_TRY) return;
  frame.sub = 2;
  meet(frame);
}

/** The end of a `try`: body and catches meet, if no `finally` made them. */
export function endTry(): void {
  const frame = changetype<TryFrame>(topFrame());
  if (frame.kind != FRAME_TRY) return;
  if (frame.sub != 2) meet(frame);
  const target = frame.escape;
  popFrame();
  escaped(target);
}
