/**
 * The text itself: one top-level statement after the other, then the bodies that nobody called.
 */
import { nextStatement, programEnd } from "../parser";
import { unknown } from "../values/constants";
import { undoDead } from "./death";
import { collected, diesHere, FRAME_NATIVE, FRAME_TEXT, Frame, makeSink, nothing, popFrame, pushFrame } from "./frames";
import { NATIVE_SWEEP } from "./native";
import { setDepth } from "./operands";
import { deliver, goTo } from "./state";

// Frame: a = 0 while statements come, 1 while bodies are swept, 2 at the end; f = limit of the present statement.

let outcomeValue: usize = 0;

/** What the text put out: one value, an array of several, null for nothing, unknown where that is not decided. */
export function outcome(): usize {
  return outcomeValue == 0 ? unknown() : outcomeValue;
}

/** Opens the text's frame. The parser has begun the text. */
export function startText(): void {
  outcomeValue = 0;
  const frame = pushFrame(FRAME_TEXT, 0, 0);
  makeSink(true);
  frame.f = programEnd();
  goTo(frame.f);
}

/** The top frame is the text's, and its statement was run. */
export function nextTopStatement(frame: Frame): void {
  setDepth(frame.operands);
  if (frame.a == 0) {
    const from = programEnd();
    if (nextStatement()) {
      goTo(from);
      frame.f = programEnd();
      return;
    }
    if (diesHere()) undoDead();
    outcomeValue = collected(frame, false);
    frame.a = 1;
    goTo(programEnd());
    pushFrame(FRAME_NATIVE, NATIVE_SWEEP, programEnd());
    deliver(nothing());
    frame.f = 0;
    return;
  }
  popFrame();
}
