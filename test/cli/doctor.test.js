/** `doctor`: each way in which a Fluent Bit configuration can lose, corrupt or waste records, with its line and its fix. */
import assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { moduleBytes, modulePath } from "../../build/host/modules.js";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
after(() => rmSync(folder, { recursive: true }));
const MODULE = modulePath("fluent-bit");

/** The problems of a configuration, most of them in a file of that name. */
function problems(name, text, release = "5.1.1") {
  const file = join(folder, name);
  writeFileSync(file, text);
  const program = join(folder, `fluent-bit-${release}`);
  writeFileSync(program, `#!/bin/sh\necho "Fluent Bit v${release}"\n`);
  chmodSync(program, 0o755);
  const { status, stdout, stderr } = run(["doctor", file, "--json", "--fluent-bit", program]);
  const found = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  assert.equal(status, found.length > 0 ? 1 : 0, stderr);
  for (const problem of found) assert.ok(problem.message && problem.fix && problem.line >= 1, JSON.stringify(problem));
  return found;
}

const classic = (filter) => `[SERVICE]
    Flush 1

[INPUT]
    Name winevtlog
    Channels Microsoft-Windows-PowerShell/Operational
    Tag ps

[FILTER]
    Name wasm
    Match ps
${filter}
`;
const GOOD = `    WASM_Path ${MODULE}\n    Function_Name detect`;

test("a right configuration has no problem, in both formats", () => {
  assert.deepEqual(problems("good.conf", classic(GOOD)), []);
  assert.deepEqual(
    problems(
      "good.yaml",
      `pipeline:
  inputs:
    - name: winevtlog
      tag: ps
      processors:
        logs:
          - name: wasm
            wasm_path: ${MODULE}
            function_name: detect
            condition:
              op: and
              rules:
                - field: $EventID
                  op: eq
                  value: "4104"
      routes:
        logs:
          - name: found
            condition:
              rules:
                - field: $mailbox_export_finding['severity']
                  op: eq
                  value: high
            to:
              outputs: [alerts]
`,
    ),
    [],
  );
});

for (const [what, filter, line, message, fix] of [
  [
    "a misspelt function drops every record",
    `    WASM_Path ${MODULE}\n    Function_Name detekt`,
    13,
    /no function detekt.*drop every record/,
    /detect/,
  ],
  ["no function_name", `    WASM_Path ${MODULE}`, 9, /no function_name/, /detect/],
  ["no wasm_path", "    Function_Name detect", 9, /no wasm_path/, /absolute path/],
  ["msgpack", `${GOOD}\n    Event_Format msgpack`, 14, /msgpack loses records/, /json/],
  ["an unknown format", `${GOOD}\n    Event_Format xml`, 14, /xml is unknown/, /json/],
  ["a missing module", "    WASM_Path /nowhere/fluent-bit.wasm\n    Function_Name detect", 12, /does not exist/, /absolute path/],
  ["a small stack", `${GOOD}\n    Wasm_Stack_Size 4k`, 14, /wasm_stack_size 4k is below/, /Leave the line out/],
  ["a small heap", `${GOOD}\n    Wasm_Heap_Size 1024`, 14, /wasm_heap_size 1024 is below/, /Leave the line out/],
  [
    "another host's module",
    `    WASM_Path ${modulePath("wasi")}\n    Function_Name detect`,
    13,
    /another host/,
    /fluent-bit\.wasm/,
  ],
]) {
  test(`is told with its line: ${what}`, () => {
    const found = problems("case.conf", classic(filter));
    const problem = found.find((one) => message.test(one.message));
    assert.ok(problem, JSON.stringify(found));
    assert.equal(problem.line, line);
    assert.match(problem.fix, fix);
  });
}

test("is told: a filter over every record", () => {
  const [problem] = problems("all.conf", classic(GOOD).replace("Match ps", "Match *"));
  assert.equal(problem.line, 11);
  assert.match(problem.message, /sees every record/);
});

test("is told: a release before 4.2.0", () => {
  const [problem] = problems("old.conf", classic(GOOD), "4.1.2");
  assert.match(problem.message, /4\.1\.2/);
  assert.match(problem.fix, /4\.2\.0/);
});

test("is told: routes that read the field before the filter adds it", () => {
  const [problem] = problems(
    "routes.yaml",
    `pipeline:
  inputs:
    - name: winevtlog
      tag: ps
      routes:
        logs:
          - name: found
            condition:
              rules:
                - field: $mailbox_export_finding['severity']
                  op: eq
                  value: high
  filters:
    - name: wasm
      match: ps
      wasm_path: ${MODULE}
      function_name: detect
`,
  );
  assert.equal(problem.line, 10);
  assert.match(problem.message, /after routes were taken/);
});

test("is told: a module of another build; a baked one is not", () => {
  const baked = join(folder, "fluent-bit.wasm");
  writeFileSync(baked, bake(moduleBytes("fluent-bit"), compileConfig({ field: "found" })));
  assert.deepEqual(problems("baked.conf", classic(`    WASM_Path ${baked}\n    Function_Name detect`)), []);

  const changed = Buffer.from(moduleBytes("fluent-bit"));
  changed[changed.length >> 1] ^= 1;
  const other = join(folder, "mailbox-other.wasm");
  writeFileSync(other, changed);
  const [problem] = problems("other.conf", classic(`    WASM_Path ${other}\n    Function_Name detect`));
  assert.match(problem.message, /not the one of this version/);
});

test("is told: a cut module, and a configuration that loads none", () => {
  const cut = join(folder, "mailbox-cut.wasm");
  writeFileSync(cut, moduleBytes("fluent-bit").subarray(0, 5000));
  assert.match(problems("cut.conf", classic(`    WASM_Path ${cut}\n    Function_Name detect`))[0].message, /cut/);
  assert.match(problems("none.conf", "[INPUT]\n    Name cpu\n")[0].message, /No wasm filter/);
});

test("other people's wasm filters are left alone", () => {
  const other = join(folder, "other.wasm");
  writeFileSync(other, Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const found = problems(
    "two.conf",
    `${classic(GOOD)}[FILTER]\n    Name wasm\n    Match *\n    WASM_Path ${other}\n    Function_Name other\n`,
  );
  assert.deepEqual(found, []);
});

test("includes and variables are followed, and a problem names the file it is in", () => {
  copyFileSync(MODULE, join(folder, "included-mailbox.wasm"));
  writeFileSync(
    join(folder, "part.conf"),
    `[FILTER]\n    Name wasm\n    Match ps\n    WASM_Path \${WHERE}/included-mailbox.wasm\n    Function_Name detct\n`,
  );
  const [problem, ...others] = problems("main.conf", `@SET WHERE=${folder}\n[INPUT]\n    Name cpu\n@INCLUDE part.conf\n`);
  assert.deepEqual(others, []);
  assert.match(problem.message, /no function detct/);
  assert.equal(problem.file, join(folder, "part.conf"));
  assert.equal(problem.line, 5);
});

test("a configuration that cannot be read is an input error with a hint", () => {
  const { status, stderr } = run(["doctor", join(folder, "nowhere.yaml")]);
  assert.equal(status, 2);
  assert.match(stderr, /error: Cannot read .*nowhere\.yaml/);
  assert.match(stderr, /hint:/);
  writeFileSync(join(folder, "broken.yaml"), "pipeline: [\n");
  assert.equal(run(["doctor", join(folder, "broken.yaml")]).status, 2);
});
