/** Completions as a shell runs them: commands first, then a command's options, an option's choices, and files. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { run } from "./run.js";

const missing = (shell) => (spawnSync(shell, ["--version"]).status === 0 ? false : `${shell} is not here`);

const folder = mkdtempSync(join(tmpdir(), "completion-"));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "events.json"), "");

/** What bash offers for the words of a line, the last of which is being typed. */
function offered(words) {
  const script = `${run(["completion", "bash"]).stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_mailbox_export_detector; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8", cwd: folder });
  assert.deepEqual([status, stderr], [0, ""]);
  return stdout.split("\n").filter(Boolean);
}

test("bash completes commands, options, choices and files", { skip: missing("bash") }, () => {
  const program = "mailbox-export-detector";
  assert.deepEqual(offered([program, "sc"]), ["scan"]);
  for (const command of ["scan", "stream", "explain", "check", "rule", "bake", "doctor", "bench", "completion"])
    assert.ok(offered([program, ""]).includes(command), command);
  assert.deepEqual(offered([program, "scan", "--min"]), ["--min-severity"]);
  assert.deepEqual(offered([program, "scan", "--min-severity", "c"]), ["critical"]);
  assert.deepEqual(offered([program, "scan", "--format", ""]), ["ecs", "ocsf"]);
  assert.ok(offered([program, "bake", "--"]).includes("--config"));
  assert.ok(!offered([program, "bake", "--"]).includes("--min-severity"));
  assert.deepEqual(offered([program, "scan", "ev"]), ["events.json"]);
});

for (const [shell, check] of [
  ["zsh", ["-n"]],
  ["fish", ["--no-execute"]],
]) {
  test(`${shell} reads its completions`, { skip: missing(shell) }, () => {
    const { status, stderr } = spawnSync(shell, [...check, "/dev/stdin"], {
      input: run(["completion", shell]).stdout,
      encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [0, ""]);
  });
}
