/**
 * Commands that hand on, pick, order or render what is piped: Write-Output, Tee-Object, Out-String, Select-Object, Sort-Object.
 */

import { LOWER_F, LOWER_I, LOWER_N, LOWER_W, PLUS } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { havoc } from "../machine/cells";
import { listedItems } from "../machine/command-lists";
import { nothing, outputsOf } from "../machine/frames";
import {
  bindWords,
  bound,
  commonValue,
  elements,
  end,
  input,
  nameText,
  start,
  surprised,
  undecided,
} from "../machine/invocation";
import { objectMember } from "../machine/object-reads";
import { newObjectValue } from "../machine/objects";
import { deliver } from "../machine/state";
import { parsedLength, parseName, targetCell, writeTyped } from "../machine/variables";
import { noteWritten } from "../machine/written-files";
import { SITE_ELEMENT_ARGUMENT, SiteElement } from "../site";
import { integerAt, kindOf, textAt, textLength, unknown } from "../values/constants";
import { OBJECT_RECORD } from "../values/dotnet-objects";
import { withFlags } from "../values/flags";
import { append, countItems, isKnownList, itemAt, newList, setItem } from "../values/lists";
import { member } from "../values/methods/members";
import { putPiece } from "../values/partial";
import { countEntries, valueAt } from "../values/tables";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_CHOICE,
  KIND_COMMAND,
  KIND_INTEGER,
  KIND_NULL,
  KIND_OBJECT,
  KIND_STRING,
  KIND_TABLE,
  VALUE_UNCLAIMABLE,
} from "../values/value";
import { closeText, openText, putByte } from "../values/writer";
import { work } from "../work";
import { single, startKeys } from "./for-each-and-where";
import { compareForSort } from "./sort-order";

/** The outputs of a list: itself, or the only one, or nothing. */
export function outputs(list: usize): usize {
  if (kindOf(list) != KIND_ARRAY || !isKnownList(list)) return unknown();
  return outputsOf(list);
}

/** Write-Output and its kin: delivers what is given or piped. */
export function runOutput(): void {
  bindWords("inputobject noenumerate!");
  if (bound(0) != 0) {
    deliver(bound(0));
    return;
  }
  const given = undecided ? unknown() : positionals();
  // What is piped in beside a value is refused.
  if (input != 0) deliver(given == nothing() ? outputs(input) : unknown());
  else deliver(given);
}

/** The positional values, arrays among them enumerated as they are put out. */
function positionals(): usize {
  const list = newList(4);
  let skip = false;
  for (let at = <usize>elements; at != 0; ) {
    const element = changetype<SiteElement>(at);
    at = <usize>element.next;
    if (element.kind != SITE_ELEMENT_ARGUMENT) {
      skip = takesValue(element);
      continue;
    }
    if (skip) {
      skip = false;
      continue;
    }
    const value = <usize>element.value;
    if (kindOf(value) == KIND_ARRAY) {
      if (!isKnownList(value)) return unknown();
      const count = countItems(value);
      for (let i: u32 = 0; i < count; i++) append(list, itemAt(value, i));
    } else append(list, value);
  }
  return outputs(list);
}

/** Whether a parameter of Write-Output takes the next value: all but its switch. */
function takesValue(element: SiteElement): bool {
  return element.value == 0 && element.nameLength > 1 && (<u32>load<u8>(<usize>element.name + 1) | 32) != LOWER_N;
}

