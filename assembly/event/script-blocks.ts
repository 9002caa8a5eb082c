/**
 * Decides which events of a record are script blocks, and brings what is known of each into one `ScriptBlock`.
 *
 * First every short field of every block is copied out, then the texts are decoded where they stand: the padding after a text
 * overwrites what follows it in a decoded document, and between two texts there is always a key longer than that.
 */

import { CARRIAGE_RETURN, COMMA, DIGIT_0, DOUBLE_QUOTE, LINE_FEED, LOWER_S, SPACE, UPPER_Z } from "../bytes/ascii";
import { endsWithWord, findWord, isWord, startsWithWord } from "../bytes/literal";
import { findByte } from "../bytes/search";
import { passed } from "../bytes/string-places";
import { OBSERVED_AUDIT, OBSERVED_PROCESS } from "../contract";
import { evidenceStart } from "../memory/map";
import { boundEvent, findPipelineDetail, leadingNumber, showsBindings } from "./bindings";
import {
  BLOCK_ENCODED,
  BLOCK_FROM_MESSAGE,
  BLOCK_LOST_NEWLINES,
  BLOCK_RESTORED,
  BLOCK_TRIMMED,
  BLOCK_TRUNCATED,
  FORM_LINES,
  FORM_MESSAGE,
  FORM_PARAMETERS,
  FORM_SCRIPT,
  MAX_BLOCKS,
  ScriptBlock,
} from "./block";
import { detail } from "./details";
import { decode, decoded, PADDING, takeRoom } from "./documents";
import { decodeEntities, looksEncoded, mayLookEncoded } from "./entities";
import {
  Fact,
  FROM_COMMAND,
  FROM_CUT,
  FROM_FLAT,
  FROM_HIDDEN,
  FROM_NEIGHBOUR,
  FROM_PAYLOAD,
  FROM_RESTORED,
  FROM_TITLE,
  FROM_TRIMMED,
  FROM_UNMARKED,
  FROM_UTC,
  FROM_WAZUH,
  factOf,
  inherited,
  insertOf,
  JSON_STRING,
  JSON_WORDS,
  PLAIN,
  Scope,
  scopeAt,
  scopeCount,
  XML_TEXT,
} from "./facts";
import { isScriptBlockText, namesCommand } from "./gate";
import {
  BLOCK_ID,
  CALLER,
  CHANNEL,
  COMMAND,
  EVENT_ID,
  HOST,
  MESSAGE,
  PART,
  PARTS,
  PATH,
  PROVIDER,
  RECORD_ID,
  TEXT,
  TIME,
  USER,
  USER_NAME,
} from "./keys";
import { lineMessage, readLines } from "./line-events";
import { readMessage, rendered } from "./message";
import { restoreLines } from "./message-escapes";
import { BLOCK_ID_SEEN, SCRIPT_BLOCK_EVENT, startsProcess } from "./note-values";
import { packed, readPacked } from "./packed-events";
import { ENGINE_START_EVENT, noteEngineHost, noteMessageLine, noteValueLine } from "./process-messages";
import { namesShell } from "./process-words";
import { shape } from "./record";
import { countAgentEscapes, decodeString, hasAgentEscapes, hidesLetters, undoAgentEscapes } from "./strings";
import { isPlaceholder, numberOf } from "./value-forms";

/** What is still to be done to a block's text. */
@unmanaged
class Plan {
  encoding: u8;
  /** FROM_* of the text. */
  flags: u8;
  /** The carriage returns are doubled. */
  doubled: bool;
  /** The text ends with a line of its own, whose end was cut off. */
  endsLine: bool;
}

const PLAN_BYTES: usize = offsetof<Plan>();
const plans: usize = memory.data(<i32>MAX_BLOCKS * <i32>PLAN_BYTES, 8);
const BLOCK_BYTES: usize = offsetof<ScriptBlock>();
/** Blocks, then the short fields, in the first part of the evidence region. */
const EVIDENCE_SHARE: usize = 64 << 10;

let shortNext: usize = 0;

/** The script block with that index, of the record read last. */
export function blockAt(index: i32): ScriptBlock {
  return changetype<ScriptBlock>(evidenceStart() + <usize>index * BLOCK_BYTES);
}

function planAt(index: u32): Plan {
  return changetype<Plan>(plans + <usize>index * PLAN_BYTES);
}

