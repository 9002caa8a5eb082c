/** Vite, built and served: the module is inside the code, so that neither its bundle nor its pre-bundled dependencies miss a file. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, createServer } from "vite";
import { EXPORT } from "../cli/run.js";

const folder = mkdtempSync(join(tmpdir(), "vite-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const options = { root: folder, configFile: false, logLevel: "error", clearScreen: false };

before(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(process.cwd(), join(folder, "node_modules/mailbox-export-detector"));
  writeFileSync(join(folder, "package.json"), '{"name":"page","type":"module"}');
  writeFileSync(join(folder, "index.html"), '<script type="module" src="/main.js"></script>');
  writeFileSync(
    join(folder, "main.js"),
    `import { loadDetector } from "mailbox-export-detector";\nglobalThis.answer = loadDetector().read(${JSON.stringify(EXPORT)}).verdict;\n`,
  );
});

/** Runs code that sets `globalThis.answer`. */
async function answerOf(name, code) {
  const file = join(folder, name);
  writeFileSync(file, code);
  globalThis.answer = undefined;
  await import(pathToFileURL(file).href);
  return globalThis.answer;
}

test("a production build runs and has no file but its script", { timeout: 60_000 }, async () => {
  await build({ ...options, build: { outDir: "dist", modulePreload: false, minify: false } });
  const assets = readdirSync(join(folder, "dist/assets"));
  assert.equal(assets.length, 1);
  assert.equal(await answerOf("built.mjs", readFileSync(join(folder, "dist/assets", assets[0]), "utf8")), "match");
});

test("the development server serves the pre-bundled dependency, module included", { timeout: 60_000 }, async () => {
  const server = await createServer({
    ...options,
    optimizeDeps: { include: ["mailbox-export-detector"] },
    server: { port: 0, host: "127.0.0.1", watch: null, hmr: false },
  });
  try {
    await server.listen();
    const { port } = server.httpServer.address();
    const get = async (path) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      assert.equal(answer.status, 200, path);
      return answer.text();
    };
    const main = await get("/main.js");
    const [, path] = /from "([^"]+)"/.exec(main) ?? [];
    assert.ok(path?.includes("mailbox-export-detector"), main);
    writeFileSync(join(folder, "dependency.mjs"), await get(path));
    assert.equal(await answerOf("served.mjs", main.replace(path, "./dependency.mjs")), "match");
  } finally {
    await server.close();
  }
});
