/**
 * The parser's context at the last safe point of a part that others follow: the frames that are open around the statement
 * which touches the end, and where that statement starts. The next part is read as the continuation from there.
 *
 *   | offset, frames, operators, open brackets | frames | operators |
 *
 * Frames that are opened again know nothing of what they had read: while one is on top nothing is written (emit.ts), and the
 * statements inside stand in a block of their own with FLAG_RESUMED, so that the machine reads them like a body nobody calls.
 */
import { CONTEXT_BYTES, contextStart } from "../../memory/map";
import { clearRanOut, limit, position, ranOut } from "../lexer/lexer";
import { PRECEDENCE_COMMA } from "../lexer/operator-words";
import { SCRATCH } from "./emit";
import { STARTED, STATE_OPERAND } from "./expression-states";
import {
  AttributeFrame,
  BODY_NEXT,
  BODY_PARAMETERS,
  BODY_READ,
  BodyFrame,
  ClassFrame,
  CollectingFrame,
  CommandFrame,
  EachFrame,
  ExpressionFrame,
  FlowFrame,
  ForFrame,
  FRAME_ATTRIBUTE,
  FRAME_BODY,
  FRAME_BYTES,
  FRAME_CLASS,
  FRAME_COMMAND,
  FRAME_EXPAND,
  FRAME_EXPRESSION,
  FRAME_FLOW,
  FRAME_FOR,
  FRAME_FOREACH,
  FRAME_FUNCTION,
  FRAME_IF,
  FRAME_LIST,
  FRAME_LOOP,
  FRAME_PARAMETERS,
  FRAME_PIPELINE,
  FRAME_RESUMED,
  FRAME_SWITCH,
  FRAME_TABLE,
  FRAME_TRAP,
  FRAME_TRY,
  FRAME_VALUE,
  Frame,
  HeadedFrame,
  IfFrame,
  LIST_NEXT,
  LIST_READ,
  PARAMETERS_SEEN,
  ParametersFrame,
  PipelineFrame,
  ResumableFrame,
  STATEMENT_BEGUN,
  SwitchFrame,
  TABLE_KEY,
} from "./frame-kinds";
import { frameBy, frameHeight, OPERATOR_BYTES, Operator, openBrackets, operatorAt, setHeights, setOpen } from "./frames";

const HEADER_BYTES: usize = 16;
/** Bytes of a statement that is read again as a whole when the next part comes. */
const LONG_STATEMENT: usize = 65536;
/** No instruction: the end of the chain that an `if` keeps. */
const NOTHING: u32 = 0xffffffff;

/** Bounds of the part that is watched; no part if both are 0. */
let textStart: usize = 0;
let textEnd: usize = 0;
/** Whether a part is watched, and no context was taken of it yet. */
export let watching: bool = false;
/** Bytes of the context that was taken, 0 for none. */
let size: usize = 0;

/** A part that others follow begins. */
export function watchPart(start: usize, end: usize): void {
  textStart = start;
  textEnd = end;
  size = 0;
  watching = true;
  clearRanOut();
}

/** What is read now has no continuation, or is another text than the part. */
export function watchNothing(): void {
  textStart = 0;
  textEnd = 0;
  watching = false;
}

/** Whether the position is at the end of a part that others follow. */
export function touchesEnd(): bool {
  return textEnd != 0 && limit == textEnd && position >= textEnd;
}

/** Takes the context when the end of the part was touched, or looked at, for the first time, between two steps. */
export function noteEnd(): void {
  const looked = ranOut;
  clearRanOut();
  if (!watching || limit != textEnd || (!looked && position < textEnd)) return;
  const height = frameHeight();
  let chosen: i32 = -1;
  for (let i: u32 = 0; i < height; i++) {
    const frame = frameBy(i);
    if (frame.kind == FRAME_EXPAND) break;
    if (holdsStatement(frame)) chosen = <i32>i;
  }
  if (chosen >= 0 && textEnd - <usize>resumableAt(chosen).item > LONG_STATEMENT) chosen = withinStatement(<u32>chosen);
  if (chosen >= 0) takeContext(<u32>chosen, <usize>resumableAt(chosen).item, resumableAt(chosen).open);
}

function resumableAt(index: i32): ResumableFrame {
  return changetype<ResumableFrame>(frameBy(<u32>index));
}

