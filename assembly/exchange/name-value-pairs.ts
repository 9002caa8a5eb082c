/**
 * Parameters as names and values in JSON: audit records, and what Elastic makes of an event 4103.
 *
 *     [{"Name":"Mailbox","Value":"ceo"},…]   {"Mailbox":"ceo",…}   ["Mailbox",…]
 *     [{"related_command":"New-X","value":"\"New-X\""},{"related_command":"New-X","name":"\"Mailbox\"","value":"\"ceo\""},…]
 *
 * Where each entry names its command, a binding counts only after the invocation of that: the entry without a name.
 */
import { COLON, COMMA, DOUBLE_QUOTE, OPEN_BRACE, OPEN_BRACKET, SPACE } from "../bytes/ascii";
import { isWord } from "../bytes/literal";
import { ScriptBlock } from "../event/block";
import { skipBlank } from "../event/json";
import { decodeString, stringEnd } from "../event/strings";
import { take } from "../memory/arena";
import { give, giveRest, parameterOf, VALUE_KNOWN, VALUE_UNKNOWN } from "./bound-values";

/** A text that was decoded last; 0 if it is none. */
let text: usize = 0;
let textLength: usize = 0;

/** Decodes the string at `at`, which ends in front of `after`. A list or an object is none, null is empty, anything else stands for itself. */
function readText(at: usize, after: usize): void {
  const first = <u32>load<u8>(at);
  text = first == OPEN_BRACKET || first == OPEN_BRACE ? 0 : at;
  textLength = text == 0 || isWord(at, after - at, "null") ? 0 : after - at;
  if (first != DOUBLE_QUOTE) return;
  text = take(after - at);
  if (text != 0) textLength = decodeString(at + 1, after - at - 2, text) - text;
}

/** Address after the value at `at`; 0 if the text ends within it. */
function valueEnd(at: usize, end: usize): usize {
  let depth: u32 = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte == DOUBLE_QUOTE) {
      const close = stringEnd(at + 1, end);
      if (close == 0) return 0;
      at = close;
      if (depth == 0) return at + 1;
    } else if (byte == OPEN_BRACKET || byte == OPEN_BRACE) {
      depth++;
    } else if (byte == OPEN_BRACKET + 2 || byte == OPEN_BRACE + 2) {
      if (depth == 0) return at;
      depth--;
      if (depth == 0) return at + 1;
    } else if (depth == 0 && (byte <= SPACE || byte == COMMA)) {
      return at;
    }
    at++;
  }
  return 0;
}

// What an entry says.
let name: usize = 0;
let nameLength: usize = 0;
let command: usize = 0;
let commandLength: usize = 0;
let value: usize = 0;
let valueLength: usize = 0;

/** Whether a text stands in quotes. */
function isQuoted(at: usize, length: usize): bool {
  return length > 1 && load<u8>(at) == DOUBLE_QUOTE && load<u8>(at + length - 1) == DOUBLE_QUOTE;
}

/** A member of an entry. */
function takeMember(key: usize, length: usize): void {
  if (isWord(key, length, "name") || isWord(key, length, "key")) {
    name = text;
    nameLength = textLength;
  } else if (isWord(key, length, "related_command")) {
    command = text;
    commandLength = textLength;
  } else if (isWord(key, length, "value")) {
    value = text;
    valueLength = textLength;
  }
}

/** Gives a parameter the value at hand, or an unknown one. */
function giveText(parameter: u32, start: usize, length: usize): void {
  give(parameter, start, length, start == 0 ? VALUE_UNKNOWN : VALUE_KNOWN);
}

/** Whether the command was invoked by an entry before. */
let isInvoked = false;

/** An entry was read: what it says of the command `wanted`. */
function takeEntry(wanted: string): void {
  // Elastic leaves the log's quotes around names and values alike.
  const quoted: usize = name == 0 || isQuoted(name, nameLength) ? 1 : 0;
  if (quoted != 0 && isQuoted(value, valueLength)) {
    value++;
    valueLength -= 2;
  }
  if (command != 0 && !isWord(command, commandLength, wanted)) return;
  if (name == 0) {
    if (command != 0 && isWord(value, valueLength, wanted)) isInvoked = true;
  } else if (command == 0 || isInvoked) {
    giveText(parameterOf(name + quoted, nameLength - 2 * quoted), value, valueLength);
  }
}

/** Reads the members of an object from its brace on; the object is an entry, or all parameters. @returns the address after it, or 0 */
function readObject(at: usize, end: usize, isEntry: bool): usize {
  name = 0;
  command = 0;
  value = 0;
  valueLength = 0;
  at = skipBlank(at + 1, end);
  while (at < end && load<u8>(at) == DOUBLE_QUOTE) {
    const key = at + 1;
    const close = stringEnd(key, end);
    if (close == 0) return 0;
    at = skipBlank(close + 1, end);
    if (at >= end || load<u8>(at) != COLON) return 0;
    at = skipBlank(at + 1, end);
    const after = valueEnd(at, end);
    if (after == 0) return 0;
    readText(at, after);
    if (isEntry) takeMember(key, close - key);
    else giveText(parameterOf(key, close - key), text, textLength);
    at = skipBlank(after, end);
    if (at < end && load<u8>(at) == COMMA) at = skipBlank(at + 1, end);
  }
  return at < end && load<u8>(at) == OPEN_BRACE + 2 ? at + 1 : 0;
}

/** Reads the elements of a list from its bracket on: entries, or names. @returns whether it is whole */
function readList(at: usize, end: usize, wanted: string): bool {
  at = skipBlank(at + 1, end);
  while (at < end && load<u8>(at) != OPEN_BRACKET + 2) {
    if (load<u8>(at) == OPEN_BRACE) {
      at = readObject(at, end, true);
      if (at == 0) return false;
      takeEntry(wanted);
    } else {
      const after = valueEnd(at, end);
      if (after == 0 || after == at) return false;
      readText(at, after);
      if (text != 0) giveText(parameterOf(text, textLength), 0, 0);
      at = after;
    }
    at = skipBlank(at, end);
    if (at < end && load<u8>(at) == COMMA) at = skipBlank(at + 1, end);
  }
  return at < end;
}

/** Whether a text is pairs as JSON. */
export function isPairs(start: usize, length: usize): bool {
  const end = start + length;
  const at = skipBlank(start, end);
  const next = skipBlank(at + 1, end);
  if (at >= end || load<u8>(at) != OPEN_BRACE) return at < end && load<u8>(at) == OPEN_BRACKET;
  return next < end && (load<u8>(next) == DOUBLE_QUOTE || load<u8>(next) == OPEN_BRACE + 2);
}

/**
 * Reads the pairs that a block tells of a command into bound-values.ts.
 * @param wanted its name in lower case
 * @returns false if the block tells of another command, or of none
 */
export function readPairs(block: ScriptBlock, wanted: string): bool {
  const end = block.text + block.textLength;
  const at = skipBlank(block.text, end);
  isInvoked = block.commandLength != 0;
  if (isInvoked && !isWord(block.command, block.commandLength, wanted)) return false;
  const isWhole = load<u8>(at) == OPEN_BRACE ? readObject(at, end, false) != 0 : readList(at, end, wanted);
  if (!isWhole) giveRest();
  return isInvoked;
}
