/**
 * Frames: every construct that is open, every body that runs, and every builtin that waits for a body. A frame that collects
 * output keeps it as nothing, one raw value, or a list.
 */

import { COLLECT_PAREN, COLLECT_STATEMENT } from "../program";
import { failed, kindOf, nothing, unknown } from "../values/constants";
import { append, countItems, isKnownList, itemAt, listOf, newList, taintList } from "../values/lists";
import { isLoose } from "../values/partial";
import { KIND_ARRAY, KIND_CHOICE, KIND_UNKNOWN, Value } from "../values/value";
import {
  CollectFrame,
  FRAME_BYTES,
  FRAME_COLLECT,
  FRAMED_ENUMERATES,
  FRAMED_LIST,
  FRAMED_SINK,
  FRAMED_UNSURE,
  Frame,
} from "./frame-kinds";
import { depth } from "./operands";
import { framesStart, MAX_FRAMES } from "./stacks";
import { noteIncomplete } from "./state";

/** Flag of an array value that stands for one output, itself an array. */
const WRAPPED: u8 = 128;

let size: u32 = 0;
let sink: u32 = 0;
/** Frame in which code is dead until that frame's unit ends; 0 when code runs. */
export let deadFrame: u32 = 0;
let deadSink: u32 = 0;

export { nothing };

/** Whether a value is that of a command without output. */
export function isNothing(value: usize): bool {
  return value == nothing();
}

/** Frames in use; the index of the top one. */
export function frameCount(): u32 {
  return size;
}

/** A frame by its index, from 1. Index 0 is a frame that nothing uses. */
export function frameAt(index: u32): Frame {
  return changetype<Frame>(framesStart() + FRAME_BYTES * <usize>(index < MAX_FRAMES ? index : MAX_FRAMES - 1));
}

/** The innermost frame. */
export function topFrame(): Frame {
  return frameAt(size);
}

/** Whether deeper calls should be refused, so that the constructs of a body always find room. */
export function isDeep(): bool {
  return size > MAX_FRAMES - 800;
}

/** Opens a frame. At the limit the top frame is reused: its constructs blur, and `isDeep` keeps that from happening. */
export function pushFrame(kind: u8, sub: u8, next: u32): Frame {
  if (size < MAX_FRAMES - 2) size++;
  else noteIncomplete();
  const frame = frameAt(size);
  memory.fill(changetype<usize>(frame), 0, FRAME_BYTES);
  frame.kind = kind;
  frame.sub = sub;
  frame.next = next;
  frame.operands = depth();
  return frame;
}

/** Makes the top frame collect output. */
export function makeSink(enumerates: bool): void {
  const frame = topFrame();
  frame.flags |= enumerates ? FRAMED_SINK | FRAMED_ENUMERATES : FRAMED_SINK;
  frame.sink = sink;
  sink = size;
}

/** Closes the top frame. */
export function popFrame(): void {
  const frame = topFrame();
  if ((frame.flags & FRAMED_SINK) != 0) {
    if (deadFrame != 0 && deadSink == sink) deadSink = frame.sink;
    sink = frame.sink;
  }
  if (size != 0) size--;
}

/** The frame that collects what is put out now. */
export function sinkFrame(): Frame {
  return frameAt(sink);
}

/** Forgets everything. */
export function clearFrames(): void {
  size = 0;
  sink = 0;
  deadFrame = 0;
  deadSink = 0;
  memory.fill(framesStart(), 0, FRAME_BYTES);
}

/** From here on code is dead until the unit of that frame ends. */
export function die(until: u32): void {
  if (deadFrame != 0) return;
  deadFrame = until;
  deadSink = sink;
}

/** Code runs again. */
export function revive(): void {
  deadFrame = 0;
}

/** Whether the top frame is where dead code ends. */
export function diesHere(): bool {
  return deadFrame != 0 && deadFrame >= size;
}

function addOutput(frame: Frame, value: usize): void {
  if (kindOf(value) == KIND_UNKNOWN || isLoose(value)) frame.flags |= FRAMED_UNSURE;
  if (frame.outputs == 0) {
    frame.output = <u32>value;
    frame.outputs = 1;
    return;
  }
  if ((frame.flags & FRAMED_LIST) == 0 && !listOutput(frame)) return;
  if (!append(<usize>frame.output, value)) frame.flags |= FRAMED_UNSURE;
  frame.outputs = countItems(<usize>frame.output);
}

/** The only output of a frame becomes the first of a list, an array its items. @returns whether there was room */
function listOutput(frame: Frame): bool {
  const list = newList(8);
  if (kindOf(list) != KIND_ARRAY) {
    frame.output = <u32>unknown();
    frame.flags |= FRAMED_UNSURE;
    return false;
  }
  const first = <usize>frame.output;
  frame.output = <u32>list;
  frame.flags |= FRAMED_LIST;
  if ((frame.flags & FRAMED_ENUMERATES) == 0 && kindOf(first) == KIND_ARRAY) {
    const count = countItems(first);
    for (let i: u32 = 0; i < count; i++) append(list, itemAt(first, i));
    if (!isKnownList(first)) taintList(list);
  } else if (!isNothing(first)) append(list, first);
  return true;
}

