/** The library's streams hold back a writer whose reader is slow, carry lines across pieces, and end with their stats. */
import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { loadDetector } from "../../build/host/index.js";
import { createScanner, createTransform } from "../../build/host/node-streams.js";
import { EXPORT, event, HARMLESS } from "../cli/run.js";

const LINE = `${event(HARMLESS)}\n${event(EXPORT)}\n`;
const PIECE = Buffer.from(LINE.repeat(20));
const FINDINGS_A_PIECE = 20;
const PIECES = 400;
/** Pieces that may wait within a stream, on both of its sides. */
const MOST_WAITING = 24;

/** Lets everything happen that can happen without a reader. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) await setImmediate();
}

for (const method of ["createScanner", "createTransform"]) {
  test(`${method}: a Web stream takes no more than it holds until somebody reads`, async () => {
    const stream = loadDetector()[method]();
    const writer = stream.writable.getWriter();
    let taken = 0;
    const writing = (async () => {
      for (let piece = 0; piece < PIECES; piece++) {
        await writer.ready;
        writer.write(PIECE).then(() => taken++);
      }
      await writer.close();
    })();
    await settle();
    assert.ok(writer.desiredSize <= 0, "the writer is told to wait");
    assert.ok(taken < MOST_WAITING, `${taken} pieces of ${PIECES} were taken with nobody reading`);
    const before = taken;
    let read = 0;
    for await (const out of stream.readable)
      read += method === "createScanner" ? 1 : Buffer.from(out).toString().split("mailbox_export_finding").length - 1;
    await writing;
    assert.ok(taken > before);
    assert.equal(read, PIECES * FINDINGS_A_PIECE);
    assert.equal((await stream.stats).findings, read);
  });
}

for (const [name, create] of [
  ["createScanner", createScanner],
  ["createTransform", createTransform],
]) {
  test(`${name}: a Node stream holds its source back for a slow reader, and loses nothing`, async () => {
    const stream = create(loadDetector());
    let given = 0;
    let most = 0;
    let taken = 0;
    const source = Readable.from(
      (function* () {
        for (; given < PIECES; given++) yield PIECE;
      })(),
      { objectMode: true, highWaterMark: 1 },
    );
    let bytes = 0;
    const slow = new Writable({
      objectMode: true,
      highWaterMark: 1,
      async write(out, _encoding, done) {
        if (taken++ % 50 === 0) {
          await settle();
          // Everything that came in but for what was read stands in a buffer.
          const done = name === "createScanner" ? taken / FINDINGS_A_PIECE : bytes / PIECE.length;
          most = Math.max(most, given - done);
        }
        bytes += out.length ?? 0;
        done();
      },
    });
    await pipeline(source, stream, slow);
    assert.equal((await stream.stats).findings, PIECES * FINDINGS_A_PIECE);
    assert.ok(most < MOST_WAITING * 3, `${most} pieces stood in buffers`);
  });
}

test("a line cut anywhere is one line, and what a transform does not find stays as it was", async () => {
  const input = Buffer.from(LINE);
  const whole = Buffer.from(loadDetector().transform(input)).toString();
  for (const step of [1, 13, 4096]) {
    const pieces = Array.from({ length: Math.ceil(input.length / step) }, (_, at) => input.subarray(at * step, (at + 1) * step));
    let out = "";
    for await (const piece of Readable.from(pieces).compose(createTransform(loadDetector()))) out += piece;
    assert.equal(out, whole, `${step}`);
  }
});

test("a reader that goes away ends the writer", async () => {
  const stream = loadDetector().createScanner();
  const writer = stream.writable.getWriter();
  await stream.readable.cancel("enough");
  await assert.rejects(writer.write(PIECE));
});
