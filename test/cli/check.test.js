/** `check`: the project's own fixtures through every module, and how a difference is told. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { EXPORT, event, HARMLESS, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "check-"));
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  writeFileSync(join(folder, "export.ps1"), `${EXPORT}\n`);
  writeFileSync(
    join(folder, "export.expect.yaml"),
    `# why this stands here
why: A plain export.
source: hand-written
verdict: match
findings:
  - severity: medium
    calls:
      - name: New-MailboxExportRequest
        mailbox: ceo
        file_path: \\\\fs01\\pst$\\ceo.pst
        destination: share
`,
  );
});

const expectation = join(folder, "export.expect.yaml");
const change = (from, to) => writeFileSync(expectation, readFileSync(expectation, "utf8").replace(from, to));

test("every fixture of the project is as expected, through every module", { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = run(["check"]);
  assert.equal(
    status,
    0,
    `${stdout
      .split("\n")
      .filter((line) => !line.startsWith("✓"))
      .join("\n")}\n${stderr}`,
  );
  assert.match(stderr, /cases through 7 modules: all as expected/);
});

test("a case as expected is one line, and the exit is 0", () => {
  const { status, stdout, stderr } = run(["check", folder]);
  assert.equal(status, 0, stdout);
  assert.equal(stdout, "✓ export  match\n");
  assert.equal(stderr, "1 case through 7 modules: all as expected\n");
});

test("a difference is told where it stands, with what was expected and what came; the exit is 1", () => {
  change("mailbox: ceo", "mailbox: cfo");
  change("severity: medium", "severity: high");
  const { status, stdout } = run(["check", folder]);
  assert.equal(status, 1);
  assert.equal(
    stdout,
    `✗ export
  A plain export.
  severity
    expected  high
    got       medium
  call 1, mailbox
    expected  cfo
    got       ceo
`,
  );
  assert.deepEqual(JSON.parse(run(["check", folder, "--json"]).stdout), {
    name: "export",
    ok: false,
    differences: [
      { where: "severity", expected: "high", got: "medium" },
      { where: "call 1, mailbox", expected: "cfo", got: "ceo" },
    ],
    disagreements: [],
  });
});

test("a value that the expectation leaves out must be absent", () => {
  change(/ {8}destination: share\n/, "");
  assert.match(run(["check", folder]).stdout, /call 1, destination\n {4}expected {2}absent\n {4}got {7}share/);
});

test("--update shows the difference, writes what was seen, and leaves why, source and comments", () => {
  change("mailbox: ceo", "mailbox: cfo");
  const { status, stdout, stderr } = run(["check", folder, "--update"]);
  assert.equal(status, 0);
  assert.match(stdout, /expected {2}cfo/);
  assert.match(stderr, /expectations rewritten/);
  const text = readFileSync(expectation, "utf8");
  assert.match(text, /^# why this stands here\nwhy: A plain export\.\nsource: hand-written\n/);
  assert.equal(run(["check", folder]).status, 0, text);
});

test("several events are read in order, and a finding names its line", () => {
  writeFileSync(join(folder, "lines.ndjson"), `${event(HARMLESS)}\n${event(EXPORT)}\n`);
  writeFileSync(join(folder, "lines.expect.yaml"), "why: w\nsource: s\nverdict: none\n");
  assert.equal(run(["check", folder, "--update"]).status, 0);
  assert.match(readFileSync(join(folder, "lines.expect.yaml"), "utf8"), /verdict: match\nfindings:\n {2}- line: 2\n/);
  rmSync(join(folder, "lines.ndjson"));
  rmSync(join(folder, "lines.expect.yaml"));
});

test("a mistake in an expectation is an input error with its line", () => {
  for (const [from, to, message] of [
    ["verdict: match", "verdct: match", /export\.expect\.yaml:\d+: unknown key verdct; did you mean verdict\?/],
    ["why: A plain export.", 'why: ""', /:2: why must say something/],
    ["severity: medium", "severity: huge", /:6: severity must be one of informational/],
    ["verdict: match", "verdict: none", /verdict none goes with no findings/],
  ]) {
    const before = readFileSync(expectation, "utf8");
    change(from, to);
    const { status, stderr } = run(["check", folder]);
    assert.equal(status, 2, to);
    assert.match(stderr, message);
    writeFileSync(expectation, before);
  }
  assert.equal(run(["check", join(folder, "nowhere")]).status, 2);
});

test("--config runs under a configuration, and tells exceptions that never match or have expired", () => {
  const config = join(folder, "detector.yaml");
  writeFileSync(
    config,
    "exceptions:\n  - mailbox: c*\n    reason: drill\n  - mailbox: nobody\n    reason: idle\n  - mailbox: c*\n    reason: over\n    until: 2020-01-01\n",
  );
  change("severity: medium", "severity: informational");
  const { status, stdout, stderr } = run(["check", folder, "--config", config]);
  assert.equal(status, 1, "stale exceptions are something found");
  assert.equal(stdout, "✓ export  match\n");
  assert.match(stderr, /exceptions\[1\] \(idle\) matches nothing here/);
  assert.match(stderr, /exceptions\[2\] \(over\) expired on 2020-01-01/);
  assert.doesNotMatch(stderr, /drill/);
});
