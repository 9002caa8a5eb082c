/**
 * The gates let a record or a text leave unread only if reading it would find nothing: the module with gates and its twin
 * without say the same of every text there is.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { BOUND_EXAMPLES } from "../event/bound-shapes.js";
import { damage, event } from "../fuzz/events.mjs";
import { LAUNCHERS } from "../fuzz/launchers.mjs";
import { Random } from "../fuzz/random.mjs";
import { COMPOSITIONS, FORMS, OBFUSCATED, ORDINARY, script } from "../fuzz/scripts.mjs";
import { EVASIONS } from "./evasions.mjs";

const gated = loadDetector();
const ungated = loadDetector({ wasm: readFileSync(new URL("../../build/test/node.ungated.wasm", import.meta.url)) });

function agree(lines, what) {
  const ndjson = Buffer.from(lines.map((line) => `${line.replaceAll("\n", " ")}\n`).join(""));
  gated.reset();
  ungated.reset();
  const [with_, without] = [gated, ungated].map((detector) => detector.scan(ndjson));
  assert.deepEqual(
    with_.map(({ line }) => line),
    without.map(({ line }) => line),
    what,
  );
  assert.deepEqual(with_, without, what);
  const counts = [gated, ungated].map((detector) => ({ ...detector.stats(), memory_pages: 0 }));
  assert.deepEqual(counts[0], counts[1], what);
  return with_.length;
}

const single = (text, index, random) => event(random, { text, id: `${index}`, part: 1, parts: 1, host: "EX01" });

test("on every form and composition, in every shape", () => {
  const random = new Random(3);
  const found = agree(
    [...FORMS, ...COMPOSITIONS].map(({ script }, index) => single(script, index, random)),
    "corpus",
  );
  assert.ok(found > 3000, `${found} findings`);
});

test("on every obfuscated text and every launcher of a compressed one", () => {
  const random = new Random(4);
  const texts = [...OBFUSCATED.map(({ script }) => script), ...LAUNCHERS];
  const found = agree(
    texts.map((script, index) => single(script, index, random)),
    "obfuscated",
  );
  assert.ok(found > 300, `${found} findings`);
});

/** A word with one and with two of its gaps filled by what PowerShell takes for nothing. */
function hidings(word) {
  const hidden = [];
  for (let gap = 1; gap < word.length; gap++) {
    for (const nothing of ["''", '""', "`", "\u2018\u2019", "''\"\"", "\u201c\u201d''"]) {
      hidden.push(`${word.slice(0, gap)}${nothing}${word.slice(gap)}`);
      hidden.push(`${word.slice(0, gap)}${nothing}${word[gap]}${nothing}${word.slice(gap + 1)}`);
    }
  }
  return hidden;
}

test("on quotes and backticks in any place of a word, wherever the word stands", () => {
  const call = "-Mailbox ceo -FilePath \\\\fs01\\pst$\\ceo.pst";
  const ways = [
    ...hidings("New-MailboxExportRequest").map((name) => `${name} ${call}`),
    ...["iex", "Invoke-Expression"].flatMap(hidings).map((word) => `${word} ('New-Mailbox' + 'ExportRequest ${call}')`),
    ...["sal", "Set-Alias"].flatMap(hidings).map((word) => `${word} zz ('New-Mailbox' + 'ExportRequest')\nzz ${call}`),
    ...hidings("powershell").map((word) => `${word} -c ('New-Mailbox' + 'ExportRequest ${call}')`),
  ];
  const texts = ways.flatMap((way, index) => [`${"a".repeat(index % 33)};${way}`, `$gr\u00fc\u00dfe=1;${way}`]);
  const found = agree(
    texts.map((text, index) => single(text, index, new Random(index))),
    "hidden letters",
  );
  assert.ok(found > 800, `${found} findings`);
});

test("on ordinary scripts, each alone", () => {
  agree(
    ORDINARY.map((text, index) => single(text, index, new Random(index))),
    "ordinary",
  );
});

test("on scripts that call the cmdlet by ways that are easily overlooked", () => {
  const random = new Random(5);
  for (const [index, text] of EVASIONS.entries()) assert.equal(agree([single(text, index, random)], text), 1, text);
});

test("on random scripts, whole and damaged", () => {
  const random = new Random(17);
  agree(
    Array.from({ length: 3000 }, (_, index) => {
      const line = single(script(random), index, random);
      return random.once(5) ? damage(random, line) : line;
    }),
    "random",
  );
});

test("on events that show what was bound, whole, damaged and with letters written as escapes", () => {
  const random = new Random(23);
  const escaping = (character) => `\\u00${character.charCodeAt(0).toString(16)}`;
  const lines = Array.from({ length: 4000 }, () => {
    const line = random.pick(BOUND_EXAMPLES).record;
    if (random.once(3)) return line;
    if (random.once(2)) return damage(random, line);
    const rate = 1 + random.below(60);
    // Outside of strings an escape makes no JSON, and whether such a record counts as unreadable hangs on where its words lie.
    return line.replace(/"(?:[^"\\]|\\.)*"/g, (string) =>
      string.replace(/(?<!\\)[A-Za-z]/g, (letter) => (random.once(rate) ? escaping(letter) : letter)),
    );
  });
  assert.ok(agree(lines, "bound") > 500);
});

test("on every fixture", () => {
  const folder = new URL("../fixtures/", import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter(
    (name) => /\.(ndjson|json)$/.test(name) && !name.includes("expect"),
  );
  for (const name of files) agree(readFileSync(new URL(name, folder), "utf8").split("\n"), name);
  const scripts = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ps1"));
  agree(
    scripts.map((name, index) => single(readFileSync(new URL(name, folder), "utf8"), index, new Random(index))),
    "scripts of cases",
  );
});

const DATA = new URL("../../../shared/data/", import.meta.url);
for (const name of ["windows-events.jsonl", "script-blocks.jsonl"]) {
  const file = new URL(name, DATA);
  test(`on ${name}`, { skip: existsSync(file) ? false : "skipped: the data folder is not beside the repository" }, () => {
    assert.equal(agree(readFileSync(file, "utf8").split("\n").filter(Boolean), name), 0);
  });
}
