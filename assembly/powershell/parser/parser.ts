/**
 * Text to instructions: a pushdown parser that reads one top-level statement at a time, without recursion.
 *
 *   beginText → nextStatement, until false → (programEnd, truncateProgram in between)
 *
 * A text found while another is read (Invoke-Expression and its kin) is read between `pushText` and `popText`; the program goes
 * on growing. The text is the caller's, is not written to, and has 16 readable zero bytes after it.
 */
import { READ_LOST_NEWLINES, READ_RESUMED, READ_UNFINISHED } from "../../blocks/mode";
import { MAX_NESTING } from "../../contract";
import {
  allowLookAhead,
  broken,
  dialect,
  limit,
  lostNewlines,
  markBroken,
  markSensitive,
  markUnclosed,
  position,
  sensitive,
  setDialect,
  setLimit,
  setLostNewlines,
  setPosition,
  unclosed,
} from "../lexer/lexer";
import { classifyMentions } from "../lexer/mentions";
import { BODY_ROOT } from "./braces";
import { stepCommand } from "./command";
import { noteEnd, resumeFrames, watching, watchNothing, watchPart } from "./continuation";
import { stepAttribute, stepClass, stepData, stepEnum, stepFunction, stepParameters, stepUsing } from "./definition";
import { mute, outOfRoom, programEnd, programTight, truncateProgram } from "./emit";
import { stepExpand } from "./expandable";
import { stepExpression } from "./expression";
import { stepFlow, stepIf, stepTrap, stepTry } from "./flow";
import {
  AttributeFrame,
  BodyFrame,
  ClassFrame,
  CollectingFrame,
  CommandFrame,
  EachFrame,
  ExpandFrame,
  ExpressionFrame,
  FlowFrame,
  ForFrame,
  FRAME_ATTRIBUTE,
  FRAME_BODY,
  FRAME_CLASS,
  FRAME_COMMAND,
  FRAME_DATA,
  FRAME_ENUM,
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
  ParametersFrame,
  PipelineFrame,
  ResumableFrame,
  SwitchFrame,
} from "./frame-kinds";
import { dropFrames, frameHeight, openBraces, openParens, pushFrame, roomForStep, setOpen, topFrame } from "./frames";
import { stepFor, stepForeach, stepLoop } from "./loop";
import { closeAll, forgetLost, isInCopy, leaveCopy, reopen } from "./overflow";
import { stepPipeline } from "./pipeline";
import {
  awaitStatement,
  beginResumed,
  beginRoot,
  resumeText,
  statementRead,
  stepBody,
  stepList,
  stepValue,
  textRead,
} from "./statement";
import { stepSwitch } from "./switch";
import { stepTable } from "./table";

export { programEnd, programFull, programTight, truncateProgram } from "./emit";

/** The bits of a mode that say how the text begins. */
const READ_KIND: i32 = 3;
/** Texts that may be open at once. */
export const MAX_TEXTS: u32 = 24;
/** Steps without a byte taken: more than it takes to end every frame there can be. */
const MAX_IDLE_STEPS: u32 = 65536;
const SAVED_WORDS: usize = 8;
/** MAX_TEXTS times 8 words: position, limit, height, parentheses, braces, dialect, flags, unused. */
const saved: usize = memory.data(768, 4);
let texts: u32 = 0;
/** The text starts within frames of an earlier part. */
let within: bool = false;
/** End of the present text. */
let textEnd: usize = 0;
/** Instructions there were when the program became tight, 0 while it is not. */
let tightFrom: u32 = 0;
/** Height of the frames below the present text's. */
let floor: u32 = 0;

/** Whether the present text has a syntax error, as far as it was read. */
export function brokenText(): bool {
  return broken;
}

/** Whether the present text ends within something that it opened. */
export function unclosedText(): bool {
  return unclosed;
}

/** Whether the present text holds something that the two dialects read differently, as far as it was read. */
export function dialectSensitive(): bool {
  return sensitive;
}

/**
 * Begins a text. Instructions already written stay.
 * @param mode READ_* of reader.ts
 * @param version 0 PowerShell 7.6, 1 Windows PowerShell 5.1
 */
export function beginText(text: usize, length: usize, mode: i32, version: i32): void {
  dropFrames(floor);
  setDialect(version);
  setLostNewlines((mode & READ_LOST_NEWLINES) != 0);
  setPosition(text);
  setLimit(text + length);
  textEnd = text + length;
  tightFrom = 0;
  allowLookAhead(length);
  setOpen(0, 0);
  beginRoot();
  mute(false);
  let frames: u32 = 0;
  if (texts == 0) {
    forgetLost(text, text + length);
    if ((mode & READ_KIND) == READ_RESUMED) frames = resumeFrames(text);
    if ((mode & READ_UNFINISHED) != 0) watchPart(text, text + length);
    else watchNothing();
    within = frames > 1;
  }
  if (frames == 0) pushFrame(FRAME_BODY, BODY_ROOT);
}

/**
 * Puts the present text aside, between two of its statements.
 * @returns false if too many are open: the new text must stay unread then
 */
export function pushText(): bool {
  if (texts == MAX_TEXTS) return false;
  const at = saved + ((<usize>texts * SAVED_WORDS) << 2);
  store<u32>(at, <u32>position);
  store<u32>(at, <u32>limit, 4);
  store<u32>(at, floor, 8);
  store<u32>(at, openParens, 12);
  store<u32>(at, openBraces, 16);
  store<u32>(at, <u32>dialect, 20);
  store<u32>(at, (broken ? 1 : 0) | (sensitive ? 2 : 0) | (lostNewlines ? 4 : 0) | (unclosed ? 8 : 0), 24);
  texts++;
  floor = frameHeight();
  return true;
}

