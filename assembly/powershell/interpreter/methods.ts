/**
 * Methods of blocks and of the engine's objects.
 */

import { DOUBLE_QUOTE } from "../../bytes/ascii";
import { startEachOver, startWhereOver } from "../builtins/for-each-and-where";
import { blocksOf, deliverHanded, deliverProbed } from "../builtins/handed-blocks";
import { lookUpCommand } from "../builtins/lookup";
import { apiMethod } from "../builtins/powershell-api";
import { hasSections, isTextBlock } from "../machine/bodies";
import { CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { Cell, havoc, Name, SPACE_VARIABLE } from "../machine/cells";
import { NATIVE_COLLECTION } from "../machine/continuations";
import { undoDead } from "../machine/dead-code";
import { deferText } from "../machine/deferred";
import { addElement, elementsHead, startElements } from "../machine/elements";
import { FRAME_NATIVE, FRAMED_DIVERGED, FRAMED_LEVEL, FRAMED_UNCERTAIN, Frame, MethodFrame } from "../machine/frame-kinds";
import { diesHere, popFrame, pushFrame, topFrame } from "../machine/frames";
import { instanceMethod } from "../machine/instances";
import { leaveLevel, noteObject } from "../machine/journal";
import { escaped } from "../machine/jumps";
import { joinResults } from "../machine/merge";
import { startMethodRun } from "../machine/method-runs";
import {
  newObjectValue,
  OBJECT_BOUND_PARAMETERS,
  OBJECT_INSTANCE,
  OBJECT_INVOKE_COMMAND,
  OBJECT_METHODS,
  OBJECT_POWERSHELL,
  OBJECT_PSVARIABLE,
  OBJECT_STEPPABLE,
  OBJECT_VARIABLE,
  variableObject,
} from "../machine/objects";
import { cellsHere, findCell, readCell, writeCell } from "../machine/scopes";
import { deliver, goTo, markTemplate, pc } from "../machine/state";
import { compileText } from "../machine/texts";
import { parsedName, parseName, readParsed, writeParsed } from "../machine/variables";
import { instruction } from "../program";
import { SITE_ELEMENT_ARGUMENT } from "../site";
import { failed, kindOf, nullValue, text, textAt, textLength, unknown } from "../values/constants";
import { cast, toText } from "../values/convert";
import { append, countItems, isKnownList, itemAt, newList } from "../values/lists";
import { isText, putPiece } from "../values/partial";
import { stepsOf, withSteps } from "../values/steps";
import { entryOf, findEntry, newTable, removeEntry, setEntry } from "../values/tables";
import { TYPE_SCRIPTBLOCK, typeValue } from "../values/types";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_COMMAND,
  KIND_OBJECT,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  KIND_UNKNOWN,
  newValue,
  TABLE_HASH,
  Value,
} from "../values/value";
import { closeText, openText, putByte } from "../values/writer";
import { closeUncertain } from "./branches";
import {
  ENGINE_METHOD_ADD,
  ENGINE_METHOD_END,
  ENGINE_METHOD_EXPAND_STRING,
  ENGINE_METHOD_FOR_EACH,
  ENGINE_METHOD_GET,
  ENGINE_METHOD_GET_CMDLET,
  ENGINE_METHOD_GET_CMDLETS,
  ENGINE_METHOD_GET_COMMAND,
  ENGINE_METHOD_GET_COMMANDS,
  ENGINE_METHOD_GET_NEW_CLOSURE,
  ENGINE_METHOD_GET_STEPPABLE_PIPELINE,
  ENGINE_METHOD_GET_TYPE,
  ENGINE_METHOD_GET_VALUE,
  ENGINE_METHOD_INVOKE,
  ENGINE_METHOD_INVOKE_RETURN_AS_IS,
  ENGINE_METHOD_INVOKE_SCRIPT,
  ENGINE_METHOD_INVOKE_WITH_CONTEXT,
  ENGINE_METHOD_NEW_SCRIPT_BLOCK,
  ENGINE_METHOD_PROCESS,
  ENGINE_METHOD_REMOVE,
  ENGINE_METHOD_SET,
  ENGINE_METHOD_TO_STRING,
  ENGINE_METHOD_WHERE,
  engineMethodNamed,
} from "./method-words";
import { isRefusable } from "./refusals";

