/**
 * The words that are keywords at the start of a statement. PowerShell: the keyword table of tokenizer.cs.
 */
import { OPEN_BRACE } from "../../bytes/ascii";
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
/** From here to `clean` in the order of SECTION_*. */
export const KEYWORD_DYNAMICPARAM: i32 = 22;
export const KEYWORD_BEGIN: i32 = 23;
export const KEYWORD_PROCESS: i32 = 24;
export const KEYWORD_END: i32 = 25;
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

/** KEYWORD_* and its word. */
export const KEYWORD_WORDS = `
0 if
1 foreach
2 while
3 do
4 for
5 switch
6 try
7 trap
8 return
9 throw
10 exit
11 break
12 continue
13 function
14 filter
15 workflow
16 configuration
17 class
18 enum
19 data
20 using
21 param
22 dynamicparam
23 begin
24 process
25 end
26 clean
27 parallel
28 sequence
29 inlinescript
30 else
31 elseif
32 catch
33 finally
34 until
35 in
36 default
37 static
38 hidden
`;
const MASK: u32 = 127;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** KEYWORD_* of a word, or -1. */
export function keywordNamed(at: usize, length: usize): i32 {
  return find(KEYWORD_WORDS, table, MASK, at, length);
}

/** Where the word that `keywordAt` found ends. */
export let keywordEnd: usize = 0;

/** KEYWORD_* of the word at `at`, or -1. Something that sticks to it makes another word of it. */
export function keywordAt(at: usize): i32 {
  if (kindAt(at) != CLASS_LETTER) return -1;
  const end = identifierEnd(at);
  if (end - at > 13 || !endsWord(end)) return -1;
  keywordEnd = end;
  return keywordNamed(at, end - at);
}

/** Moves to the next token over newlines if it is the keyword, and after it; else leaves the position. */
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
  const found = byteAt(position) == OPEN_BRACE;
  setPosition(before);
  return found;
}
