/**
 * One call as JSON, and the best of the calls of a record: at most 16, the most severe first, within the bytes of a finding.
 * Calls are written when they are seen, since a reading's memory is gone when the next text is read.
 */
import { ASTERISK, CLOSE_BRACE, CLOSE_BRACKET, COMMA, DOUBLE_QUOTE } from "../bytes/ascii";
import { sequenceLength } from "../bytes/text";
import { MAX_CALLS, MAX_FINDING_BYTES, MAX_STRING_UNITS } from "../contract";
import { Call, hasReason } from "../exchange/call";
import { commandName, pathParameter, ruleId } from "../exchange/rules.generated";
import { OMIT_MAILBOX, OMIT_PATH, omittedMembers } from "../exchange/settings";
import { isRunAt, RUN_BYTES } from "../powershell/values/partial";
import { CALLS_BYTES, callsRoom } from "./evidence-region";
import { beginJson, jsonEnd, overflowed, put, putByte, putBytes, putInside, putNumber, putText } from "./json";
import { putDestination, putReason, putSeverity, putVerdict, REASON_END } from "./reasons";
import { unitsAt } from "./spans";

/** Bytes of one string of a call after escaping. */
const STRING_BYTES: usize = 3072;
/** Bytes that the kept calls may take together: more never fits into a finding. */
const KEPT_BYTES: usize = MAX_FINDING_BYTES;

/** Per kept call two words: bytes, and severity | verdict << 8. Best first, in the order of the bytes. */
const kept: usize = memory.data(16 * 8, 8);
let keptCount: u32 = 0;
let keptBytes: usize = 0;
/** Some call was dropped for want of bytes, so nothing fits after the last one. */
let crowded = false;

/** Writes the set of reasons as a member, with the comma before it; nothing for an empty set. */
function putReasons(call: Call): void {
  let some = false;
  for (let reason: u32 = 1; reason < REASON_END; reason++) {
    if (!hasReason(call, reason)) continue;
    put(some ? "," : ',"reasons":[');
    some = true;
    putReason(reason);
  }
  if (some) putByte(CLOSE_BRACKET);
}

/** Writes a member whose value is a text, with the comma before it; returns whether the text was cut. */
function putMember(opening: string, text: usize, length: usize): bool {
  put(opening);
  return putText(text, length, STRING_BYTES);
}

/**
 * Writes a member whose value is known in part: an asterisk for each run. One that stands in the known text stands for itself, which
 * an asterisk covers as well, so the pattern holds. One too long ends in an asterisk.
 */
export function putPattern(opening: string, text: usize, length: usize): void {
  put(opening);
  const end = text + length;
  let units: u32 = 0;
  const stop = jsonEnd() + STRING_BYTES;
  while (text < end && units < <u32>MAX_STRING_UNITS - 3 && jsonEnd() + 12 < stop) {
    if (end - text >= RUN_BYTES && isRunAt(text)) {
      putByte(ASTERISK);
      text += RUN_BYTES;
      units++;
      continue;
    }
    const next = text + min<usize>(sequenceLength(load<u8>(text)), end - text);
    putInside(text, next - text);
    units += next - text == 4 ? 2 : 1;
    text = next;
  }
  if (text < end) putByte(ASTERISK);
  putByte(DOUBLE_QUOTE);
}

