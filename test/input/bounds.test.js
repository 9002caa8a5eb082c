/** Inputs of any size: what is held is the event that is being read, not the input. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { InputReader } from "../../build/host/input/reader.js";
import { event, HARMLESS } from "../cli/run.js";

const PIECE = 1 << 20;
/** Pieces of each input: far more than what may be held. */
const PIECES = 48;
const MOST_HELD = 12 << 20;

/** One piece of an input that repeats, without its beginning. */
function repeated(text) {
  return Buffer.from(text.repeat(Math.ceil(PIECE / text.length)));
}

for (const [form, begin, one] of [
  ["an array", "[\n", `${JSON.stringify(JSON.parse(event(HARMLESS)), null, 2)},\n`],
  ["an object around the list", '{"records":[\n', `${event(HARMLESS)},\n`],
  [
    "XML",
    "<Events>\n",
    "<Event><System><EventID>4104</EventID></System><EventData><Data Name='ScriptBlockText'>x</Data></EventData></Event>\n",
  ],
  ["a table", "EventID,ScriptBlockText\n", `4104,"Get-Date\n${"x".repeat(200)}"\n`],
]) {
  test(`${form} of any length is read in bounded memory, and every event comes out`, () => {
    let events = 0;
    const reader = new InputReader({
      asIs: () => assert.fail("it is converted"),
      converted(_lines, places) {
        events += places.length;
      },
    });
    const piece = repeated(one);
    reader.push(Buffer.from(begin));
    reader.push(piece);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let count = 1; count < PIECES; count++) {
      reader.push(piece);
      if (count % 16 === 0) globalThis.gc?.();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    assert.equal(events >= Math.floor((piece.length * PIECES) / one.length) - 1, true);
    assert.equal(reader.report().damaged, 0);
    // Garbage that waits to be collected counts here too, so the bound is generous; the input is four times as long.
    assert.ok(most < MOST_HELD, `${most} bytes held`);
  });
}
