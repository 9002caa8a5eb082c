/**
 * What a value of a document means: the role of its key decides where it is noted.
 */

import { AT_SIGN, BACKSLASH, SPACE } from "../bytes/ascii";
import { startsWithWord } from "../bytes/literal";
import { findByte } from "../bytes/search";
import { isCarried, setLayer, takeEnvelope, takeStray } from "./envelope";
import {
  FROM_COMMAND,
  FROM_FLAT,
  FROM_NEIGHBOUR,
  FROM_PAYLOAD,
  FROM_TITLE,
  FROM_TRIMMED,
  FROM_UNMARKED,
  FROM_UTC,
  FROM_WAZUH,
  insertOf,
  JSON_STRING,
  JSON_WORDS,
  MAX_INSERTS,
  note,
  openScope,
  Scope,
  setFact,
} from "./facts";
import { Frame, PENDING_DOUBTFUL, PENDING_GUESSED, PENDING_NAMED, PENDING_NONE } from "./frames";
import {
  ACTIVITY,
  AGENT,
  ARGUMENTS,
  BLOCK_ID,
  BLOCK_ID_SNAKE,
  COLLECTOR,
  COMMAND_LINE,
  DATA,
  ELEMENT,
  EVENT,
  EVENT_DATA,
  EVENT_DATA_SNAKE,
  EVENT_ID,
  EVENTS,
  FILE,
  FIRST,
  FOURTH,
  HOST,
  HOST_NAME,
  INSERTS,
  KEY,
  LAST_FIELD,
  LOG,
  MESSAGE,
  NAME,
  NAMED_VALUE,
  NO_ROLE,
  OPEN,
  ORIGIN,
  OTHER,
  PATH,
  PAYLOAD,
  PROVIDER,
  RECORD_ID,
  SCRIPT_TEXT,
  SECOND,
  SOURCE,
  STAMP,
  TEXT,
  THIRD,
  TIME,
  TITLE,
  UNMARKED_LINE,
  USER,
  USER_NAME,
  UTC_STAMP,
  VALUE,
  WAZUH_DATA,
  WEAK_ID,
} from "./keys";
import { isDecimal, isGuid, numberOf } from "./value-forms";

/** Rank of a block's id whose key the gate has seen. */
export const BLOCK_ID_SEEN: u32 = 5;

/** The event id of a script block. */
export const SCRIPT_BLOCK_EVENT: u32 = 4104;

/** Whether an event of that id tells of a process that was started: Sysmon's, the audit's, PowerShell's own. */
export function startsProcess(id: u32): bool {
  return id == 1 || id == 4688 || id == 400;
}

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

/**
 * A user: an identifier goes to one field, a name to the other, whatever the key says. Under a key for identifiers only a name with
 * its domain is a name: what else stands there identifies a sensor, or an account of another system.
 */
export function noteUser(scope: usize, role: u32, start: usize, length: usize, encoding: u32, flags: u32): void {
  if (startsWithWord(start, length, "s-1-")) note(scope, USER, start, length, encoding, role == USER ? 4 : 3, flags);
  else if (role == USER_NAME || hasDomain(start, length))
    note(scope, USER_NAME, start, length, encoding, role == USER ? 4 : 3, flags);
}

/** Whether a name has its domain: `CORP\\ada`, `ada@corp.example`. */
function hasDomain(start: usize, length: usize): bool {
  for (let at = start; at < start + length; at++) {
    if (load<u8>(at) == BACKSLASH || load<u8>(at) == AT_SIGN) return true;
  }
  return false;
}

/** A number that may be the event's. It counts as such if it is a script block's. */
function noteWeakId(scope: usize, start: usize, length: usize, encoding: u32): void {
  const number = numberOf(start, length);
  if (number == SCRIPT_BLOCK_EVENT) note(scope, EVENT_ID, start, length, encoding, 2, 0);
  else if (scope != 0 && number != 0xffffffff) changetype<Scope>(scope).weakId = number;
}

