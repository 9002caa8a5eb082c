/**
 * Records what PowerShell's own parser makes of the conformance corpora: `PWSH=… node scripts/record-conformance.mjs [CORPUS…]`.
 * Writes test/conformance/records/*.jsonl.gz and the expected commands of the hand-written cases.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { caseFiles, cases, recordOf, withExpected } from "../test/conformance/corpora.js";
import { ask, hasEngine } from "../test/conformance/engine.js";
import { describe } from "../test/conformance/listing.js";
import { randomScripts } from "../test/conformance/random-scripts.js";

const RANDOM_SEED = 1;
const RANDOM_TEXTS = 1000;

function labelled(name) {
  const file = new URL(`../test/fixtures/corpus/${name}.jsonl`, import.meta.url);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ id, script }) => ({ id, script }));
}

function record(name, texts) {
  const answers = ask(texts);
  const lines = texts.flatMap((text, index) => {
    const answer = answers[index];
    return answer.errors === 0 ? [`${JSON.stringify({ ...text, commands: answer.commands })}\n`] : [];
  });
  writeFileSync(recordOf(name), gzipSync(lines.join(""), { level: 9 }));
  console.error(`${name}: ${lines.length} texts of ${texts.length}`);
}

function recordCases() {
  const all = cases().map(({ script }, index) => ({ id: String(index), script }));
  const expected = new Map();
  for (const [index, answer] of ask(all).entries()) {
    if (answer.errors !== 0) console.error(`refused: ${JSON.stringify(all[index].script)}`);
    // The engine walks `do { } while ( )` and traps in an order of its own.
    const commands = answer.commands.toSorted((one, other) => one[0] - other[0] || other[1] - one[1]);
    expected.set(all[index].script, commands.map(describe));
  }
  for (const { name, url } of caseFiles())
    writeFileSync(
      url,
      withExpected(name, (script) => expected.get(script)),
    );
  console.error(`cases: ${all.length}`);
}

if (!hasEngine()) {
  console.error("There is no pwsh; set PWSH to its path.");
  process.exit(2);
}
mkdirSync(new URL("../test/conformance/records/", import.meta.url), { recursive: true });
const CORPORA = {
  cases: recordCases,
  forms: () => record("forms", labelled("forms")),
  compositions: () => record("compositions", labelled("compositions")),
  random: () => record("random", randomScripts(RANDOM_SEED, RANDOM_TEXTS)),
};
const wanted = process.argv.slice(2);
for (const [name, make] of Object.entries(CORPORA)) if (wanted.length === 0 || wanted.includes(name)) make();
