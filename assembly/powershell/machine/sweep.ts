/**
 * Bodies that the text never called, read once at its end: blocks, functions, methods, traps, initial values of properties.
 */

import { carryOut, nextPending } from "../builtins/powershell-api";
import { programEnd } from "../parser";
import { instruction, OP_BLOCK, OP_FUNCTION, OP_METHOD, OP_PROPERTY, OP_TRAP } from "../program";
import { blockAt, blockOfText, TEXT_ISOLATED, TextBody, unreadText } from "./bodies";
import { CALL_ISOLATED, CALL_SCOPE, CALL_UNCALLED, CALL_UNDONE } from "./call-modes";
import { callBlock } from "./calls";
import { nothing, popFrame, topFrame } from "./frames";
import { addPrepared } from "./prepared";
import { deliver, goTo, isTemplate, setTemplate, wasRead } from "./state";

/** The top frame is the sweep's: a = the next instruction to look at. */
export function sweep(): void {
  const frame = topFrame();
  setTemplate(false);
  let at = frame.a;
  const behind = programEnd();
  while (at < behind) {
    const op = instruction(at).op;
    const opens = op == OP_BLOCK || op == OP_FUNCTION || op == OP_METHOD || op == OP_TRAP;
    const holds = opens || (op == OP_PROPERTY && instruction(at).a > at + 1);
    if (holds && !wasRead(at)) {
      frame.a = at + 1;
      setTemplate(isTemplate(at));
      callBlock(blockAt(at, 0), 0, 0, CALL_SCOPE | CALL_UNCALLED | CALL_UNDONE);
      return;
    }
    at++;
  }
  frame.a = at;
  const text = unreadText();
  if (text != 0) {
    const isolated = (changetype<TextBody>(text).flags & TEXT_ISOLATED) != 0;
    callBlock(blockOfText(text), 0, 0, CALL_SCOPE | CALL_UNCALLED | CALL_UNDONE | (isolated ? CALL_ISOLATED : 0));
    return;
  }
  const pipeline = nextPending();
  if (pipeline != 0) {
    carryOut(pipeline, 0);
    return;
  }
  addPrepared();
  const next = frame.next;
  popFrame();
  goTo(next);
  deliver(nothing());
}
