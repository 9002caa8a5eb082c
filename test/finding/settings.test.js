/** What a team configures: exceptions that keep a finding and quiet it, members left out, the member's name, the rules that are on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { DRIVERS } from "../../build/host/drivers/index.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { exportTo, line } from "./events.js";

const UNTIL = "2026-12-31T23:59:59Z";
const plain = exportTo("\\\\fs01\\legal\\x.pst");
const find = (config, script = plain, over = {}) => loadDetector({ config }).inspect(line(script, over));
const exception = (conditions, more = {}) => ({ exceptions: [{ ...conditions, reason: "legal hold 17", ...more }] });

test("a suppressed finding is kept, informational, with reason, end and its own severity", () => {
  const finding = find(exception({ destination: "\\\\fs01\\legal\\*" }, { until: UNTIL }));
  assert.equal(finding.severity, "informational");
  assert.equal(finding.suppressed.reason, "legal hold 17");
  assert.equal(finding.suppressed.severity, "medium");
  assert.ok(finding.suppressed.until);
  assert.equal(finding.calls[0].severity, "medium");
  assert.equal(finding.verdict, "match");
});

test("all conditions of an exception are required, names compare without case, the star is the only wildcard", () => {
  const quiet = (conditions) => find(exception(conditions)).suppressed !== undefined;
  assert.ok(quiet({ host: "ex01.*" }));
  assert.ok(quiet({ host: "EX01.CORP.EXAMPLE", user: "s-1-5-21-*", mailbox: "CEO", destination: "//FS01/legal/*.pst" }));
  assert.ok(!quiet({ host: "ex01.*", mailbox: "cfo" }));
  assert.ok(!quiet({ host: "ex01" }));
  assert.ok(!quiet({ mailbox: "c?o" }));
});

test("an unknown value fits no condition", () => {
  assert.equal(
    find(exception({ mailbox: "c*" }), "New-MailboxExportRequest -Mailbox $who -FilePath '\\\\fs01\\p\\x.pst'").suppressed,
    undefined,
  );
});

test("one call outside every exception keeps the finding loud", () => {
  const both = `${plain}\n${exportTo("\\\\fs02\\p\\x.pst", "cfo")}`;
  assert.equal(find(exception({ mailbox: "ceo" }), both).suppressed, undefined);
  assert.ok(
    find({ exceptions: [...exception({ mailbox: "ceo" }).exceptions, ...exception({ mailbox: "cfo" }).exceptions] }, both)
      .suppressed,
  );
});

test("an exception ends by the event's own time, and a time without a zone ends nothing quietly", () => {
  const quiet = (time) => find(exception({ mailbox: "ceo" }, { until: UNTIL }), plain, { time }).suppressed !== undefined;
  assert.ok(quiet("2026-12-31T23:59:59Z"));
  assert.ok(!quiet("2027-01-01T00:00:01Z"));
  assert.ok(quiet("2027-01-01T00:30:00+02:00"));
  assert.ok(!quiet("2026-08-20T12:34:56"));
  assert.ok(!quiet("yesterday"));
});

test("omitted members go, destination and severity stay", () => {
  const [call] = find({ omit: ["mailbox", "file_path"] }).calls;
  assert.equal(call.mailbox, undefined);
  assert.equal(call.file_path, undefined);
  assert.equal(call.destination, "share");
  assert.equal(call.severity, "medium");
});

test("the member's name can be chosen, and marks a record as annotated", () => {
  const detector = loadDetector({ config: { field: "pst_finding" } });
  const once = Buffer.from(detector.transform(Buffer.from(`${line(plain)}\n`))).toString();
  assert.equal(Object.keys(JSON.parse(once)).at(-1), "pst_finding");
  assert.equal(Buffer.from(detector.transform(Buffer.from(once))).toString(), once);
});

test("the clean-up behaviour is off until it is named", () => {
  const script = "Get-MailboxExportRequest | Remove-MailboxExportRequest -Confirm:$false";
  assert.equal(find({}, script), null);
  const finding = find({ behaviours: ["mailbox-export-cleanup"] }, script);
  assert.equal(finding.rule.id, "mailbox-export-cleanup");
  assert.equal(finding.verdict, "match");
  assert.equal(finding.calls[0].destination, undefined);
  assert.deepEqual(finding.threat.technique.subtechnique.id, ["T1070.008"]);
  assert.equal(find({ behaviours: ["mailbox-export-cleanup"] }), null, "exactly the named rules are on");
  const both = find({ behaviours: ["mailbox-export-to-share", "mailbox-export-cleanup"] }, `${plain}\n${script}`);
  assert.deepEqual(both.calls.map(({ rule }) => rule).sort(), ["mailbox-export-cleanup", "mailbox-export-to-share"]);
});

test("observe names the kinds of event that are read, in every module", async () => {
  const events = {
    "script-block": line(plain),
    process: JSON.stringify({ EventID: 4688, Channel: "Security", NewProcessName: "x", CommandLine: `powershell -c "${plain}"` }),
  };
  const kindOf = (answer) => JSON.parse(Buffer.from(answer).toString()).mailbox_export_finding?.observed_in;
  for (const observe of [undefined, ["script-block"], ["process"], ["cmdlet-log", "pipeline-log", "audit"]]) {
    const config = observe && { observe };
    const expected = Object.keys(events).map((kind) => (observe === undefined || observe.includes(kind) ? kind : undefined));
    const detector = loadDetector({ config });
    assert.deepEqual(
      Object.values(events).map((event) => detector.inspect(event)?.observed_in),
      expected,
    );
    for (const driver of DRIVERS) {
      const module = await WebAssembly.compile(bake(moduleBytes(driver.name), compileConfig(config ?? {})));
      const { records } = driver.pass(
        module,
        Object.values(events).map((event) => Buffer.from(event)),
      );
      assert.deepEqual(records.map(kindOf), expected, `${driver.name} ${observe}`);
    }
  }
});

test("a configuration that leaves script blocks out says so", () => {
  assert.match(
    loadDetector({ config: { observe: ["process"] } })
      .stats()
      .notes.join(),
    /script blocks pass unread/,
  );
  assert.deepEqual(loadDetector({ config: { observe: ["script-block"] } }).stats().notes, []);
});
