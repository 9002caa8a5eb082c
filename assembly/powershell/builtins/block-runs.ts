/**
 * Blocks and texts among a command's elements, and running several of them one after the other.
 */

import { CALL_ISOLATED } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { NATIVE_BLOCKS } from "../machine/continuations";
import { deferText } from "../machine/deferred";
import { BlocksFrame, FRAME_NATIVE, FRAMED_ENUMERATES } from "../machine/frame-kinds";
import { output, popFrame, pushFrame, stream, topFrame } from "../machine/frames";
import { invocation } from "../machine/invocation";
import { deliver, goTo, pc } from "../machine/state";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SiteElement } from "../site";
import { kindOf, unknown } from "../values/constants";
import { countItems, itemAt } from "../values/lists";
import { KIND_BLOCK } from "../values/value";

/** The first block that stands without a parameter, or 0. */
export function blockAmong(): usize {
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_ARGUMENT && kindOf(<usize>element.value) == KIND_BLOCK) return <usize>element.value;
  }
  return 0;
}

/** The positional value after the first block, or 0. */
export function secondPositional(): usize {
  let seen = false;
  let named = false;
  for (let at = <usize>invocation.elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_PARAMETER) named = true;
    else if (element.kind == SITE_ELEMENT_ARGUMENT) {
      if (seen && !named) return <usize>element.value;
      if (kindOf(<usize>element.value) == KIND_BLOCK) seen = true;
      named = false;
    }
  }
  return 0;
}

/**
 * Runs each text or block of a list; what they put out is delivered, unless they run in a process of their own.
 * @param mode CALL_*: in the present scope, or in what other
 * @param marks TEXT_* of the texts
 */
export function callTexts(list: usize, mode: u32, marks: u32, piped: usize): void {
  const frame = changetype<BlocksFrame>(pushFrame(FRAME_NATIVE, NATIVE_BLOCKS, pc));
  frame.flags |= FRAMED_ENUMERATES;
  frame.list = <u32>list;
  frame.mode = mode;
  frame.marks = marks;
  frame.input = <u32>piped;
  frame.start = invocation.start;
  frame.end = invocation.end;
  next();
}

function next(): void {
  const frame = changetype<BlocksFrame>(topFrame());
  const list = <usize>frame.list;
  if (frame.index < countItems(list)) {
    const item = itemAt(list, frame.index++);
    if (kindOf(item) == KIND_BLOCK) callBlock(item, 0, <usize>frame.input, frame.mode);
    else deferText(item, frame.start, frame.end, frame.mode, frame.marks, 0, 0);
    return;
  }
  const value = (frame.mode & CALL_ISOLATED) != 0 ? unknown() : stream(frame);
  const after = frame.next;
  popFrame();
  goTo(after);
  deliver(value);
}

/** A block of several gave `value`: it is output, and the next runs. */
export function blocksAnswered(value: usize): void {
  output(topFrame(), value);
  next();
}