function argument(args: usize, count: u32, at: u32): usize {
  return at < count ? <usize>load<u32>(args + ((<usize>at) << 2)) : 0;
}

/** Elements out of a method's arguments. */
function elementsOfArguments(args: usize, count: u32, from: u32, start: u32, end: u32): u32 {
  startElements();
  for (let i = from; i < count; i++) addElement(SITE_ELEMENT_ARGUMENT, 0, 0, argument(args, count, i), <usize>start, <usize>end);
  return elementsHead();
}

/** `object.name(…)` that the value library leaves to the machine. */
export function callMethod(object: usize, name: usize, args: usize, count: u32, start: u32, end: u32): void {
  if (kindOf(name) != KIND_STRING) {
    deliver(unknown());
    return;
  }
  const present = changetype<Value>(object);
  if (present.kind == KIND_OBJECT && present.aux == OBJECT_POWERSHELL) {
    apiMethod(object, name, args, count, start, end);
    return;
  }
  if (present.kind == KIND_OBJECT && (present.aux == OBJECT_INSTANCE || present.aux == OBJECT_METHODS)) {
    instanceMethod(object, name, args, count, start, end);
    return;
  }
  if (present.kind == KIND_TABLE && kindOf(scriptMethod(object, name)) == KIND_BLOCK) {
    instanceMethod(newObjectValue(OBJECT_METHODS, <u32>object, 0), name, args, count, start, end);
    return;
  }
  const word = engineMethodNamed(name);
  if (word == ENGINE_METHOD_FOR_EACH || word == ENGINE_METHOD_WHERE) {
    eachMethod(object, word == ENGINE_METHOD_FOR_EACH, args, count, start, end);
    return;
  }
  if (present.kind == KIND_BLOCK) {
    blockMethod(object, word, args, count, start, end);
    return;
  }
  if (present.kind == KIND_OBJECT) {
    objectMethod(object, present.aux, word, args, count, start, end);
    return;
  }
  deliver(word == ENGINE_METHOD_TO_STRING && present.kind == KIND_COMMAND ? text(<usize>present.a, <usize>present.b) : unknown());
}

/** The member of a custom object that a method's name means. */
function scriptMethod(object: usize, name: usize): usize {
  return findEntry(object, name) >= 0 ? entryOf(object, name) : unknown();
}

function eachMethod(object: usize, isEach: bool, args: usize, count: u32, start: u32, end: u32): void {
  const first = argument(args, count, 0);
  if (first == 0) {
    deliver(unknown());
    return;
  }
  let list = object;
  if (kindOf(object) != KIND_ARRAY) {
    list = newList(1);
    append(list, object);
    if (kindOf(object) == 0) list = object;
  }
  if (isEach && kindOf(first) == KIND_TYPE) {
    deliver(converted(list, first));
    return;
  }
  // Whatever comes of it is a collection.
  pushFrame(FRAME_NATIVE, NATIVE_COLLECTION, pc);
  if (isEach) startEachOver(list, first, elementsOfArguments(args, count, 1, start, end));
  else startWhereOver(list, first, count == 1 ? 0 : count == 2 ? argument(args, count, 1) : unknown());
}

/** `list.ForEach([type])`; unknown if an item may not convert. PowerShell: LanguagePrimitives.ConvertTo wraps no item in an array. */
function converted(items: usize, type: usize): usize {
  if (kindOf(items) != KIND_ARRAY || !isKnownList(items)) return unknown();
  const made = newList(countItems(items));
  for (let i: u32 = 0; i < countItems(items); i++) {
    const item = itemAt(items, i);
    const one = cast(type, item);
    if (one == 0 || kindOf(one) == KIND_UNKNOWN || (kindOf(one) == KIND_ARRAY && kindOf(item) != KIND_ARRAY)) return unknown();
    append(made, one);
  }
  return made;
}

