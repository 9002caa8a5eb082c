/**
 * The text itself: one top-level statement after the other, then the bodies that nobody called.
 */

import { NATIVE_SWEEP } from "../machine/continuations";
import { undoDead } from "../machine/dead-code";
import { FRAME_NATIVE, FRAME_TEXT, FRAMED_LIST, FRAMED_UNSURE, TextFrame } from "../machine/frame-kinds";
import { collected, diesHere, makeSink, nothing, popFrame, pushFrame } from "../machine/frames";
import { level } from "../machine/journal";
import { setDepth } from "../machine/operands";
import { lastSiteOf } from "../machine/sites";
import { deliver, goTo, noteIncomplete } from "../machine/state";
import { nextStatement, programEnd, programFull, truncateProgram } from "../parser/parser";
import { unknown } from "../values/constants";
import { endStatement, giveUpBodies, isCrowded, isLow, startStatement } from "./reclaim";

// What the text's frame reads: statements; the bodies stored so far, where they are too many; at the end those that nobody called.
const STATEMENTS: u32 = 0;
const LAST_SWEEP: u32 = 1;
const EARLY_SWEEP: u32 = 2;

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
  const frame = changetype<TextFrame>(pushFrame(FRAME_TEXT, 0, 0));
  makeSink(true);
  frame.end = programEnd();
  goTo(frame.end);
}

/** The top frame is the text's, and its statement was run. */
export function nextTopStatement(frame: TextFrame): void {
  setDepth(frame.operands);
  if (frame.state == STATEMENTS) {
    if (frame.begun != 0) endTop(frame);
    if (frame.state == EARLY_SWEEP) return;
    const from = programEnd();
    startStatement(from, lastSiteOf());
    frame.begun = 1;
    if (nextStatement()) {
      if (programFull()) {
        noteIncomplete();
        truncateProgram(from);
      }
      goTo(from);
      frame.end = programEnd();
      return;
    }
    if (diesHere()) undoDead();
    outcomeValue = collected(frame, false);
    frame.state = LAST_SWEEP;
    goTo(programEnd());
    pushFrame(FRAME_NATIVE, NATIVE_SWEEP, programEnd());
    deliver(nothing());
    frame.end = 0;
    return;
  }
  if (frame.state == EARLY_SWEEP) {
    giveUpBodies();
    frame.state = STATEMENTS;
    frame.begun = 0;
    frame.end = programEnd();
    goTo(frame.end);
    return;
  }
  popFrame();
}

/** A statement was run: gives back what it took, and the bodies stored so far when they are too many. */
function endTop(frame: TextFrame): void {
  if (frame.outputs > MAX_OUTPUTS || isLow()) {
    frame.outputs = 0;
    frame.output = 0;
    frame.flags = (frame.flags & ~FRAMED_LIST) | FRAMED_UNSURE;
  }
  if (level == 0) endStatement();
  if (!isCrowded()) return;
  frame.state = EARLY_SWEEP;
  frame.end = 0;
  goTo(programEnd());
  pushFrame(FRAME_NATIVE, NATIVE_SWEEP, programEnd());
  deliver(nothing());
}
