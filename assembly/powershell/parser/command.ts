/**
 * Commands: an optional operator, then elements in argument mode. PowerShell: CommandRule, GetCommandArgument (Parser.cs).
 */

import {
  AMPERSAND,
  COLON,
  COMMA,
  DIGIT_0,
  DIGIT_1,
  DIGIT_2,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  GREATER_THAN,
  LESS_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PERCENT,
  SINGLE_QUOTE,
  SPACE,
} from "../../bytes/ascii";
import { startsWithWord } from "../../bytes/literal";
import { ELEMENT_CONSTANT, ELEMENT_EXPANDABLE, ELEMENT_EXPRESSION, ELEMENT_VARIABLE } from "../../contract";
import {
  CLASS_AMPERSAND,
  CLASS_AT,
  CLASS_CLOSE_BRACE,
  CLASS_CLOSE_BRACKET,
  CLASS_CLOSE_PAREN,
  CLASS_COMMA,
  CLASS_DASH,
  CLASS_DIGIT,
  CLASS_DOLLAR,
  CLASS_DOT,
  CLASS_DOUBLE,
  CLASS_END,
  CLASS_GREATER,
  CLASS_LESS,
  CLASS_NEWLINE,
  CLASS_OPEN_BRACE,
  CLASS_OPEN_PAREN,
  CLASS_PIPE,
  CLASS_SEMICOLON,
  CLASS_SINGLE,
  CLASS_STAR,
  widthOf,
} from "../lexer/characters";
import {
  byteAt,
  endsWord,
  kindAt,
  lostNewlines,
  markBroken,
  parameterEnd,
  position,
  rawPrefixEnd,
  SCAN_COLON,
  SCAN_ESCAPED,
  SCAN_EXPANDABLE,
  SCAN_OPEN,
  scanned,
  setPosition,
  skipBlanks,
  skipNewlines,
  startsParameter,
  variableEnd,
  verbatimEnd,
  wordEnd,
} from "../lexer/lexer";
import { isOccurrence } from "../lexer/mentions";
import { numberEnd } from "../lexer/numbers";
import {
  FLAG_BROKEN,
  FLAG_ESCAPED,
  FLAG_PIPED,
  FLAG_RESUMED,
  FLAG_TOUCHES_END,
  FLAG_VERBATIM,
  instruction,
  OP_ARGUMENT,
  OP_ARRAY,
  OP_COMMAND,
  OP_COMMAND_BEGIN,
  OP_EXPAND,
  OP_NUMBER,
  OP_PARAMETER,
  OP_PARAMETER_VALUE,
  OP_PIPE,
  OP_REDIRECT,
  OP_SPLAT,
  OP_STRING,
  OP_UNKNOWN,
  OP_VARIABLE,
  OPERATOR_CALL,
  OPERATOR_DOT,
  OPERATOR_NONE,
  REDIRECT_APPEND,
  REDIRECT_OTHER,
  REDIRECT_OUTPUT,
  STRING_BARE,
  STRING_VERBATIM,
} from "../program";
import { touchesEnd } from "./continuation";
import { emit, isMuted, lastInstruction, mute } from "./emit";
import { pushExpression } from "./expression";
import { EXPRESSION_ARGUMENT, EXPRESSION_PRIMARY } from "./expression-states";
import { CommandFrame, FRAME_COMMAND, FRAME_EXPAND } from "./frame-kinds";
import { finish, finished, frameHeight, pushFrame, RESULT_NONE, RESULT_VALUE } from "./frames";

/** Input lies below: the command stands after a pipe. */
export const COMMAND_PIPED: u16 = 1;
/** The next element is the command's name. */
const NAME_NEXT: u16 = 2;
/** An operator stood in front, so that the name may be expandable. */
const OPERATED: u16 = 4;
/** `--` was seen: parameters are arguments from now on. */
const DASHES_SEEN: u16 = 8;
/** The element is the value of a parameter whose colon was read. */
const PARAMETER_OPEN: u16 = 16;
/** The value belongs to a redirection. */
const REDIRECTING: u16 = 32;
/** One argument only, no command around it: a `switch` clause's condition or an expression's redirection target. */
const SINGLE_ONLY: u16 = 64;
/** The element that was read last was `--%`. */
const VERBATIM_NEXT: u16 = 128;

