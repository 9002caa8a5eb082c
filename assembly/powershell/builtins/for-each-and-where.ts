/**
 * ForEach-Object and Where-Object, `.ForEach()` and `.Where()`: blocks that run for each value, in the caller's own scope.
 */

import { take } from "../../memory/arena";
import { blockBytes, hasSections, isTextBlock } from "../machine/bodies";
import { CALL_AGAIN, CALL_ISOLATED, CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { Cell, havoc } from "../machine/cells";
import { isListing, listedItems, narrowed } from "../machine/command-lists";
import { NATIVE_EACH, NATIVE_INSTEAD, NATIVE_KEYS, NATIVE_WHERE } from "../machine/continuations";
import { undoDead } from "../machine/dead-code";
import { deferMethod } from "../machine/deferred";
import { itemName } from "../machine/engine-names";
import {
  EachFrame,
  FRAME_NATIVE,
  FRAMED_ENUMERATES,
  FRAMED_MAYBE,
  FRAMED_UNSURE,
  Frame,
  InsteadFrame,
  ItemsFrame,
  KeysFrame,
  WhereFrame,
} from "../machine/frame-kinds";
import { cutOutput, diesHere, output, outputsOf, outputWhole, popFrame, pushFrame, stream, topFrame } from "../machine/frames";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { escaped } from "../machine/jumps";
import { joinResults } from "../machine/merge";
import { objectMember } from "../machine/object-reads";
import { isObject } from "../machine/objects";
import { againRepeat, endBranch, openBranch, startRepeat } from "../machine/repeat";
import { cellIn, scopeDepth, setHere, writeCell } from "../machine/scopes";
import { deliver, goTo, pc, probing, spend, wasEntered } from "../machine/state";
import { nameIs } from "../machine/variables";
import {
  BINARY_CONTAINS,
  BINARY_EQ,
  BINARY_GE,
  BINARY_GT,
  BINARY_IN,
  BINARY_LE,
  BINARY_LIKE,
  BINARY_LT,
  BINARY_MATCH,
  BINARY_NE,
  BINARY_NOT_LIKE,
  BINARY_NOT_MATCH,
  instruction,
  OP_PIPE,
} from "../program";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SiteElement } from "../site";
import { unknownOf } from "../values/causes";
import { failed, kindOf, nullValue, trueValue, unknown } from "../values/constants";
import { cast, isTrue } from "../values/convert";
import { OBJECT_METHOD } from "../values/dotnet-objects";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { member } from "../values/methods/members";
import { binary } from "../values/operators/operators";
import { KIND_ARRAY, KIND_BLOCK, KIND_COMMAND, KIND_NULL, KIND_OBJECT, KIND_STRING, KIND_TYPE, Value } from "../values/value";
import { blocksOf, deliverHanded, deliverScoped } from "./handed-blocks";
import {
  EACH_BEGIN,
  EACH_END,
  EACH_INPUT_OBJECT,
  EACH_MEMBER_NAME,
  EACH_PARALLEL,
  EACH_PARAMETERS,
  EACH_PROCESS,
  EACH_REMAINING_SCRIPTS,
  WHERE_CEQ,
  WHERE_CONTAINS,
  WHERE_EQ,
  WHERE_FILTER_SCRIPT,
  WHERE_GE,
  WHERE_GT,
  WHERE_IN,
  WHERE_INPUT_OBJECT,
  WHERE_LE,
  WHERE_LIKE,
  WHERE_LT,
  WHERE_MATCH,
  WHERE_NE,
  WHERE_NOT_LIKE,
  WHERE_NOT_MATCH,
  WHERE_PARAMETERS,
  WHERE_VALUE,
} from "./parameters";

const STAGE_BEGIN: u32 = 0;
const STAGE_EACH: u32 = 1;
const STAGE_END: u32 = 2;

function isKnown(items: usize): bool {
  return kindOf(items) == KIND_ARRAY && isKnownList(items) && probing == 0;
}

