/** The configuration: what is accepted, and how a mistake is told. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BEHAVIOURS, compileConfig, expiry, findMistakes } from "../../build/host/config.js";
import { readConfig } from "../../build/host/config-file.js";
import { decodeConfig } from "../../build/host/config-payload.js";
import { moduleBytes } from "../../build/host/modules.js";
import { WasmFile } from "../../build/host/wasm-file.js";
import { identify } from "../../build/host/wasm-identity.js";

const folder = mkdtempSync(join(tmpdir(), "config-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} text */
function fromFile(text) {
  const file = join(folder, "detector.yaml");
  writeFileSync(file, text);
  return readConfig(file);
}

test("every mistake is a config_invalid error with the line it stands on and a hint", () => {
  const cases = [
    ["exceptoins: []", 1, /unknown key exceptoins/, /exceptions/],
    ["\nexceptions:\n  - hots: EX01\n    reason: r", 3, /unknown key hots/, /host/],
    ["exceptions:\n  - host: EX01", 2, /needs a reason/, /why/i],
    ["exceptions:\n  - reason: r", 2, /without a condition/, /host/],
    ["exceptions:\n  - host: '*'\n    reason: r", 2, /fits everything/, /Narrow/],
    ["exceptions:\n  - path: C:\\x.ps1\n    reason: r", 2, /attacker chooses/, /destination/],
    ["exceptions:\n  - host: a\n    reason: r\n    until: 2027-02-30", 4, /not a date/, /2027-03-31/],
    ["exceptions:\n  - host: a\n    reason: r\n    until: 31.03.2027", 4, /not a date/, /zone/],
    ["omit: [mailbocks]", 1, /mailbocks is not known/, /mailbox/],
    ["omit: mailbox", 1, /is a list/, /omit:/],
    ["behaviours: []", 1, /no rule would be on/, /default/],
    ["observe: [cmdlet_log]", 1, /cmdlet_log is not known/, /cmdlet-log/],
    ["observe: process", 1, /is a list/, /observe: \[script-block, cmdlet-log/],
    ["observe: []", 1, /no event would be read/, /all/],
    ['field: "a\\"b"', 1, /not a name/, /quotes/],
    ["exceptions:\n  - host: [a", 2, /not YAML/, /quotes/],
  ];
  for (const [text, line, message, hint] of cases) {
    assert.throws(
      () => fromFile(text),
      (error) => {
        assert.equal(error.name, "DetectorError", text);
        assert.equal(error.code, "config_invalid", text);
        assert.equal(error.line, line, `${text}\n${error.message}`);
        assert.match(error.message, message);
        assert.match(error.hint, hint);
        return true;
      },
    );
  }
});

test("a date without a time holds to the end of that day in UTC, a moment needs its zone", () => {
  assert.equal(expiry("2027-03-31"), Date.parse("2027-03-31T23:59:59.999Z"));
  assert.equal(expiry("2027-03-31T18:00:00+02:00"), Date.parse("2027-03-31T16:00:00Z"));
  assert.equal(expiry("2027-03-31T18:00:00"), undefined);
  assert.equal(expiry("tomorrow"), undefined);
});

test("the payload follows the layout that the core reads", () => {
  const payload = compileConfig({
    field: "x",
    omit: ["mailbox", "file_path"],
    behaviours: ["mailbox-export-to-share"],
    exceptions: [{ host: "A", reason: "r", until: "1970-01-01T00:00:01Z" }],
  });
  const exception = [
    0xe8,
    3,
    0,
    0,
    0,
    0,
    0,
    0,
    16,
    0,
    1,
    0,
    65,
    20,
    0,
    1,
    0,
    114,
    21,
    0,
    20,
    0,
    ...Buffer.from("1970-01-01T00:00:01Z"),
  ];
  assert.deepEqual(
    [...payload],
    [
      1,
      0,
      1,
      0,
      120,
      2,
      0,
      1,
      0,
      3,
      3,
      0,
      23,
      0,
      ...Buffer.from("mailbox-export-to-share"),
      4,
      0,
      exception.length,
      0,
      ...exception,
    ],
  );
});

test("kinds of event are a set of bits by their numbers, and come back by name", () => {
  const observe = ["audit", "script-block", "process"];
  const payload = compileConfig({ observe });
  assert.deepEqual([...payload], [5, 0, 1, 0, 0b11001]);
  assert.deepEqual(decodeConfig(payload), { observe: ["script-block", "process", "audit"] });
});

test("an empty configuration is no configuration", () => {
  assert.equal(compileConfig({}).length, 0);
  assert.equal(compileConfig(fromFile("# only a comment\n")).length, 0);
});

test("a configuration that no module could hold is refused instead of cut", () => {
  const exceptions = Array.from({ length: 200 }, (_, index) => ({ host: `h${index}${"x".repeat(900)}`, reason: "r" }));
  assert.throws(() => compileConfig({ exceptions }), { code: "config_invalid", message: /more than a module holds/ });
});

test("anything at all is either a configuration or a list of mistakes, never an exception", () => {
  for (const value of [
    null,
    1,
    "x",
    [],
    [[]],
    { exceptions: 3 },
    { exceptions: [null] },
    { omit: {} },
    { field: 7 },
    { behaviours: [3] },
  ]) {
    assert.ok(findMistakes(value).length > 0, JSON.stringify(value));
  }
});

test("the behaviours that a configuration may name are those of the modules", () => {
  const rules = identify(WasmFile.parse(moduleBytes("node"))).rules;
  assert.deepEqual(rules.map(({ id }) => id).sort(), [...BEHAVIOURS].sort());
});
