/** The library as a program uses it: what goes in, what comes out, and what never changes. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { DetectorError, loadDetector } from "../../build/host/index.js";
import { moduleBytes } from "../../build/host/modules.js";
import { encodeText } from "../../build/host/wtf8.js";
import { EXPORT, event, HARMLESS } from "../cli/run.js";

const text = new TextDecoder();
const STATUS = '{"mailbox_export_detector":"status"}';

test("a finding names line, offset and length in bytes of the UTF-8 input", () => {
  const lines = [event("Wörter €"), "", event(EXPORT), '{"a":"ü"}', event(EXPORT, { Computer: "EX02" })];
  const input = lines.join("\n");
  const matches = loadDetector().scan(input);
  assert.deepEqual(
    matches.map(({ line }) => line),
    [3, 5],
  );
  const bytes = Buffer.from(input);
  for (const { line, offset, length, finding } of matches) {
    assert.equal(bytes.subarray(offset, offset + length).toString(), lines[line - 1]);
    assert.equal(finding.verdict, "match");
    assert.equal(finding.calls[0].mailbox, "ceo");
  }
});

test("text and its bytes give the same matches, in one piece or in many", () => {
  const filler = event(HARMLESS, { Note: "x".repeat(5000) });
  const lines = Array.from({ length: 700 }, (_, index) =>
    index % 97 === 5 ? event(EXPORT, { ScriptBlockId: `block-${index}` }) : filler,
  );
  const input = lines.join("\r\n");
  const detector = loadDetector();
  const fromText = detector.scan(input);
  assert.equal(fromText.length, 8);
  detector.reset();
  assert.deepEqual(detector.scan(Buffer.from(input)), fromText);
});

test("transform keeps every byte but the member it adds before the last brace", () => {
  const record = event(EXPORT);
  const input = `\ufeff${event(HARMLESS)}\r\n  ${record} \r\n\n[1,2]\nnot json\n${record.replace('"EX01', '"EX09')}`;
  const output = text.decode(loadDetector().transform(encodeText(input)));
  const members = [...output.matchAll(/,"mailbox_export_finding":(\{.*\})(?=\}\s*$)/gm)];
  assert.equal(members.length, 2);
  assert.equal(output.replace(/,"mailbox_export_finding":\{.*\}(?=\}\s*$)/gm, ""), input.replace("\ufeff", ""));
  for (const [, json] of members) assert.equal(JSON.parse(json).verdict, "match");
});

test("what holds no finding comes back byte for byte, whatever it is", () => {
  const detector = loadDetector();
  const lines = fc.array(fc.oneof(fc.json(), fc.string(), fc.string({ unit: "binary" })), { maxLength: 12 });
  fc.assert(
    fc.property(lines, fc.constantFrom("\n", "\r\n", "\n\n"), (parts, separator) => {
      const input = encodeText(parts.join(separator));
      assert.equal(Buffer.compare(detector.transform(input), input), 0);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      assert.equal(Buffer.compare(detector.transform(input), input), 0);
    }),
    { numRuns: 200 },
  );
});

test("inspect answers one event, and null for anything else", () => {
  const detector = loadDetector();
  assert.equal(detector.inspect(event(EXPORT)).verdict, "match");
  for (const other of [event(HARMLESS), "", "{", "[]", STATUS]) assert.equal(detector.inspect(other), null, other);
});

test("read and explain leave the shared state alone", () => {
  const detector = loadDetector();
  detector.scan(event(HARMLESS));
  const before = detector.stats();
  assert.equal(detector.read(EXPORT).verdict, "match");
  assert.equal(detector.explain(EXPORT).reading.verdict, "match");
  assert.deepEqual({ ...detector.stats(), memory_pages: 0 }, { ...before, memory_pages: 0 });
});

test("read tells verdict, calls, mentions and whether the published search hits", () => {
  const detector = loadDetector();
  const reading = detector.read(`# ${EXPORT}\n${EXPORT.toLowerCase()}`);
  assert.equal(reading.verdict, "match");
  assert.equal(reading.literal, true);
  assert.deepEqual(
    reading.mentions.map(({ kind }) => kind),
    ["comment"],
  );
  assert.deepEqual(reading.calls[0].span, [EXPORT.length + 3, 2 * EXPORT.length + 3]);
  assert.equal(detector.read(EXPORT.toLowerCase()).literal, false);
  assert.deepEqual(detector.read(""), { verdict: "none", calls: [], mentions: [], literal: false });
});

test("a lone surrogate survives the way in and out", () => {
  const script = "New-MailboxExportRequest -Mailbox 'a\ud83d' -FilePath \\\\s\\p\\\udc00.pst";
  const [call] = loadDetector().read(script).calls;
  assert.equal(call.mailbox, "a\ud83d");
  assert.equal(call.file_path, "\\\\s\\p\\\udc00.pst");
});

test("explain lists the commands as PowerShell cuts them", () => {
  const { commands } = loadDetector().explain("Get-Item C:\\x | ForEach-Object { Write-Host $_ }");
  assert.deepEqual(
    commands.map(({ name }) => name),
    ["Get-Item", "ForEach-Object", "Write-Host"],
  );
});

test("stats count from load or reset, and reset empties them", () => {
  const detector = loadDetector();
  detector.scan([event(HARMLESS), "{}", event(HARMLESS).slice(0, -9), event(EXPORT), event(`# ${EXPORT}`)].join("\n"));
  const { events, script_blocks, findings, mentions, unreadable, memory_pages } = detector.stats();
  assert.deepEqual({ events, script_blocks, findings, unreadable }, { events: 5, script_blocks: 3, findings: 1, unreadable: 1 });
  assert.ok(mentions >= 1);
  assert.ok(memory_pages > 0);
  detector.reset();
  assert.deepEqual(
    { ...detector.stats(), memory_pages: 0 },
    { ...Object.fromEntries(Object.keys(detector.stats()).map((key) => [key, 0])), notes: [] },
  );
});

test("memory does not grow once records of a size were seen", () => {
  const detector = loadDetector();
  const batch = encodeText(`${event("x".repeat(200_000))}\n${event(EXPORT)}\n`);
  detector.transform(batch);
  const pages = detector.stats().memory_pages;
  for (let lap = 0; lap < 40; lap++) detector.transform(batch);
  assert.equal(detector.stats().memory_pages, pages);
});

test("a line longer than 32 MiB passes, is counted, and the lines around it are read", () => {
  const detector = loadDetector();
  const long = Buffer.alloc((32 << 20) + 10, 0x20);
  const input = Buffer.concat([
    Buffer.from(`${event(EXPORT)}\n`),
    long,
    Buffer.from(`\n${event(EXPORT, { Computer: "EX07" })}\n`),
  ]);
  const matches = detector.scan(input);
  assert.deepEqual(
    matches.map(({ line }) => line),
    [1, 3],
  );
  assert.equal(matches[1].offset, input.length - matches[1].length - 1);
  assert.equal(detector.stats().oversized, 1);
});

test("the configuration reaches the core", () => {
  const config = { exceptions: [{ host: "ex01.*", mailbox: "c*", reason: "drill" }], field: "found", omit: ["file_path"] };
  const [{ finding }] = loadDetector({ config }).scan(event(EXPORT));
  assert.equal(finding.severity, "informational");
  assert.deepEqual(finding.suppressed, { reason: "drill", severity: "medium" });
  assert.equal(finding.calls[0].file_path, undefined);
  assert.equal(finding.calls[0].destination, "share");
  const output = text.decode(loadDetector({ config }).transform(encodeText(event(EXPORT))));
  assert.ok(output.includes(',"found":{"schema":1,'));
});

test("a module may be handed in as bytes or compiled; another host's is refused with a hint", () => {
  const bytes = moduleBytes("node");
  assert.equal(loadDetector({ wasm: bytes }).read(EXPORT).verdict, "match");
  assert.equal(loadDetector({ wasm: new WebAssembly.Module(bytes) }).read(EXPORT).verdict, "match");
  for (const wasm of [moduleBytes("fluent-bit"), moduleBytes("bento")]) {
    assert.throws(() => loadDetector({ wasm }), { code: "module_incompatible", hint: /node\.wasm/ });
  }
  assert.throws(
    () => loadDetector({ wasm: Uint8Array.of(1, 2, 3) }),
    (error) =>
      error instanceof DetectorError && error.code === "module_invalid" && error.cause instanceof WebAssembly.CompileError,
  );
});

test("an argument of the wrong type is told as such", () => {
  const detector = loadDetector();
  for (const call of [
    () => detector.scan(7),
    () => detector.transform(null),
    () => detector.inspect({}),
    () => detector.read(Buffer.from("x")),
  ]) {
    assert.throws(
      call,
      (error) => error instanceof DetectorError && error.code === "argument_invalid" && /Hand in/.test(error.hint),
    );
  }
});

test("require gives the same library", () => {
  const required = createRequire(import.meta.url)("../../build/host/index.js");
  assert.equal(required.loadDetector().read(EXPORT).verdict, "match");
});
