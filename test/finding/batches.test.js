/** A record with several script blocks gets one finding, headed by the most severe block. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { exportTo } from "./events.js";

/** An OTLP batch of script blocks, each in a log record of its own. */
function batch(blocks) {
  const logRecords = blocks.map(([script, id, computer]) => ({
    timeUnixNano: "1787229296789000000",
    body: {
      kvlistValue: {
        values: Object.entries({ channel: "Microsoft-Windows-PowerShell/Operational", computer })
          .map(([key, stringValue]) => ({ key, value: { stringValue } }))
          .concat([
            { key: "event_id", value: { kvlistValue: { values: [{ key: "id", value: { intValue: "4104" } }] } } },
            {
              key: "event_data",
              value: {
                kvlistValue: {
                  values: Object.entries({
                    ScriptBlockText: script,
                    ScriptBlockId: id,
                    MessageNumber: "1",
                    MessageTotal: "1",
                  }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
                },
              },
            },
          ]),
      },
    },
  }));
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
}

test("host, id and rule are those of the most severe block; the calls are those of all, the most severe first", () => {
  const finding = loadDetector().inspect(
    batch([
      [exportTo("\\\\fs01\\p\\a.pst", "a"), "block-a", "EX01"],
      ["Get-Date", "block-b", "EX02"],
      [exportTo("\\\\localhost\\c$\\c.aspx", "c"), "block-c", "EX03"],
      [`${exportTo("C:\\d.pst", "d")}\nNew-MailboxExportRequest -Mailbox e`, "block-d", "EX04"],
    ]),
  );
  assert.equal(finding.severity, "critical");
  assert.equal(finding.host.name, "EX03");
  assert.equal(finding.script_block.id, "block-c");
  assert.equal(finding.calls_total, 4);
  assert.deepEqual(
    finding.calls.map(({ mailbox }) => mailbox),
    ["c", "a", "d", "e"],
  );
  assert.equal(finding.calls[3].verdict, "partial");
  assert.deepEqual(finding.threat.technique.subtechnique.id, ["T1114.002", "T1074.002", "T1074.001", "T1505.003"]);
});

test("sixteen calls at most, whichever blocks they stand in", () => {
  const blocks = Array.from({ length: 30 }, (_, i) => [
    exportTo(i === 29 ? "\\\\localhost\\c$\\x.pst" : `\\\\fs01\\p\\${i}.pst`, `user${i}`),
    `block-${i}`,
    "EX01",
  ]);
  const finding = loadDetector().inspect(batch(blocks));
  assert.equal(finding.calls_total, 30);
  assert.equal(finding.calls.length, 16);
  assert.deepEqual(
    finding.calls.slice(0, 2).map(({ mailbox }) => mailbox),
    ["user29", "user0"],
  );
});

test("one block outside every exception keeps the whole finding loud", () => {
  const config = { exceptions: [{ host: "EX01", reason: "archive" }] };
  const two = (second) =>
    loadDetector({ config }).inspect(
      batch([
        [exportTo("\\\\fs01\\p\\a.pst"), "a", "EX01"],
        [exportTo("\\\\fs01\\p\\b.pst"), "b", second],
      ]),
    );
  assert.equal(two("EX01").severity, "informational");
  assert.equal(two("EX02").suppressed, undefined);
  assert.equal(two("EX02").severity, "medium");
});
