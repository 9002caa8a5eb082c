/**
 * Dead code: what stands after a jump or in a branch that a known condition rules out. It is read like any other, so that its
 * calls count, but what it writes is taken back and its output goes nowhere.
 */
import { deadFrame, die, diesHere, revive } from "./frames";
import { closeBranch, journalMark, leaveLevel, level, openLevel } from "./journal";

let mark: u32 = 0;
let around: u32 = 0;

/** From here on code is dead, until the unit of the frame at that index ends. */
export function startDeath(until: u32): void {
  if (deadFrame != 0) return;
  mark = journalMark();
  around = level;
  openLevel();
  die(until);
}

/** Dead code ended, if it is this frame's: what it wrote is taken back. A ruled-out branch within dead code stays dead with it. */
export function undoDead(): void {
  if (!diesHere()) return;
  closeBranch(mark, 0, false);
  leaveLevel(around);
  revive();
}
