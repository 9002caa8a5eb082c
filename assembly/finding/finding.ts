/**
 * The finding of a record: begin, add each script block that was decided, end. One record gets one finding, headed by its
 * most severe block; the calls are those of all blocks. Schema: schema/finding.schema.json.
 */
import { CLOSE_BRACE, COMMA, DOUBLE_QUOTE } from "../bytes/ascii";
import { FINDING_SCHEMA, MAX_FINDING_BYTES, OBSERVED_SCRIPT_BLOCK, RESULT_UNKNOWN, SEVERITY_INFORMATIONAL } from "../contract";
import { FORM_SCRIPT, ScriptBlock } from "../event/block";
import { Call } from "../exchange/call";
import { decision } from "../exchange/decide";
import { DETECTOR, ruleObject } from "../exchange/rules.generated";
import { entryContent, entryLength, entryOf, TAG_REASON, TAG_UNTIL } from "../exchange/settings";
import { clearCalls, keepCall, putKeptCalls } from "./calls";
import { addTarget, clearTargets, gather, identify } from "./group";
import { Hash } from "./identity";
import { beginJson, jsonEnd, put, putByte, putHex, putNumber, putText } from "./json";
import { publishedHit } from "./published-search";
import { putObserved, putResult, putSeverity, putVerdict } from "./reasons";
import { beginSpans } from "./spans";
import { exceptionFor } from "./suppression";
import { putThreat, threatsOf } from "./threat";
import { instantOf, NO_TIME, putInstant } from "./time";

/** Bytes of one string outside the calls, after escaping. */
const STRING_BYTES: usize = 2048;
/** Bytes for what stands after the calls. */
const TAIL_BYTES: usize = STRING_BYTES + 512;

let head: ScriptBlock | null = null;
let headBehaviour: u32 = 0;
let headText: usize = 0;
let headLength: usize = 0;
let headSeverity: u32 = 0;
let strongest: u32 = 0;
let total: u32 = 0;
let threats: u32 = 0;
let literal = false;
let updates = false;
/** The exception of the first call, 0 as soon as one call falls under none. */
let exception: usize = 0;

/** Starts the finding of a record. */
export function beginFinding(): void {
  head = null;
  headSeverity = 0;
  strongest = 0;
  total = 0;
  threats = 0;
  literal = false;
  updates = false;
  exception = 0;
}

/**
 * Adds the calls of the last decision; nothing if there are none.
 * @param block where the text came from; it must stay as it is until `endFinding`
 * @param text what was read, the joined text of several parts included; it stays the caller's
 * @param before UTF-16 units in front of `text` in the text that spans count in
 * @param update whether this block was reported before
 */
export function addBlock(block: ScriptBlock, text: usize, length: usize, before: u32, update: bool): void {
  let address = decision.firstCall;
  if (address == 0) return;
  const first = head == null;
  if (first) {
    clearCalls();
    clearTargets();
  }
  if (first || decision.severity > headSeverity) {
    head = block;
    headBehaviour = changetype<Call>(address).behaviour;
    headText = text;
    headLength = length;
    headSeverity = decision.severity;
  }
  if (decision.verdict > strongest) strongest = decision.verdict;
  total += decision.callCount;
  // The published search is one over script text.
  if (block.form == FORM_SCRIPT && publishedHit(text, length)) literal = true;
  if (update) updates = true;
  let covering: usize = first ? exceptionFor(changetype<Call>(address), block) : exception;
  exception = covering;
  beginSpans(text, length, before);
  let seen: u32 = 0;
  while (address != 0) {
    seen++;
    const call = changetype<Call>(address);
    if (covering != 0) covering = exceptionFor(call, block);
    threats |= threatsOf(call);
    addTarget(call);
    keepCall(call);
    address = call.next;
  }
  // A call that found no room in the list may fall under no exception.
  if (covering == 0 || seen < decision.callCount) exception = 0;
}

/** Whether any block added a call. */
export function hasFinding(): bool {
  return head != null;
}

/** Closing brace of the head block's event in a record that is an array of events. */
export function findingClosing(): usize {
  const block = head;
  return block == null ? 0 : block.closing;
}

