/**
 * What a value of a document means: the role of its key decides where it is noted.
 */

import { startsWithWord } from "../bytes/literal";
import { MAX_EVENT_DEPTH } from "../contract";
import { addDocument } from "./documents";
import {
  FROM_FLAT,
  FROM_PAYLOAD,
  FROM_TRIMMED,
  FROM_WAZUH,
  insertOf,
  JSON_STRING,
  MAX_INSERTS,
  note,
  openScope,
  Scope,
  setFact,
} from "./facts";
import { Frame } from "./frames";
import { isNamedIn } from "./gate";
import { skipBlank } from "./json";
import {
  AGENT,
  COLLECTOR,
  DATA,
  ELEMENT,
  EVENT,
  EVENT_DATA,
  EVENT_DATA_SNAKE,
  EVENT_ID,
  EVENTS,
  FILE,
  HOST,
  HOST_NAME,
  INSERTS,
  KEY,
  LAST_FIELD,
  LOG,
  MESSAGE,
  NAME,
  NO_ROLE,
  OPEN,
  PATH,
  PAYLOAD,
  PROVIDER,
  SOURCE,
  STAMP,
  TEXT,
  TIME,
  USER,
  USER_NAME,
  VALUE,
  WAZUH_DATA,
  WEAK_ID,
} from "./keys";
import { decodeString } from "./strings";

/** The event id of a script block. */
export const SCRIPT_BLOCK_EVENT: u32 = 4104;

let layer: u32 = 0;
let documentRole: u32 = NO_ROLE;

/** Tells which document is being walked. */
export function setSource(documentLayer: u32, role: u32): void {
  layer = documentLayer;
  documentRole = role;
}

/** A decimal number, a fraction of zeros allowed; 0xffffffff if it is none, or has more than nine digits. */
export function numberOf(start: usize, length: usize): u32 {
  const end = start + length;
  let number: u32 = 0;
  let at = start;
  while (at < end && <u32>load<u8>(at) - 48 < 10) {
    if (at - start == 9) return 0xffffffff;
    number = number * 10 + (<u32>load<u8>(at) - 48);
    at++;
  }
  if (at == start) return 0xffffffff;
  if (at < end && load<u8>(at) == 0x2e) {
    at++;
    while (at < end && load<u8>(at) == 48) at++;
  }
  return at == end ? number : 0xffffffff;
}

/** How a script text at that place came to be. */
function textFlags(parent: u32, _scope: usize): u32 {
  if (documentRole == PAYLOAD) return FROM_PAYLOAD;
  switch (parent) {
    case NO_ROLE:
      return FROM_FLAT;
    case WAZUH_DATA:
      return FROM_WAZUH;
    case EVENT_DATA_SNAKE:
    case DATA:
    case FILE:
    case ELEMENT:
      return FROM_TRIMMED;
    default:
      return 0;
  }
}

/** A user: an identifier goes to one field, a name to the other, whatever the key says. */
function noteUser(scope: usize, start: usize, length: usize, encoding: u32, rank: u32): void {
  const field: u32 = startsWithWord(start, length, "s-1-") ? USER : USER_NAME;
  note(scope, field, start, length, encoding, rank, 0);
}

/** Notes the value of a field. @param parent the role of what holds it */
export function noteField(scope: usize, role: u32, parent: u32, start: usize, length: usize, encoding: u32): void {
  switch (role) {
    case TEXT:
      note(scope, TEXT, start, length, encoding, 4, textFlags(parent, scope));
      return;
    case PATH:
      note(
        scope,
        PATH,
        start,
        length,
        encoding,
        parent == NO_ROLE ? 2 : parent == FILE ? 3 : 4,
        parent == WAZUH_DATA ? FROM_WAZUH : 0,
      );
      return;
    case HOST:
      note(scope, HOST, start, length, encoding, 6, 0);
      return;
    case HOST_NAME:
      note(scope, HOST, start, length, encoding, 5, 0);
      return;
    case COLLECTOR:
      note(scope, HOST, start, length, encoding, 3, 0);
      return;
    case AGENT:
      note(scope, HOST, start, length, encoding, 2, 0);
      return;
    case USER:
      noteUser(scope, start, length, encoding, 4);
      return;
    case USER_NAME:
      noteUser(scope, start, length, encoding, 3);
      return;
    case SOURCE:
      note(scope, PROVIDER, start, length, encoding, 2, 0);
      return;
    case STAMP:
      note(scope, TIME, start, length, encoding, 2, 0);
      return;
    case WEAK_ID:
      if (numberOf(start, length) == SCRIPT_BLOCK_EVENT) note(scope, EVENT_ID, start, length, encoding, 2, 0);
      return;
    default:
      note(scope, role, start, length, encoding, 4, 0);
  }
}

const head: usize = memory.data(64, 8);
/** Bytes of a string that are looked at to tell what it is. */
const MAX_START: usize = 400;

/** First bytes of a string's document; the string may be encoded. Answers the byte and, if it matters, the next one (<< 8). */
function firstBytes(start: usize, length: usize, encoding: u32): u32 {
  let from = start;
  let size: usize = length < 48 ? length : 48;
  if (encoding == JSON_STRING) {
    size = decodeString(start, size, head) - head;
    from = head;
  }
  const end = from + size;
  if (size >= 3 && load<u8>(from) == 0xef && load<u8>(from + 1) == 0xbb && load<u8>(from + 2) == 0xbf) from += 3;
  from = skipBlank(from, end);
  if (from >= end) return 0;
  return <u32>load<u8>(from) | (from + 1 < end ? (<u32>load<u8>(from + 1)) << 8 : 0);
}

