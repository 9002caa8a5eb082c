/**
 * Variables by their tokens: `$x`, `${x}`, `$scope:x`, `$drive:x`, `@x`.
 */

import { BACKSLASH, BACKTICK, CLOSE_BRACE, COLON, OPEN_BRACE, SLASH, UNDERSCORE } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { instruction, MAX_INSTRUCTIONS, OP_DROP, OP_EACH, OP_FORMAL } from "../program";
import {
  CAUSE_AUTOMATIC,
  CAUSE_CONDITION,
  CAUSE_ENVIRONMENT,
  CAUSE_ITEM,
  CAUSE_OVERWRITTEN,
  CAUSE_PARAMETER,
  CAUSE_UNORDERED,
  CAUSE_UNSET,
  isDeclared,
} from "../values/causes";
import { failed, kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { cast, castStored, setSeparator, toText } from "../values/convert";
import { isEnumerator } from "../values/lists";
import { someText } from "../values/partial";
import { joinItems, literalText } from "../values/text";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_CHAR,
  KIND_COMMAND,
  KIND_INTEGER,
  KIND_NULL,
  KIND_STRING,
  KIND_UNKNOWN,
} from "../values/value";
import { watchedIndex } from "../watched";
import { automatic, automaticEnvironment, automaticNamed } from "./automatic-variables";
import {
  CELL_CHECKED,
  CELL_CONSTANT,
  CELL_PRIVATE,
  CELL_VOLATILE,
  Cell,
  era,
  Name,
  SPACE_ALIAS,
  SPACE_ENVIRONMENT,
  SPACE_FUNCTION,
  SPACE_GLOBAL,
  SPACE_VARIABLE,
} from "./cells";
import { closureDepth, loosenClosures } from "./closures";
import { watchedCommand } from "./command-lists";
import { inputName, itemName, separatorName } from "./engine-names";
import { FIXED_REFUSED } from "./fixed-variables";
import { baseDepth, cellAt, cellIn, findCell, findOuterCell, intern, readCell, scopeDepth, writeCell } from "./scopes";
import { handing } from "./state";
import { compileText } from "./texts";

const QUALIFIER_NONE: u32 = 0;
const QUALIFIER_LOCAL: u32 = 1;
const QUALIFIER_SCRIPT: u32 = 2;
const QUALIFIER_GLOBAL: u32 = 3;
const QUALIFIER_PRIVATE: u32 = 4;
const QUALIFIER_USING: u32 = 5;
const QUALIFIER_OTHER: u32 = 6;

// The token that was looked at last.
let nameText: usize = 0;
let nameLength: usize = 0;
let qualifier: u32 = 0;
let space: u32 = 0;

/** Splits `scope:name` or `drive:name`. */
export function parseName(text: usize, length: usize): void {
  nameText = text;
  nameLength = length;
  qualifier = QUALIFIER_NONE;
  space = SPACE_VARIABLE;
  for (let rounds = 0; rounds < 2; rounds++) {
    let colon: usize = 0;
    while (colon < nameLength && load<u8>(nameText + colon) != COLON) colon++;
    if (colon == nameLength || colon == 0) return;
    if (isWord(nameText, colon, "local")) qualifier = QUALIFIER_LOCAL;
    else if (isWord(nameText, colon, "script")) qualifier = QUALIFIER_SCRIPT;
    else if (isWord(nameText, colon, "global")) qualifier = QUALIFIER_GLOBAL;
    else if (isWord(nameText, colon, "private")) qualifier = QUALIFIER_PRIVATE;
    else if (isWord(nameText, colon, "using")) qualifier = QUALIFIER_USING;
    else if (isWord(nameText, colon, "workflow")) qualifier = QUALIFIER_NONE;
    else if (isWord(nameText, colon, "variable")) space = SPACE_VARIABLE;
    else if (isWord(nameText, colon, "function")) space = SPACE_FUNCTION;
    else if (isWord(nameText, colon, "alias")) space = SPACE_ALIAS;
    else if (isWord(nameText, colon, "env")) space = SPACE_ENVIRONMENT;
    else {
      qualifier = QUALIFIER_OTHER;
      return;
    }
    nameText += colon + 1;
    nameLength -= colon + 1;
    if (nameLength != 0 && load<u8>(nameText) == COLON) {
      nameText++;
      nameLength--;
    }
    if (nameLength != 0 && (load<u8>(nameText) == BACKSLASH || load<u8>(nameText) == SLASH)) {
      nameText++;
      nameLength--;
    }
  }
}

