/**
 * What a bare script text says, as JSON, for `read` and `explain`: the verdict, every call with the steps that led to its name
 * and values, the mentions, and whether the published search hits as well. Written after `decide`, while the reading stands.
 */
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET } from "../bytes/ascii";
import { Call } from "../exchange/call";
import { decision } from "../exchange/decide";
import { firstMention } from "../powershell/reader";
import { Mention } from "../powershell/site";
import { explaining } from "../powershell/values/causes";
import { Step } from "../powershell/values/value";
import { putBindings } from "./bindings";
import { putCall } from "./calls";
import { beginValues, putRating, putStepValue } from "./explained-values";
import { beginJson, jsonEnd, overflowed, put, putByte, putNumber, rewindJson } from "./json";
import { publishedHit } from "./published-search";
import { putMentionKind, putReason, putVerdict } from "./reasons";
import { beginSpans, isInText, unitsAt } from "./spans";

/** Steps of a call that are written, the oldest first. */
const MOST_STEPS: u32 = 48;
/** Room kept for what follows the lists. */
const TAIL_BYTES: usize = 64;
/** Steps still to be looked at: address, and 1 once its elders were put on top of it. */
const PENDING: u32 = 96;
const pendingSteps: usize = memory.data(768, 8);

let pending: u32 = 0;

function push(step: u32): void {
  if (step == 0 || pending == PENDING) return;
  store<u32>(pendingSteps + ((<usize>pending) << 3), step);
  store<u32>(pendingSteps + ((<usize>pending) << 3), 0, 4);
  pending++;
}

/** Writes `[start,end]`; what lies in decoded text has the place of the call that holds it. */
function putSpan(start: usize, end: usize, call: Call): void {
  const inside = isInText(start) && isInText(end);
  putByte(OPEN_BRACKET);
  putNumber(unitsAt(inside ? start : <usize>call.start));
  putByte(COMMA);
  putNumber(unitsAt(inside ? end : <usize>call.end));
  putByte(CLOSE_BRACKET);
}

function putStep(step: Step, call: Call): void {
  put('{"reason":');
  putReason(step.reason);
  put(',"span":');
  putSpan(step.start, step.end, call);
  if (step.count > 1) {
    put(',"count":');
    putNumber(step.count);
  }
  if (explaining) putStepValue(step);
  putByte(CLOSE_BRACE);
}

/** Writes `,"steps":[…]`: a step after those that it rests on, left before right. */
function putSteps(call: Call): void {
  pending = 0;
  push(call.steps);
  let written: u32 = 0;
  while (pending != 0 && written < MOST_STEPS) {
    const cell = pendingSteps + ((<usize>(pending - 1)) << 3);
    const step = changetype<Step>(<usize>load<u32>(cell));
    if (load<u32>(cell, 4) == 0) {
      store<u32>(cell, 1, 4);
      push(step.right);
      push(step.left);
      continue;
    }
    pending--;
    // Steps without a reason only join two ways.
    if (step.reason == 0) continue;
    put(written == 0 ? ',"steps":[' : ",");
    putStep(step, call);
    written++;
  }
  if (written != 0) putByte(CLOSE_BRACKET);
}

/** Writes an element of a list unless it would take the room kept for the rest. */
function fits(before: usize, stop: usize): bool {
  if (!overflowed() && jsonEnd() <= stop) return true;
  rewindJson(before);
  return false;
}

function putCalls(stop: usize): void {
  put(',"calls":[');
  let address = decision.firstCall;
  let some = false;
  while (address != 0) {
    const call = changetype<Call>(address);
    const before = jsonEnd();
    if (some) putByte(COMMA);
    putCall(call);
    putByte(COMMA);
    putVerdict(call.verdict);
    putBindings(call);
    putSteps(call);
    if (explaining) putRating(call);
    putByte(CLOSE_BRACE);
    if (!fits(before, stop)) break;
    some = true;
    address = call.next;
  }
  putByte(CLOSE_BRACKET);
}

function putMention(mention: Mention): void {
  putByte(OPEN_BRACE);
  putMentionKind(mention.kind);
  put(',"span":[');
  putNumber(unitsAt(mention.start));
  putByte(COMMA);
  putNumber(unitsAt(mention.end));
  put("]}");
}

/** Two lists in order of place become one. */
function putMentions(stop: usize): void {
  put(',"mentions":[');
  let told = firstMention();
  let asked = decision.firstHelp;
  let some = false;
  while (told != 0 || asked != 0) {
    const ownFirst = asked == 0 || (told != 0 && changetype<Mention>(told).start <= changetype<Mention>(asked).start);
    const mention = changetype<Mention>(ownFirst ? told : asked);
    const before = jsonEnd();
    if (some) putByte(COMMA);
    putMention(mention);
    if (!fits(before, stop)) break;
    some = true;
    if (ownFirst) told = mention.next;
    else asked = mention.next;
  }
  putByte(CLOSE_BRACKET);
}

/**
 * Writes the Reading of the text that was read and decided last. Calls and mentions that do not fit are left out from the end.
 * @param to room of the caller's, at least 1 KiB
 * @param capacity its bytes
 * @param text the text that was read
 * @returns the address after the JSON
 */
export function writeReading(to: usize, capacity: usize, text: usize, length: usize): usize {
  beginJson(to, to + capacity);
  beginSpans(text, length, 0);
  beginValues();
  putByte(OPEN_BRACE);
  putVerdict(decision.verdict);
  putCalls(to + capacity - TAIL_BYTES - (capacity >> 2));
  putMentions(to + capacity - TAIL_BYTES);
  put(publishedHit(text, length) ? ',"literal":true}' : ',"literal":false}');
  return jsonEnd();
}
