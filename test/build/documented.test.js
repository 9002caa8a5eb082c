/**
 * What is exported is explained, and a test says what it protects: whoever changes a function of the core need not read its body to
 * know what goes in, what comes out and who owns the bytes.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const filesBelow = (folder, accept) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter(accept);

const isVariable = (node) => ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Let) !== 0;

/** Names of the exported functions and variables of a source that no comment of their own stands in front of. */
function undocumented(text) {
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((node) => ts.isFunctionDeclaration(node) || isVariable(node))
    .filter((node) => node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword))
    .filter((node) => !ts.getJSDocCommentsAndTags(node).some((comment) => /[a-z]/i.test(comment.getText().replace(/@\w+/g, ""))))
    .map((node) => (node.name ?? node.declarationList.declarations[0].name).text);
}

/** Whether a file starts with a comment, before it does anything. */
const isHeaded = (text) => /^\/\*\*[^/]*\w/.test(text);

test("a function without a comment of its own is noticed", () => {
  const text = `
    /** Says what. */
    export function told(): void {}
    // No comment that an editor shows.
    export function aside(): void {}
    /** */
    export function silent(): void {}
    export function untold(): void {}
    @inline
    export function decorated(): void {}
    function own(): void {}
    /** Where the scan stands. */
    export let cursor: u32 = 0;
    export let height: u32 = 0;
    export const FIXED: u32 = 0;`;
  assert.deepEqual(undocumented(text), ["aside", "silent", "untold", "decorated", "height"]);
});

test("every exported function of the core says what goes in and out, every exported variable what it holds", () => {
  const files = filesBelow("assembly", (name) => name.endsWith(".ts") && !name.includes("__tests__"));
  assert.ok(files.length > 200, `only ${files.length} files`);
  const missing = files.flatMap((file) => undocumented(readFileSync(join(ROOT, file), "utf8")).map((name) => `${file}: ${name}`));
  assert.deepEqual(missing, []);
});

test("every file of the core and of the host starts with what it does", () => {
  const files = ["assembly", "host"].flatMap((folder) =>
    filesBelow(folder, (name) => name.endsWith(".ts") && !name.endsWith(".generated.ts")),
  );
  assert.ok(files.length > 300, `only ${files.length} files`);
  assert.deepEqual(
    files.filter((file) => !isHeaded(readFileSync(join(ROOT, file), "utf8").replace(/^#!.*\n/, ""))),
    [],
  );
});

/** Names of sources in a text, without their folders. */
const sourcesNamed = (text) => [...text.matchAll(/[\w/.-]+\.ts\b/g)].map(([name]) => name.split("/").pop());

test("a source that a comment or the pages for developers name is there", () => {
  assert.deepEqual(sourcesNamed("see `machine/frames.ts` (walk.ts), not tokenizer.cs"), ["frames.ts", "walk.ts"]);
  const sources = ["assembly", "host"].flatMap((folder) => filesBelow(folder, (name) => name.endsWith(".ts")));
  const known = new Set(sources.map((name) => name.split(/[\\/]/).pop()));
  const missing = [...sources, "ARCHITECTURE.md", "CONTRIBUTING.md"].flatMap((file) =>
    sourcesNamed(readFileSync(join(ROOT, file), "utf8"))
      .filter((name) => !known.has(name))
      .map((name) => `${file}: ${name}`),
  );
  assert.deepEqual(missing, []);
});

test("every file of tests starts with what it protects", () => {
  assert.ok(isHeaded("/** What. */\nimport"));
  assert.ok(!isHeaded('import test from "node:test";\n/** Later. */'));
  const files = [
    ...filesBelow("test", (name) => name.endsWith(".test.js")),
    ...filesBelow("assembly/__tests__", (name) => name.endsWith(".ts")),
  ];
  assert.ok(files.length > 50, `only ${files.length} files`);
  assert.deepEqual(
    files.filter((file) => !isHeaded(readFileSync(join(ROOT, file), "utf8"))),
    [],
  );
});
