/**
 * break, continue, return, exit and throw. Under an unknown condition only the branch dies, and the frame that the jump leaves
 * remembers that it may have ended here.
 */
import { equalsIgnoreCase } from "../../bytes/text";
import { instruction } from "../program";
import { KIND_STRING, Value } from "../value";
import { kindOf } from "../values/constants";
import { startDeath } from "./death";
import {
  deadFrame,
  FRAME_CALL,
  FRAME_LOOP,
  FRAME_SWITCH,
  FRAME_TEXT,
  FRAME_TRY,
  FRAMED_DIVERGED,
  FRAMED_ESCAPED,
  FRAMED_LEVEL,
  FRAMED_TAKEN,
  FRAMED_UNCERTAIN,
  FRAMED_UNSURE,
  frameAt,
  frameCount,
  output,
} from "./frames";
import { openBranch } from "./repeat";

/** The frame that a jump leaves: an index, 0 for none. */
function loopAround(label: usize): u32 {
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if (frame.kind == FRAME_CALL || frame.kind == FRAME_TEXT) return i;
    if (frame.kind != FRAME_LOOP && frame.kind != FRAME_SWITCH) continue;
    if (label == 0) return i;
    const head = instruction(frame.a);
    const text = changetype<Value>(label);
    if (equalsIgnoreCase(<usize>head.start, <usize>(head.end - head.start), <usize>text.a, <usize>text.b)) return i;
    // A label's span may hold its colon.
    if (
      load<u8>(<usize>head.start) == 58 &&
      equalsIgnoreCase(<usize>head.start + 1, <usize>(head.end - head.start - 1), <usize>text.a, <usize>text.b)
    ) {
      return i;
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
    if ((frame.flags & FRAMED_UNCERTAIN) == 0) continue;
    frame.flags |= FRAMED_DIVERGED;
    frame.k = target;
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
  const before = deadFrame;
  leave(target);
  if (before == 0 && deadFrame == target && isBreak) frameAt(target).flags |= FRAMED_TAKEN;
}

/** @param value what is returned, 0 for nothing */
export function returnBody(value: usize): void {
  if (deadFrame != 0) return;
  const target = around(FRAME_CALL, FRAME_TEXT);
  if (target == 0) return;
  if (value != 0) output(frameAt(target), value);
  leave(target);
}

export function exitText(): void {
  if (deadFrame != 0) return;
  leave(1);
}

export function throwError(): void {
  if (deadFrame != 0) return;
  for (let i = frameCount(); i > 0; i--) {
    const frame = frameAt(i);
    if (frame.kind == FRAME_TRY && frame.sub == 0) {
      leave(i);
      frame.flags |= FRAMED_DIVERGED;
      return;
    }
  }
  leave(1);
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
      if (frame.k == 0) frame.k = target;
      return;
    }
  }
  left.flags |= FRAMED_ESCAPED;
  openBranch(left);
}
