/**
 * The tokens of JSON (RFC 8259), as `JSON.parse` takes and refuses them, and the decoding of its strings.
 *
 * One documented exception: the Datadog Agent replaces `\u003c`, `\u003e` and `\u0026` blindly, so that a script that holds
 * those six characters literally comes out as the illegal escapes `\<`, `\>` and `\&`. They are taken.
 */
import { writeCodePoint } from "../bytes/text";

const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;
const QUOTES: u64 = 0x2222222222222222;
const BACKSLASHES: u64 = 0x5c5c5c5c5c5c5c5c;
const BLANKS: u64 = 0x2020202020202020;

/** Whether the string that `stringEnd` passed last holds an escape. */
export let escaped: bool = false;

/** First byte at or behind `at` that is no JSON white space; `end` if there is none. */
export function skipBlank(at: usize, end: usize): usize {
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte > 32 || (byte != 32 && byte != 10 && byte != 13 && byte != 9)) return at;
    at++;
  }
  return end;
}

/** Value of a hexadecimal digit, or a number above 15. */
export function hexDigit(byte: u32): u32 {
  const digit = byte - 48;
  if (digit < 10) return digit;
  const letter = (byte | 32) - 97;
  return letter < 6 ? letter + 10 : 255;
}

/** The four hexadecimal digits at `at`, or a number above 0xffff. */
function hexUnit(at: usize): u32 {
  const a = hexDigit(load<u8>(at));
  const b = hexDigit(load<u8>(at + 1));
  const c = hexDigit(load<u8>(at + 2));
  const d = hexDigit(load<u8>(at + 3));
  return (a | b | c | d) > 15 ? 0x10000 : (a << 12) | (b << 8) | (c << 4) | d;
}

/** Bytes of the escape at `at`, which is a backslash; 0 if JSON has no such escape. */
function escapeLength(at: usize, end: usize): usize {
  if (at + 1 >= end) return 0;
  switch (<u32>load<u8>(at + 1)) {
    case 0x22:
    case 0x26:
    case 0x2f:
    case 0x3c:
    case 0x3e:
    case 0x5c:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 2;
    case 0x75:
      return at + 6 <= end && hexUnit(at + 2) < 0x10000 ? 6 : 0;
    default:
      return 0;
  }
}

/**
 * Passes a string; sets `escaped`.
 * @param at the byte behind the opening quote
 * @returns the address of the closing quote, or 0 if the string is cut or malformed
 */
export function stringEnd(at: usize, end: usize): usize {
  escaped = false;
  while (at < end) {
    if (at + 8 <= end) {
      // A quote, a backslash or a control character sets the high bit of its byte; the lowest one set is never a false one.
      const word = load<u64>(at);
      const quote = word ^ QUOTES;
      const backslash = word ^ BACKSLASHES;
      const hit = (((quote - LOW_BITS) & ~quote) | ((backslash - LOW_BITS) & ~backslash) | ((word - BLANKS) & ~word)) & HIGH_BITS;
      if (hit == 0) {
        at += 8;
        continue;
      }
      at += <usize>(ctz(hit) >> 3);
    }
    const byte = <u32>load<u8>(at);
    if (byte == 0x22) return at;
    if (byte == 0x5c) {
      escaped = true;
      const size = escapeLength(at, end);
      if (size == 0) return 0;
      at += size;
    } else if (byte < 32) {
      return 0;
    } else {
      at++;
    }
  }
  return 0;
}

function skipDigits(at: usize, end: usize): usize {
  while (at < end && <u32>load<u8>(at) - 48 < 10) at++;
  return at;
}

/** Passes a number: the address behind it, or 0. */
function numberEnd(at: usize, end: usize): usize {
  if (load<u8>(at) == 0x2d) at++;
  if (at >= end) return 0;
  let next: usize = load<u8>(at) == 0x30 ? at + 1 : skipDigits(at, end);
  if (next == at) return 0;
  at = next;
  if (at < end && load<u8>(at) == 0x2e) {
    next = skipDigits(at + 1, end);
    if (next == at + 1) return 0;
    at = next;
  }
  if (at < end && (<u32>load<u8>(at) | 32) == 0x65) {
    at++;
    if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) at++;
    next = skipDigits(at, end);
    if (next == at) return 0;
    at = next;
  }
  return at;
}

/**
 * Passes a number, `true`, `false` or `null`.
 * @returns the address behind it, or 0 if nothing of the kind starts at `at`
 */
export function scalarEnd(at: usize, end: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == 0x2d || byte - 48 < 10) return numberEnd(at, end);
  if (at + 4 > end) return 0;
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4;
  return word == 0x736c6166 && at + 5 <= end && load<u8>(at + 4) == 0x65 ? at + 5 : 0;
}

/** First backslash in [at, end), or `end`. */
function nextBackslash(at: usize, end: usize): usize {
  while (at + 8 <= end) {
    const backslash = load<u64>(at) ^ BACKSLASHES;
    const hit = (backslash - LOW_BITS) & ~backslash & HIGH_BITS;
    if (hit != 0) return at + <usize>(ctz(hit) >> 3);
    at += 8;
  }
  while (at < end && load<u8>(at) != 0x5c) at++;
  return at;
}

/** The byte that a two-byte escape stands for. */
function escapedByte(byte: u32): u32 {
  switch (byte) {
    case 0x62:
      return 8;
    case 0x66:
      return 12;
    case 0x6e:
      return 10;
    case 0x72:
      return 13;
    case 0x74:
      return 9;
    default:
      return byte;
  }
}

/**
 * Decodes the inside of a JSON string. Two escaped halves of a pair become one character; a lone one stays, in three bytes.
 * Text that is no valid escape stays as it is, so any bytes will do. `to` may be `from`: the output never overtakes the input.
 * @returns the address behind the output
 */
export function decodeString(from: usize, length: usize, to: usize): usize {
  const end = from + length;
  while (from < end) {
    const next = nextBackslash(from, end);
    if (next != from) {
      if (to != from) memory.copy(to, from, next - from);
      to += next - from;
      from = next;
      if (from == end) break;
    }
    const size = escapeLength(from, end);
    const byte = size == 0 ? 0 : <u32>load<u8>(from + 1);
    if (size == 6) {
      let point = hexUnit(from + 2);
      from += 6;
      if ((point & 0xfc00) == 0xd800 && escapeLength(from, end) == 6 && load<u8>(from) == 0x5c) {
        const low = hexUnit(from + 2);
        if ((low & 0xfc00) == 0xdc00) {
          point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
          from += 6;
        }
      }
      to = writeCodePoint(to, point);
    } else if (size == 2 && !isAgentEscape(byte)) {
      store<u8>(to, escapedByte(byte));
      to++;
      from += 2;
    } else {
      store<u8>(to, 0x5c);
      to++;
      from++;
    }
  }
  return to;
}

/** The second byte of one of the Datadog Agent's illegal escapes. */
function isAgentEscape(byte: u32): bool {
  return byte == 0x3c || byte == 0x3e || byte == 0x26;
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
 * @returns the address behind the output
 */
export function mendAgentEscapes(from: usize, length: usize, to: usize): usize {
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
      store<u16>(to + 5, byte == 0x3c ? 0x6333 : byte == 0x3e ? 0x6533 : 0x3632);
      to += 7;
    } else {
      store<u16>(to, load<u16>(from));
      to += 2;
    }
    from += 2;
  }
  return to;
}