function open(kind: u8, items: usize): ItemsFrame {
  const frame = changetype<ItemsFrame>(pushFrame(FRAME_NATIVE, kind, pc));
  frame.flags |= FRAMED_ENUMERATES;
  frame.items = <u32>items;
  const cell = cellIn(itemName(), scopeDepth());
  frame.itemBefore = cell == 0 ? 0 : changetype<Cell>(cell).value;
  return frame;
}

/**
 * Values flow one by one: what the block writes for the second is not yet there when the next stage gets the first. So where a
 * stage follows and several values come, what was written is unknown after it.
 */
function watchWrites(frame: Frame, items: usize): void {
  if (!isKnown(items) || countItems(items) < 2 || instruction(pc).op != OP_PIPE) return;
  frame.flags |= FRAMED_MAYBE;
  openBranch(frame);
}

/** Ends the frame, with `$_` as it was. */
function close(): void {
  const frame = changetype<ItemsFrame>(topFrame());
  if ((frame.flags & FRAMED_MAYBE) != 0) {
    endBranch(frame, true);
    joinResults(frame.results, 1, true);
  }
  let value = stream(frame);
  if (frame.sub == NATIVE_WHERE && isListing(<usize>frame.items)) value = narrowed(value);
  const next = frame.next;
  const cell = cellIn(itemName(), scopeDepth());
  if (cell != 0) writeCell(cell, <usize>frame.itemBefore, 0);
  const target = frame.escape;
  popFrame();
  escaped(target);
  goTo(next);
  deliver(value);
}

/** ForEach-Object: begin, then the process blocks or the member for each input, then end. PowerShell: ForEachObjectCommand. */
export function runEach(): void {
  bindWords(EACH_PARAMETERS);
  if (bound(EACH_PARALLEL) != 0) {
    runParallel(bound(EACH_PARALLEL));
    return;
  }
  const items =
    bound(EACH_INPUT_OBJECT) != 0
      ? single(bound(EACH_INPUT_OBJECT))
      : invocation.input == 0
        ? single(nullValue())
        : invocation.input;
  let process = firstPositional();
  let begin = bound(EACH_BEGIN);
  let last = bound(EACH_END);
  if (bound(EACH_PROCESS) != 0) process = bound(EACH_PROCESS);
  if (bound(EACH_MEMBER_NAME) != 0) process = bound(EACH_MEMBER_NAME);
  const blocks = positionalBlocks();
  // Several blocks by position: begin, process …, end.
  if (kindOf(blocks) == KIND_ARRAY && countItems(blocks) > 1 && bound(EACH_PROCESS) == 0) {
    const count = countItems(blocks);
    let from: u32 = 0;
    let to = count;
    if (begin == 0) begin = itemAt(blocks, from++);
    if (last == 0 && to - from > 1) last = itemAt(blocks, --to);
    const middle = newList(4);
    for (let i = from; i < to; i++) append(middle, itemAt(blocks, i));
    process = middle;
  }
  // A block beside -Process, or with several sections, is refused.
  const positional = kindOf(blocks) == KIND_ARRAY && countItems(blocks) != 0;
  const refused =
    binding.surprised ||
    bound(EACH_REMAINING_SCRIPTS) != 0 ||
    (bound(EACH_INPUT_OBJECT) != 0 && invocation.input != 0) ||
    (bound(EACH_PROCESS) != 0 && positional) ||
    hasSectioned(begin) ||
    hasSectioned(process) ||
    hasSectioned(last);
  if (process == 0 || refused) {
    let all = blocksOf(blocks, 0);
    for (let i: u32 = 0; i < EACH_PARALLEL; i++) if (bound(i) != 0 && i != EACH_INPUT_OBJECT) all = blocksOf(bound(i), all);
    deliverHanded(all, unknown());
    return;
  }
  startEach(items, process, begin, last, rest(process), false);
}

/** Whether a block, or one of several, has sections of its own. @param blocks 0 for none */
function hasSectioned(blocks: usize): bool {
  if (blocks == 0) return false;
  if (kindOf(blocks) == KIND_BLOCK) return hasSections(blocks);
  if (kindOf(blocks) != KIND_ARRAY) return false;
  for (let i: u32 = 0; i < countItems(blocks); i++) {
    if (kindOf(itemAt(blocks, i)) == KIND_BLOCK && hasSections(itemAt(blocks, i))) return true;
  }
  return false;
}

