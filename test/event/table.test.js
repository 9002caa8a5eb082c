/**
 * The table of shapes in docs/events.md is what every module does with them today.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

test("every module gives every shape's plain event the same finding, and the page's table says so", () => {
  const script = fileURLToPath(new URL("../../scripts/shapes.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const page = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8");
  for (const table of stdout.trim().split("\n\n")) assert.ok(page.includes(table), "run `node scripts/shapes.mjs --write`");
});
