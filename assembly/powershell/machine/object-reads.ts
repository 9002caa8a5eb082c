/**
 * Members of blocks, commands and the engine's objects.
 */
import { HYPHEN } from "../../bytes/ascii";
import { find } from "../../bytes/dictionary";
import { isWord } from "../../bytes/literal";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { entryOf, findEntry } from "../values/tables";
import { COMMAND_AMBIGUOUS, KIND_BLOCK, KIND_COMMAND, KIND_REFERENCE, KIND_STRING, newValue, Value } from "../values/value";
import { Cell, Name } from "./cells";
import { listedNames } from "./command-lists";
import {
  newObjectValue,
  OBJECT_BOUND_PARAMETERS,
  OBJECT_COMMANDS,
  OBJECT_CONTEXT,
  OBJECT_EXPORTS,
  OBJECT_INSTANCE,
  OBJECT_INVOKE_COMMAND,
  OBJECT_METHODS,
  OBJECT_MODULE,
  OBJECT_POWERSHELL,
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
export const ENGINE_MEMBER_EXPORTS: i32 = 5;
export const ENGINE_MEMBER_COMMANDS: i32 = 6;
export const ENGINE_MEMBER_PARAMETERS: i32 = 7;

/** ENGINE_MEMBER_* and the word that names it. */
export const ENGINE_MEMBER_WORDS = `
0 invokecommand
1 sessionstate
2 psvariable
3 value
4 name
5 exportedcommands exportedcmdlets exportedfunctions
6 commands
7 parameters
`;
const MASK: u32 = 15;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** ENGINE_MEMBER_* of a name, or -1. */
export function engineMemberNamed(name: usize, length: usize): i32 {
  return find(ENGINE_MEMBER_WORDS, table, MASK, name, length);
}

/** Verb or noun of a command's name. PowerShell: CmdletInfo.SplitCmdletName */
function partOfName(command: Value, verb: bool): usize {
  const name = <usize>command.a;
  const length = <usize>command.b;
  let dash: usize = 0;
  while (dash < length && load<u8>(name + dash) != HYPHEN) dash++;
  if (dash == length) return unknown();
  return verb ? text(name, dash) : text(name + dash + 1, length - dash - 1);
}

/** The commands that a module exports: one by its name, or all. */
function exported(name: usize): usize {
  const length = textLength(name);
  if (isWord(textAt(name), length, "values")) return newObjectValue(OBJECT_COMMANDS, 1, 0);
  if (isWord(textAt(name), length, "keys")) return listedNames();
  for (let i: usize = 0; i < length; i++) {
    // What is no property of a dictionary is a key.
    if (load<u8>(textAt(name) + i) == HYPHEN) {
      const command = newValue(KIND_COMMAND, <u32>textAt(name), <u32>length);
      return command == 0 ? unknown() : command;
    }
  }
  return unknown();
}

/** What a command, or an alias of it, tells of it. */
const MEMBER_NAME: i32 = 0;
const MEMBER_ITSELF: i32 = 1;
const MEMBER_VERB: i32 = 2;
const MEMBER_NOUN: i32 = 3;
const COMMAND_MEMBERS = `
0 name definition resolvedcommandname
1 referencedcommand resolvedcommand scriptblock
2 verb
3 noun
`;
const COMMAND_MASK: u32 = 15;
const commandTable: usize = memory.data((COMMAND_MASK + 2) << 2, 4);

/** `object.name`. */
export function objectMember(object: usize, name: usize): usize {
  if (kindOf(name) != KIND_STRING) return unknown();
  const present = changetype<Value>(object);
  const bytes = textAt(name);
  const length = textLength(name);
  if (present.kind == KIND_COMMAND) {
    switch (find(COMMAND_MEMBERS, commandTable, COMMAND_MASK, bytes, length)) {
      case MEMBER_NAME:
        // Of one that its pattern did not tell from others, the name is as open.
        return present.aux == COMMAND_AMBIGUOUS ? object : text(<usize>present.a, <usize>present.b);
      case MEMBER_ITSELF:
        return object;
      case MEMBER_VERB:
        return partOfName(present, true);
      case MEMBER_NOUN:
        return partOfName(present, false);
      default:
        return unknown();
    }
  }
  if (present.kind == KIND_REFERENCE) return isWord(bytes, length, "value") ? readCell(<usize>present.a) : unknown();
  if (present.kind == KIND_BLOCK) return unknown();
  if (present.aux == OBJECT_INSTANCE || present.aux == OBJECT_METHODS) {
    const members = present.aux == OBJECT_INSTANCE ? present.b : present.a;
    return members != 0 && findEntry(<usize>members, name) >= 0 ? entryOf(<usize>members, name) : unknown();
  }
  if (present.aux == OBJECT_BOUND_PARAMETERS) return objectIndex(object, name);
  if (present.aux == OBJECT_EXPORTS) return exported(name);
  switch (engineMemberNamed(bytes, length)) {
    case ENGINE_MEMBER_INVOKE_COMMAND:
      return present.aux == OBJECT_CONTEXT || present.aux == OBJECT_SESSION_STATE
        ? newObjectValue(OBJECT_INVOKE_COMMAND, 0, 0)
        : unknown();
    case ENGINE_MEMBER_SESSION_STATE:
      return present.aux == OBJECT_CONTEXT ? newObjectValue(OBJECT_SESSION_STATE, 0, 0) : unknown();
    case ENGINE_MEMBER_PS_VARIABLE:
      return present.aux == OBJECT_SESSION_STATE ? newObjectValue(OBJECT_PSVARIABLE, 0, 0) : unknown();
    case ENGINE_MEMBER_EXPORTS:
      return present.aux == OBJECT_MODULE ? newObjectValue(OBJECT_EXPORTS, 0, 0) : unknown();
    case ENGINE_MEMBER_NAME: {
      if (present.aux == OBJECT_COMMANDS) return listedNames();
      const name = present.aux == OBJECT_VARIABLE && present.a != 0 ? <usize>changetype<Cell>(<usize>present.a).name : 0;
      return name == 0 ? unknown() : text(<usize>changetype<Name>(name).text, <usize>changetype<Name>(name).length);
    }
    case ENGINE_MEMBER_COMMANDS:
    case ENGINE_MEMBER_PARAMETERS:
      // What is added to it goes to the last command.
      return present.aux == OBJECT_POWERSHELL
        ? newObjectValue(OBJECT_POWERSHELL, present.a, <u32>(engineMemberNamed(bytes, length) - ENGINE_MEMBER_COMMANDS))
        : unknown();
    case ENGINE_MEMBER_VALUE:
      return present.aux == OBJECT_VARIABLE && present.a != 0 ? readCell(<usize>present.a) : unknown();
    default:
      return unknown();
  }
}

/** `object[index]`. */
export function objectIndex(object: usize, index: usize): usize {
  const present = changetype<Value>(object);
  if (present.aux == OBJECT_POWERSHELL) return object;
  if (present.aux == OBJECT_EXPORTS) return kindOf(index) == KIND_STRING ? exported(index) : unknown();
  if (present.aux != OBJECT_BOUND_PARAMETERS || present.b == 0) return unknown();
  const table = <usize>present.b;
  return findEntry(table, index) >= 0 ? entryOf(table, index) : unknown();
}
