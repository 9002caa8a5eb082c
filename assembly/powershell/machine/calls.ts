/**
 * Bodies that run: parameters are declared and bound, defaults and validation blocks run, then the sections, each as the
 * engine orders them. PowerShell: DlrScriptCommandProcessor, ScriptBlock.
 */

import {
  FUNCTION_FILTER,
  instruction,
  OP_ATTRIBUTE,
  OP_FORMAL,
  OP_FUNCTION,
  OP_NOTE,
  OP_SECTION,
  SECTION_DYNAMICPARAM,
} from "../program";
import { SITE_HANDED_OVER, SITE_PARTIAL_TEXT, SITE_TEXT_AS_CODE } from "../site";
import { failed, kindOf, nullValue, text, unknown } from "../values/constants";
import { castStored } from "../values/convert";
import { append, asEnumerator, countItems, isKnownList, itemAt, newList, taintList } from "../values/lists";
import { member } from "../values/methods/members";
import { countEntries, isKnownTable, keyAt, newTable, valueAt } from "../values/tables";
import { KIND_ARRAY, KIND_BLOCK, KIND_TABLE, KIND_UNKNOWN, TABLE_HASH, Value } from "../values/value";
import {
  afterBody,
  BODY_TEXT,
  blockAt,
  bodyAfter,
  bodyFirst,
  isPartial,
  isTextBlock,
  markText,
  TEXT_HANDED_OVER,
  TEXT_READ,
  TextBody,
} from "./bodies";
import {
  CALL_ADVANCED,
  CALL_AGAIN,
  CALL_CLOSURE,
  CALL_FILTER,
  CALL_HANDED,
  CALL_ISOLATED,
  CALL_SCOPE,
  CALL_SECTIONS,
  CALL_UNCALLED,
  CALL_UNDONE,
} from "./call-modes";
import { CELL_CHECKED, Cell, havoc, SPACE_VARIABLE } from "./cells";
import { undoDead } from "./dead-code";
import { argsName, boundName, defaultsName, heldBackName, inputName, itemName, thisName } from "./engine-names";
import {
  bindFormals,
  callBinding,
  FORMAL_BY_NAME,
  FORMAL_MANDATORY,
  FORMAL_PIPELINE,
  Formal,
  isChecked,
  passes,
} from "./formals";
import { CallFrame, FRAME_CALL, FRAMED_ESCAPED, FRAMED_LEVEL, FRAMED_UNSURE } from "./frame-kinds";
import { cutOutput, diesHere, isDeep, makeSink, popFrame, pushFrame, stream, topFrame } from "./frames";
import { closeBranch, journalMark, leaveLevel, level, openLevel } from "./journal";
import { escaped } from "./jumps";
import { joinResults } from "./merge";
import { newObjectValue, OBJECT_BOUND_PARAMETERS } from "./objects";
import { setDepth } from "./operands";
import { holderFrom, holderTo, setHolder, siteContext, siteSteps } from "./origin";
import { againRepeat, endBranch, openBranch, startRepeat } from "./repeat";
import { horizon, intern, popScope, pushScope, scopeDepth, setHere, setHorizon } from "./scopes";
import { lastSiteOf } from "./sites";
import {
  deliver,
  endClosure,
  endUncalled,
  enter,
  goTo,
  isHanded,
  markRead,
  pc,
  probing,
  sourceBytes,
  spend,
  startClosure,
  startUncalled,
} from "./state";

export const PHASE_DECLARE: u8 = 0;
export const PHASE_CHECK: u8 = 1;
const PHASE_DEFAULT: u8 = 2;
const PHASE_PLAIN: u8 = 3;
const PHASE_SECTION: u8 = 4;
export const PHASE_HANDED: u8 = 5;

/** Notes that a body was reached by running. One that a probe reached counts as read when it is read for good. */
function noteRead(block: usize): void {
  if (probing != 0) return;
  if (isTextBlock(block)) markText(block, TEXT_READ);
  else markRead(changetype<Value>(block).a);
}

/** Whether a body may be entered once more. */
function mayEnter(block: usize): bool {
  const value = changetype<Value>(block);
  if (value.aux != BODY_TEXT) {
    return enter(value.a, sourceBytes(value.a + 1, afterBody(value.a)));
  }
  const body = changetype<TextBody>(<usize>value.a);
  body.entries++;
  return body.entries <= 17 && (body.entries == 1 || spend(body.length + 16));
}

/**
 * Runs a block. Its output is delivered when it ends.
 * @param elements first SiteElement of its arguments, 0 for none
 * @param input what is piped in (an array, or unknown), 0 for nothing
 * @param mode CALL_*
 */
