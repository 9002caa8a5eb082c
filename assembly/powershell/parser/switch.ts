/**
 * The switch statement. PowerShell: SwitchStatementRule (Parser.cs).
 */

import { CLOSE_BRACE, CLOSE_PAREN, OPEN_BRACE } from "../../bytes/ascii";
import { isWord, startsWithWord } from "../../bytes/literal";
import { CLASS_DASH, widthOf } from "../lexer/characters";
import { KEYWORD_DEFAULT, keywordAt, keywordEnd } from "../lexer/keywords";
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
import {
  COLLECT_STATEMENT,
  FLAG_BROKEN,
  instruction,
  OP_CLAUSE,
  OP_CLAUSE_END,
  OP_SWITCH_END,
  OP_SWITCH_SUBJECT,
  OP_UNKNOWN,
  SWITCH_CASE_SENSITIVE,
  SWITCH_EXACT,
  SWITCH_FILE,
  SWITCH_PARALLEL,
  SWITCH_REGEX,
  SWITCH_WILDCARD,
} from "../program";
import { closeParenthesis, finishStatement, openBlock, openCondition } from "./braces";
import { pushArgument } from "./command";
import { emit, patch } from "./emit";
import { SwitchFrame } from "./frame-kinds";
import { closeBrace, expectBrace, finished, RESULT_VALUE } from "./frames";
import { endCollect } from "./pipeline";

const SWITCH_OPEN: u8 = 0;
const SWITCH_SUBJECT: u8 = 1;
const SWITCH_FILE_READ: u8 = 2;
const SWITCH_CLAUSES: u8 = 3;
const SWITCH_CONDITION: u8 = 4;
const SWITCH_BODY_READ: u8 = 5;

/** Steps a FRAME_SWITCH: options, subject, clauses. */
export function stepSwitch(frame: SwitchFrame): void {
  switch (frame.state) {
    case SWITCH_OPEN:
      openSwitch(frame);
      break;
    case SWITCH_SUBJECT:
      endCollect(frame.collector, COLLECT_STATEMENT);
      closeParenthesis();
      subjectRead(frame);
      break;
    case SWITCH_FILE_READ:
      if (finished.kind != RESULT_VALUE) emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
      frame.hasSubject = 1;
      frame.state = SWITCH_OPEN;
      break;
    case SWITCH_CLAUSES:
      nextSwitchClause(frame);
      break;
    case SWITCH_CONDITION:
      if (finished.kind != RESULT_VALUE) {
        markBroken();
        emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
        if (position < limit && byteAt(position) != OPEN_BRACE && byteAt(position) != CLOSE_BRACE) setPosition(position + 1);
      }
      frame.clause = emit(OP_CLAUSE, 0, 0, 0, position, position);
      frame.state = SWITCH_BODY_READ;
      openBlock();
      break;
    default:
      emit(OP_CLAUSE_END, 0, 0, 0, position, position);
      patch(frame.clause);
      frame.state = SWITCH_CLAUSES;
      break;
  }
}

function switchFlag(at: usize, length: usize): u8 {
  if (length == 0) return 0;
  if (startsWithWord(at, length, "re")) return SWITCH_REGEX;
  if (startsWithWord(at, length, "w")) return SWITCH_WILDCARD;
  if (startsWithWord(at, length, "e")) return SWITCH_EXACT;
  if (startsWithWord(at, length, "c")) return SWITCH_CASE_SENSITIVE;
  if (startsWithWord(at, length, "f")) return SWITCH_FILE;
  return startsWithWord(at, length, "p") ? SWITCH_PARALLEL : isWord(at, length, "r") ? SWITCH_REGEX : 0;
}

function openSwitch(frame: SwitchFrame): void {
  skipNewlines();
  if (kindAt(position) == CLASS_DASH) {
    const name = position + widthOf(position);
    const end = identifierEnd(name);
    const flag = switchFlag(name, end - name);
    if (flag == 0) markBroken();
    instruction(frame.head).sub |= flag;
    setPosition(max<usize>(end, name));
    if (flag == SWITCH_FILE) {
      frame.state = SWITCH_FILE_READ;
      skipBlanks();
      pushArgument();
    }
    return;
  }
  if (frame.hasSubject == 1) {
    subjectRead(frame);
    return;
  }
  frame.state = SWITCH_SUBJECT;
  if (!openCondition(frame)) {
    instruction(frame.collector).op = OP_UNKNOWN;
    subjectRead(frame);
  }
}

function subjectRead(frame: SwitchFrame): void {
  emit(OP_SWITCH_SUBJECT, 0, 0, 0, position, position);
  skipNewlines();
  if (byteAt(position) == OPEN_BRACE) {
    setPosition(position + 1);
    expectBrace();
    frame.state = SWITCH_CLAUSES;
    frame.depth = frame.depth + 1;
  } else {
    markBroken();
    endSwitch(frame);
  }
}

function nextSwitchClause(frame: SwitchFrame): void {
  skipSeparators();
  const byte = byteAt(position);
  if (byte == CLOSE_BRACE || position >= limit || byte == CLOSE_PAREN) {
    if (byte == CLOSE_BRACE) setPosition(position + 1);
    else markBroken();
    closeBrace();
    endSwitch(frame);
    return;
  }
  if (keywordAt(position) == KEYWORD_DEFAULT) {
    const start = position;
    setPosition(keywordEnd);
    frame.clause = emit(OP_CLAUSE, 1, 0, 0, start, position);
    frame.state = SWITCH_BODY_READ;
    openBlock();
    return;
  }
  frame.state = SWITCH_CONDITION;
  pushArgument();
}

function endSwitch(frame: SwitchFrame): void {
  instruction(frame.head).a = emit(OP_SWITCH_END, 0, 0, 0, position, position);
  finishStatement();
}
