/** What an explanation adds to a reading: values after steps, why a value is not known, what decided the severity; never another verdict. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const load = (name) => JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false, schemas: [load("finding.schema.json")] });
const isReading = ajv.compile(load("reading.schema.json"));
const fixtures = new URL("../fixtures/", import.meta.url);

function* scripts() {
  for (const name of ["forms.jsonl", "compositions.jsonl"]) {
    for (const line of readFileSync(new URL(`corpus/${name}`, fixtures), "utf8").split("\n")) {
      if (line !== "") yield JSON.parse(line).script;
    }
  }
  for (const folder of ["cases", "benign", "known-gaps"]) {
    for (const name of readdirSync(new URL(folder, fixtures), { recursive: true })) {
      if (name.endsWith(".ps1")) yield readFileSync(new URL(`${folder}/${name}`, fixtures), "utf8");
    }
  }
}

const ADDED = ["value", "value_end", "value_length", "value_pattern", "items", "items_total", "text", "unknown", "on", "rated"];
const plain = (reading) => JSON.parse(JSON.stringify(reading, (key, value) => (ADDED.includes(key) ? undefined : value)));

test("an explanation reads every script as read does, validates, and says of every call what decided its severity", () => {
  let steps = 0;
  let valued = 0;
  for (const script of scripts()) {
    const { reading } = detector.explain(script);
    assert.deepEqual(plain(reading), detector.read(script), script);
    assert.ok(isReading(reading), `${script}: ${ajv.errorsText(isReading.errors)}`);
    for (const call of reading.calls) {
      assert.ok(call.rated.line !== undefined || call.rated.lowered.includes("partial"), script);
      for (const step of call.steps ?? []) {
        steps++;
        if (ADDED.some((key) => key in step && key !== "text")) valued++;
      }
    }
  }
  assert.ok(steps > 1000 && valued > steps * 0.9, `${valued} of ${steps} steps have a value`);
});

const callOf = (script) => detector.explain(script).reading.calls[0];
const at = (script, span) => span && script.slice(...span);

test("each step has the value after it", () => {
  const script =
    "$n = 'New-Mailbox' + 'Export' + 'Request'; $p = ('tsp.c'[-1..-5] -join '') -replace '^c', '\\\\h\\s\\c'; & $n -Mailbox ceo -FilePath $p";
  const { steps, file_path } = callOf(script);
  assert.equal(file_path, "\\\\h\\s\\c.pst");
  assert.deepEqual(
    steps.map(({ reason, value }) => [reason, value]).filter(([reason]) => reason !== "element"),
    [
      ["concatenated", "New-MailboxExportRequest"],
      ["call-operator", "New-MailboxExportRequest"],
      ["joined", "c.pst"],
      ["replaced", "\\\\h\\s\\c.pst"],
    ],
  );
});

test("a list that is written to after a step is not shown as the step's value", () => {
  const script =
    "$a = 'tsp.c,x'.Split(','); $a[0] = 'y'; $b = 'm,n'.Split(','); New-MailboxExportRequest ceo -FilePath ('\\\\h\\' + $a[0] + $a[1] + $b[0])";
  const lists = callOf(script)
    .steps.filter(({ reason }) => reason === "split")
    .map(({ span, items }) => [at(script, span), items]);
  assert.ok(lists.length > 1);
  for (const [text, items] of lists) assert.deepEqual(items, text.includes("tsp.c") ? undefined : ["m", "n"]);
});

test("a long value is cut in its middle, by whole characters", () => {
  const long = `${"€".repeat(3000)}\u{1f600}end`;
  const { steps } = callOf(`$x = '${long}' + '!'; & ('New-MailboxExport' + 'Request') -Mailbox ceo -FilePath ('\\\\h\\s' + $x)`);
  const { value, value_end, value_length } = steps.at(-1);
  assert.ok(value.startsWith("\\\\h\\s€€") && value.length <= 512, value.slice(0, 9));
  assert.match(value_end, /^€+\u{1f600}end!$/u);
  assert.equal(value_length, 3000 + 2 + 3 + 1 + 5);
});

/** A script, the parameter that is asked about, and the causes with the text they point at. */
const CAUSES = [
  ["param($User)\nNew-MailboxExportRequest -Mailbox $User -FilePath \\\\h\\s\\c.pst", "Mailbox", [["parameter", "$User"]]],
  ["function f($u) { New-MailboxExportRequest -Mailbox $u -FilePath \\\\h\\s\\c.pst }", "Mailbox", [["parameter", "$u"]]],
  [
    "function f($u) { New-MailboxExportRequest -Mailbox $u -FilePath \\\\h\\s\\c.pst }; f $env:WHO",
    "Mailbox",
    [["environment", "$env:WHO"]],
  ],
  ["New-MailboxExportRequest -Mailbox $nobody -FilePath \\\\h\\s\\c.pst", "Mailbox", [["unset", "$nobody"]]],
  [
    'New-MailboxExportRequest -Mailbox ceo -FilePath "\\\\$env:COMPUTERNAME\\s\\$u.pst"',
    "FilePath",
    [
      ["environment", "$env:COMPUTERNAME"],
      ["unset", "$u"],
    ],
  ],
  [
    "$u = Get-Content who.txt; New-MailboxExportRequest -Mailbox $u -FilePath \\\\h\\s\\c.pst",
    "Mailbox",
    [["command", "Get-Content who.txt"]],
  ],
  [
    "foreach ($u in Import-Csv who.csv) { New-MailboxExportRequest -Mailbox $u.Alias -FilePath \\\\h\\s\\c.pst }",
    "Mailbox",
    [["command", "Import-Csv who.csv"]],
  ],
  [
    "Get-Mailbox | % { New-MailboxExportRequest -Mailbox $_.Alias -FilePath \\\\h\\s\\c.pst }",
    "Mailbox",
    [["command", "Get-Mailbox"]],
  ],
  ["Get-Mailbox | New-MailboxExportRequest -FilePath \\\\h\\s\\c.pst", "Mailbox", [["command", "Get-Mailbox"]]],
  [
    "$d = Get-Date; New-MailboxExportRequest -Mailbox ceo -FilePath ('\\\\h\\s\\' + $d.ToString('yyyy') + '.pst')",
    "FilePath",
    [["command", "Get-Date"]],
  ],
  [
    "if ($x) { $m = Get-A } else { $m = Get-B }; New-MailboxExportRequest -Mailbox $m -FilePath \\\\h\\s\\c.pst",
    "Mailbox",
    [["condition", "$m"]],
  ],
  [
    "$m = 'ceo'; Get-Other -OutVariable m | Out-Null; New-MailboxExportRequest -Mailbox $m -FilePath \\\\h\\s\\c.pst",
    "Mailbox",
    [["command", "Get-Other -OutVariable m"]],
  ],
  [
    "$m = 'ceo'; . .\\other.ps1; New-MailboxExportRequest -Mailbox $m -FilePath \\\\h\\s\\c.pst",
    "Mailbox",
    [["overwritten", "$m"]],
  ],
  [
    "New-MailboxExportRequest -Mailbox ([Guid]::NewGuid()) -FilePath \\\\h\\s\\c.pst",
    "Mailbox",
    [["method", "[Guid]::NewGuid()"]],
  ],
  ["iex 'New-MailboxExportRequest -Mailbox $who -FilePath \\\\h\\s\\c.pst'", "Mailbox", [["unset", "$who"]]],
];

