/**
 * Regular expressions in the common subset of .NET's, compiled to a small program: literals, classes, groups (named, not
 * captured, atomic, with options), alternation, quantifiers, anchors, look-ahead, back-references. What lies outside is refused,
 * and what depends on Unicode's tables marks the match as doubtful.
 */

import {
  ASTERISK,
  BACKSLASH,
  CARET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DIGIT_0,
  DOLLAR,
  DOT,
  EQUALS,
  EXCLAMATION,
  GREATER_THAN,
  HYPHEN,
  LESS_THAN,
  LOWER_A,
  LOWER_B,
  LOWER_D,
  LOWER_E,
  LOWER_F,
  LOWER_I,
  LOWER_M,
  LOWER_N,
  LOWER_R,
  LOWER_S,
  LOWER_T,
  LOWER_U,
  LOWER_V,
  LOWER_W,
  LOWER_X,
  LOWER_Z,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PIPE,
  PLUS,
  QUESTION,
  SINGLE_QUOTE,
  UNDERSCORE,
  UPPER_A,
  UPPER_B,
  UPPER_D,
  UPPER_S,
  UPPER_W,
  UPPER_Z,
} from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import {
  addRange,
  CLASS_DIGIT,
  CLASS_NEGATED,
  CLASS_NO_DIGIT,
  CLASS_NO_SPACE,
  CLASS_NO_WORD,
  CLASS_SPACE,
  CLASS_WORD,
  CODE_ALL,
  CODE_ANY,
  CODE_BACK,
  CODE_CLASS,
  CODE_FOLDED,
  CODE_HOLD,
  CODE_JUMP,
  CODE_LINE_END,
  CODE_LINE_START,
  CODE_MATCH,
  CODE_NO_WORD_EDGE,
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
  copyCode,
  cutCode,
  emit,
  groups,
  insert,
  MAX_CODE,
  MAX_GROUPS,
  NAMES,
  NUMBERS,
  newClass,
  newGroup,
  refuse,
  refused,
  size,
  startCode,
} from "./code";

export const REGEX_IGNORE_CASE: u32 = 1;
export const REGEX_MULTILINE: u32 = 2;
export const REGEX_SINGLELINE: u32 = 16;
/** Options of .NET that change nothing here: Compiled. Any other option is outside of the subset. */
/** `I`, which is not the capital of `i` in every culture, so it stays as it is. */
const CAPITAL_I: u32 = 73;
const REGEX_COMPILED: u32 = 8;
const FOLLOWED: u32 = REGEX_IGNORE_CASE | REGEX_MULTILINE | REGEX_SINGLELINE | REGEX_COMPILED;

const MAX_DEPTH: u32 = 32;

// Open groups of the pattern: code where its alternative starts, chain of jumps to its end, least length so far, least length of
// the alternative, options, kind, slot, code where the group starts.
const GROUP_BYTES: usize = 32;
const OPEN: usize = memory.data(MAX_DEPTH * <u32>GROUP_BYTES, 4);
const GROUP_CAPTURE: u32 = 0;
const GROUP_PLAIN: u32 = 1;
const GROUP_HOLD: u32 = 2;

let at: usize = 0;
let end: usize = 0;
let options: u32 = 0;
let depth: u32 = 0;
// The last atom: where its code starts, its least length, and whether a quantifier may follow.
let atom: u32 = 0;
let atomLeast: u32 = 0;
let hasAtom: bool = false;

function peek(): u32 {
  return at < end ? <u32>load<u16>(at) : 0x10000;
}

function peekAt(units: usize): u32 {
  const place = at + (units << 1);
  return place < end ? <u32>load<u16>(place) : 0x10000;
}

function group(): usize {
  return OPEN + <usize>depth * GROUP_BYTES;
}

