/**
 * What the record of a started process spells: the key or label of its command line, in the spellings of every shipper, or ECS's
 * executable beside its arguments; and a shell in it. Of longer words those bytes stand here that are rare in other events.
 */
import { BACKSLASH, CARET, DOUBLE_QUOTE, LOWER_P, PIPE } from "../bytes/ascii";
import { startsWithWord } from "../bytes/literal";
import { findGram } from "../bytes/search";
import { markStart, markWord } from "./grams";

// What a word tells of a record.
export const NO_PROCESS: u32 = 0;
export const PROCESS: u32 = 4;
/** It tells of a process if the process's arguments are told; nearly every event of ECS has an executable. */
export const EXECUTABLE: u32 = 8;

const PROCESS_WORDS =
  'newenginestate|entcommandline|s.command_line|s command line|"command_line"|"command_line\\|"commandline":|:"commandline"| "commandline"|"commandline\\"|"commandline\\\\|\'commandline\'>|scommandline":|scommandline\\"|scommandline\\\\|entcode=4688\\r|entcode=4688\\n|,"executable":|{"executable":| "executable":|"executable\\":|"executable\\\\\\';

/** The word being marked. */
const letters: usize = memory.data(32, 8);

/** Marks the grams of the words, and what `processWordAt` looks at. */
export function prepareProcessWords(): void {
  const units = changetype<usize>(PROCESS_WORDS);
  const size = <usize>PROCESS_WORDS.length;
  let to = letters;
  for (let i: usize = 0; i <= size; i++) {
    const unit: u32 = i == size ? PIPE : load<u16>(units + (i << 1));
    if (unit != PIPE) {
      store<u8>(to++, unit);
      continue;
    }
    markWord(letters);
    to = letters;
  }
  store<u64>(letters, PAIRS);
  for (let pair: usize = 0; pair < 6; pair += 2) markStart(letters + pair);
}

/** The first two letters of what `processWordAt` knows: `co`, `ne`, `ex`. */
const PAIRS: u64 = 0x7865656e6f63;

/** Whether a key's or an attribute's name ends at `at`. */
function endsName(at: usize, end: usize): bool {
  const byte: u32 = at < end ? load<u8>(at) : 0;
  return byte == 0x22 || byte == 0x5c || byte == 0x27;
}

/** Whether a key, label or class of a started process stands at `at`. @returns PROCESS, EXECUTABLE or NO_PROCESS */
export function processWordAt(record: usize, at: usize, end: usize): u32 {
  const length = end - at;
  if (startsWithWord(at, length, "command")) {
    const next: u32 = length > 7 ? load<u8>(at + 7) : 0;
    if (next == 0x5f) return startsWithWord(at + 8, length - 8, "line") && endsName(at + 12, end) ? PROCESS : NO_PROCESS;
    // Event 800 tells of a command line too.
    if (next == 0x20)
      return at - record >= 8 && startsWithWord(at - 8, length + 8, "process command line:") ? PROCESS : NO_PROCESS;
    if (!startsWithWord(at + 7, length - 7, "line")) return NO_PROCESS;
    return endsName(at + 11, end) || (at - record >= 3 && startsWithWord(at - 3, 3, "ent")) ? PROCESS : NO_PROCESS;
  }
  if (startsWithWord(at, length, "code=4688") || startsWithWord(at, length, "newenginestate")) return PROCESS;
  return startsWithWord(at, length, "executable") && endsName(at + 10, end) ? EXECUTABLE : NO_PROCESS;
}

/** The letters `args`. */
const ARGUMENTS: u32 = 0x73677261;

/** Whether a record that has such words tells of a process in which a shell is named. @param kinds what its words are, joined by or */
export function tellsShell(record: usize, end: usize, kinds: u32): bool {
  if ((kinds & PROCESS) == 0 && ((kinds & EXECUTABLE) == 0 || findGram(record, end, ARGUMENTS) == end)) return false;
  return namesShell(record, end);
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
  return byte == CARET || byte == DOUBLE_QUOTE || byte == BACKSLASH;
}

/** Whether PowerShell is named, in any case. */
export function namesShell(at: usize, end: usize): bool {
  for (; at + 4 <= end; at++) {
    if ((<u32>load<u8>(at) | 32) != LOWER_P) continue;
    if (isSpelled(at, end, "powershell") || isSpelled(at, end, "pwsh")) return true;
  }
  return false;
}
