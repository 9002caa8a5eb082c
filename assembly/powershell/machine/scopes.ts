/**
 * Variables, functions and aliases by name and scope. Scopes are a stack (PowerShell's scoping is dynamic); every name knows
 * its innermost cell, so a look-up costs one hash. Cells written since a journal level opened are undone or merged by it.
 */

import { equalsIgnoreCase, lower } from "../../bytes/text";
import { isTransient, keep, take } from "../../memory/arena";
import { kindOf, unknown } from "../values/constants";
import { KIND_STRING } from "../values/value";
import { nameFits } from "../values/wildcard";
import { nameBytes } from "../watched";
import {
  CELL_BYTES,
  CELL_MAYBE,
  CELL_PRIVATE,
  CELL_SHARED,
  CELL_VOLATILE,
  Cell,
  era,
  NAME_BYTES,
  Name,
  resetEra,
  SCOPE_BYTES,
  Scope,
  SPACE_CLASS,
  SPACE_FUNCTION,
  SPACE_GLOBAL,
  SPACE_VARIABLE,
} from "./cells";
import { FIXED_BY_DIALECT, FIXED_NOT, fixedNamed } from "./fixed-variables";
import { level, noteCell } from "./journal";

/** Buckets for the names at first; there are more when names are more than twice as many. */
const FIRST_BUCKETS: u32 = 512;
const GROWTH: u32 = 4;

let buckets: usize = 0;
let bucketMask: u32 = 0;
let nameCount: u32 = 0;
/** Cells and scopes that may be used again. */
let freeCells: u32 = 0;
let freeScopes: u32 = 0;
let current: u32 = 0;
let root: u32 = 0;
/** Cells of scopes less deep count only if the text writes them once: the body being read is called at an unknown time. */
export let horizon: u32 = 0;

/** Empties everything; the arena was reset before. */
export function clearScopes(): void {
  buckets = take((<usize>FIRST_BUCKETS) << 2);
  bucketMask = FIRST_BUCKETS - 1;
  nameCount = 0;
  if (buckets != 0) memory.fill(buckets, 0, (<usize>FIRST_BUCKETS) << 2);
  written = 1;
  freeCells = 0;
  freeScopes = 0;
  resetEra();
  horizon = 0;
  current = 0;
  pushScope(false);
  root = current;
}

/** Sets the depth below which cells count only if the text writes them once. */
export function setHorizon(to: u32): void {
  horizon = to;
}

function bucketOf(space: u32, text: usize, length: usize): usize {
  let hash: u32 = space * 31;
  for (let i: usize = 0; i < length; i++) hash = (hash ^ lower(load<u8>(text + i))) * 0x01000193;
  return buckets + ((<usize>((hash ^ (hash >> 15)) & bucketMask)) << 2);
}

/** Spreads the names over more buckets, if there is room for those. */
function addBuckets(): void {
  const before = bucketMask + 1;
  const old = buckets;
  const bytes = (<usize>before * GROWTH) << 2;
  const fresh = keep(bytes);
  if (fresh == 0) return;
  memory.fill(fresh, 0, bytes);
  buckets = fresh;
  bucketMask = before * GROWTH - 1;
  for (let i: u32 = 0; i < before; i++) {
    let at = <usize>load<u32>(old + ((<usize>i) << 2));
    while (at != 0) {
      const name = changetype<Name>(at);
      const bucket = bucketOf(name.space, <usize>name.text, <usize>name.length);
      const next = <usize>name.next;
      name.next = load<u32>(bucket);
      store<u32>(bucket, <u32>at);
      at = next;
    }
  }
}

function recordIn(bucket: usize, space: u32, text: usize, length: usize): usize {
  for (let at = <usize>load<u32>(bucket); at != 0; at = <usize>changetype<Name>(at).next) {
    const name = changetype<Name>(at);
    if (name.space == space && equalsIgnoreCase(<usize>name.text, <usize>name.length, text, length)) return at;
  }
  return 0;
}

/** The name's record if the text used that name before, else 0. */
export function nameOf(space: u32, text: usize, length: usize): usize {
  return buckets == 0 ? 0 : recordIn(bucketOf(space, text, length), space, text, length);
}

/** Text that stays: what lies in the text that is read does anyway, anything else is copied. */
function ownText(text: usize, length: usize): usize {
  if (!isTransient(text)) return text;
  const copy = keep(length);
  if (copy == 0) return text;
  memory.copy(copy, text, length);
  return copy;
}

/** The name's record, made if there is none; 0 when the arena is full. */
export function intern(space: u32, text: usize, length: usize): usize {
  if (buckets == 0) return 0;
  const present = recordIn(bucketOf(space, text, length), space, text, length);
  if (present != 0) return present;
  if (nameCount > bucketMask << 1) addBuckets();
  const bucket = bucketOf(space, text, length);
  nameCount++;
  const fresh = keep(NAME_BYTES);
  if (fresh == 0) return 0;
  const name = changetype<Name>(fresh);
  name.next = load<u32>(bucket);
  name.text = <u32>ownText(text, length);
  name.length = <u32>length;
  name.space = space;
  name.cell = 0;
  name.fixed = space == SPACE_VARIABLE || space == SPACE_GLOBAL ? fixedNamed(text, length) : FIXED_NOT;
  store<u32>(bucket, <u32>fresh);
  return fresh;
}

