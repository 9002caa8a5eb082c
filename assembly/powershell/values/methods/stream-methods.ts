/**
 * Members of streams and their readers: MemoryStream, the streams that inflate, StreamReader and StringReader.
 */
import { CARRIAGE_RETURN, LINE_FEED } from "../../../bytes/ascii";
import { find } from "../../../bytes/dictionary";
import { take } from "../../../memory/arena";
import { work } from "../../work";
import {
  boolean,
  emptyString,
  integer,
  integerAt,
  kindOf,
  MAX_MADE_BYTES,
  nothing,
  nullValue,
  text,
  textAt,
  textLength,
  unknown,
} from "../constants";
import { isObject, OBJECT_ENCODING, OBJECT_OPTION, OBJECT_READER, OBJECT_STREAM } from "../dotnet-objects";
import { byteArray, decode, ENCODING_UTF8, ENCODING_UTF16, ENCODING_UTF16_BIG } from "../encodings";
import { withFlags } from "../flags";
import { countItems, itemAt, setItem } from "../lists";
import { stepsOf, withSteps } from "../steps";
import {
  bytesIn,
  bytesText,
  encodingIn,
  newInflater,
  newReader,
  newStream,
  positionOf,
  readsInParts,
  setBytes,
  setPosition,
  setTextIn,
  sourceOf,
  taintStream,
  takeRest,
  textIn,
} from "../streams";
import { KIND_ARRAY, KIND_INTEGER, KIND_STRING, VALUE_DECODED, Value } from "../value";
import { argument, NO_NUMBER, numberArgument, optionArgument } from "./arguments";

export const STREAM_TO_ARRAY: i32 = 0;
export const STREAM_COPY_TO: i32 = 1;
export const STREAM_READ: i32 = 2;
export const STREAM_READ_BYTE: i32 = 3;
export const STREAM_WRITE: i32 = 4;
export const STREAM_SEEK: i32 = 5;
/** What changes nothing that is read. */
export const STREAM_CLOSE: i32 = 6;
export const STREAM_LENGTH: i32 = 7;
export const STREAM_POSITION: i32 = 8;

/** STREAM_* and the words that name it. */
export const STREAM_WORDS = `
0 toarray
1 copyto
2 read
3 readbyte
4 write
5 seek
6 flush close dispose
7 length get_length
8 position get_position
`;
const STREAM_MASK: u32 = 31;
const STREAM_SLOTS: usize = memory.data((STREAM_MASK + 2) << 2, 4);

export const READER_READ_TO_END: i32 = 0;
export const READER_READ_LINE: i32 = 1;
export const READER_CLOSE: i32 = 2;
export const READER_END_OF_STREAM: i32 = 3;
export const READER_BASE_STREAM: i32 = 4;

/** READER_* and the words that name it. */
export const READER_WORDS = `
0 readtoend
1 readline
2 close dispose
3 endofstream
4 basestream
`;
const READER_MASK: u32 = 15;
const READER_SLOTS: usize = memory.data((READER_MASK + 2) << 2, 4);

/** CompressionMode.Decompress, and the values of SeekOrigin. */
const MODE_DECOMPRESS: i32 = 0;
const ORIGIN_BEGIN: i32 = 0;
const ORIGIN_CURRENT: i32 = 1;
const ORIGIN_END: i32 = 2;

/** STREAM_* of a name, or -1. */
export function streamMemberNamed(name: usize): i32 {
  return find(STREAM_WORDS, STREAM_SLOTS, STREAM_MASK, textAt(name), textLength(name));
}

/** READER_* of a name, or -1. */
export function readerMemberNamed(name: usize): i32 {
  return find(READER_WORDS, READER_SLOTS, READER_MASK, textAt(name), textLength(name));
}

/** What cannot be followed may have read or written anything. */
function spoiled(stream: usize): usize {
  taintStream(stream);
  return unknown();
}

