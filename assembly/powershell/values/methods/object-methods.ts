/**
 * Methods of .NET objects other than texts, lists, tables and builders: encodings, regular expressions, their matches and groups.
 */
import { boolean, emptyString, kindOf, unknown } from "../constants";
import { characters, isUnknown } from "../convert";
import { OBJECT_ENCODING, OBJECT_GROUP, OBJECT_MATCH, OBJECT_METHOD, OBJECT_REGEX } from "../dotnet-objects";
import { byteCount, bytesOf, decode, encode } from "../encodings";
import { withFlags } from "../flags";
import { findMatches, isMatch, replaceMatches, splitMatches } from "../matching";
import { isStreamed } from "../streams";
import { itemText, joinItems } from "../text";
import { TYPE_CHAR } from "../types";
import { KIND_ARRAY, KIND_CHAR, KIND_STRING, VALUE_DECODED, Value } from "../value";
import { argument, NO_NUMBER, numberArgument, textArgument } from "./arguments";
import {
  ENCODING_METHOD_GET_BYTES,
  ENCODING_METHOD_GET_CHARS,
  ENCODING_METHOD_GET_STRING,
  encodingMethodNamed,
  REGEX_METHOD_IS_MATCH,
  REGEX_METHOD_MATCH,
  REGEX_METHOD_MATCHES,
  REGEX_METHOD_REPLACE,
  REGEX_METHOD_SPLIT,
  REGEX_METHOD_TO_STRING,
  regexMethodNamed,
} from "./method-words";
import { streamedMethod } from "./stream-methods";

/** The bytes of `GetString(bytes[, index, count])` as text. */
function decoded(encoding: u32, args: usize, count: u32): usize {
  if (count != 1 && count != 3) return unknown();
  const bytes = bytesOf(argument(args, 0));
  if (bytes == 0) return unknown();
  const size = <i64>byteCount();
  const from = count == 3 ? numberArgument(args, 1) : 0;
  const length = count == 3 ? numberArgument(args, 2) : size;
  if (from < 0 || length < 0 || from > size || length > size - from) return unknown();
  return withFlags(decode(encoding, bytes + <usize>from, <usize>length), VALUE_DECODED);
}

function encodingMethod(name: usize, encoding: u32, args: usize, count: u32): usize {
  switch (encodingMethodNamed(name)) {
    case ENCODING_METHOD_GET_STRING:
      return decoded(encoding, args, count);
    case ENCODING_METHOD_GET_BYTES: {
      if (count != 1) return unknown();
      const value = argument(args, 0);
      const ofUnits = kindOf(value) == KIND_ARRAY && changetype<Value>(value).b == TYPE_CHAR;
      return encode(encoding, ofUnits ? joinItems(value, emptyString()) : kindOf(value) == KIND_CHAR ? itemText(value) : value);
    }
    case ENCODING_METHOD_GET_CHARS: {
      const made = decoded(encoding, args, count);
      return kindOf(made) == KIND_STRING ? characters(made) : unknown();
    }
    default:
      return unknown();
  }
}

/**
 * A method of a pattern on an input.
 * @param first index of the first argument after the input
 */
export function regexMethod(method: i32, pattern: usize, options: u32, input: usize, args: usize, first: u32, count: u32): usize {
  if (kindOf(input) != KIND_STRING) return unknown();
  switch (method) {
    case REGEX_METHOD_REPLACE: {
      if (count <= first || count > first + 2) return unknown();
      const limit = count == first + 2 ? numberArgument(args, first + 1) : 0;
      if (limit == NO_NUMBER || limit < 0 || limit > 65536 || (limit == 0 && count == first + 2)) return unknown();
      return replaceMatches(input, pattern, textArgument(args, first), options, <u32>limit);
    }
    case REGEX_METHOD_SPLIT: {
      const limit = count == first + 1 ? numberArgument(args, first) : 0;
      return count > first + 1 || limit < 0 || limit > 65536 ? unknown() : splitMatches(input, pattern, options, <u32>limit);
    }
    case REGEX_METHOD_MATCH:
    case REGEX_METHOD_MATCHES:
      return count == first ? findMatches(input, pattern, options, method == REGEX_METHOD_MATCH ? 1 : 0) : unknown();
    case REGEX_METHOD_IS_MATCH: {
      const outcome = count == first ? isMatch(pattern, input, options) : -1;
      return outcome < 0 ? unknown() : boolean(outcome != 0);
    }
    default:
      return unknown();
  }
}

/** `ToString` of what has a text. */
function textual(name: usize, object: usize, count: u32): usize {
  return count == 0 && regexMethodNamed(name) == REGEX_METHOD_TO_STRING ? itemText(object) : unknown();
}

/** A method of an object that this library follows. @returns 0 for the machine's objects */
export function objectMethod(name: usize, object: usize, args: usize, count: u32): usize {
  const present = changetype<Value>(object);
  if (present.aux == OBJECT_ENCODING) return encodingMethod(name, present.a, args, count);
  if (present.aux == OBJECT_REGEX) {
    const method = regexMethodNamed(name);
    if (method == REGEX_METHOD_TO_STRING) return textual(name, object, count);
    return count == 0 ? unknown() : regexMethod(method, <usize>present.a, present.b, textArgument(args, 0), args, 1, count);
  }
  if (isStreamed(object)) return streamedMethod(name, object, args, count);
  if (present.aux == OBJECT_MATCH || present.aux == OBJECT_GROUP || present.aux == OBJECT_METHOD)
    return textual(name, object, count);
  return present.aux < 256 ? 0 : unknown();
}

/** Unknown arguments make every outcome unknown. */
export function anyUnknown(args: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (isUnknown(argument(args, i))) return true;
  return false;
}
