/**
 * One site, judged under every parameter table of its behaviour: the strongest reading counts, among equal ones the newest
 * table names the reason, and a value is claimed only if all readings of that strength agree on it (verdict.md section 1).
 */
import { HYPHEN, PERCENT, SPACE, TAB } from "../bytes/ascii";
import { equals } from "../bytes/text";
import {
  REASON_AMBIGUOUS_PATTERN,
  REASON_DEFAULTS,
  REASON_HANDED_OVER,
  REASON_IGNORABLE,
  REASON_OTHER_SET,
  REASON_PIPELINE,
  REASON_POSITIONAL,
  REASON_PREFIX,
  REASON_PREPARED,
  REASON_PROMPTS,
  REASON_SPLAT,
  REASON_UNICODE_DASH,
  REASON_UNKNOWN_SPLAT,
  REASON_WHAT_IF,
  REASON_WOULD_NOT_BIND,
  VERDICT_MATCH,
  VERDICT_NONE,
  VERDICT_PARTIAL,
} from "../contract";
import { isInText } from "../powershell/reader";
import {
  SITE_AMBIGUOUS,
  SITE_ELEMENT_ARGUMENT,
  SITE_HANDED_OVER,
  SITE_PREPARED,
  SITE_UNKNOWN_DEFAULTS,
  SITE_WHAT_IF,
  Site,
  SiteElement,
} from "../powershell/site";
import { kindOf, textAt, textLength, unknown } from "../powershell/values/constants";
import { commonText, RUN_BYTES } from "../powershell/values/partial";
import { newStep } from "../powershell/values/steps";
import { KIND_BOOLEAN, KIND_INTEGER, KIND_NULL, KIND_PARTIAL, KIND_STRING, newValue, Value } from "../powershell/values/value";
import { bind, binding, isInReach } from "./binder";
import { addReason, Call, Claim, mailboxOf, pathOf } from "./call";
import {
  cellValue,
  elementOf,
  isBound,
  NO_VALUE,
  SWITCHED_ON,
  WAY_NONE,
  WAY_PIPELINE,
  WAY_POSITION,
  WAY_POSSIBLE,
  wayOf,
} from "./cells";
import { claim } from "./claims";
import { addStepReasons } from "./evidence";
import {
  deniedParameter,
  mailboxParameter,
  pathParameter,
  subjectParameter,
  tableCount,
  whatIfParameter,
} from "./rules.generated";

const NO_ROLE: u32 = 255;

/** End of a text that was cut within the calls judged now, 0 for one that was not. */
let claimEnd: usize = 0;

/** Says that the text was cut at that address, within the next call: what stands there may have gone on, and is not claimed. */
export function setClaimEnd(end: usize): void {
  claimEnd = end;
}

/** Whether the cut may have shortened what an element says; one outside of the text was decoded out of what was cut. */
function isShortened(element: u32): bool {
  if (claimEnd == 0 || element == 0) return false;
  const end = <usize>changetype<SiteElement>(<usize>element).end;
  return end >= claimEnd || !isInText(end);
}

/** A constant's truth: 1 true, 0 false, -1 unknown. */
function truthOf(value: u32): i32 {
  if (value == SWITCHED_ON) return 1;
  if (value == NO_VALUE) return -1;
  const there = changetype<Value>(<usize>value);
  if (there.kind == KIND_NULL) return 0;
  if (there.kind == KIND_BOOLEAN) return there.a != 0 ? 1 : 0;
  if (there.kind == KIND_INTEGER) return (there.a | there.b) != 0 ? 1 : 0;
  return -1;
}

/** Whether an argument stands after `--%`, which turns the rest of the line into one value. */
function isVerbatim(site: Site, element: SiteElement): bool {
  let at = <usize>element.start;
  const start = <usize>site.start;
  if (at <= start || at >= <usize>site.end) return false;
  while (at > start && (load<u8>(at - 1) == SPACE || load<u8>(at - 1) == TAB)) at--;
  if (at - start < 3) return false;
  return load<u8>(at - 1) == PERCENT && load<u8>(at - 2) == HYPHEN && load<u8>(at - 3) == HYPHEN;
}

