/**
 * One pass over a JSON document: it tells whether the document is sound, and notes what its values mean on the way.
 *
 * No recursion: open brackets are bits, and the outer ones have frames. Nothing is decoded, and nothing written outside the
 * tables, so a document that turns out malformed at its last byte leaves no trace but notes that the caller drops.
 */

import { AT_SIGN, COLON, COMMA, DOUBLE_QUOTE, HYPHEN, LOWER_F, LOWER_N, LOWER_T, OPEN_BRACE, OPEN_BRACKET } from "../bytes/ascii";
import { endsWithWord, isLiteral } from "../bytes/literal";
import { passString } from "../bytes/string-places";
import { equals } from "../bytes/text";
import { decodeAhead, decoded } from "./documents";
import { takeStray } from "./envelope";
import { factOf, insertOf, JSON_STRING, moveFacts, note, openScope, PLAIN, Scope } from "./facts";
import {
  clearFrame,
  Frame,
  frameAt,
  isBrace,
  MAX_BRACKETS,
  MAX_FRAMES,
  PENDING_DOUBTFUL,
  PENDING_NONE,
  setBrace,
} from "./frames";
import { nextToken, scalarEnd, skipBlank } from "./json";
import { expected, known } from "./key-memo";
import {
  ARGUMENTS,
  ATTRIBUTES,
  DATA,
  ELEMENT,
  EVENT,
  EVENT_DATA,
  EVENT_DATA_SNAKE,
  EVENT_ID,
  EVENTS,
  KEY,
  keyParent,
  LAST_FIELD,
  MESSAGE,
  NAME,
  NO_ROLE,
  OPEN,
  OTHER,
  PAIRS,
  PARTS,
  roleOfKey,
  SUCCESS,
  TEXT,
  VALUE,
  WRAP,
} from "./keys";
import { isOwnKey, isPositional, noteField, setSource, settleInserts, takeInsert, takeValue } from "./note-values";
import { decodeString, escaped, hidesLetters, stringEnd } from "./strings";
import { numberOf } from "./value-forms";

/** A document by its outermost value. */
@unmanaged
export class WalkedDocument {
  /** Address of the closing brace of the object that it is; 0 if it is none. */
  closing: usize;
  /** Members of that object. */
  members: u32;
  /** Whether one of them, or of an event's in an array of events, is the finding's. */
  isAnnotated: bool;
  /** Whether it is an array. */
  isArray: bool;
}

/** The document that `walk` walked last. */
export const walked: WalkedDocument = changetype<WalkedDocument>(memory.data(offsetof<WalkedDocument>(), 4));

const FINDING = "mailbox_export_finding";
/** Name of the finding's member where the settings give it another; 0 bytes for its own. */
let finding: usize = 0;
let findingLength: usize = 0;

/** Says which member marks a record as annotated: the name's bytes stay the caller's; length 0 for `mailbox_export_finding`. */
export function setFindingName(name: usize, length: usize): void {
  finding = name;
  findingLength = length;
}

/** Whether a key has the length of the finding's. */
function mayBeFinding(length: usize): bool {
  return length == (findingLength == 0 ? <usize>FINDING.length : findingLength);
}