/** Writes the members of a call that every answer has, from the opening brace on; the closing brace is the caller's. */
export function putCall(call: Call): void {
  const omitted = omittedMembers();
  put('{"rule":"');
  put(ruleId(call.behaviour));
  put('",');
  putSeverity(call.severity);
  put(',"name":"');
  put(commandName(call.behaviour));
  putByte(DOUBLE_QUOTE);
  let cut = call.written != 0 && putMember(',"written_as":', call.written, call.writtenLength);
  if (call.mailbox != 0 && (omitted & OMIT_MAILBOX) == 0) cut = putMember(',"mailbox":', call.mailbox, call.mailboxLength) || cut;
  if (call.path != 0 && (omitted & OMIT_PATH) == 0) cut = putMember(',"file_path":', call.path, call.pathLength) || cut;
  if (call.mailboxPattern != 0 && (omitted & OMIT_MAILBOX) == 0) {
    putPattern(',"mailbox_pattern":"', call.mailboxPattern, call.mailboxPatternLength);
  }
  if (call.pathPattern != 0 && (omitted & OMIT_PATH) == 0) {
    putPattern(',"file_path_pattern":"', call.pathPattern, call.pathPatternLength);
  }
  if (pathParameter(call.behaviour) != 255) {
    putByte(COMMA);
    putDestination(call.destination);
  }
  put(',"span":[');
  putNumber(unitsAt(call.start));
  putByte(COMMA);
  putNumber(unitsAt(call.end));
  putByte(CLOSE_BRACKET);
  putReasons(call);
  if (cut) put(',"truncated":true');
}

/** Forgets the kept calls. */
export function clearCalls(): void {
  keptCount = 0;
  keptBytes = 0;
  crowded = false;
}

function bytesOf(index: u32): usize {
  return load<u32>(kept + ((<usize>index) << 3));
}

function rankOf(index: u32): u32 {
  return load<u32>(kept + ((<usize>index) << 3), 4);
}

/** Where a call of that severity belongs: after all that are at least as severe. */
function placeOf(severity: u32): u32 {
  let place = keptCount;
  while (place > 0 && (rankOf(place - 1) & 255) < severity) place--;
  return place;
}

/** Drops calls from the end until the bytes are within their bound. */
function trim(): void {
  while (keptBytes > KEPT_BYTES && keptCount > 1) {
    keptCount--;
    keptBytes -= bytesOf(keptCount);
    crowded = true;
  }
}

/** Keeps a call if it is among the best so far. `beginSpans` named the text that it lies in. */
export function keepCall(call: Call): void {
  const place = placeOf(call.severity);
  if (place == <u32>MAX_CALLS || (crowded && place == keptCount)) return;
  // Written after the kept ones, then turned into its place.
  const room = callsRoom();
  const written = room + keptBytes;
  beginJson(written, room + CALLS_BYTES);
  putCall(call);
  const bytes = jsonEnd() - written;
  if (overflowed()) return;
  let before: usize = 0;
  for (let i: u32 = 0; i < place; i++) before += bytesOf(i);
  if (place < keptCount) {
    const spare = written + bytes;
    memory.copy(spare, written, bytes);
    memory.copy(room + before + bytes, room + before, keptBytes - before);
    memory.copy(room + before, spare, bytes);
  }
  if (keptCount == <u32>MAX_CALLS) {
    keptCount--;
    keptBytes -= bytesOf(keptCount);
  }
  const slot = kept + ((<usize>place) << 3);
  memory.copy(slot + 8, slot, (<usize>(keptCount - place)) << 3);
  store<u32>(slot, <u32>bytes);
  store<u32>(slot, call.severity | (call.verdict << 8), 4);
  keptCount++;
  keptBytes += bytes;
  trim();
}

/**
 * Writes `"calls":[…]` with as many of the kept calls as fit before `stop`.
 * @param verdict the finding's; a call names its own only where it differs
 */
export function putKeptCalls(verdict: u32, stop: usize): void {
  put('"calls":[');
  let from = callsRoom();
  for (let i: u32 = 0; i < keptCount; i++) {
    const bytes = bytesOf(i);
    if (jsonEnd() + bytes + 32 > stop) break;
    if (i != 0) putByte(COMMA);
    putBytes(from, bytes);
    from += bytes;
    const own = rankOf(i) >> 8;
    if (own != verdict) {
      putByte(COMMA);
      putVerdict(own);
    }
    putByte(CLOSE_BRACE);
  }
  putByte(CLOSE_BRACKET);
}
