/**
 * Between two top-level statements: what a statement took of program and arena is given back where nothing needs it, so that
 * whatever stands in front of a call leaves it the room it needs.
 */

import { keep, mark, release, remaining } from "../../memory/arena";
import { cutTexts, hasTexts } from "../machine/bodies";
import { Cell, havoc } from "../machine/cells";
import { dropBodies, nextWritten, startWrites, wroteConstants } from "../machine/scopes";
import { siteAfter } from "../machine/sites";
import { clearShared, sharedAt, sharedCount, sharedOverflow } from "../machine/written-objects";
import { programEnd, truncateProgram } from "../parser/parser";
import { instruction, MAX_INSTRUCTIONS, OP_BLOCK, OP_CLASS, OP_FUNCTION, OP_TRAP } from "../program";
import { Site, SiteElement } from "../site";
import { KIND_ARRAY, KIND_BUILDER, KIND_TABLE, Value } from "../values/value";
import { assignBlock } from "./assignments";
import { promote, promoteContents, promoteText, startPromotion, stuck } from "./promote";

/** Below so many free bytes statements are reclaimed; before, their evidence is kept. */
const LOW: usize = 10 << 20;
/** Instructions beyond which bodies that were read are given up. */
const CROWDED: u32 = (MAX_INSTRUCTIONS >> 2) * 3;

let arenaStart: usize = 0;
let programStart: u32 = 0;
let lastSite: usize = 0;

/** A statement starts, whose first instruction is `from`. */
export function startStatement(from: u32, site: usize): void {
  arenaStart = mark();
  programStart = from;
  lastSite = site;
  clearShared();
  assignBlock(0);
  startWrites();
}

/** Whether the statement's instructions hold bodies that may be called later. */
function holdsBodies(): bool {
  const after = programEnd();
  for (let at = programStart; at < after; at++) {
    const op = instruction(at).op;
    if (op == OP_BLOCK || op == OP_FUNCTION || op == OP_CLASS || op == OP_TRAP) return true;
  }
  return false;
}

/** The statement ended. */
export function endStatement(): void {
  const plain = hasTexts(programStart) ? wroteConstants() && sharedCount() == 0 : true;
  if (plain && !holdsBodies() && cutTexts(programStart)) truncateProgram(programStart);
  if (isLow()) reclaimArena();
}

/** Whether room runs low, so that statements are reclaimed. */
export function isLow(): bool {
  return remaining() < LOW;
}

function reclaimArena(): void {
  if (sharedOverflow()) return;
  startPromotion(arenaStart);
  for (let at = nextWritten(); at != 0; at = nextWritten()) {
    const cell = changetype<Cell>(at);
    cell.value = promote(cell.value);
    cell.type = promote(cell.type);
  }
  for (let i: u32 = 0; i < sharedCount(); i++) {
    const value = changetype<Value>(sharedAt(i));
    if (value.kind == KIND_BUILDER) store<u32>(<usize>value.a, promote(load<u32>(<usize>value.a)));
    else if (value.kind == KIND_TABLE || value.kind == KIND_ARRAY) promoteContents(value.a, value.kind == KIND_TABLE);
  }
  for (let at = siteAfter(lastSite); at != 0; at = <usize>changetype<Site>(at).next) promoteSite(changetype<Site>(at));
  if (!stuck && !hasTexts(programStart)) release(arenaStart);
}

function promoteElements(first: u32): u32 {
  let head: u32 = 0;
  let tail: usize = 0;
  for (let at = <usize>first; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const copy = keep(offsetof<SiteElement>());
    if (copy == 0) return first;
    memory.copy(copy, at, offsetof<SiteElement>());
    const element = changetype<SiteElement>(copy);
    element.next = 0;
    element.steps = 0;
    element.value = promote(element.value);
    element.name = promoteText(element.name, element.nameLength);
    if (tail == 0) head = <u32>copy;
    else changetype<SiteElement>(tail).next = <u32>copy;
    tail = copy;
  }
  return head;
}

function promoteSite(site: Site): void {
  site.elements = promoteElements(site.elements);
  site.defaults = promoteElements(site.defaults);
  site.input = promote(site.input);
  site.steps = 0;
}

/** Whether so many bodies are stored that they must be given up. */
export function isCrowded(): bool {
  return programEnd() > CROWDED;
}

/** All bodies were read: the program starts anew, and what called into it is unknown. */
export function giveUpBodies(): void {
  dropBodies();
  cutTexts(0);
  truncateProgram(0);
  havoc();
}
