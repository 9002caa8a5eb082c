/**
 * What the text gate looks for: names of commands and classes, and signs. All of it goes into the filter (filter.ts) by an
 * anchor and what may stand around that.
 */

import { DOLLAR, DOUBLE_QUOTE, OPEN_PAREN, SINGLE_QUOTE } from "../../bytes/ascii";
import {
  allowAfter,
  allowAnyAfter,
  allowAnyBefore,
  allowBefore,
  allowLetterAfter,
  allowLetterBefore,
  chooseGroup,
  clearFilter,
  finishFilter,
  rowOf,
} from "../../bytes/filter";
import { lower } from "../../bytes/text";
import { nameAt, nameCount } from "../watched";
import { isShellSwitch, isWordByte, mayRedirect, precedesCommand, prepare, separates } from "./places";

/**
 * What is looked for: a rule, a group of the filter, a colon, a word; words are separated by single spaces. A word is found by one of
 * its bytes, the letter in upper case, else its dash or underscore: the one that with both its neighbours is the rarest in scripts.
 * The groups, a to m, are those of many tried by which the fewest places of scripts pass.
 */
const WORDS =
  "wm:invoke-expression ad:executioNcontext ai:pSdefaultparametervalues ak:invOkescript ak:invOkecommand al:runSpace ae:nestedPipeline wl:set-alias wl:new-alias wl:import-alias wl:set-item wl:new-item wm:copy-item wm:rename-item wm:move-item wc:start-process ab:scheDuledtask ak:scHtasks ah:win32_process wl:new-service wl:set-service wd:invoke-Wmimethod wi:invoke-ciMmethod am:psExec aj:wiNrs al:wMic ab:sc.eXe wm:iEx we:sAl we:nAl we:ipAl aj:aliaS: aj:functioN: bd:scripTblock sm:poWershell sk:pWsh fl:set-content fg:add-content fb:out-file fm:teE-object fk:writealLtext wl:iwMi wi:icIm cc:mOve cj:rEn cl:sAps ck:staRt cj:coPy db:tEe ce:nI ce:sI cc:mI ce:cpI ce:rnI ci:cP cc:mV cc:aT cc:cmD de:sC de:aC";
/** The letter of group 0. */
const FIRST_GROUP: u32 = 97;
/** Groups for what is no word of the literal. */
const GROUP_MEMBER: u32 = 0;
const GROUP_SIGN: u32 = 5;
const GROUP_SWITCH: u32 = 3;
const GROUP_SCRIPT_FILE: u32 = 8;
const GROUP_REDIRECTION: u32 = 5;
const GROUP_QUOTE: u32 = 6;
const GROUP_SOURCING: u32 = 7;
const GROUP_NAME: u32 = 1;
const GROUP_STATIC_MEMBER: u32 = 11;
/** Always. */
export const RULE_ANY: u32 = 97;
/** `scriptblock`, but not as a parameter's name or a variable's type. */
export const RULE_BLOCK: u32 = 98;
/** A short name that is a common word as well: it counts only where a command may start. */
export const RULE_COMMAND: u32 = 99;
/** The same, of a command that writes files. */
export const RULE_FILE_COMMAND: u32 = 100;
/** A word that writes files; it matters if the text also names a script file. */
export const RULE_FILE: u32 = 102;
/** A shell with arguments. */
export const RULE_SHELL: u32 = 115;

/** Letters by how rare they are in scripts. */
const RARE = "qzjxkvwybgfhpmucdlnirsaoet";

/** Per word 8 bytes: address of its units, length, place of its anchor, rule, index + 1 of the next word with that anchor and bit. */
const WORD_BYTES: usize = 8;
const MOST_WORDS: u32 = 128;
const words: usize = memory.data(8 * 128, 4);
/** Per byte and bit the index + 1 of the last word anchored in that byte that has that bit; in the last cell, how many there are. */
const heads: usize = memory.data(4096);
const HEADS_BYTES: usize = 4096;
const WORDS_CELL: usize = 15;
/** Bits of a row that words share. The two above are for signs. */
const WORD_BITS: u32 = 14;
export const SIGN: u32 = 1 << 14;
/** A dot where a command starts. */
const SOURCING: u32 = 1 << 15;
export const ANY_RULE: u32 = 0xffff;

let wordCount: u32 = 0;
/** Words of the literal; those after are the watched names. */
let fixedCount: u32 = 0;

/** The letter of a word at a place, in lower case. */
function letterOf(units: usize, place: u32): u32 {
  return lower(load<u8>(units + ((<usize>place) << 1)));
}

