/**
 * Command lines that start a shell: powershell and pwsh by name or path, through cmd, Start-Process, and handed to schedulers,
 * services and remote process creation. PowerShell: CommandLineParameterParser.
 */

import { HYPHEN, SPACE } from "../../bytes/ascii";
import { startsWithWord } from "../../bytes/literal";
import { REASON_CHILD_SHELL, REASON_DECODED, WORD_SIGN } from "../../contract";
import { TEXT_HANDED_OVER, TEXT_ISOLATED } from "../machine/bodies";
import { CALL_ISOLATED, CALL_SCOPE } from "../machine/call-modes";
import { bindWords, bound, invocation, setInvocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import { writtenTo } from "../machine/written-files";
import { OPERATOR_NONE } from "../program";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SITE_ELEMENT_PARAMETER_VALUE, SiteElement } from "../site";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { byteCount, decode, ENCODING_UTF16, fromBase64 } from "../values/encodings";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { closePieces, isText, putPiece, someText } from "../values/partial";
import { derive, stepsOf, withSteps } from "../values/steps";
import { countEntries, valueAt } from "../values/tables";
import { knownText } from "../values/text";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING, KIND_TABLE } from "../values/value";
import { openText, putByte } from "../values/writer";
import { callTexts } from "./block-runs";
import { afterSwitch, beginPieces, isPiped, nextPiece, prefixOf } from "./cmd-lines";
import {
  beginsOption,
  cursor,
  dashOf,
  firstWord,
  isOption,
  lineOf,
  MAX_WORDS,
  SHELL_CMD,
  SHELL_CORE,
  SHELL_POWERSHELL,
  shellOf,
  splitLine,
} from "./command-lines";
import {
  START_PROCESS_ARGUMENT_LIST,
  START_PROCESS_FILE_PATH,
  START_PROCESS_PARAMETERS,
  TASK_ACTION_ARGUMENT,
  TASK_ACTION_EXECUTE,
  TASK_ACTION_PARAMETERS,
} from "./parameters";

/** Words of the command's elements, as a native program gets them: a list of strings, blocks and unknowns. */
function wordsOfElements(): usize {
  const list = newList(8);
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_ARGUMENT) addWords(list, <usize>element.value);
    else if (element.kind == SITE_ELEMENT_PARAMETER) append(list, text(<usize>element.name, <usize>element.nameLength));
    else if (element.kind == SITE_ELEMENT_PARAMETER_VALUE) {
      append(list, text(<usize>element.name, <usize>element.nameLength));
      addWords(list, <usize>element.value);
    } else append(list, someText());
  }
  return list;
}

/** An array stands for one word each. */
function addWords(list: usize, value: usize): void {
  if (kindOf(value) == KIND_ARRAY && isKnownList(value)) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count && i < MAX_WORDS; i++) append(list, knownText(itemAt(value, i)));
  } else append(list, kindOf(value) == KIND_BLOCK ? value : knownText(value));
}

/** Whether the command that is carried out is a path to a shell. */
export function isShellPath(): bool {
  return shellOf(text(invocation.nameText, invocation.nameLength)) != 0;
}

/** Runs the shell that the command's own name means. */
export function runShellPath(): void {
  runWords(shellOf(text(invocation.nameText, invocation.nameLength)), wordsOfElements(), 0, false);
}

/** powershell or pwsh, named or by path, with its words as they stand on the command line. */
export function runShell(): void {
  const shell = shellOf(text(invocation.nameText, invocation.nameLength));
  runWords(shell == 0 ? SHELL_POWERSHELL : shell, wordsOfElements(), 0, false);
}

/** cmd: what follows `/c`, `/k` or `/r` is a command line of its own. */
export function runCmd(): void {
  runWords(SHELL_CMD, wordsOfElements(), 0, false);
}

/** Options of the shell that take the next word, each after the fewest of its letters that tell it. */
const WORD_OPTIONS =
  "2executionpolicy 2ep 1windowstyle 1version 1psconsolefile 2inputformat 2if 1outputformat 2of 3configurationname 3custompipename 3settingsfile 2workingdirectory 2wd 8encodedarguments 2ea ";

/** Whether a word is one of them. */
function takesWord(word: usize): bool {
  const units = changetype<usize>(WORD_OPTIONS);
  for (let at: usize = 0; at < <usize>WORD_OPTIONS.length; at++) {
    const least = <usize>load<u16>(units + (at << 1)) - 48;
    const first = ++at;
    while (load<u16>(units + (at << 1)) != 32) at++;
    if (beginsOption(word, units + (first << 1), at - first, least)) return true;
  }
  return false;
}

/**
 * Reads what a shell's words say.
 * @param from first word after the program
 */
