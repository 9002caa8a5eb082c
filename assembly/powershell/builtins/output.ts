/**
 * Commands that hand on, pick, order or render what is piped: Write-Output, Tee-Object, Out-String, Select-Object, Sort-Object.
 */

import { LOWER_F, LOWER_I, LOWER_N, LOWER_W, PLUS } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { havoc } from "../machine/cells";
import { listedItems } from "../machine/command-lists";
import { nothing, outputsOf } from "../machine/frames";
import { binding, bindWords, bound, commonValue, invocation, surprise } from "../machine/invocation";
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
import {
  MESSAGE_MESSAGE,
  MESSAGE_PARAMETERS,
  SELECT_EXCLUDE_PROPERTY,
  SELECT_EXPAND_PROPERTY,
  SELECT_FIRST,
  SELECT_INDEX,
  SELECT_INPUT_OBJECT,
  SELECT_LAST,
  SELECT_PARAMETERS,
  SELECT_PROPERTY,
  SELECT_SKIP,
  SELECT_SKIP_LAST,
  SELECT_UNIQUE,
  SORT_BOTTOM,
  SORT_DESCENDING,
  SORT_INPUT_OBJECT,
  SORT_PARAMETERS,
  SORT_PROPERTY,
  SORT_TOP,
  SORT_UNIQUE,
  TEE_FILE_PATH,
  TEE_INPUT_OBJECT,
  TEE_PARAMETERS,
  TEE_VARIABLE,
  VIEW_INPUT_OBJECT,
  VIEW_PARAMETERS,
  VIEW_PROPERTY,
  WRITE_OUTPUT_INPUT_OBJECT,
  WRITE_OUTPUT_PARAMETERS,
} from "./parameters";
import { compareForSort } from "./sort-order";

/** The outputs of a list: itself, or the only one, or nothing. */
export function outputs(list: usize): usize {
  if (kindOf(list) != KIND_ARRAY || !isKnownList(list)) return unknown();
  return outputsOf(list);
}

/** Write-Output and its kin: delivers what is given or piped. */
export function runOutput(): void {
  bindWords(WRITE_OUTPUT_PARAMETERS);
  if (bound(WRITE_OUTPUT_INPUT_OBJECT) != 0) {
    deliver(bound(WRITE_OUTPUT_INPUT_OBJECT));
    return;
  }
  const given = binding.undecided ? unknown() : positionals();
  // What is piped in beside a value is refused.
  if (invocation.input != 0) deliver(given == nothing() ? outputs(invocation.input) : unknown());
  else deliver(given);
}

