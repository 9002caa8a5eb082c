/**
 * The programs of the value suite: those of cases.txt, and random ones. Run as a program it writes them as JSON lines, for
 * scripts/record-values.ps1.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { randomPrograms } from "./random.js";
import { randomScripts } from "./random-programs.js";

const SEEDS = [1, 7, 2026];
const EXPRESSIONS_A_SEED = 400;
const SCRIPTS_A_SEED = 100;

/** @returns {{ id: string, construct: string, script: string }[]} */
export function valueCases() {
  const cases = [];
  let construct = "";
  let index = 0;
  for (const line of readFileSync(new URL("cases.txt", import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("## ")) {
      construct = line.slice(3);
      index = 0;
    } else if (line !== "" && !line.startsWith("# ")) {
      index += 1;
      cases.push({ id: `${construct}-${index}`, construct, script: line });
    }
  }
  const random = SEEDS.flatMap((seed) => [...randomPrograms(seed, EXPRESSIONS_A_SEED), ...randomScripts(seed, SCRIPTS_A_SEED)]);
  return [...cases, ...random];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const one of valueCases()) process.stdout.write(`${JSON.stringify(one)}\n`);
}
