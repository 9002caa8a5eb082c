/**
 * The operators, as the engine defines them, on single values, on arrays and on possibilities.
 */

import { AT_SIGN, BACKSLASH, LOWER_I, LOWER_N, SLASH, UNDERSCORE } from "../../../bytes/ascii";
import { lower } from "../../../bytes/text";
import {
  REASON_CONCATENATED,
  REASON_CONVERTED,
  REASON_EXPANDED,
  REASON_FORMATTED,
  REASON_JOINED,
  REASON_REPLACED,
  REASON_SPLIT,
} from "../../../contract";
import {
  BINARY_ADD,
  BINARY_AND,
  BINARY_AS,
  BINARY_BAND,
  BINARY_CONTAINS,
  BINARY_DIVIDE,
  BINARY_EQ,
  BINARY_FORMAT,
  BINARY_IN,
  BINARY_IS,
  BINARY_IS_NOT,
  BINARY_JOIN,
  BINARY_MULTIPLY,
  BINARY_NOT_CONTAINS,
  BINARY_NOT_IN,
  BINARY_NOT_MATCH,
  BINARY_OR,
  BINARY_RANGE,
  BINARY_REPLACE,
  BINARY_SHR,
  BINARY_SPLIT,
  BINARY_SUBTRACT,
  BINARY_XOR,
  FLAG_CASE_SENSITIVE,
  UNARY_BNOT,
  UNARY_JOIN,
  UNARY_MINUS,
  UNARY_NOT,
  UNARY_PLUS,
  UNARY_SPLIT,
} from "../../program";
import { boolean, emptyString, failed, kindOf, nullValue, textAt, textLength, unknown } from "../constants";
import { cast, isTrue, isUnknown } from "../convert";
import { carriedFlags, carry, gatheredSteps } from "../flags";
import { formatArguments, formatText } from "../format";
import { append, countItems, isEnumerator, itemAt, MAX_ALTERNATIVES, newList } from "../lists";
import { headOf, isLoose, isText, joined, PARTIAL_LOOSE, someText, tailOf, withLooseness } from "../partial";
import { eitherOf } from "../possibilities";
import { newStep, nextStep, withSteps } from "../steps";
import { joinItems, knownText, plainText } from "../text";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_CHAR,
  KIND_CHOICE,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_NULL,
  KIND_PARTIAL,
  KIND_STRING,
  KIND_TABLE,
  KIND_UNKNOWN,
  Value,
} from "../value";
import { calculate, increment, inverted, signed } from "./arithmetic";
import { contains, filter, isOfType, test } from "./comparisons";
import { replaceOperator, splitOperator, splitWords } from "./replace-and-split";
import { concatenate, extended, mergedTables, range, repeatedList, repeatedText } from "./sequences";

export { increment };

/** Whether a value is text that no operand on its left can take for a number or a span of time. */
export function isNoNumber(value: usize): bool {
  if (!isText(value) || isLoose(value)) return false;
  const bytes = textAt(value);
  const length = textLength(value);
  const first = length == 0 ? 0 : <u32>load<u8>(bytes);
  const second = length < 2 ? 0 : <u32>load<u8>(bytes + 1);
  // A word other than `NaN` and `Infinity`, or what a point makes none.
  if (isAsciiLetter(first)) return lower(first) != LOWER_N && lower(first) != LOWER_I;
  if (first == 46 && isAsciiLetter(second)) return true;
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(bytes + i);
    if (byte == BACKSLASH || byte == SLASH || byte == AT_SIGN || byte == UNDERSCORE) return true;
  }
  return false;
}

function isAsciiLetter(byte: u32): bool {
  return lower(byte) - 97 < 26;
}

/** Text of which nothing is known may be null, to which anything but text is added as it is. */
function addToPartial(left: usize, right: usize): usize {
  const bare = headOf(left) + tailOf(left) == 0;
  if ((isLoose(left) || bare) && (!isText(right) || isLoose(right))) return unknown();
  return joined(left, knownText(right));
}

