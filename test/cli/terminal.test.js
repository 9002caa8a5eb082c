/** What only shows on a terminal: colours, the progress bar, an interrupt; in a real pseudo-terminal of `script`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CLI, EXPORT, event, HARMLESS, run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "terminal-"));
after(() => rmSync(folder, { recursive: true }));
const found = spawnSync("script", ["--version"], { encoding: "utf8" });
const skip = /util-linux/.test(found.stdout ?? "") ? false : "util-linux's script is not here to make a pseudo-terminal";

/** Runs the command line in a pseudo-terminal; everything it showed. */
function onTerminal(command, env = {}) {
  const { NO_COLOR, FORCE_COLOR, ...clean } = process.env;
  const shell = `stty cols 100 rows 40; "${process.execPath}" "${CLI}" ${command}`;
  const { stdout, status } = spawnSync("script", ["-qefc", shell, "/dev/null"], {
    encoding: "utf8",
    env: { ...clean, TERM: "xterm", ...env },
    timeout: 60_000,
    maxBuffer: 1 << 26,
  });
  return { shown: stdout, status };
}

const ESCAPE = "\u001b[";
const file = join(folder, "events.ndjson");
writeFileSync(file, `${event(HARMLESS)}\n${event(EXPORT)}\n`);

test("findings have colours on a terminal, and none with NO_COLOR or in a pipe", { skip }, () => {
  const { shown, status } = onTerminal(`scan ${file}`);
  assert.equal(status, 0);
  assert.ok(shown.includes(`${ESCAPE}33mmedium${ESCAPE}39m`), shown);
  assert.ok(!onTerminal(`scan ${file}`, { NO_COLOR: "1" }).shown.includes(`${ESCAPE}33m`));
  assert.ok(!run(["scan", file]).stdout.includes(ESCAPE));
  assert.ok(run(["scan", file], { env: { FORCE_COLOR: "1" } }).stdout.includes(`${ESCAPE}33m`));
});

test("a long scan shows a progress bar with rate and time left, and takes it away again", { skip, timeout: 60_000 }, () => {
  const large = join(folder, "large.ndjson");
  const block = Buffer.from(`${event(HARMLESS)}\n`.repeat(20_000));
  const descriptor = openSync(large, "w");
  for (let written = 0; written < 90_000_000; written += block.length) writeSync(descriptor, block);
  closeSync(descriptor);
  const { shown, status } = onTerminal(`scan ${large}`);
  assert.equal(status, 0);
  assert.match(shown, /\d+% {2}[\d.]+ [kMG]B of [\d.]+ MB {2}[\d.]+ [MG]B\/s {2}.* left/);
  assert.match(shown, /0 findings in [\d,]+ events/);
  assert.ok(!run(["scan", large]).stderr.includes("left"), "a pipe gets no bar");
});

test("hostile text cannot move the cursor or change colours", { skip }, () => {
  const hostile = join(folder, "hostile.ndjson");
  const script = "New-MailboxExportRequest -Mailbox 'a\u001b[2J\u0007\u202eb' -FilePath \\\\s\\p\\x.pst";
  writeFileSync(hostile, event(script, { Computer: "EX\u001b[31m01" }));
  const { shown } = onTerminal(`scan ${hostile}`, { NO_COLOR: "1" });
  assert.ok(!shown.includes("\u001b[2J") && !shown.includes("\u001b[31m01") && !shown.includes("\u202e"), JSON.stringify(shown));
  assert.match(shown, /a\\u001b\[2J\\u0007\\u202eb/);
  const explained = onTerminal(`explain ${hostile}`, { NO_COLOR: "1" }).shown;
  assert.ok(!explained.includes("\u001b[2J") && !explained.includes("\u202e"), JSON.stringify(explained));
});

test("explain colours what PowerShell cuts: name, parameters, variables", { skip }, () => {
  const script = join(folder, "script.ps1");
  writeFileSync(script, "Get-Item -Path $env:TEMP\n");
  const { shown } = onTerminal(`explain ${script}`);
  assert.ok(shown.includes(`${ESCAPE}32mGet-Item${ESCAPE}39m`), shown);
  assert.ok(shown.includes(`${ESCAPE}36m-Path${ESCAPE}39m`), shown);
  assert.ok(shown.includes(`${ESCAPE}33m$env:TEMP${ESCAPE}39m`), shown);
});
