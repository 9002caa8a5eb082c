/**
 * What happens when frames or instructions run out: what is open is closed, as if the text ended here, so that the statement
 * read so far can run; then the innermost frames are opened again, muted like those of an earlier part, and reading goes on where it
 * was. Nothing of the text is skipped; only the frames further out are forgotten.
 */
import { keptStart } from "../../memory/map";
import { CLASS_DOUBLE, widthOf } from "../lexer/characters";
import {
  blindEnd,
  doubleEnd,
  footerEnd,
  hereDoubleEnd,
  limit,
  markBroken,
  mayLookAhead,
  noteLookAhead,
  position,
  SCAN_EXPANDABLE,
  SCAN_OPEN,
  scanned,
  setLimit,
  setPosition,
} from "../lexer/lexer";
import { STRING_DOUBLE, STRING_HERE_DOUBLE } from "../program";
import { forgetInstructions, forgetOperator } from "./continuation";
import { BODY_READ, BodyFrame, EXPAND_COPIED, ExpandFrame, FRAME_BYTES, FRAME_EXPAND, FRAME_RESUMED } from "./frame-kinds";
import { frameBy, frameHeight, OPERATOR_BYTES, openBrackets, operatorAt, operators, setHeights, setOpen } from "./frames";

/** Innermost frames that go on, and operators. */
const MAX_KEPT: u32 = 128;
const MAX_OPERATORS: u32 = 128;
/** The operators stand after the frames. */
const OPERATORS_OFFSET: usize = <usize>MAX_KEPT * FRAME_BYTES;

let kept: u32 = 0;
let keptOperators: u32 = 0;
let keptPosition: usize = 0;
let keptLimit: usize = 0;
let keptOpen: u32 = 0;

/** Most strings that are known to be forgotten: more than a text that is read can open. */
const MAX_LOST: u32 = 1 << 21;
/** Of each forgotten string, from the outermost in, a bit: whether it is a here-string. */
const lostKinds: usize = memory.data(262144);
/** Expandable strings around a subexpression that were forgotten while they were open. */
let lostStrings: u32 = 0;

/** Bounds of the text in which they are. */
let wholeStart: usize = 0;
let wholeEnd: usize = 0;

/** The `$` of the outermost forgotten subexpression that is read from a copy; 0 if there is none. */
let copied: usize = 0;

/** A text begins, [start, end): nothing of it is forgotten yet. */
export function forgetLost(start: usize, end: usize): void {
  lostStrings = 0;
  copied = 0;
  wholeStart = start;
  wholeEnd = end;
}

/** Forgets a string around a subexpression. */
function loseString(here: bool): void {
  if (lostStrings == MAX_LOST) return;
  const cell = lostKinds + <usize>(lostStrings >> 3);
  const bit = (<u32>1) << (lostStrings & 7);
  store<u8>(cell, here ? <u32>load<u8>(cell) | bit : <u32>load<u8>(cell) & ~bit);
  lostStrings++;
}

/**
 * At a `)` that nothing known waits for: where a string was forgotten it ends the subexpression, and the rest of the string
 * follows. Takes both.
 * @returns false if no string was forgotten, or nothing ends it
 */
export function endLostString(): bool {
  if (lostStrings == 0 || position < wholeStart || position >= wholeEnd) return false;
  // Only the string knew that its subexpression ends here.
  setLimit(wholeEnd);
  const last = lostStrings - 1;
  const here = ((<u32>load<u8>(lostKinds + <usize>(last >> 3)) >> (last & 7)) & 1) != 0;
  let at = here ? hereDoubleEnd(position + 1, false) : doubleEnd(position + 1);
  while ((scanned & SCAN_EXPANDABLE) != 0) at = here ? hereDoubleEnd(at + 1, false) : doubleEnd(at + 1);
  if ((scanned & SCAN_OPEN) != 0) {
    // Nor does anything end those around it; the text is not to be looked through again for each.
    lostStrings = 0;
    return false;
  }
  lostStrings = last;
  setPosition(here ? footerEnd(at, CLASS_DOUBLE) : at + widthOf(at));
  return true;
}

/** Whether what is read is no part of the text itself, but a copy. */
export function isInCopy(): bool {
  return position < wholeStart || position > wholeEnd;
}

