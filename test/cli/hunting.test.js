/** `scan` for those who hunt: filters, forms, summary, exit codes, what is said whatever the form; and the commands around it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { EXPORT, event, HARMLESS, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "hunting-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string | Uint8Array} content */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CRITICAL = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\localhost\\c$\\inetpub\\wwwroot\\a.aspx";
const at = (time, script, fields = {}) => event(script, { TimeCreated: time, ...fields });
const TWO = file(
  "two.ndjson",
  `${at("2026-11-03T09:14:02Z", EXPORT)}\n${at("2026-11-05T10:00:00Z", CRITICAL, { Computer: "EX02", ScriptBlockId: "1a5f1c2e-6d0b-4a55-9d1c-3f6f2f6f0d11" })}\n`,
);
const rows = (text) => text.trimEnd().split("\r\n");

test("the time stands in every finding, and --since, --until and --min-severity choose", () => {
  const found = (...flags) =>
    run(["scan", "--json", ...flags, TWO])
      .stdout.split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).finding);
  assert.deepEqual(
    found().map(({ time }) => new Date(time).toISOString()),
    ["2026-11-03T09:14:02.000Z", "2026-11-05T10:00:00.000Z"],
  );
  assert.deepEqual(
    found("--since", "2026-11-04").map(({ severity }) => severity),
    ["critical"],
  );
  assert.deepEqual(
    found("--until", "2026-11-03").map(({ severity }) => severity),
    ["medium"],
  );
  assert.equal(found("--since", "2026-11-04", "--until", "2026-11-04").length, 0);
  assert.deepEqual(
    found("--min-severity", "high").map(({ severity }) => severity),
    ["critical"],
  );
  const wrong = run(["scan", "--since", "yesterday", TWO]);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /24h/);
});

test("the summary counts by severity, host and group; --quiet leaves it away, --stats gives numbers", () => {
  const { stderr } = run(["scan", TWO]);
  assert.match(stderr, /2 findings in 2 events/);
  assert.match(stderr, /severity {2}critical 1, medium 1/);
  assert.match(stderr, /host {6}EX01\.corp\.example 1, EX02 1/);
  assert.match(stderr, /group {5}[0-9a-f]{8} \(ceo\) 1/);
  assert.equal(run(["scan", "--quiet", TWO]).stderr, "");
  const stats = JSON.parse(run(["scan", "--quiet", "--stats", TWO]).stderr);
  assert.deepEqual([stats.events, stats.findings, stats.unreadable], [2, 2, 0]);
});

test("--csv is a table that a spreadsheet does not run, --table a line for each call", () => {
  const formula = file(
    "formula.ndjson",
    event("New-MailboxExportRequest -Mailbox '=HYPERLINK(\"x\")' -FilePath \\\\s\\p\\x.pst"),
  );
  const [head, row, ...more] = rows(run(["scan", "--csv", formula]).stdout);
  assert.deepEqual(more, []);
  assert.match(head, /^time,severity,verdict,host,user,rule,command,mailbox,file_path/);
  assert.ok(row.includes(`"'=HYPERLINK(""x"")"`), row);
  const table = run(["scan", "--table", TWO]).stdout.trimEnd().split("\n");
  assert.equal(table.length, 3);
  assert.match(table[2], /^critical {6}2026-11-05 10:00:00 EX02 /);
});

test("what is known in part, the kind of event and what became of it stand in every form", () => {
  const partly = 'New-MailboxExportRequest -Mailbox "$who@corp.example" -FilePath "\\\\fs01\\pst`$\\$who.pst"';
  const process = {
    EventID: 4688,
    Channel: "Security",
    NewProcessName: "x",
    TimeCreated: "2026-11-03T09:14:02Z",
    CommandLine: `powershell -c "${EXPORT}"`,
  };
  const both = file("both.ndjson", `${at("2026-11-03T09:14:02Z", partly)}\n${JSON.stringify(process)}\n`);
  const [head, first, second] = rows(run(["scan", "--csv", both]).stdout);
  assert.match(head, /,observed_in,outcome,mailbox_pattern,file_path_pattern$/);
  assert.match(first, /,script-block,,\*@corp\.example,\\\\fs01\\pst\$\\\*\.pst$/);
  assert.match(second, /,process,,,$/);
  const table = run(["scan", "--table", both]).stdout;
  assert.match(table, /\*@corp\.exam\S* script-block \\\\fs01\\pst\$\\\*\.pst/);
  const { stdout, stderr } = run(["scan", both]);
  assert.match(stdout, /time +2026-11-03T09:14:02\.000Z/);
  assert.match(stdout, /seen in +the command line of a process/);
  assert.match(stderr, /seen in {3}script-block 1, process 1/);
});

test("--fail-on-findings exits 1 for scripts, and damage 3 over it", () => {
  assert.equal(run(["scan", "--fail-on-findings", TWO]).status, 1);
  assert.equal(run(["scan", "--fail-on-findings", "--min-severity", "critical", file("m.ndjson", event(EXPORT))]).status, 0);
  const cut = run(["scan", "--json", "--fail-on-findings"], { input: `${event(EXPORT)}\n${event(EXPORT).slice(0, -20)}\n` });
  assert.equal(cut.status, 3);
  assert.match(cut.stderr, /note: 1 script block event cut or damaged/);
  const array = run(["scan", "--json"], { input: `[\n${event(EXPORT)},\n${event(EXPORT).slice(0, -20)}` });
  assert.equal(array.status, 3);
  assert.match(array.stderr, /damage: \(stdin\): the input ends within a text \(line 3\), at byte/);
});