/** Notes the value of a field. @param parent the role of what holds it */
export function noteField(scope: usize, role: u32, parent: u32, start: usize, length: usize, encoding: u32): void {
  let field = role;
  let rank: u32 = 4;
  let flags: u32 = parent == WAZUH_DATA ? FROM_WAZUH : 0;
  switch (role) {
    case TEXT:
      flags = textFlags(parent);
      break;
    case PATH:
      rank = parent == NO_ROLE ? 2 : parent == FILE ? 3 : 4;
      break;
    case BLOCK_ID_SNAKE:
      field = BLOCK_ID;
      rank = BLOCK_ID_SEEN;
      break;
    case COMMAND_LINE:
      field = TEXT;
      rank = 3;
      flags = textFlags(parent) | FROM_COMMAND;
      break;
    case UNMARKED_LINE:
      field = TEXT;
      rank = 2;
      flags = FROM_COMMAND | FROM_UNMARKED;
      break;
    case ARGUMENTS:
      field = TEXT;
      rank = 2;
      flags = FROM_COMMAND;
      encoding = JSON_WORDS;
      break;
    case SCRIPT_TEXT:
      field = TEXT;
      rank = 3;
      flags = FROM_NEIGHBOUR;
      break;
    case HOST:
      rank = 6;
      break;
    case HOST_NAME:
      field = HOST;
      rank = isCarried() ? 5 : 4;
      break;
    case COLLECTOR:
      field = HOST;
      rank = 3;
      break;
    case AGENT:
      field = HOST;
      rank = 2;
      break;
    case USER:
    case USER_NAME:
      noteUser(scope, role, start, length, encoding, flags);
      return;
    case SOURCE:
      field = PROVIDER;
      rank = 2;
      break;
    case STAMP:
    case UTC_STAMP:
      field = TIME;
      rank = isCarried() ? 3 : 2;
      if (role == UTC_STAMP) flags = FROM_UTC;
      break;
    case EVENT_ID:
      if (!isDecimal(start, length)) return;
      break;
    case ACTIVITY:
      field = RECORD_ID;
      rank = 2;
      break;
    case ORIGIN:
      field = HOST;
      rank = 3;
      length = findByte(start, start + length, SPACE) - start;
      break;
    case WEAK_ID:
      noteWeakId(scope, start, length, encoding);
      return;
    default:
      break;
  }
  note(scope, field, start, length, encoding, rank, flags);
}

/** A value by its position, unless those of a script block are known. */
function setInsert(scope: usize, position: u32, start: usize, length: usize, encoding: u32, flags: u32): void {
  if (position < MAX_INSERTS && scope != 0 && changetype<Scope>(scope).inserts == 0) {
    setFact(insertOf(scope, position), start, length, encoding, 1, flags);
  }
}

/** The value at the frame's present position. */
export function takeInsert(frame: Frame, start: usize, length: usize, encoding: u32): void {
  setInsert(frame.scope, frame.index, start, length, encoding, 0);
}

/** All values in one string, unless they are known one by one. @param parent the role of what holds it */
function takeJoined(scope: usize, parent: u32, start: usize, length: usize, encoding: u32): void {
  if (scope != 0 && insertOf(scope, 0).rank == 0) {
    setInsert(scope, 0, start, length, encoding, parent == WAZUH_DATA ? FROM_WAZUH : 0);
  }
}

/**
 * A string or scalar of the document.
 * @param frame what holds it
 * @param scope the event it belongs to
 * @param parent the role of what holds it, a dotted key's own parents counted
 */
