/**
 * Methods of values: which library a call belongs to, and what an outcome takes over from its operands.
 */

import { isWord } from "../../../bytes/literal";
import { REASON_DECODED, REASON_REPLACED, REASON_SPLIT, REASON_SUBSTRING } from "../../../contract";
import { take } from "../../../memory/arena";
import { work } from "../../work";
import { setBuilt } from "../builder";
import { boolean, doubleAt, emptyString, integerAt, kindOf, textAt, textLength, unknown } from "../constants";
import { isObject, OBJECT_ENCODING, OBJECT_READER } from "../dotnet-objects";
import { carriedFlags, carry, gatheredSteps } from "../flags";
import { formatInteger } from "../format";
import { append, countItems, isEnumerator, isKnownList, itemAt, MAX_ALTERNATIVES, newList } from "../lists";
import { taintObject } from "../operators/indexing";
import { isLoose, partialIn, runsAsText, runText } from "../partial";
import { eitherOf } from "../possibilities";
import { sameItem } from "../sameness";
import { isSecret } from "../secrets";
import { newStep, withSteps } from "../steps";
import { itemText, plainText } from "../text";
import { typeOf } from "../types";
import { isAsciiText } from "../units";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_OBJECT,
  KIND_PARTIAL,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_TABLE,
  KIND_UNKNOWN,
  TABLE_OBJECT,
  Value,
} from "../value";
import { argument, textArgument } from "./arguments";
import { builderMethod } from "./builder-methods";
import { listMethod } from "./list-methods";
import {
  builderMethodNamed,
  listMethodNamed,
  TABLE_METHOD_GET_TYPE,
  TEXT_METHOD_GET_ENUMERATOR,
  TEXT_METHOD_REMOVE,
  TEXT_METHOD_REPLACE,
  TEXT_METHOD_SPLIT,
  TEXT_METHOD_SUBSTRING,
  tableMethodNamed,
  textMethodNamed,
} from "./method-words";
import { anyUnknown, objectMethod } from "./object-methods";
import { tableMethod } from "./table-methods";
import { replaced, textMethod } from "./text-methods";

/** Whether the machine runs it: `.ForEach`, `.Where`. */
function isCollectionMethod(name: usize): bool {
  return isWord(textAt(name), textLength(name), "foreach") || isWord(textAt(name), textLength(name), "where");
}

/** Methods of numbers, characters and truths. */
function itemMethod(name: usize, object: usize, args: usize, count: u32): usize {
  const word = textAt(name);
  const length = textLength(name);
  const kind = kindOf(object);
  if (isWord(word, length, "gettype")) return count == 0 ? typeOf(object) : unknown();
  if (isWord(word, length, "equals") && count == 1) {
    const other = argument(args, 0);
    return kindOf(other) == kind ? boolean(sameItem(object, other)) : unknown();
  }
  if (!isWord(word, length, "tostring")) return unknown();
  // Signs and decimal points follow the culture here.
  if (kind == KIND_INTEGER) {
    const format = count == 1 ? argument(args, 0) : 0;
    if (count == 0) return integerAt(object) < 0 ? unknown() : itemText(object);
    return kindOf(format) == KIND_STRING && count == 1 ? formatInteger(object, textAt(format), textLength(format)) : unknown();
  }
  if (count != 0) return unknown();
  if (kind == KIND_DOUBLE) {
    const number = doubleAt(object);
    return number >= 0 && Math.trunc(number) == number ? itemText(object) : unknown();
  }
  return itemText(object);
}

