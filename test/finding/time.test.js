/** A finding carries the event's own time, as one form whatever the shape wrote; a text that names no instant gives none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { exportTo, line, scriptBlock } from "./events.js";

const detector = loadDetector();
const plain = exportTo("\\\\fs01\\p\\x.pst");
const timeOf = (time) => detector.inspect(line(plain, { time })).time;

test("every form that names an instant is read", () => {
  for (const text of [
    "2026-11-03T09:14:02.120Z",
    "2026-11-03T09:14:02.1200000Z",
    "2026-11-03 10:14:02.12 +0100",
    "2026-11-03T10:14:02,120+01:00",
    "2026-11-02T23:14:02.12-10",
    "/Date(1793697242120)/",
    "/Date(1793697242120+0100)/",
    "1793697242120",
    "1793697242.12",
    "1793697242120000000",
  ]) {
    assert.equal(timeOf(text), "2026-11-03T09:14:02.120Z", text);
  }
});

test("a text without a zone, or of another kind, names none", () => {
  for (const text of [
    "2026-11-03 09:14:02",
    "11/03/2026 09:14:02 AM",
    "yesterday",
    "12",
    "/Date(-62135596800000)/",
    "/Date(253402300800000)/",
  ])
    assert.equal(timeOf(text), undefined, text);
});

test("days and years come out as the calendar has them", () => {
  const moments = [
    "1970-01-01T00:00:00.000Z",
    "1999-12-31T23:59:59.999Z",
    "2000-02-29T12:00:00.001Z",
    "2100-02-28T00:00:00.000Z",
  ];
  moments.push("2100-03-01T00:00:00.000Z", "2400-02-29T23:00:00.000Z", "9999-12-31T23:59:59.999Z");
  let day = 86_400_123;
  for (let at = 0; at < 400; at++) {
    day = (day * 48_271) % 2_147_483_647;
    moments.push(new Date(day * 100_000).toISOString());
  }
  for (const moment of moments) assert.equal(timeOf(moment), moment);
});

test("the event's time counts, not the shipper's", () => {
  const event = { ...scriptBlock(plain), "@timestamp": "2030-01-01T00:00:00Z" };
  event.winlog.time_created = "2026-11-03T09:14:02Z";
  assert.equal(detector.inspect(JSON.stringify(event)).time, "2026-11-03T09:14:02.000Z");
});