function hasVerbatim(site: Site): bool {
  let element = site.elements;
  while (element != 0) {
    const there = changetype<SiteElement>(<usize>element);
    if (there.kind == SITE_ELEMENT_ARGUMENT && isVerbatim(site, there)) return true;
    element = there.next;
  }
  return false;
}

/** Whether what the command works on is given, or may be: an undecided splat, table or pipeline counts. */
function hasSubject(site: Site, behaviour: u32): bool {
  const subject = subjectParameter(behaviour);
  const way = wayOf(subject);
  if (way != WAY_NONE || binding.unknownSplat || !isInReach(subject)) return true;
  return (site.flags & SITE_UNKNOWN_DEFAULTS) != 0;
}

/** What is missing for a match because of a splat, or because PowerShell would ask. */
function missing(parameter: u32): u32 {
  return binding.unknownSplat || (parameter != NO_ROLE && wayOf(parameter) == WAY_POSSIBLE)
    ? REASON_UNKNOWN_SPLAT
    : REASON_PROMPTS;
}

/** Why the present binding is no match; 0 if it is one. */
function shortfall(site: Site, behaviour: u32): u32 {
  if (binding.refused || hasVerbatim(site)) return REASON_WOULD_NOT_BIND;
  const path = pathParameter(behaviour);
  if (path != NO_ROLE && !isBound(path)) return isInReach(path) ? missing(path) : REASON_OTHER_SET;
  if (binding.fedNull) return REASON_WOULD_NOT_BIND;
  const denied = deniedParameter(behaviour);
  if (denied != NO_ROLE && (!isBound(denied) || truthOf(cellValue(denied)) == 1)) return missing(denied);
  return hasSubject(site, behaviour) ? 0 : missing(NO_ROLE);
}

/** Reasons that the binding itself gives. */
function addBindingReasons(call: Call, behaviour: u32): void {
  if (binding.splatted) addReason(call, REASON_SPLAT);
  if (binding.defaulted) addReason(call, REASON_DEFAULTS);
  if (binding.shortened) addReason(call, REASON_PREFIX);
  if (binding.odd) addReason(call, REASON_IGNORABLE);
  if (binding.unicodeDash) addReason(call, REASON_UNICODE_DASH);
  const way = wayOf(subjectParameter(behaviour));
  if (way == WAY_PIPELINE) addReason(call, REASON_PIPELINE);
  if (way == WAY_POSITION) addReason(call, REASON_POSITIONAL);
}

/** Whether the call is a dry run: `-WhatIf` decides, else the preference. */
function isDryRun(site: Site, behaviour: u32): bool {
  const whatIf = whatIfParameter(behaviour);
  return isBound(whatIf) ? truthOf(cellValue(whatIf)) == 1 : (site.flags & SITE_WHAT_IF) != 0;
}

/**
 * Finds what may be claimed of a parameter; a refused call's positional value may have been meant for anything, and what is refused object
 * by object binds nothing.
 */
function claimOf(parameter: u32): Claim {
  const way = wayOf(parameter);
  const isBare = binding.fedBesides || parameter == NO_ROLE || (binding.refused && way == WAY_POSITION) || !isBound(parameter);
  const element = elementOf(parameter);
  return claim(isBare || isShortened(element) ? NO_VALUE : cellValue(parameter), element);
}

function stepsOf(parameter: u32): u32 {
  const value = cellValue(parameter);
  return value <= SWITCHED_ON ? 0 : changetype<Value>(<usize>value).steps;
}

/** Newest step of two ways together. */
function together(left: u32, right: u32): u32 {
  if (left == 0) return right;
  return right == 0 ? left : newStep(0, 0, 0, left, right, 0);
}

