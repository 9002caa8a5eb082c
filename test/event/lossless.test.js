/**
 * Script text comes out of a shape of event as it went in, byte for byte, so that what is found in a script does not depend on its shipper.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { locate } from "./locate.js";
import { CASES, SHAPES } from "./shapes.js";

const corpus = new URL("../fixtures/corpus/compositions.jsonl", import.meta.url);

test("a shape that loses nothing hands over each script of the corpus as it was", {
  skip: !existsSync(corpus) && "no corpus",
}, () => {
  const lines = readFileSync(corpus, "utf8").split("\n").filter(Boolean);
  const scripts = lines.filter((_, index) => index % 40 === 0).map((line) => JSON.parse(line).script);
  assert.ok(scripts.length > 50);
  for (const shape of SHAPES.filter(({ lossless }) => lossless)) {
    for (const text of scripts) {
      const event = { ...CASES.plain.events[0], text };
      const { blocks } = locate(shape.render(event));
      assert.deepEqual(
        blocks.map((block) => block.text),
        [shape.text ? shape.text(text) : text],
        shape.name,
      );
    }
  }
});

test("a script of the corpus is read through such a shape as it is read bare", {
  skip: !existsSync(corpus) && "no corpus",
}, () => {
  const detector = loadDetector();
  const lines = readFileSync(corpus, "utf8").split("\n").filter(Boolean);
  const scripts = lines.filter((_, index) => index % 150 === 0).map((line) => JSON.parse(line).script);
  let matches = 0;
  for (const shape of SHAPES.filter(({ lossless }) => lossless)) {
    for (const text of scripts) {
      detector.reset();
      const bare = detector.read(shape.text ? shape.text(text) : text);
      const finding = detector.inspect(shape.render({ ...CASES.plain.events[0], text }));
      assert.equal(finding?.verdict ?? "none", bare.verdict, `${shape.name}: ${text}`);
      if (finding === null) continue;
      matches++;
      assert.deepEqual(finding.calls.map(reading), bare.calls.map(reading), `${shape.name}: ${text}`);
    }
  }
  assert.ok(matches > 100, `only ${matches} findings`);
});

/** What a call was given. @param {any} call */
function reading({ name, mailbox, file_path, span }) {
  return { name, mailbox, file_path, span };
}
