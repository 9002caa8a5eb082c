/**
 * Inputs that are damaged: what can be read is read, what cannot is said on standard error whatever the form of output, and the
 * exit code is 3; the library and its streams count it. Inputs that hold nothing say so.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadDetector } from "../../build/host/index.js";
import { EXPORT, event, run } from "../cli/run.js";
import { xml } from "./forms.js";

const folder = mkdtempSync(join(tmpdir(), "damage-"));
after(() => rmSync(folder, { recursive: true }));

const one = event(EXPORT);
const utf16 = (/** @type {string} */ text) => Buffer.from(`\ufeff${text}`, "utf16le");
const table = `EventID,Channel,ScriptBlockText\r\n4104,x,"${EXPORT}"\r\n`;
/** Bytes that no packer shortens, so that what stands before the cut is more than what a packer holds back. */
const noise = Array.from({ length: 3000 }, (_, at) => JSON.stringify({ n: (at * 2_654_435_761) % 4_294_967_296 })).join("\n");

/** Each with the findings that are read all the same, and what is said. @type {[string, Buffer, number, RegExp][]} */
const DAMAGED = [
  ["an array that ends within a text", Buffer.from(`[\n${one},\n${one.slice(0, -30)}`), 1, /ends within a text/],
  ["an array that does not end", Buffer.from(`[\n${one},\n${one}\n`), 2, /ends within a list/],
  ["an object around a list that does not end", Buffer.from(`{"records":[\n${one},\n${one}\n`), 2, /ends within a list/],
  ["XML that ends within an event", Buffer.from(`<Events>${xml(EXPORT)}${xml(EXPORT).slice(0, -40)}`), 1, /within an <Event>/],
  ["XML that ends between events", Buffer.from(`<Events>${xml(EXPORT)}`), 1, /ends within <Events>/],
  ["a table that ends within a field", Buffer.from(`${table}4104,x,"Get-Date`), 1, /within a quoted field/],
  ["a table in another encoding", Buffer.from(table.replace("ceo", "Zo\xeb"), "latin1"), 1, /not in UTF-8 \(line 2\)/],
  ["UTF-16 that ends within a unit", utf16(`[${one},${one}]\n`).subarray(0, -1), 2, /within a character of UTF-16/],
  ["UTF-16 that ends within a text", utf16(`[${one},${one}]`).subarray(0, -60), 1, /ends within a text/],
];

async function streamed(bytes, step) {
  const stream = loadDetector().createScanner();
  const reading = (async () => {
    let matches = 0;
    for await (const _ of stream.readable) matches++;
    return matches;
  })();
  const writer = stream.writable.getWriter();
  for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
  await writer.close();
  return { matches: await reading, stats: await stream.stats };
}

for (const [what, bytes, findings, said] of DAMAGED) {
  test(`${what}: said, counted, exit 3`, async () => {
    const file = join(folder, "input");
    writeFileSync(file, bytes);
    for (const flags of [["--json"], ["--quiet"], ["--csv", "--fail-on-findings"]]) {
      const { status, stderr } = run(["scan", ...flags, file]);
      assert.equal(status, 3, flags.join());
      assert.match(stderr, said);
    }
    assert.equal(run(["scan", "--json", file]).stdout.split("\n").length - 1, findings);
    const explained = run(["explain", file]);
    assert.equal(explained.status, 3);
    assert.match(explained.stderr, said);
    const detector = loadDetector();
    assert.equal(detector.scan(bytes).length, findings);
    assert.equal(detector.stats().damaged, 1);
    assert.match(detector.stats().notes.join(), said);
    for (const step of [1, 97]) {
      const { matches, stats } = await streamed(bytes, step);
      assert.deepEqual([matches, stats.damaged], [findings, 1]);
      assert.match(stats.notes.join(), said);
    }
  });
}

test("lists that end, nested or one after another, are whole", () => {
  for (const text of [`[[${one}],\n[${one}]]`, `[${one}][${one}]`, `{"hits":{"hits":[${one},${one},],"n":[1]},"took":1}`]) {
    const detector = loadDetector();
    assert.equal(detector.scan(text).length, 2, text);
    assert.deepEqual([detector.stats().damaged, detector.stats().notes], [0, []], text);
  }
});

