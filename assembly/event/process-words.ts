/**
 * What the record of a started process spells: the key or label of its command line, in the spellings of every shipper, or ECS's
 * executable beside its arguments; and a shell in it. Of longer words those bytes stand here that are rare in other events.
 */
import { findGram } from "../bytes/search";
import { lower } from "../bytes/text";
import { markStart, markWord } from "./grams";

// What a word tells of a record.
export const NO_PROCESS: u32 = 0;
export const PROCESS: u32 = 4;
/** It tells of a process if the process's arguments are told; nearly every event of ECS has an executable. */
export const EXECUTABLE: u32 = 8;

const PROCESS_WORDS =
  'newenginestate|entcommandline|s.command_line|s command line|"command_line"|"command_line\\|"commandline":|:"commandline"| "commandline"|"commandline\\"|"commandline\\\\|\'commandline\'>|scommandline":|scommandline\\"|scommandline\\\\|entcode=4688\\r|entcode=4688\\n|,"executable":|{"executable":| "executable":|"executable\\":|"executable\\\\\\';

const BAR: u32 = 0x7c;
/** The words as bytes, each after its length; a length of 0 ends them. */
const table: usize = memory.data(512, 8);
/** Enters the words and marks their grams. */
export function prepareProcessWords(): void {
  const units = changetype<usize>(PROCESS_WORDS);
  const size = <usize>PROCESS_WORDS.length;
  let word = table;
  let to = word + 1;
  for (let i: usize = 0; i <= size; i++) {
    const unit: u32 = i == size ? BAR : load<u16>(units + (i << 1));
    if (unit != BAR) {
      store<u8>(to++, unit);
      continue;
    }
    store<u8>(word, to - word - 1);
    markStart(word + 1);
    markWord(word + 1);
    word = to++;
  }
}

/** Which of the words stands at `at`. @returns PROCESS, EXECUTABLE or NO_PROCESS */
export function processWordAt(at: usize, end: usize): u32 {
  let word = table;
  for (let length = <usize>load<u8>(word); length != 0; length = load<u8>(word)) {
    word++;
    let i: usize = 0;
    while (i < length && at + i < end && lower(load<u8>(at + i)) == <u32>load<u8>(word + i)) i++;
    if (i == length) return isExecutable(word, length) ? EXECUTABLE : PROCESS;
    word += length;
  }
  return NO_PROCESS;
}

/** Whether a word is the executable's: it alone has an `x`. */
function isExecutable(word: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) if (load<u8>(word + i) == 0x78) return true;
  return false;
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
  return byte == 0x5e || byte == 0x22 || byte == 0x5c;
}

/** Whether PowerShell is named, in any case. */
export function namesShell(at: usize, end: usize): bool {
  for (; at + 4 <= end; at++) {
    if ((<u32>load<u8>(at) | 32) != 0x70) continue;
    if (isSpelled(at, end, "powershell") || isSpelled(at, end, "pwsh")) return true;
  }
  return false;
}
