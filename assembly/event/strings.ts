/**
 * The strings of JSON (RFC 8259), as `JSON.parse` takes and refuses them, and their decoding.
 *
 * One documented exception: the Datadog Agent replaces `\u003c`, `\u003e` and `\u0026` blindly, so that a script that holds
 * those six characters literally comes out as the illegal escapes `\<`, `\>` and `\&`. They are taken.
 *
 * Script text has an escape every twenty bytes or so, and a branch that nobody can foresee costs more than twenty bytes of
 * arithmetic. So long strings go by blocks of 64 bytes: first a bit for every byte that matters, then the bits one by one.
 */

import { AMPERSAND, BACKSLASH, DOUBLE_QUOTE, GREATER_THAN, LESS_THAN, LOWER_U, SPACE } from "../bytes/ascii";
import { BLOCK, backslashes, copyRun, OVERSHOOT, passRun, StringMarks, stringMarks, vectorMarks } from "../bytes/bit-blocks";
import { hexUnit } from "../bytes/hex";
import { writeCodePoint } from "../bytes/text";

const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;
const BACKSLASHES: u64 = 0x5c5c5c5c5c5c5c5c;
/** Longest escape. */
const MAX_ESCAPE: usize = 6;
/** A string that is shorter is read without blocks. */
const SHORT: usize = 32;

/** Whether the string that `stringEnd` passed last holds an escape. */
export let escaped: bool = false;
/** Whether a string since `forgetAgentEscapes` held one of the Datadog Agent's illegal escapes. */
export let hasAgentEscapes: bool = false;

/** Starts a record: none of the illegal escapes of the Datadog Agent were seen in it. */
export function forgetAgentEscapes(): void {
  hasAgentEscapes = false;
}

/** What an escape of two bytes stands for, by its second byte; 0 for a byte that makes none. */
const meanings: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x22, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0x2f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0x5c, 0, 0, 0, 0, 0, 8, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 13, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0,
]);

/** The byte that the escape of two bytes with that second byte stands for, or 0. */
function meaning(byte: u32): u32 {
  return byte > 127 ? 0 : <u32>load<u8>(meanings + <usize>byte);
}

/** The second byte of one of the Datadog Agent's illegal escapes. */
function isAgentEscape(byte: u32): bool {
  return byte == LESS_THAN || byte == GREATER_THAN || byte == AMPERSAND;
}

/** Bytes of the escape at `at`, which is a backslash; 0 if JSON has no such escape. */
function escapeLength(at: usize, end: usize): usize {
  if (at + 1 >= end) return 0;
  const byte = <u32>load<u8>(at + 1);
  if (byte == LOWER_U) return at + 6 <= end && hexUnit(at + 2) < 0x10000 ? 6 : 0;
  return meaning(byte) != 0 || isAgentEscape(byte) ? 2 : 0;
}

/** Bytes of the escape at `at`; 0 if it is none. */
function passEscape(at: usize, end: usize): usize {
  const byte: u32 = at + 1 < end ? load<u8>(at + 1) : 0;
  if (meaning(byte) != 0) return 2;
  if (isAgentEscape(byte)) hasAgentEscapes = true;
  return escapeLength(at, end);
}

/** Where `closeWithin` stopped short of a quote; 0 if the string is malformed. */
let stopped: usize = 0;

/** Looks for the closing quote up to `limit`; 0 if it is not there, and `stopped` is set. */
function closeWithin(at: usize, limit: usize, end: usize): usize {
  stopped = 0;
  while (at < limit) {
    at = passRun(at, end);
    if (at >= end) break;
    const byte = <u32>load<u8>(at);
    if (byte == DOUBLE_QUOTE) return at;
    if (byte < SPACE) return 0;
    if (byte == BACKSLASH) {
      escaped = true;
      const size = passEscape(at, end);
      if (size == 0) return 0;
      at += size;
    } else {
      at++;
    }
  }
  stopped = at;
  return 0;
}

/** The same, by blocks, as far as blocks go. */
function closeByBlocks(at: usize, end: usize): usize {
  stopped = 0;
  let after = at;
  while (at + BLOCK + MAX_ESCAPE <= end) {
    let bits = stringMarks(at);
    while (bits != 0) {
      const place = at + <usize>ctz(bits);
      bits &= bits - 1;
      // The second byte of an escape may look like the first of another.
      if (place < after) continue;
      const byte = <u32>load<u8>(place);
      if (byte == DOUBLE_QUOTE) return place;
      if (byte < SPACE) return 0;
      if (byte != BACKSLASH) continue;
      escaped = true;
      const size: usize = meaning(load<u8>(place + 1)) != 0 ? 2 : passEscape(place, end);
      if (size == 0) return 0;
      after = place + size;
    }
    at += BLOCK;
    if (after > at) at = after;
  }
  stopped = at;
  return 0;
}

/**
 * The same, by words: where sixteen bytes at once cannot be had, gathering bits costs more than it saves. Two words a turn, by marks that
 * a byte beyond ASCII has as well; such a byte is passed with its whole run.
 */
