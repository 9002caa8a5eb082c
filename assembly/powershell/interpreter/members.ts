/**
 * Members, indices and method calls: the value library answers for values, this for blocks, commands and the engine's objects.
 */
import { LOWER_P } from "../../bytes/ascii";
import { endsWithWord, isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { createProcess } from "../builtins/child-shells";
import { blocksOf, deliverHanded } from "../builtins/handed-blocks";
import { newApiObject } from "../builtins/powershell-api";
import { noteObject, noteStreams } from "../machine/journal";
import { objectIndex, objectMember } from "../machine/object-reads";
import { FOREIGN, isObject, newObjectValue } from "../machine/objects";
import { depth, pop, push, SLOT_INDEX, SLOT_MEMBER, setDepth, slotAt } from "../machine/operands";
import { releaseNamed, releaseObjects } from "../machine/reach";
import { reachOut } from "../machine/scopes";
import { deliver, pc, strict, strictVersion } from "../machine/state";
import { nameIs } from "../machine/variables";
import { FLAG_NULL_SAFE, FLAG_STATIC, FLAG_TARGET, Instruction, instruction, OP_STRING } from "../program";
import { failed, integerAt, kindOf, textAt, textLength, unknown } from "../values/constants";
import { OBJECT_METHOD } from "../values/dotnet-objects";
import { countItems, isKnownList, listOf } from "../values/lists";
import { member } from "../values/methods/members";
import { invoke, isFollowed } from "../values/methods/methods";
import { invokeStatic, newObject, onlyReads, staticMember } from "../values/methods/statics";
import { indexed } from "../values/operators/indexing";
import { isStreamed } from "../values/streams";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BUILDER,
  KIND_COMMAND,
  KIND_INTEGER,
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
import { mayBeRefused } from "./refusals";
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

/** Whether an index or a method of an object is refused for certain: of null, or of what failed itself. */
function refuses(object: usize, at: Instruction): bool {
  return object == failed() || (kindOf(object) == KIND_NULL && (at.flags & (FLAG_NULL_SAFE | FLAG_STATIC)) == 0);
}

/** Whether strict mode refuses an index: it lies outside of an array. */
function isOutside(list: usize, index: usize): bool {
  if (strictVersion < 3 || kindOf(list) != KIND_ARRAY || !isKnownList(list) || kindOf(index) != KIND_INTEGER) return false;
  const at = integerAt(index);
  const count = <i64>countItems(list);
  return at >= count || at < -count;
}

/** Whether strict mode refuses a property: a text has its length alone. */
function isAbsent(object: usize, value: usize, name: usize): bool {
  if (strictVersion < 2 || kindOf(object) != KIND_STRING || kindOf(name) != KIND_STRING || textLength(name) == 0) return false;
  return (value == 0 || kindOf(value) <= KIND_NULL) && (<u32>load<u8>(textAt(name)) | 32) != LOWER_P && !isInvokeNext();
}

/** OP_INDEX: takes object and index, leaves what stands there, and where it came from, for an assignment. */
export function getIndex(at: Instruction): void {
  const index = pop();
  const object = pop();
  if (refuses(object, at) || index == failed()) {
    push(failed());
    return;
  }
  // What is no list is its own first item.
  const isMethods = isObject(object, OBJECT_METHOD) && changetype<Value>(object).b == 0 && kindOf(index) == KIND_STRING;
  let value: usize;
  if (isMethods) value = newObjectValue(OBJECT_METHOD, changetype<Value>(object).a, <u32>index);
  else if (isOwn(object)) value = objectIndex(object, index);
  else value = kindOf(object) == KIND_COMMAND ? object : indexed(object, index, <usize>at.start, <usize>at.end);
  const slot = push(isOutside(object, index) ? failed() : isMissing(value) ? unknown() : value);
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

/**
 * What is reached through a member that stands for the object itself, as `psbase` and `SyncRoot` do, may be written there. @returns the
 * blocks that may be run through a member of theirs (`Ast`), 0 for none
 */
function handsOut(object: usize, name: usize, start: u32): usize {
  const kind = kindOf(object);
  if (kind == KIND_BLOCK) return blocksOf(object, 0);
  if (kind < KIND_ARRAY || kindOf(name) != KIND_STRING) return 0;
  const bytes = textAt(name);
  const length = textLength(name);
  if (length == 6 && isWord(bytes, length, "psbase")) releaseObjects(object, start);
  else if (length == 8 && isWord(bytes, length, "syncroot")) releaseObjects(object, start);
  else if (length == 8 && isWord(bytes, length, "psobject")) releaseObjects(object, start);
  return 0;
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
  const blocks = handsOut(object, name, at.start);
  if (blocks != 0) {
    deliverHanded(blocks, unknown());
    return;
  }
  // What is no property, and is asked to invoke itself, is a method.
  if ((value == 0 || kindOf(value) <= KIND_NULL) && isInvokeNext()) value = newObjectValue(OBJECT_METHOD, <u32>object, <u32>name);
  const slot = push(isAbsent(object, value, name) ? failed() : isMissing(value) ? unknown() : value);
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
  if ((refuses(object, at) && !isCollectionMethod(name)) || failsAmong(room, count)) {
    push(failed());
    return;
  }
  // A property with parameters is written: `$h.Item('k') = …`.
  if ((at.flags & FLAG_TARGET) != 0) releaseObjects(object, at.start);
  invokeOn(object, name, room, count, at.start, at.end, (at.flags & FLAG_STATIC) != 0);
}

/** Whether one of several values failed. */
function failsAmong(values: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (<usize>load<u32>(values + ((<usize>i) << 2)) == failed()) return true;
  return false;
}

/** `.ForEach` and `.Where` are there for null too. */
function isCollectionMethod(name: usize): bool {
  return kindOf(name) != KIND_STRING || nameIs(name, "foreach") || nameIs(name, "where");
}

/** A method may change an array or stream, or free what a pointer points to. */
function noteTouched(value: usize): void {
  const streamed = isStreamed(value);
  if (!streamed && kindOf(value) != KIND_ARRAY && kindOf(value) != KIND_BUILDER) return;
  if (streamed) noteStreams(value);
  else noteObject(value);
  reachOut();
}

function noteArguments(args: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) noteTouched(<usize>load<u32>(args + ((<usize>i) << 2)));
}

/**
 * Hands on what a method gave that is not the text's own. What it got by reference it may have written; where it gave nothing that is
 * known it may have run its blocks, and written the objects that it got unless what it writes is followed.
 */
function deliverAfter(value: usize, object: usize, args: usize, count: u32, start: u32, followed: bool): void {
  const known = kindOf(value) != KIND_UNKNOWN;
  let blocks: usize = 0;
  if (!known && !followed) releaseObjects(object, start);
  for (let i: u32 = 0; i < count; i++) {
    const given = <usize>load<u32>(args + ((<usize>i) << 2));
    if (!known) blocks = blocksOf(given, blocks);
    // An object of the session may be told a variable by its name.
    if (!known && !followed) releaseNamed(given, start, start);
    if (kindOf(given) == KIND_REFERENCE || (!known && !followed)) releaseObjects(given, start);
  }
  deliverHanded(blocks, value);
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
  if (isStatic) {
    // [array]::Reverse and its kin change their arguments.
    noteArguments(args, count);
    const constructs = kindOf(name) == KIND_STRING && isWord(textAt(name), textLength(name), "new");
    if (kindOf(object) == KIND_TYPE)
      value = constructs
        ? newObject(object, args, count, <usize>start, <usize>end)
        : invokeStatic(object, name, args, count, <usize>start, <usize>end);
    if (value == 0 && callStatic(object, name, args, count, start, end)) return;
    deliverAfter(value == 0 ? unknown() : value, 0, args, count, start, onlyReads(object));
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
  // An argument that failed leaves the object as it was.
  if (isShared(kind) && count != 0 && mayBeRefused(pc - 1)) releaseObjects(object, start);
  if (value != 0) deliverAfter(value, object, args, count, start, isFollowed(object, name));
  else callMethod(object, name, args, count, start, end);
}
