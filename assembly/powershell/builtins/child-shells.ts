/**
 * Command lines that start a shell: powershell and pwsh by name or path, through cmd, Start-Process, and handed to schedulers,
 * services and remote process creation. PowerShell: CommandLineParameterParser.
 */

import { isWord } from "../../bytes/literal";
import { REASON_CHILD_SHELL, REASON_DECODED } from "../../contract";
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
import { closePieces, isText, putPiece, someText } from "../values/partial";
import { derive, stepsOf, withSteps } from "../values/steps";
import { countEntries, valueAt } from "../values/tables";
import { knownText } from "../values/text";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING, KIND_TABLE } from "../values/value";
import { openText, putByte } from "../values/writer";
import {
  beginPieces,
  behindSwitch,
  cursor,
  dashOf,
  firstWord,
  isOption,
  lineOf,
  MAX_WORDS,
  nextPiece,
  SHELL_CMD,
  SHELL_CORE,
  SHELL_POWERSHELL,
  shellOf,
  splitLine,
} from "./command-lines";

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
  return shellOf(text(nameText, nameLength)) != 0;
}

/** Runs the shell that the command's own name means. */
export function runShellPath(): void {
  runWords(shellOf(text(nameText, nameLength)), wordsOfElements(), 0, false);
}

/** powershell or pwsh, named or by path, with its words as they stand on the command line. */
export function runShell(): void {
  const shell = shellOf(text(nameText, nameLength));
  runWords(shell == 0 ? SHELL_POWERSHELL : shell, wordsOfElements(), 0, false);
}

/** cmd: what follows `/c`, `/k` or `/r` is a command line of its own. */
export function runCmd(): void {
  runWords(SHELL_CMD, wordsOfElements(), 0, false);
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
    isOption(word, "if", 2) ||
    isOption(word, "outputformat", 1) ||
    isOption(word, "of", 2) ||
    isOption(word, "configurationname", 3) ||
    isOption(word, "custompipename", 3) ||
    isOption(word, "settingsfile", 3) ||
    isOption(word, "workingdirectory", 2) ||
    isOption(word, "wd", 2)
  );
}

/**
 * Reads what a shell's words say.
 * @param from first word after the program
 */
function runWords(shell: i32, words: usize, from: u32, handed: bool): void {
  if (kindOf(words) != KIND_ARRAY) give(0, handed);
  else if (shell == SHELL_CMD) runCmdText(lineOf(words, from), handed);
  else give(shell == 0 ? 0 : textOf(words, from, shell), handed);
}

/** Runs what a shell is told to run: a text, or a block of the caller's own; 0 for what is not known. */
function give(code: usize, handed: bool): void {
  if (code == 0) deliver(unknown());
  else if (kindOf(code) == KIND_BLOCK) callBlock(code, 0, input, CALL_SCOPE | CALL_ISOLATED);
  else runText(code, handed);
}

/** Shells started through shells that are followed. */
const MAX_SHELLS = 8;

/** The first word that is a shell, after cmd's `start` and `call`; the number of words if the first is another program. */
function programOf(words: usize): u32 {
  const count = countItems(words);
  if (count == 0 || shellOf(itemAt(words, 0)) != 0) return 0;
  const first = itemAt(words, 0);
  const isStart = isWord(textAt(first), textLength(first), "start") || isWord(textAt(first), textLength(first), "call");
  if (!isStart) return count;
  let at: u32 = 1;
  while (at < count && shellOf(itemAt(words, at)) == 0) at++;
  return at;
}

/** Runs what cmd is told: the texts of all shells it starts, one below the other, or what a cmd within is told. */
function runCmdText(line: usize, handed: bool): void {
  let all: usize = 0;
  for (let rounds = 0; rounds < MAX_SHELLS && line != 0 && all == 0; rounds++) {
    const told = behindSwitch(line);
    line = 0;
    beginPieces();
    while (told != 0) {
      const command = nextPiece(told);
      if (command == 0) break;
      const words = newList(8);
      splitLine(command, words);
      const at = programOf(words);
      if (at >= countItems(words)) continue;
      const shell = shellOf(itemAt(words, at));
      if (shell == SHELL_CMD) line = command;
      else if (shell != 0) all = below(all, textOf(words, at + 1, shell));
    }
  }
  give(all, handed);
}

/** One text below another, either of which may be missing. */
function below(upper: usize, lower: usize): usize {
  if (upper == 0 || lower == 0 || !isText(upper) || !isText(lower)) return upper == 0 ? lower : upper;
  openText();
  putPiece(upper);
  putByte(10);
  putPiece(lower);
  return derive(closePieces(), REASON_CHILD_SHELL, <usize>start, <usize>end, upper, lower, 0);
}

