/** Reading and rewriting WebAssembly binaries, and `bake` on top of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { bake } from "../../build/host/bake.js";
import { compileConfig } from "../../build/host/config.js";
import { MODULES, moduleBytes } from "../../build/host/modules.js";
import { statusOf } from "../../build/host/status.js";
import { WasmFile } from "../../build/host/wasm-file.js";
import { identify, RULE_SECTION, readRules } from "../../build/host/wasm-identity.js";

const PAYLOAD = compileConfig({ exceptions: [{ host: "EX01*", reason: "nightly archive" }] });

test("a module that is taken apart and put together again keeps every byte", () => {
  for (const name of MODULES) {
    const bytes = moduleBytes(name);
    assert.equal(Buffer.compare(WasmFile.parse(bytes).serialize(), bytes), 0, name);
  }
});

test("a baked configuration is read back from the binary, and the module itself reports it by its hash", () => {
  for (const name of MODULES) {
    const bytes = moduleBytes(name);
    const baked = bake(bytes, PAYLOAD);
    assert.deepEqual(identify(WasmFile.parse(baked)).payload, PAYLOAD, name);
    assert.equal(statusOf(bytes).status.configuration, undefined, name);
    assert.match(statusOf(baked).status.configuration, /^[0-9a-f]{32}$/, name);
    assert.equal(statusOf(baked).host, name === "plain" ? "node" : name);
  }
});

test("baking again replaces the configuration, and baking none gives the module back", () => {
  const bytes = moduleBytes("fluent-bit");
  const once = bake(bytes, PAYLOAD);
  assert.equal(Buffer.compare(bake(bake(bytes, compileConfig({ field: "other" })), PAYLOAD), once), 0);
  assert.equal(Buffer.compare(bake(once, new Uint8Array()), bytes), 0);
});

test("a module that is cut anywhere is refused with module_invalid, and nothing else is thrown", () => {
  const bytes = moduleBytes("wasi");
  for (let length = 0; length < bytes.length; length += 1 + Math.floor(length / 7)) {
    try {
      identify(WasmFile.parse(bytes.subarray(0, length)));
    } catch (error) {
      assert.ok(["module_invalid", "module_incompatible"].includes(error.code), `${length}: ${error.stack}`);
    }
  }
});

test("other people's modules are told apart", () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  assert.throws(() => bake(empty, PAYLOAD), { code: "module_incompatible" });
  assert.throws(() => bake(Buffer.from("MZ not wasm at all"), PAYLOAD), { code: "module_invalid" });
});

test("rule metadata is read deflated, as the modules have it, and plain, as older ones have it", () => {
  for (const name of MODULES) {
    const file = WasmFile.parse(moduleBytes(name));
    const { rules } = identify(file);
    assert.ok(Array.isArray(rules) && rules.length > 0, name);
    assert.deepEqual(readRules(Buffer.from(JSON.stringify(rules))), rules, name);
    assert.ok(file.customSection(RULE_SECTION).length < JSON.stringify(rules).length / 2, name);
  }
});

test("rule metadata that is damaged, cut or too long is refused", () => {
  const section = WasmFile.parse(moduleBytes("node")).customSection(RULE_SECTION);
  const damaged = Uint8Array.from(section, (byte, index) => (index === section.length - 1 ? byte ^ 1 : byte));
  const long = deflateSync(JSON.stringify(" ".repeat(1 << 20)));
  for (const bytes of [new Uint8Array(), section.subarray(0, 9), damaged, long, Buffer.from("[")]) {
    assert.throws(() => readRules(bytes), { code: "module_invalid" });
  }
});
