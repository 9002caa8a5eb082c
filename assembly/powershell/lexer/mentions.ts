/**
 * Where the text mentions a watched command. The names are found once, before the reading; as comments are skipped and
 * statements compiled, each occurrence gets its syntactic kind. One in command position, or in code, is no mention: its kind stays 0.
 * What only running shows (help, written, definition) the machine sets with `setMentions`.
 */

import { BACKSLASH, DIGIT_0, EQUALS, LOWER_A, SPACE, TAB } from "../../bytes/ascii";
import { findByte } from "../../bytes/search";
import { lower } from "../../bytes/text";
import { MENTION_ARGUMENT, MENTION_COMMENT, MENTION_DEFINITION, MENTION_HERE_STRING, MENTION_STRING } from "../../contract";
import { take } from "../../memory/arena";
import {
  Instruction,
  instruction,
  OP_ARGUMENT,
  OP_ARRAY,
  OP_COMMAND_BEGIN,
  OP_EXPAND,
  OP_FUNCTION,
  OP_INVOKE,
  OP_NUMBER,
  OP_PARAMETER_VALUE,
  OP_STRING,
  OP_VARIABLE,
  STRING_BARE,
  STRING_HERE_DOUBLE,
  STRING_HERE_SINGLE,
  STRING_PIECE,
  STRING_PIECE_HERE,
  STRING_VERBATIM,
} from "../program";
import { Mention } from "../site";
import { isFamily, nameAt, nameCount } from "../watched";
import { sourceAddress } from "./quoted-copies";

const MENTION_BYTES: usize = offsetof<Mention>();
/** Occurrences that are kept; a text that has more mentions nothing else. */
const MAX_MENTIONS: u32 = 4096;
/** Constants that a list of names may hold after one of them. */
const MAX_LIST = 64;

/** First occurrence, in order; they lie one after the other. */
let first: usize = 0;
let count: u32 = 0;
/** Every occurrence has its kind: a statement that is compiled once more changes nothing. */
let settled = false;

/** From here on until `findMentions` no kind changes. */
export function settleMentions(): void {
  settled = true;
}

/**
 * Finds the watched names in a text. Call when the arena is empty but for what lasts as long as the reading.
 */
export function findMentions(text: usize, length: usize): void {
  first = 0;
  count = 0;
  settled = false;
  const names = nameCount();
  const end = text + length;
  // Every name is a verb and a noun: only what stands around a dash is looked at.
  let at = findByte(text, end, 45);
  while (at < end && count < MAX_MENTIONS) {
    let after: usize = 0;
    for (let i: u32 = 0; i < names && after == 0; i++) {
      if (!isFamily(i)) after = nameAround(at, text, end, nameAt(i));
    }
    at = findByte(after == 0 ? at + 1 : after, end, 45);
  }
}

/** Notes the name if its first dash is at `dash`. @returns the address after it, or 0 */
function nameAround(dash: usize, text: usize, end: usize, name: string): usize {
  const units = changetype<usize>(name);
  const size = <usize>name.length;
  let before: usize = 0;
  while (before < size && load<u16>(units + (before << 1)) != 45) before++;
  if (dash - text < before || size - before > end - dash) return 0;
  const start = dash - before;
  for (let i: usize = 0; i < size; i++) {
    if (lower(load<u8>(start + i)) != <u32>load<u16>(units + (i << 1))) return 0;
  }
  // A longer word is another name.
  if (start > text && isLetter(load<u8>(start - 1))) return 0;
  if (start + size < end && isLetter(load<u8>(start + size))) return 0;
  const made = take(MENTION_BYTES);
  if (made == 0) return 0;
  const mention = changetype<Mention>(made);
  mention.next = 0;
  mention.kind = 0;
  mention.start = <u32>start;
  mention.end = <u32>(start + size);
  if (count == 0) first = made;
  count++;
  return start + size;
}

function isLetter(byte: u32): bool {
  return (byte | 32) - LOWER_A < 26 || byte - DIGIT_0 < 10;
}

function occurrence(index: u32): Mention {
  return changetype<Mention>(first + <usize>index * MENTION_BYTES);
}

