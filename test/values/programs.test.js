/**
 * Small programs that end in a call, each with a construct of its own that may write a variable or change what a value is: a mailbox or
 * path that is claimed is one the engine bound, and a call that it refused has no path.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

/** Share of the programs whose path is known: what is not understood is unknown, but not everything may be. */
const KNOWN = 0.8;

const programs = readFileSync(new URL("../fixtures/corpus/values.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const detector = loadDetector();
const readings = programs.map(({ kind, script, calls }) => ({ kind, script, bound: calls, calls: detector.read(script).calls }));

test("no mailbox or path is claimed that the engine did not bind", () => {
  const wrong = readings.flatMap(({ kind, bound, calls }) =>
    calls
      .filter(
        ({ mailbox, file_path: path }) =>
          (path !== undefined && !bound.some((call) => call.path === path)) ||
          (bound.length > 0 && mailbox !== undefined && !bound.some((call) => call.mailbox === mailbox)),
      )
      .map(({ file_path: path }) => `${kind}: ${path}`),
  );
  assert.deepEqual(wrong, []);
});

test("most paths are known all the same", () => {
  const ran = readings.filter(({ bound }) => bound.length > 0);
  const known = ran.filter(({ calls }) => calls.some(({ file_path: path }) => path !== undefined));
  assert.ok(known.length >= ran.length * KNOWN, `${known.length} of ${ran.length}`);
});
