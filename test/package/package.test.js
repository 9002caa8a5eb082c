/** The package as it is published: contents, size, type resolution, and a first install and use in an empty folder. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { build } from "esbuild";
import { publint } from "publint";
import { EXPORT, event } from "../cli/run.js";
import { newcomer } from "./newcomer.js";

const MOST_PACKED_BYTES = 2_500_000;
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const folder = mkdtempSync(join(tmpdir(), "package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program; its output, or an error with everything it said. */
function exec(program, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env: newcomer, ...options });
  assert.equal(status, 0, `${program} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

let packed;
let tarball;
/** The package's folder as npm would put it into node_modules. */
let installed;

before(() => {
  [packed] = JSON.parse(exec("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]));
  tarball = join(folder, packed.filename);
  const modules = join(folder, "app/node_modules");
  mkdirSync(modules, { recursive: true });
  exec("tar", ["-xzf", tarball, "-C", modules]);
  exec("mv", [join(modules, "package"), join(modules, manifest.name)]);
  installed = join(modules, manifest.name);
  // Dependencies come from this checkout, so that the test needs no network.
  for (const name of Object.keys(manifest.dependencies)) {
    const [scope, leaf] = name.startsWith("@") ? name.split("/") : [undefined, name];
    if (scope) mkdirSync(join(modules, scope), { recursive: true });
    symlinkSync(join(process.cwd(), "node_modules", name), scope ? join(modules, scope, leaf) : join(modules, leaf));
  }
});

test("the tarball holds the modules, the host, the schema, the notices, and nothing of the sources", () => {
  const files = packed.files.map(({ path }) => path);
  for (const wanted of [
    ...["node", "plain", "fluent-bit", "bento", "redpanda-connect", "wasi", "clickhouse"].map((name) => `build/${name}.wasm`),
    ...[
      "build/SHA256SUMS",
      "build/host/index.js",
      "build/host/index.d.ts",
      "build/host/cli.js",
      "build/host/embedded.js",
      "build/browser.js",
      "build/page.html",
    ],
    ...[
      "schema/finding.schema.json",
      "examples/events.ndjson",
      "examples/detector.yaml",
      "LICENSE",
      "NOTICE",
      "README.md",
      "package.json",
    ],
  ]) {
    assert.ok(files.includes(wanted), `${wanted} is missing`);
  }
  const strays = files.filter(
    (path) =>
      /^(assembly|test|scripts|host|node_modules|build\/(test|stage|daemons))\//.test(path) || /\.(ps1|jsonl)$/.test(path),
  );
  assert.deepEqual(strays, []);
  assert.ok(packed.size < MOST_PACKED_BYTES, `${packed.size} bytes packed`);
});

test("nothing runs on installation", () => {
  for (const script of ["preinstall", "install", "postinstall", "prepare"]) assert.equal(manifest.scripts[script], undefined);
});

test("every import of the published host is a declared dependency or one of its own files", () => {
  for (const { path } of packed.files.filter(({ path: name }) => /^build\/(host|assembly)\/.*\.js$/.test(name))) {
    const source = readFileSync(join(installed, path), "utf8");
    for (const [, name] of source.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
      if (name.startsWith("."))
        assert.ok(existsSync(join(installed, path, "..", name)), `${path} imports ${name}, which is not in the package`);
      else if (!name.startsWith("node:")) {
        const dependency = name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/");
        assert.ok(dependency in manifest.dependencies, `${path} imports ${name}, which is no dependency`);
      }
    }
  }
});

test("publint has nothing to say", async () => {
  const { messages } = await publint({ pkgDir: installed, level: "suggestion", strict: true, pack: false });
  assert.deepEqual(
    messages.map(({ code, path, type }) => `${type} ${code} ${path.join(".")}`),
    [],
  );
});

test("types resolve in every mode that reads `exports`", async () => {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))), {
    excludeEntrypoints: [/\.wasm$/, /\.json$/],
  });
  // A CommonJS program reaches the ES module through require(esm) of Node 20.19.
  const accepted = new Set(["CJSResolvesToESM"]);
  const problems = (result.problems ?? []).filter(({ kind }) => !accepted.has(kind));
  assert.deepEqual(
    problems.map(({ kind, resolutionKind }) => `${kind} ${resolutionKind ?? ""}`),
    [],
  );
  assert.notEqual(result.types, false);
});

test("first use from the packed tarball: import, require, modules by subpath, the command line", () => {
  const app = join(folder, "app");
  writeFileSync(join(app, "package.json"), '{"name":"app","private":true}');
  writeFileSync(join(app, "events.ndjson"), `${event(EXPORT)}\n`);
  writeFileSync(
    join(app, "use.mjs"),
    `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadDetector, toOcsf } from "${manifest.name}";
