/**
 * Whether a record may hold a script block at all. Nearly every Windows event leaves here, after one pass over its bytes.
 *
 * What `script-blocks.ts` demands is spelled somewhere in the record: `ScriptBlockText`, as a key or in the message of an event without
 * an id, or PowerShell's channel or provider together with 4104. A key of the record itself may have its letters written as
 * `\u0053`; everywhere else a letter that is written so does not count (strings.ts, `hidesLetters`). The question for the status
 * has to pass too.
 *
 * Words are found by their grams (grams.ts), every spelling of which is known; a hit is checked on the spot.
 */
import { BACKSLASH, CLOSE_PAREN, HYPHEN, SPACE, UNDERSCORE } from "../bytes/ascii";
import { isWord, startsWithWord, writeLiteral } from "../bytes/literal";
import { findGram } from "../bytes/search";
import { COMMAND_NOUN, WRITING_PROGRAM } from "./commands.generated";
import { markGram, markStart, markWord, nextMarked, STRIDE, startsFrom } from "./grams";
import { prepareProcessWords, processWordAt, tellsShell } from "./process-words";
import { hidesLetterAt } from "./strings";

let filled: bool = false;

/** Bytes in front of a gram that was hit, and after its start, where its word, or an escape in it, may start. */
const BEFORE: usize = 11;
const AFTER: usize = 4;

/** The word being marked, and four letters of it in one spelling. */
const letters: usize = memory.data(32, 8);
const spelling: usize = memory.data(32, 8);

/** Writes a letter as it is (way 0) or as an escape, of its lower case (1) or its upper case (2). */
function spell(to: usize, letter: u32, way: u32): usize {
  if (way == 0) {
    store<u8>(to, letter);
    return to + 1;
  }
  const point = way == 2 && letter - 97 < 26 ? letter - 32 : letter;
  store<u32>(to, 0x3030755c);
  store<u8>(to + 4, hexByte(point >> 4));
  store<u8>(to + 5, hexByte(point & 15));
  return to + 6;
}

function hexByte(value: u32): u32 {
  return value < 10 ? 48 + value : 87 + value;
}

/** Marks every gram that starts in the letter at `start`, in every spelling of it and the three letters after. */
function markLetter(start: usize, end: usize): void {
  let count: usize = 4;
  if (end - start < count) count = end - start;
  let spellings: u32 = 1;
  for (let i: usize = 0; i < count; i++) spellings *= 3;
  for (let ways: u32 = 0; ways < spellings; ways++) {
    let rest = ways;
    let to = spelling;
    let first: usize = 0;
    for (let i: usize = 0; i < count; i++) {
      to = spell(to, load<u8>(start + i), rest % 3);
      if (i == 0) first = to;
      rest /= 3;
    }
    for (let at = spelling; at < first && at + 4 <= to; at++) markGram(load<u32>(at));
  }
}

/** Marks a word of its letters alone; what is looked for starts `before` letters within. */
function markPlain(word: string, before: usize): void {
  writeLiteral(letters, word);
  markWord(letters);
  markStart(letters + before);
}

/** Appends one of four separators, the first being none. */
function separate(to: usize, which: u32): usize {
  if (which == 0) return to;
  store<u8>(to, which == 1 ? 0x5f : which == 2 ? 0x2d : 0x20);
  return to + 1;
}

function fill(): void {
  filled = true;
  markPlain("ows-powershell", 4);
  markPlain("powershellcore", 0);
  markPlain("export_detector", 0);
  markPlain(COMMAND_NOUN, 0);
  markPlain(WRITING_PROGRAM, 0);
  markPlain("script_content", 0);
  markPlain("script_block_id", 0);
  prepareProcessWords();
  // A gram reaches over one gap at most, so the two gaps need no combining. Its first eleven grams start before `text` does.
  for (let separator: u32 = 0; separator < 4; separator++) {
    markLetters(separate(writeLiteral(letters, "script"), separator), "block");
    markLetters(separate(writeLiteral(letters, "block"), separator), "text");
  }
}

