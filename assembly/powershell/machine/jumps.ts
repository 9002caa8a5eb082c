/**
 * break, continue, return, exit and throw. Under an unknown condition only the branch dies, and the frame that the jump leaves
 * remembers that it may have ended here.
 */
import { equalsIgnoreCase } from "../../bytes/text";
import { instruction, OP_BODY_END, OP_BRANCH_END, OP_BREAK, OP_CLAUSE_END, OP_LOOP_END, OP_RETURN } from "../program";
import { kindOf } from "../values/constants";
import { KIND_STRING, Value } from "../values/value";
import { CALL_UNCALLED } from "./call-modes";
import { havoc } from "./cells";
import { NATIVE_METHOD } from "./continuations";
import { startDeath } from "./dead-code";
import {
  CallFrame,
  FRAME_CALL,
  FRAME_IF,
  FRAME_LOOP,
  FRAME_NATIVE,
  FRAME_SWITCH,
  FRAME_TEXT,
  FRAME_TRY,
  FRAMED_DIVERGED,
  FRAMED_ESCAPED,
  FRAMED_LEVEL,
  FRAMED_TAKEN,
  FRAMED_TRAPS,
  FRAMED_UNCERTAIN,
  FRAMED_UNSURE,
  Frame,
  IfFrame,
  LabelledFrame,
  MethodFrame,
} from "./frame-kinds";
import { deadFrame, frameAt, frameCount, output, topFrame } from "./frames";
import { openBranch } from "./repeat";
import { doubtSites } from "./sites";
import { pc } from "./state";

/** Whether a frame is where a jump ends that finds nothing else: the text, or a body that nobody calls. */
function isOuter(frame: Frame): bool {
  return frame.kind == FRAME_TEXT || (frame.kind == FRAME_CALL && (changetype<CallFrame>(frame).mode & CALL_UNCALLED) != 0);
}

/** The text's frame, or that of the body nobody calls which is read now. */
function outermost(): u32 {
  for (let i = frameCount(); i > 1; i--) if (isOuter(frameAt(i))) return i;
  return 1;
}

function hasLabel(frame: LabelledFrame, label: usize): bool {
  const head = instruction(frame.head);
  const text = changetype<Value>(label);
  return equalsIgnoreCase(<usize>head.start, <usize>(head.end - head.start), <usize>text.a, <usize>text.b);
}

/** The loop or switch that a jump leaves; PowerShell looks for it in the callers too. Without one the whole text ends. */
function loopAround(label: usize): u32 {
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if (isOuter(frame)) return i;
    if (frame.kind == FRAME_SWITCH || frame.kind == FRAME_LOOP) {
      if (label == 0 || hasLabel(changetype<LabelledFrame>(frame), label)) return i;
    }
  }
  return 0;
}

function around(kind: u8, other: u8): u32 {
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if (frame.kind == kind || frame.kind == other) return i;
  }
  return 0;
}

/** Code dies up to the frame at `target`, or up to the innermost unknown branch within it. */
function leave(target: u32): void {
  if (deadFrame != 0 || target == 0) return;
  for (let i = frameCount(); i > target; i--) {
    const frame = frameAt(i);
    if ((frame.flags & (FRAMED_UNCERTAIN | FRAMED_LEVEL)) == 0) continue;
    if ((frame.flags & FRAMED_UNCERTAIN) != 0) frame.flags |= FRAMED_DIVERGED;
    frame.escape = target;
    const left = frameAt(target);
    left.flags |= FRAMED_UNSURE;
    startDeath(i);
    return;
  }
  startDeath(target);
}

/** @param label the label's value, 0 for none */
export function breakLoop(label: usize, isBreak: bool): void {
  if (deadFrame != 0) return;
  const known = label != 0 && kindOf(label) == KIND_STRING ? label : <usize>0;
  const target = loopAround(known);
  if (target == 0) return;
  if (isOuter(frameAt(target))) frameAt(target).flags |= FRAMED_UNSURE;
  const before = deadFrame;
  leave(target);
  if (before == 0 && deadFrame == target && isBreak) frameAt(target).flags |= FRAMED_TAKEN;
}

/** Whether nothing follows in the branch, part or round that the instruction stands in. */
function endsBranch(op: u8): bool {
  return op == OP_BRANCH_END || op == OP_BODY_END || op == OP_LOOP_END || op == OP_CLAUSE_END;
}

