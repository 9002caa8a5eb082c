/**
 * Functions, classes, parameters and their attributes.
 */

import { BACKTICK, DOUBLE_QUOTE, OPEN_BRACE, SINGLE_QUOTE } from "../../bytes/ascii";
import { isWord } from "../../bytes/literal";
import { bareText, decoded } from "../lexer/string-values";
import { blockAt } from "../machine/bodies";
import { CALL_ADVANCED } from "../machine/call-modes";
import { addFormal, markAdvanced } from "../machine/calls";
import { SPACE_CLASS, SPACE_FUNCTION } from "../machine/cells";
import {
  FORMAL_BY_NAME,
  FORMAL_CHECKED,
  FORMAL_MANDATORY,
  FORMAL_NOT_EMPTY,
  FORMAL_PIPELINE,
  FORMAL_REMAINING,
  Formal,
  newFormal,
} from "../machine/formals";
import { AttributeFrame, CallFrame, FormalFrame, FRAME_ATTRIBUTE, FRAME_CALL, FRAME_FORMAL } from "../machine/frame-kinds";
import { frameAt, frameCount, popFrame, pushFrame, topFrame } from "../machine/frames";
import { newObjectValue, OBJECT_CLASS } from "../machine/objects";
import { setDepth } from "../machine/operands";
import { intern, setHere, writeCell } from "../machine/scopes";
import { goTo } from "../machine/state";
import { inSpace, parseName, targetCell } from "../machine/variables";
import { Instruction } from "../program";
import { noteDeclared } from "../values/causes";
import { integerAt, kindOf, unknown } from "../values/constants";
import { isTrue } from "../values/convert";
import { append, newList } from "../values/lists";
import { typeToken } from "../values/types";
import { KIND_BLOCK, KIND_INTEGER, KIND_STRING } from "../values/value";
import { assignBlock, constrain } from "./assignments";

/** Whether a name holds a backtick or a quote. */
function holdsSign(at: Instruction): bool {
  for (let i = <usize>at.start; i < <usize>at.end; i++) {
    const byte = load<u8>(i);
    if (byte == BACKTICK || byte == SINGLE_QUOTE || byte == DOUBLE_QUOTE) return true;
  }
  return false;
}

/** OP_FUNCTION: writes the function's block under its name and goes on after the body. */
export function defineFunction(at: Instruction, index: u32): void {
  goTo(at.a);
  // Backticks and quotes do not belong to the name.
  if (holdsSign(at) && bareText(<usize>at.start, <usize>at.end)) parseFunctionName(decoded.start, decoded.length);
  else parseFunctionName(<usize>at.start, <usize>(at.end - at.start));
  writeCell(targetCell(), blockAt(index, 0), index);
}

/** `name` or `scope:name` of a function. */
function parseFunctionName(name: usize, length: usize): void {
  parseName(name, length);
  inSpace(SPACE_FUNCTION);
}

/** OP_CLASS: writes the class under its name and goes on after its members. */
export function defineClass(at: Instruction, index: u32): void {
  goTo(at.a);
  setHere(intern(SPACE_CLASS, <usize>at.start, <usize>(at.end - at.start)), newObjectValue(OBJECT_CLASS, index, 0), index);
}

// ---- Parameters ----

/** OP_FORMAL: a parameter of the body that runs, by the extent of its variable. */
export function startFormal(at: Instruction, index: u32): void {
  const frame = changetype<FormalFrame>(pushFrame(FRAME_FORMAL, 0, 0));
  let from = at.start;
  let to = at.end;
  if (to > from) from++;
  if (to > from + 1 && load<u8>(<usize>from) == OPEN_BRACE) {
    from++;
    to--;
  }
  frame.formal = <u32>newFormal(<usize>from, <usize>(to - from), index);
}

/** OP_DEFAULT: the parameter's default starts here; it is run when it is needed. */
export function startDefault(at: Instruction, index: u32): void {
  const frame = changetype<FormalFrame>(topFrame());
  if (frame.kind == FRAME_FORMAL && frame.formal != 0) changetype<Formal>(<usize>frame.formal).initial = index;
  goTo(at.a);
}

/** The parameter is read: it joins those of the call. */
export function endFormal(): void {
  const frame = changetype<FormalFrame>(topFrame());
  if (frame.kind != FRAME_FORMAL) return;
  const formal = <usize>frame.formal;
  popFrame();
  const call = topFrame();
  if (formal == 0) return;
  if (call.kind == FRAME_CALL) addFormal(changetype<CallFrame>(call), formal);
  else noteDeclared(<usize>changetype<Formal>(formal).text, <usize>changetype<Formal>(formal).length);
}

/** A type in front of a parameter: the last one converts what is bound. */
export function addConstraint(at: Instruction): void {
  const frame = changetype<FormalFrame>(topFrame());
  if (frame.kind != FRAME_FORMAL || frame.formal == 0) return;
  changetype<Formal>(<usize>frame.formal).type = <u32>typeToken(<usize>at.start, <usize>at.end);
}

// ---- Attributes ----

