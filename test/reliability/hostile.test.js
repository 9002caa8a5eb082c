/**
 * Records of absurd size, depth or content: each goes out as it came through every module, whatever is in it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SHAPES } from "../fuzz/events.mjs";
import { DRIVERS, firstFailure, isRecord } from "../fuzz/passage.mjs";

const MILLION = 1_000_000;
const CALL = "New-MailboxExportRequest -Mailbox a -FilePath \\\\h\\s\\x.pst\n";
const event = (text, shape = "fluentBitMap") => JSON.stringify(SHAPES[shape]({ text, id: "i", part: 1, parts: 1, host: "EX01" }));
const nested = (open, close) => open.repeat(MILLION) + close.repeat(MILLION);

/** Each is one record; none holds a newline or a NUL. */
const HUGE = {
  "a million JSON arrays": `{"EventID":4104,"x":${nested("[", "]")}}`,
  "a million JSON arrays that never close": `{"EventID":4104,"x":${"[".repeat(MILLION)}`,
  "a million JSON objects": `{"x":${nested('{"a":', "}").replace("}", "1}")}}`,
  "a million JSON members": `{${'"a":1,'.repeat(MILLION)}"b":2}`,
  "a number of a million digits": `{"EventID":${"4".repeat(MILLION)}}`,
  "a key of a million letters": `{"${"ScriptBlockText".repeat(MILLION / 15)}":1}`,
  "a million escapes": `{"ScriptBlockText":"${"\\u0041".repeat(MILLION)}"}`,
  "a million XML elements": `{"_raw":"<Event>${"<Data>".repeat(MILLION)}"}`,
  "a million parentheses in a script": event(CALL + nested("(", ")")),
  "a million braces in a script": event(CALL + "{".repeat(MILLION)),
  "a million subexpressions in strings": event(CALL + '"$('.repeat(MILLION / 4)),
  "a million quotes in a script": event(CALL + "'".repeat(MILLION)),
  "a million calls of one letter": event(CALL + "a;".repeat(MILLION / 2)),
  "a string of 31 MiB": event(`${CALL}'${"x".repeat(31 << 20)}'`),
};

/** All modules share one core: two of them show that nothing traps, the others only how they carry a record. */
const TWO_DRIVERS = DRIVERS.slice(0, 2);

describe("huge records come back", () => {
  for (const [name, record] of Object.entries(HUGE)) {
    test(name, () => assert.equal(firstFailure([Buffer.from(record), Buffer.from('{"after":"it"}')], TWO_DRIVERS), null));
  }
});

test("a call in front of a million brackets is found", () => {
  const [node] = DRIVERS;
  const [answer] = node.pass(node.module, [Buffer.from(HUGE["a million braces in a script"])]).records;
  assert.match(Buffer.from(answer.subarray(-4000)).toString(), /"verdict":"match"/);
});

describe("an event cut at every byte comes back as it was, and the whole one after it is read", () => {
  for (const shape of ["fluentBit", "datadogIntake", "splunkXml", "otlp", "messageOnly"]) {
    test(shape, () => {
      const whole = Buffer.from(event(`${CALL}😀\u2028`, shape));
      const cuts = Array.from({ length: whole.length - 1 }, (_, index) => whole.subarray(0, index + 1));
      const records = [...cuts, ...cuts.map((cut, index) => whole.subarray(cut.length - 1 - (index % 2))), whole].filter(
        isRecord,
      );
      assert.equal(firstFailure(records), null);
      const [node] = DRIVERS;
      const answers = node.pass(node.module, records).records;
      for (const [index, cut] of cuts.entries()) assert.ok(cut.equals(Buffer.from(answers[index])));
      assert.ok(answers.at(-1).length > whole.length);
    });
  }
});

test("every byte in every place of a short event comes back", () => {
  const whole = Buffer.from(event(CALL.trim()));
  const records = [];
  for (let at = 0; at < whole.length; at += 3) {
    for (const byte of [1, 9, 13, 32, 34, 39, 44, 58, 91, 92, 93, 96, 123, 125, 127, 128, 0xc0, 0xe2, 0xed, 0xf4, 0xff]) {
      const record = Buffer.from(whole);
      record[at] = byte;
      records.push(record);
    }
  }
  assert.equal(firstFailure(records), null);
});