export function runWords(shell: i32, words: usize, from: u32, handed: bool): void {
  const isKnown = kindOf(words) == KIND_ARRAY;
  if (isKnown && shell == SHELL_CMD) {
    runCmdText(lineOf(words, from), handed);
    return;
  }
  const codes = newList(1);
  if (isKnown && shell != 0) addCode(codes, textOf(words, from, shell, inputText()));
  give(codes, handed);
}

/** Adds what a shell is told to run, if it is known. */
function addCode(codes: usize, code: usize): void {
  if (code != 0) append(codes, code);
}

/** Runs what shells are told to run, each a text, or a block of the caller's own, in a process of its own. */
function give(codes: usize, handed: bool): void {
  if (countItems(codes) == 0) deliver(unknown());
  else callTexts(codes, CALL_SCOPE | CALL_ISOLATED, TEXT_ISOLATED | (handed ? TEXT_HANDED_OVER : 0), invocation.input);
}

/** The text that is piped into the command, which a shell may run; 0 if it is not known, or not one. */
function inputText(): usize {
  if (
    invocation.input == 0 ||
    kindOf(invocation.input) != KIND_ARRAY ||
    !isKnownList(invocation.input) ||
    countItems(invocation.input) != 1
  )
    return 0;
  const piped = knownText(itemAt(invocation.input, 0));
  return derive(piped, REASON_CHILD_SHELL, <usize>invocation.start, <usize>invocation.end, piped, 0, 0);
}

/** cmd's lines within one line that are followed. */
const MAX_LINES: u32 = 8;

/** The first word that is a shell, after a word of cmd's that a command follows; the number of words if the first is another program. */
function programOf(words: usize): u32 {
  const count = countItems(words);
  if (count == 0 || shellOf(itemAt(words, 0)) != 0) return 0;
  if (prefixOf(textAt(itemAt(words, 0)), textLength(itemAt(words, 0))) < 0) return count;
  let at: u32 = 1;
  while (at < count && shellOf(itemAt(words, at)) == 0) at++;
  return at;
}

/** What `echo` says in a command of cmd's, 0 if that is another. */
function said(command: usize): usize {
  const length = textLength(command);
  if (length < 6 || !startsWithWord(textAt(command), length, "echo")) return 0;
  return derive(
    text(textAt(command) + 5, length - 5),
    REASON_CHILD_SHELL,
    <usize>invocation.start,
    <usize>invocation.end,
    command,
    0,
    0,
  );
}

/** Runs what cmd is told: what all shells are told that it starts, and those that a cmd within starts. */
function runCmdText(line: usize, handed: bool): void {
  const codes = newList(4);
  const lines = newList(1);
  if (line != 0) append(lines, line);
  for (let next: u32 = 0; next < countItems(lines) && next < MAX_LINES; next++) {
    const told = afterSwitch(itemAt(lines, next));
    if (told == 0) continue;
    let before: usize = 0;
    beginPieces();
    while (true) {
      const command = nextPiece(told);
      if (command == 0) break;
      const words = newList(8);
      splitLine(command, words);
      const at = programOf(words);
      const shell = at < countItems(words) ? shellOf(itemAt(words, at)) : 0;
      if (shell == SHELL_CMD) append(lines, command);
      else if (shell != 0) addCode(codes, textOf(words, at + 1, shell, isPiped ? before : 0));
      before = said(command);
    }
  }
  give(codes, handed);
}

/**
 * What the words after PowerShell tell it to run: a text, a block, or 0.
 * @param piped the text that it gets as its input, which it runs where nothing else is told; 0 if that is not known
 */
function textOf(words: usize, from: u32, shell: i32, piped: usize): usize {
  const count = countItems(words);
  let at = from;
  while (at < count) {
    const word = itemAt(words, at);
    const next: usize = at + 1 < count ? itemAt(words, at + 1) : unknown();
    if (kindOf(word) == KIND_BLOCK) return word;
    if (isOption(word, "encodedcommand", 1) || isOption(word, "ec", 2)) return decoded(next);
    if (takesWord(word)) {
      at += 2;
      continue;
    }
    if (isOption(word, "command", 1)) return at + 2 == count && isLoneDash(next) ? piped : joined(words, at + 1, count);
    if (isOption(word, "commandwithargs", 8) || isOption(word, "cwa", 3)) return joined(words, at + 1, at + 2);
    if (isOption(word, "file", 1)) return isLoneDash(next) ? piped : contentOf(next);
    const dash = dashOf(word);
    if (dash != 0 && dash == textLength(word)) return piped;
    if (dash == 0) return shell == SHELL_CORE ? contentOf(word) : joined(words, at, count);
    at++;
  }
  return piped;
}

/** `-File path`: a script, which the text itself may have written. */
function contentOf(path: usize): usize {
  return kindOf(path) == KIND_STRING ? writtenTo(textAt(path), textLength(path)) : 0;
}

