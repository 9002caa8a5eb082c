/**
 * The static methods of [string], [char], [regex], [array] and [math].
 */

import {
  AMPERSAND,
  BACKSLASH,
  DIGIT_0,
  DOT,
  EXCLAMATION,
  HYPHEN,
  LOWER_A,
  LOWER_E,
  LOWER_F,
  LOWER_N,
  LOWER_R,
  LOWER_T,
  LOWER_U,
  LOWER_V,
  LOWER_X,
  PERCENT,
  PLUS,
  SPACE,
  TILDE,
  UNDERSCORE,
  UPPER_A,
} from "../../../bytes/ascii";
import { hexDigit } from "../../../bytes/hex";
import { codePointAt, equals, lower, sequenceLength } from "../../../bytes/text";
import { REASON_REVERSED } from "../../../contract";
import { lowered, raised } from "../casing";
import {
  boolean,
  character,
  double,
  doubleAt,
  emptyString,
  INTEGER_INT,
  INTEGER_LONG,
  integer,
  integerAt,
  integerOf,
  kindOf,
  nothing,
  nullValue,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { formatArguments, formatText } from "../format";
import { append, countItems, isKnownList, itemAt, newList, taintList } from "../lists";
import { escaped } from "../operators/replace-and-split";
import { reverse } from "../operators/sequences";
import { isLoose, someText } from "../partial";
import { eitherOf } from "../possibilities";
import { newStep } from "../steps";
import { itemText, joinItems } from "../text";
import { TYPE_STRING } from "../types";
import { isAsciiText, unitAt } from "../units";
import { KIND_ARRAY, KIND_DOUBLE, KIND_INTEGER, KIND_NULL, KIND_PARTIAL, KIND_STRING, Value } from "../value";
import { closeText, openText, putBytes, putUnit } from "../writer";
import { argument, numberArgument, optionArgument, textArgument, unitArgument } from "./arguments";
import { positionIn } from "./list-methods";
import { REGEX_METHOD_IS_MATCH, REGEX_METHOD_REPLACE, regexMethodNamed } from "./method-words";
import { regexMethod } from "./object-methods";
import {
  ARRAY_STATIC_INDEX_OF,
  ARRAY_STATIC_REVERSE,
  arrayStaticNamed,
  CHAR_STATIC_CONVERT_FROM_UTF32,
  CHAR_STATIC_IS_DIGIT,
  CHAR_STATIC_IS_LETTER,
  CHAR_STATIC_IS_LETTER_OR_DIGIT,
  CHAR_STATIC_IS_LOWER,
  CHAR_STATIC_IS_UPPER,
  CHAR_STATIC_PARSE,
  CHAR_STATIC_TO_LOWER,
  CHAR_STATIC_TO_LOWER_INVARIANT,
  CHAR_STATIC_TO_STRING,
  CHAR_STATIC_TO_UPPER,
  CHAR_STATIC_TO_UPPER_INVARIANT,
  charStaticNamed,
  MATH_STATIC_ABS,
  MATH_STATIC_CEILING,
  MATH_STATIC_FLOOR,
  MATH_STATIC_MAX,
  MATH_STATIC_MIN,
  MATH_STATIC_POW,
  MATH_STATIC_ROUND,
  MATH_STATIC_SQRT,
  MATH_STATIC_TRUNCATE,
  mathStaticNamed,
  REGEX_STATIC_ESCAPE,
  regexStaticNamed,
  STRING_STATIC_CONCAT,
  STRING_STATIC_COPY,
  STRING_STATIC_EQUALS,
  STRING_STATIC_FORMAT,
  STRING_STATIC_IS_NULL_OR_EMPTY,
  STRING_STATIC_IS_NULL_OR_WHITE_SPACE,
  STRING_STATIC_JOIN,
  stringStaticNamed,
} from "./static-words";

/** Arguments from `first` on as a list of texts as .NET joins them; an array alone gives its elements. */
function textList(args: usize, first: u32, count: u32): usize {
  if (count == first + 1 && kindOf(argument(args, first)) == KIND_ARRAY) {
    const array = argument(args, first);
    return isKnownList(array) ? array : unknown();
  }
  const list = newList(count - first);
  for (let i = first; i < count; i++) if (!append(list, argument(args, i))) return unknown();
  return list;
}

/** Whether a value writes itself alike in every culture. */
function isPlain(value: usize): bool {
  const kind = kindOf(value);
  if (kind == KIND_PARTIAL) return !isLoose(value);
  if (kind == KIND_DOUBLE || kind < KIND_NULL || kind > KIND_STRING) return false;
  return kind != KIND_INTEGER || integerAt(value) >= 0;
}

/** Texts as one; what has no text that every culture writes alike is a run. */
function joinTexts(between: usize, list: usize): usize {
  if (kindOf(list) != KIND_ARRAY) return unknown();
  const count = countItems(list);
  const texts = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(list, i);
    // Of three the first may be an array, of which the others name a part.
    if (!isPlain(item) && count == 3) return unknown();
    if (!append(texts, isPlain(item) ? item : someText())) return unknown();
  }
  return joinItems(texts, between);
}

