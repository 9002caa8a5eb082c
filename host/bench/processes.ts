/** Whole processes over one file, timed from start to end: what a person at a prompt would compare with. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contender, race, type Timing } from "./measure.js";

const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));

function counted(command: string, args: readonly string[], count: (stdout: string) => number): () => number {
  return () => {
    const { stdout, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30 });
    if (error) throw error;
    return count(stdout);
  };
}

function isInstalled(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

/**
 * Times `scan --json`, `wc -l` and `grep -ciF` on a file that holds `bytes` `times` over, in the system's folder for such files.
 * @param findings findings in one copy
 */
export function raceProcesses(bytes: Uint8Array, times: number, findings: number | undefined, laps: number): Timing[] {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-export-bench-"));
  try {
    const file = join(folder, "events.ndjson");
    const handle = openSync(file, "w");
    for (let i = 0; i < times; i++) writeSync(handle, bytes);
    closeSync(handle);
    const lines = (stdout: string) => stdout.split("\n").length - 1;
    const contenders: Contender[] = [
      {
        name: "scan (process)",
        run: counted(process.execPath, [CLI, "scan", "--json", file], lines),
        expected: findings === undefined ? undefined : findings * times,
      },
    ];
    if (isInstalled("wc")) contenders.push({ name: "wc -l", run: counted("wc", ["-l", file], Number.parseInt) });
    if (isInstalled("grep")) {
      contenders.push({ name: "grep -ciF", run: counted("grep", ["-ciF", "New-MailboxExportRequest", file], Number.parseInt) });
    }
    return race(contenders, laps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
