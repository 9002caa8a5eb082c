/**
 * Which bytes are a JSON record: those that `JSON.parse` takes, no others; and where its closing brace, its status and its end are. A
 * record that is broken never yields a script block and never stops the module.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { eventFixtures } from "./fixtures.js";
import { ANNOTATED, locate, OBJECT, OTHER, STATUS, UNREADABLE } from "./locate.js";

const decoder = new TextDecoder();
const pieces = fc.constantFrom(
  ...'{}[],:"\\ \t\n\r0-.eE+tfn/\u0000\u001f\u007f',
  "\\u",
  "\\ud83d",
  "\\u00e9",
  "true",
  "false",
  "null",
  "1e5",
  "-0",
  "01",
  "\u00e9",
  "\u{1f4e7}",
  '"a"',
  '{"a":1}',
  "[1,2]",
  '"ScriptBlockText":',
  '"mailbox_export_finding":',
);

/** What `JSON.parse` makes of the bytes. @param {Uint8Array} bytes */
function kindOf(bytes) {
  let value;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    return UNREADABLE;
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return OTHER;
  return Object.hasOwn(value, "mailbox_export_finding") ? ANNOTATED : OBJECT;
}

/** @param {Uint8Array} bytes */
function agrees(bytes) {
  // The one documented exception: the Datadog Agent's illegal escapes.
  fc.pre(!/\\[<>&]/.test(decoder.decode(bytes)));
  assert.equal(locate(bytes).kind, kindOf(bytes));
}

test("a record is JSON exactly if JSON.parse takes it: pieces of JSON in any order", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => agrees(Buffer.from(parts.join("")))),
    { numRuns: 4000 },
  );
});

test("a record is JSON exactly if JSON.parse takes it: any value, with one byte changed", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.integer({ min: -1, max: 255 }), (text, place, byte) => {
      const bytes = Buffer.from(text);
      if (byte >= 0 && bytes.length > 0) bytes[place % bytes.length] = byte;
      agrees(bytes);
    }),
    { numRuns: 3000 },
  );
});

test("an event cut at any byte is unreadable, and has no script block", () => {
  for (const { shape, name, records } of eventFixtures().filter((fixture) => fixture.name === "plain")) {
    const bytes = Buffer.from(records[0]);
    for (let length = 0; length < bytes.length; length += bytes.length > 2000 ? 3 : 1) {
      const { kind, blocks } = locate(bytes.subarray(0, length));
      assert.equal(kind, UNREADABLE, `${shape}/${name} cut at ${length}`);
      assert.equal(blocks.length, 0);
    }
  }
});

test("the closing brace is that of the record's own object", () => {
  for (const text of ['{"a":{}}', '{"a":"}"} ', '\ufeff{"a":[{}]}\r\n', "{ }", '{"a":1 }\n']) {
    const bytes = Buffer.from(text);
    const { kind, closing, empty } = locate(bytes);
    assert.equal(kind, OBJECT);
    assert.equal(closing, bytes.lastIndexOf("}"));
    assert.equal(empty, Object.keys(JSON.parse(text.replace("\ufeff", ""))).length === 0);
  }
});

test("the question for the status passes a condition on the event's number, and carries nothing else", () => {
  for (const member of ['"EventID":4104', '"EventID" : "4104"', '"event_id":4104', '"winlog.event_id":"4104"']) {
    assert.equal(locate(`{"mailbox_export_detector":"status",${member}}`).kind, STATUS, member);
  }
  for (const members of [
    '"EventID":"4104a"',
    '"EventID":""',
    '"EventID":{}',
    '"EventID":[4104]',
    '"EventID":4104,"EventID":4104',
    '"EventID":4104,"a":1',
    '"Message":4104',
  ]) {
    assert.notEqual(locate(`{"mailbox_export_detector":"status",${members}}`).kind, STATUS, members);
  }
  assert.notEqual(locate('{"EventID":4104,"mailbox_export_detector":"status"}').kind, STATUS);
});

test("the question for the status is that one member exactly", () => {
  assert.equal(locate('{"mailbox_export_detector":"status"}').kind, STATUS);
  assert.equal(locate(' { "mailbox_export_detector" :\t"status" }\r\n').kind, STATUS);
  for (const other of [
    '{"mailbox_export_detector":"Status"}',
    '{"mailbox_export_detector":"sta tus"}',
    '{"mailbox_export_detector":"status","a":1}',
    '{"a":{"mailbox_export_detector":"status"}}',
  ]) {
    assert.equal(locate(other).kind, OBJECT, other);
  }
});

test("a million brackets are walked, closed or not", () => {
  const many = 1_000_000;
  assert.equal(locate("[".repeat(many) + "]".repeat(many)).kind, OTHER);
  assert.equal(locate(`${'{"a":['.repeat(many)}1${"]}".repeat(many)}`).kind, OBJECT);
  assert.equal(locate("[".repeat(many)).kind, UNREADABLE);
  assert.equal(locate(`${"[".repeat(many)}}${"]".repeat(many - 1)}`).kind, UNREADABLE);
});

test("an event within a thousand brackets is still a sound record", () => {
  const event = '{"EventID":4104,"ScriptBlockText":"Get-Date"}';
  assert.equal(locate(`{"a":${"[".repeat(1000)}${event}${"]".repeat(1000)}}`).kind, OBJECT);
  assert.equal(locate(`{"a":${"[".repeat(20)}${event}${"]".repeat(20)}}`).blocks[0].text, "Get-Date");
});

test("numbers of any length and keys given twice are taken", () => {
  assert.equal(locate(`{"EventID":${"9".repeat(100_000)},"ScriptBlockText":"x"}`).blocks.length, 0);
  assert.equal(locate(`{"EventID":4104.${"0".repeat(1000)},"ScriptBlockText":"x"}`).blocks.length, 1);
  assert.equal(locate('{"EventID":4104,"EventID":4104,"ScriptBlockText":"x","ScriptBlockText":"x"}').blocks.length, 1);
});
