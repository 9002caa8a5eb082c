/**
 * Members of blocks, commands and the engine's objects.
 */
import { find } from "../../bytes/dictionary";
import { isWord } from "../../bytes/literal";
import { instruction } from "../program";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { entryOf, findEntry } from "../values/tables";
import { KIND_BLOCK, KIND_COMMAND, KIND_REFERENCE, KIND_STRING, Value } from "../values/value";
import { Cell, Name } from "./cells";
import {
  newObjectValue,
  OBJECT_BOUND_PARAMETERS,
  OBJECT_CONTEXT,
  OBJECT_INSTANCE,
  OBJECT_INVOKE_COMMAND,
  OBJECT_METHODS,
  OBJECT_PSVARIABLE,
  OBJECT_SESSION_STATE,
  OBJECT_VARIABLE,
} from "./objects";
import { readCell } from "./scopes";

export const ENGINE_MEMBER_INVOKE_COMMAND: i32 = 0;
export const ENGINE_MEMBER_SESSION_STATE: i32 = 1;
export const ENGINE_MEMBER_PS_VARIABLE: i32 = 2;
export const ENGINE_MEMBER_VALUE: i32 = 3;
export const ENGINE_MEMBER_NAME: i32 = 4;

/** ENGINE_MEMBER_* and the word that names it. */
export const ENGINE_MEMBER_WORDS = `
0 invokecommand
1 sessionstate
2 psvariable
3 value
4 name
`;
const table: usize = memory.data(72, 4);

/** ENGINE_MEMBER_* of a name, or -1. */
export function engineMemberNamed(name: usize, length: usize): i32 {
  return find(ENGINE_MEMBER_WORDS, table, 15, name, length);
}

/** `object.name`. */
export function objectMember(object: usize, name: usize): usize {
  if (kindOf(name) != KIND_STRING) return unknown();
  const present = changetype<Value>(object);
  const bytes = textAt(name);
  const length = textLength(name);
  if (present.kind == KIND_COMMAND) {
    const isName = isWord(bytes, length, "name") || isWord(bytes, length, "definition");
    return isName ? text(<usize>present.a, <usize>present.b) : unknown();
  }
  if (present.kind == KIND_REFERENCE) return isWord(bytes, length, "value") ? readCell(<usize>present.a) : unknown();
  if (present.kind == KIND_BLOCK) return unknown();
  if (present.aux == OBJECT_INSTANCE || present.aux == OBJECT_METHODS) {
    const members = present.aux == OBJECT_INSTANCE ? present.b : present.a;
    return members != 0 && findEntry(<usize>members, name) >= 0 ? entryOf(<usize>members, name) : unknown();
  }
  if (present.aux == OBJECT_BOUND_PARAMETERS) return objectIndex(object, name);
  switch (engineMemberNamed(bytes, length)) {
    case ENGINE_MEMBER_INVOKE_COMMAND:
      return present.aux == OBJECT_CONTEXT ? newObjectValue(OBJECT_INVOKE_COMMAND, 0, 0) : unknown();
    case ENGINE_MEMBER_SESSION_STATE:
      return present.aux == OBJECT_CONTEXT ? newObjectValue(OBJECT_SESSION_STATE, 0, 0) : unknown();
    case ENGINE_MEMBER_PS_VARIABLE:
      return present.aux == OBJECT_SESSION_STATE ? newObjectValue(OBJECT_PSVARIABLE, 0, 0) : unknown();
    case ENGINE_MEMBER_NAME: {
      const name = present.aux == OBJECT_VARIABLE && present.a != 0 ? <usize>changetype<Cell>(<usize>present.a).name : 0;
      return name == 0 ? unknown() : text(<usize>changetype<Name>(name).text, <usize>changetype<Name>(name).length);
    }
    case ENGINE_MEMBER_VALUE:
      return present.aux == OBJECT_VARIABLE && present.a != 0 ? readCell(<usize>present.a) : unknown();
    default:
      return unknown();
  }
}

/** `object[index]`. */
export function objectIndex(object: usize, index: usize): usize {
  const present = changetype<Value>(object);
  if (present.aux != OBJECT_BOUND_PARAMETERS || present.b == 0) return unknown();
  const table = <usize>present.b;
  return findEntry(table, index) >= 0 ? entryOf(table, index) : unknown();
}

/** The text of a block's body, braces aside. */
export function blockSpan(block: usize): usize {
  const head = instruction(changetype<Value>(block).a);
  return head.end > head.start + 1 ? text(<usize>head.start + 1, <usize>(head.end - head.start - 2)) : unknown();
}
