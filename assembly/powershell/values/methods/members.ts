/**
 * Properties of values.
 */

import { find } from "../../../bytes/dictionary";
import { isWord } from "../../../bytes/literal";
import { REASON_ELEMENT } from "../../../contract";
import { builtText } from "../builder";
import { boolean, integer, kindOf, nullValue, textAt, textLength, unknown } from "../constants";
import { newObjectValue, OBJECT_GROUP, OBJECT_GROUPS, OBJECT_MATCH, OBJECT_METHOD } from "../dotnet-objects";
import { withFlags } from "../flags";
import { append, choice, countItems, isEnumerator, isKnownList, itemAt, newList } from "../lists";
import { taintObject } from "../operators/indexing";
import { isSecret } from "../secrets";
import { derive } from "../steps";
import { isStreamed } from "../streams";
import { countEntries, findEntry, isKnownTable, keyAt, setEntry, TABLE_ENTRY, valueAt } from "../tables";
import { plainText } from "../text";
import { typeName } from "../type-names";
import { unitsOf } from "../units";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BUILDER,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_NULL,
  KIND_OBJECT,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  TABLE_HASH,
  TABLE_OBJECT,
  TABLE_ORDERED,
  VALUE_DECODED,
  VALUE_UNCLAIMABLE,
  Value,
} from "../value";
import { textMethodNamed } from "./method-words";
import { secretMember } from "./secret-methods";
import { streamMember } from "./stream-methods";

export const MEMBER_LENGTH: i32 = 0;
export const MEMBER_COUNT: i32 = 1;
export const MEMBER_KEYS: i32 = 2;
export const MEMBER_VALUES: i32 = 3;
export const MEMBER_NAME: i32 = 4;
export const MEMBER_FULL_NAME: i32 = 5;
export const MEMBER_VALUE: i32 = 6;
export const MEMBER_SUCCESS: i32 = 7;
export const MEMBER_INDEX: i32 = 8;
export const MEMBER_GROUPS: i32 = 9;
/** What some values have and is not followed. */
export const MEMBER_OTHER: i32 = 10;

/** MEMBER_* and the word that names it. */
export const MEMBER_WORDS = `
0 length
1 count
2 keys
3 values
4 name
5 fullname
6 value
7 success
8 index
9 groups
10 chars capacity longlength rank syncroot isfixedsize isreadonly
`;
const MASK: u32 = 63;
const SLOTS: usize = memory.data((MASK + 2) << 2, 4);

/** MEMBER_* of a name, or -1. */
export function memberNamed(name: usize): i32 {
  return kindOf(name) == KIND_STRING ? find(MEMBER_WORDS, SLOTS, MASK, textAt(name), textLength(name)) : -1;
}

/** The keys or values of a table as a list; the order of `@{}` is the engine's secret unless there is one at most. */
export function column(table: usize, ofKeys: bool): usize {
  const count = countEntries(table);
  if (!isKnownTable(table) || (changetype<Value>(table).aux == TABLE_HASH && count > 1)) return unknown();
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) if (!append(list, ofKeys ? keyAt(table, i) : valueAt(table, i))) return unknown();
  return list;
}

/** A property of a dictionary or a custom object. A dictionary's keys come before its own properties. */
function ofTable(table: usize, name: usize): usize {
  const type = changetype<Value>(table).aux;
  const at = findEntry(table, name);
  if (at == -2) return unknown();
  if (at >= 0) return valueAt(table, <u32>at);
  const word = memberNamed(name);
  if (word == MEMBER_LENGTH) return type == TABLE_OBJECT ? unknown() : integer(1);
  if (word == MEMBER_COUNT) return type > TABLE_ORDERED ? unknown() : integer(<i64>countEntries(table));
  if (word == MEMBER_KEYS || word == MEMBER_VALUES)
    return type > TABLE_ORDERED ? nullValue() : column(table, word == MEMBER_KEYS);
  return word == MEMBER_OTHER || isIntrinsic(name) ? unknown() : nullValue();
}

/** `psobject`, `psbase` and their kin, which every object has. */
function isIntrinsic(name: usize): bool {
  const text = textAt(name);
  const length = textLength(name);
  return (
    isWord(text, length, "psobject") ||
    isWord(text, length, "psbase") ||
    isWord(text, length, "psadapted") ||
    isWord(text, length, "psextended") ||
    isWord(text, length, "pstypenames")
  );
}

/** A property of every element that has it; null is left out. PowerShell: member enumeration. */
function ofItems(array: usize, name: usize): usize {
  const list = newList(4);
  for (let i: u32 = 0; i < countItems(array); i++) {
    const item = itemAt(array, i);
    let made: usize;
    if (kindOf(item) == KIND_TABLE) made = ofTable(item, name);
    else if (kindOf(item) == KIND_OBJECT) made = ofObject(item, memberNamed(name));
    else return kindOf(item) == KIND_BLOCK || kindOf(item) == KIND_COMMAND ? 0 : unknown();
    if (made == 0 || kindOf(made) == 0) return made;
    if (kindOf(made) == KIND_ARRAY) return unknown();
    if (kindOf(made) != KIND_NULL && !append(list, made)) return unknown();
  }
  const count = countItems(list);
  return count == 0 ? nullValue() : count == 1 ? itemAt(list, 0) : list;
}

