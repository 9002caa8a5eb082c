/**
 * Aliases and default parameter values made for a watched command, still there at the end of the text and not used in it: the
 * call may come in the next block.
 */

import { HYPHEN, LOWER_A } from "../../bytes/ascii";
import { lower } from "../../bytes/text";
import { CELL_USED, Cell, Name, SPACE_ALIAS } from "../machine/cells";
import { parts, preparesDefault } from "../machine/default-values";
import { defaultsName } from "../machine/engine-names";
import { isInSource } from "../machine/origin";
import { findCell, readCell, rootCells } from "../machine/scopes";
import { addSite, firstSiteOf } from "../machine/sites";
import { SITE_PREPARED, Site } from "../site";
import { kindOf, textAt, textLength } from "../values/constants";
import { countEntries, keyAt } from "../values/tables";
import { KIND_COMMAND, KIND_STRING, KIND_TABLE, Value } from "../values/value";
import { hasWildcard, nameFits } from "../values/wildcard";
import { isFamily, nameAt, nameBytes, nameCount, watchedIndex } from "../watched";

/** Adds a site for each. */
export function addPrepared(): void {
  for (let at = rootCells(); at != 0; at = <usize>changetype<Cell>(at).sibling) {
    const cell = changetype<Cell>(at);
    if (changetype<Name>(<usize>cell.name).space != SPACE_ALIAS || cell.value == 0 || (cell.flags & CELL_USED) != 0) continue;
    prepareAlias(cell, readCell(at));
  }
  prepareDefaults();
}

function prepareAlias(cell: Cell, target: usize): void {
  const kind = kindOf(target);
  if (kind != KIND_STRING && kind != KIND_COMMAND) return;
  const value = changetype<Value>(target);
  const index = watchedIndex(<usize>value.a, <usize>value.b);
  if (index < 0) return;
  const inside = isInSource(<usize>value.a);
  const from = inside ? value.a : cell.writer;
  const to = inside ? value.a + value.b : cell.writer;
  addSite(<u32>index, from, to, from, to, 0, 0, SITE_PREPARED, value.steps);
}

/** Whether a command part of a key is so narrow that it means the watched command and its like. */
function isNarrow(index: u32): bool {
  const pattern = parts.command;
  const length = parts.commandLength;
  if (!hasWildcard(pattern, length)) return true;
  let letters: usize = 0;
  for (let i: usize = 0; i < length; i++) {
    const byte = lower(load<u8>(pattern + i));
    if (byte - LOWER_A < 26 || byte == HYPHEN) letters++;
  }
  const name = nameAt(index);
  if (letters * 2 < <usize>name.length) return false;
  for (let i: u32 = 0; i < nameCount(); i++) {
    if (i == index) continue;
    const other = nameAt(i);
    if (nameFits(pattern, length, nameBytes(other), <usize>other.length) && isFamily(i) && !sharesNoun(name, other)) return false;
  }
  return true;
}

/** Whether two names end alike from their dash on. */
function sharesNoun(name: string, other: string): bool {
  const units = changetype<usize>(name);
  const others = changetype<usize>(other);
  let i = name.length;
  let j = other.length;
  while (i > 0 && j > 0) {
    i--;
    j--;
    const unit = load<u16>(units + ((<usize>i) << 1));
    if (unit != load<u16>(others + ((<usize>j) << 1))) return false;
    if (unit == 45) return true;
  }
  return false;
}

function isInvoked(index: u32): bool {
  for (let at = <usize>firstSiteOf(); at != 0; at = <usize>changetype<Site>(at).next) {
    const site = changetype<Site>(at);
    if (site.watched == index && (site.flags & SITE_PREPARED) == 0) return true;
  }
  return false;
}

function prepareDefaults(): void {
  const cell = findCell(defaultsName());
  const table = cell == 0 ? <usize>0 : readCell(cell);
  if (table == 0 || kindOf(table) != KIND_TABLE) return;
  const count = countEntries(table);
  for (let index: u32 = 0; index < nameCount(); index++) {
    if (isFamily(index) || isInvoked(index)) continue;
    for (let i: u32 = 0; i < count; i++) {
      const key = keyAt(table, i);
      if (!preparesDefault(key, nameAt(index)) || !isNarrow(index)) continue;
      const inside = isInSource(textAt(key));
      const from = inside ? <u32>textAt(key) : changetype<Cell>(cell).writer;
      addSite(index, from, from + <u32>textLength(key), from, from + <u32>textLength(key), 0, 0, SITE_PREPARED, 0);
      break;
    }
  }
}
