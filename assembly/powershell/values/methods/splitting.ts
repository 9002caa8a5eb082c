/**
 * `String.Split`. Windows PowerShell takes one text as a set of characters, PowerShell 7 as a separator: where that matters,
 * the dialect decides.
 */

import { isSpaceUnit } from "../../regex/matcher";
import { mostWork, work } from "../../work";
import { kindOf, text, textAt, textLength, unknown } from "../constants";
import { isUnknown } from "../convert";
import { byDialect } from "../dialect";
import { isObject, OBJECT_OPTION } from "../dotnet-objects";
import { append, countItems, isKnownList, itemAt, newList } from "../lists";
import { commonBytes } from "../search";
import { plainText } from "../text";
import { TYPE_OTHER, TYPE_STRING } from "../types";
import { fromUnits, toUnits, unitAt, unitsOf } from "../units";
import { KIND_ARRAY, KIND_INTEGER, KIND_NULL, KIND_STRING, Value } from "../value";
import {
  argument,
  arrayKind,
  NO_NUMBER,
  numberArgument,
  optionArgument,
  unitArgument,
  unitArguments,
  unitTexts,
} from "./arguments";

// Bytes compared by the present split.
let compared: usize = 0;

/** Bytes of the first separator that fits at an offset, 0 for none. */
function separatorAt(bytes: usize, left: usize, separators: usize): usize {
  for (let i: u32 = 0; i < countItems(separators); i++) {
    const one = itemAt(separators, i);
    const size = textLength(one);
    compared++;
    if (size == 0 || size > left) continue;
    const common = commonBytes(bytes, textAt(one), size);
    compared += common;
    if (common == size) return size;
  }
  return 0;
}

/** Whether a separator is whole: half a surrogate pair would cut a sequence. */
function areWhole(separators: usize): bool {
  for (let i: u32 = 0; i < countItems(separators); i++) {
    const one = itemAt(separators, i);
    for (let j: usize = 0; j < textLength(one); j++) if (load<u8>(textAt(one) + j) == 0xed) return false;
  }
  return true;
}

/**
 * Splits at separators.
 * @param separators an array of texts; the first that fits wins
 * @param limit elements at most, 0 for all
 */
function splitAt(value: usize, separators: usize, limit: u32, dropEmpty: bool): usize {
  if (isUnknown(separators) || !areWhole(separators)) return unknown();
  const bytes = textAt(value);
  const length = textLength(value);
  const list = newList(8);
  let start: usize = 0;
  let at: usize = 0;
  const most = <usize>mostWork();
  compared = 0;
  while (at < length && (limit == 0 || countItems(list) + 1 < limit)) {
    const size = separatorAt(bytes + at, length - at, separators);
    if (compared > most) break;
    if (size == 0) {
      at++;
      continue;
    }
    if ((at > start || !dropEmpty) && !append(list, text(bytes + start, at - start))) return unknown();
    at += size;
    start = at;
  }
  if (!work(<u32>compared)) return unknown();
  if ((length > start || !dropEmpty) && !append(list, text(bytes + start, length - start))) return unknown();
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = TYPE_STRING;
  return list;
}

/** The units of a text that are white space, as separators. */
function spacesOf(value: usize): usize {
  const list = newList(4);
  const count = unitsOf(value);
  const units = toUnits(value);
  if (units == 0) return unknown();
  for (let i: u32 = 0; i < count; i++) {
    const place = units + ((<usize>i) << 1);
    const unit = <u32>load<u16>(place);
    if (!isSpaceUnit(unit)) continue;
    let known = false;
    for (let j: u32 = 0; j < countItems(list) && !known; j++) known = unitAt(itemAt(list, j), 0) == unit;
    if (!known && !append(list, fromUnits(place, 1))) return unknown();
  }
  return list;
}

function single(value: usize): usize {
  const list = newList(1);
  append(list, value);
  return list;
}

/** An array as separators: characters, or texts where the parameter can be nothing else. */
function listAsSeparators(array: usize, withOptions: bool): usize {
  const list = newList(countItems(array));
  for (let i: u32 = 0; i < countItems(array); i++) {
    const item = itemAt(array, i);
    const unit = unitArgument(item);
    const isText = withOptions && arrayKind(array) == TYPE_STRING && kindOf(item) == KIND_STRING;
    if (isUnknown(unit) && !isText) return unknown();
    if (!append(list, isUnknown(unit) ? item : unit)) return unknown();
  }
  return list;
}

/** Splits at an array. PowerShell 7 makes one text of an array of objects; Windows PowerShell makes characters of it. */
function splitAtList(value: usize, array: usize, limit: u32, dropEmpty: bool, withOptions: bool): usize {
  if (!isKnownList(array)) return unknown();
  if (countItems(array) == 0) return splitAt(value, spacesOf(value), limit, dropEmpty);
  const characters = splitAt(value, listAsSeparators(array, withOptions), limit, dropEmpty);
  if (changetype<Value>(array).b != TYPE_OTHER || countItems(array) < 2) return characters;
  const joined = plainText(array);
  return isUnknown(joined) || withOptions ? unknown() : byDialect(splitAt(value, single(joined), limit, dropEmpty), characters);
}

/** How many arguments in front are separators; what follows is a count, an option, or both. */
function separatorCount(args: usize, count: u32): u32 {
  let last = count;
  while (last > 1) {
    const value = argument(args, last - 1);
    const isWord = kindOf(value) == KIND_STRING && unitsOf(value) > 1;
    if (!isObject(value, OBJECT_OPTION) && kindOf(value) != KIND_INTEGER && !isWord) break;
    last--;
  }
  return last;
}

/** `text.Split(…)`. */
export function splitMethod(value: usize, args: usize, count: u32): usize {
  if (count == 0) return splitAt(value, spacesOf(value), 0, false);
  const first = separatorCount(args, count);
  let limit: u32 = 0;
  let dropEmpty = false;
  for (let i = first; i < count; i++) {
    const isNumber = kindOf(argument(args, i)) == KIND_INTEGER;
    // One number alone is a count; after a count it is an option.
    if (isNumber && i == first) {
      const number = numberArgument(args, i);
      if (number == NO_NUMBER || number < 1 || number > 65536) return unknown();
      limit = <u32>number;
      continue;
    }
    const option = optionArgument(args, i);
    if (option != 0 && option != 1) return unknown();
    dropEmpty = option == 1;
  }
  if (limit != 0 && dropEmpty) return unknown();
  const separator = argument(args, 0);
  if (first == 1 && kindOf(separator) == KIND_ARRAY) {
    return splitAtList(value, separator, limit, dropEmpty, first < count && limit == 0);
  }
  if (first == 1 && kindOf(separator) == KIND_NULL) return splitAt(value, spacesOf(value), limit, dropEmpty);
  if (first != 1) return splitAt(value, unitArguments(args, first), limit, dropEmpty);
  if (kindOf(separator) != KIND_STRING) return splitAt(value, unitArguments(args, 1), limit, dropEmpty);
  if (textLength(separator) == 0) return unknown();
  return byDialect(splitAt(value, single(separator), limit, dropEmpty), splitAt(value, unitTexts(separator), limit, dropEmpty));
}
