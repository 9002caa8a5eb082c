/**
 * Asks PowerShell's own parser, where `pwsh` is there: the environment variable PWSH, or the one in the path.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/record-conformance.ps1", import.meta.url));
const PWSH = process.env.PWSH || "pwsh";

/** Whether the engine is there. */
export function hasEngine() {
  return spawnSync(PWSH, ["-NoProfile", "-Command", "exit 0"], { stdio: "ignore" }).status === 0;
}

/** The folder that the engine and the scripts that ship with it lie in. */
export function engineFolder() {
  return spawnSync(PWSH, ["-NoProfile", "-Command", "$PSHOME"], { encoding: "utf8" }).stdout.trim();
}

/**
 * What the engine makes of each text.
 * @param {{id: string, script: string}[]} texts
 * @returns {{id: string, errors: number, commands: any[]}[]} in the same order
 */
export function ask(texts) {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  try {
    const input = join(folder, "in");
    const output = join(folder, "out");
    writeFileSync(input, texts.map((text) => `${JSON.stringify(text)}\n`).join(""));
    const { status, stderr } = spawnSync(PWSH, ["-NoProfile", "-File", SCRIPT, input, output], { encoding: "utf8" });
    if (status !== 0) throw new Error(`pwsh failed: ${stderr}`);
    return readFileSync(output, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