/** `-Parallel`: a runspace of its own for each, which sees only what `$using:` brings and writes nothing here. */
function runParallel(block: usize): void {
  if (kindOf(block) != KIND_BLOCK) {
    deliver(unknown());
    return;
  }
  changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>unknown();
  const list = newList(1);
  append(list, unknown());
  callBlock(block, 0, list, CALL_SCOPE | CALL_ISOLATED);
  setHere(itemName(), unknown(), 0);
}

/** Elements after a member's name, as arguments of the method it may be. */
function rest(process: usize): u32 {
  return kindOf(process) == KIND_STRING && binding.beyond != 0 ? changetype<SiteElement>(<usize>binding.beyond).next : 0;
}

/** A list of one. */
export function single(value: usize): usize {
  const list = newList(1);
  append(list, value);
  return list;
}

function firstPositional(): usize {
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_ARGUMENT) return <usize>element.value;
  }
  return 0;
}

/** The blocks that stand without a parameter. */
function positionalBlocks(): usize {
  const list = newList(4);
  let named = false;
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_PARAMETER) named = true;
    else if (element.kind == SITE_ELEMENT_ARGUMENT) {
      if (!named && kindOf(<usize>element.value) == KIND_BLOCK) append(list, <usize>element.value);
      named = false;
    }
  }
  return list;
}

/** `list.ForEach(what, …)`: what a property or method gives is not enumerated. PowerShell: EnumerableOps.ForEach */
export function startEachOver(items: usize, what: usize, args: u32): void {
  startEach(items, what, 0, 0, args, kindOf(what) == KIND_STRING);
}

function startEach(from: usize, what: usize, begin: usize, last: usize, args: u32, keepsArrays: bool): void {
  const items = listedItems(from);
  const frame = changetype<EachFrame>(open(NATIVE_EACH, items));
  watchWrites(frame, items);
  frame.code = <u32>what;
  frame.last = <u32>last;
  frame.arguments = args;
  frame.keepsArrays = keepsArrays ? 1 : 0;
  frame.start = invocation.start;
  frame.end = invocation.end;
  frame.stage = STAGE_EACH;
  if (begin != 0 && kindOf(begin) == KIND_BLOCK) {
    frame.stage = STAGE_BEGIN;
    callBlock(begin, 0, 0, 0);
    return;
  }
  startItems();
}

function startItems(): void {
  const frame = changetype<EachFrame>(topFrame());
  frame.stage = STAGE_EACH;
  frame.index = 0;
  const items = <usize>frame.items;
  if (isKnown(items)) {
    if (countItems(items) != 0) runItem(frame, itemAt(items, 0));
    else runNone(frame);
    return;
  }
  frame.flags |= FRAMED_UNSURE;
  startRepeat(frame, blockBytes(<usize>frame.code));
  runItem(frame, unknownOf(items));
}

/** Nothing is piped: the block is read once and leaves nothing behind. */
function runNone(frame: EachFrame): void {
  frame.isEmpty = 1;
  startRepeat(frame, 0);
  runItem(frame, unknown());
}

/** Runs what is to be run for one value. */
function runItem(frame: EachFrame, item: usize): void {
  setHere(itemName(), item, 0);
  frame.part = 0;
  runPart(frame, item);
}

/** How a round is called. A block that ran before, in an outer loop, pays for its first round as for any other. */
function roundMode(frame: EachFrame, block: usize): u32 {
  if (frame.index != 0) return CALL_AGAIN;
  return !isTextBlock(block) && wasEntered(changetype<Value>(block).a) && spend(blockBytes(block)) ? CALL_AGAIN : 0;
}

