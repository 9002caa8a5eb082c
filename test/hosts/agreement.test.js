/** One core, several modules: the same verdict and the same finding bytes through each, on everything the repository holds. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { DRIVERS } from "./emulation/drivers.js";
import { BYSTANDERS, scriptBlock } from "./emulation/events.js";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));

function files(folder, accept) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter(accept)
    .sort();
}

/** The records of a file: its lines, or the whole where a shipper sends a record over several lines. */
function recordsOf(file) {
  const bytes = readFileSync(file);
  const lines = bytes
    .toString("latin1")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => Buffer.from(line, "latin1"));
}

const corpus = (name) =>
  readFileSync(join(FIXTURES, "corpus", name), "utf8")
    .trim()
    .split("\n")
    .map((line, index) => Buffer.from(scriptBlock(JSON.parse(line).script, { id: `${name}-${index}` })));

/** The answer to the status record tells each instance's own pages. */
const isStatus = (answer) => answer.includes('{"mailbox_export_detector":"status","detector"');
const withoutPages = (answer) => (isStatus(answer) ? Buffer.from(answer.toString().replace(/"memory_pages":\d+/, "")) : answer);

/** Sends the records through every module and holds each to the first. */
function agree(records, what) {
  const [[first, open], ...others] = Object.entries(DRIVERS);
  const expected = open(records);
  for (const [name, module] of others) {
    const answers = module(records);
    for (const [index, answer] of answers.entries()) {
      assert.ok(
        withoutPages(answer).equals(withoutPages(expected[index])),
        `${what}, record ${index}: ${name} answers\n${answer}\nand ${first}\n${expected[index]}`,
      );
    }
  }
  return expected;
}

/** A record comes back as it came, or with one member more. */
function keepsRecords(records, answers) {
  let found = 0;
  for (const [index, answer] of answers.entries()) {
    const record = records[index];
    if (answer.equals(record) || isStatus(answer)) continue;
    found++;
    const before = record.lastIndexOf("}");
    assert.ok(answer.subarray(0, before).equals(record.subarray(0, before)), `record ${index} changed before the member`);
    const after = record.length - before;
    assert.ok(answer.subarray(-after).equals(record.subarray(before)), `record ${index} changed after the member`);
    const member = answer.subarray(before, -after).toString();
    assert.match(member, /^,?"mailbox_export_finding":\{/);
    JSON.parse(`{${member.replace(/^,/, "")}}`);
  }
  return found;
}

test("every event fixture reads the same through every module", () => {
  const events = files(FIXTURES, (file) => /\.(json|ndjson)$/.test(file) && !file.endsWith(".expect.json"));
  assert.ok(events.length > 0);
  for (const file of events) {
    const records = recordsOf(file);
    keepsRecords(records, agree(records, file));
  }
});

test("every script fixture, form and composition reads the same through every module", () => {
  const scripts = files(FIXTURES, (file) => file.endsWith(".ps1")).map((file, index) =>
    Buffer.from(scriptBlock(readFileSync(file, "utf8"), { id: `script-${index}` })),
  );
  const records = [...scripts, ...corpus("forms.jsonl"), ...corpus("compositions.jsonl")];
  const found = keepsRecords(records, agree(records, "scripts"));
  assert.ok(found > 1000, `only ${found} findings`);
});

test("records that are no script blocks come back untouched through every module", () => {
  const records = BYSTANDERS.map((text) => Buffer.from(text)).filter((record) => record.length > 0 && !record.includes(10));
  const answers = agree(records, "bystanders");
  for (const [index, answer] of answers.entries()) assert.ok(answer.equals(records[index]));
});

test("parts of a block join through every module", () => {
  const script = `${"# filler\n".repeat(3000)}New-MailboxExportRequest -Mailbox ceo -FilePath \\\\fs01\\pst$\\x.pst\n${"# filler\n".repeat(3000)}`;
  const size = 9000;
  const parts = Math.ceil(script.length / size);
  const records = Array.from({ length: parts }, (_, index) =>
    Buffer.from(scriptBlock(script.slice(index * size, (index + 1) * size), { id: "joined", part: index + 1, parts })),
  );
  for (const order of [records, records.toReversed(), [...records, ...records]]) {
    assert.ok(keepsRecords(order, agree(order, "parts")) > 0);
  }
});