function formatStatic(args: usize, count: u32): usize {
  const second = argument(args, 1);
  // Here an array of text counts as one argument, which has no text of interest.
  if (kindOf(second) == KIND_NULL) return unknown();
  if (kindOf(second) == KIND_ARRAY && changetype<Value>(second).b == TYPE_STRING) return unknown();
  const list = count == 2 ? formatArguments(second) : textList(args, 1, count);
  return formatText(argument(args, 0), list);
}

function isBlank(value: usize, spaces: bool): usize {
  const kind = kindOf(value);
  if (kind == KIND_NULL) return boolean(true);
  if (kind != KIND_STRING) return unknown();
  if (!spaces || textLength(value) == 0) return boolean(textLength(value) == 0);
  if (!isAsciiText(value)) return unknown();
  for (let i: u32 = 0; i < <u32>textLength(value); i++) {
    const unit = unitAt(value, i);
    if (unit != SPACE && unit - 9 >= 5) return boolean(false);
  }
  return boolean(true);
}

/** `[string]::name(arguments)`. */
export function stringStatic(name: usize, args: usize, count: u32): usize {
  if (count == 0) return unknown();
  const first = argument(args, 0);
  switch (stringStaticNamed(name)) {
    case STRING_STATIC_JOIN: {
      const between = kindOf(first) == KIND_NULL ? emptyString() : textArgument(args, 0);
      return count > 1 ? joinTexts(between, textList(args, 1, count)) : unknown();
    }
    case STRING_STATIC_CONCAT:
      return joinTexts(emptyString(), textList(args, 0, count));
    case STRING_STATIC_FORMAT:
      return count > 1 ? formatStatic(args, count) : unknown();
    case STRING_STATIC_IS_NULL_OR_EMPTY:
      return count == 1 ? isBlank(first, false) : unknown();
    case STRING_STATIC_IS_NULL_OR_WHITE_SPACE:
      return count == 1 ? isBlank(first, true) : unknown();
    case STRING_STATIC_EQUALS: {
      if (count != 2 || kindOf(first) != KIND_STRING || kindOf(argument(args, 1)) != KIND_STRING) return unknown();
      const second = argument(args, 1);
      return boolean(equals(textAt(first), textLength(first), textAt(second), textLength(second)));
    }
    case STRING_STATIC_COPY:
      return count == 1 ? first : unknown();
    default:
      return unknown();
  }
}

/** A character out of a text of one unit, or unknown. */
function firstUnit(value: usize): usize {
  return kindOf(value) == KIND_STRING ? character(unitAt(value, 0)) : unknown();
}

function charTest(method: i32, unit: u32): bool {
  const digit = unit - DIGIT_0 < 10;
  const letter = lower(unit) - LOWER_A < 26;
  switch (method) {
    case CHAR_STATIC_IS_DIGIT:
      return digit;
    case CHAR_STATIC_IS_LETTER:
      return letter;
    case CHAR_STATIC_IS_LETTER_OR_DIGIT:
      return digit || letter;
    case CHAR_STATIC_IS_UPPER:
      return unit - UPPER_A < 26;
    case CHAR_STATIC_IS_LOWER:
      return unit - LOWER_A < 26;
    default:
      return unit == SPACE || unit - 9 < 5;
  }
}

function fromCodePoint(number: i64): usize {
  if (number < 0 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000)) return unknown();
  if (number < 0x10000) {
    openText();
    putUnit(<u32>number);
    return closeText();
  }
  openText();
  putUnit(0xd800 + <u32>((number - 0x10000) >> 10));
  putUnit(0xdc00 + (<u32>number & 0x3ff));
  return closeText();
}

/** `[char]::name(arguments)`. */
export function charStatic(name: usize, args: usize, count: u32): usize {
  if (count != 1) return unknown();
  const method = charStaticNamed(name);
  if (method == CHAR_STATIC_CONVERT_FROM_UTF32) return fromCodePoint(numberArgument(args, 0));
  const value = kindOf(argument(args, 0)) == KIND_INTEGER ? integerUnit(argument(args, 0)) : unitArgument(argument(args, 0));
  if (kindOf(value) != KIND_STRING || !isAsciiText(value)) return unknown();
  switch (method) {
    case CHAR_STATIC_TO_UPPER:
      return eitherOf(firstUnit(raised(value, false)), firstUnit(raised(value, true)));
    case CHAR_STATIC_TO_LOWER:
      return eitherOf(firstUnit(lowered(value, false)), firstUnit(lowered(value, true)));
    case CHAR_STATIC_TO_UPPER_INVARIANT:
      return firstUnit(raised(value, false));
    case CHAR_STATIC_TO_LOWER_INVARIANT:
      return firstUnit(lowered(value, false));
    case CHAR_STATIC_TO_STRING:
      return value;
    case CHAR_STATIC_PARSE:
      return firstUnit(value);
    default:
      return method < 0 ? unknown() : boolean(charTest(method, unitAt(value, 0)));
  }
}

