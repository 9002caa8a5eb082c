/**
 * Static members and methods of types, and constructors.
 */

import { FRAME_GZIP, FRAME_NONE, FRAME_ZLIB } from "../../../bytes/inflate";
import { isWord } from "../../../bytes/literal";
import {
  MAX_DECODE_BYTES,
  REASON_CONVERTED,
  REASON_DECODED,
  REASON_FORMATTED,
  REASON_JOINED,
  REASON_REGEX,
} from "../../../contract";
import { newBuilder } from "../builder";
import {
  character,
  double,
  emptyString,
  INTEGER_INT,
  INTEGER_LONG,
  integer,
  integerOf,
  kindOf,
  nullValue,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { elementType, isUnknown, toArrayList, toQueue } from "../convert";
import { newObjectValue, OBJECT_MEMBER, OBJECT_OPTION, OBJECT_REGEX } from "../dotnet-objects";
import { ENCODING_ASCII, ENCODING_UTF8, ENCODING_UTF16, encodingNamed, encodingObject, encodingProperty } from "../encodings";
import { carriedFlags, carry, gatheredSteps } from "../flags";
import { countItems, itemAt, LIST_ARRAY_LIST, LIST_GENERIC, newArrayList, newFilledList, newList, setItem } from "../lists";
import { fitsInt, NUMBER_INTEGER, numberRead, parseText } from "../number";
import { repeatedText } from "../operators/sequences";
import { optionNamed } from "../options";
import { eitherOf } from "../possibilities";
import { newSecret } from "../secrets";
import { newStep, withSteps } from "../steps";
import { distinguishCase, newTable } from "../tables";
import { itemText, joinItems, plainText } from "../text";
import {
  TYPE_ARRAY,
  TYPE_ARRAY_LIST,
  TYPE_ARRAY_OF,
  TYPE_ASCII_ENCODING,
  TYPE_BITCONVERTER,
  TYPE_BYTE,
  TYPE_CHAR,
  TYPE_COMMAND_PARAMETER,
  TYPE_COMPRESSION_MODE,
  TYPE_CONVERT,
  TYPE_CREDENTIAL,
  TYPE_DEFLATE_STREAM,
  TYPE_ENCODING,
  TYPE_ENUMERATION,
  TYPE_ENVIRONMENT,
  TYPE_GENERIC_DICTIONARY,
  TYPE_GENERIC_LIST,
  TYPE_GZIP_STREAM,
  TYPE_HASHTABLE,
  TYPE_INT,
  TYPE_LINQ,
  TYPE_LONG,
  TYPE_MARSHAL,
  TYPE_MATH,
  TYPE_MEMORY_STREAM,
  TYPE_NETWORK_CREDENTIAL,
  TYPE_OBJECT,
  TYPE_ORDERED,
  TYPE_OTHER,
  TYPE_POWERSHELL,
  TYPE_PS_COMMAND,
  TYPE_PSCUSTOMOBJECT,
  TYPE_PSOBJECT,
  TYPE_QUEUE,
  TYPE_REGEX,
  TYPE_REGEX_OPTIONS,
  TYPE_RUNSPACE_FACTORY,
  TYPE_SCRIPTBLOCK,
  TYPE_SECURE_STRING,
  TYPE_SEEK_ORIGIN,
  TYPE_SPLIT_OPTIONS,
  TYPE_STACK,
  TYPE_STREAM_READER,
  TYPE_STRING,
  TYPE_STRING_BUILDER,
  TYPE_STRING_COMPARISON,
  TYPE_STRING_READER,
  TYPE_ULONG,
  TYPE_UNICODE_ENCODING,
  TYPE_URI,
  TYPE_UTF8_ENCODING,
  TYPE_WEB_UTILITY,
  TYPE_ZLIB_STREAM,
  typeIn,
} from "../types";
import {
  KIND_ARRAY,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  KIND_UNKNOWN,
  TABLE_HASH,
  TABLE_OBJECT,
  TABLE_ORDERED,
  Value,
} from "../value";
import { argument, numberArgument, optionArgument } from "./arguments";
import { bitMethod, convertMethod } from "./convert-statics";
import { entitiesDecoded } from "./entities";
import { linqStatic } from "./linq-statics";
import { anyUnknown } from "./object-methods";
import { marshalStatic, newCredential } from "./secret-methods";
import { newInflateStream, newMemoryStream, newStreamReader, newStringReader } from "./stream-methods";
import { part } from "./text-methods";
import { arrayStatic, charStatic, mathStatic, percentDecoded, percentEncoded, regexStatic, stringStatic } from "./text-statics";

/** Types whose members the machine answers. */
function isMachines(type: u16): bool {
  return (
    type == TYPE_SCRIPTBLOCK ||
    type == TYPE_POWERSHELL ||
    type == TYPE_RUNSPACE_FACTORY ||
    type == TYPE_ENVIRONMENT ||
    (type >= TYPE_PS_COMMAND && type <= TYPE_COMMAND_PARAMETER) ||
    type == TYPE_OTHER
  );
}

/** Whether the static methods of a type write none of the objects that they are handed. */
export function onlyReads(type: usize): bool {
  const code = typeIn(type);
  return (
    kindOf(type) == KIND_TYPE &&
    code != TYPE_OTHER &&
    code != TYPE_OBJECT &&
    code != TYPE_ARRAY &&
    code != TYPE_ARRAY_LIST &&
    code != TYPE_GENERIC_LIST &&
    code != TYPE_HASHTABLE &&
    code != TYPE_MARSHAL
  );
}

/** `[type]::name`. @returns 0 where the machine must answer */
export function staticMember(type: usize, name: usize, _start: usize, _end: usize): usize {
  const code = typeIn(type);
  if (kindOf(type) != KIND_TYPE) return unknown();
  if (isMachines(code)) return 0;
  if (kindOf(name) != KIND_STRING) return unknown();
  const word = textAt(name);
  const length = textLength(name);
  switch (<i32>code) {
    case TYPE_STRING:
      return isWord(word, length, "empty") ? emptyString() : unknown();
    case TYPE_ENCODING:
      return encodingObject(encodingProperty(word, length));
    case TYPE_INT:
      if (isWord(word, length, "maxvalue")) return integer(2147483647);
      return isWord(word, length, "minvalue") ? integer(-2147483648) : unknown();
    case TYPE_BYTE:
      return isWord(word, length, "maxvalue") ? integerOf(2, 255) : unknown();
    case TYPE_MATH:
      return isWord(word, length, "pi") ? double(Math.PI) : unknown();
    case TYPE_SPLIT_OPTIONS:
    case TYPE_REGEX_OPTIONS:
    case TYPE_STRING_COMPARISON:
    case TYPE_COMPRESSION_MODE:
    case TYPE_SEEK_ORIGIN: {
      const option = optionNamed(word, length);
      return option < 0 ? unknown() : newObjectValue(OBJECT_OPTION, <u32>option, 0);
    }
    case TYPE_ENUMERATION:
      return newObjectValue(OBJECT_MEMBER, <u32>name, 0);
    default:
      return 0;
  }
}

/** `[int]::Parse('5')` and the like. */
function parse(type: u16, name: usize, args: usize, count: u32): usize {
  if (!isWord(textAt(name), textLength(name), "parse") || count != 1 || kindOf(argument(args, 0)) != KIND_STRING)
    return unknown();
  const value = argument(args, 0);
  if (
    textLength(value) == 0 ||
    parseText(textAt(value), textLength(value)) != NUMBER_INTEGER ||
    numberRead.isHex ||
    numberRead.integer < 0
  )
    return unknown();
  if (type == TYPE_INT) return fitsInt(numberRead.integer) ? integerOf(INTEGER_INT, numberRead.integer) : unknown();
  return integerOf(INTEGER_LONG, numberRead.integer);
}

function plainStatic(code: u16, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  switch (<i32>code) {
    case TYPE_STRING:
      return stringStatic(name, args, count);
    case TYPE_CHAR:
      return charStatic(name, args, count);
    case TYPE_CONVERT:
      return convertMethod(name, args, count);
    case TYPE_BITCONVERTER:
      return bitMethod(name, args, count);
    case TYPE_REGEX:
      return regexStatic(name, args, count);
    case TYPE_ARRAY:
      return arrayStatic(name, args, count, start, end);
    case TYPE_MATH:
      return mathStatic(name, args, count);
    case TYPE_ENCODING:
      return isWord(textAt(name), textLength(name), "getencoding") && count == 1
        ? encodingObject(encodingNamed(argument(args, 0)))
        : unknown();
    case TYPE_INT:
    case TYPE_LONG:
      return parse(code, name, args, count);
    case TYPE_LINQ:
      return linqStatic(name, args, count);
    case TYPE_MARSHAL:
      return marshalStatic(name, args, count);
    case TYPE_URI:
    case TYPE_WEB_UTILITY:
      if (count == 1 && code != TYPE_URI && isWord(textAt(name), textLength(name), "htmldecode"))
        return entitiesDecoded(argument(args, 0));
      if (count == 1 && code == TYPE_URI && isWord(textAt(name), textLength(name), "escapedatastring"))
        return percentEncoded(argument(args, 0));
      return isWord(textAt(name), textLength(name), code == TYPE_URI ? "unescapedatastring" : "urldecode") && count == 1
        ? percentDecoded(argument(args, 0), code != TYPE_URI)
        : unknown();
    default:
      return 0;
  }
}

/** REASON_* of a static method for the evidence. */
function reasonOf(code: u16, name: usize): u32 {
  const word = textAt(name);
  const length = textLength(name);
  if (code == TYPE_REGEX) return REASON_REGEX;
  if (code == TYPE_STRING) return isWord(word, length, "format") ? REASON_FORMATTED : REASON_JOINED;
  if (code == TYPE_URI || code == TYPE_WEB_UTILITY) return REASON_DECODED;
  if (code == TYPE_CONVERT && isWord(word, length, "frombase64string")) return REASON_DECODED;
  return code == TYPE_CONVERT || code == TYPE_CHAR ? REASON_CONVERTED : 0;
}

function kept(code: u16, made: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const kind = kindOf(made);
  if (kind == KIND_UNKNOWN || kind == KIND_NULL) return made;
  let flags: u8 = 0;
  let steps: u32 = 0;
  let array: usize = made;
  for (let i: u32 = 0; i < count; i++) {
    const value = argument(args, i);
    flags |= carriedFlags(value);
    if (kindOf(value) == KIND_ARRAY) array = value;
    const own = gatheredSteps(value);
    if (own != 0 && i < 16) steps = steps == 0 ? own : newStep(0, 0, 0, steps, own, 0);
  }
  const reason = reasonOf(code, name);
  return withSteps(carry(made, flags, array, array), reason == 0 ? steps : newStep(reason, start, end, steps, 0, 0));
}

function oneStatic(code: u16, type: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  if (isWord(textAt(name), textLength(name), "new")) return newObject(type, args, count, start, end);
  if (anyUnknown(args, count) && code != TYPE_ARRAY && code != TYPE_STRING) return isKnownType(code) ? unknown() : 0;
  const made = plainStatic(code, name, args, count, start, end);
  return made == 0 ? 0 : kept(code, made, name, args, count, start, end);
}

function isKnownType(code: u16): bool {
  return (
    code == TYPE_STRING ||
    code == TYPE_CHAR ||
    code == TYPE_CONVERT ||
    code == TYPE_REGEX ||
    code == TYPE_MATH ||
    code == TYPE_ENCODING
  );
}

/**
 * `[type]::name(arguments)`. An argument that is one of several is tried in each of its forms where it stands alone.
 * @returns 0 where the machine must answer ([scriptblock]::Create, [powershell]::Create, and types that are not known)
 */
export function invokeStatic(type: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  if (kindOf(type) != KIND_TYPE) return unknown();
  const code = typeIn(type);
  if (isMachines(code)) return 0;
  const method = plainText(name);
  if (kindOf(method) != KIND_STRING) return unknown();
  if (count != 1 || kindOf(argument(args, 0)) != KIND_CHOICE) {
    for (let i: u32 = 0; i < count; i++) if (kindOf(argument(args, i)) == KIND_CHOICE) return unknown();
    return oneStatic(code, type, method, args, count, start, end);
  }
  const choices = argument(args, 0);
  let made: usize = 0;
  for (let i: u32 = 0; i < countItems(choices); i++) {
    const one = oneStatic(code, type, method, itemAddress(choices, i), 1, start, end);
    if (one == 0) return 0;
    made = made == 0 ? one : eitherOf(made, one);
  }
  return made;
}

/** Address of an element of a list, as that of one argument. */
function itemAddress(list: usize, at: u32): usize {
  return <usize>load<u32>(<usize>changetype<Value>(list).a + 8) + ((<usize>at) << 2);
}

/** `[string]::new(…)`: a character several times, an array of characters, or part of one. */
function newString(args: usize, count: u32): usize {
  if (count == 0) return unknown();
  const first = argument(args, 0);
  const kind = kindOf(first);
  if (kind == KIND_STRING && count == 1) return first;
  if ((kind == KIND_CHAR || kind == KIND_STRING) && count == 2) {
    const unit = itemText(first);
    return kind == KIND_CHAR || textLength(unit) == 1 ? repeatedText(unit, argument(args, 1)) : unknown();
  }
  if (kind != KIND_ARRAY || (count != 1 && count != 3)) return unknown();
  for (let i: u32 = 0; i < countItems(first); i++) if (kindOf(itemAt(first, i)) != KIND_CHAR) return unknown();
  const whole = joinItems(first, emptyString());
  return count == 1 || isUnknown(whole) ? whole : part(whole, numberArgument(args, 1), numberArgument(args, 2));
}

function newText(args: usize, count: u32): usize {
  if (count == 0) return newBuilder(emptyString());
  const first = argument(args, 0);
  if (kindOf(first) == KIND_INTEGER) return newBuilder(emptyString());
  return newBuilder(kindOf(first) == KIND_STRING || kindOf(first) == KIND_CHAR ? itemText(first) : unknown());
}

function newCollection(type: u16, element: u16, args: usize, count: u32): usize {
  if (element == TYPE_OTHER) return unknown();
  const first = count == 0 ? nullValue() : argument(args, 0);
  if (count == 0 || (count == 1 && kindOf(first) == KIND_INTEGER)) {
    const list = newArrayList(4, type);
    if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = element;
    return list;
  }
  return count == 1 ? toArrayList(type, element, first) : unknown();
}

function newRegex(args: usize, count: u32): usize {
  const options = count == 2 ? optionArgument(args, 1) : 0;
  if (count == 0 || count > 2 || options < 0 || kindOf(argument(args, 0)) != KIND_STRING) return unknown();
  return newObjectValue(OBJECT_REGEX, <u32>argument(args, 0), <u32>options);
}

/** A hashtable made by its constructor tells keys apart by case; one made of another table compares as usual or not, so it is unknown. */
function newHashtable(args: usize, count: u32): usize {
  if (count != 0 && kindOf(argument(args, 0)) != KIND_INTEGER) return unknown();
  const table = newTable(TABLE_HASH);
  if (kindOf(table) == KIND_TABLE) distinguishCase(table);
  return table;
}

/** `[byte[]]::new(n)`, `New-Object char[] n`: the elements are what their type starts with. */
function newArray(element: u16, args: usize, count: u32): usize {
  const size = count == 1 ? numberArgument(args, 0) : -1;
  if (size < 0 || size > <i64>MAX_DECODE_BYTES) return unknown();
  const first =
    element == TYPE_OBJECT || element == TYPE_STRING
      ? nullValue()
      : element == TYPE_CHAR
        ? character(0)
        : element >= TYPE_INT && element <= TYPE_ULONG
          ? integerOf(element - TYPE_INT, 0)
          : unknown();
  const list = isUnknown(first) ? unknown() : newFilledList(<u32>size);
  if (isUnknown(list)) return list;
  for (let i: u32 = 0; i < <u32>size; i++) setItem(list, i, first);
  if (element != TYPE_OBJECT) changetype<Value>(list).b = element;
  return list;
}

function plainObject(code: u16, type: usize, args: usize, count: u32): usize {
  switch (<i32>code) {
    case TYPE_STRING:
      return count == 0 ? unknown() : newString(args, count);
    case TYPE_STRING_BUILDER:
      return newText(args, count);
    case TYPE_ARRAY_LIST:
      return newCollection(LIST_ARRAY_LIST, TYPE_OBJECT, args, count);
    case TYPE_GENERIC_LIST:
      return newCollection(LIST_GENERIC, elementType(type), args, count);
    case TYPE_STACK:
    case TYPE_QUEUE:
      return toQueue(type, count == 0 || kindOf(argument(args, 0)) == KIND_INTEGER ? newList(4) : argument(args, 0));
    case TYPE_GENERIC_DICTIONARY:
    case TYPE_HASHTABLE:
      return newHashtable(args, count);
    case TYPE_ORDERED:
      return count == 0 ? newTable(TABLE_ORDERED) : unknown();
    case TYPE_PSOBJECT:
    case TYPE_PSCUSTOMOBJECT:
    case TYPE_OBJECT:
      return count == 0 ? newTable(TABLE_OBJECT) : unknown();
    case TYPE_REGEX:
      return newRegex(args, count);
    case TYPE_UTF8_ENCODING:
      return encodingObject(ENCODING_UTF8);
    case TYPE_UNICODE_ENCODING:
      return count == 0 ? encodingObject(ENCODING_UTF16) : unknown();
    case TYPE_ASCII_ENCODING:
      return encodingObject(ENCODING_ASCII);
    case TYPE_MEMORY_STREAM:
      return newMemoryStream(args, count);
    case TYPE_DEFLATE_STREAM:
      return newInflateStream(FRAME_NONE, args, count);
    case TYPE_GZIP_STREAM:
      return newInflateStream(FRAME_GZIP, args, count);
    case TYPE_ZLIB_STREAM:
      return newInflateStream(FRAME_ZLIB, args, count);
    case TYPE_STREAM_READER:
      return newStreamReader(args, count);
    case TYPE_STRING_READER:
      return newStringReader(args, count);
    case TYPE_SECURE_STRING:
      return count == 0 ? newSecret(code, emptyString(), 0) : unknown();
    case TYPE_CREDENTIAL:
    case TYPE_NETWORK_CREDENTIAL:
      return newCredential(code, args, count);
    default:
      return 0;
  }
}

/**
 * `[type]::new(arguments)`, `New-Object type arguments`.
 * @returns 0 where the machine must answer (types that are not known here)
 */
export function newObject(type: usize, args: usize, count: u32, start: usize, end: usize): usize {
  if (kindOf(type) != KIND_TYPE) return unknown();
  const code = typeIn(type);
  // A number for a capacity, a text for a pattern: an unknown argument leaves the whole unknown, but a builder stays one.
  // Whose credential it is decides nothing.
  const isCredential = code == TYPE_CREDENTIAL || code == TYPE_NETWORK_CREDENTIAL;
  if (!isCredential && anyUnknown(args, count))
    return code == TYPE_STRING_BUILDER ? newBuilder(unknown()) : isMachines(code) ? 0 : unknown();
  const made = (code & TYPE_ARRAY_OF) != 0 ? newArray(code & ~TYPE_ARRAY_OF, args, count) : plainObject(code, type, args, count);
  if (made == 0 || count == 0 || kindOf(made) != KIND_STRING) return made;
  return kept(code, made, emptyString(), args, count, start, end);
}
