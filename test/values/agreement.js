/**
 * What the module makes of the value suite's programs, against what PowerShell recorded.
 */
import { readFileSync } from "node:fs";

const MODULE = new URL("../../build/node.wasm", import.meta.url);
const RECORDS = new URL("records/powershell-7.jsonl", import.meta.url);

/**
 * @typedef {{ type: string, value?: string, items?: Described[], entries?: [Described, Described][] }} Described
 * @typedef {{ id: string, construct: string, script: string, result: Described }} Recorded
 */

/** @returns {(script: string) => Described} the value of $r after a script, as the module knows it */
export function evaluator() {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(MODULE)));
  return (script) => {
    // The mark makes an array of whatever the script puts out itself; $r in a list of its own stays whole.
    const bytes = new TextEncoder().encode(`${script}\n'mark'; ,$r`);
    const address = exports.reserve(bytes.length + 64) >>> 0;
    new Uint8Array(exports.memory.buffer).set(bytes, address);
    const answer = exports.evaluate(address, bytes.length) >>> 0;
    const text = new Uint8Array(exports.memory.buffer, answer, exports.resultLength());
    const output = JSON.parse(new TextDecoder().decode(text));
    return output.items?.at(-1) ?? { type: "unknown" };
  };
}

/** @returns {Recorded[]} */
export function recordedPrograms() {
  return readFileSync(RECORDS, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The parts of a list or table in PowerShell's JSON, where a list of one may have lost its brackets. */
const partsOf = (parts) => (parts === undefined || parts === null ? [] : Array.isArray(parts) ? parts : [parts]);

/**
 * @param {Described} ours
 * @param {Described} theirs
 * @returns {"same" | "unknown" | "different"} unknown where any part of ours is
 */
export function compare(ours, theirs) {
  if (["unknown", "choice", "other", "builder"].includes(ours.type)) return "unknown";
  if (ours.type !== theirs.type) return "different";
  if (ours.type === "double") {
    if (ours.value === "") return "unknown";
    return Number(ours.value) === Number(theirs.value) ? "same" : "different";
  }
  if (ours.items) return compareAll(ours.items, partsOf(theirs.items));
  if (ours.entries) return compareTables(ours, partsOf(theirs.entries));
  return ours.value === theirs.value ? "same" : "different";
}

function compareAll(ours, theirs) {
  if (ours.length !== theirs.length) return "different";
  const outcomes = ours.map((item, index) => compare(item, theirs[index]));
  return outcomes.find((outcome) => outcome === "different") ?? outcomes.find((outcome) => outcome === "unknown") ?? "same";
}

/** A hashtable's entries have no order; an ordered dictionary's do. */
function compareTables(ours, theirs) {
  const inOrder = (entries) =>
    ours.type === "hashtable" ? [...entries].sort((a, b) => (JSON.stringify(a[0]) < JSON.stringify(b[0]) ? -1 : 1)) : entries;
  return compareAll(inOrder(ours.entries).flat(), inOrder(theirs).flat());
}

/**
 * Runs the suite.
 * @returns {{ constructs: Map<string, { programs: number, known: number }>, different: { id: string, script: string, ours: Described, theirs: Described }[] }}
 *   programs that PowerShell refuses, or whose value is of another kind, count only where the module claims something else
 */
export function valueAgreement() {
  const evaluate = evaluator();
  const constructs = new Map();
  const different = [];
  for (const { id, construct, script, result } of recordedPrograms()) {
    if (result.type === "refused" || result.type === "other") continue;
    const ours = evaluate(script);
    const outcome = compare(ours, result);
    const counts = constructs.get(construct) ?? { programs: 0, known: 0 };
    counts.programs += 1;
    if (outcome === "same") counts.known += 1;
    constructs.set(construct, counts);
    if (outcome === "different") different.push({ id, script, ours, theirs: result });
  }
  return { constructs, different };
}
