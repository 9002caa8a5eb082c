/**
 * Arguments of methods: the address of `count` u32 values, and what a parameter's type makes of them.
 */

import { COMMA, SPACE } from "../../../bytes/ascii";
import { integerAt, kindOf, textAt, textLength, unknown } from "../constants";
import { isUnknown, toInteger } from "../convert";
import { isObject, OBJECT_OPTION } from "../dotnet-objects";
import { append, countItems, isKnownList, itemAt, newList } from "../lists";
import { optionNamed } from "../options";
import { itemText } from "../text";
import { TYPE_CHAR, TYPE_STRING } from "../types";
import { fromUnits, toUnits, unitsOf } from "../units";
import { KIND_ARRAY, KIND_CHAR, KIND_DOUBLE, KIND_INTEGER, KIND_STRING, Value } from "../value";

/** No number: what `numberArgument` answers for anything that is none. */
export const NO_NUMBER: i64 = i64.MIN_VALUE;

/** An argument by its place; the caller knows how many there are. */
export function argument(args: usize, index: u32): usize {
  return <usize>load<u32>(args + ((<usize>index) << 2));
}

/** An argument for an [int] parameter, or NO_NUMBER. */
export function numberArgument(args: usize, index: u32): i64 {
  const value = argument(args, index);
  const kind = kindOf(value);
  if (kind != KIND_INTEGER && kind != KIND_STRING && kind != KIND_DOUBLE && kind != KIND_CHAR) return NO_NUMBER;
  const number = toInteger(value);
  return isUnknown(number) ? NO_NUMBER : integerAt(number);
}

/** An argument for a [string] parameter: text or a character as text, else unknown. */
export function textArgument(args: usize, index: u32): usize {
  const value = argument(args, index);
  const kind = kindOf(value);
  return kind == KIND_STRING || kind == KIND_CHAR ? itemText(value) : unknown();
}

/** Whether a value is text of one unit or a character, as text; unknown for any other. */
export function unitArgument(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_CHAR) return itemText(value);
  return kind == KIND_STRING && unitsOf(value) == 1 ? value : unknown();
}

/**
 * Arguments for a parameter of type char[]: characters, text whose units count, arrays of either.
 * @returns an array of texts of one unit, or unknown
 */
export function unitArguments(args: usize, count: u32): usize {
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    const value = argument(args, i);
    if (kindOf(value) == KIND_ARRAY) {
      if (!isKnownList(value)) return unknown();
      for (let j: u32 = 0; j < countItems(value); j++) {
        const unit = unitArgument(itemAt(value, j));
        if (isUnknown(unit) || !append(list, unit)) return unknown();
      }
    } else {
      const unit = unitArgument(value);
      if (isUnknown(unit) || !append(list, unit)) return unknown();
    }
  }
  return list;
}

/** The units of a text, each as a text. */
export function unitTexts(value: usize): usize {
  const count = unitsOf(value);
  const list = newList(count);
  const units = toUnits(value);
  if (units == 0) return unknown();
  for (let i: u32 = 0; i < count; i++) if (!append(list, fromUnits(units + ((<usize>i) << 1), 1))) return unknown();
  return list;
}

/** An argument for an option: such a name, several by comma, a number, or the option itself; -1 for anything else. */
export function optionArgument(args: usize, index: u32): i32 {
  const value = argument(args, index);
  if (isObject(value, OBJECT_OPTION)) return <i32>changetype<Value>(value).a;
  if (kindOf(value) == KIND_INTEGER) return <i32>integerAt(value);
  if (kindOf(value) != KIND_STRING) return -1;
  let bits: i32 = 0;
  let at = textAt(value);
  const end = at + textLength(value);
  while (at < end) {
    let stop = at;
    while (stop < end && load<u8>(stop) != COMMA) stop++;
    let word = at;
    while (word < stop && load<u8>(word) == SPACE) word++;
    const option = optionNamed(word, stop - word);
    if (option < 0) return -1;
    bits |= option;
    at = stop + 1;
  }
  return bits;
}

/** Whether an array argument holds characters or texts for certain: TYPE_CHAR, TYPE_STRING, or 0. */
export function arrayKind(value: usize): u16 {
  const type = <u16>changetype<Value>(value).b;
  return type == TYPE_CHAR || type == TYPE_STRING ? type : 0;
}