/** Marks every spelling of the word at hand, whose letters end at `gap`, in front of another word. */
function markLetters(gap: usize, word: string): void {
  const end = writeLiteral(gap, word);
  for (let at = letters; at < gap; at++) markLetter(at, end);
}

function isSeparator(byte: u32): bool {
  return byte == UNDERSCORE || byte == HYPHEN || byte == SPACE;
}

/** Where separators may stand between the fifteen letters of the key. */
const SCRIPT_END: usize = 6;
const BLOCK_END: usize = 11;

/**
 * Compares with `script`, `block` and `text`, perhaps a separator between each two.
 * @returns the address of the first byte that differs, or 0 if they all stand there
 */
function differsFromText(at: usize, end: usize): usize {
  const word = "scriptblocktext";
  const units = changetype<usize>(word);
  for (let i: usize = 0; i < <usize>word.length; i++) {
    if ((i == SCRIPT_END || i == BLOCK_END) && at < end && isSeparator(load<u8>(at))) at++;
    if (at >= end || (<u32>load<u8>(at) | 32) != <u32>load<u16>(units + (i << 1))) return at;
    at++;
  }
  return 0;
}

/** Whether `script`, `block` and `text` stand at `at`, each letter as it is, perhaps with a separator between each two. */
export function isScriptBlockText(at: usize, end: usize): bool {
  return differsFromText(at, end) == 0;
}

/** The same, or an escape hides how it goes on. */
function mayBeScriptBlockText(at: usize, end: usize): bool {
  const stop = differsFromText(at, end);
  return stop == 0 || (stop < end && load<u8>(stop) == BACKSLASH && hidesLetterAt(stop, end));
}

/** Whether OCSF's or osquery's key stands at `at`, spelled as they do. */
function isScriptKey(at: usize, end: usize): bool {
  return startsWithWord(at, end - at, "script_content") || startsWithWord(at, end - at, "script_block_id");
}

/**
 * Whether `powershell` stands at `at` as in the names of PowerShell's channels and providers, not as in `powershell.exe`: after
 * `Microsoft-Windows-` or in front of `Core`.
 */
function isPowerShellName(record: usize, at: usize, end: usize): bool {
  if (at + 10 > end || !isWord(at, 10, "powershell")) return false;
  return (at > record && load<u8>(at - 1) == HYPHEN) || startsWithWord(at + 10, end - at - 10, "core");
}

/** The first two letters of COMMAND_NOUN, the first one lowest. */
const NOUN_START: u32 = 0x616d;
/** The same of WRITING_PROGRAM. */
const PROGRAM_START: u32 = 0x736d;

/** Whether anybody asks for what that program writes. */
let isProgramWatched = false;

/** Says whether events of the program that a rule watches are to be let in. */
export function watchProgram(isWatched: bool): void {
  isProgramWatched = isWatched;
}

const NOTHING: u32 = 0;
const POWERSHELL_NAME: u32 = 1;
const DECISIVE: u32 = 2;

/**
 * Whether the noun of the watched commands is named, in any case, every letter as it is.
 * @param isEnclosed only where a parenthesis closes after it, which may be a full-width one
 */
export function namesCommand(start: usize, length: usize, isEnclosed: bool): bool {
  const end = start + length;
  for (let at = start; at < end; at++) {
    if (!startsWithWord(at, end - at, COMMAND_NOUN)) continue;
    const after = at + <usize>COMMAND_NOUN.length;
    if (!isEnclosed || (after < end && (load<u8>(after) == CLOSE_PAREN || load<u8>(after) == 0xef))) return true;
  }
  return false;
}

/** The first two letters of `ScriptBlockText`, `PowerShell` and `export_detector`, the first one lowest. */
const SCRIPT_START: u32 = 0x6373;
const POWERSHELL_START: u32 = 0x6f70;
const EXPORT_START: u32 = 0x7865;

