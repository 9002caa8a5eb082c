/** `npm test` as somebody at a prompt runs it: in a real pseudo-terminal, where the test runner forces colours. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { test } from "node:test";

const found = spawnSync("script", ["--version"], { encoding: "utf8" });
const skip = /util-linux/.test(found.stdout ?? "") ? false : "util-linux's script is not here to make a pseudo-terminal";

/** Runs a line of shell in a pseudo-terminal of 100 columns. */
function onTerminal(line) {
  // A prompt's variables alone: a test runner's mark, CI or a colour setting would take the colours away.
  const { PATH, HOME, TMPDIR = tmpdir() } = process.env;
  const { status, stdout } = spawnSync("script", ["-qefc", `stty cols 100 rows 40; ${line}`, "/dev/null"], {
    encoding: "utf8",
    env: { PATH, HOME, TMPDIR, TERM: "xterm-256color" },
    timeout: 60_000,
  });
  return { status, shown: stdout };
}

test("the tests of the package pass on a terminal as they do in a pipe", { skip }, () => {
  const { status, shown } = onTerminal(`"${process.execPath}" scripts/test.mjs package/colours`);
  assert.ok(shown.includes("\u001b["), "the runner shows colours, so this is a terminal");
  assert.equal(status, 0, shown);
});

test("a build with nothing to do takes one line, and leaves nothing of its progress", { skip }, () => {
  const { status, shown } = onTerminal(`"${process.execPath}" scripts/build.mjs`);
  assert.equal(status, 0, shown);
  const left = shown.split("\u001b[2K").at(-1);
  assert.match(left, /^built in [\d.]+ s: .*fluent-bit [\d,]+.* bytes; deepest path of fluent-bit [\d,]+ bytes\r\n$/);
});
