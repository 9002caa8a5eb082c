/**
 * Prints what the reader finds and claims over the labelled corpus, how far its values are PowerShell's, and how far it agrees
 * with PowerShell's own parser, corpus by corpus: `node scripts/conformance.mjs [--seed S] [--show N]`.
 * The recorded corpora need no PowerShell. Where `pwsh` is there (or PWSH names it), real script blocks, the scripts that ship with
 * PowerShell, fresh random texts and mutations of all are compared, too.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadDetector } from "../build/host/index.js";
import { agreementOf, describedBy } from "../test/conformance/agreement.js";
import { cases, differences, RECORDED, recorded } from "../test/conformance/corpora.js";
import { ask, engineFolder, hasEngine } from "../test/conformance/engine.js";
import { mutations } from "../test/conformance/mutations.js";
import { randomScripts } from "../test/conformance/random-scripts.js";
import { valueAgreement } from "../test/values/agreement.js";
import { corpusReadings, obfuscatedReadings } from "../test/values/corpus.js";

const { values } = parseArgs({ options: { seed: { type: "string", default: "2" }, show: { type: "string", default: "3" } } });
const seed = Number(values.seed);
const show = Number(values.show);
const detector = loadDetector();
const accepted = differences();
let failed = false;

function report(name, result, refused = 0) {
  const { texts, commands, agreed, differences: others } = result;
  const share = commands === 0 ? 100 : (100 * agreed) / commands;
  const words = [`${texts} texts`, `${agreed} of ${commands} commands`, `${share.toFixed(3)} %`];
  if (refused) words.push(`${refused} texts refused by the engine`);
  if (result.accepted) words.push(`${result.accepted} accepted differences`);
  console.log(`${name.padEnd(14)} ${words.join(", ")}`);
  if (share < 99.95) failed = true;
  for (const { id, script, missing, extra } of others.slice(0, show)) {
    console.error(`  ${id} ${JSON.stringify(script.slice(0, 300))}`);
    for (const line of missing.slice(0, 3)) console.error(`    engine   ${line.slice(0, 200)}`);
    for (const line of extra.slice(0, 3)) console.error(`    detector ${line.slice(0, 200)}`);
  }
}

function reportCases() {
  const result = { texts: 0, commands: 0, agreed: 0, accepted: 0, differences: [] };
  for (const { file, title, script, expected = [] } of cases()) {
    const found = describedBy(detector, script);
    result.texts++;
    result.commands += expected.length;
    const agreed = expected.filter((line) => found.includes(line)).length;
    result.agreed += agreed;
    if (agreed !== expected.length || found.length !== expected.length)
      result.differences.push({ id: `${file} ${title}`, script, missing: expected, extra: found });
  }
  report("cases", result);
}

/** Speed of both on texts that the engine has parsed: what it took it to parse, and the detector to read with values. */
function reportSpeed(name, texts, answers) {
  const bytes = texts.reduce((sum, { script }) => sum + Buffer.byteLength(script), 0);
  const engine = answers.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  for (const { script } of texts) detector.read(script);
  const start = performance.now();
  for (const { script } of texts) detector.read(script);
  const own = performance.now() - start;
  const speed = (milliseconds) => `${(bytes / 1000 / milliseconds).toFixed(1)} MB/s`;
  console.log(`${name.padEnd(14)} ${(bytes / 1e6).toFixed(1)} MB: engine parses ${speed(engine)}, detector reads ${speed(own)}`);
}

function reportLive(name, texts, timed = false) {
  const answers = ask(texts);
  if (timed) reportSpeed(name, texts, answers);
  const parsed = texts.flatMap((text, index) =>
    answers[index].errors === 0 ? [{ ...text, commands: answers[index].commands }] : [],
  );
  report(name, agreementOf(detector, parsed, accepted[name]), texts.length - parsed.length);
}

/** Complete script blocks of the events in a file, joined from their parts. */
function scriptBlocks(file) {
  const blocks = new Map();
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const event = JSON.parse(line);
    const { ScriptBlockId, ScriptBlockText, MessageNumber, MessageTotal } = event.event_data ?? event;
    const block = blocks.get(ScriptBlockId) ?? { parts: [], total: Number(MessageTotal) };
    block.parts[Number(MessageNumber) - 1] = ScriptBlockText;
    blocks.set(ScriptBlockId, block);
  }
  return [...blocks]
    .filter(([, { parts, total }]) => parts.filter((part) => part !== undefined).length === total)
    .map(([id, { parts }]) => ({ id, script: parts.join("") }));
}

