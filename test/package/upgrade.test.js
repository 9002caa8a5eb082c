/** Upgrades: a consumer that was written for the first schema reads today's finding, and an older host refuses a newer ABI. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ABI_MAJOR } from "../../build/assembly/contract.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { checkAbi } from "../../build/host/wasm-identity.js";
import { EXPORT, event } from "../cli/run.js";

/** The consumer of the first release: it knows these members and types, and passes over everything else. */
const FIRST = {
  schema: "number",
  id: "string",
  group: "string",
  "detector.version": "string",
  "rule.id": "string",
  "rule.uuid": "string",
  "rule.name": "string",
  "rule.version": "string",
  "rule.reference": "string",
  verdict: "string",
  severity: "string",
  literal: "boolean",
  "threat.framework": "string",
  "threat.tactic.id.0": "string",
  "threat.technique.id.0": "string",
  "threat.technique.subtechnique.id.0": "string",
  "host.name": "string",
  "user.id": "string",
  "calls.0.rule": "string",
  "calls.0.severity": "string",
  "calls.0.name": "string",
  "calls.0.written_as": "string",
  "calls.0.mailbox": "string",
  "calls.0.file_path": "string",
  "calls.0.destination": "string",
  "calls.0.span.0": "number",
  "calls.0.span.1": "number",
  "calls.0.reasons.0": "string",
  calls_total: "number",
  "script_block.id": "string",
  "script_block.part": "number",
  "script_block.parts": "number",
};

test("a consumer of schema 1 finds every member that it knows, with its type", () => {
  const finding = loadDetector().inspect(event(EXPORT.replace(" -Mailbox", " -Mail"), { UserID: "S-1-5-21-1-2-3-500" }));
  assert.equal(finding.schema, 1);
  for (const [path, type] of Object.entries(FIRST)) {
    const value = path.split(".").reduce((at, key) => at?.[key], finding);
    assert.equal(typeof value, type, path);
  }
  assert.ok(["match", "partial"].includes(finding.verdict));
  assert.ok(["informational", "low", "medium", "high", "critical"].includes(finding.severity));
  assert.ok(["loopback", "share", "local", "unknown"].includes(finding.calls[0].destination));
});

test("a module of another major ABI is refused, of another minor it is not", () => {
  assert.throws(() => checkAbi({ abi: { major: ABI_MAJOR + 1, minor: 0 } }), {
    code: "module_incompatible",
    hint: /one version/,
  });
  assert.doesNotThrow(() => checkAbi({ abi: { major: ABI_MAJOR, minor: 7 } }));
  const bytes = Buffer.from(moduleBytes("node"));
  assert.doesNotThrow(() => loadDetector({ wasm: bytes }));
});
