/**
 * One pass over a JSON document: it tells whether the document is sound, and notes what its values mean on the way.
 *
 * No recursion: open brackets are bits, and the outer ones have frames. Nothing is decoded, and nothing written outside the
 * tables, so a document that turns out malformed at its last byte leaves no trace but notes that the caller drops.
 */
import { isLiteral } from "../bytes/literal";
import { equals } from "../bytes/text";
import { JSON_STRING, openScope, PLAIN, Scope } from "./facts";
import { clearFrame, Frame, frameAt, isBrace, MAX_BRACKETS, MAX_FRAMES, setBrace } from "./frames";
import { scalarEnd, skipBlank } from "./json";
import {
  DATA,
  ELEMENT,
  EVENT_DATA,
  EVENT_DATA_SNAKE,
  EVENT_ID,
  EVENTS,
  KEY,
  keyParent,
  NAME,
  NO_ROLE,
  OPEN,
  roleOfKey,
  TEXT,
  VALUE,
  WRAP,
} from "./keys";
import { isPositional, setSource, settleInserts, takeInsert, takeValue } from "./note-values";
import { decodeString, escaped, stringEnd } from "./strings";

/** Address of the closing brace of the object that the last document is; 0 if it is none. */
export let closingBrace: usize = 0;
/** Members of that object. */
export let memberCount: u32 = 0;
/** Whether one of them is the finding's. */
export let isAnnotated: bool = false;

/** Name of the finding's member where the settings give it another; 0 bytes for its own. */
let finding: usize = 0;
let findingLength: usize = 0;

/** Says which member marks a record as annotated: the name's bytes stay the caller's; length 0 for `mailbox_export_finding`. */
export function setFindingName(name: usize, length: usize): void {
  finding = name;
  findingLength = length;
}

/** Whether a top-level key is the finding's. */
function isFinding(key: usize, length: usize): bool {
  return findingLength == 0 ? isLiteral(key, length, "mailbox_export_finding") : equals(key, length, finding, findingLength);
}

/** Longest key that is decoded to be compared. */
const MAX_KEY: usize = 512;
const keyBuffer: usize = memory.data(512, 8);

let layer: u32 = 0;
let silent: bool = false;
/** Role of the value that comes next, and of what holds it. */
let nextRole: u32 = NO_ROLE;
let nextParent: u32 = NO_ROLE;
let nextWrapped: bool = false;
let firstScope: usize = 0;

/** The bytes of a key, decoded if need be; `keyLength` is set. */
function keyBytes(start: usize, length: usize, isEscaped: bool): usize {
  keyLength = length;
  if (!isEscaped) return start;
  if (length > MAX_KEY) {
    keyLength = 0;
    return start;
  }
  keyLength = decodeString(start, length, keyBuffer) - keyBuffer;
  return keyBuffer;
}
let keyLength: usize = 0;

/** The role that a frame's name gives to the value beside it. */
function roleOfName(frame: Frame): u32 {
  const name = keyBytes(frame.name, frame.nameLength, frame.nameEscaped);
  const role = roleOfKey(name, keyLength, frame.role);
  return frame.nameEscaped && role == TEXT && layer > 0 ? NO_ROLE : role;
}

/** A key of the frame's object: sets the role of its value. */
function takeKey(depth: u32, start: usize, length: usize, isEscaped: bool): void {
  nextRole = NO_ROLE;
  nextParent = NO_ROLE;
  nextWrapped = false;
  if (depth > MAX_FRAMES) return;
  const frame = frameAt(depth - 1);
  const key = keyBytes(start, length, isEscaped);
  if (depth == 1 && layer == 0) {
    memberCount++;
    if (isFinding(key, keyLength)) isAnnotated = true;
  }
  let role = roleOfKey(key, keyLength, frame.role);
  nextParent = keyParent;
  // The gate sees escapes in the record's own strings, not in those of a document within.
  if (isEscaped && layer > 0 && role == TEXT) role = NO_ROLE;
  if (role == VALUE) {
    if (frame.name != 0) {
      frame.valued = true;
      leaveAssumed(frame);
      role = roleOfName(frame);
      nextParent = frame.role;
    } else if (frame.role != NO_ROLE && frame.role != ELEMENT) {
      role = frame.role;
    }
  } else if (role == WRAP) {
    role = frame.role;
    nextWrapped = true;
  } else if (role == EVENT_ID && frame.role == EVENT_ID && keyLength == 2 && frame.scope != 0) {
    changetype<Scope>(frame.scope).nestedId = true;
  }
  nextRole = role;
}