/** What the words after PowerShell tell it to run: a text, a block, or 0. */
function textOf(words: usize, from: u32, shell: i32): usize {
  const count = countItems(words);
  let at = from;
  while (at < count) {
    const word = itemAt(words, at);
    const next: usize = at + 1 < count ? itemAt(words, at + 1) : unknown();
    if (kindOf(word) == KIND_BLOCK) return word;
    if (isOption(word, "encodedcommand", 1) || isOption(word, "ec", 2)) return decoded(next);
    if (isOption(word, "encodedarguments", 8) || isOption(word, "ea", 2) || takesWord(word)) {
      at += 2;
      continue;
    }
    if (isOption(word, "command", 1)) return joined(words, at + 1, count);
    if (isOption(word, "commandwithargs", 8) || isOption(word, "cwa", 3)) return joined(words, at + 1, at + 2);
    if (isOption(word, "file", 1)) return contentOf(next);
    const dash = dashOf(word);
    // A dash alone: the text comes from elsewhere.
    if (dash != 0 && dash == textLength(word)) return 0;
    if (dash == 0) return shell == SHELL_CORE ? contentOf(word) : joined(words, at, count);
    at++;
  }
  return 0;
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

/** Runs the line of a process that was started: what its shell is told, or a line for a shell that it hands on. */
export function runProcessLine(line: usize, from: u32, to: u32): void {
  setInvocation(0, 0, from, to, OPERATOR_NONE);
  if (startsShell(line)) {
    runLine(line, false);
    return;
  }
  const words = newList(8);
  splitLine(line, words);
  const count = countItems(words);
  let nested: usize = 0;
  for (let i: u32 = 1; i < count && nested == 0; i++) if (startsShell(itemAt(words, i))) nested = itemAt(words, i);
  if (nested == 0) nested = lineWithin(line);
  if (nested == 0) deliver(unknown());
  else runLine(nested, true);
}

/** The line for a shell in a line that another language reads: `vbscript:…Run("powershell …")`, up to the quote. 0 for none. */
function lineWithin(line: usize): usize {
  const bytes = textAt(line);
  const length = textLength(line);
  for (let at: usize = 0; at < length; at++) {
    const byte = <u32>load<u8>(bytes + at);
    if (byte != 34 && byte != 39) continue;
    let close = at + 1;
    while (close < length && <u32>load<u8>(bytes + close) != byte) close++;
    const within = withSteps(text(bytes + at + 1, close - at - 1), stepsOf(line));
    if (startsShell(within)) return within;
  }
  return 0;
}

/** Runs a line that starts a shell. */
function runLine(line: usize, handed: bool): void {
  const shell = shellOf(firstWord(line));
  if (shell == SHELL_CMD) {
    runCmdText(withSteps(text(textAt(line) + cursor, textLength(line) - cursor), stepsOf(line)), handed);
    return;
  }
  const words = newList(8);
  splitLine(line, words);
  runWords(shell, words, 1, handed);
}

/** Words joined by blanks, as PowerShell joins what follows `-Command`; a lone dash stands for what comes in. */
function joined(words: usize, from: u32, after: u32): usize {
  const count = min<u32>(after, countItems(words));
  if (from >= count) return 0;
  const first = itemAt(words, from);
  if (from + 1 == count && (kindOf(first) == KIND_BLOCK || isLoneDash(first))) return kindOf(first) == KIND_BLOCK ? first : 0;
  openText();
  for (let i = from; i < count; i++) {
    putPiece(itemAt(words, i));
    if (i + 1 < count) putByte(32);
  }
  return derive(closePieces(), REASON_CHILD_SHELL, <usize>start, <usize>end, first, 0, 0);
}

function isLoneDash(word: usize): bool {
  return kindOf(word) == KIND_STRING && textLength(word) == 1 && load<u8>(textAt(word)) == 45;
}

/** `-EncodedCommand`: Base64 of UTF-16. */
function decoded(word: usize): usize {
  const bytes = fromBase64(word);
  if (bytes == 0) return 0;
  return derive(decode(ENCODING_UTF16, bytes, byteCount()), REASON_DECODED, <usize>start, <usize>end, word, 0, 1);
}

function runText(line: usize, handed: bool): void {
  const marks = handed ? TEXT_HANDED_OVER | TEXT_ISOLATED : TEXT_ISOLATED;
  pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc).a = <u32>unknown();
  deferText(line, start, end, CALL_SCOPE | CALL_ISOLATED, marks, 0, 0);
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
  bindWords(
    "filepath|path0 argumentlist|args1 credential workingdirectory windowstyle verb loaduserprofile! nonewwindow! passthru! wait!",
  );
  if (bound(0) == 0) deliver(unknown());
  else runProgram(knownText(bound(0)), bound(1), false);
}

/** `[Diagnostics.Process]::Start(program, arguments)`. */
export function startProcess(program: usize, args: usize): void {
  runProgram(knownText(program), args, false);
}

/** Whether a text is a command line that starts a shell. */
function startsShell(line: usize): bool {
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
  bindWords("execute argument|arguments");
  if (bound(0) != 0 && shellOf(toText(bound(0))) != 0) {
    runProgram(toText(bound(0)), bound(1), true);
    return;
  }
  for (let at = <usize>elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const value = <usize>changetype<SiteElement>(at).value;
    const line = value == 0 ? <usize>0 : lineIn(value);
    if (line == 0) continue;
    runLine(line, true);
    return;
  }
  deliver(unknown());
}
