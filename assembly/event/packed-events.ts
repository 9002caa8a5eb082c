/**
 * Events packed into one line of text: CEF and LEEF, whose members stand after a header of bars; members parted by tabs, as QRadar's
 * agents send them; and CloudWatch's agent, `[channel] [level] [id] [provider] [computer] [message]`.
 *
 * A value goes on to the separator in front of the next `key=`; CEF escapes an equals sign in it. With tabs a script goes on to the
 * next known key, and a message to the end: they have tabs of their own.
 */

import {
  BACKSLASH,
  CLOSE_BRACKET,
  COLON,
  DIGIT_0,
  DIGIT_2,
  DOT,
  EQUALS,
  LINE_FEED,
  LOWER_A,
  LOWER_X,
  OPEN_BRACKET,
  PIPE,
  SPACE,
  TAB,
  UNDERSCORE,
} from "../bytes/ascii";
import { hexDigit } from "../bytes/hex";
import { isWord, startsWithWord } from "../bytes/literal";
import { Span } from "../bytes/span";
import { FROM_RESTORED, factOf, note, PLAIN } from "./facts";
import {
  CHANNEL,
  COMMAND_LINE,
  EVENT_ID,
  HOST,
  LAST_FIELD,
  MESSAGE,
  NO_ROLE,
  PAYLOAD,
  PROVIDER,
  roleOfKey,
  TEXT,
  UNMARKED_LINE,
} from "./keys";
import { headerEnd } from "./message";
import { unescapeText } from "./message-escapes";
import { isOwnKey, noteField } from "./note-values";
import { numberOf } from "./value-forms";

/** Bytes in which the header is looked for, and of a key. */
const MAX_START: usize = 600;
const MAX_KEY: usize = 64;

/** The message that `readPacked` found; address 0 for none. */
export const packed: Span = changetype<Span>(memory.data(offsetof<Span>(), 4));

/** Address of the `=` after a key at `at`, or 0. */
export function keyEnd(at: usize, end: usize): usize {
  const start = at;
  const limit = end - at > MAX_KEY ? at + MAX_KEY : end;
  for (; at < limit; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == EQUALS) return at > start ? at : 0;
    if (byte - DIGIT_0 > 9 && (byte | 32) - LOWER_A > 25 && byte != UNDERSCORE && byte != DOT) return 0;
  }
  return 0;
}

/** End of the value at `at`: a key follows, where the value is a script with tabs of its own a known one. */
function valueEnd(at: usize, end: usize, separator: u32, isScript: bool): usize {
  for (; at < end; at++) {
    if (<u32>load<u8>(at) != separator) continue;
    const equal = keyEnd(at + 1, end);
    if (equal != 0 && (!isScript || roleOfKey(at + 1, equal - at - 1, NO_ROLE) != NO_ROLE)) return at;
  }
  return end;
}

/** Notes a member of a key that means `known`; the longest message stays in `packed`. */
export function takeMember(scope: usize, known: u32, start: usize, length: usize): void {
  const role = known == PAYLOAD ? MESSAGE : known;
  if (role == NO_ROLE || (role > LAST_FIELD && !isOwnKey(role))) return;
  if (role != MESSAGE) {
    noteField(scope, role == COMMAND_LINE ? UNMARKED_LINE : role, NO_ROLE, start, length, PLAIN);
  } else if (packed.start == 0 || length > packed.length) {
    packed.start = start;
    packed.length = length;
  }
}

/** Notes the members from `at` on. */
function readMembers(at: usize, end: usize, separator: u32, scope: usize): void {
  while (at < end) {
    while (at < end && (<u32>load<u8>(at) == separator || load<u8>(at) == SPACE)) at++;
    const equal = keyEnd(at, end);
    if (equal == 0) {
      at = valueEnd(at, end, separator, false);
      continue;
    }
    const role = roleOfKey(at, equal - at, NO_ROLE);
    const value = equal + 1;
    const isTabbed = separator != SPACE;
    const isWhole = isTabbed && isWord(at, equal - at, "message");
    at = isWhole ? end : valueEnd(value, end, separator, role == TEXT && isTabbed);
    let length = at - value;
    if (role == TEXT || (role != NO_ROLE && !isTabbed)) length = unescapeText(value, length);
    // Not every producer escapes what the escapes begin with.
    if (role == TEXT && length != at - value) factOf(scope, MESSAGE).flags |= <u16>FROM_RESTORED;
    takeMember(scope, role, value, length);
  }
}

