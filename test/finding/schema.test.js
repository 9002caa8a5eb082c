/** What is published as JSON Schema is what comes out, on everything the repository holds. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { loadDetector } from "../../build/host/index.js";
import { line } from "./events.js";

const load = (name) => JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false });
const isFinding = ajv.compile(load("finding.schema.json"));
const isReading = ajv.compile(load("reading.schema.json"));

const corpus = ["forms.jsonl", "compositions.jsonl"].flatMap((name) =>
  readFileSync(new URL(`../fixtures/corpus/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => JSON.parse(text)),
);

test("every finding of the corpus validates, and names nothing twice", () => {
  const detector = loadDetector({ config: { behaviours: ["mailbox-export-to-share", "mailbox-export-cleanup"] } });
  let findings = 0;
  for (const { id, script } of corpus) {
    const finding = detector.inspect(line(script, { id }));
    if (finding === null) continue;
    findings++;
    assert.ok(isFinding(finding), `${id}: ${ajv.errorsText(isFinding.errors)}\n${JSON.stringify(finding)}`);
  }
  assert.ok(findings > corpus.length / 2, `only ${findings} findings`);
});

test("every reading of the corpus validates and says what the finding says", () => {
  const detector = loadDetector();
  for (const { id, script, part } of corpus) {
    const reading = detector.read(script);
    assert.ok(isReading(reading), `${id}: ${ajv.errorsText(isReading.errors)}\n${JSON.stringify(reading)}`);
    if (part !== undefined) continue;
    const finding = detector.inspect(line(script, { id }));
    assert.equal(finding?.verdict ?? "none", reading.verdict, id);
    assert.equal(finding?.severity, [...reading.calls].sort((a, b) => rank(b) - rank(a))[0]?.severity, id);
  }
});

const rank = ({ severity }) => ["informational", "low", "medium", "high", "critical"].indexOf(severity);
