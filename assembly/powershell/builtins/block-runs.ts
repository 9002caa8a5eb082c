/**
 * Blocks and texts among a command's elements, and running several of them one after the other.
 */
import { CALL_ISOLATED } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { NATIVE_BLOCKS } from "../machine/continuations";
import { deferText } from "../machine/deferred";
import { FRAME_NATIVE, FRAMED_ENUMERATES, output, popFrame, pushFrame, stream, topFrame } from "../machine/frames";
import { elements, end, start } from "../machine/invocation";
import { deliver, goTo, pc } from "../machine/state";
import { SITE_ELEMENT_ARGUMENT, SITE_ELEMENT_PARAMETER, SiteElement } from "../site";
import { kindOf, unknown } from "../values/constants";
import { countItems, itemAt } from "../values/lists";
import { KIND_BLOCK } from "../values/value";

/** The first block that stands without a parameter, or 0. */
export function blockAmong(): usize {
  for (let at = <usize>elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
    const element = changetype<SiteElement>(at);
    if (element.kind == SITE_ELEMENT_ARGUMENT && kindOf(<usize>element.value) == KIND_BLOCK) return <usize>element.value;
  }
  return 0;
}

/** The positional value after the first block, or 0. */
export function secondPositional(): usize {
  let seen = false;
  let named = false;
  for (let at = <usize>elements; at != 0; at = <usize>changetype<SiteElement>(at).next) {
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

// Frame: a = list of texts or blocks, b = index, c = CALL_*, d = TEXT_*, e = input.

/**
 * Runs each text or block of a list; what they put out is delivered, unless they run in a process of their own.
 * @param mode CALL_*: in the present scope, or in what other
 * @param marks TEXT_* of the texts
 */
export function callTexts(list: usize, mode: u32, marks: u32, piped: usize): void {
  const frame = pushFrame(FRAME_NATIVE, NATIVE_BLOCKS, pc);
  frame.flags |= FRAMED_ENUMERATES;
  frame.a = <u32>list;
  frame.c = mode;
  frame.d = marks;
  frame.e = <u32>piped;
  frame.h = start;
  frame.i = end;
  next();
}

function next(): void {
  const frame = topFrame();
  const list = <usize>frame.a;
  if (frame.b < countItems(list)) {
    const item = itemAt(list, frame.b++);
    if (kindOf(item) == KIND_BLOCK) callBlock(item, 0, <usize>frame.e, frame.c);
    else deferText(item, frame.h, frame.i, frame.c, frame.d, 0, 0);
    return;
  }
  const value = (frame.c & CALL_ISOLATED) != 0 ? unknown() : stream(frame);
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
