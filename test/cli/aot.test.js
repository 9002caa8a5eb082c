/** Modules compiled ahead of time: `doctor` tells those that Fluent Bit would refuse or that are not what their owner thinks, and `rule` reads them. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { AotFile } from "../../build/host/aot-file.js";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { moduleBytes } from "../../build/host/modules.js";
import { statusOf } from "../../build/host/status.js";
import { compiled } from "./aot.js";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "aot-"));
after(() => rmSync(folder, { recursive: true }));
const MODULE = moduleBytes("fluent-bit");
const BAKED = bake(MODULE, compileConfig({ field: "finding" }));
let files = 0;

/** What `doctor` says of a folder with that compiled file and, if given, the module that it is said to come from. */
function problems(aot, module) {
  const place = join(folder, `${++files}`);
  mkdirSync(place);
  const path = join(place, "fluent-bit.aot");
  if (module) writeFileSync(join(place, "fluent-bit.wasm"), module);
  writeFileSync(path, aot);
  const configuration = join(place, "fluent-bit.conf");
  writeFileSync(
    configuration,
    `[INPUT]\n    Name winevtlog\n    Tag ps\n[FILTER]\n    Name wasm\n    Match ps\n    WASM_Path ${path}\n    Function_Name detect\n`,
  );
  const { stdout } = run(["doctor", configuration, "--json", "--fluent-bit", "/nonexistent"]);
  const found = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  for (const problem of found) assert.equal(problem.line, 7);
  return { found, path, place };
}

test("a compiled module of this version and machine has no problem, alone and beside its module, plain and baked", () => {
  assert.deepEqual(problems(compiled(MODULE)).found, []);
  assert.deepEqual(problems(compiled(MODULE), MODULE).found, []);
  assert.deepEqual(problems(compiled(BAKED), BAKED).found, []);
});

for (const [what, aot, module, level, message] of [
  ["another format", compiled(MODULE, { format: 6 }), undefined, "error", /format 6; Fluent Bit loads format 5/],
  ["another machine", compiled(MODULE, { architecture: "mips" }), undefined, "error", /compiled for mips/],
  ["a cut file", compiled(MODULE).subarray(0, 900), undefined, "error", /cut or damaged/],
  ["no custom sections", compiled(MODULE, { keep: [] }), undefined, "warning", /without its custom sections/],
  ["a configuration baked after compiling", compiled(MODULE), BAKED, "error", /baked before compiling/],
  ["a configuration taken out after compiling", compiled(BAKED), MODULE, "error", /baked before compiling/],
]) {
  test(`doctor tells ${what}`, () => {
    const { found } = problems(aot, module);
    assert.equal(found.length, 1, JSON.stringify(found));
    assert.equal(found[0].level, level);
    assert.match(found[0].message, message);
  });
}

test("doctor tells a file that is older than its module", () => {
  const { path, place } = problems(compiled(MODULE), MODULE);
  utimesSync(path, 1, 1);
  const { stdout } = run(["doctor", join(place, "fluent-bit.conf"), "--json", "--fluent-bit", "/nonexistent"]);
  assert.match(JSON.parse(stdout).message, /older than/);
});

test("doctor tells another version's module", () => {
  const other = Buffer.from(compiled(MODULE));
  const at = other.lastIndexOf('"version":"1.');
  other[at + 11] = 0x39;
  const { found } = problems(other);
  assert.match(found[0]?.message ?? "", /another version/);
});

test("rule reads version, ABI, machine and the configuration's hash from a compiled module", () => {
  const path = join(folder, "baked.aot");
  writeFileSync(path, compiled(BAKED));
  const { status, stdout } = run(["rule", path, "--json"]);
  assert.equal(status, 0);
  const { module, rules } = JSON.parse(stdout);
  const asked = statusOf(BAKED).status;
  assert.equal(module.version, asked.detector.version);
  assert.equal(module.abi, asked.abi);
  assert.equal(module.configuration, asked.configuration);
  assert.equal(module.host, "fluent-bit");
  assert.ok(rules.length > 0);
});

test("rule says how to compile a module whose sections were dropped", () => {
  const path = join(folder, "bare.aot");
  writeFileSync(path, compiled(MODULE, { keep: [] }));
  const { status, stderr } = run(["rule", path]);
  assert.equal(status, 2);
  assert.match(stderr, /--emit-custom-sections/);
});

test("a file cut anywhere is an error or read as far as its whole sections go, never something else", () => {
  const whole = compiled(MODULE);
  for (let length = 0; length < whole.length; length += 997) {
    try {
      AotFile.parse(whole.subarray(0, length)).payload();
    } catch (error) {
      assert.equal(error.code, "module_invalid");
    }
  }
});
