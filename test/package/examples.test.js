/** The example programs that embed the module give the findings that Node gives, where their tools are at hand. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { modulePath } from "../../build/host/modules.js";

const folder = mkdtempSync(join(tmpdir(), "examples-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const events = readFileSync("examples/events.ndjson");

/** What the programs print of the bundled events. */
const expected = () =>
  loadDetector()
    .scan(events)
    .map(
      ({ line, finding }) => `${line} ${finding.severity} ${finding.verdict} ${finding.calls[0].file_path ?? "(unknown path)"}\n`,
    )
    .join("");

const has = (program) => spawnSync(program, ["--version"]).status === 0;

test("the .NET program finds what Node finds, through node.wasm and plain.wasm", {
  skip: has("dotnet") ? false : "there is no dotnet here",
}, (context) => {
  cpSync("examples/dotnet", join(folder, "dotnet"), { recursive: true });
  const build = spawnSync("dotnet", ["build", "-c", "Release", "-o", join(folder, "out"), join(folder, "dotnet")], {
    encoding: "utf8",
  });
  if (/NU1301|NU1101|NU1102/.test(build.stdout)) return context.skip("NuGet does not have the Wasmtime package here");
  assert.equal(build.status, 0, build.stdout);
  for (const name of ["node", "plain"]) {
    const run = spawnSync("dotnet", [join(folder, "out", "MailboxExports.dll"), modulePath(name)], {
      input: events,
      encoding: "utf8",
    });
    assert.equal(run.stdout, expected(), run.stderr);
  }
});