/** Copies a few bytes; for these the engine's own copying takes longer to start than to run. */
function copyBytes(to: usize, from: usize, length: usize): void {
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) store<u64>(to + at, load<u64>(from + at));
  for (; at < length; at++) store<u8>(to + at, load<u8>(from + at));
}

/** Length of what `copyOut` copied last. */
let copied: usize = 0;
/** First address that the block at hand leaves to the blocks after it. */
let shortLimit: usize = 0;
/** What each block that may follow is left. */
const SHORT_RESERVE: usize = 400;

/** Decodes a value; the output is no longer than the input. @returns the address after it */
function decodeTo(to: usize, start: usize, length: usize, encoding: u32): usize {
  if (encoding == JSON_STRING) return decodeString(start, length, to);
  if (encoding == XML_TEXT) return decodeEntities(start, length, to);
  copyBytes(to, start, length);
  return to + length;
}

/**
 * Decodes a short value into the evidence region.
 * @returns its address; 0 and no length if there is no value, or no space for it
 */
function copyOut(start: usize, length: usize, encoding: u32, flags: u32): usize {
  copied = 0;
  if (length == 0 || length + PADDING > shortLimit - shortNext) return 0;
  const to = shortNext;
  let end = decodeTo(to, start, length, encoding);
  if ((flags & FROM_WAZUH) != 0) end = decodeEntities(to, decodeString(to, end - to, to) - to, to);
  store<u64>(end, 0);
  store<u64>(end + 8, 0);
  copied = end - to;
  shortNext = end + PADDING;
  return to;
}

/** A value decoded to be looked at, and its length. */
const probe: usize = memory.data(512, 8);
const MAX_PROBE: usize = 512;

/** A short fact, decoded; `copied` is its length. What a shipper writes for "there is none" is none. */
function copyFact(fact: Fact): usize {
  if (isPlaceholder(fact.start, fact.length)) {
    copied = 0;
    return 0;
  }
  return copyOut(fact.start, fact.length, fact.encoding, fact.flags);
}

/** A fact as a number, or 0xffffffff. */
function numberIn(fact: Fact): u32 {
  if (fact.length == 0 || fact.length > MAX_PROBE) return 0xffffffff;
  return numberOf(probe, decodeTo(probe, fact.start, fact.length, fact.encoding) - probe);
}

/** Whether an event id is a script block's. Its digits count as they stand, for the gate decodes nothing. */
function isNumbered(id: Fact): bool {
  return numberOf(id.start, id.length) == SCRIPT_BLOCK_EVENT;
}

/** Whether channel or provider is PowerShell's own. */
function isPowerShell(fact: Fact): bool {
  if (fact.length == 0 || fact.length > MAX_PROBE || !isVisible(fact)) return false;
  const length = decodeTo(probe, fact.start, fact.length, fact.encoding == XML_TEXT ? PLAIN : fact.encoding) - probe;
  return (
    endsWithWord(probe, length, "microsoft-windows-powershell/operational") ||
    endsWithWord(probe, length, "powershellcore/operational") ||
    isWord(probe, length, "microsoft-windows-powershell") ||
    isWord(probe, length, "powershellcore")
  );
}

/** Whether a message names the text of a script block, as its first line does in most languages. */
function namesScriptBlock(start: usize, length: usize): bool {
  const end = start + length;
  for (let at = start; at < end; at++) {
    if ((<u32>load<u8>(at) | 32) == LOWER_S && isScriptBlockText(at, end)) return true;
  }
  return false;
}

/** Whether the event at hand has a message in a script block's form, and whether that names it. */
let hasMessage: bool = false;
let namesIt: bool = false;

/** The text's field, or its value by position where the field is missing or empty. */
function textOf(scope: usize): Fact {
  const text = factOf(scope, TEXT);
  return text.length == 0 && changetype<Scope>(scope).inserts != 0 ? insertOf(scope, 2) : text;
}

/** Whether a text needs no message to compare it with: one that lost its lines does, and a flat one with references. */
function isSound(text: Fact): bool {
  return text.length != 0 && (<u32>text.flags & (FROM_WAZUH | FROM_CUT | FROM_FLAT)) == 0;
}

