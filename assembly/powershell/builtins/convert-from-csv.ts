/**
 * ConvertFrom-Csv of known text: a table of properties for each record. PowerShell: ImportCsvHelper. Values are texts; a record that lacks one
 * has null there.
 */

import { CARRIAGE_RETURN, DOUBLE_QUOTE, HASH, LINE_FEED, SPACE, TAB } from "../../bytes/ascii";
import { REASON_CONVERTED } from "../../contract";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import { kindOf, nullValue, textAt, textLength, unknown } from "../values/constants";
import { wrapArray } from "../values/convert";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { newStep, withSteps } from "../values/steps";
import { findEntry, newTable, setEntry } from "../values/tables";
import { joinItems, literalText } from "../values/text";
import { KIND_ARRAY, KIND_CHAR, KIND_STRING, TABLE_OBJECT, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { closeText, openText, putByte } from "../values/writer";
import { outputs } from "./output";
import { FROM_CSV_DELIMITER, FROM_CSV_HEADER, FROM_CSV_INPUT_OBJECT, FROM_CSV_PARAMETERS } from "./parameters";

let at: usize = 0;
let limit: usize = 0;
let delimiter: u32 = 0;
let step: u32 = 0;
/** The field that was read is the last of its record. */
let isLast: bool = false;

/**
 * The next field: leading blanks dropped; quotes count where it starts with one, and two within are one. An empty last one is null at the
 * end of the text.
 */
function field(): usize {
  while (at < limit && (load<u8>(at) == SPACE || load<u8>(at) == TAB)) at++;
  openText();
  const wasQuoted = at < limit && load<u8>(at) == DOUBLE_QUOTE;
  let quoted = false;
  let byte: u32 = 10;
  while (at < limit) {
    byte = load<u8>(at++);
    if (byte == DOUBLE_QUOTE && wasQuoted) {
      if (quoted && at < limit && load<u8>(at) == DOUBLE_QUOTE) {
        putByte(<u8>DOUBLE_QUOTE);
        at++;
      } else quoted = !quoted;
    } else if (!quoted && (byte == delimiter || byte == LINE_FEED)) break;
    // Blanks after a closing quote are dropped.
    else if (quoted || (byte != CARRIAGE_RETURN && (!wasQuoted || byte != SPACE))) putByte(<u8>byte);
  }
  isLast = at == limit ? byte != delimiter || quoted : byte == LINE_FEED;
  const made = closeText();
  return isLast && !wasQuoted && textLength(made) == 0 ? unknown() : withSteps(made, step);
}

/** What the records make, the first of which names the properties if no names are given. */
function records(names: usize): usize {
  const made = newList(4);
  let isHeader = kindOf(names) != KIND_ARRAY;
  const heads = isHeader ? newList(4) : names;
  let object = newTable(TABLE_OBJECT);
  let i: u32 = 0;
  if (!isKnownList(heads) || (!isHeader && countItems(heads) == 0)) return unknown();
  while (at < limit || !isLast) {
    if (i == 0 && (load<u8>(at) == LINE_FEED || load<u8>(at) == CARRIAGE_RETURN)) {
      at++;
      continue;
    }
    const value = field();
    if (isHeader) append(heads, value);
    else if (i < countItems(heads)) {
      const head = itemAt(heads, i);
      if (kindOf(head) != KIND_STRING || findEntry(object, head) >= 0) return unknown();
      setEntry(object, head, value);
    }
    i++;
    if (!isLast) continue;
    // What a record lacks is null.
    for (; i < countItems(heads); i++) setEntry(object, itemAt(heads, i), nullValue());
    if (!isHeader && !append(made, object)) return unknown();
    isHeader = false;
    object = newTable(TABLE_OBJECT);
    i = 0;
  }
  return outputs(made);
}

/** ConvertFrom-Csv: lines given or piped. */
export function runFromCsv(): void {
  bindWords(FROM_CSV_PARAMETERS);
  const given = bound(FROM_CSV_INPUT_OBJECT) != 0 ? bound(FROM_CSV_INPUT_OBJECT) : invocation.input;
  const lines =
    given == 0 || binding.surprised ? unknown() : kindOf(given) == KIND_ARRAY ? joinItems(given, literalText("\n")) : given;
  const mark = bound(FROM_CSV_DELIMITER) == 0 ? unknown() : bound(FROM_CSV_DELIMITER);
  const sign =
    kindOf(mark) == KIND_CHAR
      ? changetype<Value>(mark).a
      : kindOf(mark) == KIND_STRING && textLength(mark) == 1
        ? <u32>load<u8>(textAt(mark))
        : 0;
  delimiter = bound(FROM_CSV_DELIMITER) == 0 ? 44 : sign;
  const isKnown = kindOf(lines) == KIND_STRING && (changetype<Value>(lines).flags & VALUE_UNCLAIMABLE) == 0;
  if (!isKnown || delimiter == 0 || delimiter > 127 || textLength(lines) == 0 || load<u8>(textAt(lines)) == HASH) {
    deliver(unknown());
    return;
  }
  step = newStep(REASON_CONVERTED, <usize>invocation.start, <usize>invocation.end, changetype<Value>(lines).steps, 0, 0);
  at = textAt(lines);
  limit = at + textLength(lines);
  isLast = true;
  deliver(records(bound(FROM_CSV_HEADER) == 0 ? unknown() : wrapArray(bound(FROM_CSV_HEADER))));
}