test("a packed input that is cut gives what stands before the cut", async () => {
  const packed = gzipSync(`${one}\n${noise}\n${one}\n`);
  const cut = packed.subarray(0, packed.length - 400);
  const file = join(folder, "cut.gz");
  writeFileSync(file, cut);
  const scanned = run(["scan", "--json", file]);
  assert.equal(scanned.status, 3);
  assert.equal(scanned.stdout.split("\n").length - 1, 1);
  assert.match(scanned.stderr, /cut\.gz is damaged gzip: what could be unpacked was read/);
  assert.doesNotMatch(scanned.stderr, /holds no event|is empty/);
  const explained = run(["explain", file]);
  assert.equal(explained.status, 3);
  assert.match(explained.stdout, /match: the text exports a mailbox/);
  const passed = run(["stream"], { input: cut });
  assert.equal(passed.status, 3);
  assert.match(passed.stdout, /mailbox_export_finding/);
  const detector = loadDetector();
  assert.equal(detector.scan(cut).length, 1);
  assert.equal(detector.stats().damaged, 1);
  const { matches, stats } = await streamed(cut, 5000);
  assert.deepEqual([matches, stats.damaged], [1, 1]);
});

test("stream says what it passed unread, and exits 3", () => {
  const { status, stdout, stderr } = run(["stream"], { input: `${one.slice(0, -30)}\n{"a":1}\n` });
  assert.equal(stdout, `${one.slice(0, -30)}\n{"a":1}\n`);
  assert.match(stderr, /note: 1 script block event cut or damaged, passed unread/);
  assert.equal(status, 3);
});

test("an empty input says that it is empty, in every form of output, and is no error", () => {
  for (const flags of [[], ["--json"], ["--csv"], ["--quiet"]]) {
    const { status, stdout, stderr } = run(["scan", ...flags], { input: "" });
    assert.deepEqual([status, stdout], [0, ""]);
    assert.match(stderr, /note: \(stdin\) is empty/);
  }
  assert.match(run(["explain"], { input: "" }).stderr, /\(stdin\) holds nothing to explain/);
  assert.match(run(["explain"], { input: "\n \n" }).stderr, /\(stdin\) holds nothing to explain/);
  assert.match(run(["scan", "--json"], { input: gzipSync("") }).stderr, /is empty/);
});

test("a script block without its text is told by scan and explain", () => {
  const input = JSON.stringify({ EventID: 4104, Channel: "Microsoft-Windows-PowerShell/Operational", ScriptBlockId: "x" });
  assert.match(run(["scan", "--json"], { input }).stderr, /1 script block event without its text/);
  const explained = run(["explain"], { input });
  assert.equal(explained.stdout, "");
  assert.match(explained.stderr, /1 script block event without text/);
});

test("a pattern for files of folders takes one value, so what follows it is still an input", () => {
  const logs = join(folder, "logs");
  mkdirSync(logs);
  for (const name of ["a.txt", "b.json", "c.log"]) writeFileSync(join(logs, name), one);
  const found = (...args) => run(["scan", "--json", ...args], { input: "" });
  assert.equal(found("--glob", "*.txt", logs).stdout.split("\n").length - 1, 1);
  assert.equal(found("--glob", "*.txt", "--glob", "*.json", logs).stdout.split("\n").length - 1, 2);
  assert.match(found("--glob", "*.txt", logs).stderr, /2 other files of these folders were not read/);
  assert.match(found("--glob", "*.txt", "--glob", "*.json", logs).stderr, /1 other file of these folders was not read/);
  assert.match(run(["explain", logs]).stderr, /It is a folder: name a file in it/);
});

test("XML that holds no event says what writes events", () => {
  const { status, stderr } = run(["scan", "--json"], { input: '<Objs Version="1.1"><Obj RefId="0"/></Objs>' });
  assert.equal(status, 2);
  assert.match(stderr, /holds no <Event> element\n.*ConvertTo-Json and wevtutil/);
  assert.doesNotMatch(stderr, /JSON object/);
});
