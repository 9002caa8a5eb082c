/**
 * The drives that hold code and values: alias:, function:, variable:, env:, and files that the text itself wrote.
 */

import { BACKSLASH, COLON, LOWER_M, LOWER_R, LOWER_S, SLASH } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { Cell, havoc, SPACE_ALIAS, SPACE_FUNCTION, SPACE_VARIABLE } from "../machine/cells";
import { nothing } from "../machine/frames";
import { binding, bindWords, bound, invocation, surprise } from "../machine/invocation";
import { newObjectValue, OBJECT_COMMANDS, variableObject } from "../machine/objects";
import { findCell, readCell, writeCell } from "../machine/scopes";
import { deliver, escapeVariables } from "../machine/state";
import {
  inSpace,
  isForeign,
  parsedLength,
  parsedName,
  parsedSpace,
  parsedText,
  parseName,
  readParsed,
  targetCell,
  writeTyped,
} from "../machine/variables";
import { noteWritten, writtenTo } from "../machine/written-files";
import { failed, kindOf, nullValue, text, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { KIND_ARRAY, KIND_BLOCK, KIND_STRING, KIND_UNKNOWN } from "../values/value";
import { hasWildcard } from "../values/wildcard";
import { engineVariable, engineVariablesLike, itemObject } from "./engine-variables";
import { aliasesLike, lookUpCommand } from "./lookup";
import { outputs } from "./output";
import {
  COPY_ITEM_DESTINATION,
  COPY_ITEM_FORCE,
  COPY_ITEM_PARAMETERS,
  COPY_ITEM_PATH,
  GET_CONTENT_DELIMITER,
  GET_CONTENT_ENCODING,
  GET_CONTENT_PARAMETERS,
  GET_CONTENT_PATH,
  GET_CONTENT_RAW,
  GET_CONTENT_TAIL,
  GET_CONTENT_TOTAL_COUNT,
  GET_ITEM_PARAMETERS,
  GET_ITEM_PATH,
  NEW_ITEM_FORCE,
  NEW_ITEM_NAME,
  NEW_ITEM_PARAMETERS,
  NEW_ITEM_PATH,
  NEW_ITEM_VALUE,
  OTHER_ITEM_PARAMETERS,
  OTHER_ITEM_PATH,
  REMOVE_ITEM_PARAMETERS,
  REMOVE_ITEM_PATH,
  SET_ITEM_PARAMETERS,
  SET_ITEM_PASS_THRU,
  SET_ITEM_PATH,
  SET_ITEM_VALUE,
  SET_LOCATION_PARAMETERS,
  SET_LOCATION_PASS_THRU,
  SET_LOCATION_PATH,
  WRITE_FILE_ENCODING,
  WRITE_FILE_INPUT_OBJECT,
  WRITE_FILE_NO_NEWLINE,
  WRITE_FILE_PARAMETERS,
  WRITE_FILE_PATH,
  WRITE_FILE_VALUE,
} from "./parameters";

/** The location may be on a drive that holds variables or code, so that a path without a drive may name one of these. */
let elsewhere: bool = false;

/** A reading starts: the location is in the file system. */
export function clearLocation(): void {
  elsewhere = false;
}

/** Whether the path that was split last is a pattern, or may name something on the drive of the location. */
let open: bool = false;

/**
 * Splits `drive:name`, `drive:\name`, the name being a pattern perhaps.
 * @returns whether it is a drive that is followed
 */
function splitDrive(value: usize): bool {
  open = value == 0 || kindOf(toText(value)) != KIND_STRING;
  if (value == 0) return false;
  const path = toText(value);
  if (kindOf(path) != KIND_STRING) return false;
  const bytes = textAt(path);
  const length = textLength(path);
  let colon: usize = 0;
  while (colon < length && load<u8>(bytes + colon) != COLON) colon++;
  // `provider::path` names its drive too.
  open = (colon == length && elsewhere) || (colon + 1 < length && load<u8>(bytes + colon + 1) == COLON);
  if (colon == length || !isFollowed(bytes, colon)) return false;
  open = hasWildcard(bytes, length);
  parseName(bytes, length);
  return !isForeign();
}

/** As `splitDrive`, for a write: true only if the path names one item there; else `open` says whether it may write there all the same. */
function splitPath(value: usize): bool {
  return splitDrive(value) && !open;
}

/** Whether a drive holds what the machine follows. */
function isFollowed(bytes: usize, length: usize): bool {
  return (
    isWord(bytes, length, "alias") ||
    isWord(bytes, length, "function") ||
    isWord(bytes, length, "variable") ||
    isWord(bytes, length, "env")
  );
}

/** Writes what `splitPath` found; unknown if a parameter that is not modelled may change what is written. */
function write(value: usize): void {
  const cell = targetCell();
  if (cell == 0) return;
  // An alias or function may have been made all the same, and is called as what it is.
  const isCode = parsedSpace() == SPACE_ALIAS || parsedSpace() == SPACE_FUNCTION;
  if (binding.surprised && !isCode) writeCell(cell, unknown(), invocation.start);
  else writeTyped(cell, value, 0, invocation.start);
}

/** Set-Location, Push-Location: from now on a path without a drive may name a variable. */
export function runLocation(): void {
  bindWords(SET_LOCATION_PARAMETERS);
  const path = bound(SET_LOCATION_PATH) == 0 ? bound(SET_LOCATION_PATH) : toText(bound(SET_LOCATION_PATH));
  if (binding.surprised || (path != 0 && kindOf(path) != KIND_STRING)) elsewhere = true;
  else if (path != 0) {
    const bytes = textAt(path);
    const length = textLength(path);
    let colon: usize = 0;
    while (colon < length && load<u8>(bytes + colon) != COLON) colon++;
    if (colon < length && isFollowed(bytes, colon)) elsewhere = true;
  }
  deliver(bound(SET_LOCATION_PASS_THRU) != 0 ? unknown() : nothing());
}

/** Item cmdlets whose effect is not modelled: what they name on a drive that is followed may be anything afterwards. */
export function runOtherItem(): void {
  bindWords(OTHER_ITEM_PARAMETERS);
  if (splitPath(bound(OTHER_ITEM_PATH)) || open) havoc();
  deliver(unknown());
}

/** Set-Item: writes the value to the alias, function or variable that the path names; an unknown path may name any. */
export function runSetItem(): void {
  bindWords(SET_ITEM_PARAMETERS);
  const value =
    bound(SET_ITEM_VALUE) != 0 ? bound(SET_ITEM_VALUE) : invocation.input != 0 ? outputs(invocation.input) : nullValue();
  if (invocation.input != 0 && bound(SET_ITEM_VALUE) != 0) surprise();
  if (splitPath(bound(SET_ITEM_PATH))) write(value);
  else if (open) havoc();
  deliver(bound(SET_ITEM_PASS_THRU) != 0 ? unknown() : nothing());
}

/** A folder, or a drive of which only the name counts, and the item's name. */
function joined(path: usize, name: usize): usize {
  const left = toText(path);
  const right = toText(name);
  if (kindOf(left) != KIND_STRING || kindOf(right) != KIND_STRING) return unknown();
  let leftLength = textLength(left);
  if (splitDrive(left)) leftLength -= parsedLength();
  const bytes = take(leftLength + textLength(right));
  if (bytes == 0) return unknown();
  memory.copy(bytes, textAt(left), leftLength);
  memory.copy(bytes + leftLength, textAt(right), textLength(right));
  return text(bytes, leftLength + textLength(right));
}

/** New-Item: as Set-Item, and a file keeps its text. */
export function runNewItem(): void {
  bindWords(NEW_ITEM_PARAMETERS);
  let path = bound(NEW_ITEM_PATH);
  if (path != 0 && bound(NEW_ITEM_NAME) != 0) path = joined(path, bound(NEW_ITEM_NAME));
  const value =
    bound(NEW_ITEM_VALUE) != 0 ? bound(NEW_ITEM_VALUE) : invocation.input != 0 ? outputs(invocation.input) : nullValue();
  if (path != 0 && splitPath(path)) {
    // What is there already is not made again; a name for code that may be there may be made.
    const cell = findCell(parsedName());
    const isThere = cell != 0 && changetype<Cell>(cell).value != 0 && bound(NEW_ITEM_FORCE) == 0;
    const isOpen = isThere && kindOf(readCell(cell)) == KIND_UNKNOWN;
    if (!isThere || binding.surprised || isOpen) write(isOpen && parsedSpace() == SPACE_VARIABLE ? unknown() : value);
  } else if (path != 0) {
    if (open) havoc();
    if (bound(NEW_ITEM_VALUE) != 0) noteWritten(path, value);
  }
  deliver(unknown());
}

/** The value at a path of a drive, as it was split. */
function present(): usize {
  const name = parsedName();
  const cell = findCell(name);
  return cell == 0 ? unknown() : readCell(cell);
}

/** Copy-Item and Rename-Item from one name of a drive to another; Move-Item works on files alone. */
export function runCopyItem(): void {
  bindWords(COPY_ITEM_PARAMETERS);
  // None of the drives that are followed has folders. PowerShell: NavigationCmdletProvider
  if (
    (load<u8>(invocation.nameText) | 32) == LOWER_M &&
    bound(COPY_ITEM_PATH) != 0 &&
    (splitDrive(bound(COPY_ITEM_PATH)) || open)
  ) {
    deliver(open && !splitDrive(bound(COPY_ITEM_PATH)) ? unknown() : failed());
    return;
  }
  if (bound(COPY_ITEM_PATH) == 0 || bound(COPY_ITEM_DESTINATION) == 0) {
    if (invocation.input != 0) havoc();
    deliver(nothing());
    return;
  }
  const renames = (load<u8>(invocation.nameText) | 32) == LOWER_R;
  if (splitPath(bound(COPY_ITEM_PATH))) {
    if (renames) rename(bound(COPY_ITEM_DESTINATION));
    else {
      const value = present();
      if (splitPath(bound(COPY_ITEM_DESTINATION))) write(value);
      else if (open) havoc();
    }
  } else {
    if (open) havoc();
    copyFile(bound(COPY_ITEM_PATH), bound(COPY_ITEM_DESTINATION));
  }
  deliver(nothing());
}

/** Gives what `splitPath` found another name on its drive. PowerShell: SessionStateProviderBase.RenameItem */
function rename(to: usize): void {
  const from = findCell(parsedName());
  const value = from == 0 ? unknown() : readCell(from);
  const name = toText(to);
  if (kindOf(name) != KIND_STRING) {
    writeCell(from, unknown(), invocation.start);
    havoc();
    return;
  }
  if (textLength(name) == 0) return;
  const space = parsedSpace();
  if (isPlainName(textAt(name), textLength(name))) {
    parseName(textAt(name), textLength(name));
    inSpace(space);
    const target = findCell(parsedName());
    const there = target == 0 ? <usize>0 : readCell(target);
    // What has the name stays, and so does what would have got it.
    if (there != 0 && kindOf(there) != KIND_UNKNOWN && bound(COPY_ITEM_FORCE) == 0 && !binding.surprised) return;
    const isOpen = there != 0 && kindOf(there) == KIND_UNKNOWN && bound(COPY_ITEM_FORCE) == 0;
    write(isOpen && space == SPACE_VARIABLE ? unknown() : value);
    if (isOpen) {
      writeCell(from, unknown(), invocation.start);
      return;
    }
  }
  writeCell(from, binding.surprised ? unknown() : 0, invocation.start);
}

/** Whether a new name is no path: a drive or folder in it becomes a part of the name, which no variable or command of a text has. */
function isPlainName(bytes: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(bytes + i);
    if (byte == SLASH || byte == BACKSLASH || (byte == COLON && isFollowed(bytes, i))) return false;
  }
  return true;
}