const ELEMENTS_A_STEP = 16;

const STATE_NEXT: u8 = 0;
const STATE_CHILD: u8 = 1;
const STATE_EXPANDED: u8 = 2;

/** Opens a command at the present position. */
export function pushCommand(flags: u16): void {
  const frame = changetype<CommandFrame>(pushFrame(FRAME_COMMAND, flags | NAME_NEXT));
  frame.end = frame.start;
  const at = position;
  if (isMuted()) {
    // The pipeline began in an earlier part, the command does not: what is piped in is unknown.
    mute(false);
    if ((flags & COMMAND_PIPED) != 0) {
      emit(OP_UNKNOWN, 0, FLAG_RESUMED, 0, at, at);
      emit(OP_PIPE, 0, 0, 0, at, at);
    }
  }
  let sub = OPERATOR_NONE;
  let end = at;
  if (byteAt(at) == AMPERSAND && byteAt(at + 1) != AMPERSAND) {
    sub = OPERATOR_CALL;
    end = at + 1;
  } else if (isDot(at)) {
    sub = OPERATOR_DOT;
    end = at + 1;
  }
  frame.begin = emit(OP_COMMAND_BEGIN, sub, (flags & COMMAND_PIPED) != 0 ? FLAG_PIPED : <u16>0, 0, at, end);
  if (sub != OPERATOR_NONE) {
    frame.flags |= OPERATED;
    frame.end = <u32>end;
    setPosition(end);
  }
}

/** Opens a single argument at the present position: its value alone is left on the stack. */
export function pushArgument(): void {
  pushFrame(FRAME_COMMAND, SINGLE_ONLY);
}

/** A `.` that is a token of its own. PowerShell: ScanDot. */
function isDot(at: usize): bool {
  if (byteAt(at) != DOT) return false;
  const next = byteAt(at + 1);
  return next == DOLLAR || next == DOUBLE_QUOTE || next == SINGLE_QUOTE || (next != DOT && endsWord(at + 1));
}

/** Steps a FRAME_COMMAND: reads its next elements; at its end writes OP_COMMAND. */
export function stepCommand(frame: CommandFrame): void {
  const height = frameHeight();
  // Several elements a step, until a frame is opened or this one ends.
  for (let i = 0; i < ELEMENTS_A_STEP && frameHeight() == height; i++) stepElement(frame);
}

function stepElement(frame: CommandFrame): void {
  if (frame.state == STATE_CHILD) {
    if (finished.kind == RESULT_NONE) {
      markBroken();
      emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
    }
    frame.state = STATE_NEXT;
    itemRead(frame);
    return;
  }
  if (frame.state == STATE_EXPANDED) {
    frame.state = STATE_NEXT;
    itemRead(frame);
    return;
  }
  skipBlanks();
  const at = position;
  const kind = kindAt(at);
  if (frame.items == 0) frame.element = <u32>at;
  switch (kind) {
    case CLASS_END:
    case CLASS_NEWLINE:
    case CLASS_SEMICOLON:
    case CLASS_CLOSE_PAREN:
    case CLASS_CLOSE_BRACE:
    case CLASS_PIPE:
    case CLASS_AMPERSAND:
      itemMissing(frame);
      return;
    case CLASS_COMMA:
      itemMissing(frame);
      return;
    case CLASS_DASH:
      dashElement(frame, at);
      return;
    case CLASS_DIGIT:
      if (byteAt(at + 1) == GREATER_THAN && byteAt(at) - 49 < 6) redirect(frame, at, at + 2);
      else numberElement(frame, at);
      return;
    case CLASS_DOT:
      if (isDot(at)) {
        emit(OP_STRING, STRING_BARE, 0, 0, at, at + 1);
        setPosition(at + 1);
        itemRead(frame);
      } else if (byteAt(at + 1) - DIGIT_0 < 10) numberElement(frame, at);
      else wordElement(frame, at);
      return;
    case CLASS_GREATER:
      redirect(frame, at, at + 1);
      return;
    case CLASS_LESS:
      redirect(frame, at, at + 1);
      return;
    case CLASS_STAR:
      if (byteAt(at + 1) == GREATER_THAN) redirect(frame, at, at + 2);
      else wordElement(frame, at);
      return;
    case CLASS_DOLLAR:
      dollarElement(frame, at);
      return;
    case CLASS_AT:
      atElement(frame, at);
      return;
    case CLASS_SINGLE:
    case CLASS_DOUBLE:
    case CLASS_OPEN_PAREN:
    case CLASS_OPEN_BRACE:
      primaryElement(frame);
      return;
    case CLASS_CLOSE_BRACKET:
      emit(OP_STRING, STRING_BARE, 0, 0, at, at + 1);
      setPosition(at + 1);
      itemRead(frame);
      return;
    default:
      if (lostNewlines && startsLostLine(frame, at)) endCommand(frame);
      else wordElement(frame, at);
      return;
  }
}