/** Splits a variable token; the span includes `$` or `@` and braces. */
export function parseToken(start: usize, end: usize): void {
  let from = start + 1;
  let to = end;
  if (from < to && load<u8>(from) == OPEN_BRACE) {
    from++;
    if (load<u8>(to - 1) == CLOSE_BRACE) to--;
    for (let at = from; at < to; at++) {
      if (load<u8>(at) == BACKTICK) {
        withoutTicks(from, to);
        return;
      }
    }
  }
  parseName(from, to - from);
}

/** A braced name with backticks: each stands for the character after it. */
function withoutTicks(from: usize, to: usize): void {
  const bytes = take(to - from);
  if (bytes == 0) {
    parseName(from, to - from);
    return;
  }
  let length: usize = 0;
  for (let at = from; at < to; at++) {
    if (load<u8>(at) == BACKTICK && at + 1 < to) at++;
    store<u8>(bytes + length++, load<u8>(at));
  }
  parseName(bytes, length);
}

/** Whether the name that was split is `$_` or `$PSItem`. */
function isItem(): bool {
  return (nameLength == 1 && load<u8>(nameText) == UNDERSCORE) || (nameLength == 6 && isWord(nameText, 6, "psitem"));
}

/** What was split last names something of another space: a function by its own name. */
export function inSpace(to: u32): void {
  space = to;
}

/** The name record of what was split last. */
export function parsedName(): usize {
  if (space == SPACE_VARIABLE && isItem()) return itemName();
  return intern(space, nameText, nameLength);
}

/** The name of what was split last, drive and scope aside. */
export function parsedText(): usize {
  return text(nameText, nameLength);
}

/** Bytes of the name of what was split last, drive and scope aside. */
export function parsedLength(): usize {
  return nameLength;
}

/** SPACE_* of what was split last. */
export function parsedSpace(): u32 {
  return space;
}

/** Whether what was split last is of a drive that the machine does not follow. */
export function isForeign(): bool {
  return qualifier == QUALIFIER_OTHER;
}

/** The depth that the scope of what was split last means for a write. */
export function parsedDepth(): u32 {
  if (qualifier == QUALIFIER_GLOBAL) return baseDepth();
  return qualifier == QUALIFIER_SCRIPT ? scriptDepth() : scopeDepth();
}

/** The depth of the scope that `$script:` means. */
function scriptDepth(): u32 {
  const own = space == SPACE_VARIABLE ? closureDepth() : 0;
  return own == 0 ? baseDepth() : own;
}

function readGlobal(name: usize): usize {
  const global = cellIn(intern(SPACE_GLOBAL, nameText, nameLength), baseDepth());
  const bare = cellIn(name, baseDepth());
  // At a prompt both are one variable, in a script file they are two.
  if (global != 0 && changetype<Cell>(global).value != 0) {
    return bare != 0 && changetype<Cell>(bare).value != 0 ? unknown() : readCell(global);
  }
  return bare == 0 ? 0 : readCell(bare);
}

/** The same for `$script:`: what is global as well may be either. */
function readScript(name: usize): usize {
  const cell = cellIn(name, scriptDepth());
  if (cell == 0 || changetype<Cell>(cell).value == 0) return 0;
  const global = globals && space == SPACE_VARIABLE ? cellIn(intern(SPACE_GLOBAL, nameText, nameLength), baseDepth()) : <usize>0;
  return global != 0 && changetype<Cell>(global).value != 0 ? unknown() : readCell(cell);
}

