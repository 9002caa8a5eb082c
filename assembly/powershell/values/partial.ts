/**
 * Text that is known in part: known pieces with a run between them wherever any text may stand, the empty one included. A run
 * is written as U+FFFF, which is no character, in the bytes of a KIND_PARTIAL; where it stands in the known text of a script,
 * taking it for a run claims less, never more. The pieces hold in every reading, culture and run; in every other decision the
 * value is an unknown one.
 *
 * PARTIAL_LOOSE marks what an unknown left operand of `+` gives. It may have been an array, which makes an array whose elements
 * are joined later, so every text that is added is parted from the one before by a run; or a number or the like, which refuses
 * the operation, so that a variable keeps its old value (assignments.ts).
 */

import { equals } from "../../bytes/text";
import { kindOf, textAt, textLength, unknown } from "./constants";
import { KIND_PARTIAL, KIND_STRING, newValue, VALUE_ASCII, VALUE_DECODED, VALUE_UNCLAIMABLE, Value } from "./value";
import { closeText, openText, putByte, putBytes } from "./writer";

/** aux of a KIND_PARTIAL: it may be a list, or may never have been made. */
export const PARTIAL_LOOSE: u16 = 1;

/** Bytes of a run. */
export const RUN_BYTES: usize = 3;
/** Runs kept at most; what stands between further ones is dropped. */
const MAX_RUNS: u32 = 8;
/** Most bytes that are remembered at either end of a text that must not be claimed as a whole. */
const MOST_END: usize = 255;

const run: usize = memory.data<u8>([0xef, 0xbf, 0xbf]);
const someValue: usize = memory.data(16, 8);
const runValue: usize = memory.data(16, 8);

/** Text of which nothing is known. */
export function someText(): usize {
  const value = changetype<Value>(someValue);
  value.kind = KIND_PARTIAL;
  value.a = <u32>run;
  value.b = <u32>RUN_BYTES;
  return someValue;
}

/** A run as a string value, to be put where an operation on strings expects one. */
export function runText(): usize {
  const value = changetype<Value>(runValue);
  value.kind = KIND_STRING;
  value.a = <u32>run;
  value.b = <u32>RUN_BYTES;
  return runValue;
}

/** The bytes of a partial value as a string value, for an operation that leaves runs as they are. */
export function runsAsText(value: usize): usize {
  const made = newValue(KIND_STRING, changetype<Value>(value).a, changetype<Value>(value).b);
  return made == 0 ? runText() : made;
}

/** Whether a run stands at an address; two bytes after it are read as well. */
export function isRunAt(at: usize): bool {
  return load<u8>(at) == 0xef && load<u8>(at + 1) == 0xbf && load<u8>(at + 2) == 0xbf;
}

/** The first run in those bytes, or their end. */
export function firstRun(bytes: usize, length: usize): usize {
  const end = bytes + length;
  while (bytes < end && (end - bytes < RUN_BYTES || !isRunAt(bytes))) bytes++;
  return bytes;
}

/** After the last run in those bytes, or their start. */
function afterRuns(bytes: usize, length: usize): usize {
  let at = bytes + length;
  while (at > bytes && (at - bytes < RUN_BYTES || !isRunAt(at - RUN_BYTES))) at--;
  return at;
}

/** Bytes after the last run in those bytes. */
export function tailLength(bytes: usize, length: usize): usize {
  return bytes + length - afterRuns(bytes, length);
}

/** Whether a value may be several, or none. */
export function isLoose(value: usize): bool {
  return kindOf(value) == KIND_PARTIAL && changetype<Value>(value).aux == PARTIAL_LOOSE;
}

/** Bytes at the start of a string or partial value that may be claimed. */
export function headOf(value: usize): usize {
  const present = changetype<Value>(value);
  if (present.kind == KIND_PARTIAL) return firstRun(present.a, present.b) - present.a;
  if (present.kind != KIND_STRING) return 0;
  return (present.flags & VALUE_UNCLAIMABLE) == 0 ? present.b : present.aux & 255;
}

/** Bytes at the end of a string or partial value that may be claimed. */
export function tailOf(value: usize): usize {
  const present = changetype<Value>(value);
  if (present.kind == KIND_PARTIAL) return <usize>present.a + <usize>present.b - afterRuns(present.a, present.b);
  if (present.kind != KIND_STRING) return 0;
  return (present.flags & VALUE_UNCLAIMABLE) == 0 ? present.b : present.aux >> 8;
}

/** Remembers of a text that must not be claimed as a whole how much of either end may be. Only in ASCII are bytes characters. */
export function keepEnds(made: usize, head: usize, tail: usize): void {
  const value = changetype<Value>(made);
  if (value.kind != KIND_STRING || (value.flags & VALUE_ASCII) == 0 || head >= <usize>value.b || value.b == 0) return;
  value.aux = <u16>(min<usize>(head, MOST_END) | (min<usize>(tail, MOST_END) << 8));
}

/** Adds what is known of a value to the text that is being made: a string, a partial text, or anything else as a run. */
export function putPiece(value: usize): void {
  const kind = kindOf(value);
  const claimable = kind == KIND_STRING && (changetype<Value>(value).flags & VALUE_UNCLAIMABLE) == 0;
  if (claimable || kind == KIND_PARTIAL) {
    putBytes(textAt(value), textLength(value));
    return;
  }
  putBytes(textAt(value), headOf(value));
  putBytes(run, RUN_BYTES);
  const tail = tailOf(value);
  putBytes(textAt(value) + textLength(value) - tail, tail);
}

