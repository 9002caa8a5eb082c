/**
 * From sites to calls: order, possibilities that meet, parts of a block, help.
 */

import { READ_CUT, READ_UNFINISHED, READ_WHOLE } from "../blocks/mode";
import {
  REASON_CUT,
  REASON_HANDED_OVER,
  REASON_PREPARED,
  SEVERITY_HIGH,
  SEVERITY_LOW,
  SEVERITY_MEDIUM,
  VERDICT_MATCH,
  VERDICT_NONE,
  VERDICT_PARTIAL,
} from "../contract";
import { Call, hasReason } from "../exchange/call";
import { decideSites, decision } from "../exchange/decide";
import { resetArena, take } from "../memory/arena";
import {
  SITE_ELEMENT_ARGUMENT,
  SITE_ELEMENT_PARAMETER,
  SITE_HANDED_OVER,
  SITE_PREPARED,
  SITE_TOUCHES_END,
  Site,
  SiteElement,
} from "../powershell/site";
import { KIND_STRING, newValue } from "../powershell/values/value";

let length: u32 = 0;
let first: usize = 0;
let last: usize = 0;

function text(source: string): u32 {
  const bytes = String.UTF8.encode(source);
  length = <u32>bytes.byteLength;
  const address = take(length + 16);
  memory.copy(address, changetype<usize>(bytes), length);
  return <u32>address;
}

function element(kind: u32, source: string): SiteElement {
  const address = take(offsetof<SiteElement>());
  memory.fill(address, 0, offsetof<SiteElement>());
  const made = changetype<SiteElement>(address);
  made.kind = kind;
  const at = text(source);
  if (kind == SITE_ELEMENT_ARGUMENT) {
    made.value = <u32>newValue(KIND_STRING, at, length);
  } else {
    made.name = at;
    made.nameLength = length;
  }
  return made;
}

/** A call with these words: `-x` a parameter, anything else a value. `at` is its place and `reading` which reading found it. */
function site(line: string, at: u32, reading: u32 = 0, flags: u32 = 0): void {
  const address = take(offsetof<Site>());
  memory.fill(address, 0, offsetof<Site>());
  const made = changetype<Site>(address);
  made.start = at;
  made.end = at + 10;
  made.reading = reading;
  made.flags = flags;
  let before: SiteElement | null = null;
  const words = line.split(" ");
  for (let i = 0; i < words.length; i++) {
    const word = element(words[i].startsWith("-") ? SITE_ELEMENT_PARAMETER : SITE_ELEMENT_ARGUMENT, words[i]);
    if (before == null) made.elements = <u32>changetype<usize>(word);
    else before.next = <u32>changetype<usize>(word);
    before = word;
  }
  if (last == 0) first = address;
  else changetype<Site>(last).next = <u32>address;
  last = address;
}

function decideAll(mode: i32 = READ_WHOLE): void {
  decideSites(first, null, mode);
}

function call(index: i32): Call {
  let at = decision.firstCall;
  while (index-- > 0) at = changetype<Call>(at).next;
  return changetype<Call>(at);
}

function pathOf(made: Call): string {
  return made.path == 0 ? "unknown" : String.UTF8.decodeUnsafe(made.path, made.pathLength);
}

describe("a decision", () => {
  beforeEach(() => {
    resetArena();
    first = 0;
    last = 0;
  });

  test("without sites is none", () => {
    decideAll();
    expect(decision.verdict).toBe(VERDICT_NONE);
    expect(decision.firstCall).toBe(0);
  });

  test("lists the most severe first, then in order, and counts all", () => {
    site("-M a -F c:\\1", 100);
    site("-M a -F \\\\s\\2", 200);
    site("-M a -F \\\\localhost\\c$\\3", 300);
    site("-M a -F \\\\s\\4", 400);
    decideAll();
    expect(decision.callCount).toBe(4);
    expect(decision.severity).toBe(SEVERITY_HIGH);
    expect(pathOf(call(0))).toBe("\\\\localhost\\c$\\3");
    expect(pathOf(call(1))).toBe("\\\\s\\2");
    expect(pathOf(call(2))).toBe("\\\\s\\4");
    expect(call(3).severity).toBe(SEVERITY_LOW);
    expect(call(3).next).toBe(0);
  });

  test("one place in two readings is one call, and what they do not agree on is unknown", () => {
    site("-M a -F \\\\s\\1", 100, 0);
    site("-M b -F \\\\s\\1", 100, 1);
    decideAll();
    expect(decision.callCount).toBe(1);
    expect(pathOf(call(0))).toBe("\\\\s\\1");
    expect(call(0).mailbox).toBe(0);
  });

  test("the stronger of two readings counts, whichever comes first", () => {
    site("-M a", 100, 0);
    site("-M a -F \\\\s\\1", 200, 0);
    site("-M a -F \\\\s\\2", 100, 1);
    site("-M a", 200, 1);
    decideAll();
    expect(decision.callCount).toBe(2);
    expect(decision.verdict).toBe(VERDICT_MATCH);
    expect(call(0).verdict).toBe(VERDICT_MATCH);
    expect(call(1).verdict).toBe(VERDICT_MATCH);
    expect(pathOf(call(0))).toBe("\\\\s\\2");
    expect(pathOf(call(1))).toBe("\\\\s\\1");
  });

  test("a place that is passed several times gives as many calls, met one by one by the next reading", () => {
    site("-M a -F \\\\s\\1", 100, 0);
    site("-M a -F \\\\s\\2", 100, 0);
    site("-M a -F \\\\s\\1", 100, 1);
    site("-M a -F \\\\s\\2", 100, 1);
    site("-M a -F \\\\s\\3", 100, 1);
    decideAll();
    expect(decision.callCount).toBe(3);
    expect(pathOf(call(0))).toBe("\\\\s\\1");
    expect(pathOf(call(1))).toBe("\\\\s\\2");
    expect(pathOf(call(2))).toBe("\\\\s\\3");
  });

  test("of a cut part is at most partial; a call that touches the end of an unfinished one waits", () => {
    site("-M a -F \\\\s\\1", 100);
    decideAll(READ_CUT);
    expect(decision.verdict).toBe(VERDICT_PARTIAL);
    expect(hasReason(call(0), REASON_CUT)).toBeTruthy();
    expect(call(0).severity).toBe(SEVERITY_LOW, "one step below medium");
    first = 0;
    last = 0;
    site("-M a -F \\\\s\\1", 100, 0, SITE_TOUCHES_END);
    decideAll(READ_WHOLE | READ_UNFINISHED);
    expect(decision.verdict).toBe(VERDICT_NONE);
    decideAll(READ_WHOLE);
    expect(decision.verdict).toBe(VERDICT_MATCH);
  });

  test("what is prepared or handed over is partial for that reason alone, its values known", () => {
    site("-M a -F \\\\localhost\\c$\\x", 100, 0, SITE_HANDED_OVER);
    site("-M a", 200, 0, SITE_PREPARED);
    decideAll();
    expect(decision.verdict).toBe(VERDICT_PARTIAL);
    expect(hasReason(call(0), REASON_HANDED_OVER)).toBeTruthy();
    expect(call(0).severity).toBe(SEVERITY_MEDIUM);
    expect(hasReason(call(1), REASON_PREPARED)).toBeTruthy();
    expect(call(1).reasons0 & 2).toBe(0, "no prompts beside it");
  });

  test("a call for help is a mention", () => {
    site("-?", 100);
    site("-M a -F \\\\s\\x -?", 200);
    decideAll();
    expect(decision.callCount).toBe(0);
    expect(decision.firstHelp != 0).toBeTruthy();
  });
});
