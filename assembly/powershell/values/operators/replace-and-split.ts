/**
 * `-replace` and `-split`. PowerShell: ParserOps.ReplaceOperator, SplitOperator.
 */

import {
  ASTERISK,
  BACKSLASH,
  CARET,
  CARRIAGE_RETURN,
  CLOSE_PAREN,
  COMMA,
  DIGIT_0,
  DOLLAR,
  DOT,
  FORM_FEED,
  HASH,
  LINE_FEED,
  LOWER_A,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PIPE,
  PLUS,
  QUESTION,
  SPACE,
  TAB,
  UNDERSCORE,
} from "../../../bytes/ascii";
import { find } from "../../../bytes/dictionary";
import { sequenceLength } from "../../../bytes/text";
import { emptyString, integerAt, kindOf, text, textAt, textLength, unknown } from "../constants";
import { isUnknown, toInteger } from "../convert";
import { isObject, OBJECT_REGEX } from "../dotnet-objects";
import { append, countItems, isKnownList, itemAt, newList } from "../lists";
import { caseOptions, replaceMatches, splitMatches } from "../matching";
import { isLoose, isText, partialIn, runsAsText, runText, someText } from "../partial";
import { plainText } from "../text";
import { TYPE_STRING } from "../types";
import { KIND_ARRAY, KIND_BLOCK, KIND_CHOICE, KIND_PARTIAL, KIND_STRING, Value } from "../value";
import { closeText, openText, putByte } from "../writer";

/** An operand of the right side: an array gives its elements, anything else is the first. */
function operandAt(right: usize, index: u32): usize {
  if (kindOf(right) != KIND_ARRAY) return index == 0 ? right : 0;
  return index < countItems(right) ? itemAt(right, index) : 0;
}

/** A string that was made with runs in it; where culture decides which, nothing is known of it. */
function textOf(made: usize): usize {
  return kindOf(made) == KIND_STRING ? partialIn(made) : isUnknown(made) ? made : someText();
}

/**
 * Whether a pattern fits one ASCII character and looks at nothing beside it: only such a one finds the same in known pieces
 * whatever stands between them.
 */
function isOneCharacter(pattern: usize): bool {
  const bytes = textAt(pattern);
  const length = textLength(pattern);
  const first = length == 0 ? 128 : <u32>load<u8>(bytes);
  if (length == 1) return first < 128 && first != DOT && first != CARET && first != DOLLAR;
  const second = length < 2 ? 128 : <u32>load<u8>(bytes + 1);
  return (
    length == 2 &&
    first == BACKSLASH &&
    second < 128 &&
    second - DIGIT_0 > 9 &&
    (second | 32) - LOWER_A > 25 &&
    second != UNDERSCORE
  );
}

/** `left -replace right`: on each element of an array. A replacement block is PowerShell 7's and the machine's. */
export function replaceOperator(left: usize, right: usize, caseSensitive: bool): usize {
  if (isUnknown(right) || (isUnknown(left) && !isText(left)) || isLoose(left)) return unknown();
  if (kindOf(right) == KIND_ARRAY && (!isKnownList(right) || countItems(right) > 2)) return unknown();
  const pattern = operandAt(right, 0);
  const replacement = operandAt(right, 1);
  if (pattern == 0) return unknown();
  let template = emptyString();
  if (replacement != 0)
    template = kindOf(replacement) == KIND_BLOCK || kindOf(replacement) == KIND_CHOICE ? unknown() : plainText(replacement);
  // Whatever an unknown replacement is, it stands where the pattern fits; a block among operands is taken as one.
  if (replacement != 0 && kindOf(replacement) != KIND_BLOCK && kindOf(template) != KIND_STRING) template = runText();
  let options = caseOptions(caseSensitive);
  if (isObject(pattern, OBJECT_REGEX)) options = changetype<Value>(pattern).b;
  const patternText = plainText(pattern);
  if (kindOf(patternText) != KIND_STRING || kindOf(template) != KIND_STRING) return unknown();
  if (kindOf(left) == KIND_PARTIAL) {
    if (!isOneCharacter(patternText)) return someText();
    return textOf(replaceMatches(runsAsText(left), patternText, template, options, 0));
  }
  if (kindOf(left) != KIND_ARRAY) {
    const made = replaceMatches(plainText(left), patternText, template, options, 0);
    return template == runText() ? textOf(made) : made;
  }
  if (!isKnownList(left)) return unknown();
  const count = countItems(left);
  const list = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    const made = replaceMatches(plainText(itemAt(left, i)), patternText, template, options, 0);
    if (kindOf(made) != KIND_STRING || !append(list, template == runText() ? textOf(made) : made)) return unknown();
  }
  return list;
}

/** A text as a pattern that matches it alone. .NET: Regex.Escape. */
export function escaped(value: usize): usize {
  if (kindOf(value) != KIND_STRING) return unknown();
  const bytes = textAt(value);
  const length = textLength(value);
  openText();
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(bytes + i);
    const letter = escapeLetter(byte);
    if (letter != 0) putByte(BACKSLASH);
    putByte(letter == 0 ? byte : letter);
  }
  return closeText();
}

/** What stands after the backslash for a byte that is escaped, 0 for one that is not. */
function escapeLetter(byte: u32): u32 {
  switch (<i32>byte) {
    case TAB:
      return 116;
    case LINE_FEED:
      return 110;
    case FORM_FEED:
      return 102;
    case CARRIAGE_RETURN:
      return 114;
    case SPACE:
    case HASH:
    case DOLLAR:
    case OPEN_PAREN:
    case CLOSE_PAREN:
    case ASTERISK:
    case PLUS:
    case DOT:
    case QUESTION:
    case OPEN_BRACKET:
    case BACKSLASH:
    case CARET:
    case OPEN_BRACE:
    case PIPE:
      return byte;
    default:
      return 0;
  }
}

