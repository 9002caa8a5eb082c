/**
 * Runs the host's tests: `node scripts/test.mjs [WORD…]`, with words only the files whose path holds one of them. Node 20's own
 * runner takes no patterns.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { filesUnder } from "./build/files.mjs";

const words = process.argv.slice(2);
const files = filesUnder("test", (file) => file.endsWith(".test.js")).filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
);
if (files.length === 0) {
  console.error(`No test file's path holds ${words.join(" or ")}.`);
  process.exit(2);
}
const flags = [
  "--import",
  new URL("plain-environment.mjs", import.meta.url).href,
  "--test",
  `--test-concurrency=${availableParallelism()}`,
];
const { status } = spawnSync(process.execPath, [...flags, ...files], { stdio: "inherit" });
process.exitCode = status ?? 1;
