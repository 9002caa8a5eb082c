/**
 * Running a compiled pattern: the first match from the left, alternatives in order, as .NET's backtracking gives it.
 * Steps and the stack are bounded; a run that ends at a bound answers MATCH_UNKNOWN, and so does one whose outcome hangs on
 * Unicode's tables.
 */
import { DIGIT_0, LINE_FEED, LOWER_A, LOWER_I, SPACE, UNDERSCORE } from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import { mark, release, remaining, take } from "../../memory/arena";
import { mostWork, work } from "../work";
import {
  CLASS_DIGIT,
  CLASS_NEGATED,
  CLASS_NO_DIGIT,
  CLASS_NO_SPACE,
  CLASS_NO_WORD,
  CLASS_SPACE,
  CLASS_WORD,
  CODE_ANY,
  CODE_BACK,
  CODE_CLASS,
  CODE_FOLDED,
  CODE_HOLD,
  CODE_JUMP,
  CODE_LINE_END,
  CODE_LINE_START,
  CODE_MATCH,
  CODE_RELEASE,
  CODE_SAVE,
  CODE_SPLIT,
  CODE_TEXT_END,
  CODE_TEXT_START,
  CODE_UNIT,
  CODE_VERY_END,
  CODE_WORD_EDGE,
  classAt,
  codeAt,
  groupCount,
  rangeAt,
} from "./code";

export const MATCH_UNKNOWN: i32 = -1;
export const MATCH_NO: i32 = 0;
export const MATCH_YES: i32 = 1;

/** Steps of one operation (a whole replace or split). */
const MAX_STEPS: u32 = 400000;
const ENTRY_BYTES: usize = 12;
const MAX_ENTRIES: usize = 65536;
/** The program counter of an entry that puts a slot back, and of one that a piece holds. */
const RESTORE: u32 = 0xffffffff;
const HELD: u32 = 0xfffffffe;

const NONE: u32 = 0xffffffff;
// Start and end of each group, in units, in order of occurrence.
const SLOTS: usize = memory.data(192, 4);

let input: usize = 0;
let length: u32 = 0;
let steps: u32 = 0;
/** Where the steps of the present search end. */
let mostSteps: u32 = 0;
let doubtful: bool = false;
let turkish: bool = false;
let foldedI: bool = false;

// The stack of what to try next.
let base: usize = 0;
let top: usize = 0;
let limit: usize = 0;

/**
 * Sets the text to match.
 * @param units UTF-16 units
 * @param isTurkish whether `i` and `I` are different letters
 */
export function setInput(units: usize, count: u32, isTurkish: bool): void {
  input = units;
  length = count;
  steps = 0;
  doubtful = false;
  turkish = isTurkish;
  foldedI = false;
}

/** Whether a match hung on `i` and `I` being one letter, so that a Turkish culture may differ. */
export function dependsOnCulture(): bool {
  return foldedI;
}

/** First unit of a group (in order of occurrence), or -1 if it took no part in the match. */
export function groupStart(group: u32): i32 {
  const start = load<u32>(SLOTS + ((<usize>group) << 3));
  return start == NONE || load<u32>(SLOTS + ((<usize>group) << 3) + 4) == NONE ? -1 : <i32>start;
}

/** Unit after a group that took part. */
export function groupEnd(group: u32): i32 {
  return <i32>load<u32>(SLOTS + ((<usize>group) << 3) + 4);
}

function unitAt(position: u32): u32 {
  return load<u16>(input + ((<usize>position) << 1));
}

/** Whether two units are one letter. */
function folds(a: u32, b: u32): bool {
  if (a == b) return true;
  if (a > 127 || b > 127) {
    // The Kelvin sign, the long s and the Turkish letters meet ASCII ones; the rest of Unicode only itself.
    if ((a > 127 && b > 127) || isOddFold(a) || isOddFold(b)) doubtful = true;
    return false;
  }
  if (lower(a) != lower(b)) return false;
  if (lower(a) == LOWER_I) {
    foldedI = true;
    return !turkish;
  }
  return true;
}