/** Options of `-split` as bits. */
export const SPLIT_OPTION_REGEX: i32 = 0;
export const SPLIT_OPTION_SIMPLE: i32 = 1;
export const SPLIT_OPTION_IGNORE_CASE: i32 = 2;
/** What is not followed. */
export const SPLIT_OPTION_OTHER: i32 = 4;

/** SPLIT_OPTION_* and the options that it stands for. */
export const SPLIT_OPTION_WORDS = `
0 regexmatch
1 simplematch
2 ignorecase
4 cultureinvariant ignorepatternwhitespace multiline singleline explicitcapture
`;
const OPTION_MASK: u32 = 31;
const OPTION_SLOTS: usize = memory.data((OPTION_MASK + 2) << 2, 4);

/** SPLIT_OPTION_* of an option's name, or -1. */
export function splitOptionNamed(at: usize, length: usize): i32 {
  return find(SPLIT_OPTION_WORDS, OPTION_SLOTS, OPTION_MASK, at, length);
}

/** Options in text: a set of SPLIT_OPTION_SIMPLE and SPLIT_OPTION_IGNORE_CASE, or -1 for what is not followed. */
function splitOptions(value: usize): i32 {
  if (kindOf(value) != KIND_STRING) return -1;
  let options: i32 = 0;
  let at = textAt(value);
  const end = at + textLength(value);
  while (at < end) {
    let stop = at;
    while (stop < end && load<u8>(stop) != COMMA && load<u8>(stop) != SPACE) stop++;
    if (stop > at) {
      const word = splitOptionNamed(at, stop - at);
      if (word < 0 || word == SPLIT_OPTION_OTHER) return -1;
      options |= word;
    }
    at = stop + 1;
  }
  return options;
}

/** `left -split right`: delimiter, most elements, options. */
export function splitOperator(left: usize, right: usize, caseSensitive: bool): usize {
  if (isUnknown(left) || isUnknown(right)) return unknown();
  if (kindOf(right) == KIND_ARRAY && (!isKnownList(right) || countItems(right) > 3)) return unknown();
  const first = operandAt(right, 0);
  if (first == 0 || kindOf(first) == KIND_BLOCK) return unknown();
  let delimiter = plainText(first);
  let limit: i64 = 0;
  const second = operandAt(right, 1);
  if (second != 0) {
    const number = toInteger(second);
    if (isUnknown(number)) return unknown();
    limit = integerAt(number);
    // Below zero it counts from the end, in PowerShell 7 alone.
    if (limit < 0 || limit > 65536) return unknown();
  }
  const third = operandAt(right, 2);
  let options = caseOptions(caseSensitive);
  if (third != 0) {
    const words = splitOptions(third);
    if (words < 0) return unknown();
    if ((words & SPLIT_OPTION_SIMPLE) != 0) delimiter = escaped(delimiter);
    if ((words & SPLIT_OPTION_IGNORE_CASE) != 0) options = 1;
  }
  return splitAll(left, delimiter, options, <u32>limit);
}

/** Splits one text, or every element of an array into one list. */
function splitAll(left: usize, delimiter: usize, options: u32, limit: u32): usize {
  if (kindOf(left) != KIND_ARRAY) return splitMatches(plainText(left), delimiter, options, limit);
  if (!isKnownList(left)) return unknown();
  const list = newList(8);
  for (let i: u32 = 0; i < countItems(left); i++) {
    const parts = splitMatches(plainText(itemAt(left, i)), delimiter, options, limit);
    if (kindOf(parts) != KIND_ARRAY) return unknown();
    for (let j: u32 = 0; j < countItems(parts); j++) if (!append(list, itemAt(parts, j))) return unknown();
  }
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = TYPE_STRING;
  return list;
}

/** `-split operand`: the words between white space. */
export function splitWords(operand: usize): usize {
  if (isUnknown(operand)) return unknown();
  const isArray = kindOf(operand) == KIND_ARRAY;
  if (isArray && !isKnownList(operand)) return unknown();
  const list = newList(8);
  const count = isArray ? countItems(operand) : 1;
  for (let i: u32 = 0; i < count; i++) {
    if (!addWords(list, plainText(isArray ? itemAt(operand, i) : operand))) return unknown();
  }
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).b = TYPE_STRING;
  return list;
}

/** Whether the sequence at `at` is white space of .NET; its bytes are told by the lead byte. */
function isSpace(at: usize): bool {
  const byte = <u32>load<u8>(at);
  if (byte < 0x80) return byte == SPACE || byte - 9 < 5;
  const second = <u32>load<u8>(at + 1);
  if (byte == 0xc2) return second == 0x85 || second == 0xa0;
  if (byte < 0xe1 || byte > 0xe3) return false;
  const point = ((byte & 15) << 12) | ((second & 63) << 6) | (<u32>load<u8>(at + 2) & 63);
  return point == 0x1680 || point - 0x2000 < 11 || point - 0x2028 < 2 || point == 0x202f || point == 0x205f || point == 0x3000;
}

function addWords(list: usize, value: usize): bool {
  if (kindOf(value) != KIND_STRING) return false;
  const before = countItems(list);
  let at = textAt(value);
  const end = at + textLength(value);
  while (at < end) {
    const start = at;
    while (at < end && !isSpace(at)) at += sequenceLength(load<u8>(at));
    if (at > start && !append(list, text(start, at - start))) return false;
    if (at < end) at += sequenceLength(load<u8>(at));
  }
  // Blank text gives one empty word.
  return countItems(list) > before || append(list, emptyString());
}