function headOf(byte: u32, cell: usize): usize {
  return heads + ((<usize>byte) << 4) + cell;
}

function addWord(units: usize, length: u32, anchor: u32, rule: u32): void {
  if (wordCount == MOST_WORDS) return;
  const word = words + <usize>wordCount * WORD_BYTES;
  const byte = letterOf(units, anchor);
  // Words of one anchor take turns.
  const head = headOf(byte, WORDS_CELL);
  const turn = <u32>load<u8>(head) % WORD_BITS;
  store<u8>(head, <u32>load<u8>(head) + 1);
  const bit: u32 = 1 << turn;
  const last = headOf(byte, turn);
  store<u32>(word, <u32>units);
  store<u8>(word, length, 4);
  store<u8>(word, anchor, 5);
  store<u8>(word, rule, 6);
  store<u8>(word, load<u8>(last), 7);
  wordCount++;
  store<u8>(last, wordCount);
  const row = rowOf(byte);
  if (anchor == 0) allowAnyBefore(row, bit);
  else allowLetterBefore(row, letterOf(units, anchor - 1), bit);
  if (anchor + 1 == length && isShortName(rule)) allowNoWordAfter(row, bit);
  else if (anchor + 1 == length) allowAnyAfter(row, bit);
  else allowLetterAfter(row, letterOf(units, anchor + 1), bit);
  if (anchor != 0) addHiding(letterOf(units, anchor - 1), byte);
  if (anchor + 1 != length) addHiding(byte, letterOf(units, anchor + 1));
}

/** Whether a word with that rule is a short name. */
export function isShortName(rule: u32): bool {
  return rule == RULE_COMMAND || rule == RULE_FILE_COMMAND;
}

/** Lets anything but a longer word stand after an anchor. */
function allowNoWordAfter(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) if (!isWordByte(byte)) allowAfter(row, byte, rules);
}

/** Lets a quote or backtick between two neighbouring letters of a word, one of them its anchor, be looked at. */
function addHiding(first: u32, second: u32): void {
  chooseGroup(GROUP_QUOTE);
  hideBetween(34, first, second);
  hideBetween(39, first, second);
  hideBetween(96, first, second);
  // U+2018 to U+201E.
  chooseGroup(GROUP_SIGN);
  const row = rowOf(0xe2);
  allowLetterBefore(row, first, SIGN);
  allowAfter(row, 0x80, SIGN);
}

/** One such sign, after which further ones may stand. */
function hideBetween(byte: u32, first: u32, second: u32): void {
  const row = rowOf(byte);
  allowLetterBefore(row, first, SIGN);
  allowLetterAfter(row, second, SIGN);
  allowAfter(row, 34, SIGN);
  allowAfter(row, 39, SIGN);
  allowAfter(row, 96, SIGN);
  allowAfter(row, 0xe2, SIGN);
}

/** A sign that matters whatever stands around it. */
function addSign(byte: u32): void {
  const row = rowOf(byte);
  allowAnyBefore(row, SIGN);
  allowAnyAfter(row, SIGN);
}

/** The signs that `placeAt` knows, with what must stand around them. */
function addSigns(): void {
  chooseGroup(GROUP_SIGN);
  addSign(38);
  chooseGroup(GROUP_REDIRECTION);
  const angle = rowOf(62);
  allowAnyAfter(angle, SIGN);
  for (let byte: u32 = 0; byte < 256; byte++) {
    if (mayRedirect(byte)) allowBefore(angle, byte, SIGN);
  }
  addMembers();
  addCommandStarts();
  chooseGroup(GROUP_SCRIPT_FILE);
  const file = rowOf(115);
  allowLetterBefore(file, 112, SIGN);
  allowAfter(file, 49, SIGN);
  allowLetterAfter(file, 109, SIGN);
}

/** What may start a computed name. */
function startsComputed(byte: u32): bool {
  return byte == DOUBLE_QUOTE || byte == DOLLAR || byte == SINGLE_QUOTE || byte == OPEN_PAREN || byte > 127;
}

/** A member with a computed name, after a dot or two colons, the second of which is the anchor. */
function addMembers(): void {
  const dot = rowOf(46);
  chooseGroup(GROUP_MEMBER);
  allowAnyBefore(dot, SIGN);
  for (let byte: u32 = 0; byte < 256; byte++) if (startsComputed(byte)) allowAfter(dot, byte, SIGN);
  const colon = rowOf(58);
  chooseGroup(GROUP_STATIC_MEMBER);
  allowBefore(colon, 58, SIGN);
  allowLetterAfter(colon, 99, SIGN);
  allowLetterAfter(colon, 115, SIGN);
  for (let byte: u32 = 0; byte < 256; byte++) if (startsComputed(byte)) allowAfter(colon, byte, SIGN);
}