function add(left: usize, right: usize): usize {
  const kind = kindOf(left);
  switch (<i32>kind) {
    case KIND_STRING:
    case KIND_CHAR: {
      const a = plainText(left);
      const b = plainText(right);
      return kindOf(a) == KIND_STRING && kindOf(b) == KIND_STRING ? concatenate(a, b) : joined(a, knownText(right));
    }
    case KIND_PARTIAL:
      return addToPartial(left, right);
    case KIND_ARRAY:
      return extended(left, right);
    case KIND_TABLE:
      return mergedTables(left, right);
    case KIND_NULL:
      return right;
    case KIND_UNKNOWN:
      return isNoNumber(right) ? withLooseness(joined(someText(), right), PARTIAL_LOOSE) : left;
    default:
      return kindOf(right) == KIND_ARRAY ? unknown() : calculate(BINARY_ADD, left, right);
  }
}

function multiply(left: usize, right: usize): usize {
  const kind = kindOf(left);
  if (kind == KIND_STRING) return repeatedText(left, right);
  if (kind == KIND_ARRAY) return repeatedList(left, right);
  if (kind == KIND_NULL) return isUnknown(right) ? right : nullValue();
  return kind == KIND_CHAR ? unknown() : calculate(BINARY_MULTIPLY, left, right);
}

/** `left -join right`; what is no array is one text. */
function join(left: usize, right: usize): usize {
  if (isUnknown(left)) return isLoose(left) ? unknown() : left;
  return kindOf(left) == KIND_ARRAY ? joinItems(left, plainText(right)) : plainText(left);
}

function logic(operator: u8, left: usize, right: usize): usize {
  const a = isTrue(left);
  const b = isTrue(right);
  if (operator == BINARY_XOR) return a < 0 || b < 0 ? unknown() : boolean(a != b);
  const decisive = operator == BINARY_OR ? 1 : 0;
  if (a == decisive || b == decisive) return boolean(decisive != 0);
  return a < 0 || b < 0 ? unknown() : boolean(decisive == 0);
}

function coalesce(left: usize, right: usize): usize {
  if (isUnknown(left)) return unknown();
  return kindOf(left) == KIND_NULL ? right : left;
}

/** `-as`: what does not convert is null, which only a conversion that is surely refused would show. */
function asType(left: usize, right: usize): usize {
  const made = cast(right, left);
  return made == 0 ? unknown() : made;
}

/** An operator of the text group: its outcome is a text or a list of such. */
function onText(operator: u8, caseSensitive: bool, left: usize, right: usize): usize {
  switch (<i32>operator) {
    case BINARY_FORMAT:
      return formatText(plainText(left), formatArguments(right));
    case BINARY_JOIN:
      return join(left, right);
    case BINARY_SPLIT:
      return splitOperator(left, right, caseSensitive);
    case BINARY_REPLACE:
      return replaceOperator(left, right, caseSensitive);
    default:
      return range(left, right);
  }
}

function compareOperator(operator: u8, caseSensitive: bool, left: usize, right: usize): usize {
  if (operator <= BINARY_NOT_MATCH) {
    return kindOf(left) == KIND_ARRAY ? filter(operator, caseSensitive, left, right) : test(operator, caseSensitive, left, right);
  }
  switch (<i32>operator) {
    case BINARY_CONTAINS:
    case BINARY_NOT_CONTAINS:
      return contains(left, right, caseSensitive, operator == BINARY_CONTAINS);
    case BINARY_IN:
    case BINARY_NOT_IN:
      return contains(right, left, caseSensitive, operator == BINARY_IN);
    case BINARY_IS:
    case BINARY_IS_NOT:
      return isOfType(left, right, operator == BINARY_IS);
    case BINARY_AS:
      return asType(left, right);
    default:
      return coalesce(left, right);
  }
}