export function takeValue(frame: Frame, scope: usize, role: u32, parent: u32, start: usize, length: usize, encoding: u32): void {
  if ((role == TEXT || role == SCRIPT_TEXT) && scope != 0) changetype<Scope>(scope).textHome = frame.start;
  if (role == PATH && parent == NO_ROLE && scope != 0) changetype<Scope>(scope).pathHome = frame.start;
  if ((role <= LAST_FIELD && role != MESSAGE && role != NO_ROLE) || isOwnKey(role)) {
    noteField(scope, role, parent, start, length, encoding);
    return;
  }
  switch (role) {
    case PAYLOAD:
      if (parent == WAZUH_DATA) note(scope, MESSAGE, start, length, encoding, 4, FROM_WAZUH);
      else takeEnvelope(scope, role, start, length, encoding);
      return;
    case MESSAGE:
    case EVENT:
    case OPEN:
    case LOG:
      takeEnvelope(scope, role, start, length, encoding);
      return;
    case EVENT_DATA:
    case EVENT_DATA_SNAKE:
    case DATA:
      // Unnamed data is a value, not an envelope; where it is no array, it is all values joined.
      if (parent == ELEMENT) holdValue(frame, OTHER, start, length, encoding);
      else if (parent != INSERTS && (isPositional(parent) || parent == WAZUH_DATA))
        takeJoined(scope, parent, start, length, encoding);
      else takeEnvelope(scope, role, start, length, encoding);
      return;
    case EVENTS:
      takeEnvelope(frame.isArray ? openScope(scope) : scope, role, start, length, encoding);
      return;
    case ELEMENT:
      takeInsert(frame, start, length, encoding);
      return;
    case NAME:
    case KEY:
      // OpenTelemetry gives values without names an empty one.
      if (length == 0) return;
      frame.name = start;
      frame.nameLength = length;
      frame.nameEscaped = encoding == JSON_STRING;
      return;
    case VALUE:
    case OTHER:
      holdValue(frame, role, start, length, encoding);
      return;
    case NAMED_VALUE:
      if (startsWithWord(start, length, "scriptblocktext: "))
        note(scope, TEXT, start + 17, length - 17, encoding, 2, FROM_PAYLOAD);
      return;
    case FIRST:
    case SECOND:
    case THIRD:
    case FOURTH:
      setInsert(scope, role - FIRST, start, length, encoding, 0);
      return;
    case TITLE:
      note(scope, MESSAGE, start, length, encoding, 2, FROM_TITLE);
      return;
    case NO_ROLE:
      takeStray(scope, start, length, encoding);
      return;
    default:
      return;
  }
}

/** Whether a role of no field of its own gives a field its value. */
export function isOwnKey(role: u32): bool {
  return (
    role == BLOCK_ID_SNAKE ||
    role == SCRIPT_TEXT ||
    role == COMMAND_LINE ||
    role == ACTIVITY ||
    role == ORIGIN ||
    role == UNMARKED_LINE ||
    role == UTC_STAMP
  );
}

/** Keeps a value until its name comes. Of two whose keys mean nothing neither is taken. */
function holdValue(frame: Frame, role: u32, start: usize, length: usize, encoding: u32): void {
  if (role == OTHER && frame.pendingRank != PENDING_NONE) {
    if (frame.pendingRank == PENDING_GUESSED) frame.pendingRank = <u8>PENDING_DOUBTFUL;
    return;
  }
  frame.pending = start;
  frame.pendingLength = length;
  frame.pendingEncoding = <u8>encoding;
  frame.pendingRank = <u8>(role == OTHER ? PENDING_GUESSED : PENDING_NAMED);
}

/** Whether an array under that role holds values by position. */
export function isPositional(role: u32): bool {
  return role == EVENT_DATA || role == EVENT_DATA_SNAKE || role == DATA || role == INSERTS;
}

/** A script block's values by position: number, total, text, id and perhaps a path. */
const SCRIPT_VALUES: u32 = 5;

/**
 * Trusts the values by position if they are a script block's.
 * @param count how many values the array had
 */
export function settleInserts(scope: usize, count: u32): void {
  if (scope == 0 || count < 4 || count > SCRIPT_VALUES) return;
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