function integerUnit(value: usize): usize {
  const number = integerAt(value);
  return number >= 0 && number < 128 ? itemText(character(<u32>number)) : unknown();
}

function unescapeLetter(byte: u32): u32 {
  switch (<i32>byte) {
    case LOWER_N:
      return 10;
    case LOWER_R:
      return 13;
    case LOWER_T:
      return 9;
    case LOWER_F:
      return 12;
    case LOWER_V:
      return 11;
    case LOWER_E:
      return 27;
    case LOWER_A:
      return 7;
    default:
      // Anything that is no letter or digit stands for itself.
      return lower(byte) - LOWER_A < 26 || byte - DIGIT_0 < 10 || byte > 127 ? 0xffff : byte;
  }
}

/** Regex.Unescape: simple escapes, `\xHH` and `\uHHHH`. */
export function unescaped(value: usize): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  const end = textAt(value) + textLength(value);
  let at = textAt(value);
  let fine = true;
  openText();
  while (at < end && fine) {
    const byte = <u32>load<u8>(at);
    if (byte != BACKSLASH) {
      const size = sequenceLength(byte);
      putBytes(at, size);
      at += size;
      continue;
    }
    const letter = at + 1 < end ? <u32>load<u8>(at + 1) : 0xffff;
    at += 2;
    if (letter != LOWER_X && letter != LOWER_U) {
      const unit = letter > 255 ? 0xffff : unescapeLetter(letter);
      fine = unit != 0xffff;
      if (fine) putUnit(unit);
      continue;
    }
    const digits: usize = letter == LOWER_X ? 2 : 4;
    let unit: u32 = 0;
    for (let i: usize = 0; i < digits && fine; i++) {
      const digit = at < end ? lower(codePointAt(at, end)) : 0xffff;
      fine = digit - DIGIT_0 < 10 || digit - LOWER_A < 6;
      unit = (unit << 4) | (digit - DIGIT_0 < 10 ? digit - DIGIT_0 : digit - 87);
      at++;
    }
    if (fine) putUnit(unit);
  }
  const made = closeText();
  return fine ? made : unknown();
}

/** Percent signs with two digits for ASCII characters taken back; other ones are not followed. @param plus a plus is a blank */
export function percentDecoded(value: usize, plus: bool): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  const end = textAt(value) + textLength(value);
  let unit: u32 = 0;
  openText();
  for (let at = textAt(value); at < end && unit < 128; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == PERCENT) {
      unit = at + 2 < end ? (hexDigit(load<u8>(at + 1)) << 4) | hexDigit(load<u8>(at + 2)) : 128;
      at += 2;
      putUnit(unit);
    } else if (byte == PLUS && plus) putUnit(32);
    else putBytes(at, 1);
  }
  const made = closeText();
  return unit < 128 ? made : unknown();
}

/** A text with all but unreserved characters as percent signs and digits; what the versions of .NET do differently is not followed. */
export function percentEncoded(value: usize): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  openText();
  for (let at: usize = 0; at < textLength(value); at++) {
    const byte = <u32>load<u8>(textAt(value) + at);
    if (byte > 127 || (byte > AMPERSAND && byte < PLUS) || byte == EXCLAMATION) return unknown();
    if (byte - DIGIT_0 < 10 || lower(byte) - LOWER_A < 26 || byte == HYPHEN || byte == DOT || byte == UNDERSCORE || byte == TILDE)
      putUnit(byte);
    else {
      putUnit(37);
      putUnit(48 + (byte >> 4));
      putUnit((byte & 15) + ((byte & 15) < 10 ? 48 : 55));
    }
  }
  return closeText();
}

/** `[regex]::name(input, pattern, …, options)`. */
export function regexStatic(name: usize, args: usize, count: u32): usize {
  const own = regexStaticNamed(name);
  if (own >= 0)
    return count != 1
      ? unknown()
      : own == REGEX_STATIC_ESCAPE
        ? escaped(textArgument(args, 0))
        : unescaped(textArgument(args, 0));
  const method = regexMethodNamed(name);
  // Arguments of the method itself: input, pattern and, for Replace, the replacement; then options.
  const needed: u32 = method == REGEX_METHOD_REPLACE ? 3 : 2;
  if (method < 0 || method > REGEX_METHOD_IS_MATCH || count < needed || count > needed + 1) return unknown();
  const options = count > needed ? optionArgument(args, needed) : 0;
  if (options < 0) return unknown();
  return regexMethod(method, textArgument(args, 1), <u32>options, textArgument(args, 0), args, 2, needed);
}

