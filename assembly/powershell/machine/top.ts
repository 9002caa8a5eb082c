/**
 * The text itself: one top-level statement after the other, then the bodies that nobody called.
 */
import { nextStatement, programEnd } from "../parser";
import { undoDead } from "./death";
import { diesHere, FRAME_NATIVE, FRAME_TEXT, Frame, makeSink, nothing, popFrame, pushFrame } from "./frames";
import { NATIVE_SWEEP } from "./native";
import { setDepth } from "./operands";
import { deliver, goTo } from "./state";

// Frame: a = 0 while statements come, 1 while bodies are swept, 2 at the end; f = limit of the present statement.

/** Opens the text's frame. The parser has begun the text. */
export function startText(): void {
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
    frame.a = 1;
    goTo(programEnd());
    pushFrame(FRAME_NATIVE, NATIVE_SWEEP, programEnd());
    deliver(nothing());
    frame.f = 0;
    return;
  }
  popFrame();
}
