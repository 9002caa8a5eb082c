/**
 * The language between the parser and the machine. The parser turns a text into instructions in postfix order; the machine
 * runs them over abstract values. Nothing here knows a cmdlet, and nothing in a program refers to a parser frame.
 *
 * Spans are absolute addresses of source bytes, [start, end). `a` is an operand: a count, or the index of an instruction.
 * Each operation below says what it takes from the operand stack and what it leaves: (before → after).
 */
import { PROGRAM_BYTES, programStart } from "../memory/map";

@unmanaged
export class Instruction {
  /** OP_*. */
  op: u8;
  /** Variant of the operation. */
  sub: u8;
  /** FLAG_*. */
  flags: u16;
  /** Count or instruction index, by operation. */
  a: u32;
  start: u32;
  end: u32;
}

export const INSTRUCTION_BYTES: usize = offsetof<Instruction>();
/** Most instructions that fit. A statement that does not fit is read in pieces (parser/overflow.ts). */
export const MAX_INSTRUCTIONS: u32 = <u32>(PROGRAM_BYTES / INSTRUCTION_BYTES);

/** The instruction at an index; an index that no program has yields the last one there is room for. */
export function instruction(index: u32): Instruction {
  return changetype<Instruction>(programStart() + <usize>min(index, MAX_INSTRUCTIONS - 1) * INSTRUCTION_BYTES);
}

// ---- Flags ----------------------------------------------------------------------------------------------------------
/** A string token holds backticks or doubled quotes (or a `$` was escaped): its value must be decoded. */
export const FLAG_ESCAPED: u16 = 1;
/** The command, or block section, receives the value below its elements as pipeline input. */
export const FLAG_PIPED: u16 = 2;
/** Of OP_INVOKE and OP_SHORT_CIRCUIT: an assignment writes to it. */
export const FLAG_TARGET: u16 = 2;
/** Of OP_CHAIN: what may not have run ends here. */
export const FLAG_LAST: u16 = 2;
/** RETURN, EXIT, THROW, BREAK, CONTINUE: an operand is on the stack. */
export const FLAG_OPERAND: u16 = 4;
/** The construct was closed by the end of the text or by recovery after a syntax error. */
export const FLAG_BROKEN: u16 = 8;
/** The construct was opened before this text (a part read as a continuation): its value is unknown. */
export const FLAG_RESUMED: u16 = 16;
/** Static member access `::`. */
export const FLAG_STATIC: u16 = 32;
/** The access tolerates null (`?.`, `?[`). */
export const FLAG_NULL_SAFE: u16 = 64;
/** Operator spelled with the c prefix: case sensitive. */
export const FLAG_CASE_SENSITIVE: u16 = 128;
/** The token touches the end of a part that others follow: it may go on there. */
export const FLAG_TOUCHES_END: u16 = 256;
/** COMMAND: the name element is followed by at least one dash-dash-percent or `--`. Informational. */
export const FLAG_VERBATIM: u16 = 512;
/** What opens a body: it stands in a text that is known in part (machine/partial-texts.ts). */
export const FLAG_PARTIAL: u16 = 512;

/** From here on the bits of `flags`, and bits 64 and 128 of an OP_BLOCK's `sub`, belong to the machine: what it has read, and how often. */
export const FLAGS_OF_MACHINE: u16 = 1024;

// ---- Values: ( → value) ----------------------------------------------------------------------------------------------
/** A constant string token. sub = STRING_*; the span is the whole token, quotes included. */
export const OP_STRING: u8 = 1;
/** A number token of expression or argument mode: sign excluded (that is a unary operator) except in arguments. */
export const OP_NUMBER: u8 = 2;
/** A variable: `$x`, `${x}`, `$a:b`; the span includes `$` (and `{}`). */
export const OP_VARIABLE: u8 = 3;
/** A type literal `[…]`; the span includes the brackets. */
export const OP_TYPE: u8 = 4;
/** (v1 … va → string) An expandable string or bareword out of `a` pieces; literal pieces are OP_STRING with STRING_PIECE. sub = STRING_*. */
export const OP_EXPAND: u8 = 5;
/** (v1 … va → array) Comma operator; a = 1 is unary comma. */
export const OP_ARRAY: u8 = 6;
/** Nothing known: junk, or a construct the reader does not follow. */
export const OP_UNKNOWN: u8 = 7;

