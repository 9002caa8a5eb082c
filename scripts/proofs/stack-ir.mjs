/**
 * Reads binaryen's stack IR: the instructions of every function in the order in which they are emitted, with the operand
 * stack that each one finds. All other proofs stand on this.
 */

/**
 * @typedef {{ op: string, operands: string[] }} Instruction
 * @typedef {{ name: string, params: string[], results: string[], locals: string[], imported: boolean, instructions: Instruction[] }} Func
 * @typedef {{ functions: Map<string, Func>, globals: Map<string, string> }} Program
 */

const valueTypes = (text, keyword) =>
  [...text.matchAll(new RegExp(`\\(${keyword} ([^)]*)\\)`, "g"))].flatMap((match) =>
    match[1].split(" ").filter((word) => !word.startsWith("$")),
  );

/**
 * @param {string} text what `module.emitStackIR()` gives
 * @returns {Program}
 */
export function parseStackIr(text) {
  const functions = new Map();
  const globals = new Map();
  let current = null;
  for (const line of text.split("\n")) {
    const global = /^ \(global (\S+) (?:\(mut )?(i32|i64|f32|f64|v128)/.exec(line);
    if (global) globals.set(global[1], global[2]);
    const imported = /^ \(import "[^"]*" "[^"]*" \(func (\S+)(.*)\)\)/.exec(line);
    const header = imported ?? /^ \(func (\S+)(.*)/.exec(line);
    if (header) {
      const name = header[1].replace(/\)+$/, "");
      const func = {
        name,
        params: valueTypes(header[2], "param"),
        results: valueTypes(header[2], "result"),
        locals: [],
        imported: imported !== null,
        instructions: [],
      };
      functions.set(name, func);
      current = imported ? null : func;
    } else if (line === " )") {
      current = null;
    } else if (current) {
      const local = /^ {2}\(local \S+ (\S+)\)/.exec(line);
      if (local) current.locals.push(local[1]);
      else current.instructions.push(instruction(line.trim()));
    }
  }
  return { functions, globals };
}

function instruction(text) {
  const [op, ...operands] = text.split(/\s+/);
  return { op, operands };
}

/** Results of a block, loop or if. */
const blockResults = (operands) => valueTypes(operands.join(" "), "result");

const COMPARISON = /\.(eqz?|ne|[lg][te](_[su])?)$/;
const UNARY =
  /\.(eqz|clz|ctz|popcnt|extend\w*|wrap\w*|trunc\w*|convert\w*|reinterpret\w*|abs|neg|ceil|floor|nearest|sqrt|demote\w*|promote\w*|load\w*)$/;

const VECTOR =
  /^(v128|i8x16|i16x8|i32x4)\.(load|splat|any_true|bitmask|swizzle|shr_u|eq|ne|lt_u|max_u|and|andnot|or|xor|add|sub)$/;
const VECTOR_UNARY = /\.(load|splat|any_true|bitmask)$/;
const VECTOR_TO_SCALAR = /\.(any_true|bitmask)$/;

/** The same for what works on sixteen bytes at a time. */
function vectorEffect(op) {
  return { takes: VECTOR_UNARY.test(op) ? 1 : 2, leaves: [VECTOR_TO_SCALAR.test(op) ? "i32" : "v128"] };
}

/** What an instruction takes and leaves. @returns {{ takes: number, leaves: string[] }} */
function effect(program, { op, operands }, stack) {
  if (op.endsWith(".const")) return { takes: 0, leaves: [op.slice(0, op.indexOf("."))] };
  if (VECTOR.test(op)) return vectorEffect(op);
  const type = op.slice(0, 3);
  if (/\.store\d*$/.test(op)) return { takes: 2, leaves: [] };
  if (/^[if](32|64)\./.test(op)) return { takes: UNARY.test(op) ? 1 : 2, leaves: [COMPARISON.test(op) ? "i32" : type] };
  switch (op) {
    case "global.get":
      return { takes: 0, leaves: [program.globals.get(operands[0])] };
    case "global.set":
    case "drop":
    case "br_if":
      return { takes: 1, leaves: [] };
    case "select":
      return { takes: 3, leaves: [stack.at(-2)?.type ?? "i32"] };
    case "memory.size":
      return { takes: 0, leaves: ["i32"] };
    case "memory.grow":
      return { takes: 1, leaves: ["i32"] };
    case "memory.copy":
    case "memory.fill":
      return { takes: 3, leaves: [] };
    case "nop":
      return { takes: 0, leaves: [] };
    case "call": {
      const callee = program.functions.get(operands[0]);
      return { takes: callee.params.length, leaves: callee.results };
    }
    default:
      throw new Error(`The proofs do not know the instruction ${op}`);
  }
}

/**
 * Walks a function once, in order.
 * @param {Program} program
 * @param {Func} func
 * @param {{ depth(stack: { type: string, local: number }[]): void, preserve(type: string): void }} observer told of the
 *   operand stack after each instruction, and of each local that the interpreter must copy because it changes, or a block
 *   opens, while its value lies on the stack
 */
export function walkFunction(program, func, observer) {
  const types = [...func.params, ...func.locals];
  const stack = [];
  const blocks = [{ height: 0, results: func.results }];
  let dead = 0;
  const preserve = (local) => {
    const held = stack.filter((entry) => entry.local >= 0 && (local < 0 || entry.local === local));
    for (const index of new Set(held.map((entry) => entry.local))) observer.preserve(types[index]);
    for (const entry of held) entry.local = -1;
  };
  const push = (type, local = -1) => stack.push({ type, local });
  for (const step of func.instructions) {
    const { op, operands } = step;
    const opens = op === "block" || op === "loop" || op === "if";
    if (dead > 0) {
      if (opens) dead++;
      else if (op === "end" && dead > 1) dead--;
      if (dead > 1 || (op !== "end" && op !== "else")) continue;
      dead = 0;
    }
    if (opens) {
      if (op === "if") stack.pop();
      preserve(-1);
      blocks.push({ height: stack.length, results: blockResults(operands) });
    } else if (op === "else") {
      stack.length = blocks.at(-1).height;
    } else if (op === "end") {
      const block = blocks.pop();
      stack.length = block.height;
      for (const type of block.results) push(type);
    } else if (op === "local.get") {
      push(types[localIndex(operands[0])], localIndex(operands[0]));
    } else if (op === "local.set") {
      stack.pop();
      preserve(localIndex(operands[0]));
    } else if (op === "local.tee") {
      const top = stack.pop();
      preserve(localIndex(operands[0]));
      stack.push(top);
    } else if (op === "br" || op === "br_table" || op === "return" || op === "unreachable") {
      dead = 1;
    } else {
      const { takes, leaves } = effect(program, step, stack);
      stack.length -= takes;
      for (const type of leaves) push(type);
    }
    observer.depth(stack);
  }
}

const localIndex = (operand) => Number(operand.slice(1));
