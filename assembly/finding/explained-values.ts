/**
 * What only an explanation says of a call: the value after each step, the value of each parameter or why it is not known, and
 * what decided the severity. All values of an answer share a bound of bytes, so that they never crowd out a call.
 */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA } from "../bytes/ascii";
import { sequenceLength, utf16Length } from "../bytes/text";
import { MAX_STRING_UNITS } from "../contract";
import { Call, Claim, mailboxOf, pathOf } from "../exchange/call";
import { cellValue, elementOf, NO_VALUE, SWITCHED_ON } from "../exchange/cells";
import { claim } from "../exchange/claims";
import { rate } from "../exchange/decide";
import { mailboxParameter, pathParameter } from "../exchange/rules.generated";
import { omittedMembers } from "../exchange/settings";
import { LOWERED_DRY_RUN, LOWERED_PARTIAL, loweredBy, NO_LINE, severityLine } from "../exchange/severity";
import { SiteElement } from "../powershell/site";
import { because, beginCauses, CAUSE_CONDITION, CAUSE_EXPRESSION, CAUSE_READINGS, nextCause } from "../powershell/values/causes";
import { kindOf, textAt, textLength } from "../powershell/values/constants";
import { gatheredSteps } from "../powershell/values/flags";
import { countItems, isKnownList, itemAt, listOf } from "../powershell/values/lists";
import { RUN_BYTES } from "../powershell/values/partial";
import { knownText } from "../powershell/values/text";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_UNKNOWN,
  Step,
  VALUE_REWRITTEN,
  Value,
} from "../powershell/values/value";
import { putPattern } from "./calls";
import { jsonEnd, put, putByte, putNumber, putText } from "./json";
import { putCause } from "./reasons";
import { isInText, unitsAt } from "./spans";

/** Bytes that values and causes may take in one answer. */
export const VALUES_BYTES: usize = 1 << 20;
/** Bytes that one value may take, so that what is written past the bound stays in the room. */
const MOST_VALUE: usize = 32 << 10;
/** A longer text is cut in its middle: so many UTF-16 units of its start stay, and bytes of its end. */
const HEAD_UNITS: u32 = 512;
const TAIL_BYTES: usize = 256;
/** Bytes of an unescaped string at most, by its units. */
const STRING_BYTES: usize = <usize>MAX_STRING_UNITS * 6;
/** Items of a list, and bytes of each, that are shown. */
const MOST_ITEMS: u32 = 16;
const ITEM_BYTES: usize = 128;
const MOST_CAUSES: u32 = 4;
/** Bytes of decoded text that are shown of a place in it. */
const PLACE_BYTES: usize = 120;

let spent: usize = 0;

/** An answer starts. */
export function beginValues(): void {
  spent = 0;
}

/** Whether there is room for a further value, and the configuration lets values out at all. */
function mayPut(): bool {
  return omittedMembers() == 0 && spent + MOST_VALUE <= VALUES_BYTES;
}

/** The start of a character at or after `at`. */
function characterFrom(at: usize, end: usize): usize {
  while (at < end && (load<u8>(at) & 0xc0) == 0x80) at++;
  return at;
}

/** The end of the first HEAD_UNITS units of a longer text. */
function headEnd(text: usize, end: usize): usize {
  let units: u32 = 0;
  while (text < end && units < HEAD_UNITS) {
    const size = sequenceLength(load<u8>(text));
    units += size == 4 ? 2 : 1;
    text += size;
  }
  return min<usize>(text, end);
}

/** A text as members: whole, or its start, its end and how long it is. */
function putValueText(text: usize, length: usize): void {
  put(',"value":');
  const units: u32 = length <= <usize>MAX_STRING_UNITS ? 0 : utf16Length(text, length);
  if (units <= <u32>MAX_STRING_UNITS) {
    putText(text, length, STRING_BYTES);
    return;
  }
  const end = text + length;
  putText(text, headEnd(text, end) - text, STRING_BYTES);
  const tail = characterFrom(end - TAIL_BYTES, end);
  put(',"value_end":');
  putText(tail, end - tail, STRING_BYTES);
  put(',"value_length":');
  putNumber(units);
}

/** A text cut to some bytes, as a JSON string; what is not known of it stands as an asterisk. */
function putShort(text: usize, length: usize): void {
  const end = characterFrom(text + min<usize>(length, ITEM_BYTES), text + length);
  putPattern('"', text, end - text);
}

/** The first items of a list that are text or may be written as such. */
function putItems(list: usize): void {
  const count = countItems(list);
  put(',"items":[');
  for (let i: u32 = 0; i < count && i < MOST_ITEMS; i++) {
    if (i != 0) putByte(COMMA);
    const item = knownText(itemAt(list, i));
    putShort(textAt(item), textLength(item));
  }
  put('],"items_total":');
  putNumber(count);
}

/** Whether a list still is what it was when it was made. */
function isAsMade(value: usize): bool {
  return changetype<Value>(value).aux == 0 && isKnownList(value) && (listOf(value).flags & <u32>VALUE_REWRITTEN) == 0;
}