/** Bytes of an array from `from` on, `count` of them, as a KIND_STRING; unknown if that is not all there. */
function partOf(array: usize, from: i64, count: i64): usize {
  const bytes = bytesText(array);
  const size = kindOf(bytes) == KIND_STRING ? <i64>textLength(bytes) : -1;
  if (from < 0 || count < 0 || from > size || count > size - from) return unknown();
  return withSteps(text(textAt(bytes) + <usize>from, <usize>count), stepsOf(bytes));
}

/** `[IO.MemoryStream]::new(…)`: empty, over an array, or over part of one. */
export function newMemoryStream(args: usize, count: u32): usize {
  if (count == 0) return newStream(emptyString());
  const first = argument(args, 0);
  if (kindOf(first) == KIND_INTEGER) return newStream(count == 1 ? emptyString() : unknown());
  if (kindOf(first) != KIND_ARRAY) return unknown();
  // Whether it can be written is no matter of its bytes.
  const isPart = count > 2 && kindOf(argument(args, 1)) == KIND_INTEGER;
  return newStream(isPart ? partOf(first, numberArgument(args, 1), numberArgument(args, 2)) : bytesText(first));
}

/** A stream that inflates: `new(stream, mode[, leaveOpen])`. A mode that is text or a number fits two overloads, so it is refused. */
export function newInflateStream(frame: u32, args: usize, count: u32): usize {
  if (count < 2 || count > 3 || !isObject(argument(args, 0), OBJECT_STREAM)) return unknown();
  if (!isObject(argument(args, 1), OBJECT_OPTION)) return unknown();
  return optionArgument(args, 1) == MODE_DECOMPRESS ? newInflater(argument(args, 0), frame) : unknown();
}

/** `[IO.StreamReader]::new(stream[, encoding])`; further arguments that do not change what is read. */
export function newStreamReader(args: usize, count: u32): usize {
  if (count == 0 || !isObject(argument(args, 0), OBJECT_STREAM)) return unknown();
  const second = count > 1 ? argument(args, 1) : 0;
  const encoded = second != 0 && isObject(second, OBJECT_ENCODING);
  // A third argument, or a truth in the second place, may turn off the look for a byte order mark.
  if (count > 2 || (second != 0 && !encoded)) return unknown();
  return newReader(argument(args, 0), encoded ? changetype<Value>(second).a : ENCODING_UTF8);
}

/** `[IO.StringReader]::new(text)`. */
export function newStringReader(args: usize, count: u32): usize {
  return count == 1 && kindOf(argument(args, 0)) == KIND_STRING ? newReader(argument(args, 0), 0) : unknown();
}

/** A property of a stream or reader. */
export function streamMember(object: usize, name: usize): usize {
  if (isObject(object, OBJECT_READER)) {
    const word = readerMemberNamed(name);
    if (word == READER_BASE_STREAM) return sourceOf(object) == 0 ? unknown() : sourceOf(object);
    const left = word == READER_END_OF_STREAM ? readText(object) : unknown();
    return kindOf(left) == KIND_STRING ? boolean(textLength(left) == 0) : unknown();
  }
  return ofStream(object, streamMemberNamed(name));
}

function ofStream(stream: usize, word: i32): usize {
  // A stream that inflates has neither length nor position.
  if (changetype<Value>(stream).b != 0) return unknown();
  const bytes = bytesIn(stream);
  if (kindOf(bytes) != KIND_STRING) return unknown();
  if (word == STREAM_LENGTH) return integer(<i64>textLength(bytes));
  return word == STREAM_POSITION ? integer(<i64>positionOf(stream)) : unknown();
}

/** `stream.Position = value`. */
export function setStreamMember(stream: usize, name: usize, value: usize): void {
  const word = kindOf(name) == KIND_STRING && isObject(stream, OBJECT_STREAM) ? streamMemberNamed(name) : -1;
  if (
    word == STREAM_POSITION &&
    changetype<Value>(stream).b == 0 &&
    kindOf(value) == KIND_INTEGER &&
    moveTo(stream, integerAt(value))
  )
    return;
  taintStream(stream);
}

