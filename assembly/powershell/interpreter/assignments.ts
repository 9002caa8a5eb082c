/**
 * Assignments, `++` and `--`, casts: whatever writes to where a value came from.
 */

import { blocksOf, deliverHanded } from "../builtins/handed-blocks";
import { CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { CELL_SHARED, CELL_VOLATILE, Cell, havoc } from "../machine/cells";
import { NATIVE_INSTEAD } from "../machine/continuations";
import { itemName } from "../machine/engine-names";
import { FRAME_NATIVE, InsteadFrame } from "../machine/frame-kinds";
import { isNothing, nothing, pushFrame } from "../machine/frames";
import { noteObject } from "../machine/journal";
import { pop, push, SLOT_INDEX, SLOT_MEMBER, SLOT_TARGETS, SLOT_VARIABLE, Slot, top } from "../machine/operands";
import { findCell, reachOut, readCell, setHere } from "../machine/scopes";
import { SLOT_BYTES } from "../machine/stacks";
import { failedAt, pc, variablesEscaped } from "../machine/state";
import { isInherited, parsedName, parseToken, readParsed, targetCell, writeParsed } from "../machine/variables";
import {
  ASSIGN_ADD,
  ASSIGN_COALESCE,
  ASSIGN_DIVIDE,
  ASSIGN_MULTIPLY,
  ASSIGN_SET,
  ASSIGN_SUBTRACT,
  BINARY_ADD,
  BINARY_DIVIDE,
  BINARY_MULTIPLY,
  BINARY_REMAINDER,
  BINARY_SUBTRACT,
  Instruction,
  instruction,
  OP_COLLECTED,
  OP_COMMAND,
  STEP_POST_DECREMENT,
  STEP_POST_INCREMENT,
  STEP_PRE_INCREMENT,
} from "../program";
import { failed, kindOf, nullValue, unknown } from "../values/constants";
import { cast } from "../values/convert";
import { append, choice, countItems, isEnumerator, isKnownList, itemAt, newList } from "../values/lists";
import { setMember } from "../values/methods/members";
import { setIndexed } from "../values/operators/indexing";
import { binary, increment, isNoNumber } from "../values/operators/operators";
import { isLoose } from "../values/partial";
import { TYPE_INT, TYPE_REF, TYPE_ULONG, TYPE_VOID, typeIn } from "../values/types";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_CHOICE,
  KIND_NULL,
  KIND_OBJECT,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_UNKNOWN,
  newValue,
} from "../values/value";
import { endShort, isInheritedSlot } from "./branches";
import { setObjectIndex, setObjectMember } from "./object-writes";
import { mayBeRefused } from "./refusals";

let pendingCheck: usize = 0;

/** A validation attribute stands in front of the next assignment. */
let constrained: bool = false;

/** What an attribute checks may be refused, now and at every later write: what the variable holds is not followed. */
export function constrain(): void {
  constrained = true;
}

/** A validation block stands in front of the next assignment. */
export function assignBlock(block: usize): void {
  pendingCheck = block;
  if (block == 0) constrained = false;
}

/** `[type]operand`. A cast in front of a variable may be the variable's own type: the slot keeps both. */
export function castValue(): void {
  const operand = top(0);
  const origin = operand.origin;
  const index = operand.a;
  const value = pop();
  const type = pop();
  if (typeIn(type) == TYPE_REF) {
    push(origin == SLOT_VARIABLE ? reference(index) : unknown());
    return;
  }
  if (typeIn(type) == TYPE_VOID) {
    push(nothing());
    return;
  }
  let made = value == failed() ? value : cast(type, value);
  if (made == 0) made = unknown();
  // A delegate may run its block at any time.
  if (kindOf(made) == 0 && kindOf(value) == KIND_BLOCK) {
    deliverHanded(blocksOf(value, 0), unknown());
    return;
  }
  // A text that is no number.
  const code = typeIn(type);
  if (kindOf(made) == 0 && code >= TYPE_INT && code <= TYPE_ULONG && kindOf(value) == KIND_STRING && isNoNumber(value))
    made = failed();
  const slot = push(made);
  if (origin == SLOT_VARIABLE) {
    slot.origin = SLOT_VARIABLE;
    slot.a = index;
    slot.b = <u32>type;
  }
}

