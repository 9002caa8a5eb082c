/**
 * What a text says that was cut on the way with no part to follow (verdict.md, parts of a block), and that a script block event
 * without a text is counted: nothing is lost in silence.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const call = "New-MailboxExportRequest -Mailbox ceo -FilePath ";

/** A Winlogbeat event whose text ends in a mark of a cut, or does not. @param {string} text */
const event = (text, part = 1, parts = 1) =>
  JSON.stringify({
    event_id: 4104,
    channel: "Microsoft-Windows-PowerShell/Operational",
    computer: "EX01",
    event_data: { ScriptBlockText: text, ScriptBlockId: "x", MessageNumber: `${part}`, MessageTotal: `${parts}` },
  });

/** @param {string} record */
function firstOf(record) {
  detector.reset();
  const finding = detector.inspect(record);
  return finding && { verdict: finding.verdict, reasons: finding.calls[0].reasons ?? [], path: finding.calls[0].file_path };
}

const CUT = [
  [`${call}\\\\srv\\x\\y.p`, undefined],
  [`${call}"\\\\srv\\x`, undefined],
  [`${call}\\\\srv\\x\\y.pst `, "\\\\srv\\x\\y.pst"],
  [`${call}\\\\srv\\x\\y.pst -Name a`, "\\\\srv\\x\\y.pst"],
  [`if ($a) { iex "${call}\\\\srv\\x\\y.pst`, undefined],
];

test("a call that touches the cut is partial, and what stands at the cut is not claimed", () => {
  for (const [text, path] of CUT) {
    for (const [part, parts] of [
      [1, 1],
      [3, 3],
    ]) {
      const found = firstOf(event(`\n${text}...[truncated]`, part, parts));
      assert.equal(found?.verdict, "partial", text);
      assert.ok(found.reasons.includes("cut"), text);
      assert.equal(found.path, path, text);
    }
  }
});

test("a call in front of the cut is what it is", () => {
  for (const end of ["\n", ";", "; Get-", "\n# "]) {
    assert.equal(firstOf(event(`${call}\\\\srv\\x\\y.pst${end}...[truncated]`))?.verdict, "match");
  }
});

test("a whole text that ends within what it opened was cut too, whether a shipper says so or not", () => {
  assert.deepEqual(firstOf(event(`${call}"\\\\srv\\x`)), {
    verdict: "partial",
    reasons: ["cut", "broken-text"],
    path: undefined,
  });
  assert.equal(firstOf(event(`${call}\\\\srv\\x\\y.pst`))?.verdict, "match");
});

test("a part that others follow waits", () => {
  assert.equal(firstOf(event(`${call}\\\\srv\\x\\y.pst`, 1, 2)), null);
});

test("a script block event whose text stands nowhere is counted, one with an empty text is not", () => {
  const counts = (/** @type {object} */ record) => {
    detector.reset();
    detector.scan(`${JSON.stringify(record)}\n`);
    const { script_blocks, without_text } = detector.stats();
    return [script_blocks, without_text];
  };
  const head = { EventID: 4104, Channel: "Microsoft-Windows-PowerShell/Operational" };
  assert.deepEqual(counts(head), [1, 1]);
  assert.deepEqual(counts({ ...head, Message: "a text of its own" }), [1, 1]);
  assert.deepEqual(counts({ ...head, Message: "Creating Scriptblock text (1 of 1):" }), [1, 1]);
  assert.deepEqual(counts({ ...head, Data: [{ Name: "ScriptBlockText", a: "one", b: "two" }] }), [1, 1]);
  assert.deepEqual(counts({ ...head, ScriptBlockText: "" }), [1, 0]);
  assert.deepEqual(counts({ ...head, ScriptBlockText: null }), [1, 0]);
  assert.deepEqual(counts({ EventID: 4103, Channel: head.Channel }), [0, 0]);
});
