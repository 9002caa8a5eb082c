/**
 * The parser's explicit stack: a frame for every construct that is open, and beside it the operators that wait for their
 * right side. Frames never nest by calls: the driver steps the top frame, which takes tokens, pushes a frame, or finishes with
 * a result that the frame below then finds in `result*`.
 */
import { stacksStart } from "../../memory/map";
import { position } from "../lexer/lexer";

@unmanaged
export class Frame {
  /** FRAME_*. */
  kind: u8;
  /** Where the frame goes on: by kind. */
  state: u8;
  /** By kind. */
  flags: u16;
  /** Address of the construct's first byte. */
  start: u32;
  /** An instruction to patch. */
  index: u32;
  /** By kind: items so far. */
  count: u32;
  /** Operators below this frame's own. */
  base: u32;
  /** By kind. */
  x: u32;
  y: u32;
  /** By kind. */
  z: u32;
  w: u32;
  /** Brackets open around the frame. */
  depth: u32;
}

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

export const FRAME_BYTES: usize = 40;
export const OPERATOR_BYTES: usize = 16;
const MAX_FRAMES: u32 = 4096;
const MAX_OPERATORS: u32 = 4096;
/** The frames take 160 KiB, the operators the next 64; the last 32 of the parser's 256 belong to continuation.ts. */
const OPERATORS_OFFSET: usize = 163840;
/** Frames and operators that one step may push. */
const STEP_MARGIN: u32 = 8;

/** Flag of a frame of any kind: it was opened in an earlier part (continuation.ts). */
export const FRAME_RESUMED: u16 = 0x8000;

/** Flag of a FRAME_EXPAND: the subexpression that is read is a copy without its doubled quotes. */
export const EXPAND_COPIED: u16 = 512;

// States of the frames that hold statements, which continuation.ts must know, too.
export const LIST_NEXT: u8 = 0;
export const LIST_READ: u8 = 1;

export const BODY_START: u8 = 0;
export const BODY_NEXT: u8 = 1;
export const BODY_READ: u8 = 2;
export const BODY_PARAMETERS: u8 = 3;
export const BODY_SECTION: u8 = 4;

/** Flag of a body: its parameter block was read. */
export const PARAMETERS_SEEN: u16 = 8;
/** Flag of a body: a statement of it began in this part, not in an earlier one. */
export const STATEMENT_BEGUN: u16 = 32;

/** State of a hashtable between two entries. */
export const TABLE_KEY: u8 = 1;

export const FRAME_BODY: u8 = 0;
export const FRAME_LIST: u8 = 1;
export const FRAME_PIPELINE: u8 = 2;
export const FRAME_COMMAND: u8 = 3;
export const FRAME_EXPRESSION: u8 = 4;
export const FRAME_EXPAND: u8 = 5;
export const FRAME_TABLE: u8 = 6;
export const FRAME_VALUE: u8 = 7;
export const FRAME_IF: u8 = 8;
export const FRAME_LOOP: u8 = 9;
export const FRAME_FOR: u8 = 10;
export const FRAME_FOREACH: u8 = 11;
export const FRAME_SWITCH: u8 = 12;
export const FRAME_TRY: u8 = 13;
export const FRAME_TRAP: u8 = 14;
export const FRAME_FUNCTION: u8 = 15;
export const FRAME_PARAMETERS: u8 = 16;
export const FRAME_ATTRIBUTE: u8 = 17;
export const FRAME_CLASS: u8 = 18;
export const FRAME_FLOW: u8 = 19;
export const FRAME_DATA: u8 = 20;
export const FRAME_ENUM: u8 = 21;
export const FRAME_USING: u8 = 22;

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

export let resultKind: u32 = 0;
export let resultFlags: u32 = 0;
/** Extent of what the finished frame read. */
export let resultStart: usize = 0;
export let resultEnd: usize = 0;

/** `)` and `}` that an open frame waits for. */
export let openParens: u32 = 0;
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

/** The frame below the top. */
export function parentFrame(): Frame {
  return frameAt(height - 2);
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
  frame.kind = kind;
  frame.state = 0;
  frame.flags = flags;
  frame.start = <u32>position;
  frame.index = 0;
  frame.count = 0;
  frame.base = operatorCount;
  frame.x = 0;
  frame.y = 0;
  frame.z = 0;
  frame.w = 0;
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
  resultKind = kind;
  resultFlags = flags;
  resultStart = <usize>frame.start;
  resultEnd = end;
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
  return changetype<Operator>(stacksStart() + OPERATORS_OFFSET + <usize>index * OPERATOR_BYTES);
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
