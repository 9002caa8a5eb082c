/**
 * Binds the sites of a reading and judges them: sites in, calls out, the most severe first. Everything lives in the arena of
 * the reading; a call for which it has no room left is counted and weighs, but is not listed.
 */

import { READ_CUT, READ_LOST_NEWLINES, READ_RESTORED, READ_TORN, READ_UNFINISHED } from "../blocks/mode";
import { AMPERSAND, BACKSLASH, BACKTICK, DOT, DOUBLE_QUOTE, SINGLE_QUOTE, SPACE, TAB } from "../bytes/ascii";
import { startsWithWord } from "../bytes/literal";
import {
  MENTION_HELP,
  REASON_ALIAS,
  REASON_AMBIGUOUS_TEXT,
  REASON_BACKTICK,
  REASON_BROKEN_TEXT,
  REASON_BUDGET,
  REASON_CALL_OPERATOR,
  REASON_CUT,
  REASON_FAILED,
  REASON_LOST_NEWLINES,
  REASON_MODULE_QUALIFIED,
  REASON_QUOTES,
  REASON_SHADOWED,
  REASON_TEXT_AS_CODE,
  REASON_TRUNCATED,
  SEVERITY_CRITICAL,
  VERDICT_MATCH,
  VERDICT_PARTIAL,
} from "../contract";
import { ScriptBlock } from "../event/block";
import { openReserve, take } from "../memory/arena";
import { brokenText, firstMention, firstSite, textEnd, unclosedText } from "../powershell/reader";
import {
  Mention,
  SITE_ALIAS,
  SITE_AMBIGUOUS_TEXT,
  SITE_BUDGET,
  SITE_COMPUTED,
  SITE_FAILED,
  SITE_PARTIAL_TEXT,
  SITE_SHADOWED,
  SITE_TEXT_AS_CODE,
  SITE_TOUCHES_END,
  SITE_TRUNCATED,
  Site,
} from "../powershell/site";
import { behaviourOf } from "./behaviours";
import { addReason, Call, mailboxOf, pathOf } from "./call";
import { doubtControls } from "./claims";
import { destinationOf, isAdministrative, patternDestination } from "./destination";
import { isComputed } from "./evidence";
import { judgeSite, setClaimEnd, withdraw } from "./judge";
import { forgetNames } from "./names";
import { findTwin, forgetTwins, rememberTwin } from "./repeated-calls";
import { commandWord } from "./rules.generated";
import { severityOf } from "./severity";

const CALL_BYTES: usize = offsetof<Call>();
const MENTION_BYTES: usize = offsetof<Mention>();
/** Bytes of a name that are looked at for quotes and the like. */
const MOST_NAME: u32 = 256;
/** Bytes of a call in which its name is looked for. */
const MOST_EXTENT: u32 = 1024;

/** Where a site is judged before it is known whether it is a call of its own. */
const trial: usize = memory.data(offsetof<Call>(), 8);
const BUCKETS_BYTES: u32 = (SEVERITY_CRITICAL + 1) << 3;
/** First and last call of each severity. */
const buckets: usize = memory.data(BUCKETS_BYTES, 8);

/** What the sites of a reading come to. */
@unmanaged
export class Decision {
  /** VERDICT_* and SEVERITY_* of contract.ts: the strongest, and the most severe. */
  verdict: u32;
  severity: u32;
  /** First Call, most severe first, then in order; 0 for none. */
  firstCall: u32;
  /** Calls in all, those without room in the list too. */
  callCount: u32;
  /** First of the mentions that only binding shows: calls that ask for help. Those of the reader are its own. */
  firstHelp: u32;
}

/** That of the last `decide`, in the arena of the reading. */
export const decision: Decision = changetype<Decision>(memory.data(offsetof<Decision>(), 4));

let lastHelp: u32 = 0;
let helpCount: u32 = 0;

/** Mentions of the last reading in all. */
export function mentionCount(): u32 {
  let total = helpCount;
  let mention = firstMention();
  while (mention != 0) {
    total++;
    mention = changetype<Mention>(mention).next;
  }
  return total;
}