function runPart(frame: EachFrame, item: usize): void {
  const what = <usize>frame.code;
  const kind = kindOf(what);
  if (kind == KIND_BLOCK) callBlock(what, 0, 0, roundMode(frame, what));
  else if (kind == KIND_ARRAY && frame.part < countItems(what)) {
    const block = itemAt(what, frame.part++);
    if (kindOf(block) == KIND_BLOCK) callBlock(block, 0, 0, roundMode(frame, block));
    else deliver(unknown());
  } else if (kind == KIND_STRING) runMember(frame, item, what);
  else if (kind == KIND_TYPE) {
    const value = cast(what, item);
    deliver(value == 0 ? unknown() : value);
  } else deliver(unknown());
}

/** `% Name` and `% Method arguments`. */
function runMember(frame: EachFrame, item: usize, name: usize): void {
  const kind = kindOf(item);
  let count: u32 = 0;
  for (let at = <usize>frame.arguments; at != 0; at = <usize>changetype<SiteElement>(at).next) count++;
  const room = take((<usize>count + 1) << 2);
  if (room == 0) {
    deliver(unknown());
    return;
  }
  let i: u32 = 0;
  for (let at = <usize>frame.arguments; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const given = changetype<SiteElement>(at).value;
    store<u32>(room + ((<usize>i) << 2), given == 0 ? <u32>unknown() : given);
    i++;
  }
  let value: usize = 0;
  if (count == 0 && kind != KIND_BLOCK) {
    value =
      kind == KIND_OBJECT || kind == KIND_COMMAND
        ? objectMember(item, name)
        : member(item, name, <usize>frame.start, <usize>frame.end);
  }
  // Not a property that is known: it may be a method.
  if (value != 0 && kindOf(value) > KIND_NULL && !isObject(value, OBJECT_METHOD)) deliver(value);
  else deferMethod(item, name, room, count, frame.start, frame.end);
}

/** A block of ForEach-Object gave `value`: goes on with the next part, the next item, or the end. */
export function eachAnswered(value: usize): void {
  const frame = changetype<EachFrame>(topFrame());
  if (diesHere()) undoDead();
  if (frame.isEmpty == 0) {
    if (frame.keepsArrays != 0) outputWhole(frame, value);
    else output(frame, value);
  }
  if (frame.stage == STAGE_BEGIN) {
    startItems();
    return;
  }
  if (frame.stage == STAGE_END) {
    close();
    return;
  }
  const what = <usize>frame.code;
  const items = <usize>frame.items;
  if (kindOf(what) == KIND_ARRAY && frame.part < countItems(what)) {
    runPart(frame, unknown());
    return;
  }
  if (frame.isEmpty == 1 || !isKnown(items)) {
    if (againRepeat(frame)) {
      runItem(frame, unknownOf(items));
      return;
    }
    frame.isEmpty = 0;
    endItems(frame);
    return;
  }
  frame.index++;
  if (frame.index < countItems(items)) {
    if (spend(blockBytes(what))) {
      runItem(frame, itemAt(items, frame.index));
      return;
    }
    havoc();
    frame.flags |= FRAMED_UNSURE;
  }
  endItems(frame);
}

function endItems(frame: EachFrame): void {
  if (frame.last != 0 && kindOf(<usize>frame.last) == KIND_BLOCK) {
    frame.stage = STAGE_END;
    callBlock(<usize>frame.last, 0, 0, 0);
    return;
  }
  close();
}

// ---- Where-Object ----

/** Where-Object with a block, or with a property, an operator and a value. PowerShell: WhereObjectCommand. */
export function runWhere(): void {
  bindWords(WHERE_PARAMETERS);
  const items = listedItems(
    bound(WHERE_INPUT_OBJECT) != 0 ? single(bound(WHERE_INPUT_OBJECT)) : invocation.input == 0 ? newList(0) : invocation.input,
  );
  const filter = bound(WHERE_FILTER_SCRIPT);
  if (filter != 0 && kindOf(filter) == KIND_BLOCK) {
    // Beside a value or an operator the engine refuses it.
    if (
      binding.surprised ||
      bound(WHERE_VALUE) != 0 ||
      comparison() != 0 ||
      (bound(WHERE_INPUT_OBJECT) != 0 && invocation.input != 0)
    )
      deliverHanded(blocksOf(filter, 0), unknown());
    else startWhereOver(items, filter, 0);
    return;
  }
  if (filter == 0 || !isKnown(items)) {
    deliver(unknown());
    return;
  }
  wherePlain(items, filter, bound(WHERE_VALUE) == 0 ? trueValue() : bound(WHERE_VALUE));
}