function closeByWords(at: usize, end: usize): usize {
  stopped = 0;
  while (at + 16 + MAX_ESCAPE <= end) {
    const first = StringMarks.orBeyond(load<u64>(at));
    const second = StringMarks.orBeyond(load<u64>(at, 8));
    if ((first | second) == 0) {
      at += 16;
      continue;
    }
    at += <usize>(first == 0 ? 8 + (ctz(second) >> 3) : ctz(first) >> 3);
    const byte = <u32>load<u8>(at);
    if (byte == DOUBLE_QUOTE) return at;
    if (byte < SPACE) return 0;
    if (byte != BACKSLASH) {
      at = passRun(at, end);
      continue;
    }
    escaped = true;
    // The end of a line.
    if (load<u32>(at) == 0x6e5c725c) {
      at += 4;
      continue;
    }
    const size: usize = meaning(load<u8>(at + 1)) != 0 ? 2 : passEscape(at, end);
    if (size == 0) return 0;
    at += size;
  }
  stopped = at;
  return 0;
}

/**
 * Passes a string; sets `escaped`.
 * @param at the byte after the opening quote
 * @returns the address of the closing quote, or 0 if the string is cut or malformed
 */
export function stringEnd(at: usize, end: usize): usize {
  escaped = false;
  at = passRun(at, end);
  if (at < end && load<u8>(at) == DOUBLE_QUOTE) return at;
  let close = closeWithin(at, end - at > SHORT ? at + SHORT : end, end);
  if (close != 0 || stopped == 0) return close;
  close = ASC_FEATURE_SIMD ? closeByBlocks(stopped, end) : closeByWords(stopped, end);
  if (close != 0 || stopped == 0) return close;
  return closeWithin(stopped, end, end);
}

/** First backslash in [at, end), or `end`. */
function nextBackslash(at: usize, end: usize): usize {
  while (at + 8 <= end) {
    const backslash = load<u64>(at) ^ BACKSLASHES;
    const hit = (backslash - LOW_BITS) & ~backslash & HIGH_BITS;
    if (hit != 0) return at + <usize>(ctz(hit) >> 3);
    at += 8;
  }
  while (at < end && load<u8>(at) != BACKSLASH) at++;
  return at;
}

/** Decodes the escape of a code unit at `from`, with the one after it if the two are a pair; `decoded` is the address after. */
function decodeUnits(from: usize, end: usize, to: usize): usize {
  let point = hexUnit(from + 2);
  from += 6;
  if ((point & 0xfc00) == 0xd800 && from < end && load<u8>(from) == BACKSLASH && escapeLength(from, end) == 6) {
    const low = hexUnit(from + 2);
    if ((low & 0xfc00) == 0xdc00) {
      point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
      from += 6;
    }
  }
  decoded = from;
  return writeCodePoint(to, point);
}
let decoded: usize = 0;

/**
 * Decodes by blocks, as far as blocks go, into memory of its own; `decoded` is how far the input was read.
 * @param limit first address that must not be written
 * @returns the address after the output
 */
function decodeByBlocks(from: usize, end: usize, to: usize, limit: usize): usize {
  while (from + BLOCK + OVERSHOOT <= end && to + BLOCK + OVERSHOOT <= limit) {
    const block = from;
    let bits = backslashes(from);
    while (bits != 0) {
      const place = block + <usize>ctz(bits);
      bits &= bits - 1;
      if (place < from) continue;
      copyRun(from, place, to);
      to += place - from;
      const known = meaning(load<u8>(place + 1));
      if (known != 0) {
        store<u8>(to, known);
        to++;
        from = place + 2;
      } else if (escapeLength(place, end) == 6) {
        to = decodeUnits(place, end, to);
        from = decoded;
      } else {
        store<u8>(to, 0x5c);
        to++;
        from = place + 1;
      }
    }
    if (from < block + BLOCK) {
      copyRun(from, block + BLOCK, to);
      to += block + BLOCK - from;
      from = block + BLOCK;
    }
  }
  decoded = from;
  return to;
}

/**
 * The same as `decodeString`, into memory apart from the input.
 * @param limit first address that must not be written; the output must fit below it
 */
export function decodeApart(from: usize, length: usize, to: usize, limit: usize): usize {
  const end = from + length;
  to = decodeByBlocks(from, end, to, limit);
  return decodeString(decoded, end - decoded, to);
}

/**
 * Decodes the inside of a JSON string. Two escaped halves of a pair become one character; a lone one stays, in three bytes.
 * Text that is no valid escape stays as it is, so any bytes will do. `to` may be `from`: the output never overtakes the input,
 * and a whole word is written only when all of it was read.
 * @returns the address after the output
 */
