/**
 * Builds everything: `node scripts/build.mjs [MODULE…] [--out DIR] [--unproven] [--verbose]`. Same sources, same bytes, in whatever
 * folder. One line says what came out; `--verbose` adds each module's deepest path.
 * `--unproven` writes a module although a proof failed, to work on; the build fails all the same.
 * With names, only those modules, without their twins and the host. A stage whose inputs did not change is skipped; `.stamps` in the output folder holds the hashes.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { buildHost } from "./build/host.mjs";
import { buildCore, buildModule, moduleJobs } from "./build/jobs.mjs";
import { lockFolder } from "./build/lock.mjs";
import { MODULES } from "./build/modules.mjs";
import { buildPage } from "./build/page.mjs";
import { writeSums } from "./build/sums.mjs";
import { startTicker } from "./build/ticker.mjs";
import { writeGenerated } from "./generate.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: "build" },
    unproven: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !MODULES[name]);
if (unknown.length > 0) {
  console.error(`There is no module ${unknown.join(", ")}; there are ${Object.keys(MODULES).join(", ")}.`);
  process.exit(2);
}

const ticker = startTicker(process.stderr);
await lockFolder(values.out);
const started = Date.now();
writeGenerated();
const failures = [];
const reports = [];
const cores = new Map();

/** The core of a job, built when the first one needs it. */
function coreOf(name) {
  if (!cores.has(name)) cores.set(name, buildCore(values.out, name));
  return cores.get(name);
}

const queue = moduleJobs(positionals);
const work = async () => {
  for (let job = queue.shift(); job; job = queue.shift()) {
    ticker.begin(job.name);
    try {
      const report = await buildModule(job, await coreOf(job.core), values.out, values.unproven);
      reports.push({ ...report, name: job.name, isTwin: job.isTwin });
    } catch (error) {
      failures.push({ name: job.name, message: error.message });
    }
    ticker.end(job.name);
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
try {
  ticker.begin("host");
  if ((failures.length === 0 || values.unproven) && positionals.length === 0) {
    buildHost(values.out);
    await buildPage(values.out);
  }
} catch (error) {
  failures.push({ name: "host", message: error.message });
}
writeSums(values.out);
ticker.stop();
if (values.verbose) for (const { name, stack, path } of reports) console.error(`${name}: deepest path ${stack} bytes: ${path}`);
for (const [message, names] of byMessage(failures)) console.error(`\n${names} failed. ${message}`);
console.error(summary());
process.exitCode = failures.length ? 1 : 0;

/** The same mistake in a shared file stops every module; it is told once. */
function byMessage(failures) {
  const names = new Map();
  for (const failure of failures) names.set(failure.message, [...(names.get(failure.message) ?? []), failure.name]);
  return [...names].map(([message, all]) => [message, all.join(", ")]);
}

/** What came out: each module's size, and the deepest path in the one whose host has the least room for it. */
function summary() {
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (failures.length > 0) return `stopped after ${seconds}`;
  const made = reports.filter(({ isTwin }) => !isTwin).sort((a, b) => a.name.localeCompare(b.name));
  const sizes = made.map(({ name, bytes }) => `${name} ${bytes.toLocaleString("en-US")}`).join(", ");
  const deepest = made.find(({ name }) => name === "fluent-bit") ?? made[0];
  return `built in ${seconds}: ${sizes} bytes; deepest path of ${deepest.name} ${deepest.stack.toLocaleString("en-US")} bytes`;
}
