/**
 * The entry of event/: bytes of a record in, the script blocks in it out.
 *
 * One pass over the record tells whether it is sound and notes what its values mean (walk.ts, note-values.ts). Strings that hold a
 * document are opened after that, at most MAX_EVENT_DEPTH deep (documents.ts). Then each event is judged and its fields are
 * decoded (script-blocks.ts). Any bytes at all will do; the record is never written to.
 */

import { CLOSE_BRACE, COLON, COMMA, DIGIT_0, DOUBLE_QUOTE, GREATER_THAN, LESS_THAN, OPEN_BRACKET } from "../bytes/ascii";
import { MAX_RECORD_BYTES } from "../contract";
import { Document, decode, decoded, documentAt, documentCount, resetDocuments } from "./documents";
import { documentStart, firstByte, noteMessage, RENDERED } from "./envelope";
import { clearScope, factOf, openScope, PLAIN, resetScopes, scopeAt, scopeCount } from "./facts";
import { namesCommand } from "./gate";
import { skipBlank } from "./json";
import { EVENT_ID, EVENTS, NO_ROLE, PAYLOAD, prepareKeys, roleOfKey } from "./keys";
import { isRendered } from "./message";
import { SCRIPT_BLOCK_EVENT } from "./note-values";
import { RECORD_ANNOTATED, RECORD_OBJECT, RECORD_OTHER, RECORD_STATUS, RECORD_UNREADABLE, RecordShape, shape } from "./record";
import { settle } from "./script-blocks";
import { forgetAgentEscapes, stringEnd } from "./strings";
import { numberOf } from "./value-forms";
import { walk, walked } from "./walk";
import { readXml } from "./xml";

export { blockAt, decodeText } from "./script-blocks";

/**
 * Passes an event's number, digits, perhaps in quotes: a member that can carry nothing that a record may not lose.
 * @returns the address after it, or 0
 */
function eventIdEnd(at: usize, end: usize): usize {
  at = skipBlank(at, end);
  if (at >= end || load<u8>(at) != DOUBLE_QUOTE) return 0;
  const key = at + 1;
  at = stringEnd(key, end);
  if (at == 0 || roleOfKey(key, at - key, NO_ROLE) != EVENT_ID) return 0;
  at = skipBlank(at + 1, end);
  if (at >= end || load<u8>(at) != COLON) return 0;
  at = skipBlank(at + 1, end);
  const isQuoted = at < end && load<u8>(at) == DOUBLE_QUOTE;
  if (isQuoted) at++;
  const digits = at;
  while (at < end && <u32>load<u8>(at) - DIGIT_0 < 10) at++;
  if (at == digits || !isQuoted) return at == digits ? 0 : at;
  return at < end && load<u8>(at) == DOUBLE_QUOTE ? at + 1 : 0;
}

/**
 * Whether the record is the question for the status: that member, and after it at most an event's number, so that it passes a
 * condition on that. White space between tokens aside.
 */
function isStatus(at: usize, end: usize): bool {
  const question = '{"mailbox_export_detector":"status"';
  const units = changetype<usize>(question);
  const size = <usize>question.length;
  let inString = false;
  for (let i: usize = 0; i < size; i++) {
    if (!inString) at = skipBlank(at, end);
    const unit = <u32>load<u16>(units + (i << 1));
    if (at >= end || <u32>load<u8>(at) != unit) return false;
    if (unit == 0x22) inString = !inString;
    at++;
  }
  at = skipBlank(at, end);
  if (at < end && load<u8>(at) == COMMA) {
    at = eventIdEnd(at + 1, end);
    if (at == 0) return false;
    at = skipBlank(at, end);
  }
  return at < end && load<u8>(at) == CLOSE_BRACE && skipBlank(at + 1, end) == end;
}

/** Whether what stands around a string says that it is no script block: then one under any key tells of something else. */
function isForeign(scope: usize): bool {
  const id = factOf(scope, EVENT_ID);
  return id.length != 0 && numberOf(id.start, id.length) != SCRIPT_BLOCK_EVENT;
}

/** Reads the XML under a key that means nothing, in an event of another kind: it counts where it is that event once more. */
function readOwnXml(start: usize, length: usize, scope: usize): void {
  const first = scopeCount();
  const read = openScope(scope);
  if (read == 0) return;
  readXml(start, length, read);
  const id = factOf(scope, EVENT_ID);
  const number = numberOf(id.start, id.length);
  for (let i = first; i < scopeCount(); i++) {
    const own = factOf(changetype<usize>(scopeAt(i)), EVENT_ID);
    if (numberOf(own.start, own.length) != number) clearScope(changetype<usize>(scopeAt(i)), scope);
  }
}

/** Opens a string that may hold a document. */
function openDocument(document: Document): void {
  const isOther = document.role == NO_ROLE && isForeign(document.scope);
  const start = decode(document.start, document.length, document.encoding);
  if (start == 0) return;
  const end = start + decoded.length;
  let at = documentStart(start, end);
  if (at == end) return;
  // XML after a header goes to the end; what only looks so stays a message.
  if (at != firstByte(start, end) && load<u8>(at) == LESS_THAN && load<u8>(end - 1) != GREATER_THAN) at = end - 1;
  if (load<u8>(at) == LESS_THAN) {
    if (isOther) readOwnXml(at, end - at, document.scope);
    else readXml(at, end - at, document.scope);
    return;
  }
  if (isOther && !namesCommand(start, decoded.length, false)) return;
  const role: u32 = load<u8>(at) == OPEN_BRACKET ? EVENTS : document.role;
  if (walk(at, end, document.layer, role, document.scope, true)) {
    walk(at, end, document.layer, role, document.scope, false);
  } else if (document.role != PAYLOAD) {
    // It only begins like a document: `[EX01] Creating …`.
    noteMessage(document.scope, start, end - start, PLAIN, isRendered(start, end) ? RENDERED : 2);
  }
}

/**
 * Finds the script blocks of a record.
 * @param record the record's bytes; they may be anything
 * @param length their number
 * @param room memory lent for decoded texts: at least `length + 4096` bytes, apart from the record
 * @returns the shape of the record, valid until the next call; `blockAt(i)` has its script blocks
 */
export function findScriptBlocks(record: usize, length: usize, room: usize): RecordShape {
  shape.kind = RECORD_UNREADABLE;
  shape.closing = 0;
  shape.empty = false;
  shape.blocks = 0;
  shape.unread = 0;
  shape.textless = 0;
  shape.others = 0;
  if (record == 0 || length > <usize>MAX_RECORD_BYTES) return shape;
  const end = record + length;
  const start = firstByte(record, end);
  prepareKeys();
  forgetAgentEscapes();
  resetScopes();
  resetDocuments(record, length, room);
  if (!walk(start, end, 0, NO_ROLE, openScope(0), false)) return shape;
  shape.closing = walked.closing;
  if (walked.closing == 0) {
    shape.kind = RECORD_OTHER;
    // Each event of an array has a brace of its own.
    if (!walked.isArray || walked.isAnnotated) return shape;
  } else {
    shape.empty = walked.members == 0;
    shape.kind = walked.isAnnotated
      ? RECORD_ANNOTATED
      : walked.members <= 2 && isStatus(start, end)
        ? RECORD_STATUS
        : RECORD_OBJECT;
    if (shape.kind != RECORD_OBJECT) return shape;
  }
  // Opening a string may note further ones, a layer deeper.
  for (let i: u32 = 0; i < documentCount(); i++) openDocument(documentAt(i));
  settle(shape.closing == 0);
  return shape;
}