/** A call that asks for help mentions the command and runs nothing. */
function noteHelp(site: Site): void {
  helpCount++;
  const address = take(MENTION_BYTES);
  if (address == 0) return;
  const mention = changetype<Mention>(address);
  mention.next = 0;
  mention.kind = MENTION_HELP;
  mention.start = site.start;
  mention.end = site.end;
  if (lastHelp == 0) decision.firstHelp = <u32>address;
  else changetype<Mention>(<usize>lastHelp).next = <u32>address;
  lastHelp = <u32>address;
}

/** What the name's own text tells. */
function addNameReasons(call: Call, site: Site): void {
  const end = min<u32>(site.nameEnd, site.nameStart + MOST_NAME);
  for (let at = site.nameStart; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == BACKTICK) addReason(call, REASON_BACKTICK);
    else if (byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE) addReason(call, REASON_QUOTES);
    else if (byte == BACKSLASH) addReason(call, REASON_MODULE_QUALIFIED);
  }
  if (site.nameStart > site.start && (load<u8>(site.start) == AMPERSAND || load<u8>(site.start) == DOT)) {
    addReason(call, REASON_CALL_OPERATOR);
  }
}

/** Whether the text was cut within the call, or right after it, and no part can follow that says how it went on. */
function isCutShort(site: Site, mode: i32): bool {
  if ((mode & READ_UNFINISHED) != 0 || ((mode & READ_TORN) == 0 && !unclosedText())) return false;
  let at = <usize>site.end;
  const end = textEnd();
  while (at < end && (load<u8>(at) == SPACE || load<u8>(at) == TAB)) at++;
  return at >= end;
}

function addSiteReasons(call: Call, site: Site, mode: i32, isShort: bool): void {
  if (!call.computed) addNameReasons(call, site);
  if ((site.flags & SITE_SHADOWED) != 0) addReason(call, REASON_SHADOWED);
  if ((site.flags & SITE_ALIAS) != 0) addReason(call, REASON_ALIAS);
  if ((site.flags & SITE_TEXT_AS_CODE) != 0) addReason(call, REASON_TEXT_AS_CODE);
  if ((site.flags & SITE_BUDGET) != 0) addReason(call, REASON_BUDGET);
  if ((site.flags & SITE_FAILED) != 0) addReason(call, REASON_FAILED);
  if ((site.flags & SITE_TRUNCATED) != 0) addReason(call, REASON_TRUNCATED);
  if ((site.flags & SITE_AMBIGUOUS_TEXT) != 0) addReason(call, REASON_AMBIGUOUS_TEXT);
  if (brokenText()) addReason(call, REASON_BROKEN_TEXT);
  if ((mode & READ_LOST_NEWLINES) != 0) addReason(call, REASON_LOST_NEWLINES);
  if ((mode & 3) != READ_CUT && !isShort) return;
  addReason(call, REASON_CUT);
  if (call.verdict == <u32>VERDICT_MATCH) call.verdict = VERDICT_PARTIAL;
}

/**
 * Whether a computed name cannot be read in the text: its steps say so, or, without steps, it does not stand in the extent of
 * the call. Text that is turned into code as it stands, or a name in a variable, can be read. Steps of a text that is known in part
 * tell of its values as well as of the name.
 */
function isHidden(site: Site, behaviour: u32): bool {
  if (site.steps != 0 && (site.flags & SITE_PARTIAL_TEXT) == 0) return isComputed(site.steps);
  const name = commandWord(behaviour);
  const end = min<u32>(site.end, site.start + MOST_EXTENT);
  for (let at = <usize>site.start; at < <usize>end; at++) if (startsWithWord(at, <usize>end - at, name)) return false;
  return true;
}

function describe(call: Call, site: Site, behaviour: u32): void {
  call.next = 0;
  call.behaviour = behaviour;
  call.written = site.nameEnd > site.nameStart ? site.nameStart : 0;
  call.writtenLength = site.nameEnd - site.nameStart;
  call.start = site.start;
  call.end = site.end;
  call.reading = site.reading;
  call.site = <u32>changetype<usize>(site);
  call.computed = (site.flags & SITE_COMPUTED) != 0 && isHidden(site, behaviour);
}

/** Severity and destination of a call whose verdict and claims stand; severity.ts then tells what decided. */
export function rate(call: Call, block: ScriptBlock | null): void {
  if (call.path != 0) call.destination = destinationOf(call.path, call.pathLength, block);
  else call.destination = call.pathPattern == 0 ? 0 : patternDestination(call.pathPattern, call.pathPatternLength, block);
  const administrative = (call.path != 0 || call.pathPattern != 0) && isAdministrative();
  call.severity = severityOf(call, administrative, call.computed);
}

