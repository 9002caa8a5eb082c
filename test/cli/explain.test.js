/** `explain`: what a person is shown of a reading. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { EXPORT, event, HARMLESS, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "explain-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string | Uint8Array} text */
function explain(text, ...flags) {
  const file = join(folder, "script.ps1");
  writeFileSync(file, text);
  const { status, stdout, stderr } = run(["explain", file, ...flags]);
  assert.equal(status, 0, stderr);
  return stdout;
}

test("a call is shown with its script, what bound to what, and why", () => {
  const shown = explain("$a = @{ Mailbox = 'ceo' }\nn`ew-mailboxexportrequest @a -File \\\\localhost\\c$\\c.pst\n");
  assert.match(shown, /^1 │ \$a = @\{ Mailbox = 'ceo' \}\n2 │ n`ew-mailboxexportrequest @a -File.*\n {2}│ \^+ 1\n/);
  assert.match(shown, /match: the text exports a mailbox/);
  assert.match(shown, /1\. New-MailboxExportRequest {2}match, high {2}line 2/);
  assert.match(shown, /written {3}n`ew-mailboxexportrequest/);
  assert.match(shown, /runs {6}New-MailboxExportRequest -Mailbox ceo -FilePath '\\\\localhost\\c\$\\c\.pst'/);
  assert.match(shown, /severity {2}high: the path leads back to an Exchange server's own disk/);
  assert.match(shown, /leads to {2}loopback/);
  assert.match(shown, /backticks inside the name/);
  assert.match(shown, /parameters come from a splatted table/);
  assert.match(shown, /given {5}-Mailbox 'ceo' {2}by a key of a splat: @a\n {12}-FilePath '.*' {2}by name\n/);
});

test("a text that names the cmdlet without invoking it says where and why it did not fire", () => {
  const shown = explain(`# ${EXPORT}\nGet-Help New-MailboxExportRequest\nWrite-Host '${EXPORT}'\n`);
  assert.match(shown, /none: a watched command is named but never invoked/);
  assert.match(shown, /line 1 .*stands in a comment: not an invocation/);
  assert.match(shown, /line 2 .*is an argument of another command: not an invocation/);
  assert.match(shown, /line 3 .*stands in a string that nothing runs: not an invocation/);
});

test("a text that has nothing to do with it says so", () => {
  assert.match(explain(HARMLESS), /none: no watched command is invoked or named.*2 commands read/);
});

test("the scripts of events are explained, one after the other", () => {
  const shown = explain(`${event(HARMLESS)}\n{"EventID":1}\n${event(EXPORT)}\n`);
  assert.match(shown, /event of line 1, .*\n1 │ Get-ChildItem/);
  assert.match(shown, /event of line 3, .*EX01.*\n1 │ New-MailboxExportRequest/);
});

test("a long script is shown around its calls, and what is left out is told", () => {
  const shown = explain(`${"Get-Date\n".repeat(500)}${EXPORT}\n${"Get-Date\n".repeat(500)}`);
  assert.match(shown, /⋮ 497 more\n.*498 │ Get-Date/);
  assert.match(shown, /501 │ New-MailboxExportRequest/);
  assert.ok(shown.split("\n").length < 40);
});

test("--json is the Explanation, for Windows PowerShell's UTF-16 files as well", () => {
  const expected = JSON.parse(explain(EXPORT, "--json"));
  assert.deepEqual(Object.keys(expected), ["commands", "reading"]);
  assert.equal(expected.reading.verdict, "match");
  assert.deepEqual(JSON.parse(explain(Buffer.from(`\ufeff${EXPORT}`, "utf16le"), "--json")), expected);
});

test("standard input works, and a missing file is an input error", () => {
  assert.match(run(["explain"], { input: EXPORT }).stdout, /match/);
  const { status, stderr } = run(["explain", join(folder, "nowhere.ps1")]);
  assert.equal(status, 2);
  assert.match(stderr, /hint:/);
});

/** Events as NDJSON, in the folder. @returns the file's name */
function fileOf(name, ...events) {
  const file = join(folder, name);
  writeFileSync(file, events.map((line) => `${line}\n`).join(""));
  return file;
}

const findings = (file) =>
  run(["scan", "--json", file])
    .stdout.split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).finding);

test("--id explains one finding of a file: what is said of it, and the script, its parts put together", () => {
  const part = (text, number) =>
    event(text, { ScriptBlockId: "split", MessageNumber: number, MessageTotal: 2, UserID: "S-1-5-21-7" });
  const file = fileOf(
    "events.ndjson",
    event(EXPORT, { ScriptBlockId: "other" }),
    part("$m = 'ce';", 1),
    part(`New-MailboxExportRequest ($m + 'o') -FilePath \\\\h\\s\\c.pst`, 2),
  );
  const { id } = findings(file)[1];
  const { status, stdout, stderr } = run(["explain", file, "--id", id.slice(0, 12)]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, new RegExp(`finding {3}${id}`));
  assert.match(stdout, /where {5}EX01.* {2}by S-1-5-21-7/);
  assert.match(stdout, /1 │ \$m = 'ce';New-MailboxExportRequest/);
  assert.match(stdout, /runs {6}New-MailboxExportRequest -Mailbox ceo -FilePath \\\\h\\s\\c\.pst/);
  assert.equal(stdout.match(/^match: /gm).length, 1);
});

test("--id of nothing, or of several findings, is a mistake that says what there is", () => {
  const file = fileOf("two.ndjson", event(EXPORT, { ScriptBlockId: "a" }), event(EXPORT, { ScriptBlockId: "b" }));
  const none = run(["explain", file, "--id", "zz"]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /No finding has the id zz/);
  const many = run(["explain", file, "--id", ""]);
  assert.equal(many.status, 2);
  for (const { id } of findings(file)) assert.ok(many.stderr.includes(id));
});

test("an event that shows what was bound is no script: its call is said in plain words, with why this severity", () => {
  const cmdlet = JSON.stringify({
    EventID: 1,
    Channel: "MSExchange Management",
    Computer: "EX01",
    EventData: {
      Data: ["New-MailboxExportRequest", '-Mailbox "ceo" -FilePath "\\\\srv\\s\\a.aspx"', "corp.example/Users/adm", "S-1-5-21-9"],
    },
  });
  const process = event("", {
    EventID: 4688,
    Channel: "Security",
    ScriptBlockText: undefined,
    NewProcessName: "C:\\powershell.exe",
    CommandLine: `powershell.exe -c "${EXPORT}"`,
  });
  const file = fileOf("kinds.ndjson", cmdlet, process);
  const [bound] = findings(file);
  assert.equal(bound.observed_in, "cmdlet-log");
  for (const args of [[file], [file, "--id", bound.id]]) {
    const { stdout } = run(["explain", ...args]);
    assert.match(
      stdout,
      /runs {6}New-MailboxExportRequest -Mailbox ceo -FilePath \\\\srv\\s\\a\.aspx\n {2}severity {2}critical: the file would be run/,
    );
    assert.doesNotMatch(stdout, /^none: /m);
  }
  assert.match(run(["explain", file]).stdout, /code for a child shell/);
});
