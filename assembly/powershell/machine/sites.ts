/**
 * Sites: invocations of watched commands, in order. They have room of their own at the end of the arena's, so that nothing
 * in front of a call can use it up.
 */
import { isWord } from "../../bytes/literal";
import { keep, wasFull } from "../../memory/arena";
import { setMentions } from "../lexer/mentions";
import {
  SITE_BUDGET,
  SITE_COMPUTED,
  SITE_DEAD,
  SITE_ELEMENT_DEFAULT,
  SITE_SHADOWED,
  SITE_STARVED,
  SITE_UNCALLED,
  SITE_UNKNOWN_DEFAULTS,
  SITE_WHAT_IF,
  Site,
  SiteElement,
} from "../site";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { isTrue } from "../values/convert";
import { countEntries, isKnownTable, keyAt, valueAt } from "../values/tables";
import { KIND_BLOCK, KIND_BOOLEAN, KIND_NULL, KIND_STRING, KIND_TABLE } from "../values/value";
import { nameAt } from "../watched";
import { ranShort, work } from "../work";
import { addElement, elementsHead, startElements } from "./elements";
import { deadFrame } from "./frames";
import { era, findCell, intern, nameOf, readCell, SPACE_ALIAS, SPACE_FUNCTION, SPACE_VARIABLE } from "./scopes";
import { budgetSpent, probing, template, uncalled } from "./state";
import { matchesWildcard } from "./wildcards";

const SITE_BYTES: usize = 48;

let reading: u32 = 0;
let first: u32 = 0;
let last: usize = 0;
/** Extent that stands for whatever lies outside of the text: the expression that holds decoded text; 0 outside of such. */
let holderStart: u32 = 0;
let holderEnd: u32 = 0;
let sourceStart: usize = 0;
let sourceEnd: usize = 0;
/** Flags that every site gets now: SITE_TEXT_AS_CODE, SITE_HANDED_OVER. */
let contextFlags: u32 = 0;
let contextSteps: u32 = 0;

const DEFAULTS: usize = memory.data<u8>([
  112, 115, 100, 101, 102, 97, 117, 108, 116, 112, 97, 114, 97, 109, 101, 116, 101, 114, 118, 97, 108, 117, 101, 115,
]);
const WHAT_IF: usize = memory.data<u8>([119, 104, 97, 116, 105, 102, 112, 114, 101, 102, 101, 114, 101, 110, 99, 101]);

export function clearSites(text: usize, length: usize): void {
  first = 0;
  last = 0;
  startReading(0);
  sourceStart = text;
  sourceEnd = text + length;
}

/** Sites that come now belong to that reading of the text. */
export function startReading(number: u32): void {
  reading = number;
  holderStart = 0;
  holderEnd = 0;
  contextFlags = 0;
  contextSteps = 0;
}

export function firstSiteOf(): u32 {
  return first;
}

/** Makes the list of sites start and end there. */
export function relinkSites(newFirst: u32, newLast: usize): void {
  first = newFirst;
  last = newLast;
}

/** The newest site, 0 for none. */
export function lastSiteOf(): usize {
  return last;
}

/** The site behind one, or the first for 0; 0 at the end. */
export function siteAfter(site: usize): usize {
  return site == 0 ? <usize>first : <usize>changetype<Site>(site).next;
}

/** Name record of `$PSDefaultParameterValues`. */
export function defaultsName(): usize {
  return intern(SPACE_VARIABLE, DEFAULTS, 24);
}

/** Whether an address lies in the text that was read. */
export function isInSource(at: usize): bool {
  return at >= sourceStart && at <= sourceEnd;
}

/** Sets what holds the text that is read now. @returns nothing; the caller keeps the old values through the getters */
export function setHolder(start: u32, end: u32, flags: u32, steps: u32): void {
  holderStart = start;
  holderEnd = end;
  contextFlags = flags;
  contextSteps = steps;
}

export function holderFrom(): u32 {
  return holderStart;
}

export function holderTo(): u32 {
  return holderEnd;
}

export function siteContext(): u32 {
  return contextFlags;
}

export function siteSteps(): u32 {
  return contextSteps;
}

/** The extent in the text that was read for a span that may lie in decoded text. */
export function sourceFrom(start: u32): u32 {
  return isInSource(<usize>start) ? start : holderStart;
}

export function sourceTo(end: u32): u32 {
  return isInSource(<usize>end) ? end : holderEnd;
}

function isShadowed(name: string): bool {
  return shadowIn(SPACE_FUNCTION, name) || shadowIn(SPACE_ALIAS, name);
}

/** Bytes of a literal, for looking it up as a name. */
const scratch: usize = memory.data(128, 1);

/** The bytes of a literal name; valid until the next call. */
export function nameBytes(name: string): usize {
  const units = changetype<usize>(name);
  const size = min<i32>(name.length, 128);
  for (let i = 0; i < size; i++) store<u8>(scratch + <usize>i, load<u8>(units + ((<usize>i) << 1)));
  return scratch;
}

