/**
 * `[powershell]::Create()`: commands and scripts put together by method calls. What was put together counts as called, whether
 * `Invoke` is seen or not: what nobody invoked is carried out at the end of the text.
 */
import { find } from "../../bytes/dictionary";
import { REASON_POWERSHELL_API } from "../../contract";
import { take } from "../../memory/arena";
import { CALL_SCOPE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { havoc } from "../machine/cells";
import { NATIVE_COLLECTION, NATIVE_PIPELINE } from "../machine/continuations";
import { deferCommand } from "../machine/deferred";
import { addElement, startElements } from "../machine/elements";
import { FRAME_NATIVE, StagesFrame } from "../machine/frame-kinds";
import { asInput, popFrame, pushFrame, topFrame } from "../machine/frames";
import { isObject, newObjectValue, OBJECT_POWERSHELL } from "../machine/objects";
import { deliver, goTo, pc, probing } from "../machine/state";
import { compileText } from "../machine/texts";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_NAMED, SITE_ELEMENT_UNKNOWN_SPLAT, SiteElement } from "../site";
import { kindOf, nullValue, textAt, textLength, trueValue, unknown } from "../values/constants";
import { isTrue, toText } from "../values/convert";
import { countItems, isKnownList, itemAt } from "../values/lists";
import { derive } from "../values/steps";
import { countEntries, keyAt, newTable, setEntry, valueAt } from "../values/tables";
import { TYPE_COMMAND, TYPE_COMMAND_PARAMETER, TYPE_PS_COMMAND } from "../values/types";
import { KIND_ARRAY, KIND_BLOCK, KIND_OBJECT, KIND_STRING, KIND_TABLE, TABLE_HASH, Value } from "../values/value";

/** One command or script of a pipeline object. */
@unmanaged
class Stage {
  next: u32;
  /** The name's value; a block for a script. */
  name: u32;
  /** First and last SiteElement. */
  first: u32;
  last: u32;
  /** Whether a new statement starts here. */
  fresh: u32;
  start: u32;
  end: u32;
}

@unmanaged
class Pipeline {
  /** The next pipeline object of the reading. */
  next: u32;
  first: u32;
  last: u32;
  /** A new statement starts with the next stage. */
  fresh: u32;
  /** It was carried out. */
  invoked: u32;
  /** It may run in the present runspace. */
  inside: u32;
}

const STAGE_BYTES: usize = offsetof<Stage>();
const PIPELINE_BYTES: usize = offsetof<Pipeline>();

export const PIPELINE_METHOD_ADD_SCRIPT: i32 = 0;
export const PIPELINE_METHOD_ADD_COMMAND: i32 = 1;
export const PIPELINE_METHOD_ADD_PARAMETER: i32 = 2;
export const PIPELINE_METHOD_ADD_PARAMETERS: i32 = 3;
export const PIPELINE_METHOD_ADD_ARGUMENT: i32 = 4;
export const PIPELINE_METHOD_ADD_STATEMENT: i32 = 5;
export const PIPELINE_METHOD_INVOKE: i32 = 6;
export const PIPELINE_METHOD_BEGIN_INVOKE: i32 = 7;
export const PIPELINE_METHOD_INVOKE_ASYNC: i32 = 8;
export const PIPELINE_METHOD_ADD: i32 = 9;

/** PIPELINE_METHOD_* and the word that names it. */
export const PIPELINE_METHOD_WORDS = `
0 addscript
1 addcommand
2 addparameter
3 addparameters
4 addargument
5 addstatement
6 invoke
7 begininvoke
8 invokeasync
9 add
`;
const MASK: u32 = 31;
const table: usize = memory.data((MASK + 2) << 2, 4);

let pipelines: u32 = 0;

/** Forgets all pipeline objects. */
export function clearPipelines(): void {
  pipelines = 0;
}

/**
 * `[powershell]::Create()`.
 * @param inside whether it may run in the present runspace, whose variables it then may write
 * @returns an object without stages; unknown where the arena is full
 */
export function newPipeline(inside: bool): usize {
  const at = take(PIPELINE_BYTES);
  if (at == 0) return unknown();
  memory.fill(at, 0, PIPELINE_BYTES);
  changetype<Pipeline>(at).next = pipelines;
  changetype<Pipeline>(at).inside = inside ? 1 : 0;
  if (probing == 0) pipelines = <u32>at;
  return newObjectValue(OBJECT_POWERSHELL, <u32>at, 0);
}

