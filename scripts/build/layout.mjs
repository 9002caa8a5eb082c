/**
 * Where single tables lie and which functions keep a frame of their own: what makes a module short and its deepest path low, and what the
 * sources themselves cannot say.
 */

/** A table that starts empty, its size where that is a number; or a text. */
const LONG = /^(?:export )?const \w+(?:: usize = memory\.data\((?!offsetof)(\d*)|(?:: string)? =\s+["`])/gm;
/** Up to so many bytes a table is no longer than what stands beside it. */
const SHORT = 64;

/**
 * Functions that are not inlined though they have one caller: their frames would lie on every path through it, and the deepest path goes
 * through it and not through them.
 */
export const APART = [
  "assembly/powershell/builtins/dispatch/runCodeBuiltin",
  "assembly/powershell/interpreter/run-deferred/carryOutDeferred",
];

/**
 * Marks the tables and texts of a file as lazy for the compiler, which lays such out where they are used first, after the static data of every file.
 * What is left in front, the values and results that the code names everywhere, then has addresses below 8,192, which take a byte less
 * wherever they stand; addresses after 1 MiB take one more.
 * @param {string} source
 */
export function layLate(source) {
  return source.replace(LONG, (head, size) => (size && Number(size) <= SHORT ? head : `@lazy ${head}`));
}
