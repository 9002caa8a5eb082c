/**
 * Command lines as Windows programs cut them: words by Microsoft's C run-time library, options by PowerShell. All texts are values; what
 * is made lives in the arena.
 */
import { BACKSLASH, DOUBLE_QUOTE, HYPHEN, SLASH, SPACE, TAB } from "../../bytes/ascii";
import { endsWithWord, isWord } from "../../bytes/literal";
import { lower } from "../../bytes/text";
import { WORD_SIGN } from "../../contract";
import { release, take } from "../../memory/arena";
import { kindOf, text, textAt, textLength } from "../values/constants";
import { append, countItems, itemAt } from "../values/lists";
import { isRunAt, isText, RUN_BYTES } from "../values/partial";
import { stepsOf, withSteps } from "../values/steps";
import { KIND_STRING } from "../values/value";

/** Words of a line. */
export const MAX_WORDS: u32 = 4096;

/** Where in the line that `nextWord` reads it stands. */
export let cursor: usize = 0;

/**
 * Takes the next word of a line, as programs built with Microsoft's C run-time library cut it: blanks and tabs part words but in
 * double quotes. 2n backslashes in front of a quote are n and the quote counts; one more makes it a sign; two quotes within quotes
 * are one sign. A line that came cut into words has WORD_SIGN in front of each. @returns the word, 0 at the end of the line
 */
function nextWord(line: usize): usize {
  const bytes = textAt(line);
  const length = textLength(line);
  let at = cursor;
  while (at < length && isBlank(load<u8>(bytes + at))) at++;
  cursor = at;
  if (at == length) return 0;
  if (load<u8>(bytes + at) == WORD_SIGN) {
    while (++cursor < length && load<u8>(bytes + cursor) != WORD_SIGN);
    return withSteps(text(bytes + at + 1, cursor - at - 1), stepsOf(line));
  }
  const room = take(length - at + 1);
  if (room == 0) return 0;
  let size: usize = 0;
  let quoted = false;
  while (at < length && (quoted || !isBlank(load<u8>(bytes + at)))) {
    const start = at;
    while (at < length && load<u8>(bytes + at) == BACKSLASH) at++;
    let slashes = at - start;
    const isQuote = at < length && load<u8>(bytes + at) == DOUBLE_QUOTE;
    const isSign = isQuote && (slashes & 1) != 0;
    if (isQuote) slashes >>= 1;
    memory.fill(room + size, BACKSLASH, slashes);
    size += slashes;
    if (isQuote && !isSign && quoted && at + 1 < length && load<u8>(bytes + at + 1) == DOUBLE_QUOTE) {
      store<u8>(room + size++, DOUBLE_QUOTE);
      at += 2;
    } else if (isQuote && !isSign) {
      quoted = !quoted;
      at++;
    } else if (at < length && (quoted || slashes == 0 || !isBlank(load<u8>(bytes + at)))) {
      store<u8>(room + size++, load<u8>(bytes + at));
      at++;
    }
  }
  cursor = at;
  return cutOf(line, room, size);
}

/** A text that was cut out of a line into room that is larger: what it does not need is given back. */
export function cutOf(line: usize, room: usize, size: usize): usize {
  release((room + size + 7) & ~7);
  return withSteps(text(room, size), stepsOf(line));
}

/** The first word of a line; `cursor` is after it. */
export function firstWord(line: usize): usize {
  cursor = 0;
  return nextWord(line);
}

/** Appends the words of a line. */
export function splitLine(line: usize, list: usize): void {
  cursor = 0;
  while (countItems(list) < MAX_WORDS) {
    const word = nextWord(line);
    if (word == 0) return;
    append(list, word);
  }
}

/** Whether a byte parts words. */
export function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB;
}

export const SHELL_POWERSHELL: i32 = 1;
export const SHELL_CMD: i32 = 2;
/** PowerShell 6 and later: a word without a dash is a file. */
export const SHELL_CORE: i32 = 3;