/** How many outputs a frame has, once others may come: an only array is its items then. */
export function settledOutputs(frame: Frame): u32 {
  const isOnly = frame.outputs == 1 && (frame.flags & (FRAMED_LIST | FRAMED_ENUMERATES)) == 0;
  if (isOnly && kindOf(<usize>frame.output) == KIND_ARRAY && listOutput(frame)) {
    frame.outputs = countItems(<usize>frame.output);
    if (frame.outputs == 0) frame.flags &= ~FRAMED_LIST;
  }
  return frame.outputs;
}

function isArrayChoice(value: usize): bool {
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) if (kindOf(itemAt(value, i)) == KIND_ARRAY) return true;
  return false;
}

/** Adds a value to a frame's output, enumerated where the frame enumerates. */
export function output(frame: Frame, value: usize): void {
  if (isNothing(value)) return;
  const kind = kindOf(value);
  if (kind == KIND_CHOICE && isArrayChoice(value)) {
    addOutput(frame, unknown());
    return;
  }
  if (kind != KIND_ARRAY || ((frame.flags & FRAMED_ENUMERATES) == 0 && frame.outputs == 0)) {
    const wrapped = kind == KIND_ARRAY && (changetype<Value>(value).flags & WRAPPED) != 0;
    addOutput(frame, wrapped ? itemAt(value, 0) : value);
    return;
  }
  if (!isKnownList(value)) {
    addOutput(frame, unknown());
    return;
  }
  const count = countItems(value);
  for (let i: u32 = 0; i < count; i++) addOutput(frame, itemAt(value, i));
}

/** Adds a value as one output, an array too: what a command passes on as it came. */
export function outputWhole(frame: Frame, value: usize): void {
  if (!isNothing(value)) addOutput(frame, value);
}

/** The statement at that frame failed. Where a collector stands for it alone, it gave nothing that may be used. */
function noteFailure(index: u32): void {
  const frame = frameAt(index);
  if (frame.kind == FRAME_COLLECT && (frame.sub == COLLECT_STATEMENT || frame.sub == COLLECT_PAREN))
    changetype<CollectFrame>(frame).failed = 1;
}

/** What the construct of the top frame looks at failed. */
export function failStatement(): void {
  noteFailure(size - 1);
}

/** A statement's value is an output of whatever collects. */
export function emit(value: usize): void {
  if (deadFrame != 0 && sink <= deadSink) return;
  if (value == failed()) {
    noteFailure(size);
    return;
  }
  output(sinkFrame(), value);
}

/** Whether output that comes now is of dead code. */
export function isMuted(): bool {
  return deadFrame != 0 && sink <= deadSink;
}

/** Takes back the outputs beyond the first `to`. */
export function cutOutput(frame: Frame, to: u32): void {
  if (frame.outputs <= to) return;
  if ((frame.flags & FRAMED_LIST) != 0) listOf(<usize>frame.output).count = to;
  frame.outputs = to;
  // The next output is the first again, and stands by itself.
  if (to == 0) frame.flags &= ~FRAMED_LIST;
}

/** The newest output of a frame that has one. */
export function lastOutput(frame: Frame): usize {
  return (frame.flags & FRAMED_LIST) != 0 ? itemAt(<usize>frame.output, frame.outputs - 1) : <usize>frame.output;
}

/** Whether a value stands for several possibilities itself. */
function isOpen(value: usize): bool {
  const kind = kindOf(value);
  return kind == KIND_UNKNOWN || kind == KIND_CHOICE || isLoose(value);
}

/** What a frame collected: nothing, the one value, or an array of them; with `asArray` always an array. */
export function collected(frame: Frame, asArray: bool): usize {
  const unsure = (frame.flags & FRAMED_UNSURE) != 0;
  if (unsure && (asArray || frame.outputs != 1 || !isOpen(lastOutput(frame)))) return unknown();
  if ((frame.flags & FRAMED_LIST) != 0) {
    const list = <usize>frame.output;
    return asArray || countItems(list) > 1 ? list : countItems(list) == 1 ? itemAt(list, 0) : nothing();
  }
  if (!asArray) return frame.outputs == 0 ? nothing() : <usize>frame.output;
  const list = newList(1);
  if (frame.outputs == 1) append(list, <usize>frame.output);
  return list;
}

/** What a frame that stands for a command gave: as `collected`, but an only array stays one output. */
export function stream(frame: Frame): usize {
  const value = collected(frame, false);
  if (frame.outputs != 1 || kindOf(value) != KIND_ARRAY) return value;
  const list = newList(1);
  append(list, value);
  if (kindOf(list) == KIND_ARRAY) changetype<Value>(list).flags |= WRAPPED;
  return list;
}

/** A list of outputs as a command's value: nothing, the one output, or all; an only array stays one output. */
export function outputsOf(list: usize): usize {
  const count = countItems(list);
  if (count > 1) return list;
  if (!isKnownList(list)) return unknown();
  if (count == 0) return nothing();
  if (kindOf(itemAt(list, 0)) != KIND_ARRAY) return itemAt(list, 0);
  changetype<Value>(list).flags |= WRAPPED;
  return list;
}

/** What is piped on, as a list; unknown where its number is. */
export function asInput(value: usize): usize {
  const kind = kindOf(value);
  if (kind == KIND_ARRAY || kind == KIND_UNKNOWN) return value;
  if (isLoose(value)) return unknown();
  const list = newList(1);
  if (!isNothing(value)) append(list, value);
  return list;
}