function readPlain(name: usize): usize {
  const cell = findCell(name);
  // A closure sees no caller: what it did not capture is the session's, or nothing.
  if (cell != 0 && changetype<Cell>(cell).scope < closureDepth()) return unknown();
  if (!globals) return cell == 0 ? 0 : readCell(cell);
  const global = cellIn(intern(SPACE_GLOBAL, nameText, nameLength), baseDepth());
  if (global != 0 && changetype<Cell>(global).value != 0) {
    if (cell == 0) return readCell(global);
    if (changetype<Cell>(cell).scope == baseDepth()) return unknown();
  }
  return cell == 0 ? 0 : readCell(cell);
}

/** The value of what was split last; unknown if the text does not set it. */
export function readParsed(): usize {
  if (qualifier == QUALIFIER_OTHER) return unknown();
  const name = parsedName();
  let value: usize = 0;
  if (qualifier == QUALIFIER_USING) {
    const cell = findOuterCell(name);
    value = cell == 0 ? 0 : readCell(cell);
  } else if (qualifier == QUALIFIER_GLOBAL && space == SPACE_VARIABLE) value = readGlobal(name);
  else if (qualifier == QUALIFIER_SCRIPT) value = readScript(name);
  else if (qualifier == QUALIFIER_LOCAL || qualifier == QUALIFIER_PRIVATE) {
    const cell = cellIn(name, scopeDepth());
    value = cell == 0 || changetype<Cell>(cell).value == 0 ? 0 : readCell(cell);
  } else if (space == SPACE_VARIABLE) value = readPlain(name);
  else {
    const cell = findCell(name);
    value = cell == 0 ? 0 : readCell(cell);
  }
  if (value != 0) return value;
  if (space == SPACE_VARIABLE) value = automatic(nameText, nameLength);
  else if (space == SPACE_ENVIRONMENT) value = automaticEnvironment(nameText, nameLength);
  if (value != 0) return value;
  // A function that a module made.
  const index = space == SPACE_FUNCTION ? watchedIndex(nameText, nameLength) : -1;
  if (index >= 0) return watchedCommand(<u32>index, 0, 0, 0);
  // What an environment variable holds is text, or null, which adds nothing to any.
  return space == SPACE_ENVIRONMENT ? someText() : unknown();
}

/** The value of a variable token. `$input` is run through by its first use: a second one finds the rest, which is not followed. */
export function readVariable(start: usize, end: usize): usize {
  parseToken(start, end);
  const value = readParsed();
  if (isEnumerator(value) && parsedName() == inputName()) writeCell(findCell(inputName()), unknown(), 0);
  return value;
}

/** CAUSE_* for what was split last, whose value is not known. */
export function causeOfParsed(): u16 {
  if (space == SPACE_ENVIRONMENT) return CAUSE_ENVIRONMENT;
  if (qualifier == QUALIFIER_OTHER) return CAUSE_UNSET;
  if (isItem()) return CAUSE_ITEM;
  const at = findCell(parsedName());
  if (at == 0) {
    if (automaticNamed(nameText, nameLength) >= 0) return CAUSE_AUTOMATIC;
    return isDeclared(nameText, nameLength) ? CAUSE_PARAMETER : CAUSE_UNSET;
  }
  const cell = changetype<Cell>(at);
  if (cell.era != era) return CAUSE_OVERWRITTEN;
  if (kindOf(<usize>cell.value) != KIND_UNKNOWN) return CAUSE_UNORDERED;
  const op = cell.writer < MAX_INSTRUCTIONS ? instruction(cell.writer).op : OP_DROP;
  if (op == OP_FORMAL) return CAUSE_PARAMETER;
  return op == OP_EACH ? CAUSE_ITEM : CAUSE_CONDITION;
}

/** The cell that a write to what was split last goes to; 0 for none. */
export function targetCell(): usize {
  const name = parsedName();
  if (qualifier == QUALIFIER_GLOBAL || qualifier == QUALIFIER_SCRIPT) loosenClosures();
  const isGlobal = qualifier == QUALIFIER_GLOBAL && space == SPACE_VARIABLE;
  if (isGlobal) globals = true;
  // A global function or alias of a text is in its own scope for every caller within it.
  const cell = isGlobal ? cellAt(intern(SPACE_GLOBAL, nameText, nameLength), baseDepth()) : cellAt(name, parsedDepth());
  if (cell == 0) return 0;
  if (qualifier == QUALIFIER_PRIVATE) changetype<Cell>(cell).flags |= CELL_PRIVATE;
  // A block that something unknown may run later writes there at any time.
  if (handing != 0 && (isGlobal || qualifier == QUALIFIER_SCRIPT)) changetype<Cell>(cell).flags |= CELL_VOLATILE;
  return cell;
}

