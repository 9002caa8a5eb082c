/**
 * No function reaches itself: without a cycle in the call graph there is no recursion, so the operand stack has a bound.
 */

/**
 * @param {import("./stack-ir.mjs").Program} program
 * @returns {Map<string, Set<string>>} callees of every function
 */
export function callGraph(program) {
  const graph = new Map();
  for (const func of program.functions.values()) {
    graph.set(func.name, new Set(func.instructions.filter((step) => step.op === "call").map((step) => step.operands[0])));
  }
  return graph;
}

/**
 * @param {Map<string, Set<string>>} graph
 * @returns {string[]} every function, callees before callers
 * @throws with the cycle's functions, if there is one
 */
export function calleesFirst(graph) {
  const order = [];
  const state = new Map();
  for (const root of graph.keys()) {
    const path = [[root, null]];
    while (path.length > 0) {
      const top = path.at(-1);
      if (top[1] === null) {
        if (state.get(top[0]) === "done") {
          path.pop();
          continue;
        }
        state.set(top[0], "open");
        top[1] = [...graph.get(top[0])];
      }
      const callee = top[1].pop();
      if (callee === undefined) {
        state.set(top[0], "done");
        order.push(top[0]);
        path.pop();
      } else if (state.get(callee) === "open") {
        const names = path.map((entry) => entry[0]);
        throw new Error(`Recursion: ${[...names.slice(names.indexOf(callee)), callee].join(" → ")}`);
      } else if (state.get(callee) !== "done") {
        path.push([callee, null]);
      }
    }
  }
  return order;
}