/** Passes a key and its colon: the address behind, or 0. */
function passKey(at: usize, end: usize, depth: u32): usize {
  at = skipBlank(at, end);
  if (at >= end || load<u8>(at) != 0x22) return 0;
  const close = stringEnd(at + 1, end);
  if (close == 0) return 0;
  if (!silent) takeKey(depth, at + 1, close - at - 1, escaped);
  at = skipBlank(close + 1, end);
  return at < end && load<u8>(at) == 0x3a ? at + 1 : 0;
}

/** The next element of an array starts: sets its role. */
function startElement(depth: u32, isFirst: bool): void {
  nextRole = NO_ROLE;
  nextParent = NO_ROLE;
  nextWrapped = false;
  if (silent || depth > MAX_FRAMES) return;
  const frame = frameAt(depth - 1);
  if (!isFirst) frame.index++;
  nextRole = frame.positional ? ELEMENT : frame.role;
  nextParent = frame.role;
}

/** Whether an array under `data` may hold events: not the one that stands for an event's own data. */
function isBatch(array: Frame, depth: u32): bool {
  if (array.role != DATA || depth < 2) return false;
  const holder = frameAt(depth - 2).role;
  return holder != EVENT_DATA && holder != EVENT_DATA_SNAKE;
}

/** The object has a name and a value: it is a field of the event around it, not an event. */
function leaveAssumed(frame: Frame): void {
  if (frame.assumed && frame.scope != 0) frame.scope = changetype<Scope>(frame.scope).parent;
  frame.assumed = false;
}

/** The bracket at the address `at` opens at `depth`. */
function openFrame(depth: u32, isArray: bool, at: usize): void {
  if (silent || depth >= MAX_FRAMES) return;
  const frame = frameAt(depth);
  clearFrame(frame);
  frame.start = at;
  frame.isArray = isArray;
  frame.wrapped = nextWrapped;
  let role = nextRole;
  let scope = firstScope;
  if (depth > 0) {
    const outer = frameAt(depth - 1);
    scope = outer.scope;
    if (role == EVENTS && outer.isArray) {
      scope = openScope(scope);
      if (isArray) role = OPEN;
    }
    if (!isArray && outer.isArray && (outer.role == NO_ROLE || isBatch(outer, depth))) {
      role = NO_ROLE;
      scope = openScope(scope);
      frame.assumed = true;
    }
    if (role == ELEMENT) frame.index = outer.index;
    if (role == ELEMENT && isArray) role = NO_ROLE;
  }
  if (role == VALUE || role == NAME || role == KEY) role = NO_ROLE;
  frame.scope = scope;
  frame.role = <u8>role;
  frame.positional = isArray && isPositional(role);
}

/** An object ends: its name and value are brought together. */
function closeObject(frame: Frame, depth: u32): void {
  if (frame.name != 0) {
    if (frame.wrapped && depth > 0) {
      const outer = frameAt(depth - 1);
      if (outer.name == 0) {
        outer.name = frame.name;
        outer.nameLength = frame.nameLength;
        outer.nameEscaped = frame.nameEscaped;
      }
      return;
    }
    if (frame.valued) return;
    leaveAssumed(frame);
    if (frame.pending != 0) {
      const role = roleOfName(frame);
      takeValue(frame, frame.scope, role, frame.role, frame.pending, frame.pendingLength, frame.pendingEncoding);
    } else if (frame.role == ELEMENT) {
      // An entry without a value: the field is there, and empty.
      takeValue(frame, frame.scope, roleOfName(frame), frame.role, frame.name, 0, PLAIN);
    }
  } else if (frame.pending != 0 && frame.role == ELEMENT) {
    takeInsert(frame, frame.pending, frame.pendingLength, frame.pendingEncoding);
  }
}

