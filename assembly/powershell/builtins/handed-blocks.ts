/**
 * Blocks that are handed to a command or method the machine does not know, which may run them: at once or later, any number of times.
 * What they assign is unknown afterwards (machine/reach.ts). Their calls are read when the body around them ends.
 */
import { blockAt, blockBytes, isTextBlock } from "../machine/bodies";
import { CALL_HANDED, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { CELL_VOLATILE, Cell, Name, SPACE_VARIABLE } from "../machine/cells";
import { NATIVE_HANDED } from "../machine/continuations";
import { undoDead } from "../machine/dead-code";
import { feed } from "../machine/fed-input";
import { CallFrame, FRAME_CALL, FRAME_NATIVE, HandedFrame } from "../machine/frame-kinds";
import { diesHere, frameAt, frameCount, popFrame, pushFrame, topFrame } from "../machine/frames";
import { ENTRY_CELL, Result } from "../machine/journal";
import { doubtBefore, escaped } from "../machine/jumps";
import { joinResults } from "../machine/merge";
import { againRepeat, endBranch, openBranch, startRepeat } from "../machine/repeat";
import { scopeDepth, writeCell } from "../machine/scopes";
import { deliver, endHanding, goTo, markHanded, pc, startHanding } from "../machine/state";
import { kindOf, nothing, unknown } from "../values/constants";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { countEntries, isKnownTable, valueAt } from "../values/tables";
import { KIND_ARRAY, KIND_BLOCK, KIND_TABLE, Value } from "../values/value";

/** It is read when the body around it ends, while that body's variables are there. */
function mark(block: usize): void {
  if (isTextBlock(block)) return;
  markHanded(changetype<Value>(block).a);
  for (let i = frameCount(); i > 0; i--) {
    const frame = changetype<CallFrame>(frameAt(i));
    if (frame.kind != FRAME_CALL) continue;
    frame.mode |= CALL_HANDED;
    return;
  }
}

function keepBlock(value: usize, list: usize): usize {
  if (kindOf(value) != KIND_BLOCK) return list;
  const found = list == 0 ? newList(4) : list;
  mark(value);
  append(found, value);
  return found;
}

/** Puts the blocks of a value into a list: itself, or those in an array or table. @returns the list, 0 while there is none */
export function blocksOf(value: usize, list: usize): usize {
  const kind = kindOf(value);
  let found = keepBlock(value, list);
  if (kind == KIND_ARRAY && isKnownList(value)) {
    for (let i: u32 = 0; i < countItems(value); i++) found = keepBlock(itemAt(value, i), found);
  } else if (kind == KIND_TABLE && isKnownTable(value)) {
    for (let i: u32 = 0; i < countEntries(value); i++) found = keepBlock(valueAt(value, i), found);
  }
  return found;
}

/** Delivers a value when what the blocks of a list may write is unknown; 0 for no block. */
export function deliverHanded(list: usize, value: usize): void {
  if (list == 0 || kindOf(list) != KIND_ARRAY) deliver(value);
  else start(list, value, 0, 0);
}

/** The same for one block that then runs with what it is fed: its calls and the names it gives count. @param items what is piped in, 0 for nothing */
export function deliverProbed(list: usize, items: usize): void {
  if (list == 0 || kindOf(list) != KIND_ARRAY) {
    deliver(unknown());
    return;
  }
  start(list, unknown(), 0, 0).input = <u32>items;
}

/** Blocks that run for each value that comes in a scope of their own, such as properties; how many come is not known. */
export function deliverScoped(list: usize, value: usize): void {
  if (list == 0 || kindOf(list) != KIND_ARRAY) deliver(value);
  else start(list, value, 0, CALL_SCOPE);
}

/** A trap may run from now on, whenever something fails: what it writes never counts again. @param index its instruction */
export function startTrap(index: u32): void {
  const list = newList(1);
  if (append(list, blockAt(index, 0))) start(list, nothing(), index + 1, CALL_SCOPE);
}

/** @returns the frame that waits for the blocks */
function start(list: usize, value: usize, trap: u32, mode: u32): HandedFrame {
  const frame = changetype<HandedFrame>(pushFrame(FRAME_NATIVE, NATIVE_HANDED, pc));
  frame.list = <u32>list;
  frame.value = <u32>value;
  frame.trap = trap;
  frame.mode = mode;
  startHanding();
  let bytes: u32 = 0;
  for (let i: u32 = 0; i < countItems(list); i++) bytes += blockBytes(itemAt(list, i));
  startRepeat(frame, bytes);
  callBlock(itemAt(list, 0), 0, 0, mode);
  return frame;
}

/** Cells that results name never count again. @returns whether there is any that outlives the block, or an object */
function markVolatile(results: u32): bool {
  let found = false;
  for (let at = <usize>results; at != 0; at = <usize>changetype<Result>(at).next) {
    const result = changetype<Result>(at);
    if (result.kind != ENTRY_CELL) {
      found = true;
      continue;
    }
    const cell = changetype<Cell>(<usize>result.target);
    cell.flags |= CELL_VOLATILE;
    if (cell.scope <= scopeDepth()) found = true;
  }
  return found;
}

/** A block of the list was read: the next one, or the value of the command that got them. The top frame is the native one. */
export function handedAnswered(): void {
  const frame = changetype<HandedFrame>(topFrame());
  if (frame.isFed != 0) {
    endRun(frame);
    return;
  }
  if (diesHere()) undoDead();
  const list = <usize>frame.list;
  frame.index++;
  if (frame.index < countItems(list)) {
    callBlock(itemAt(list, frame.index), 0, 0, frame.mode);
    return;
  }
  endHanding();
  if (frame.trap != 0) {
    endBranch(frame, true);
    if (markVolatile(frame.results)) frame.writes = 1;
  }
  // The probe shows what they write; there is no second round.
  if (againRepeat(frame)) endBranch(frame, false);
  if (frame.input != 0) {
    frame.isFed = 1;
    openBranch(frame);
    feed(<usize>frame.input);
    callBlock(itemAt(list, 0), 0, 0, CALL_SCOPE);
    return;
  }
  finish(frame);
}

/** A block ran with what it was fed: variables that it wrote stay unknown, an alias or function is what it was made. */
function endRun(frame: HandedFrame): void {
  if (diesHere()) undoDead();
  frame.results = 0;
  endBranch(frame, true);
  joinResults(frame.results, 2, true);
  for (let at = <usize>frame.results; at != 0; at = <usize>changetype<Result>(at).next) {
    const result = changetype<Result>(at);
    if (result.kind != ENTRY_CELL) continue;
    const name = changetype<Name>(<usize>changetype<Cell>(<usize>result.target).name);
    if (name.space != SPACE_VARIABLE && result.value != 0) writeCell(<usize>result.target, <usize>result.value, frame.next);
  }
  finish(frame);
}

function finish(frame: HandedFrame): void {
  const value = <usize>frame.value;
  const trap = frame.trap;
  const writes = frame.writes != 0;
  const next = frame.next;
  const target = frame.escape;
  popFrame();
  escaped(target);
  goTo(next);
  if (trap == 0) deliver(value);
  else if (writes) doubtBefore(trap - 1);
}
