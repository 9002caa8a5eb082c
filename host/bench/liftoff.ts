/** `fluent-bit.wasm` in a process of its own, by V8's baseline compiler alone. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modulePath } from "../modules.js";
import { type Timing, WrongCountError } from "./measure.js";
import type { Workload } from "./workloads.js";

const SHIPPER = fileURLToPath(new URL("./shipper.js", import.meta.url));

/** Times the shipper's driver on a workload; the tier is Liftoff, which never optimises. */
export function timeLiftoff(workload: Workload, laps: number): Timing {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-export-bench-"));
  try {
    const events = join(folder, "events.ndjson");
    writeFileSync(events, workload.bytes);
    const args = ["--liftoff-only", SHIPPER, modulePath("fluent-bit"), events, String(laps)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`the shipper ended with ${status}: ${stderr}`);
    const { findings, times } = JSON.parse(stdout) as { findings: number; times: number[] };
    if (workload.findings !== undefined && findings < workload.findings) {
      throw new WrongCountError(`fluent-bit.wasm reported ${findings}, the workload holds ${workload.findings}`);
    }
    const sorted = times.sort((a, b) => a - b);
    return {
      name: "fluent-bit.wasm, Liftoff",
      count: findings,
      median: sorted[sorted.length >> 1] as number,
      fastest: sorted[0] as number,
      slowest: sorted[sorted.length - 1] as number,
      laps,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
