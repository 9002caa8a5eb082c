/**
 * `$PSDefaultParameterValues`: which of its keys fit a command, and what they give it.
 */

import { COLON, DOUBLE_QUOTE, SINGLE_QUOTE, SPACE, TAB } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { dashLength, equalsIgnoreCase } from "../../bytes/text";
import { SITE_ELEMENT_DEFAULT, SITE_UNKNOWN_DEFAULTS, Site, SiteElement } from "../site";
import { kindOf, textAt, textLength } from "../values/constants";
import { isTrue } from "../values/convert";
import { countEntries, isKnownTable, keyAt, valueAt } from "../values/tables";
import { KIND_BLOCK, KIND_NULL, KIND_STRING, KIND_TABLE } from "../values/value";
import { hasWildcard, nameFits } from "../values/wildcard";
import { nameAt, nameBytes, nameCount } from "../watched";
import { work } from "../work";
import { era, SPACE_ALIAS } from "./cells";
import { addElement, elementsHead, startElements } from "./elements";
import { defaultsName } from "./engine-names";
import { findCell, nameOf, readCell } from "./scopes";

/** The default parameter values that fit the command. PowerShell: GetDefaultParameterValuePairs. */
export function addDefaults(site: Site): void {
  const cell = findCell(defaultsName());
  if (cell == 0) {
    if (era > 1) site.flags |= SITE_UNKNOWN_DEFAULTS;
    return;
  }
  const table = readCell(cell);
  if (kindOf(table) == KIND_NULL) return;
  if (kindOf(table) != KIND_TABLE) {
    site.flags |= SITE_UNKNOWN_DEFAULTS;
    return;
  }
  if (!isKnownTable(table)) site.flags |= SITE_UNKNOWN_DEFAULTS;
  const count = countEntries(table);
  if (!work(count << 5)) {
    site.flags |= SITE_UNKNOWN_DEFAULTS;
    return;
  }
  if (isDisabled(table, count)) return;
  startElements();
  for (let i: u32 = 0; i < count; i++) addDefault(nameAt(site.watched), keyAt(table, i), valueAt(table, i));
  site.defaults = elementsHead();
}

function isDisabled(table: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) {
    const key = keyAt(table, i);
    if (kindOf(key) == KIND_STRING && isWord(textAt(key), textLength(key), "disabled")) return isTrue(valueAt(table, i)) == 1;
  }
  return false;
}

/** A key of default values, `command:parameter`, in its parts. */
@unmanaged
export class DefaultKey {
  command: usize;
  commandLength: usize;
  parameter: usize;
  parameterLength: usize;
}

/** The key that was split last. */
export const parts: DefaultKey = changetype<DefaultKey>(memory.data(offsetof<DefaultKey>(), 4));

/** Splits `command:parameter`, blanks and quotes aside. */
function splitKey(key: usize): bool {
  const from = textAt(key);
  const length = textLength(key);
  let colon: usize = 0;
  while (colon < length && load<u8>(from + colon) != COLON) colon++;
  if (colon == length) return false;
  parts.command = from;
  parts.commandLength = colon;
  parts.parameter = from + colon + 1;
  parts.parameterLength = length - colon - 1;
  while (parts.commandLength != 0 && isPad(load<u8>(parts.command))) {
    parts.command++;
    parts.commandLength--;
  }
  while (parts.commandLength != 0 && isPad(load<u8>(parts.command + parts.commandLength - 1))) parts.commandLength--;
  while (parts.parameterLength != 0 && isPad(load<u8>(parts.parameter))) {
    parts.parameter++;
    parts.parameterLength--;
  }
  while (parts.parameterLength != 0 && isPad(load<u8>(parts.parameter + parts.parameterLength - 1))) parts.parameterLength--;
  return parts.commandLength != 0 && parts.parameterLength != 0;
}

function isPad(byte: u32): bool {
  return byte == SPACE || byte == TAB || byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE;
}

function fits(name: string): bool {
  const bytes = nameBytes(name);
  if (nameFits(parts.command, parts.commandLength, bytes, <usize>name.length)) return true;
  const alias = findCell(nameOf(SPACE_ALIAS, parts.command, parts.commandLength));
  if (alias == 0) return false;
  const target = readCell(alias);
  return kindOf(target) == KIND_STRING && isWord(textAt(target), textLength(target), name);
}

