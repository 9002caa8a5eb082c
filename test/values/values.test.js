/**
 * Values: none is claimed that PowerShell did not make of the same program, in any dialect, culture or run, and most are known.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { compare, evaluator, recordedPrograms, valueAgreement } from "./agreement.js";
import { valueCases } from "./cases.js";

test("no value that is claimed differs from what PowerShell made of the same program", () => {
  const { different } = valueAgreement();
  assert.deepEqual(different, []);
});

test("most values of the suite are known, in every construct", () => {
  const { constructs } = valueAgreement();
  for (const [construct, { programs, known }] of constructs) {
    const least = LEAST_KNOWN[construct] ?? 0.75;
    assert.ok(known / programs >= least, `${construct}: ${known} of ${programs} are known, less than ${least}`);
  }
});

/** Constructs of which much is named as a gap: types of arrays, comparisons by culture, numbers of the narrow types, what may fail, or fails. */
const LEAST_KNOWN = {
  "type-test": 0.5,
  structured: 0.6,
  references: 0.5,
  other: 0.6,
  jumps: 0.6,
  comparison: 0.7,
  builder: 0.5,
  "piped-beside-bound": 0,
  "refused-conversions": 0.6,
};

test("the records are of the programs that the suite has now", () => {
  const recorded = new Map(recordedPrograms().map((one) => [one.id, one.script]));
  const cases = valueCases();
  assert.equal(recorded.size, cases.length);
  for (const { id, script } of cases) assert.equal(recorded.get(id), script, id);
});

test("a difference in type, value, length or order is seen", () => {
  const list = (...values) => ({ type: "array", items: values.map((value) => ({ type: "string", value })) });
  assert.equal(compare({ type: "int", value: "1" }, { type: "long", value: "1" }), "different");
  assert.equal(compare({ type: "string", value: "a" }, { type: "string", value: "A" }), "different");
  assert.equal(compare(list("a", "b"), list("a")), "different");
  assert.equal(compare(list("a", "b"), list("b", "a")), "different");
  assert.equal(compare({ type: "array", items: [{ type: "unknown" }] }, list("a")), "unknown");
});

test("what the dialect decides is not claimed", () => {
  const { read } = loadDetector();
  const paths = ["'\\\\s\\p\\aXbYc'.Split('XY')[0]", "('\\\\s\\p\\' + ([char]'a'..[char]'c' -join ''))"];
  for (const path of paths) {
    const { verdict, calls } = read(`$p = ${path}; New-MailboxExportRequest -Mailbox u -FilePath $p`);
    assert.equal(verdict, "match", path);
    assert.equal(calls[0].file_path, undefined, path);
  }
});

test("what culture or run decides is not claimed", () => {
  const evaluate = evaluator();
  const programs = [
    "$r = 'TITLE'.ToLower()",
    "$r = 'title'.ToUpper()",
    "$r = '{0}' -f 1.5",
    "$r = '{0:N2}' -f 5",
    "$r = 'FILE' -replace 'i','x'",
    "$r = 'chata'.IndexOf('c')",
    "$r = (-5).ToString()",
    "$r = @{ a = 1; b = 2 }.Keys -join ''",
    "$r = @{ a = 1; b = 2 }.Values",
    "$r = [Environment]::UserName",
    "$r = [guid]::NewGuid().ToString()",
    "$r = Get-Date",
    "$r = $nowhere",
    "$r = $nowhere.Length",
    '$r = "a$nowhere"',
  ];
  for (const program of programs) assert.match(evaluate(program).type, /unknown|choice/, program);
});

test("a list or a loop for which no room or work is left is unknown, and never a shorter one", () => {
  const detector = loadDetector();
  for (const last of [
    "$a | Select-Object -Last 1",
    "@($a | Where-Object { $_ -gt 0 })[-1]",
    "@(foreach ($i in $a) { $i })[-1]",
    "@(for ($i = 1; $i -le 900; $i++) { $i })[-1]",
    "@(switch ($a) { default { $_ } })[-1]",
    "0; foreach ($i in $a) { $x = $i }",
    "0; switch ($a) { default { $x = $_ } }",
    "($a + 0)[-2]",
  ]) {
    for (const times of [1, 10, 30, 100, 300, 1000]) {
      const script = `$a = 1..900\n${`$x = ${last}\n`.repeat(times)}New-MailboxExportRequest -Mailbox m -FilePath "\\\\h\\s\\$x.pst"`;
      const [call] = detector.read(script).calls;
      assert.ok(
        call.file_path === undefined || call.file_path === "\\\\h\\s\\900.pst",
        `${last}, ${times} times: ${call.file_path}`,
      );
    }
  }
});