/** Takes the doubt away from a flat text that cannot hold undecoded references. */
function clearDoubt(text: Fact): void {
  if ((<u32>text.flags & FROM_FLAT) == 0) return;
  // What was passed holds no reference.
  if (text.start == passed) {
    text.flags &= ~(<u16>FROM_FLAT);
    return;
  }
  const isDoubtful = text.encoding == PLAIN ? looksEncoded(text.start, text.length) : mayLookEncoded(text.start, text.length);
  if (!isDoubtful) text.flags &= ~(<u16>FROM_FLAT);
}

/** Whether the gate can see what a value says: no letter is an escape, and references count as they stand. */
function isVisible(fact: Fact): bool {
  return (fact.encoding != JSON_STRING && fact.encoding != JSON_WORDS) || !hidesLetters(fact.start, fact.length);
}

/** Decodes the event's message where it is needed; lines of text in front of it are read too. */
function openMessage(scope: usize): void {
  const fact = factOf(scope, MESSAGE);
  if (fact.length == 0) return;
  const isXml = fact.encoding == XML_TEXT;
  const isSeen = isVisible(fact);
  if (isXml ? !namesCommand(fact.start, fact.length, false) : !isSeen) fact.flags |= <u16>FROM_HIDDEN;
  namesIt = isXml && namesScriptBlock(fact.start, fact.length);
  const start = decode(fact.start, fact.length, fact.encoding);
  fact.start = start;
  fact.length = decoded.length;
  fact.encoding = <u8>PLAIN;
  if (start == 0 || isXml || !isSeen) return;
  namesIt = namesScriptBlock(start, decoded.length);
  if (readLines(start, decoded.length, scope)) {
    fact.start = lineMessage.start;
    fact.length = lineMessage.length;
  } else if (readPacked(start, decoded.length, scope)) {
    fact.start = packed.start;
    fact.length = packed.length;
  }
  if (fact.length == 0) return;
  const restored = restoreLines(fact.start, fact.length);
  if (restored != fact.length) fact.flags |= <u16>FROM_RESTORED;
  fact.length = restored;
}

/** Whether an event tells of a process that was started, and its line names a shell: no other line is read. */
function isProcess(text: Fact, id: Fact): bool {
  if (id.length != 0 && !startsProcess(numberOf(id.start, id.length))) return false;
  if ((<u32>text.flags & FROM_UNMARKED) != 0 && !namesCommand(text.start, text.length, false)) return false;
  // What looked like a script block's message is another's.
  hasMessage = false;
  return isVisible(text) && namesShell(text.start, text.start + text.length);
}

/** The event's number, 0xffffffff if it has none: one under a key that says no more than `id` counts where nothing says more. */
function processNumber(scope: usize): u32 {
  const id = factOf(scope, EVENT_ID);
  const weak = changetype<Scope>(scope).weakId;
  return id.length == 0 && weak != 0 ? weak : numberOf(id.start, id.length);
}

/** Looks for the command line that an event of that number tells among its values, or in its message. */
function findCommandLine(scope: usize, id: u32): void {
  if (id == ENGINE_START_EVENT ? noteEngineHost(scope) : noteValueLine(scope, id)) return;
  openMessage(scope);
  noteMessageLine(scope, id);
}

/**
 * Whether an event is a script block: event 4104 of PowerShell, or the fields that only such an event has. Reads the message
 * if that has to decide; `hasMessage` tells that it was read and has a script block's form.
 */
function isScriptBlock(scope: usize): bool {
  hasMessage = false;
  namesIt = false;
  const text = factOf(scope, TEXT);
  let id = factOf(scope, EVENT_ID);
  if (text.rank == 0 && startsProcess(processNumber(scope))) findCommandLine(scope, processNumber(scope));
  if ((<u32>text.flags & FROM_COMMAND) != 0) return isProcess(text, id);
  if (id.length != 0 && !isNumbered(id)) return false;
  clearDoubt(text);
  const isNameless = id.length == 0 && text.rank == 0;
  if (isNameless || !isSound(textOf(scope))) {
    openMessage(scope);
    const found = factOf(scope, MESSAGE);
    hasMessage = found.length != 0 && readMessage(found.start, found.length);
  }
  id = factOf(scope, EVENT_ID);
  if (isNameless && !(hasMessage && namesIt) && text.rank == 0) noteMessageLine(scope, numberOf(id.start, id.length));
  if ((<u32>text.flags & FROM_COMMAND) != 0) return isProcess(text, id);
  if (id.length != 0 && !isNumbered(id)) return false;
  // What osquery's key says counts beside an id that the gate has seen.
  if (text.rank != 0 && (<u32>text.flags & FROM_NEIGHBOUR) == 0) return true;
  if (text.rank != 0 && <u32>factOf(scope, BLOCK_ID).rank == BLOCK_ID_SEEN) return true;
  const channel = inherited(scope, CHANNEL);
  const provider = inherited(scope, PROVIDER);
  const isOwn = isPowerShell(channel) || isPowerShell(provider);
  if (id.length != 0 && isOwn) return true;
  if (!hasMessage || !rendered.isComplete || !namesIt) return false;
  return isOwn || (channel.length == 0 && provider.rank < 4);
}

