/**
 * `GetNewClosure`: a block with the variables of the present scope as they are now. PowerShell: PSModuleInfo.CaptureLocals.
 */

import { isTextBlock } from "../machine/bodies";
import { Cell, Name, SPACE_VARIABLE } from "../machine/cells";
import { cellsHere, readCell } from "../machine/scopes";
import { text, unknown } from "../values/constants";
import { newTable, setEntry } from "../values/tables";
import { KIND_BLOCK, newValue, TABLE_HASH, Value } from "../values/value";

export function closureOf(block: usize): usize {
  if (isTextBlock(block)) return block;
  const table = newTable(TABLE_HASH);
  for (let at = cellsHere(); at != 0; at = <usize>changetype<Cell>(at).sibling) {
    const cell = changetype<Cell>(at);
    const name = changetype<Name>(<usize>cell.name);
    if (name.space != SPACE_VARIABLE || cell.value == 0) continue;
    setEntry(table, text(<usize>name.text, <usize>name.length), readCell(at));
  }
  const value = newValue(KIND_BLOCK, changetype<Value>(block).a, <u32>table);
  return value == 0 ? unknown() : value;
}