export const STRING_BARE: u8 = 0;
export const STRING_SINGLE: u8 = 1;
export const STRING_DOUBLE: u8 = 2;
export const STRING_HERE_SINGLE: u8 = 3;
export const STRING_HERE_DOUBLE: u8 = 4;
/** The rest after `--%`. */
export const STRING_VERBATIM: u8 = 5;
/** A literal piece within an expandable string: the span is the piece itself; the enclosing OP_EXPAND names the quoting. Backticks inside still to decode when FLAG_ESCAPED. */
export const STRING_PIECE: u8 = 6;
/** A member name, hashtable key or label written bare. */
export const STRING_MEMBER: u8 = 7;
/** STRING_PIECE of a here-string, where two double quotes stay two. */
export const STRING_PIECE_HERE: u8 = 8;
/** A piece of a bareword with embedded quotes (`a"b"c`): the span is the whole word; decode drops the quotes. Only ever with FLAG_ESCAPED. */

// ---- Collectors -------------------------------------------------------------------------------------------------------
/** Opens a collector of outputs. sub = COLLECT_*. */
export const OP_COLLECT: u8 = 10;
/** ( → value) Closes it: null for no output, the value for one, an array for several (COLLECT_ARRAY: always an array). */
export const OP_COLLECTED: u8 = 11;
/** (value → ) End of a statement whose value is an output. Values of assignments and of `++`/`--` that stand alone are none. */
export const OP_EMIT: u8 = 12;
/** (value → ) End of a statement whose value is dropped (a `for` initializer, an iterator). */
export const OP_DROP: u8 = 13;
/** sub of OP_DROP: the value is a namespace that the text uses from here on. */
export const DROP_NAMESPACE: u8 = 1;

/** `( )`: one pipeline; the value keeps its enumeration, an assignment inside becomes a value. Where the inside is one expression or assignment, no collector stays: OP_NOTE takes the place of OP_COLLECT and the value itself is left. The same holds for COLLECT_STATEMENT. */
export const COLLECT_PAREN: u8 = 0;
/** `$( )`. */
export const COLLECT_SUBEXPRESSION: u8 = 1;
/** `@( )`. */
export const COLLECT_ARRAY: u8 = 2;
/** The right side of an assignment, a hashtable value, a condition, a `foreach` source, a `return` operand. */
export const COLLECT_STATEMENT: u8 = 3;

// ---- Operators --------------------------------------------------------------------------------------------------------
/** (left, right → value) sub = BINARY_*. */
export const OP_BINARY: u8 = 20;
/** (operand → value) sub = UNARY_*. */
export const OP_UNARY: u8 = 21;
/** (type, operand → value) `[type]operand`. */
export const OP_CAST: u8 = 22;
/** (object, index → value) `o[i]`. */
export const OP_INDEX: u8 = 23;
/** (object, name → value) `o.name`, `[t]::name`. */
export const OP_MEMBER: u8 = 24;
/** (object, name, a1 … aa → value) `o.name(…)`. Also `o.name{…}` with the block as the only argument. */
export const OP_INVOKE: u8 = 25;
/** (target, value → value) sub = ASSIGN_*. The target's slot remembers where it came from; a target list is an OP_ARRAY whose elements do. */
export const OP_ASSIGN: u8 = 26;
/** (target → value) sub = STEP_*: `++` and `--` before or after. */
export const OP_STEP: u8 = 27;
/** (left → left) The right side of `-and`, `-or`, `??` starts: run it as a branch that may not be taken; a = index after its OP_BINARY. sub = BINARY_* of the operator. */
export const OP_SHORT_CIRCUIT: u8 = 28;