/** A pipeline object that nobody invoked and that holds something, marked as carried out; 0 for none. */
export function nextPending(): usize {
  for (let at = <usize>pipelines; at != 0; at = <usize>changetype<Pipeline>(at).next) {
    const pipeline = changetype<Pipeline>(at);
    if (pipeline.invoked == 0 && pipeline.first != 0) return at;
  }
  return 0;
}

function argument(args: usize, count: u32, at: u32): usize {
  return at < count ? <usize>load<u32>(args + ((<usize>at) << 2)) : 0;
}

function addStage(pipeline: Pipeline, name: usize, start: u32, end: u32): void {
  const at = take(STAGE_BYTES);
  if (at == 0) return;
  memory.fill(at, 0, STAGE_BYTES);
  const stage = changetype<Stage>(at);
  stage.name = <u32>name;
  stage.fresh = pipeline.fresh;
  stage.start = start;
  stage.end = end;
  pipeline.fresh = 0;
  if (pipeline.last == 0) pipeline.first = <u32>at;
  else changetype<Stage>(<usize>pipeline.last).next = <u32>at;
  pipeline.last = <u32>at;
}

function addTo(pipeline: Pipeline, kind: u32, name: usize, length: usize, value: usize, start: u32, end: u32): void {
  if (pipeline.last == 0) return;
  const stage = changetype<Stage>(<usize>pipeline.last);
  startElements();
  const at = addElement(kind, name, length, value, <usize>start, <usize>end);
  if (at == 0) return;
  if (stage.last == 0) stage.first = <u32>at;
  else changetype<SiteElement>(<usize>stage.last).next = <u32>at;
  stage.last = <u32>at;
}

function addNamed(pipeline: Pipeline, key: usize, value: usize, start: u32, end: u32): void {
  const name = toText(key);
  if (kindOf(name) == KIND_STRING) addTo(pipeline, SITE_ELEMENT_NAMED, textAt(name), textLength(name), value, start, end);
  else addTo(pipeline, SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end);
}

function addParameters(pipeline: Pipeline, given: usize, start: u32, end: u32): void {
  if (kindOf(given) == KIND_TABLE) {
    const count = countEntries(given);
    for (let i: u32 = 0; i < count; i++) addNamed(pipeline, keyAt(given, i), valueAt(given, i), start, end);
  } else if (kindOf(given) == KIND_ARRAY && isKnownList(given)) {
    const count = countItems(given);
    for (let i: u32 = 0; i < count; i++) addTo(pipeline, SITE_ELEMENT_ARGUMENT, 0, 0, itemAt(given, i), start, end);
  } else addTo(pipeline, SITE_ELEMENT_UNKNOWN_SPLAT, 0, 0, unknown(), start, end);
}

/** A stage of a script's text, or of a command's name; 0 for one that is not known. */
function addCode(pipeline: Pipeline, code: usize, isScript: bool, start: u32, end: u32): void {
  let stage: usize = 0;
  if (code != 0)
    stage = isScript ? compileText(code, start, end) : derive(code, REASON_POWERSHELL_API, <usize>start, <usize>end, code, 0, 0);
  addStage(pipeline, stage == 0 ? unknown() : stage, start, end);
}

/** The stages of another such object come after those of this one, and run as its own. @returns false if it is something else */
export function addPipeline(object: usize, other: usize): bool {
  if (!isObject(other, OBJECT_POWERSHELL)) return false;
  const pipeline = changetype<Pipeline>(<usize>changetype<Value>(object).a);
  const added = changetype<Pipeline>(<usize>changetype<Value>(other).a);
  if (added.first == 0 || changetype<usize>(pipeline) == changetype<usize>(added)) return true;
  if (pipeline.last == 0) pipeline.first = added.first;
  else changetype<Stage>(<usize>pipeline.last).next = added.first;
  pipeline.last = added.last;
  added.invoked = 1;
  added.first = 0;
  added.last = 0;
  return true;
}

/**
 * An object of the hosting interface: `PSCommand`, `Runspaces.Command` (a name, or with `true` a script), a parameter of such; for any other
 * type 0. A pipeline of a runspace is made of its text (`CreatePipeline`), given as a type of 0.
 */
