/**
 * Static methods that the value library leaves to the machine: those that make code, pipelines and instances.
 */
import { DOT } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { startProcess } from "../builtins/child-shells";
import { newApiObject, newPipeline } from "../builtins/powershell-api";
import { havoc, SPACE_ENVIRONMENT } from "../machine/cells";
import { classNamed, newInstance, staticMethod } from "../machine/instances";
import { deliver } from "../machine/state";
import { compileText } from "../machine/texts";
import { inSpace, parseName, readParsed, writeParsed } from "../machine/variables";
import { noteWritten } from "../machine/written-files";
import { kindOf, nothing, textAt, textLength, unknown } from "../values/constants";
import { knownText } from "../values/text";
import { TYPE_ENVIRONMENT, TYPE_FILE, TYPE_POWERSHELL, TYPE_PROCESS, TYPE_SCRIPTBLOCK, typeIn } from "../values/types";
import { KIND_STRING, KIND_TYPE, Value } from "../values/value";

function argument(args: usize, count: u32, at: u32): usize {
  return at < count ? <usize>load<u32>(args + ((<usize>at) << 2)) : unknown();
}

/** `[Environment]::GetEnvironmentVariable`, `SetEnvironmentVariable`; what a third argument names is no variable of this process. */
function environmentMethod(word: usize, length: usize, args: usize, count: u32, start: u32): usize {
  const key = argument(args, count, 0);
  const isSet = isWord(word, length, "setenvironmentvariable");
  if (!isSet && (count != 1 || !isWord(word, length, "getenvironmentvariable"))) return unknown();
  if (kindOf(key) != KIND_STRING) {
    if (isSet) havoc();
    return unknown();
  }
  parseName(textAt(key), textLength(key));
  inSpace(SPACE_ENVIRONMENT);
  if (!isSet) return readParsed();
  writeParsed(count == 2 ? knownText(argument(args, count, 1)) : unknown(), 0, start);
  return nothing();
}

/** Whether a type is known by a name with a namespace. */
function isQualified(type: Value): bool {
  if (type.kind != KIND_TYPE) return false;
  for (let i: u32 = 0; i < type.b; i++) if (load<u8>(<usize>type.a + <usize>i) == DOT) return true;
  return type.aux != 0;
}

/** `[type]::name(…)`. @returns whether it is followed: its value is delivered */
export function callStatic(type: usize, name: usize, args: usize, count: u32, start: u32, end: u32): bool {
  if (kindOf(name) != KIND_STRING) return false;
  const bytes = textAt(name);
  const length = textLength(name);
  switch (typeIn(type)) {
    case TYPE_SCRIPTBLOCK: {
      const block = isWord(bytes, length, "create") ? compileText(argument(args, count, 0), start, end) : <usize>0;
      deliver(block == 0 ? unknown() : block);
      return true;
    }
    case TYPE_POWERSHELL:
      deliver(isWord(bytes, length, "create") ? newPipeline(count != 0) : unknown());
      return true;
    case TYPE_FILE:
      if (
        isWord(bytes, length, "writealltext") ||
        isWord(bytes, length, "appendalltext") ||
        isWord(bytes, length, "writealllines")
      ) {
        noteWritten(argument(args, count, 0), argument(args, count, 1));
      }
      deliver(unknown());
      return true;
    case TYPE_ENVIRONMENT:
      deliver(environmentMethod(bytes, length, args, count, start));
      return true;
    case TYPE_PROCESS:
      if (isWord(bytes, length, "start") && count != 0) {
        startProcess(argument(args, count, 0), count > 1 ? argument(args, count, 1) : <usize>0);
        return true;
      }
      deliver(unknown());
      return true;
    default:
      break;
  }
  const made = typeIn(type) != 0 && isWord(bytes, length, "new") ? newApiObject(typeIn(type), args, count, start, end) : 0;
  if (made != 0) {
    deliver(made);
    return true;
  }
  const value = changetype<Value>(type);
  if (value.kind == KIND_TYPE && value.a != 0) {
    const own = classNamed(<usize>value.a, <usize>value.b);
    if (own != 0) {
      if (isWord(bytes, length, "new")) newInstance(own, args, count, start, end);
      else staticMethod(own, name, args, count, start, end);
      return true;
    }
  }
  // A type under a name of the text's own, or one that is not known: the engine has one that makes code of a text.
  const makes = isWord(bytes, length, "create") && count == 1 && !isQualified(value);
  const block = makes ? compileText(argument(args, count, 0), start, end) : <usize>0;
  if (block != 0) deliver(block);
  return block != 0;
}