function addDefault(name: string, key: usize, value: usize): void {
  if (kindOf(key) != KIND_STRING || !splitKey(key) || !fits(name)) return;
  addElement(SITE_ELEMENT_DEFAULT, parts.parameter, parts.parameterLength, value, 0, 0);
}

/** Whether the last key that was split names a common parameter that holds a variable's name: `OutVariable` and its kin. */
function namesVariable(): bool {
  return parts.parameterLength > 8 && isWord(parts.parameter + parts.parameterLength - 8, 8, "variable");
}

/** The table of defaults where the text set one that is known and has keys, else 0. */
function ownDefaults(): usize {
  const cell = findCell(defaultsName());
  const table = cell == 0 ? <usize>0 : readCell(cell);
  return table != 0 && kindOf(table) == KIND_TABLE && countEntries(table) != 0 && work(countEntries(table) << 3) ? table : 0;
}

/** Whether the text has default values at all. */
export function hasDefaults(): bool {
  return ownDefaults() != 0;
}

/** Whether a block is among the defaults that `mayDefault` found: it is run for its value. */
export let defaultsRun: bool = false;

/** Whether a default value of the text may give the command of that name a parameter. */
export function mayDefault(name: usize, length: usize): bool {
  const table = ownDefaults();
  defaultsRun = false;
  if (table == 0) return false;
  let found = false;
  for (let i: u32 = 0; i < countEntries(table); i++) {
    const key = keyAt(table, i);
    if (kindOf(key) != KIND_STRING || !splitKey(key)) continue;
    if (!nameFits(parts.command, parts.commandLength, name, length)) continue;
    found = true;
    if (kindOf(valueAt(table, i)) == KIND_BLOCK) defaultsRun = true;
  }
  return found;
}

/** Whether the command part of the key means watched commands alone. */
function isOfFamily(): bool {
  for (let i: u32 = 0; i < nameCount(); i++) {
    const watched = nameAt(i);
    if (nameFits(parts.command, parts.commandLength, nameBytes(watched), <usize>watched.length))
      return !hasWildcard(parts.command, parts.commandLength);
  }
  return false;
}

/** What a default makes a command write: the variable's name of `*:OutVariable` and its kin from entry `from` on, 0 for no more. */
export let defaultName: usize = 0;

/** Finds the next such default. @returns the entry after it, 0 for none */
export function nextDefaultName(from: u32): u32 {
  const table = ownDefaults();
  if (table == 0) return 0;
  for (let i = from; i < countEntries(table); i++) {
    const key = keyAt(table, i);
    if (kindOf(key) != KIND_STRING || !splitKey(key) || isOfFamily()) continue;
    if (!namesVariable() && !hasWildcard(parts.parameter, parts.parameterLength)) continue;
    defaultName = valueAt(table, i);
    return i + 1;
  }
  return 0;
}

/**
 * The default of a site that is a block and is run for the call, from `element` on; 0 for none. One is not where the parameter is given, or
 * a second key gives it another default. PowerShell: CmdletParameterBinderController.GetDefaultParameterValuePairs.
 */
export function nextBlockDefault(site: Site, element: usize): usize {
  for (let at = element; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const present = changetype<SiteElement>(at);
    if (present.value == 0 || kindOf(<usize>present.value) != KIND_BLOCK) continue;
    if (!isNamed(<usize>site.elements, at, 1) && !isNamed(<usize>site.defaults, at, 0)) return at;
  }
  return 0;
}

/** Whether an element other than the default itself names its parameter. @param dash characters in front of the names */
function isNamed(elements: usize, own: usize, dash: usize): bool {
  const name = <usize>changetype<SiteElement>(own).name;
  const length = <usize>changetype<SiteElement>(own).nameLength;
  for (let at = elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const present = changetype<SiteElement>(at);
    if (at == own || <usize>present.nameLength <= dash) continue;
    const skipped = dash == 0 ? 0 : dashLength(<usize>present.name, <usize>present.nameLength);
    const shared = min<usize>(<usize>present.nameLength - skipped, length);
    if (shared != 0 && equalsIgnoreCase(<usize>present.name + skipped, shared, name, shared)) return true;
  }
  return false;
}

/** Whether a default key fits a command's name; its parts are in `commandPart`. */
export function preparesDefault(key: usize, name: string): bool {
  return kindOf(key) == KIND_STRING && splitKey(key) && fits(name);
}
