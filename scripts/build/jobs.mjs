/**
 * The compilations to run, each in a worker of its own.
 */
import { Worker } from "node:worker_threads";
import { filesUnder, hashFiles, sha256 } from "./files.mjs";
import { ruleSection } from "./generate.mjs";
import { MODULES } from "./modules.mjs";
import { finish, unchanged } from "./stamps.mjs";

/**
 * @param {string} out output folder
 * @param {string[]} names modules to build, without their twins; all modules and twins if empty
 */
export function moduleJobs(out, names) {
  const sources = hashFiles([
    ...filesUnder("assembly", (file) => !file.includes("__tests__")),
    ...filesUnder("scripts/build", () => true),
    ...filesUnder("scripts/proofs", () => true),
    "asconfig.json",
    "package-lock.json",
  ]);
  const jobs = [];
  for (const [name, spec] of Object.entries(MODULES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    jobs.push({ name, spec: { ...spec, steps: spec.steps && names.length === 0 }, ungated: false });
    if (spec.ungated && names.length === 0) jobs.push({ name: `${name}.ungated`, spec, ungated: true });
  }
  return jobs.map((job) => ({ ...job, out, key: sha256(sources + JSON.stringify(job)) }));
}

/**
 * Runs one job, or finds that it has been run.
 * @param {boolean} unproven write the module although a proof failed; the job fails all the same
 */
export async function compileInWorker({ name, spec, ungated, key }, out, unproven) {
  const known = unchanged(out, name, key);
  if (known) return { report: known, fresh: false };
  const result = await new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./compile.mjs", import.meta.url), { workerData: { spec, ungated, rule: ruleSection() } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  if (result.error) throw new Error(result.error);
  const outputs = { [ungated ? `test/${name}.wasm` : `${name}.wasm`]: result.bytes };
  if (result.steps) outputs[`test/${name}.steps.wasm`] = result.steps;
  if (result.complaint && unproven) finish(out, name, "unproven", outputs, {});
  if (result.complaint) throw new Error(result.complaint);
  finish(out, name, key, outputs, result.report);
  return { report: result.report, fresh: true };
}