/**
 * Where reading goes on after the copy of a subexpression whose string was forgotten.
 * @param textEnd end of the text
 * @returns false if no such copy was read
 */
export function leaveCopy(textEnd: usize): bool {
  if (copied == 0 || !isInCopy()) return false;
  setLimit(textEnd);
  const from = copied + 2;
  copied = 0;
  if (mayLookAhead()) {
    const after = blindEnd(from);
    noteLookAhead(after - from);
    setPosition(after);
  } else {
    setPosition(from);
  }
  return true;
}

/** STRING_DOUBLE or STRING_HERE_DOUBLE where a frame is such a string, else 0. */
function stringKind(index: u32): u32 {
  const frame = frameBy(index);
  const kind = <u32>(frame.flags & 255);
  return frame.kind == FRAME_EXPAND && (kind == STRING_DOUBLE || kind == STRING_HERE_DOUBLE) ? kind : 0;
}

/**
 * Keeps the innermost frames and makes the text end here for all of them.
 * @param floor frames that belong to other texts; the one above them is the text's own body
 */
export function closeAll(floor: u32): void {
  const height = frameHeight();
  markBroken();
  keptPosition = position;
  keptLimit = limit;
  keptOpen = openBrackets();
  kept = height - floor - 1;
  if (kept > MAX_KEPT) kept = MAX_KEPT;
  while (kept > 0 && operators() - frameBy(height - kept).base > MAX_OPERATORS) kept--;
  // The end of a subexpression belongs to its string: both are kept, or both are forgotten.
  if (kept > 0 && stringKind(height - kept - 1) != 0) kept--;
  const room = keptStart();
  const lowest = height - kept;
  const base = kept == 0 ? operators() : frameBy(lowest).base;
  keptOperators = operators() - base;
  memory.copy(room, changetype<usize>(frameBy(lowest)), <usize>kept * FRAME_BYTES);
  memory.copy(room + OPERATORS_OFFSET, changetype<usize>(operatorAt(base)), <usize>keptOperators * OPERATOR_BYTES);
  for (let i = floor; i < height; i++) {
    const frame = changetype<ExpandFrame>(frameBy(i));
    if (frame.kind != FRAME_EXPAND) continue;
    if (i < lowest && copied == 0 && (frame.flags & EXPAND_COPIED) != 0 && <usize>frame.subexpression >= wholeStart)
      copied = <usize>frame.subexpression;
    frame.limit = <u32>position;
    const kind = stringKind(i);
    if (i < lowest && kind != 0) loseString(kind == STRING_HERE_DOUBLE);
  }
  setLimit(position);
}

/**
 * Opens the kept frames again above the text's own body.
 * @param textEnd end of the text
 * @returns whether there are any
 */
export function reopen(floor: u32, textEnd: usize): bool {
  setPosition(keptPosition);
  setLimit(kept == 0 && !isInCopy() ? textEnd : keptLimit);
  if (kept == 0) {
    setOpen(0, 0);
    return false;
  }
  setOpen(keptOpen & 0xffff, keptOpen >> 16);
  const body = changetype<BodyFrame>(frameBy(floor));
  body.state = BODY_READ;
  body.item = <u32>keptPosition;
  forgetInstructions(body);
  const room = keptStart();
  const base = body.base;
  memory.copy(changetype<usize>(frameBy(floor + 1)), room, <usize>kept * FRAME_BYTES);
  memory.copy(changetype<usize>(operatorAt(base)), room + OPERATORS_OFFSET, <usize>keptOperators * OPERATOR_BYTES);
  setHeights(floor + 1 + kept, base + keptOperators);
  settleFrames(floor + 1, base);
  for (let i: u32 = 0; i < keptOperators; i++) forgetOperator(operatorAt(base + i));
  return true;
}

/** Counts operators and depth of the kept frames from the body on. */
function settleFrames(first: u32, base: u32): void {
  const lowest = frameBy(first);
  const baseBefore = lowest.base;
  const depthBefore = lowest.depth;
  for (let i: u32 = 0; i < kept; i++) {
    const frame = frameBy(first + i);
    frame.base = base + (frame.base - baseBefore);
    frame.depth = 1 + (frame.depth - depthBefore);
    forgetInstructions(frame);
    frame.flags |= FRAME_RESUMED;
  }
}
