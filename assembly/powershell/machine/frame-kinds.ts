/**
 * What a frame holds: a class for each construct that is open, for a body that runs, and for each builtin that waits for what it called;
 * all of the same length. Values, blocks and lists are addresses, of which 0 is none; instructions are named by their index.
 */

/** What every frame has. */
@unmanaged
export class Frame {
  /** FRAME_*. */
  kind: u8;
  /** Variant by kind. */
  sub: u8;
  /** FRAMED_*. */
  flags: u16;
  /** Instruction to go on with when the frame ends. */
  next: u32;
  /** Operands when it was opened. */
  operands: u32;
  /** Index of the frame that collected output before. */
  sink: u32;
  /** Values of output. */
  outputs: u32;
  /** The only one, raw, or the list of them. */
  output: u32;
  /** Journal: entries below this frame's branch, the level around it, results of its branches. */
  mark: u32;
  level: u32;
  results: u32;
  /** What branches that left the frame by a jump had written. */
  escapes: u32;
  /** The frame further out that a branch within left, 0 for none. */
  escape: u32;
}

/** FRAME_TEXT, FRAME_CALL: instructions that run up to a limit. */
@unmanaged
export class CodeFrame extends Frame {
  /** The limit: end of the statement of a text, of the default, section or body of a call. */
  end: u32;
}

/** FRAME_TEXT */
@unmanaged
export class TextFrame extends CodeFrame {
  /** What is read (interpreter/statements.ts). */
  state: u32;
  /** 1 once a statement was started. */
  begun: u32;
}

/** FRAME_CALL: sub = PHASE_* (calls.ts) */
@unmanaged
export class CallFrame extends CodeFrame {
  /** The block that runs. */
  block: u32;
  /** CALL_*. */
  mode: u32;
  /** First SiteElement of the arguments. */
  elements: u32;
  /** What is piped in, an array or unknown, 0 for nothing; the index of the value that the process section runs for. */
  input: u32;
  index: u32;
  /** Outputs before the process section that is read although nothing is piped in. */
  outputsBefore: u32;
  /** First Formal, and the one whose check or default is next. */
  formals: u32;
  formal: u32;
  /** Journal: entries below the default that runs, and the level around it. */
  defaultMark: u32;
  defaultLevel: u32;
  /** First instruction after the parameters. */
  body: u32;
  /** Number of the next section. */
  section: u32;
  /** The instruction from which blocks are sought that were handed on. */
  unread: u32;
  /** The horizon (scopes.ts) and the journal's level outside. */
  horizon: u32;
  outerLevel: u32;
  /** What held the text around it. */
  holderStart: u32;
  holderEnd: u32;
  context: u32;
  contextSteps: u32;
  /** The newest site before it, 0 for none. */
  site: u32;
}

/** FRAME_COLLECT: sub = COLLECT_* */
@unmanaged
export class CollectFrame extends Frame {
  /** 1 once a statement within failed. */
  failed: u32;
}

/** FRAME_TABLE */
@unmanaged
export class TableFrame extends Frame {
  table: u32;
  /** 1 once a key or value failed. */
  failed: u32;
}

/** FRAME_COMMAND: sub = OPERATOR_* */
@unmanaged
export class CommandFrame extends Frame {
  /** The file's name that the output is redirected to. */
  target: u32;
}

/** FRAME_IF: sub = 1 for a ternary */
@unmanaged
export class IfFrame extends Frame {
  /** Outputs of the sink before. */
  outputsBefore: u32;
  /** What the clauses so far give, 0 while none did. */
  value: u32;
  /** Clauses that reach their end, and those of them without output. */
  reached: u32;
  silent: u32;
  /** 1 once a clause put out several values. */
  several: u32;
  /** Operands below a ternary's value. */
  below: u32;
  /** 1 while a condition is open that is looked at only if no clause before was taken. */
  isCondition: u32;
  /** Results of the clauses, meanwhile. */
  clauseResults: u32;
}

/** FRAME_SHORT: sub = BINARY_* */
@unmanaged
export class ShortFrame extends Frame {
  /** The instruction after the operator. */
  after: u32;
}

