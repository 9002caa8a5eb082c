/**
 * Bodies: script blocks, functions, methods, and texts that were turned into code. A body is a range of instructions; its
 * value is a KIND_BLOCK whose payload is the instruction that opens it, or (aux = BODY_TEXT) a TextBody.
 */
import { isWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import {
  FLAG_PARTIAL,
  instruction,
  OP_ATTRIBUTE,
  OP_ATTRIBUTE_END,
  OP_BLOCK,
  OP_BODY_END,
  OP_DEFAULT,
  OP_FORMAL,
  OP_FORMAL_END,
  OP_FUNCTION,
  OP_NOTE,
  OP_SECTION,
  SECTION_END,
  SECTION_PROCESS,
} from "../program";
import { kindOf, unknown } from "../values/constants";
import { KIND_BLOCK, newValue, Value } from "../values/value";
import { sourceBytes } from "./state";

/** aux of a KIND_BLOCK: a = address of a TextBody. */
export const BODY_TEXT: u16 = 1;

@unmanaged
export class TextBody {
  /** First instruction, and the one after the last. */
  first: u32;
  after: u32;
  /** The text. */
  text: u32;
  length: u32;
  /** Extent of the expression that holds it, in the text that was read. */
  start: u32;
  end: u32;
  /** Newest Step that led to the text. */
  steps: u32;
  entries: u32;
  /** TEXT_*. */
  flags: u32;
  /** The text that was compiled before. */
  before: u32;
  /** Where in the text its first unknown part stands, 0 if all of it is known. */
  known: u32;
}

/** The text is handed to a scheduler, service or remote process. */
export const TEXT_HANDED_OVER: u32 = 1;
/** The text runs in a process or session of its own. */
export const TEXT_ISOLATED: u32 = 2;
/** It was read. */
export const TEXT_READ: u32 = 4;

const TEXT_BODY_BYTES: usize = offsetof<TextBody>();

let newest: u32 = 0;

/** Forgets all texts. */
export function clearTexts(): void {
  newest = 0;
}

/** @param counts whether the text is to be read at the end of the reading if nobody runs it */
export function newTextBody(counts: bool): usize {
  const at = take(TEXT_BODY_BYTES);
  if (at == 0) return 0;
  memory.fill(at, 0, TEXT_BODY_BYTES);
  if (counts) {
    changetype<TextBody>(at).before = newest;
    newest = <u32>at;
  }
  return at;
}

/** Whether a text was compiled after instruction `from`. */
export function hasTexts(from: u32): bool {
  return newest != 0 && changetype<TextBody>(<usize>newest).first >= from;
}

/**
 * Forgets the texts that were compiled after instruction `from`, if all of them were run.
 * @returns whether they were
 */
export function cutTexts(from: u32): bool {
  let at = <usize>newest;
  while (at != 0 && changetype<TextBody>(at).first >= from) {
    if ((changetype<TextBody>(at).flags & TEXT_READ) == 0) return false;
    at = <usize>changetype<TextBody>(at).before;
  }
  newest = <u32>at;
  return true;
}

/** A text that became code and that nobody ran; 0 for none. */
export function unreadText(): usize {
  for (let at = <usize>newest; at != 0; at = <usize>changetype<TextBody>(at).before) {
    if ((changetype<TextBody>(at).flags & TEXT_READ) == 0) return at;
  }
  return 0;
}

/** The block value of an instruction that opens a body. */
export function blockAt(index: u32, closure: u32): usize {
  const value = newValue(KIND_BLOCK, index, closure);
  return value == 0 ? unknown() : value;
}

/** The block value of a text's body. */
export function blockOfText(body: usize): usize {
  const value = newValue(KIND_BLOCK, <u32>body, 0);
  if (value == 0) return unknown();
  changetype<Value>(value).aux = BODY_TEXT;
  return value;
}

/** Whether a block was made from a text, so that its payload is a TextBody. */
export function isTextBlock(block: usize): bool {
  return changetype<Value>(block).aux == BODY_TEXT;
}

/** Whether a block is a text of which a part is unknown, or stands in one. */
export function isPartial(block: usize): bool {
  const value = changetype<Value>(block);
  if (value.aux == BODY_TEXT) return changetype<TextBody>(<usize>value.a).known != 0;
  return (instruction(value.a).flags & FLAG_PARTIAL) != 0;
}

/** First instruction of a block's body. */
export function bodyFirst(block: usize): u32 {
  const value = changetype<Value>(block);
  return value.aux == BODY_TEXT ? changetype<TextBody>(<usize>value.a).first : value.a + 1;
}

/** Index at which a block's body ends; that instruction is not run. */
export function bodyAfter(block: usize): u32 {
  const value = changetype<Value>(block);
  if (value.aux == BODY_TEXT) return changetype<TextBody>(<usize>value.a).after;
  return afterBody(value.a);
}

/** The same for the body that an instruction opens. */
export function afterBody(index: u32): u32 {
  const after = instruction(index).a;
  return after > index + 1 && instruction(after - 1).op == OP_BODY_END ? after - 1 : after;
}

/** Whether a body declares itself an advanced function: `[CmdletBinding()]`, or a parameter with `[Parameter()]`. */
export function isAdvanced(block: usize): bool {
  if (isTextBlock(block)) return false;
  const after = bodyAfter(block);
  let open = 0;
  for (let at = bodyFirst(block); at < after; at++) {
    const here = instruction(at);
    if (here.op == OP_ATTRIBUTE) {
      const length = <usize>(here.end - here.start);
      if (isWord(<usize>here.start, length, "cmdletbinding")) return true;
      if (open != 0 && isWord(<usize>here.start, length, "parameter")) return true;
    }
    if (here.op == OP_FORMAL || here.op == OP_ATTRIBUTE) open++;
    else if (here.op == OP_FORMAL_END || here.op == OP_ATTRIBUTE_END) open--;
    else if (here.op == OP_DEFAULT) at = here.a - 1;
    else if (open == 0 && here.op != OP_NOTE) return false;
  }
  return false;
}

/** Whether a body has more sections than a `process` or an `end`, so that the engine runs it in a pipeline of its own only. PowerShell: PSScriptCmdlet, ScriptBlockInvokeOneClauseOnly */
export function hasSections(block: usize): bool {
  const after = bodyAfter(block);
  let count = 0;
  for (let at = bodyFirst(block); at < after; at++) {
    const here = instruction(at);
    if (here.op == OP_SECTION) {
      if (here.sub != SECTION_PROCESS && here.sub != SECTION_END) return true;
      count++;
      at = here.a - 1;
    } else if (here.op == OP_BLOCK || here.op == OP_FUNCTION) at = here.a - 1;
  }
  return count > 1;
}

/** Marks a text's body with TEXT_*. */
export function markText(block: usize, flags: u32): void {
  if (isTextBlock(block)) changetype<TextBody>(<usize>changetype<Value>(block).a).flags |= flags;
}

/** Bytes of source that reading a block again costs. */
export function blockBytes(what: usize): u32 {
  return kindOf(what) == KIND_BLOCK ? sourceBytes(bodyFirst(what), bodyAfter(what)) : 16;
}
