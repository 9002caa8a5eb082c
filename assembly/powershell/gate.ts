/**
 * The text gate: whether a script could invoke a watched command, or speaks of one. One pass; almost every byte is only looked
 * up in a table of classes. It may say yes too often, never no wrongly.
 *
 * A text without a watched name can still reach it in two ways: a command name that is computed (behind `&` or `.`, by an alias,
 * a function or a default value made at run time), and text that becomes code. So the gate looks for the places where PowerShell
 * takes either, not for the ways to compute a name. Quotes and backticks within a word do not hide it.
 */
import { lower } from "../bytes/text";
import {
  callsComputedMember,
  followsName,
  followsPipe,
  isWordByte,
  makesBlocks,
  prepare,
  runsComputed,
  separates,
  startsCommand,
  takesArguments,
} from "./gate-places";
import { nameAt, nameCount } from "./machine/watch";

/**
 * What is looked for: a rule, a colon, a word; words are separated by single spaces. A word is found by one of its bytes: the
 * letter in upper case, a rare one, else its dash or colon.
 */
const WORDS =
  "w:invoke-eXpression a:eXecutioncontext a:psdefaultparameterValues a:invoKescript a:invoKecommand w:set-alias w:new-alias w:import-alias w:set-item w:new-item w:copy-item w:rename-item w:move-item w:start-process a:scheduledtasK a:schtasKs a:Win32_process w:new-service w:set-service w:invoke-wmimethod w:invoke-cimmethod a:pseXec a:Winrs a:Wmic a:sc.eXe w:ieX w:saL w:naL w:ipaL a:alias: a:function: b:scriptblocK s:poWershell s:pWsh f:set-content f:add-content f:out-file f:tee-object f:Writealltext";
/** Always. */
const RULE_ANY: u32 = 97;
/** `scriptblock`, but not as a parameter's name or a variable's type. */
const RULE_BLOCK: u32 = 98;
/** A word that writes files; it matters if the text also names a script file. */
const RULE_FILE: u32 = 102;
/** A shell with arguments. */
const RULE_SHELL: u32 = 115;

/** Letters by how rare they are in scripts. */
const RARE = "qzjxkvwybgfhpmucdlnirsaoet";

/** Per word 12 bytes: address of its units, length, place of its byte, rule, index + 1 of the next word with that byte. */
const WORD_BYTES: usize = 12;
const MOST_WORDS: u32 = 104;
const words: usize = memory.data(12 * 104, 4);
/** Per byte the index + 1 of the first word found by it. */
const heads: usize = memory.data(256);
/** Per byte what to do: 0 nothing, else PLACE_*. */
const classes: usize = memory.data(256);
/** Per byte its own bit if words are found by it; which of those bits may have this byte in front, and behind. */
const finders: usize = memory.data(1024, 4);
const inFront: usize = memory.data(1024, 4);
const behindIt: usize = memory.data(1024, 4);
let finderCount: u32 = 0;
const PLACE_WORD: u8 = 1;
const PLACE_AMPERSAND: u8 = 2;
const PLACE_DOT: u8 = 3;
const PLACE_COLON: u8 = 4;
const PLACE_SLASH: u8 = 5;
const PLACE_ANGLE: u8 = 6;

let wordCount: u32 = 0;
/** Words of the literal; those behind are the watched names. */
let fixedCount: u32 = 0;

/** Quotes and backticks that may stand within a word before the gate gives up on telling. */
const MOST_SKIPPED: u32 = 32;

/** The text writes a file; the text names a script file. */
let writesFile = false;
let namesScript = false;

function bitsAt(table: usize, byte: u32): u32 {
  return load<u32>(table + ((<usize>byte) << 2));
}

function addBits(table: usize, byte: u32, bits: u32): void {
  const cell = table + ((<usize>byte) << 2);
  store<u32>(cell, load<u32>(cell) | bits);
}

/** The bit of a byte by which words are found; the last bit serves all that come too late for one of their own. */
function finderOf(byte: u32): u32 {
  const known = bitsAt(finders, byte);
  if (known != 0) return known;
  const bit: u32 = 1 << min<u32>(finderCount, 31);
  finderCount++;
  addBits(finders, byte, bit);
  return bit;
}

/** Notes what may stand beside a word's byte: the neighbouring letter in either case, or anything at the word's end. */
function allowBeside(table: usize, bit: u32, units: usize, place: i32, length: u32): void {
  if (place < 0 || <u32>place >= length) {
    for (let byte: u32 = 0; byte < 256; byte++) addBits(table, byte, bit);
    return;
  }
  const letter = lower(load<u8>(units + ((<usize>place) << 1)));
  addBits(table, letter, bit);
  if (letter - 97 < 26) addBits(table, letter & 95, bit);
}

/** Quotes and backticks may stand anywhere within a word. */
function allowHidden(): void {
  for (let byte: u32 = 0x98; byte <= 0x9e; byte++) addBits(inFront, byte, 0xffffffff);
  addBits(behindIt, 0xe2, 0xffffffff);
  for (let i = 0; i < 2; i++) {
    const table = i == 0 ? inFront : behindIt;
    addBits(table, 39, 0xffffffff);
    addBits(table, 34, 0xffffffff);
    addBits(table, 96, 0xffffffff);
  }
}

