/**
 * Cost in steps, which no machine's speed changes: on every member of the pathological corpus a byte costs at most a stated
 * multiple of what it costs in an ordinary script, and no more when the text is longer.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { SHAPES } from "../fuzz/events.mjs";
import { Random } from "../fuzz/random.mjs";
import { ordinary } from "../fuzz/scripts.mjs";
import { Counting } from "./counting.mjs";
import { RECORDS, RUNS, TEXTS } from "./pathological.mjs";

/** Steps for a byte, as a multiple of an ordinary script that is read. */
const MOST = 20;
/** Cost of a byte in a long text, as a multiple of that in a short one. */
const GROWTH = 1.5;
const SHORT = 4000;
const LONG = 32000;
/** Texts that take more room than there is, or than a table began with, with the units at which they do. */
const ENDLESS_TEXTS = {
  "opening braces": 1_000_000,
  "nested blocks": 1_000_000,
  "nested expandable strings": 1_000_000,
  "mismatched brackets": 1_000_000,
  "call below the deepest frame": 1_000_000,
  functions: 3_000_000,
  "functions in subexpressions": 3_000_000,
  "functions set by their drive": 3_000_000,
  variables: 3_000_000,
};

const module = new WebAssembly.Module(readFileSync(new URL("../../build/test/node.steps.wasm", import.meta.url)));
const record = (text) => [
  JSON.stringify(SHAPES.fluentBitMap({ text, id: "11111111-2222-4333-8444-555555555555", part: 1, parts: 1, host: "EX01" })),
];

function cost(records) {
  const { steps, bytes } = new Counting(module).scan(records);
  return steps / bytes;
}

const usual = cost(record(`New-MailboxExportRequest -Mailbox a -FilePath \\\\h\\s\n${ordinary(new Random(1), LONG)}`));

function measure(recordsOf, length = LONG) {
  const short = cost(recordsOf(SHORT));
  const long = cost(recordsOf(length));
  const figures = `${short.toFixed(1)} steps a byte in ${SHORT}, ${long.toFixed(1)} in ${length}; ${usual.toFixed(1)} in an ordinary script`;
  assert.ok(long <= MOST * usual, figures);
  // What a text costs whatever its length weighs more on the short one; below the usual cost nothing grows that matters.
  assert.ok(long <= GROWTH * Math.max(short, usual), figures);
}

describe("steps a byte on hostile script texts", () => {
  for (const [name, make] of Object.entries(TEXTS)) test(name, () => measure((units) => record(make(units))));
});

describe("steps a byte on texts that are too much to run", () => {
  for (const [name, units] of Object.entries(ENDLESS_TEXTS)) {
    test(name, () => measure((length) => record(TEXTS[name](length)), units));
  }
});

describe("steps a byte on hostile records", () => {
  for (const [name, make] of Object.entries(RECORDS)) test(name, () => measure((units) => [make(units)]));
});

describe("steps a byte on hostile runs of parts", () => {
  for (const [name, make] of Object.entries(RUNS)) test(name, () => measure(make));
});
