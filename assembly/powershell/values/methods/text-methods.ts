/**
 * Methods of strings. Searches by text follow the culture and are known only where cultures agree; those by character,
 * `Replace` and `Contains` are ordinal.
 */

import { equals, isAscii, utf16Length } from "../../../bytes/text";
import { isSpaceUnit } from "../../regex/matcher";
import { work } from "../../work";
import { lowered, raised } from "../casing";
import {
  boolean,
  character,
  emptyString,
  failed,
  integer,
  kindOf,
  MAX_MADE_BYTES,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { characters, isUnknown } from "../convert";
import { countItems, itemAt } from "../lists";
import { concatenate } from "../operators/sequences";
import { eitherOf } from "../possibilities";
import { indexOfBytes, isPlainSearch, isSafeHit, lastIndexOfBytes, NOT_TOLD, startsOrdinal } from "../search";
import { typeOf } from "../types";
import { isAsciiText, sliceOf, toUnits, unitAt, unitsOf } from "../units";
import { KIND_CHAR, KIND_INTEGER, KIND_NULL, KIND_STRING } from "../value";
import { closeText, openText, putBytes, putRepeated } from "../writer";
import {
  argument,
  NO_NUMBER,
  numberArgument,
  optionArgument,
  textArgument,
  unitArgument,
  unitArguments,
  unitTexts,
} from "./arguments";
import {
  TEXT_METHOD_CHARS,
  TEXT_METHOD_CLONE,
  TEXT_METHOD_CONTAINS,
  TEXT_METHOD_ENDS_WITH,
  TEXT_METHOD_EQUALS,
  TEXT_METHOD_GET_CHARS,
  TEXT_METHOD_GET_ENUMERATOR,
  TEXT_METHOD_GET_LENGTH,
  TEXT_METHOD_GET_TYPE,
  TEXT_METHOD_INDEX_OF,
  TEXT_METHOD_INSERT,
  TEXT_METHOD_LAST_INDEX_OF,
  TEXT_METHOD_NORMALIZE,
  TEXT_METHOD_PAD_LEFT,
  TEXT_METHOD_PAD_RIGHT,
  TEXT_METHOD_REMOVE,
  TEXT_METHOD_REPLACE,
  TEXT_METHOD_SPLIT,
  TEXT_METHOD_STARTS_WITH,
  TEXT_METHOD_SUBSTRING,
  TEXT_METHOD_TO_CHAR_ARRAY,
  TEXT_METHOD_TO_LOWER,
  TEXT_METHOD_TO_LOWER_INVARIANT,
  TEXT_METHOD_TO_STRING,
  TEXT_METHOD_TO_UPPER,
  TEXT_METHOD_TO_UPPER_INVARIANT,
  TEXT_METHOD_TRIM,
  TEXT_METHOD_TRIM_END,
  TEXT_METHOD_TRIM_START,
} from "./method-words";
import { splitMethod } from "./splitting";

/** A text with every occurrence of another replaced, byte for byte. */
export function replaced(value: usize, sought: usize, by: usize): usize {
  if (kindOf(sought) != KIND_STRING || kindOf(by) != KIND_STRING || textLength(sought) == 0) return unknown();
  const bytes = textAt(value);
  const length = textLength(value);
  openText();
  let from: usize = 0;
  for (let guard: usize = 0; guard <= length; guard++) {
    const hit = indexOfBytes(bytes, length, textAt(sought), textLength(sought), from);
    if (hit == NOT_TOLD) {
      closeText();
      return unknown();
    }
    if (hit < 0) break;
    putBytes(bytes + from, <usize>hit - from);
    putBytes(textAt(by), textLength(by));
    from = <usize>hit + textLength(sought);
  }
  putBytes(bytes + from, length - from);
  return closeText();
}

function replace(value: usize, args: usize, count: u32): usize {
  if (count != 2) return unknown();
  // Null as the replacement removes.
  const by = kindOf(argument(args, 1)) == KIND_NULL ? emptyString() : textArgument(args, 1);
  return replaced(value, textArgument(args, 0), by);
}

/** The part of a text from a unit on, if it is in range; else refused, so unknown. */
export function part(value: usize, from: i64, count: i64): usize {
  const units = <i64>unitsOf(value);
  if (from < 0 || count < 0 || from > units || count > units - from) return unknown();
  return sliceOf(value, <u32>from, <u32>count);
}

function substring(value: usize, args: usize, count: u32): usize {
  if (count == 0 || count > 2) return unknown();
  const from = numberArgument(args, 0);
  if (from == NO_NUMBER) return unknown();
  const size = count == 2 ? numberArgument(args, 1) : <i64>unitsOf(value) - from;
  return size == NO_NUMBER ? unknown() : part(value, from, size);
}

/** A text without a part. */
export function without(value: usize, from: i64, count: i64): usize {
  const units = <i64>unitsOf(value);
  if (from < 0 || count < 0 || from > units || count > units - from) return unknown();
  return concatenate(sliceOf(value, 0, <u32>from), sliceOf(value, <u32>(from + count), <u32>(units - from - count)));
}

function remove(value: usize, args: usize, count: u32): usize {
  if (count == 0 || count > 2) return unknown();
  const from = numberArgument(args, 0);
  if (from == NO_NUMBER) return unknown();
  const size = count == 2 ? numberArgument(args, 1) : <i64>unitsOf(value) - from;
  return size == NO_NUMBER ? unknown() : without(value, from, size);
}

/** A text with another put in at a unit. */
export function inserted(value: usize, at: i64, addition: usize): usize {
  const units = <i64>unitsOf(value);
  if (at < 0 || at > units || kindOf(addition) != KIND_STRING) return unknown();
  return concatenate(concatenate(sliceOf(value, 0, <u32>at), addition), sliceOf(value, <u32>at, <u32>(units - at)));
}

function insert(value: usize, args: usize, count: u32): usize {
  const at = count == 2 ? numberArgument(args, 0) : NO_NUMBER;
  return at == NO_NUMBER ? unknown() : inserted(value, at, textArgument(args, 1));
}

/** Characters of the largest set that is trimmed. */
const MAX_TRIMMED: u32 = 64;

function isTrimmed(unit: u32, set: usize): bool {
  if (set == 0) return isSpaceUnit(unit);
  for (let i: u32 = 0; i < countItems(set); i++) if (unitAt(itemAt(set, i), 0) == unit) return true;
  return false;
}

function trim(value: usize, args: usize, count: u32, atStart: bool, atEnd: bool): usize {
  let set: usize = 0;
  if (count == 1 && kindOf(argument(args, 0)) == KIND_STRING) set = unitTexts(argument(args, 0));
  else if (count != 0) set = unitArguments(args, count);
  if (set != 0 && isUnknown(set)) return unknown();
  if (set != 0 && countItems(set) > MAX_TRIMMED) return unknown();
  // An empty set stands for white space.
  if (set != 0 && countItems(set) == 0) set = 0;
  const units = toUnits(value);
  if (units == 0) return unknown();
  let from: u32 = 0;
  let end = unitsOf(value);
  if (atStart) while (from < end && isTrimmed(load<u16>(units + ((<usize>from) << 1)), set)) from++;
  if (atEnd) while (end > from && isTrimmed(load<u16>(units + ((<usize>(end - 1)) << 1)), set)) end--;
  return sliceOf(value, from, end - from);
}

function pad(value: usize, args: usize, count: u32, left: bool): usize {
  const width = count == 1 || count == 2 ? numberArgument(args, 0) : NO_NUMBER;
  const filler = count == 2 ? unitArgument(argument(args, 1)) : 0;
  if (width == NO_NUMBER || width < 0 || width > <i64>MAX_MADE_BYTES) return unknown();
  if (filler != 0 && (isUnknown(filler) || !isAsciiText(filler))) return unknown();
  const units = unitsOf(value);
  if (<i64>units >= width) return value;
  if (!work(<u32>width)) return unknown();
  const byte: u32 = filler == 0 ? 32 : unitAt(filler, 0);
  openText();
  if (left) putRepeated(byte, <u32>width - units);
  putBytes(textAt(value), textLength(value));
  if (!left) putRepeated(byte, <u32>width - units);
  return closeText();
}

function toCharacters(value: usize, args: usize, count: u32): usize {
  if (count == 0) return characters(value);
  const from = count == 2 ? numberArgument(args, 0) : NO_NUMBER;
  const size = count == 2 ? numberArgument(args, 1) : NO_NUMBER;
  if (from == NO_NUMBER || size == NO_NUMBER) return unknown();
  const cut = part(value, from, size);
  return isUnknown(cut) ? cut : characters(cut);
}

function indexOf(value: usize, args: usize, count: u32, last: bool): usize {
  if (count == 0 || count > 2 || (last && count != 1)) return unknown();
  const sought = argument(args, 0);
  const kind = kindOf(sought);
  const from = count == 2 ? numberArgument(args, 1) : 0;
  if ((kind != KIND_CHAR && kind != KIND_STRING) || from < 0 || (count == 2 && kindOf(argument(args, 1)) != KIND_INTEGER))
    return unknown();
  const needle = textArgument(args, 0);
  const bytes = textAt(value);
  const length = textLength(value);
  const size = textLength(needle);
  if (from != 0 && (!isAsciiText(value) || from > <i64>length)) return unknown();
  const hit = last
    ? lastIndexOfBytes(bytes, length, textAt(needle), size)
    : indexOfBytes(bytes, length, textAt(needle), size, <usize>from);
  if (hit == NOT_TOLD) return unknown();
  if (kind == KIND_STRING) {
    if (!isPlainSearch(bytes, length, textAt(needle), size)) return unknown();
    if (hit >= 0 && !isSafeHit(bytes, length, <usize>hit, size)) return unknown();
  }
  return integer(hit < 0 ? -1 : <i64>utf16Length(bytes, <usize>hit));
}

/** `StartsWith` and `EndsWith`. */
function edge(value: usize, args: usize, count: u32, atStart: bool): usize {
  const sought = count == 1 || count == 2 ? textArgument(args, 0) : unknown();
  if (isUnknown(sought)) return unknown();
  const size = textLength(sought);
  const length = textLength(value);
  const offset: usize = atStart || size > length ? 0 : length - size;
  const comparison = count == 2 ? optionArgument(args, 1) : 0;
  const ignoreCase = comparison == 5;
  const hit = size <= length && startsOrdinal(textAt(value) + offset, length - offset, textAt(sought), size, ignoreCase);
  if (comparison == 4 || (ignoreCase && isAscii(textAt(value), length) && isAscii(textAt(sought), size))) return boolean(hit);
  if (comparison != 0 || !isPlainSearch(textAt(value), length, textAt(sought), size)) return unknown();
  return hit && !isSafeHit(textAt(value), length, offset, size) ? unknown() : boolean(hit);
}

function contains(value: usize, args: usize, count: u32): usize {
  const sought = count == 1 ? textArgument(args, 0) : unknown();
  if (isUnknown(sought)) return unknown();
  const hit = indexOfBytes(textAt(value), textLength(value), textAt(sought), textLength(sought), 0);
  return hit == NOT_TOLD ? unknown() : boolean(hit >= 0);
}

function equal(value: usize, args: usize, count: u32): usize {
  const other = count == 1 || count == 2 ? argument(args, 0) : unknown();
  if (count == 1 && kindOf(other) == KIND_STRING)
    return boolean(equals(textAt(value), textLength(value), textAt(other), textLength(other)));
  if (count != 2 || kindOf(other) != KIND_STRING || !isAsciiText(value) || !isAsciiText(other)) return unknown();
  const comparison = optionArgument(args, 1);
  if (comparison != 4 && comparison != 5) return unknown();
  return boolean(
    textLength(value) == textLength(other) &&
      startsOrdinal(textAt(value), textLength(value), textAt(other), textLength(other), comparison == 5),
  );
}

function unitOf(value: usize, args: usize, count: u32): usize {
  const at = count == 1 ? numberArgument(args, 0) : NO_NUMBER;
  return at < 0 || at >= <i64>unitsOf(value) ? unknown() : character(unitAt(value, <u32>at));
}

/** Whether a position, or a position and a size, lie outside of a text for certain, which .NET refuses. */
function isOutside(value: usize, args: usize, count: u32): bool {
  const at = count == 0 ? NO_NUMBER : numberArgument(args, 0);
  const size = count == 2 ? numberArgument(args, 1) : 0;
  if (count > 2 || at == NO_NUMBER || size == NO_NUMBER) return false;
  return at < 0 || size < 0 || at + size > <i64>unitsOf(value);
}

/** Methods that cut, pad and search. */
function cutting(method: i32, value: usize, args: usize, count: u32): usize {
  switch (method) {
    case TEXT_METHOD_REPLACE:
      return replace(value, args, count);
    case TEXT_METHOD_SPLIT:
      return splitMethod(value, args, count);
    case TEXT_METHOD_SUBSTRING:
      return isOutside(value, args, count) ? failed() : substring(value, args, count);
    case TEXT_METHOD_TRIM:
      return trim(value, args, count, true, true);
    case TEXT_METHOD_TRIM_START:
      return trim(value, args, count, true, false);
    case TEXT_METHOD_TRIM_END:
      return trim(value, args, count, false, true);
    case TEXT_METHOD_PAD_LEFT:
      return pad(value, args, count, true);
    case TEXT_METHOD_PAD_RIGHT:
      return pad(value, args, count, false);
    case TEXT_METHOD_TO_CHAR_ARRAY:
      return toCharacters(value, args, count);
    case TEXT_METHOD_INDEX_OF:
      return indexOf(value, args, count, false);
    case TEXT_METHOD_LAST_INDEX_OF:
      return indexOf(value, args, count, true);
    case TEXT_METHOD_INSERT:
      return insert(value, args, count);
    default:
      return remove(value, args, count);
  }
}

/** A method of a string. @param method `textMethodNamed` */
export function textMethod(method: i32, value: usize, args: usize, count: u32): usize {
  if (method < 0) return unknown();
  if (method <= TEXT_METHOD_REMOVE) return cutting(method, value, args, count);
  switch (method) {
    case TEXT_METHOD_TO_LOWER:
      return count == 0 ? eitherOf(lowered(value, false), lowered(value, true)) : unknown();
    case TEXT_METHOD_TO_UPPER:
      return count == 0 ? eitherOf(raised(value, false), raised(value, true)) : unknown();
    case TEXT_METHOD_TO_LOWER_INVARIANT:
      return count == 0 ? lowered(value, false) : unknown();
    case TEXT_METHOD_TO_UPPER_INVARIANT:
      return count == 0 ? raised(value, false) : unknown();
    case TEXT_METHOD_STARTS_WITH:
      return edge(value, args, count, true);
    case TEXT_METHOD_ENDS_WITH:
      return edge(value, args, count, false);
    case TEXT_METHOD_CONTAINS:
      return contains(value, args, count);
    case TEXT_METHOD_GET_ENUMERATOR:
      return count == 0 ? characters(value) : unknown();
    case TEXT_METHOD_EQUALS:
      return equal(value, args, count);
    case TEXT_METHOD_GET_TYPE:
      return count == 0 ? typeOf(value) : unknown();
    case TEXT_METHOD_CHARS:
    case TEXT_METHOD_GET_CHARS:
      return unitOf(value, args, count);
    case TEXT_METHOD_GET_LENGTH:
      if (count != 0) return unknown();
      return integer(<i64>unitsOf(value));
    case TEXT_METHOD_TO_STRING:
    case TEXT_METHOD_CLONE:
    case TEXT_METHOD_NORMALIZE:
      // ToString, Clone, and Normalize of what has nothing to normalise.
      return count == 0 && (method != TEXT_METHOD_NORMALIZE || isAsciiText(value)) ? value : unknown();
    default:
      return unknown();
  }
}
