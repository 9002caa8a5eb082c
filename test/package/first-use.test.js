/** A first installation and use from the packed tarball in an empty folder; the transcript goes to build/first-use.txt. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { newcomer } from "./newcomer.js";

const folder = mkdtempSync(join(tmpdir(), "first-use-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("install, scan, explain, rule, stream and require work in an empty folder", { timeout: 120_000 }, (context) => {
  const packed = spawnSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    encoding: "utf8",
    env: newcomer,
  });
  const [{ filename }] = JSON.parse(packed.stdout);
  copyFileSync("examples/events.ndjson", join(folder, "events.ndjson"));
  let transcript = "";
  /** Runs a line of shell and notes what it said; its output. */
  const type = (line) => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], {
      cwd: folder,
      encoding: "utf8",
      env: newcomer,
    });
    transcript += `$ ${line}\n${stdout}${stderr}`;
    return { status, stdout, stderr };
  };

  const installed = type(`npm install --prefer-offline --ignore-scripts --no-audit --no-fund ./${filename}`);
  if (installed.status !== 0 && /ENOTCACHED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED/.test(installed.stderr)) {
    context.skip("the dependencies are neither in npm's cache nor to be had from the registry");
    return;
  }
  assert.equal(installed.status, 0, installed.stderr);
  const compiled = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".node"),
  );
  assert.deepEqual(compiled, [], "nothing native comes along");

  const expectations = [
    ["node_modules/.bin/mailbox-export-detector --version", /^\d+\.\d+\.\d+\n$/],
    ["npx mailbox-export-detector scan events.ndjson", /critical Exchange mailbox export/],
    ["sed -n 3p events.ndjson | node_modules/.bin/mailbox-export-detector explain", /Get-Help/],
    ["node_modules/.bin/mailbox-export-detector rule | head -n 7", /configuration: none/],
    ["head -n 1 events.ndjson | node_modules/.bin/mailbox-export-detector stream | cut -c 1-80", /^\{"ProviderName"/],
    [`node -p 'require("mailbox-export-detector").loadDetector().read("Get-Date").verdict'`, /^none\n$/],
    [`node -p 'fs.statSync(require.resolve("mailbox-export-detector/fluent-bit.wasm")).size > 1000'`, /^true\n$/],
  ];
  for (const [line, expected] of expectations) {
    const { status, stdout, stderr } = type(line);
    assert.equal(status, 0, `${line}\n${stderr}`);
    assert.match(stdout, expected, line);
  }
  writeFileSync("build/first-use.txt", transcript);
});
