/**
 * Variables that the engine itself sets. Their values serve to resolve names and pick letters; they are never claimed, for a
 * profile or another version may have set them.
 */
import { find } from "../../bytes/dictionary";
import { take } from "../../memory/arena";
import { falseValue, nullValue, trueValue, unknown } from "../values/constants";
import { OBJECT_STATUS } from "../values/dotnet-objects";
import { KIND_STRING, newValue, VALUE_ASCII, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { newObjectValue, OBJECT_CONTEXT, OBJECT_HOST } from "./objects";

export const AUTOMATIC_TRUE: i32 = 0;
export const AUTOMATIC_FALSE: i32 = 1;
export const AUTOMATIC_NULL: i32 = 2;
export const AUTOMATIC_CONTEXT: i32 = 3;
export const AUTOMATIC_SHELL_ID: i32 = 4;
export const AUTOMATIC_HOME: i32 = 5;
export const AUTOMATIC_SILENT: i32 = 6;
export const AUTOMATIC_CONTINUE: i32 = 7;
export const AUTOMATIC_HIGH: i32 = 8;
export const AUTOMATIC_MOST: i32 = 9;
export const AUTOMATIC_MOST_ERRORS: i32 = 10;
export const AUTOMATIC_HOST: i32 = 11;
export const AUTOMATIC_STATUS: i32 = 12;

/** AUTOMATIC_*, what a variable holds, and the variables that hold it. */
export const AUTOMATIC_WORDS = `
0 true
1 false whatifpreference
2 null
3 executioncontext
4 shellid
5 pshome
6 verbosepreference debugpreference informationpreference
7 progresspreference warningpreference erroractionpreference
8 confirmpreference
9 maximumdrivecount maximumaliascount maximumfunctioncount maximumvariablecount maximumhistorycount
10 maximumerrorcount
11 host
12 ?
`;
const MASK: u32 = 63;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** A text made of a literal; unclaimable. */
function automaticText(literal: string): usize {
  const size = <usize>literal.length;
  const bytes = take(size + 8);
  if (bytes == 0) return unknown();
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < size; i++) store<u8>(bytes + i, load<u8>(units + (i << 1)));
  const value = newValue(KIND_STRING, <u32>bytes, <u32>size);
  if (value == 0) return unknown();
  changetype<Value>(value).flags = VALUE_ASCII | VALUE_UNCLAIMABLE;
  return value;
}

/** AUTOMATIC_* of a variable's name, or -1. */
export function automaticNamed(text: usize, length: usize): i32 {
  return find(AUTOMATIC_WORDS, table, MASK, text, length);
}

/** The value of an automatic variable, or 0 if the name is none. */
export function automatic(text: usize, length: usize): usize {
  switch (automaticNamed(text, length)) {
    case AUTOMATIC_TRUE:
      return trueValue();
    case AUTOMATIC_FALSE:
      return falseValue();
    case AUTOMATIC_NULL:
      return nullValue();
    case AUTOMATIC_CONTEXT:
      return newObjectValue(OBJECT_CONTEXT, 0, 0);
    case AUTOMATIC_SHELL_ID:
      return automaticText("Microsoft.PowerShell");
    case AUTOMATIC_HOME:
      return automaticText("C:\\Windows\\System32\\WindowsPowerShell\\v1.0");
    case AUTOMATIC_SILENT:
      return automaticText("SilentlyContinue");
    case AUTOMATIC_CONTINUE:
      return automaticText("Continue");
    case AUTOMATIC_HIGH:
      return automaticText("High");
    case AUTOMATIC_MOST:
      return automaticText("4096");
    case AUTOMATIC_MOST_ERRORS:
      return automaticText("256");
    case AUTOMATIC_HOST:
      return newObjectValue(OBJECT_HOST, 0, 0);
    case AUTOMATIC_STATUS:
      return newObjectValue(OBJECT_STATUS, 0, 0);
    default:
      return 0;
  }
}

export const ENVIRONMENT_COMSPEC: i32 = 0;
export const ENVIRONMENT_WINDOWS: i32 = 1;
export const ENVIRONMENT_PROGRAM_FILES: i32 = 2;
export const ENVIRONMENT_PROGRAM_DATA: i32 = 3;
export const ENVIRONMENT_DRIVE: i32 = 4;
export const ENVIRONMENT_PUBLIC: i32 = 5;
export const ENVIRONMENT_PATH_EXTENSIONS: i32 = 6;
export const ENVIRONMENT_SYSTEM: i32 = 7;

/** ENVIRONMENT_* and the environment variables that hold it. */
export const ENVIRONMENT_WORDS = `
0 comspec
1 windir systemroot
2 programfiles
3 programdata
4 systemdrive
5 public
6 pathext
7 os
`;
const ENVIRONMENT_MASK: u32 = 31;
const environmentTable: usize = memory.data((ENVIRONMENT_MASK + 2) << 2, 4);

/** ENVIRONMENT_* of an environment variable's name, or -1. */
export function environmentNamed(text: usize, length: usize): i32 {
  return find(ENVIRONMENT_WORDS, environmentTable, ENVIRONMENT_MASK, text, length);
}

/** The usual value of an environment variable of Windows, or 0. */
export function automaticEnvironment(text: usize, length: usize): usize {
  switch (environmentNamed(text, length)) {
    case ENVIRONMENT_COMSPEC:
      return automaticText("C:\\WINDOWS\\system32\\cmd.exe");
    case ENVIRONMENT_WINDOWS:
      return automaticText("C:\\WINDOWS");
    case ENVIRONMENT_PROGRAM_FILES:
      return automaticText("C:\\Program Files");
    case ENVIRONMENT_PROGRAM_DATA:
      return automaticText("C:\\ProgramData");
    case ENVIRONMENT_DRIVE:
      return automaticText("C:");
    case ENVIRONMENT_PUBLIC:
      return automaticText("C:\\Users\\Public");
    case ENVIRONMENT_PATH_EXTENSIONS:
      return automaticText(".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC;.CPL");
    case ENVIRONMENT_SYSTEM:
      return automaticText("Windows_NT");
    default:
      return 0;
  }
}