function openGroup(kind: u32, slot: u32): void {
  if (depth + 1 >= MAX_DEPTH) {
    refuse();
    return;
  }
  depth++;
  const open = group();
  store<u32>(open + 28, size);
  if (kind == GROUP_CAPTURE) emit(CODE_SAVE, slot << 1, 0);
  else if (kind >= GROUP_HOLD) emit(CODE_HOLD, 0, kind - GROUP_HOLD);
  store<u32>(open, size);
  store<i32>(open + 4, -1);
  store<u32>(open + 8, u32.MAX_VALUE);
  store<u32>(open + 12, 0);
  store<u32>(open + 16, options);
  store<u32>(open + 20, kind);
  store<u32>(open + 24, slot);
  hasAtom = false;
}

/** Ends an alternative: the least length of the group so far. */
function closeAlternative(): void {
  const open = group();
  const least = load<u32>(open + 12);
  if (least < load<u32>(open + 8)) store<u32>(open + 8, least);
}

function alternate(): void {
  const open = group();
  closeAlternative();
  const start = load<u32>(open);
  insert(start, CODE_SPLIT, 1, <i32>(size - start) + 2);
  emit(CODE_JUMP, load<i32>(open + 4), 0);
  store<i32>(open + 4, <i32>size - 1);
  store<u32>(open, size);
  store<u32>(open + 12, 0);
  hasAtom = false;
}

function patchJumps(open: usize): void {
  let jump = load<i32>(open + 4);
  for (let guard: u32 = 0; jump >= 0 && guard < MAX_CODE; guard++) {
    const place = codeAt(<u32>jump) + 4;
    const next = load<i32>(place);
    store<i32>(place, <i32>size - jump);
    jump = next;
  }
}

/** Marks an atom that starts at `start` and matches at least `least` units. */
function setAtom(start: u32, least: u32): void {
  atom = start;
  atomLeast = least;
  hasAtom = true;
  const open = group();
  store<u32>(open + 12, load<u32>(open + 12) + least);
}

function closeGroup(): void {
  closeAlternative();
  const open = group();
  patchJumps(open);
  const kind = load<u32>(open + 20);
  if (kind == GROUP_CAPTURE) emit(CODE_SAVE, (load<u32>(open + 24) << 1) + 1, 0);
  const start = load<u32>(open + 28);
  if (kind >= GROUP_HOLD) {
    emit(CODE_RELEASE, 0, kind - GROUP_HOLD);
    store<i32>(codeAt(start) + 4, <i32>(size - start));
  }
  options = load<u32>(open + 16);
  depth--;
  // A look-ahead matches nothing itself.
  setAtom(start, kind > GROUP_HOLD ? 0 : load<u32>(open + 8));
}

function isFolded(): u32 {
  return options & REGEX_IGNORE_CASE;
}

function emitClass(index: u32): void {
  emit(CODE_CLASS, index, isFolded());
  setAtom(size - 1, 1);
}

function emitUnit(unit: u32): void {
  const folded = isFolded() != 0;
  emit(folded ? CODE_FOLDED : CODE_UNIT, folded && unit != CAPITAL_I ? lower(unit) : unit, 0);
  setAtom(size - 1, 1);
}

/** CLASS_* flag of `\d`, `\w`, `\s` and their opposites, 0 for any other letter. */
function classLetter(unit: u32): u32 {
  switch (<i32>unit) {
    case LOWER_D:
      return CLASS_DIGIT;
    case UPPER_D:
      return CLASS_NO_DIGIT;
    case LOWER_W:
      return CLASS_WORD;
    case UPPER_W:
      return CLASS_NO_WORD;
    case LOWER_S:
      return CLASS_SPACE;
    case UPPER_S:
      return CLASS_NO_SPACE;
    default:
      return 0;
  }
}

function hexDigits(count: u32): u32 {
  let number: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const digit = lower(peek());
    const value = digit - DIGIT_0 < 10 ? digit - DIGIT_0 : digit - LOWER_A < 6 ? digit - 87 : 16;
    if (value == 16) {
      refuse();
      return 0;
    }
    number = (number << 4) | value;
    at += 2;
  }
  return number;
}