/** Where newlines became blanks: whether a watched name after two of them may well stand at the start of a line. */
function startsLostLine(frame: CommandFrame, at: usize): bool {
  if (frame.elements == 0 || frame.items > 0 || (frame.flags & (NAME_NEXT | PARAMETER_OPEN | REDIRECTING | SINGLE_ONLY)) != 0)
    return false;
  return at > <usize>frame.start + 2 && load<u8>(at - 1) == SPACE && load<u8>(at - 2) == SPACE && isOccurrence(at);
}

/** Where an element may stand, none does. */
function itemMissing(frame: CommandFrame): void {
  const flags = frame.flags;
  if (frame.items > 0 || (flags & (PARAMETER_OPEN | REDIRECTING)) != 0) {
    // After a comma, a parameter's colon, or a redirection.
    markBroken();
    emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, position, position);
    if (frame.items > 0) frame.items = frame.items + 1;
    elementRead(frame, position);
    return;
  }
  if (kindAt(position) == CLASS_COMMA) {
    markBroken();
    if ((flags & SINGLE_ONLY) != 0) {
      finish(RESULT_NONE, 0, position);
      return;
    }
    setPosition(position + 1);
    skipNewlines();
    return;
  }
  endCommand(frame);
}

function endCommand(frame: CommandFrame): void {
  const end = <usize>frame.end;
  if ((frame.flags & SINGLE_ONLY) != 0) {
    finish(RESULT_NONE, 0, position);
    return;
  }
  if (frame.elements == 0) {
    // An operator and no name.
    markBroken();
    emit(OP_UNKNOWN, 0, FLAG_BROKEN, 0, end, end);
    emit(OP_ARGUMENT, <u8>ELEMENT_EXPRESSION, FLAG_BROKEN, 0, end, end);
    frame.elements = 1;
  }
  let flags: u16 = (frame.flags & COMMAND_PIPED) != 0 ? FLAG_PIPED : 0;
  if (touchesEnd()) flags |= FLAG_TOUCHES_END;
  instruction(frame.begin).a = emit(OP_COMMAND, 0, flags, frame.elements, <usize>frame.start, end);
  finish(RESULT_VALUE, 0, end);
}

/** One item of an element is on the stack; the position is after it. */
function itemRead(frame: CommandFrame): void {
  const end = position;
  if ((frame.flags & (SINGLE_ONLY | REDIRECTING | NAME_NEXT)) == 0) {
    skipBlanks();
    if (byteAt(position) == COMMA) {
      setPosition(position + 1);
      skipNewlines();
      frame.items = frame.items + 1;
      return;
    }
    if (frame.items > 0) frame.items = frame.items + 1;
  }
  elementRead(frame, end);
}

/** The element from `frame.element` to `end` is on the stack, as one value or as `frame.items` items. */
function elementRead(frame: CommandFrame, end: usize): void {
  const start = <usize>frame.element;
  let kind = <u8>elementKind(start, end);
  if (frame.items > 0) {
    emit(OP_ARRAY, 0, 0, frame.items, start, end);
    frame.items = 0;
    kind = <u8>ELEMENT_EXPRESSION;
  }
  const flags = frame.flags;
  if ((flags & SINGLE_ONLY) != 0) {
    finish(RESULT_VALUE, 0, end);
    return;
  }
  frame.end = <u32>end;
  frame.flags = flags & ~(NAME_NEXT | PARAMETER_OPEN | REDIRECTING);
  if ((flags & REDIRECTING) != 0) {
    endRedirect(frame, end);
    return;
  }
  if ((flags & PARAMETER_OPEN) != 0) {
    emit(OP_PARAMETER_VALUE, 0, 0, 0, <usize>frame.pending, end);
    return;
  }
  emit(OP_ARGUMENT, kind, 0, 0, start, end);
  frame.elements = frame.elements + 1;
  if ((flags & VERBATIM_NEXT) != 0) verbatimElement(frame);
}

