/**
 * Get-Command and its kin: names to commands. A pattern means a watched command if it fits that name; whether it fits others
 * of its family decides whether calling the result would work. PowerShell: Get-Command, CommandInvocationIntrinsics.
 */

import { BACKSLASH, LOWER_I } from "../../bytes/ascii";
import { REASON_COMMAND_LOOKUP } from "../../contract";
import { take } from "../../memory/arena";
import { Cell, Name, SPACE_ALIAS, SPACE_FUNCTION } from "../machine/cells";
import { expressionLike, watchedCommand } from "../machine/command-lists";
import { nothing } from "../machine/frames";
import { bindWords, bound, invocation } from "../machine/invocation";
import { newObjectValue, OBJECT_COMMANDS, OBJECT_MODULE } from "../machine/objects";
import { findCell, intern, nameOf, readCell, rootCells } from "../machine/scopes";
import { deliver } from "../machine/state";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { append, countItems, isKnownList, itemAt, newList, taintList } from "../values/lists";
import { derive } from "../values/steps";
import { COMMAND_AMBIGUOUS, KIND_ARRAY, KIND_COMMAND, KIND_NULL, KIND_STRING, KIND_UNKNOWN, newValue } from "../values/value";
import { hasWildcard, nameFits } from "../values/wildcard";
import { isFamily, nameAt, nameBytes, nameCount, watchedIndex } from "../watched";
import { builtinNamed, commandNamed } from "./names";
import {
  GET_COMMAND_COMMAND_TYPE,
  GET_COMMAND_MODULE,
  GET_COMMAND_NAME,
  GET_COMMAND_NOUN,
  GET_COMMAND_PARAMETERS,
  GET_COMMAND_SYNTAX,
  GET_COMMAND_VERB,
  MODULE_PARAMETERS,
  MODULE_PASS_THRU,
} from "./parameters";

/** The command object of a name's value. */
export function commandFor(name: usize): usize {
  if (kindOf(name) != KIND_STRING) return kindOf(name) == KIND_COMMAND ? name : unknown();
  const value = newValue(KIND_COMMAND, <u32>textAt(name), <u32>textLength(name));
  return value == 0 ? unknown() : value;
}

/** The commands of the aliases whose names fit a pattern. */
export function aliasesLike(pattern: usize, length: usize): usize {
  if (!hasWildcard(pattern, length)) {
    const cell = findCell(intern(SPACE_ALIAS, pattern, length));
    if (cell != 0) return commandFor(readCell(cell));
    return builtinNamed(pattern, length) >= 0 ? commandFor(text(pattern, length)) : unknown();
  }
  const list = newList(4);
  for (let at = rootCells(); at != 0; at = <usize>changetype<Cell>(at).sibling) {
    const name = changetype<Name>(<usize>changetype<Cell>(at).name);
    if (name.space != SPACE_ALIAS || changetype<Cell>(at).value == 0) continue;
    if (nameFits(pattern, length, <usize>name.text, <usize>name.length)) append(list, commandFor(readCell(at)));
  }
  return countItems(list) == 1 ? itemAt(list, 0) : countItems(list) == 0 ? expressionLike(pattern, length) : list;
}

/** Whether a command of that name is known: where there is none, the look-up gives nothing. */
function isThere(name: usize, length: usize): bool {
  return (
    watchedIndex(name, length) >= 0 || commandNamed(name, length) >= 0 || findCell(nameOf(SPACE_FUNCTION, name, length)) != 0
  );
}

/** The command that a name or pattern means; unknown if none is known. */
function find(pattern: usize, from: u32, to: u32): usize {
  const bytes = textAt(pattern);
  let length = textLength(pattern);
  let start = bytes;
  for (let i: usize = 0; i < length; i++) {
    if (load<u8>(bytes + i) == BACKSLASH) start = bytes + i + 1;
  }
  length -= start - bytes;
  if (!hasWildcard(start, length)) {
    const alias = findCell(intern(SPACE_ALIAS, start, length));
    const name = start == bytes ? pattern : text(start, length);
    const target = alias == 0 ? name : readCell(alias);
    if (alias == 0 && !isThere(start, length)) return unknown();
    return derive(commandFor(target), REASON_COMMAND_LOOKUP, <usize>from, <usize>to, pattern, 0, 0);
  }
  let found: i32 = -1;
  let others = false;
  for (let i: u32 = 0; i < nameCount(); i++) {
    const name = nameAt(i);
    if (!nameFits(start, length, nameBytes(name), <usize>name.length)) continue;
    if (found < 0 && !isFamily(i)) found = <i32>i;
    else others = true;
  }
  if (found < 0) return aliasesLike(start, length);
  const command = watchedCommand(<u32>found, others ? COMMAND_AMBIGUOUS : 0, start, length);
  return derive(command, REASON_COMMAND_LOOKUP, <usize>from, <usize>to, pattern, 0, 0);
}

