/**
 * The contract of the processors of Bento and Redpanda Connect, through an emulation of their runtime: what a clean message, a finding,
 * a status record and a memory that is full come to.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { BYSTANDERS, bytesOf, CLEAN, FIRING, STATUS, scriptBlock } from "./emulation/events.js";
import { withLimit } from "./emulation/memory-limit.js";
import { countersOf, moduleOf, pagesOf } from "./emulation/modules.js";
import { Wazero } from "./emulation/wazero.js";

for (const product of ["bento", "redpanda-connect"]) {
  test(`${product}: no setter is called for a clean message`, () => {
    const host = new Wazero(product);
    for (const text of BYSTANDERS) {
      const message = host.process(bytesOf(text));
      assert.deepEqual({ ...message, bytes: Buffer.from(message.bytes).toString() }, { bytes: text, meta: {}, touched: false });
    }
  });

  test(`${product}: a finding sets the body, and metadata that routes without parsing`, () => {
    const message = new Wazero(product).process(bytesOf(FIRING));
    const finding = JSON.parse(Buffer.from(message.bytes)).mailbox_export_finding;
    assert.deepEqual(message.meta, { mailbox_export_verdict: finding.verdict, mailbox_export_severity: finding.severity });
    assert.equal(finding.verdict, "match");
  });

  test(`${product}: the status record sets the body and no metadata`, () => {
    const message = new Wazero(product).process(bytesOf(STATUS));
    assert.equal(JSON.parse(Buffer.from(message.bytes)).mailbox_export_detector, "status");
    assert.deepEqual(message.meta, {});
  });

  test(`${product}: a message of 5 MB passes, and memory stays where it is`, () => {
    const host = new Wazero(product);
    const large = bytesOf(scriptBlock(`<# ${"x".repeat(5 << 20)} #> Get-Date`));
    assert.equal(host.process(large).touched, false);
    const pages = pagesOf(host.exports);
    for (let round = 0; round < 20; round++) {
      for (const record of [large, bytesOf(FIRING), bytesOf(CLEAN)]) host.process(record);
    }
    assert.equal(pagesOf(host.exports), pages);
  });

  test(`${product}: a message that the memory cannot hold is flagged and goes on; the next one is read`, () => {
    const wasm = readFileSync(new URL(`../../build/${product}.wasm`, import.meta.url));
    const host = new Wazero(product, { module: withLimit(wasm, 8) });
    const large = bytesOf(scriptBlock("x".repeat(8 << 20)));
    const message = host.process(large);
    assert.match(message.error, /in-bound memory/);
    assert.ok(large.equals(Buffer.from(message.bytes)));
    assert.equal(message.failedBatch, undefined);
    assert.equal(host.process(bytesOf(FIRING)).meta.mailbox_export_verdict, "match");
  });

  test(`${product}: calls in the wrong order do no harm`, () => {
    const host = new Wazero(product);
    host.exports.free(0);
    host.exports.free(12345);
    const block = host.exports.malloc(64) >>> 0;
    host.exports.free(block);
    host.exports.free(block);
    // A message that was deleted before: the import answers 0.
    host.message = null;
    host.function();
    assert.equal(countersOf(host.exports).events, 0);
    assert.equal(host.process(bytesOf(FIRING)).meta.mailbox_export_verdict, "match");
  });

  test(`${product}: asks for nothing but the host's own functions`, () => {
    const names = WebAssembly.Module.imports(moduleOf(product)).map((entry) => `${entry.module}.${entry.name}`);
    const host = product === "bento" ? "bento_wasm" : "benthos_wasm";
    assert.deepEqual(
      names.sort(),
      ["v0_msg_as_bytes", "v0_msg_set_bytes", "v0_msg_set_meta"].map((name) => `${host}.${name}`),
    );
  });
}

test("a misspelt function name is the host's error, not ours", () => {
  assert.throws(() => new Wazero("bento", { functionName: "proces" }).function(), TypeError);
});