/** Takes the context within a list between two of its statements: only blanks follow from `from` to the end of the part. */
export function noteListEnd(from: usize): void {
  if (!watching || !touchesEnd()) return;
  const height = frameHeight();
  for (let i: u32 = 0; i < height; i++) {
    if (frameBy(i).kind == FRAME_EXPAND) {
      noteEnd();
      return;
    }
  }
  takeContext(height - 1, from, openBrackets());
}

/** Within a statement so long that it is not to be read again for each part: the innermost frame that may go on at an entry or operand of its own. */
function withinStatement(list: u32): i32 {
  const height = frameHeight();
  let chosen = list;
  for (let i = list + 1; i < height; i++) {
    const frame = frameBy(i);
    if (frame.kind == FRAME_EXPAND) break;
    const table = frame.kind == FRAME_TABLE && frame.state > TABLE_KEY;
    const operand = frame.kind == FRAME_EXPRESSION && frame.state != STATE_OPERAND && (frame.flags & STARTED) != 0;
    if (table || operand || holdsStatement(frame)) chosen = i;
  }
  return <i32>chosen;
}

function holdsStatement(frame: Frame): bool {
  if (frame.kind == FRAME_LIST) return frame.state == LIST_READ;
  return frame.kind == FRAME_BODY && (frame.state == BODY_READ || frame.state == BODY_PARAMETERS);
}

function takeContext(top: u32, safe: usize, open: u32): void {
  watching = false;
  // What began in an earlier part is read again with this one, from where that part's context stands.
  if (safe <= textStart) return;
  const frames = top + 1;
  const operators = frameBy(top).base;
  const frameSize = <usize>frames * FRAME_BYTES;
  const operatorSize = <usize>operators * OPERATOR_BYTES;
  if (HEADER_BYTES + frameSize + operatorSize > CONTEXT_BYTES) return;
  const to = contextStart();
  store<u32>(to, <u32>(safe - textStart));
  store<u32>(to, frames, 4);
  store<u32>(to, operators, 8);
  store<u32>(to, open, 12);
  memory.copy(to + HEADER_BYTES, changetype<usize>(frameBy(0)), frameSize);
  memory.copy(to + HEADER_BYTES + frameSize, changetype<usize>(operatorAt(0)), operatorSize);
  const kept = changetype<Frame>(to + HEADER_BYTES + frameSize - FRAME_BYTES);
  if (kept.kind == FRAME_LIST) kept.state = LIST_NEXT;
  else if (kept.kind == FRAME_TABLE) kept.state = TABLE_KEY;
  else if (kept.kind == FRAME_EXPRESSION) kept.state = STATE_OPERAND;
  else {
    if (kept.state == BODY_PARAMETERS) kept.flags &= ~PARAMETERS_SEEN;
    kept.state = BODY_NEXT;
  }
  size = HEADER_BYTES + frameSize + operatorSize;
}

/** Bytes of the part in front of the safe point; 0 if no context was taken. */
export function safeOffset(): u32 {
  return size == 0 ? 0 : load<u32>(contextStart());
}

/** Copies the context out. @returns bytes written, 0 if there is none or it does not fit */
export function copyContext(to: usize, capacity: u32): u32 {
  if (size == 0 || <u32>size > capacity) return 0;
  memory.copy(to, contextStart(), size);
  return <u32>size;
}

/** Takes a context that `copyContext` wrote; `resumeFrames` opens it. */
export function loadContext(from: usize, bytes: u32): void {
  size = 0;
  if (<usize>bytes < HEADER_BYTES + FRAME_BYTES || <usize>bytes > CONTEXT_BYTES) return;
  const frames = load<u32>(from, 4);
  const operators = load<u32>(from, 8);
  if (frames == 0 || <usize>bytes != HEADER_BYTES + <usize>frames * FRAME_BYTES + <usize>operators * OPERATOR_BYTES) return;
  memory.copy(contextStart(), from, <usize>bytes);
  size = <usize>bytes;
}

/**
 * Opens the frames of the loaded context anew, at the start of a text.
 * @returns how many there are, the text's own body included; 0 if none was loaded
 */
export function resumeFrames(text: usize): u32 {
  if (size == 0) return 0;
  const from = contextStart();
  const frames = load<u32>(from, 4);
  const operators = load<u32>(from, 8);
  const frameSize = <usize>frames * FRAME_BYTES;
  memory.copy(changetype<usize>(frameBy(0)), from + HEADER_BYTES, frameSize);
  memory.copy(changetype<usize>(operatorAt(0)), from + HEADER_BYTES + frameSize, <usize>operators * OPERATOR_BYTES);
  setHeights(frames, operators);
  const open = load<u32>(from, 12);
  setOpen(open & 0xffff, open >> 16);
  // With a statement open around it, the safe point lies within frames that know nothing any more.
  if (frames > 1) for (let i: u32 = 0; i < frames; i++) forget(frameBy(i), <u32>text);
  for (let i: u32 = 0; i < operators; i++) {
    const entry = operatorAt(i);
    entry.start = <u32>text;
    forgetOperator(entry);
  }
  size = 0;
  return frames;
}

