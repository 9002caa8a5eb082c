/**
 * Whether a record may hold a script block at all. Nearly every Windows event leaves here, after one pass over its bytes.
 *
 * What `settle.ts` demands is spelled somewhere in the record: `ScriptBlockText`, as a key or in the message of an event without
 * an id, or PowerShell's channel or provider together with 4104, or, in events that show what was bound, the noun of the watched
 * commands. A key of the record itself may have its letters written as
 * `\u0053`; everywhere else a letter that is written so does not count (strings.ts, `hidesLetters`). The question for the status
 * has to pass too.
 *
 * A word of fourteen letters, however it is spelled, holds eleven neighbouring grams of four bytes, so looking at every
 * eleventh gram cannot miss it if every gram of every spelling is known. A hash of the gram chooses a byte of a table, which is
 * zero for nearly every gram of an ordinary record, and a bit of that byte; a hit is checked on the spot. Case is removed by setting bit 5
 * of every byte, which maps `\` to `|` and `_` to DEL.
 */
import { isWord, startsWithWord, writeLiteral } from "../bytes/literal";
import { findGram } from "../bytes/search";
import { COMMAND_NOUN, WRITING_PROGRAM } from "./commands.generated";
import { hidesLetterAt } from "./strings";

/** Bytes from one gram to the next: the shortest word has fourteen letters, the gram four. */
const STRIDE: usize = 11;
/** Of many tried, a factor that keeps the commonest grams of Windows events apart from those of the words. */
const MULTIPLIER: u32 = 0x49e2fe4f;
const CASE: u32 = 0x20202020;
/** The top 14 bits of a hash choose the cell, the three after them its bit. */
const CELL_SHIFT: u32 = 18;
const BIT_SHIFT: u32 = 15;
const table: usize = memory.data(16384, 16);
let filled: bool = false;

/** Bytes in front of a gram that was hit, and after its start, where its word, or an escape in it, may start. */
const BEFORE: usize = 11;
const BEHIND: usize = 4;

function hashOf(gram: u32): u32 {
  return (gram | CASE) * MULTIPLIER;
}

/** Whether the gram at `at` may be one of a word. */
function isMarked(at: usize): bool {
  const hash = hashOf(load<u32>(at));
  return ((<u32>load<u8>(table + <usize>(hash >> CELL_SHIFT)) >> ((hash >> BIT_SHIFT) & 7)) & 1) != 0;
}

/**
 * First gram that may be one of a word, looking at every eleventh from `at` on; `end` if there is none. Four grams a turn, and
 * nothing called: this is the loop that every byte of every record goes through.
 */
function nextMarked(at: usize, end: usize): usize {
  while (at + 3 * STRIDE + 4 <= end) {
    const a = (load<u32>(at) | CASE) * MULTIPLIER;
    const b = (load<u32>(at, 11) | CASE) * MULTIPLIER;
    const c = (load<u32>(at, 22) | CASE) * MULTIPLIER;
    const d = (load<u32>(at, 33) | CASE) * MULTIPLIER;
    const near = <u32>load<u8>(<usize>(a >> CELL_SHIFT), table) | <u32>load<u8>(<usize>(b >> CELL_SHIFT), table);
    const far = <u32>load<u8>(<usize>(c >> CELL_SHIFT), table) | <u32>load<u8>(<usize>(d >> CELL_SHIFT), table);
    if ((near | far) != 0) {
      if (isMarked(at)) return at;
      if (isMarked(at + STRIDE)) return at + STRIDE;
      if (isMarked(at + 2 * STRIDE)) return at + 2 * STRIDE;
      if (isMarked(at + 3 * STRIDE)) return at + 3 * STRIDE;
    }
    at += 4 * STRIDE;
  }
  while (at + 4 <= end) {
    if (isMarked(at)) return at;
    at += STRIDE;
  }
  return end;
}

