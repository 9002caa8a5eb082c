/**
 * Commands and elements are cut as PowerShell's own parser cuts them: hand-written cases, and texts recorded from the engine.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { agreementOf, describedBy } from "./agreement.js";
import { cases, differences, RECORDED, recorded } from "./corpora.js";

const detector = loadDetector();

for (const { file, title, script, expected } of cases()) {
  test(`${file.replace(".md", "")}: ${title}`, () => {
    assert.ok(expected, "the case has no recorded commands");
    assert.deepEqual(describedBy(detector, script), expected);
  });
}

const accepted = differences();

for (const corpus of RECORDED) {
  test(`every command of the recorded ${corpus} is cut as the engine cuts it`, () => {
    const {
      commands,
      agreed,
      accepted: excused,
      differences: others,
    } = agreementOf(detector, recorded(corpus), accepted[corpus]);
    assert.ok(commands > 0);
    assert.deepEqual(others.slice(0, 3), [], `${others.length} texts differ`);
    assert.ok(agreed + excused >= commands * 0.9995, `${agreed} of ${commands}`);
  });
}

test("an accepted difference still differs", () => {
  for (const [corpus, reasons] of Object.entries(accepted)) {
    if (!RECORDED.includes(corpus)) continue;
    const still = new Set(agreementOf(detector, recorded(corpus)).differences.map(({ id }) => id));
    for (const id of Object.keys(reasons)) assert.ok(still.has(id), `${corpus} ${id} agrees by now`);
  }
});
