/**
 * Loops and switch. A loop whose conditions and source are known runs; any other is read as code that repeats.
 */

import { blocksOf, deliverHanded } from "../builtins/handed-blocks";
import { hasSections } from "../machine/bodies";
import { CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { Cell, havoc } from "../machine/cells";
import { listed } from "../machine/command-lists";
import { NATIVE_CLAUSE } from "../machine/continuations";
import { startDeath, undoDead } from "../machine/dead-code";
import { itemName } from "../machine/engine-names";
import {
  ClauseFrame,
  FRAME_LOOP,
  FRAME_NATIVE,
  FRAME_SWITCH,
  FRAMED_DEAD,
  FRAMED_MAYBE,
  FRAMED_TAKEN,
  FRAMED_UNCERTAIN,
  FRAMED_UNSURE,
  LoopFrame,
  SwitchFrame,
} from "../machine/frame-kinds";
import {
  cutOutput,
  deadFrame,
  diesHere,
  failStatement,
  frameCount,
  isNothing,
  lastOutput,
  output,
  popFrame,
  pushFrame,
  settledOutputs,
  sinkFrame,
  topFrame,
} from "../machine/frames";
import { escaped } from "../machine/jumps";
import { joinResults } from "../machine/merge";
import { pop } from "../machine/operands";
import { againRepeat, endBranch, startRepeat } from "../machine/repeat";
import { cellIn, scopeDepth, setHere, writeCell } from "../machine/scopes";
import { goTo, markRead, pc, probing, sourceBytes, spend, wasRead } from "../machine/state";
import { parseToken, writeParsed } from "../machine/variables";
import {
  BINARY_EQ,
  BINARY_LIKE,
  BINARY_MATCH,
  FLAG_CASE_SENSITIVE,
  Instruction,
  instruction,
  LOOP_DO_UNTIL,
  LOOP_FOR,
  LOOP_FOREACH,
  SWITCH_CASE_SENSITIVE,
  SWITCH_FILE,
  SWITCH_REGEX,
  SWITCH_WILDCARD,
} from "../program";
import { unknownOf } from "../values/causes";
import { emptyString, failed, kindOf, nullValue, unknown } from "../values/constants";
import { toText } from "../values/convert";
import { append, choice, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { binary } from "../values/operators/operators";
import { isLoose } from "../values/partial";
import { KIND_ARRAY, KIND_BLOCK, KIND_CHOICE, KIND_NULL, KIND_UNKNOWN } from "../values/value";
import { closeUncertain, openUncertain, truth } from "./branches";
import { keepMatches } from "./matches";

/** OP_LOOP: a loop begins; `index` is the instruction itself. */
export function startLoop(at: Instruction, index: u32): void {
  const frame = changetype<LoopFrame>(pushFrame(FRAME_LOOP, at.sub, 0));
  frame.head = index;
  frame.body = pc;
  if (probing != 0 && at.sub != LOOP_FOREACH) repeat(frame, frame.body);
}

function repeat(frame: LoopFrame, from: u32): void {
  frame.flags |= FRAMED_MAYBE;
  startRepeat(frame, sourceBytes(from, instruction(frame.head).a));
}

function loopEnd(frame: LoopFrame): u32 {
  return instruction(frame.head).a;
}

/** The body is not run (again): if nobody read it yet it is read as dead code. */
function skipBody(frame: LoopFrame): void {
  if (wasRead(frame.head)) {
    frame.flags |= FRAMED_TAKEN;
    goTo(loopEnd(frame));
    return;
  }
  frame.flags |= FRAMED_TAKEN;
  startDeath(frameCount());
}

/** OP_LOOP_TEST: takes the condition, if there is one; the body runs, ends, or repeats an unknown number of times. */
export function testLoop(hasCondition: bool): void {
  const condition = hasCondition ? pop() : <usize>0;
  const frame = changetype<LoopFrame>(topFrame());
  if (frame.kind != FRAME_LOOP || (frame.flags & FRAMED_MAYBE) != 0 || diesHere()) return;
  let taken = condition == 0 ? 1 : truth(condition);
  if (frame.sub == LOOP_DO_UNTIL && taken != -1) taken = 1 - taken;
  if (taken == -1) {
    if (frame.sub != LOOP_FOR && instruction(frame.head).sub != 0) {
      // do: the body ran once and may run again.
      repeat(frame, frame.body);
      goTo(frame.body);
      return;
    }
    repeat(frame, frame.body);
    return;
  }
  if (taken == 1) return;
  if (frame.sub == LOOP_FOR || instruction(frame.head).sub == 0) skipBody(frame);
  else frame.flags |= FRAMED_TAKEN;
}

/** for: the iterator follows; the body comes first. */
export function iterateLoop(at: Instruction): void {
  const frame = changetype<LoopFrame>(topFrame());
  if (frame.kind != FRAME_LOOP) return;
  frame.round = pc;
  goTo(at.a);
}

/** for: the iterator was read. */
export function endIterator(): void {
  const frame = changetype<LoopFrame>(topFrame());
  if (frame.isLast == 1) {
    finishLoop(frame);
    return;
  }
  goTo(frame.body);
}

function setLoopVariable(frame: LoopFrame, value: usize): void {
  const at = instruction(frame.variable);
  parseToken(<usize>at.start, <usize>at.end);
  writeParsed(value, 0, frame.variable);
}

/** OP_EACH: takes what a `foreach` runs over and sets its variable for the first round. */
export function startEach(index: u32): void {
  const source = listed(pop());
  const frame = changetype<LoopFrame>(topFrame());
  if (frame.kind != FRAME_LOOP) return;
  frame.variable = index;
  frame.round = pc;
  const kind = kindOf(source);
  let list = source;
  if (kind != KIND_ARRAY) {
    list = newList(1);
    if (kind != KIND_NULL) append(list, source);
  }
  if (
    probing != 0 ||
    kind == KIND_UNKNOWN ||
    kind == KIND_CHOICE ||
    isLoose(source) ||
    kindOf(list) != KIND_ARRAY ||
    !isKnownList(list)
  ) {
    frame.source = <u32>source;
    setLoopVariable(frame, unknownOf(source));
    repeat(frame, pc);
    return;
  }
  frame.source = <u32>list;
  if (countItems(list) == 0) {
    setDead(frame);
    return;
  }
  setLoopVariable(frame, itemAt(list, 0));
}

function setDead(frame: LoopFrame): void {
  skipBody(frame);
  if (deadFrame != 0) setLoopVariable(frame, unknown());
}

/** OP_LOOP_END: another round, or the end. */
export function endLoop(): void {
  const frame = changetype<LoopFrame>(topFrame());
  if (frame.kind != FRAME_LOOP) return;
  if (probing == 0) markRead(frame.head);
  const dead = diesHere();
  const rest = dead && frame.sub == LOOP_FOR && (frame.flags & FRAMED_TAKEN) != 0 && frame.isLast == 0 && frame.round != 0;
  if (rest) {
    frame.isLast = 1;
    goTo(frame.round);
    return;
  }
  if (dead) undoDead();
  if ((frame.flags & FRAMED_MAYBE) != 0) {
    if (againRepeat(frame)) {
      if (frame.sub == LOOP_FOREACH) setLoopVariable(frame, frame.source == 0 ? unknown() : unknownOf(frame.source));
      goTo(frame.sub == LOOP_FOREACH ? frame.round : frame.sub == LOOP_FOR && frame.round != 0 ? frame.round : frame.body);
      return;
    }
    if (frame.sub == LOOP_FOREACH) setLoopVariable(frame, unknown());
    finishLoop(frame);
    return;
  }
  if ((frame.flags & FRAMED_TAKEN) != 0) {
    finishLoop(frame);
    return;
  }
  nextRound(frame);
}

/** No work is left for the rounds that are still to come: what they write and put out is not known. */
function abandonRounds(): void {
  havoc();
  sinkFrame().flags |= FRAMED_UNSURE;
}

function nextRound(frame: LoopFrame): void {
  const each = frame.sub == LOOP_FOREACH;
  const from = each ? frame.round : frame.body;
  if (each) {
    frame.index++;
    if (frame.index >= countItems(<usize>frame.source)) {
      finishLoop(frame);
      return;
    }
  }
  if (!spend(sourceBytes(from, loopEnd(frame)))) {
    abandonRounds();
    finishLoop(frame);
    return;
  }
  if (each) setLoopVariable(frame, itemAt(<usize>frame.source, frame.index));
  goTo(frame.sub == LOOP_FOR && frame.round != 0 ? frame.round : from);
}

function finishLoop(frame: LoopFrame): void {
  if (diesHere()) undoDead();
  endBranch(frame, true);
  if (frame.results != 0) joinResults(frame.results, 2, true);
  if (frame.escapes != 0) joinResults(frame.escapes, 2, true);
  const next = loopEnd(frame) + 1;
  const target = frame.escape;
  popFrame();
  goTo(next);
  escaped(target);
}

/** OP_SWITCH: opens the frame; its subject comes next. */
export function startSwitch(at: Instruction, index: u32): void {
  const frame = changetype<SwitchFrame>(pushFrame(FRAME_SWITCH, at.sub, 0));
  frame.head = index;
}

/** The subject is on the stack: the clauses run for each of its items. An unknown one may be anything. */
export function switchSubject(): void {
  const subject = pop();
  const frame = changetype<SwitchFrame>(topFrame());
  if (frame.kind != FRAME_SWITCH) return;
  let list = subject;
  if (subject == failed()) failStatement();
  const isFile = (frame.sub & SWITCH_FILE) != 0;
  // Of lines of a file, or of what may be a list, there may be none.
  frame.mayBeEmpty =
    isFile || (kindOf(subject) == 0 && subject != failed()) || (kindOf(subject) == KIND_ARRAY && !isKnownList(subject)) ? 1 : 0;
  if (isFile) {
    list = newList(1);
    append(list, unknown());
  } else if (isNothing(subject) || subject == failed()) {
    list = newList(1);
    append(list, unknown());
    frame.isEmpty = 1;
  } else if (kindOf(subject) != KIND_ARRAY || !isKnownList(subject) || probing != 0) {
    list = newList(1);
    append(list, kindOf(subject) == KIND_ARRAY ? unknown() : subject);
  } else if (countItems(subject) == 0) {
    list = newList(1);
    append(list, unknown());
    // Nothing to switch over: no clause runs. They are read for the calls in them.
    frame.isEmpty = 1;
  }
  frame.subjects = <u32>list;
  frame.clauses = pc;
  frame.outputsBefore = settledOutputs(sinkFrame());
  const item = cellIn(itemName(), scopeDepth());
  frame.itemBefore = item == 0 ? 0 : changetype<Cell>(item).value;
  startItem(frame);
}

function subjectOf(frame: SwitchFrame): usize {
  const list = <usize>frame.subjects;
  return kindOf(list) == KIND_ARRAY && frame.index < countItems(list) ? itemAt(list, frame.index) : unknown();
}

function startItem(frame: SwitchFrame): void {
  frame.matched = 0;
  frame.maybeMatched = 0;
  setHere(itemName(), subjectOf(frame), 0);
}

/** OP_CLAUSE: takes a condition, unless it is `default`; its block runs, dies, or perhaps runs. */
export function startClause(at: Instruction, index: u32): void {
  const isDefault = at.sub == 1;
  const condition = isDefault ? <usize>0 : pop();
  const frame = changetype<SwitchFrame>(topFrame());
  if (frame.kind != FRAME_SWITCH) return;
  if (diesHere()) return;
  if (frame.isEmpty != 0) {
    decideClause(frame, index, 0);
    return;
  }
  if (isDefault) {
    decideClause(frame, index, frame.matched != 0 ? 0 : frame.maybeMatched != 0 ? -1 : 1);
    return;
  }
  if (kindOf(condition) == KIND_BLOCK) {
    const native = changetype<ClauseFrame>(pushFrame(FRAME_NATIVE, NATIVE_CLAUSE, pc));
    native.clause = index;
    if (hasSections(condition)) deliverHanded(blocksOf(condition, 0), unknown());
    else callBlock(condition, 0, 0, CALL_SCOPE);
    return;
  }
  let operator: u8 = BINARY_EQ;
  if ((frame.sub & SWITCH_WILDCARD) != 0) operator = BINARY_LIKE;
  else if ((frame.sub & SWITCH_REGEX) != 0) operator = BINARY_MATCH;
  const flags: u16 = (frame.sub & SWITCH_CASE_SENSITIVE) != 0 ? FLAG_CASE_SENSITIVE : 0;
  // What is compared are the texts; a null beside null is itself.
  const isText = operator == BINARY_EQ && kindOf(condition) != KIND_NULL;
  const subject = isText ? asText(subjectOf(frame)) : subjectOf(frame);
  const fits = binary(operator, flags, subject, isText ? asText(condition) : condition, <usize>at.start, <usize>at.end);
  if (operator == BINARY_MATCH) keepMatches(subjectOf(frame), fits, index, true);
  decideClause(frame, index, truth(fits));
}

/** A value's text; what may be one of several stays. */
function asText(value: usize): usize {
  if (kindOf(value) == KIND_NULL) return emptyString();
  return kindOf(value) == KIND_CHOICE ? value : toText(value);
}

/** The block of a clause's condition gave its answer. The top frame is the native one. */
export function clauseAnswered(value: usize): void {
  const native = changetype<ClauseFrame>(topFrame());
  const index = native.clause;
  const next = native.next;
  popFrame();
  goTo(next);
  const frame = changetype<SwitchFrame>(topFrame());
  if (frame.kind == FRAME_SWITCH && !diesHere()) decideClause(frame, index, truth(value));
}

function decideClause(frame: SwitchFrame, index: u32, decided: i32): void {
  const taken = decided == 1 && frame.mayBeEmpty != 0 ? -1 : decided;
  if (taken == 1) frame.matched = 1;
  else if (taken == -1) {
    frame.maybeMatched = 1;
    frame.flags |= FRAMED_MAYBE;
    openUncertain(frame);
  } else {
    if (probing == 0 && wasRead(index)) {
      goTo(instruction(index).a);
      return;
    }
    frame.flags |= FRAMED_DEAD;
    startDeath(frameCount());
  }
  if (probing == 0) markRead(index);
}

/** The block of a clause ends. */
export function endSwitchClause(): void {
  const frame = changetype<SwitchFrame>(topFrame());
  if (frame.kind != FRAME_SWITCH) return;
  if ((frame.flags & FRAMED_DEAD) != 0) {
    frame.flags &= ~FRAMED_DEAD;
    undoDead();
    return;
  }
  if ((frame.flags & FRAMED_UNCERTAIN) == 0) return;
  closeUncertain(frame);
  joinResults(frame.results, 2, frame.mayBeEmpty != 0);
  frame.results = 0;
}

/** OP_SWITCH_END: the next item's clauses, or the end. */
export function endSwitch(): void {
  const frame = changetype<SwitchFrame>(topFrame());
  if (frame.kind != FRAME_SWITCH) return;
  if (diesHere()) undoDead();
  frame.index++;
  if ((frame.flags & FRAMED_TAKEN) == 0 && frame.index < countItems(<usize>frame.subjects)) {
    if (spend(sourceBytes(frame.clauses, pc))) {
      startItem(frame);
      goTo(frame.clauses);
      return;
    }
    abandonRounds();
  }
  if (frame.itemBefore != 0) setHere(itemName(), <usize>frame.itemBefore, 0);
  const item = cellIn(itemName(), scopeDepth());
  if (frame.itemBefore == 0 && item != 0) writeCell(item, 0, 0);
  endBranch(frame, true);
  if (frame.results != 0) joinResults(frame.results, 2, true);
  if (frame.escapes != 0) joinResults(frame.escapes, 2, true);
  if ((frame.flags & FRAMED_MAYBE) != 0) settleOutput(frame);
  const target = frame.escape;
  popFrame();
  escaped(target);
}

/** Clauses that perhaps ran put out what is perhaps there. */
function settleOutput(frame: SwitchFrame): void {
  const sink = sinkFrame();
  const count = sink.outputs - frame.outputsBefore;
  if (sink.outputs <= frame.outputsBefore) return;
  const value = count == 1 ? choice(lastOutput(sink), nullValue()) : unknown();
  cutOutput(sink, frame.outputsBefore);
  sink.flags |= FRAMED_UNSURE;
  output(sink, value);
}
