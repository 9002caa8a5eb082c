/** What is not seen: the known gaps among the fixtures, and what no reader of a text can know. */
import { readCases } from "../../build/host/check/case.js";

const ALWAYS = [
  "What script block logging does not write: hosts without it, PowerShell 2, a process that turned it off, an event that the shipper dropped.",
  "Names and paths that come from outside the text (a file, the registry, a web request): a call by such a name is not seen, and a path of this kind is not claimed. PowerShell logs what `Invoke-Expression` and its kin are given as an event of its own, in clear.",
  "Fluent Bit encodes each record anew around the filter (`1e3` becomes `1000.0`); the module itself changes no byte. An unpaired surrogate in a script empties the text before it gets here.",
  "Parts of a split script block meet only where one instance sees them all, in a store of 4 MiB.",
];

export function limitations() {
  const gaps = readCases("test/fixtures/known-gaps").map(({ name, expectation }) => `${expectation.gap} (\`${name}\`)`);
  return [...gaps, ...ALWAYS].map((line) => `- ${line}`).join("\n");
}