/** The unit that an escape stands for; `at` is after the backslash. Anything that is no plain unit is refused. */
function escapedUnit(): u32 {
  const unit = peek();
  at += 2;
  switch (<i32>unit) {
    case LOWER_T:
      return 9;
    case LOWER_N:
      return 10;
    case LOWER_R:
      return 13;
    case LOWER_F:
      return 12;
    case LOWER_V:
      return 11;
    case LOWER_E:
      return 27;
    case LOWER_A:
      return 7;
    case LOWER_X:
      return hexDigits(2);
    case LOWER_U:
      return hexDigits(4);
    default:
      if (lower(unit) - LOWER_A < 26 || unit - DIGIT_0 < 10 || unit == UNDERSCORE || unit > 0x7f) refuse();
      return unit;
  }
}

/** A class in brackets; `at` is after the `[`. */
function parseClass(): void {
  const index = newClass(0);
  const flags = classAt(index) + 8;
  if (peek() == CARET) {
    store<u32>(flags, CLASS_NEGATED);
    at += 2;
  }
  let first = true;
  while (!refused) {
    let unit = peek();
    if (unit > 0xffff) {
      refuse();
      return;
    }
    at += 2;
    if (unit == CLOSE_BRACKET && !first) break;
    first = false;
    if (unit == BACKSLASH) {
      const letter = classLetter(peek());
      if (letter != 0) {
        store<u32>(flags, load<u32>(flags) | letter);
        at += 2;
        continue;
      }
      if (peek() == LOWER_B) {
        unit = 8;
        at += 2;
      } else {
        unit = escapedUnit();
      }
    }
    let to = unit;
    if (peek() == HYPHEN && peekAt(1) != 93) {
      at += 2;
      to = peek();
      at += 2;
      // A bracket here subtracts a class.
      if (to == OPEN_BRACKET || to > 0xffff) refuse();
      if (to == BACKSLASH) {
        if (classLetter(peek()) != 0) refuse();
        to = escapedUnit();
      }
    }
    addRange(index, unit, to);
  }
  emitClass(index);
}

function emitEdge(operation: u32): void {
  emit(operation, 0, 0);
  setAtom(size - 1, 0);
}

/** What follows a backslash outside of brackets. */
function parseEscape(): void {
  const unit = peek();
  const letter = classLetter(unit);
  if (letter != 0) {
    at += 2;
    emitClass(newClass(letter));
    return;
  }
  if (unit - 49 < 9) {
    at += 2;
    const number = unit - DIGIT_0;
    // Two digits may be an octal number instead; groups that come later or have names are left out.
    if (peek() - DIGIT_0 < 10 || number >= groups || load<u32>(NAMES + ((<usize>number) << 3) + 4) != 0) refuse();
    emit(CODE_BACK, number, isFolded());
    setAtom(size - 1, 0);
    return;
  }
  switch (<i32>unit) {
    case LOWER_B:
      emitEscape(CODE_WORD_EDGE);
      return;
    case UPPER_B:
      emitEscape(CODE_NO_WORD_EDGE);
      return;
    case UPPER_A:
      emitEscape(CODE_TEXT_START);
      return;
    case UPPER_Z:
      emitEscape(CODE_TEXT_END);
      return;
    case LOWER_Z:
      emitEscape(CODE_VERY_END);
      return;
    default:
      emitUnit(escapedUnit());
      return;
  }
}

function emitEscape(operation: u32): void {
  at += 2;
  emitEdge(operation);
}

/** A name up to its closing unit; opens the group. */
function parseName(close: u32): void {
  const start = at;
  while (at < end && peek() != close) {
    const unit = peek();
    if (lower(unit) - LOWER_A >= 26 && unit != UNDERSCORE && (unit - DIGIT_0 >= 10 || at == start)) refuse();
    at += 2;
  }
  if (at >= end || at == start) refuse();
  if (refused || groups >= MAX_GROUPS) {
    refuse();
    return;
  }
  const count = <u32>((at - start) >> 1);
  for (let i: u32 = 1; i < groups; i++) {
    const entry = NAMES + ((<usize>i) << 3);
    if (load<u32>(entry + 4) == count && memory.compare(<usize>load<u32>(entry), start, (<usize>count) << 1) == 0) refuse();
  }
  store<u32>(NAMES + ((<usize>groups) << 3), <u32>start);
  store<u32>(NAMES + ((<usize>groups) << 3) + 4, count);
  at += 2;
  openGroup(GROUP_CAPTURE, newGroup());
}

