/**
 * What is known of a construct that is open: a class for each kind of frame, all of the same length. Addresses are of the text, instructions
 * by index, and a pair of counts is as `openBrackets` gives it.
 */

/** What every frame has. */
@unmanaged
export class Frame {
  /** FRAME_*. */
  kind: u8;
  /** Where the frame goes on: by kind. */
  state: u8;
  /** By kind, but for FRAME_RESUMED. */
  flags: u16;
  /** Address of the construct's first byte. */
  start: u32;
  /** Operators below this frame's own. */
  base: u32;
  /** Brackets open around the frame. */
  depth: u32;
}

/** A frame in which a later part may go on, at the statement, entry or operand that is read (continuation.ts). */
@unmanaged
export class ResumableFrame extends Frame {
  /** Where that starts. */
  item: u32;
  /** Brackets open around it. */
  open: u32;
}

/** FRAME_LIST, FRAME_BODY. */
@unmanaged
export class BodyFrame extends ResumableFrame {
  /** OP_BLOCK, OP_FUNCTION or OP_METHOD of a body. */
  opening: u32;
  /** The open OP_SECTION. */
  section: u32;
}

@unmanaged
export class ExpressionFrame extends ResumableFrame {
  /** OP_COLLECT of the parenthesis or subexpression that is read. */
  collector: u32;
  /** End of the last operand. */
  end: u32;
  /** Arguments of the call so far. */
  arguments: u32;
}

@unmanaged
export class PipelineFrame extends Frame {
  /** End of what was read. */
  end: u32;
  /** ASSIGN_* or REDIRECT_*. */
  operation: u32;
  /** Where the redirection starts. */
  redirection: u32;
  /** OP_CHAIN to patch. */
  chain: u32;
}

@unmanaged
export class CommandFrame extends Frame {
  /** OP_COMMAND_BEGIN. */
  begin: u32;
  /** Elements so far. */
  elements: u32;
  /** Items of the present element so far, where commas join several. */
  items: u32;
  /** Start of the present element, end of the last one. */
  element: u32;
  end: u32;
  /** Start of the parameter whose value is read, or REDIRECT_*. */
  pending: u32;
}

/** A frame that collects a value: FRAME_VALUE, and those that have a condition or an operand. */
@unmanaged
export class CollectingFrame extends Frame {
  /** OP_COLLECT. */
  collector: u32;
}

@unmanaged
export class ExpandFrame extends CollectingFrame {
  /** Pieces so far. */
  pieces: u32;
  /** The subexpression that is read: its `$`, the limit outside, brackets open outside. */
  subexpression: u32;
  limit: u32;
  open: u32;
  /** 1 once the here-string's header was passed. */
  begun: u32;
}

@unmanaged
export class FlowFrame extends CollectingFrame {
  /** Start of the keyword. */
  keyword: u32;
}

@unmanaged
export class IfFrame extends CollectingFrame {
  /** OP_TEST of the present clause. */
  test: u32;
  /** The last OP_BRANCH_END, each of which points at the one before. */
  ends: u32;
}

/** A frame whose first instruction is patched: FRAME_LOOP, FRAME_TRY (OP_CATCH), FRAME_TRAP, FRAME_FUNCTION. */
@unmanaged
export class HeadedFrame extends CollectingFrame {
  head: u32;
}

@unmanaged
export class ForFrame extends HeadedFrame {
  /** OP_ITERATE. */
  iterate: u32;
  label: u32;
  labelEnd: u32;
  /** 1 if its parts stand in parentheses. */
  bracketed: u32;
}

@unmanaged
export class EachFrame extends HeadedFrame {
  variable: u32;
  variableEnd: u32;
}

@unmanaged
export class SwitchFrame extends HeadedFrame {
  /** OP_CLAUSE. */
  clause: u32;
  /** 1 if -File gave the subject. */
  hasSubject: u32;
}

@unmanaged
export class ClassFrame extends HeadedFrame {
  /** OP_METHOD or OP_PROPERTY. */
  member: u32;
}

@unmanaged
export class ParametersFrame extends Frame {
  /** OP_FORMAL and OP_DEFAULT of the present parameter. */
  formal: u32;
  initial: u32;
}

@unmanaged
export class AttributeFrame extends Frame {
  /** Its opening parenthesis. */
  parenthesis: u32;
  /** The name of the present argument, empty for one by position. */
  name: u32;
  nameEnd: u32;
}

/** A command is the longest kind, and so is an expandable string. */
export const FRAME_BYTES: usize = offsetof<CommandFrame>();

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
