/**
 * Set-Alias, New-Alias, Get-Alias, Remove-Alias.
 */

import { isWord } from "../../bytes/literal";
import { havoc, SPACE_ALIAS } from "../machine/cells";
import { nothing } from "../machine/frames";
import { bindWords, bound, end, input, start } from "../machine/invocation";
import { newObjectValue, OBJECT_COMMANDS } from "../machine/objects";
import { cellAt, findCell, intern, scopeDepth, writeCell } from "../machine/scopes";
import { deliver } from "../machine/state";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { KIND_COMMAND, KIND_STRING, KIND_UNKNOWN } from "../values/value";
import { aliasesLike, lookUpCommand } from "./lookup";

/** Whether the scope that was asked for last is not known, or lies outside of the text: the engine refuses, or writes what a file's caller has. */
export let isFarScope: bool = false;

/** The depth that a `-Scope` argument means. */
export function scopeOf(value: usize): u32 {
  const here = scopeDepth();
  isFarScope = false;
  if (value == 0) return here;
  const text = toText(value);
  const bytes = textAt(text);
  const length = kindOf(text) == KIND_STRING ? textLength(text) : 0;
  if (isWord(bytes, length, "global") || isWord(bytes, length, "script")) return 1;
  if (isWord(bytes, length, "local")) return here;
  const up = length == 1 ? <u32>load<u8>(bytes) - 48 : here;
  isFarScope = up >= here;
  return isFarScope ? 1 : here - up;
}

/** Set-Alias and New-Alias: writes the alias; a name that is not known may be any alias. */
export function runAlias(): void {
  bindWords("name0 value1 description option scope passthru! force!");
  const name = bound(0) == 0 ? unknown() : toText(bound(0));
  const value = bound(1) == 0 ? unknown() : bound(1);
  if (kindOf(name) == KIND_STRING) {
    const target = kindOf(value) == KIND_COMMAND || kindOf(value) == KIND_UNKNOWN ? value : toText(value);
    writeCell(cellAt(intern(SPACE_ALIAS, textAt(name), textLength(name)), scopeOf(bound(4))), target, start);
  } else if (kindOf(name) == KIND_UNKNOWN) havoc();
  deliver(nothing());
}

/** Get-Alias: delivers the command that the aliases of a name, a pattern or a definition stand for; all there are where none is given. */
export function runGetAlias(): void {
  bindWords("name0 exclude scope definition");
  const name = bound(0) == 0 ? unknown() : toText(bound(0));
  if (bound(3) != 0) deliver(lookUpCommand(bound(3), start, end));
  else if (bound(0) == 0 && input == 0) deliver(newObjectValue(OBJECT_COMMANDS, 0, 0));
  else deliver(kindOf(name) == KIND_STRING ? aliasesLike(textAt(name), textLength(name)) : unknown());
}

/** Remove-Alias: the name has no alias any more. */
export function runRemoveAlias(): void {
  bindWords("name0 scope force!");
  const name = bound(0) == 0 ? unknown() : toText(bound(0));
  if (kindOf(name) == KIND_STRING) writeCell(findCell(intern(SPACE_ALIAS, textAt(name), textLength(name))), 0, start);
  deliver(nothing());
}