export const BINARY_ADD: u8 = 1;
export const BINARY_SUBTRACT: u8 = 2;
export const BINARY_MULTIPLY: u8 = 3;
export const BINARY_DIVIDE: u8 = 4;
export const BINARY_REMAINDER: u8 = 5;
export const BINARY_RANGE: u8 = 6;
export const BINARY_FORMAT: u8 = 7;
export const BINARY_JOIN: u8 = 8;
export const BINARY_SPLIT: u8 = 9;
export const BINARY_REPLACE: u8 = 10;
export const BINARY_AND: u8 = 11;
export const BINARY_OR: u8 = 12;
export const BINARY_XOR: u8 = 13;
export const BINARY_BAND: u8 = 14;
export const BINARY_BOR: u8 = 15;
export const BINARY_BXOR: u8 = 16;
export const BINARY_SHL: u8 = 17;
export const BINARY_SHR: u8 = 18;
export const BINARY_EQ: u8 = 19;
export const BINARY_NE: u8 = 20;
export const BINARY_GT: u8 = 21;
export const BINARY_GE: u8 = 22;
export const BINARY_LT: u8 = 23;
export const BINARY_LE: u8 = 24;
export const BINARY_LIKE: u8 = 25;
export const BINARY_NOT_LIKE: u8 = 26;
export const BINARY_MATCH: u8 = 27;
export const BINARY_NOT_MATCH: u8 = 28;
export const BINARY_CONTAINS: u8 = 29;
export const BINARY_NOT_CONTAINS: u8 = 30;
export const BINARY_IN: u8 = 31;
export const BINARY_NOT_IN: u8 = 32;
export const BINARY_IS: u8 = 33;
export const BINARY_IS_NOT: u8 = 34;
export const BINARY_AS: u8 = 35;
export const BINARY_COALESCE: u8 = 36;

export const UNARY_NOT: u8 = 1;
export const UNARY_MINUS: u8 = 2;
export const UNARY_PLUS: u8 = 3;
export const UNARY_BNOT: u8 = 4;
export const UNARY_JOIN: u8 = 5;
export const UNARY_SPLIT: u8 = 6;

export const ASSIGN_SET: u8 = 0;
export const ASSIGN_ADD: u8 = 1;
export const ASSIGN_SUBTRACT: u8 = 2;
export const ASSIGN_MULTIPLY: u8 = 3;
export const ASSIGN_DIVIDE: u8 = 4;
export const ASSIGN_REMAINDER: u8 = 5;
export const ASSIGN_COALESCE: u8 = 6;

export const STEP_PRE_INCREMENT: u8 = 0;
export const STEP_PRE_DECREMENT: u8 = 1;
export const STEP_POST_INCREMENT: u8 = 2;
export const STEP_POST_DECREMENT: u8 = 3;

// ---- Hashtables -------------------------------------------------------------------------------------------------------
/** Opens a hashtable literal; `[ordered]` and `[pscustomobject]` in front are casts the machine sees at OP_CAST. */
export const OP_TABLE: u8 = 30;
/** (key, value → ) One entry. */
export const OP_ENTRY: u8 = 31;
/** ( → table) */
export const OP_TABLE_END: u8 = 32;