function isOddFold(unit: u32): bool {
  return unit == 0x212a || unit == 0x130 || unit == 0x131 || unit == 0x17f;
}

function isWordUnit(unit: u32): bool {
  if (unit > 127) doubtful = true;
  return lower(unit) - LOWER_A < 26 || unit - DIGIT_0 < 10 || unit == UNDERSCORE;
}

/** Whether a unit is white space of .NET. */
export function isSpaceUnit(unit: u32): bool {
  if (unit < 128) return unit == SPACE || unit - 9 < 5;
  return (
    unit == 0x85 ||
    unit == 0xa0 ||
    unit == 0x1680 ||
    unit - 0x2000 < 11 ||
    unit - 0x2028 < 2 ||
    unit == 0x202f ||
    unit == 0x205f ||
    unit == 0x3000
  );
}

function isDigitUnit(unit: u32): bool {
  // The first digits beyond ASCII are the Arabic ones.
  if (unit > 0x65f) doubtful = true;
  return unit - DIGIT_0 < 10;
}

function inRanges(index: u32, unit: u32): bool {
  const first = load<u32>(classAt(index));
  const count = load<u32>(classAt(index) + 4);
  for (let i: u32 = 0; i < count; i++) {
    const range = rangeAt(first + i);
    if (unit >= (range & 0xffff) && unit <= range >> 16) return true;
  }
  return false;
}

/** Whether a class reaches beyond ASCII, so that letters there may be one with others. */
function hasBeyondAscii(index: u32): bool {
  const first = load<u32>(classAt(index));
  const count = load<u32>(classAt(index) + 4);
  for (let i: u32 = 0; i < count; i++) if (rangeAt(first + i) >> 16 > 127) return true;
  return false;
}

function inShorthand(flags: u32, unit: u32): bool {
  if ((flags & CLASS_DIGIT) != 0 && isDigitUnit(unit)) return true;
  if ((flags & CLASS_NO_DIGIT) != 0 && !isDigitUnit(unit)) return true;
  if ((flags & CLASS_WORD) != 0 && isWordUnit(unit)) return true;
  if ((flags & CLASS_NO_WORD) != 0 && !isWordUnit(unit)) return true;
  if ((flags & CLASS_SPACE) != 0 && isSpaceUnit(unit)) return true;
  return (flags & CLASS_NO_SPACE) != 0 && !isSpaceUnit(unit);
}

function inClass(index: u32, unit: u32, ignoreCase: bool): bool {
  const flags = load<u32>(classAt(index) + 8);
  let inside = inRanges(index, unit) || inShorthand(flags, unit);
  if (!inside && ignoreCase) {
    if (unit > 127) {
      if (isOddFold(unit) || hasBeyondAscii(index)) doubtful = true;
    } else if (lower(unit) - LOWER_A < 26 && inRanges(index, unit ^ 32)) {
      if (lower(unit) == LOWER_I) foldedI = true;
      inside = lower(unit) != LOWER_I || !turkish;
    }
  }
  return inside != ((flags & CLASS_NEGATED) != 0);
}

/** Whether a word starts or ends at a position. */
function atEdge(position: u32): bool {
  const before = position > 0 && isWordUnit(unitAt(position - 1));
  const after = position < length && isWordUnit(unitAt(position));
  return before != after;
}

/** Whether an instruction that consumes one unit takes it. */
function takesUnit(code: usize, unit: u32): bool {
  const a = load<u32>(code + 4);
  switch (<i32>load<u32>(code)) {
    case CODE_UNIT:
      return a == unit;
    case CODE_FOLDED:
      return folds(a, unit);
    case CODE_ANY:
      return unit != LINE_FEED;
    case CODE_CLASS:
      return inClass(a, unit, load<u32>(code + 8) != 0);
    default:
      return true;
  }
}

