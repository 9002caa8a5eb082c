/** docs/embedding.md against the module: every export with its parameters, and the numbers of the contract. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { moduleBytes } from "../../build/host/modules.js";
import { embedding } from "../../scripts/sections/embedding.mjs";

const page = readFileSync("docs/embedding.md", "utf8");

for (const name of ["node", "plain"]) {
  test(`the page names every export of ${name}.wasm, functions with their parameters and answers, and nothing else`, () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes(name)));
    const rows = [...page.matchAll(/^\| `(\w+)(?:\(([^)]*)\)( → \w+)?)?` \| (\w+)/gm)].map(
      ([, key, parameters, answer, kind]) => ({
        key,
        parameters,
        answer,
        kind,
      }),
    );
    assert.deepEqual(rows.map(({ key }) => key).sort(), Object.keys(exports).sort());
    for (const { key, parameters, answer, kind } of rows) {
      const exported = exports[key];
      if (kind !== "function") {
        assert.ok(exported instanceof (kind === "memory" ? WebAssembly.Memory : WebAssembly.Global), key);
        continue;
      }
      assert.equal(exported.length, parameters === "" ? 0 : parameters.split(",").length, key);
      // A function of no answer gives undefined; the others are asked with nothing to read.
      assert.equal(exported(0, 0, 0) === undefined, answer === undefined, key);
    }
  });
}

test("the page's numbers are those of the contract", () => {
  const [, body] = /<!-- embedding -->\n([\s\S]*?)\n<!-- \/embedding -->/.exec(page) ?? [];
  assert.equal(body, embedding().trimEnd(), "run node scripts/pages.mjs embedding");
});
