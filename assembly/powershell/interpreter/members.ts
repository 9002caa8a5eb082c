/**
 * Members, indices and method calls: the value library answers for values, this for blocks, commands and the engine's objects.
 */
import { endsWithWord, isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { createProcess } from "../builtins/child-shells";
import { startEachOver } from "../builtins/for-each-and-where";
import { newApiObject } from "../builtins/powershell-api";
import { classNamed } from "../machine/instances";
import { noteObject, noteStreams } from "../machine/journal";
import { objectIndex, objectMember } from "../machine/object-reads";
import { FOREIGN, isObject, newObjectValue, OBJECT_INSTANCE, OBJECT_METHODS } from "../machine/objects";
import { depth, pop, push, SLOT_INDEX, SLOT_MEMBER, setDepth, slotAt } from "../machine/operands";
import { reachOut, writeCell } from "../machine/scopes";
import { deliver, pc, strict } from "../machine/state";
import { nameIs } from "../machine/variables";
import { FLAG_STATIC, Instruction, instruction, OP_STRING } from "../program";
import { kindOf, textAt, textLength, unknown } from "../values/constants";
import { OBJECT_METHOD } from "../values/dotnet-objects";
import { countItems, isKnownList, listOf } from "../values/lists";
import { member } from "../values/methods/members";
import { invoke } from "../values/methods/methods";
import { invokeStatic, newObject, staticMember } from "../values/methods/statics";
import { indexed } from "../values/operators/indexing";
import { isStreamed } from "../values/streams";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BUILDER,
  KIND_COMMAND,
  KIND_NULL,
  KIND_OBJECT,
  KIND_REFERENCE,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  KIND_UNKNOWN,
  Value,
} from "../values/value";
import { callMethod } from "./methods";
import { callStatic } from "./static-calls";

/** Whether an object is the machine's, not the value library's. */
function isOwn(object: usize): bool {
  const present = changetype<Value>(object);
  return present.kind == KIND_OBJECT && present.aux < FOREIGN;
}

/** Whether a member or index gave nothing that may be relied on. In strict mode null may stand for an error. */
function isMissing(value: usize): bool {
  return value == 0 || (strict && kindOf(value) == KIND_NULL);
}

/** OP_INDEX: takes object and index, leaves what stands there, and where it came from, for an assignment. */
export function getIndex(at: Instruction): void {
  const index = pop();
  const object = pop();
  // What is no list is its own first item.
  const isMethods = isObject(object, OBJECT_METHOD) && changetype<Value>(object).b == 0 && kindOf(index) == KIND_STRING;
  let value: usize;
  if (isMethods) value = newObjectValue(OBJECT_METHOD, changetype<Value>(object).a, <u32>index);
  else if (isOwn(object)) value = objectIndex(object, index);
  else value = kindOf(object) == KIND_COMMAND ? object : indexed(object, index, <usize>at.start, <usize>at.end);
  const slot = push(isMissing(value) ? unknown() : value);
  slot.origin = SLOT_INDEX;
  slot.a = <u32>object;
  slot.b = <u32>index;
}

/** Whether the value that comes next is asked for its method `Invoke`. */
function isInvokeNext(): bool {
  const next = instruction(pc);
  return next.op == OP_STRING && isWord(<usize>next.start, <usize>(next.end - next.start), "invoke");
}

/** `object.PSObject`, and `.Methods` of it: whatever is looked up there is a method of the object. Any other member stays. */
function methodsOf(object: usize, name: usize, value: usize): usize {
  if (isObject(object, OBJECT_METHOD) && changetype<Value>(object).b == 0)
    return nameIs(name, "methods") || nameIs(name, "members") ? object : unknown();
  return nameIs(name, "psobject") ? newObjectValue(OBJECT_METHOD, <u32>object, 0) : value;
}

/** OP_MEMBER: takes object and name, leaves the property, and where it came from, for an assignment. */
export function getMember(at: Instruction): void {
  const name = pop();
  const object = pop();
  let value: usize;
  if ((at.flags & FLAG_STATIC) != 0) value = staticMember(object, name, <usize>at.start, <usize>at.end);
  else {
    const kind = kindOf(object);
    if (isOwn(object) || kind == KIND_COMMAND || kind == KIND_BLOCK || kind == KIND_REFERENCE) value = objectMember(object, name);
    else {
      // To ask a reader for its end reads.
      if (isStreamed(object)) noteTouched(object);
      value = member(object, name, <usize>at.start, <usize>at.end);
    }
  }
  if (value == 0 || kindOf(value) <= KIND_NULL) value = methodsOf(object, name, value);
  // What is no property, and is asked to invoke itself, is a method.
  if ((value == 0 || kindOf(value) <= KIND_NULL) && isInvokeNext()) value = newObjectValue(OBJECT_METHOD, <u32>object, <u32>name);
  const slot = push(isMissing(value) ? unknown() : value);
  slot.origin = SLOT_MEMBER;
  slot.a = <u32>object;
  slot.b = <u32>name;
}

/** Whether a kind is an object that its methods change. */
function isShared(kind: u8): bool {
  return kind == KIND_TABLE || kind == KIND_ARRAY || kind == KIND_BUILDER;
}

