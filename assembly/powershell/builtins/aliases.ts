/**
 * Set-Alias, New-Alias, Get-Alias, Remove-Alias.
 */

import { isWord } from "../../bytes/literal";
import { havoc, SPACE_ALIAS } from "../machine/cells";
import { nothing } from "../machine/frames";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { newObjectValue, OBJECT_COMMANDS } from "../machine/objects";
import { baseDepth, cellAt, findCell, intern, scopeDepth, writeCell } from "../machine/scopes";
import { deliver } from "../machine/state";
import { failed, kindOf, textAt, textLength, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { KIND_COMMAND, KIND_NULL, KIND_STRING, KIND_UNKNOWN } from "../values/value";
import { aliasesLike, lookUpCommand } from "./lookup";
import {
  GET_ALIAS_DEFINITION,
  GET_ALIAS_NAME,
  GET_ALIAS_PARAMETERS,
  REMOVE_ALIAS_NAME,
  REMOVE_ALIAS_PARAMETERS,
  SET_ALIAS_NAME,
  SET_ALIAS_PARAMETERS,
  SET_ALIAS_SCOPE,
  SET_ALIAS_VALUE,
} from "./parameters";

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
  if (isWord(bytes, length, "global") || isWord(bytes, length, "script")) return baseDepth();
  if (isWord(bytes, length, "local")) return here;
  const up = length == 1 ? <u32>load<u8>(bytes) - 48 : here;
  isFarScope = up >= here;
  return isFarScope ? 1 : here - up;
}

/** Set-Alias and New-Alias: writes the alias; a name that is not known may be any alias. */
export function runAlias(): void {
  bindWords(SET_ALIAS_PARAMETERS);
  const name = bound(SET_ALIAS_NAME) == 0 ? unknown() : toText(bound(SET_ALIAS_NAME));
  const value = bound(SET_ALIAS_VALUE) == 0 ? unknown() : bound(SET_ALIAS_VALUE);
  // A value is mandatory.
  if ((bound(SET_ALIAS_VALUE) == 0 || kindOf(value) == KIND_NULL) && invocation.input == 0 && !binding.surprised) {
    deliver(failed());
    return;
  }
  if (kindOf(name) == KIND_STRING) {
    const target = kindOf(value) == KIND_COMMAND || kindOf(value) == KIND_UNKNOWN ? value : toText(value);
    writeCell(
      cellAt(intern(SPACE_ALIAS, textAt(name), textLength(name)), scopeOf(bound(SET_ALIAS_SCOPE))),
      target,
      invocation.start,
    );
  } else if (kindOf(name) == KIND_UNKNOWN) havoc();
  deliver(nothing());
}

/** Get-Alias: delivers the command that the aliases of a name, a pattern or a definition stand for; all there are where none is given. */
export function runGetAlias(): void {
  bindWords(GET_ALIAS_PARAMETERS);
  const name = bound(GET_ALIAS_NAME) == 0 ? unknown() : toText(bound(GET_ALIAS_NAME));
  if (bound(GET_ALIAS_DEFINITION) != 0) deliver(lookUpCommand(bound(GET_ALIAS_DEFINITION), invocation.start, invocation.end));
  else if (bound(GET_ALIAS_NAME) == 0 && invocation.input == 0) deliver(newObjectValue(OBJECT_COMMANDS, 0, 0));
  else deliver(kindOf(name) == KIND_STRING ? aliasesLike(textAt(name), textLength(name)) : unknown());
}

/** Remove-Alias: the name has no alias any more. */
export function runRemoveAlias(): void {
  bindWords(REMOVE_ALIAS_PARAMETERS);
  const name = bound(REMOVE_ALIAS_NAME) == 0 ? unknown() : toText(bound(REMOVE_ALIAS_NAME));
  if (kindOf(name) == KIND_STRING) writeCell(findCell(intern(SPACE_ALIAS, textAt(name), textLength(name))), 0, invocation.start);
  deliver(nothing());
}
