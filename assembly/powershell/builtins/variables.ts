/**
 * Set-Variable, New-Variable, Get-Variable, Clear-Variable, Remove-Variable.
 */
import { COLON } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { CELL_VOLATILE, Cell, havoc, Name } from "../machine/cells";
import { loosenClosures } from "../machine/closures";
import { nothing } from "../machine/frames";
import { bindWords, bound, input, nameLength, nameText, start, surprise, surprised, undecided } from "../machine/invocation";
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
  bindWords("name0 value1 description option- scope passthru! force! visibility- include- exclude- append!- whatif|wi!");
  if (bound(11) == trueValue()) {
    // It only tells what it would do.
    deliver(nothing());
    return;
  }
  if (bound(11) != 0) surprise();
  isNew = isWord(nameText, nameLength, "new-variable") || isWord(nameText, nameLength, "nv");
  if (undecided || bound(8) != 0 || bound(9) != 0) havoc();
  const value = bound(1) != 0 ? bound(1) : input != 0 ? outputs(input) : nullValue();
  if (input != 0) takeInput(bound(1) != 0);
  if (input != 0 && kindOf(input) == KIND_ARRAY && isKnownList(input) && countItems(input) == 0) {
    // Nothing comes, and nothing is set.
  } else if (bound(0) != 0 && kindOf(bound(0)) == KIND_ARRAY) setAll(bound(0), value);
  else {
    const name = named(bound(0));
    if (name == 0) havoc();
    else set(name, value);
  }
  if (bound(5) != 0) escapeVariables();
  deliver(bound(5) != 0 ? unknown() : nothing());
}

/** Objects that are piped in may bind by their properties, and are refused where a value is bound already. */
function takeInput(isBound: bool): void {
  let plain = !isBound && kindOf(input) == KIND_ARRAY && isKnownList(input);
  if (plain) for (let i: u32 = 0; i < countItems(input); i++) if (kindOf(itemAt(input, i)) > KIND_STRING) plain = false;
  if (!plain) surprise();
}

function set(name: usize, value: usize): void {
  const depth = scopeOf(bound(4));
  if (isFarScope) surprise();
  // PowerShell: NewVariableCommand refuses a variable that its scope has.
  if (isNew && bound(6) == 0 && !surprised && hasValue(cellIn(name, depth))) return;
  if (bound(4) != 0) {
    if (isFarScope) havoc();
    loosenClosures();
  }
  const cell = cellAt(name, depth);
  if (cell == 0) return;
  // Whose scopes a block that is handed on counts is not known.
  if (handing != 0 && bound(4) != 0) {
    for (let at = <usize>changetype<Name>(name).cell; at != 0; at = <usize>changetype<Cell>(at).below) {
      writeCell(at, unknown(), start);
      changetype<Cell>(at).flags |= CELL_VOLATILE;
    }
    return;
  }
  if (surprised || isLoose(value)) {
    writeCell(cell, unknown(), start);
    changetype<Cell>(cell).flags |= CELL_VOLATILE;
  } else writeTyped(cell, value == nothing() ? nullValue() : value, 0, start);
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
  bindWords("name0 valueonly! include exclude scope");
  const name = bound(0) != 0 && kindOf(bound(0)) == KIND_ARRAY ? <usize>0 : named(bound(0));
  if (name == 0) {
    deliver(like(bound(0), bound(1) != 0));
    return;
  }
  const depth = scopeOf(bound(4));
  if (isFarScope || !isPlainName(toText(bound(0)))) {
    escapeVariables();
    deliver(unknown());
    return;
  }
  if (bound(1) != 0) {
    deliver(bound(4) != 0 ? readCell(cellIn(name, depth)) : readParsed());
    return;
  }
  const cell = findCell(name);
  deliver(cell == 0 ? engineVariable(toText(bound(0))) : variableObject(cell));
}

/** Whether a name has no scope or drive. */
function isPlainName(value: usize): bool {
  const bytes = textAt(value);
  for (let i: usize = 0; i < textLength(value); i++) if (load<u8>(bytes + i) == COLON) return false;
  return true;
}

function cleared(): usize {
  return isWord(nameText, nameLength, "clear-variable") || isWord(nameText, nameLength, "clv") ? nullValue() : 0;
}

/** Clear-Variable and Remove-Variable: what is removed is not there, which reads as unknown; what is cleared is null. */
export function runClearVariable(): void {
  bindWords("name0 scope force! include- exclude- passthru!");
  // These take the name as it stands: a scope in it finds no variable. PowerShell: VariableCommandBase.GetMatchingVariables
  const name = kindOf(bound(0)) == KIND_STRING ? named(bound(0)) : <usize>0;
  const depth = scopeOf(bound(1));
  if (name == 0 || surprised || isFarScope || input != 0) havoc();
  else if (isPlainName(bound(0))) writeCell(bound(1) != 0 ? cellIn(name, depth) : findCell(name), cleared(), start);
  deliver(nothing());
}
