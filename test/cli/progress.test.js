/** The progress bar is steady: findings that are printed in between neither set it back nor leave it standing. */
import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { startProgress } from "../../build/host/terminal/progress.js";

/** A terminal that keeps what it was sent. */
function terminal() {
  let shown = "";
  const stream = new Writable({
    write(piece, _encoding, done) {
      shown += piece;
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY: true, columns: 100 }), shown: () => shown };
}

test("the share that is done never falls, however many findings take the bar away", async () => {
  const { stream, shown } = terminal();
  const progress = await startProgress(1000, /** @type {any} */ (stream));
  await setTimeout(450);
  for (let done = 0; done <= 1000; done += 20) {
    progress.update(done, done / 20);
    // A finding is printed.
    if (done % 60 === 0) progress.clear();
    await setTimeout(30);
  }
  progress.clear();
  const shares = [...shown().matchAll(/(\d+)%/g)].map(([, share]) => Number(share));
  assert.ok(shares.length > 10, shown());
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  );
  assert.ok(shares.at(-1) > 90, shares.join(" "));
});

test("before there is anything to wait for, and where there is no terminal, nothing is shown", async () => {
  const { stream, shown } = terminal();
  const progress = await startProgress(1000, /** @type {any} */ (stream));
  progress.update(500, 0);
  progress.clear();
  assert.equal(shown(), "");
  const pipe = await startProgress(1000, /** @type {any} */ (Object.assign(stream, { isTTY: false })));
  await setTimeout(450);
  pipe.update(900, 1);
  assert.equal(shown(), "");
});
