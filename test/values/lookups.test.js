/**
 * Commands that are found by looking: whatever way a text looks, what its filter decides is followed; a filter that fits others of
 * the family is ambiguous, and listing commands is no call.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are forms of PowerShell
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
  "(gmo ex).ExportedCommands.Values.Where({ $_.Name -like 'New-MailboxExp*' })[0]",
  "(gmo ex).ExportedCommands.Keys -like 'New-MailboxExp*'",
  "(ipmo ex -PassThru).ExportedFunctions['New-MailboxExportRequest']",
  "gcm | ? { $_.Name.StartsWith('New-MailboxExp') }",
  "gcm | ? { $_.Name.EndsWith('ilboxExportRequest') -and $_.Name[0] -eq 'N' }",
  "gcm | ? { $_.Name -clike 'New-MailboxExp*' }",
  "gcm | % Name | ? { $_ -like 'New-MailboxExp*' }",
  "gcm | sort Name | ? Name -like 'New-MailboxExp*'",
  "((gcm).Name -like 'New-MailboxExp*')[0]",
  "(gcm).Name -match 'New-MailboxExp' | select -First 1",
  "(gcm | select -Expand Name) -like 'New-MailboxExp*'",
  "(gcm New-MailboxExp*)[0]",
  "gcm -Noun MailboxExportRequest | ? Verb -eq New",
  "gi function:New-MailboxExportRequest | % ScriptBlock",
  "${function:New-MailboxExportRequest}",
  "$ExecutionContext.InvokeCommand.GetCommandName('New-MailboxExp*', 1, 1)[0]",
  "Get-Alias -Definition New-MailboxExp*",
  "gal | ? Definition -like 'New-MailboxExp*'",
];

for (const look of FOUND) {
  test(`found: ${look}`, () => {
    const { verdict, calls } = detector.read(`& (${look}) ${ARGUMENTS}`);
    assert.equal(verdict, "match");
    assert.equal(calls[0].file_path, "\\\\h\\s\\x.pst");
  });
}

for (const look of [
  "(gal nmer).ResolvedCommandName",
  "(gal nme*).ReferencedCommand",
  "(gal nmer)[0].Definition",
  "ls alias:nme* | % Definition",
  "gcm nme* -CommandType Alias",
]) {
  test(`found by its alias: ${look}`, () => {
    const { calls } = detector.read(`Set-Alias nmer New-MailboxExportRequest; & (${look}) ${ARGUMENTS}`);
    assert.ok(calls.some((call) => call.file_path === "\\\\h\\s\\x.pst" && call.reasons.length > 0));
  });
}

for (const look of [
  "(gcm *-MailboxExportRequest)[1]",
  "gcm *MailboxExportRequest | select -First 1",
  "gcm | ? { $_.Name -like '*-MailboxExportRequest' } | select -First 1",
  "(gcm -Noun MailboxExportRequest)[0].Name",
]) {
  test(`ambiguous: ${look}`, () => {
    const { verdict, calls } = detector.read(`& (${look}) ${ARGUMENTS}`);
    assert.equal(verdict, "partial");
    assert.ok(calls[0].reasons.includes("ambiguous-pattern"));
  });
}

test("one of all commands is called where a condition picks it out", () => {
  for (const script of [
    `foreach ($c in gcm) { if ($c.Name -like 'New-MailboxExp*') { & $c ${ARGUMENTS} } }`,
    `gcm | % { if ($_.Name -eq 'New-MailboxExportRequest') { & $_ ${ARGUMENTS} } }`,
    `switch -Wildcard ((gcm).Name) { 'New-MailboxExp*' { & $_ ${ARGUMENTS} } }`,
  ])
    assert.equal(detector.read(script).verdict, "match", script);
});

test("an array of one name is that name", () => {
  assert.equal(detector.read(`& ('a', 'New-MailboxExportRequest' -like 'New*') ${ARGUMENTS}`).verdict, "match");
});

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
  "foreach ($c in gcm) { if ($c.Name -like 'Get-Mailbox*') { & $c -Mailbox a -FilePath x } }",
  "foreach ($c in gcm) { & $c -Mailbox a -FilePath x }",
  "& (gcm)[0] -Mailbox a -FilePath x",
]) {
  test(`no call: ${script}`, () => assert.equal(detector.read(script).verdict, "none"));
}