/** `GetCommand(name, type)`, `GetCmdlet(name)`. */
export function lookUpCommand(name: usize, from: u32, to: u32): usize {
  if (kindOf(name) == KIND_COMMAND) return name;
  const pattern = toText(name);
  return kindOf(pattern) == KIND_STRING ? find(pattern, from, to) : unknown();
}

/** Get-Command: delivers the command, or the set of commands, that its words pick. */
export function runLookup(): void {
  bindWords(GET_COMMAND_PARAMETERS);
  let name = bound(GET_COMMAND_NAME);
  if (
    name == 0 &&
    invocation.input != 0 &&
    kindOf(invocation.input) == KIND_ARRAY &&
    isKnownList(invocation.input) &&
    countItems(invocation.input) == 1
  )
    name = itemAt(invocation.input, 0);
  if (bound(GET_COMMAND_SYNTAX) != 0) {
    deliver(unknown());
    return;
  }
  if (name != 0 && (kindOf(name) == KIND_NULL || (kindOf(name) == KIND_STRING && textLength(name) == 0))) {
    // Refused.
    deliver(unknown());
    return;
  }
  if (name == 0) {
    if (bound(GET_COMMAND_VERB) == 0 && bound(GET_COMMAND_NOUN) == 0)
      deliver(newObjectValue(OBJECT_COMMANDS, bound(GET_COMMAND_COMMAND_TYPE) != 0 || bound(GET_COMMAND_MODULE) != 0 ? 1 : 0, 0));
    else deliver(byParts(bound(GET_COMMAND_VERB), bound(GET_COMMAND_NOUN)));
    return;
  }
  if (kindOf(name) == KIND_ARRAY) {
    deliver(lookUpAll(name));
    return;
  }
  deliver(lookUpCommand(name, invocation.start, invocation.end));
}

function lookUpAll(names: usize): usize {
  if (!isKnownList(names)) return unknown();
  const list = newList(4);
  const count = countItems(names);
  for (let i: u32 = 0; i < count; i++) {
    const found = lookUpCommand(itemAt(names, i), invocation.start, invocation.end);
    // One that is not there gives nothing, and the others still stand.
    if (kindOf(found) == KIND_UNKNOWN) taintList(list);
    append(list, found);
  }
  return list;
}

/** `-Verb v -Noun n`. */
function byParts(verb: usize, noun: usize): usize {
  const first = verb == 0 ? unknown() : toText(verb);
  const second = noun == 0 ? unknown() : toText(noun);
  const firstLength: usize = kindOf(first) == KIND_STRING ? textLength(first) : 1;
  const secondLength: usize = kindOf(second) == KIND_STRING ? textLength(second) : 1;
  if ((verb != 0 && kindOf(first) != KIND_STRING) || (noun != 0 && kindOf(second) != KIND_STRING)) return unknown();
  const bytes = take(firstLength + secondLength + 1);
  if (bytes == 0) return unknown();
  if (verb == 0) store<u8>(bytes, 42);
  else memory.copy(bytes, textAt(first), firstLength);
  store<u8>(bytes + firstLength, 45);
  if (noun == 0) store<u8>(bytes + firstLength + 1, 42);
  else memory.copy(bytes + firstLength + 1, textAt(second), secondLength);
  return find(text(bytes, firstLength + secondLength + 1), invocation.start, invocation.end);
}

/** Get-Module, Import-Module: what stands after a module in a call is looked up in it. */
export function runModule(): void {
  bindWords(MODULE_PARAMETERS);
  const imports = (<u32>load<u8>(invocation.nameText) | 32) == LOWER_I;
  deliver(imports && bound(MODULE_PASS_THRU) == 0 ? nothing() : newObjectValue(OBJECT_MODULE, 0, 0));
}
