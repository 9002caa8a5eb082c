/**
 * The TypeScript host: compiled, with `node.wasm` inside as Base64, so that bundlers and workers need no file, and the library as
 * one file for browsers that no bundler serves.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { filesUnder, hashFiles, sha256, writeWhole } from "./files.mjs";
import { finish, unchanged } from "./stamps.mjs";

/**
 * @param {string} out output folder
 * @throws with the compiler's words
 */
export function buildHost(out) {
  const wasm = readFileSync(join(out, "node.wasm"));
  const sources = filesUnder("host", (file) => file.endsWith(".ts"));
  if (sources.length === 0) return;
  const key = sha256(hashFiles([...sources, "assembly/contract.ts", "tsconfig.json", "package-lock.json"]) + sha256(wasm));
  if (unchanged(out, "host", key)) return;
  const compiler = "node_modules/typescript/bin/tsc";
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", out], {
    encoding: "utf8",
  });
  const embedded = `export const NODE_WASM_BASE64 =\n  "${wasm.toString("base64")}";\n`;
  writeWhole(join(out, "host/embedded.js"), embedded);
  if (status !== 0) throw new Error(`The host does not compile:\n${stdout}`);
  finish(out, "host", key, { "host/embedded.js": embedded, "browser.js": browserBundle(out) }, {});
}

/** The library with everything that it imports. */
function browserBundle(out) {
  const { outputFiles } = buildSync({
    entryPoints: [join(out, "host/index.js")],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].contents;
}