/** Options in a group: `(?i)`, `(?i-s:…)`; `at` is at the first of them. */
function parseOptions(): void {
  let set = options;
  let on = true;
  while (!refused) {
    const unit = peek();
    at += 2;
    if (unit == CLOSE_PAREN) {
      options = set;
      // They hold to the end of the group around them, which restores its own.
      hasAtom = false;
      return;
    }
    if (unit == COLON) {
      openGroup(GROUP_PLAIN, 0);
      options = set;
      return;
    }
    if (unit == HYPHEN) {
      on = false;
      continue;
    }
    const option =
      unit == LOWER_I ? REGEX_IGNORE_CASE : unit == LOWER_M ? REGEX_MULTILINE : unit == LOWER_S ? REGEX_SINGLELINE : 0;
    if (option == 0) refuse();
    set = on ? set | option : set & ~option;
  }
}

/** What follows an opening parenthesis. */
function parseGroup(): void {
  if (peek() != QUESTION) {
    if (groups >= MAX_GROUPS) {
      refuse();
      return;
    }
    store<u32>(NAMES + ((<usize>groups) << 3) + 4, 0);
    openGroup(GROUP_CAPTURE, newGroup());
    return;
  }
  at += 2;
  const unit = peek();
  const next = peekAt(1);
  switch (<i32>unit) {
    case COLON:
      at += 2;
      openGroup(GROUP_PLAIN, 0);
      return;
    case GREATER_THAN:
      at += 2;
      openGroup(GROUP_HOLD, 0);
      return;
    case EQUALS:
      at += 2;
      openGroup(GROUP_HOLD + 1, 0);
      return;
    case EXCLAMATION:
      at += 2;
      openGroup(GROUP_HOLD + 2, 0);
      return;
    case LESS_THAN:
    case SINGLE_QUOTE:
      // `(?<=` and `(?<!` look behind.
      if (unit == LESS_THAN && (next == 61 || next == 33)) {
        refuse();
        return;
      }
      at += 2;
      parseName(unit == LESS_THAN ? 62 : 39);
      return;
    default:
      parseOptions();
      return;
  }
}

let least: u32 = 0;
let most: u32 = 0;
const NO_END: u32 = u32.MAX_VALUE;

function digits(): u32 {
  let number: u32 = 0;
  const start = at;
  while (peek() - DIGIT_0 < 10 && number < 10000) {
    number = number * 10 + peek() - 48;
    at += 2;
  }
  return at == start ? NO_END : number;
}

/** Reads `{n}`, `{n,}` or `{n,m}` into `least` and `most`. @returns whether there was one; else the brace is a literal */
function parseBraces(): bool {
  const back = at;
  at += 2;
  least = digits();
  most = least;
  if (least != NO_END && peek() == COMMA) {
    at += 2;
    most = digits();
  }
  if (least == NO_END || peek() != CLOSE_BRACE) {
    at = back;
    return false;
  }
  at += 2;
  return true;
}

/** Whether a quantifier stands here; reads it into `least` and `most`. */
function parseQuantifier(): bool {
  switch (<i32>peek()) {
    case ASTERISK:
      least = 0;
      most = NO_END;
      break;
    case PLUS:
      least = 1;
      most = NO_END;
      break;
    case QUESTION:
      least = 0;
      most = 1;
      break;
    case OPEN_BRACE:
      return parseBraces();
    default:
      return false;
  }
  at += 2;
  return true;
}

function quantify(): void {
  const lazy = peek() == QUESTION;
  if (lazy) at += 2;
  const next = peek();
  if (!hasAtom || next == ASTERISK || next == PLUS || next == QUESTION) refuse();
  // A piece that may match nothing, repeated, has rules of its own.
  if (atomLeast == 0 && most != 1) refuse();
  if (least > 256 || (most != NO_END && (most > 256 || most < least))) refuse();
  if (refused) return;
  const start = atom;
  const count = size - start;
  const open = group();
  store<u32>(open + 12, load<u32>(open + 12) - atomLeast + atomLeast * least);
  repeat(start, count, lazy);
  hasAtom = false;
}

