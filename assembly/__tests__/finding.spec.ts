/**
 * What a finding is made of: bounded JSON, hashes, times, patterns, positions, and the choice of calls.
 */

import { writeCodePoint } from "../bytes/text";
import {
  DESTINATION_SHARE,
  MAX_FINDING_BYTES,
  REASON_WRITTEN_FILE,
  SEVERITY_HIGH,
  SEVERITY_LOW,
  SEVERITY_MEDIUM,
  VERDICT_MATCH,
} from "../contract";
import { addReason, Call } from "../exchange/call";
import { clearCalls, keepCall, putKeptCalls } from "../finding/calls";
import { fits } from "../finding/exception-pattern";
import { addByte, addText, begin, beginKeyed, finish } from "../finding/identity";
import { beginJson, jsonEnd, overflowed, putNumber, putText } from "../finding/json";
import { publishedHit } from "../finding/published-search";
import { beginSpans, unitsAt } from "../finding/spans";
import { instantOf, NO_TIME } from "../finding/time";
import { resetArena, take } from "../memory/arena";

let length: usize = 0;

/** Copies a string into the arena as WTF-8 and remembers its length. */
function text(source: string): usize {
  const start = take(<usize>source.length * 3 + 16);
  let at = start;
  for (let i = 0; i < source.length; i++) {
    const point = <u32>source.codePointAt(i);
    if (point > 0xffff) i++;
    at = writeCodePoint(at, point);
  }
  length = at - start;
  return start;
}

function json(source: string, budget: usize = 4096): string {
  const from = text(source);
  const bytes = length;
  const to = take(65536);
  beginJson(to, to + 65536);
  putText(from, bytes, budget);
  return String.UTF8.decodeUnsafe(to, jsonEnd() - to);
}

function instant(source: string): i64 {
  const at = text(source);
  return instantOf(at, length);
}

function matches(source: string, pattern: string, separators: bool = false): bool {
  const at = text(source);
  const bytes = length;
  const by = text(pattern);
  return fits(at, bytes, by, length, separators);
}

function repeat(source: string, times: i32): string {
  return source.repeat(times);
}

function makeCall(severity: u32, path: string): Call {
  const address = take(offsetof<Call>());
  memory.fill(address, 0, offsetof<Call>());
  const call = changetype<Call>(address);
  call.verdict = VERDICT_MATCH;
  call.severity = severity;
  call.destination = DESTINATION_SHARE;
  call.path = <u32>text(path);
  call.pathLength = <u32>length;
  addReason(call, REASON_WRITTEN_FILE);
  return call;
}

function kept(): string {
  const to = take(65536);
  beginJson(to, to + MAX_FINDING_BYTES);
  putKeptCalls(VERDICT_MATCH, to + MAX_FINDING_BYTES - 1024);
  return String.UTF8.decodeUnsafe(to, jsonEnd() - to);
}

function occurrences(what: string, within: string): i32 {
  return within.split(what).length - 1;
}

describe("bounded JSON", () => {
  beforeEach(() => {
    resetArena();
  });

  test("escapes what JSON must, and a surrogate that stays alone", () => {
    expect(json('a"b\\c\n\r\t\u0001')).toBe('"a\\"b\\\\c\\n\\r\\t\\u0001"');
    expect(json("ä€😀")).toBe('"ä€😀"');
    expect(json("a\uD800b\uDC00")).toBe('"a\\ud800b\\udc00"');
  });

  test("cuts at 1,024 units, never within a pair, and at the budget", () => {
    expect(json(repeat("x", 5000)).length).toBe(1026);
    expect(json(`x${repeat("😀", 600)}`).length).toBe(2 + 1 + 511 * 2);
    expect(json(repeat("\u0001", 500), 100).length <= 102).toBeTruthy();
  });

  test("a byte that is no text becomes U+FFFD", () => {
    const at = take(16);
    store<u8>(at, 0xff);
    store<u8>(at + 1, 0x41);
    store<u8>(at + 2, 0xe2);
    const to = take(64);
    beginJson(to, to + 64);
    putText(at, 3, 60);
    expect(String.UTF8.decodeUnsafe(to, jsonEnd() - to)).toBe('"\\ufffdA\\ufffd"');
  });

  test("nothing is written past the limit", () => {
    const from = text(repeat("y", 100));
    const bytes = length;
    const to = take(64);
    store<u8>(to + 20, 0x7e);
    beginJson(to, to + 20);
    putText(from, bytes, 1000);
    expect(overflowed()).toBeTruthy();
    expect(<u32>load<u8>(to + 20)).toBe(0x7e);
  });

  test("numbers are decimal", () => {
    const to = take(64);
    beginJson(to, to + 64);
    putNumber(0);
    putNumber(10);
    putNumber(4294967295);
    expect(String.UTF8.decodeUnsafe(to, jsonEnd() - to)).toBe("0104294967295");
  });
});

describe("hashes", () => {
  beforeEach(() => {
    resetArena();
  });

  test("are SipHash-2-4-128: the reference vectors", () => {
    beginKeyed(0x0706050403020100, 0x0f0e0d0c0b0a0908);
    let hash = finish();
    expect(bswap<u64>(hash.first)).toBe(0xa3817f04ba25a8e6);
    expect(bswap<u64>(hash.second)).toBe(0x6df67214c7550293);
    beginKeyed(0x0706050403020100, 0x0f0e0d0c0b0a0908);
    for (let i: u32 = 0; i < 15; i++) addByte(i);
    hash = finish();
    expect(bswap<u64>(hash.first)).toBe(0x5493e99933b0a811);
    expect(bswap<u64>(hash.second)).toBe(0x7e08ec0f97cfc3d9);
  });

  test("tell where one part ends and the next begins", () => {
    const ab = text("ab");
    begin();
    addText(ab, 1);
    addText(ab + 1, 1);
    const apart = finish().first;
    begin();
    addText(ab, 2);
    addText(ab, 0);
    expect(finish().first == apart).toBeFalsy();
  });
});

