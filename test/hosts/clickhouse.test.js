/**
 * `clickhouse.wasm` under ClickHouse's contract: a row in, a row out; each row's answer is Node's for that record alone; what is no block
 * is an error of the query and never a trap.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { callBlock, openClickHouse } from "../../build/host/drivers/clickhouse.js";
import { loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { BYSTANDERS, scriptBlock } from "./emulation/events.js";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const module = new WebAssembly.Module(moduleBytes("clickhouse"));
const detector = loadDetector();

/** What Node says of a record from an empty store. */
function alone(record) {
  detector.reset();
  const text = Buffer.from(detector.transform(Buffer.concat([record, Buffer.from("\n")])));
  return text.subarray(0, -1);
}

const files = (accept) =>
  readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && accept(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

const lines = (file) =>
  readFileSync(file)
    .toString("latin1")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Buffer.from(line, "latin1"));

const events = files((name) => /\.(json|ndjson)$/.test(name) && !name.endsWith(".expect.json")).flatMap(lines);
const scripts = files((name) => name.endsWith(".ps1")).map((file, index) =>
  Buffer.from(scriptBlock(readFileSync(file, "utf8"), { id: `script-${index}` })),
);
const isStatus = (record) => record.includes('"mailbox_export_detector"');
const records = [...events, ...scripts, ...BYSTANDERS.map((text) => Buffer.from(text))].filter(
  (record) => !record.includes(10) && !isStatus(record),
);

test("every fixture's record gets the answer that Node gives that record alone, as finding and as annotated record", () => {
  const exports = openClickHouse(module);
  const annotated = callBlock(exports, "mailbox_export_annotated", records);
  const findings = callBlock(exports, "mailbox_export_finding", records);
  let found = 0;
  for (const [index, record] of records.entries()) {
    const expected = alone(record);
    assert.equal(Buffer.from(annotated[index]).toString(), expected.toString(), `record ${index}`);
    const finding = Buffer.from(findings[index]).toString();
    assert.equal(finding === "", expected.equals(record), `record ${index}`);
    if (finding !== "") {
      found++;
      // A record may be an array of events.
      const holder = [JSON.parse(expected)].flat().find((event) => event.mailbox_export_finding);
      assert.deepEqual(JSON.parse(finding), holder.mailbox_export_finding);
    }
  }
  assert.ok(found > 100, `only ${found} findings`);
});

test("what a row gets does not hang on the rows around it: parts of a split block do not meet", () => {
  const part = (number) =>
    Buffer.from(
      scriptBlock(number === 1 ? "New-MailboxExport" : "Request -Mailbox ceo -FilePath \\\\h\\s\\x.pst", {
        id: "p",
        part: number,
        parts: 2,
      }),
    );
  const exports = openClickHouse(module);
  assert.deepEqual(
    callBlock(exports, "mailbox_export_finding", [part(1), part(2)]).map((row) => row.length),
    [0, 0],
  );
});

test("no rows and empty rows are answered as such", () => {
  const exports = openClickHouse(module);
  assert.deepEqual(callBlock(exports, "mailbox_export_finding", []), []);
  assert.deepEqual(
    callBlock(exports, "mailbox_export_annotated", [Buffer.from(""), Buffer.from("x"), Buffer.from("")]).map((row) => row.length),
    [0, 1, 0],
  );
});

test("a block that is cut, or claims more than it holds, is an error of the query and leaves the module usable", () => {
  const exports = openClickHouse(module);
  for (const [bytes, rows] of [
    [[], 1],
    [[5, 65], 1],
    [[0x80], 1],
    [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 1],
    [[0xff, 0xff, 0xff, 0xff, 0x7f, 65], 1],
    [[1, 65], 2],
  ]) {
    for (const name of ["mailbox_export_finding", "mailbox_export_annotated"]) {
      const handle = exports.clickhouse_create_buffer(bytes.length);
      const [address, size] = new Uint32Array(exports.memory.buffer, handle, 2);
      assert.equal(size, bytes.length);
      new Uint8Array(exports.memory.buffer, address, size).set(bytes);
      assert.equal(exports[name](handle, rows), 0, `${bytes} as ${rows} rows`);
      exports.clickhouse_destroy_buffer(handle);
    }
  }
  assert.equal(exports.mailbox_export_finding(0, 1), 0);
  assert.equal(callBlock(exports, "mailbox_export_finding", [scripts[0]]).length, 1);
});

test("a buffer that no memory holds is refused, and memory stays as it was", () => {
  const exports = openClickHouse(module);
  const before = exports.memory.buffer.byteLength;
  assert.equal(exports.clickhouse_create_buffer(0xffffffff), 0);
  assert.equal(exports.clickhouse_create_buffer(0xf0000000), 0);
  assert.equal(exports.memory.buffer.byteLength, before);
});

test("block after block takes no more memory than the largest one", () => {
  const exports = openClickHouse(module);
  const block = records.slice(0, 300);
  callBlock(exports, "mailbox_export_annotated", block);
  const before = exports.memory.buffer.byteLength;
  for (let round = 0; round < 20; round++) callBlock(exports, "mailbox_export_annotated", block);
  assert.equal(exports.memory.buffer.byteLength, before);
});