function repeat(start: u32, count: u32, lazy: bool): void {
  // The piece itself is the first copy; with none at least, it becomes the first optional one.
  let copies: u32 = 1;
  for (; copies < least && !refused; copies++) copyCode(start, count);
  if (most == NO_END) {
    const loop = least == 0 ? start : size;
    if (least == 0) insert(start, CODE_SPLIT, 0, 0);
    else {
      emit(CODE_SPLIT, 0, 0);
      copyCode(start, count);
    }
    emit(CODE_JUMP, -(<i32>(count + 1)), 0);
    setSplit(loop, 1, <i32>count + 2, lazy);
    return;
  }
  if (most == 0) {
    cutCode(start);
    return;
  }
  const optional = most - least;
  for (let i: u32 = 0; i < optional && !refused; i++) {
    const after = <i32>((optional - i) * (count + 1));
    if (least == 0 && i == 0) {
      insert(start, CODE_SPLIT, 0, 0);
      setSplit(start, 1, after, lazy);
    } else {
      emit(CODE_SPLIT, 0, 0);
      setSplit(size - 1, 1, after, lazy);
      copyCode(least == 0 ? start + 1 : start, count);
    }
  }
}

function setSplit(index: u32, into: i32, after: i32, lazy: bool): void {
  if (refused) return;
  store<i32>(codeAt(index) + 4, lazy ? after : into);
  store<i32>(codeAt(index) + 8, lazy ? into : after);
}

function parseAtom(unit: u32): void {
  switch (<i32>unit) {
    case OPEN_PAREN:
      parseGroup();
      return;
    case CLOSE_PAREN:
      closeGroup();
      return;
    case OPEN_BRACKET:
      parseClass();
      return;
    case BACKSLASH:
      parseEscape();
      return;
    case DOT:
      emit((options & REGEX_SINGLELINE) != 0 ? CODE_ALL : CODE_ANY, 0, 0);
      setAtom(size - 1, 1);
      return;
    case CARET:
      emitEdge((options & REGEX_MULTILINE) != 0 ? CODE_LINE_START : CODE_TEXT_START);
      return;
    case DOLLAR:
      emitEdge((options & REGEX_MULTILINE) != 0 ? CODE_LINE_END : CODE_TEXT_END);
      return;
    case PIPE:
      alternate();
      return;
    default:
      emitUnit(unit);
      return;
  }
}

/** Groups without a name are numbered first, then those with one. */
function numberGroups(): void {
  store<u32>(NUMBERS, 0);
  let number: u32 = 1;
  for (let pass = 0; pass < 2; pass++) {
    for (let i: u32 = 1; i < groups; i++) {
      const isNamed = load<u32>(NAMES + ((<usize>i) << 3) + 4) != 0;
      if (isNamed != (pass == 1)) continue;
      store<u32>(NUMBERS + ((<usize>number) << 2), i);
      number++;
    }
  }
}

/**
 * Compiles a pattern; the program stands until the next one.
 * @param pattern UTF-16 units, which must stay while names are asked for
 * @param wanted REGEX_* options, the bits of RegexOptions
 * @returns false for a pattern outside of the subset
 */
export function compile(pattern: usize, count: u32, wanted: u32): bool {
  depth = 0;
  startCode((wanted & ~FOLLOWED) != 0);
  options = wanted;
  at = pattern;
  end = pattern + ((<usize>count) << 1);
  openGroup(GROUP_PLAIN, 0);
  while (at < end && !refused) {
    const unit = peek();
    if (unit == ASTERISK || unit == PLUS || unit == QUESTION || unit == OPEN_BRACE) {
      if (parseQuantifier()) {
        quantify();
        continue;
      }
    }
    at += 2;
    if (unit == CLOSE_PAREN && depth == 1) refuse();
    else parseAtom(unit);
  }
  if (refused || depth != 1) return false;
  patchJumps(group());
  emit(CODE_MATCH, 0, 0);
  numberGroups();
  return !refused;
}