/** The record of a variable's name that is a literal of lower case, made if there is none; 0 when the arena is full. */
export function internWord(name: string): usize {
  const bytes = nameBytes(name);
  const present = nameOf(SPACE_VARIABLE, bytes, name.length);
  if (present != 0) return present;
  const own = keep(name.length);
  if (own == 0) return 0;
  memory.copy(own, bytes, name.length);
  return intern(SPACE_VARIABLE, own, name.length);
}

/** Whether a variable of the text has a name that fits a pattern. */
export function isVariableLike(pattern: usize, length: usize): bool {
  for (let i: u32 = 0; i <= bucketMask; i++) {
    for (let at = <usize>load<u32>(buckets + ((<usize>i) << 2)); at != 0; at = <usize>changetype<Name>(at).next) {
      const name = changetype<Name>(at);
      if (name.cell != 0 && name.space == SPACE_VARIABLE && nameFits(pattern, length, <usize>name.text, <usize>name.length))
        return true;
    }
  }
  return false;
}

/** Depth of the present scope, 1 for the text's own. */
export function scopeDepth(): u32 {
  return current == 0 ? 0 : changetype<Scope>(<usize>current).depth;
}

function visibleDepth(): u32 {
  return current == 0 ? 0 : changetype<Scope>(<usize>current).visible;
}

/** The depth of what `$script:` and `$global:` mean: the text's own, or that of the other process or session that runs. */
export function baseDepth(): u32 {
  return max<u32>(visibleDepth(), 1);
}

/** Opens a scope; an isolated one (another process or session) sees nothing outside. @returns whether there was room */
export function pushScope(isolated: bool): bool {
  let address = <usize>freeScopes;
  if (address != 0) freeScopes = changetype<Scope>(address).below;
  else address = keep(SCOPE_BYTES);
  if (address == 0) return false;
  const scope = changetype<Scope>(address);
  scope.below = current;
  scope.cells = 0;
  scope.depth = scopeDepth() + 1;
  scope.visible = isolated ? scope.depth : visibleDepth();
  scope.reached = scope.depth;
  current = <u32>address;
  return true;
}

/** Closes the present scope. @returns the lowest depth that was written to while it was open */
export function popScope(): u32 {
  if (current == root) return 1;
  const scope = changetype<Scope>(<usize>current);
  let at = <usize>scope.cells;
  while (at != 0) {
    const cell = changetype<Cell>(at);
    const here = at;
    unlink(changetype<Name>(<usize>cell.name), here);
    at = <usize>cell.sibling;
    // The journal may still name the cell while a level is open.
    if (level != 0 || (cell.flags & CELL_SHARED) != 0) continue;
    cell.sibling = freeCells;
    freeCells = <u32>here;
  }
  const left = current;
  current = scope.below;
  scope.below = freeScopes;
  freeScopes = left;
  const outer = changetype<Scope>(<usize>current);
  if (scope.reached < outer.reached) outer.reached = scope.reached;
  return scope.reached;
}

/** Goes back to the text's own scope. */
export function popScopes(): void {
  while (current != root) popScope();
}

function unlink(name: Name, cell: usize): void {
  if (<usize>name.cell == cell) {
    name.cell = changetype<Cell>(cell).below;
    return;
  }
  let at = <usize>name.cell;
  while (at != 0) {
    const above = changetype<Cell>(at);
    if (<usize>above.below == cell) {
      above.below = changetype<Cell>(cell).below;
      return;
    }
    at = <usize>above.below;
  }
}

/** The visible cell of a name, set or not; 0 for none. */
export function findCell(name: usize): usize {
  if (name == 0) return 0;
  const visible = visibleDepth();
  const here = scopeDepth();
  let at = <usize>changetype<Name>(name).cell;
  while (at != 0) {
    const cell = changetype<Cell>(at);
    if (cell.scope < visible) return 0;
    if (cell.value != 0 && ((cell.flags & CELL_PRIVATE) == 0 || cell.scope == here)) return at;
    at = <usize>cell.below;
  }
  return 0;
}

/** The innermost cell that lies outside of the isolated scope in which `$using:` stands. */
export function findOuterCell(name: usize): usize {
  if (name == 0) return 0;
  const visible = visibleDepth();
  let at = <usize>changetype<Name>(name).cell;
  while (at != 0) {
    const cell = changetype<Cell>(at);
    if (cell.value != 0 && (visible <= 1 || cell.scope < visible)) return at;
    at = <usize>cell.below;
  }
  return 0;
}