/** Tee-Object: passes its input on, and writes it to a variable or a file. */
export function runTee(): void {
  bindWords("filepath|literalpath0 variable append!- inputobject");
  const list = bound(3) != 0 ? single(bound(3)) : input == 0 ? unknown() : input;
  const value = bound(0) == 0 && bound(1) == 0 ? unknown() : outputs(list);
  if (bound(1) != 0 && kindOf(bound(1)) == KIND_STRING) {
    parseName(textAt(bound(1)), textLength(bound(1)));
    const cell = targetCell();
    // With a file beside it the engine refuses; a scope in the name is not the caller's.
    const plain = parsedLength() == textLength(bound(1)) || isWord(textAt(bound(1)), 6, "script");
    if (surprised || bound(0) != 0 || !plain) havoc();
    else if (cell != 0 && value != nothing()) writeTyped(cell, value, 0, start);
  } else if (bound(0) != 0) noteWritten(bound(0), list);
  deliver(value);
}

/** Out-String: texts, a newline after each, which serve to name and are not claimed; how other objects are rendered depends on the host. */
export function runString(): void {
  let plain = elements == 0 && input != 0 && kindOf(input) == KIND_ARRAY && isKnownList(input);
  openText();
  for (let i: u32 = 0; plain && i < countItems(input); i++) {
    plain = kindOf(itemAt(input, i)) == KIND_STRING;
    putPiece(itemAt(input, i));
    putByte(13);
    putByte(10);
  }
  const made = closeText();
  deliver(plain ? withFlags(made, VALUE_UNCLAIMABLE) : unknown());
}

/** Write-Warning, Write-Information, Write-Error: a variable that is to hold the messages holds their text. */
export function runMessage(): void {
  bindWords("message|messagedata|msg0");
  const kind = <u32>load<u8>(nameText + 6) | 32;
  const name =
    kind == LOWER_W
      ? commonValue("warningvariable", "wv")
      : kind == LOWER_I
        ? commonValue("informationvariable", "iv")
        : commonValue("errorvariable", "ev");
  const message = bound(0);
  deliver(nothing());
  if (name == 0 || message == 0 || surprised || kindOf(name) != KIND_STRING || kindOf(message) != KIND_STRING || input != 0)
    return;
  const record = newObjectValue(OBJECT_RECORD, <u32>message, 0);
  parseName(textAt(name), textLength(name));
  const cell = load<u8>(textAt(name)) == PLUS ? <usize>0 : targetCell();
  if (cell != 0) writeTyped(cell, single(record), 0, start);
}

/**
 * Group-Object, Measure-Object, the Format cmdlets: what they give is not followed. A block among the properties runs for each value, but
 * that the Format cmdlets run theirs only as something is rendered.
 */
export function runView(): void {
  bindWords("property0 inputobject groupby asstring! *");
  const block = isBlockProperty(bound(0));
  const renders = (<u32>load<u8>(nameText) | 32) == LOWER_F;
  if (block != 0) startKeys(bound(1) != 0 || input == 0 || renders ? unknown() : input, block, unknown());
  else deliver(unknown());
}

function isBlockProperty(value: usize): usize {
  if (value == 0) return 0;
  if (kindOf(value) == KIND_BLOCK) return value;
  if (kindOf(value) == KIND_TABLE) {
    const count = countEntries(value);
    for (let i: u32 = 0; i < count; i++) if (kindOf(valueAt(value, i)) == KIND_BLOCK) return valueAt(value, i);
  }
  if (kindOf(value) == KIND_ARRAY && isKnownList(value)) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count; i++) if (kindOf(itemAt(value, i)) == KIND_BLOCK) return itemAt(value, i);
  }
  return 0;
}

/** Select-Object hands no `$null` on, and counts none. */
function withoutNulls(list: usize): usize {
  if (kindOf(list) != KIND_ARRAY || !isKnownList(list)) return list;
  const count = countItems(list);
  if (!work(count)) return unknown();
  const kept = newList(4);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(list, i);
    if (kindOf(item) == KIND_CHOICE) return unknown();
    if (kindOf(item) != KIND_NULL) append(kept, item);
  }
  return kept;
}

