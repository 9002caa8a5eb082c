/**
 * Hashtable literals. PowerShell: HashExpressionRule, GetKeyValuePair (Parser.cs).
 */

import { CLOSE_BRACE, CLOSE_PAREN, EQUALS } from "../../bytes/ascii";
import { CLASS_LETTER, CLASS_NEWLINE } from "../lexer/characters";
import {
  byteAt,
  identifierEnd,
  kindAt,
  limit,
  markBroken,
  position,
  setPosition,
  skipBlanks,
  skipNewlines,
  skipSeparators,
} from "../lexer/lexer";
import { FLAG_BROKEN, OP_ENTRY, OP_STRING, OP_TABLE, OP_TABLE_END, OP_UNKNOWN, STRING_MEMBER } from "../program";
import { emit } from "./emit";
import { pushExpression } from "./expression";
import { ResumableFrame, TABLE_KEY } from "./frame-kinds";
import { closeBrace, finish, finished, openBrackets, openParens, RESULT_NONE, RESULT_PURE, RESULT_VALUE } from "./frames";
import { pushValue } from "./pipeline";

const STATE_OPEN: u8 = 0;
const STATE_KEY_READ: u8 = 2;
const STATE_VALUE_READ: u8 = 3;

/** Steps a FRAME_TABLE: one entry after the other, up to its brace. */
export function stepTable(frame: ResumableFrame): void {
  switch (frame.state) {
    case STATE_OPEN:
      emit(OP_TABLE, 0, 0, 0, <usize>frame.start, position);
      frame.state = TABLE_KEY;
      break;
    case TABLE_KEY:
      nextKey(frame);
      break;
    case STATE_KEY_READ:
      if (finished.kind == RESULT_NONE) {
        // A character that starts no key is left out.
        markBroken();
        if (position == <usize>frame.item && position < limit) setPosition(position + 1);
        frame.state = TABLE_KEY;
        return;
      }
      keyRead(frame);
      break;
    default:
      if (finished.kind != RESULT_VALUE) emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
      emit(OP_ENTRY, 0, 0, 0, <usize>frame.item, position);
      frame.state = TABLE_KEY;
      break;
  }
}

function nextKey(frame: ResumableFrame): void {
  skipSeparators();
  const at = position;
  const byte = byteAt(at);
  if (byte == CLOSE_BRACE || at >= limit || (byte == CLOSE_PAREN && openParens > 0)) {
    if (byte == CLOSE_BRACE) setPosition(at + 1);
    else markBroken();
    closeBrace();
    emit(OP_TABLE_END, 0, 0, 0, <usize>frame.start, position);
    finish(RESULT_VALUE, RESULT_PURE, position);
    return;
  }
  frame.item = <u32>at;
  frame.open = openBrackets();
  frame.state = STATE_KEY_READ;
  if (kindAt(at) == CLASS_LETTER) {
    const end = identifierEnd(at);
    emit(OP_STRING, STRING_MEMBER, 0, 0, at, end);
    setPosition(end);
    keyRead(frame);
    return;
  }
  pushExpression(0);
}

function keyRead(frame: ResumableFrame): void {
  skipBlanks();
  frame.state = STATE_VALUE_READ;
  if (byteAt(position) == EQUALS) {
    setPosition(position + 1);
    skipNewlines();
    pushValue();
    return;
  }
  // No value: the line is read as one, so that a call in it is not lost. A bare key may be the call's own name.
  markBroken();
  if (kindAt(<usize>frame.item) == CLASS_LETTER) setPosition(<usize>frame.item);
  else if (kindAt(position) == CLASS_NEWLINE || position >= limit) {
    emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
    emit(OP_ENTRY, 0, FLAG_BROKEN, 0, <usize>frame.item, position);
    frame.state = TABLE_KEY;
    return;
  }
  pushValue();
}
