/**
 * Streams and their readers: KIND_OBJECT handles over a list that every handle shares, so that a journal keeps their state as it
 * keeps any list's. A stream holds its bytes, or the stream that it inflates, until somebody reads it, and a position; a reader
 * holds its stream until it reads, then the text that is left, and its encoding.
 * Bytes are a KIND_STRING of this file and of methods/stream-methods.ts alone: they need not be text.
 */
import { INFLATE_WHOLE, Inflated, inflate } from "../../bytes/inflate";
import { MAX_DECODE_BYTES, MAX_DECODE_LAYERS } from "../../contract";
import { mark, release, remaining, take } from "../../memory/arena";
import { mostWork, work } from "../work";
import { integer, integerAt, kindOf, text, textAt, textLength, unknown } from "./constants";
import { isObject, newObjectValue, OBJECT_READER, OBJECT_STREAM } from "./dotnet-objects";
import { byteCount, bytesOf } from "./encodings";
import { append, isKnownList, itemAt, newList, setItem, taintList } from "./lists";
import { stepsOf, withSteps } from "./steps";
import { KIND_ARRAY, KIND_STRING, Value } from "./value";

/** Items of a stream's list: its bytes or the stream that it inflates, and where it stands in its bytes. */
const BYTES: u32 = 0;
const POSITION: u32 = 1;
/** Items of a reader's list: its stream or the text that is left, and its encoding. */
const SOURCE: u32 = 0;
const ENCODING: u32 = 1;

/** b of an OBJECT_STREAM: a FRAME_*, plus this for a stream that inflates. */
export const STREAM_INFLATES: u32 = 16;
/** How far .NET reads ahead in the stream that it inflates. */
const READ_AHEAD: usize = 8192;

const outcome: Inflated = changetype<Inflated>(memory.data(offsetof<Inflated>(), 4));

/** The list that holds the state of a stream or reader. */
export function stateOf(object: usize): usize {
  return <usize>changetype<Value>(object).a;
}

/** Whether a value is a stream or a reader. */
export function isStreamed(value: usize): bool {
  return isObject(value, OBJECT_STREAM) || isObject(value, OBJECT_READER);
}

function newState(type: u16, kind: u32, first: usize, second: i64): usize {
  const state = newList(2);
  if (kindOf(state) != KIND_ARRAY || !append(state, first) || !append(state, integer(second))) return unknown();
  return newObjectValue(type, <u32>state, kind);
}

/** A stream over bytes (a KIND_STRING, or unknown), at its start. */
export function newStream(bytes: usize): usize {
  return newState(OBJECT_STREAM, 0, bytes, 0);
}

/** The bytes of a byte array as a KIND_STRING, or unknown. */
export function bytesText(array: usize): usize {
  const bytes = bytesOf(array);
  return bytes == 0 ? unknown() : withSteps(text(bytes, byteCount()), stepsOf(array));
}

/** A stream that inflates another one in a FRAME_*. */
export function newInflater(stream: usize, frame: u32): usize {
  return newState(OBJECT_STREAM, STREAM_INFLATES | frame, stream, 0);
}

/** A reader of a stream, or of a text, in ENCODING_*. */
export function newReader(source: usize, encoding: u32): usize {
  return newState(OBJECT_READER, 0, source, <i64>encoding);
}

/** The stream that a stream or reader reads from, 0 where it has its own bytes or text by now. */
export function sourceOf(object: usize): usize {
  const source = itemAt(stateOf(object), SOURCE);
  return isObject(source, OBJECT_STREAM) ? source : 0;
}

/** Something unknown was done with a stream or reader: its contents no longer count, nor those of what it reads from. */
export function taintStream(object: usize): void {
  let at = object;
  for (let layer = 0; at != 0 && layer <= MAX_DECODE_LAYERS + 1; layer++) {
    const source = sourceOf(at);
    taintList(stateOf(at));
    at = source;
  }
}