function comparison(): u8 {
  if (bound(WHERE_NE) != 0) return BINARY_NE;
  if (bound(WHERE_GT) != 0) return BINARY_GT;
  if (bound(WHERE_GE) != 0) return BINARY_GE;
  if (bound(WHERE_LT) != 0) return BINARY_LT;
  if (bound(WHERE_LE) != 0) return BINARY_LE;
  if (bound(WHERE_LIKE) != 0) return BINARY_LIKE;
  if (bound(WHERE_NOT_LIKE) != 0) return BINARY_NOT_LIKE;
  if (bound(WHERE_MATCH) != 0) return BINARY_MATCH;
  if (bound(WHERE_NOT_MATCH) != 0) return BINARY_NOT_MATCH;
  if (bound(WHERE_CONTAINS) != 0) return BINARY_CONTAINS;
  if (bound(WHERE_IN) != 0) return BINARY_IN;
  return bound(WHERE_EQ) != 0 || bound(WHERE_CEQ) != 0 ? BINARY_EQ : 0;
}

/** `? property -operator value`. */
function wherePlain(items: usize, property: usize, value: usize): void {
  const operator = comparison();
  const kept = newList(4);
  const count = countItems(items);
  for (let i: u32 = 0; i < count; i++) {
    const item = itemAt(items, i);
    const kind = kindOf(item);
    const left =
      kind == KIND_OBJECT || kind == KIND_COMMAND
        ? objectMember(item, property)
        : member(item, property, <usize>invocation.start, <usize>invocation.end);
    if (left == 0) {
      deliver(unknown());
      return;
    }
    const test =
      operator == 0 ? isTrue(left) : isTrue(binary(operator, 0, left, value, <usize>invocation.start, <usize>invocation.end));
    if (test == -1) {
      deliver(unknown());
      return;
    }
    if (test == 1) append(kept, item);
  }
  const left = outputsOf(kept);
  deliver(isListing(items) ? narrowed(left) : left);
}

const WHERE_ALL: u32 = 0;
const WHERE_FIRST: u32 = 1;
const WHERE_LAST: u32 = 2;
const WHERE_SKIP_UNTIL: u32 = 3;
const WHERE_UNTIL: u32 = 4;
const WHERE_SPLIT: u32 = 5;
const WHERE_UNKNOWN: u32 = 6;

/** WHERE_* of a mode's value, 0 for none given. PowerShell: WhereOperatorSelectionMode. */
function modeOf(value: usize): u32 {
  if (value == 0 || nameIs(value, "default")) return WHERE_ALL;
  if (nameIs(value, "first")) return WHERE_FIRST;
  if (nameIs(value, "last")) return WHERE_LAST;
  if (nameIs(value, "skipuntil")) return WHERE_SKIP_UNTIL;
  if (nameIs(value, "until")) return WHERE_UNTIL;
  return nameIs(value, "split") ? WHERE_SPLIT : WHERE_UNKNOWN;
}

/** `list.Where(block)`, with the value of a mode or 0. */
export function startWhereOver(from: usize, block: usize, modeValue: usize): void {
  const mode = modeOf(modeValue);
  const items = mode == WHERE_UNKNOWN ? unknown() : listedItems(from);
  if (kindOf(block) != KIND_BLOCK || hasSections(block)) {
    deliver(kindOf(block) == KIND_BLOCK ? failed() : unknown());
    return;
  }
  const frame = changetype<WhereFrame>(open(NATIVE_WHERE, items));
  watchWrites(frame, items);
  frame.code = <u32>block;
  frame.mode = mode;
  if (mode == WHERE_SPLIT) {
    frame.matching = <u32>newList(4);
    frame.others = <u32>newList(4);
  }
  if (isKnown(items) && countItems(items) != 0) {
    setHere(itemName(), itemAt(items, 0), 0);
    callBlock(block, 0, 0, 0);
    return;
  }
  if (isKnown(items)) frame.isEmpty = 1;
  else frame.flags |= FRAMED_UNSURE;
  startRepeat(frame, blockBytes(block));
  setHere(itemName(), unknown(), 0);
  callBlock(block, 0, 0, 0);
}

