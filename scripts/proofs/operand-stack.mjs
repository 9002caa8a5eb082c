/**
 * What Fluent Bit's interpreter (WAMR, fast) needs of its operand stack, exactly: a call takes
 * 40 + 4 × (distinct constants + parameters + locals + deepest operand stack + preserved + 1) bytes, i64 and f64 counting two
 * cells; a path needs the sum over its callers, twice the frame being entered, and 48 for the host's entry frame.
 * Running out is a trap, and a trap loses the record.
 */
import { calleesFirst, callGraph } from "./call-graph.mjs";
import { walkFunction } from "./stack-ir.mjs";

const cells = (type) => (type === "v128" ? 4 : type.endsWith("64") ? 2 : 1);
const sum = (types) => types.reduce((total, type) => total + cells(type), 0);

/** Bytes of one frame. */
export function frameBytes(program, func) {
  const constants = new Map();
  for (const { op, operands } of func.instructions) {
    if (op.endsWith(".const")) constants.set(`${op} ${operands.join(" ")}`, cells(op.split(".")[0]));
  }
  let deepest = 0;
  let preserved = 0;
  walkFunction(program, func, {
    depth: (stack) => {
      deepest = Math.max(deepest, sum(stack.map((entry) => entry.type)));
    },
    preserve: (type) => {
      preserved += cells(type);
    },
  });
  const literals = [...constants.values()].reduce((total, size) => total + size, 0);
  return 40 + 4 * (literals + sum(func.params) + sum(func.locals) + deepest + preserved + 1);
}

/**
 * @param {import("./stack-ir.mjs").Program} program
 * @returns {{ bytes: number, path: { name: string, frame: number }[] }} the most that any path needs, and that path
 */
export function deepestPath(program) {
  const graph = callGraph(program);
  const need = new Map();
  let worst = { bytes: 0, name: "" };
  for (const name of calleesFirst(graph)) {
    const func = program.functions.get(name);
    const frame = func.imported ? 40 : frameBytes(program, func);
    let entry = { bytes: 2 * frame, frame, next: null };
    for (const callee of graph.get(name)) {
      const below = frame + need.get(callee).bytes;
      if (below > entry.bytes) entry = { bytes: below, frame, next: callee };
    }
    need.set(name, entry);
    if (entry.bytes > worst.bytes) worst = { bytes: entry.bytes, name };
  }
  const path = [];
  for (let name = worst.name; name; name = need.get(name).next) path.push({ name, frame: need.get(name).frame });
  return { bytes: worst.bytes + 48, path };
}
