/**
 * `[string]` of a value. Conversions of the language follow the invariant culture.
 */

import { instruction, OP_BLOCK } from "../program";
import { doubleAt, emptyString, integerAt, kindOf, text, textAt, textLength, unknown } from "./constants";
import {
  OBJECT_GROUP,
  OBJECT_MATCH,
  OBJECT_MEMBER,
  OBJECT_METHOD,
  OBJECT_RECORD,
  OBJECT_REGEX,
  OBJECT_STATUS,
} from "./dotnet-objects";
import { carriedFlags, carry, gatheredSteps, withFlags } from "./flags";
import { append, choice, countItems, isKnownList, itemAt, newList } from "./lists";
import { methodSignature } from "./method-signatures";
import { powerOfTen } from "./number";
import { closePieces, commonText, headOf, isLoose, isText, keepEnds, putPiece, someText, tailOf, withLooseness } from "./partial";
import { withSteps } from "./steps";
import { distinguishesCase, isKnownTable } from "./tables";
import { TYPE_SECURE_STRING } from "./types";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_MARKER,
  KIND_NULL,
  KIND_OBJECT,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_TABLE,
  TABLE_HASH,
  TABLE_ORDERED,
  VALUE_UNCLAIMABLE,
  Value,
} from "./value";
import { closeText, openText, putByte, putBytes, putInteger, putLiteral, putUnit } from "./writer";

// `$OFS`, a string value or unknown; 0 until the text sets it.
let outputSeparator: usize = 0;
const SPACE: usize = memory.data<u8>([32]);

/** `$OFS` as the text set it: a string value, or unknown; 0 puts the default of one space back. */
export function setSeparator(value: usize): void {
  outputSeparator = value;
}

/** The present `$OFS`, as a string value or unknown. */
export function separator(): usize {
  return outputSeparator == 0 ? text(SPACE, 1) : outputSeparator;
}

/**
 * A double as both dialects write it. Fifteen digits or fewer, without an exponent: there the shortest form of .NET and
 * the fifteen digits of .NET Framework agree.
 */
function doubleText(number: f64): usize {
  if (number == 0) return literalText("0");
  const size = Math.abs(number);
  if (!(size < 1e15 && size >= 1e-4)) return unknown();
  let decimals: u32 = 0;
  let scaled = size;
  while (decimals < 18) {
    scaled = Math.round(size * powerOfTen(decimals));
    if (scaled >= 1e15) return unknown();
    if (scaled / powerOfTen(decimals) == size) break;
    decimals++;
  }
  if (decimals == 18) return unknown();
  openText();
  if (number < 0) putByte(45);
  const whole = <i64>size;
  putInteger(whole);
  if (decimals != 0) {
    putByte(46);
    // The scaled number is below 1e15, so its digits are exact.
    let rest = <i64>scaled - whole * <i64>powerOfTen(decimals);
    for (let i = decimals; i > 0; i--) {
      const unit = <i64>powerOfTen(i - 1);
      let digit: u32 = 48;
      while (rest >= unit) {
        rest -= unit;
        digit++;
      }
      putByte(digit);
    }
  }
  return closeText();
}

/** A string value out of an ASCII literal. */
export function literalText(literal: string): usize {
  openText();
  putLiteral(literal);
  return closeText();
}

function integerText(number: i64): usize {
  openText();
  putInteger(number);
  return closeText();
}

function unitText(unit: u32): usize {
  openText();
  putUnit(unit);
  return closeText();
}

/** The text between the braces of a script block literal. */
function blockText(value: usize): usize {
  const block = instruction(changetype<Value>(value).a);
  if (block.op != OP_BLOCK || block.end - block.start < 2) return unknown();
  return text(<usize>block.start + 1, <usize>(block.end - block.start) - 2);
}

function objectText(value: usize): usize {
  const object = changetype<Value>(value);
  switch (<i32>object.aux) {
    case OBJECT_REGEX:
    case OBJECT_GROUP:
    case OBJECT_RECORD:
      return <usize>object.a;
    case OBJECT_MATCH:
      return <usize>changetype<Value>(itemAt(<usize>object.a, 0)).a;
    case OBJECT_METHOD:
      return object.b != 0 && kindOf(<usize>object.a) == KIND_STRING ? methodSignature(<usize>object.b) : unknown();
    case OBJECT_MEMBER:
      return withFlags(<usize>object.a, VALUE_UNCLAIMABLE);
    case OBJECT_STATUS:
      return withFlags(literalText("True"), VALUE_UNCLAIMABLE);
    default:
      return unknown();
  }
}

function tableText(type: u16): usize {
  if (type == TABLE_HASH) return literalText("System.Collections.Hashtable");
  return type == TABLE_ORDERED ? literalText("System.Collections.Specialized.OrderedDictionary") : unknown();
}