/** The bracket at `depth` closes. */
function closeFrame(depth: u32, isEmpty: bool): void {
  if (silent || depth >= MAX_FRAMES) return;
  const frame = frameAt(depth);
  if (!frame.isArray) closeObject(frame, depth);
  else if (frame.positional && !isEmpty) settleInserts(frame.scope, frame.index + 1);
}

/** A string or scalar in [start, start + length). */
function takeScalar(depth: u32, start: usize, length: usize, encoding: u32): void {
  if (silent || nextRole == NO_ROLE || depth == 0 || depth > MAX_FRAMES) return;
  const frame = frameAt(depth - 1);
  takeValue(frame, frame.scope, nextRole, nextParent, start, length, encoding);
}

/** A scalar that is no string: `null` counts as an empty value, `true` and `false` say nothing. */
function takeLiteral(depth: u32, start: usize, length: usize): void {
  const byte = <u32>load<u8>(start);
  if (byte == 0x74 || byte == 0x66) return;
  takeScalar(depth, start, byte == 0x6e ? 0 : length, PLAIN);
}

/**
 * Walks a document.
 * @param documentLayer how many strings it stands in; 0 for the record
 * @param role the role of the key it stood under
 * @param scope the event it tells of
 * @param isSilent whether only its soundness is asked
 * @returns whether it is JSON
 */
export function walk(at: usize, end: usize, documentLayer: u32, role: u32, scope: usize, isSilent: bool): bool {
  layer = documentLayer;
  silent = isSilent;
  nextRole = role;
  nextParent = NO_ROLE;
  nextWrapped = false;
  firstScope = scope;
  closingBrace = 0;
  memberCount = 0;
  isAnnotated = false;
  setSource(documentLayer, role);
  let depth: u32 = 0;
  while (true) {
    at = skipBlank(at, end);
    if (at >= end) return false;
    const byte = <u32>load<u8>(at);
    if (byte == 0x22) {
      const close = stringEnd(at + 1, end);
      if (close == 0) return false;
      takeScalar(depth, at + 1, close - at - 1, escaped ? JSON_STRING : PLAIN);
      at = close + 1;
    } else if (byte == 0x7b || byte == 0x5b) {
      if (depth == MAX_BRACKETS) return false;
      const brace = byte == 0x7b;
      setBrace(depth, brace);
      openFrame(depth, !brace, at);
      at = skipBlank(at + 1, end);
      if (at >= end) return false;
      if (<u32>load<u8>(at) == byte + 2) {
        closeFrame(depth, true);
        if (depth == 0 && brace) closingBrace = at;
        at++;
      } else {
        depth++;
        if (brace) {
          at = passKey(at, end, depth);
          if (at == 0) return false;
        } else {
          startElement(depth, true);
        }
        continue;
      }
    } else {
      const behind = scalarEnd(at, end);
      if (behind == 0) return false;
      takeLiteral(depth, at, behind - at);
      at = behind;
    }
    // A value has ended: what follows is a comma, or closes what is open.
    while (true) {
      at = skipBlank(at, end);
      if (depth == 0) return at == end;
      if (at >= end) return false;
      const next = <u32>load<u8>(at);
      const brace = isBrace(depth - 1);
      if (next == 0x2c) {
        at++;
        if (brace) {
          at = passKey(at, end, depth);
          if (at == 0) return false;
        } else {
          startElement(depth, false);
        }
        break;
      }
      if (next != (brace ? 0x7d : 0x5d)) return false;
      depth--;
      closeFrame(depth, false);
      if (depth == 0 && brace) closingBrace = at;
      at++;
    }
  }
}
