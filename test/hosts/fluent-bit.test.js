/**
 * Fluent Bit's contract, through an emulation of filter_wasm: no record is lost or changed but for the finding, nothing traps, and
 * memory stays where it is.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { BYSTANDERS, bytesOf, CLEAN, FIRING, STATUS, scriptBlock } from "./emulation/events.js";
import { FluentBit, isObject } from "./emulation/fluent-bit.js";
import { withLimit } from "./emulation/memory-limit.js";
import { countersOf, pagesOf } from "./emulation/modules.js";

const wasm = readFileSync(new URL("../../build/fluent-bit.wasm", import.meta.url));

test("a clean record goes back through the host's own pointer", () => {
  const host = new FluentBit();
  for (const record of BYSTANDERS.filter((text) => text !== "")) {
    const { fate, bytes } = host.filter(bytesOf(record));
    assert.equal(fate, "kept", record);
    assert.equal(Buffer.from(bytes).toString(), record);
  }
});

test("a finding is the record's last member and every other byte stays", () => {
  const { fate, bytes } = new FluentBit().filter(bytesOf(FIRING));
  assert.equal(fate, "replaced");
  const text = Buffer.from(bytes).toString();
  const start = text.indexOf(',"mailbox_export_finding":');
  assert.equal(text.slice(0, start) + text.slice(-1), FIRING);
  assert.equal(JSON.parse(text).mailbox_export_finding.verdict, "match");
});

test("white space around the record's braces stays where it was", () => {
  for (const [head, tail] of [
    ["\ufeff", ""],
    [" ", "\r"],
    ["\t", "  "],
  ]) {
    const record = `${head}${FIRING.slice(0, -1)} }${tail}`;
    const text = Buffer.from(new FluentBit().filter(bytesOf(record)).bytes).toString();
    const start = text.indexOf(',"mailbox_export_finding":');
    const end = text.lastIndexOf("}");
    assert.equal(text.slice(0, start) + text.slice(end), record, JSON.stringify([head, tail]));
  }
});

test("a record whose copy failed is gone, and the answer says so", () => {
  const host = new FluentBit();
  host.failing.add("record");
  const { fate, bytes } = host.filter(bytesOf(FIRING));
  assert.equal(fate, "replaced");
  assert.deepEqual(JSON.parse(Buffer.from(bytes)), {
    mailbox_export_detector_error: "record_not_copied",
    length: Buffer.byteLength(FIRING),
  });
  assert.equal(countersOf(host.exports).not_copied, 1);
});

test("a tag whose copy failed changes nothing", () => {
  const [whole, torn] = [new FluentBit(), new FluentBit()];
  torn.failing.add("tag");
  for (const record of [FIRING, CLEAN, STATUS]) {
    const [left, right] = [whole, torn].map((host) => Buffer.from(host.filter(bytesOf(record)).bytes).toString());
    assert.equal(left, right);
  }
});

test("both copies may fail, and the next record is none the worse", () => {
  const host = new FluentBit();
  host.failing.add("record").add("tag");
  assert.equal(host.filter(bytesOf("{}")).fate, "replaced");
  host.failing.clear();
  assert.equal(host.filter(bytesOf(CLEAN)).fate, "kept");
  assert.equal(host.filter(bytesOf(FIRING)).fate, "replaced");
});

test("the status record is answered with version, counters and pages", () => {
  const host = new FluentBit();
  for (const record of [CLEAN, FIRING, "{"]) host.filter(bytesOf(record));
  const status = JSON.parse(Buffer.from(host.filter(bytesOf(STATUS)).bytes));
  assert.equal(status.mailbox_export_detector, "status");
  assert.match(status.detector.version, /^\d+\.\d+\.\d+$/);
  assert.match(status.abi, /^\d+\.\d+$/);
  assert.deepEqual(status.counters, countersOf(host.exports));
  assert.equal(status.counters.events, 3);
  assert.equal(status.memory_pages, pagesOf(host.exports));
});

test("whatever the bytes, a record is never lost and a clean one never changes", () => {
  const host = new FluentBit();
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.constantFrom(...BYSTANDERS),
  );
  fc.assert(
    fc.property(text, (value) => {
      // The host measures a record with strlen.
      const record = bytesOf(value.replaceAll("\0", ""));
      const { fate, bytes } = host.filter(record);
      // Even an empty map has two bytes; an empty string is lost whatever the module answers.
      if (record.length === 0) return fate === "lost";
      return fate === "kept" && record.equals(Buffer.from(bytes));
    }),
    { numRuns: 2000 },
  );
});

test("a firing record cut at any byte is never lost and never fires in part", () => {
  const host = new FluentBit();
  for (let end = 1; end < FIRING.length; end++) {
    const cut = bytesOf(FIRING.slice(0, end));
    const { fate, bytes } = host.filter(cut);
    assert.equal(fate, "kept", `cut at ${end}`);
    assert.ok(cut.equals(Buffer.from(bytes)));
  }
  assert.ok(countersOf(host.exports).unreadable > 0);
});

test("where the memory cannot grow, a record passes unread or its loss shows; nothing traps", () => {
  const script = (bytes) =>
    scriptBlock(`${"#".repeat(bytes)}\n New-MailboxExportRequest -Mailbox a -FilePath \\\\b\\c`, { id: undefined });
  let [passed, reported, shown] = [0, 0, 0];
  for (let spare = 0; spare < 60; spare += 7) {
    const host = new FluentBit({ module: withLimit(wasm, spare) });
    for (const size of [10, 1 << 16, 1 << 19, 1 << 20, 3 << 19, 1 << 21, 1 << 22, 10]) {
      const record = bytesOf(script(size));
      const before = countersOf(host.exports);
      const { fate, bytes, why } = host.filter(record);
      const after = countersOf(host.exports);
      assert.notEqual(fate, "lost", why);
      if (fate === "kept") {
        assert.ok(record.equals(Buffer.from(bytes)));
        assert.equal(after.unreported, before.unreported + 1);
        passed++;
      } else {
        assert.ok(isObject(bytes));
        if (after.not_copied > before.not_copied) shown++;
        else reported++;
      }
    }
  }
  assert.ok(passed > 0 && reported > 0 && shown > 0, `${passed} passed, ${reported} reported, ${shown} shown`);
});

test("a record beyond the limit passes unread and is counted", () => {
  const host = new FluentBit();
  const record = bytesOf(scriptBlock(`${" ".repeat(32 << 20)}New-MailboxExportRequest -Mailbox a -FilePath \\\\b\\c`));
  assert.equal(host.filter(record).fate, "kept");
  assert.equal(countersOf(host.exports).oversized, 1);
});

test("after a record of a size was seen, memory stays where it is", () => {
  const host = new FluentBit();
  const records = [
    FIRING,
    CLEAN,
    STATUS,
    ...BYSTANDERS,
    scriptBlock(`${"x".repeat(200000)}; ${JSON.parse(FIRING).winlog.event_data.ScriptBlockText}`),
  ];
  for (const record of records) host.filter(bytesOf(record));
  const pages = pagesOf(host.exports);
  for (let round = 0; round < 200; round++) {
    for (const record of records) host.filter(bytesOf(record));
  }
  assert.equal(pagesOf(host.exports), pages);
});
