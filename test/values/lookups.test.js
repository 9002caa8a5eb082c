/**
 * Commands that are found by looking: whatever way a text looks, what its filter decides is followed; a filter that fits others of
 * the family is ambiguous, and listing commands is no call.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const ARGUMENTS = "-Mailbox a -FilePath \\\\h\\s\\x.pst";

const FOUND = [
  "Get-Command | Where-Object { $_.Name -like 'New-MailboxExp*' }",
  "gcm | ? Name -match '^New-MailboxExportR'",
  "gcm -Module Microsoft.Exchange* | ? { $_.Noun -eq 'MailboxExportRequest' -and $_.Verb -eq 'New' }",
  "(gcm).Where({ $_.Name -like 'N*lboxExportRequest' })",
  "gcm | ? { $_.Name -like 'New-MailboxExportRequest' } | select -First 1",
  "(gcm | ? { $_.Name -like 'New-MailboxExportReq*' }).Name",
  "gcm -Verb New -Noun MailboxExportReq*",
  "command New-MailboxExportReq*",
  "ls function:New-MailboxExportReq*",
  "ls function: | ? Name -eq 'New-MailboxExportRequest'",
  "(Get-Module ex).ExportedCommands['New-MailboxExportRequest']",
  "(gmo ex).ExportedFunctions.Values | ? { $_.Name -match 'New-MailboxExport' }",
];

for (const look of FOUND) {
  test(`found: ${look}`, () => {
    const { verdict, calls } = detector.read(`& (${look}) ${ARGUMENTS}`);
    assert.equal(verdict, "match");
    assert.equal(calls[0].file_path, "\\\\h\\s\\x.pst");
  });
}

test("each of what was found is called", () => {
  const each = `gcm | ? { $_.Name -like 'New-MailboxExportReq*' } | % { & $_ ${ARGUMENTS} }`;
  assert.equal(detector.read(each).verdict, "match");
  const loop = `foreach ($c in (gcm | ? { $_.Name -eq ('New-Mailbox' + 'ExportRequest') })) { & $c ${ARGUMENTS} }`;
  assert.equal(detector.read(loop).verdict, "match");
});

test("a filter that fits others of the family is ambiguous", () => {
  const { verdict, calls } = detector.read(`& (gcm | ? { $_.Name -like '*-MailboxExportRequest' }) ${ARGUMENTS}`);
  assert.equal(verdict, "partial");
  assert.ok(calls[0].reasons.includes("ambiguous-pattern"));
});

for (const script of [
  "Get-Command | ForEach-Object { & $_ -FilePath x }",
  "Get-Command -Module foo | ? { $_.Name -like 'Get-*' } | % { & $_ }",
  "Get-Command | Where-Object { $_.Name -like '*MailboxExport*' } | select Name",
  "& (gcm | ? { $_.Name -like 'Get-Mail*' }) -Mailbox a",
  "$all = gcm; foreach ($c in $all) { $c.Name }",
]) {
  test(`no call: ${script}`, () => assert.equal(detector.read(script).verdict, "none"));
}