test("a value that is not known says why, and where it comes from", () => {
  for (const [script, parameter, expected] of CAUSES) {
    const bound = callOf(script).bound.find((binding) => binding.parameter === parameter);
    assert.equal(bound.value, undefined, script);
    assert.deepEqual(
      bound.unknown?.map(({ cause, span, text }) => [cause, text ?? at(script, span)]),
      expected,
      script,
    );
  }
});

test("a value that a condition decides names its alternatives", () => {
  const call = callOf(
    "if ($x) { $m = 'ceo' } else { $m = 'cfo' }; New-MailboxExportRequest -Mailbox $m -FilePath \\\\h\\s\\c.pst",
  );
  const [cause] = call.bound.find(({ parameter }) => parameter === "Mailbox").unknown;
  assert.deepEqual([cause.cause, cause.items.sort(), cause.items_total], ["condition", ["ceo", "cfo"], 2]);
});

test("what decided the severity is a line of the rule's table, and what then lowered it", () => {
  const rated = (script) => callOf(script).rated;
  assert.deepEqual(rated("New-MailboxExportRequest ceo -FilePath \\\\h\\s\\c.aspx"), { line: 0, lowered: [] });
  assert.deepEqual(rated("New-MailboxExportRequest ceo -FilePath \\\\h\\s\\c.aspx -WhatIf"), { line: 0, lowered: ["what-if"] });
  assert.deepEqual(rated("New-MailboxExportRequest -FilePath \\\\h\\s\\c.aspx"), { line: 0, lowered: ["partial"] });
  assert.deepEqual(rated("New-MailboxExportRequest -Mailbox ceo"), { lowered: ["partial"] });
});

test("values of all calls together stay within their bound, and every call is still there", () => {
  const script = `$p = '\\\\h\\s\\' + '${"x".repeat(1000)}'\n${"New-MailboxExportRequest -Mailbox ceo -FilePath ($p + '.pst')\n".repeat(1500)}`;
  const { reading } = detector.explain(script);
  assert.equal(reading.calls.length, detector.read(script).calls.length);
  assert.ok(reading.calls[0].steps[0].value !== undefined && reading.calls.at(-1).steps[0].value === undefined);
});

test("a configuration that keeps values out of findings keeps them out of explanations", () => {
  const careful = loadDetector({ config: { omit: ["mailbox"] } });
  const call = careful.explain("New-MailboxExportRequest ('c' + 'eo') -FilePath \\\\h\\s\\c.pst").reading.calls[0];
  assert.ok(!JSON.stringify(call.bound).includes("ceo") && !JSON.stringify(call.steps).includes('"value"'));
});
