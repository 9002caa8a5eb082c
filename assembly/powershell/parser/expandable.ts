/**
 * Expandable strings, here-strings and barewords, piece by piece: literal text, variables, and `$( )`, whose inside is read as
 * code up to the parenthesis that blind counting finds. PowerShell: ScanStringExpandable, ScanDollarInStringExpandable,
 * ScanSubExpression (tokenizer.cs), ParseNestedExpressions (Parser.cs).
 */
import { CARRIAGE_RETURN, DOLLAR, LINE_FEED, OPEN_PAREN } from "../../bytes/ascii";
import { CLASS_DOUBLE, CLASS_SINGLE, widthOf } from "../lexer/characters";
import {
  blindEnd,
  byteAt,
  doubleEnd,
  footerEnd,
  hereDoubleEnd,
  isExpandable,
  kindAt,
  limit,
  mayLookAhead,
  noteLookAhead,
  position,
  rawPrefixEnd,
  SCAN_ESCAPED,
  SCAN_EXPANDABLE,
  SCAN_OPEN,
  scanned,
  setLimit,
  setPosition,
  singleEnd,
  variableEnd,
  wordPieceEnd,
} from "../lexer/lexer";
import { copyEnd, needsCopy } from "../lexer/quoted-copies";
import {
  COLLECT_SUBEXPRESSION,
  FLAG_BROKEN,
  FLAG_ESCAPED,
  OP_COLLECT,
  OP_COLLECTED,
  OP_EXPAND,
  OP_STRING,
  OP_VARIABLE,
  STRING_BARE,
  STRING_DOUBLE,
  STRING_HERE_DOUBLE,
  STRING_PIECE,
  STRING_PIECE_HERE,
  STRING_SINGLE,
} from "../program";
import { copyQuoted, emit } from "./emit";
import { EXPAND_COPIED, ExpandFrame, FRAME_LIST } from "./frame-kinds";
import { expectParen, finish, openBrackets, pushBracket, RESULT_VALUE, setOpen } from "./frames";

/** The frame's flags are STRING_* of the whole, and within a bareword whether a double quote is open. */
const QUOTE_OPEN: u16 = 256;
/** Where the subexpression that is read ends was not looked for: too much was looked through before. */
const UNBOUNDED: u16 = 1024;

const STATE_PIECE: u8 = 0;
const STATE_SUBEXPRESSION: u8 = 1;

/** Steps a FRAME_EXPAND: one piece, or the end of a subexpression. */
export function stepExpand(frame: ExpandFrame): void {
  if (frame.state == STATE_SUBEXPRESSION) {
    let after = (frame.flags & UNBOUNDED) != 0 ? position : limit;
    setLimit(<usize>frame.limit);
    if ((frame.flags & EXPAND_COPIED) != 0) after = blindEnd(<usize>frame.subexpression + 2);
    frame.flags &= ~(EXPAND_COPIED | UNBOUNDED);
    emit(OP_COLLECTED, COLLECT_SUBEXPRESSION, 0, 0, <usize>frame.subexpression, after);
    setPosition(after);
    setOpen(frame.open & 0xffff, frame.open >> 16);
    frame.pieces = frame.pieces + 1;
    frame.state = STATE_PIECE;
    return;
  }
  switch (<u8>frame.flags) {
    case STRING_BARE:
      if ((frame.flags & QUOTE_OPEN) != 0) stepQuoted(frame);
      else stepWord(frame);
      break;
    case STRING_HERE_DOUBLE:
      stepHere(frame);
      break;
    default:
      stepDouble(frame);
      break;
  }
}

function piece(frame: ExpandFrame, sub: u8, start: usize, end: usize): void {
  if (end <= start) return;
  emit(OP_STRING, sub, (scanned & SCAN_ESCAPED) != 0 ? FLAG_ESCAPED : 0, 0, start, end);
  frame.pieces = frame.pieces + 1;
}

function end(frame: ExpandFrame, after: usize, open: bool): void {
  emit(OP_EXPAND, <u8>frame.flags, open ? FLAG_BROKEN : 0, frame.pieces, <usize>frame.start, after);
  setPosition(after);
  finish(RESULT_VALUE, 0, after);
}