// ---- Commands ---------------------------------------------------------------------------------------------------------
/** Opens a command. sub = OPERATOR_*; the span is that of the operator, or empty. Its elements follow; then OP_COMMAND, whose index is `a`. FLAG_PIPED if input lies below. */
export const OP_COMMAND_BEGIN: u8 = 40;
/** A parameter without an attached value: ( → element). The span is `-name`, the colon excluded. With FLAG_VERBATIM it is the first `--`, after which parameters are arguments. */
export const OP_PARAMETER: u8 = 41;
/** (element, value → element) The value after the colon belongs to the parameter. The span is the whole element `-name:value`. */
export const OP_PARAMETER_VALUE: u8 = 42;
/** (value → element) The name, or an argument. sub = ELEMENT_* of contract.ts. The span is the element's extent. */
export const OP_ARGUMENT: u8 = 43;
/** ( → element) `@name`. The span includes the `@`. */
export const OP_SPLAT: u8 = 44;
/** (value → ) A redirection to a file (`>`, `>>`, `2>` …) with its target; sub = REDIRECT_*. It belongs to the command, or to the pipeline element, before it. */
export const OP_REDIRECT: u8 = 45;
/** (element1 … elementa → value) The command is complete: a = number of elements, the name included. The span is the whole command. */
export const OP_COMMAND: u8 = 46;
/** (value → input) A `|` follows: what lies on top is the input of the next command. */
export const OP_PIPE: u8 = 47;
/** (value → ) The pipeline so far is emitted: `&&` (sub = 0) or `||` (sub = 1) follows. The next pipeline, up to `a`, runs as a branch that may not be taken, and leaves the value. */
export const OP_CHAIN: u8 = 48;
/** (value → value) The pipeline was sent to the background by a trailing `&`. */
export const OP_BACKGROUND: u8 = 49;

export const OPERATOR_NONE: u8 = 0;
export const OPERATOR_CALL: u8 = 1;
export const OPERATOR_DOT: u8 = 2;

export const REDIRECT_OUTPUT: u8 = 0;
export const REDIRECT_APPEND: u8 = 1;
/** Any other stream to a file. */
export const REDIRECT_OTHER: u8 = 2;

// ---- Blocks and definitions ---------------------------------------------------------------------------------------------
/** ( → block) A script block literal. Its body is the instructions up to `a` (exclusive); the machine goes on there. The span includes the braces. */
export const OP_BLOCK: u8 = 60;
/** A function. sub = FUNCTION_*. Its body follows up to `a`; the span is that of its name. */
export const OP_FUNCTION: u8 = 61;
/** Opens one parameter of a body, in front of its attributes. `a` = index after OP_PARAMETER_END. The span is the variable's. */
export const OP_FORMAL: u8 = 62;
/** (→) Its default value: instructions up to `a` leave one value; run only when no argument was given. */
export const OP_DEFAULT: u8 = 63;
export const OP_FORMAL_END: u8 = 64;
/** An attribute of a parameter, variable or body: the span is its type name. Arguments follow as values with OP_ATTRIBUTE_ARGUMENT, then OP_ATTRIBUTE_END. */
export const OP_ATTRIBUTE: u8 = 65;
/** (value → ) The span is the argument's name, empty for a positional one. A name without value is OP_VARIABLE-free: the parser pushes OP_UNKNOWN with sub = 1, meaning true. */
export const OP_ATTRIBUTE_ARGUMENT: u8 = 66;
export const OP_ATTRIBUTE_END: u8 = 67;
/** A type constraint of a parameter or variable declaration: the span includes the brackets. */
export const OP_CONSTRAINT: u8 = 68;
/** A named block of a body: sub = SECTION_*; its statements follow up to `a`. */
export const OP_SECTION: u8 = 69;
/** The end of a body opened by OP_BLOCK, OP_FUNCTION, OP_METHOD, OP_SECTION, OP_TRAP or OP_ITERATE, or by an OP_PROPERTY that has a value. */
export const OP_BODY_END: u8 = 70;
/** A class, up to `a`; the span is its name. Properties and methods follow. */
export const OP_CLASS: u8 = 71;
/** A method or constructor: OP_FORMALs and statements up to `a`; the span is its name. FLAG_STATIC. */
export const OP_METHOD: u8 = 72;
/** A property: an optional value follows up to `a`; the span is its name (`$name`). FLAG_STATIC. */
export const OP_PROPERTY: u8 = 73;
export const OP_CLASS_END: u8 = 74;

export const FUNCTION_PLAIN: u8 = 0;
export const FUNCTION_FILTER: u8 = 1;
export const FUNCTION_WORKFLOW: u8 = 2;
export const FUNCTION_CONFIGURATION: u8 = 3;