function shadowIn(space: u32, name: string): bool {
  const record = nameOf(space, nameBytes(name), <usize>name.length);
  return findCell(record) != 0;
}

/**
 * Records an invocation.
 * @param index the watched name
 * @param elements first SiteElement, 0 for none
 * @param input what is piped in, 0 for nothing
 * @returns the site, or 0 while probing or when nothing can be kept
 */
export function addSite(
  index: u32,
  nameStart: u32,
  nameEnd: u32,
  start: u32,
  end: u32,
  elements: u32,
  input: u32,
  flags: u32,
  steps: u32,
): usize {
  if (probing != 0) return 0;
  const at = keep(SITE_BYTES);
  if (at == 0) return 0;
  const site = changetype<Site>(at);
  site.next = 0;
  site.watched = index;
  site.flags = flags | contextFlags;
  site.nameStart = nameStart;
  site.nameEnd = nameEnd;
  if (isInSource(<usize>start)) {
    site.start = start;
    site.end = end;
  } else {
    site.start = holderStart;
    site.end = holderEnd;
    site.flags |= SITE_COMPUTED;
  }
  site.elements = elements;
  if (template) blur(<usize>elements);
  site.input = input;
  site.defaults = 0;
  site.steps = steps == 0 ? contextSteps : steps;
  site.reading = reading;
  if (uncalled != 0) site.flags |= SITE_UNCALLED;
  if (deadFrame != 0) site.flags |= SITE_DEAD;
  if (budgetSpent || ranShort()) site.flags |= SITE_BUDGET;
  if (wasFull()) site.flags |= SITE_STARVED;
  if (isShadowed(nameAt(index))) site.flags |= SITE_SHADOWED;
  if (isInSource(<usize>nameStart)) setMentions(<usize>nameStart, <usize>nameEnd, 0);
  addDefaults(site);
  addPreference(site);
  if (last == 0) first = <u32>at;
  else changetype<Site>(last).next = <u32>at;
  last = at;
  return at;
}

/** Values that are not to be claimed. */
function blur(first: usize): void {
  for (let at = first; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.value != 0) element.value = <u32>unknown();
  }
}

function addPreference(site: Site): void {
  const cell = findCell(intern(SPACE_VARIABLE, WHAT_IF, 16));
  if (cell == 0) return;
  const value = readCell(cell);
  if (kindOf(value) == KIND_BOOLEAN && isTrue(value) == 1) site.flags |= SITE_WHAT_IF;
}

/** The default parameter values that fit the command. PowerShell: GetDefaultParameterValuePairs. */
function addDefaults(site: Site): void {
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

// The parts of a key that was split last.
export let commandPart: usize = 0;
export let commandLength: usize = 0;
let parameterPart: usize = 0;
let parameterLength: usize = 0;

/** Splits `command:parameter`, blanks and quotes aside. */
function splitKey(key: usize): bool {
  const from = textAt(key);
  const length = textLength(key);
  let colon: usize = 0;
  while (colon < length && load<u8>(from + colon) != 58) colon++;
  if (colon == length) return false;
  commandPart = from;
  commandLength = colon;
  parameterPart = from + colon + 1;
  parameterLength = length - colon - 1;
  while (commandLength != 0 && isPad(load<u8>(commandPart))) {
    commandPart++;
    commandLength--;
  }
  while (commandLength != 0 && isPad(load<u8>(commandPart + commandLength - 1))) commandLength--;
  while (parameterLength != 0 && isPad(load<u8>(parameterPart))) {
    parameterPart++;
    parameterLength--;
  }
  while (parameterLength != 0 && isPad(load<u8>(parameterPart + parameterLength - 1))) parameterLength--;
  return commandLength != 0 && parameterLength != 0;
}

function isPad(byte: u32): bool {
  return byte == 32 || byte == 9 || byte == 34 || byte == 39;
}

function fits(name: string): bool {
  const bytes = nameBytes(name);
  if (matchesWildcard(commandPart, commandLength, bytes, <usize>name.length)) return true;
  const alias = findCell(nameOf(SPACE_ALIAS, commandPart, commandLength));
  if (alias == 0) return false;
  const target = readCell(alias);
  return kindOf(target) == KIND_STRING && isWord(textAt(target), textLength(target), name);
}

function addDefault(name: string, key: usize, value: usize): void {
  if (kindOf(key) != KIND_STRING || !splitKey(key) || !fits(name)) return;
  addElement(SITE_ELEMENT_DEFAULT, parameterPart, parameterLength, value, 0, 0);
}

/** The default of a site that is a block, from `element` on; 0 for none. */
export function nextBlockDefault(element: usize): usize {
  let at = element;
  while (at != 0) {
    const present = changetype<SiteElement>(at);
    if (present.value != 0 && kindOf(<usize>present.value) == KIND_BLOCK) return at;
    at = <usize>present.next;
  }
  return 0;
}

/** Whether a default key fits a command's name; its parts are in `commandPart`. */
export function preparesDefault(key: usize, name: string): bool {
  return kindOf(key) == KIND_STRING && splitKey(key) && fits(name);
}