/** A method of the elements of an array, one by one. PowerShell: member enumeration of methods. */
function onItems(name: usize, array: usize, args: usize, count: u32): usize {
  const method = textMethodNamed(name);
  if (!isKnownList(array)) return unknown();
  const list = newList(countItems(array));
  let weight: usize = 0;
  for (let i: u32 = 0; i < count; i++) if (kindOf(argument(args, i)) == KIND_STRING) weight += textLength(argument(args, i));
  for (let i: u32 = 0; i < countItems(array); i++) {
    const item = itemAt(array, i);
    const kind = kindOf(item);
    // Every element's own text, and the arguments anew.
    if (!work(<u32>(weight + (kind == KIND_STRING ? textLength(item) : 0)))) return unknown();
    let made: usize;
    if (kind == KIND_STRING) made = textMethod(method, item, args, count);
    else if (kind == KIND_INTEGER || kind == KIND_CHAR) made = itemMethod(name, item, args, count);
    else if (kind == KIND_OBJECT) made = objectMethod(name, item, args, count);
    else return kind == KIND_BLOCK || kind == KIND_COMMAND ? 0 : unknown();
    if (made == 0 || kindOf(made) == KIND_UNKNOWN) return made;
    // A text's enumerator stays one object.
    if (kindOf(made) == KIND_CHOICE || method == TEXT_METHOD_GET_ENUMERATOR) return unknown();
    // What gives a list gives its elements.
    if (kindOf(made) != KIND_ARRAY) {
      if (!append(list, made)) return unknown();
      continue;
    }
    for (let j: u32 = 0; j < countItems(made); j++) if (!append(list, itemAt(made, j))) return unknown();
  }
  return list;
}

/** Methods that arrays and lists have themselves and that are not followed. */
function isOwnMethod(name: usize): bool {
  const word = textAt(name);
  const length = textLength(name);
  return (
    isWord(word, length, "tostring") ||
    isWord(word, length, "equals") ||
    isWord(word, length, "gethashcode") ||
    isWord(word, length, "copyto") ||
    isWord(word, length, "lastindexof")
  );
}

function arrayMethod(name: usize, array: usize, args: usize, count: u32, start: usize, end: usize): usize {
  if (isCollectionMethod(name)) return 0;
  if (isEnumerator(array)) return unknown();
  const method = listMethodNamed(name);
  if (method >= 0) return listMethod(method, array, args, count, start, end);
  // The array's own come first.
  if (isOwnMethod(name)) return unknown();
  if (textMethodNamed(name) >= 0) return onItems(name, array, args, count);
  const made = onItems(name, array, args, count);
  if (made != 0 && kindOf(made) == KIND_UNKNOWN) taintObject(array);
  return made;
}

function plainMethod(name: usize, object: usize, args: usize, count: u32, start: usize, end: usize): usize {
  switch (<i32>kindOf(object)) {
    case KIND_STRING:
      return isCollectionMethod(name) ? 0 : textMethod(textMethodNamed(name), object, args, count);
    case KIND_ARRAY:
      return arrayMethod(name, object, args, count, start, end);
    case KIND_TABLE: {
      if (isCollectionMethod(name)) return 0;
      const method = tableMethodNamed(name);
      // Script methods of custom objects are the machine's.
      if (changetype<Value>(object).aux == TABLE_OBJECT) return method == TABLE_METHOD_GET_TYPE ? typeOf(object) : 0;
      return tableMethod(method, object, args, count, start, end);
    }
    case KIND_BUILDER:
      return builderMethod(name, object, args, count);
    case KIND_OBJECT:
      return isCollectionMethod(name) ? 0 : objectMethod(name, object, args, count);
    case KIND_BLOCK:
    case KIND_COMMAND:
    case KIND_REFERENCE:
      return 0;
    case KIND_BOOLEAN:
    case KIND_CHAR:
    case KIND_DOUBLE:
    case KIND_INTEGER:
      return isCollectionMethod(name) ? 0 : itemMethod(name, object, args, count);
    case KIND_PARTIAL:
      return isCollectionMethod(name) ? 0 : partialMethod(name, object, args, count);
    default:
      return isCollectionMethod(name) ? 0 : unknown();
  }
}

/**
 * A method of a text, where the text or what stands for another is known in part. `Replace` finds the same in known pieces
 * whatever stands between them if it looks for one character.
 */
