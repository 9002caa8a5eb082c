/**
 * Objects of the text's own classes, and objects with script methods.
 */

import { equalsIgnoreCase } from "../../bytes/text";
import { instruction, OP_METHOD, OP_PROPERTY } from "../program";
import { SITE_ELEMENT_ARGUMENT } from "../site";
import { failed, kindOf, nullValue, text, textAt, textLength, unknown } from "../values/constants";
import { entryOf, findEntry, newTable, setEntry } from "../values/tables";
import { KIND_BLOCK, KIND_OBJECT, KIND_STRING, TABLE_HASH, Value } from "../values/value";
import { blockAt, hasSections } from "./bodies";
import { CALL_SCOPE } from "./call-modes";
import { callBlock } from "./calls";
import { SPACE_CLASS } from "./cells";
import { NATIVE_INSTEAD } from "./continuations";
import { addElement, elementsHead, startElements } from "./elements";
import { thisName } from "./engine-names";
import { FRAME_NATIVE, InsteadFrame } from "./frame-kinds";
import { pushFrame } from "./frames";
import { startMethodRun } from "./method-runs";
import { newObjectValue, OBJECT_CLASS, OBJECT_INSTANCE } from "./objects";
import { findCell, intern, readCell, setHere } from "./scopes";
import { deliver, pc } from "./state";

/** The class of that name in the text: a KIND_OBJECT, or 0. */
export function classNamed(name: usize, length: usize): usize {
  const cell = findCell(intern(SPACE_CLASS, name, length));
  if (cell == 0) return 0;
  const value = readCell(cell);
  return kindOf(value) == KIND_OBJECT && changetype<Value>(value).aux == OBJECT_CLASS ? value : 0;
}

/** The method of a class with that name, or 0. */
function methodOf(index: u32, name: usize, length: usize): u32 {
  const after = instruction(index).a;
  let at = index + 1;
  while (at < after) {
    const here = instruction(at);
    if (here.op == OP_METHOD) {
      if (equalsIgnoreCase(<usize>here.start, <usize>(here.end - here.start), name, length)) return at;
      at = here.a;
    } else if (here.op == OP_PROPERTY) at = here.a;
    else at++;
  }
  return 0;
}

function elementsFrom(args: usize, count: u32, start: u32, end: u32): u32 {
  startElements();
  for (let i: u32 = 0; i < count; i++) {
    addElement(SITE_ELEMENT_ARGUMENT, 0, 0, <usize>load<u32>(args + ((<usize>i) << 2)), <usize>start, <usize>end);
  }
  return elementsHead();
}

/** `[Name]::new(…)` of a class of the text. */
export function newInstance(type: usize, args: usize, count: u32, start: u32, end: u32): void {
  const index = changetype<Value>(type).a;
  const table = newTable(TABLE_HASH);
  const instance = newObjectValue(OBJECT_INSTANCE, index, <u32>table);
  const head = instruction(index);
  const after = head.a;
  let at = index + 1;
  // Every property is there from the start; what its initializer gives is read where it stands.
  while (at < after) {
    const here = instruction(at);
    if (here.op == OP_PROPERTY && here.end > here.start) {
      const value = here.a > at + 1 ? unknown() : nullValue();
      setEntry(table, text(<usize>here.start + 1, <usize>(here.end - here.start - 1)), value);
    }
    at = here.op == OP_PROPERTY || here.op == OP_METHOD ? here.a : at + 1;
  }
  const constructor_ = methodOf(index, <usize>head.start, <usize>(head.end - head.start));
  if (constructor_ == 0) {
    deliver(instance);
    return;
  }
  changetype<InsteadFrame>(pushFrame(FRAME_NATIVE, NATIVE_INSTEAD, pc)).value = <u32>instance;
  callMember(blockAt(constructor_, 0), instance, elementsFrom(args, count, start, end));
}

/** Runs a method's body with `$this`. */
function callMember(block: usize, self: usize, elements: u32): void {
  startMethodRun(block);
  callBlock(block, elements, 0, CALL_SCOPE);
  setHere(thisName(), self, 0);
}

/** `[Name]::Method(…)` of a class of the text. */
export function staticMethod(type: usize, name: usize, args: usize, count: u32, start: u32, end: u32): void {
  const method = kindOf(name) == KIND_STRING ? methodOf(changetype<Value>(type).a, textAt(name), textLength(name)) : 0;
  if (method == 0) {
    deliver(unknown());
    return;
  }
  const block = blockAt(method, 0);
  startMethodRun(block);
  callBlock(block, elementsFrom(args, count, start, end), 0, CALL_SCOPE);
}

/** A method of an instance, or a script method. */
export function instanceMethod(object: usize, name: usize, args: usize, count: u32, start: u32, end: u32): void {
  const present = changetype<Value>(object);
  if (present.aux == OBJECT_INSTANCE) {
    const method = methodOf(present.a, textAt(name), textLength(name));
    if (method != 0) {
      callMember(blockAt(method, 0), object, elementsFrom(args, count, start, end));
      return;
    }
  } else if (present.a != 0 && findEntry(<usize>present.a, name) >= 0) {
    const block = entryOf(<usize>present.a, name);
    if (kindOf(block) == KIND_BLOCK && hasSections(block)) {
      deliver(failed());
      return;
    }
    if (kindOf(block) == KIND_BLOCK) {
      callMember(block, object, elementsFrom(args, count, start, end));
      return;
    }
  }
  deliver(unknown());
}