/**
 * `return`, whose operand did not fail for certain.
 * @param value what is returned, 0 for nothing
 * @param mayFail whether the operand may fail: the statement then ends, and what follows runs
 */
export function returnBody(value: usize, mayFail: bool): void {
  if (deadFrame != 0) return;
  const target = around(FRAME_CALL, FRAME_TEXT);
  if (target == 0) return;
  if (value != 0) output(frameAt(target), value);
  if (!mayFail) {
    leave(target);
    return;
  }
  frameAt(target).flags |= FRAMED_UNSURE;
  if (target != frameCount() && !endsBranch(instruction(pc).op)) {
    // What follows within a branch may not have run when it ends, and then nothing of it was written.
    havoc();
    if (topFrame().kind == FRAME_IF) changetype<IfFrame>(topFrame()).reached++;
  }
  escaped(target);
}

/** `exit`: what follows is dead to the end of the text. */
export function exitText(): void {
  if (deadFrame != 0) return;
  leave(outermost());
}

/** `throw`: what follows is dead to the next `try` or trap, else to the end of the text. */
export function throwError(): void {
  if (deadFrame != 0) return;
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if ((frame.flags & FRAMED_TRAPS) != 0) {
      // A trap may let the body go on.
      frame.flags |= FRAMED_UNSURE;
      escaped(i);
      return;
    }
    if (frame.kind == FRAME_NATIVE && frame.sub == NATIVE_METHOD) {
      changetype<MethodFrame>(frame).mayThrow = 1;
      leave(i);
      return;
    }
    if (frame.kind == FRAME_TRY && frame.sub == 0) {
      leave(i);
      if (deadFrame == i) {
        frame.flags |= FRAMED_DIVERGED;
        if (frame.escape == 0) frame.escape = i;
      }
      return;
    }
  }
  leave(outermost());
}

/**
 * The body that runs has a trap, whose instructions stand from `from` to `to`. One that leaves the body counts from its start, wherever
 * it stands: what was written until here may not have been, and what follows may not run.
 */
export function setTrap(from: u32, to: u32): void {
  const target = around(FRAME_CALL, FRAME_TEXT);
  if (target == 0) return;
  const frame = frameAt(target);
  frame.flags |= FRAMED_TRAPS;
  for (let at = from; at < to; at++) {
    const op = instruction(at).op;
    if (op != OP_RETURN && op != OP_BREAK) continue;
    havoc();
    frame.flags |= FRAMED_UNSURE;
    escaped(target);
    return;
  }
}

/** Whether the body that runs has a trap: a call within it ends where something fails, and the body goes on after it. */
export function isTrapped(): bool {
  return (frameAt(around(FRAME_CALL, FRAME_TEXT)).flags & FRAMED_TRAPS) != 0;
}

/**
 * The trap at that instruction writes something: it may have done so at whatever failed in front of it, for the engine knows a trap
 * before its block begins. PowerShell: StatementBlockAst.Traps
 */
export function doubtBefore(trap: u32): void {
  const body = frameAt(around(FRAME_CALL, FRAME_TEXT));
  // Statements of the text are given back as they ran: only of a body is it known which came first.
  if (body.kind == FRAME_CALL && trap == changetype<CallFrame>(body).body) return;
  body.flags |= FRAMED_UNSURE;
  doubtSites(body.kind == FRAME_CALL ? <usize>changetype<CallFrame>(body).site : 0);
  havoc();
}

/**
 * An unknown branch that left `target` was closed and its frame popped: what follows within the target may not run. Its writes
 * are kept apart from here on, unless an unknown branch around does that already.
 */
export function escaped(target: u32): void {
  if (target == 0 || target > frameCount()) return;
  const left = frameAt(target);
  if (left.kind != FRAME_LOOP && left.kind != FRAME_CALL && left.kind != FRAME_SWITCH) return;
  if ((left.flags & FRAMED_LEVEL) != 0) return;
  for (let i = frameCount(); i > target; i--) {
    const frame = frameAt(i);
    if ((frame.flags & FRAMED_LEVEL) != 0) {
      if (frame.escape == 0) frame.escape = target;
      return;
    }
  }
  left.flags |= FRAMED_ESCAPED;
  openBranch(left);
}
