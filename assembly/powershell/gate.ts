/**
 * The text gate: whether a script could invoke a watched command, or speaks of one. One pass; almost every byte is only looked
 * up in a table (gate-filter.ts). It may say yes too often, never no wrongly.
 *
 * A text without a watched name can still reach it in two ways: a command name that is computed (behind `&` or `.`, by an alias,
 * a function or a default value made at run time), and text that becomes code. So the gate looks for the places where PowerShell
 * takes either, not for the ways to compute a name. Quotes and backticks within a word do not hide it.
 */
import { startsWithWord } from "../bytes/literal";
import { lower } from "../bytes/text";
import {
  allowAnyBefore,
  allowAnyBehind,
  allowBefore,
  allowBehind,
  allowLetterBefore,
  allowLetterBehind,
  chooseBucket,
  chooseEndings,
  chooseNoBucket,
  clearFilter,
  finishFilter,
  isAnchor,
  nextPlace,
  rowOf,
  rules,
} from "./gate-filter";
import {
  callsComputedMember,
  followsName,
  followsPipe,
  isWordByte,
  makesBlocks,
  mayRedirect,
  precedesCommand,
  prepare,
  runsComputed,
  separates,
  startsCommand,
  takesArguments,
} from "./gate-places";
import { mayStartCommand } from "./gate-statements";
import { nameAt, nameCount } from "./machine/watch";

/**
 * What is looked for: a rule, a bucket or group of the filter, a colon, a word; words are separated by single spaces. A word is found by
 * one of its bytes, the letter in upper case, else its dash or underscore: the one that with both its neighbours is the rarest in
 * scripts. Words share a bucket whose three bytes have few digits in common with those of other text.
 */
const WORDS =
  "w0:invoke-expression a1:executioNcontext a2:pSdefaultparametervalues a3:invOkescript a3:invOkecommand w0:set-alias w4:new-alias w0:import-alias w0:set-item w4:new-item w0:copy-item w0:rename-item w0:move-item w5:start-process a6:scheDuledtask a5:scHtasks a7:win32_process w5:new-service w5:set-service w7:invoke-Wmimethod w6:invoke-ciMmethod a8:psExec a6:wiNrs a4:wMic a9:sc.eXe w8:iEx w4:sAl w1:nAl w4:ipAl a8:aliaS: a8:functioN: b3:scripTblock s9:poWershell s7:pWsh f0:set-content f0:add-content f0:out-file f6:teE-object f5:writealLtext w4:iwMi w6:icIm c9:mOve c3:rEn c4:sAps c7:staRt c8:coPy d2:tEe ca:nI ca:sI ca:mI ca:cpI ca:rnI cb:cP cc:mV cd:aT ce:cmD dd:sC dd:aC";
/** Buckets for what is no word of the literal, in the digits that words have theirs in. */
const BUCKET_PAIRED_COLON: u32 = 3;
const BUCKET_SCRIPT_FILE: u32 = 2;
const BUCKET_COMMAND_START: u32 = 10;
const BUCKET_MEMBER: u32 = 11;
const BUCKET_NAMES: u32 = 12;
/** A quote between two letters; a letter, a quote and a sign; a sign and a quote; a backtick. */
const BUCKET_QUOTE: u32 = 13;
const BUCKET_QUOTED_SIGN: u32 = 11;
const BUCKET_SIGN_QUOTED: u32 = 15;
const BUCKET_BACKTICK: u32 = 14;
/** Always. */
const RULE_ANY: u32 = 97;
/** `scriptblock`, but not as a parameter's name or a variable's type. */
const RULE_BLOCK: u32 = 98;
/** A short name that is a common word as well: it counts only where a command may start. */
const RULE_COMMAND: u32 = 99;
/** The same, of a command that writes files. */
const RULE_FILE_COMMAND: u32 = 100;
/** A word that writes files; it matters if the text also names a script file. */
const RULE_FILE: u32 = 102;
/** A shell with arguments. */
const RULE_SHELL: u32 = 115;

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
const SIGN: u32 = 1 << 14;
/** A dot where a command starts. */
const SOURCING: u32 = 1 << 15;
const ANY_RULE: u32 = 0xffff;