function plainBinary(operator: u8, caseSensitive: bool, left: usize, right: usize): usize {
  if (isEnumerator(left) || isEnumerator(right)) return unknown();
  if (operator == BINARY_ADD) return add(left, right);
  if (operator == BINARY_MULTIPLY) return multiply(left, right);
  if (operator >= BINARY_AND && operator <= BINARY_XOR) return logic(operator, left, right);
  if (operator >= BINARY_RANGE && operator <= BINARY_REPLACE) return onText(operator, caseSensitive, left, right);
  if (operator >= BINARY_EQ) return compareOperator(operator, caseSensitive, left, right);
  // What is left is arithmetic on single numbers.
  return kindOf(left) == KIND_ARRAY || kindOf(right) == KIND_ARRAY ? unknown() : calculate(operator, left, right);
}

/** REASON_* of an operator for the evidence, 0 where it needs no step of its own. */
function reasonOf(operator: u8, made: usize): u32 {
  switch (<i32>operator) {
    case BINARY_ADD:
      return kindOf(made) == KIND_STRING || kindOf(made) == KIND_PARTIAL ? REASON_CONCATENATED : 0;
    case BINARY_FORMAT:
      return REASON_FORMATTED;
    case BINARY_JOIN:
      return REASON_JOINED;
    case BINARY_SPLIT:
      return REASON_SPLIT;
    case BINARY_REPLACE:
      return REASON_REPLACED;
    case BINARY_AS:
      return REASON_CONVERTED;
    default:
      return operator >= BINARY_BAND && operator <= BINARY_SHR ? REASON_CONVERTED : 0;
  }
}

/** Texts joined by an operator, for the evidence. */
function joinedCount(operator: u8, left: usize): u32 {
  if (operator == BINARY_ADD) return 2;
  return operator == BINARY_JOIN && kindOf(left) == KIND_ARRAY ? countItems(left) : 0;
}

/** An outcome with the flags and steps of its operands. */
function kept(operator: u8, made: usize, left: usize, right: usize, start: usize, end: usize): usize {
  if (kindOf(made) == KIND_UNKNOWN || made == left || made == right) return made;
  const carried = carry(made, carriedFlags(left) | carriedFlags(right), left, right);
  const reason = reasonOf(operator, made);
  const before = gatheredSteps(left);
  const beside = gatheredSteps(right);
  if (reason == 0) {
    return before == 0 && beside == 0
      ? carried
      : withSteps(carried, beside == 0 ? before : before == 0 ? beside : newStep(0, 0, 0, before, beside, 0));
  }
  return withSteps(carried, nextStep(reason, start, end, before, beside, joinedCount(operator, left)));
}

/** Whether the engine refuses an operation for certain: a number and a text that is none, a block and anything. */
function isRefused(operator: u8, left: usize, right: usize): bool {
  const kind = kindOf(left);
  if (operator != BINARY_ADD && operator != BINARY_SUBTRACT && operator != BINARY_MULTIPLY && operator != BINARY_DIVIDE)
    return false;
  if (kind == KIND_BLOCK) return true;
  if (kind == KIND_STRING && operator != BINARY_ADD && operator != BINARY_MULTIPLY) return isNoNumber(left);
  const isNumber = kind == KIND_INTEGER || kind == KIND_DOUBLE || kind == KIND_BOOLEAN;
  return isNumber && kindOf(right) == KIND_STRING && isNoNumber(right);
}

function oneBinary(operator: u8, flags: u16, left: usize, right: usize, start: usize, end: usize): usize {
  if (left == failed() || right == failed() || isRefused(operator, left, right)) return failed();
  return kept(operator, plainBinary(operator, (flags & FLAG_CASE_SENSITIVE) != 0, left, right), left, right, start, end);
}

/** Alternatives of a value: 1 for one that is no choice. */
export function alternativesOf(value: usize): u32 {
  return kindOf(value) == KIND_CHOICE ? countItems(value) : 1;
}

/** An alternative of a value; `at` must be below `alternativesOf`. */
export function alternativeAt(value: usize, at: u32): usize {
  return kindOf(value) == KIND_CHOICE ? itemAt(value, at) : value;
}

/**
 * `left operator right`.
 * @param operator BINARY_*
 * @param flags FLAG_CASE_SENSITIVE
 * @param start,end the expression's span, for the evidence
 */
