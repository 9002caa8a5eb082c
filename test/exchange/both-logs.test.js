/**
 * A second opinion: what the script block log and the pipeline log of PowerShell 7 say of the same pipelines, both texts written by the
 * engine (record-both-logs.ps1), agrees. What the reader works out of a script is what the engine bound.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";

const records = readFileSync(new URL("both-logs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const detector = loadDetector();
const channel = { Channel: "PowerShellCore/Operational", Computer: "EX01" };

/** The calls that an event shows. @param {object} event */
function calls(event) {
  detector.reset();
  const finding = detector.inspect(JSON.stringify({ ...channel, ...event }));
  assert.ok(finding, JSON.stringify(event));
  assert.equal(finding.verdict, "match");
  return finding.calls.map((call) => [call.mailbox, call.file_path]);
}

test("every recorded pipeline is in both logs", () => {
  assert.ok(records.length >= 10);
  for (const { script, block, pipelines } of records) assert.ok(block.includes(script) && pipelines.length > 0, script);
});

test("what the reader claims of the text is what the engine bound", () => {
  let compared = 0;
  for (const { script, block, pipelines } of records) {
    const bound = pipelines.flatMap((payload) => calls({ EventID: 4103, Payload: payload }));
    const read = calls({ EventID: 4104, Message: block });
    for (const call of read) {
      // A call in a loop is one call of the text; a value counts where both logs leave no doubt of it.
      const same = (/** @type {unknown[]} */ other) =>
        call.every((value, at) => value === undefined || other[at] === undefined || value === other[at]);
      assert.ok(bound.some(same), `${script}\n${JSON.stringify({ read, bound })}`);
      if (bound.some((other) => call.every((value, at) => value !== undefined && value === other[at]))) compared++;
    }
  }
  assert.ok(compared >= 8, `${compared} compared`);
});