/** `Create(line)` of a process class: the line is handed over. */
export function createProcess(line: usize, from: u32, to: u32): void {
  setInvocation(0, 0, from, to, OPERATOR_NONE);
  if (startsShell(line)) runLine(line, true);
  else deliver(unknown());
}

/** Runs a line that starts a shell. */
export function runLine(line: usize, handed: bool): void {
  const shell = shellOf(firstWord(line));
  const isCut = textLength(line) != 0 && load<u8>(textAt(line)) == WORD_SIGN;
  if (shell == SHELL_CMD && !isCut) {
    runCmdText(withSteps(text(textAt(line) + cursor, textLength(line) - cursor), stepsOf(line)), handed);
    return;
  }
  const words = newList(8);
  splitLine(line, words);
  runWords(shell, words, 1, handed);
}

/** Words joined by blanks, as PowerShell joins what follows `-Command`. */
function joined(words: usize, from: u32, after: u32): usize {
  const count = min<u32>(after, countItems(words));
  if (from >= count) return 0;
  const first = itemAt(words, from);
  if (from + 1 == count && kindOf(first) == KIND_BLOCK) return first;
  openText();
  for (let i = from; i < count; i++) {
    putPiece(itemAt(words, i));
    if (i + 1 < count) putByte(SPACE);
  }
  return derive(closePieces(), REASON_CHILD_SHELL, <usize>invocation.start, <usize>invocation.end, first, 0, 0);
}

function isLoneDash(word: usize): bool {
  return kindOf(word) == KIND_STRING && textLength(word) == 1 && load<u8>(textAt(word)) == HYPHEN;
}

/** `-EncodedCommand`: Base64 of UTF-16. */
function decoded(word: usize): usize {
  const bytes = fromBase64(word);
  if (bytes == 0) return 0;
  return derive(
    decode(ENCODING_UTF16, bytes, byteCount()),
    REASON_DECODED,
    <usize>invocation.start,
    <usize>invocation.end,
    word,
    0,
    1,
  );
}

/** A program and its arguments (text, a list, or none). */
function runProgram(program: usize, args: usize, handed: bool): void {
  const words = newList(8);
  if (isText(program) && shellOf(program) == 0) splitLine(program, words);
  else append(words, program);
  if (countItems(words) == 0) {
    deliver(unknown());
    return;
  }
  if (args != 0) {
    if (kindOf(args) == KIND_ARRAY && isKnownList(args)) addList(words, args);
    else splitLine(knownText(args), words);
  }
  runWords(shellOf(itemAt(words, 0)), words, 1, handed);
}

/** Start-Process joins its list by blanks, and the program splits that line. */
function addList(words: usize, args: usize): void {
  const count = countItems(args);
  for (let i: u32 = 0; i < count; i++) {
    splitLine(knownText(itemAt(args, i)), words);
  }
}

/** Start-Process: a program by path and its arguments. */
export function runProcess(): void {
  bindWords(START_PROCESS_PARAMETERS);
  if (bound(START_PROCESS_FILE_PATH) == 0) deliver(unknown());
  else runProgram(knownText(bound(START_PROCESS_FILE_PATH)), bound(START_PROCESS_ARGUMENT_LIST), false);
}

/** `[Diagnostics.Process]::Start(program, arguments)`. */
export function startProcess(program: usize, args: usize): void {
  runProgram(knownText(program), args, false);
}

/** Whether a text is a command line that starts a shell. */
export function startsShell(line: usize): bool {
  if (!isText(line)) return false;
  const word = firstWord(line);
  return word != 0 && shellOf(word) != 0;
}

/** A value among the elements that is such a command line: itself, or one in a table or array. 0 for none. */
function lineIn(value: usize): usize {
  const kind = kindOf(value);
  if (isText(value)) return startsShell(value) ? value : 0;
  if (kind == KIND_ARRAY && isKnownList(value)) {
    const count = countItems(value);
    for (let i: u32 = 0; i < count && i < 64; i++) {
      const item = itemAt(value, i);
      if (startsShell(item)) return item;
    }
  }
  if (kind == KIND_TABLE) {
    const count = countEntries(value);
    for (let i: u32 = 0; i < count; i++) {
      const item = valueAt(value, i);
      if (startsShell(item)) return item;
    }
  }
  return 0;
}

/** Schedulers, services and remote process creation: command text among their arguments is handed over. */
export function runHandedOver(): void {
  bindWords(TASK_ACTION_PARAMETERS);
  if (bound(TASK_ACTION_EXECUTE) != 0 && shellOf(toText(bound(TASK_ACTION_EXECUTE))) != 0) {
    runProgram(toText(bound(TASK_ACTION_EXECUTE)), bound(TASK_ACTION_ARGUMENT), true);
    return;
  }
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const value = <usize>changetype<SiteElement>(at).value;
    const line = value == 0 ? <usize>0 : lineIn(value);
    if (line == 0) continue;
    runLine(line, true);
    return;
  }
  deliver(unknown());
}
