/** A finding is the record's last member; nothing else of the record changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line, scriptBlock } from "./events.js";

const FIELD = "mailbox_export_finding";
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const through = (text, detector = loadDetector()) => decoder.decode(detector.transform(encoder.encode(text)));
const record = line(exportTo("\\\\fs01\\p\\x.pst"));

/** The record with the member cut out again. */
function without(text) {
  const start = text.indexOf(`,"${FIELD}":`);
  assert.ok(start > 0, text);
  const end = text.lastIndexOf("}");
  const finding = text.slice(start, end).trimEnd();
  JSON.parse(`{${finding.slice(1)}}`);
  return text.slice(0, start) + text.slice(start + finding.length);
}

for (const [what, text] of [
  ["a plain line", `${record}\n`],
  ["no newline at the end", record],
  ["CRLF", `${record}\r\n`],
  ["white space before the brace", record.replace(/\}$/, " \t}\n")],
  ["white space after the brace", `${record} \t\n`],
  ["a byte order mark", `\ufeff${record}\n`],
]) {
  test(`${what}: every byte but the member stays`, () => {
    const answer = through(text);
    assert.notEqual(answer, text);
    assert.equal(without(answer), text);
  });
}

test("members in any shape around the event stay as they are", () => {
  const detector = loadDetector();
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 }), (extra) => {
      detector.reset();
      const before = JSON.stringify({ ...extra, ...scriptBlock(exportTo("\\\\fs01\\p\\x.pst")) });
      const after = through(`${before}\n`, detector);
      if (Object.hasOwn(extra, "__proto__") || Object.hasOwn(extra, FIELD)) return;
      assert.equal(without(after), `${before}\n`);
      assert.equal(Object.keys(JSON.parse(after)).at(-1), FIELD);
    }),
    { numRuns: 200 },
  );
});

test("a record that carries the member at its top passes untouched; the words elsewhere do not count", () => {
  const own = JSON.stringify({ [FIELD]: 1, ...scriptBlock(exportTo("\\\\fs01\\p\\x.pst")) });
  assert.equal(through(own), own);
  const deep = JSON.stringify({ a: { [FIELD]: 1 }, ...scriptBlock(`${exportTo("\\\\fs01\\p\\x.pst")} # ${FIELD}`) });
  assert.notEqual(through(deep), deep);
});

test("records that are no objects pass untouched", () => {
  for (const text of [JSON.stringify(record), JSON.stringify([record]), "17", "null", `${record.slice(0, -1)}`, "{}", ""])
    assert.equal(through(text), text);
});

test("in an array of events the member goes into the event it tells of, unless one of them has it already", () => {
  const other = JSON.stringify({ EventID: 4688, Channel: "Security" });
  const given = JSON.parse(through(`[${other},${record}, ${other}]`));
  assert.deepEqual(
    given.map((/** @type {any} */ event) => event[FIELD]?.verdict),
    [undefined, "match", undefined],
  );
  assert.equal(through(through(`[${other},${record}]`)), through(`[${other},${record}]`));
  assert.equal(through(`["${FIELD}",[],{},${other}]`), `["${FIELD}",[],{},${other}]`);
});
