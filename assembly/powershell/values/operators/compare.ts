/**
 * `-eq` and the orderings on single values. The left operand's type decides how the right one is converted.
 * PowerShell: LanguagePrimitives.Equals and Compare.
 */

import { DIGIT_0, LOWER_A } from "../../../bytes/ascii";
import { lower } from "../../../bytes/text";
import { work } from "../../work";
import { kindOf, textAt, textLength } from "../constants";
import { isTrue, isUnknown, readNumber } from "../convert";
import { compareTexts, DIFFERENT, SAME, UNDECIDED } from "../equality";
import { NUMBER_DOUBLE, NUMBER_INTEGER, NUMBER_REFUSED, numberRead } from "../number";
import { plainText } from "../text";
import { TYPE_OTHER, typeIn } from "../types";
import { unitsOf } from "../units";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  Value,
} from "../value";

/** The answer of `order` where the engine's cannot be told. */
export const UNORDERED: i32 = 2;

function sameAsText(left: usize, right: usize, ignoreCase: bool): i32 {
  const a = plainText(left);
  const b = plainText(right);
  if (kindOf(a) != KIND_STRING || kindOf(b) != KIND_STRING) return UNDECIDED;
  if (!work(<u32>(textLength(a) + textLength(b)))) return UNDECIDED;
  return compareTexts(textAt(a), textLength(a), textAt(b), textLength(b), ignoreCase, false);
}

/** A [char] against anything: text of one unit compares as text. */
function sameAsChar(left: usize, right: usize, ignoreCase: bool): i32 {
  const kind = kindOf(right);
  if (kind == KIND_CHAR) return sameAsText(left, right, ignoreCase);
  if (kind == KIND_STRING) return unitsOf(right) == 1 ? sameAsText(left, right, ignoreCase) : UNDECIDED;
  return kind == KIND_INTEGER ? sameAsNumber(left, right) : UNDECIDED;
}

/** -1, 0, 1 for two numbers, DIFFERENT types widened; UNORDERED where one is none that is known. */
function orderNumbers(left: usize, right: usize): i32 {
  const kind = readNumber(left);
  const integer = numberRead.integer;
  const real = numberRead.real;
  const other = readNumber(right);
  if (kind == NUMBER_INTEGER && other == NUMBER_INTEGER)
    return integer < numberRead.integer ? -1 : integer > numberRead.integer ? 1 : 0;
  if (kind < NUMBER_INTEGER || other < NUMBER_INTEGER) return UNORDERED;
  const a = kind == NUMBER_DOUBLE ? real : <f64>integer;
  const b = other == NUMBER_DOUBLE ? numberRead.real : <f64>numberRead.integer;
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameAsNumber(left: usize, right: usize): i32 {
  const kind = kindOf(right);
  if (kind == KIND_ARRAY) return UNDECIDED;
  if (readNumber(right) == NUMBER_REFUSED) return DIFFERENT;
  const order = orderNumbers(left, right);
  return order == UNORDERED ? UNDECIDED : order == 0 ? SAME : DIFFERENT;
}

/** Objects are equal when they are one object. */
function sameObject(left: usize, right: usize): i32 {
  const kind = kindOf(left);
  if (kind == KIND_TABLE || kind == KIND_ARRAY) {
    return kindOf(right) == kind && changetype<Value>(left).a == changetype<Value>(right).a
      ? SAME
      : kindOf(right) == KIND_CHOICE
        ? UNDECIDED
        : DIFFERENT;
  }
  if (kind == KIND_TYPE && kindOf(right) == KIND_TYPE) {
    const type = typeIn(left);
    if (type != TYPE_OTHER && typeIn(right) != TYPE_OTHER) return type == typeIn(right) ? SAME : DIFFERENT;
  }
  return UNDECIDED;
}

/** `left -eq right` where left is no array and neither is a choice: SAME, DIFFERENT or UNDECIDED. */
export function same(left: usize, right: usize, ignoreCase: bool): i32 {
  if (isUnknown(left) || isUnknown(right)) return UNDECIDED;
  const kind = kindOf(left);
  const other = kindOf(right);
  if (kind == KIND_NULL) return other == KIND_NULL ? SAME : DIFFERENT;
  if (other == KIND_NULL) return DIFFERENT;
  switch (<i32>kind) {
    case KIND_STRING:
      return sameAsText(left, right, ignoreCase);
    case KIND_CHAR:
      return sameAsChar(left, right, ignoreCase);
    case KIND_BOOLEAN: {
      const truth = isTrue(right);
      return truth < 0 ? UNDECIDED : <u32>truth == changetype<Value>(left).a ? SAME : DIFFERENT;
    }
    case KIND_INTEGER:
    case KIND_DOUBLE:
      return sameAsNumber(left, right);
    case KIND_BLOCK:
      return UNDECIDED;
    default:
      return sameObject(left, right);
  }
}

/** Rank of a letter or digit in every culture that the engine's invariant one stands for; 0 for any other. */
function rank(byte: u32): u32 {
  const small = lower(byte);
  return small - LOWER_A < 26 ? small : byte - DIGIT_0 < 10 ? byte : 0;
}

/** Letters and digits order alike in both dialects; anything else is left open. */
function orderTexts(left: usize, right: usize, ignoreCase: bool): i32 {
  const a = plainText(left);
  const b = plainText(right);
  if (kindOf(a) != KIND_STRING || kindOf(b) != KIND_STRING) return UNORDERED;
  const aLength = textLength(a);
  const bLength = textLength(b);
  if (!work(<u32>(aLength + bLength))) return UNORDERED;
  let order: i32 = 0;
  let exact = aLength == bLength;
  const common = Math.min(aLength, bLength);
  for (let i: usize = 0; i < aLength || i < bLength; i++) {
    const x = i < aLength ? rank(load<u8>(textAt(a) + i)) : 1;
    const y = i < bLength ? rank(load<u8>(textAt(b) + i)) : 1;
    if (x == 0 || y == 0) return UNORDERED;
    if (order == 0 && i < common && x != y) order = x < y ? -1 : 1;
    if (i < common && load<u8>(textAt(a) + i) != load<u8>(textAt(b) + i)) exact = false;
  }
  if (order != 0) return order;
  if (aLength != bLength) return aLength < bLength ? -1 : 1;
  return exact || ignoreCase ? 0 : UNORDERED;
}

/** Which of two values comes first: -1, 0, 1, or UNORDERED. Neither is a choice. */
export function order(left: usize, right: usize, ignoreCase: bool): i32 {
  if (isUnknown(left) || isUnknown(right)) return UNORDERED;
  const kind = kindOf(left);
  if (kind == KIND_STRING) return orderTexts(left, right, ignoreCase);
  if (kind == KIND_INTEGER || kind == KIND_DOUBLE) {
    const other = kindOf(right);
    return other == KIND_INTEGER || other == KIND_DOUBLE || other == KIND_STRING ? orderNumbers(left, right) : UNORDERED;
  }
  return UNORDERED;
}
