/**
 * Where single tables lie and which functions keep a frame of their own: what makes a module short and its deepest path low, and what the
 * sources themselves cannot say.
 */

/**
 * Tables so large that what is laid out after them has longer addresses, which take a byte more wherever they stand in the code. The
 * compiler lays out a lazy one where it is used first, which is after the static data of every file.
 * @type {Record<string, string[]>}
 */
const LATE = { "assembly/bytes/filter.ts": ["textPairs", "stringPairs"] };

/**
 * Functions that are not inlined though they have one caller: their frames would lie on every path through it, and the deepest path goes
 * through it and not through them.
 */
export const APART = [
  "assembly/powershell/builtins/dispatch/runCodeBuiltin",
  "assembly/powershell/interpreter/run-deferred/carryOutDeferred",
];

/**
 * Marks the late tables of a file for the compiler.
 * @param {string} file as the compiler names it
 * @param {string} source
 * @throws if one of them is not in the file
 */
export function layLate(file, source) {
  return (LATE[file] ?? []).reduce((text, name) => {
    const head = new RegExp(`^((?:export )?const ${name}: usize = memory\\.data\\()`, "m");
    if (!head.test(text)) throw new Error(`${file} has no table ${name}, which scripts/build/layout.mjs names`);
    return text.replace(head, "@lazy $1");
  }, source);
}
