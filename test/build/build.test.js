/**
 * What the build writes: the same bytes from the same sources, the rules' metadata and the settings in every module, and hashes that
 * are those of the files. A module that cannot be told apart, configured or verified fails here.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { withCustomSection, withDataSegment } from "../../scripts/build/sections.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (name) => readFileSync(join(ROOT, "build", name));

test("the same sources give the same bytes in another folder", () => {
  const out = mkdtempSync(join(tmpdir(), "build-"));
  execFileSync(process.execPath, ["scripts/build.mjs", "--out", out, "fluent-bit"], { cwd: ROOT, stdio: "ignore" });
  assert.ok(readFileSync(join(out, "fluent-bit.wasm")).equals(read("fluent-bit.wasm")));
});

test("every module carries the rules' metadata, the ABI and an empty settings region", () => {
  for (const name of readdirSync(join(ROOT, "build")).filter((file) => file.endsWith(".wasm"))) {
    const module = new WebAssembly.Module(read(name));
    const [section] = WebAssembly.Module.customSections(module, "mailbox_export_detector.rule");
    const rules = JSON.parse(inflateSync(section).toString());
    assert.equal(rules[0].id, "mailbox-export-to-share", name);
    const stubs = {};
    for (const { module: from, name: what } of WebAssembly.Module.imports(module)) {
      stubs[from] ??= {};
      stubs[from][what] = () => 0;
    }
    const { abi_version, settings, memory } = new WebAssembly.Instance(module, stubs).exports;
    assert.equal(abi_version.value >>> 16, 1, name);
    assert.deepEqual([...new Uint32Array(memory.buffer, settings.value, 3)], [0x5344454d, 1, 0], name);
  }
});

test("SHA256SUMS names every shipped module with its hash", async () => {
  const { createHash } = await import("node:crypto");
  const lines = read("SHA256SUMS").toString().trim().split("\n");
  assert.deepEqual(
    lines.map((line) => line.split("  ")[1]),
    readdirSync(join(ROOT, "build"))
      .filter((file) => file.endsWith(".wasm"))
      .sort(),
  );
  for (const line of lines) {
    const [hash, file] = line.split("  ");
    assert.equal(createHash("sha256").update(read(file)).digest("hex"), hash);
  }
});

test("the library carries node.wasm itself", async () => {
  const { NODE_WASM_BASE64 } = await import("../../build/host/embedded.js");
  assert.ok(Buffer.from(NODE_WASM_BASE64, "base64").equals(read("node.wasm")));
});

test("the twin counts one step a function entry and a loop iteration", () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(read("test/node.steps.wasm")));
  const steps = (bytes) => {
    const address = exports.reserve(bytes);
    new Uint8Array(exports.memory.buffer, address, bytes).fill(120);
    const before = exports.steps.value;
    exports.scan(address, bytes, 1);
    return Number(exports.steps.value - before);
  };
  steps(100);
  const [short, long] = [steps(1000), steps(5000)];
  assert.ok(short > 10 && long > 3 * short && long < 6 * short, `${short} and ${long}`);
});

test("a data segment and a custom section are added without touching the rest", () => {
  const bytes = read("node.wasm");
  const place = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.settings.value + 1000;
  const edited = withCustomSection(withDataSegment(bytes, place, Buffer.from("over")), "note", Buffer.from("text"));
  const module = new WebAssembly.Module(edited);
  assert.equal(Buffer.from(WebAssembly.Module.customSections(module, "note")[0]).toString(), "text");
  const { memory } = new WebAssembly.Instance(module).exports;
  assert.equal(Buffer.from(memory.buffer, place, 4).toString(), "over");
});
