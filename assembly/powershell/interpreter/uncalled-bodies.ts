/**
 * Bodies that the text never called, read once at its end: blocks, functions, methods, traps, initial values of properties.
 */

import { DIGIT_0, DOLLAR, LOWER_A, UNDERSCORE } from "../../bytes/ascii";
import { startsWithWord } from "../../bytes/literal";
import { lower } from "../../bytes/text";
import { carryOut, nextPending } from "../builtins/powershell-api";
import { blockAt, blockOfText, TEXT_ISOLATED, TEXT_READ, TextBody, unreadText } from "../machine/bodies";
import { CALL_ISOLATED, CALL_SCOPE, CALL_UNCALLED, CALL_UNDONE } from "../machine/call-modes";
import { callBlock } from "../machine/calls";
import { Cell, SPACE_VARIABLE } from "../machine/cells";
import { SweepFrame } from "../machine/frame-kinds";
import { nothing, popFrame, topFrame } from "../machine/frames";
import { cellIn, nameOf } from "../machine/scopes";
import { deliver, goTo, isTemplate, setTemplate, wasRead } from "../machine/state";
import { programEnd } from "../parser/parser";
import { instruction, OP_ASSIGN, OP_BLOCK, OP_FUNCTION, OP_METHOD, OP_PROPERTY, OP_STEP, OP_TRAP } from "../program";
import { addPrepared } from "./prepared-calls";

/**
 * What bodies that nobody called write beyond themselves counts as one more write of the text, for they may run before any
 * other of them does.
 */
function noteOuterWrites(): void {
  const after = programEnd();
  let inside: u32 = 0;
  for (let at: u32 = 0; at < after; at++) {
    const head = instruction(at);
    const op = head.op;
    if (op == OP_ASSIGN || op == OP_STEP) {
      if (at < inside && load<u8>(<usize>head.start) == DOLLAR) noteOuterWrite(<usize>head.start + 1, <usize>head.end);
    } else if ((op == OP_FUNCTION || op == OP_BLOCK || op == OP_METHOD) && !wasRead(at) && head.a > inside) inside = head.a;
  }
}

function noteOuterWrite(name: usize, end: usize): void {
  if (!startsWithWord(name, end - name, "script:") && !startsWithWord(name, end - name, "global:")) return;
  const from = name + 7;
  let to = from;
  while (to < end && isNamePart(load<u8>(to))) to++;
  const cell = cellIn(nameOf(SPACE_VARIABLE, from, to - from), 1);
  if (cell != 0) changetype<Cell>(cell).writes++;
}

function isNamePart(byte: u32): bool {
  return lower(byte) - LOWER_A < 26 || byte - DIGIT_0 < 10 || byte == UNDERSCORE || byte > 127;
}

/** Reads the next body that nobody called. The top frame is the sweep's. */
export function sweep(): void {
  const frame = changetype<SweepFrame>(topFrame());
  setTemplate(false);
  if (frame.begun == 0) {
    frame.begun = 1;
    noteOuterWrites();
  }
  let at = frame.at;
  const after = programEnd();
  while (at < after) {
    const op = instruction(at).op;
    // Nearly all instructions are values, operators and parts of commands.
    if (op < OP_BLOCK) {
      at++;
      continue;
    }
    const opens = op == OP_BLOCK || op == OP_FUNCTION || op == OP_METHOD || op == OP_TRAP;
    const holds = opens || (op == OP_PROPERTY && instruction(at).a > at + 1);
    if (holds && !wasRead(at)) {
      frame.at = at + 1;
      setTemplate(isTemplate(at));
      callBlock(blockAt(at, 0), 0, 0, CALL_SCOPE | CALL_UNCALLED | CALL_UNDONE);
      return;
    }
    at++;
  }
  frame.at = at;
  const text = unreadText();
  if (text != 0) {
    const isolated = (changetype<TextBody>(text).flags & TEXT_ISOLATED) != 0;
    // Even if a full arena keeps it from being called, it is not asked for again.
    changetype<TextBody>(text).flags |= TEXT_READ;
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
