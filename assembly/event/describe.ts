/**
 * What was found in a record as JSON, for tests and for the tools that show how an event is read.
 */
import { BACKSLASH, DOUBLE_QUOTE, SPACE } from "../bytes/ascii";
import { writeLiteral } from "../bytes/literal";
import { BLOCK_FROM_MESSAGE, BLOCK_LOST_NEWLINES, BLOCK_TRIMMED, BLOCK_TRUNCATED, FORM_SCRIPT, ScriptBlock } from "./block";
import { RecordShape } from "./record";
import { blockAt } from "./script-blocks";

/** Bytes that everything but the texts of one block takes at most. */
const FRAME_BYTES: usize = 512;
/** Bytes that a byte of text becomes at most: `\u0000`. */
const GROWTH: usize = 6;

function hexByte(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

/** Writes `\u00XX` or, with a higher unit, `\uXXXX`. */
function writeUnit(to: usize, unit: u32): usize {
  to = writeLiteral(to, "\\u");
  for (let shift: u32 = 12; shift != 0xfffffffc; shift -= 4) {
    store<u8>(to, hexByte((unit >> shift) & 15));
    to++;
  }
  return to;
}

/** Writes a text as a JSON string; half a pair is written as an escape. */
function writeString(to: usize, text: usize, length: usize): usize {
  const end = text + length;
  store<u8>(to, 0x22);
  to++;
  while (text < end) {
    const byte = <u32>load<u8>(text);
    if (byte == DOUBLE_QUOTE || byte == BACKSLASH) {
      store<u8>(to, 0x5c);
      store<u8>(to + 1, byte);
      to += 2;
    } else if (byte < SPACE) {
      to = writeUnit(to, byte);
    } else if (byte == 0xed && text + 3 <= end && load<u8>(text + 1) > 0x9f) {
      to = writeUnit(to, 0xd000 | ((<u32>load<u8>(text + 1) & 63) << 6) | (<u32>load<u8>(text + 2) & 63));
      text += 2;
    } else {
      store<u8>(to, byte);
      to++;
    }
    text++;
  }
  store<u8>(to, 0x22);
  return to + 1;
}

/** Writes a number in decimal. */
function writeNumber(to: usize, value: u32): usize {
  let divisor: u32 = 1;
  while (divisor < 1000000000 && value / 10 >= divisor) divisor *= 10;
  for (; divisor != 0; divisor /= 10) {
    let digit: u32 = 48;
    while (value >= divisor) {
      value -= divisor;
      digit++;
    }
    store<u8>(to, digit);
    to++;
  }
  return to;
}

/** Writes a member, unless its value is empty. */
function writeMember(to: usize, name: string, text: usize, length: usize): usize {
  return length == 0 ? to : writeString(writeLiteral(to, name), text, length);
}

function writeFlag(to: usize, name: string, isSet: bool): usize {
  return isSet ? writeLiteral(to, name) : to;
}

/** Writes one block as an object. */
function writeBlock(to: usize, block: ScriptBlock): usize {
  to = writeString(writeLiteral(to, '{"text":'), block.text, block.textLength);
  to = writeNumber(writeLiteral(to, ',"part":'), block.part);
  to = writeNumber(writeLiteral(to, ',"parts":'), block.parts);
  to = writeMember(to, ',"id":', block.id, block.idLength);
  to = writeMember(to, ',"path":', block.path, block.pathLength);
  to = writeMember(to, ',"host":', block.host, block.hostLength);
  to = writeMember(to, ',"user_id":', block.userId, block.userIdLength);
  to = writeMember(to, ',"user_name":', block.userName, block.userNameLength);
  to = writeMember(to, ',"channel":', block.channel, block.channelLength);
  to = writeMember(to, ',"time":', block.time, block.timeLength);
  to = writeFlag(to, ',"lost_newlines":true', (block.flags & BLOCK_LOST_NEWLINES) != 0);
  to = writeFlag(to, ',"truncated":true', (block.flags & BLOCK_TRUNCATED) != 0);
  to = writeFlag(to, ',"trimmed":true', (block.flags & BLOCK_TRIMMED) != 0);
  to = writeFlag(to, ',"from_message":true', (block.flags & BLOCK_FROM_MESSAGE) != 0);
  to = writeFlag(to, ',"bound":true', block.form != FORM_SCRIPT);
  return writeLiteral(to, "}");
}

/** Most bytes that a block can take. */
function sizeOf(block: ScriptBlock): usize {
  const texts =
    block.textLength +
    block.idLength +
    block.pathLength +
    block.hostLength +
    block.userIdLength +
    block.userNameLength +
    block.channelLength +
    block.timeLength;
  return texts * GROWTH + FRAME_BYTES;
}

/**
 * Writes `{"kind":1,"closing":17,"empty":false,"blocks":[{"text":"…","part":1,…}]}`: RECORD_* of record.ts, the offset of the closing
 * brace, and the script blocks. A field that the shape does not carry is absent.
 * @param record address of the record that `shape` tells of
 * @param to a buffer of `limit` bytes
 * @returns bytes written; 0 if they do not fit
 */
export function describeRecord(shape: RecordShape, record: usize, to: usize, limit: usize): usize {
  let needed = FRAME_BYTES;
  for (let i = 0; i < shape.blocks; i++) needed += sizeOf(blockAt(i));
  if (needed > limit) return 0;
  const start = to;
  to = writeNumber(writeLiteral(to, '{"kind":'), shape.kind);
  if (shape.closing != 0) to = writeNumber(writeLiteral(to, ',"closing":'), <u32>(shape.closing - record));
  to = writeLiteral(to, shape.empty ? ',"empty":true' : ',"empty":false');
  to = writeLiteral(to, ',"blocks":[');
  for (let i = 0; i < shape.blocks; i++) {
    if (i != 0) to = writeLiteral(to, ",");
    to = writeBlock(to, blockAt(i));
  }
  return writeLiteral(to, "]}") - start;
}
