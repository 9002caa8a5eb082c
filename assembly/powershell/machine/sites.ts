/**
 * Sites: invocations of watched commands, in order. They have room of their own at the end of the arena's, so that nothing
 * in front of a call can use it up.
 */

import { keep, wasFull } from "../../memory/arena";
import { setMentions } from "../lexer/mentions";
import {
  SITE_BUDGET,
  SITE_COMPUTED,
  SITE_DEAD,
  SITE_PARTIAL_TEXT,
  SITE_SHADOWED,
  SITE_STARVED,
  SITE_UNCALLED,
  SITE_WHAT_IF,
  Site,
  SiteElement,
} from "../site";
import { kindOf, textAt, unknown } from "../values/constants";
import { isTrue } from "../values/convert";
import { KIND_BOOLEAN, KIND_STRING } from "../values/value";
import { nameAt, nameBytes } from "../watched";
import { ranShort } from "../work";
import { SPACE_ALIAS, SPACE_FUNCTION } from "./cells";
import { addDefaults } from "./default-values";
import { whatIfName } from "./engine-names";
import { deadFrame } from "./frames";
import { beginOrigin, clearHolder, holderFrom, holderTo, isInSource, siteContext, siteSteps } from "./origin";
import { keepTokens } from "./partial-texts";
import { findCell, nameOf, readCell } from "./scopes";
import { budgetSpent, probing, template, uncalled } from "./state";

const SITE_BYTES: usize = offsetof<Site>();

let reading: u32 = 0;
let first: u32 = 0;
let last: usize = 0;

/** Starts a text without sites; the text is the caller's and outlives them. */
export function clearSites(text: usize, length: usize): void {
  first = 0;
  last = 0;
  startReading(0);
  beginOrigin(text, length);
}

/** Sites that come now belong to that reading of the text. */
export function startReading(number: u32): void {
  reading = number;
  clearHolder();
}

/** The first site of the text, 0 for none; each knows the next. */
export function firstSiteOf(): u32 {
  return first;
}

/** Makes the list of sites start and end there. */
export function relinkSites(newFirst: u32, newLast: usize): void {
  first = newFirst;
  last = newLast;
}

/** Forgets the sites after one. @param site 0 for all */
export function dropSites(site: usize): void {
  if (site == 0) first = 0;
  else changetype<Site>(site).next = 0;
  last = site;
}

/** The newest site, 0 for none. */
export function lastSiteOf(): usize {
  return last;
}

/** The site after one, or the first for 0; 0 at the end. */
export function siteAfter(site: usize): usize {
  return site == 0 ? <usize>first : <usize>changetype<Site>(site).next;
}

function isShadowed(name: string): bool {
  return shadowIn(SPACE_FUNCTION, name) || shadowIn(SPACE_ALIAS, name);
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
  site.flags = flags | siteContext();
  site.nameStart = nameStart;
  site.nameEnd = nameEnd;
  if (isInSource(<usize>start)) {
    site.start = start;
    site.end = end;
  } else {
    site.start = holderFrom();
    site.end = holderTo();
    site.flags |= SITE_COMPUTED;
  }
  site.elements = elements;
  if (template) blur(<usize>elements, false);
  site.input = input;
  site.defaults = 0;
  site.steps = steps == 0 ? siteSteps() : steps;
  site.reading = reading;
  if (uncalled != 0) site.flags |= SITE_UNCALLED;
  if (deadFrame != 0) site.flags |= SITE_DEAD;
  if (budgetSpent || ranShort()) site.flags |= SITE_BUDGET;
  if (wasFull()) site.flags |= SITE_STARVED;
  if (isShadowed(nameAt(index))) site.flags |= SITE_SHADOWED;
  if (isInSource(<usize>nameStart)) setMentions(<usize>nameStart, <usize>nameEnd, 0);
  addDefaults(site);
  addPreference(site);
  if ((site.flags & SITE_PARTIAL_TEXT) != 0) keepTokens(site);
  if (last == 0) first = <u32>at;
  else changetype<Site>(last).next = <u32>at;
  last = at;
  return at;
}

/** Values that are not to be claimed. @param butWritten whether texts that stand in the command stay what they are */
function blur(first: usize, butWritten: bool): void {
  for (let at = first; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    const value = <usize>element.value;
    if (value == 0) continue;
    const isText = butWritten && kindOf(value) == KIND_STRING;
    if (!isText || textAt(value) - element.start >= element.end - element.start) element.value = <u32>unknown();
  }
}

/** What sites after that one were given by other than a text of their own is not to be claimed. @param site 0 for all */
export function doubtSites(site: usize): void {
  for (let at = siteAfter(site); at != 0; at = siteAfter(at)) {
    const doubted = changetype<Site>(at);
    blur(<usize>doubted.elements, true);
    blur(<usize>doubted.defaults, false);
    if (doubted.input != 0) doubted.input = <u32>unknown();
  }
}

function addPreference(site: Site): void {
  const cell = findCell(whatIfName());
  if (cell == 0) return;
  const value = readCell(cell);
  if (kindOf(value) == KIND_BOOLEAN && isTrue(value) == 1) site.flags |= SITE_WHAT_IF;
}
