/** A real Chromium, where there is one: installed, or below build/daemons (scripts/fetch-daemons.sh). */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FETCHED = fileURLToPath(new URL("../../build/daemons", import.meta.url));

/** The driver, where `npm ci` has put it. */
export const driver = await import("playwright-core").then(
  ({ chromium }) => chromium,
  () => undefined,
);

/** @returns {{ executablePath: string, env: Record<string, string> } | undefined} what playwright starts it by */
export function findChromium() {
  const installed = ["chromium", "chromium-browser", "google-chrome"].map((name) => join("/usr/bin", name)).find(existsSync);
  const { PATH, HOME = "/tmp" } = process.env;
  if (installed) return { executablePath: installed, env: { PATH, HOME } };
  const fetched = join(FETCHED, "usr/lib/chromium/chromium");
  if (!existsSync(fetched)) return undefined;
  const libraries = ["lib", "usr/lib"]
    .map((name) => join(FETCHED, name))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith("-linux-gnu"))
        .map((name) => join(folder, name)),
    );
  return { executablePath: fetched, env: { PATH, HOME, LD_LIBRARY_PATH: libraries.join(":") } };
}