/** The filter gave `value` for the present item, which is output if that is true, and perhaps if it is unknown. */
export function whereAnswered(value: usize): void {
  const frame = changetype<WhereFrame>(topFrame());
  if (diesHere()) undoDead();
  const items = <usize>frame.items;
  const block = <usize>frame.code;
  if (frame.isEmpty == 1 || !isKnown(items)) {
    if (frame.isEmpty == 0) output(frame, unknown());
    if (againRepeat(frame)) {
      setHere(itemName(), unknown(), 0);
      callBlock(block, 0, 0, 0);
      return;
    }
    close();
    return;
  }
  const test = isTrue(value);
  const ends = takeTested(frame, itemAt(items, frame.index), test);
  frame.index++;
  if (ends) {
    if (frame.mode == WHERE_SKIP_UNTIL)
      for (; frame.index < countItems(items); frame.index++) outputWhole(frame, itemAt(items, frame.index));
    frame.index = countItems(items);
  }
  if (frame.index < countItems(items) && spend(blockBytes(block))) {
    setHere(itemName(), itemAt(items, frame.index), 0);
    callBlock(block, 0, 0, CALL_AGAIN);
    return;
  }
  if (frame.index < countItems(items)) {
    havoc();
    frame.flags |= FRAMED_UNSURE;
  }
  if (frame.mode == WHERE_SPLIT) {
    outputWhole(frame, <usize>frame.matching);
    outputWhole(frame, <usize>frame.others);
  }
  close();
}

/** Takes an item by what the block said of it: 1, 0, -1 for unknown. @returns whether no other is tested */
function takeTested(frame: WhereFrame, item: usize, test: i32): bool {
  if (test == -1) {
    frame.flags |= FRAMED_UNSURE;
    output(frame, unknown());
    return false;
  }
  if (frame.mode == WHERE_SPLIT) append(<usize>(test == 1 ? frame.matching : frame.others), item);
  else if (frame.mode == WHERE_UNTIL) {
    if (test == 0) outputWhole(frame, item);
    return test == 1;
  } else if (test == 1) {
    if (frame.mode == WHERE_LAST) cutOutput(frame, 0);
    outputWhole(frame, item);
    return frame.mode == WHERE_FIRST || frame.mode == WHERE_SKIP_UNTIL;
  }
  return false;
}

// ---- A block's value for each item: keys of Sort-Object, properties of Select-Object ----

/** Calls a block for each item in a scope of its own, for its effects; the result is `instead`. */
export function startKeys(items: usize, block: usize, instead: usize): void {
  if (!isKnown(items) || countItems(items) < 2 || hasSectioned(block)) {
    deliverScoped(blocksOf(block, 0), instead);
    return;
  }
  const frame = changetype<KeysFrame>(open(NATIVE_KEYS, items));
  frame.code = <u32>block;
  frame.result = <u32>instead;
  if (kindOf(block) != KIND_BLOCK) {
    close();
    return;
  }
  setHere(itemName(), isKnown(items) && countItems(items) != 0 ? itemAt(items, 0) : unknown(), 0);
  callBlock(block, 0, 0, CALL_SCOPE);
}

/** The key block of Select-Object or Sort-Object ran for the present item; it ran for its effects, what it gave is not used. */
export function keysAnswered(): void {
  const frame = changetype<KeysFrame>(topFrame());
  const items = <usize>frame.items;
  frame.index++;
  if (isKnown(items) && frame.index < countItems(items) && spend(blockBytes(<usize>frame.code))) {
    setHere(itemName(), itemAt(items, frame.index), 0);
    callBlock(<usize>frame.code, 0, 0, CALL_SCOPE | CALL_AGAIN);
    return;
  }
  output(frame, <usize>frame.result);
  if (kindOf(<usize>frame.result) == 0) frame.flags |= FRAMED_UNSURE;
  close();
}
