/**
 * Objects that the machine follows by what they are for (KIND_OBJECT, aux = OBJECT_*).
 */

import { newObjectValue } from "../values/dotnet-objects";
import { CELL_SHARED, Cell } from "./cells";

export { isObject, newObjectValue } from "../values/dotnet-objects";

/** `$ExecutionContext`. */
export const OBJECT_CONTEXT: u16 = 1;
/** `$ExecutionContext.InvokeCommand`. */
export const OBJECT_INVOKE_COMMAND: u16 = 2;
/** `$ExecutionContext.SessionState`. */
export const OBJECT_SESSION_STATE: u16 = 3;
/** `$ExecutionContext.SessionState.PSVariable`. */
export const OBJECT_PSVARIABLE: u16 = 4;
/** `[powershell]::Create()`: a = address of a Pipeline. */
export const OBJECT_POWERSHELL: u16 = 5;
/** A steppable pipeline: a = the block. */
export const OBJECT_STEPPABLE: u16 = 6;
/** A module: the next element of the command is what it calls. */
export const OBJECT_MODULE: u16 = 7;
/** `$Host`. */
export const OBJECT_HOST: u16 = 8;
/** `$PSBoundParameters` of a body that nobody calls: a = its first Formal, b = a table of what was set in it. */
export const OBJECT_BOUND_PARAMETERS: u16 = 9;
/** A variable object of Get-Variable: a = the cell's name record. */
export const OBJECT_VARIABLE: u16 = 10;
/** An instance of a class of the text: a = index of its OP_CLASS, b = its table of members. */
export const OBJECT_INSTANCE: u16 = 11;
/** A class of the text, as `[Name]`: a = index of its OP_CLASS. */
export const OBJECT_CLASS: u16 = 12;
/** The psobject with script methods: a = table of members and blocks. */
export const OBJECT_METHODS: u16 = 13;
/** Every command there is, as `Get-Command` without a name lists them: a = 1 where only those of a module or kind. */
export const OBJECT_COMMANDS: u16 = 15;
/** What a module exports, by name. */
export const OBJECT_EXPORTS: u16 = 16;

/** From here on the numbers are the value library's. */
export const FOREIGN: u16 = 256;

/** The object of a variable; its cell is not used for another any more. */
export function variableObject(cell: usize): usize {
  changetype<Cell>(cell).flags |= CELL_SHARED;
  return newObjectValue(OBJECT_VARIABLE, <u32>cell, 0);
}
