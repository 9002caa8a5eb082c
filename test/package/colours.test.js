/** On a terminal the test runner forces colours upon what it starts; what a test starts in turn must not inherit that. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

test("what a test starts writes no colours into a pipe", () => {
  const { stdout } = spawnSync(process.execPath, ["-p", "[true, 7]"], { encoding: "utf8" });
  assert.equal(stdout, "[ true, 7 ]\n");
});
