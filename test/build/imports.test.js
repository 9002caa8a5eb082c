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