const [{ finding }] = loadDetector().scan(readFileSync("events.ndjson"));
const required = createRequire(import.meta.url)("${manifest.name}");
const wasm = readFileSync(createRequire(import.meta.url).resolve("${manifest.name}/fluent-bit.wasm"));
const schema = createRequire(import.meta.url)("${manifest.name}/finding.schema.json");
console.log(finding.verdict, required.loadDetector().read("x").verdict, WebAssembly.validate(wasm), typeof schema, toOcsf(finding).class_uid);
`,
  );
  const options = { cwd: app };
  assert.equal(exec(process.execPath, ["use.mjs"], options), "match none true object 2004\n");
  const cli = join(installed, manifest.bin[manifest.name]);
  assert.match(exec(process.execPath, [cli, "scan", "events.ndjson"], options), /Exchange mailbox export/);
  assert.match(exec(process.execPath, [cli, "rule"], options), /mailbox-export-to-share/);
  assert.equal(exec(process.execPath, [cli, "--version"], options), `${manifest.version}\n`);
});

test("a bundle needs no file beside it, in a page or in a worker", { timeout: 30_000 }, async () => {
  const app = join(folder, "app");
  writeFileSync(
    join(app, "worker.js"),
    `import { parentPort } from "node:worker_threads";
import { loadDetector } from "${manifest.name}";
parentPort.postMessage(loadDetector().read(${JSON.stringify(EXPORT)}).verdict);
`,
  );
  writeFileSync(
    join(app, "page.js"),
    `import { loadDetector } from "${manifest.name}"; globalThis.answer = loadDetector().read(${JSON.stringify(EXPORT)}).verdict;`,
  );
  await build({
    entryPoints: [join(app, "page.js")],
    bundle: true,
    platform: "browser",
    format: "iife",
    outfile: join(app, "dist/page.js"),
    logLevel: "error",
  });
  await build({
    entryPoints: [join(app, "worker.js")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: join(app, "dist/worker.mjs"),
    logLevel: "error",
  });
  assert.deepEqual(readdirSync(join(app, "dist")).sort(), ["page.js", "worker.mjs"]);
  writeFileSync(
    join(app, "run.mjs"),
    `import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import vm from "node:vm";
