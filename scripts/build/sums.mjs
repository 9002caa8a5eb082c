/**
 * SHA256SUMS of the shipped modules, as `sha256sum -c` reads it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, writeWhole } from "./files.mjs";

/** @param {string} out output folder */
export function writeSums(out) {
  if (!existsSync(out)) return;
  const modules = readdirSync(out)
    .filter((file) => file.endsWith(".wasm"))
    .sort();
  writeWhole(join(out, "SHA256SUMS"), modules.map((file) => `${sha256(readFileSync(join(out, file)))}  ${file}\n`).join(""));
}
