/**
 * The page: one HTML file with style, script and `node.wasm` inside, whose policy names the hashes of its own two blocks and lets
 * nothing else run, load or connect.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { filesUnder, hashFiles, sha256 } from "./files.mjs";
import { finish, unchanged } from "./stamps.mjs";

const FOLDER = "host/page";
/** The module stands in the page by itself, so the library's copy of it stays out of the script. */
const withoutModule = {
  name: "without-module",
  setup(bundle) {
    bundle.onResolve({ filter: /\/embedded\.js$/ }, () => ({ path: "none", namespace: "none" }));
    bundle.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: 'export const NODE_WASM_BASE64 = "";' }));
  },
};

/** @param {string} out output folder, which holds `node.wasm` */
export async function buildPage(out) {
  const wasm = readFileSync(join(out, "node.wasm"));
  const sources = filesUnder("host", (file) => /\.(ts|html|css)$/.test(file));
  const key = sha256(
    hashFiles([...sources, "assembly/contract.ts", "package.json", "package-lock.json", "scripts/build/page.mjs"]) + sha256(wasm),
  );
  if (unchanged(out, "page", key)) return;
  const style = await bundle("page.css", {});
  const script = await bundle("main.ts", { format: "esm", plugins: [withoutModule] });
  const parts = {
    policy: [
      "default-src 'none'",
      `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
      `style-src '${hashOf(style)}'`,
      ...["connect-src 'none'", "base-uri 'none'", "form-action 'none'"],
      ...["require-trusted-types-for 'script'", "trusted-types 'none'"],
    ].join("; "),
    version: JSON.parse(readFileSync("package.json", "utf8")).version,
    module: deflateRawSync(wasm, { level: 9 }).toString("base64"),
    style,
    script,
  };
  const shell = readFileSync(join(FOLDER, "page.html"), "utf8");
  finish(out, "page", key, { "page.html": shell.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]) }, {});
}

async function bundle(file, options) {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, file)],
    bundle: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    logLevel: "silent",
    ...options,
  });
  return outputFiles[0].text;
}

const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
