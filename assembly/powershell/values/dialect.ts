/**
 * The dialect that a text is read in, where values differ by it. Windows PowerShell runs on .NET Framework, so a few methods
 * give something else there.
 */
import { sameValue } from "./possibilities";

/** 0 for PowerShell 7, 1 for Windows PowerShell, as the parser has it. */
let present: i32 = 0;
let mattered: bool = false;

/** Sets the dialect for a reading. The first, of 0, forgets whether it mattered. */
export function setValueDialect(dialect: i32): void {
  if (dialect == 0) mattered = false;
  present = dialect;
}

/** Whether a value of the text hangs on the dialect, so that both are to be read. */
export function dialectMattered(): bool {
  return mattered;
}

/** One outcome in PowerShell 7, another in Windows PowerShell: that of the present dialect. */
export function byDialect(seven: usize, windows: usize): usize {
  if (sameValue(seven, windows)) return seven;
  mattered = true;
  return present == 0 ? seven : windows;
}
