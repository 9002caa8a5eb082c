/**
 * Variables that the engine itself sets. Their values serve to resolve names and pick letters; they are never claimed, for a
 * profile or another version may have set them.
 */
import { find } from "../../bytes/dictionary";
import { take } from "../../memory/arena";
import { falseValue, nullValue, trueValue, unknown } from "../values/constants";
import { KIND_STRING, newValue, VALUE_ASCII, VALUE_UNCLAIMABLE, Value } from "../values/value";
import { newObjectValue, OBJECT_CONTEXT, OBJECT_HOST } from "./objects";

const WORDS =
  "true false null executioncontext shellid pshome psuiculture verbosepreference debugpreference progresspreference warningpreference informationpreference erroractionpreference confirmpreference whatifpreference maximumdrivecount maximumaliascount maximumfunctioncount maximumvariablecount maximumerrorcount maximumhistorycount consolefilename psculture host outputencoding psemailserver pssessionconfigurationname";
const table: usize = memory.data(264, 4);
const MASK: u32 = 63;

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

/** The value of an automatic variable, or 0 if the name is none. */
export function automatic(text: usize, length: usize): usize {
  switch (find(WORDS, table, MASK, text, length)) {
    case 0:
      return trueValue();
    case 1:
      return falseValue();
    case 2:
      return nullValue();
    case 3:
      return newObjectValue(OBJECT_CONTEXT, 0, 0);
    case 4:
      return automaticText("Microsoft.PowerShell");
    case 5:
      return automaticText("C:\\Windows\\System32\\WindowsPowerShell\\v1.0");
    case 7:
    case 8:
    case 11:
      return automaticText("SilentlyContinue");
    case 9:
    case 10:
    case 12:
      return automaticText("Continue");
    case 13:
      return automaticText("High");
    case 14:
      return falseValue();
    case 15:
    case 16:
    case 17:
    case 18:
    case 20:
      return automaticText("4096");
    case 19:
      return automaticText("256");
    case 23:
      return newObjectValue(OBJECT_HOST, 0, 0);
    default:
      return 0;
  }
}

const ENVIRONMENT = "comspec windir systemroot programfiles programdata systemdrive public pathext os";
const environmentTable: usize = memory.data(136, 4);

/** The usual value of an environment variable of Windows, or 0. */
export function automaticEnvironment(text: usize, length: usize): usize {
  switch (find(ENVIRONMENT, environmentTable, 31, text, length)) {
    case 0:
      return automaticText("C:\\WINDOWS\\system32\\cmd.exe");
    case 1:
    case 2:
      return automaticText("C:\\WINDOWS");
    case 3:
      return automaticText("C:\\Program Files");
    case 4:
      return automaticText("C:\\ProgramData");
    case 5:
      return automaticText("C:");
    case 6:
      return automaticText("C:\\Users\\Public");
    case 7:
      return automaticText(".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC;.CPL");
    case 8:
      return automaticText("Windows_NT");
    default:
      return 0;
  }
}