/** Moves a stream to a place within its bytes. @returns whether it is one */
function moveTo(stream: usize, place: i64): bool {
  const bytes = bytesIn(stream);
  if (kindOf(bytes) != KIND_STRING || place < 0 || place > <i64>textLength(bytes)) return false;
  setPosition(stream, <usize>place);
  return true;
}

/** Where a SeekOrigin starts to count: begin, current, end. */
function originOf(stream: usize, origin: i32): i64 {
  if (origin == ORIGIN_BEGIN) return 0;
  if (origin == ORIGIN_CURRENT) return <i64>positionOf(stream);
  return origin == ORIGIN_END ? <i64>textLength(bytesIn(stream)) : NO_NUMBER;
}

function seek(stream: usize, args: usize, count: u32): usize {
  if (count != 2 || changetype<Value>(stream).b != 0 || kindOf(bytesIn(stream)) != KIND_STRING) return spoiled(stream);
  const offset = numberArgument(args, 0);
  const origin = originOf(stream, optionArgument(args, 1));
  if (offset == NO_NUMBER || origin == NO_NUMBER || !moveTo(stream, offset + origin)) return spoiled(stream);
  return integer(<i64>positionOf(stream));
}

/** Writes bytes (a KIND_STRING) at a stream's position. */
function writeBytes(stream: usize, added: usize): usize {
  const bytes = bytesIn(stream);
  if (changetype<Value>(stream).b != 0 || kindOf(bytes) != KIND_STRING || kindOf(added) != KIND_STRING) return spoiled(stream);
  const at = positionOf(stream);
  const after = at + textLength(added);
  const size = max(after, textLength(bytes));
  // A loop that appends copies anew each time.
  if (size > MAX_MADE_BYTES || at > textLength(bytes) || !work(<u32>size)) return spoiled(stream);
  const room = take(size);
  if (room == 0) return spoiled(stream);
  memory.copy(room, textAt(bytes), textLength(bytes));
  memory.copy(room + at, textAt(added), textLength(added));
  setBytes(stream, withSteps(text(room, size), stepsOf(added)));
  setPosition(stream, after);
  return nothing();
}

/** `Read(array, offset, count)`. */
function readInto(stream: usize, args: usize, count: u32): usize {
  if (count != 3) return spoiled(stream);
  const array = argument(args, 0);
  const bytes = bytesIn(stream);
  const from = numberArgument(args, 1);
  const most = numberArgument(args, 2);
  if (kindOf(array) != KIND_ARRAY || kindOf(bytes) != KIND_STRING || from < 0 || most < 0 || readsInParts(stream))
    return spoiled(stream);
  const at = positionOf(stream);
  const size = min<i64>(most, <i64>(textLength(bytes) - at));
  if (from + size > <i64>countItems(array) || !work(<u32>size)) return spoiled(stream);
  const read = byteArray(textAt(bytes) + at, <usize>size);
  if (kindOf(read) != KIND_ARRAY) return spoiled(stream);
  for (let i: u32 = 0; i < <u32>size; i++) setItem(array, <u32>from + i, itemAt(read, i));
  setPosition(stream, at + <usize>size);
  return integer(size);
}

function readByte(stream: usize): usize {
  const bytes = bytesIn(stream);
  if (kindOf(bytes) != KIND_STRING) return spoiled(stream);
  const at = positionOf(stream);
  if (at >= textLength(bytes)) return integer(-1);
  setPosition(stream, at + 1);
  return integer(<i64>load<u8>(textAt(bytes) + at));
}