const page = vm.createContext({ WebAssembly, TextEncoder, TextDecoder, atob, console });
page.globalThis = page;
vm.runInContext(readFileSync("dist/page.js", "utf8"), page);
const worker = new Worker("./dist/worker.mjs");
worker.on("message", (verdict) => { console.log(page.answer, verdict); worker.terminate(); });
`,
  );
  assert.equal(exec(process.execPath, ["run.mjs"], { cwd: app }), "match match\n");
});

test("the browser's file has everything inside: it runs where there is nothing beside it", async () => {
  const alone = join(folder, "alone.mjs");
  copyFileSync(join(installed, "build/browser.js"), alone);
  const source = readFileSync(alone, "utf8");
  assert.doesNotMatch(source, /\bimport\s*[({"'*]|\bfrom\s*"|\brequire\(/);
  const library = await import(pathToFileURL(alone).href);
  assert.equal(library.loadDetector().read(EXPORT).verdict, "match");
  assert.deepEqual(Object.keys(library).sort(), Object.keys(await import("../../build/host/index.js")).sort());
});

test("packing builds first, and nothing of that stands on standard output", { timeout: 120_000 }, () => {
  assert.equal(manifest.scripts.prepack, "npm run --silent build");
  const [{ files }] = JSON.parse(exec("npm", ["pack", "--json", "--dry-run"]));
  assert.equal(files.length, packed.files.length);
});

test("the package names no address, since it has none, and the README installs the file that `npm pack` writes", () => {
  for (const field of ["repository", "bugs", "homepage"]) assert.ok(!(field in manifest), field);
  const readme = readFileSync("README.md", "utf8");
  assert.ok(readme.includes(`npm install ./${packed.filename}\n`), packed.filename);
});

test("types: a program without the platform's declarations compiles, and with them streams are streams", {
  timeout: 60_000,
}, () => {
  const app = join(folder, "app");
  const library = `import { DetectorError, type Finding, loadDetector, toEcs, toOcsf } from "${manifest.name}";
import { loadDetector as loadInBrowser } from "${manifest.name}/browser";
const detector = loadDetector({ wasm: new Uint8Array(8), config: { field: "found" } });
export const findings: Finding[] = loadInBrowser().scan("").map(({ finding }) => finding);
export const documents = findings.map((finding) => [toEcs(finding)["@timestamp"], toOcsf(finding).time]);
export const stats = detector.createScanner({ format: "json" }).stats.then(({ events }) => events);
export const code = (error: unknown) => error instanceof DetectorError && error.code === "config_invalid";
`;
  writeFileSync(join(app, "bare.ts"), library);
  writeFileSync(
    join(app, "streams.ts"),
    `${library}declare const bytes: ReadableStream<Uint8Array<ArrayBuffer>>;
export const matches: ReadableStream<{ line: number; finding: Finding }> = bytes.pipeThrough(detector.createScanner());
`,
  );
  const strict = { noEmit: true, strict: true, skipLibCheck: false, module: "nodenext", target: "es2022" };
  for (const [name, options] of [
    ["bare", { lib: ["es2022"], types: [] }],
    ["streams", { lib: ["es2022", "dom"], types: [] }],
    ["streams", { lib: ["es2023"], types: ["node"], typeRoots: [join(process.cwd(), "node_modules/@types")] }],
  ]) {
    const project = join(app, "tsconfig.lib.json");
    writeFileSync(project, JSON.stringify({ compilerOptions: { ...strict, ...options }, files: [`${name}.ts`] }));
    exec(process.execPath, [join(process.cwd(), "node_modules/typescript/bin/tsc"), "-p", project], { cwd: app });
  }
});

test("types: a strict program against the published declarations compiles", { timeout: 60_000 }, () => {
  const app = join(folder, "app");
  writeFileSync(
    join(app, "use.ts"),
    `import { type Config, type Finding, loadDetector, type Match } from "${manifest.name}";
const config: Config = { omit: ["mailbox"], exceptions: [{ host: "EX01*", reason: "r" }] };
const matches: Match[] = loadDetector({ config }).scan("");
const findings: Finding[] = matches.map(({ finding }) => finding);
export const verdicts: ("match" | "partial")[] = findings.map(({ verdict }) => verdict);
`,
  );
  const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target: "es2022", lib: ["es2023", "dom"], types: [] };
  writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
  exec(process.execPath, [join(process.cwd(), "node_modules/typescript/bin/tsc"), "-p", "."], { cwd: app });
});

test("the version is one: package, host and modules", async () => {
  const { VERSION } = await import("../../build/host/version.js");
  const { statusOf } = await import("../../build/host/status.js");
  assert.equal(VERSION, manifest.version);
  for (const name of ["node", "plain", "fluent-bit", "bento", "redpanda-connect", "wasi", "clickhouse"]) {
    assert.equal(statusOf(readFileSync(`build/${name}.wasm`)).status.detector.version, manifest.version, name);
  }
});