/** ELEMENT_* of the value that was written last, if it is all there is from `start` to `end`. */
function elementKind(start: usize, end: usize): i32 {
  const last = lastInstruction();
  if (last.start != <u32>start || last.end != <u32>end) return ELEMENT_EXPRESSION;
  if (last.op == OP_STRING) return ELEMENT_CONSTANT;
  if (last.op == OP_EXPAND) return ELEMENT_EXPANDABLE;
  if (last.op != OP_VARIABLE || isUsing(start, end)) return ELEMENT_EXPRESSION;
  return ELEMENT_VARIABLE;
}

/** `$using:x`, which PowerShell takes for an expression around a variable. */
export function isUsing(start: usize, end: usize): bool {
  let at = start + 1;
  if (byteAt(at) == OPEN_BRACE) at++;
  return end - at > 6 && startsWithWord(at, end - at, "using:");
}

function primaryElement(frame: CommandFrame): void {
  frame.state = STATE_CHILD;
  pushExpression(EXPRESSION_PRIMARY | EXPRESSION_ARGUMENT);
}

/** A bareword from `at`. */
function wordElement(frame: CommandFrame, at: usize): void {
  const raw = (frame.flags & (NAME_NEXT | OPERATED)) == NAME_NEXT;
  const end = wordEnd(rawPrefixEnd(at), raw);
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    frame.state = STATE_EXPANDED;
    setPosition(at);
    pushFrame(FRAME_EXPAND, STRING_BARE);
    return;
  }
  let flags: u16 = (scanned & SCAN_ESCAPED) != 0 ? FLAG_ESCAPED : 0;
  if ((scanned & SCAN_OPEN) != 0) flags |= FLAG_BROKEN;
  emit(OP_STRING, STRING_BARE, flags, 0, at, end);
  setPosition(end);
  itemRead(frame);
}

function numberElement(frame: CommandFrame, at: usize): void {
  const end = numberEnd(at, false, false);
  if (end == 0) {
    wordElement(frame, at);
    return;
  }
  emit(OP_NUMBER, 0, 0, 0, at, end);
  setPosition(end);
  itemRead(frame);
}

function dollarElement(frame: CommandFrame, at: usize): void {
  if (byteAt(at + 1) == OPEN_PAREN) {
    primaryElement(frame);
    return;
  }
  const end = variableEnd(at, true);
  if (end == 0) {
    wordElement(frame, at);
    return;
  }
  const next = byteAt(end);
  if (next == DOT || next == OPEN_BRACKET || next == COLON || next == LESS_THAN) {
    primaryElement(frame);
    return;
  }
  emit(OP_VARIABLE, 0, 0, 0, at, end);
  setPosition(end);
  itemRead(frame);
}

function atElement(frame: CommandFrame, at: usize): void {
  const next = kindAt(at + 1);
  if (next == CLASS_OPEN_PAREN || next == CLASS_OPEN_BRACE || next == CLASS_SINGLE || next == CLASS_DOUBLE) {
    primaryElement(frame);
    return;
  }
  const end = variableEnd(at, true);
  if (end == 0) {
    if (byteAt(at + 1) == 0 || endsWord(at + 1)) markBroken();
    wordElement(frame, at);
    return;
  }
  setPosition(end);
  if (frame.items > 0 || (frame.flags & (NAME_NEXT | PARAMETER_OPEN | REDIRECTING | SINGLE_ONLY)) != 0) {
    emit(OP_VARIABLE, 0, 0, 0, at, end);
    itemRead(frame);
    return;
  }
  skipBlanks();
  if (byteAt(position) == COMMA) {
    // A splat among the items of an array is a variable like any other.
    emit(OP_VARIABLE, 0, 0, 0, at, end);
    setPosition(end);
    itemRead(frame);
    return;
  }
  setPosition(end);
  emit(OP_SPLAT, 0, 0, 0, at, end);
  frame.end = <u32>end;
  frame.elements = frame.elements + 1;
}

