/** `scan` and `stream` as processes: what goes where, and what each end of the pipe may rely on. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { CLI, EXPORT, event, HARMLESS, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "scan-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string | Uint8Array} content */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const EVENTS = `${event(HARMLESS)}\n${event(EXPORT)}\n`;
const STATUS = '{"mailbox_export_detector":"status"}';

test("scan prints findings on stdout and the summary on stderr, and exits 0 whether or not it found something", () => {
  const found = run(["scan", file("events.ndjson", EVENTS)]);
  assert.equal(found.status, 0);
  assert.match(found.stdout, /^medium Exchange mailbox export by PowerShell {2}.*events\.ndjson:2\n/);
  assert.match(found.stdout, /mailbox {3}'ceo'/);
  assert.match(found.stdout, /path {6}\\\\fs01\\pst\$\\ceo\.pst {2}\(share\)/);
  assert.match(found.stderr, /^1 finding in 2 events \(2 script blocks\)/);

  const clean = run(["scan", file("clean.ndjson", event(HARMLESS))]);
  assert.equal(clean.status, 0);
  assert.equal(clean.stdout, "");
  assert.match(clean.stderr, /^0 findings in 1 event/);
});

test("scan --json writes one object a line with file, line, offset, length and finding", () => {
  const path = file("two.ndjson", EVENTS + EVENTS.replaceAll("EX01", "EX02"));
  const lines = run(["scan", "--json", path])
    .stdout.trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ file: name, line }) => [name, line]),
    [
      [path, 2],
      [path, 4],
    ],
  );
  assert.deepEqual(Object.keys(lines[0]), ["file", "line", "offset", "length", "finding"]);
  assert.equal(EVENTS.slice(lines[0].offset, lines[0].offset + lines[0].length), event(EXPORT));
});

test("standard input, gzip by its magic and a plain file give the same findings", () => {
  const expected = run(["scan", "--json"], { input: EVENTS }).stdout.replaceAll("(stdin)", "X");
  assert.equal(expected.trimEnd().split("\n").length, 1);
  const zipped = gzipSync(EVENTS);
  const named = file("events.of-any-name", zipped);
  assert.equal(run(["scan", "--json", named]).stdout.replaceAll(named, "X"), expected);
  assert.equal(run(["scan", "--json"], { input: zipped }).stdout.replaceAll("(stdin)", "X"), expected);
  assert.equal(run(["scan", "--json", "-"], { input: zipped }).stdout.replaceAll("(stdin)", "X"), expected);
});

test("damaged gzip reports what could be read and exits 3", () => {
  const zipped = gzipSync(`${EVENTS}${"x".repeat(100_000)}${Math.random()}`);
  const { status, stderr } = run(["scan", file("cut.gz", zipped.subarray(0, zipped.length - 20))]);
  assert.equal(status, 3);
  assert.match(stderr, /error: .*cut\.gz is damaged gzip/);
});

test("a file that cannot be read does not keep the others from being read", () => {
  const good = file("good.ndjson", EVENTS);
  const { status, stdout, stderr } = run(["scan", "--json", join(folder, "nowhere"), good]);
  assert.equal(status, 2);
  assert.equal(stdout.trimEnd().split("\n").length, 1);
  assert.match(stderr, /error: Cannot read .*nowhere/);
  assert.match(stderr, /hint: {2}Check the path/);
});

for (const [what, content, hint] of [
  ["a SQLite database", "SQLite format 3\0", /sqlite3/],
  ["xz", Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), /xzcat/],
  ["a ZIP archive", "PK\u0003\u0004 and more", /unzip/],
]) {
  test(`${what} is refused with the way to convert it`, () => {
    const { status, stderr } = run(["scan", file("other", content)]);
    assert.equal(status, 2);
    assert.match(stderr, hint);
  });
}

test("input without a single line of JSON exits 2 and says what is expected", () => {
  const text = run(["scan"], { input: "plain text\nmore of it {}\n" });
  assert.equal(text.status, 2);
  assert.match(text.stderr, /one event a line/);
  assert.equal(run(["scan"], { input: `noise\n ${event(HARMLESS)}` }).status, 0);
  assert.equal(run(["scan"], { input: "" }).status, 0);
});

test("mistakes in the command line are told with a suggestion and exit 2", () => {
  for (const [args, suggestion] of [
    [["scam"], /Did you mean scan\?/],
    [["scan", "--jsn"], /Did you mean --json\?/],
    [["scan", "--format", "xml"], /Allowed choices are ecs, ocsf/],
    [["scan", "--json", "--format", "ecs"], /cannot be used with/],
    [["doctor"], /missing required argument/],
    [["bake", "--out", "x.wasm"], /required option '--config/],
    [[], /Usage/],
  ]) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 2, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, suggestion);
  }
});

