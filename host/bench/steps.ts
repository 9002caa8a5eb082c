/**
 * Cost in steps: one function entry or loop iteration, counted by the twin of `fluent-bit.wasm` that a checkout's build makes.
 * Steps are the same on every machine, and what an interpreter pays for.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadFluentBit, ship } from "./shipper.js";
import type { Workload } from "./workloads.js";

const TWIN = fileURLToPath(new URL("../../test/fluent-bit.steps.wasm", import.meta.url));

/** Steps a byte on the workload, or undefined where there is no twin. */
export function countSteps(workload: Workload): number | undefined {
  if (!existsSync(TWIN)) return undefined;
  const host = loadFluentBit(readFileSync(TWIN)) as ReturnType<typeof loadFluentBit> & { steps: WebAssembly.Global<"i64"> };
  ship(host, Buffer.from(workload.bytes));
  return Number(host.steps.value) / workload.bytes.length;
}