/** Which shell a program's name or path, whose folder may be unknown, means; 0 for none. */
export function shellOf(value: usize): i32 {
  if (!isText(value)) return 0;
  const bytes = textAt(value);
  let length = textLength(value);
  let from: usize = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(bytes + i);
    if (byte == BACKSLASH || byte == SLASH) from = i + 1;
    else if (isRunAt(bytes + i)) from = i + RUN_BYTES;
  }
  length -= from;
  const name = bytes + from;
  if (endsWithWord(name, length, ".exe")) length -= 4;
  if (isWord(name, length, "powershell")) return SHELL_POWERSHELL;
  if (isWord(name, length, "pwsh")) return SHELL_CORE;
  return isWord(name, length, "cmd") || isCommandProcessor(name, length) ? SHELL_CMD : 0;
}

/** Whether a text is `%ComSpec%`, which is cmd wherever Windows runs; Sysmon may double the percent signs. */
export function isCommandProcessor(name: usize, length: usize): bool {
  return isWord(name, length, "%comspec%") || isWord(name, length, "%%comspec%%");
}

/** Bytes of the dash or slash that an option begins with: `-`, `/`, U+2013 to U+2015, or two dashes alike; 0 for none. */
export function dashOf(word: usize): usize {
  if (kindOf(word) != KIND_STRING) return 0;
  const bytes = textAt(word);
  const length = textLength(word);
  if (length == 0) return 0;
  const first = <u32>load<u8>(bytes);
  if (first == SLASH) return 1;
  if (first == HYPHEN) return length > 1 && load<u8>(bytes, 1) == HYPHEN ? 2 : 1;
  if (first != 0xe2 || length < 3 || load<u8>(bytes, 1) != 0x80 || <u32>load<u8>(bytes, 2) - 0x93 > 2) return 0;
  const isTwice = length >= 6 && load<u16>(bytes, 3) == 0x80e2 && load<u8>(bytes, 5) == load<u8>(bytes, 2);
  return isTwice ? 6 : 3;
}

/** Begins a parameter's name: at least `least` letters of the literal after a dash. */
export function isOption(word: usize, literal: string, least: usize): bool {
  return beginsOption(word, changetype<usize>(literal), literal.length, least);
}

/** The same of a name of `size` units. */
export function beginsOption(word: usize, units: usize, size: usize, least: usize): bool {
  const dash = dashOf(word);
  if (dash == 0) return false;
  const bytes = textAt(word) + dash;
  const length = textLength(word) - dash;
  if (length < least || length > size) return false;
  for (let i: usize = 0; i < length; i++) {
    if (lower(load<u8>(bytes + i)) != <u32>load<u16>(units + (i << 1))) return false;
  }
  return true;
}

/** Words as one line, those with blanks in quotes, as PowerShell hands them on; 0 if one is unknown. */
export function lineOf(words: usize, from: u32): usize {
  const count = countItems(words);
  let size: usize = 0;
  for (let i = from; i < count; i++) {
    if (!isText(itemAt(words, i))) return 0;
    size += textLength(itemAt(words, i)) + 3;
  }
  const room = take(size + 1);
  if (room == 0) return 0;
  let to = room;
  for (let i = from; i < count; i++) {
    const word = itemAt(words, i);
    const isQuoted = hasBlank(word);
    if (isQuoted) store<u8>(to++, DOUBLE_QUOTE);
    memory.copy(to, textAt(word), textLength(word));
    to += textLength(word);
    if (isQuoted) store<u8>(to++, DOUBLE_QUOTE);
    store<u8>(to++, 32);
  }
  return text(room, to - room);
}

/** Whether a word needs quotes. */
export function hasBlank(word: usize): bool {
  const bytes = textAt(word);
  for (let i: usize = 0; i < textLength(word); i++) if (isBlank(load<u8>(bytes + i))) return true;
  return textLength(word) == 0;
}
