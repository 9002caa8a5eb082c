/** The words of the contract: one list of reasons in the core, in the host and in the schema. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { REASONS } from "../../build/host/reasons.js";

const numbers = [...readFileSync("assembly/contract.ts", "utf8").matchAll(/export const REASON_(\w+) = (\d+);/g)].map(
  ([, name, number]) => ({
    name: name.toLowerCase().replaceAll("_", "-"),
    number: Number(number),
  }),
);

test("every reason of the contract has a meaning for people, and none is left over", () => {
  assert.deepEqual(Object.keys(REASONS).sort(), numbers.map(({ name }) => name).sort());
});

test("the core's list of names stands in the order of the numbers", () => {
  const [, list] = /const REASONS =\s*"([^"]+)"/.exec(readFileSync("assembly/finding/reasons.ts", "utf8"));
  const words = list.split(" ");
  for (const { name, number } of numbers) assert.equal(words[number], name);
});
