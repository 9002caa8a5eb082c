/**
 * Control flow, against runs of the real engine over every combination of unknown conditions (records.jsonl): no call is missed and no
 * claim differs from what some run bound.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const programs = readFileSync(new URL("records.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map(JSON.parse);

/** Paths claimed for each tag (the mailbox), and the tags of which some call's path stayed unknown. */
function claims(script) {
  const claimed = new Map();
  const open = new Set();
  for (const call of detector.read(script).calls) {
    if (call.file_path === undefined) open.add(call.mailbox);
    else claimed.set(call.mailbox, (claimed.get(call.mailbox) ?? new Set()).add(call.file_path));
  }
  return { claimed, open };
}

/**
 * What one call binds in some run and the reader did not allow for, or claims and no run binds. A call that the reader
 * claims in code that is never reached is no error where the runs reach it by another way; those programs are named here.
 */
function differences({ script, bound }) {
  const { claimed, open } = claims(script);
  const found = [];
  for (const [tag, paths] of Object.entries(bound)) {
    const known = claimed.get(tag) ?? new Set();
    if (known.size === 0 && !open.has(tag)) found.push(`${tag} is not found`);
    for (const path of known) if (!paths.includes(path)) found.push(`${tag} claims ${path}`);
    if (!open.has(tag)) for (const path of paths) if (!known.has(path)) found.push(`${tag} leaves out ${path}`);
  }
  return found;
}

test("in programs that branch, loop and jump, every call is found and no path is claimed that no run binds", () => {
  const wrong = programs.map(differences).flatMap((found, index) => (found.length > 0 ? [`${index}: ${found.join("; ")}`] : []));
  assert.deepEqual(wrong, []);
});

test("what no unknown condition touches is claimed", () => {
  let known = 0;
  let all = 0;
  for (const { script, bound } of programs) {
    const { claimed } = claims(script);
    for (const tag of Object.keys(bound)) {
      all += 1;
      if (claimed.has(tag)) known += 1;
    }
  }
  assert.ok(known / all > 0.35, `${known} of ${all} calls have a claimed path`);
});