/** A count that the shape does not give is 1. */
function countIn(scope: usize, field: u32, position: u32): u32 {
  const event = changetype<Scope>(scope);
  let fact = factOf(scope, field);
  if (fact.length == 0 && event.inserts != 0) fact = insertOf(scope, position);
  return numberIn(fact);
}

/** Parts and part: from fields, positions, or the message. */
function fillCounts(block: ScriptBlock, scope: usize): void {
  let part = countIn(scope, PART, 0);
  let parts = countIn(scope, PARTS, 1);
  if (hasMessage && part == 0xffffffff) part = rendered.part;
  if (hasMessage && parts == 0xffffffff) parts = rendered.parts;
  block.part = part == 0xffffffff ? 1 : part;
  block.parts = parts == 0xffffffff ? 1 : parts;
}

/** The block's id. */
function fillId(block: ScriptBlock, scope: usize): void {
  block.id = copyFact(factOf(scope, BLOCK_ID));
  if (copied == 0 && changetype<Scope>(scope).inserts != 0) block.id = copyFact(insertOf(scope, 3));
  if (copied == 0 && hasMessage && rendered.id != 0) block.id = copyOut(rendered.id, 36, PLAIN, 0);
  block.idLength = copied;
}

/** The script's path. A key that says no more than `path` counts only beside the text. */
function fillPath(block: ScriptBlock, scope: usize): void {
  const event = changetype<Scope>(scope);
  const path = factOf(scope, PATH);
  copied = 0;
  if (path.rank != 2 || event.pathHome == event.textHome) block.path = copyFact(path);
  if (copied == 0 && event.inserts == 5) block.path = copyFact(insertOf(scope, 4));
  if (copied == 0 && hasMessage && rendered.isComplete) block.path = copyOut(rendered.path, rendered.pathLength, PLAIN, 0);
  block.pathLength = copied;
}

/** What stands in the event's header. */
function fillHeader(block: ScriptBlock, scope: usize): void {
  block.host = copyFact(inherited(scope, HOST));
  block.hostLength = copied;
  block.userId = copyFact(inherited(scope, USER));
  block.userIdLength = copied;
  block.userName = copyFact(inherited(scope, USER_NAME));
  block.userNameLength = copied;
  block.channel = copyFact(inherited(scope, CHANNEL));
  block.channelLength = copied;
  block.time = copyFact(inherited(scope, TIME));
  block.timeLength = copied;
  block.record = copyFact(inherited(scope, RECORD_ID));
  block.recordLength = copied;
}

/** Where the text comes from: a field, else the value by position, else the message. */
function chooseText(block: ScriptBlock, plan: Plan, scope: usize): void {
  const text = textOf(scope);
  plan.encoding = text.encoding;
  plan.flags = <u8>text.flags;
  block.text = text.start;
  block.textLength = text.length;
  if ((text.flags & FROM_CUT) != 0) block.flags |= BLOCK_TRUNCATED;
  if (!hasMessage || (rendered.isComplete ? isSound(text) : text.length != 0) || (text.rank != 0 && rendered.bodyLength == 0))
    return;
  block.text = rendered.body;
  block.textLength = rendered.bodyLength;
  block.flags |= BLOCK_FROM_MESSAGE | (rendered.isComplete ? 0 : BLOCK_TRUNCATED) | (rendered.hasLines ? 0 : BLOCK_LOST_NEWLINES);
  plan.encoding = <u8>PLAIN;
  plan.flags = 0;
  plan.doubled = rendered.carriageReturns == 2;
  plan.endsLine = (<u32>factOf(scope, MESSAGE).flags & FROM_TITLE) != 0 && !rendered.isComplete;
}