let wordCount: u32 = 0;
/** Words of the literal; those behind are the watched names. */
let fixedCount: u32 = 0;

/** Quotes and backticks that may stand within a word before the gate gives up on telling. */
const MOST_SKIPPED: u32 = 32;

/** The text writes a file; the text names a script file. */
let writesFile = false;
let namesScript = false;
/** A newline may be missing anywhere. */
let lostNewlines = false;

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
  if (anchor + 1 == length && isShortName(rule)) allowNoWordBehind(row, bit);
  else if (anchor + 1 == length) allowAnyBehind(row, bit);
  else allowLetterBehind(row, letterOf(units, anchor + 1), bit);
  if (anchor != 0) addHiding(letterOf(units, anchor - 1), byte);
  if (anchor + 1 != length) addHiding(byte, letterOf(units, anchor + 1));
}

function isShortName(rule: u32): bool {
  return rule == RULE_COMMAND || rule == RULE_FILE_COMMAND;
}

/** Lets anything but a longer word stand behind an anchor. */
function allowNoWordBehind(row: u32, rules: u32): void {
  for (let byte: u32 = 0; byte < 256; byte++) if (!isWordByte(byte)) allowBehind(row, byte, rules);
}

/** Lets a quote or backtick between two neighbouring letters of a word, one of them its anchor, be looked at. */
function addHiding(first: u32, second: u32): void {
  const isLetter = first - 97 < 26;
  hideBetween(34, isLetter ? BUCKET_QUOTE : BUCKET_SIGN_QUOTED, first, second);
  hideBetween(39, isLetter ? BUCKET_QUOTE : BUCKET_SIGN_QUOTED, first, second);
  hideBetween(96, BUCKET_BACKTICK, first, second);
  // U+2018 to U+201E.
  chooseNoBucket();
  const row = rowOf(0xe2);
  allowLetterBefore(row, first, SIGN);
  allowBehind(row, 0x80, SIGN);
}

function hideBetween(byte: u32, bucket: u32, first: u32, second: u32): void {
  chooseBucket(bucket);
  const row = rowOf(byte);
  allowLetterBefore(row, first, SIGN);
  // A sign behind, and further quotes, have a bucket of their own, but for the backtick, which is rare.
  if (second - 97 >= 26 && bucket == BUCKET_QUOTE) chooseBucket(BUCKET_QUOTED_SIGN);
  hideSecond(byte, first, second);
  chooseBucket(bucket);
  allowBehind(row, 96, SIGN);
  if (bucket == BUCKET_QUOTE) chooseBucket(BUCKET_QUOTED_SIGN);
  hideSecond(byte, first, 34);
  hideSecond(byte, first, 39);
  hideSecond(byte, first, 0xe2);
}

function hideSecond(byte: u32, first: u32, second: u32): void {
  const row = rowOf(byte);
  allowLetterBefore(row, first, SIGN);
  allowLetterBehind(row, second, SIGN);
}

/** A sign that matters whatever stands around it. */
function addSign(byte: u32): void {
  const row = rowOf(byte);
  allowAnyBefore(row, SIGN);
  allowAnyBehind(row, SIGN);
}

/** The signs that `placeAt` knows, with what must stand around them. */
function addSigns(): void {
  chooseNoBucket();
  addSign(38);
  const angle = rowOf(62);
  allowAnyBehind(angle, SIGN);
  for (let byte: u32 = 0; byte < 256; byte++) {
    if (mayRedirect(byte)) allowBefore(angle, byte, SIGN);
  }
  addMembers();
  addCommandStarts();
  chooseBucket(BUCKET_SCRIPT_FILE);
  const file = rowOf(115);
  allowLetterBefore(file, 112, SIGN);
  allowBehind(file, 49, SIGN);
  allowLetterBehind(file, 109, SIGN);
}

