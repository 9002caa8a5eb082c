/**
 * Remembers what a stage was made from and what it made, so that an unchanged one is skipped.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, writeWhole } from "./files.mjs";

const stampPath = (out, stage) => join(out, ".stamps", `${stage}.json`);

/** @returns the stage's report if `key` made what lies in `out` now, else undefined */
export function unchanged(out, stage, key) {
  const path = stampPath(out, stage);
  if (!existsSync(path)) return undefined;
  const stamp = JSON.parse(readFileSync(path, "utf8"));
  if (stamp.key !== key) return undefined;
  const whole = Object.entries(stamp.outputs).every(
    ([file, hash]) => existsSync(join(out, file)) && sha256(readFileSync(join(out, file))) === hash,
  );
  return whole ? stamp.report : undefined;
}

/** Writes a stage's outputs (names within `out` to contents), then its stamp. */
export function finish(out, stage, key, outputs, report) {
  const hashes = {};
  for (const [file, content] of Object.entries(outputs)) {
    writeWhole(join(out, file), content);
    hashes[file] = sha256(content);
  }
  writeWhole(stampPath(out, stage), JSON.stringify({ key, outputs: hashes, report }));
}