export function decodeString(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  while (from < end) {
    if (from + 8 <= end) {
      const word = load<u64>(from);
      const backslash = word ^ BACKSLASHES;
      const hit = (backslash - LOW_BITS) & ~backslash & HIGH_BITS;
      if (hit == 0) {
        store<u64>(to, word);
        to += 8;
        from += 8;
        continue;
      }
      const stop = from + <usize>(ctz(hit) >> 3);
      while (from < stop) {
        store<u8>(to, load<u8>(from));
        to++;
        from++;
      }
    }
    const byte = <u32>load<u8>(from);
    const known: u32 = byte == BACKSLASH && from + 1 < end ? meaning(load<u8>(from + 1)) : 0;
    if (known != 0) {
      store<u8>(to, known);
      to++;
      from += 2;
    } else if (byte == BACKSLASH && escapeLength(from, end) == 6) {
      to = decodeUnits(from, end, to);
      from = decoded;
    } else {
      store<u8>(to, byte);
      to++;
      from++;
    }
  }
  return to;
}

/** Whether the escape at `at`, a backslash, writes a letter, a digit or a separator that needs none. */
export function hidesLetterAt(at: usize, end: usize): bool {
  if (at + 6 > end || load<u8>(at + 1) != LOWER_U) return false;
  const point = hexUnit(at + 2);
  return (point | 32) - 97 < 26 || point - 48 < 10 || point == 0x20 || point == 0x2d || point == 0x5f;
}

/**
 * Whether the inside of a JSON string writes a letter, a digit or a separator as an escape. No encoder does; a string that does
 * is not opened as a document, and names nothing, for the gate cannot see what it says.
 */
export function hidesLetters(start: usize, length: usize): bool {
  const end = start + length;
  for (let at = nextBackslash(start, end); at < end; at = nextBackslash(at, end)) {
    if (hidesLetterAt(at, end)) return true;
    at += 2;
  }
  return false;
}

/** Address after what `decodeToQuote` wrote. */
export let decodedEnd: usize = 0;
/** Bytes that `decodeToQuote` may write after what it decodes. */
const AHEAD: usize = 16;

/**
 * Passes a string and decodes it on the way, so that its bytes are looked at once; sets `decodedEnd`.
 * @param from the byte after the opening quote
 * @param to memory of its own, written up to `limit` at most
 * @returns the address of the closing quote; 0 if `stringEnd` has to say what is the matter: the string is cut or malformed, has one of
 * the Agent's escapes, or does not fit
 */
export function decodeToQuote(from: usize, end: usize, to: usize, limit: usize): usize {
  while (from < end && to + AHEAD <= limit) {
    if (ASC_FEATURE_SIMD && from + 16 <= end) {
      const hit = vectorMarks(from);
      v128.store(to, v128.load(from));
      if (hit == 0) {
        from += 16;
        to += 16;
        continue;
      }
      from += <usize>ctz(hit);
      to += <usize>ctz(hit);
    } else if (from + 8 <= end) {
      const word = load<u64>(from);
      const hit = StringMarks.of(word);
      store<u64>(to, word);
      if (hit == 0) {
        from += 8;
        to += 8;
        continue;
      }
      from += <usize>(ctz(hit) >> 3);
      to += <usize>(ctz(hit) >> 3);
    }
    const byte = <u32>load<u8>(from);
    if (byte == DOUBLE_QUOTE) {
      decodedEnd = to;
      return from;
    }
    if (byte < SPACE) return 0;
    if (byte != BACKSLASH) {
      store<u8>(to, byte);
      to++;
      from++;
      continue;
    }
    const known: u32 = from + 1 < end ? meaning(load<u8>(from + 1)) : 0;
    if (known != 0) {
      store<u8>(to, known);
      to++;
      from += 2;
    } else if (escapeLength(from, end) == MAX_ESCAPE) {
      to = decodeUnits(from, end, to);
      from = decoded;
    } else {
      return 0;
    }
  }
  return 0;
}

/** How many of the Datadog Agent's illegal escapes the inside of a JSON string holds. */
export function countAgentEscapes(from: usize, length: usize): usize {
  const end = from + length;
  let count: usize = 0;
  for (let at = nextBackslash(from, end); at + 1 < end; at = nextBackslash(at, end)) {
    if (isAgentEscape(load<u8>(at + 1))) count++;
    at += 2;
  }
  return count;
}

/**
 * Undoes the Agent's replacement: `\<` was `\\u003c`, `\>` was `\\u003e`, `\&` was `\\u0026`. The output is still the inside of a
 * JSON string, five bytes longer for every escape that `countAgentEscapes` counts.
 * @returns the address after the output
 */
export function undoAgentEscapes(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  while (from < end) {
    const next = nextBackslash(from, end);
    memory.copy(to, from, next - from);
    to += next - from;
    from = next;
    if (from + 1 >= end) break;
    const byte = <u32>load<u8>(from + 1);
    if (isAgentEscape(byte)) {
      // "\\u00" and "\\u002", little endian, in front of the last digits.
      store<u16>(to, 0x5c5c);
      store<u32>(to + 2, 0x30303075);
      store<u16>(to + 5, byte == LESS_THAN ? 0x6333 : byte == GREATER_THAN ? 0x6533 : 0x3632);
      to += 7;
    } else {
      store<u16>(to, load<u16>(from));
      to += 2;
    }
    from += 2;
  }
  return to;
}
