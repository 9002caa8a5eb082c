/** `rule`: what an analyst and a SIEM are told, read from the module. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv";
import { parse, parseAllDocuments } from "yaml";
import { modulePath } from "../../build/host/modules.js";
import { run } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "rule-"));
after(() => rmSync(folder, { recursive: true }));

/** What the specification of Sigma rules, version 2.0, asks of a rule. */
const SIGMA = {
  type: "object",
  required: ["title", "logsource", "detection"],
  properties: {
    title: { type: "string", maxLength: 256 },
    id: { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$" },
    status: { enum: ["stable", "test", "experimental", "deprecated", "unsupported"] },
    description: { type: "string", maxLength: 65535 },
    references: { type: "array", uniqueItems: true, items: { type: "string" } },
    author: { type: "string" },
    tags: { type: "array", uniqueItems: true, items: { type: "string", pattern: "^[a-z0-9_-]+\\.[a-z0-9._-]+$" } },
    logsource: {
      type: "object",
      minProperties: 1,
      additionalProperties: false,
      properties: {
        product: { type: "string" },
        category: { type: "string" },
        service: { type: "string" },
        definition: { type: "string" },
      },
    },
    detection: {
      type: "object",
      required: ["condition"],
      properties: { condition: { type: ["string", "array"] } },
      minProperties: 2,
    },
    falsepositives: { type: "array", uniqueItems: true, items: { type: "string", minLength: 2 } },
    level: { enum: ["informational", "low", "medium", "high", "critical"] },
  },
  additionalProperties: false,
};

test("YAML and JSON say the same: identity, severity, ATT&CK, false positives, triage, log source", () => {
  const fromYaml = parse(run(["rule"]).stdout);
  assert.deepEqual(fromYaml, JSON.parse(run(["rule", "--json"]).stdout));
  assert.deepEqual(Object.keys(fromYaml.module), ["host", "version", "abi", "sha256", "configuration"]);
  assert.equal(fromYaml.module.configuration, "none");
  for (const rule of fromYaml.rules) {
    for (const member of [
      "id",
      "uuid",
      "name",
      "version",
      "description",
      "severity",
      "threat",
      "false_positives",
      "triage",
      "log_source",
    ]) {
      assert.ok(rule[member], `${rule.id} has no ${member}`);
    }
    assert.match(rule.threat.notice, /MITRE/);
    assert.match(rule.threat.version, /^\d+$/);
    assert.match(JSON.stringify(rule.log_source), rule.log_source.service === "sysmon" ? /Sysmon/ : /EnableScriptBlockLogging/);
  }
  const [main] = fromYaml.rules.filter(({ id }) => id === "mailbox-export-to-share");
  assert.deepEqual(main.published.threat, { tactic: "TA0006", technique: "T1078" });
});

test("the questions name the host that is asked about", () => {
  const { rules } = JSON.parse(run(["rule", "--json", "--host", "EX07"]).stdout);
  assert.ok(rules[0].triage.some((question) => question.includes("EX07")));
  assert.ok(!JSON.stringify(rules).includes("{host}"));
});

test("a baked configuration shows by its hash, and the same configuration gives the same", () => {
  const config = join(folder, "detector.yaml");
  writeFileSync(config, "omit: [mailbox]\n");
  const hashes = ["fluent-bit", "wasi"].map((name) => {
    const out = join(folder, `${name}.wasm`);
    const { status, stdout, stderr } = run(["bake", "--config", config, "--module", modulePath(name), "--out", out]);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "");
    const { module } = JSON.parse(run(["rule", "--json", out]).stdout);
    assert.equal(module.host, name);
    return module.configuration;
  });
  assert.match(hashes[0], /^[0-9a-f]{32}$/);
  assert.equal(hashes[0], hashes[1]);
});

test("--sigma gives valid Sigma rules of the published search", () => {
  const documents = parseAllDocuments(run(["rule", "--sigma"]).stdout).map((document) => document.toJS());
  assert.ok(documents.length >= 1);
  const valid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SIGMA);
  for (const document of documents) assert.ok(valid(document), JSON.stringify(valid.errors));
  assert.deepEqual(documents[0].detection.selection["ScriptBlockText|contains|all"], [
    "New-MailboxExportRequest",
    "-Mailbox",
    "-FilePath",
  ]);
  assert.deepEqual(
    documents.map(({ logsource: { category, service } }) => category ?? service),
    ["ps_script", "msexchange-management", "ps_module", "process_creation"],
  );
  assert.equal(new Set(documents.map(({ id }) => id)).size, documents.length);
  assert.deepEqual(documents[2].detection.selection["Payload|contains|all"], [
    "(New-MailboxExportRequest)",
    "Mailbox",
    "FilePath",
  ]);
});

test("what is no module of ours is refused with exit 2", () => {
  const other = join(folder, "other.wasm");
  writeFileSync(other, "not wasm");
  for (const path of [other, join(folder, "nowhere.wasm")]) {
    const { status, stderr } = run(["rule", path]);
    assert.equal(status, 2);
    assert.match(stderr, /hint:/);
  }
});