export function newApiObject(type: u16, args: usize, count: u32, start: u32, end: u32): usize {
  const first = argument(args, count, 0);
  const second = argument(args, count, 1);
  if (type == TYPE_COMMAND_PARAMETER) {
    const table = newTable(TABLE_HASH);
    if (first != 0) setEntry(table, first, second == 0 ? trueValue() : second);
    return table;
  }
  if (type != 0 && type != TYPE_PS_COMMAND && type != TYPE_COMMAND) return 0;
  const made = newPipeline(false);
  if (first != 0 && kindOf(made) == KIND_OBJECT)
    addCode(
      changetype<Pipeline>(<usize>changetype<Value>(made).a),
      first,
      type == 0 || (second != 0 && isTrue(second) != 0),
      start,
      end,
    );
  return made;
}

/** PIPELINE_METHOD_* of a name, or -1. */
export function pipelineMethodNamed(name: usize): i32 {
  return find(PIPELINE_METHOD_WORDS, table, MASK, textAt(name), textLength(name));
}

/** A method of a pipeline object. */
export function apiMethod(object: usize, name: usize, args: usize, count: u32, start: u32, end: u32): void {
  const pipeline = changetype<Pipeline>(<usize>changetype<Value>(object).a);
  const first = argument(args, count, 0);
  const second = argument(args, count, 1);
  switch (pipelineMethodNamed(name)) {
    case PIPELINE_METHOD_ADD_SCRIPT:
      addCode(pipeline, first, true, start, end);
      break;
    case PIPELINE_METHOD_ADD_COMMAND:
      addCode(pipeline, first, false, start, end);
      break;
    case PIPELINE_METHOD_ADD:
      if (first == 0) break;
      if (changetype<Value>(object).b == 0) {
        if (!addPipeline(object, first)) addCode(pipeline, first, false, start, end);
      } else if (kindOf(first) == KIND_TABLE) addParameters(pipeline, first, start, end);
      else addNamed(pipeline, first, second == 0 ? trueValue() : second, start, end);
      break;
    case PIPELINE_METHOD_ADD_PARAMETER:
      if (first != 0) addNamed(pipeline, first, second == 0 ? trueValue() : second, start, end);
      break;
    case PIPELINE_METHOD_ADD_PARAMETERS:
      if (first != 0) addParameters(pipeline, first, start, end);
      break;
    case PIPELINE_METHOD_ADD_ARGUMENT:
      if (first != 0) addTo(pipeline, SITE_ELEMENT_ARGUMENT, 0, 0, first, start, end);
      break;
    case PIPELINE_METHOD_ADD_STATEMENT:
      pipeline.fresh = 1;
      break;
    case PIPELINE_METHOD_INVOKE:
      pushFrame(FRAME_NATIVE, NATIVE_COLLECTION, pc);
      carryOut(<usize>changetype<Value>(object).a, first == 0 ? <usize>0 : asInput(first));
      return;
    case PIPELINE_METHOD_BEGIN_INVOKE:
    case PIPELINE_METHOD_INVOKE_ASYNC:
      carryOut(<usize>changetype<Value>(object).a, first == 0 ? <usize>0 : asInput(first));
      return;
    default:
      deliver(unknown());
      return;
  }
  deliver(object);
}

/** Runs what a pipeline object holds, stage by stage. */
export function carryOut(at: usize, input: usize): void {
  const pipeline = changetype<Pipeline>(at);
  pipeline.invoked = 1;
  if (pipeline.inside != 0) havoc();
  const frame = changetype<StagesFrame>(pushFrame(FRAME_NATIVE, NATIVE_PIPELINE, pc));
  frame.stage = pipeline.first;
  runStage(input);
}

function runStage(input: usize): void {
  const frame = changetype<StagesFrame>(topFrame());
  const stage = changetype<Stage>(<usize>frame.stage);
  if (frame.stage == 0) {
    finish(nullValue());
    return;
  }
  frame.stage = stage.next;
  if (kindOf(<usize>stage.name) == KIND_BLOCK) callBlock(<usize>stage.name, stage.first, input, CALL_SCOPE);
  else deferCommand(<usize>stage.name, stage.first, input, stage.start, stage.end);
}

function finish(value: usize): void {
  const next = topFrame().next;
  popFrame();
  goTo(next);
  deliver(value);
}

/** A stage of the pipeline gave `value`, which is the next stage's input, or what the whole gives. */
export function stageAnswered(value: usize): void {
  const frame = changetype<StagesFrame>(topFrame());
  if (frame.stage == 0) finish(value);
  else runStage(changetype<Stage>(<usize>frame.stage).fresh != 0 ? 0 : asInput(value));
}