/** A member with a computed name, behind a dot or two colons, the second of which is the anchor. */
function addMembers(): void {
  chooseBucket(BUCKET_MEMBER);
  const dot = rowOf(46);
  allowAnyBefore(dot, SIGN);
  chooseBucket(BUCKET_PAIRED_COLON);
  const colon = rowOf(58);
  allowBefore(colon, 58, SIGN);
  allowLetterBehind(colon, 99, SIGN);
  allowLetterBehind(colon, 115, SIGN);
  for (let byte: u32 = 0; byte < 256; byte++) {
    if (byte != 34 && byte != 36 && byte != 39 && byte != 40 && byte < 128) continue;
    chooseBucket(BUCKET_MEMBER);
    allowBehind(dot, byte, SIGN);
    chooseBucket(BUCKET_PAIRED_COLON);
    allowBehind(colon, byte, SIGN);
  }
}

/** What starts a command line: a dot that sources, a switch of a shell. */
function addCommandStarts(): void {
  chooseBucket(BUCKET_COMMAND_START);
  const dot = rowOf(46);
  const slash = rowOf(47);
  allowAnyBehind(dot, SOURCING);
  for (let byte: u32 = 0; byte < 256; byte++) {
    if (precedesCommand(byte)) allowBefore(dot, byte, SOURCING);
    if (separates(byte)) allowBefore(slash, byte, SIGN);
    if (isShellSwitch(lower(byte))) allowBehind(slash, byte, SIGN);
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

/** A digit is a bucket, a letter a group of words that end with their anchor. */
function chooseSet(sign: u32): void {
  if (sign < 97) chooseBucket(sign - 48);
  else chooseEndings(sign - 97);
}

function addFixedWords(): void {
  const units = changetype<usize>(WORDS);
  let start: u32 = 0;
  for (let i: u32 = 0; i <= <u32>WORDS.length; i++) {
    if (i < <u32>WORDS.length && load<u16>(units + ((<usize>i) << 1)) != 32) continue;
    const word = units + ((<usize>(start + 3)) << 1);
    const length = i - start - 3;
    chooseSet(load<u16>(units + ((<usize>(start + 1)) << 1)));
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
  memory.fill(heads, 0, HEADS_BYTES);
  clearFilter();
  addFixedWords();
  for (let i: u32 = 0; i < nameCount(); i++) {
    const name = nameAt(i);
    chooseBucket(BUCKET_NAMES);
    addWord(changetype<usize>(name), name.length, rarestOf(name), RULE_ANY);
  }
  addSigns();
  finishFilter();
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
  if (rule == RULE_FILE) return writes();
  // What is left matters not as a part of a longer word.
  if (before > start && isWordByte(load<u8>(before - 1))) return false;
  if (behind < end && isWordByte(load<u8>(behind))) return false;
  if (!isShortName(rule)) return true;
  // A verb has its noun behind it.
  if (behind < end && load<u8>(behind) == 45) return false;
  if (!lostNewlines && !mayStartCommand(before, start)) return false;
  return rule == RULE_COMMAND || writes();
}

/** The text writes a file; that matters if it also names a script file. */
function writes(): bool {
  writesFile = true;
  return namesScript;
}

/** Whether one of the words whose bits are in `rules` stands around the anchor at `at`. */
function wordAt(rules: u32, at: usize, start: usize, end: usize): bool {
  const byte = lower(load<u8>(at));
  for (let bits = rules & (SIGN - 1); bits != 0; bits &= bits - 1) {
    let index = <u32>load<u8>(headOf(byte, ctz(bits)));
    while (index != 0) {
      const word = words + <usize>(index - 1) * WORD_BYTES;
      if (stands(word, at, start, end)) return true;
      index = load<u8>(word, 7);
    }
  }
  return false;
}

/** `.ps1` or `.psm1`, the `s` of which stands at `at`: a script file is named. */
function scriptFileAt(at: usize, start: usize, end: usize): bool {
  if (at - start < 2 || at + 1 >= end || load<u8>(at - 2) != 46) return false;
  if (lower(load<u8>(at - 1)) != 112 || (load<u8>(at + 1) != 49 && lower(load<u8>(at + 1)) != 109)) return false;
  namesScript = true;
  return writesFile;
}

/** A dot: it runs what follows, or a member is called by a computed name. */
function dotAt(at: usize, start: usize, end: usize): bool {
  return startsCommand(at, start) ? runsComputed(at + 1, end) : callsComputedMember(at + 1, end);
}

/** The second of `::`: a member is called by a computed name, or it may make code and its type is not written as a literal. */
function colonAt(at: usize, start: usize, end: usize): bool {
  if (at - start < 2 || at + 1 >= end || load<u8>(at - 1) != 58) return false;
  const first = lower(load<u8>(at + 1));
  return (
    callsComputedMember(at + 1, end) ||
    (first == 99 && !followsName(at - 1, start)) ||
    (first == 115 && startsProcess(at + 1, end))
  );
}

/** A member `Start`, as that of processes is called. */
function startsProcess(at: usize, end: usize): bool {
  return startsWithWord(at, end - at, "start") && (at + 5 >= end || !isWordByte(load<u8>(at + 5)));
}

/** A quote or backtick between two letters: it may hide how a word goes on, on either side. */
function hidingAt(at: usize, start: usize, end: usize): bool {
  if (at == start) return false;
  let next = at;
  for (let skipped: u32 = 0; next < end; skipped++) {
    const hiding = hidden(next);
    if (hiding == 0) break;
    if (skipped > MOST_SKIPPED) return true;
    next += hiding;
  }
  if (next == at || next >= end) return false;
  return wordAt(ANY_RULE, at - 1, start, end) || wordAt(ANY_RULE, next, start, end);
}

/** The letters of `/c`, `/k` and `/r`. */
function isShellSwitch(letter: u32): bool {
  return letter == 99 || letter == 107 || letter == 114;
}

/** A switch of the old command shell: what follows is a command line. */
function slashAt(at: usize, start: usize, end: usize): bool {
  if (at + 1 >= end || !isShellSwitch(lower(load<u8>(at + 1)))) return false;
  return (at + 2 >= end || separates(load<u8>(at + 2))) && (at == start || separates(load<u8>(at - 1)));
}

/** A redirection: it may write a script. */
function redirects(at: usize, start: usize): bool {
  if (at == start || !mayRedirect(load<u8>(at - 1))) return false;
  return writes();
}

/** Whether one of the rules anchored in the byte at `at` holds. */
function placeAt(rules: u32, at: usize, start: usize, end: usize): bool {
  switch (<u32>load<u8>(at)) {
    case 34:
    case 39:
    case 96:
    case 0xe2:
      return hidingAt(at, start, end);
    case 38:
      return runsComputed(at + 1, end);
    case 46:
      return dotAt(at, start, end);
    case 47:
      return slashAt(at, start, end);
    case 58:
      return colonAt(at, start, end);
    case 62:
      return redirects(at, start);
    case 115:
    case 83:
      return ((rules & SIGN) != 0 && scriptFileAt(at, start, end)) || wordAt(rules, at, start, end);
    default:
      return wordAt(rules, at, start, end);
  }
}

/**
 * Whether a text may hold an invocation or a mention of a watched name; if not, reading it finds nothing.
 * @param text WTF-8, the caller's, with 16 readable zero bytes behind it
 * @param partial the text goes on before and behind: half of what matters only together is enough
 * @param lost newlines of the text may be missing
 */
export function mayInvoke(text: usize, length: usize, partial: bool, lost: bool): bool {
  prepareWords();
  lostNewlines = lost;
  writesFile = partial;
  namesScript = partial;
  const end = text + length;
  if (length == 0) return false;
  // Nothing stands in front of the first byte.
  if (isAnchor(load<u8>(text)) && placeAt(ANY_RULE, text, text, end)) return true;
  for (let at = nextPlace(text + 1, end); at < end; at = nextPlace(at + 1, end)) {
    if (placeAt(rules, at, text, end)) return true;
  }
  return false;
}
