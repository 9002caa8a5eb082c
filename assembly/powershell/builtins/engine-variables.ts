/**
 * The variables that the engine sets, as `Get-Variable` and the variable drive find them by a pattern.
 */
import { SPACE } from "../../bytes/ascii";
import { take } from "../../memory/arena";
import { automatic } from "../machine/automatic-variables";
import { kindOf, text, textAt, textLength, unknown } from "../values/constants";
import { withFlags } from "../values/flags";
import { append, countItems, itemAt, newList } from "../values/lists";
import { newTable, setNamed } from "../values/tables";
import { KIND_ARRAY, TABLE_OBJECT, VALUE_UNCLAIMABLE } from "../values/value";
import { nameFits } from "../values/wildcard";

/** Those of either dialect, in the order that they are listed in. */
const NAMES =
  "ConfirmPreference ConsoleFileName DebugPreference EnabledExperimentalFeatures Error ErrorActionPreference ErrorView ExecutionContext false FormatEnumerationLimit HOME Host InformationPreference input IsCoreCLR IsLinux IsMacOS IsWindows MaximumAliasCount MaximumDriveCount MaximumErrorCount MaximumFunctionCount MaximumHistoryCount MaximumVariableCount MyInvocation NestedPromptLevel null OutputEncoding PID PROFILE ProgressPreference PSBoundParameters PSCommandPath PSCulture PSDefaultParameterValues PSEdition PSEmailServer PSHOME PSNativeCommandArgumentPassing PSNativeCommandUseErrorActionPreference PSScriptRoot PSSessionApplicationName PSSessionConfigurationName PSSessionOption PSStyle PSUICulture PSVersionTable PWD ShellId StackTrace true VerbosePreference WarningPreference WhatIfPreference ";

/** An object with a name and a value, as a drive gives it. */
export function itemObject(name: usize, value: usize): usize {
  const item = newTable(TABLE_OBJECT);
  setNamed(item, "Name", name);
  setNamed(item, "Key", name);
  setNamed(item, "Value", value);
  return item;
}

/** An engine variable as such an object, or unknown for a name that is none. */
export function engineVariable(name: usize): usize {
  const value = automatic(textAt(name), textLength(name));
  return value == 0 ? unknown() : itemObject(name, value);
}

/**
 * The engine's variables that fit a pattern: the object of one, a list of several, or unknown for none, since the text or a
 * profile may have set others.
 */
export function engineVariablesLike(pattern: usize, length: usize): usize {
  const units = changetype<usize>(NAMES);
  const size = <usize>NAMES.length;
  const list = newList(4);
  let from: usize = 0;
  for (let at: usize = 0; at < size; at++) {
    if (<u32>load<u16>(units + (at << 1)) != SPACE) continue;
    const bytes = take(at - from);
    if (bytes == 0 || kindOf(list) != KIND_ARRAY) return unknown();
    for (let i = from; i < at; i++) store<u8>(bytes + i - from, load<u8>(units + (i << 1)));
    if (nameFits(pattern, length, bytes, at - from)) {
      const value = automatic(bytes, at - from);
      append(list, itemObject(withFlags(text(bytes, at - from), VALUE_UNCLAIMABLE), value == 0 ? unknown() : value));
    }
    from = at + 1;
  }
  const count = countItems(list);
  return count == 0 ? unknown() : count == 1 ? itemAt(list, 0) : list;
}
