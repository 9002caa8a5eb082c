/**
 * What is found in the labelled corpora, and that nothing is claimed that the engine did not bind: shares that must not fall, and zeros.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { corpus, corpusReadings, obfuscatedReadings } from "./corpus.js";

const { calls, found, missed, falseFindings, wrong } = corpusReadings(loadDetector());

test("of the labelled texts that call, 99.5 % are a match", () => {
  assert.ok(found >= calls * 0.995, `${found} of ${calls}; missed: ${missed.slice(0, 20).join(" ")}`);
});

test("no labelled text that does not call is a finding", () => {
  assert.equal(falseFindings, 0);
});

test("no mailbox or path is claimed that the engine did not bind", () => {
  assert.deepEqual(wrong, []);
});

test("of the texts of a public obfuscator that call, 99 % are a match, of 95 % the path is known, and nothing is wrong", () => {
  const { all, failures } = obfuscatedReadings(loadDetector());
  assert.ok(all.invoked > 300);
  assert.ok(all.found >= all.invoked * 0.99, failures.join("\n"));
  assert.ok(all.known >= all.invoked * 0.95, `${all.known} of ${all.invoked}`);
  assert.equal(all.wrong + all.false, 0, failures.join("\n"));
});

test("texts written with the techniques of launchers and other obfuscators are a match, their path is known, and nothing is wrong", () => {
  const { all, failures } = obfuscatedReadings(loadDetector(), "techniques");
  assert.ok(all.invoked > 100);
  assert.deepEqual(failures, []);
  assert.ok(all.known >= all.invoked * 0.95, `${all.known} of ${all.invoked}`);
});

test("a short text whose code is split ten times over is read within the work that a text may cost", () => {
  const { script } = corpus("obfuscated").find(({ id }) => id === "obf1-io366");
  assert.equal(loadDetector().read(script).verdict, "match");
});
