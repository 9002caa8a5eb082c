/** `bench` says when its figures say little. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadWarning } from "../../build/host/bench/report.js";

const timing = (name, fastest, median, slowest) => ({ name, count: 1, fastest, median, slowest, laps: 5 });

test("laps that spread over more than a quarter of their median are told, with the first of them by name", () => {
  const quiet = { name: "mixed", timings: [timing("scan", 90, 100, 114), timing("regex", 380, 400, 480)] };
  const noisy = { name: "blocks", timings: [timing("scan", 90, 100, 116), timing("parse", 100, 300, 500)] };
  assert.equal(spreadWarning([quiet]), undefined);
  assert.match(spreadWarning([quiet, noisy]) ?? "", /^laps of 2 figures spread over more than 25 % .*\(blocks, scan\).*--laps/);
  assert.match(spreadWarning([{ ...noisy, timings: noisy.timings.slice(1) }]) ?? "", /^laps of 1 figure .*\(blocks, parse\)/);
});