/** Closing brace of the event's own object in a record that is an array of events. */
function closingOf(scope: usize): usize {
  let at = scope;
  for (let level = 0; level < MAX_LEVELS && at != 0 && changetype<Scope>(at).closing == 0; level++)
    at = changetype<Scope>(at).parent;
  return at == 0 ? 0 : changetype<Scope>(at).closing;
}

/** Envelopes around an event that are looked at. */
const MAX_LEVELS = 64;

/** Whether the text stands nowhere: an empty one is there, the first line of a message alone is none. */
function isTextless(scope: usize): bool {
  const isInMessage = hasMessage && (rendered.isComplete || rendered.bodyLength != 0);
  return factOf(scope, TEXT).rank == 0 && changetype<Scope>(scope).inserts == 0 && !isInMessage;
}

/** Copies a detail of an event 800 after what was copied before; whether the event has it. */
function appendDetail(scope: usize, key: string): bool {
  const before = copied;
  if (!findPipelineDetail(scope, key)) return false;
  if (before != 0) shortNext -= PADDING;
  copyOut(detail.start, detail.length, boundEvent.details.encoding, boundEvent.details.flags);
  copied += before;
  return true;
}

/**
 * What an event 800 says of its part and its user. All parts of one pipeline have the host's id and the number that the host gave the
 * pipeline's events. (Source: PowerShell, EventLogLogProvider.cs.) Lines out of a message cannot be joined: others stand around them.
 */
function fillPipeline(block: ScriptBlock, scope: usize): void {
  if (findPipelineDetail(scope, "detailsequence=")) block.part = leadingNumber(detail.start, detail.length);
  if (findPipelineDetail(scope, "detailtotal=")) block.parts = leadingNumber(detail.start, detail.length);
  if (block.parts > 1 && boundEvent.text != factOf(scope, MESSAGE)) {
    copied = 0;
    block.id = shortNext;
    if (appendDetail(scope, "sequencenumber=") && appendDetail(scope, "hostid=")) block.idLength = copied;
  }
  if (block.userNameLength != 0 || !findPipelineDetail(scope, "userid=")) return;
  // Where the line ends are gone, nothing tells where the name ends.
  if (detail.start + detail.length == boundEvent.details.start + boundEvent.details.length) return;
  block.userName = copyOut(detail.start, detail.length, boundEvent.details.encoding, boundEvent.details.flags);
  block.userNameLength = copied;
}

/** The command of an audit record, and its caller where no user is named. */
function fillAudit(block: ScriptBlock, scope: usize): void {
  block.command = copyFact(factOf(scope, COMMAND));
  block.commandLength = copied;
  const isUtc = (<u32>inherited(scope, TIME).flags & FROM_UTC) != 0 && block.timeLength != 0;
  if (isUtc && <u32>load<u8>(block.time + block.timeLength - 1) - DIGIT_0 < 10)
    store<u8>(block.time + block.timeLength++, UPPER_Z);
  if (block.userIdLength != 0 || block.userNameLength != 0) return;
  block.userName = copyFact(factOf(scope, CALLER));
  block.userNameLength = copied;
}

/**
 * The SID in a text of all the cmdlet log's values: it stands there twice, for who logged on and for whom it ran. Where the text holds
 * more, a parameter may have given them.
 */
function fillJoinedUser(block: ScriptBlock, text: Fact): void {
  const end = text.start + text.length;
  const first = findWord(text.start, end, "s-1-5-");
  const second = findWord(first + 1, end, "s-1-5-");
  if (second >= end || findWord(second + 1, end, "s-1-5-") < end) return;
  block.userId = copyOut(first, findByte(first, end, COMMA) - first, PLAIN, 0);
  block.userIdLength = copied;
}