function holdsHere(operation: u32, position: u32): bool {
  switch (<i32>operation) {
    case CODE_TEXT_START:
      return position == 0;
    case CODE_LINE_START:
      return position == 0 || unitAt(position - 1) == LINE_FEED;
    case CODE_TEXT_END:
      return position == length || (position + 1 == length && unitAt(position) == LINE_FEED);
    case CODE_LINE_END:
      return position == length || unitAt(position) == LINE_FEED;
    case CODE_VERY_END:
      return position == length;
    case CODE_WORD_EDGE:
      return atEdge(position);
    default:
      return !atEdge(position);
  }
}

function push(counter: u32, position: u32, extra: u32): bool {
  if (top + ENTRY_BYTES > limit) return false;
  store<u32>(top, counter);
  store<u32>(top + 4, position);
  store<u32>(top + 8, extra);
  top += ENTRY_BYTES;
  return true;
}

// Where to go on after `resume` or `releaseHold`.
let nextCounter: u32 = 0;
let nextPosition: u32 = 0;

/** Takes back to the newest choice that is left. @returns false if there is none */
function resume(): bool {
  while (top > base) {
    top -= ENTRY_BYTES;
    const counter = load<u32>(top);
    if (counter == RESTORE) {
      store<u32>(SLOTS + ((<usize>load<u32>(top + 4)) << 2), load<u32>(top + 8));
      continue;
    }
    const held = load<u32>(top + 8);
    // A hold that failed: a negative look-ahead goes on after itself, the others fail too.
    if (counter == HELD) {
      if ((held & 3) != 2) continue;
      nextCounter = held >> 2;
      nextPosition = load<u32>(top + 4);
      return true;
    }
    nextCounter = counter;
    nextPosition = load<u32>(top + 4);
    return true;
  }
  return false;
}

/**
 * The end of a held piece: its choices are dropped, slots that it set stay restorable.
 * @returns whether the match goes on at `nextPosition`
 */
function releaseHold(kind: u32, position: u32): bool {
  let hold = top;
  do {
    hold -= ENTRY_BYTES;
  } while (hold >= base && load<u32>(hold) != HELD);
  if (hold < base) return false;
  const before = load<u32>(hold + 4);
  if (kind == 2) {
    // It matched, so the look-ahead fails: `dropToHold` undoes what is inside, then what lies before is tried.
    return false;
  }
  let to = hold;
  for (let from = hold + ENTRY_BYTES; from < top; from += ENTRY_BYTES) {
    if (load<u32>(from) != RESTORE) continue;
    memory.copy(to, from, ENTRY_BYTES);
    to += ENTRY_BYTES;
  }
  top = to;
  nextPosition = kind == 1 ? before : position;
  return true;
}

/** Drops what a negative look-ahead pushed down to its hold, so that `resume` goes on below it. */
function dropToHold(): void {
  while (top > base) {
    const entry = top - ENTRY_BYTES;
    if (load<u32>(entry) == RESTORE) store<u32>(SLOTS + ((<usize>load<u32>(entry + 4)) << 2), load<u32>(entry + 8));
    top = entry;
    if (load<u32>(entry) == HELD) return;
  }
}

/** Units of a back-reference that fits at a position, or -1. */
function backLength(code: usize, position: u32): i32 {
  const group = load<u32>(code + 4);
  const start = groupStart(group);
  if (start < 0) return -1;
  const count = <u32>(groupEnd(group) - start);
  if (count > length - position) return -1;
  for (let i: u32 = 0; i < count; i++) {
    const a = unitAt(<u32>start + i);
    const b = unitAt(position + i);
    if (a != b && !(load<u32>(code + 8) != 0 && folds(a, b))) return -1;
  }
  return <i32>count;
}

function saveSlot(slot: u32, position: u32): bool {
  const place = SLOTS + ((<usize>slot) << 2);
  if (!push(RESTORE, slot, load<u32>(place))) return false;
  store<u32>(place, position);
  return true;
}