/** FRAME_TRY: sub = 0 within the body, 1 within a catch, 2 within finally */
@unmanaged
export class TryFrame extends Frame {
  /** Outputs of the sink before the body or the catch. */
  outputsBefore: u32;
  /** Ways that reach the end. */
  reached: u32;
  /** Results of the body. */
  bodyResults: u32;
}

/** FRAME_LOOP, FRAME_SWITCH: what a label names. */
@unmanaged
export class LabelledFrame extends Frame {
  /** OP_LOOP or OP_SWITCH. */
  head: u32;
}

/** FRAME_LOOP: sub = LOOP_* */
@unmanaged
export class LoopFrame extends LabelledFrame {
  /** The first instruction after the head. */
  body: u32;
  /** Where each round starts but the first: the body of a foreach, the iterator of a for; 0 where that is not known yet. */
  round: u32;
  /** 1 while the iterator is read for the last time. */
  isLast: u32;
  /** foreach: the list it runs over, or what is not known as one; the index in it; OP_EACH, which names the variable. */
  source: u32;
  index: u32;
  variable: u32;
}

/** FRAME_SWITCH: sub = SWITCH_* */
@unmanaged
export class SwitchFrame extends LabelledFrame {
  /** The list of what is switched over, and the index in it. */
  subjects: u32;
  index: u32;
  /** 1 if there is nothing to switch over; 1 if there may be nothing. */
  isEmpty: u32;
  mayBeEmpty: u32;
  /** First instruction of the clauses. */
  clauses: u32;
  /** 1 once a clause fitted the present subject; 1 once one may have. */
  matched: u32;
  maybeMatched: u32;
  /** `$_` and the outputs of the sink before. */
  itemBefore: u32;
  outputsBefore: u32;
}

/** FRAME_FORMAL */
@unmanaged
export class FormalFrame extends Frame {
  /** The Formal that is declared. */
  formal: u32;
}

/** FRAME_ATTRIBUTE: sub = ATTRIBUTE_* (interpreter/definitions.ts) */
@unmanaged
export class AttributeFrame extends Frame {
  /** The Formal that it stands at, 0 for that of a whole body or of a variable. */
  formal: u32;
}

/** NATIVE_CLAUSE */
@unmanaged
export class ClauseFrame extends Frame {
  /** OP_CLAUSE. */
  clause: u32;
}

/** NATIVE_SWEEP */
@unmanaged
export class SweepFrame extends Frame {
  /** The next instruction that may be a body's. */
  at: u32;
  /** 1 once the writes of all bodies were noted. */
  begun: u32;
}

/** NATIVE_EACH, NATIVE_WHERE, NATIVE_KEYS: what runs for each of several values. */
@unmanaged
export class ItemsFrame extends Frame {
  /** The values, an array or unknown, and the index of the present one. */
  items: u32;
  index: u32;
  /** What runs: a block; of ForEach-Object also a list of blocks, a member's name or a type. */
  code: u32;
  /** `$_` before. */
  itemBefore: u32;
  /** 1 while the code is read although there is no value. */
  isEmpty: u32;
}

/** NATIVE_EACH */
@unmanaged
export class EachFrame extends ItemsFrame {
  /** The block that runs at the end. */
  last: u32;
  /** STAGE_* (builtins/for-each-and-where.ts). */
  stage: u32;
  /** Index in a list of blocks. */
  part: u32;
  /** First SiteElement after a member's name. */
  arguments: u32;
  /** Extent of the command. */
  start: u32;
  end: u32;
  /** An array that a round gives is one output. */
  keepsArrays: u32;
}

/** NATIVE_WHERE */
@unmanaged
export class WhereFrame extends ItemsFrame {
  /** WHERE_* (builtins/for-each-and-where.ts). */
  mode: u32;
  /** Lists of what was kept and of the rest, where both are given. */
  matching: u32;
  others: u32;
}

/** NATIVE_KEYS */
@unmanaged
export class KeysFrame extends ItemsFrame {
  /** What is delivered, whatever the block gives. */
  result: u32;
}

/** NATIVE_DEFAULT */
@unmanaged
export class DefaultFrame extends Frame {
  /** The SiteElement whose value the block gives. */
  element: u32;
  site: u32;
}