function streamMethod(name: usize, stream: usize, args: usize, count: u32): usize {
  const word = streamMemberNamed(name);
  switch (word) {
    case STREAM_TO_ARRAY: {
      const bytes = count == 0 && changetype<Value>(stream).b == 0 ? bytesIn(stream) : unknown();
      return kindOf(bytes) == KIND_STRING ? withSteps(byteArray(textAt(bytes), textLength(bytes)), stepsOf(bytes)) : unknown();
    }
    case STREAM_COPY_TO: {
      const target = count == 0 ? unknown() : argument(args, 0);
      const rest = takeRest(stream);
      return count < 3 && isObject(target, OBJECT_STREAM) ? writeBytes(target, rest) : spoiled(stream);
    }
    case STREAM_READ:
      return count == 0 ? spoiled(stream) : readInto(stream, args, count);
    case STREAM_READ_BYTE:
      return readByte(stream);
    case STREAM_WRITE:
      return writeBytes(
        stream,
        count == 3 ? partOf(argument(args, 0), numberArgument(args, 1), numberArgument(args, 2)) : unknown(),
      );
    case STREAM_SEEK:
      return seek(stream, args, count);
    case STREAM_CLOSE:
      return nothing();
    case STREAM_LENGTH:
    case STREAM_POSITION:
      return ofStream(stream, word);
    default:
      return spoiled(stream);
  }
}

/** Bytes as text in the encoding that a byte order mark shows, else in the reader's own. .NET: StreamReader.DetectEncoding */
function decoded(bytes: usize, encoding: u32): usize {
  const at = textAt(bytes);
  const size = textLength(bytes);
  let skipped: usize = 0;
  if (size >= 2 && load<u16>(at) == 0xfeff) {
    // Four bytes may be the mark of UTF-32.
    if (size >= 4 && load<u16>(at + 2) == 0) return unknown();
    encoding = ENCODING_UTF16;
    skipped = 2;
  } else if (size >= 2 && load<u16>(at) == 0xfffe) {
    encoding = ENCODING_UTF16_BIG;
    skipped = 2;
  } else if (size >= 3 && load<u16>(at) == 0xbbef && load<u8>(at + 2) == 0xbf) {
    encoding = ENCODING_UTF8;
    skipped = 3;
  } else if (size >= 4 && load<u16>(at) == 0 && load<u16>(at + 2) == 0xfffe) return unknown();
  return withSteps(withFlags(decode(encoding, at + skipped, size - skipped), VALUE_DECODED), stepsOf(bytes));
}

/** The text that a reader has left; its stream is read to the end at the first call. */
function readText(reader: usize): usize {
  const stream = sourceOf(reader);
  if (stream == 0) return textIn(reader);
  const bytes = takeRest(stream);
  const made = kindOf(bytes) == KIND_STRING ? decoded(bytes, encodingIn(reader)) : unknown();
  setTextIn(reader, made);
  return made;
}

/** The first line of what is left, null at the end. */
function readLine(reader: usize, left: usize): usize {
  const at = textAt(left);
  const size = textLength(left);
  if (size == 0) return nullValue();
  let length: usize = 0;
  while (length < size && load<u8>(at + length) != LINE_FEED && load<u8>(at + length) != CARRIAGE_RETURN) length++;
  let after = min(length + 1, size);
  if (after < size && load<u8>(at + length) == CARRIAGE_RETURN && load<u8>(at + after) == LINE_FEED) after++;
  // What is left is walked anew each time, so it is paid for.
  if (!work(<u32>(size - after))) return spoiled(reader);
  setTextIn(reader, likeText(left, after, size - after));
  return likeText(left, 0, length);
}

/** A slice of a text, with its flags and steps. */
function likeText(whole: usize, from: usize, length: usize): usize {
  const slice = text(textAt(whole) + from, length);
  return withSteps(withFlags(slice, changetype<Value>(whole).flags & VALUE_DECODED), stepsOf(whole));
}

function readerMethod(name: usize, reader: usize, count: u32): usize {
  const word = readerMemberNamed(name);
  if (word == READER_CLOSE) return nothing();
  const left = word < 0 || count != 0 ? unknown() : readText(reader);
  if (kindOf(left) != KIND_STRING) return spoiled(reader);
  if (word == READER_READ_LINE) return readLine(reader, left);
  if (word != READER_READ_TO_END) return spoiled(reader);
  setTextIn(reader, emptyString());
  return left;
}

/** A method of a stream or reader. */
export function streamedMethod(name: usize, object: usize, args: usize, count: u32): usize {
  return isObject(object, OBJECT_READER) ? readerMethod(name, object, count) : streamMethod(name, object, args, count);
}
