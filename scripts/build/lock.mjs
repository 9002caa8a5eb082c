/**
 * One build of a folder at a time: who comes second waits, and then finds most of it done.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The process that holds the lock; NaN if it has not said so yet. */
function holder(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return Number.NaN;
  }
}

/** @param {string} out output folder; freed when the process ends */
export async function lockFolder(out) {
  mkdirSync(out, { recursive: true });
  const path = join(out, ".lock");
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      process.on("exit", () => rmSync(path, { force: true }));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const pid = holder(path);
      if (Number.isFinite(pid) && !isAlive(pid)) rmSync(path, { force: true });
      else await sleep(200);
    }
  }
}
