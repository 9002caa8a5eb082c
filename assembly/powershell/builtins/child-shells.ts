/**
 * Command lines that start a shell: powershell and pwsh by name or path, through cmd, Start-Process, and handed to schedulers,
 * services and remote process creation. PowerShell: CommandLineParameterParser.
 */

import { endsWithWord, isWord } from "../../bytes/literal";
import { lower } from "../../bytes/text";
import { REASON_CHILD_SHELL, REASON_DECODED } from "../../contract";
import { take } from "../../memory/arena";
import { TEXT_HANDED_OVER, TEXT_ISOLATED } from "../machine/bodies";
import { CALL_ISOLATED, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { NATIVE_INSTEAD } from "../machine/continuations";
import { deferText } from "../machine/deferred";
import { FRAME_NATIVE, pushFrame } from "../machine/frames";
import { bindWords, bound, elements, end, input, nameLength, nameText, setInvocation, start } from "../machine/invocation";
import { deliver, pc } from "../machine/state";
import { writtenTo } from "../machine/written-files";
import { OPERATOR_NONE } from "../program";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SITE_ELEMENT_PARAMETER_VALUE, SiteElement } from "../site";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { byteCount, decode, ENCODING_UTF16, fromBase64 } from "../values/encodings";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { derive, stepsOf, withSteps } from "../values/steps";
import { countEntries, valueAt } from "../values/tables";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING, KIND_TABLE } from "../values/value";

const MAX_WORDS: u32 = 4096;

/** Words of the command's elements, as a native program gets them: a list of strings, blocks and unknowns. */
function wordsOfElements(): usize {
  const list = newList(8);
  for (let at = <usize>elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_ARGUMENT) addWords(list, <usize>element.value);
    else if (element.kind == SITE_ELEMENT_PARAMETER) append(list, text(<usize>element.name, <usize>element.nameLength));
    else if (element.kind == SITE_ELEMENT_PARAMETER_VALUE) {
      append(list, text(<usize>element.name, <usize>element.nameLength));
      addWords(list, <usize>element.value);
    } else append(list, unknown());
  }
  return list;
}

/** An array stands for one word each. */
function addWords(list: usize, value: usize): void {
  if (kindOf(value) == KIND_ARRAY && isKnownList(value)) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count && i < MAX_WORDS; i++) append(list, itemAt(value, i));
  } else if (kindOf(value) == KIND_BLOCK) append(list, value);
  else append(list, toText(value));
}

/** Splits a command line as Windows programs do: blanks part words but in double quotes, which are dropped. */
function splitLine(line: usize, list: usize): void {
  const bytes = textAt(line);
  const length = textLength(line);
  let at: usize = 0;
  while (at < length && countItems(list) < MAX_WORDS) {
    while (at < length && isBlank(load<u8>(bytes + at))) at++;
    if (at == length) return;
    const room = take(length - at + 1);
    if (room == 0) return;
    let size: usize = 0;
    let quoted = false;
    while (at < length && (quoted || !isBlank(load<u8>(bytes + at)))) {
      const byte = load<u8>(bytes + at);
      if (byte == 92 && at + 1 < length && load<u8>(bytes + at + 1) == 34) {
        store<u8>(room + size++, 34);
        at += 2;
        continue;
      }
      if (byte == 34) quoted = !quoted;
      else store<u8>(room + size++, byte);
      at++;
    }
    append(list, withSteps(text(room, size), stepsOf(line)));
  }
}

function isBlank(byte: u32): bool {
  return byte == 32 || byte == 9 || byte == 10 || byte == 13;
}

const SHELL_POWERSHELL: i32 = 1;
const SHELL_CMD: i32 = 2;

/** Which shell a program's name or path means; 0 for none. */
function shellOf(value: usize): i32 {
  if (kindOf(value) != KIND_STRING) return 0;
  const bytes = textAt(value);
  let length = textLength(value);
  let from: usize = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(bytes + i);
    if (byte == 92 || byte == 47) from = i + 1;
  }
  length -= from;
  const name = bytes + from;
  if (endsWithWord(name, length, ".exe")) length -= 4;
  if (isWord(name, length, "powershell") || isWord(name, length, "pwsh")) return SHELL_POWERSHELL;
  return isWord(name, length, "cmd") ? SHELL_CMD : 0;
}

/** Whether the command that is carried out is a path to a shell. */
export function isShellPath(): bool {
  return shellOf(text(nameText, nameLength)) != 0;
}

/** Runs the shell that the command's own name means. */
export function runShellPath(): void {
  runWords(shellOf(text(nameText, nameLength)), wordsOfElements(), 0, false);
}

export function runShell(): void {
  runWords(SHELL_POWERSHELL, wordsOfElements(), 0, false);
}