/** Makes a frame know nothing of what it had read: addresses in it become `text`, its instructions are out of reach. Brackets stay open. */
function forget(frame: Frame, text: u32): void {
  forgetInstructions(frame);
  frame.start = text;
  switch (frame.kind) {
    case FRAME_EXPRESSION:
      changetype<ExpressionFrame>(frame).end = text;
      changetype<ExpressionFrame>(frame).item = text;
      break;
    case FRAME_BODY:
    case FRAME_LIST:
    case FRAME_TABLE:
      changetype<ResumableFrame>(frame).item = text;
      break;
    case FRAME_PIPELINE:
      changetype<PipelineFrame>(frame).end = text;
      changetype<PipelineFrame>(frame).redirection = text;
      break;
    case FRAME_COMMAND:
      changetype<CommandFrame>(frame).element = text;
      changetype<CommandFrame>(frame).end = text;
      break;
    case FRAME_FOR:
      changetype<ForFrame>(frame).label = text;
      changetype<ForFrame>(frame).labelEnd = text;
      break;
    case FRAME_FOREACH:
      changetype<EachFrame>(frame).variable = text;
      changetype<EachFrame>(frame).variableEnd = text;
      break;
    case FRAME_ATTRIBUTE:
      changetype<AttributeFrame>(frame).parenthesis = text;
      changetype<AttributeFrame>(frame).name = text;
      changetype<AttributeFrame>(frame).nameEnd = text;
      break;
    case FRAME_FLOW:
      changetype<FlowFrame>(frame).keyword = text;
      break;
  }
}

/** Puts what a frame would still write, or patch, out of reach. */
export function forgetInstructions(frame: Frame): void {
  frame.flags |= FRAME_RESUMED;
  switch (frame.kind) {
    case FRAME_BODY:
      frame.flags &= ~STATEMENT_BEGUN;
      changetype<BodyFrame>(frame).opening = SCRATCH;
      changetype<BodyFrame>(frame).section = SCRATCH;
      break;
    case FRAME_EXPRESSION:
      changetype<ExpressionFrame>(frame).collector = SCRATCH;
      break;
    case FRAME_PIPELINE:
      changetype<PipelineFrame>(frame).chain = SCRATCH;
      break;
    case FRAME_COMMAND:
      changetype<CommandFrame>(frame).begin = SCRATCH;
      break;
    case FRAME_PARAMETERS:
      changetype<ParametersFrame>(frame).formal = SCRATCH;
      changetype<ParametersFrame>(frame).initial = SCRATCH;
      break;
    case FRAME_IF:
      changetype<IfFrame>(frame).collector = SCRATCH;
      changetype<IfFrame>(frame).test = SCRATCH;
      changetype<IfFrame>(frame).ends = NOTHING;
      break;
    case FRAME_VALUE:
    case FRAME_EXPAND:
    case FRAME_FLOW:
      changetype<CollectingFrame>(frame).collector = SCRATCH;
      break;
    case FRAME_LOOP:
    case FRAME_FOREACH:
    case FRAME_TRY:
    case FRAME_TRAP:
    case FRAME_FUNCTION:
      forgetHead(changetype<HeadedFrame>(frame));
      break;
    case FRAME_FOR:
      forgetHead(changetype<HeadedFrame>(frame));
      changetype<ForFrame>(frame).iterate = SCRATCH;
      break;
    case FRAME_SWITCH:
      forgetHead(changetype<HeadedFrame>(frame));
      changetype<SwitchFrame>(frame).clause = SCRATCH;
      break;
    case FRAME_CLASS:
      forgetHead(changetype<HeadedFrame>(frame));
      changetype<ClassFrame>(frame).member = SCRATCH;
      break;
  }
}

function forgetHead(frame: HeadedFrame): void {
  frame.collector = SCRATCH;
  frame.head = SCRATCH;
}

/** The same for an operator that waits. */
export function forgetOperator(entry: Operator): void {
  if (entry.precedence != PRECEDENCE_COMMA) entry.value = SCRATCH;
}