/** Bytes inflated, as a KIND_STRING, or unknown. */
function inflated(bytes: usize, frame: u32): usize {
  if (kindOf(bytes) != KIND_STRING) return unknown();
  const before = mark();
  const free = remaining();
  const size = min<usize>(min<usize>(MAX_DECODE_BYTES, mostWork()), free > 64 ? free - 64 : 0);
  const room = take(size);
  if (room == 0) return unknown();
  const state = inflate(frame, textAt(bytes), textLength(bytes), room, size, outcome);
  const paid = work(outcome.effort);
  if (state != INFLATE_WHOLE || !paid) {
    release(before);
    return unknown();
  }
  release((room + <usize>outcome.written + 7) & ~7);
  return withSteps(text(room, outcome.written), stepsOf(bytes));
}

/** The stream `depth` layers below a stream. */
function layerBelow(stream: usize, depth: i32): usize {
  let at = stream;
  for (let i = 0; i < depth; i++) at = sourceOf(at);
  return at;
}

/** Bytes of a stream whose own are there, or unknown. */
function ownBytes(stream: usize): usize {
  const state = stateOf(stream);
  const bytes = itemAt(state, BYTES);
  return isKnownList(state) && kindOf(bytes) == KIND_STRING ? bytes : unknown();
}

/**
 * The bytes of a stream; what it inflates is inflated at the first call.
 * @returns a KIND_STRING, or unknown
 */
export function bytesIn(stream: usize): usize {
  let depth = 0;
  for (let at = sourceOf(stream); at != 0 && depth <= MAX_DECODE_LAYERS; at = sourceOf(at)) depth++;
  if (depth > MAX_DECODE_LAYERS) return unknown();
  // From the innermost outwards; each layer's bytes replace the stream that it read.
  for (let i = depth - 1; i >= 0; i--) {
    const outer = layerBelow(stream, i);
    const inner = sourceOf(outer);
    const bytes = restOf(inner);
    const made = isKnownList(stateOf(outer)) ? inflated(bytes, changetype<Value>(outer).b & ~STREAM_INFLATES) : unknown();
    setItem(stateOf(outer), BYTES, made);
    // How far the inner one was read is told only where one look ahead took all.
    if (kindOf(bytes) == KIND_STRING && textLength(bytes) <= READ_AHEAD) setPosition(inner, textLength(ownBytes(inner)));
    else taintList(stateOf(inner));
  }
  return ownBytes(stream);
}

/** Where a stream stands in its bytes. */
export function positionOf(stream: usize): usize {
  return <usize>integerAt(itemAt(stateOf(stream), POSITION));
}

/** Moves a stream to a byte. */
export function setPosition(stream: usize, position: usize): void {
  setItem(stateOf(stream), POSITION, integer(<i64>position));
}

/** Replaces the bytes of a stream. */
export function setBytes(stream: usize, bytes: usize): void {
  setItem(stateOf(stream), BYTES, bytes);
}

/** The bytes from a stream's position on, its own or those it inflates, or unknown. */
function restOf(stream: usize): usize {
  const bytes = ownBytes(stream);
  if (kindOf(bytes) != KIND_STRING) return unknown();
  const from = min(positionOf(stream), textLength(bytes));
  return withSteps(text(textAt(bytes) + from, textLength(bytes) - from), stepsOf(bytes));
}

/** Reads a stream to its end. @returns a KIND_STRING, or unknown */
export function takeRest(stream: usize): usize {
  const bytes = bytesIn(stream);
  const rest = restOf(stream);
  if (kindOf(bytes) == KIND_STRING) setPosition(stream, textLength(bytes));
  return rest;
}

/** Whether a stream inflates, and what it inflates is longer than one look ahead: how much one read gives is not told. */
export function readsInParts(stream: usize): bool {
  const source = sourceOf(stream);
  return source != 0 && textLength(ownBytes(source)) > READ_AHEAD;
}

/** ENCODING_* of a reader. */
export function encodingIn(reader: usize): u32 {
  return <u32>integerAt(itemAt(stateOf(reader), ENCODING));
}

/** The text that a reader has left, unknown before it read anything. */
export function textIn(reader: usize): usize {
  const state = stateOf(reader);
  return isKnownList(state) ? itemAt(state, SOURCE) : unknown();
}

/** Sets the text that a reader has left. */
export function setTextIn(reader: usize, left: usize): void {
  setItem(stateOf(reader), SOURCE, left);
}
