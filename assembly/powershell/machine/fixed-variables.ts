/**
 * Variables that no script can set: the engine refuses a write, or for `$null` drops it. PowerShell: SpecialVariables,
 * NullVariable, SessionStateInternal.SetVariable.
 */
import { find } from "../../bytes/dictionary";

/** Any other variable. */
export const FIXED_NOT: u32 = 0;
/** `$null`: a write has no effect. */
export const FIXED_NULL: u32 = 1;
/** A write is an error. */
export const FIXED_REFUSED: u32 = 2;
/** A write is an error in PowerShell 7, and none in Windows PowerShell. */
export const FIXED_BY_DIALECT: u32 = 3;

/** FIXED_* and the variables that are so. */
export const FIXED_WORDS = `
1 null
2 true false executioncontext shellid pshome host pid home ? error psversiontable psculture psuiculture psedition
3 iscoreclr iswindows islinux ismacos psstyle enabledexperimentalfeatures
`;
const MASK: u32 = 63;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** FIXED_* of a variable's name. */
export function fixedNamed(text: usize, length: usize): u32 {
  const found = find(FIXED_WORDS, table, MASK, text, length);
  return found < 0 ? FIXED_NOT : <u32>found;
}