/** Index of the first occurrence that ends after `address`. */
function firstAfter(address: u32): u32 {
  let low: u32 = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (occurrence(middle).end <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an occurrence starts at an address and is a word of its own there. */
export function isOccurrence(address: usize): bool {
  const index = firstAfter(<u32>address);
  return index < count && occurrence(index).start == <u32>address;
}

/** Whether an occurrence lies in a range. */
function holds(start: u32, end: u32): bool {
  const index = firstAfter(start);
  return index < count && occurrence(index).start < end;
}

/**
 * Sets the kind of every occurrence within a range of the text.
 * @param kind MENTION_*, or 0: it is code after all
 */
export function setMentions(start: usize, end: usize, kind: u32): void {
  let index = firstAfter(<u32>start);
  while (index < count && occurrence(index).end <= <u32>end) {
    if (occurrence(index).start >= <u32>start) occurrence(index).kind = kind;
    index++;
  }
}

/** A comment was skipped: [start, end). */
export function noteComment(start: usize, end: usize): void {
  if (count != 0) setMentions(start, end, MENTION_COMMENT);
}

/** Gives the occurrences in a compiled statement, instructions `from` to `to`, their kinds. */
export function classifyMentions(from: u32, to: u32, start: usize, end: usize): void {
  if (count == 0 || settled || !holds(<u32>start, <u32>end)) return;
  for (let index = from; index < to; index++) {
    const token = instruction(index);
    if (token.op != OP_STRING && token.op != OP_FUNCTION) continue;
    const tokenStart = sourceAddress(<usize>token.start);
    const tokenEnd = sourceAddress(<usize>token.end);
    if (!holds(<u32>tokenStart, <u32>tokenEnd)) continue;
    setMentions(tokenStart, tokenEnd, token.op == OP_FUNCTION ? MENTION_DEFINITION : kindOfToken(index, to, token));
  }
}

/** MENTION_* of what stands in a string token, 0 in command position. */
function kindOfToken(index: u32, to: u32, token: Instruction): u32 {
  switch (token.sub) {
    case STRING_HERE_SINGLE:
    case STRING_HERE_DOUBLE:
    case STRING_PIECE_HERE:
      return MENTION_HERE_STRING;
    case STRING_VERBATIM:
      return MENTION_ARGUMENT;
    case STRING_PIECE:
      return inBareword(index, to) ? MENTION_ARGUMENT : MENTION_STRING;
    default:
      break;
  }
  const next = index + 1 < to ? instruction(index + 1).op : 0;
  if (next == OP_ARGUMENT && instruction(index - 1).op == OP_COMMAND_BEGIN) return 0;
  if (token.sub == STRING_BARE) return MENTION_ARGUMENT;
  return isName(token) && isArgument(index, to) ? MENTION_ARGUMENT : MENTION_STRING;
}

/** Whether the pieces that `index` belongs to are those of a bareword. */
function inBareword(index: u32, to: u32): bool {
  const start = instruction(index).start;
  for (let i = index + 1; i < to; i++) {
    const whole = instruction(i);
    if (whole.op == OP_EXPAND && whole.start <= start) return whole.sub == STRING_BARE;
  }
  return false;
}

/** Whether a quoted token is nothing but the name, or the name after a module's or a pattern. */
function isName(token: Instruction): bool {
  const index = firstAfter(token.start);
  if (index >= count) return false;
  const mention = occurrence(index);
  // One quote of up to three bytes after it.
  if (mention.end + 3 < token.end) return false;
  let at = token.start;
  while (at < mention.start) {
    const byte = load<u8>(<usize>at);
    if (byte == SPACE || byte == TAB || byte == EQUALS) return false;
    at++;
  }
  return mention.start <= token.start + 3 || load<u8>(<usize>(mention.start - 1)) == BACKSLASH;
}

/** Whether a constant is an argument of a command or method, or one of a list of constants. */
function isArgument(index: u32, to: u32): bool {
  for (let i = index + 1; i < to && i < index + MAX_LIST; i++) {
    const op = instruction(i).op;
    if (op == OP_ARGUMENT || op == OP_PARAMETER_VALUE || op == OP_ARRAY || op == OP_INVOKE) return true;
    if (op != OP_STRING && op != OP_NUMBER && op != OP_VARIABLE) return false;
  }
  return false;
}

/** First mention of the reading, 0 for none: the occurrences that have a kind, chained. */
export function chainMentions(): usize {
  let head: usize = 0;
  let last: usize = 0;
  for (let index: u32 = 0; index < count; index++) {
    const mention = occurrence(index);
    mention.next = 0;
    if (mention.kind == 0) continue;
    const address = changetype<usize>(mention);
    if (head == 0) head = address;
    else changetype<Mention>(last).next = <u32>address;
    last = address;
  }
  return head;
}