/** Reads the variable or opens the subexpression whose `$` is at `at`. */
function dollar(frame: ExpandFrame, at: usize): void {
  if (byteAt(at + 1) != OPEN_PAREN) {
    const after = variableEnd(at, false);
    emit(OP_VARIABLE, 0, 0, 0, at, after);
    frame.pieces = frame.pieces + 1;
    setPosition(after);
    return;
  }
  frame.collector = emit(OP_COLLECT, COLLECT_SUBEXPRESSION, 0, 0, at, at + 2);
  frame.limit = <u32>limit;
  frame.open = openBrackets();
  frame.subexpression = <u32>at;
  frame.state = STATE_SUBEXPRESSION;
  if (!mayLookAhead()) {
    frame.flags |= UNBOUNDED;
    expectParen();
    setPosition(at + 2);
    pushBracket(FRAME_LIST, 0);
    return;
  }
  const after = blindEnd(at + 2);
  noteLookAhead(after - at);
  setOpen(1, 0);
  const quoted = <u8>frame.flags == STRING_DOUBLE || (frame.flags & QUOTE_OPEN) != 0;
  const copy = quoted && needsCopy(at + 2, after) ? copyQuoted(at + 2, after) : 0;
  if (copy != 0) {
    frame.flags |= EXPAND_COPIED;
    setLimit(copyEnd());
    setPosition(copy);
  } else {
    setLimit(after);
    setPosition(at + 2);
  }
  pushBracket(FRAME_LIST, 0);
}

function stepDouble(frame: ExpandFrame): void {
  const start = position;
  const at = doubleEnd(start);
  piece(frame, STRING_PIECE, start, at);
  if ((scanned & SCAN_EXPANDABLE) != 0) dollar(frame, at);
  else if ((scanned & SCAN_OPEN) != 0) end(frame, at, true);
  else end(frame, at + widthOf(at), false);
}

function stepHere(frame: ExpandFrame): void {
  const start = position;
  const at = hereDoubleEnd(start, frame.begun == 0);
  frame.begun = 1;
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    piece(frame, STRING_PIECE_HERE, start, at);
    dollar(frame, at);
    return;
  }
  if ((scanned & SCAN_OPEN) != 0) {
    piece(frame, STRING_PIECE_HERE, start, at);
    end(frame, at, true);
    return;
  }
  // The newline in front of the footer is no part of the value.
  let last = at;
  if (last > start && load<u8>(last - 1) == LINE_FEED) last--;
  if (last > start && load<u8>(last - 1) == CARRIAGE_RETURN) last--;
  piece(frame, STRING_PIECE_HERE, start, last);
  end(frame, footerEnd(at, CLASS_DOUBLE), false);
}

/** Within the double quotes of a bareword. */
function stepQuoted(frame: ExpandFrame): void {
  const start = position;
  const at = doubleEnd(start);
  piece(frame, STRING_PIECE, start, at);
  if ((scanned & SCAN_EXPANDABLE) != 0) {
    dollar(frame, at);
    return;
  }
  if ((scanned & SCAN_OPEN) != 0) {
    end(frame, at, true);
    return;
  }
  frame.flags &= ~QUOTE_OPEN;
  setPosition(at + widthOf(at));
}

function stepWord(frame: ExpandFrame): void {
  const start = position;
  if (start == <usize>frame.start) {
    const after = rawPrefixEnd(start);
    if (after > start) {
      emit(OP_STRING, STRING_PIECE, 0, 0, start, after);
      frame.pieces = frame.pieces + 1;
      setPosition(after);
      return;
    }
  }
  const at = wordPieceEnd(start);
  piece(frame, STRING_PIECE, start, at);
  setPosition(at);
  const kind = kindAt(at);
  if (kind == CLASS_SINGLE) {
    const after = singleEnd(at + widthOf(at));
    emit(OP_STRING, STRING_SINGLE, (scanned & SCAN_ESCAPED) != 0 ? FLAG_ESCAPED : 0, 0, at, after);
    frame.pieces = frame.pieces + 1;
    setPosition(after);
  } else if (kind == CLASS_DOUBLE) {
    frame.flags |= QUOTE_OPEN;
    setPosition(at + widthOf(at));
  } else if (byteAt(at) == DOLLAR && isExpandable(at)) dollar(frame, at);
  else end(frame, at, false);
}