/** What starts a command line: a dot that sources, a switch of a shell. */
function addCommandStarts(): void {
  const dot = rowOf(46);
  chooseGroup(GROUP_SOURCING);
  allowAnyAfter(dot, SOURCING);
  for (let byte: u32 = 0; byte < 256; byte++) if (precedesCommand(byte)) allowBefore(dot, byte, SOURCING);
  const slash = rowOf(47);
  chooseGroup(GROUP_SWITCH);
  for (let byte: u32 = 0; byte < 256; byte++) {
    if (separates(byte)) allowBefore(slash, byte, SIGN);
    if (isShellSwitch(lower(byte))) allowAfter(slash, byte, SIGN);
  }
}

/** Place of the upper-case letter of a word, else of its last dash or underscore. */
function anchorOf(units: usize, length: u32): u32 {
  let sign: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const unit = <u32>load<u16>(units + ((<usize>i) << 1));
    if (unit >= 65 && unit <= 90) return i;
    if (unit == 45 || unit == 95) sign = i;
  }
  return sign;
}

/** Place of the rarest letter of a watched name, its first and last aside. */
function rarestOf(name: string): u32 {
  const rare = changetype<usize>(RARE);
  const units = changetype<usize>(name);
  for (let r: usize = 0; r < <usize>RARE.length; r++) {
    for (let i: u32 = 1; i + 1 < <u32>name.length; i++) {
      if (load<u16>(units + ((<usize>i) << 1)) == load<u16>(rare + (r << 1))) return i;
    }
  }
  return 0;
}

function addFixedWords(): void {
  const units = changetype<usize>(WORDS);
  let start: u32 = 0;
  for (let i: u32 = 0; i <= <u32>WORDS.length; i++) {
    if (i < <u32>WORDS.length && load<u16>(units + ((<usize>i) << 1)) != 32) continue;
    const word = units + ((<usize>(start + 3)) << 1);
    const length = i - start - 3;
    chooseGroup(<u32>load<u16>(units + ((<usize>(start + 1)) << 1)) - FIRST_GROUP);
    addWord(word, length, anchorOf(word, length), load<u16>(units + ((<usize>start) << 1)));
    start = i + 1;
  }
  fixedCount = wordCount;
}

/** Whether the words after the fixed ones are the watched names of now. */
function knowsNames(): bool {
  if (wordCount - fixedCount != min(nameCount(), MOST_WORDS - fixedCount)) return false;
  for (let i: u32 = fixedCount; i < wordCount; i++) {
    if (load<u32>(words + <usize>i * WORD_BYTES) != <u32>changetype<usize>(nameAt(i - fixedCount))) return false;
  }
  return true;
}

/** Fills the filter with the fixed words and the names that are watched; call before any other function of this file. */
export function prepareWords(): void {
  if (fixedCount != 0 && knowsNames()) return;
  prepare();
  wordCount = 0;
  memory.fill(heads, 0, HEADS_BYTES);
  clearFilter();
  addFixedWords();
  for (let i: u32 = 0; i < nameCount(); i++) {
    const name = nameAt(i);
    chooseGroup(GROUP_NAME);
    addWord(changetype<usize>(name), name.length, rarestOf(name), RULE_ANY);
  }
  addSigns();
  finishFilter();
}

/** The last word added that is anchored in the byte (in lower case) and has the bit, or 0. */
export function firstWord(byte: u32, bit: u32): usize {
  return wordOf(load<u8>(headOf(byte, bit)));
}

/** The word added before with the same anchor and bit, or 0. */
export function wordAfter(word: usize): usize {
  return wordOf(load<u8>(word, 7));
}

function wordOf(index: u32): usize {
  return index == 0 ? 0 : words + <usize>(index - 1) * WORD_BYTES;
}

/** UTF-16 units of a word, with letters in either case. */
export function unitsOf(word: usize): usize {
  return <usize>load<u32>(word);
}

/** Bytes of a word of the gate. */
export function lengthOf(word: usize): u32 {
  return load<u8>(word, 4);
}

/** Place of a word's anchor. */
export function anchorIn(word: usize): u32 {
  return load<u8>(word, 5);
}

/** RULE_* of a word, or another sign for one that matters anywhere as a word of its own. */
export function ruleOf(word: usize): u32 {
  return load<u8>(word, 6);
}
