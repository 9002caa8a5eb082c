/** What the README and the pages below docs/ tell people to copy: each snippet is run, as far as a machine without the hosts can. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { readCases } from "../../build/host/check/case.js";
import { compileConfig } from "../../build/host/config.js";
import { modulePath } from "../../build/host/modules.js";
import { CLI, run } from "../cli/run.js";
import { findDaemon, pluginFolder } from "../daemons/daemons.js";

const readme = readFileSync("README.md", "utf8");
const hosts = readFileSync("docs/hosts.md", "utf8");
const folder = mkdtempSync(join(tmpdir(), "readme-"));
after(() => rmSync(folder, { recursive: true }));

/** Code of the first fence of a language in a text. */
function fence(text, language) {
  const [, code] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(text) ?? [];
  assert.ok(code, `no ${language} in ${text.slice(0, 40)}`);
  return code;
}

/** The same after a heading. */
const snippet = (page, heading, language) => fence(page.slice(page.indexOf(`\n${heading}\n`)), language);

for (const [page, language, name] of [
  [readme, "yaml", "fluent-bit.yaml"],
  [hosts, "ini", "fluent-bit.conf"],
  [hosts.slice(hosts.indexOf("For a stream that cannot be parted")), "yaml", "condition.yaml"],
]) {
  test(`doctor has nothing to say about the pages' ${name}`, () => {
    const file = join(folder, name);
    writeFileSync(
      file,
      (page === readme ? snippet(page, "## Fluent Bit", language) : fence(page, language)).replaceAll(
        "/etc/fluent-bit/fluent-bit.wasm",
        modulePath("fluent-bit"),
      ),
    );
    const { status, stdout } = run(["doctor", file, "--fluent-bit", "none-here"]);
    assert.equal(status, 0, stdout);
  });
}

test("the README's program for Node runs and finds", () => {
  const file = join(folder, "use.mjs");
  const code = snippet(readme, "## Node", "js").replace(
    '"mailbox-export-detector"',
    JSON.stringify(new URL("../../build/host/index.js", import.meta.url).href),
  );
  writeFileSync(file, code);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  assert.equal(stdout, "1 high \\\\localhost\\c$\\c.pst\n", stderr);
});

test("the README's configuration is one, and so is the example's", () => {
  for (const text of [snippet(readme, "## Configuration", "yaml"), readFileSync("examples/detector.yaml", "utf8")]) {
    assert.ok(compileConfig(parse(text)).length > 0);
  }
});

test("rsyslogd accepts the page's configuration", {
  skip: findDaemon("rsyslogd") ? false : "rsyslogd is not here (scripts/fetch-daemons.sh fetches it)",
}, () => {
  const daemon = findDaemon("rsyslogd");
  const file = join(folder, "rsyslog.conf");
  const text = snippet(hosts, "## rsyslog", "").replace(/binary="[^"]*cli\.js/, `binary="${process.execPath} ${CLI}`);
  writeFileSync(file, `${text.replace("/var/spool/rsyslog", folder)}\n`);
  const { status, stderr } = spawnSync(daemon.program, ["-N1", "-f", file, "-M", pluginFolder(daemon, "mmexternal.so")], {
    encoding: "utf8",
    env: { ...process.env, ...daemon.env },
  });
  assert.equal(status, 0, stderr);
});

test("syslog-ng accepts the page's configuration", {
  skip: findDaemon("syslog-ng") ? false : "syslog-ng is not here (scripts/fetch-daemons.sh fetches it)",
}, () => {
  const daemon = findDaemon("syslog-ng");
  const file = join(folder, "syslog-ng.conf");
  writeFileSync(file, `${snippet(hosts, "## syslog-ng", "")}\n`);
  const args = ["--syntax-only", "--no-caps", "-f", file, `--module-path=${pluginFolder(daemon, "libafprog.so")}`];
  const { status, stderr } = spawnSync(daemon.program, args, { encoding: "utf8", env: { ...process.env, ...daemon.env } });
  assert.equal(status, 0, stderr);
});

test("Vector's two configurations are YAML that a pipe joins", () => {
  const [source, sink] = [...hosts.slice(hosts.indexOf("## Vector")).matchAll(/```yaml\n([\s\S]*?)\n```/g)].map(([, code]) =>
    parse(code),
  );
  assert.deepEqual([source.sinks.pipe.encoding.codec, sink.sources.annotated.type], ["json", "stdin"]);
});

test("Bento's configuration is YAML that names the module's function", () => {
  const { pipeline } = parse(snippet(hosts, "## Bento and Redpanda Connect", "yaml"));
  const { function: name } = pipeline.processors[0].wasm;
  const module = new WebAssembly.Module(readFileSync(modulePath("bento")));
  assert.ok(WebAssembly.Module.exports(module).some((entry) => entry.name === name && entry.kind === "function"));
});

test("every generated part is there, and the limitations name every known gap", () => {
  for (const [name, page] of [
    ["before-after", "README.md"],
    ["limitations", "README.md"],
    ["modules", "docs/hosts.md"],
    ["shapes", "docs/events.md"],
    ["catches", "docs/accuracy.md"],
    ["techniques", "docs/accuracy.md"],
    ["performance", "docs/performance.md"],
    ["reliability", "docs/reliability.md"],
  ]) {
    const [, body] = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- /${name} -->`).exec(readFileSync(page, "utf8")) ?? [];
    assert.ok(body?.trim(), `${name} is empty: node scripts/pages.mjs writes it`);
  }
  for (const { name, expectation } of readCases("test/fixtures/known-gaps")) {
    assert.ok(expectation.gap, `${name} does not say what is not seen`);
    assert.ok(
      readme.includes(expectation.gap),
      `the README does not name the gap ${name}: run node scripts/pages.mjs limitations`,
    );
  }
});

test("every command and option that the README names exists", () => {
  const commands = [
    ...[readme, hosts]
      .join("\n")
      .matchAll(/mailbox-export-detector (scan|stream|explain|check|rule|bake|doctor|bench|completion)\b([^\n|`]*)/g),
  ];
  assert.ok(commands.length > 5);
  for (const [, command, rest] of commands) {
    const help = run([command, "--help"]).stdout;
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) assert.ok(help.includes(option), `${command} has no ${option}`);
  }
});
