/**
 * The gate on whole records never keeps out a script block that the reader would find, whatever the spelling of its JSON and wherever
 * its bytes lie.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";
import { locate } from "./locate.js";
import { CASES, SHAPES } from "./shapes.js";

/** Writes some letters of a JSON text's strings as escapes. @param {string} text @param {() => boolean} isChosen */
function respell(text, isChosen) {
  return text.replace(/"(?:[^"\\]|\\.)*"/gs, (string) =>
    string.replace(/\\u[0-9a-f]{4}|\\.|[A-Za-z_ -]/gs, (piece) => {
      if (piece.length > 1 || !isChosen()) return piece;
      const code = piece.charCodeAt(0).toString(16);
      return `\\u00${isChosen() ? code.toUpperCase() : code}`;
    }),
  );
}

/** The same for the documents that stand in strings. @param {unknown} value @param {() => boolean} isChosen @returns {unknown} */
function respellWithin(value, isChosen) {
  if (typeof value === "string" && /^[{[]/.test(value)) {
    try {
      return respell(JSON.stringify(respellWithin(JSON.parse(value), isChosen)), isChosen);
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map((inner) => respellWithin(inner, isChosen));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, respellWithin(inner, isChosen)]));
}

/** A source of decisions that a seed fixes. @param {number} seed @param {number} chance out of 1,000 */
function decider(seed, chance) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % 1000 < chance;
  };
}

test("the gate lets in whatever the reader would find, however its letters are spelled", () => {
  const detector = loadDetector();
  const events = Object.values(CASES).flatMap(({ events }) => events);
  const chance = fc.constantFrom(0, 5, 100, 500, 1000);
  let found = 0;
  let shut = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SHAPES),
      fc.constantFrom(...events),
      chance,
      chance,
      chance,
      fc.nat(),
      fc.nat(6),
      (shape, event, outer, inner, dropped, seed, blanks) => {
        const value = respellWithin(JSON.parse(shape.render(event)), decider(seed, inner));
        const drop = decider(seed + 1, dropped / 3);
        const kept = Object.fromEntries(Object.entries(/** @type {object} */ (value)).filter(() => !drop()));
        const record = " ".repeat(blanks) + respell(JSON.stringify(kept), decider(seed + 2, outer));
        const { blocks } = locate(record);
        detector.reset();
        detector.scan(`${record}\n`);
        assert.equal(detector.stats().script_blocks, blocks.length, record);
        if (blocks.length > 0) found++;
        else shut++;
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(found > 1000 && shut > 100, `${found} with, ${shut} without`);
});

test("the gate knows the text's key with any one or two characters written as escapes, wherever the record starts", () => {
  const detector = loadDetector();
  const respelled = (/** @type {string} */ character) => `\\u00${character.charCodeAt(0).toString(16)}`;
  for (const key of ["ScriptBlockText", "script_block_text", "Script Block Text", "script-blocktext"]) {
    for (let blanks = 0; blanks < 11; blanks++) {
      for (let first = 0; first < key.length; first++) {
        for (let second = first; second < key.length; second++) {
          const spelled = [...key].map((c, at) => (at === first || at === second ? respelled(c) : c)).join("");
          const record = `${" ".repeat(blanks)}{"Total":1,"${spelled}":"x","ScriptBlockId":"965150b4-b107-4cce-9d30-1d3c55a8a085"}`;
          detector.reset();
          detector.scan(`${record}\n`);
          assert.equal(detector.stats().script_blocks, 1, record);
        }
      }
    }
  }
});
