/**
 * What derived values take over from their operands: that text was decoded, that a value must not be claimed.
 */

import { kindOf } from "./constants";
import { countItems, itemAt, listOf, setItem } from "./lists";
import { copyHandle, newStep } from "./steps";
import { KIND_ARRAY, KIND_UNKNOWN, VALUE_DECODED, VALUE_UNCLAIMABLE, Value } from "./value";

const CARRIED: u8 = VALUE_DECODED | VALUE_UNCLAIMABLE;

/** The flags that go over to what is made of a value; an array's elements count with it. */
export function carriedFlags(value: usize): u8 {
  let flags = changetype<Value>(value).flags;
  if (kindOf(value) == KIND_ARRAY) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count; i++) flags |= changetype<Value>(itemAt(value, i)).flags;
  }
  return flags & CARRIED;
}

/** `value` with those flags added. */
export function withFlags(value: usize, flags: u8): usize {
  const present = changetype<Value>(value);
  if ((present.flags & flags) == flags || present.kind == KIND_UNKNOWN) return value;
  const copy = copyHandle(value);
  if (copy != value) changetype<Value>(copy).flags |= flags;
  return copy;
}

/** A value just made out of operands that carry those flags. The elements of a list that none of them owns are marked too. */
export function carry(value: usize, flags: u8, left: usize, right: usize): usize {
  if (flags == 0) return value;
  if (kindOf(value) == KIND_ARRAY) {
    const list = listOf(value);
    if (list != listOf(left) && list != listOf(right)) {
      for (let i: u32 = 0; i < list.count; i++) setItem(value, i, withFlags(itemAt(value, i), flags));
    }
  }
  return withFlags(value, flags);
}

/** Newest Step that gathers those of a value and, for an array, of its first elements. */
export function gatheredSteps(value: usize): u32 {
  let steps = changetype<Value>(value).steps;
  if (kindOf(value) != KIND_ARRAY) return steps;
  const count = countItems(value);
  for (let i: u32 = 0; i < count && i < 16; i++) {
    const own = changetype<Value>(itemAt(value, i)).steps;
    if (own == 0 || own == steps) continue;
    steps = steps == 0 ? own : newStep(0, 0, 0, steps, own, 0);
  }
  return steps;
}