/** What an event that shows bindings says beside the text: the command and who ran it, by their places among the values. */
function fillBindings(block: ScriptBlock, plan: Plan, scope: usize): void {
  block.form = boundEvent.form;
  block.observed = boundEvent.kind;
  block.result = boundEvent.result;
  const text = boundEvent.text;
  block.text = text.start;
  block.textLength = text.length;
  plan.encoding = text.encoding;
  plan.flags = <u8>text.flags;
  if (text.rank == 0 || (text.flags & FROM_CUT) != 0) block.flags |= BLOCK_TRUNCATED;
  block.part = 1;
  block.parts = 1;
  if (boundEvent.form == FORM_LINES) fillPipeline(block, scope);
  if (boundEvent.kind == OBSERVED_AUDIT) fillAudit(block, scope);
  if (boundEvent.form == FORM_MESSAGE && text.start == insertOf(scope, 0).start) fillJoinedUser(block, text);
  if (boundEvent.form != FORM_PARAMETERS) return;
  block.command = copyFact(insertOf(scope, 0));
  block.commandLength = copied;
  const name = copyFact(insertOf(scope, 2));
  if (copied != 0) {
    block.userName = name;
    block.userNameLength = copied;
  }
  const user = copyFact(insertOf(scope, 3));
  if (!startsWithWord(user, copied, "s-1-")) return;
  block.userId = user;
  block.userIdLength = copied;
}

/** Fills everything but the text itself, which stays encoded. @param isBound whether the event shows what was bound */
function fill(index: u32, scope: usize, isBound: bool): void {
  const block = blockAt(<i32>index);
  memory.fill(changetype<usize>(block), 0, BLOCK_BYTES);
  shortLimit = evidenceStart() + EVIDENCE_SHARE - PADDING - (<usize>MAX_BLOCKS - 1 - <usize>index) * SHORT_RESERVE;
  block.closing = closingOf(scope);
  const plan = planAt(index);
  memory.fill(changetype<usize>(plan), 0, PLAN_BYTES);
  fillHeader(block, scope);
  if ((<u32>factOf(scope, MESSAGE).flags & FROM_RESTORED) != 0) block.flags |= BLOCK_RESTORED;
  if (isBound) {
    shape.others++;
    fillBindings(block, plan, scope);
    return;
  }
  if (isTextless(scope)) shape.textless++;
  if ((<u32>factOf(scope, TEXT).flags & FROM_COMMAND) != 0) {
    shape.others++;
    block.observed = OBSERVED_PROCESS;
  }
  fillCounts(block, scope);
  chooseText(block, plan, scope);
  fillId(block, scope);
  fillPath(block, scope);
  if ((<u32>plan.flags & FROM_TRIMMED) != 0 && !changetype<Scope>(scope).nestedId) block.flags |= BLOCK_TRIMMED;
  if ((<u32>plan.flags & FROM_WAZUH) != 0) block.flags |= BLOCK_LOST_NEWLINES;
  // Number 0 of 0 carries the error message of a failed encryption instead of a text.
  if (block.part == 0 && block.parts == 0) {
    block.part = 1;
    block.parts = 1;
    block.textLength = 0;
  }
}

/** Whether a text has a control character, a newline or a tab say. */
function hasControls(start: usize, length: usize): bool {
  for (let at = start; at < start + length; at++) {
    if (load<u8>(at) < SPACE) return true;
  }
  return false;
}

/** Takes one of two carriage returns in front of a line feed. */
function undouble(start: usize, length: usize): usize {
  const end = start + length;
  let to = start;
  for (let at = start; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == CARRIAGE_RETURN && at + 2 < end && load<u8>(at + 1) == CARRIAGE_RETURN && load<u8>(at + 2) == LINE_FEED) continue;
    store<u8>(to, byte);
    to++;
  }
  return to - start;
}

/** Undoes the Datadog Agent's illegal escapes, in room of its own if there is enough; sets the block's text, still encoded. */
function undoEscapes(block: ScriptBlock): void {
  const count = countAgentEscapes(block.text, block.textLength);
  if (count == 0) return;
  const to = takeRoom(block.textLength + 5 * count);
  if (to == 0) return;
  block.textLength = undoAgentEscapes(block.text, block.textLength, to) - to;
  block.text = to;
}

/** Gives the block a text of no bytes, with the padding that every text has. */
function setEmptyText(block: ScriptBlock): void {
  block.text = evidenceStart() + EVIDENCE_SHARE - PADDING;
  block.textLength = 0;
  memory.fill(block.text, 0, PADDING);
}