/** Ends a text that was made of pieces. @returns a string value if no run is in it, else a partial one */
export function closePieces(): usize {
  return partialIn(closeText());
}

/** A string value that no one else holds, as what its runs make of it. */
export function partialIn(made: usize): usize {
  if (kindOf(made) != KIND_STRING) return made;
  const bytes = textAt(made);
  const length = textLength(made);
  const first = firstRun(bytes, length);
  if (first == bytes + length) return made;
  const last = afterRuns(bytes, length);
  let to = first;
  let at = first;
  let runs: u32 = 0;
  // One pass over the bytes; what is kept moves to the front.
  while (at < last) {
    if (isRunAt(at)) {
      const joins = to > first && isRunAt(to - RUN_BYTES);
      if (!joins && ++runs == MAX_RUNS) at = last - RUN_BYTES;
      if (!joins) {
        memory.copy(to, run, RUN_BYTES);
        to += RUN_BYTES;
      }
      at += RUN_BYTES;
    } else {
      store<u8>(to, load<u8>(at));
      to++;
      at++;
    }
  }
  memory.copy(to, last, bytes + length - last);
  const value = changetype<Value>(made);
  value.kind = KIND_PARTIAL;
  value.flags &= VALUE_DECODED;
  value.aux = 0;
  value.b = <u32>(to + (bytes + length - last) - bytes);
  return made;
}

/** Two texts as one, where at least one of them is not wholly known. */
export function joined(left: usize, right: usize): usize {
  const loose = isLoose(left);
  openText();
  putPiece(left);
  if (loose) putBytes(run, RUN_BYTES);
  putPiece(right);
  const made = closePieces();
  if (loose && kindOf(made) == KIND_PARTIAL) changetype<Value>(made).aux = PARTIAL_LOOSE;
  return made;
}

/** The same text after a handle of its own, with those PARTIAL_* flags. */
export function withLooseness(value: usize, loose: u16): usize {
  const present = changetype<Value>(value);
  if (present.kind != KIND_PARTIAL || present.aux == loose) return value;
  const copy = newValue(KIND_PARTIAL, present.a, present.b);
  if (copy == 0) return unknown();
  const made = changetype<Value>(copy);
  made.flags = present.flags;
  made.aux = loose;
  made.steps = present.steps;
  return copy;
}

function isInside(at: usize): bool {
  return (load<u8>(at) & 0xc0) == 0x80;
}

/** Bytes that two texts start with, by whole characters. */
function commonHead(a: usize, aLength: usize, b: usize, bLength: usize): usize {
  const most = min<usize>(aLength, bLength);
  let size: usize = 0;
  while (size < most && load<u8>(a + size) == load<u8>(b + size)) size++;
  while (size > 0 && ((size < aLength && isInside(a + size)) || (size < bLength && isInside(b + size)))) size--;
  return size;
}

/** Bytes that two texts end with, by whole characters. */
function commonTail(aEnd: usize, aLength: usize, bEnd: usize, bLength: usize): usize {
  const most = min<usize>(aLength, bLength);
  let size: usize = 0;
  while (size < most && load<u8>(aEnd - size - 1) == load<u8>(bEnd - size - 1)) size++;
  while (size > 0 && isInside(aEnd - size)) size--;
  return size;
}

/** Bytes of a text's end that lie outside of its first `head` bytes; a run parts both anyway. */
function tailBeside(value: usize, head: usize): usize {
  const whole = kindOf(value) == KIND_STRING;
  return whole ? min<usize>(tailOf(value), textLength(value) - head) : tailOf(value);
}

/** What two texts (string or partial values) have in common: the start and the end that both share, a run between them. */
export function commonText(left: usize, right: usize): usize {
  const a = textAt(left);
  const b = textAt(right);
  if (kindOf(left) == KIND_PARTIAL && kindOf(right) == KIND_PARTIAL && equals(a, textLength(left), b, textLength(right)))
    return left;
  const head = commonHead(a, headOf(left), b, headOf(right));
  const tail = commonTail(a + textLength(left), tailBeside(left, head), b + textLength(right), tailBeside(right, head));
  openText();
  putBytes(a, head);
  putBytes(run, RUN_BYTES);
  putBytes(a + textLength(left) - tail, tail);
  const made = closePieces();
  return isLoose(left) || isLoose(right) ? withLooseness(made, PARTIAL_LOOSE) : made;
}

/** The bytes of a partial value without its runs, as a string value: its text where all of them are empty. */
export function withoutRuns(value: usize): usize {
  openText();
  const end = textAt(value) + textLength(value);
  for (let at = textAt(value); at < end; at++) {
    if (isRunAt(at)) at += RUN_BYTES - 1;
    else putByte(load<u8>(at));
  }
  return closeText();
}

/** Whether a value is text, known wholly or in part. */
export function isText(value: usize): bool {
  const kind = kindOf(value);
  return kind == KIND_STRING || kind == KIND_PARTIAL;
}
