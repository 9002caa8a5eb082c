/**
 * What an event says was bound to a command, as its readers fill it in parameter by parameter: a value that is known, known up to
 * its beginning, or not known. It becomes a site as the script reader makes them, so that verdict, severity and claims are decided
 * in one place.
 */
import { isWord } from "../bytes/literal";
import { RESULT_FAILED } from "../contract";
import { take } from "../memory/arena";
import {
  SITE_AMBIGUOUS_TEXT,
  SITE_ELEMENT_PARAMETER_VALUE,
  SITE_FAILED,
  SITE_TRUNCATED,
  SITE_UNKNOWN_DEFAULTS,
  Site,
  SiteElement,
} from "../powershell/site";
import { boolean } from "../powershell/values/constants";
import { RUN_BYTES } from "../powershell/values/partial";
import { KIND_PARTIAL, KIND_STRING, newValue } from "../powershell/values/value";
import { NO_VALUE } from "./cells";
import { FACET_SWITCH, facetsOf, NO_PARAMETER, nameLength, nameUnits, resolve, setsOf, spelling } from "./names";
import {
  deniedParameter,
  mailboxParameter,
  parameterCount,
  pathParameter,
  subjectParameter,
  whatIfParameter,
} from "./rules.generated";

/** Not given. */
const ABSENT: u32 = 0;
export const VALUE_KNOWN: u32 = 1;
/** The event has no more than the beginning. */
export const VALUE_BEGINNING: u32 = 2;
/** Given; nothing can be said of the value. */
export const VALUE_UNKNOWN: u32 = 3;
/** Given; the text leaves more than one reading of the value. */
export const VALUE_DOUBTFUL: u32 = 4;

/** Parameters of a command, at most (scripts/generate.mjs). */
const CELLS: usize = 64;
const CELL_BYTES: usize = 12;
const cells: usize = memory.data(CELLS * CELL_BYTES, 8);
const SITE_BYTES: usize = offsetof<Site>();
const ELEMENT_BYTES: usize = offsetof<SiteElement>();

let behaviour: u32 = 0;

/** Starts a command of a behaviour. */
export function beginValues(ofBehaviour: u32): void {
  behaviour = ofBehaviour;
  memory.fill(cells, 0, CELLS * CELL_BYTES);
}

function cellOf(parameter: u32): usize {
  return cells + <usize>parameter * CELL_BYTES;
}

/** The parameter that a name spells in full, in any of the tables; NO_PARAMETER if none. The name's bytes must stay as they are. */
export function parameterOf(name: usize, length: usize): u32 {
  const found = resolve(behaviour, name, length);
  if (spelling.shortened || spelling.odd) return NO_PARAMETER;
  for (let shift: u32 = 0; shift < 32; shift += 8) {
    const parameter = (found >> shift) & 255;
    if (parameter < <u32>CELLS) return parameter;
  }
  return NO_PARAMETER;
}

/** Whether a parameter was given. */
export function isGiven(parameter: u32): bool {
  return parameter < <u32>CELLS && load<u8>(cellOf(parameter)) != ABSENT;
}

/**
 * Gives a parameter a value; one that it gets a second time leaves none to claim. An empty value is none: functions log one for every
 * parameter that was not given.
 */
export function give(parameter: u32, start: usize, length: usize, state: u32): void {
  if (parameter >= <u32>CELLS || (state == VALUE_KNOWN && length == 0)) return;
  const cell = cellOf(parameter);
  store<u8>(cell, load<u8>(cell) == ABSENT ? state : VALUE_DOUBTFUL);
  store<u32>(cell, <u32>start, 4);
  store<u32>(cell, <u32>length, 8);
}

/** Whether the path was not given, though nothing else excludes it. */
export function lacksPath(): bool {
  const path = pathParameter(behaviour);
  return path < <u32>CELLS && !isGiven(path) && !isOtherSet(path);
}

/** Whether what the command works on may be several things, or is not told clearly. */
export function isSubjectDoubtful(): bool {
  return load<u8>(cellOf(subjectParameter(behaviour))) == VALUE_DOUBTFUL;
}

/** The text ends before all was told: the path may have been given after its end. */
export function giveRest(): void {
  if (lacksPath()) give(pathParameter(behaviour), 0, 0, VALUE_BEGINNING);
}

/** Whether a parameter is the path. */
export function isPath(parameter: u32): bool {
  return parameter == pathParameter(behaviour);
}

/** The path was given, as one of several readings has it. */
export function givePath(): void {
  if (lacksPath()) give(pathParameter(behaviour), 0, 0, VALUE_DOUBTFUL);
}

