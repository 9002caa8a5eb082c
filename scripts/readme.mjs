/**
 * Writes the generated parts of the README, each between `<!-- name -->` and `<!-- /name -->`, from the build, the fixtures and
 * the recorded figures: `node scripts/readme.mjs [NAME…]`. Needs a build. The table of shapes is that of scripts/shapes.mjs.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { beforeAfter } from "./readme/before-after.mjs";
import { catches } from "./readme/catches.mjs";
import { doors } from "./readme/doors.mjs";
import { limitations } from "./readme/limitations.mjs";
import { performance } from "./readme/performance.mjs";
import { reliability } from "./readme/reliability.mjs";

const SECTIONS = { "before-after": beforeAfter, doors, catches, performance, reliability, limitations };

const file = new URL("../README.md", import.meta.url);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => name !== "shapes" && !(name in SECTIONS));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(", ")}; there are ${[...Object.keys(SECTIONS), "shapes"].join(", ")}.`);
  process.exit(2);
}

let text = readFileSync(file, "utf8");
for (const [name, write] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const body = await write();
  if (body === undefined) {
    console.error(`${name}: nothing recorded, left as it was`);
    continue;
  }
  const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marked.test(text)) throw new Error(`The README has no place for ${name}.`);
  text = text.replace(marked, (_whole, open, close) => `${open}${body.trimEnd()}\n${close}`);
}
writeFileSync(file, text);
if (wanted.length === 0 || wanted.includes("shapes")) {
  const { status } = spawnSync(process.execPath, ["scripts/shapes.mjs", "--write"], { stdio: ["ignore", "ignore", "inherit"] });
  process.exitCode = status ?? 1;
}