/** Two readings of one invocation: the stronger one counts, equal ones keep what both claim. */
function merge(call: Call, other: Call): void {
  call.reading = other.reading;
  if (other.verdict < call.verdict) return;
  if (other.verdict == call.verdict) {
    withdraw(mailboxOf(call), mailboxOf(other));
    withdraw(pathOf(call), pathOf(other));
    return;
  }
  const next = call.next;
  const twin = call.twin;
  memory.copy(changetype<usize>(call), changetype<usize>(other), CALL_BYTES);
  call.next = next;
  call.twin = twin;
}

/** Judges one site; returns the call that it adds to the list, 0 for none. */
function addSite(site: Site, mode: i32, block: ScriptBlock | null): usize {
  if ((mode & READ_UNFINISHED) != 0 && (site.flags & SITE_TOUCHES_END) != 0) return 0;
  const behaviour = behaviourOf(site.watched);
  const attempt = changetype<Call>(trial);
  describe(attempt, site, behaviour);
  const isShort = isCutShort(site, mode);
  setClaimEnd(isShort ? textEnd() : 0);
  if (!judgeSite(site, behaviour, attempt)) {
    noteHelp(site);
    return 0;
  }
  if (attempt.parameterComputed) attempt.computed = true;
  addSiteReasons(attempt, site, mode, isShort);
  const twin = findTwin(attempt);
  if (twin != 0) {
    merge(changetype<Call>(twin), attempt);
    return 0;
  }
  decision.callCount++;
  const address = take(CALL_BYTES);
  if (address == 0) {
    rate(attempt, block);
    weigh(attempt);
    return 0;
  }
  memory.copy(address, trial, CALL_BYTES);
  rememberTwin(changetype<Call>(address));
  return address;
}

function weigh(call: Call): void {
  if (call.verdict > decision.verdict) decision.verdict = call.verdict;
  if (call.severity > decision.severity) decision.severity = call.severity;
}

/** Puts a call at the end of its severity. */
function file(call: Call): void {
  const bucket = buckets + ((<usize>call.severity) << 3);
  const last = load<u32>(bucket, 4);
  const address = <u32>changetype<usize>(call);
  call.next = 0;
  if (last == 0) store<u32>(bucket, address);
  else changetype<Call>(<usize>last).next = address;
  store<u32>(bucket, address, 4);
}

/** Rates the calls of the list from `first` on and links them anew, most severe first. */
function arrange(first: usize, block: ScriptBlock | null): void {
  memory.fill(buckets, 0, BUCKETS_BYTES);
  let address = <u32>first;
  while (address != 0) {
    const call = changetype<Call>(<usize>address);
    address = call.next;
    rate(call, block);
    weigh(call);
    file(call);
  }
  let last: u32 = 0;
  for (let level: i32 = SEVERITY_CRITICAL; level >= 0; level--) {
    const bucket = buckets + ((<usize>level) << 3);
    const head = load<u32>(bucket);
    if (head == 0) continue;
    if (last == 0) decision.firstCall = head;
    else changetype<Call>(<usize>last).next = head;
    last = load<u32>(bucket, 4);
  }
}

/**
 * Decides what the sites of the last reading invoke: fills `decision`.
 * @param block the event the text came from (its host decides `loopback`), or null for a bare text
 * @param mode READ_* of the reading
 */
export function decide(block: ScriptBlock | null, mode: i32): void {
  decideSites(firstSite(), block, mode);
}

/** The same for a list of sites: the address of the first, 0 for none. */
export function decideSites(sites: usize, block: ScriptBlock | null, mode: i32): void {
  openReserve();
  memory.fill(changetype<usize>(decision), 0, offsetof<Decision>());
  lastHelp = 0;
  helpCount = 0;
  forgetTwins();
  forgetNames();
  doubtControls((mode & READ_RESTORED) != 0);
  let first: usize = 0;
  let last: usize = 0;
  let address = sites;
  while (address != 0) {
    const site = changetype<Site>(address);
    const call = addSite(site, mode, block);
    if (call != 0) {
      if (last == 0) first = call;
      else changetype<Call>(last).next = <u32>call;
      last = call;
    }
    address = site.next;
  }
  arrange(first, block);
}
