/**
 * Parts of statements that stand in braces or parentheses: blocks, bodies and conditions. Each function opens or closes the frames that
 * read one.
 */
import { CLOSE_PAREN, OPEN_BRACE, OPEN_PAREN } from "../../bytes/ascii";
import { byteAt, markBroken, position, setPosition, skipNewlines } from "../lexer/lexer";
import { COLLECT_STATEMENT } from "../program";
import { isMuted } from "./emit";
import { BodyFrame, CollectingFrame, FRAME_BODY, FRAME_LIST, FRAME_PIPELINE } from "./frame-kinds";
import { closeParen, expectBrace, expectParen, finish, pushBracket, RESULT_STATEMENT } from "./frames";
import { beginCollect, endCollect } from "./pipeline";

/** The list ends at `}`, not at `)`. */
export const LIST_BRACE: u16 = 1;
/** The body is that of a function or method, whose instruction was written. */
export const BODY_OPENED: u16 = 1;
/** The body is the text's own. */
export const BODY_ROOT: u16 = 2;
/** The body's instruction was not written, so its end is not either. */
export const BODY_HEADLESS: u16 = 16;

/** Opens the statements in braces that must follow, over newlines. @returns false if there are none */
export function openBlock(): bool {
  skipNewlines();
  if (byteAt(position) != OPEN_BRACE) {
    markBroken();
    return false;
  }
  setPosition(position + 1);
  expectBrace();
  pushBracket(FRAME_LIST, LIST_BRACE);
  return true;
}

/** Opens the body in braces that must follow, for the instruction `index`. @returns false if there is none */
export function openBody(index: u32): bool {
  skipNewlines();
  if (byteAt(position) != OPEN_BRACE) {
    markBroken();
    return false;
  }
  setPosition(position + 1);
  expectBrace();
  changetype<BodyFrame>(pushBracket(FRAME_BODY, isMuted() ? BODY_OPENED | BODY_HEADLESS : BODY_OPENED)).opening = index;
  return true;
}

/** Opens `( pipeline )` after a keyword and collects its value; the collector's index goes to `frame.collector`. @returns false if there is none */
export function openCondition(frame: CollectingFrame): bool {
  skipNewlines();
  frame.collector = beginCollect();
  if (byteAt(position) != OPEN_PAREN) {
    markBroken();
    return false;
  }
  setPosition(position + 1);
  expectParen();
  skipNewlines();
  pushBracket(FRAME_PIPELINE, 0);
  return true;
}

/** After the pipeline of `openCondition`: its value is on the stack. */
export function closeCondition(frame: CollectingFrame): void {
  endCollect(frame.collector, COLLECT_STATEMENT);
  closeParenthesis();
}

/** Takes the `)` that must follow, over newlines. */
export function closeParenthesis(): void {
  skipNewlines();
  if (byteAt(position) == CLOSE_PAREN) setPosition(position + 1);
  else markBroken();
  closeParen();
}

/** The statement is read, and leaves no value. */
export function finishStatement(): void {
  finish(RESULT_STATEMENT, 0, position);
}