export function binary(operator: u8, flags: u16, left: usize, right: usize, start: usize, end: usize): usize {
  const lefts = alternativesOf(left);
  const rights = alternativesOf(right);
  if (lefts == 1 && rights == 1) return oneBinary(operator, flags, left, right, start, end);
  if (lefts * rights > MAX_ALTERNATIVES) {
    return operator == BINARY_ADD && isText(alternativeAt(left, 0)) ? joined(knownText(left), knownText(right)) : unknown();
  }
  let made: usize = 0;
  for (let i: u32 = 0; i < lefts; i++) {
    for (let j: u32 = 0; j < rights; j++) {
      const one = oneBinary(operator, flags, alternativeAt(left, i), alternativeAt(right, j), start, end);
      made = made == 0 ? one : eitherOf(made, one);
    }
  }
  return made;
}

function plainUnary(operator: u8, operand: usize): usize {
  if (isEnumerator(operand)) return unknown();
  switch (<i32>operator) {
    case UNARY_NOT: {
      const truth = isTrue(operand);
      return truth < 0 ? unknown() : boolean(truth == 0);
    }
    case UNARY_MINUS:
    case UNARY_PLUS:
      return kindOf(operand) == KIND_ARRAY ? unknown() : signed(operand, operator == UNARY_MINUS);
    case UNARY_BNOT:
      return kindOf(operand) == KIND_ARRAY ? unknown() : inverted(operand);
    case UNARY_JOIN:
      return join(operand, emptyString());
    case UNARY_SPLIT:
      return splitWords(operand);
    default:
      return unknown();
  }
}

function oneUnary(operator: u8, operand: usize, start: usize, end: usize): usize {
  if (operand == failed()) return operand;
  const made = plainUnary(operator, operand);
  const like = operator == UNARY_JOIN ? BINARY_JOIN : operator == UNARY_SPLIT ? BINARY_SPLIT : BINARY_EQ;
  return kept(like, made, operand, nullValue(), start, end);
}

/** `operator operand`, UNARY_*; no flag changes one so far as values go. */
export function unary(operator: u8, _flags: u16, operand: usize, start: usize, end: usize): usize {
  const count = alternativesOf(operand);
  let made = oneUnary(operator, alternativeAt(operand, 0), start, end);
  for (let i: u32 = 1; i < count; i++) made = eitherOf(made, oneUnary(operator, alternativeAt(operand, i), start, end));
  return made;
}

/** Puts the texts of pieces together, taking of a choice among them the alternative `pick`, or for -1 what all of them share. */
function expandOnce(pieces: usize, count: u32, pick: i32): usize {
  const texts = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    let piece = <usize>load<u32>(pieces + ((<usize>i) << 2));
    if (pick >= 0 && kindOf(piece) == KIND_CHOICE) piece = itemAt(piece, pick);
    if (!append(texts, knownText(piece))) return unknown();
  }
  const made = joinItems(texts, emptyString());
  return withSteps(carry(made, carriedFlags(texts), made, made), gatheredSteps(texts));
}

/** The value of an expandable string out of its pieces: the text of each, in order. `pieces` is the address of `count` u32 values. */
export function expand(pieces: usize, count: u32, start: usize, end: usize): usize {
  let choices: u32 = 0;
  let alternatives: u32 = 1;
  for (let i: u32 = 0; i < count; i++) {
    const many = alternativesOf(<usize>load<u32>(pieces + ((<usize>i) << 2)));
    if (many == 1) continue;
    choices++;
    alternatives = many;
  }
  // Two choices in one text are rare, and may hang together: one is followed.
  if (choices > 1) alternatives = 1;
  let made = expandOnce(pieces, count, choices > 1 ? -1 : 0);
  for (let i: i32 = 1; i < <i32>alternatives; i++) made = eitherOf(made, expandOnce(pieces, count, i));
  const kind = kindOf(made);
  if (kind == KIND_UNKNOWN || kind == KIND_CHOICE) return made;
  return withSteps(made, newStep(REASON_EXPANDED, start, end, changetype<Value>(made).steps, 0, 0));
}