function addWord(units: usize, length: u32, anchor: u32, rule: u32): void {
  if (wordCount == MOST_WORDS) return;
  const word = words + <usize>wordCount * WORD_BYTES;
  const byte = lower(load<u8>(units + ((<usize>anchor) << 1)));
  store<u32>(word, <u32>units);
  store<u8>(word, length, 4);
  store<u8>(word, anchor, 5);
  store<u8>(word, rule, 6);
  store<u8>(word, load<u8>(heads + <usize>byte), 7);
  const bit = finderOf(byte);
  allowBeside(inFront, bit, units, <i32>anchor - 1, length);
  allowBeside(behindIt, bit, units, <i32>anchor + 1, length);
  wordCount++;
  store<u8>(heads + <usize>byte, wordCount);
  store<u8>(classes + <usize>byte, PLACE_WORD);
  // Its capital, if it is a letter.
  if (byte >= 97) store<u8>(classes + <usize>(byte & 95), PLACE_WORD);
}

/** Place of the upper-case letter of a word, else of its dash or colon. */
function anchorOf(units: usize, length: u32): u32 {
  let sign: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const unit = <u32>load<u16>(units + ((<usize>i) << 1));
    if (unit >= 65 && unit <= 90) return i;
    if (unit == 45 || unit == 58) sign = i;
  }
  return sign;
}

/** Place of the rarest letter of a watched name. */
function rarestOf(name: string): u32 {
  const rare = changetype<usize>(RARE);
  const units = changetype<usize>(name);
  for (let r: usize = 0; r < <usize>RARE.length; r++) {
    for (let i: u32 = 0; i < <u32>name.length; i++) {
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
    const word = units + ((<usize>(start + 2)) << 1);
    const length = i - start - 2;
    addWord(word, length, anchorOf(word, length), load<u16>(units + ((<usize>start) << 1)));
    start = i + 1;
  }
  fixedCount = wordCount;
}

/** Whether the words behind the fixed ones are the watched names of now. */
function knowsNames(): bool {
  if (wordCount - fixedCount != min(nameCount(), MOST_WORDS - fixedCount)) return false;
  for (let i: u32 = fixedCount; i < wordCount; i++) {
    if (load<u32>(words + <usize>i * WORD_BYTES) != <u32>changetype<usize>(nameAt(i - fixedCount))) return false;
  }
  return true;
}

function prepareWords(): void {
  if (fixedCount != 0 && knowsNames()) return;
  prepare();
  wordCount = 0;
  memory.fill(heads, 0, 256);
  memory.fill(classes, 0, 256);
  memory.fill(finders, 0, 1024);
  memory.fill(inFront, 0, 1024);
  memory.fill(behindIt, 0, 1024);
  finderCount = 0;
  allowHidden();
  addFixedWords();
  for (let i: u32 = 0; i < nameCount(); i++) {
    const name = nameAt(i);
    addWord(changetype<usize>(name), name.length, rarestOf(name), RULE_ANY);
  }
  store<u8>(classes + 38, PLACE_AMPERSAND);
  store<u8>(classes + 46, PLACE_DOT);
  store<u8>(classes + 58, PLACE_COLON);
  store<u8>(classes + 47, PLACE_SLASH);
  store<u8>(classes + 62, PLACE_ANGLE);
}

/** Bytes of a quote or backtick at `at`: U+2018 to U+201E are quotes as well. 0 for anything else. */
function hidden(at: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == 39 || byte == 34 || byte == 96) return 1;
  if (byte != 0xe2 || load<u8>(at + 1) != 0x80) return 0;
  const last = <u32>load<u8>(at + 2);
  return last >= 0x98 && last <= 0x9e ? 3 : 0;
}

/** The same for the bytes that end at `at`. */
function hiddenBefore(at: usize, start: usize): usize {
  const byte = <u32>load<u8>(at - 1);
  if (byte == 39 || byte == 34 || byte == 96) return 1;
  return byte >= 0x98 && byte <= 0x9e && at - start >= 3 && hidden(at - 3) == 3 ? 3 : 0;
}

/** Whether the word stands around its byte at `at`, letter by letter or too scattered to tell. */
function stands(word: usize, at: usize, start: usize, end: usize): bool {
  const units = <usize>load<u32>(word);
  const length = <u32>load<u8>(word, 4);
  const anchor = <u32>load<u8>(word, 5);
  let skipped: u32 = 0;
  let next = at + 1;
  for (let i = anchor + 1; i < length; ) {
    if (next >= end) return false;
    if (lower(load<u8>(next)) == lower(load<u8>(units + ((<usize>i) << 1)))) {
      next++;
      i++;
      continue;
    }
    const hiding = hidden(next);
    if (hiding == 0) return false;
    if (++skipped > MOST_SKIPPED) return true;
    next += hiding;
  }
  let before = at;
  for (let i = anchor; i > 0; ) {
    if (before <= start) return false;
    if (lower(load<u8>(before - 1)) == lower(load<u8>(units + ((<usize>(i - 1)) << 1)))) {
      before--;
      i--;
      continue;
    }
    const hiding = hiddenBefore(before, start);
    if (hiding == 0) return false;
    if (++skipped > MOST_SKIPPED) return true;
    before -= hiding;
  }
  return follows(load<u8>(word, 6), before, next, start, end);
}

