/**
 * What may import what: data flows one way through the core, below powershell/ too, nothing imports itself through others, and the
 * host knows of the core only the contract.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Folders of the core and what each may import. Data flows one way: what is further right never knows what is further left. */
const CORE = ["hosts", "", "finding", "exchange", "powershell", "blocks", "event", "bytes", "memory"];
/** Side by side: neither knows the other, but for the script block that event/ hands to blocks/. */
const rank = { hosts: 0, "": 1, finding: 2, exchange: 3, powershell: 4, blocks: 5, event: 6, bytes: 7, memory: 7 };

function sources(folder, accept) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && accept(join(entry.parentPath ?? entry.path, entry.name)))
    .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
}

const importsOf = (file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"/gm)].map((match) => match[1]);

const coreFolder = (file) => {
  const [, folder, rest] = file.split("/");
  return rest === undefined ? "" : folder;
};

test("the core's folders import in one direction only", () => {
  const offences = [];
  for (const file of sources("assembly", (path) => path.endsWith(".ts") && !path.includes("__tests__"))) {
    const from = coreFolder(file);
    assert.ok(CORE.includes(from), `${file} lies in a folder that the flow does not know`);
    for (const target of importsOf(file).filter((name) => name.startsWith("."))) {
      const path = relative(ROOT, join(ROOT, dirname(file), target));
      const to = coreFolder(`${path}.ts`);
      const shared = ["assembly/contract", "assembly/gates"].includes(path);
      if (!shared && from !== to && !(rank[from] < rank[to]) && !(from === "bytes" && to === "memory"))
        offences.push(`${file} → ${path}`);
    }
  }
  assert.deepEqual(offences, []);
});

/** Folders and files below powershell/ and what each may import there, beside itself. */
const FILES = ["site", "program", "watched", "work"];
const POWERSHELL = {
  site: [],
  program: [],
  watched: [],
  work: [],
  gate: ["watched"],
  lexer: ["program", "site", "watched"],
  parser: ["lexer", "program"],
  regex: ["work"],
  "values/methods": ["values/operators", "values", "regex", "program", "work"],
  "values/operators": ["values", "regex", "program", "work"],
  values: ["regex", "program", "work"],
  machine: ["values/methods", "values/operators", "values", "parser", "lexer", ...FILES],
  builtins: ["machine", "values/methods", "values/operators", "values", ...FILES],
  interpreter: [
    "builtins",
    "machine",
    "values/methods",
    "values/operators",
    "values",
    "regex",
    "parser",
    "lexer",
    "gate",
    ...FILES,
  ],
  reader: [
    "interpreter",
    "builtins",
    "machine",
    "values/methods",
    "values/operators",
    "values",
    "regex",
    "parser",
    "lexer",
    ...FILES,
  ],
};

/** The row of the table that a path below powershell/ belongs to. */
function room(path) {
  const [folder, inner, file] = path
    .replace(/^assembly\/powershell\//, "")
    .replace(/\.ts$/, "")
    .split("/");
  return file === undefined ? folder : `${folder}/${inner}`;
}

test("the folders below powershell/ import in one direction only", () => {
  const offences = [];
  for (const file of sources("assembly/powershell", (path) => path.endsWith(".ts"))) {
    const allowed = POWERSHELL[room(file)];
    assert.ok(allowed, `${file} lies in a folder that the table does not know`);
    for (const name of importsOf(file).filter((name) => name.startsWith("."))) {
      const target = relative(ROOT, join(ROOT, dirname(file), name));
      if (!target.startsWith("assembly/powershell/") || room(target) === room(file)) continue;
      if (!allowed.includes(room(target))) offences.push(`${file} → ${target}`);
    }
  }
  assert.deepEqual(offences, []);
});

test("powershell/ itself holds no more than eight files", () => {
  const files = readdirSync(join(ROOT, "assembly/powershell"), { withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(files.length <= 8, files.map((entry) => entry.name).join(", "));
});

/** A path that leads from a file back to itself, or undefined; files that lead nowhere are not walked twice. */
function ringFrom(start, edges, done) {
  const path = [];
  const onPath = new Set();
  const walk = [[start, 0]];
  while (walk.length > 0) {
    const step = walk[walk.length - 1];
    const [file, next] = step;
    if (next === 0) {
      path.push(file);
      onPath.add(file);
    }
    const target = edges.get(file)?.[next];
    step[1]++;
    if (target === undefined) {
      walk.pop();
      path.pop();
      onPath.delete(file);
      done.add(file);
    } else if (onPath.has(target)) return [...path.slice(path.indexOf(target)), target];
    else if (!done.has(target)) walk.push([target, 0]);
  }
  return undefined;
}

for (const [root, suffix] of [
  ["assembly", ""],
  ["host", ".js"],
]) {
  test(`no file of ${root}/ imports itself through others`, () => {
    const files = sources(root, (path) => path.endsWith(".ts") && !path.includes("__tests__"));
    const targetOf = (file, name) =>
      `${relative(ROOT, join(ROOT, dirname(file), name)).slice(0, -suffix.length || undefined)}.ts`;
    const edges = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter((name) => name.startsWith("."))
          .map((name) => targetOf(file, name)),
      ]),
    );
    const done = new Set();
    const rings = files.map((file) => ringFrom(file, edges, done)).filter((ring) => ring !== undefined);
    assert.deepEqual(
      rings.map((ring) => ring.join(" → ")),
      [],
    );
  });
}

test("the core imports nothing from outside itself", () => {
  const strangers = sources("assembly", (path) => path.endsWith(".ts") && !path.includes("__tests__")).flatMap((file) =>
    importsOf(file)
      .filter((name) => !name.startsWith(".") || relative(ROOT, join(ROOT, dirname(file), name)).split("/")[0] !== "assembly")
      .map((name) => `${file} → ${name}`),
  );
  assert.deepEqual(strangers, []);
});

test("the engine knows no cmdlet of Exchange", () => {
  const named = sources("assembly/powershell", (path) => path.endsWith(".ts"))
    .filter((file) => /mailboxexport|mailbox-export/i.test(readFileSync(join(ROOT, file), "utf8")))
    .map(String);
  assert.deepEqual(named, []);
});

test("the host takes nothing from the core but the contract", () => {
  const offences = sources("host", (path) => path.endsWith(".ts")).flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith("."))
      .map((name) => relative(ROOT, join(ROOT, dirname(file), name)))
      .filter((path) => !path.startsWith("host/") && path !== "assembly/contract.js")
      .map((path) => `${file} → ${path}`),
  );
  assert.deepEqual(offences, []);
});
