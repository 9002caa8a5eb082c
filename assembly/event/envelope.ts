/**
 * A string under an envelope's key: JSON or XML to be opened later, a rendered message, or nothing.
 */
import { CLOSE_BRACE, DIGIT_0, EQUALS, GREATER_THAN, LESS_THAN, OPEN_BRACE, OPEN_BRACKET, SPACE } from "../bytes/ascii";
import { startsWithWord } from "../bytes/literal";
import { MAX_EVENT_DEPTH } from "../contract";
import { addDocument } from "./documents";
import { factOf, JSON_STRING, note, setFact } from "./facts";
import { mayHoldScriptBlock, namesCommand } from "./gate";
import { skipBlank } from "./json";
import { EVENT, LOG, MESSAGE, NO_ROLE, OPEN, PAYLOAD } from "./keys";
import { isRendered } from "./message";
import { decodeString, hidesLetters } from "./strings";

let layer: u32 = 0;

/** Tells how many strings the document being walked stands in. */
export function setLayer(documentLayer: u32): void {
  layer = documentLayer;
}

/** Whether the document being walked stands in a string: what is around it is a carrier's, with a host and a clock of its own. */
export function isCarried(): bool {
  return layer != 0;
}

/** Bytes of a string that are looked at to tell what it is. */
const MAX_START: usize = 640;
const buffer: usize = memory.data(640, 8);
/** The start of the string at hand, decoded. */
let head: usize = 0;
let headEnd: usize = 0;

/** Decodes the start of a string. */
function readHead(start: usize, length: usize, encoding: u32): void {
  const size = length < MAX_START ? length : MAX_START;
  head = encoding == JSON_STRING ? buffer : start;
  headEnd = encoding == JSON_STRING ? decodeString(start, size, buffer) : start + size;
}

/** First byte after a byte order mark and blanks. */
export function firstByte(start: usize, end: usize): usize {
  const hasMark = end - start >= 3 && load<u16>(start) == 0xbbef && load<u8>(start + 2) == 0xbf;
  return skipBlank(hasMark ? start + 3 : start, end);
}

/** Whether JSON or XML may start at `at`. `<13>` starts a line of syslog. */
function startsDocument(at: usize, end: usize): bool {
  if (at + 1 >= end) return false;
  const first = <u32>load<u8>(at);
  if (first == OPEN_BRACE || first == OPEN_BRACKET) return true;
  return first == LESS_THAN && <u32>load<u8>(at + 1) - DIGIT_0 > 9;
}

/**
 * Where a document may start in a decoded text: at its first byte, or after a header of one line, as syslog puts it in front of an object
 * of JSON or an event in XML.
 * @returns its address, `end` for none
 */
export function documentStart(start: usize, end: usize): usize {
  let at = firstByte(start, end);
  if (startsDocument(at, end)) return at;
  const limit = min<usize>(end, start + MAX_START);
  while (at + 2 < limit && <u32>load<u8>(at) >= SPACE) {
    if (load<u16>(at) == 0x227b || startsWithWord(at, end - at, "<event")) return at;
    at++;
  }
  return end;
}

/** Whether the first line has a `=`, as lines `Key=value` do; the first may be a date. */
function hasEqual(): bool {
  for (let at = head; at < headEnd; at++) {
    if (load<u8>(at) == EQUALS) return true;
  }
  return false;
}

/** Notes a string under an envelope's key. @param role the role of the key */
export function takeEnvelope(scope: usize, role: u32, start: usize, length: usize, encoding: u32): void {
  readHead(start, length, encoding);
  const isText = role == MESSAGE || role == OPEN || role == LOG || role == EVENT;
  // Nothing follows a document that a header stands in front of.
  const last: u32 = length == 0 ? 0 : load<u8>(start + length - 1);
  const mayFollow = (isText || role == NO_ROLE) && (last == CLOSE_BRACE || last == GREATER_THAN);
  if (startsDocument(firstByte(head, headEnd), headEnd) || (mayFollow && documentStart(head, headEnd) != headEnd)) {
    // What the gate cannot see is not opened.
    const isVisible = encoding != JSON_STRING || !hidesLetters(start, length);
    if (isVisible && layer < <u32>MAX_EVENT_DEPTH) addDocument(scope, start, length, encoding, layer + 1, role);
    return;
  }
  if (!isText && !mayHoldScriptBlock(start, length)) return;
  noteMessage(
    scope,
    start,
    length,
    encoding,
    isRendered(head, headEnd) ? RENDERED : role == PAYLOAD ? 4 : role != MESSAGE && hasEqual() ? 3 : 2,
  );
}

/** Rank of a message in a script block's form. */
export const RENDERED: u32 = 5;

/**
 * Notes a text that may be the event's message. Of two in a script block's form, or that name a watched command, the longer counts: a
 * short one has no text.
 */
export function noteMessage(scope: usize, start: usize, length: usize, encoding: u32, rank: u32): void {
  if (scope != 0) {
    const known = factOf(scope, MESSAGE);
    const isLonger = <u32>known.rank == rank && known.length < length;
    if (isLonger && (rank == RENDERED || namesCommand(start, length, false))) setFact(known, start, length, encoding, rank, 0);
  }
  note(scope, MESSAGE, start, length, encoding, rank, 0);
}

/** Shortest string under a key that means nothing in which an event, or its message, is looked for. */
const SHORTEST_STRAY: usize = 48;

/** A string under a key that means nothing: it is opened, or taken for a message, if it spells what a script block event has. */
export function takeStray(scope: usize, start: usize, length: usize, encoding: u32): void {
  if (length >= SHORTEST_STRAY && mayHoldScriptBlock(start, length)) takeEnvelope(scope, NO_ROLE, start, length, encoding);
}
