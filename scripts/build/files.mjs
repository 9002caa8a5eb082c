/**
 * Files of the tree, hashes of them, and writes that nobody sees half done.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Every file under a folder that `accept` takes, sorted. */
export function filesUnder(folder, accept) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter(accept)
    .sort();
}

/** SHA-256 of bytes or text. */
export const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/** One hash over the names and contents of files. */
export const hashFiles = (files) => sha256(files.map((file) => `${file} ${sha256(readFileSync(file))}\n`).join(""));

/** Writes a file in one step: another process reads the old content or the new. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}