export const SECTION_DYNAMICPARAM: u8 = 0;
export const SECTION_BEGIN: u8 = 1;
export const SECTION_PROCESS: u8 = 2;
export const SECTION_END: u8 = 3;
export const SECTION_CLEAN: u8 = 4;

// ---- Statements -----------------------------------------------------------------------------------------------------------
/**
 * if:      IF · cond · TEST(a: next clause) · body · BRANCH_END(a: after) · [cond · TEST · body · BRANCH_END]… · [ELSE · body · BRANCH_END] · JOIN
 * `c ? x : y` is the same with values left on the stack, but IF stands after the condition: c · IF sub=1 · TEST · x · BRANCH_END · ELSE · y · BRANCH_END · JOIN
 */
export const OP_IF: u8 = 80;
/** (condition → ) */
export const OP_TEST: u8 = 81;
export const OP_ELSE: u8 = 82;
export const OP_BRANCH_END: u8 = 83;
/** All branches are read; the possibilities meet. */
export const OP_JOIN: u8 = 84;
/**
 * while:   LOOP sub=WHILE(a: LOOP_END) · cond · LOOP_TEST · body · LOOP_END
 * do:      LOOP sub=DO_WHILE or DO_UNTIL · body · cond · LOOP_TEST · LOOP_END
 * for:     init · DROP · LOOP sub=FOR · [cond] · LOOP_TEST (FLAG_OPERAND if there is a condition) · ITERATE(a: body) · iterator · BODY_END · body · LOOP_END
 * foreach: LOOP sub=FOREACH · source (a COLLECT_STATEMENT) · EACH(variable's span) · body · LOOP_END
 * The span of LOOP is its label, empty if none.
 */
export const OP_LOOP: u8 = 85;
/** (condition → ) */
export const OP_LOOP_TEST: u8 = 86;
export const OP_ITERATE: u8 = 87;
/** (source → ) */
export const OP_EACH: u8 = 88;
export const OP_LOOP_END: u8 = 89;
/**
 * switch:  SWITCH(flags in sub, a: SWITCH_END; span: label) · subject · SWITCH_SUBJECT · (cond · CLAUSE(a: next clause) · body · CLAUSE_END)… · [CLAUSE sub=1 for default · body · CLAUSE_END] · SWITCH_END
 */
export const OP_SWITCH: u8 = 90;
/** (subject → ) */
export const OP_SWITCH_SUBJECT: u8 = 91;
/** (condition → ), nothing is taken for the default clause */
export const OP_CLAUSE: u8 = 92;
export const OP_CLAUSE_END: u8 = 93;
export const OP_SWITCH_END: u8 = 94;
/** try:     TRY · body · BODY_END · (CATCH(a: after its body) · body · BODY_END)… · [FINALLY · body · BODY_END] · TRY_END */
export const OP_TRY: u8 = 95;
export const OP_CATCH: u8 = 96;
export const OP_FINALLY: u8 = 97;
export const OP_TRY_END: u8 = 98;
/** A trap: its body follows up to `a`. */
export const OP_TRAP: u8 = 99;
export const OP_RETURN: u8 = 100;
export const OP_EXIT: u8 = 101;
export const OP_THROW: u8 = 102;
export const OP_BREAK: u8 = 103;
export const OP_CONTINUE: u8 = 104;
/** data, using, enum and their kin, and collectors taken back: nothing runs that the machine would follow; statements inside `data` do. */
export const OP_NOTE: u8 = 105;

export const LOOP_WHILE: u8 = 0;
export const LOOP_DO_WHILE: u8 = 1;
export const LOOP_DO_UNTIL: u8 = 2;
export const LOOP_FOR: u8 = 3;
export const LOOP_FOREACH: u8 = 4;

export const SWITCH_REGEX: u8 = 1;
export const SWITCH_WILDCARD: u8 = 2;
export const SWITCH_EXACT: u8 = 4;
export const SWITCH_CASE_SENSITIVE: u8 = 8;
export const SWITCH_FILE: u8 = 16;
export const SWITCH_PARALLEL: u8 = 32;