test("--help and --version answer on stdout with 0", () => {
  for (const args of [["--help"], ["scan", "--help"], ["help", "doctor"], ["--version"]]) {
    const { status, stdout } = run(args);
    assert.equal(status, 0, args.join(" "));
    assert.notEqual(stdout, "");
  }
  for (const command of ["scan", "stream", "explain", "check", "rule", "bake", "doctor", "bench"]) {
    assert.match(run([command, "--help"]).stdout, /Examples?:\n {2}\$ /, `${command} --help has no example`);
  }
});

test("a mistake in the configuration exits 2 with its line, before any input is read", () => {
  const config = file("bad.yaml", "exceptions:\n  - hots: EX01\n    reason: r\n");
  const { status, stderr } = run(["scan", "--config", config], { input: EVENTS });
  assert.equal(status, 2);
  assert.match(stderr, /bad\.yaml:2: exceptions\[0\]\.hots: unknown key/);
  assert.match(stderr, /Did you mean host\?/);
});

test("a reader that goes away ends scan and stream quietly", () => {
  const many = file("many.ndjson", EVENTS.repeat(20_000));
  for (const command of [`scan --json ${many}`, `stream < ${many}`]) {
    const { status, stderr } = spawnSync(
      "bash",
      ["-o", "pipefail", "-c", `"${process.execPath}" "${CLI}" ${command} | head -n 1 > /dev/null`],
      { encoding: "utf8" },
    );
    assert.equal(stderr, "", command);
    assert.equal(status, 0, command);
  }
});

test("stream answers each line before it gets the next", { timeout: 20_000 }, async (context) => {
  const child = spawn(process.execPath, [CLI, "stream"]);
  context.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const line of [event(HARMLESS), "not json", "", event(EXPORT), STATUS, '{"a":1}']) {
    child.stdin.write(`${line}\n`);
    const { value } = await lines.next();
    if (line === STATUS) assert.equal(JSON.parse(value).counters.events, 3);
    else if (line === event(EXPORT)) assert.equal(JSON.parse(value).mailbox_export_finding.verdict, "match");
    else assert.equal(value, line);
  }
  child.stdin.end();
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("stream joins lines that come in pieces, and keeps a last line without its end", () => {
  const input = Buffer.from(`${event(HARMLESS)}\r\n\n${event("ä".repeat(100_000))}\n{"last":true}`);
  const { stdout, status } = run(["stream"], { input });
  assert.equal(status, 0);
  assert.equal(stdout, input.toString());
});

test("stream --mode rsyslog answers each line with one line of what changed", () => {
  const { stdout } = run(["stream", "--mode", "rsyslog"], {
    input: `${event(HARMLESS)}\n${event(EXPORT)}\nnoise\n${event(HARMLESS)}`,
  });
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 4);
  assert.deepEqual([lines[0], lines[2], lines[3]], ["{}", "{}", "{}"]);
  const changed = JSON.parse(lines[1]);
  assert.deepEqual(Object.keys(changed), ["$!"]);
  assert.equal(changed["$!"].mailbox_export_finding.verdict, "match");
});

test("an event within rsyslog's envelope keeps its own host and time", () => {
  const nxlog = JSON.stringify({
    ...JSON.parse(event(EXPORT)),
    Computer: undefined,
    Hostname: "EX03.corp.example",
    "@timestamp": "2026-11-03T09:14:02Z",
  });
  const envelope = {
    msg: nxlog,
    rawmsg: nxlog,
    timereported: "2026-11-24T17:13:34+00:00",
    hostname: "relay",
    syslogtag: "windows",
    timestamp: "2026-11-24T17:13:34+00:00",
  };
  const input = `${JSON.stringify(envelope)}\n`;
  const { stdout } = run(["stream", "--mode", "rsyslog"], { input });
  assert.equal(JSON.parse(stdout)["$!"].mailbox_export_finding.host.name, "EX03.corp.example");
  assert.equal(JSON.parse(run(["scan", "--format", "ocsf"], { input }).stdout).time, Date.parse("2026-11-03T09:14:02Z"));
});

test("an interrupt reports what was done so far", { timeout: 20_000 }, async (context) => {
  const child = spawn(process.execPath, [CLI, "scan"]);
  context.after(() => child.kill("SIGKILL"));
  child.stdin.write(EVENTS.repeat(3));
  let stderr = "";
  child.stderr.on("data", (piece) => {
    stderr += piece;
  });
  await once(child.stdout, "data");
  child.kill("SIGINT");
  child.stdin.write(EVENTS);
  const [code] = await once(child, "exit");
  assert.equal(code, 130);
  assert.match(stderr, /^interrupted: \d findings in \d+ events/);
});
