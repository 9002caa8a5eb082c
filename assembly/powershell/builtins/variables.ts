/**
 * Set-Variable, New-Variable, Get-Variable, Clear-Variable, Remove-Variable.
 */

import { COLON } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { CELL_VOLATILE, Cell, havoc, Name } from "../machine/cells";
import { loosenClosures } from "../machine/closures";
import { nothing } from "../machine/frames";
import { binding, bindWords, bound, invocation, surprise } from "../machine/invocation";
import { variableObject } from "../machine/objects";
import { cellAt, cellIn, findCell, isVariableLike, readCell, writeCell } from "../machine/scopes";
import { deliver, escapeVariables, handing } from "../machine/state";
import { parsedName, parseName, readParsed, writeTyped } from "../machine/variables";
import { kindOf, nullValue, textAt, textLength, trueValue, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { isLoose } from "../values/partial";
import { entryOf } from "../values/tables";
import { literalText } from "../values/text";
import { KIND_ARRAY, KIND_STRING, KIND_TABLE } from "../values/value";
import { hasWildcard } from "../values/wildcard";
import { isFarScope, scopeOf } from "./aliases";
import { engineVariable, engineVariablesLike } from "./engine-variables";
import { outputs } from "./output";
import {
  CLEAR_VARIABLE_NAME,
  CLEAR_VARIABLE_PARAMETERS,
  CLEAR_VARIABLE_SCOPE,
  GET_VARIABLE_NAME,
  GET_VARIABLE_PARAMETERS,
  GET_VARIABLE_SCOPE,
  GET_VARIABLE_VALUE_ONLY,
  SET_VARIABLE_EXCLUDE,
  SET_VARIABLE_FORCE,
  SET_VARIABLE_INCLUDE,
  SET_VARIABLE_NAME,
  SET_VARIABLE_PARAMETERS,
  SET_VARIABLE_PASS_THRU,
  SET_VARIABLE_SCOPE,
  SET_VARIABLE_VALUE,
  SET_VARIABLE_WHAT_IF,
} from "./parameters";

/** The name record of a variable's name, 0 where it is not known or a pattern. */
function named(value: usize): usize {
  if (value == 0) return 0;
  const name = toText(value);
  if (kindOf(name) != KIND_STRING || hasWildcard(textAt(name), textLength(name))) return 0;
  parseName(textAt(name), textLength(name));
  return parsedName();
}

/** New-Variable, not Set-Variable. */
let isNew: bool = false;

/**
 * Set-Variable and New-Variable. What an option or another parameter that is not modelled makes of the variable is unknown, from then
 * on: an option stays with it.
 */
export function runSetVariable(): void {
  bindWords(SET_VARIABLE_PARAMETERS);
  if (bound(SET_VARIABLE_WHAT_IF) == trueValue()) {
    // It only tells what it would do.
    deliver(nothing());
    return;
  }
  if (bound(SET_VARIABLE_WHAT_IF) != 0) surprise();
  isNew =
    isWord(invocation.nameText, invocation.nameLength, "new-variable") ||
    isWord(invocation.nameText, invocation.nameLength, "nv");
  if (binding.undecided || bound(SET_VARIABLE_INCLUDE) != 0 || bound(SET_VARIABLE_EXCLUDE) != 0) havoc();
  const value =
    bound(SET_VARIABLE_VALUE) != 0 ? bound(SET_VARIABLE_VALUE) : invocation.input != 0 ? outputs(invocation.input) : nullValue();
  if (invocation.input != 0) takeInput(bound(SET_VARIABLE_VALUE) != 0);
  if (
    invocation.input != 0 &&
    kindOf(invocation.input) == KIND_ARRAY &&
    isKnownList(invocation.input) &&
    countItems(invocation.input) == 0
  ) {
    // Nothing comes, and nothing is set.
  } else if (bound(SET_VARIABLE_NAME) != 0 && kindOf(bound(SET_VARIABLE_NAME)) == KIND_ARRAY)
    setAll(bound(SET_VARIABLE_NAME), value);
  else {
    const name = named(bound(SET_VARIABLE_NAME));
    if (name == 0) havoc();
    else set(name, value);
  }
  if (bound(SET_VARIABLE_PASS_THRU) != 0) escapeVariables();
  deliver(bound(SET_VARIABLE_PASS_THRU) != 0 ? unknown() : nothing());
}

/** Objects that are piped in may bind by their properties, and are refused where a value is bound already. */
function takeInput(isBound: bool): void {
  let plain = !isBound && kindOf(invocation.input) == KIND_ARRAY && isKnownList(invocation.input);
  if (plain)
    for (let i: u32 = 0; i < countItems(invocation.input); i++)
      if (kindOf(itemAt(invocation.input, i)) > KIND_STRING) plain = false;
  if (!plain) surprise();
}

function set(name: usize, value: usize): void {
  const depth = scopeOf(bound(SET_VARIABLE_SCOPE));
  if (isFarScope) surprise();
  // PowerShell: NewVariableCommand refuses a variable that its scope has.
  if (isNew && bound(SET_VARIABLE_FORCE) == 0 && !binding.surprised && hasValue(cellIn(name, depth))) return;
  if (bound(SET_VARIABLE_SCOPE) != 0) {
    if (isFarScope) havoc();
    loosenClosures();
  }
  const cell = cellAt(name, depth);
  if (cell == 0) return;
  // Whose scopes a block that is handed on counts is not known.
  if (handing != 0 && bound(SET_VARIABLE_SCOPE) != 0) {
    for (let at = <usize>changetype<Name>(name).cell; at != 0; at = <usize>changetype<Cell>(at).below) {
      writeCell(at, unknown(), invocation.start);
      changetype<Cell>(at).flags |= CELL_VOLATILE;
    }
    return;
  }
  if (binding.surprised || isLoose(value)) {
    writeCell(cell, unknown(), invocation.start);
    changetype<Cell>(cell).flags |= CELL_VOLATILE;
  } else writeTyped(cell, value == nothing() ? nullValue() : value, 0, invocation.start);
}

function hasValue(cell: usize): bool {
  return cell != 0 && changetype<Cell>(cell).value != 0;
}

function setAll(names: usize, value: usize): void {
  if (!isKnownList(names)) {
    havoc();
    return;
  }
  const count = countItems(names);
  for (let i: u32 = 0; i < count; i++) {
    const name = named(itemAt(names, i));
    if (name == 0) havoc();
    else set(name, value);
  }
}

/** What a pattern finds. */
function like(value: usize, onlyValue: bool): usize {
  const pattern = value == 0 || kindOf(value) == KIND_ARRAY ? unknown() : toText(value);
  escapeVariables();
  if (kindOf(pattern) != KIND_STRING) return unknown();
  if (isVariableLike(textAt(pattern), textLength(pattern))) return unknown();
  const found = engineVariablesLike(textAt(pattern), textLength(pattern));
  if (!onlyValue) return found;
  return kindOf(found) == KIND_TABLE ? entryOf(found, literalText("Value")) : unknown();
}

/** Get-Variable: delivers the variable as an object, or its value; a pattern gives what it fits. */
export function runGetVariable(): void {
  bindWords(GET_VARIABLE_PARAMETERS);
  const name =
    bound(GET_VARIABLE_NAME) != 0 && kindOf(bound(GET_VARIABLE_NAME)) == KIND_ARRAY ? <usize>0 : named(bound(GET_VARIABLE_NAME));
  if (name == 0) {
    deliver(like(bound(GET_VARIABLE_NAME), bound(GET_VARIABLE_VALUE_ONLY) != 0));
    return;
  }
  const depth = scopeOf(bound(GET_VARIABLE_SCOPE));
  if (isFarScope || !isPlainName(toText(bound(GET_VARIABLE_NAME)))) {
    escapeVariables();
    deliver(unknown());
    return;
  }
  if (bound(GET_VARIABLE_VALUE_ONLY) != 0) {
    deliver(bound(GET_VARIABLE_SCOPE) != 0 ? readCell(cellIn(name, depth)) : readParsed());
    return;
  }
  const cell = findCell(name);
  deliver(cell == 0 ? engineVariable(toText(bound(GET_VARIABLE_NAME))) : variableObject(cell));
}

/** Whether a name has no scope or drive. */
function isPlainName(value: usize): bool {
  const bytes = textAt(value);
  for (let i: usize = 0; i < textLength(value); i++) if (load<u8>(bytes + i) == COLON) return false;
  return true;
}

function cleared(): usize {
  return isWord(invocation.nameText, invocation.nameLength, "clear-variable") ||
    isWord(invocation.nameText, invocation.nameLength, "clv")
    ? nullValue()
    : 0;
}

/** Clear-Variable and Remove-Variable: what is removed is not there, which reads as unknown; what is cleared is null. */
export function runClearVariable(): void {
  bindWords(CLEAR_VARIABLE_PARAMETERS);
  // These take the name as it stands: a scope in it finds no variable. PowerShell: VariableCommandBase.GetMatchingVariables
  const name = kindOf(bound(CLEAR_VARIABLE_NAME)) == KIND_STRING ? named(bound(CLEAR_VARIABLE_NAME)) : <usize>0;
  const depth = scopeOf(bound(CLEAR_VARIABLE_SCOPE));
  if (name == 0 || binding.surprised || isFarScope || invocation.input != 0) havoc();
  else if (isPlainName(bound(CLEAR_VARIABLE_NAME)))
    writeCell(bound(CLEAR_VARIABLE_SCOPE) != 0 ? cellIn(name, depth) : findCell(name), cleared(), invocation.start);
  deliver(nothing());
}
