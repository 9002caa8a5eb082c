/**
 * New-Object and Add-Member.
 */

import { isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { nothing } from "../machine/frames";
import { classNamed, newInstance } from "../machine/instances";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { noteObject } from "../machine/journal";
import { deliver } from "../machine/state";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { newObject } from "../values/methods/statics";
import { taintObject } from "../values/operators/indexing";
import { copyTable, newTable, setEntry } from "../values/tables";
import { TYPE_PSCUSTOMOBJECT, TYPE_PSOBJECT, typeIn, typeNamed } from "../values/types";
import { KIND_ARRAY, KIND_STRING, KIND_TABLE, TABLE_OBJECT } from "../values/value";
import { blocksOf, deliverHanded } from "./handed-blocks";
import {
  ADD_MEMBER_INPUT_OBJECT,
  ADD_MEMBER_MEMBER_TYPE,
  ADD_MEMBER_NAME,
  ADD_MEMBER_NOTE_PROPERTY_NAME,
  ADD_MEMBER_NOTE_PROPERTY_VALUE,
  ADD_MEMBER_PARAMETERS,
  ADD_MEMBER_PASS_THRU,
  ADD_MEMBER_VALUE,
  NEW_OBJECT_ARGUMENT_LIST,
  NEW_OBJECT_PARAMETERS,
  NEW_OBJECT_PROPERTY,
  NEW_OBJECT_TYPE_NAME,
} from "./parameters";
import { newApiObject } from "./powershell-api";

/** A list's values as a method's arguments. */
let gathered: u32 = 0;

function gather(list: usize): usize {
  gathered = 0;
  if (list == 0) return take(8);
  if (kindOf(list) != KIND_ARRAY) {
    const one = take(8);
    if (one == 0) return 0;
    store<u32>(one, <u32>list);
    gathered = 1;
    return one;
  }
  if (!isKnownList(list)) return 0;
  const count = countItems(list);
  const room = take((<usize>count + 1) << 2);
  if (room == 0) return 0;
  for (let i: u32 = 0; i < count; i++) store<u32>(room + ((<usize>i) << 2), <u32>itemAt(list, i));
  gathered = count;
  return room;
}

/** New-Object: an instance of a class of the text, of a .NET type that values/ knows, or unknown. */
export function runNewObject(): void {
  bindWords(NEW_OBJECT_PARAMETERS);
  const name = bound(NEW_OBJECT_TYPE_NAME) == 0 ? unknown() : toText(bound(NEW_OBJECT_TYPE_NAME));
  if (kindOf(name) != KIND_STRING) {
    deliver(unknown());
    return;
  }
  const type = typeNamed(textAt(name), textLength(name));
  const number = typeIn(type);
  if (number == TYPE_PSOBJECT || number == TYPE_PSCUSTOMOBJECT) {
    const properties = bound(NEW_OBJECT_PROPERTY);
    deliver(properties != 0 && kindOf(properties) == KIND_TABLE ? copyTable(properties, TABLE_OBJECT) : newTable(TABLE_OBJECT));
    return;
  }
  const room = bound(NEW_OBJECT_PROPERTY) == 0 ? gather(bound(NEW_OBJECT_ARGUMENT_LIST)) : 0;
  if (room == 0) {
    deliver(unknown());
    return;
  }
  const own = classNamed(textAt(name), textLength(name));
  if (own != 0) {
    newInstance(own, room, gathered, invocation.start, invocation.end);
    return;
  }
  let value = newObject(type, room, gathered, <usize>invocation.start, <usize>invocation.end);
  if (value == 0 && number != 0) value = newApiObject(number, room, gathered, invocation.start, invocation.end);
  deliver(value == 0 ? unknown() : value);
}

/** Add-Member: a known member is added to a known object; any other taints the object. */
export function runAddMember(): void {
  bindWords(ADD_MEMBER_PARAMETERS);
  let object = bound(ADD_MEMBER_INPUT_OBJECT);
  if (
    object == 0 &&
    invocation.input != 0 &&
    kindOf(invocation.input) == KIND_ARRAY &&
    isKnownList(invocation.input) &&
    countItems(invocation.input) == 1
  )
    object = itemAt(invocation.input, 0);
  // Two positions alone are a note's name and value; three are kind, name and value.
  const isNote = bound(ADD_MEMBER_VALUE) == 0 && bound(ADD_MEMBER_NAME) != 0 && bound(ADD_MEMBER_MEMBER_TYPE) != 0;
  const name =
    bound(ADD_MEMBER_NOTE_PROPERTY_NAME) != 0
      ? bound(ADD_MEMBER_NOTE_PROPERTY_NAME)
      : isNote
        ? bound(ADD_MEMBER_MEMBER_TYPE)
        : bound(ADD_MEMBER_NAME);
  const value =
    bound(ADD_MEMBER_NOTE_PROPERTY_VALUE) != 0
      ? bound(ADD_MEMBER_NOTE_PROPERTY_VALUE)
      : isNote
        ? bound(ADD_MEMBER_NAME)
        : bound(ADD_MEMBER_VALUE);
  const isPlain = bound(ADD_MEMBER_MEMBER_TYPE) == 0 || isNote || isPlainMember(toText(bound(ADD_MEMBER_MEMBER_TYPE)));
  const blocks = isPlain ? <usize>0 : blocksOf(value == 0 ? unknown() : value, 0);
  if (object != 0 && name != 0 && value != 0 && !binding.surprised) add(object, name, isPlain ? value : unknown());
  else taintObject(object != 0 ? object : invocation.input != 0 ? invocation.input : unknown());
  deliverHanded(blocks, bound(ADD_MEMBER_PASS_THRU) != 0 && object != 0 ? object : nothing());
}

/** Whether a member of that type is what it was given, and runs nothing when it is read. */
function isPlainMember(type: usize): bool {
  if (kindOf(type) != KIND_STRING) return false;
  return isWord(textAt(type), textLength(type), "noteproperty") || isWord(textAt(type), textLength(type), "scriptmethod");
}

function add(object: usize, name: usize, value: usize): void {
  if (kindOf(object) != KIND_TABLE) return;
  noteObject(object);
  setEntry(object, name, value);
}