export function runCmd(): void {
  runWords(SHELL_CMD, wordsOfElements(), 0, false);
}

/** Begins a parameter's name: at least `least` letters of the literal, dash or slash in front. */
function isOption(word: usize, literal: string, least: usize): bool {
  if (kindOf(word) != KIND_STRING) return false;
  const bytes = textAt(word);
  const length = textLength(word);
  if (length < least + 1 || length > <usize>literal.length + 1) return false;
  const first = load<u8>(bytes);
  if (first != 45 && first != 47) return false;
  const units = changetype<usize>(literal);
  for (let i: usize = 1; i < length; i++) {
    if (lower(load<u8>(bytes + i)) != <u32>load<u16>(units + ((i - 1) << 1))) return false;
  }
  return true;
}

function isDashed(word: usize): bool {
  return kindOf(word) == KIND_STRING && textLength(word) > 1 && (load<u8>(textAt(word)) == 45 || load<u8>(textAt(word)) == 47);
}

/** Options of the shell that take the next word. */
function takesWord(word: usize): bool {
  return (
    isOption(word, "executionpolicy", 2) ||
    isOption(word, "ep", 2) ||
    isOption(word, "windowstyle", 1) ||
    isOption(word, "version", 1) ||
    isOption(word, "psconsolefile", 1) ||
    isOption(word, "inputformat", 2) ||
    isOption(word, "outputformat", 1) ||
    isOption(word, "configurationname", 3) ||
    isOption(word, "custompipename", 3) ||
    isOption(word, "settingsfile", 3) ||
    isOption(word, "workingdirectory", 2)
  );
}

/**
 * Reads what a shell's command line says.
 * @param from first word behind the program
 */
function runWords(shell: i32, words: usize, from: u32, handed: bool): void {
  if (kindOf(words) != KIND_ARRAY) {
    deliver(unknown());
    return;
  }
  let kind = shell;
  let list = words;
  let at = from;
  // cmd may start cmd again; each round drops at least one word.
  for (let rounds = 0; rounds < 8 && kind == SHELL_CMD; rounds++) {
    list = behindSwitch(list, at);
    at = 1;
    kind = countItems(list) == 0 ? 0 : shellOf(itemAt(list, 0));
  }
  if (kind == SHELL_POWERSHELL) runOptions(list, at, handed);
  else deliver(unknown());
}

/** The words of the line behind `/c` or `/k`, split again if they came as one. */
function behindSwitch(words: usize, from: u32): usize {
  const count = countItems(words);
  let at = from;
  while (at < count && !isOption(itemAt(words, at), "c", 1) && !isOption(itemAt(words, at), "k", 1)) at++;
  const rest = newList(8);
  at++;
  if (at + 1 == count && kindOf(itemAt(words, at)) == KIND_STRING) {
    splitLine(itemAt(words, at), rest);
    return rest;
  }
  while (at < count) append(rest, itemAt(words, at++));
  return rest;
}

function runOptions(words: usize, from: u32, handed: bool): void {
  const count = countItems(words);
  let at = from;
  while (at < count) {
    const word = itemAt(words, at);
    if (kindOf(word) == KIND_BLOCK) {
      callBlock(word, 0, input, CALL_SCOPE | CALL_ISOLATED);
      return;
    }
    if (isOption(word, "encodedcommand", 1) || isOption(word, "ec", 2)) {
      runEncoded(at + 1 < count ? itemAt(words, at + 1) : unknown(), handed);
      return;
    }
    if (isOption(word, "encodedarguments", 8) || isOption(word, "ea", 2) || takesWord(word)) {
      at += 2;
      continue;
    }
    if (isOption(word, "command", 1)) {
      runRest(words, at + 1, handed);
      return;
    }
    if (isOption(word, "file", 1)) {
      runFile(at + 1 < count ? itemAt(words, at + 1) : unknown(), handed);
      return;
    }
    if (isDashed(word)) {
      at++;
      continue;
    }
    runRest(words, at, handed);
    return;
  }
  deliver(unknown());
}

/** `-File path`: a script, which the text itself may have written. */
function runFile(path: usize, handed: bool): void {
  const content = kindOf(path) == KIND_STRING ? writtenTo(textAt(path), textLength(path)) : <usize>0;
  if (content == 0) deliver(unknown());
  else runText(content, handed);
}

/** `Create(line)` of a process class: the line is handed over. */
export function createProcess(line: usize, from: u32, to: u32): void {
  setInvocation(0, 0, from, to, OPERATOR_NONE);
  if (kindOf(line) == KIND_STRING && startsShell(line)) runProgram(line, 0, true);
  else deliver(unknown());
}

