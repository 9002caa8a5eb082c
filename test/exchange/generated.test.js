/**
 * The tables of the core are generated from the rule files; those that are committed are what the rules say now.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../scripts/generate.mjs", import.meta.url));

test("the committed tables are what the rules say", () => {
  const run = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  assert.equal(run.stderr, "");
  assert.equal(run.status, 0);
});