export function callBlock(block: usize, elements: u32, input: usize, mode: u32): void {
  // Where the arena is full there is no block to call.
  if (kindOf(block) != KIND_BLOCK || isDeep() || ((mode & CALL_AGAIN) == 0 && !mayEnter(block))) {
    // What it would have written is open.
    if (kindOf(block) == KIND_BLOCK) noteRead(block);
    havoc();
    deliver(unknown());
    return;
  }
  const value = changetype<Value>(block);
  const closure = value.aux == BODY_TEXT ? 0 : value.b;
  let flags = mode;
  if (closure != 0) {
    flags |= CALL_SCOPE;
    if (pushScope(false)) {
      flags |= CALL_CLOSURE;
      openClosure(<usize>closure);
      startClosure();
    }
  }
  if ((flags & (CALL_SCOPE | CALL_ISOLATED)) != 0) {
    if (pushScope((flags & CALL_ISOLATED) != 0)) flags |= CALL_SCOPE;
    else flags &= ~CALL_SCOPE;
  }
  const frame = changetype<CallFrame>(pushFrame(FRAME_CALL, PHASE_DECLARE, pc));
  makeSink(true);
  frame.block = <u32>block;
  frame.elements = elements;
  frame.input = <u32>input;
  frame.end = bodyAfter(block);
  frame.mode = flags;
  frame.horizon = horizon;
  if ((flags & CALL_UNCALLED) != 0) {
    startUncalled();
    setHorizon(scopeDepth());
  }
  frame.outerLevel = level;
  frame.holderStart = holderFrom();
  frame.holderEnd = holderTo();
  frame.context = siteContext();
  frame.contextSteps = siteSteps();
  frame.site = <u32>lastSiteOf();
  if (value.aux == BODY_TEXT) {
    const body = changetype<TextBody>(<usize>value.a);
    const handed = (body.flags & TEXT_HANDED_OVER) != 0 ? SITE_HANDED_OVER : 0;
    setHolder(body.start, body.end, siteContext() | SITE_TEXT_AS_CODE | handed, body.steps);
  }
  if (isPartial(block)) setHolder(holderFrom(), holderTo(), siteContext() | SITE_PARTIAL_TEXT, siteSteps());
  if ((flags & CALL_UNDONE) != 0) {
    frame.mark = journalMark();
    openLevel();
  }
  // Another process starts without defaults of its own.
  if ((flags & CALL_ISOLATED) != 0) setHere(defaultsName(), newTable(TABLE_HASH), 0);
  if (value.aux != BODY_TEXT) {
    const head = instruction(value.a);
    if (head.op == OP_FUNCTION && head.sub == FUNCTION_FILTER) frame.mode |= CALL_FILTER;
  }
  goTo(bodyFirst(block));
}

/** The variables that `GetNewClosure` captured. */
function openClosure(table: usize): void {
  if (kindOf(table) != KIND_TABLE) return;
  const count = countEntries(table);
  for (let i: u32 = 0; i < count; i++) {
    const key = changetype<Value>(keyAt(table, i));
    setHere(intern(SPACE_VARIABLE, <usize>key.a, <usize>key.b), isKnownTable(table) ? valueAt(table, i) : unknown(), 0);
  }
}

/** The body has an attribute of an advanced function. */
export function markAdvanced(): void {
  const frame = changetype<CallFrame>(topFrame());
  if (frame.kind == FRAME_CALL) frame.mode |= CALL_ADVANCED;
}

/** Parameters of a body that are told apart; more than any that people write. */
const MAX_FORMALS = 256;

/** Adds a formal to the body that declares its parameters. */
export function addFormal(frame: CallFrame, formal: usize): void {
  if (frame.formals == 0) {
    frame.formals = <u32>formal;
    return;
  }
  let at = <usize>frame.formals;
  let count = 1;
  while (changetype<Formal>(at).next != 0) {
    at = <usize>changetype<Formal>(at).next;
    count++;
  }
  if (count < MAX_FORMALS) changetype<Formal>(at).next = <u32>formal;
}

/** Whether an operation still belongs to a body's declarations. */
export function declares(op: u8): bool {
  return op == OP_FORMAL || op == OP_ATTRIBUTE || op == OP_NOTE;
}

function typed(formal: Formal, value: usize): usize {
  if (formal.type == 0) return value;
  const made = castStored(<usize>formal.type, value);
  return made == 0 ? value : made;
}

