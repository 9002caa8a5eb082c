/**
 * Text that becomes code: it is compiled after the program, and its body is a block like any other.
 */

import { READ_WHOLE } from "../../blocks/mode";
import { take } from "../../memory/arena";
import { beginText, nextStatement, popText, programEnd, programFull, pushText, truncateProgram } from "../parser/parser";
import { kindOf, textAt, textLength } from "../values/constants";
import { isText } from "../values/partial";
import { KIND_PARTIAL, Value } from "../values/value";
import { blockOfText, newTextBody, TextBody } from "./bodies";
import { holderFrom, holderTo, isInSource } from "./origin";
import { markPartial, openRuns } from "./partial-texts";
import { dialect, probing, spend } from "./state";

/** Zero bytes that the parser may read after a text. */
const PADDING: usize = 16;
/** Statements of a text that is read within another. */
const MAX_STATEMENTS: u32 = 65536;

/**
 * Compiles a text.
 * @param start,end extent of the expression that holds it
 * @returns its block, or 0 if it is no text, or a budget or limit forbids
 */
export function compileText(value: usize, start: u32, end: u32): usize {
  const body = bodyOf(value, start, end);
  if (body == 0 || !pushText()) return 0;
  const made = changetype<TextBody>(body);
  beginText(made.text, made.length, READ_WHOLE, dialect);
  made.first = programEnd();
  let statements: u32 = 0;
  while (statements < MAX_STATEMENTS && nextStatement()) statements++;
  made.after = programEnd();
  popText();
  if (programFull()) {
    truncateProgram(made.first);
    return 0;
  }
  markPartial(made);
  return blockOfText(body);
}

/** A body for a text, with a copy of it; 0 if it is no text, or there is no room. */
function bodyOf(value: usize, start: u32, end: u32): usize {
  if (!isText(value)) return 0;
  const length = textLength(value);
  if (!spend(<u32>length + 16)) return 0;
  const copy = take(length + PADDING);
  const body = newTextBody(probing == 0);
  if (copy == 0 || body == 0) return 0;
  memory.copy(copy, textAt(value), length);
  memory.fill(copy + length, 0, PADDING);
  const made = changetype<TextBody>(body);
  made.text = <u32>copy;
  made.length = <u32>length;
  const inside = isInSource(<usize>start);
  made.start = inside ? start : holderFrom();
  made.end = inside ? end : holderTo();
  made.steps = changetype<Value>(value).steps;
  if (kindOf(value) == KIND_PARTIAL) openRuns(made);
  return body;
}
