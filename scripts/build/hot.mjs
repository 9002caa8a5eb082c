/**
 * Small functions that run once a byte or once an instruction, which a call would cost an interpreter more than what they do. They are
 * inlined wherever they are called; all others only where that makes a module shorter. Chosen by counting calls over the bench's
 * workloads: what is called often, from few places or in few instructions.
 */

/** @type {Record<string, string[]>} */
const HOT = {
  "assembly/bytes/dictionary.ts": ["mix"],
  "assembly/bytes/filter.ts": [
    "cell",
    "followsUnit",
    "isAnchor",
    "isOrdinary",
    "marksAt",
    "marksOf",
    "meeting",
    "pairAt",
    "stringMarksAt",
  ],
  "assembly/bytes/search.ts": ["hasPair", "zeroBytes"],
  "assembly/event/frames.ts": ["frameAt"],
  "assembly/event/grams.ts": ["cellOf", "hashOf", "markOf"],
  "assembly/event/json.ts": ["nextToken"],
  "assembly/event/key-memo.ts": ["firstBytes"],
  "assembly/powershell/gate/gate.ts": ["isLetterOf"],
  "assembly/powershell/gate/words.ts": ["headOf", "wordOf"],
  "assembly/powershell/interpreter/refusals.ts": ["isRefusable"],
  "assembly/powershell/lexer/characters.ts": ["classOf"],
  "assembly/powershell/machine/frames.ts": ["frameAt"],
  "assembly/powershell/machine/operands.ts": ["slotAt"],
  "assembly/powershell/parser/frames.ts": ["frameAt"],
};

/**
 * Marks the hot functions of a file for the compiler.
 * @param {string} file as the compiler names it
 * @param {string} source
 * @throws if one of them is not in the file
 */
export function inlineHot(file, source) {
  return (HOT[file] ?? []).reduce((text, name) => {
    const head = new RegExp(`^((?:export )?function ${name}\\()`, "m");
    if (!head.test(text)) throw new Error(`${file} has no function ${name}, which scripts/build/hot.mjs names`);
    return text.replace(head, "@inline $1");
  }, source);
}
