/**
 * Every word of every list is found, in any case, as the number that stands before it, and nothing but the words is. Whether the
 * numbers are those of the constants is what test/build/words.test.js reads.
 */
import { mark, release, resetArena, take } from "../memory/arena";
import { BUILTIN_WORDS, builtinNamed } from "../powershell/builtins/names";
import { PIPELINE_METHOD_WORDS, pipelineMethodNamed } from "../powershell/builtins/powershell-api";
import { ENGINE_METHOD_WORDS, engineMethodNamed } from "../powershell/interpreter/method-words";
import { KEYWORD_WORDS, keywordNamed } from "../powershell/lexer/keywords";
import { OPERATOR_WORDS, operatorWord } from "../powershell/lexer/operator-words";
import { AUTOMATIC_WORDS, automaticNamed, ENVIRONMENT_WORDS, environmentNamed } from "../powershell/machine/automatic-variables";
import { FIXED_WORDS, fixedNamed } from "../powershell/machine/fixed-variables";
import { ENGINE_MEMBER_WORDS, engineMemberNamed } from "../powershell/machine/object-reads";
import { text } from "../powershell/values/constants";
import { MEMBER_WORDS, memberNamed } from "../powershell/values/methods/members";
import {
  BUILDER_METHOD_WORDS,
  builderMethodNamed,
  ENCODING_METHOD_WORDS,
  encodingMethodNamed,
  LIST_METHOD_WORDS,
  listMethodNamed,
  REGEX_METHOD_WORDS,
  regexMethodNamed,
  TABLE_METHOD_WORDS,
  TEXT_METHOD_WORDS,
  tableMethodNamed,
  textMethodNamed,
} from "../powershell/values/methods/method-words";
import {
  ARRAY_STATIC_WORDS,
  arrayStaticNamed,
  BITS_STATIC_WORDS,
  bitsStaticNamed,
  CHAR_STATIC_WORDS,
  CONVERT_STATIC_WORDS,
  charStaticNamed,
  convertStaticNamed,
  MATH_STATIC_WORDS,
  mathStaticNamed,
  REGEX_STATIC_WORDS,
  regexStaticNamed,
  STRING_STATIC_WORDS,
  stringStaticNamed,
} from "../powershell/values/methods/static-words";
import { READER_WORDS, readerMemberNamed, STREAM_WORDS, streamMemberNamed } from "../powershell/values/methods/stream-methods";
import { SPLIT_OPTION_WORDS, splitOptionNamed } from "../powershell/values/operators/replace-and-split";
import { OPTION_WORDS, optionNamed } from "../powershell/values/options";
import { plainType, TYPE_WORDS } from "../powershell/values/types";

/** The number of a word written so, or what the look-up says of an unknown one. */
function look(word: string, named: (at: usize, length: usize) => i32): i32 {
  const from = mark();
  const bytes = take(word.length + 8);
  for (let i = 0; i < word.length; i++) store<u8>(bytes + i, word.charCodeAt(i));
  const number = named(bytes, word.length);
  release(from);
  return number;
}

/** Words of a list that are not found as their number, or are found when a letter is missing or too many; -1 for a list without words. */
function wrong(words: string, named: (at: usize, length: usize) => i32, none: i32): i32 {
  let number = 0;
  let count = 0;
  let failures = 0;
  const lines = words.trim().split("\n");
  for (let line = 0; line < lines.length; line++) {
    const parts = lines[line].split(" ");
    number = I32.parseInt(parts[0]);
    for (let i = 1; i < parts.length; i++) {
      count++;
      if (look(parts[i], named) != number || look(parts[i].toUpperCase(), named) != number) failures++;
      if (look(`${parts[i]}~`, named) != none || look(`~${parts[i]}`, named) != none) failures++;
    }
  }
  if (look("", named) != none || look("~", named) != none || look(lines[0], named) != none) failures++;
  return count == 0 ? -1 : failures;
}

beforeEach(() => {
  resetArena();
});

function fixedWord(text: usize, length: usize): i32 {
  return <i32>fixedNamed(text, length);
}

describe("every word of a list is found as its number", () => {
  it("commands and what the engine sets", () => {
    expect(wrong(BUILTIN_WORDS, builtinNamed, -1)).toBe(0);
    expect(wrong(AUTOMATIC_WORDS, automaticNamed, -1)).toBe(0);
    expect(wrong(FIXED_WORDS, fixedWord, 0)).toBe(0);
    expect(wrong(ENVIRONMENT_WORDS, environmentNamed, -1)).toBe(0);
    expect(wrong(ENGINE_MEMBER_WORDS, engineMemberNamed, -1)).toBe(0);
  });

  it("words of the language", () => {
    expect(wrong(KEYWORD_WORDS, keywordNamed, -1)).toBe(0);
    expect(wrong(OPERATOR_WORDS, operatorWord, -1)).toBe(0);
    expect(wrong(TYPE_WORDS, (at, length) => <i32>plainType(at, length), 0)).toBe(0);
    expect(wrong(OPTION_WORDS, optionNamed, -1)).toBe(0);
    expect(wrong(SPLIT_OPTION_WORDS, splitOptionNamed, -1)).toBe(0);
  });

  it("methods and properties", () => {
    expect(wrong(TEXT_METHOD_WORDS, (at, length) => textMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(LIST_METHOD_WORDS, (at, length) => listMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(TABLE_METHOD_WORDS, (at, length) => tableMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(BUILDER_METHOD_WORDS, (at, length) => builderMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(ENCODING_METHOD_WORDS, (at, length) => encodingMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(REGEX_METHOD_WORDS, (at, length) => regexMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(ENGINE_METHOD_WORDS, (at, length) => engineMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(PIPELINE_METHOD_WORDS, (at, length) => pipelineMethodNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(STREAM_WORDS, (at, length) => streamMemberNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(READER_WORDS, (at, length) => readerMemberNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(MEMBER_WORDS, (at, length) => memberNamed(text(at, length)), -1)).toBe(0);
  });

  it("static methods", () => {
    expect(wrong(STRING_STATIC_WORDS, (at, length) => stringStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(CHAR_STATIC_WORDS, (at, length) => charStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(REGEX_STATIC_WORDS, (at, length) => regexStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(ARRAY_STATIC_WORDS, (at, length) => arrayStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(MATH_STATIC_WORDS, (at, length) => mathStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(CONVERT_STATIC_WORDS, (at, length) => convertStaticNamed(text(at, length)), -1)).toBe(0);
    expect(wrong(BITS_STATIC_WORDS, (at, length) => bitsStaticNamed(text(at, length)), -1)).toBe(0);
  });
});