/** Goes on with the text that `pushText` put aside. */
export function popText(): void {
  if (texts == 0) return;
  texts--;
  const at = saved + ((<usize>texts * SAVED_WORDS) << 2);
  dropFrames(floor);
  setPosition(<usize>load<u32>(at));
  setLimit(<usize>load<u32>(at, 4));
  textEnd = limit;
  floor = load<u32>(at, 8);
  setOpen(load<u32>(at, 12), load<u32>(at, 16));
  restoreFlags(<i32>load<u32>(at, 20), load<u32>(at, 24));
  beginRoot();
}

function restoreFlags(version: i32, flags: u32): void {
  setDialect(version);
  if ((flags & 1) != 0) markBroken();
  if ((flags & 2) != 0) markSensitive();
  setLostNewlines((flags & 4) != 0);
  if ((flags & 8) != 0) markUnclosed();
}

/**
 * Compiles the next top-level statement (or parameter block, or named block) after the last instruction.
 * Where the program is tight (`programTight`), what the statement before wrote is overwritten: nothing may refer to it any more.
 * @returns false at the end of the text; nothing was written then
 */
export function nextStatement(): bool {
  if (!programTight()) tightFrom = 0;
  else if (tightFrom == 0) tightFrom = programEnd();
  else truncateProgram(tightFrom);
  const from = programEnd();
  const start = position;
  const read = readStatement();
  if (texts == 0) classifyMentions(from, programEnd(), start, position);
  return read;
}

function readStatement(): bool {
  awaitStatement();
  if (within) {
    within = false;
    beginResumed();
  }
  let idle: u32 = 0;
  let last: usize = 0;
  while (!statementRead && !textRead) {
    const frame = topFrame();
    if (position != last) {
      last = position;
      idle = 0;
    } else if (++idle > MAX_IDLE_STEPS) {
      // Every frame makes progress or ends; this is the belt to those braces.
      markBroken();
      setPosition(position + 1);
    }
    if (!roomForStep() || frame.depth > <u32>MAX_NESTING || outOfRoom()) {
      relieve();
      return true;
    }
    stepOnce(frame);
    // Frames that were forgotten in want of room had a nearer limit; nobody is left to set the text's own again.
    if (textRead && texts == 0 && leaveCopy(textEnd)) resumeText();
    else if (textRead && limit < textEnd && (texts != 0 || !isInCopy())) {
      resumeText();
      setLimit(textEnd);
    }
  }
  mute(false);
  return statementRead;
}

function stepOnce(frame: Frame): void {
  mute((frame.flags & FRAME_RESUMED) != 0);
  step(frame);
  if (watching) noteEnd();
}

/** Ends the statement where it stands, and goes on with its innermost frames as a statement of its own. */
function relieve(): void {
  closeAll(floor);
  // Each step ends a frame or goes to the next state of one, of which there are few.
  for (let i: u32 = 0; i < MAX_IDLE_STEPS && !statementRead && !textRead; i++) stepOnce(topFrame());
  mute(false);
  dropFrames(floor + 1);
  resumeText();
  within = reopen(floor, textEnd);
}

function step(frame: Frame): void {
  switch (frame.kind) {
    case FRAME_BODY:
      stepBody(changetype<BodyFrame>(frame));
      break;
    case FRAME_LIST:
      stepList(changetype<BodyFrame>(frame));
      break;
    case FRAME_PIPELINE:
      stepPipeline(changetype<PipelineFrame>(frame));
      break;
    case FRAME_COMMAND:
      stepCommand(changetype<CommandFrame>(frame));
      break;
    case FRAME_EXPRESSION:
      stepExpression(changetype<ExpressionFrame>(frame));
      break;
    case FRAME_EXPAND:
      stepExpand(changetype<ExpandFrame>(frame));
      break;
    case FRAME_TABLE:
      stepTable(changetype<ResumableFrame>(frame));
      break;
    case FRAME_VALUE:
      stepValue(changetype<CollectingFrame>(frame));
      break;
    case FRAME_IF:
      stepIf(changetype<IfFrame>(frame));
      break;
    case FRAME_LOOP:
      stepLoop(changetype<HeadedFrame>(frame));
      break;
    case FRAME_FOR:
      stepFor(changetype<ForFrame>(frame));
      break;
    case FRAME_FOREACH:
      stepForeach(changetype<EachFrame>(frame));
      break;
    case FRAME_SWITCH:
      stepSwitch(changetype<SwitchFrame>(frame));
      break;
    case FRAME_TRY:
      stepTry(changetype<HeadedFrame>(frame));
      break;
    case FRAME_TRAP:
      stepTrap(changetype<HeadedFrame>(frame));
      break;
    case FRAME_FUNCTION:
      stepFunction(changetype<HeadedFrame>(frame));
      break;
    case FRAME_PARAMETERS:
      stepParameters(changetype<ParametersFrame>(frame));
      break;
    case FRAME_ATTRIBUTE:
      stepAttribute(changetype<AttributeFrame>(frame));
      break;
    case FRAME_CLASS:
      stepClass(changetype<ClassFrame>(frame));
      break;
    case FRAME_FLOW:
      stepFlow(changetype<FlowFrame>(frame));
      break;
    case FRAME_DATA:
      stepData(frame);
      break;
    case FRAME_ENUM:
      stepEnum(frame);
      break;
    default:
      stepUsing(frame);
      break;
  }
}