function copyFile(from: usize, to: usize): void {
  if (kindOf(from) != KIND_STRING) return;
  const content = writtenTo(textAt(from), textLength(from));
  if (content != 0) noteWritten(to, content);
}

/** What a path of the variable drive finds. */
function variableItem(): usize {
  const name = parsedText();
  if (textLength(name) == 0 || hasWildcard(textAt(name), textLength(name))) escapeVariables();
  if (hasWildcard(textAt(name), textLength(name))) return engineVariablesLike(textAt(name), textLength(name));
  const cell = findCell(parsedName());
  return cell == 0 ? engineVariable(name) : variableObject(cell);
}

/** Get-Item: delivers what a drive holds under the path. */
export function runGetItem(): void {
  bindWords(GET_ITEM_PARAMETERS);
  if (binding.surprised) escapeVariables();
  if (!splitDrive(bound(GET_ITEM_PATH))) {
    if (open) escapeVariables();
    deliver(unknown());
    return;
  }
  const space = parsedSpace();
  const value = readParsed();
  const name = parsedText();
  if (space == SPACE_FUNCTION && kindOf(value) != KIND_BLOCK) {
    // A function that a module made.
    deliver(
      textLength(name) == 0 ? newObjectValue(OBJECT_COMMANDS, 1, 0) : lookUpCommand(name, invocation.start, invocation.end),
    );
    return;
  }
  if (space == SPACE_ALIAS)
    deliver(textLength(name) == 0 ? newObjectValue(OBJECT_COMMANDS, 0, 0) : aliasesLike(textAt(name), textLength(name)));
  else if (space == SPACE_FUNCTION) deliver(kindOf(value) == KIND_BLOCK ? value : unknown());
  else if (space == SPACE_VARIABLE) deliver(variableItem());
  else deliver(itemObject(parsedText(), value));
}

