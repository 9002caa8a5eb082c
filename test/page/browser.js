/** A real Chromium, where one is here and starts: installed, or below build/daemons (scripts/fetch-daemons.sh). */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FETCHED = fileURLToPath(new URL("../../build/daemons", import.meta.url));

/** The driver, where `npm ci` has put it. */
export const driver = await import("playwright-core").then(
  ({ chromium }) => chromium,
  () => undefined,
);

/**
 * Folders of shared libraries below build/daemons. A library may name a folder of its own by its installed path (libpulse does), which
 * is another one here, so folders inside count too.
 */
function fetchedLibraries() {
  return ["lib", "usr/lib"]
    .map((name) => join(FETCHED, name))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith("-linux-gnu"))
        .map((name) => join(folder, name)),
    )
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name)),
    ]);
}

/** A browser that lacks a library is none: it is asked for its version. */
const starts = ({ executablePath, env }) => spawnSync(executablePath, ["--version"], { env, timeout: 30_000 }).status === 0;

/** @returns {{ executablePath: string, env: Record<string, string> } | undefined} what playwright starts it by */
export function findChromium() {
  const { PATH, HOME = "/tmp" } = process.env;
  const installed = ["chromium", "chromium-browser", "google-chrome"].map((name) => ({
    executablePath: join("/usr/bin", name),
    env: { PATH, HOME },
  }));
  const fetched = {
    executablePath: join(FETCHED, "usr/lib/chromium/chromium"),
    env: { PATH, HOME, LD_LIBRARY_PATH: fetchedLibraries().join(":") },
  };
  return [...installed, fetched].filter(({ executablePath }) => existsSync(executablePath)).find(starts);
}