/** The finding's verdict: the strongest of its blocks. */
export function findingVerdict(): u32 {
  return strongest;
}

/** The finding's severity: that of its most severe call, or informational when it is suppressed. */
export function findingSeverity(): u32 {
  return exception != 0 ? <u32>SEVERITY_INFORMATIONAL : headSeverity;
}

/** Writes a member whose value is a bounded text; returns whether it was cut. */
function putMember(opening: string, text: usize, length: usize): bool {
  put(opening);
  return putText(text, length, STRING_BYTES);
}

function putHash(opening: string, hash: Hash): void {
  put(opening);
  putHex(bswap<u64>(hash.first));
  putHex(bswap<u64>(hash.second));
  putByte(DOUBLE_QUOTE);
}

function putSuppressed(): void {
  const reason = entryOf(exception, TAG_REASON);
  const until = entryOf(exception, TAG_UNTIL);
  put(',"suppressed":{"reason":');
  putText(entryContent(reason), entryLength(reason), STRING_BYTES);
  if (until != 0) putMember(',"until":', entryContent(until), entryLength(until));
  putByte(COMMA);
  putSeverity(headSeverity);
  putByte(CLOSE_BRACE);
}

function putUser(block: ScriptBlock): bool {
  let cut = false;
  if (block.userIdLength != 0) cut = putMember(',"user":{"id":', block.userId, block.userIdLength);
  if (block.userNameLength != 0) {
    put(block.userIdLength != 0 ? ',"name":' : ',"user":{"name":');
    cut = putText(block.userName, block.userNameLength, STRING_BYTES) || cut;
  }
  if (block.userIdLength != 0 || block.userNameLength != 0) putByte(CLOSE_BRACE);
  return cut;
}

function putOpening(block: ScriptBlock): void {
  put('{"schema":');
  putNumber(FINDING_SCHEMA);
  putHash(',"id":"', identify(headBehaviour, block, headText, headLength));
  putHash(',"group":"', gather(headBehaviour, block));
  put(',"detector":');
  put(DETECTOR);
  put(',"rule":');
  put(ruleObject(headBehaviour));
  putByte(COMMA);
  putVerdict(strongest);
  putByte(COMMA);
  putSeverity(findingSeverity());
  put(literal ? ',"literal":true' : ',"literal":false');
  if (updates) put(',"update":true');
  if (exception != 0) putSuppressed();
  putThreat(threats);
  const instant = instantOf(block.time, block.timeLength);
  if (instant == NO_TIME) return;
  put(',"time":');
  putInstant(instant);
}

/** Which script block it was; returns whether its id was cut. */
function putScriptBlock(block: ScriptBlock): bool {
  let cut = false;
  put(',"script_block":{');
  if (block.idLength != 0) {
    cut = putMember('"id":', block.id, block.idLength);
    putByte(COMMA);
  }
  put('"part":');
  putNumber(block.part);
  put(',"parts":');
  putNumber(block.parts);
  putByte(CLOSE_BRACE);
  return cut;
}

/**
 * Writes the finding as a JSON object of at most MAX_FINDING_BYTES.
 * @param to room for MAX_FINDING_BYTES, the caller's
 * @returns the address after it; `to` if no block added a call
 */
export function writeFinding(to: usize): usize {
  const block = head;
  if (block == null) return to;
  const end = to + MAX_FINDING_BYTES;
  beginJson(to, end);
  putOpening(block);
  let cut = false;
  if (block.hostLength != 0) {
    cut = putMember(',"host":{"name":', block.host, block.hostLength);
    putByte(CLOSE_BRACE);
  }
  cut = putUser(block) || cut;
  putByte(COMMA);
  putKeptCalls(strongest, end - TAIL_BYTES);
  put(',"calls_total":');
  putNumber(total);
  putByte(COMMA);
  putObserved(block.observed);
  if (block.result != RESULT_UNKNOWN) {
    putByte(COMMA);
    putResult(block.result);
  }
  if (block.observed == OBSERVED_SCRIPT_BLOCK) cut = putScriptBlock(block) || cut;
  if (cut) put(',"truncated":true');
  putByte(CLOSE_BRACE);
  return jsonEnd();
}