/** Whether what was split last is a plain variable that the present scope has not set itself, though it is not the text's own. */
export function isInherited(): bool {
  if (space != SPACE_VARIABLE || qualifier != QUALIFIER_NONE || scopeDepth() == 1) return false;
  const cell = cellIn(parsedName(), scopeDepth());
  return cell == 0 || changetype<Cell>(cell).value == 0;
}

/** Text put on the function drive is code from then on. */
function functionBody(value: usize): usize {
  if (kindOf(value) == KIND_BLOCK) return value;
  const block = compileText(value, <u32>nameText, <u32>nameText);
  return block == 0 ? unknown() : block;
}

/** What a function cell holds for a value: blocks stay, text becomes code later; an alias holds a name, an environment variable a text. */
export function forSpace(value: usize): usize {
  const kind = kindOf(value);
  if (space == SPACE_FUNCTION) return functionBody(value);
  if (space == SPACE_ALIAS) return kind == KIND_COMMAND ? value : toText(value);
  // `$OFS` plays no part. PowerShell: EnvironmentProvider.SetSessionStateItem
  if (space == SPACE_ENVIRONMENT && kind != KIND_NULL)
    return kind == KIND_ARRAY ? joinItems(value, literalText(" ")) : toText(value);
  return value;
}

/** Writes what was split last. @returns the value as the variable's type made it */
export function writeParsed(value: usize, type: usize, writer: u32): usize {
  if (qualifier == QUALIFIER_OTHER) return value;
  const cell = targetCell();
  if (cell == 0) return value;
  return writeTyped(cell, value, type, writer);
}

/** Writes a cell whose type sticks. @returns the value as the type made it */
export function writeTyped(at: usize, value: usize, type: usize, writer: u32): usize {
  const cell = changetype<Cell>(at);
  if ((cell.flags & CELL_CONSTANT) != 0) return value;
  if (changetype<Name>(<usize>cell.name).fixed == FIXED_REFUSED) return failed();
  // What is refused leaves the variable as it was, its type too.
  const refused = type != 0 ? type : <usize>cell.type;
  if (refused != 0 && castStored(refused, value) == failed()) return failed();
  if (type != 0) cell.type = <u32>type;
  // The cell knows its name; what was split last may be another.
  const name = changetype<Name>(<usize>cell.name);
  space = name.space;
  nameText = <usize>name.text;
  nameLength = <usize>name.length;
  let made = forSpace(value);
  if (cell.type != 0) {
    made = cast(<usize>cell.type, made);
    if (made == 0) made = unknown();
  }
  if ((cell.flags & CELL_CHECKED) != 0) made = unknown();
  writeCell(at, made, writer);
  return made;
}

/** The text writes a `$global:` variable somewhere. */
let globals: bool = false;

/** A reading starts: `$OFS` is one blank again, and no global variable is set. */
export function clearVariables(): void {
  globals = false;
  setSeparator(0);
}

/**
 * What joins an array into text is what `$OFS` holds at this time in this scope, however it was written; one blank where nothing
 * wrote it. An array or another object in it joins in a way that is not followed.
 */
export function followSeparator(): void {
  const name = separatorName(SPACE_VARIABLE);
  if (name == 0 && era == 1) return;
  const cell = findCell(name);
  if (cell == 0) {
    // Text that is not known may have written it.
    setSeparator(era == 1 && separatorName(SPACE_GLOBAL) == 0 ? 0 : unknown());
    return;
  }
  const value = readCell(cell);
  const kind = kindOf(value);
  const plain = kind == KIND_STRING || kind == KIND_CHAR || kind == KIND_INTEGER;
  setSeparator(plain ? toText(value) : unknown());
}

/** Whether two texts are equal, used for names in other files. */
export function nameIs(value: usize, literal: string): bool {
  return kindOf(value) == KIND_STRING && isWord(textAt(value), textLength(value), literal);
}