/** Whether an operation consumes exactly one unit. */
function isConsuming(operation: u32): bool {
  return operation >= CODE_UNIT && operation <= CODE_CLASS;
}

/** One instruction that neither consumes a unit nor ends the match. @returns 1 to go on, 0 to try another way, -1 at a bound */
function stepAside(code: usize, counter: u32, position: u32): i32 {
  const operation = load<u32>(code);
  const a = load<i32>(code + 4);
  nextCounter = counter + 1;
  nextPosition = position;
  switch (<i32>operation) {
    case CODE_SPLIT:
      nextCounter = counter + a;
      return push(counter + load<i32>(code + 8), position, 0) ? 1 : -1;
    case CODE_JUMP:
      nextCounter = counter + a;
      return 1;
    case CODE_SAVE:
      return saveSlot(a, position) ? 1 : -1;
    case CODE_BACK: {
      const count = backLength(code, position);
      nextPosition = position + count;
      return count < 0 ? 0 : 1;
    }
    case CODE_HOLD:
      return push(HELD, position, ((counter + a) << 2) | load<u32>(code + 8)) ? 1 : -1;
    case CODE_RELEASE: {
      const kind = load<u32>(code + 8);
      if (releaseHold(kind, position)) return 1;
      if (kind == 2) dropToHold();
      return 0;
    }
    default:
      return holdsHere(operation, position) ? 1 : 0;
  }
}

/** Tries a match that starts at a position. */
function runFrom(start: u32): i32 {
  const slots = groupCount() << 1;
  for (let i: u32 = 0; i < slots; i++) store<u32>(SLOTS + ((<usize>i) << 2), NONE);
  top = base;
  let counter: u32 = 0;
  let position = start;
  while (steps < mostSteps) {
    steps++;
    const code = codeAt(counter);
    const operation = load<u32>(code);
    if (operation == CODE_MATCH) {
      store<u32>(SLOTS, start);
      store<u32>(SLOTS + 4, position);
      return MATCH_YES;
    }
    if (isConsuming(operation)) {
      if (position < length && takesUnit(code, unitAt(position))) {
        counter++;
        position++;
        continue;
      }
    } else {
      const outcome = stepAside(code, counter, position);
      if (outcome < 0) return MATCH_UNKNOWN;
      if (outcome > 0) {
        counter = nextCounter;
        position = nextPosition;
        continue;
      }
    }
    if (!resume()) return MATCH_NO;
    counter = nextCounter;
    position = nextPosition;
  }
  return MATCH_UNKNOWN;
}

/**
 * Looks for the first match at or after a position; its groups stand until the next search.
 * @returns MATCH_*
 */
export function search(from: u32): i32 {
  const back = mark();
  const room = remaining();
  const bytes = room < MAX_ENTRIES * ENTRY_BYTES ? room - (room % ENTRY_BYTES) : MAX_ENTRIES * ENTRY_BYTES;
  base = take(bytes);
  if (base == 0) return MATCH_UNKNOWN;
  limit = base + bytes;
  let outcome = MATCH_NO;
  const before = steps;
  mostSteps = min(MAX_STEPS, steps + mostWork());
  for (let start = from; start <= length && outcome == MATCH_NO; start++) outcome = runFrom(start);
  release(back);
  work(steps - before);
  return doubtful ? MATCH_UNKNOWN : outcome;
}

/** Whether the compiled pattern is one instruction that consumes one unit: its matches do not depend on the direction. */
export function isSingleUnit(): bool {
  return isConsuming(load<u32>(codeAt(0))) && load<u32>(codeAt(1)) == CODE_MATCH;
}

/** Copies the slots of the present match, 8 bytes a group. */
export function saveSlots(to: usize): void {
  memory.copy(to, SLOTS, (<usize>groupCount()) << 3);
}

/** Puts slots back that `saveSlots` copied. */
export function restoreSlots(from: usize): void {
  memory.copy(SLOTS, from, (<usize>groupCount()) << 3);
}
