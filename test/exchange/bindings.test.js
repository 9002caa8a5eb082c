/**
 * The binder against PowerShell: bindings.jsonl holds calls and what the engine did with them (record-bindings.mjs). The strongest
 * of the parameter tables counts, so a call that binds in one of them is a match.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const records = readFileSync(new URL("bindings.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

const detector = loadDetector();

/** What the engine's two answers amount to for the detector. */
function expectation({ exchange2016, exchange2010, script }) {
  const outcomes = [exchange2016.outcome, exchange2010.outcome];
  if (outcomes.includes("help")) return { verdict: "none" };
  if (outcomes.includes("bound")) {
    return {
      verdict: "match",
      calls: [exchange2016, exchange2010].filter((answer) => answer.outcome === "bound").flatMap(({ calls }) => calls),
    };
  }
  // Objects piped to a call that has its mailbox are refused one by one; the attempt counts. Nothing piped is nothing refused.
  if (outcomes.includes("unfed") || outcomes.includes("idle")) return { verdict: "match" };
  return { verdict: "partial", reason: exchange2016.outcome === "prompts" ? "prompts" : "would-not-bind", script };
}

test("every recorded call has the verdict that PowerShell's binder gives it, and no other value is claimed", () => {
  const wrong = [];
  for (const record of records) {
    const expected = expectation(record);
    const reading = detector.read(record.script);
    const [call] = reading.calls;
    const problem = (text) => wrong.push(`${text}\n${record.script}\n${JSON.stringify(record)}\n${JSON.stringify(reading)}`);
    if (reading.verdict !== expected.verdict) problem(`${reading.verdict}, not ${expected.verdict}`);
    else if (expected.reason && !call.reasons.includes(expected.reason)) problem(`${call.reasons}, not ${expected.reason}`);
    else if (expected.calls) {
      const mailboxes = new Set(expected.calls.map(([mailbox]) => mailbox));
      const files = new Set(expected.calls.map(([, file]) => file));
      if (call.mailbox !== undefined && (mailboxes.size > 1 || !mailboxes.has(call.mailbox))) problem(`mailbox ${call.mailbox}`);
      if (call.file_path !== undefined && (files.size > 1 || !files.has(call.file_path))) problem(`path ${call.file_path}`);
    }
  }
  assert.equal(wrong.length, 0, `${wrong.length} of ${records.length}\n\n${wrong.slice(0, 5).join("\n\n")}`);
});

test("most bound texts are claimed", () => {
  const bound = records.filter(
    ({ exchange2016, exchange2010 }) => exchange2016.outcome === "bound" && exchange2010.outcome === "bound",
  );
  const claimed = bound.filter(({ script }) => detector.read(script).calls[0].file_path !== undefined);
  assert.ok(claimed.length >= bound.length * 0.9, `${claimed.length} of ${bound.length}`);
});