/** OP_INVOKE: takes object, name and arguments; the method's value is pushed, or the call of its body starts. */
export function invokeMember(at: Instruction): void {
  const count = at.a;
  const base = depth() - count;
  const room = take((<usize>count + 1) << 2);
  if (room == 0) {
    setDepth(base - 2);
    push(unknown());
    return;
  }
  for (let i: u32 = 0; i < count; i++) store<u32>(room + ((<usize>i) << 2), slotAt(base + i).value);
  const name = <usize>slotAt(base - 1).value;
  const object = <usize>slotAt(base - 2).value;
  setDepth(base - 2);
  invokeOn(object, name, room, count, at.start, at.end, (at.flags & FLAG_STATIC) != 0);
}

/** A method may change an array or stream. */
function noteTouched(value: usize): void {
  const streamed = isStreamed(value);
  if (!streamed && kindOf(value) != KIND_ARRAY) return;
  if (streamed) noteStreams(value);
  else noteObject(value);
  reachOut();
}

function noteArguments(args: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) noteTouched(<usize>load<u32>(args + ((<usize>i) << 2)));
}

/** Whether a method's code is the text's own, so that what it does with a reference is seen. */
function isOwnCode(object: usize, isStatic: bool): bool {
  const present = changetype<Value>(object);
  if (isStatic) return present.kind == KIND_TYPE && present.a != 0 && classNamed(<usize>present.a, <usize>present.b) != 0;
  return (
    present.kind == KIND_BLOCK ||
    (present.kind == KIND_OBJECT && (present.aux == OBJECT_INSTANCE || present.aux == OBJECT_METHODS))
  );
}

/** A method that is not the text's own may write whatever it got by reference. @returns whether a block is among its arguments */
function releaseArguments(args: usize, count: u32, start: u32): bool {
  let blocks = false;
  for (let i: u32 = 0; i < count; i++) {
    const value = <usize>load<u32>(args + ((<usize>i) << 2));
    if (kindOf(value) == KIND_REFERENCE) writeCell(<usize>changetype<Value>(value).a, unknown(), start);
    if (kindOf(value) == KIND_BLOCK) blocks = true;
  }
  return blocks;
}

/** The first block among the arguments. */
function blockAmong(args: usize, count: u32): usize {
  for (let i: u32 = 0; i < count; i++) {
    const value = <usize>load<u32>(args + ((<usize>i) << 2));
    if (kindOf(value) == KIND_BLOCK) return value;
  }
  return 0;
}

/**
 * Hands on what a method gave. One that got a block and gave nothing that is known may have called it, any number of times: what the
 * block writes is unknown afterwards.
 */
function deliverAfter(value: usize, block: usize): void {
  if (block != 0 && kindOf(value) == KIND_UNKNOWN) startEachOver(unknown(), block, 0);
  else deliver(value);
}

/** Calls a method. Its value is delivered. */
export function invokeOn(object: usize, name: usize, args: usize, count: u32, start: u32, end: u32, isStatic: bool): void {
  let value: usize = 0;
  if (isObject(object, OBJECT_METHOD) && nameIs(name, "invoke")) {
    name = <usize>changetype<Value>(object).b;
    object = <usize>changetype<Value>(object).a;
    isStatic = kindOf(object) == KIND_TYPE;
    // Of a method that reflection gave: the object, and the arguments as an array.
    const given = isStatic && count == 2 ? <usize>load<u32>(args, 4) : 0;
    if (given != 0 && kindOf(given) == KIND_ARRAY && kindOf(<usize>load<u32>(args)) == KIND_NULL && isKnownList(given)) {
      args = <usize>listOf(given).items;
      count = countItems(given);
    }
  }
  const block = !isOwnCode(object, isStatic) && releaseArguments(args, count, start) ? blockAmong(args, count) : <usize>0;
  if (isStatic) {
    // [array]::Reverse and its kin change their arguments.
    noteArguments(args, count);
    const constructs = kindOf(name) == KIND_STRING && isWord(textAt(name), textLength(name), "new");
    if (kindOf(object) == KIND_TYPE)
      value = constructs
        ? newObject(object, args, count, <usize>start, <usize>end)
        : invokeStatic(object, name, args, count, <usize>start, <usize>end);
    if (kindOf(object) != KIND_TYPE && block != 0) value = unknown();
    if (value != 0) deliverAfter(value, block);
    else callStatic(object, name, args, count, start, end);
    return;
  }
  const kind = kindOf(object);
  if (kind == KIND_UNKNOWN && count != 0 && kindOf(name) == KIND_STRING && isWord(textAt(name), textLength(name), "create")) {
    createProcess(<usize>load<u32>(args), start, end);
    return;
  }
  if (kind == KIND_UNKNOWN && kindOf(name) == KIND_STRING && endsWithWord(textAt(name), textLength(name), "pipeline")) {
    deliver(newApiObject(0, args, count, start, end));
    return;
  }
  if (kind == KIND_TYPE && count != 0 && nameIs(name, "getmethod")) {
    deliver(newObjectValue(OBJECT_METHOD, <u32>object, load<u32>(args)));
    return;
  }
  if (isShared(kind)) {
    noteObject(object);
    reachOut();
  } else if (isStreamed(object)) {
    // Read fills an array, CopyTo writes another stream.
    noteTouched(object);
    noteArguments(args, count);
  }
  if (!isOwn(object) && kind != KIND_BLOCK && kind != KIND_COMMAND) {
    value = invoke(object, name, args, count, <usize>start, <usize>end);
  }
  if (value != 0) deliverAfter(value, block);
  else callMethod(object, name, args, count, start, end);
}