/** `[ref]$x`. */
function reference(index: u32): usize {
  const at = instruction(index);
  parseToken(<usize>at.start, <usize>at.end);
  const visible = isInherited() ? findCell(parsedName()) : <usize>0;
  const cell = visible != 0 ? visible : targetCell();
  if (cell == 0) return unknown();
  changetype<Cell>(cell).flags |= CELL_SHARED;
  const value = newValue(KIND_REFERENCE, <u32>cell, 0);
  return value == 0 ? unknown() : value;
}

function operatorOf(sub: u8): u8 {
  switch (sub) {
    case ASSIGN_ADD:
      return BINARY_ADD;
    case ASSIGN_SUBTRACT:
      return BINARY_SUBTRACT;
    case ASSIGN_MULTIPLY:
      return BINARY_MULTIPLY;
    case ASSIGN_DIVIDE:
      return BINARY_DIVIDE;
    default:
      return BINARY_REMAINDER;
  }
}

/**
 * What `+=` and its kin start from. In a scope of its own the engine compiles variables to locals, and the compound operators
 * look at the local alone: it is null though an outer one is set. Where the scope holds a dot-sourcing or a command that writes
 * variables it does not compile so; both are possible here.
 */
function startingValue(target: Slot): usize {
  const old = <usize>target.value;
  return isInheritedSlot(target) ? choice(nullValue(), old) : old;
}

/** `$x ??= value`. */
function coalesced(old: usize, value: usize): usize {
  if (kindOf(old) == KIND_CHOICE) return choice(value, itemAt(old, 1));
  return kindOf(old) == KIND_NULL ? value : kindOf(old) == 0 ? unknown() : old;
}

/** OP_ASSIGN: takes value and target, writes, and leaves what was written; a value with a check is run through its block first. */
export function assign(at: Instruction, index: u32): void {
  const right = pop();
  const target = top(0);
  if (at.sub == ASSIGN_COALESCE && endShort(<usize>target.value) != 0) return;
  if (right == failed()) {
    // The variable stays as it was.
    pop();
    push(right);
    return;
  }
  let value = right;
  // A command that gave nothing may have failed, and then the variable stays as it was.
  if (isNothing(right) && isOfCommand(index)) {
    value = target.origin == SLOT_TARGETS ? unknown() : choice(value, <usize>target.value);
  } else if (isNothing(right) && target.origin != SLOT_VARIABLE && at.sub == ASSIGN_SET) value = nullValue();
  const old = at.sub == ASSIGN_SET ? <usize>0 : startingValue(target);
  if (at.sub == ASSIGN_COALESCE) value = coalesced(old, value);
  else if (at.sub != ASSIGN_SET) value = binary(operatorOf(at.sub), 0, old, value, <usize>at.start, <usize>at.end);
  if (value == failed()) {
    pop();
    push(value);
    return;
  }
  // What is refused leaves the variable as it was.
  const before = at.sub == ASSIGN_SET ? <usize>target.value : old;
  const mayFail = kindOf(value) != KIND_UNKNOWN && mayBeRefused(index);
  if (isLoose(value) || mayFail) {
    if (target.origin == SLOT_TARGETS) value = unknown();
    else if (kindOf(before) != 0) value = choice(before, value);
    // What a conversion made of the variable, which the assignment repeats, says nothing of it.
    else if (target.origin == SLOT_VARIABLE && target.b != 0 && kindOf(presentValue(target)) != 0) value = unknown();
    else if (at.sub != ASSIGN_SET || isUnknown(target)) value = unknown();
  }
  const made = writeSlot(target, constrained ? unknown() : value, index);
  if (constrained && target.origin == SLOT_VARIABLE) markVolatile();
  constrained = false;
  pop();
  const check = pendingCheck;
  pendingCheck = 0;
  if (check != 0) {
    changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>made;
    setHere(itemName(), value, 0);
    callBlock(check, 0, 0, CALL_SCOPE);
    return;
  }
  push(made);
}

