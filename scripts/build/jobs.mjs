/**
 * The stages of a module: the core that the modules share, and the module cut out of it. Each runs in a worker of its own, or is
 * found done.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { ruleSection } from "../generate.mjs";
import { filesUnder, hashFiles, sha256 } from "./files.mjs";
import { MODULES } from "./modules.mjs";
import { finish, unchanged } from "./stamps.mjs";

const TOOLS = ["asconfig.json", "package-lock.json"];

async function inWorker(script, data) {
  const result = await new Promise((resolve, reject) => {
    const worker = new Worker(new URL(script, import.meta.url), { workerData: data });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  if (result.error) throw new Error(result.error);
  return result;
}

/**
 * Compiles and optimises a core.
 * @param {string} out output folder
 * @param {string} core one of CORES
 * @returns {Promise<{ bytes: Uint8Array, fixedEnd: number }>}
 */
export async function buildCore(out, core) {
  const name = `core.${core}`;
  const file = join(".stamps", `${name}.wasm`);
  const sources = filesUnder("assembly", (path) => !path.includes("__tests__"));
  const stages = ["core", "hot", "layout", "literals", "modules", "sections"].map((stage) => `scripts/build/${stage}.mjs`);
  const key = hashFiles([...sources, ...stages, ...TOOLS]);
  const known = unchanged(out, name, key);
  if (known) return { bytes: readFileSync(join(out, file)), fixedEnd: known.fixedEnd };
  const { bytes, fixedEnd } = await inWorker("./core.mjs", { core });
  finish(out, name, key, { [file]: bytes }, { fixedEnd });
  return { bytes, fixedEnd };
}

/**
 * The modules to cut.
 * @param {string[]} names modules to build, without their twins; all modules and twins if empty
 * @returns {{ name: string, spec: import("./modules.mjs").ModuleSpec, core: string, isTwin: boolean, steps: boolean }[]}
 */
export function moduleJobs(names) {
  const all = names.length === 0;
  return Object.entries(MODULES)
    .filter(([name]) => all || names.includes(name))
    .flatMap(([name, spec]) => [
      { name, spec, core: spec.core ?? "shipper", isTwin: false, steps: all && spec.steps === true },
      ...(all && spec.twin ? [{ name: `${name}.${spec.twin}`, spec, core: spec.twin, isTwin: true, steps: false }] : []),
    ]);
}

/**
 * Cuts one module out of its core.
 * @param {{ bytes: Uint8Array, fixedEnd: number }} built the core
 * @param {boolean} unproven write the module although a proof failed; the job fails all the same
 */
export async function buildModule(job, built, out, unproven) {
  const scripts = [...filesUnder("scripts/build", () => true), ...filesUnder("scripts/proofs", () => true)];
  const rule = ruleSection();
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const key = sha256([hashFiles([...scripts, ...TOOLS]), sha256(built.bytes), rule, version, JSON.stringify(job)].join(" "));
  const known = unchanged(out, job.name, key);
  if (known) return known;
  const { bytes, steps, report, complaint } = await inWorker("./module.mjs", {
    ...job,
    code: built.bytes,
    fixedEnd: built.fixedEnd,
    rule,
    version,
  });
  const outputs = { [job.isTwin ? `test/${job.name}.wasm` : `${job.name}.wasm`]: bytes };
  if (steps) outputs[`test/${job.name}.steps.wasm`] = steps;
  if (complaint && unproven) finish(out, job.name, "unproven", outputs, {});
  if (complaint) throw new Error(complaint);
  finish(out, job.name, key, outputs, report);
  return report;
}