/** Remove-Item: the name is gone; an unknown path may name any. */
export function runRemoveItem(): void {
  bindWords(REMOVE_ITEM_PARAMETERS);
  if (splitPath(bound(REMOVE_ITEM_PATH)) && !binding.surprised) writeCell(findCell(parsedName()), 0, invocation.start);
  else if (open || binding.surprised || invocation.input != 0) havoc();
  deliver(nothing());
}

/** Set-Content, Add-Content and Out-File: to a drive they write a value, to a path they keep its text (written-files.ts). */
export function runWriteFile(): void {
  bindWords(WRITE_FILE_PARAMETERS);
  const content =
    bound(WRITE_FILE_VALUE) != 0
      ? bound(WRITE_FILE_VALUE)
      : bound(WRITE_FILE_INPUT_OBJECT) != 0
        ? bound(WRITE_FILE_INPUT_OBJECT)
        : invocation.input == 0
          ? unknown()
          : invocation.input;
  if (bound(WRITE_FILE_PATH) != 0 && splitPath(bound(WRITE_FILE_PATH))) {
    // Encoding and line ends are parameters for files.
    if (bound(WRITE_FILE_ENCODING) != 0 || bound(WRITE_FILE_NO_NEWLINE) != 0) surprise();
    // Only Set-Content replaces what stands there.
    const replaces =
      (<u32>load<u8>(invocation.nameText) | 32) == LOWER_S &&
      bound(WRITE_FILE_ENCODING) == 0 &&
      (invocation.input == 0 || bound(WRITE_FILE_VALUE) == 0);
    write(replaces ? (kindOf(content) == KIND_ARRAY ? outputs(content) : content) : unknown());
  } else if (bound(WRITE_FILE_PATH) != 0) {
    if (open && kindOf(bound(WRITE_FILE_PATH)) == KIND_STRING) havoc();
    noteWritten(bound(WRITE_FILE_PATH), content);
  }
  deliver(nothing());
}

/** Get-Content: delivers what a drive holds under the path, or the text that was written to the file. */
export function runContent(): void {
  bindWords(GET_CONTENT_PARAMETERS);
  const path = bound(GET_CONTENT_PATH);
  const isCounted = bound(GET_CONTENT_TOTAL_COUNT) != 0 || bound(GET_CONTENT_TAIL) != 0;
  if (path == 0) {
    deliver(unknown());
    return;
  }
  if (splitDrive(path)) {
    const isPlain = bound(GET_CONTENT_RAW) == 0 && bound(GET_CONTENT_ENCODING) == 0 && bound(GET_CONTENT_DELIMITER) == 0;
    deliver(isPlain && !isCounted ? readParsed() : unknown());
    return;
  }
  const content = kindOf(path) == KIND_STRING && !isCounted ? writtenTo(textAt(path), textLength(path)) : <usize>0;
  deliver(content == 0 ? unknown() : content);
}