/** The text of one value that is neither an array nor a choice. */
export function itemText(value: usize): usize {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_NULL:
      return emptyString();
    case KIND_BOOLEAN:
      return literalText(present.a != 0 ? "True" : "False");
    case KIND_INTEGER:
      return integerText(integerAt(value));
    case KIND_DOUBLE:
      return present.aux != 0 ? unknown() : doubleText(doubleAt(value));
    case KIND_CHAR:
      return unitText(present.a);
    case KIND_STRING:
      return value;
    case KIND_TABLE:
      // A constructor's may be a dictionary, whose name tells its types.
      return isKnownTable(value) && distinguishesCase(value) ? unknown() : tableText(present.aux);
    case KIND_BLOCK:
      return blockText(value);
    case KIND_BUILDER:
      if (present.aux == TYPE_SECURE_STRING) return literalText("System.Security.SecureString");
      return present.aux == 0 ? <usize>load<u32>(<usize>present.a) : unknown();
    case KIND_COMMAND:
      // The name has the case of its definition, which the text need not share.
      return withFlags(text(present.a, present.b), VALUE_UNCLAIMABLE);
    case KIND_MARKER:
      // One with `:` is two arguments: itself, and the value that it brings.
      return present.steps == 0 ? text(present.a, present.b) : unknown();
    case KIND_OBJECT:
      return objectText(value);
    default:
      return unknown();
  }
}

/**
 * The elements of an array as one text.
 * @param between a string value; anything else is a run
 * @returns a string value, partial if an element has none; unknown if the elements are not known
 */
export function joinItems(array: usize, between: usize): usize {
  if (!isKnownList(array)) return unknown();
  const count = countItems(array);
  const texts = newList(count);
  let whole = isString(between);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemPiece(itemAt(array, i));
    if (!isString(item)) whole = false;
    if (!append(texts, item)) return unknown();
  }
  let head: usize = 0;
  let tail: usize = 0;
  let headEnds = false;
  openText();
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(texts, i);
    if (whole) {
      if (i != 0) putBytes(textAt(between), textLength(between));
      putBytes(textAt(item), textLength(item));
    } else {
      if (i != 0) putPiece(between);
      putPiece(item);
    }
    if (i != 0) {
      if (!headEnds) head += headOf(between);
      headEnds = headEnds || headOf(between) < textLength(between);
      tail = tailOf(between) < textLength(between) ? tailOf(between) : tail + textLength(between);
    }
    if (!headEnds) head += headOf(item);
    headEnds = headEnds || headOf(item) < textLength(item);
    tail = tailOf(item) < textLength(item) ? tailOf(item) : tail + textLength(item);
  }
  const made = closePieces();
  if (whole) keepEnds(made, head, tail);
  return carry(made, carriedFlags(array) | carriedFlags(between), made, made);
}

function isString(value: usize): bool {
  return kindOf(value) == KIND_STRING;
}

/** What is known of the text of an element: of one that may be a list itself, nothing. */
function itemPiece(value: usize): usize {
  if (kindOf(value) == KIND_PARTIAL) return isLoose(value) ? someText() : value;
  const made = itemText(value);
  return isText(made) ? made : someText();
}

/**
 * What is known of a value's text: a string or a partial value. Of one of several values it is what all of them share.
 * An array, a number or an object that has no known text is a run; whatever its text is, it stands in that place.
 */
export function knownText(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_STRING) return value;
  if (kind == KIND_PARTIAL) return withLooseness(value, 0);
  if (kind != KIND_CHOICE) {
    const made = kind == KIND_ARRAY ? joinItems(value, separator()) : itemPiece(value);
    return isText(made) ? withSteps(withFlags(made, carriedFlags(value)), gatheredSteps(value)) : someText();
  }
  let made: usize = 0;
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(value, i);
    const own = kindOf(item) == KIND_ARRAY ? someText() : itemPiece(item);
    made = made == 0 ? own : commonText(made, own);
  }
  return made;
}

/** The text of a value that is no choice, its flags and steps kept. */
export function plainText(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_STRING) return value;
  const made = kind == KIND_ARRAY ? joinItems(value, separator()) : itemText(value);
  if (kindOf(made) != KIND_STRING) return unknown();
  return withSteps(withFlags(made, carriedFlags(value)), gatheredSteps(value));
}

/** `[string]value`, `"$value"`: a string value, a choice of such, or unknown. */
export function toText(value: usize): usize {
  if (kindOf(value) != KIND_CHOICE) return plainText(value);
  const count = countItems(value);
  let texts = plainText(itemAt(value, 0));
  for (let i: u32 = 1; i < count; i++) texts = choice(texts, plainText(itemAt(value, i)));
  return texts;
}