function setFormal(formal: Formal, value: usize): void {
  const cell = setHere(intern(SPACE_VARIABLE, <usize>formal.text, <usize>formal.length), typed(formal, value), formal.index);
  if (cell == 0) return;
  changetype<Cell>(cell).type = formal.type;
  if (isChecked(formal)) changetype<Cell>(cell).flags |= CELL_CHECKED;
}

/** All parameters are declared: binds them. The top frame is the call. */
export function bindCall(): void {
  const frame = changetype<CallFrame>(topFrame());
  frame.body = pc;
  const first = <usize>frame.formals;
  if ((frame.mode & CALL_UNCALLED) != 0) bindUnknown(first);
  else if ((frame.mode & CALL_SCOPE) != 0 || frame.elements != 0 || first != 0) {
    bindFormals(first, <usize>frame.elements, frame.mode);
    // What declares parameters as it runs takes more than is seen here.
    if (callBinding.isRefused && sectionOf(frame, SECTION_DYNAMICPARAM) == 0) {
      // The body does not run: it is as one that nobody called.
      closeCall(frame);
      deliver(failed());
      return;
    }
    bindKnown(frame, first);
  }
  frame.sub = PHASE_CHECK;
  frame.formal = frame.formals;
  nextCheck(frame);
}

function bindUnknown(first: usize): void {
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    formal.value = 0;
    setFormal(formal, unknown());
  }
  const args = newList(0);
  if (kindOf(args) == KIND_ARRAY) taintList(args);
  setHere(argsName(), args, 0);
  setHere(inputName(), unknown(), 0);
  setHere(itemName(), unknown(), 0);
  setHere(thisName(), unknown(), 0);
  setHere(boundName(), newObjectValue(OBJECT_BOUND_PARAMETERS, <u32>first, <u32>newTable(TABLE_HASH)), 0);
}

function bindKnown(frame: CallFrame, first: usize): void {
  if (callBinding.isDoubtful && probing == 0 && (frame.flags & FRAMED_LEVEL) == 0) {
    // The body is read all the same, but what it writes and gives is not certain.
    frame.flags |= FRAMED_ESCAPED | FRAMED_UNSURE;
    openBranch(frame);
  }
  for (let at = first; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (formal.value != 0) setFormal(formal, <usize>formal.value);
    else if (formal.initial == 0)
      setFormal(formal, (formal.flags & (FORMAL_PIPELINE | FORMAL_BY_NAME | FORMAL_MANDATORY)) != 0 ? unknown() : nullValue());
  }
  if (callBinding.isHeldBack) setHere(heldBackName(), unknown(), 0);
  setHere(argsName(), callBinding.leftArguments, 0);
  setHere(boundName(), callBinding.boundTable, 0);
  const input = <usize>frame.input;
  setHere(inputName(), asEnumerator(input == 0 ? newList(0) : input), 0);
}

/** A body that takes no value by itself runs when all were bound: its parameters hold the last. */
function bindLast(frame: CallFrame): void {
  const input = <usize>frame.input;
  const known = input != 0 && kindOf(input) == KIND_ARRAY && isKnownList(input) && countItems(input) != 0;
  if (input != 0) bindItem(frame, known ? itemAt(input, countItems(input) - 1) : unknown());
}

/** Whether a parameter takes a piped value. @returns 1 or 0, -1 where that is not decided */
function takes(frame: CallFrame, item: usize): i32 {
  let open = 0;
  for (let at = <usize>frame.formals; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (formal.value != 0 || (formal.flags & (FORMAL_PIPELINE | FORMAL_BY_NAME)) == 0) continue;
    const made = typed(formal, item);
    if ((formal.flags & FORMAL_PIPELINE) != 0 && kindOf(made) != KIND_UNKNOWN && passes(formal, made)) return 1;
    open = -1;
  }
  return open;
}

/** What of the input the process section gets: of an advanced body only what its parameters take. */
function takenInput(frame: CallFrame): usize {
  const input = <usize>frame.input;
  if ((frame.mode & CALL_ADVANCED) == 0 || kindOf(input) != KIND_ARRAY || !isKnownList(input)) return input;
  let taken: u32 = 0;
  for (let i: u32 = 0; i < countItems(input); i++) {
    const does = takes(frame, itemAt(input, i));
    if (does < 0) return unknown();
    taken += does;
  }
  return taken == countItems(input) ? input : taken == 0 ? newList(0) : unknown();
}

/** Binds one piped value to the parameters that take it. */
function bindItem(frame: CallFrame, item: usize): void {
  for (let at = <usize>frame.formals; at != 0; at = <usize>changetype<Formal>(at).next) {
    const formal = changetype<Formal>(at);
    if (formal.value != 0) continue;
    if ((formal.flags & FORMAL_PIPELINE) != 0) setFormal(formal, item);
    else if ((formal.flags & FORMAL_BY_NAME) != 0) {
      const found = member(item, text(<usize>formal.text, <usize>formal.length), <usize>0, <usize>0);
      setFormal(formal, found == 0 ? unknown() : found);
    }
  }
}