/** What the word is that may start at `at`; two letters tell nearly all of these words from others. */
function kindAt(record: usize, at: usize, end: usize): u32 {
  if (load<u8>(at) == BACKSLASH) return hidesLetterAt(at, end) ? DECISIVE : NOTHING;
  if (at + 2 > end) return NOTHING;
  switch (<u32>load<u16>(at) | 0x2020) {
    case SCRIPT_START:
      return mayBeScriptBlockText(at, end) || isScriptKey(at, end) ? DECISIVE : NOTHING;
    case POWERSHELL_START:
      return isPowerShellName(record, at, end) ? POWERSHELL_NAME : NOTHING;
    case EXPORT_START:
      return startsWithWord(at, end - at, "export_detector") ? DECISIVE : processWordAt(record, at, end);
    case NOUN_START:
      return startsWithWord(at, end - at, COMMAND_NOUN) ? DECISIVE : NOTHING;
    case PROGRAM_START:
      return isProgramWatched && startsWithWord(at, end - at, WRITING_PROGRAM) ? DECISIVE : NOTHING;
    default:
      return processWordAt(record, at, end);
  }
}

/** All ones where the letters `a` and `b` stand: the one in `first`, the other at the same place of `second`, one byte further on. */
function pairLanes(first: v128, second: v128, a: u32, b: u32): v128 {
  return v128.and(i8x16.eq(first, i8x16.splat(<i8>a)), i8x16.eq(second, i8x16.splat(<i8>b)));
}

/** The same as `startsFrom`, of sixteen places. */
function wordStarts(at: usize): u32 {
  const bytes = v128.load(at);
  const first = v128.or(bytes, i8x16.splat(0x20));
  const second = v128.or(v128.load(at, 1), i8x16.splat(0x20));
  const script = pairLanes(first, second, 0x73, 0x63);
  const power = pairLanes(first, second, 0x70, 0x6f);
  const own = pairLanes(first, second, 0x65, 0x78);
  const command = pairLanes(first, second, 0x63, 0x6f);
  const engine = pairLanes(first, second, 0x6e, 0x65);
  const noun = pairLanes(first, second, NOUN_START & 255, NOUN_START >> 8);
  const program = pairLanes(first, second, PROGRAM_START & 255, PROGRAM_START >> 8);
  const other = v128.or(v128.or(noun, program), i8x16.eq(bytes, i8x16.splat(0x5c)));
  return i8x16.bitmask(v128.or(v128.or(v128.or(script, power), v128.or(own, other)), v128.or(command, engine)));
}

/** What the gram at `at` belongs to. */
function inspect(record: usize, at: usize, end: usize): u32 {
  const from = at - record < BEFORE ? record : at - BEFORE;
  const last = end - at > AFTER ? at + AFTER : end - 1;
  let found = NOTHING;
  let places =
    ASC_FEATURE_SIMD && from + 17 <= end ? wordStarts(from) & ((2 << (<u32>(last - from))) - 1) : startsFrom(from, last);
  for (; places != 0; places &= places - 1) {
    const kind = kindAt(record, from + <usize>ctz(places), end);
    if (kind == DECISIVE) return DECISIVE;
    found |= kind;
  }
  return found;
}

/** The digits 4104. */
const EVENT_ID: u32 = 0x34303134;

/**
 * Where in a run of records the first one may stand that holds a script block or asks for the status: every record that ends at
 * or before the answer does neither.
 * @param from start of a record
 * @param end end of the last record
 * @returns an address within the record to look at, or `end`
 */
export function nextSuspect(from: usize, end: usize): usize {
  if (!filled) fill();
  let at = nextMarked(from, end);
  while (at < end && inspect(from, at, end) == NOTHING) at = nextMarked(at + STRIDE, end);
  return at;
}

/**
 * Whether `findScriptBlocks` may find something in the record, or the record asks for the status. False is certain.
 * @param record the record's bytes; they may be anything
 */
export function mayHoldScriptBlock(record: usize, length: usize): bool {
  if (!filled) fill();
  const end = record + length;
  let kinds: u32 = NOTHING;
  for (let at = nextMarked(record, end); at < end; at = nextMarked(at + STRIDE, end)) {
    const found = inspect(record, at, end);
    if (found == DECISIVE) return true;
    kinds |= found;
  }
  if (tellsShell(record, end, kinds)) return true;
  return (kinds & POWERSHELL_NAME) != 0 && findGram(record, end, EVENT_ID) != end;
}
