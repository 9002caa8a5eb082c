/**
 * Programs with parts that only a run decides: whatever PowerShell bound, for values of those parts that were chosen to undo what
 * stands around them, every call is found, what is claimed of it is what was bound, and what is known in part fits.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const programs = readFileSync(new URL("records/unknown.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map(JSON.parse);

/** Whether a value may be one of which that is known: the value itself, or text with `*` for each unknown part. */
function fits(value, known, pattern) {
  if (known !== undefined) return known === value;
  if (pattern === undefined) return true;
  const pieces = pattern.split("*").map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".*")}$`, "s").test(value);
}

const fitsCall = ([mailbox, path], call) =>
  fits(mailbox, call.mailbox, call.mailbox_pattern) && fits(path, call.file_path, call.file_path_pattern);

/** Bound pairs that fit no call of the reading, and paths that are claimed where only others were bound. */
function differences({ script, bound }) {
  const { calls } = detector.read(script);
  const unseen = bound.filter((pair) => !calls.some((call) => fitsCall(pair, call)));
  const unbound = calls.filter(({ mailbox, file_path: path }) => {
    const own = bound.filter((pair) => (mailbox ?? pair[0]) === pair[0]);
    return path !== undefined && own.length > 0 && !own.some((pair) => pair[1] === path);
  });
  return [...unseen.map(([mailbox, path]) => `${mailbox} -> ${path}`), ...unbound.map((call) => `claims ${call.file_path}`)];
}

for (const kind of ["values", "code"]) {
  const own = programs.filter((program) => program.kind === kind);
  test(`${kind}: what was bound fits what is known of it`, () => {
    assert.ok(own.length > 80);
    const wrong = own.flatMap((program) => differences(program).map((what) => `${what}\n${program.script}`));
    assert.deepEqual(wrong.slice(0, 25), []);
  });

  test(`${kind}: a good part of the calls has something known`, () => {
    const calls = own.flatMap(({ script }) => detector.read(script).calls);
    const known = calls.filter((call) => call.file_path !== undefined || call.file_path_pattern !== undefined);
    assert.ok(known.length > calls.length * (kind === "code" ? 0.2 : 0.5), `${known.length} of ${calls.length}`);
  });
}