function put(to: Claim, from: Claim): void {
  memory.copy(changetype<usize>(to), changetype<usize>(from), offsetof<Claim>());
}

/** The present binding becomes what the call says. */
function adopt(call: Call, site: Site, behaviour: u32, reason: u32): void {
  call.reasons0 = 0;
  call.reasons1 = 0;
  call.reasons2 = 0;
  if (reason != 0) addReason(call, reason);
  addBindingReasons(call, behaviour);
  if (isDryRun(site, behaviour)) addReason(call, REASON_WHAT_IF);
  call.parameterComputed = binding.computed;
  put(mailboxOf(call), claimOf(mailboxParameter(behaviour)));
  put(pathOf(call), claimOf(pathParameter(behaviour)));
  call.steps = site.steps;
  if (call.mailbox != 0 || call.mailboxPattern != 0) call.steps = together(call.steps, stepsOf(mailboxParameter(behaviour)));
  if (call.path != 0 || call.pathPattern != 0) call.steps = together(call.steps, stepsOf(pathParameter(behaviour)));
}

/** Withdraws what the present binding, equally strong, does not confirm. */
function confirm(call: Call, behaviour: u32): void {
  withdraw(mailboxOf(call), claimOf(mailboxParameter(behaviour)));
  withdraw(pathOf(call), claimOf(pathParameter(behaviour)));
}

/** Whether two claims are one; mostly they are the very same bytes. */
function isSame(one: Claim, other: Claim): bool {
  if (other.text == 0 || one.length != other.length) return false;
  return one.text == other.text || equals(one.text, one.length, other.text, other.length);
}

/** A claim, or else its pattern, as a text value; 0 if nothing is known. */
function knownOf(claim: Claim): usize {
  return claim.text != 0
    ? newValue(KIND_STRING, claim.text, claim.length)
    : claim.pattern != 0
      ? newValue(KIND_PARTIAL, claim.pattern, claim.patternLength)
      : 0;
}

/** Withdraws a claim unless the other is the same; start and end that both readings know stay. */
export function withdraw(claim: Claim, other: Claim): void {
  if (isSame(claim, other)) return;
  const one = knownOf(claim);
  const two = knownOf(other);
  memory.fill(changetype<usize>(claim), 0, offsetof<Claim>());
  const both = one == 0 || two == 0 ? unknown() : commonText(one, two);
  if (kindOf(both) != KIND_PARTIAL || textLength(both) <= RUN_BYTES) return;
  claim.pattern = <u32>textAt(both);
  claim.patternLength = <u32>textLength(both);
}

/** What stands in command position without being invoked here is partial for a reason of its own. */
function weakened(flags: u32): u32 {
  if ((flags & SITE_PREPARED) != 0) return REASON_PREPARED;
  if ((flags & SITE_AMBIGUOUS) != 0) return REASON_AMBIGUOUS_PATTERN;
  return (flags & SITE_HANDED_OVER) != 0 ? REASON_HANDED_OVER : 0;
}

/**
 * Judges a site: verdict, reasons of the binding and of the steps, claims and steps of the call.
 * @returns false if the site only asks for help
 */
export function judgeSite(site: Site, behaviour: u32, call: Call): bool {
  call.verdict = VERDICT_NONE;
  const weak = weakened(site.flags);
  const tables = tableCount(behaviour);
  for (let table: u32 = 0; table < tables; table++) {
    bind(site, behaviour, table);
    if (binding.help) return false;
    const reason = weak != 0 ? weak : shortfall(site, behaviour);
    const verdict: u32 = reason == 0 ? VERDICT_MATCH : VERDICT_PARTIAL;
    if (verdict > call.verdict) {
      call.verdict = verdict;
      call.table = table;
      adopt(call, site, behaviour, reason);
    } else if (verdict == call.verdict) {
      confirm(call, behaviour);
    }
    if (table == 0 && binding.alike) break;
  }
  addStepReasons(call, call.steps);
  return true;
}