function textOf(file) {
  const bytes = readFileSync(file);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

function scriptsUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.ps[m]?1$/.test(name))
    .map((name) => ({ id: name, script: textOf(join(folder, name)) }));
}

/** Calls found, false findings and wrong claims over the texts that the engine has run, and the values it gave. */
function reportReadings() {
  const { calls, found, quiet, falseFindings, claims, wrong } = corpusReadings(detector);
  console.log(`${"calls".padEnd(14)} ${found} of ${calls} texts that call are a match, ${percent(found, calls)}`);
  console.log(`${"quiet".padEnd(14)} ${falseFindings} of ${quiet} texts that do not call are a finding`);
  console.log(`${"claims".padEnd(14)} ${wrong.length} of ${claims} claimed mailboxes and paths differ from what was bound`);
  for (const line of wrong.slice(0, show)) console.error(`  ${line}`);
  if (found < calls * 0.995 || falseFindings > 0 || wrong.length > 0) failed = true;
}

function reportValues() {
  const { constructs, different } = valueAgreement();
  const all = [...constructs.values()];
  const known = all.reduce((sum, one) => sum + one.known, 0);
  const programs = all.reduce((sum, one) => sum + one.programs, 0);
  console.log(
    `${"values".padEnd(14)} ${different.length} differ; ${known} of ${programs} programs are known, ${percent(known, programs)}`,
  );
  for (const [construct, one] of [...constructs].sort()) {
    console.log(`  ${construct.padEnd(16)} ${one.known} of ${one.programs} known, ${percent(one.known, one.programs)}`);
  }
  for (const { script, ours, theirs } of different.slice(0, show)) {
    console.error(`  ${script.slice(0, 300)}\n    engine   ${JSON.stringify(theirs)}\n    detector ${JSON.stringify(ours)}`);
  }
  if (different.length > 0) failed = true;
}

/** The texts of a public obfuscator, by technique. */
function reportObfuscated() {
  const { techniques, all, failures } = obfuscatedReadings(detector);
  const row = (name, { texts, invoked, found, known, wrong }) =>
    console.log(
      `  ${name.padEnd(30)} ${[texts, invoked, found, known, wrong].map((number) => String(number).padStart(7)).join(" ")}`,
    );
  console.log(
    `${"obfuscated".padEnd(14)} ${all.found} of ${all.invoked} texts that call are a match, ${percent(all.found, all.invoked)}; ` +
      `the path is known in ${percent(all.known, all.invoked)}; ${all.wrong} wrong, ${all.false} false`,
  );
  console.log(
    `  ${"technique".padEnd(30)} ${["texts", "call", "found", "path", "wrong"].map((word) => word.padStart(7)).join(" ")}`,
  );
  for (const [name, counts] of techniques) row(name, counts);
  for (const line of failures.slice(0, show)) console.error(`  ${line}`);
  if (all.found < all.invoked * 0.99 || all.known < all.invoked * 0.95 || all.wrong > 0 || all.false > 0) failed = true;
}

const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

reportReadings();
reportObfuscated();
reportValues();
reportCases();
for (const corpus of RECORDED) report(corpus, agreementOf(detector, recorded(corpus), accepted[corpus]));

if (!hasEngine()) console.error("No pwsh here (set PWSH to its path): only recorded texts were compared.");
else {
  const blocksFile = new URL("../../shared/data/script-blocks.jsonl", import.meta.url);
  const blocks = existsSync(blocksFile) ? scriptBlocks(blocksFile) : [];
  if (blocks.length > 0) reportLive("script blocks", blocks, true);
  else console.error("No ../shared/data/script-blocks.jsonl: real script blocks were left out.");
  const shipped = scriptsUnder(engineFolder());
  reportLive("shipped", shipped, true);
  reportLive("fresh random", randomScripts(seed, 500));
  const lines = [...blocks, ...shipped].flatMap(({ script }) => script.split(/\r?\n(?=[^\s#])/));
  const base = [...recorded("compositions"), ...recorded("forms"), ...recorded("random")].map(({ script }) => script);
  reportLive("mutations", mutations([...base, ...lines], seed, 6000));
}
if (failed) process.exitCode = 1;
