/**
 * Every word of every list is found, in any case, as the number that stands before it, and nothing but the words is. Whether the
 * numbers are those of the constants is what test/build/words.test.js reads.
 */
import { LOWER_A } from "../bytes/ascii";
import { mark, release, resetArena, take } from "../memory/arena";
import { BUILTIN_WORDS, builtinNamed } from "../powershell/builtins/names";
import {
  ADD_MEMBER_PARAMETERS,
  CLEAR_VARIABLE_PARAMETERS,
  COPY_ITEM_PARAMETERS,
  EACH_PARAMETERS,
  FROM_CSV_PARAMETERS,
  FROM_JSON_PARAMETERS,
  FROM_SECURE_STRING_PARAMETERS,
  FROM_STRING_DATA_PARAMETERS,
  GET_ALIAS_PARAMETERS,
  GET_COMMAND_PARAMETERS,
  GET_CONTENT_PARAMETERS,
  GET_ITEM_PARAMETERS,
  GET_VARIABLE_PARAMETERS,
  INVOKE_COMMAND_PARAMETERS,
  INVOKE_EXPRESSION_PARAMETERS,
  JOIN_PATH_PARAMETERS,
  MEASURE_COMMAND_PARAMETERS,
  MESSAGE_PARAMETERS,
  MODULE_PARAMETERS,
  NEW_ITEM_PARAMETERS,
  NEW_OBJECT_PARAMETERS,
  OTHER_ITEM_PARAMETERS,
  REMOVE_ALIAS_PARAMETERS,
  REMOVE_ITEM_PARAMETERS,
  SELECT_PARAMETERS,
  SET_ALIAS_PARAMETERS,
  SET_ITEM_PARAMETERS,
  SET_LOCATION_PARAMETERS,
  SET_VARIABLE_PARAMETERS,
  SORT_PARAMETERS,
  SPLIT_PATH_PARAMETERS,
  START_JOB_PARAMETERS,
  START_PROCESS_PARAMETERS,
  STRICT_MODE_PARAMETERS,
  TASK_ACTION_PARAMETERS,
  TEE_PARAMETERS,
  TO_SECURE_STRING_PARAMETERS,
  VIEW_PARAMETERS,
  WHERE_PARAMETERS,
  WRITE_FILE_PARAMETERS,
  WRITE_OUTPUT_PARAMETERS,
} from "../powershell/builtins/parameters";
import { PIPELINE_METHOD_WORDS, pipelineMethodNamed } from "../powershell/builtins/powershell-api";
import { ENGINE_METHOD_WORDS, engineMethodNamed } from "../powershell/interpreter/method-words";
import { KEYWORD_WORDS, keywordNamed } from "../powershell/lexer/keywords";
import { OPERATOR_WORDS, operatorWord } from "../powershell/lexer/operator-words";
import { AUTOMATIC_WORDS, automaticNamed, ENVIRONMENT_WORDS, environmentNamed } from "../powershell/machine/automatic-variables";
import { FIXED_WORDS, fixedNamed } from "../powershell/machine/fixed-variables";
import { MAX_WORDS, wordFor } from "../powershell/machine/invocation";
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
  SECRET_METHOD_WORDS,
  secretMethodNamed,
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
  MARSHAL_STATIC_WORDS,
  MATH_STATIC_WORDS,
  marshalStaticNamed,
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

/** The index of a parameter's word written so. */
function lookIn(list: string, name: string): i32 {
  const from = mark();
  const bytes = take(name.length + 8);
  for (let i = 0; i < name.length; i++) store<u8>(bytes + i, name.charCodeAt(i));
  const index = wordFor(list, bytes, name.length);
  release(from);
  return index;
}

/** Names of a list of parameters that are not found at their word's place, or are found with a letter too many; -1 for a list without words. */
function misplaced(list: string): i32 {
  const words = list.split(" ");
  if (words.length > <i32>MAX_WORDS) return words.length;
  let count = 0;
  let failures = 0;
  for (let place = 0; place < words.length; place++) {
    if (words[place] == "*") continue;
    const names = words[place].split("|");
    for (let i = 0; i < names.length; i++) {
      let end = 0;
      while (end < names[i].length && <u32>names[i].charCodeAt(end) >= LOWER_A) end++;
      const name = names[i].slice(0, end);
      count++;
      if (lookIn(list, name) != place || lookIn(list, name.toUpperCase()) != place || lookIn(list, `${name}~`) != -1) failures++;
    }
  }
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

  it("parameters of commands, at their places", () => {
    const lists = [
      SET_ALIAS_PARAMETERS,
      GET_ALIAS_PARAMETERS,
      REMOVE_ALIAS_PARAMETERS,
      START_PROCESS_PARAMETERS,
      TASK_ACTION_PARAMETERS,
      FROM_JSON_PARAMETERS,
      FROM_STRING_DATA_PARAMETERS,
      TO_SECURE_STRING_PARAMETERS,
      FROM_SECURE_STRING_PARAMETERS,
      FROM_CSV_PARAMETERS,
      EACH_PARAMETERS,
      WHERE_PARAMETERS,
      INVOKE_EXPRESSION_PARAMETERS,
      INVOKE_COMMAND_PARAMETERS,
      START_JOB_PARAMETERS,
      MEASURE_COMMAND_PARAMETERS,
      STRICT_MODE_PARAMETERS,
      SET_LOCATION_PARAMETERS,
      OTHER_ITEM_PARAMETERS,
      SET_ITEM_PARAMETERS,
      NEW_ITEM_PARAMETERS,
      COPY_ITEM_PARAMETERS,
      GET_ITEM_PARAMETERS,
      REMOVE_ITEM_PARAMETERS,
      WRITE_FILE_PARAMETERS,
      GET_CONTENT_PARAMETERS,
      GET_COMMAND_PARAMETERS,
      MODULE_PARAMETERS,
      NEW_OBJECT_PARAMETERS,
      ADD_MEMBER_PARAMETERS,
      WRITE_OUTPUT_PARAMETERS,
      TEE_PARAMETERS,
      MESSAGE_PARAMETERS,
      VIEW_PARAMETERS,
      SELECT_PARAMETERS,
      SORT_PARAMETERS,
      JOIN_PATH_PARAMETERS,
      SPLIT_PATH_PARAMETERS,
      SET_VARIABLE_PARAMETERS,
      GET_VARIABLE_PARAMETERS,
      CLEAR_VARIABLE_PARAMETERS,
    ];
    for (let i = 0; i < lists.length; i++) expect(misplaced(lists[i])).toBe(0);
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
    expect(wrong(SECRET_METHOD_WORDS, (at, length) => secretMethodNamed(text(at, length)), -1)).toBe(0);
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
    expect(wrong(MARSHAL_STATIC_WORDS, (at, length) => marshalStaticNamed(text(at, length)), -1)).toBe(0);
  });
});