const ATTRIBUTE_OTHER: u8 = 0;
const ATTRIBUTE_PARAMETER: u8 = 1;
const ATTRIBUTE_ALIAS: u8 = 2;
const ATTRIBUTE_SCRIPT: u8 = 3;
const ATTRIBUTE_BINDING: u8 = 4;
const ATTRIBUTE_CHECK: u8 = 5;
const ATTRIBUTE_SET: u8 = 6;

function attributeKind(name: usize, length: usize): u8 {
  if (isWord(name, length, "parameter")) return ATTRIBUTE_PARAMETER;
  if (isWord(name, length, "alias")) return ATTRIBUTE_ALIAS;
  if (isWord(name, length, "validatescript")) return ATTRIBUTE_SCRIPT;
  if (isWord(name, length, "cmdletbinding")) return ATTRIBUTE_BINDING;
  if (isWord(name, length, "validateset")) return ATTRIBUTE_SET;
  // The others that the engine knows, and those that the text declares, check what is written.
  return length > 8 && isWord(name, 8, "validate") ? ATTRIBUTE_CHECK : ATTRIBUTE_OTHER;
}

/** OP_ATTRIBUTE: an attribute of a parameter or of a whole body opens. */
export function startAttribute(at: Instruction): void {
  const around = changetype<FormalFrame>(topFrame());
  const formal = around.kind == FRAME_FORMAL ? around.formal : 0;
  const kind = attributeKind(<usize>at.start, <usize>(at.end - at.start));
  if (kind == ATTRIBUTE_BINDING) markAdvanced();
  if (kind == ATTRIBUTE_PARAMETER && formal != 0) markBodyAdvanced();
  const checks = kind == ATTRIBUTE_CHECK || kind == ATTRIBUTE_SET || kind == ATTRIBUTE_SCRIPT;
  if (checks && formal == 0) constrain();
  if (kind == ATTRIBUTE_CHECK && formal != 0) {
    const empties = isWord(<usize>at.start, <usize>(at.end - at.start), "validatenotnull") || isNotEmpty(at);
    changetype<Formal>(<usize>formal).flags |= empties ? FORMAL_NOT_EMPTY : FORMAL_CHECKED;
  }
  if (kind == ATTRIBUTE_SET && formal != 0 && changetype<Formal>(<usize>formal).allowed == 0) {
    changetype<Formal>(<usize>formal).allowed = <u32>newList(4);
  }
  const frame = changetype<AttributeFrame>(pushFrame(FRAME_ATTRIBUTE, kind, 0));
  frame.formal = formal;
}

function isNotEmpty(at: Instruction): bool {
  return (
    isWord(<usize>at.start, <usize>(at.end - at.start), "validatenotnullorempty") ||
    isWord(<usize>at.start, <usize>(at.end - at.start), "validatenotnullorwhitespace")
  );
}

/** The call below the parameter. */
function markBodyAdvanced(): void {
  const below = changetype<CallFrame>(frameAt(frameCount() - 1));
  if (below.kind == FRAME_CALL) below.mode |= CALL_ADVANCED;
}

/** An argument of the open attribute, with its name from the instruction's extent, empty by position. */
export function argumentOf(at: Instruction, value: usize): void {
  const frame = changetype<AttributeFrame>(topFrame());
  if (frame.kind != FRAME_ATTRIBUTE) return;
  if (frame.sub == ATTRIBUTE_SCRIPT && kindOf(value) == KIND_BLOCK) {
    if (frame.formal != 0) changetype<Formal>(<usize>frame.formal).check = <u32>value;
    else assignBlock(value);
    return;
  }
  if (frame.formal == 0) return;
  const formal = changetype<Formal>(<usize>frame.formal);
  if (frame.sub == ATTRIBUTE_ALIAS && kindOf(value) == KIND_STRING) {
    if (formal.aliases == 0) formal.aliases = <u32>newList(2);
    append(<usize>formal.aliases, value);
    return;
  }
  const name = <usize>at.start;
  const length = <usize>(at.end - at.start);
  if (frame.sub == ATTRIBUTE_SET) {
    append(<usize>formal.allowed, value);
    return;
  }
  if (frame.sub != ATTRIBUTE_PARAMETER) return;
  if (isWord(name, length, "position")) {
    if (kindOf(value) == KIND_INTEGER) formal.position = <i32>integerAt(value);
  } else if (isWord(name, length, "parametersetname")) {
    // One that is in several sets goes with any.
    formal.set = formal.set == 0 ? <u32>value : <u32>unknown();
  } else if (isTrue(value) == 0) return;
  else if (isWord(name, length, "mandatory")) formal.flags |= FORMAL_MANDATORY;
  else if (isWord(name, length, "valuefrompipeline")) formal.flags |= FORMAL_PIPELINE;
  else if (isWord(name, length, "valuefrompipelinebypropertyname")) formal.flags |= FORMAL_BY_NAME;
  else if (isWord(name, length, "valuefromremainingarguments")) formal.flags |= FORMAL_REMAINING;
}

/** The attribute closes; what its arguments left on the stack is dropped. */
export function endAttribute(): void {
  const frame = topFrame();
  if (frame.kind != FRAME_ATTRIBUTE) return;
  setDepth(frame.operands);
  popFrame();
}