/** Writes what is known of a value as members, each with the comma before it; nothing for what has no text. */
function putKnown(value: usize): void {
  const kind = kindOf(value);
  if (kind == KIND_COMMAND || kind == KIND_STRING) putValueText(textAt(value), textLength(value));
  else if (kind == KIND_ARRAY) {
    if (isAsMade(value)) putItems(value);
  } else if (kind <= KIND_PARTIAL && kind > KIND_NULL) {
    const known = knownText(value);
    if (kindOf(known) == KIND_STRING) putValueText(textAt(known), textLength(known));
    else if (textLength(known) > RUN_BYTES) putPattern(',"value_pattern":"', textAt(known), textLength(known));
  }
}

/** The text between two addresses outside of the text that was read: a piece of decoded code. */
function putPlace(start: usize, end: usize): void {
  if (isInText(start) && isInText(end)) {
    put(',"span":[');
    putNumber(unitsAt(start));
    putByte(COMMA);
    putNumber(unitsAt(end));
    putByte(CLOSE_BRACKET);
  } else if (start < end) {
    put(',"text":');
    putText(start, min<usize>(end - start, PLACE_BYTES), PLACE_BYTES * 6);
  }
}

/** The value after a step. */
export function putStepValue(step: Step): void {
  if (!mayPut()) return;
  const before = jsonEnd();
  if (step.value != 0) putKnown(<usize>step.value);
  if (!isInText(step.start) && step.start < step.end) {
    put(',"text":');
    putText(step.start, min<usize>(step.end - step.start, PLACE_BYTES), PLACE_BYTES * 6);
  }
  spent += jsonEnd() - before;
}

function putOneCause(value: Value, some: bool): void {
  put(some ? ",{" : ',"unknown":[{');
  putCause(value.aux);
  putPlace(value.a, value.b);
  putByte(CLOSE_BRACE);
}

const told: usize = memory.data(16, 4);

function isTold(cause: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (load<u32>(told + ((<usize>i) << 2)) == <u32>cause) return true;
  return false;
}

/** Writes the causes among steps, each once. @returns how many */
function putCausesOf(steps: u32): u32 {
  let count: u32 = 0;
  beginCauses(steps);
  for (let cause = nextCause(); cause != 0 && count < MOST_CAUSES; cause = nextCause()) {
    if (isTold(cause, count)) continue;
    putOneCause(changetype<Value>(cause), count != 0);
    store<u32>(told + ((<usize>count) << 2), <u32>cause);
    count++;
  }
  return count;
}

/** The alternatives of a value that a condition decides. */
function putChoice(value: usize, element: u32): void {
  put(',"unknown":[{');
  putCause(CAUSE_CONDITION);
  if (element != 0) putPlace(changetype<SiteElement>(element).start, changetype<SiteElement>(element).end);
  putItems(value);
  put("}]");
}

/** Why a value is not known, or not all of it. */
function putUnknown(value: usize, element: u32): void {
  const kind = kindOf(value);
  if (kind == KIND_NULL || kind == KIND_BLOCK) return;
  if (kind == KIND_CHOICE) {
    putChoice(value, element);
    return;
  }
  if (putCausesOf(gatheredSteps(value)) == 0) {
    const from: usize = element == 0 ? 0 : changetype<SiteElement>(element).start;
    const to: usize = element == 0 ? 0 : changetype<SiteElement>(element).end;
    const known = kind != KIND_UNKNOWN && kind != KIND_PARTIAL;
    putOneCause(changetype<Value>(because(known ? CAUSE_READINGS : CAUSE_EXPRESSION, from, to)), false);
  }
  putByte(CLOSE_BRACKET);
}

/** Writes a claim, or what is known of the value and why the rest is not. */
function putClaim(claimed: Claim, value: usize, element: u32): void {
  if (claimed.text != 0) {
    putValueText(claimed.text, claimed.length);
    return;
  }
  if (claimed.pattern != 0) putPattern(',"value_pattern":"', claimed.pattern, claimed.patternLength);
  else if (kindOf(value) == KIND_ARRAY && isAsMade(value)) putItems(value);
  putUnknown(value, element);
}

/** The value of a parameter of the binding that stands (exchange/cells.ts). The call's own claims speak for mailbox and path. */
export function putBoundValue(call: Call, parameter: u32): void {
  const value = cellValue(parameter);
  if (value == NO_VALUE || !mayPut()) return;
  const before = jsonEnd();
  const element = elementOf(parameter);
  if (value == SWITCHED_ON) put(',"on":true');
  else if (kindOf(value) == KIND_BOOLEAN) put(changetype<Value>(value).a != 0 ? ',"on":true' : ',"on":false');
  else if (parameter == mailboxParameter(call.behaviour)) putClaim(mailboxOf(call), value, element);
  else if (parameter == pathParameter(call.behaviour)) putClaim(pathOf(call), value, element);
  else putClaim(claim(value, element), value, element);
  spent += jsonEnd() - before;
}

/** Writes `,"rated":{…}`: the line of the rule's severity table that decided, and what then lowered the severity. */
export function putRating(call: Call): void {
  rate(call, null);
  put(',"rated":{');
  const line = severityLine();
  if (line != NO_LINE) {
    put('"line":');
    putNumber(line);
    putByte(COMMA);
  }
  put('"lowered":[');
  const lowered = loweredBy();
  if ((lowered & LOWERED_PARTIAL) != 0) put('"partial"');
  if ((lowered & LOWERED_DRY_RUN) != 0) put((lowered & LOWERED_PARTIAL) != 0 ? ',"what-if"' : '"what-if"');
  put("]}");
}