/** `[array]::name(arguments)`: changes its argument. */
export function arrayStatic(name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  const method = arrayStaticNamed(name);
  const array = count > 0 ? argument(args, 0) : nullValue();
  if (kindOf(array) != KIND_ARRAY) return unknown();
  if (method == ARRAY_STATIC_INDEX_OF && count == 2) {
    const at = positionIn(array, argument(args, 1));
    return at == -2 ? unknown() : integer(<i64>at);
  }
  if (method == ARRAY_STATIC_REVERSE && isKnownList(array)) {
    const from = count == 3 ? numberArgument(args, 1) : 0;
    const size = count == 3 ? numberArgument(args, 2) : <i64>countItems(array);
    if ((count == 1 || count == 3) && from >= 0 && size >= 0 && from + size <= <i64>countItems(array)) {
      reverse(array, <u32>from, <u32>size);
      changetype<Value>(array).steps = newStep(
        REASON_REVERSED,
        start,
        end,
        changetype<Value>(array).steps,
        0,
        size > 0 ? <u32>size : 0,
      );
      return nothing();
    }
  }
  for (let i: u32 = 0; i < count; i++) if (kindOf(argument(args, i)) == KIND_ARRAY) taintList(argument(args, i));
  return unknown();
}

function asDouble(value: usize): f64 {
  const kind = kindOf(value);
  return kind == KIND_INTEGER
    ? <f64>integerAt(value)
    : kind == KIND_DOUBLE && changetype<Value>(value).aux == 0
      ? doubleAt(value)
      : NaN;
}

function rounding(method: i32, value: usize): usize {
  const number = asDouble(value);
  // A whole number finds the overload for decimals, except for the root.
  if (isNaN(number) || (kindOf(value) != KIND_DOUBLE && method != MATH_STATIC_SQRT)) return unknown();
  switch (method) {
    case MATH_STATIC_FLOOR:
      return double(Math.floor(number));
    case MATH_STATIC_CEILING:
      return double(Math.ceil(number));
    case MATH_STATIC_TRUNCATE:
      return double(Math.trunc(number));
    case MATH_STATIC_ROUND:
      return double(nearest(number));
    default:
      return double(Math.sqrt(number));
  }
}

function absolute(value: usize): usize {
  if (kindOf(value) == KIND_DOUBLE) return double(Math.abs(asDouble(value)));
  const number = kindOf(value) == KIND_INTEGER ? integerAt(value) : -1;
  const type = changetype<Value>(value).aux;
  if (kindOf(value) != KIND_INTEGER || type > INTEGER_LONG || number <= -2147483648) return unknown();
  return integerOf(type, number < 0 ? -number : number);
}

/** The larger or smaller of two [int]s, or of two doubles; the overload for mixed types is the binder's to find. */
function extreme(a: usize, b: usize, larger: bool): usize {
  const kind = kindOf(a);
  if (kind != kindOf(b) || changetype<Value>(a).aux != changetype<Value>(b).aux) return unknown();
  if (kind == KIND_INTEGER && changetype<Value>(a).aux != INTEGER_INT) return unknown();
  const left = asDouble(a);
  const right = asDouble(b);
  if (isNaN(left) || isNaN(right)) return unknown();
  return left > right == larger ? a : b;
}

/** Whole powers as repeated multiplication, exact below 2^53. */
function power(base: f64, exponent: f64): usize {
  if (
    isNaN(base) ||
    isNaN(exponent) ||
    exponent < 0 ||
    exponent > 64 ||
    Math.trunc(exponent) != exponent ||
    Math.trunc(base) != base
  )
    return unknown();
  let result: f64 = 1;
  for (let i: f64 = 0; i < exponent; i += 1) result *= base;
  return Math.abs(result) < 9007199254740992 ? double(result) : unknown();
}

/** `[math]::name(arguments)`. */
export function mathStatic(name: usize, args: usize, count: u32): usize {
  const method = mathStaticNamed(name);
  if (method < 0 || count == 0 || count > 2) return unknown();
  const first = argument(args, 0);
  if (count == 1)
    return method == MATH_STATIC_ABS
      ? absolute(first)
      : method == MATH_STATIC_MAX || method == MATH_STATIC_MIN || method == MATH_STATIC_POW
        ? unknown()
        : rounding(method, first);
  const second = argument(args, 1);
  if (method == MATH_STATIC_MAX || method == MATH_STATIC_MIN) return extreme(first, second, method == MATH_STATIC_MAX);
  return method == MATH_STATIC_POW ? power(asDouble(first), asDouble(second)) : unknown();
}
