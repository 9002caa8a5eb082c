/**
 * What a value of a document means: the role of its key decides where it is noted.
 */

import { startsWithWord } from "../bytes/literal";
import { isCarried, setLayer, takeEnvelope } from "./envelope";
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
import { isGuid, numberOf } from "./value-forms";

/** The event id of a script block. */
export const SCRIPT_BLOCK_EVENT: u32 = 4104;

let documentRole: u32 = NO_ROLE;

/** Tells which document is being walked: how many strings it stands in, and the role of the key it stood under. */
export function setSource(layer: u32, role: u32): void {
  setLayer(layer);
  documentRole = role;
}

/** How a script text at that place came to be. */
function textFlags(parent: u32): u32 {
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
      note(scope, TEXT, start, length, encoding, 4, textFlags(parent));
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
      note(scope, HOST, start, length, encoding, isCarried() ? 5 : 4, 0);
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
      note(scope, TIME, start, length, encoding, isCarried() ? 3 : 2, 0);
      return;
    case WEAK_ID:
      if (numberOf(start, length) == SCRIPT_BLOCK_EVENT) note(scope, EVENT_ID, start, length, encoding, 2, 0);
      return;
    default:
      note(scope, role, start, length, encoding, 4, 0);
  }
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
 * @param frame what holds it
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
