/** `bench` says when its figures say little. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readCorpus } from "../../build/host/bench/corpus.js";
import { spreadWarning } from "../../build/host/bench/report.js";
import { EXPORT, event } from "./run.js";

const timing = (name, fastest, median, slowest) => ({ name, count: 1, fastest, median, slowest, laps: 5 });

test("laps that spread over more than a quarter of their median are told, with the first of them by name", () => {
  const quiet = { name: "mixed", timings: [timing("scan", 90, 100, 114), timing("regex", 380, 400, 480)] };
  const noisy = { name: "blocks", timings: [timing("scan", 90, 100, 116), timing("parse", 100, 300, 500)] };
  assert.equal(spreadWarning([quiet]), undefined);
  assert.match(spreadWarning([quiet, noisy]) ?? "", /^laps of 2 figures spread over more than 25 % .*\(blocks, scan\).*--laps/);
  assert.match(spreadWarning([{ ...noisy, timings: noisy.timings.slice(1) }]) ?? "", /^laps of 1 figure .*\(blocks, parse\)/);
});

const folder = mkdtempSync(join(tmpdir(), "bench-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string | Uint8Array} content */
function corpus(name, content) {
  writeFileSync(join(folder, name), content);
  return readCorpus(join(folder, name));
}

test("a corpus is read in any form as lines of JSON; what is damaged of it is told, what is none is refused", async () => {
  const array = await corpus("a.json", Buffer.from(`[${event(EXPORT)},\n${event(EXPORT)}]`, "utf16le"));
  assert.equal(array.bytes.toString(), `${event(EXPORT)}\n${event(EXPORT)}\n`);
  assert.deepEqual(array.damages, []);
  const cut = await corpus("cut.json", `[${event(EXPORT)},\n${event(EXPORT).slice(0, -9)}`);
  assert.equal(cut.bytes.toString(), `${event(EXPORT)}\n`);
  assert.match(cut.damages.join(), /cut\.json: the input ends within/);
  const noise = Array.from({ length: 3000 }, (_, at) => JSON.stringify({ n: (at * 2_654_435_761) % 4_294_967_296 })).join("\n");
  const packed = gzipSync(noise);
  assert.match((await corpus("cut.gz", packed.subarray(0, packed.length - 300))).damages.join(), /damaged gzip/);
  for (const none of ["", "\n\n", "no events\nhere\n"])
    await assert.rejects(corpus("none.txt", none), { code: "input_invalid", message: /holds no event/ });
});
