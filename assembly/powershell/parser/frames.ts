/**
 * The parser's explicit stack: a frame for every construct that is open, and beside it the operators that wait for their
 * right side. Frames never nest by calls: the driver steps the top frame, which takes tokens, pushes a frame, or finishes with
 * a result that the frame below then finds in `result*`.
 */
import { operatorsStart, stacksStart } from "../../memory/map";
import { position } from "../lexer/lexer";
import { FRAME_BYTES, Frame } from "./frame-kinds";

@unmanaged
export class Operator {
  /** ENTRY_* of expression-states.ts. */
  kind: u8;
  /** BINARY_*, UNARY_* or STEP_*. */
  sub: u8;
  /** FLAG_* of the instruction. */
  flags: u16;
  precedence: u32;
  /** Start of the left operand, or of the operator if there is none. */
  start: u32;
  /** Items of a comma list, or an instruction to patch. */
  value: u32;
}

export const OPERATOR_BYTES: usize = offsetof<Operator>();
const MAX_FRAMES: u32 = 4096;
const MAX_OPERATORS: u32 = 4096;
/** Frames and operators that one step may push. */
const STEP_MARGIN: u32 = 8;

/** Nothing was there. */
export const RESULT_NONE: u32 = 0;
/** A value lies on the operand stack. */
export const RESULT_VALUE: u32 = 1;
/** A statement that leaves no value of its own: what it puts out was emitted. */
export const RESULT_STATEMENT: u32 = 2;
/** Only attributes, in front of `param`, `class` or `enum`. */
export const RESULT_ATTRIBUTES: u32 = 3;

/** RESULT_VALUE of one expression: it is the value itself, not enumerated. */
export const RESULT_PURE: u32 = 1;
/** RESULT_VALUE that is no output when it stands alone as a statement. */
export const RESULT_VOID: u32 = 2;

let height: u32 = 0;
let operatorCount: u32 = 0;

/** What a frame read. */
@unmanaged
export class FinishedFrame {
  /** Extent of what it read. */
  start: usize;
  end: usize;
  /** RESULT_NONE to RESULT_ATTRIBUTES. */
  kind: u32;
  /** RESULT_PURE and RESULT_VOID. */
  flags: u32;
}

/** The frame that finished last. */
export const finished: FinishedFrame = changetype<FinishedFrame>(memory.data(offsetof<FinishedFrame>(), 4));

/** `)` that an open frame waits for. */
export let openParens: u32 = 0;
/** `}` that one waits for. */
export let openBraces: u32 = 0;

function frameAt(index: u32): Frame {
  return changetype<Frame>(stacksStart() + <usize>index * FRAME_BYTES);
}

/** Frames that are open. */
export function frameHeight(): u32 {
  return height;
}

/** The frame that is stepped next. */
export function topFrame(): Frame {
  return frameAt(height - 1);
}

/** A frame by its place, 0 the outermost. */
export function frameBy(index: u32): Frame {
  return frameAt(index);
}

/** Opens a frame at the present position. */
export function pushFrame(kind: u8, flags: u16): Frame {
  const depth = height == 0 ? 0 : frameAt(height - 1).depth;
  const frame = frameAt(height);
  height++;
  memory.fill(changetype<usize>(frame), 0, FRAME_BYTES);
  frame.kind = kind;
  frame.flags = flags;
  frame.start = <u32>position;
  frame.base = operatorCount;
  frame.depth = depth;
  return frame;
}

/** Opens a frame whose construct is a bracket. */
export function pushBracket(kind: u8, flags: u16): Frame {
  const frame = pushFrame(kind, flags);
  frame.depth = frame.depth + 1;
  return frame;
}

/** Closes the top frame with a result for the frame below. */
export function finish(kind: u32, flags: u32, end: usize): void {
  const frame = frameAt(height - 1);
  height--;
  operatorCount = frame.base;
  finished.kind = kind;
  finished.flags = flags;
  finished.start = <usize>frame.start;
  finished.end = end;
}

/** Drops every frame above `to`. */
export function dropFrames(to: u32): void {
  if (to < height) {
    operatorCount = frameAt(to).base;
    height = to;
  }
}

/** Sets how many frames and operators stand, after their memory was filled. */
export function setHeights(frames: u32, operatorsBelow: u32): void {
  height = frames;
  operatorCount = operatorsBelow;
}

/** Whether a step may push what it likes. */
export function roomForStep(): bool {
  return height + STEP_MARGIN < MAX_FRAMES && operatorCount + STEP_MARGIN < MAX_OPERATORS;
}

/** Operators that wait, of all frames. */
export function operators(): u32 {
  return operatorCount;
}

/** An operator by its place, 0 the lowest. */
export function operatorAt(index: u32): Operator {
  return changetype<Operator>(operatorsStart() + <usize>index * OPERATOR_BYTES);
}

/** An operator waits for its right side; `start` is that of its left operand, or its own. */
export function pushOperator(kind: u8, sub: u8, precedence: u32, start: usize): Operator {
  const entry = operatorAt(operatorCount);
  operatorCount++;
  entry.kind = kind;
  entry.sub = sub;
  entry.flags = 0;
  entry.precedence = precedence;
  entry.start = <u32>start;
  entry.value = 0;
  return entry;
}

/** The operator that waited last; its fields are valid until the next is pushed. */
export function popOperator(): Operator {
  operatorCount--;
  return operatorAt(operatorCount);
}

/** A frame waits for `)`. */
export function expectParen(): void {
  openParens++;
}

/** A frame waits for `}`. */
export function expectBrace(): void {
  openBraces++;
}

/** A `)` that a frame waited for was taken. */
export function closeParen(): void {
  if (openParens > 0) openParens--;
}

/** A `}` that a frame waited for was taken. */
export function closeBrace(): void {
  if (openBraces > 0) openBraces--;
}

/** Sets both counts, when a text begins or its frames are dropped. */
export function setOpen(parens: u32, braces: u32): void {
  openParens = parens;
  openBraces = braces;
}

/** Both counts in one word: parentheses below, braces above 16 bits. */
export function openBrackets(): u32 {
  return (openParens & 0xffff) | (openBraces << 16);
}
