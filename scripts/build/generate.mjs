/**
 * What is derived from the rules' metadata before anything is compiled.
 */
import { rules, writeGenerated } from "../generate.mjs";

/** Writes the generated sources, if their content changed. */
export function generate() {
  writeGenerated();
}

/** Content of the custom section: the rules' metadata, a JSON array, the rule that is on by default first. */
export function ruleSection() {
  return JSON.stringify(rules().map(({ file, ...rule }) => rule));
}