/** Whether a text can stay as it stands in the record, its places noted, until somebody wants it decoded. */
function staysEncoded(block: ScriptBlock, plan: Plan): bool {
  return (
    block.text == passed &&
    (<u32>plan.flags & FROM_WAZUH) == 0 &&
    block.form == FORM_SCRIPT &&
    block.observed != OBSERVED_PROCESS &&
    ((block.flags & BLOCK_TRIMMED) == 0 || !endsWithWord(block.text, block.textLength, "...[truncated]"))
  );
}

/** Decodes a text that stayed encoded. */
export function decodeText(block: ScriptBlock): void {
  const start = decode(block.text, block.textLength, JSON_STRING);
  if (start == 0) {
    setEmptyText(block);
    block.flags |= BLOCK_TRUNCATED;
    return;
  }
  block.text = start;
  block.textLength = decoded.length;
  store<u64>(start + decoded.length, 0);
  store<u64>(start + decoded.length, 0, 8);
}

/** Whether a text that tells what was bound has none of the quotes that every such text has. */
function lacksQuotes(block: ScriptBlock, start: usize, length: usize): bool {
  return block.form != FORM_SCRIPT && findByte(start, start + length, DOUBLE_QUOTE) == start + length;
}

/** Decodes the block's text and puts the padding after it. */
function finishText(block: ScriptBlock, plan: Plan): void {
  if (block.textLength == 0) {
    setEmptyText(block);
    return;
  }
  if (staysEncoded(block, plan)) {
    block.flags |= BLOCK_ENCODED;
    return;
  }
  if (plan.encoding == JSON_STRING && hasAgentEscapes) undoEscapes(block);
  let start = decode(block.text, block.textLength, plan.encoding);
  let length = decoded.length;
  if (start == 0) {
    setEmptyText(block);
    block.flags |= BLOCK_TRUNCATED;
    return;
  }
  if ((<u32>plan.flags & FROM_WAZUH) != 0)
    length = decodeEntities(start, decodeString(start, length, start) - start, start) - start;
  else if (((<u32>plan.flags & FROM_FLAT) != 0 || lacksQuotes(block, start, length)) && looksEncoded(start, length))
    length = decodeEntities(start, length, start) - start;
  // Wazuh puts the message in quotes.
  if (
    block.form != FORM_SCRIPT &&
    length > 1 &&
    load<u8>(start) == DOUBLE_QUOTE &&
    load<u8>(start + length - 1) == DOUBLE_QUOTE
  ) {
    start++;
    length -= 2;
  }
  // Others have a payload too; this one has no control character left.
  if ((<u32>plan.flags & FROM_PAYLOAD) != 0 && !hasControls(start, length)) block.flags |= BLOCK_LOST_NEWLINES;
  if (plan.doubled) length = undouble(start, length);
  if ((block.flags & BLOCK_TRIMMED) != 0 && endsWithWord(start, length, "...[truncated]")) {
    length -= 14;
    block.flags |= BLOCK_TRUNCATED;
  } else if (
    (block.flags & (BLOCK_FROM_MESSAGE | BLOCK_TRUNCATED)) == (BLOCK_FROM_MESSAGE | BLOCK_TRUNCATED) &&
    endsWithWord(start, length, "...truncated...")
  ) {
    length -= 15;
  }
  if (plan.endsLine) store<u8>(start + length++, 10);
  block.text = start;
  block.textLength = length;
  store<u64>(start + length, 0);
  store<u64>(start + length, 0, 8);
}

/**
 * Settles all events of the record and counts them in its shape; `blockAt` has the script blocks.
 * @param inArray the record is an array of events: one that is no object of its own there has no place for a finding
 */
export function settle(inArray: bool): void {
  shortNext = evidenceStart() + <usize>MAX_BLOCKS * BLOCK_BYTES;
  let blocks: u32 = 0;
  const scopes = scopeCount();
  for (let i: u32 = 0; i < scopes; i++) {
    const scope = changetype<usize>(scopeAt(i));
    const isScript = isScriptBlock(scope);
    if (!isScript && !showsBindings(scope)) continue;
    if (blocks == MAX_BLOCKS || (inArray && closingOf(scope) == 0)) {
      shape.unread++;
      continue;
    }
    fill(blocks, scope, !isScript);
    blocks++;
  }
  for (let i: u32 = 0; i < blocks; i++) finishText(blockAt(<i32>i), planAt(i));
  shape.blocks = <i32>blocks;
}