function partialMethod(name: usize, object: usize, args: usize, count: u32): usize {
  if (isLoose(object)) return unknown();
  if (count == 0 && isWord(textAt(name), textLength(name), "tostring")) return object;
  if (count != 2 || !isWord(textAt(name), textLength(name), "replace")) return unknown();
  const sought = textArgument(args, 0);
  const whole = kindOf(object) == KIND_STRING;
  if (kindOf(sought) != KIND_STRING || (!whole && (textLength(sought) != 1 || !isAsciiText(sought)))) return unknown();
  const by = kindOf(argument(args, 1)) == KIND_NULL ? emptyString() : textArgument(args, 1);
  const made = replaced(whole ? object : runsAsText(object), sought, kindOf(by) == KIND_STRING ? by : runText());
  return kindOf(made) == KIND_STRING ? partialIn(made) : unknown();
}

/** What an unknown argument leaves of the object: its contents no longer count, except where it becomes one of them. */
function withUnknown(name: usize, object: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const kind = kindOf(object);
  if (kind == KIND_BUILDER) return builderMethod(name, object, args, count);
  const isList = kind == KIND_ARRAY && changetype<Value>(object).aux != 0;
  // An unknown element in a known place leaves the other elements known.
  if ((isList || kind == KIND_TABLE) && !isCollectionMethod(name)) return plainMethod(name, object, args, count, start, end);
  if (kind == KIND_STRING || kind == KIND_PARTIAL) return isCollectionMethod(name) ? 0 : partialMethod(name, object, args, count);
  if (kind == KIND_ARRAY) return isCollectionMethod(name) ? 0 : unknown();
  return kind == KIND_BLOCK || kind == KIND_COMMAND || kind == KIND_REFERENCE || kind == KIND_OBJECT
    ? plainMethod(name, object, args, count, start, end)
    : unknown();
}

/** REASON_* of a method for the evidence. */
function reasonOf(name: usize, object: usize): u32 {
  if (isObject(object, OBJECT_ENCODING) || isObject(object, OBJECT_READER)) return REASON_DECODED;
  if (kindOf(object) != KIND_STRING) return 0;
  const method = textMethodNamed(name);
  if (method == TEXT_METHOD_REPLACE) return REASON_REPLACED;
  if (method == TEXT_METHOD_SPLIT) return REASON_SPLIT;
  return method >= TEXT_METHOD_SUBSTRING && method <= TEXT_METHOD_REMOVE ? REASON_SUBSTRING : 0;
}

/** Flags and steps of arguments and object, gathered for what is made of them. */
function kept(made: usize, name: usize, object: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const kind = kindOf(made);
  if (made == object || kind == KIND_UNKNOWN || kind == KIND_NULL || kind == KIND_BUILDER) return made;
  let flags = carriedFlags(object);
  let steps = gatheredSteps(object);
  for (let i: u32 = 0; i < count; i++) {
    const value = argument(args, i);
    flags |= carriedFlags(value);
    const own = gatheredSteps(value);
    if (own != 0 && i < 16) steps = steps == 0 ? own : newStep(0, 0, 0, steps, own, 0);
  }
  const marked = carry(made, flags, object, object);
  const reason = reasonOf(name, object);
  return withSteps(marked, reason == 0 ? steps : newStep(reason, start, end, steps, 0, 0));
}

function oneMethod(name: usize, object: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const made = anyUnknown(args, count)
    ? withUnknown(name, object, args, count, start, end)
    : plainMethod(name, object, args, count, start, end);
  return made == 0 ? 0 : kept(made, name, object, args, count, start, end);
}

/** Position of the only choice among arguments; -1 for none, -2 for several. */
function choiceAmong(args: usize, count: u32): i32 {
  let at: i32 = -1;
  for (let i: u32 = 0; i < count; i++) {
    if (kindOf(argument(args, i)) != KIND_CHOICE) continue;
    if (at >= 0) return -2;
    at = <i32>i;
  }
  return at;
}