function ofArray(array: usize, name: usize): usize {
  if (!isKnownList(array) || isEnumerator(array)) return unknown();
  const word = memberNamed(name);
  const isList = changetype<Value>(array).aux != 0;
  if (word == MEMBER_COUNT || (word == MEMBER_LENGTH && !isList)) return integer(<i64>countItems(array));
  if (word == MEMBER_LENGTH || word == MEMBER_OTHER || isIntrinsic(name)) return unknown();
  return ofItems(array, name);
}

/** A property of an object that this library follows. @returns 0 for the machine's objects */
function ofObject(object: usize, word: i32): usize {
  const present = changetype<Value>(object);
  if (present.aux == OBJECT_GROUP) {
    if (word == MEMBER_VALUE) return <usize>present.a;
    if (word == MEMBER_SUCCESS) return boolean(present.b != 0);
    return word == MEMBER_LENGTH ? integer(<i64>unitsOf(<usize>present.a)) : unknown();
  }
  if (present.aux == OBJECT_MATCH) {
    const whole = itemAt(<usize>present.a, 0);
    if (word == MEMBER_GROUPS) return newObjectValue(OBJECT_GROUPS, present.a, present.b);
    if (word == MEMBER_INDEX) return integer(<i64>present.b);
    if (word == MEMBER_VALUE) return <usize>changetype<Value>(whole).a;
    if (word == MEMBER_SUCCESS) return boolean(changetype<Value>(whole).b != 0);
    return word == MEMBER_LENGTH ? integer(<i64>unitsOf(<usize>changetype<Value>(whole).a)) : unknown();
  }
  if (present.aux == OBJECT_GROUPS) return word == MEMBER_COUNT ? integer(<i64>countItems(<usize>present.a)) : unknown();
  return present.aux < 256 ? 0 : unknown();
}

/** A property of a single value: text, a number, a character, a truth, null. */
function ofItem(object: usize, name: usize): usize {
  const word = memberNamed(name);
  const kind = kindOf(object);
  if (word == MEMBER_COUNT) return integer(kind == KIND_NULL ? 0 : 1);
  if (word == MEMBER_LENGTH) return integer(kind == KIND_STRING ? <i64>unitsOf(object) : kind == KIND_NULL ? 0 : 1);
  if (kind == KIND_NULL) return nullValue();
  if (kind == KIND_STRING && textMethodNamed(name) >= 0) return newObjectValue(OBJECT_METHOD, <u32>object, <u32>name);
  return word == MEMBER_OTHER || isIntrinsic(name) ? unknown() : nullValue();
}

function plainMember(object: usize, name: usize): usize {
  switch (<i32>kindOf(object)) {
    case KIND_BLOCK:
    case KIND_COMMAND:
    case KIND_REFERENCE:
      return 0;
    case KIND_TABLE:
      return ofTable(object, name);
    case KIND_ARRAY:
      return ofArray(object, name);
    case KIND_OBJECT:
      return isStreamed(object) ? streamMember(object, name) : ofObject(object, memberNamed(name));
    case KIND_BUILDER: {
      if (isSecret(object)) return secretMember(object, name);
      const built = builtText(object);
      return memberNamed(name) == MEMBER_LENGTH && kindOf(built) == KIND_STRING ? integer(<i64>unitsOf(built)) : unknown();
    }
    case KIND_TYPE: {
      const word = memberNamed(name);
      return word == MEMBER_NAME || word == MEMBER_FULL_NAME ? typeName(object, word == MEMBER_FULL_NAME) : unknown();
    }
    case KIND_NULL:
    case KIND_STRING:
      return ofItem(object, name);
    default:
      // Numbers, characters and truths; what is unknown stays so.
      return kindOf(object) >= KIND_NULL && kindOf(object) < KIND_STRING ? ofItem(object, name) : unknown();
  }
}

function oneMember(object: usize, name: usize, start: usize, end: usize): usize {
  const made = plainMember(object, name);
  if (made == 0) return 0;
  const flags = changetype<Value>(object).flags & (VALUE_DECODED | VALUE_UNCLAIMABLE);
  return derive(withFlags(made, flags), REASON_ELEMENT, start, end, made, object, 0);
}

/**
 * `object.name`; name is a value.
 * @returns 0 where the machine must answer (blocks, commands, references, its own objects)
 */
export function member(object: usize, name: usize, start: usize, end: usize): usize {
  // Only a single plain value names a member.
  const text = kindOf(name) > KIND_STRING ? unknown() : plainText(name);
  const isObject = kindOf(object) != KIND_CHOICE;
  if (kindOf(text) != KIND_STRING) return isObject && plainMember(object, name) == 0 ? 0 : unknown();
  if (isObject) return oneMember(object, text, start, end);
  let made: usize = 0;
  for (let i: u32 = 0; i < countItems(object); i++) {
    const one = oneMember(itemAt(object, i), text, start, end);
    if (one == 0) return 0;
    made = made == 0 ? one : choice(made, one);
  }
  return made;
}

/**
 * `object.name = value`. What cannot be followed taints the object.
 * @returns whether it was written
 */
export function setMember(object: usize, name: usize, value: usize): bool {
  if (kindOf(object) != KIND_TABLE || kindOf(name) != KIND_STRING || changetype<Value>(object).aux == TABLE_ENTRY) {
    taintObject(object);
    return false;
  }
  // A custom object takes no new property this way: the assignment is refused.
  if (changetype<Value>(object).aux == TABLE_OBJECT && findEntry(object, name) == -1) return true;
  return setEntry(object, name, value);
}
