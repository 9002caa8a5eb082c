/**
 * What operators make of lists and text: joining on, repeating, ranges, reversing.
 */

import { work } from "../../work";
import {
  character,
  emptyString,
  integer,
  integerAt,
  kindOf,
  MAX_MADE_BYTES,
  MAX_MADE_ITEMS,
  nothing,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { toInteger } from "../convert";
import { byDialect } from "../dialect";
import { append, copyList, countItems, isKnownList, itemAt, newList, setItem } from "../lists";
import { NUMBER_REFUSED, parseText } from "../number";
import { headOf, isLoose, keepEnds, tailOf } from "../partial";
import { copyTable, countEntries, findEntry, isKnownTable, keyAt, setEntry, valueAt } from "../tables";
import { unitAt, unitsOf } from "../units";
import { KIND_ARRAY, KIND_CHAR, KIND_STRING, KIND_TABLE, KIND_UNKNOWN, TABLE_HASH, Value } from "../value";
import { closeText, openText, putBytes } from "../writer";

/** Two texts as one. */
export function concatenate(left: usize, right: usize): usize {
  if (kindOf(left) != KIND_STRING || kindOf(right) != KIND_STRING) return unknown();
  if (textLength(left) == 0) return right;
  if (textLength(right) == 0) return left;
  openText();
  putBytes(textAt(left), textLength(left));
  putBytes(textAt(right), textLength(right));
  const made = closeText();
  const head = headOf(left);
  const tail = tailOf(right);
  keepEnds(made, head < textLength(left) ? head : head + headOf(right), tail < textLength(right) ? tail : tail + tailOf(left));
  return made;
}

/** Adds the elements of an array, or one other value, to a list. */
export function addAll(list: usize, value: usize): bool {
  if (kindOf(value) != KIND_ARRAY) return append(list, value);
  if (!isKnownList(value)) return false;
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) if (!append(list, itemAt(value, i))) return false;
  return true;
}

/** An array and what is added after it, as a new object[]. An unknown addition might be a list or one value. */
export function extended(left: usize, right: usize): usize {
  if (!isKnownList(left) || kindOf(right) == KIND_UNKNOWN || isLoose(right)) return unknown();
  // What put nothing out adds nothing.
  if (right == nothing()) return copyList(left);
  const list = newList(countItems(left) + 1);
  return addAll(list, left) && addAll(list, right) ? list : unknown();
}

/** Two hashtables as one; a key in both is refused. */
export function mergedTables(left: usize, right: usize): usize {
  if (kindOf(right) != KIND_TABLE || !isKnownTable(left) || !isKnownTable(right)) return unknown();
  const type = changetype<Value>(left).aux;
  if (type != TABLE_HASH || changetype<Value>(right).aux != TABLE_HASH) return unknown();
  const table = copyTable(left, TABLE_HASH);
  for (let i: u32 = 0; i < countEntries(right); i++) {
    if (kindOf(table) != KIND_TABLE || findEntry(table, keyAt(right, i)) != -1) return unknown();
    setEntry(table, keyAt(right, i), valueAt(right, i));
  }
  return table;
}

/** A text several times. */
export function repeatedText(value: usize, count: usize): usize {
  const times = toInteger(count);
  if (kindOf(times) == KIND_UNKNOWN || integerAt(times) < 0) return unknown();
  const number = integerAt(times);
  const size = <i64>textLength(value);
  if (size == 0 || number == 0) return emptyString();
  if (number > <i64>MAX_MADE_BYTES || size * number > <i64>MAX_MADE_BYTES || !work(<u32>(size * number))) return unknown();
  openText();
  for (let i: i64 = 0; i < number; i++) putBytes(textAt(value), textLength(value));
  return closeText();
}

/** An array several times. */
export function repeatedList(value: usize, count: usize): usize {
  const times = toInteger(count);
  if (kindOf(times) == KIND_UNKNOWN || integerAt(times) < 0 || !isKnownList(value)) return unknown();
  const number = integerAt(times);
  if (number > <i64>MAX_MADE_ITEMS || number * <i64>countItems(value) > <i64>MAX_MADE_ITEMS) return unknown();
  const list = newList(<u32>number * countItems(value));
  for (let i: i64 = 0; i < number; i++) if (!addAll(list, value)) return unknown();
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = changetype<Value>(value).b;
  return list;
}

/** Whether a value counts as a character in a range: text of one unit that is no digit. */
function isLetterText(value: usize): bool {
  return kindOf(value) == KIND_STRING && unitsOf(value) == 1 && parseText(textAt(value), textLength(value)) == NUMBER_REFUSED;
}

function rangeOf(from: i64, to: i64, asCharacters: bool): usize {
  const count = (from < to ? to - from : from - to) + 1;
  if (count > <i64>MAX_MADE_ITEMS) return unknown();
  const list = newList(<u32>count);
  for (let i: i64 = 0; i < count; i++) {
    const number = from < to ? from + i : from - i;
    if (!append(list, asCharacters ? character(<u32>number) : integer(number))) return unknown();
  }
  return list;
}

/** `left..right`. Characters are PowerShell 7's: Windows PowerShell counts a [char] as its number and refuses text. */
export function range(left: usize, right: usize): usize {
  if (kindOf(left) == KIND_CHAR && kindOf(right) == KIND_CHAR) {
    const from = <i64>changetype<Value>(left).a;
    const to = <i64>changetype<Value>(right).a;
    return byDialect(rangeOf(from, to, true), rangeOf(from, to, false));
  }
  if (isLetterText(left) && isLetterText(right)) return rangeOf(<i64>unitAt(left, 0), <i64>unitAt(right, 0), true);
  if (kindOf(left) == KIND_CHAR || kindOf(right) == KIND_CHAR) return unknown();
  const from = toInteger(left);
  const to = toInteger(right);
  if (kindOf(from) == KIND_UNKNOWN || kindOf(to) == KIND_UNKNOWN) return unknown();
  return rangeOf(integerAt(from), integerAt(to), false);
}

/** Reverses part of a list in place; the part must be in range. */
export function reverse(list: usize, from: u32, count: u32): void {
  let low = from;
  let high = from + count;
  while (low + 1 < high) {
    high--;
    const item = itemAt(list, low);
    setItem(list, low, itemAt(list, high));
    setItem(list, high, item);
    low++;
  }
}
