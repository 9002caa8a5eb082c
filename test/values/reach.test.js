/**
 * Random programs over the whole language, modelled or not, with reads of the variables in front of and after each statement: a path that
 * is claimed is one that PowerShell bound, and a call that it refused is no match with a path.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { knownByConstruct, wrongClaims } from "./reach.js";
import { reachPrograms } from "./reach-programs.js";

/** Recorded by scripts/record-reach.ps1; a `gap` says why a program is claimed wrongly all the same. */
const records = readFileSync(new URL("records/reach.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map(JSON.parse);
/** Share of the values after a statement that are known: what is not modelled makes unknown what it could reach, not everything. */
const KNOWN = 0.6;
const detector = loadDetector();

test("no path is claimed that PowerShell did not bind", () => {
  const wrong = records
    .filter(({ gap }) => !gap)
    .flatMap((record) => wrongClaims(detector, record).map((claim) => ({ ...claim, script: record.script })));
  assert.deepEqual(wrong, []);
});

test("a gap that no longer is one is told", () => {
  assert.deepEqual(
    records.filter((record) => record.gap && wrongClaims(detector, record).length === 0),
    [],
  );
});

test("a wrong claim would be noticed", () => {
  const { script, bound } = records[0];
  const [tag, paths] = Object.entries(bound)[0];
  const claims = { read: () => ({ calls: [{ mailbox: tag, verdict: "match", file_path: `${paths[0]}!` }] }) };
  assert.equal(wrongClaims(claims, { script, bound, refused: [] }).length, 1);
});

test("most values are known all the same", () => {
  const shares = [...knownByConstruct(detector, reachPrograms(1, 500)).values()];
  const sum = (key) => shares.reduce((total, share) => total + share[key], 0);
  assert.ok(sum("known") >= sum("all") * KNOWN, `${sum("known")} of ${sum("all")}`);
});
