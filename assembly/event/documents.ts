/**
 * Strings within a record that may hold a document of their own: JSON, XML or lines of text. The walker notes them here; `find.ts`
 * opens them when the document around them is done, so nothing nests.
 *
 * The room that the caller lends is taken from the front: a string of the record is decoded into it, a string of a decoded
 * document is decoded where it stands. Decoded text is never longer than its encoding, so the room always suffices.
 */
import { Span } from "../bytes/span";
import { valuesStart } from "../memory/map";
import { joinWords } from "./argument-words";
import { decodeEntities } from "./entities";
import { JSON_STRING, JSON_WORDS, PLAIN, SCOPES_BYTES, XML_TEXT } from "./facts";
import { FRAMES_BYTES } from "./frames";
import { decodeApart, decodedEnd, decodeString, decodeToQuote } from "./strings";

@unmanaged
export class Document {
  start: usize;
  length: usize;
  /** The event that it tells of. */
  scope: usize;
  /** How the string is encoded where it stands. */
  encoding: u8;
  /** How many strings it stands in; the record is 0. */
  layer: u8;
  /** The role of the key it stood under. */
  role: u8;
}

const DOCUMENT_BYTES: usize = offsetof<Document>();
/** Strings of one record that are opened. */
const MAX_DOCUMENTS: u32 = 16384;

/** Zero bytes after every decoded text. */
export const PADDING: usize = 16;
/** What the room must hold beyond the record's own length. */
const SLACK: usize = 4096;

let documents: u32 = 0;
let recordStart: usize = 0;
let recordEnd: usize = 0;
let next: usize = 0;
let roomEnd: usize = 0;

/** Starts a record, with the room lent for it. */
export function resetDocuments(record: usize, length: usize, room: usize): void {
  documents = 0;
  recordStart = record;
  recordEnd = record + length;
  next = room;
  roomEnd = room + length + SLACK;
}

/** How many strings wait or were opened. */
export function documentCount(): u32 {
  return documents;
}

/** The string with that index. */
export function documentAt(index: u32): Document {
  return changetype<Document>(valuesStart() + SCOPES_BYTES + FRAMES_BYTES + <usize>index * DOCUMENT_BYTES);
}

/** Notes a string to be opened; one too many stays closed. */
export function addDocument(scope: usize, start: usize, length: usize, encoding: u32, layer: u32, role: u32): void {
  if (documents >= MAX_DOCUMENTS || scope == 0) return;
  const document = documentAt(documents);
  documents++;
  document.start = start;
  document.length = length;
  document.scope = scope;
  document.encoding = <u8>encoding;
  document.layer = <u8>layer;
  document.role = <u8>role;
}

/** Whether the address lies in the record itself, which is never written to. */
export function isInRecord(address: usize): bool {
  return address >= recordStart && address < recordEnd;
}

/** Takes room for `length` bytes and the padding after them; 0 if there is not that much. */
export function takeRoom(length: usize): usize {
  if (roomEnd - next < length + PADDING) return 0;
  const start = next;
  next += length + PADDING;
  return start;
}

/** The text that `decode` or `decodeAhead` decoded last. */
export const decoded: Span = changetype<Span>(memory.data(offsetof<Span>(), 4));

/**
 * Decodes a string of the record into the room while it is passed; `aheadStart` and `decodedLength` are set.
 * @param from the byte after the opening quote
 * @returns the address of the closing quote, or 0 if the string has to be passed and decoded as others are
 */
export function decodeAhead(from: usize, end: usize): usize {
  const close = decodeToQuote(from, end, next, roomEnd - PADDING);
  if (close == 0) return 0;
  decoded.start = next;
  decoded.length = decodedEnd - next;
  next = decodedEnd + PADDING;
  return close;
}

/**
 * Decodes a string: into the room if it stands in the record, else where it stands.
 * @returns its address, or 0 if the room is full; `decodedLength` is set
 */
export function decode(start: usize, length: usize, encoding: u32): usize {
  decoded.length = 0;
  const inRecord = isInRecord(start);
  const to = inRecord ? takeRoom(length) : start;
  if (to == 0) return 0;
  if (encoding == JSON_STRING) {
    decoded.length = (inRecord ? decodeApart(start, length, to, roomEnd) : decodeString(start, length, to)) - to;
  }
  if (encoding == JSON_WORDS) decoded.length = joinWords(start, length, to) - to;
  if (encoding == XML_TEXT) decoded.length = decodeEntities(start, length, to) - to;
  if (encoding == PLAIN) {
    if (inRecord) memory.copy(to, start, length);
    decoded.length = length;
  }
  if (inRecord) next = to + decoded.length + PADDING;
  return to;
}