describe("times", () => {
  beforeEach(() => {
    resetArena();
  });

  test("with a zone are instants", () => {
    expect(instant("1970-01-01T00:00:00Z")).toBe(0);
    expect(instant("2026-08-20T12:34:56.789Z")).toBe(1787229296789);
    expect(instant("2024-02-29 23:59:59.1234567+02:00")).toBe(1709243999123);
    expect(instant("2024-03-01T00:00:00-0530")).toBe(1709271000000);
    expect(instant("1787229296")).toBe(1787229296000);
    expect(instant("1787229296789")).toBe(1787229296789);
    expect(instant("/Date(1787229296789)/")).toBe(1787229296789);
  });

  test("without a zone, or no times at all, are none", () => {
    expect(instant("2026-08-20T12:34:56")).toBe(NO_TIME);
    expect(instant("2026-13-20T12:34:56Z")).toBe(NO_TIME);
    expect(instant("20 August 2026")).toBe(NO_TIME);
    expect(instant("")).toBe(NO_TIME);
    expect(instant("2026-08-20T12:34:56Zx")).toBe(NO_TIME);
    expect(instant("99999999999999999999")).toBe(NO_TIME);
  });
});

describe("patterns", () => {
  beforeEach(() => {
    resetArena();
  });

  test("know the star and nothing else", () => {
    expect(matches("EX01.corp", "ex01*")).toBeTruthy();
    expect(matches("EX01.corp", "*.CORP")).toBeTruthy();
    expect(matches("EX01", "ex02")).toBeFalsy();
    expect(matches("a.b", "a?b")).toBeFalsy();
    expect(matches("", "*")).toBeTruthy();
    expect(matches("abcabd", "*abd")).toBeTruthy();
    expect(matches("\\\\fs01\\p\\x", "//fs01/p/*", true)).toBeTruthy();
    expect(matches("\\\\fs01\\p\\x", "//fs01/p/*", false)).toBeFalsy();
  });
});

describe("positions", () => {
  beforeEach(() => {
    resetArena();
  });

  test("count UTF-16 units, in any order of asking", () => {
    const source = "aä€😀b";
    const at = text(source);
    beginSpans(at, length, 7);
    expect(unitsAt(at + length)).toBe(7 + 6);
    expect(unitsAt(at)).toBe(7);
    expect(unitsAt(at + 3)).toBe(7 + 2);
    expect(unitsAt(at + length + 99)).toBe(7 + 6);
  });

  test("hold in a text of many chunks", () => {
    const at = take(300000);
    memory.fill(at, 0x61, 300000);
    beginSpans(at, 300000, 0);
    expect(unitsAt(at + 299999)).toBe(299999);
    expect(unitsAt(at + 12345)).toBe(12345);
  });
});

describe("the published search", () => {
  beforeEach(() => {
    resetArena();
  });

  test("needs all three texts, with their case", () => {
    const plain = text("New-MailboxExportRequest -Mailbox a -FilePath b");
    expect(publishedHit(plain, length)).toBeTruthy();
    const lower = text("new-mailboxexportrequest -mailbox a -filepath b");
    expect(publishedHit(lower, length)).toBeFalsy();
    const short = text("New-MailboxExportRequest -M a -F b");
    expect(publishedHit(short, length)).toBeFalsy();
  });
});

describe("the calls of a finding", () => {
  beforeEach(() => {
    resetArena();
    clearCalls();
    beginSpans(take(16), 0, 0);
  });

  test("are the most severe first, then in order", () => {
    keepCall(makeCall(SEVERITY_LOW, "l1"));
    keepCall(makeCall(SEVERITY_HIGH, "h1"));
    keepCall(makeCall(SEVERITY_MEDIUM, "m1"));
    keepCall(makeCall(SEVERITY_HIGH, "h2"));
    const all = kept();
    expect(all.indexOf('"h1"') < all.indexOf('"h2"')).toBeTruthy();
    expect(all.indexOf('"h2"') < all.indexOf('"m1"')).toBeTruthy();
    expect(all.indexOf('"m1"') < all.indexOf('"l1"')).toBeTruthy();
  });

  test("are at most sixteen, and a severe one that comes late pushes a mild one out", () => {
    for (let i = 0; i < 20; i++) keepCall(makeCall(SEVERITY_LOW, `l${i.toString()}`));
    keepCall(makeCall(SEVERITY_HIGH, "late"));
    const all = kept();
    expect(occurrences('"name"', all)).toBe(16);
    expect(all.startsWith('"calls":[{"rule":"mailbox-export-to-share","severity":"high"')).toBeTruthy();
    expect(all.includes('"l14"')).toBeTruthy();
    expect(all.includes('"l15"')).toBeFalsy();
  });

  test("fit into the bytes of a finding, whatever they hold", () => {
    for (let i = 0; i < 40; i++) keepCall(makeCall(i & 1 ? SEVERITY_LOW : SEVERITY_MEDIUM, repeat("\u0001", 3000)));
    const all = kept();
    expect(all.length < MAX_FINDING_BYTES).toBeTruthy();
    expect(occurrences('"truncated":true', all) > 4).toBeTruthy();
    expect(all.endsWith("}]")).toBeTruthy();
  });
});