function blockMethod(block: usize, word: i32, args: usize, count: u32, start: u32, end: u32): void {
  const runs =
    word == ENGINE_METHOD_INVOKE || word == ENGINE_METHOD_INVOKE_WITH_CONTEXT || word == ENGINE_METHOD_INVOKE_RETURN_AS_IS;
  if (runs && hasSections(block)) {
    deliver(failed());
    return;
  }
  switch (word) {
    case ENGINE_METHOD_INVOKE:
    case ENGINE_METHOD_INVOKE_WITH_CONTEXT:
      pushFrame(FRAME_NATIVE, NATIVE_COLLECTION, pc);
      startMethodRun(block);
      callBlock(block, elementsOfArguments(args, count, 0, start, end), 0, CALL_SCOPE);
      return;
    case ENGINE_METHOD_INVOKE_RETURN_AS_IS:
      startMethodRun(block);
      callBlock(block, elementsOfArguments(args, count, 0, start, end), 0, CALL_SCOPE);
      return;
    case ENGINE_METHOD_GET_NEW_CLOSURE:
      deliver(closureOf(block));
      return;
    case ENGINE_METHOD_TO_STRING:
      if (count != 0) {
        deliver(failed());
        return;
      }
      if (!isTextBlock(block)) markTemplate(changetype<Value>(block).a);
      deliver(toText(block));
      return;
    case ENGINE_METHOD_GET_TYPE:
      deliver(typeValue(TYPE_SCRIPTBLOCK));
      return;
    case ENGINE_METHOD_GET_STEPPABLE_PIPELINE:
      // Where it is kept and when it is stepped need not show.
      deliverHanded(blocksOf(block, 0), newObjectValue(OBJECT_STEPPABLE, <u32>block, 0));
      return;
    default:
      deliver(unknown());
  }
}

function objectMethod(object: usize, type: u16, word: i32, args: usize, count: u32, start: u32, end: u32): void {
  const first = argument(args, count, 0);
  if (type == OBJECT_INVOKE_COMMAND && first != 0) {
    invokeCommandMethod(word, first, args, count, start, end);
    return;
  }
  if (type == OBJECT_PSVARIABLE && first != 0) {
    variableMethod(word, first, argument(args, count, 1), start);
    return;
  }
  if (type == OBJECT_VARIABLE) {
    // What sets its value, or changes how it may be set.
    writeCell(<usize>changetype<Value>(object).a, unknown(), start);
    deliver(unknown());
    return;
  }
  if (type == OBJECT_STEPPABLE) {
    steppableMethod(object, word, first);
    return;
  }
  if (type == OBJECT_BOUND_PARAMETERS) {
    boundMethod(object, word, first, argument(args, count, 1));
    return;
  }
  deliver(unknown());
}

/** What the text itself puts among parameters that are not known is kept. */
function boundMethod(object: usize, word: i32, key: usize, value: usize): void {
  const table = <usize>changetype<Value>(object).b;
  if (table != 0 && key != 0) {
    noteObject(table);
    if (word == ENGINE_METHOD_ADD && value != 0) setEntry(table, key, value);
    else if (word == ENGINE_METHOD_REMOVE) removeEntry(table, key);
  }
  deliver(unknown());
}

/** `InvokeScript` with a scope, a session or arguments: the code counts, and may write anything here. */
function invokeInContext(args: usize, count: u32, start: u32, end: u32): void {
  let blocks: usize = 0;
  for (let i: u32 = 0; i < count; i++) {
    const given = argument(args, count, i);
    blocks = blocksOf(given, blocks);
    if (isText(given)) compileText(given, start, end);
  }
  havoc();
  deliverHanded(blocks, unknown());
}

function invokeCommandMethod(word: i32, first: usize, args: usize, count: u32, start: u32, end: u32): void {
  switch (word) {
    case ENGINE_METHOD_GET_CMDLET:
    case ENGINE_METHOD_GET_COMMAND:
    case ENGINE_METHOD_GET_COMMANDS:
    case ENGINE_METHOD_GET_CMDLETS:
      deliver(lookUpCommand(first, start, end));
      return;
    case ENGINE_METHOD_INVOKE_SCRIPT: {
      if (count > 1) {
        invokeInContext(args, count, start, end);
        return;
      }
      pushFrame(FRAME_NATIVE, NATIVE_COLLECTION, pc);
      if (kindOf(first) == KIND_BLOCK) callBlock(first, 0, 0, CALL_SCOPE);
      else deferText(first, start, end, CALL_SCOPE, 0, 0, 0);
      if (kindOf(first) != KIND_BLOCK && !isText(first)) havoc();
      return;
    }
    case ENGINE_METHOD_EXPAND_STRING:
      expandString(first, start, end);
      return;
    case ENGINE_METHOD_NEW_SCRIPT_BLOCK: {
      const block = compileText(first, start, end);
      deliver(block == 0 ? unknown() : block);
      return;
    }
    default:
      deliver(unknown());
  }
}

