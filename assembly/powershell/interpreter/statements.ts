/**
 * The text itself: one top-level statement after the other, then the bodies that nobody called.
 */

import { NATIVE_SWEEP } from "../machine/continuations";
import { undoDead } from "../machine/dead-code";
import {
  collected,
  diesHere,
  FRAME_NATIVE,
  FRAME_TEXT,
  FRAMED_LIST,
  FRAMED_UNSURE,
  Frame,
  makeSink,
  nothing,
  popFrame,
  pushFrame,
} from "../machine/frames";
import { level } from "../machine/journal";
import { setDepth } from "../machine/operands";
import { lastSiteOf } from "../machine/sites";
import { deliver, goTo, noteIncomplete } from "../machine/state";
import { nextStatement, programEnd, programFull, truncateProgram } from "../parser/parser";
import { unknown } from "../values/constants";
import { endStatement, giveUpBodies, isCrowded, isLow, startStatement } from "./reclaim";

// Frame: a = 0 while statements come, 1 while bodies are swept, 2 at the end; f = limit of the present statement.

/** Outputs of the text that are kept. */
const MAX_OUTPUTS: u32 = 1024;

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
    if (frame.b != 0) endTop(frame);
    if (frame.a == 2) return;
    const from = programEnd();
    startStatement(from, lastSiteOf());
    frame.b = 1;
    if (nextStatement()) {
      if (programFull()) {
        noteIncomplete();
        truncateProgram(from);
      }
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
  if (frame.a == 2) {
    giveUpBodies();
    frame.a = 0;
    frame.b = 0;
    frame.f = programEnd();
    goTo(frame.f);
    return;
  }
  popFrame();
}

/** A statement was run: gives back what it took, and the bodies stored so far when they are too many. */
function endTop(frame: Frame): void {
  if (frame.outputs > MAX_OUTPUTS || isLow()) {
    frame.outputs = 0;
    frame.output = 0;
    frame.flags = (frame.flags & ~FRAMED_LIST) | FRAMED_UNSURE;
  }
  if (level == 0) endStatement();
  if (!isCrowded()) return;
  frame.a = 2;
  frame.f = 0;
  goTo(programEnd());
  pushFrame(FRAME_NATIVE, NATIVE_SWEEP, programEnd());
  deliver(nothing());
}