function dashElement(frame: CommandFrame, at: usize): void {
  const next = at + widthOf(at);
  if (kindAt(next) == CLASS_DASH) {
    const end = next + widthOf(next);
    if (endsWord(end) && (frame.flags & (NAME_NEXT | DASHES_SEEN | PARAMETER_OPEN | SINGLE_ONLY)) == 0 && frame.items == 0) {
      emit(OP_PARAMETER, 1, FLAG_VERBATIM, 0, at, end);
      frame.flags |= DASHES_SEEN;
      frame.end = <u32>end;
      frame.elements = frame.elements + 1;
      setPosition(end);
      return;
    }
    if (byteAt(end) == PERCENT && endsWord(end + 1)) frame.flags |= VERBATIM_NEXT;
    wordElement(frame, at);
    return;
  }
  if (!startsParameter(next)) {
    wordElement(frame, at);
    return;
  }
  const end = parameterEnd(next);
  if ((scanned & SCAN_ESCAPED) != 0) {
    wordElement(frame, at);
    return;
  }
  const colon = (scanned & SCAN_COLON) != 0;
  if (frame.items > 0 || (frame.flags & (NAME_NEXT | DASHES_SEEN | PARAMETER_OPEN | REDIRECTING | SINGLE_ONLY)) != 0) {
    const after = colon ? end + 1 : end;
    emit(OP_STRING, STRING_BARE, 0, 0, at, after);
    setPosition(after);
    itemRead(frame);
    return;
  }
  emit(OP_PARAMETER, 0, 0, 0, at, end);
  frame.elements = frame.elements + 1;
  frame.end = <u32>end;
  setPosition(end);
  if (!colon) return;
  frame.end = <u32>(end + 1);
  setPosition(end + 1);
  skipBlanks();
  if (byteAt(position) == COMMA) return;
  frame.flags |= PARAMETER_OPEN;
  frame.pending = <u32>at;
}

/** The raw rest of the line after `--%`. */
function verbatimElement(frame: CommandFrame): void {
  frame.flags &= ~VERBATIM_NEXT;
  while (kindAt(position) == 2) setPosition(position + widthOf(position));
  const start = position;
  const end = verbatimEnd(start);
  emit(OP_STRING, STRING_VERBATIM, 0, 0, start, end);
  emit(OP_ARGUMENT, <u8>ELEMENT_CONSTANT, FLAG_VERBATIM, 0, start, end);
  frame.elements = frame.elements + 1;
  frame.end = <u32>end;
  setPosition(end);
  endCommand(frame);
}

/** A redirection whose sign, from `at`, ends at `after` but for a second `>` and a merged stream. */
function redirect(frame: CommandFrame, at: usize, after: usize): void {
  if ((frame.flags & (NAME_NEXT | PARAMETER_OPEN | SINGLE_ONLY)) != 0 || frame.items > 0) {
    // As a command's name PowerShell takes the sign for what it is.
    let end = after;
    if (byteAt(end) == GREATER_THAN) end++;
    else if (byteAt(at) != GREATER_THAN && byteAt(end) == AMPERSAND && (byteAt(end + 1) == DIGIT_1 || byteAt(end + 1) == DIGIT_2))
      end += 2;
    emit(OP_STRING, STRING_BARE, 0, 0, at, end);
    setPosition(end);
    itemRead(frame);
    return;
  }
  let end = after;
  let sub = REDIRECT_OUTPUT;
  if (byteAt(end) == GREATER_THAN) {
    end++;
    sub = REDIRECT_APPEND;
  } else if (byteAt(end) == AMPERSAND && (byteAt(end + 1) == DIGIT_1 || byteAt(end + 1) == DIGIT_2)) {
    // 2>&1: streams merge, nothing is written.
    setPosition(end + 2);
    frame.end = <u32>(end + 2);
    return;
  }
  const first = byteAt(at);
  if (first != GREATER_THAN && first != DIGIT_1) sub = REDIRECT_OTHER;
  if (first == LESS_THAN) markBroken();
  frame.flags |= REDIRECTING;
  frame.pending = sub;
  setPosition(end);
}

function endRedirect(frame: CommandFrame, end: usize): void {
  emit(OP_REDIRECT, <u8>frame.pending, 0, 0, <usize>frame.element, end);
}
