/**
 * Bare script texts, with no event around them: what `read`, `explain` and the tests of values ask. Store and counters stay as
 * they are. Answers are written after the host's blocks and are valid until its next call.
 */
import { READ_WHOLE } from "./blocks/mode";
import { writeLiteral } from "./bytes/literal";
import { watchBehaviours } from "./exchange/behaviours";
import { decide } from "./exchange/decide";
import { VALUES_BYTES } from "./finding/explained-values";
import { writeReading } from "./finding/reading";
import { keepCounts, restoreCounts } from "./memory/counters";
import { roomFor } from "./memory/exchange";
import { listCommands } from "./powershell/parser/listing";
import { outcome, read } from "./powershell/reader";
import { CAUSES_BYTES, startExplaining, stopExplaining } from "./powershell/values/causes";
import { writeValue } from "./powershell/values/json";

/** Bytes that must be readable, and zero, after a text. */
const PADDING: usize = 16;

let answerLength: usize = 0;

/** Bytes of the last answer. */
export function scriptAnswerLength(): usize {
  return answerLength;
}

/** Room for one answer about a text. */
function capacityFor(length: usize): u64 {
  return (1 << 20) + ((<u64>length) << 3);
}

/** Reads a text whose block has room for the padding. */
function readScript(text: usize, length: usize): void {
  memory.fill(text + length, 0, PADDING);
  keepCounts();
  watchBehaviours();
  read(text, length, READ_WHOLE, <u32>length);
  decide(null, READ_WHOLE);
  restoreCounts();
}

/**
 * What a text says.
 * @param text in a block of the host's
 * @returns address of a Reading's JSON, or 0 if the memory cannot hold it
 */
export function answerReading(text: usize, length: usize): usize {
  answerLength = 0;
  const room = roomFor(capacityFor(length));
  if (room == 0) return 0;
  readScript(text, length);
  answerLength = writeReading(room, <usize>capacityFor(length), text, length) - room;
  return room;
}

/**
 * What a text says, what each step came to and why values are not known, and how the text was cut into commands.
 * @returns address of `{"commands":[…],"reading":{…}}`, or 0
 */
export function answerExplanation(text: usize, length: usize): usize {
  answerLength = 0;
  const capacity = capacityFor(length);
  // Of the reading's room three quarters are for calls, and each says some more here.
  const readingBytes = <usize>(capacity + (capacity >> 2)) + (VALUES_BYTES << 1);
  const causes = roomFor(capacity + readingBytes + CAUSES_BYTES);
  if (causes == 0) return 0;
  const room = causes + CAUSES_BYTES;
  const half = <usize>capacity - 64;
  memory.fill(text + length, 0, PADDING);
  let to = writeLiteral(room, '{"commands":');
  to += listCommands(text, length, 0, to, half);
  to = writeLiteral(to, ',"reading":');
  startExplaining(causes);
  readScript(text, length);
  to = writeLiteral(writeReading(to, readingBytes - 64, text, length), "}");
  stopExplaining();
  answerLength = to - room;
  return room;
}

/**
 * What a text puts out, as far as the reader knows it.
 * @returns address of the value's JSON, or 0
 */
export function answerOutcome(text: usize, length: usize): usize {
  answerLength = 0;
  const room = roomFor(capacityFor(length));
  if (room == 0) return 0;
  readScript(text, length);
  const end = writeValue(room, room + <usize>capacityFor(length), outcome());
  answerLength = end == 0 ? 0 : end - room;
  return room;
}
