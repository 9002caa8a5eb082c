/**
 * The fields that are found in each shape of event: text, block, part, host, user. The fixtures say what a shipper sends and what stands in it.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { eventFixtures } from "./fixtures.js";
import { locate } from "./locate.js";

const fixtures = eventFixtures();

test("every shape yields the fields that its fixtures expect", () => {
  assert.ok(fixtures.length > 150, `only ${fixtures.length} fixtures`);
  for (const { shape, name, why, records, blocks } of fixtures) {
    const found = records.flatMap((record, index) => locate(record).blocks.map((block) => ({ line: index + 1, ...block })));
    assert.deepEqual(found, blocks, `${shape}/${name}: ${why}`);
  }
});

test("the record gate lets every script block of the fixtures in", () => {
  const detector = loadDetector();
  for (const { shape, name, records, blocks } of fixtures) {
    detector.reset();
    detector.scan(`${records.join("\n")}\n`);
    assert.equal(detector.stats().script_blocks, blocks.length, `${shape}/${name}`);
  }
});

test("white space, a byte order mark and a carriage return around a record change nothing", () => {
  for (const { shape, name, records } of fixtures.filter((fixture) => fixture.shape !== "traps")) {
    for (const record of records) {
      assert.deepEqual(locate(`\ufeff \t${record} \r\n`).blocks, locate(record).blocks, `${shape}/${name}`);
    }
  }
});
