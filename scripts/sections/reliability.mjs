/** What the proofs and the cost tests measure, read from the build and counted anew; figures of long runs come from docs/long-runs.md. */
import { existsSync, readFileSync } from "node:fs";
import { MODULES, moduleBytes } from "../../build/host/modules.js";
import { statusOf } from "../../build/host/status.js";
import { SHAPES } from "../../test/fuzz/events.mjs";
import { Random } from "../../test/fuzz/random.mjs";
import { ordinary } from "../../test/fuzz/scripts.mjs";
import { Counting } from "../../test/reliability/counting.mjs";
import { TEXTS } from "../../test/reliability/pathological.mjs";
import { table } from "./table.mjs";

const LONG_RUNS = "docs/long-runs.md";
const UNITS = 32_000;
/** Rows of the table: the costliest members of the corpus. */
const SHOWN = 6;

const report = (name) => JSON.parse(readFileSync(`build/.stamps/${name}.json`, "utf8")).report;
const megabytes = (pages) => ((pages * 65536) / 1e6).toFixed(0);

export function reliability() {
  const { stack } = report("fluent-bit");
  const pages = MODULES.map((name) => statusOf(moduleBytes(name)).status.memory_pages);
  const lines = [
    `- Deepest operand stack of \`fluent-bit.wasm\`: ${stack.toLocaleString("en-US")} of Fluent Bit's 8,192 bytes (\`npm run build\` proves it).`,
    `- Memory of an instance: ${megabytes(Math.min(...pages))} MB of address space, touched as it is needed; it grows only with the largest record (\`npm test\`).`,
  ];
  const runs = existsSync(LONG_RUNS) ? `${readFileSync(LONG_RUNS, "utf8").trim()}\n` : "";
  return `${lines.join("\n")}\n${runs}\n${costs()}`;
}

/** Steps a byte on the hostile texts, beside an ordinary script. */
function costs() {
  const module = new WebAssembly.Module(readFileSync("build/test/node.steps.wasm"));
  const cost = (text) => {
    const event = SHAPES.fluentBitMap({ text, id: "11111111-2222-4333-8444-555555555555", part: 1, parts: 1, host: "EX01" });
    const { steps, bytes } = new Counting(module).scan([JSON.stringify(event)]);
    return steps / bytes;
  };
  const usual = cost(`New-MailboxExportRequest -Mailbox a -FilePath \\\\h\\s\n${ordinary(new Random(1), UNITS)}`);
  const members = Object.entries(TEXTS)
    .map(([name, make]) => ({ name, steps: cost(make(UNITS)) }))
    .sort((a, b) => b.steps - a.steps);
  const rows = members.slice(0, SHOWN).map(({ name, steps }) => [name, steps.toFixed(1), `${(steps / usual).toFixed(1)} ×`]);
  return `Steps (function entries and loop iterations) a byte of ${UNITS.toLocaleString("en-US")} units of text, the ${SHOWN} costliest of ${members.length} hostile texts
(\`node scripts/test.mjs steps\` bounds all of them, and that none grows with length):

${table(["text", "steps a byte", "against an ordinary script"], [["an ordinary script that is read", usual.toFixed(1), "1 ×"], ...rows])}`;
}