test("events without a script block are never a calm nothing, whatever the form", () => {
  for (const form of [[], ["--json"], ["--csv"], ["--format", "ecs"]]) {
    const { status, stderr } = run(["scan", ...form], { input: '{"EventID":4624,"Channel":"Security"}\n' });
    assert.equal(status, 0);
    assert.match(stderr, /1 event, none of them a script block/);
  }
});

test("folders are read to their bottom, and --glob chooses", () => {
  const root = join(folder, "tree");
  mkdirSync(join(root, "deep/er"), { recursive: true });
  writeFileSync(join(root, "a.json"), event(EXPORT));
  writeFileSync(join(root, "deep/er/b.NDJSON"), event(EXPORT));
  writeFileSync(join(root, "deep/c.txt"), event(EXPORT));
  const count = (...args) => run(["scan", "--json", ...args]).stdout.split("\n").length - 1;
  assert.equal(count(root), 2);
  assert.equal(count(root, "--glob", "*.txt"), 1);
  assert.equal(count(root, "--glob", "deep/**"), 2);
  assert.match(run(["scan", root]).stderr, /1 other file of these folders was not read/);
  assert.equal(run(["scan", root, "--glob", "*.evtx"]).status, 2);
});

test("a file without a command is scanned, a script explained; -v is the version", () => {
  assert.match(run([TWO]).stderr, /2 findings/);
  assert.match(run([file("x.ps1", EXPORT)]).stdout, /match: the text exports a mailbox/);
  assert.equal(run(["-v"]).stdout, run(["--version"]).stdout);
});

test("detector.yaml of the working folder is used and said so, with what is odd about it; --no-config leaves it", () => {
  const here = join(folder, "here");
  mkdirSync(here);
  writeFileSync(
    join(here, "detector.yaml"),
    "exceptions:\n  - host: EX01*\n    reason: drill\n  - host: old\n    reason: over\n    until: 2020-01-01\nbehaviours: [mailbox-export-to-share]\n",
  );
  const used = run(["scan", "--json"], { input: event(EXPORT), cwd: here });
  assert.equal(JSON.parse(used.stdout).finding.suppressed.reason, "drill");
  assert.match(used.stderr, /using detector\.yaml of this folder/);
  assert.match(used.stderr, /exceptions\[1\] \(over\) expired on 2020-01-01/);
  assert.match(used.stderr, /no finding here falls under the exception "over"/);
  const left = run(["scan", "--json", "--no-config"], { input: event(EXPORT), cwd: here });
  assert.equal(JSON.parse(left.stdout).finding.suppressed, undefined);
});

test("a baked module runs, and rule shows the exceptions in it", () => {
  const config = file("bake.yaml", "exceptions:\n  - host: EX01*\n    reason: drill\n");
  for (const name of ["node", "fluent-bit"]) {
    const out = join(folder, `${name}.wasm`);
    assert.equal(run(["bake", "--config", config, "--out", out, "--module", `build/${name}.wasm`]).status, 0);
    assert.equal(
      JSON.parse(run(["scan", "--json", "--module", out], { input: event(EXPORT) }).stdout).finding.suppressed.reason,
      "drill",
    );
    assert.deepEqual(JSON.parse(run(["rule", "--json", out]).stdout).settings, {
      exceptions: [{ reason: "drill", host: "EX01*" }],
    });
  }
});

test("all mistakes of a configuration are told at once, each with its key's line", () => {
  const config = file("wrong.yaml", "omit: [mailbocks]\nexceptions:\n  - hots:\n      EX01\n    reason: r\n");
  const { status, stderr } = run(["scan", "--config", config], { input: event(HARMLESS) });
  assert.equal(status, 2);
  assert.match(stderr, /wrong\.yaml:1: omit\[0\]: mailbocks is not known/);
  assert.match(stderr, /wrong\.yaml:3: exceptions\[0\]\.hots: unknown key/);
});

test("check --init writes cases that pass, and never over others", () => {
  const fixtures = join(folder, "fixtures");
  assert.equal(run(["check", "--init", fixtures]).status, 0);
  const checked = run(["check", fixtures]);
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stderr, /2 cases .* all as expected/);
  assert.equal(run(["check", "--init", fixtures]).status, 2);
});

test("bench refuses a workload that it does not know and a corpus without events", () => {
  const unknown = run(["bench", "--only", "mixd"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /Did you mean mixed\?/);
  assert.match(run(["bench", "--corpus", file("empty.json", "\n\n")]).stderr, /holds no event/);
});

test("completions name every command and know a choice", () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout, status } = run(["completion", shell]);
    assert.equal(status, 0);
    for (const word of ["scan", "doctor", "min-severity", "informational"]) assert.ok(stdout.includes(word), `${shell}: ${word}`);
  }
});

test("explain recognises events as scan does, says what is damaged, and never reads JSON as PowerShell", () => {
  const cut = run(["explain"], { input: event(EXPORT).slice(0, -20) });
  assert.equal(cut.status, 3);
  assert.equal(cut.stdout, "");
  const other = run(["explain"], { input: '[{"EventID":1}]' });
  assert.equal(other.stdout, "");
  assert.match(other.stderr, /1 event, none of them a script block event/);
  assert.match(run(["explain"], { input: `{ ${EXPORT} }` }).stdout, /1 │ \{ New-MailboxExportRequest/);
});