/** Whether a word that stands at [before, behind) matters by its rule. */
function follows(rule: u32, before: usize, behind: usize, start: usize, end: usize): bool {
  if (rule == RULE_ANY) return true;
  if (rule == RULE_BLOCK) return makesBlocks(behind, end);
  if (rule == RULE_SHELL) return takesArguments(behind, end) || followsPipe(before, start);
  if (rule == RULE_FILE) {
    writesFile = true;
    return namesScript;
  }
  // What is left is `w`: not as a part of a longer word.
  if (before > start && isWordByte(load<u8>(before - 1))) return false;
  return behind >= end || !isWordByte(load<u8>(behind));
}

/** Whether the bytes beside `at` are those of no word that is found there. */
function isAlone(at: usize): bool {
  const fitting = bitsAt(inFront, load<u8>(at - 1)) & bitsAt(behindIt, load<u8>(at + 1));
  return (fitting & bitsAt(finders, lower(load<u8>(at)))) == 0;
}

function wordAt(at: usize, start: usize, end: usize): bool {
  if (at > start && at + 1 < end && isAlone(at)) return false;
  let index = <u32>load<u8>(heads + <usize>lower(load<u8>(at)));
  while (index != 0) {
    const word = words + <usize>(index - 1) * WORD_BYTES;
    if (stands(word, at, start, end)) return true;
    index = load<u8>(word, 7);
  }
  return false;
}

/** `.ps1` or `.psm1`. */
function isScriptFile(at: usize, end: usize): bool {
  if (at + 3 >= end || lower(load<u8>(at + 1)) != 112 || lower(load<u8>(at + 2)) != 115) return false;
  return load<u8>(at + 3) == 49 || lower(load<u8>(at + 3)) == 109;
}

/** A dot: it runs what follows, or a member is called by a computed name, or a script file is named. */
function dotAt(at: usize, start: usize, end: usize): bool {
  if (startsCommand(at, start)) return runsComputed(at + 1, end);
  if (isScriptFile(at, end)) {
    namesScript = true;
    if (writesFile) return true;
  }
  return callsComputedMember(at + 1, end);
}

/** `::`: a member is called by a computed name, or it may make code and its type is not written as a literal. */
function colonAt(at: usize, start: usize, end: usize): bool {
  if (at + 2 >= end || load<u8>(at + 1) != 58) return wordAt(at, start, end);
  if (at == start || callsComputedMember(at + 2, end)) return at != start;
  return wordAt(at, start, end) || (lower(load<u8>(at + 2)) == 99 && !followsName(at, start));
}

/** `/c`, `/k` and `/r` of the old command shell: what follows is a command line. */
function slashAt(at: usize, start: usize, end: usize): bool {
  const letter = at + 1 < end ? lower(load<u8>(at + 1)) : 0;
  if (letter != 99 && letter != 107 && letter != 114) return false;
  return (at + 2 >= end || separates(load<u8>(at + 2))) && (at == start || separates(load<u8>(at - 1)));
}

/** A redirection: a `>` where a token may start. It may write a script. */
function redirects(at: usize, start: usize): bool {
  if (at == start) return false;
  const before = <u32>load<u8>(at - 1);
  // The ends of a comment and of an arrow, and a `>` within a word, are none.
  if (before == 35 || before == 45 || before == 61 || (isWordByte(before) && before > 57)) return false;
  writesFile = true;
  return namesScript;
}

function placeAt(place: u8, at: usize, start: usize, end: usize): bool {
  switch (place) {
    case PLACE_WORD:
      return wordAt(at, start, end);
    case PLACE_AMPERSAND:
      return runsComputed(at + 1, end);
    case PLACE_DOT:
      return dotAt(at, start, end);
    case PLACE_COLON:
      return colonAt(at, start, end);
    case PLACE_SLASH:
      return slashAt(at, start, end);
    default:
      return redirects(at, start);
  }
}

/**
 * Whether a text may hold an invocation or a mention of a watched name; if not, reading it finds nothing.
 * @param text WTF-8, the caller's, with 16 readable zero bytes behind it
 * @param partial the text goes on before and behind: half of what matters only together is enough
 */
export function mayInvoke(text: usize, length: usize, partial: bool): bool {
  prepareWords();
  writesFile = partial;
  namesScript = partial;
  const end = text + length;
  for (let at = text; at < end; at++) {
    const place = load<u8>(classes + <usize>load<u8>(at));
    if (place != 0 && placeAt(place, at, text, end)) return true;
  }
  return false;
}
