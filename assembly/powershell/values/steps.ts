/**
 * Evidence: how a value came about. A value's newest Step hangs on its handle; older ones hang on that by `left` and `right`.
 * A Step without a reason only ties two others together.
 * Everything here is best effort: a full arena leaves the value as it is, with fewer steps.
 */
import { take } from "../../memory/arena";
import { explaining, isCause } from "./causes";
import { KIND_UNKNOWN, Step, VALUE_BYTES, Value } from "./value";

const STEP_BYTES: usize = offsetof<Step>();
const MOST_COUNT: u32 = 0xffff;

/** @returns a new Step, or `left` when the arena is full */
export function newStep(reason: u32, start: usize, end: usize, left: u32, right: u32, count: u32): u32 {
  const address = take(STEP_BYTES);
  if (address == 0) return left;
  const step = changetype<Step>(address);
  step.reason = <u16>reason;
  step.count = <u16>min<u32>(count, MOST_COUNT);
  if (explaining) step.value = 0;
  step.start = <u32>start;
  step.end = <u32>end;
  step.left = left;
  step.right = right;
  return <u32>address;
}

/** Newest Step of a value, 0 for none. */
export function stepsOf(value: usize): u32 {
  return changetype<Value>(value).steps;
}

/**
 * The same value after a handle of its own, so that it can carry other steps or flags. Lists and tables stay shared.
 * @returns `value` itself when the arena is full
 */
export function copyHandle(value: usize): usize {
  const address = take(VALUE_BYTES);
  if (address == 0) return value;
  memory.copy(address, value, VALUE_BYTES);
  return address;
}

/** In an explanation the first value that a step led to stays with it: later ones are cut out of it. */
export function noteValue(steps: u32, value: usize): void {
  if (!explaining || steps == 0) return;
  const step = changetype<Step>(steps);
  if (step.reason != 0 && step.value == 0) step.value = <u32>value;
}

/** `value` with that newest Step. An unknown value carries none. */
export function withSteps(value: usize, steps: u32): usize {
  const present = changetype<Value>(value);
  if (present.kind == KIND_UNKNOWN || present.steps == steps) return value;
  const copy = copyHandle(value);
  if (copy != value) {
    changetype<Value>(copy).steps = steps;
    noteValue(steps, copy);
  }
  return copy;
}

/**
 * The step of a derivation. Joining again what was just joined counts on instead of growing the graph.
 * @param before,beside newest steps of the operands, 0 for none
 * @param count a number for the reader of the evidence, 0 for none
 */
export function nextStep(reason: u32, start: usize, end: usize, before: u32, beside: u32, count: u32): u32 {
  const cause = explaining && beside != 0 && isCause(changetype<Step>(beside)) ? beside : 0;
  if (before != 0 && beside == cause && count != 0) {
    const last = changetype<Step>(before);
    if (last.reason == reason && last.count != 0 && last.start <= <u32>start && last.end <= <u32>end) {
      const right = cause == 0 ? last.right : newStep(0, 0, 0, last.right, cause, 0);
      return newStep(reason, last.start, end, last.left, right, last.count + count - 1);
    }
  }
  return newStep(reason, start, end, before, beside, count);
}

/** `value` derived from `left` and `right` (values, 0 for none) by `reason` at the span. */
export function derive(value: usize, reason: u32, start: usize, end: usize, left: usize, right: usize, count: u32): usize {
  if (changetype<Value>(value).kind == KIND_UNKNOWN) return value;
  const before = left == 0 ? 0 : changetype<Value>(left).steps;
  const beside = right == 0 ? 0 : changetype<Value>(right).steps;
  return withSteps(value, nextStep(reason, start, end, before, beside, count));
}
