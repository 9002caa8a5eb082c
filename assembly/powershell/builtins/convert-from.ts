/**
 * ConvertFrom-Json and ConvertFrom-StringData of known text. What is made is a table of properties, a hashtable or a list; a text that the
 * engine would refuse may give anything, since no call binds it.
 */

import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  DOUBLE_QUOTE,
  EQUALS,
  HASH,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  UPPER_T,
} from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { REASON_CONVERTED } from "../../contract";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import {
  boolean,
  INTEGER_LONG,
  integer,
  integerOf,
  kindOf,
  nullValue,
  text,
  textAt,
  textLength,
  unknown,
} from "../values/constants";
import { toText } from "../values/convert";
import { byDialect } from "../values/dialect";
import { append, newList } from "../values/lists";
import { unescaped } from "../values/methods/text-statics";
import { fitsInt, NUMBER_INTEGER, numberRead, parseText } from "../values/number";
import { newStep, withSteps } from "../values/steps";
import { findEntry, newTable, setEntry } from "../values/tables";
import { isAsciiText } from "../values/units";
import { KIND_ARRAY, KIND_STRING, KIND_TABLE, TABLE_HASH, TABLE_OBJECT, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { onlyInput } from "./invoke";
import { outputs } from "./output";
import {
  FROM_JSON_INPUT_OBJECT,
  FROM_JSON_PARAMETERS,
  FROM_STRING_DATA_PARAMETERS,
  FROM_STRING_DATA_STRING_DATA,
} from "./parameters";

/** Lists and tables that may be open at once. */
const MAX_DEPTH: u32 = 16;
const open: usize = memory.data(64, 4);

// What is read, where the next character stands, and the step that every text out of it gets.
let at: usize = 0;
let limit: usize = 0;
let step: u32 = 0;

/** The text that is converted, given by a parameter or piped; 0 if it is not known, or a parameter changes what is made of it. */
function source(parameter: u32): usize {
  const given = bound(parameter) != 0 ? bound(parameter) : onlyInput();
  const whole = given == 0 || binding.surprised ? unknown() : toText(given);
  if (kindOf(whole) != KIND_STRING || (changetype<Value>(whole).flags & VALUE_UNCLAIMABLE) != 0) return 0;
  step = newStep(REASON_CONVERTED, <usize>invocation.start, <usize>invocation.end, changetype<Value>(whole).steps, 0, 0);
  return whole;
}

function byteHere(): u32 {
  while (at < limit && load<u8>(at) <= SPACE) at++;
  return at < limit ? <u32>load<u8>(at) : 0;
}

/** The string whose opening quote stands here. A date is made of some texts. */
function quoted(): usize {
  const from = ++at;
  while (at < limit && load<u8>(at) != DOUBLE_QUOTE) at += load<u8>(at) == BACKSLASH ? 2 : 1;
  const size = min(at, limit) - from;
  at++;
  const isDate =
    size > 5 && (isWord(from, 6, "\\/date") || isWord(from, 5, "/date") || (size > 10 && load<u8>(from + 10) == UPPER_T));
  return isDate ? unknown() : withSteps(unescaped(text(from, size)), step);
}

/** A string, number or word. After it `at` has moved, unless nothing stands here. */
function scalar(byte: u32): usize {
  if (byte == DOUBLE_QUOTE) return quoted();
  const from = at;
  while (at < limit && load<u8>(at) > COMMA && load<u8>(at) != CLOSE_BRACKET && load<u8>(at) != CLOSE_BRACE) at++;
  const size = at - from;
  if (isWord(from, size, "null")) return nullValue();
  if (isWord(from, size, "true") || isWord(from, size, "false")) return boolean(size == 4);
  if (byte - 49 > 8 || size > 18 || parseText(from, size) != NUMBER_INTEGER || numberRead.isHex || !fitsInt(numberRead.integer))
    return unknown();
  return byDialect(integerOf(INTEGER_LONG, numberRead.integer), integer(numberRead.integer));
}

/** The value of a JSON text. */
function parsed(): usize {
  let root: usize = 0;
  let depth: u32 = 0;
  let isAfter = false;
  let isFresh = false;
  // Each round takes at least one byte.
  while (at <= limit) {
    let byte = byteHere();
    if (depth == 0 && isAfter) return byte == 0 ? root : unknown();
    const holder = depth == 0 ? <usize>0 : <usize>load<u32>(open + ((<usize>(depth - 1)) << 2));
    const isTable = depth != 0 && kindOf(holder) == KIND_TABLE;
    const closes = depth != 0 && byte == (isTable ? CLOSE_BRACE : CLOSE_BRACKET);
    if (isAfter || (isFresh && closes)) {
      at++;
      isFresh = false;
      isAfter = closes;
      if (closes) depth--;
      else if (byte != 44) return unknown();
      continue;
    }
    isFresh = false;
    let key: usize = 0;
    if (isTable) {
      if (byte != DOUBLE_QUOTE) return unknown();
      key = quoted();
      if (byteHere() != 58 || kindOf(key) != KIND_STRING || textLength(key) == 0 || findEntry(holder, key) >= 0) return unknown();
      at++;
      byte = byteHere();
    }
    const before = at;
    const opens = byte == OPEN_BRACE || byte == OPEN_BRACKET;
    const value = byte == OPEN_BRACE ? newTable(TABLE_OBJECT) : byte == OPEN_BRACKET ? newList(4) : scalar(byte);
    if (isTable) setEntry(holder, key, value);
    else if (depth != 0) append(holder, value);
    else root = value;
    if (opens) {
      if (depth == MAX_DEPTH || kindOf(value) < KIND_ARRAY) return unknown();
      store<u32>(open + ((<usize>depth) << 2), <u32>value);
      depth++;
      at++;
      isFresh = true;
    } else if (at == before) return unknown();
    isAfter = !opens;
  }
  return unknown();
}

/** ConvertFrom-Json. A list is put out as one object by Windows PowerShell, element by element by PowerShell 7. */
export function runFromJson(): void {
  bindWords(FROM_JSON_PARAMETERS);
  const whole = source(FROM_JSON_INPUT_OBJECT);
  let value = unknown();
  if (whole != 0) {
    at = textAt(whole);
    limit = at + textLength(whole);
    value = parsed();
    if (kindOf(value) == KIND_ARRAY) value = byDialect(outputs(value), unknown());
  }
  deliver(value);
}

/** The trimmed text of a range. */
function trimmed(from: usize, to: usize): usize {
  while (from < to && load<u8>(from) <= SPACE) from++;
  while (from < to && load<u8>(to - 1) <= SPACE) to--;
  return withSteps(text(from, to - from), step);
}

/** ConvertFrom-StringData. PowerShell: ConvertFromStringDataCommand, which unescapes the whole text first. */
export function runFromStringData(): void {
  bindWords(FROM_STRING_DATA_PARAMETERS);
  const whole = source(FROM_STRING_DATA_STRING_DATA);
  const lines = whole == 0 ? unknown() : unescaped(whole);
  deliver(kindOf(lines) == KIND_STRING && isAsciiText(lines) ? tableOf(lines) : unknown());
}

function tableOf(lines: usize): usize {
  const table = newTable(TABLE_HASH);
  let from = textAt(lines);
  const last = from + textLength(lines);
  while (from < last && kindOf(table) == KIND_TABLE) {
    let to = from;
    while (to < last && load<u8>(to) != LINE_FEED) to++;
    const line = trimmed(from, to);
    from = to + 1;
    if (textLength(line) == 0 || load<u8>(textAt(line)) == HASH) continue;
    const after = textAt(line) + textLength(line);
    let sign = textAt(line);
    while (sign < after && load<u8>(sign) != EQUALS) sign++;
    const key = trimmed(textAt(line), sign);
    if (sign == after || findEntry(table, key) >= 0) return unknown();
    setEntry(table, key, trimmed(sign + 1, after));
  }
  return table;
}