/** Whether a parameter was given that excludes this one. */
function isOtherSet(parameter: u32): bool {
  const own = setsOf(behaviour, parameter);
  for (let i: u32 = 0; i < parameterCount(behaviour); i++) {
    const sets = setsOf(behaviour, i);
    if (own != 0 && sets != 0 && (own & sets) == 0 && isGiven(i)) return true;
  }
  return false;
}

/** Text as a value, its end unknown. */
function beginning(start: usize, length: usize): u32 {
  const room = take(length + RUN_BYTES);
  if (room == 0) return NO_VALUE;
  memory.copy(room, start, length);
  store<u16>(room + length, 0xbfef);
  store<u8>(room + length + 2, 0xbf);
  return <u32>newValue(KIND_PARTIAL, <u32>room, <u32>(length + RUN_BYTES));
}

function boundValue(parameter: u32): u32 {
  const cell = cellOf(parameter);
  const state = load<u8>(cell);
  const start = <usize>load<u32>(cell, 4);
  const length = <usize>load<u32>(cell, 8);
  if ((facetsOf(behaviour, parameter) & FACET_SWITCH) != 0) {
    if (state == VALUE_KNOWN && isWord(start, length, "true")) return <u32>boolean(true);
    return state == VALUE_KNOWN && isWord(start, length, "false") ? <u32>boolean(false) : NO_VALUE;
  }
  if (state == VALUE_KNOWN) return <u32>newValue(KIND_STRING, <u32>start, <u32>length);
  return state == VALUE_BEGINNING && length != 0 ? beginning(start, length) : NO_VALUE;
}

/**
 * Whether a parameter decides anything. One of another set decides only where the path was not given: the engine bound one set, and
 * what looks like a parameter of the other then stands in a value.
 */
function matters(parameter: u32): bool {
  if (parameter == pathParameter(behaviour) || parameter == mailboxParameter(behaviour)) return true;
  if (parameter == subjectParameter(behaviour) || parameter == deniedParameter(behaviour)) return true;
  if (parameter == whatIfParameter(behaviour)) return true;
  return setsOf(behaviour, parameter) != 0 && !isGiven(pathParameter(behaviour));
}

/** A parameter's name as bytes; 0 if the arena is full. */
function nameOf(parameter: u32): usize {
  const length = <usize>nameLength(behaviour, parameter);
  const room = take(length);
  const units = nameUnits(behaviour, parameter);
  if (room != 0) for (let i: usize = 0; i < length; i++) store<u8>(room + i, load<u8>(units + (i << 1)));
  return room;
}

function elementOf(parameter: u32): u32 {
  const name = nameOf(parameter);
  const address = take(ELEMENT_BYTES);
  if (name == 0 || address == 0) return 0;
  memory.fill(address, 0, ELEMENT_BYTES);
  const element = changetype<SiteElement>(address);
  element.kind = SITE_ELEMENT_PARAMETER_VALUE;
  element.name = <u32>name;
  element.nameLength = nameLength(behaviour, parameter);
  element.value = boundValue(parameter);
  return <u32>address;
}

/** What of a value is not known, where it would be claimed. */
function doubts(parameter: u32): u32 {
  if (parameter >= <u32>CELLS) return 0;
  const state = load<u8>(cellOf(parameter));
  return state == VALUE_BEGINNING ? SITE_TRUNCATED : state == VALUE_DOUBTFUL ? SITE_AMBIGUOUS_TEXT : 0;
}

/**
 * Makes a site of what was given.
 * @param name index of the watched name
 * @param start extent of the text that told it
 * @param result RESULT_* of the event
 * @returns its address, 0 if the arena is full
 */
export function makeSite(name: u32, start: usize, end: usize, result: u32): usize {
  const address = take(SITE_BYTES);
  if (address == 0) return 0;
  memory.fill(address, 0, SITE_BYTES);
  const site = changetype<Site>(address);
  site.watched = name;
  site.start = <u32>start;
  site.end = <u32>end;
  // What the command works on was bound too, whether the event shows it or not.
  site.flags = SITE_UNKNOWN_DEFAULTS | (result == RESULT_FAILED ? SITE_FAILED : 0);
  site.flags |= doubts(pathParameter(behaviour)) | doubts(mailboxParameter(behaviour));
  for (let i: u32 = 0; i < parameterCount(behaviour); i++) {
    if (!isGiven(i) || !matters(i)) continue;
    const element = elementOf(i);
    if (element == 0) return 0;
    changetype<SiteElement>(<usize>element).next = site.elements;
    site.elements = element;
  }
  return address;
}
