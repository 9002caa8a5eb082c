/**
 * No instruction that can trap, but for a memory access: those are in range by construction, which fuzzing supports.
 * A division by a constant is fine unless the constant is 0 or -1.
 */

const DIVISION = /^i(32|64)\.(div|rem)_[su]$/;

/**
 * @param {import("./stack-ir.mjs").Program} program
 * @throws with the place of the first offence
 */
export function proveNoTrap(program) {
  for (const func of program.functions.values()) {
    func.instructions.forEach(({ op }, index) => {
      const previous = func.instructions[index - 1];
      const safeDivisor = previous?.op.endsWith(".const") && !["0", "-1"].includes(previous.operands[0]);
      if (op === "unreachable" || op.startsWith("call_indirect") || op.startsWith("return_call"))
        throw new Error(`${op} in ${func.name}`);
      if (DIVISION.test(op) && !safeDivisor) throw new Error(`${op} by a value that is not constant, in ${func.name}`);
      if (/^i(32|64)\.trunc_f/.test(op)) throw new Error(`${op} traps out of range, in ${func.name}`);
    });
  }
}
