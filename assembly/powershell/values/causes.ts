/**
 * Why a value is not known. While a text is explained there is an unknown value for each cause and place. It carries a Step
 * without a reason, so that whatever is made of it keeps the cause in its own steps. These values lie in room that the caller
 * lends: an explained reading takes of the arena what any other does. Outside of an explanation there is one unknown value.
 */
import { equalsIgnoreCase } from "../../bytes/text";
import { unknown } from "./constants";
import { KIND_UNKNOWN, Step, VALUE_BYTES, Value } from "./value";

export const CAUSE_NONE: u16 = 0;
/** A parameter that this text gives no value. */
export const CAUSE_PARAMETER: u16 = 1;
/** A variable that this text does not set. */
export const CAUSE_UNSET: u16 = 2;
/** The environment's. */
export const CAUSE_ENVIRONMENT: u16 = 3;
/** The engine sets it. */
export const CAUSE_AUTOMATIC: u16 = 4;
/** An item of a pipeline or collection of which nothing is known. */
export const CAUSE_ITEM: u16 = 5;
/** What a command gives. */
export const CAUSE_COMMAND: u16 = 6;
/** What a method gives. */
export const CAUSE_METHOD: u16 = 7;
/** What an expression of another kind gives. */
export const CAUSE_EXPRESSION: u16 = 8;
/** Branches or rounds give it different values. */
export const CAUSE_CONDITION: u16 = 9;
/** Something that is not followed may have written it. */
export const CAUSE_OVERWRITTEN: u16 = 10;
/** It is written more than once, and read at an unknown time. */
export const CAUSE_UNORDERED: u16 = 11;
/** The readings of the text give it different values. */
export const CAUSE_READINGS: u16 = 12;

const ENTRY_BYTES: usize = VALUE_BYTES + offsetof<Step>();
const SLOTS: u32 = 4096;
const PROBES: u32 = 8;
/** Parameters of the text itself that are told apart. */
const MOST_DECLARED: u32 = 64;
const DECLARED_BYTES: usize = (<usize>MOST_DECLARED) << 3;

/** Bytes of the room that an explanation lends. */
export const CAUSES_BYTES: usize = <usize>SLOTS * ENTRY_BYTES + DECLARED_BYTES;

/** A text is being explained. */
export let explaining: bool = false;

let entries: usize = 0;
let declared: usize = 0;
let declaredCount: u32 = 0;

/** From now on causes are recorded. @param room CAUSES_BYTES that stay until `stopExplaining` */
export function startExplaining(room: usize): void {
  memory.fill(room, 0, CAUSES_BYTES);
  entries = room;
  declared = room + <usize>SLOTS * ENTRY_BYTES;
  declaredCount = 0;
  explaining = true;
}

/** The explanation is written: there is one unknown value again. */
export function stopExplaining(): void {
  explaining = false;
}

/** The unknown value of a cause at a place: `unknown()` outside of an explanation, and where there is no room. */
export function because(cause: u16, start: usize, end: usize): usize {
  if (!explaining) return unknown();
  let slot = (<u32>start ^ ((<u32>end) << 7) ^ cause) * 0x9e3779b1;
  slot ^= slot >> 15;
  for (let probe: u32 = 0; probe < PROBES; probe++) {
    const at = entries + <usize>((slot + probe) & (SLOTS - 1)) * ENTRY_BYTES;
    const value = changetype<Value>(at);
    if (value.steps == 0) {
      value.kind = KIND_UNKNOWN;
      value.aux = cause;
      value.a = <u32>start;
      value.b = <u32>end;
      value.steps = <u32>(at + VALUE_BYTES);
      const step = changetype<Step>(at + VALUE_BYTES);
      step.start = <u32>start;
      step.end = <u32>end;
      step.value = <u32>at;
      return at;
    }
    if (value.aux == cause && value.a == <u32>start && value.b == <u32>end) return at;
  }
  return unknown();
}

/** Whether a value is unknown and nobody has said why. */
export function isCauseless(value: usize): bool {
  const present = changetype<Value>(value);
  return present.kind == KIND_UNKNOWN && present.aux == CAUSE_NONE;
}

/** Whether a step holds the cause of an unknown value. */
export function isCause(step: Step): bool {
  return step.reason == 0 && step.value != 0;
}

/** Steps that are looked at for causes, and those still to be looked at. */
const MOST_STEPS: u32 = 256;
const MOST_PENDING: u32 = 32;
const pendingSteps: usize = memory.data(128, 8);
let pending: u32 = 0;
let seen: u32 = 0;

function pend(step: u32): void {
  if (step == 0 || pending == MOST_PENDING) return;
  store<u32>(pendingSteps + ((<usize>pending) << 2), step);
  pending++;
}

/** Starts to look for the causes among steps; `nextCause` goes on. */
export function beginCauses(steps: u32): void {
  pending = 0;
  seen = 0;
  pend(steps);
}

/** The next unknown value that something was made of, 0 for none. One may come several times. */
export function nextCause(): usize {
  while (pending != 0 && seen < MOST_STEPS) {
    pending--;
    seen++;
    const step = changetype<Step>(<usize>load<u32>(pendingSteps + ((<usize>pending) << 2)));
    if (isCause(step)) return <usize>step.value;
    pend(step.right);
    pend(step.left);
  }
  return 0;
}

/** The unknown value that a value was made of: itself, or the first among its steps; 0 for none. */
export function causeIn(value: usize): usize {
  beginCauses(changetype<Value>(value).steps);
  return nextCause();
}

/** An unknown value that comes out of another: with its cause. */
export function unknownOf(from: usize): usize {
  const cause = explaining ? causeIn(from) : 0;
  return cause == 0 ? unknown() : cause;
}

/** The text declares a parameter of its own. */
export function noteDeclared(name: usize, length: usize): void {
  if (!explaining || declaredCount == MOST_DECLARED) return;
  const at = declared + ((<usize>declaredCount) << 3);
  declaredCount++;
  store<u32>(at, <u32>name);
  store<u32>(at, <u32>length, 4);
}

/** Whether the text declares a parameter of that name. */
export function isDeclared(name: usize, length: usize): bool {
  for (let i: u32 = 0; i < declaredCount; i++) {
    const at = declared + ((<usize>i) << 3);
    if (equalsIgnoreCase(<usize>load<u32>(at), <usize>load<u32>(at, 4), name, length)) return true;
  }
  return false;
}