/** The name's cell of exactly that depth, or 0. */
export function cellIn(name: usize, depth: u32): usize {
  if (name == 0) return 0;
  let at = <usize>changetype<Name>(name).cell;
  while (at != 0) {
    const cell = changetype<Cell>(at);
    if (cell.scope == depth) return at;
    if (cell.scope < depth) return 0;
    at = <usize>cell.below;
  }
  return 0;
}

/** The name's cell in the scope of that depth, made if it is not there; 0 when the arena is full. */
export function cellAt(name: usize, depth: u32): usize {
  if (name == 0) return 0;
  const present = cellIn(name, depth);
  if (present != 0) return present;
  let scope = changetype<Scope>(<usize>current);
  while (scope.depth > depth && scope.below != 0) scope = changetype<Scope>(<usize>scope.below);
  let address = <usize>freeCells;
  if (address != 0) freeCells = changetype<Cell>(address).sibling;
  else address = keep(CELL_BYTES);
  if (address == 0) return 0;
  memory.fill(address, 0, CELL_BYTES);
  const cell = changetype<Cell>(address);
  cell.name = <u32>name;
  cell.scope = scope.depth;
  cell.sibling = scope.cells;
  cell.era = era;
  scope.cells = <u32>address;
  // The chain is kept from the innermost scope outwards.
  const record = changetype<Name>(name);
  let above: usize = 0;
  let at = <usize>record.cell;
  while (at != 0 && changetype<Cell>(at).scope > scope.depth) {
    above = at;
    at = <usize>changetype<Cell>(at).below;
  }
  cell.below = <u32>at;
  if (above == 0) record.cell = <u32>address;
  else changetype<Cell>(above).below = <u32>address;
  return address;
}

/** What a cell holds at this time; unknown where that is not decided. */
export function readCell(at: usize): usize {
  if (at == 0) return unknown();
  const cell = changetype<Cell>(at);
  if (cell.value == 0 || cell.era != era || (cell.flags & CELL_VOLATILE) != 0) return unknown();
  if (cell.scope < horizon && cell.writes > 1) return unknown();
  return <usize>cell.value;
}

// Cells of the text's own scope that the present statement wrote; the list ends in 1, so that 0 means not in it.
let written: u32 = 1;

/** A top-level statement starts. */
export function startWrites(): void {
  while (nextWritten() != 0) {}
}

/** Takes a cell from the list of those written, 0 when it is empty. */
export function nextWritten(): usize {
  if (written == 1) return 0;
  const at = <usize>written;
  const cell = changetype<Cell>(at);
  written = cell.written;
  cell.written = 0;
  return at;
}

function noteWritten(at: usize): void {
  const cell = changetype<Cell>(at);
  if (cell.scope != 1 || cell.written != 0) return;
  cell.written = written;
  written = <u32>at;
}

/** Whether every cell that the present statement wrote holds a plain constant, so that no body is referred to. */
export function wroteConstants(): bool {
  for (let at = written; at != 1; at = changetype<Cell>(<usize>at).written) {
    const value = <usize>changetype<Cell>(<usize>at).value;
    if (value != 0 && kindOf(value) > KIND_STRING) return false;
  }
  return true;
}

/** What holds bodies holds nothing from now on. */
export function dropBodies(): void {
  for (let at = rootCells(); at != 0; at = <usize>changetype<Cell>(at).sibling) {
    const cell = changetype<Cell>(at);
    const space = changetype<Name>(<usize>cell.name).space;
    if (space == SPACE_FUNCTION || space == SPACE_CLASS) cell.value = 0;
  }
}

/**
 * Writes a cell; 0 as value takes it away.
 * @param writer the place of the text that writes
 */
export function writeCell(at: usize, value: usize, writer: u32): void {
  if (at == 0) return;
  const cell = changetype<Cell>(at);
  const fixed = changetype<Name>(<usize>cell.name).fixed;
  if (fixed != FIXED_NOT) {
    if (fixed != FIXED_BY_DIALECT) return;
    value = unknown();
  }
  noteCell(at);
  noteWritten(at);
  if (cell.writer != writer || <usize>cell.value != value) cell.writes++;
  cell.value = <u32>value;
  cell.flags &= ~CELL_MAYBE;
  cell.era = era;
  cell.writer = writer;
  const scope = changetype<Scope>(<usize>current);
  if (cell.scope < scope.reached) scope.reached = cell.scope;
}

/** Sets a name in the present scope. @returns the cell */
export function setHere(name: usize, value: usize, writer: u32): usize {
  const cell = cellAt(name, scopeDepth());
  writeCell(cell, value, writer);
  return cell;
}

/** First cell of the present scope, for a listing by `sibling`. */
export function cellsHere(): usize {
  return current == 0 ? 0 : changetype<Scope>(<usize>current).cells;
}

/** First cell of the text's own scope. */
export function rootCells(): usize {
  return root == 0 ? 0 : changetype<Scope>(<usize>root).cells;
}

/** Something beyond named cells was written: whatever runs now is no longer without effect. */
export function reachOut(): void {
  changetype<Scope>(<usize>current).reached = 0;
}