/** Whether a method may change its object, so that possibilities cannot be tried one after the other. */
function mayChange(object: usize): bool {
  const kind = kindOf(object);
  return kind == KIND_BUILDER || kind == KIND_TABLE || (kind == KIND_ARRAY && changetype<Value>(object).aux != 0);
}

/** An argument is one of several: each is tried. */
function withChoice(name: usize, object: usize, args: usize, count: u32, at: u32, start: usize, end: usize): usize {
  const copy = take((<usize>count) << 2);
  if (copy == 0) return unknown();
  memory.copy(copy, args, (<usize>count) << 2);
  const alternatives = argument(args, at);
  let made: usize = 0;
  for (let i: u32 = 0; i < countItems(alternatives); i++) {
    store<u32>(copy + ((<usize>at) << 2), <u32>itemAt(alternatives, i));
    const one = oneMethod(name, object, copy, count, start, end);
    if (one == 0) return 0;
    made = made == 0 ? one : eitherOf(made, one);
  }
  return made;
}

function onObject(name: usize, object: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const at = choiceAmong(args, count);
  if (at == -1) return oneMethod(name, object, args, count, start, end);
  const kind = kindOf(object);
  if (kind == KIND_STRING && at >= 0) return withChoice(name, object, args, count, <u32>at, start, end);
  // Elsewhere a choice is an element or a key like any other, or unknown.
  if (kind == KIND_BUILDER) {
    setBuilt(object, unknown());
    return isSecret(object) ? unknown() : object;
  }
  return mayChange(object) || kind >= KIND_TABLE ? oneMethod(name, object, args, count, start, end) : unknown();
}

/**
 * Whether what a method writes is followed, whatever it gave: its object's own methods are, and texts and numbers write nothing but the
 * array that `CopyTo` is handed.
 */
export function isFollowed(object: usize, name: usize): bool {
  if (kindOf(name) != KIND_STRING) return false;
  switch (<i32>kindOf(object)) {
    case KIND_ARRAY:
      return listMethodNamed(name) >= 0;
    case KIND_TABLE:
      return tableMethodNamed(name) >= 0;
    case KIND_BUILDER:
      return builderMethodNamed(name) >= 0 && !isSecret(object);
    case KIND_STRING:
    case KIND_PARTIAL:
    case KIND_BOOLEAN:
    case KIND_INTEGER:
    case KIND_DOUBLE:
    case KIND_CHAR:
    case KIND_NULL:
      return !isWord(textAt(name), textLength(name), "copyto");
    default:
      return kindOf(object) == KIND_OBJECT;
  }
}

/**
 * `object.name(arguments)`. A method that changes the object does so.
 * @param name the name's value
 * @param args address of `count` u32 values
 * @returns 0 where the machine must answer (blocks, commands, objects, and `.ForEach` and `.Where`); null for void
 */
export function invoke(object: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const method = kindOf(name) == KIND_CHOICE ? unknown() : plainText(name);
  if (kindOf(method) != KIND_STRING) {
    taintObject(object);
    return kindOf(object) >= KIND_BLOCK && kindOf(object) != KIND_CHOICE ? 0 : unknown();
  }
  if (kindOf(object) != KIND_CHOICE) return onObject(method, object, args, count, start, end);
  let made: usize = 0;
  if (countItems(object) > MAX_ALTERNATIVES) return unknown();
  for (let i: u32 = 0; i < countItems(object); i++) {
    const one = itemAt(object, i);
    // Which of them is changed is not known, so neither counts any more.
    if (mayChange(one)) {
      taintObject(object);
      return unknown();
    }
    const outcome = onObject(method, one, args, count, start, end);
    if (outcome == 0) return 0;
    made = made == 0 ? outcome : eitherOf(made, outcome);
  }
  return made;
}