/** Runs the next validation block; after the last one the defaults follow. */
function nextCheck(frame: CallFrame): void {
  while (frame.formal != 0) {
    const formal = changetype<Formal>(<usize>frame.formal);
    frame.formal = formal.next;
    if (formal.check == 0) continue;
    const item = formal.value == 0 ? unknown() : <usize>formal.value;
    setHere(itemName(), item, 0);
    callBlock(<usize>formal.check, 0, 0, CALL_SCOPE);
    return;
  }
  frame.sub = PHASE_DEFAULT;
  frame.formal = frame.formals;
  nextDefault(frame);
}

/** A validation block ended. The top frame is the call. */
export function checkEnded(): void {
  nextCheck(changetype<CallFrame>(topFrame()));
}

/** Runs the next default; one whose parameter was bound is read and taken back. */
function nextDefault(frame: CallFrame): void {
  while (frame.formal != 0) {
    const formal = changetype<Formal>(<usize>frame.formal);
    if (formal.initial == 0) {
      frame.formal = formal.next;
      continue;
    }
    frame.defaultMark = journalMark();
    frame.defaultLevel = level;
    openLevel();
    frame.end = instruction(formal.initial).a;
    goTo(formal.initial + 1);
    return;
  }
  startBody(frame);
}

/** A default was read; its value is on top. */
function defaultEnded(frame: CallFrame, value: usize): void {
  const formal = changetype<Formal>(<usize>frame.formal);
  const bound = formal.value != 0;
  const results = closeBranch(frame.defaultMark, 0, !bound);
  leaveLevel(frame.defaultLevel);
  if (!bound) {
    joinResults(results, 1, false);
    if ((frame.mode & CALL_UNCALLED) == 0 && (value == failed() || typed(formal, value) == failed())) {
      closeCall(frame);
      deliver(failed());
      return;
    }
    setFormal(formal, (frame.mode & CALL_UNCALLED) != 0 ? unknown() : value);
  }
  frame.formal = formal.next;
  nextDefault(frame);
}

function startBody(frame: CallFrame): void {
  noteRead(<usize>frame.block);
  frame.end = bodyAfter(<usize>frame.block);
  if (frame.body < frame.end && instruction(frame.body).op == OP_SECTION) {
    frame.sub = PHASE_SECTION;
    frame.mode |= CALL_SECTIONS;
    nextSection(frame);
    return;
  }
  frame.sub = PHASE_PLAIN;
  goTo(frame.body);
  if ((frame.mode & CALL_FILTER) != 0) startItems(frame);
  else bindLast(frame);
}

/** The instruction of a section, 0 if the body has none of it. */
function sectionOf(frame: CallFrame, section: u32): u32 {
  const after = bodyAfter(<usize>frame.block);
  let at = frame.body;
  while (at < after && instruction(at).op == OP_SECTION) {
    if (<u32>instruction(at).sub == section) return at;
    at = instruction(at).a;
  }
  return 0;
}

const SECTION_COUNT: u32 = 5;
const PROCESS: u32 = 2;
const END: u32 = 3;

function nextSection(frame: CallFrame): void {
  while (frame.section < SECTION_COUNT) {
    const section = sectionOf(frame, frame.section);
    frame.section++;
    if (section == 0) continue;
    frame.end = afterBody(section);
    goTo(section + 1);
    if (frame.section - 1 == PROCESS) startItems(frame);
    // What is piped in was consumed value by value.
    else if (frame.section - 1 == END && sectionOf(frame, PROCESS) == 0) bindLast(frame);
    else if (frame.section - 1 == END && frame.input != 0) setHere(inputName(), asEnumerator(newList(0)), 0);
    return;
  }
  endCall(frame);
}

/** The process section, or a filter's body, runs for each piped value. */
function startItems(frame: CallFrame): void {
  if (frame.input == 0) return;
  const input = takenInput(frame);
  frame.input = <u32>input;
  if (kindOf(input) != KIND_ARRAY || !isKnownList(input)) {
    // How many come is not known, and so is how often it puts something out.
    frame.flags |= FRAMED_UNSURE;
    setHere(itemName(), unknown(), 0);
    bindItem(frame, unknown());
    startRepeat(frame, sourceBytes(pc, frame.end));
    return;
  }
  if (countItems(input) == 0) {
    // Nothing comes: the section is read, and what it wrote and put out is taken back.
    frame.outputsBefore = frame.outputs;
    setHere(itemName(), unknown(), 0);
    startRepeat(frame, 0);
    return;
  }
  setItem(frame);
}