/** All words from one on, joined by blanks, are the text. */
function runRest(words: usize, from: u32, handed: bool): void {
  const count = countItems(words);
  if (from >= count) {
    deliver(unknown());
    return;
  }
  if (from + 1 == count && kindOf(itemAt(words, from)) == KIND_BLOCK) {
    callBlock(itemAt(words, from), 0, input, CALL_SCOPE | CALL_ISOLATED);
    return;
  }
  let size: usize = 0;
  for (let i = from; i < count; i++) {
    const word = itemAt(words, i);
    if (kindOf(word) != KIND_STRING) {
      deliver(unknown());
      return;
    }
    size += textLength(word) + 1;
  }
  const room = take(size);
  if (room == 0) {
    deliver(unknown());
    return;
  }
  let to = room;
  for (let i = from; i < count; i++) {
    const word = itemAt(words, i);
    memory.copy(to, textAt(word), textLength(word));
    to += textLength(word);
    if (i + 1 < count) store<u8>(to++, 32);
  }
  runText(derive(text(room, to - room), REASON_CHILD_SHELL, <usize>start, <usize>end, itemAt(words, from), 0, 0), handed);
}

function runEncoded(word: usize, handed: bool): void {
  const bytes = fromBase64(word);
  if (bytes == 0) {
    deliver(unknown());
    return;
  }
  const line = decode(ENCODING_UTF16, bytes, byteCount());
  runText(derive(line, REASON_DECODED, <usize>start, <usize>end, word, 0, 1), handed);
}

function runText(line: usize, handed: bool): void {
  const marks = handed ? TEXT_HANDED_OVER | TEXT_ISOLATED : TEXT_ISOLATED;
  pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc).a = <u32>unknown();
  deferText(line, start, end, CALL_SCOPE | CALL_ISOLATED, marks, 0, 0);
}

/** A program and its arguments (text, a list, or none). */
function runProgram(program: usize, args: usize, handed: bool): void {
  const words = newList(8);
  if (kindOf(program) == KIND_STRING && shellOf(program) == 0) splitLine(program, words);
  else append(words, program);
  if (countItems(words) == 0) {
    deliver(unknown());
    return;
  }
  if (args != 0) {
    if (kindOf(args) == KIND_ARRAY && isKnownList(args)) addList(words, args);
    else if (kindOf(toText(args)) == KIND_STRING) splitLine(toText(args), words);
    else append(words, unknown());
  }
  runWords(shellOf(itemAt(words, 0)), words, 1, handed);
}

/** Start-Process joins its list by blanks, and the program splits that line. */
function addList(words: usize, args: usize): void {
  const count = countItems(args);
  for (let i: u32 = 0; i < count; i++) {
    const word = toText(itemAt(args, i));
    if (kindOf(word) == KIND_STRING) splitLine(word, words);
    else append(words, unknown());
  }
}

export function runProcess(): void {
  bindWords(
    "filepath|path0 argumentlist|args1 credential workingdirectory windowstyle verb loaduserprofile! nonewwindow! passthru! wait!",
  );
  if (bound(0) == 0) deliver(unknown());
  else runProgram(toText(bound(0)), bound(1), false);
}

/** `[Diagnostics.Process]::Start(program, arguments)`. */
export function startProcess(program: usize, args: usize): void {
  runProgram(toText(program), args, false);
}

/** Whether a text is a command line that starts a shell. */
function startsShell(line: usize): bool {
  const words = newList(2);
  splitLine(line, words);
  return countItems(words) != 0 && shellOf(itemAt(words, 0)) != 0;
}

/** A value among the elements that is such a command line: itself, or one in a table or array. 0 for none. */
function lineIn(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_STRING) return startsShell(value) ? value : 0;
  if (kind == KIND_ARRAY && isKnownList(value)) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count && i < 64; i++) {
      const item = itemAt(value, i);
      if (kindOf(item) == KIND_STRING && startsShell(item)) return item;
    }
  }
  if (kind == KIND_TABLE) {
    const count = countEntries(value);
    for (let i: u32 = 0; i < count; i++) {
      const item = valueAt(value, i);
      if (kindOf(item) == KIND_STRING && startsShell(item)) return item;
    }
  }
  return 0;
}

/** Schedulers, services and remote process creation: command text among their arguments is handed over. */
export function runHandedOver(): void {
  bindWords("execute argument|arguments");
  if (bound(0) != 0 && shellOf(toText(bound(0))) != 0) {
    runProgram(toText(bound(0)), bound(1), true);
    return;
  }
  for (let at = <usize>elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const value = <usize>changetype<SiteElement>(at).value;
    const line = value == 0 ? <usize>0 : lineIn(value);
    if (line == 0) continue;
    runProgram(line, 0, true);
    return;
  }
  deliver(unknown());
}
