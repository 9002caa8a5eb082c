/** Of texts that obfuscate a call and that the engine ran, by technique: how many are found, and of how many the path is known. */
import { loadDetector } from "../../build/host/index.js";
import { obfuscatedReadings } from "../../test/values/corpus.js";
import { table } from "./table.mjs";

const HEAD = ["technique", "texts that call", "found", "path known, in whole or in part", "wrong claims"];

/** Rows of a corpus, its techniques gathered under the first two parts of their names, and a row for all. */
function rowsOf(detector, corpus, whole) {
  const { techniques, all } = obfuscatedReadings(detector, corpus);
  const groups = new Map();
  for (const [name, counts] of techniques) {
    const group = name.split("\\").slice(0, 2).join(" ").toLowerCase();
    const sum = groups.get(group) ?? { invoked: 0, found: 0, known: 0, wrong: 0 };
    for (const field of Object.keys(sum)) sum[field] += counts[field];
    groups.set(group, sum);
  }
  const row = ([name, { invoked, found, known, wrong }]) => [
    name,
    invoked,
    percent(found, invoked),
    percent(known, invoked),
    wrong,
  ];
  return [...groups, [whole, all]].filter(([, { invoked }]) => invoked > 0).map(row);
}

const percent = (part, whole) => `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`;

export function techniques() {
  const detector = loadDetector();
  return `${table(HEAD, rowsOf(detector, "obfuscated", "a public obfuscator, all"))}

${table(HEAD, rowsOf(detector, "techniques", "launchers and other obfuscators, all"))}`;
}
