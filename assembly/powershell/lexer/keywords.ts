/**
 * The words that are keywords at the start of a statement. PowerShell: the keyword table of tokenizer.cs.
 */
import { find } from "../../bytes/dictionary";
import { CLASS_LETTER } from "./characters";
import { byteAt, endsWord, identifierEnd, kindAt, position, setPosition, skipNewlines } from "./lexer";

export const KEYWORD_IF: i32 = 0;
export const KEYWORD_FOREACH: i32 = 1;
export const KEYWORD_WHILE: i32 = 2;
export const KEYWORD_DO: i32 = 3;
export const KEYWORD_FOR: i32 = 4;
export const KEYWORD_SWITCH: i32 = 5;
export const KEYWORD_TRY: i32 = 6;
export const KEYWORD_TRAP: i32 = 7;
export const KEYWORD_RETURN: i32 = 8;
export const KEYWORD_THROW: i32 = 9;
export const KEYWORD_EXIT: i32 = 10;
export const KEYWORD_BREAK: i32 = 11;
export const KEYWORD_CONTINUE: i32 = 12;
export const KEYWORD_FUNCTION: i32 = 13;
export const KEYWORD_FILTER: i32 = 14;
export const KEYWORD_WORKFLOW: i32 = 15;
export const KEYWORD_CONFIGURATION: i32 = 16;
export const KEYWORD_CLASS: i32 = 17;
export const KEYWORD_ENUM: i32 = 18;
export const KEYWORD_DATA: i32 = 19;
export const KEYWORD_USING: i32 = 20;
export const KEYWORD_PARAM: i32 = 21;
/** In the order of SECTION_*. */
export const KEYWORD_DYNAMICPARAM: i32 = 22;
export const KEYWORD_CLEAN: i32 = 26;
export const KEYWORD_PARALLEL: i32 = 27;
export const KEYWORD_SEQUENCE: i32 = 28;
export const KEYWORD_INLINESCRIPT: i32 = 29;
export const KEYWORD_ELSE: i32 = 30;
export const KEYWORD_ELSEIF: i32 = 31;
export const KEYWORD_CATCH: i32 = 32;
export const KEYWORD_FINALLY: i32 = 33;
export const KEYWORD_UNTIL: i32 = 34;
export const KEYWORD_IN: i32 = 35;
export const KEYWORD_DEFAULT: i32 = 36;
export const KEYWORD_STATIC: i32 = 37;
export const KEYWORD_HIDDEN: i32 = 38;

const WORDS =
  "if foreach while do for switch try trap return throw exit break continue function filter workflow configuration class enum data using param dynamicparam begin process end clean parallel sequence inlinescript else elseif catch finally until in default static hidden";
const table: usize = memory.data(520, 4);
const MASK: u32 = 127;

/** Where the word that `keywordAt` found ends. */
export let keywordEnd: usize = 0;

/** KEYWORD_* of the word at `at`, or -1. Something that sticks to it makes another word of it. */
export function keywordAt(at: usize): i32 {
  if (kindAt(at) != CLASS_LETTER) return -1;
  const end = identifierEnd(at);
  if (end - at > 13 || !endsWord(end)) return -1;
  keywordEnd = end;
  return find(WORDS, table, MASK, at, end - at);
}

/** Moves to the next token over newlines if it is the keyword, and behind it; else leaves the position. */
export function takeKeyword(keyword: i32): bool {
  const before = position;
  skipNewlines();
  if (keywordAt(position) == keyword) {
    setPosition(keywordEnd);
    return true;
  }
  setPosition(before);
  return false;
}

/** Whether a `{` is the next token over newlines from `at`; the position stays. */
export function braceFollows(at: usize): bool {
  const before = position;
  setPosition(at);
  skipNewlines();
  const found = byteAt(position) == 123;
  setPosition(before);
  return found;
}
