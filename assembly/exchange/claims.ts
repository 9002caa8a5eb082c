/**
 * What may be claimed of a bound value: its text, where that is the same in every reading, culture and run; else nothing.
 */

import { DIGIT_0, DOT, HYPHEN, LOWER_A, PLUS, SPACE } from "../bytes/ascii";
import { writeCodePoint } from "../bytes/text";
import { take } from "../memory/arena";
import { SITE_ELEMENT_ARGUMENT, SiteElement } from "../powershell/site";
import { emptyString, kindOf, textAt, textLength } from "../powershell/values/constants";
import { joined, RUN_BYTES } from "../powershell/values/partial";
import { knownText } from "../powershell/values/text";
import {
  KIND_CHAR,
  KIND_CHOICE,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_PARTIAL,
  KIND_STRING,
  VALUE_UNCLAIMABLE,
  Value,
} from "../powershell/values/value";
import { Claim } from "./call";
import { SWITCHED_ON } from "./cells";

/** Whether control characters of the text may have been text before. */
let doubtsControls = false;

/** Says whether control characters of the text that is judged now may have been text before: a value with one is not known then. */
export function doubtControls(isDoubtful: bool): void {
  doubtsControls = isDoubtful;
}

/** Whether what was found holds a control character. A pattern stands alone. */
function hasControls(): bool {
  const start = <usize>(found.text | found.pattern);
  const end = start + <usize>(found.length | found.patternLength);
  for (let at = start; at < end; at++) if (load<u8>(at) < SPACE) return true;
  return false;
}

const found: Claim = changetype<Claim>(memory.data(offsetof<Claim>(), 4));

/** Whether the bytes are a number as written in argument position. */
function isNumberToken(from: usize, to: usize): bool {
  if (from >= to || to - from > 32) return false;
  while (from < to) {
    const byte = <u32>load<u8>(from);
    const letter = (byte | 32) - LOWER_A < 26;
    if (byte - DIGIT_0 > 9 && !letter && byte != DOT && byte != PLUS && byte != HYPHEN) return false;
    from++;
  }
  return true;
}

/** What is known of a value that cannot be claimed. */
function claimPieces(value: usize): void {
  const known = kindOf(value) == KIND_STRING ? joined(value, emptyString()) : knownText(value);
  if (kindOf(known) != KIND_PARTIAL || textLength(known) <= RUN_BYTES) return;
  found.pattern = <u32>textAt(known);
  found.patternLength = <u32>textLength(known);
}

/** One UTF-16 unit as text. */
function character(unit: u32): void {
  const room = take(4);
  if (room == 0) return;
  found.text = <u32>room;
  found.length = <u32>(writeCodePoint(room, unit) - room);
}

/**
 * Finds the claim for a value.
 * @param value a Value, or NO_VALUE, or SWITCHED_ON
 * @param element the SiteElement that gave it, 0 for none
 * @returns the claim, valid until the next
 */
export function claim(value: u32, element: u32): Claim {
  memory.fill(changetype<usize>(found), 0, offsetof<Claim>());
  if (value > SWITCHED_ON) claimValue(value, element);
  if (doubtsControls && hasControls()) memory.fill(changetype<usize>(found), 0, offsetof<Claim>());
  return found;
}

function claimValue(value: u32, element: u32): void {
  const there = changetype<Value>(<usize>value);
  const known = there.kind == KIND_STRING || there.kind == KIND_PARTIAL || there.kind == KIND_CHOICE;
  if (known && (there.kind != KIND_STRING || (there.flags & VALUE_UNCLAIMABLE) != 0)) {
    claimPieces(<usize>value);
    return;
  }
  if ((there.flags & VALUE_UNCLAIMABLE) != 0) return;
  if (there.kind == KIND_STRING) {
    found.text = there.a != 0 ? there.a : value;
    found.length = there.b;
  } else if (there.kind == KIND_CHAR) {
    character(there.a);
  } else if ((there.kind == KIND_INTEGER || there.kind == KIND_DOUBLE) && element != 0 && there.steps == 0) {
    // PowerShell hands a number on as it was written: 007 stays 007.
    const source = changetype<SiteElement>(<usize>element);
    if (source.kind != SITE_ELEMENT_ARGUMENT || !isNumberToken(source.start, source.end)) return;
    found.text = source.start;
    found.length = source.end - source.start;
  }
}