/** Select-Object: first, last, skip and index of a known list; what makes new objects gives unknown ones. */
export function runSelect(): void {
  bindWords("property0 expandproperty first last skip unique! index excludeproperty inputobject wait! skiplast caseinsensitive!");
  const given = bound(8) != 0 ? single(bound(8)) : input == 0 ? newList(0) : input;
  const list = bound(1) == 0 ? withoutNulls(given) : listedItems(given);
  const block = isBlockProperty(bound(0));
  if (block != 0) {
    startKeys(list, block, unknown());
    return;
  }
  if (kindOf(list) != KIND_ARRAY || !isKnownList(list) || bound(5) != 0 || bound(0) != 0 || bound(7) != 0 || bound(10) != 0) {
    deliver(unknown());
    return;
  }
  deliver(selectItems(list));
}

function numberOf(value: usize, without: i64): i64 {
  return value == 0 ? without : kindOf(value) == KIND_INTEGER ? integerAt(value) : -1;
}

function selectItems(list: usize): usize {
  const count = <i64>countItems(list);
  const skip = numberOf(bound(4), 0);
  const first = numberOf(bound(2), count);
  const last = numberOf(bound(3), count);
  if (skip < 0 || first < 0 || last < 0) return unknown();
  let from: i64 = 0;
  let to = count;
  if (bound(6) != 0) return picked(list, bound(6));
  if (bound(3) != 0 && bound(2) == 0) {
    to = count - skip;
    from = to > last ? to - last : 0;
  } else {
    from = skip;
    to = first < count - from ? from + first : count;
    if (bound(3) != 0) return unknown();
  }
  const kept = newList(4);
  for (let i = from; i < to; i++) if (!addSelected(kept, itemAt(list, <u32>i))) return unknown();
  return outputs(kept);
}

function picked(list: usize, index: usize): usize {
  if (kindOf(index) != KIND_INTEGER) return unknown();
  const at = integerAt(index);
  if (at < 0 || at >= <i64>countItems(list)) return nothing();
  const kept = newList(1);
  return addSelected(kept, itemAt(list, <u32>at)) ? outputs(kept) : unknown();
}

function addSelected(kept: usize, item: usize): bool {
  const property = bound(1);
  if (property == 0) return append(kept, item);
  const kind = kindOf(item);
  const value =
    kind == KIND_OBJECT || kind == KIND_COMMAND ? objectMember(item, property) : member(item, property, <usize>start, <usize>end);
  return append(kept, value == 0 ? unknown() : value);
}

/** Sort-Object of a known list by the values themselves. */
export function runSort(): void {
  bindWords("property0 descending! unique! casesensitive! culture inputobject top bottom stable!");
  const list = bound(5) != 0 ? single(bound(5)) : input == 0 ? newList(0) : input;
  const block = isBlockProperty(bound(0));
  // In whatever order, what is listed are the same commands.
  const isListing = listedItems(list) != list;
  if (block != 0) {
    startKeys(isListing ? unknown() : list, block, isListing ? outputs(list) : unknown());
    return;
  }
  if (isListing) {
    deliver(outputs(list));
    return;
  }
  if (kindOf(list) != KIND_ARRAY || !isKnownList(list) || bound(0) != 0 || bound(2) != 0 || bound(6) != 0 || bound(7) != 0) {
    deliver(unknown());
    return;
  }
  deliver(sorted(list, bound(1) != 0));
}

/** Longest list that is sorted. */
const MAX_SORTED: u32 = 256;

/** A sorted copy: unknown unless every comparison is decided in every culture. */
function sorted(list: usize, descending: bool): usize {
  const count = countItems(list);
  if (count > MAX_SORTED) return unknown();
  const kept = newList(count);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(list, i);
    append(kept, item);
    for (let j = i; j > 0; j--) {
      const order = compareForSort(itemAt(kept, j - 1), item);
      if (order == 2) return unknown();
      if (descending ? order >= 0 : order <= 0) break;
      setItem(kept, j, itemAt(kept, j - 1));
      setItem(kept, j - 1, item);
    }
  }
  return outputs(kept);
}
