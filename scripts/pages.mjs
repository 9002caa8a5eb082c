/**
 * Writes the generated parts of the README and of the pages below docs/, each between `<!-- name -->` and `<!-- /name -->`, from the
 * build, the fixtures and the recorded figures: `node scripts/pages.mjs [NAME…]`. Needs a build. The table of shapes is that of
 * scripts/shapes.mjs; `page` is docs/page.html, a copy of what the build made.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAfter } from "./sections/before-after.mjs";
import { catches } from "./sections/catches.mjs";
import { embedding } from "./sections/embedding.mjs";
import { limitations } from "./sections/limitations.mjs";
import { modules } from "./sections/modules.mjs";
import { performance } from "./sections/performance.mjs";
import { reliability } from "./sections/reliability.mjs";
import { techniques } from "./sections/techniques.mjs";

/** Every generated part, the page that holds it and what writes it. */
const SECTIONS = {
  "before-after": { page: "README.md", write: beforeAfter },
  limitations: { page: "README.md", write: limitations },
  modules: { page: "docs/hosts.md", write: modules },
  embedding: { page: "docs/embedding.md", write: embedding },
  catches: { page: "docs/accuracy.md", write: catches },
  techniques: { page: "docs/accuracy.md", write: techniques },
  performance: { page: "docs/performance.md", write: performance },
  reliability: { page: "docs/reliability.md", write: reliability },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !["page", "shapes"].includes(name) && !(name in SECTIONS));
if (unknown.length > 0) {
  console.error(
    `There is no section ${unknown.join(", ")}; there are ${[...Object.keys(SECTIONS), "page", "shapes"].join(", ")}.`,
  );
  process.exit(2);
}

for (const [name, { page, write }] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const body = await write();
  if (body === undefined) {
    console.error(`${name}: nothing recorded, left as it was`);
    continue;
  }
  const file = new URL(`../${page}`, import.meta.url);
  const text = readFileSync(file, "utf8");
  const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marked.test(text)) throw new Error(`${page} has no place for ${name}.`);
  writeFileSync(
    file,
    text.replace(marked, (_whole, open, close) => `${open}${body.trimEnd()}\n${close}`),
  );
}
if (wanted.length === 0 || wanted.includes("page")) copyFileSync("build/page.html", "docs/page.html");
if (wanted.length === 0 || wanted.includes("shapes")) {
  const { status } = spawnSync(process.execPath, ["scripts/shapes.mjs", "--write"], { stdio: ["ignore", "ignore", "inherit"] });
  process.exitCode = status ?? 1;
}
