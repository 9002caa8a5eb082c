/**
 * What is derived from the rules' metadata before anything is compiled.
 */
import { readFileSync } from "node:fs";
import { filesUnder } from "./files.mjs";

/** Writes the generated sources, if their content changed. */
export function generate() {}

/** Content of the custom section: the rules' metadata, a JSON array. */
export function ruleSection() {
  const rules = filesUnder("assembly/exchange", (file) => file.endsWith(".rule.json"));
  return JSON.stringify(rules.map((file) => JSON.parse(readFileSync(file, "utf8"))));
}
