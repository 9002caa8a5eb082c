/**
 * Lists of commands, as `Get-Command` gives them: of all there are, the watched ones and their family stand for the rest. A command of
 * such a list is flagged COMMAND_ANY, since what is done to it is done to all, until a filter picks it out.
 */
import { take } from "../../memory/arena";
import { kindOf, text, unknown } from "../values/constants";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { COMMAND_AMBIGUOUS, COMMAND_ANY, KIND_ARRAY, KIND_COMMAND, newValue, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { nameFits } from "../values/wildcard";
import { isFamily, nameBytes, nameCount, shownName, watchedIndex } from "../watched";
import { isObject, OBJECT_COMMANDS } from "./objects";

/** Bytes in front of a name: address and length of the pattern that found it. */
const PATTERN_BYTES: usize = 8;

/** The command that runs text: what looks for it by a pattern is found as well. */
const EXPRESSION = "invoke-expression";

/** The name at that place of the lists: the watched ones and their family, then the command that runs text. */
function listedName(index: u32): string {
  return index == nameCount() ? EXPRESSION : shownName(index);
}

/** The command that runs text, if one of its names fits a pattern; unknown if none does. */
export function expressionLike(pattern: usize, length: usize): usize {
  const fits =
    nameFits(pattern, length, nameBytes(EXPRESSION), EXPRESSION.length) || nameFits(pattern, length, nameBytes("iex"), 3);
  return fits ? watchedCommand(nameCount(), 0, pattern, length) : unknown();
}

/**
 * The command object of the name at that place of the lists; unknown at a full arena.
 * @param aux COMMAND_* flags
 * @param pattern what found it, of `patternLength` bytes that stay; 0 for a list of all commands
 */
export function watchedCommand(index: u32, aux: u16, pattern: usize, patternLength: usize): usize {
  const name = listedName(index);
  const length = <usize>name.length;
  const room = take(length + PATTERN_BYTES);
  const bytes = room + PATTERN_BYTES;
  const command = room == 0 ? <usize>0 : newValue(KIND_COMMAND, <u32>bytes, <u32>length);
  if (command == 0) return unknown();
  store<u32>(room, <u32>pattern);
  store<u32>(room, <u32>patternLength, 4);
  memory.copy(bytes, nameBytes(name), length);
  changetype<Value>(command).aux = aux;
  return command;
}

/** What a list that stands for all commands holds; any other value stays. */
export function listed(value: usize): usize {
  return isObject(value, OBJECT_COMMANDS) ? commandsLike(0, 0) : value;
}

/** The commands that fit a pattern, or all. */
function commandsLike(pattern: usize, length: usize): usize {
  const list = newList(nameCount());
  for (let i: u32 = 0; i <= nameCount(); i++) {
    const name = listedName(i);
    const fits = pattern == 0 || nameFits(pattern, length, nameBytes(name), <usize>name.length);
    if (fits && !append(list, watchedCommand(i, COMMAND_ANY, pattern, length))) return unknown();
  }
  return list;
}

/** The same of what is piped: nothing but such a list, or a command that its pattern did not tell from its family. */
export function listedItems(items: usize): usize {
  if (kindOf(items) != KIND_ARRAY || countItems(items) != 1) return items;
  const only = changetype<Value>(itemAt(items, 0));
  if (only.kind == KIND_COMMAND && only.aux == COMMAND_AMBIGUOUS) {
    const found = <usize>only.a - PATTERN_BYTES;
    return commandsLike(<usize>load<u32>(found), <usize>load<u32>(found, 4));
  }
  return isObject(itemAt(items, 0), OBJECT_COMMANDS) ? commandsLike(0, 0) : items;
}

/** The names of all commands. */
export function listedNames(): usize {
  const list = newList(nameCount());
  for (let i: u32 = 0; i <= nameCount(); i++) {
    const command = changetype<Value>(watchedCommand(i, 0, 0, 0));
    const name = command.kind == KIND_COMMAND ? text(<usize>command.a, <usize>command.b) : unknown();
    if (i < nameCount() && isFamily(i) && name != unknown()) changetype<Value>(name).flags |= VALUE_UNCLAIMABLE;
    if (!append(list, name)) return unknown();
  }
  return list;
}

/** The watched command among several that a look-up gave, 0 for none. */
export function watchedAmong(list: usize): usize {
  if (!isKnownList(list)) return 0;
  for (let i: u32 = 0; i < countItems(list); i++) {
    const item = changetype<Value>(itemAt(list, i));
    if (item.kind == KIND_COMMAND && watchedIndex(<usize>item.a, <usize>item.b) >= 0) return itemAt(list, i);
  }
  return 0;
}

/** What a filter left of a list of commands: one, or the watched one among several, which is ambiguous. */
export function narrowed(left: usize): usize {
  const isSeveral = kindOf(left) == KIND_ARRAY;
  const one = isSeveral ? watchedAmong(left) : left;
  if (one == 0) return unknown();
  const present = changetype<Value>(one);
  if (present.kind != KIND_COMMAND) return left;
  const copy = newValue(KIND_COMMAND, present.a, present.b);
  if (copy == 0) return unknown();
  changetype<Value>(copy).aux = isSeveral ? COMMAND_AMBIGUOUS : 0;
  changetype<Value>(copy).steps = present.steps;
  return copy;
}

/** Whether a list of items is one of all commands. */
export function isListing(items: usize): bool {
  if (kindOf(items) != KIND_ARRAY || countItems(items) == 0) return false;
  const first = changetype<Value>(itemAt(items, 0));
  return first.kind == KIND_COMMAND && first.aux == COMMAND_ANY;
}