/** NATIVE_BLOCKS */
@unmanaged
export class BlocksFrame extends Frame {
  /** List of texts or blocks, and the index of the next one. */
  list: u32;
  index: u32;
  /** CALL_*. */
  mode: u32;
  /** TEXT_* of the texts. */
  marks: u32;
  /** What is piped in, 0 for nothing. */
  input: u32;
  /** Extent of the command. */
  start: u32;
  end: u32;
}

/** NATIVE_HANDED */
@unmanaged
export class HandedFrame extends Frame {
  /** List of blocks, and the index of the present one. */
  list: u32;
  index: u32;
  /** CALL_*. */
  mode: u32;
  /** What is delivered at the end. */
  value: u32;
  /** The instruction after that of the trap whose block it is, 0 for another's; 1 once it is seen to write something. */
  trap: u32;
  writes: u32;
  /** What the first block is fed after all were read, 0 for nothing; 1 once it is. */
  input: u32;
  isFed: u32;
}

/** NATIVE_INSTEAD */
@unmanaged
export class InsteadFrame extends Frame {
  /** What is delivered. */
  value: u32;
}

/** NATIVE_OUT */
@unmanaged
export class OutFrame extends Frame {
  /** The variable's name. */
  name: u32;
  /** 1 for -PipelineVariable. */
  isPipeline: u32;
  /** The place that emptied the variable, 0 where what it held stays. */
  wiper: u32;
}

/** NATIVE_MAYBE */
@unmanaged
export class MaybeFrame extends Frame {
  /** 1 if the call gives what it would, if it gives anything. */
  isWhole: u32;
}

/** NATIVE_PIPELINE */
@unmanaged
export class StagesFrame extends Frame {
  /** The next Stage (builtins/powershell-api.ts). */
  stage: u32;
}

/** NATIVE_METHOD */
@unmanaged
export class MethodFrame extends Frame {
  block: u32;
  /** 1 once something that may run throws. */
  mayThrow: u32;
}

/** A call is the longest kind. */
export const FRAME_BYTES: usize = offsetof<CallFrame>();

/** A text that is read statement by statement. */
export const FRAME_TEXT: u8 = 1;
/** A body that runs. */
export const FRAME_CALL: u8 = 2;
export const FRAME_COLLECT: u8 = 3;
export const FRAME_TABLE: u8 = 4;
export const FRAME_COMMAND: u8 = 5;
export const FRAME_IF: u8 = 6;
export const FRAME_LOOP: u8 = 7;
export const FRAME_SWITCH: u8 = 8;
export const FRAME_TRY: u8 = 9;
export const FRAME_SHORT: u8 = 10;
export const FRAME_FORMAL: u8 = 11;
export const FRAME_ATTRIBUTE: u8 = 12;
/** A builtin that waits for what it called: sub = NATIVE_*. */
export const FRAME_NATIVE: u8 = 13;

/** An output of the frame may be missing, or is of unknown number. */
export const FRAMED_UNSURE: u16 = 1;
/** `output` is a list. */
export const FRAMED_LIST: u16 = 2;
/** Outputs are enumerated one by one as they come (all but parentheses and statements). */
export const FRAMED_ENUMERATES: u16 = 4;
/** A branch that may not be taken is open. */
export const FRAMED_UNCERTAIN: u16 = 8;
/** The open branch left by break, continue, return, exit or throw. */
export const FRAMED_DIVERGED: u16 = 16;
/** A branch before left the construct under an unknown condition. */
export const FRAMED_ESCAPED: u16 = 32;
/** The frame collects output. */
export const FRAMED_SINK: u16 = 64;
/** The open branch is dead by a known condition. */
export const FRAMED_DEAD: u16 = 128;
/** Opened a journal level. */
export const FRAMED_LEVEL: u16 = 256;
/** A loop or switch that probes for what its body writes. */
export const FRAMED_PROBE: u16 = 512;
/** A known condition decided the branches already. */
export const FRAMED_TAKEN: u16 = 1024;
/** Some condition was unknown. */
export const FRAMED_MAYBE: u16 = 2048;
/** A body with a trap. */
export const FRAMED_TRAPS: u16 = 4096;