function setItem(frame: CallFrame): void {
  const item = itemAt(<usize>frame.input, frame.index);
  setHere(itemName(), item, 0);
  const list = newList(1);
  append(list, item);
  setHere(inputName(), asEnumerator(list), 0);
  bindItem(frame, item);
}

/** @returns whether the process section runs again */
function nextItem(frame: CallFrame): bool {
  const input = <usize>frame.input;
  if (input == 0) return false;
  const first = (frame.mode & CALL_SECTIONS) != 0 ? sectionOf(frame, PROCESS) + 1 : frame.body;
  if (kindOf(input) != KIND_ARRAY || !isKnownList(input) || countItems(input) == 0) {
    if (!againRepeat(frame)) {
      if (kindOf(input) == KIND_ARRAY && isKnownList(input)) cutOutput(frame, frame.outputsBefore);
      return false;
    }
    goTo(first);
    return true;
  }
  frame.index++;
  if (frame.index >= countItems(input)) return false;
  if (!spend(sourceBytes(first, frame.end))) {
    havoc();
    frame.flags |= FRAMED_UNSURE;
    return false;
  }
  setItem(frame);
  goTo(first);
  return true;
}

/** The top frame is a call and `pc` reached its limit. */
export function reachedLimit(value: usize): void {
  const frame = changetype<CallFrame>(topFrame());
  if (frame.sub == PHASE_DEFAULT) {
    defaultEnded(frame, value);
    return;
  }
  if (frame.sub == PHASE_DECLARE) {
    bindCall();
    return;
  }
  if (diesHere()) undoDead();
  endUnit(frame);
}

function endUnit(frame: CallFrame): void {
  if (frame.sub == PHASE_SECTION) {
    if (frame.section - 1 == PROCESS && nextItem(frame)) return;
    nextSection(frame);
    return;
  }
  if ((frame.mode & CALL_FILTER) != 0 && nextItem(frame)) return;
  endCall(frame);
}

/** Reads the blocks that the body handed to commands the machine does not know; then the call ends. */
function endCall(frame: CallFrame): void {
  if ((frame.mode & CALL_HANDED) == 0 || probing != 0) {
    closeCall(frame);
    return;
  }
  frame.sub = PHASE_HANDED;
  frame.unread = bodyFirst(<usize>frame.block);
  nextHanded(frame);
}

function nextHanded(frame: CallFrame): void {
  const after = bodyAfter(<usize>frame.block);
  let at = frame.unread;
  while (at < after) {
    if (isHanded(at)) {
      frame.unread = at + 1;
      callBlock(blockAt(at, 0), 0, 0, CALL_SCOPE | CALL_UNCALLED | CALL_UNDONE);
      return;
    }
    const head = instruction(at);
    at = head.op == OP_FUNCTION && head.a > at ? head.a : at + 1;
  }
  closeCall(frame);
}

/** A block that was handed on was read. The top frame is the call. */
export function handedEnded(): void {
  nextHanded(changetype<CallFrame>(topFrame()));
}

function closeCall(frame: CallFrame): void {
  const value = stream(frame);
  const flags = frame.mode;
  const next = frame.next;
  const operands = frame.operands;
  if ((flags & CALL_UNDONE) != 0) {
    closeBranch(frame.mark, 0, false);
    leaveLevel(frame.outerLevel);
  } else if ((frame.flags & FRAMED_ESCAPED) != 0) {
    endBranch(frame, true);
    joinResults(frame.results, 2, true);
  }
  if (frame.escapes != 0) joinResults(frame.escapes, 2, true);
  if ((flags & CALL_UNCALLED) != 0) endUncalled();
  setHorizon(frame.horizon);
  if ((flags & CALL_SCOPE) != 0) popScope();
  if ((flags & CALL_CLOSURE) != 0) {
    popScope();
    endClosure();
  }
  setHolder(frame.holderStart, frame.holderEnd, frame.context, frame.contextSteps);
  const target = frame.escape;
  const openEnded = isTextBlock(<usize>frame.block) && isPartial(<usize>frame.block);
  popFrame();
  escaped(target);
  setDepth(operands);
  goTo(next);
  // What of the text is unknown may have written or put out anything.
  if (openEnded && (flags & (CALL_ISOLATED | CALL_UNDONE)) == 0) havoc();
  deliver(openEnded ? unknown() : value);
}