/** Address after `bars` bars, escaped ones not counted; 0 if there are fewer. */
function afterBars(at: usize, end: usize, bars: u32): usize {
  for (; at < end && bars != 0; at++) {
    if (load<u8>(at) == BACKSLASH) at++;
    else if (load<u8>(at) == PIPE) bars--;
  }
  return bars == 0 ? at : 0;
}

/** What parts LEEF's members: a tab, in its second version the character, or its number after an `x`, in front of the last bar. */
function separatorOf(members: usize, isSecond: bool): u32 {
  if (!isSecond) return TAB;
  let at = members - 1;
  while (load<u8>(at - 1) != PIPE) at--;
  const length = members - 1 - at;
  if (length == 1) return load<u8>(at);
  if (length < 2 || (<u32>load<u8>(members - 4) | 32) != LOWER_X) return TAB;
  return (hexDigit(load<u8>(members - 3)) << 4) | hexDigit(load<u8>(members - 2));
}

/** Whether the first line has three members parted by tabs. */
function hasTabs(at: usize, end: usize): bool {
  let members: u32 = 0;
  for (; at < end && load<u8>(at) != LINE_FEED && members < 3; at++) {
    if (load<u8>(at) == TAB && keyEnd(at + 1, end) != 0) members++;
  }
  return members == 3;
}

/** Where the six brackets' insides start. */
const starts: usize = memory.data(24, 4);

function startOf(field: usize): usize {
  return <usize>load<u32>(starts + (field << 2));
}

/** Bytes in a bracket, up to `] [`. */
function lengthOf(field: usize): usize {
  return startOf(field + 1) - 3 - startOf(field);
}

/** CloudWatch's brackets: five short ones, the third a number, and the message in the last. */
function readBrackets(at: usize, end: usize, scope: usize): bool {
  for (let field: u32 = 0; field < 5; field++) {
    if (at >= end || load<u8>(at) != OPEN_BRACKET) return false;
    store<u32>(starts + ((<usize>field) << 2), <u32>at + 1);
    while (at < end && load<u8>(at) != CLOSE_BRACKET && load<u8>(at) != LINE_FEED) at++;
    if (at + 2 >= end || load<u16>(at) != 0x205d) return false;
    at += 2;
  }
  if (load<u8>(at) != OPEN_BRACKET || load<u8>(end - 1) != CLOSE_BRACKET || numberOf(startOf(2), lengthOf(2)) == 0xffffffff)
    return false;
  store<u32>(starts, <u32>at + 1, 20);
  note(scope, CHANNEL, startOf(0), lengthOf(0), PLAIN, 3, 0);
  note(scope, EVENT_ID, startOf(2), lengthOf(2), PLAIN, 3, 0);
  note(scope, PROVIDER, startOf(3), lengthOf(3), PLAIN, 3, 0);
  note(scope, HOST, startOf(4), lengthOf(4), PLAIN, 3, 0);
  packed.start = at + 1;
  packed.length = end - 1 - packed.start;
  return true;
}

/**
 * Reads a decoded text that holds an event so; `packed` is the message in it. Values are unescaped where they stand.
 * @returns whether it does
 */
export function readPacked(start: usize, length: usize, scope: usize): bool {
  const end = start + length;
  packed.start = 0;
  packed.length = 0;
  if (length < 16) return false;
  if (load<u8>(start) == OPEN_BRACKET) return readBrackets(start, end, scope);
  // What looks so within a script's message is the script's.
  const script = headerEnd(start, end);
  const limit: usize = script != 0 ? script : length > MAX_START ? start + MAX_START : end;
  for (let at = start; at < limit && load<u8>(at) != LINE_FEED; at++) {
    if (load<u8>(at) != COLON || at - start < 3) continue;
    const isLeef = at - start >= 4 && startsWithWord(at - 4, 4, "leef");
    if (!isLeef && !startsWithWord(at - 3, 3, "cef")) continue;
    const isSecond = isLeef && at + 1 < end && load<u8>(at + 1) == DIGIT_2;
    const members = afterBars(at, end, isLeef ? (isSecond ? 6 : 5) : 7);
    if (members == 0) continue;
    readMembers(members, end, isLeef ? separatorOf(members, isSecond) : SPACE, scope);
    return true;
  }
  if (!hasTabs(start, end)) return false;
  readMembers(start, end, TAB, scope);
  return true;
}
