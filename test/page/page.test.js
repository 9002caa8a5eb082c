/** The page as a file: whole in itself, its policy names its own blocks and nothing else, and the command and docs/ give it out. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { moduleBytes } from "../../build/host/modules.js";
import { VERSION } from "../../build/host/version.js";
import { WasmFile } from "../../build/host/wasm-file.js";
import { checkAbi, identify } from "../../build/host/wasm-identity.js";
import { run } from "../cli/run.js";

const MOST_BYTES = 400_000;
const built = readFileSync("build/page.html", "utf8");

/** What a page holds, by what makes it up. */
function partsOf(page) {
  const block = (pattern) => pattern.exec(page)?.[1] ?? assert.fail(`nothing fits ${pattern}`);
  const policy = block(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/);
  return {
    policy: Object.fromEntries(policy.split("; ").map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)])),
    style: block(/<style>([^<]*)<\/style>/),
    script: block(/<script type="module">([\s\S]*?)<\/script>/),
    wasm: inflateRawSync(Buffer.from(block(/<script type="text\/plain" id="module">([^<]*)<\/script>/), "base64")),
    version: block(/<meta name="generator" content="mailbox-export-detector ([^"]*)">/),
  };
}

const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

for (const [name, page] of [
  ["the page that the build makes", built],
  ["docs/page.html", readFileSync("docs/page.html", "utf8")],
]) {
  test(`${name} is whole: its policy allows its own blocks alone, and it carries a module of this version`, () => {
    const { policy, style, script, wasm, version } = partsOf(page);
    assert.deepEqual(policy, {
      "default-src": ["'none'"],
      "script-src": [hashOf(script), "'wasm-unsafe-eval'"],
      "style-src": [hashOf(style)],
      "connect-src": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "require-trusted-types-for": ["'script'"],
      "trusted-types": ["'none'"],
    });
    assert.equal(version, VERSION, "run node scripts/pages.mjs page");
    assert.doesNotThrow(() => checkAbi(identify(WasmFile.parse(wasm))));
    assert.equal([...page.matchAll(/<script|<style/g)].length, 3);
    assert.doesNotMatch(page, /<(link|img|iframe|object|embed|base)\b|\ssrc=|\bon[a-z]+="|https?:\/\/|@import|url\(/);
    assert.ok(page.length < MOST_BYTES, `${page.length} bytes`);
  });
}

test("the page carries node.wasm, byte for byte", () => {
  assert.equal(Buffer.compare(partsOf(built).wasm, moduleBytes("node")), 0);
});

test("the page's script holds no way to make markup of text", () => {
  assert.doesNotMatch(
    partsOf(built).script,
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function/,
  );
});

test("`page` writes it to a file, or to standard output", () => {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  try {
    const file = join(folder, "detector.html");
    assert.deepEqual(run(["page", "-o", file]), { status: 0, stdout: "", stderr: "" });
    assert.equal(readFileSync(file, "utf8"), built);
    assert.equal(run(["page"]).stdout, built);
    const { status, stderr } = run(["page", "-o", join(folder, "none", "page.html")]);
    assert.equal(status, 2);
    assert.match(stderr, /Cannot write .*page\.html/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
