/** zstd, where Node has it: the same findings as unpacked, through files, pipes, the library and its streams; a hint elsewhere. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import zlib from "node:zlib";
import { loadDetector } from "../../build/host/index.js";
import { EXPORT, event, HARMLESS, run } from "../cli/run.js";

const folder = mkdtempSync(join(tmpdir(), "zstd-"));
after(() => rmSync(folder, { recursive: true }));

const hasZstd = typeof (/** @type {any} */ (zlib).zstdCompressSync) === "function";
const skip = hasZstd ? false : `this Node's zlib (${process.versions.zlib}) has no zstd; 22.15 and later have`;
const zstd = (/** @type {string} */ text) => /** @type {any} */ (zlib).zstdCompressSync(text);
const EVENTS = `${event(HARMLESS)}\n${event(EXPORT)}\n`;

/** A frame of raw blocks: enough for its magic number. */
const FRAME = Buffer.from("28b52ffd2000010000", "hex");

async function streamed(bytes, step) {
  const stream = loadDetector().createScanner();
  const matches = [];
  const reading = (async () => {
    for await (const match of stream.readable) matches.push(match);
  })();
  const writing = (async () => {
    const writer = stream.writable.getWriter();
    for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
    await writer.close();
  })();
  await Promise.all([reading, writing]);
  return { matches, stats: await stream.stats };
}

test("what is packed with zstd gives the same findings", { skip }, async () => {
  const packed = zstd(EVENTS);
  const file = join(folder, "events.json.zst");
  writeFileSync(file, packed);
  const expected = loadDetector().scan(EVENTS);
  assert.equal(expected.length, 1);
  assert.deepEqual(loadDetector().scan(packed), expected);
  for (const step of [3, 1000]) assert.deepEqual((await streamed(packed, step)).matches, expected);
  for (const scanned of [run(["scan", "--json", file]), run(["scan", "--json"], { input: packed })]) {
    assert.equal(scanned.status, 0, scanned.stderr);
    assert.deepEqual(JSON.parse(scanned.stdout).finding, expected[0].finding);
  }
  assert.match(run(["explain", file]).stdout, /match: the text exports a mailbox/);
  assert.match(run(["stream"], { input: packed }).stdout, /mailbox_export_finding/);
});

test("several frames, as pzstd and cat write them, are all read", { skip }, async () => {
  const frames = [event(HARMLESS), event(EXPORT), event(EXPORT)].map((line) => zstd(`${line}\n`));
  const skippable = Buffer.concat([Buffer.from("5a2a4d1803000000", "hex"), Buffer.from("any")]);
  const packed = Buffer.concat([frames[0], skippable, frames[1], frames[2]]);
  const expected = loadDetector().scan(packed);
  assert.equal(expected.length, 2);
  for (const step of [1, 50, 10_000]) assert.deepEqual((await streamed(packed, step)).matches, expected);
  assert.equal(run(["scan", "--json"], { input: packed }).stdout.split("\n").length - 1, 2);
});

test("zstd that is cut, or goes on with something else, is damage: what can be unpacked is read, exit 3", { skip }, async () => {
  const noise = Array.from({ length: 60_000 }, (_, at) => JSON.stringify({ n: (at * 2_654_435_761) % 4_294_967_296 })).join("\n");
  const packed = zstd(`${event(EXPORT)}\n${noise}\n${event(EXPORT)}`);
  for (const damaged of [packed.subarray(0, packed.length - 300), Buffer.concat([zstd(EVENTS), Buffer.from("and more")])]) {
    const scanned = run(["scan", "--json"], { input: damaged });
    assert.equal(scanned.status, 3, scanned.stderr);
    assert.match(scanned.stderr, /damaged zstd/);
    assert.equal(scanned.stdout.split("\n").length - 1, 1);
    const detector = loadDetector();
    assert.equal(detector.scan(damaged).length, 1);
    assert.equal(detector.stats().damaged, 1);
    const { matches, stats } = await streamed(damaged, 5000);
    assert.deepEqual([matches.length, stats.damaged], [1, 1]);
  }
});

test("where Node has none, zstd is refused with the way to unpack it", {
  skip: hasZstd && "this Node unpacks zstd",
}, async () => {
  const { status, stderr } = run(["scan"], { input: FRAME });
  assert.equal(status, 2);
  assert.match(stderr, /zstdcat/);
  assert.throws(() => loadDetector().scan(FRAME), { code: "input_invalid" });
  await assert.rejects(streamed(FRAME, 50), { code: "input_invalid" });
});