/** `ExpandString(text)`: what the text is within double quotes, in the present scope. */
function expandString(given: usize, start: u32, end: u32): void {
  const inside = toText(given);
  let plain = kindOf(inside) == KIND_STRING;
  // What would end the quotes is not followed.
  for (let i: usize = 0; plain && i < textLength(inside); i++)
    plain = load<u8>(textAt(inside) + i) != DOUBLE_QUOTE && load<u8>(textAt(inside) + i) < 128;
  if (!plain) {
    havoc();
    deliver(unknown());
    return;
  }
  openText();
  putByte(34);
  putPiece(inside);
  putByte(34);
  deferText(withSteps(closeText(), stepsOf(inside)), start, end, 0, 0, 0, 0);
}

function variableMethod(word: i32, name: usize, value: usize, writer: u32): void {
  if (kindOf(name) != KIND_STRING) {
    havoc();
    deliver(unknown());
    return;
  }
  parseName(textAt(name), textLength(name));
  if (word == ENGINE_METHOD_GET_VALUE) {
    deliver(readParsed());
    return;
  }
  if (word == ENGINE_METHOD_SET) {
    writeParsed(value == 0 ? unknown() : value, 0, writer);
    deliver(nullValue());
    return;
  }
  const cell = findCell(parsedName());
  if (word == ENGINE_METHOD_GET) {
    deliver(cell == 0 ? unknown() : variableObject(cell));
    return;
  }
  if (word == ENGINE_METHOD_REMOVE) writeCell(cell, 0, writer);
  else havoc();
  deliver(unknown());
}

/** A method's body ended. If it may have ended before its end, what it wrote may not be written, and its value is not known. */
export function methodAnswered(value: usize): void {
  const frame = changetype<MethodFrame>(topFrame());
  const whole = frame.mayThrow == 0 && (frame.flags & FRAMED_DIVERGED) == 0 && !mayFailWithin(<usize>frame.block);
  if (whole) keepBranch(frame);
  else {
    closeUncertain(frame);
    joinResults(frame.results, 2, false);
  }
  const next = frame.next;
  const target = frame.escape;
  popFrame();
  escaped(target);
  goTo(next);
  deliver(whole ? value : unknown());
}

/** The branch was taken for certain: what it wrote stays. */
function keepBranch(frame: Frame): void {
  if (diesHere()) undoDead();
  frame.flags &= ~(FRAMED_UNCERTAIN | FRAMED_LEVEL);
  leaveLevel(frame.level);
}

/** Whether a body has an operation that may have been refused; what a text has is not looked for. */
function mayFailWithin(block: usize): bool {
  if (isTextBlock(block)) return true;
  const head = changetype<Value>(block).a;
  const after = instruction(head).a;
  for (let i = head + 1; i < after; i++) if (isRefusable(instruction(i))) return true;
  return false;
}

/** What a steppable pipeline's command runs in, and how often, its caller decides: what it writes is unknown. */
function steppableMethod(object: usize, word: i32, first: usize): void {
  const block = <usize>changetype<Value>(object).a;
  if (word == ENGINE_METHOD_END) {
    deliver(nullValue());
    return;
  }
  const items = newList(1);
  if (first != 0) append(items, first);
  deliverProbed(blocksOf(block, 0), word == ENGINE_METHOD_PROCESS ? items : 0);
}

/** `GetNewClosure`: a block with the variables of the present scope as they are now. PowerShell: PSModuleInfo.CaptureLocals. */
function closureOf(block: usize): usize {
  if (isTextBlock(block)) return block;
  const table = newTable(TABLE_HASH);
  for (let at = cellsHere(); at != 0; at = <usize>changetype<Cell>(at).sibling) {
    const cell = changetype<Cell>(at);
    const name = changetype<Name>(<usize>cell.name);
    if (name.space != SPACE_VARIABLE || cell.value == 0) continue;
    setEntry(table, text(<usize>name.text, <usize>name.length), readCell(at));
  }
  const value = newValue(KIND_BLOCK, changetype<Value>(block).a, <u32>table);
  return value == 0 ? unknown() : value;
}
