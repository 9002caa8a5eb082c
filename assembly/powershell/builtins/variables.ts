/**
 * Set-Variable, New-Variable, Get-Variable, Clear-Variable, Remove-Variable.
 */
import { havoc } from "../machine/cells";
import { nothing } from "../machine/frames";
import { bindWords, bound, input, start } from "../machine/invocation";
import { variableObject } from "../machine/objects";
import { cellAt, cellIn, findCell, readCell, writeCell } from "../machine/scopes";
import { deliver } from "../machine/state";
import { parsedName, parseName, readParsed, writeTyped } from "../machine/variables";
import { kindOf, nullValue, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { KIND_ARRAY, KIND_STRING } from "../values/value";
import { hasWildcard } from "../values/wildcard";
import { scopeOf } from "./aliases";
import { outputs } from "./output";

/** The name record of a variable's name, 0 where it is not known or a pattern. */
function named(value: usize): usize {
  if (value == 0) return 0;
  const name = toText(value);
  if (kindOf(name) != KIND_STRING || hasWildcard(textAt(name), textLength(name))) return 0;
  parseName(textAt(name), textLength(name));
  return parsedName();
}

export function runSetVariable(): void {
  bindWords("name0 value1 description option scope passthru! force! visibility include exclude");
  const value = bound(1) != 0 ? bound(1) : input != 0 ? outputs(input) : nullValue();
  if (bound(0) != 0 && kindOf(bound(0)) == KIND_ARRAY) setAll(bound(0), value);
  else {
    const name = named(bound(0));
    if (name == 0) havoc();
    else set(name, value);
  }
  deliver(bound(5) != 0 ? unknown() : nothing());
}

function set(name: usize, value: usize): void {
  const cell = cellAt(name, scopeOf(bound(4)));
  if (cell != 0) writeTyped(cell, value == nothing() ? nullValue() : value, 0, start);
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

export function runGetVariable(): void {
  bindWords("name0 valueonly! include exclude scope");
  const name = named(bound(0));
  if (name == 0) {
    deliver(unknown());
    return;
  }
  if (bound(1) != 0) {
    deliver(bound(4) != 0 ? readCell(cellIn(name, scopeOf(bound(4)))) : readParsed());
    return;
  }
  const cell = findCell(name);
  deliver(cell == 0 ? unknown() : variableObject(cell));
}

export function runClearVariable(): void {
  bindWords("name0 scope force! include exclude passthru!");
  const name = named(bound(0));
  if (name == 0) havoc();
  else writeCell(bound(1) != 0 ? cellIn(name, scopeOf(bound(1))) : findCell(name), nullValue(), start);
  deliver(nothing());
}