/** Whether a string starts like JSON or XML. `<13>` starts a line of syslog. */
function isDocument(start: usize, length: usize, encoding: u32): bool {
  const bytes = firstBytes(start, length, encoding);
  const first = bytes & 255;
  if (first == 0x7b || first == 0x5b) return true;
  return first == 0x3c && (bytes >> 8) - 48 > 9;
}

/** Whether the start of a string may be that of a rendered message, or of lines `Key=value`. */
function isTelling(start: usize, length: usize): bool {
  const end = start + (length < MAX_START ? length : MAX_START);
  for (let at = start; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == 0x28 || byte == 0x3d || byte == 0xef) return true;
  }
  return false;
}

/** A string under an envelope's key: opened later if it is a document, else it may be a rendered message. */
function takeEnvelope(scope: usize, role: u32, start: usize, length: usize, encoding: u32): void {
  if (isDocument(start, length, encoding)) {
    // What the gate cannot see in a document within a document is not opened.
    const isVisible = layer == 0 || isNamedIn(start, length);
    if (isVisible && layer < <u32>MAX_EVENT_DEPTH) addDocument(scope, start, length, encoding, layer + 1, role);
    return;
  }
  if (role != MESSAGE && role != OPEN && role != LOG && role != EVENT) return;
  note(scope, MESSAGE, start, length, encoding, isTelling(start, length) ? (role == MESSAGE ? 4 : 3) : 2, 0);
}

/** The value at the frame's present position. */
export function takeInsert(frame: Frame, start: usize, length: usize, encoding: u32): void {
  const position = frame.index;
  if (position < MAX_INSERTS && frame.scope != 0 && changetype<Scope>(frame.scope).inserts == 0) {
    setFact(insertOf(frame.scope, position), start, length, encoding, 1, 0);
  }
}

/**
 * A string or scalar of the document.
 * @param frame what holds it, or null for a document that is one string
 * @param scope the event it belongs to
 * @param parent the role of what holds it, a dotted key's own parents counted
 */
export function takeValue(frame: Frame, scope: usize, role: u32, parent: u32, start: usize, length: usize, encoding: u32): void {
  if (role == TEXT && scope != 0) changetype<Scope>(scope).textHome = frame.start;
  if (role == PATH && parent == NO_ROLE && scope != 0) changetype<Scope>(scope).pathHome = frame.start;
  if (role <= LAST_FIELD && role != MESSAGE) {
    noteField(scope, role, parent, start, length, encoding);
    return;
  }
  switch (role) {
    case MESSAGE:
    case EVENT:
    case OPEN:
    case PAYLOAD:
    case LOG:
      takeEnvelope(scope, role, start, length, encoding);
      return;
    case EVENT_DATA:
    case EVENT_DATA_SNAKE:
    case DATA:
      // Unnamed data is a value, not an envelope.
      if (!isPositional(parent) && parent != ELEMENT) takeEnvelope(scope, role, start, length, encoding);
      return;
    case EVENTS:
      takeEnvelope(frame.isArray ? openScope(scope) : scope, role, start, length, encoding);
      return;
    case ELEMENT:
      takeInsert(frame, start, length, encoding);
      return;
    case NAME:
    case KEY:
      frame.name = start;
      frame.nameLength = length;
      frame.nameEscaped = encoding == JSON_STRING;
      return;
    case VALUE:
      frame.pending = start;
      frame.pendingLength = length;
      frame.pendingEncoding = <u8>encoding;
      return;
    default:
      return;
  }
}

/** Whether an array under that role holds values by position. */
export function isPositional(role: u32): bool {
  return role == EVENT_DATA || role == EVENT_DATA_SNAKE || role == DATA || role == INSERTS;
}

/** Whether a text is a GUID, braces allowed. */
export function isGuid(start: usize, length: usize): bool {
  if (length == 38 && load<u8>(start) == 0x7b && load<u8>(start + 37) == 0x7d) {
    start++;
    length = 36;
  }
  if (length != 36) return false;
  for (let i: usize = 0; i < 36; i++) {
    const byte = <u32>load<u8>(start + i);
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (byte != 0x2d) return false;
    } else if (byte - 48 > 9 && (byte | 32) - 97 > 5) {
      return false;
    }
  }
  return true;
}

/**
 * Trusts the values by position if they are a script block's: number, total, text, id and perhaps a path.
 * @param count how many values the array had
 */
export function settleInserts(scope: usize, count: u32): void {
  if (scope == 0 || count < 4 || count > MAX_INSERTS) return;
  const event = changetype<Scope>(scope);
  if (event.inserts != 0) return;
  const first = insertOf(scope, 0);
  const second = insertOf(scope, 1);
  const id = insertOf(scope, 3);
  const text = insertOf(scope, 2);
  if (first.rank == 0 || second.rank == 0 || text.rank == 0 || id.rank == 0) return;
  if (numberOf(first.start, first.length) == 0xffffffff || numberOf(second.start, second.length) == 0xffffffff) return;
  if (isGuid(id.start, id.length)) event.inserts = <u16>count;
}
