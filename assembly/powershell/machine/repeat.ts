/**
 * Code that runs an unknown number of times. It is read twice: a probe shows which variables it writes, they become unknown,
 * and then it is read for good. A frame that repeats keeps the stage in its branch fields.
 */

import { havoc } from "./cells";
import { FRAMED_LEVEL, FRAMED_PROBE, Frame } from "./frame-kinds";
import { closeBranch, journalMark, leaveLevel, level, openLevel } from "./journal";
import { joinResults } from "./merge";
import { endProbe, probing, spend, startProbe } from "./state";

/** Opens a journal level that belongs to the frame. */
export function openBranch(frame: Frame): void {
  frame.mark = journalMark();
  frame.level = level;
  frame.flags |= FRAMED_LEVEL;
  openLevel();
}

/** Takes back the frame's branch. @param keep whether its results join `frame.results` */
export function endBranch(frame: Frame, keep: bool): void {
  if ((frame.flags & FRAMED_LEVEL) == 0) return;
  frame.results = closeBranch(frame.mark, frame.results, keep);
  frame.flags &= ~FRAMED_LEVEL;
  leaveLevel(frame.level);
}

/**
 * Code of that many bytes is about to be repeated by a frame.
 */
export function startRepeat(frame: Frame, bytes: u32): void {
  if (probing == 0 && spend(bytes)) {
    frame.flags |= FRAMED_PROBE;
    startProbe();
  } else if (probing == 0) havoc();
  frame.results = 0;
  openBranch(frame);
}

/**
 * The code was read.
 * @returns whether it is to be read once more
 */
export function againRepeat(frame: Frame): bool {
  endBranch(frame, true);
  joinResults(frame.results, 2, true);
  frame.results = 0;
  if ((frame.flags & FRAMED_PROBE) == 0) return false;
  frame.flags &= ~FRAMED_PROBE;
  endProbe();
  openBranch(frame);
  return true;
}
