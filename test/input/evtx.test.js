/** The reader of Windows event logs: what it reads, how damage is told, and that nothing in a file makes it fail. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";
import { InputReader } from "../../build/host/input/reader.js";
import { EXPORT, HARMLESS } from "../cli/run.js";
import { chunk, log, nothing, SCRIPT_BLOCK, scriptBlock, string, strings } from "./evtx-writer.js";

/** The events' XML of a log, and what was said of it. */
function read(bytes, step = bytes.length) {
  const events = [];
  const reader = new InputReader({
    asIs: () => assert.fail("a log is converted"),
    converted(lines, places) {
      const texts = Buffer.from(lines).toString().trimEnd().split("\n");
      for (const [index, line] of texts.entries()) events.push({ xml: JSON.parse(line).xml, place: places[index] });
    },
  });
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  reader.end();
  return { events, report: reader.report() };
}

const many = (count, from = 0) =>
  Array.from({ length: count }, (_, index) => scriptBlock(`Get-Item ${from + index}`, `block-${from + index}`));

test("an event is written as Windows shows it: text escaped, times, numbers and SIDs, what is absent left away", () => {
  const { events, report } = read(log([chunk(SCRIPT_BLOCK, [scriptBlock("a < b & 'c' \"d\"\r\n\u0001\ud83d")])]));
  assert.equal(
    events[0].xml,
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-PowerShell"/><EventID>4104</EventID><TimeCreated SystemTime="2026-11-03T09:14:02.1230000Z"/><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>EX01.corp.example</Computer><Security UserID="S-1-5-21-1-2-500"/></System><EventData><Data Name="MessageNumber">1</Data><Data Name="MessageTotal">1</Data><Data Name="ScriptBlockText">a &lt; b &amp; \'c\' "d"\r\n\u0001\ud83d</Data><Data Name="ScriptBlockId">0a5f1c2e-6d0b-4a55-9d1c-3f6f2f6f0d11</Data><Data Name="Path"/></EventData></Event>',
  );
  assert.deepEqual([report.damaged, report.notes], [0, []]);
});

test("an element around a list is written for each of its items, and an optional attribute without a value is left away", () => {
  const template = ["Event", { Id: 1 }, [["Data", {}, 0]]];
  const { events } = read(log([chunk(template, [[strings(["Set-Mailbox", "-Identity ceo", ""]), nothing]])]));
  assert.equal(events[0].xml, "<Event><Data>Set-Mailbox</Data><Data>-Identity ceo</Data><Data/></Event>");
});

test("records share a template within their chunk, logs have many chunks, and pieces may be cut anywhere", () => {
  const bytes = log([chunk(SCRIPT_BLOCK, many(40)), chunk(SCRIPT_BLOCK, many(40, 40), 41)]);
  const whole = read(bytes);
  assert.equal(whole.events.length, 80);
  assert.ok(whole.events.every(({ xml }, index) => xml.includes(`>Get-Item ${index}<`)));
  assert.ok(whole.events.every(({ place }, index) => place.line === index + 1));
  assert.ok(whole.events.every(({ place }) => bytes.readUInt32LE(place.offset) === 0x2a2a));
  assert.deepEqual(read(bytes, 4097), whole);
  assert.deepEqual(read(bytes.subarray(4096)).events.length, 80, "chunks without the file's header");
});

test("damage is told, and read around", () => {
  const good = log([chunk(SCRIPT_BLOCK, many(10)), chunk(SCRIPT_BLOCK, many(10, 10), 11)]);
  const cut = read(good.subarray(0, good.length - 60_000));
  assert.match(cut.report.damages[0].what, /ends within chunk 2/);
  assert.ok(cut.events.length >= 10);
  const noChunk = Buffer.from(good);
  noChunk.write("Elfxxxx", 4096);
  assert.deepEqual([read(noChunk).events.length, read(noChunk).report.damaged], [10, 1]);
  const summed = Buffer.from(good);
  summed[4096 + 130] ^= 1;
  assert.match(read(summed).report.notes[0], /chunk 1 does not have its checksum/);
  const { events } = read(good);
  const broken = Buffer.from(good);
  broken.writeUInt32LE(0x7fffffff, events[3].place.offset + 4);
  const around = read(broken);
  assert.equal(around.events.length, 19);
  assert.match(around.report.damages[0].what, /holds what is no record/);
});

test("whatever stands in a log, reading it ends, and every event that is whole comes out", () => {
  const good = log([chunk(SCRIPT_BLOCK, many(6))]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 4096, max: 4096 + 6000 }), fc.integer({ min: 0, max: 255 })), { maxLength: 30 }),
      (edits) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of edits) bytes[at] = value;
        const { events } = read(bytes);
        assert.ok(events.length <= 6 + edits.length);
      },
    ),
    { numRuns: 150 },
  );
});

test("a template that repeats a value is bounded", () => {
  const template = ["Event", {}, Array.from({ length: 900 }, () => ["D", {}, 0])];
  const { events, report } = read(log([chunk(template, [[string("x".repeat(12_000))]])]));
  assert.equal(events.length, 0);
  assert.match(report.damages[0].what, /its XML is too long/);
});

test("an export in a log is found, with host, user and the record's place", () => {
  const bytes = log([chunk(SCRIPT_BLOCK, [scriptBlock(HARMLESS), scriptBlock(EXPORT)])]);
  const detector = loadDetector();
  const [{ finding, line, offset }, ...others] = detector.scan(bytes);
  assert.deepEqual(others, []);
  assert.deepEqual([line, bytes.readUInt32LE(offset)], [2, 0x2a2a]);
  assert.deepEqual([finding.host.name, finding.user.id], ["EX01.corp.example", "S-1-5-21-1-2-500"]);
});

test("real logs are read to their last record: one with a template, one that a collector wrote without", () => {
  const [created] = [read(gunzipSync(readFileSync("test/input/samples/new-user-security.evtx.gz")))];
  assert.deepEqual([created.events.length, created.report.damaged, created.report.notes], [4, 0, []]);
  assert.match(created.events[0].xml, /<EventID>\d+<\/EventID>.*<Computer>IE8Win7<\/Computer>/);
  assert.ok(created.events.some(({ xml }) => xml.includes('<Data Name="SubjectUserName">WIN-QALA5Q3KJ43$</Data>')));
  const forwarded = read(gunzipSync(readFileSync("test/input/samples/exchange-management-forwarded.evtx.gz")));
  assert.deepEqual([forwarded.events.length, forwarded.report.damaged], [1, 0]);
  assert.match(
    forwarded.events[0].xml,
    /<Provider Name="MSExchange CmdletLogs"\/>.*<EventData><Data>Set-Mailbox<\/Data><Data>-Identity "Administrateur" .*<Data>fr-FR<\/Data><\/EventData>/,
  );
});
