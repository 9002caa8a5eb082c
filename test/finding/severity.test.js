/** The severity table, the destination and the techniques that a path and a verdict give. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line } from "./events.js";

const detector = loadDetector();
const find = (script, over) => {
  detector.reset();
  return detector.inspect(line(script, over));
};

const TABLE = [
  ["\\\\fs01\\p\\x.pst", "medium", "share"],
  ["\\\\fs01\\pst$\\x.pst", "medium", "share"],
  ["\\\\fs01\\d$\\x.pst", "high", "share"],
  ["\\\\fs01\\ADMIN$\\x.pst", "high", "share"],
  ["//localhost/c$/x.pst", "high", "loopback"],
  ["\\\\LOCALHOST\\share\\x.pst", "high", "loopback"],
  ["\\\\127.8.9.1\\p\\x.pst", "high", "loopback"],
  ["\\\\ex01\\p\\x.pst", "high", "loopback"],
  ["\\\\EX01.corp.example\\p\\x.pst", "high", "loopback"],
  ["\\\\ex01.other.example\\p\\x.pst", "medium", "share"],
  ["\\\\?\\UNC\\localhost\\c$\\x.pst", "high", "loopback"],
  ["file://fs01/p/x.pst", "medium", "share"],
  ["C:\\x.pst", "low", "local"],
  ["x.pst", "low", "local"],
  ["\\\\fs01\\p\\x.aspx", "critical", "share"],
  ["\\\\fs01\\p\\x.ASHX. ", "critical", "share"],
  ["\\\\fs01\\p\\x.aspx.pst", "medium", "share"],
  ["\\\\localhost\\c$\\inetpub\\wwwroot\\x.pst", "critical", "loopback"],
  ["\\\\fs01\\c$\\a\\..\\inetpub\\.\\wwwroot\\x.pst", "critical", "share"],
  ["\\\\fs01\\c$\\exchange\\FrontEnd\\HttpProxy\\owa\\x.txt", "critical", "share"],
  ["\\\\fs01\\c$\\inetpub\\wwwroot2\\x.pst", "high", "share"],
];

for (const [path, severity, destination] of TABLE) {
  test(`${path} is ${severity}, ${destination}`, () => {
    const finding = find(exportTo(path));
    assert.equal(finding.severity, severity);
    assert.equal(finding.calls[0].destination, destination);
    assert.equal(finding.calls[0].file_path, path);
  });
}

test("a call that would not run is one step lower, and low without a known path", () => {
  const refused = (path) => find(`${exportTo(path)} -Password x`).severity;
  assert.equal(refused("\\\\localhost\\c$\\x.aspx"), "high");
  assert.equal(refused("\\\\localhost\\c$\\x.pst"), "medium");
  assert.equal(refused("\\\\fs01\\p\\x.pst"), "low");
  assert.equal(refused("C:\\x.pst"), "low");
  assert.equal(find("New-MailboxExportRequest -Mailbox ceo").severity, "low");
});

test("a dry run is at most medium", () => {
  assert.equal(find(`${exportTo("\\\\localhost\\c$\\x.aspx")} -WhatIf`).severity, "medium");
  assert.equal(find(`${exportTo("C:\\x.pst")} -WhatIf`).severity, "low");
});

test("a name put together is high, one in a variable alone is not", () => {
  assert.equal(find("& ('New-Mailbox' + 'ExportRequest') -Mailbox a -FilePath \\\\fs01\\p\\x.pst").severity, "high");
  assert.equal(
    find("$h = @{ ('File' + 'Path') = '\\\\fs01\\p\\x.pst' }\nNew-MailboxExportRequest -Mailbox a @h").severity,
    "high",
  );
});

test("an unknown path is medium, its destination unknown", () => {
  const finding = find("New-MailboxExportRequest -Mailbox ceo -FilePath $path");
  assert.equal(finding.severity, "medium");
  assert.equal(finding.calls[0].destination, "unknown");
  assert.equal(finding.calls[0].file_path, undefined);
});

test("techniques follow destination, severity and decoding", () => {
  const techniques = (script) => find(script).threat.technique.subtechnique.id;
  assert.deepEqual(techniques(exportTo("\\\\fs01\\p\\x.pst")), ["T1114.002", "T1074.002"]);
  assert.deepEqual(techniques(exportTo("\\\\localhost\\c$\\x.pst")), ["T1114.002", "T1074.001"]);
  const shell = find(exportTo("\\\\localhost\\c$\\x.aspx")).threat;
  assert.deepEqual(shell.tactic.id, ["TA0009", "TA0003"]);
  assert.deepEqual(shell.technique.subtechnique.id, ["T1114.002", "T1074.001", "T1505.003"]);
  const encoded = Buffer.from(exportTo("\\\\fs01\\p\\x.pst"), "utf16le").toString("base64");
  assert.ok(find(`powershell -EncodedCommand ${encoded}`).threat.technique.id.includes("T1027"));
});
