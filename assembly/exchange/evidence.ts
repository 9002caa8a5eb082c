/**
 * What the steps after a name or a value say: reasons for the call, and whether a reader of the text still sees the name.
 */
import { REASON_CONCATENATED, REASON_DECODED, REASON_EXPANDED, REASON_REGEX } from "../contract";
import { Step } from "../powershell/values/value";
import { addReason, Call } from "./call";

/** Steps that are looked at: enough for every reason, however long the way was. */
const MOST_STEPS: u32 = 256;
const MOST_PENDING: u32 = 64;
const pendingSteps: usize = memory.data(256, 8);

let pending: u32 = 0;
let seen: u32 = 0;

function push(step: u32): void {
  if (step == 0 || pending == MOST_PENDING || seen == MOST_STEPS) return;
  store<u32>(pendingSteps + ((<usize>pending) << 2), step);
  pending++;
  seen++;
}

function begin(steps: u32): void {
  pending = 0;
  seen = 0;
  push(steps);
}

/** The next step of the walk, newest first; 0 at its end. */
function next(): u32 {
  if (pending == 0) return 0;
  pending--;
  const step = load<u32>(pendingSteps + ((<usize>pending) << 2));
  push(changetype<Step>(<usize>step).left);
  push(changetype<Step>(<usize>step).right);
  return step;
}

function hides(reason: u32): bool {
  if (reason >= <u32>REASON_CONCATENATED && reason <= <u32>REASON_EXPANDED) return true;
  return reason == <u32>REASON_DECODED || reason == <u32>REASON_REGEX;
}

/** Whether steps put a name together or decode it, so that it does not stand in the text. Variables and elements alone do not. */
export function isComputed(steps: u32): bool {
  begin(steps);
  let step = next();
  while (step != 0) {
    if (hides(changetype<Step>(<usize>step).reason)) return true;
    step = next();
  }
  return false;
}

/** Adds the reasons of all steps to the call. */
export function addStepReasons(call: Call, steps: u32): void {
  begin(steps);
  let step = next();
  while (step != 0) {
    const reason = changetype<Step>(<usize>step).reason;
    if (reason != 0) addReason(call, reason);
    step = next();
  }
}