function markGram(gram: u32): void {
  const hash = hashOf(gram);
  const cell = table + <usize>(hash >> CELL_SHIFT);
  store<u8>(cell, <u32>load<u8>(cell) | (1 << ((hash >> BIT_SHIFT) & 7)));
}

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

/** Marks a word of its letters alone: its first eleven grams are enough. */
function markPlain(word: string): void {
  writeLiteral(letters, word);
  for (let at = letters; at < letters + STRIDE; at++) markGram(load<u32>(at));
}

/** Appends one of four separators, the first being none. */
function separate(to: usize, which: u32): usize {
  if (which == 0) return to;
  store<u8>(to, which == 1 ? 0x5f : which == 2 ? 0x2d : 0x20);
  return to + 1;
}

function fill(): void {
  filled = true;
  markPlain("ows-powershell");
  markPlain("powershellcore");
  markPlain("export_detector");
  markPlain(COMMAND_NOUN);
  markPlain(WRITING_PROGRAM);
  markPlain("script_content");
  markPlain("script_block_id");
  markPlain("newprocessname");
  markPlain("parentcommandline");
  markPlain("processcommandline");
  markPlain("process.command_line");
  markPlain("processrollup2");
  markPlain("newenginestate");
  markPlain('"command_line"');
  markPlain('"command_line\\');
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
  return byte == 0x5f || byte == 0x2d || byte == 0x20;
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
  return stop == 0 || (stop < end && load<u8>(stop) == 0x5c && hidesLetterAt(stop, end));
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
  return (at > record && load<u8>(at - 1) == 0x2d) || startsWithWord(at + 10, end - at - 10, "core");
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
/** The record may tell of a process that was started. */
const PROCESS: u32 = 4;

/** Whether a key stands at `at` that events of started processes have. */
function isProcessKey(at: usize, end: usize): bool {
  const length = end - at;
  return (
    startsWithWord(at, length, "newprocessname") ||
    startsWithWord(at, length, "parentcommandline") ||
    startsWithWord(at, length, "processcommandline") ||
    startsWithWord(at, length, "process.command_line") ||
    startsWithWord(at, length, "processrollup2") ||
    startsWithWord(at, length, "newenginestate") ||
    startsWithWord(at, length, '"command_line')
  );
}

/** Whether a word stands at `at`, in any case, perhaps with what cmd takes out between its letters: carets, quotes and their backslash. */
function isSpelled(at: usize, end: usize, word: string): bool {
  const units = changetype<usize>(word);
  for (let i: usize = 0; i < <usize>word.length; i++) {
    while (i != 0 && at < end && isDropped(load<u8>(at))) at++;
    if (at >= end || (<u32>load<u8>(at) | 32) != <u32>load<u16>(units + (i << 1))) return false;
    at++;
  }
  return true;
}

function isDropped(byte: u32): bool {
  return byte == 0x5e || byte == 0x22 || byte == 0x5c;
}

/**
 * Whether the noun of the watched commands is named, in any case, every letter as it is.
 * @param isEnclosed only where a parenthesis closes behind it, which may be a full-width one
 */
export function namesCommand(start: usize, length: usize, isEnclosed: bool): bool {
  const end = start + length;
  for (let at = start; at < end; at++) {
    if (!startsWithWord(at, end - at, COMMAND_NOUN)) continue;
    const behind = at + <usize>COMMAND_NOUN.length;
    if (!isEnclosed || (behind < end && (load<u8>(behind) == 0x29 || load<u8>(behind) == 0xef))) return true;
  }
  return false;
}

/** Whether PowerShell is named, in any case. */
export function namesShell(at: usize, end: usize): bool {
  for (; at + 4 <= end; at++) {
    if ((<u32>load<u8>(at) | 32) != 0x70) continue;
    if (isSpelled(at, end, "powershell") || isSpelled(at, end, "pwsh")) return true;
  }
  return false;
}

/**
 * Whether a neighbour of the marked gram at `at` is marked as well: at least eleven grams of a word are, so one of those four
 * bytes away is.
 */
function hasMarkedNeighbour(record: usize, at: usize, end: usize): bool {
  return (at + 8 <= end && isMarked(at + 4)) || (at - record >= 4 && isMarked(at - 4));
}

/** What the word is that may start at `at`; two letters tell nearly all of these words from others. */
function kindAt(record: usize, at: usize, end: usize): u32 {
  if (load<u8>(at) == 0x5c) return hidesLetterAt(at, end) ? DECISIVE : NOTHING;
  if (at + 2 > end) return NOTHING;
  switch (<u32>load<u16>(at) | 0x2020) {
    case 0x6373:
      return mayBeScriptBlockText(at, end) || isScriptKey(at, end) ? DECISIVE : NOTHING;
    case 0x6f70:
      return isPowerShellName(record, at, end) ? POWERSHELL_NAME : NOTHING;
    case 0x7865:
      return startsWithWord(at, end - at, "export_detector") ? DECISIVE : NOTHING;
    case NOUN_START:
      return startsWithWord(at, end - at, COMMAND_NOUN) ? DECISIVE : NOTHING;
    case PROGRAM_START:
      return isProgramWatched && startsWithWord(at, end - at, WRITING_PROGRAM) ? DECISIVE : NOTHING;
    case 0x656e:
    case 0x6170:
    case 0x7270:
    case 0x6322:
      return isProcessKey(at, end) ? PROCESS : NOTHING;
    default:
      return NOTHING;
  }
}

/** All ones where the letters `a` and `b` stand: the one in `first`, the other at the same place of `second`, one byte further on. */
function pairLanes(first: v128, second: v128, a: u32, b: u32): v128 {
  return v128.and(i8x16.eq(first, i8x16.splat(<i8>a)), i8x16.eq(second, i8x16.splat(<i8>b)));
}

/** A bit for each of the sixteen bytes from `at` on that `kindAt` has to look at. */
function wordStarts(at: usize): u32 {
  const bytes = v128.load(at);
  const first = v128.or(bytes, i8x16.splat(0x20));
  const second = v128.or(v128.load(at, 1), i8x16.splat(0x20));
  const script = pairLanes(first, second, 0x73, 0x63);
  const power = pairLanes(first, second, 0x70, 0x6f);
  const own = pairLanes(first, second, 0x65, 0x78);
  const started = v128.or(pairLanes(first, second, 0x6e, 0x65), pairLanes(first, second, 0x22, 0x63));
  const process = v128.or(pairLanes(first, second, 0x70, 0x61), pairLanes(first, second, 0x70, 0x72));
  const noun = pairLanes(first, second, NOUN_START & 255, NOUN_START >> 8);
  const program = pairLanes(first, second, PROGRAM_START & 255, PROGRAM_START >> 8);
  const other = v128.or(v128.or(noun, program), i8x16.eq(bytes, i8x16.splat(0x5c)));
  return i8x16.bitmask(v128.or(v128.or(v128.or(script, power), v128.or(own, other)), v128.or(started, process)));
}

/** What the gram at `at` belongs to. */
function inspect(record: usize, at: usize, end: usize): u32 {
  if (!hasMarkedNeighbour(record, at, end)) return NOTHING;
  const from = at - record < BEFORE ? record : at - BEFORE;
  const last = end - at > BEHIND ? at + BEHIND : end - 1;
  let places: u32 = (2 << (<u32>(last - from))) - 1;
  if (ASC_FEATURE_SIMD && from + 17 <= end) places &= wordStarts(from);
  let found = NOTHING;
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
  let isPowerShell = false;
  let isProcess = false;
  for (let at = nextMarked(record, end); at < end; at = nextMarked(at + STRIDE, end)) {
    const found = inspect(record, at, end);
    if (found == DECISIVE) return true;
    if ((found & POWERSHELL_NAME) != 0) isPowerShell = true;
    if ((found & PROCESS) != 0) isProcess = true;
  }
  if (isProcess && namesShell(record, end)) return true;
  return isPowerShell && findGram(record, end, EVENT_ID) != end;
}
