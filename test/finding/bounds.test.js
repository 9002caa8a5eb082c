/** Whatever a script holds, a finding stays within its bounds and stays JSON. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line } from "./events.js";

const detector = loadDetector();

/** The finding's own bytes, as they stand in the record. */
function spliced(text) {
  detector.reset();
  const bytes = detector.transform(Buffer.from(`${text}\n`));
  const answer = Buffer.from(bytes).toString();
  const start = answer.lastIndexOf(',"mailbox_export_finding":') + ',"mailbox_export_finding":'.length;
  return answer.slice(start, -2);
}

test("ten thousand calls give sixteen, the most severe first, and their number", () => {
  const calls = Array.from({ length: 10_000 }, (_, i) =>
    exportTo(i === 7777 ? "\\\\localhost\\c$\\x.aspx" : `\\\\fs01\\p\\${i}.pst`, `user${i}`),
  );
  const finding = JSON.parse(spliced(line(calls.join("\n"))));
  assert.equal(finding.calls_total, 10_000);
  assert.equal(finding.calls.length, 16);
  assert.equal(finding.severity, "critical");
  assert.equal(finding.calls[0].mailbox, "user7777");
  assert.equal(finding.calls[1].mailbox, "user0");
});

test("a path of a megabyte is cut and says so, and its ending still counts", () => {
  const finding = JSON.parse(spliced(line(exportTo(`\\\\fs01\\p\\${"x".repeat(1 << 20)}.aspx`))));
  assert.equal(finding.calls[0].file_path.length, 1024);
  assert.equal(finding.calls[0].truncated, true);
  assert.equal(finding.severity, "critical");
});

test("names of any length and of any characters are cut to their bound", () => {
  const text = spliced(
    line(exportTo("\\\\fs01\\p\\x.pst"), { host: "h".repeat(5000), user: "\u0001".repeat(5000), id: "\u20ac".repeat(5000) }),
  );
  const finding = JSON.parse(text);
  assert.ok(Buffer.byteLength(text) <= 32_768);
  assert.equal(finding.host.name.length, 1024);
  assert.equal(finding.truncated, true);
});

test("sixteen calls full of characters that JSON must escape stay within 32 KiB", () => {
  for (const filler of ["\u0001", '"', "\\", "\u20ac", "\u{1f600}", "\ud800"]) {
    const calls = Array.from({ length: 40 }, (_, i) => exportTo(`\\\\fs01\\${filler.repeat(3000)}`, filler.repeat(2000) + i));
    const text = spliced(
      line(calls.join("\n"), { host: filler.repeat(3000), user: filler.repeat(3000), id: filler.repeat(3000) }),
    );
    assert.ok(Buffer.byteLength(text) <= 32_768, `${Buffer.byteLength(text)} bytes of ${JSON.stringify(filler)}`);
    const finding = JSON.parse(text);
    assert.equal(finding.calls_total, 40);
    assert.ok(finding.calls.length >= 1);
  }
});

test("a lone surrogate comes out as its escape, a pair as itself", () => {
  const text = spliced(line(exportTo("\\\\fs01\\p\\a\ud800b\u{1f600}c.pst")));
  assert.ok(text.includes("a\\ud800b\u{1f600}c"), text);
  assert.equal(JSON.parse(text).calls[0].file_path, "\\\\fs01\\p\\a\ud800b\u{1f600}c.pst");
});

test("any mailbox and path come back as they went in", () => {
  const text = fc.string({
    unit: fc.integer({ min: 1, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, text, (mailbox, path) => {
      const quote = (value) => value.replace(/['\u2018-\u201b]/g, "$&$&");
      detector.reset();
      const finding = detector.inspect(line(`New-MailboxExportRequest -Mailbox '${quote(mailbox)}' -FilePath '${quote(path)}'`));
      assert.equal(finding.calls[0].mailbox, mailbox);
      assert.equal(finding.calls[0].file_path, path);
    }),
    { numRuns: 300 },
  );
});
