/**
 * Methods of StringBuilder. Each that changes it answers the builder itself. Those of what holds a secret are in secret-methods.ts.
 */

import { builtText, setBuilt } from "../builder";
import { character, emptyString, integer, integerAt, kindOf, unknown } from "../constants";
import { formatArguments, formatText } from "../format";
import { append, newList } from "../lists";
import { concatenate, repeatedText } from "../operators/sequences";
import { isLoose, isText, joined } from "../partial";
import { isSecret } from "../secrets";
import { itemText, joinItems, knownText } from "../text";
import { TYPE_CHAR } from "../types";
import { unitAt, unitsOf } from "../units";
import { KIND_ARRAY, KIND_BOOLEAN, KIND_CHAR, KIND_CHOICE, KIND_INTEGER, KIND_NULL, KIND_STRING, Value } from "../value";
import { argument, NO_NUMBER, numberArgument, textArgument } from "./arguments";
import {
  BUILDER_METHOD_APPEND,
  BUILDER_METHOD_APPEND_FORMAT,
  BUILDER_METHOD_CLEAR,
  BUILDER_METHOD_GET_CHARS,
  BUILDER_METHOD_GET_LENGTH,
  BUILDER_METHOD_INSERT,
  BUILDER_METHOD_REMOVE,
  BUILDER_METHOD_REPLACE,
  BUILDER_METHOD_TO_STRING,
  builderMethodNamed,
} from "./method-words";
import { secretMethod } from "./secret-methods";
import { inserted, part, replaced, without } from "./text-methods";

/** The text that `Append` makes of a value; what follows the culture is unknown. */
function appended(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_ARRAY) return changetype<Value>(value).b == TYPE_CHAR ? joinItems(value, emptyString()) : unknown();
  if (kind == KIND_INTEGER && integerAt(value) < 0) return unknown();
  return kind == KIND_STRING || kind == KIND_CHAR || kind == KIND_BOOLEAN || kind == KIND_NULL || kind == KIND_INTEGER
    ? itemText(value)
    : unknown();
}

function append1(built: usize, args: usize, count: u32): usize {
  if (count == 0 || count > 2) return unknown();
  let addition = appended(argument(args, 0));
  // With a count only a character repeats; a text would need an offset too.
  if (count == 2)
    addition =
      kindOf(argument(args, 0)) == KIND_STRING && unitsOf(addition) != 1 ? unknown() : repeatedText(addition, argument(args, 1));
  return kindOf(built) == KIND_STRING && kindOf(addition) == KIND_STRING
    ? concatenate(built, addition)
    : isText(built) && !isLoose(built)
      ? joined(built, knownText(addition))
      : unknown();
}

function appendFormat(built: usize, args: usize, count: u32): usize {
  if (count < 2) return unknown();
  let list: usize;
  if (count == 2) list = formatArguments(argument(args, 1));
  else {
    list = newList(count);
    for (let i: u32 = 1; i < count; i++) append(list, argument(args, i));
  }
  return concatenate(built, formatText(argument(args, 0), list));
}

function change(method: i32, built: usize, args: usize, count: u32): usize {
  if (method == BUILDER_METHOD_CLEAR) return emptyString();
  if (method == BUILDER_METHOD_APPEND) return append1(built, args, count);
  if (kindOf(built) != KIND_STRING) return unknown();
  const number = count > 0 ? numberArgument(args, 0) : NO_NUMBER;
  switch (method) {
    case BUILDER_METHOD_APPEND_FORMAT:
      return appendFormat(built, args, count);
    case BUILDER_METHOD_INSERT:
      return count == 2 ? inserted(built, number, appended(argument(args, 1))) : unknown();
    case BUILDER_METHOD_REMOVE:
      return count == 2 ? without(built, number, numberArgument(args, 1)) : unknown();
    case BUILDER_METHOD_REPLACE:
      return count == 2 ? replaced(built, textArgument(args, 0), textArgument(args, 1)) : unknown();
    default:
      return unknown();
  }
}

/** A method of a builder. */
export function builderMethod(name: usize, builder: usize, args: usize, count: u32): usize {
  if (isSecret(builder)) return secretMethod(name, builder, args, count);
  const method = builderMethodNamed(name);
  const built = builtText(builder);
  if (method >= BUILDER_METHOD_TO_STRING && method <= BUILDER_METHOD_GET_CHARS) {
    if (kindOf(built) == KIND_CHOICE) return method == BUILDER_METHOD_TO_STRING && count == 0 ? built : unknown();
    if (kindOf(built) != KIND_STRING) return method == BUILDER_METHOD_TO_STRING && count == 0 ? built : unknown();
    const number = count > 0 ? numberArgument(args, 0) : NO_NUMBER;
    if (method == BUILDER_METHOD_GET_LENGTH) return integer(<i64>unitsOf(built));
    if (method == BUILDER_METHOD_GET_CHARS)
      return number < 0 || number >= <i64>unitsOf(built) ? unknown() : character(unitAt(built, <u32>number));
    if (count == 0) return built;
    return count == 2 ? part(built, number, numberArgument(args, 1)) : unknown();
  }
  setBuilt(builder, change(method, built, args, count));
  return builder;
}