/** The positional values, arrays among them enumerated as they are put out. */
function positionals(): usize {
  const list = newList(4);
  let skip = false;
  for (let at = <usize>invocation.elements; at != 0; ) {
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
  bindWords(TEE_PARAMETERS);
  const list =
    bound(TEE_INPUT_OBJECT) != 0 ? single(bound(TEE_INPUT_OBJECT)) : invocation.input == 0 ? unknown() : invocation.input;
  const value = bound(TEE_FILE_PATH) == 0 && bound(TEE_VARIABLE) == 0 ? unknown() : outputs(list);
  if (bound(TEE_VARIABLE) != 0 && kindOf(bound(TEE_VARIABLE)) == KIND_STRING) {
    parseName(textAt(bound(TEE_VARIABLE)), textLength(bound(TEE_VARIABLE)));
    const cell = targetCell();
    // With a file beside it the engine refuses; a scope in the name is not the caller's.
    const plain = parsedLength() == textLength(bound(TEE_VARIABLE)) || isWord(textAt(bound(TEE_VARIABLE)), 6, "script");
    if (binding.surprised || bound(TEE_FILE_PATH) != 0 || !plain) havoc();
    else if (cell != 0 && value != nothing()) writeTyped(cell, value, 0, invocation.start);
  } else if (bound(TEE_FILE_PATH) != 0) noteWritten(bound(TEE_FILE_PATH), list);
  deliver(value);
}

/** Out-String: texts, a newline after each, which serve to name and are not claimed; how other objects are rendered depends on the host. */
export function runString(): void {
  let plain =
    invocation.elements == 0 && invocation.input != 0 && kindOf(invocation.input) == KIND_ARRAY && isKnownList(invocation.input);
  openText();
  for (let i: u32 = 0; plain && i < countItems(invocation.input); i++) {
    plain = kindOf(itemAt(invocation.input, i)) == KIND_STRING;
    putPiece(itemAt(invocation.input, i));
    putByte(13);
    putByte(10);
  }
  const made = closeText();
  deliver(plain ? withFlags(made, VALUE_UNCLAIMABLE) : unknown());
}

/** Write-Warning, Write-Information, Write-Error: a variable that is to hold the messages holds their text. */
export function runMessage(): void {
  bindWords(MESSAGE_PARAMETERS);
  const kind = <u32>load<u8>(invocation.nameText + 6) | 32;
  const name =
    kind == LOWER_W
      ? commonValue("warningvariable", "wv")
      : kind == LOWER_I
        ? commonValue("informationvariable", "iv")
        : commonValue("errorvariable", "ev");
  const message = bound(MESSAGE_MESSAGE);
  // A message is mandatory.
  if (message == 0 && invocation.input == 0) surprise();
  deliver(nothing());
  if (
    name == 0 ||
    message == 0 ||
    binding.surprised ||
    kindOf(name) != KIND_STRING ||
    kindOf(message) != KIND_STRING ||
    invocation.input != 0
  )
    return;
  const record = newObjectValue(OBJECT_RECORD, <u32>message, 0);
  parseName(textAt(name), textLength(name));
  const cell = load<u8>(textAt(name)) == PLUS ? <usize>0 : targetCell();
  if (cell != 0) writeTyped(cell, single(record), 0, invocation.start);
}

/**
 * Group-Object, Measure-Object, the Format cmdlets: what they give is not followed. A block among the properties runs for each value, but
 * that the Format cmdlets run theirs only as something is rendered.
 */
export function runView(): void {
  bindWords(VIEW_PARAMETERS);
  const block = isBlockProperty(bound(VIEW_PROPERTY));
  const renders = (<u32>load<u8>(invocation.nameText) | 32) == LOWER_F;
  const isOpen = binding.surprised || bound(VIEW_INPUT_OBJECT) != 0 || invocation.input == 0 || renders;
  if (block != 0) startKeys(isOpen ? unknown() : invocation.input, block, unknown());
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
  bindWords(SELECT_PARAMETERS);
  const given =
    bound(SELECT_INPUT_OBJECT) != 0 ? single(bound(SELECT_INPUT_OBJECT)) : invocation.input == 0 ? newList(0) : invocation.input;
  const list = bound(SELECT_EXPAND_PROPERTY) == 0 ? withoutNulls(given) : listedItems(given);
  const block = isBlockProperty(bound(SELECT_PROPERTY));
  if (block != 0) {
    startKeys(binding.surprised ? unknown() : list, block, unknown());
    return;
  }
  if (
    kindOf(list) != KIND_ARRAY ||
    !isKnownList(list) ||
    bound(SELECT_UNIQUE) != 0 ||
    bound(SELECT_PROPERTY) != 0 ||
    bound(SELECT_EXCLUDE_PROPERTY) != 0 ||
    bound(SELECT_SKIP_LAST) != 0
  ) {
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
  const skip = numberOf(bound(SELECT_SKIP), 0);
  const first = numberOf(bound(SELECT_FIRST), count);
  const last = numberOf(bound(SELECT_LAST), count);
  if (skip < 0 || first < 0 || last < 0) return unknown();
  let from: i64 = 0;
  let to = count;
  if (bound(SELECT_INDEX) != 0) return picked(list, bound(SELECT_INDEX));
  if (bound(SELECT_LAST) != 0 && bound(SELECT_FIRST) == 0) {
    to = count - skip;
    from = to > last ? to - last : 0;
  } else {
    from = skip;
    to = first < count - from ? from + first : count;
    if (bound(SELECT_LAST) != 0) return unknown();
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
  const property = bound(SELECT_EXPAND_PROPERTY);
  if (property == 0) return append(kept, item);
  const kind = kindOf(item);
  const value =
    kind == KIND_OBJECT || kind == KIND_COMMAND
      ? objectMember(item, property)
      : member(item, property, <usize>invocation.start, <usize>invocation.end);
  return append(kept, value == 0 ? unknown() : value);
}

/** Sort-Object of a known list by the values themselves. */
export function runSort(): void {
  bindWords(SORT_PARAMETERS);
  const list =
    bound(SORT_INPUT_OBJECT) != 0 ? single(bound(SORT_INPUT_OBJECT)) : invocation.input == 0 ? newList(0) : invocation.input;
  const block = isBlockProperty(bound(SORT_PROPERTY));
  // In whatever order, what is listed are the same commands.
  const isListing = listedItems(list) != list;
  if (block != 0) {
    startKeys(isListing || binding.surprised ? unknown() : list, block, isListing ? outputs(list) : unknown());
    return;
  }
  if (isListing) {
    deliver(outputs(list));
    return;
  }
  if (
    kindOf(list) != KIND_ARRAY ||
    !isKnownList(list) ||
    bound(SORT_PROPERTY) != 0 ||
    bound(SORT_UNIQUE) != 0 ||
    bound(SORT_TOP) != 0 ||
    bound(SORT_BOTTOM) != 0
  ) {
    deliver(unknown());
    return;
  }
  deliver(sorted(list, bound(SORT_DESCENDING) != 0));
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