/** The variable that was split last never counts again. */
function markVolatile(): void {
  const cell = targetCell();
  if (cell != 0) changetype<Cell>(cell).flags |= CELL_VOLATILE;
}

/** What the variable of a slot holds. */
function presentValue(slot: Slot): usize {
  const at = instruction(slot.a);
  parseToken(<usize>at.start, <usize>at.end);
  return readParsed();
}

/** Whether the text set the variable of a slot, to what is not known. */
function isUnknown(slot: Slot): bool {
  if (slot.origin != SLOT_VARIABLE) return false;
  const at = instruction(slot.a);
  parseToken(<usize>at.start, <usize>at.end);
  const cell = findCell(parsedName());
  return cell != 0 && changetype<Cell>(cell).value != 0 && kindOf(readCell(cell)) == KIND_UNKNOWN;
}

/** Whether what the assignment at that index writes is what one command gave. */
function isOfCommand(index: u32): bool {
  const at = instruction(index - 1).op == OP_COLLECTED ? index - 3 : index - 1;
  return instruction(at).op == OP_COMMAND && failedAt == at + 1;
}

/** Writes to where a slot's value came from. @returns what is there now */
function writeSlot(slot: Slot, value: usize, index: u32): usize {
  if (slot.origin == SLOT_TARGETS) {
    writeTargets(slot, value, index);
    return value;
  }
  return writeOne(slot, value, index);
}

function writeOne(slot: Slot, value: usize, index: u32): usize {
  if (slot.origin == SLOT_VARIABLE) {
    const at = instruction(slot.a);
    parseToken(<usize>at.start, <usize>at.end);
    return writeParsed(value, <usize>slot.b, index);
  }
  const object = <usize>slot.a;
  if (slot.origin == SLOT_INDEX) {
    reachOut();
    noteObject(object);
    if (kindOf(object) == KIND_OBJECT) setObjectIndex(object, <usize>slot.b, value);
    else setIndexed(object, <usize>slot.b, value);
    return value;
  }
  if (slot.origin == SLOT_MEMBER) {
    reachOut();
    if (variablesEscaped && kindOf(object) == 0) havoc();
    noteObject(object);
    if (kindOf(object) == KIND_OBJECT || kindOf(object) == KIND_REFERENCE) setObjectMember(object, <usize>slot.b, value, index);
    else setMember(object, <usize>slot.b, value);
  }
  return value;
}

/** `$a, $b = …`: each takes one, the last the rest. */
function writeTargets(slot: Slot, value: usize, index: u32): void {
  const count = slot.b;
  const known =
    kindOf(value) != 0 &&
    kindOf(value) != KIND_CHOICE &&
    !isLoose(value) &&
    !isEnumerator(value) &&
    (kindOf(value) != KIND_ARRAY || isKnownList(value));
  const isList = kindOf(value) == KIND_ARRAY;
  const given = isList ? countItems(value) : 1;
  for (let i: u32 = 0; i < count; i++) {
    const target = changetype<Slot>(<usize>slot.a + <usize>i * SLOT_BYTES);
    let part = unknown();
    if (known) {
      if (!isList) part = i == 0 ? value : nullValue();
      else if (i >= given) part = nullValue();
      else if (i + 1 == count && given > count) part = rest(value, i);
      else part = itemAt(value, i);
    }
    writeOne(target, part, index);
  }
}

function rest(list: usize, from: u32): usize {
  const count = countItems(list);
  const made = newList(count - from);
  for (let i = from; i < count; i++) append(made, itemAt(list, i));
  return made;
}

/** OP_STEP, `++` and `--`: takes the target, writes, and leaves the old value or the new one. */
export function stepValue(at: Instruction, index: u32): void {
  const target = top(0);
  const old = <usize>target.value;
  const by = at.sub == STEP_PRE_INCREMENT || at.sub == STEP_POST_INCREMENT ? 1 : -1;
  const next = increment(old, by);
  const made = next == failed() ? next : writeSlot(target, next, index);
  pop();
  if (made == failed()) {
    push(made);
    return;
  }
  push(at.sub == STEP_POST_INCREMENT || at.sub == STEP_POST_DECREMENT ? old : made);
}
