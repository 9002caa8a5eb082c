/**
 * A short slice of `npm run fuzz`, and every failure that an earlier run has kept.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import { batch } from "./batch.mjs";
import { Guard } from "./guarded.mjs";
import { firstFailure } from "./passage.mjs";
import { Random } from "./random.mjs";

const KEPT = new URL("../fixtures/fuzz/", import.meta.url);
const SLICE_MILLISECONDS = 8000;

describe("random records through every module at once", () => {
  test("no trap, no endless loop, no lost record, no difference, no changed byte, no grown memory", async () => {
    const guard = new Guard(60_000);
    const deadline = Date.now() + SLICE_MILLISECONDS;
    try {
      for (let seed = 1; seed <= 2 || Date.now() < deadline; seed++) {
        const failure = await guard.firstFailure(batch(new Random(seed), 400));
        assert.equal(failure, null, `npm run fuzz -- --seed ${seed} --batch 400 --seconds 1`);
      }
    } finally {
      guard.close();
    }
  });

  test("the same seed gives the same records", () => {
    assert.deepEqual(batch(new Random(7), 200), batch(new Random(7), 200));
  });
});

describe("what a fuzz run once found stays fixed", () => {
  const guard = new Guard(10_000);
  after(() => guard.close());
  for (const name of existsSync(KEPT) ? readdirSync(KEPT) : []) {
    test(name, async () => {
      const records = [];
      const bytes = readFileSync(new URL(name, KEPT));
      for (let from = 0; from < bytes.length; from = bytes.indexOf(10, from) + 1)
        records.push(bytes.subarray(from, bytes.indexOf(10, from)));
      assert.equal(await guard.firstFailure(records), null);
    });
  }
});

describe("the check itself", () => {
  const record = Buffer.from('{"a":1 } ');
  const answering = (answer) => [
    { name: "one", module: undefined, pass: (_module, records) => ({ records: records.map(answer) }) },
  ];
  const member = ',"mailbox_export_finding":{"schema":1,"verdict":"match","calls":[{}],"calls_total":1}';
  const cases = {
    "the same bytes pass": [(bytes) => bytes, undefined],
    "a member in front of the brace passes": [() => Buffer.from(`{"a":1${member} } `), undefined],
    "a changed byte": [() => Buffer.from('{"a":2 } '), "changed clean record"],
    "a member and a changed byte": [() => Buffer.from(`{"a":2${member} } `), "changed clean record"],
    "another member": [() => Buffer.from('{"a":1,"b":2 } '), "changed clean record"],
    "a broken finding": [() => Buffer.from('{"a":1,"mailbox_export_finding":{"schema":1 } '), "finding that is no JSON"],
    "a finding without calls": [
      () => Buffer.from('{"a":1,"mailbox_export_finding":{"schema":1} } '),
      "finding without its members",
    ],
  };
  for (const [name, [answer, kind]] of Object.entries(cases)) {
    test(name, () => assert.equal(firstFailure([record], answering(answer))?.kind, kind));
  }

  test("a lost record, a trap and a difference are told apart", () => {
    const same = answering((bytes) => bytes)[0];
    const losing = { ...same, name: "two", pass: () => ({ records: [] }) };
    const trapping = {
      ...same,
      name: "three",
      pass: () => {
        throw new WebAssembly.RuntimeError("unreachable");
      },
    };
    const other = { ...answering(() => Buffer.from("{}"))[0], name: "four" };
    assert.equal(firstFailure([record], [same, losing])?.kind, "lost record");
    assert.equal(firstFailure([record], [same, trapping])?.kind, "trap");
    assert.equal(firstFailure([record], [same, other])?.kind, "difference between modules");
  });
});