/** Whether a top-level key is the finding's. */
function isFinding(key: usize, length: usize): bool {
  return findingLength == 0 ? isLiteral(key, length, FINDING) : equals(key, length, finding, findingLength);
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

/**
 * Whether the gate cannot see a key of that role once it is written with escapes: it sees those of the text's own key in the record,
 * not in a document within, and none in the others.
 */
function isHidden(role: u32): bool {
  return (role == TEXT && (layer > 0 || isContent())) || isOwnKey(role) || role == ARGUMENTS;
}

/** Whether the key at hand is OCSF's `script_content`. */
function isContent(): bool {
  return keyLength != 0 && endsWithWord(keyBuffer, keyLength, "script_content");
}

/** The role that a frame's name gives to the value beside it. */
function roleOfName(frame: Frame): u32 {
  const name = keyBytes(frame.name, frame.nameLength, frame.nameEscaped);
  const role = roleOfKey(name, keyLength, frame.role);
  return frame.nameEscaped && isHidden(role) ? NO_ROLE : role;
}

/** Whether a frame stands for one value of an event, so that a member of it may be that value or be around it. */
function isField(role: u32): bool {
  return (role != NO_ROLE && role <= LAST_FIELD && role != MESSAGE) || role == ELEMENT;
}

/** What a key means by what stands around it, where its word says too little or too much. */
function inFrame(role: u32, frame: Frame, key: usize): u32 {
  if (role == ATTRIBUTES) return isField(frame.role) ? WRAP : NO_ROLE;
  if (role == OPEN && isField(frame.role) && endsWithWord(key, keyLength, "content")) return VALUE;
  if (role != NO_ROLE || frame.role != ELEMENT) return role;
  // Marked as an attribute, it is not the value.
  const first: u32 = keyLength == 0 ? 0 : load<u8>(key);
  return first == AT_SIGN || first == HYPHEN ? NO_ROLE : OTHER;
}

/** A key of the frame's object: sets the role of its value. @param isExpected `expected` found what it means */
function takeKey(depth: u32, start: usize, length: usize, isEscaped: bool, isExpected: bool): void {
  nextRole = NO_ROLE;
  nextParent = NO_ROLE;
  nextWrapped = false;
  if (depth > MAX_FRAMES) return;
  const frame = frameAt(depth - 1);
  if (depth == 1) walked.members++;
  if (isExpected && known.role == NO_ROLE && frame.role != ELEMENT && !mayBeFinding(length)) {
    nextParent = known.parent;
    return;
  }
  const key = keyBytes(start, length, isEscaped);
  if (layer == 0 && (depth == 1 || (depth == 2 && walked.isArray)) && isFinding(key, keyLength)) walked.isAnnotated = true;
  let role = isExpected ? known.role : roleOfKey(key, keyLength, frame.role);
  nextParent = isExpected ? known.parent : keyParent;
  if (isEscaped && isHidden(role)) role = NO_ROLE;
  role = inFrame(role, frame, key);
  if (role == VALUE) {
    if (frame.name != 0) {
      frame.valued = true;
      leaveAssumed(frame, depth);
      role = roleOfName(frame);
      nextParent = frame.role;
    } else {
      nextWrapped = true;
      if (frame.role != NO_ROLE && frame.role != ELEMENT) role = frame.role;
    }
  } else if (role == OTHER) {
    nextWrapped = true;
  } else if (role == WRAP) {
    role = frame.role;
    nextWrapped = true;
  } else if (role == EVENT_ID && frame.role == EVENT_ID && keyLength == 2 && frame.scope != 0) {
    changetype<Scope>(frame.scope).nestedId = true;
  }
  nextRole = role;
}

/** Passes a key and its colon: the address after, or 0. */
function passKey(at: usize, end: usize, depth: u32): usize {
  at = nextToken(at, end);
  if (at >= end || load<u8>(at) != DOUBLE_QUOTE) return 0;
  let close = silent || depth > MAX_FRAMES ? 0 : expected(at + 1, end, frameAt(depth - 1).role);
  const isExpected = close != 0;
  if (!isExpected) close = stringEnd(at + 1, end);
  if (close == 0) return 0;
  if (!silent) takeKey(depth, at + 1, close - at - 1, !isExpected && escaped, isExpected);
  at = nextToken(close + 1, end);
  return at < end && load<u8>(at) == COLON ? at + 1 : 0;
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

/** Whether an array may hold events: one under `data` does unless it stands for an event's own data. */
function isBatch(array: Frame, depth: u32): bool {
  if (array.role == NO_ROLE || array.role == VALUE || array.role == OTHER) return true;
  if (array.role != DATA) return false;
  // What is around the array itself, in OTLP, means the same.
  let outer = depth - 1;
  while (outer > 0 && <u32>frameAt(outer).role == DATA) outer--;
  const holder = <u32>frameAt(outer).role;
  return holder != EVENT_DATA && holder != EVENT_DATA_SNAKE && holder != ELEMENT;
}

/** The object has a name and a value: it is a field of the event around it, not an event. */
function leaveAssumed(frame: Frame, depth: u32): void {
  // An element of the record itself has no event around it.
  if (frame.assumed && frame.scope != 0 && (layer > 0 || depth > 2)) frame.scope = changetype<Scope>(frame.scope).parent;
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
    if (!isArray && outer.isArray && isBatch(outer, depth)) {
      role = NO_ROLE;
      scope = openScope(scope);
      outer.child = scope;
      frame.assumed = true;
    } else if (role == EVENT && outer.isArray && outer.index != 0 && scope != 0) {
      scope = openScope(changetype<Scope>(scope).parent);
    }
    // An object under such a key is around the value or the name.
    if (!isArray && frame.wrapped && (role == VALUE || role == OTHER)) role = outer.role;
    if (role == ELEMENT) {
      if (isArray) role = NO_ROLE;
      else frame.index = outer.index;
    }
  }
  if (!isArray && (role == VALUE || role == NAME || role == KEY || role == OTHER)) role = NO_ROLE;
  frame.scope = scope;
  frame.role = <u8>role;
  frame.positional = isArray && isPositional(role);
}

/** A name or value that belongs to the object around this object or array. */
function handOut(frame: Frame, outer: Frame): void {
  if (frame.name != 0 && outer.name == 0) {
    outer.name = frame.name;
    outer.nameLength = frame.nameLength;
    outer.nameEscaped = frame.nameEscaped;
  }
  if (frame.pending != 0 && outer.pendingRank < frame.pendingRank) {
    outer.pending = frame.pending;
    outer.pendingLength = frame.pendingLength;
    outer.pendingEncoding = frame.pendingEncoding;
    outer.pendingRank = frame.pendingRank;
  }
}

/** An object ends: its name and value are brought together. */
function closeObject(frame: Frame, depth: u32): void {
  if (frame.pendingRank == PENDING_DOUBTFUL) frame.pending = 0;
  if (frame.wrapped && depth > 0 && !frame.valued) {
    handOut(frame, frameAt(depth - 1));
    return;
  }
  if (frame.name != 0) {
    if (frame.valued) return;
    leaveAssumed(frame, depth + 1);
    if (frame.pending != 0) {
      const role = roleOfName(frame);
      takeValue(frame, frame.scope, role, frame.role, frame.pending, frame.pendingLength, frame.pendingEncoding);
    } else if (frame.role == ELEMENT && frame.pendingRank == PENDING_NONE) {
      // An entry without a value: the field is there, and empty.
      takeValue(frame, frame.scope, roleOfName(frame), frame.role, frame.name, 0, PLAIN);
    }
  } else if (frame.pending != 0) {
    if (frame.role == ELEMENT) takeInsert(frame, frame.pending, frame.pendingLength, frame.pendingEncoding);
    // OTLP's entry of an empty name: the element around it is the value.
    else if (depth > 1 && <u32>frameAt(depth - 2).role == ELEMENT) handOut(frame, frameAt(depth - 1));
    else takeStray(frame.scope, frame.pending, frame.pendingLength, frame.pendingEncoding);
  }
}

/** An array ends. One around a single name or value, or a single object that is no event, is as if it were not there. */
function closeArray(frame: Frame, depth: u32, at: usize): void {
  if (frame.role == ARGUMENTS) noteField(frame.scope, ARGUMENTS, NO_ROLE, frame.start, at + 1 - frame.start, PLAIN);
  if (frame.positional) settleInserts(frame.scope, frame.index + 1);
  if (frame.index != 0 || depth == 0) return;
  handOut(frame, frameAt(depth - 1));
  if (frame.child == 0 || frame.scope == 0) return;
  const event = changetype<Scope>(frame.child);
  if (event.inserts == 0 && factOf(frame.child, TEXT).rank == 0 && factOf(frame.child, EVENT_ID).rank == 0) {
    moveFacts(frame.child, frame.scope);
  }
}

/** The bracket at `depth` closes. */
function closeFrame(depth: u32, isEmpty: bool, at: usize): void {
  if (silent || depth >= MAX_FRAMES) return;
  const frame = frameAt(depth);
  if (depth == 1 && walked.isArray && layer == 0 && frame.scope != 0) changetype<Scope>(frame.scope).closing = at;
  if (<u32>frame.role == PAIRS && (depth == 0 || <u32>frameAt(depth - 1).role != PAIRS))
    note(frame.scope, PAIRS, frame.start, at + 1 - frame.start, PLAIN, 5, 0);
  if (!frame.isArray) closeObject(frame, depth);
  else if (!isEmpty) closeArray(frame, depth, at);
}

/** Place of the text among a script block's values by position. */
const TEXT_POSITION: u32 = 2;

/** Whether the event is known to be one part of several: its text is joined with others, so it will be wanted decoded. */
function isPart(scope: usize): bool {
  if (scope == 0) return false;
  const parts = factOf(scope, PARTS).length != 0 ? factOf(scope, PARTS) : insertOf(scope, 1);
  return parts.length != 0 && numberOf(parts.start, parts.length) != 1;
}

/** Whether the value that comes is a script's text, as far as its key or its place tells: it will be wanted, whatever else it holds. */
function isText(depth: u32): bool {
  if (silent || layer != 0 || depth == 0 || depth > MAX_FRAMES) return false;
  return nextRole == TEXT || (nextRole == ELEMENT && frameAt(depth - 1).index == TEXT_POSITION);
}

/** A string or scalar in [start, start + length). */
function takeScalar(depth: u32, start: usize, length: usize, encoding: u32): void {
  if (silent || depth == 0 || depth > MAX_FRAMES) return;
  const frame = frameAt(depth - 1);
  if (nextRole == NO_ROLE) {
    takeStray(frame.scope, start, length, encoding);
    return;
  }
  takeValue(frame, frame.scope, nextRole, nextParent, start, length, encoding);
}

/** A scalar that is no string: `null` counts as an empty value, `true` and `false` say nothing but of success. */
function takeLiteral(depth: u32, start: usize, length: usize): void {
  const byte = <u32>load<u8>(start);
  if ((byte == LOWER_T || byte == LOWER_F) && nextRole != SUCCESS) return;
  takeScalar(depth, start, byte == LOWER_N ? 0 : length, PLAIN);
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
  walked.closing = 0;
  walked.members = 0;
  walked.isAnnotated = false;
  walked.isArray = skipBlank(at, end) < end && load<u8>(skipBlank(at, end)) == OPEN_BRACKET;
  setSource(documentLayer, role);
  let depth: u32 = 0;
  while (true) {
    at = nextToken(at, end);
    if (at >= end) return false;
    const byte = <u32>load<u8>(at);
    if (byte == DOUBLE_QUOTE) {
      const isWanted = isText(depth);
      let close = isWanted && !isPart(frameAt(depth - 1).scope) ? passString(at + 1, end) : 0;
      if (close != 0) {
        takeScalar(depth, at + 1, close - at - 1, JSON_STRING);
      } else {
        close = isWanted ? decodeAhead(at + 1, end) : 0;
        // A value by position may be another text, whose letters the gate has to see.
        if (close != 0 && (nextRole != ELEMENT || !hidesLetters(at + 1, close - at - 1))) {
          takeScalar(depth, decoded.start, decoded.length, PLAIN);
        } else {
          close = stringEnd(at + 1, end);
          if (close == 0) return false;
          takeScalar(depth, at + 1, close - at - 1, escaped ? JSON_STRING : PLAIN);
        }
      }
      at = close + 1;
    } else if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      if (depth == MAX_BRACKETS) return false;
      const brace = byte == OPEN_BRACE;
      setBrace(depth, brace);
      openFrame(depth, !brace, at);
      at = nextToken(at + 1, end);
      if (at >= end) return false;
      if (<u32>load<u8>(at) == byte + 2) {
        closeFrame(depth, true, at);
        if (depth == 0 && brace) walked.closing = at;
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
      const after = scalarEnd(at, end);
      if (after == 0) return false;
      takeLiteral(depth, at, after - at);
      at = after;
    }
    // A value has ended: what follows is a comma, or closes what is open.
    while (true) {
      at = nextToken(at, end);
      if (depth == 0) return at == end;
      if (at >= end) return false;
      const next = <u32>load<u8>(at);
      const brace = isBrace(depth - 1);
      if (next == COMMA) {
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
      closeFrame(depth, false, at);
      if (depth == 0 && brace) walked.closing = at;
      at++;
    }
  }
}
