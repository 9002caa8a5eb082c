/** The scanner under `scan` and `stream`: the same answer however the input is cut. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";
import { DetectorModule } from "../../build/host/module.js";
import { annotated, Scanner } from "../../build/host/scanner.js";
import { concatenate, encodeText } from "../../build/host/wtf8.js";
import { EXPORT, event, HARMLESS } from "../cli/run.js";

const LINES = [
  event(HARMLESS),
  event(EXPORT),
  event(`# ${EXPORT}`),
  '{"mailbox_export_detector":"status"}',
  "",
  "noise",
  "{}",
  `  ${event(EXPORT)}\r`,
];

/** What comes out, and the rows' places, when the input comes in pieces of these sizes, the last one repeated. */
function through(input, sizes) {
  const module = DetectorModule.load(undefined, new Uint8Array());
  const pieces = [];
  const rows = [];
  const scanner = new Scanner(module, (batch) => {
    for (const piece of annotated(batch, module)) pieces.push(piece.slice());
    for (const row of batch.rows) rows.push([row.line, batch.offset + row.offset, row.length]);
  });
  let at = 0;
  for (let turn = 0; at < input.length; turn++) {
    const size = sizes[Math.min(turn, sizes.length - 1)];
    scanner.push(input.subarray(at, at + size));
    at += size;
  }
  scanner.end();
  assert.equal(scanner.offset, input.length);
  return { output: new TextDecoder().decode(concatenate(pieces)), rows };
}

test("pieces of any size give the bytes and places of the whole", () => {
  const lines = fc.array(fc.constantFrom(...LINES), { maxLength: 12 });
  const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lines, fc.boolean(), sizes, (parts, ended, pieces) => {
      const input = encodeText(parts.join("\n") + (ended ? "\n" : ""));
      assert.deepEqual(through(input, pieces), through(input, [input.length || 1]));
    }),
    { numRuns: 60 },
  );
});

test("lines and events are counted as they stand, empty lines and long runs of lines without a script block included", () => {
  const filler = fc.oneof(
    fc.constantFrom("", "", "\r", " ", "{}", "noise", event(EXPORT)),
    fc.integer({ min: 1, max: 300 }).map((length) => "x".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(filler, { maxLength: 80 }), fc.boolean(), fc.integer({ min: 1, max: 5000 }), (parts, ended, size) => {
      const input = encodeText(parts.join("\n") + (ended ? "\n" : ""));
      const detector = loadDetector();
      const found = parts.flatMap((part, index) => (part === event(EXPORT) ? [index + 1] : []));
      assert.deepEqual(
        detector.scan(input).map(({ line }) => line),
        found,
      );
      assert.equal(detector.stats().events, parts.filter((part) => part !== "").length);
      assert.deepEqual(
        through(input, [size]).rows.map(([line]) => line),
        found,
      );
    }),
    { numRuns: 150 },
  );
});

test("one byte at a time is no different", () => {
  const input = encodeText(LINES.join("\n"));
  assert.deepEqual(through(input, [1]), through(input, [input.length]));
});

test("more findings than one table holds all come out, in order", () => {
  const input = encodeText(
    Array.from({ length: 3000 }, (_, index) => event(EXPORT, { ScriptBlockId: `block-${index}` })).join("\n"),
  );
  const { rows } = through(input, [1 << 20]);
  assert.deepEqual(
    rows.map(([line]) => line),
    Array.from({ length: 3000 }, (_, index) => index + 1),
  );
});
