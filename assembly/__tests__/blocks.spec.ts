/**
 * Parts of split script blocks: which text each makes readable, in any order, twice, trimmed or torn, and what the store forgets when
 * it is full.
 */
import { untrusted } from "../blocks/cut";
import { READ_CUT, READ_LOST_NEWLINES, READ_RESUMED, READ_TORN, READ_UNFINISHED, READ_WHOLE } from "../blocks/mode";
import {
  confirm,
  hasSeams,
  keepContext,
  PLAN_PROBE,
  PLAN_READ,
  PLAN_REPLAY,
  PLAN_WAIT,
  planReading,
  putBlanks,
  REPORT_FINDING,
  REPORT_NOTHING,
  REPORT_UPDATE,
  ReadingPlan,
  replayed,
  settle,
  ticket,
  widen,
} from "../blocks/plan";
import { BLOCK_BYTES, contextRoom, PART_BYTES, USED_BYTES } from "../blocks/region";
import { crossesSeam } from "../blocks/seams";
import { clearStore } from "../blocks/store";
import { Block, Part } from "../blocks/table";
import { writeCodePoint } from "../bytes/text";
import { COUNTER_EVICTED, SEVERITY_HIGH, SEVERITY_LOW, VERDICT_MATCH, VERDICT_NONE, VERDICT_PARTIAL } from "../contract";
import { BLOCK_LOST_NEWLINES, BLOCK_TRIMMED, BLOCK_TRUNCATED, ScriptBlock } from "../event/block";
import { clearCounts, countOf } from "../memory/counters";
import { exchangeStart, STORE_BYTES } from "../memory/map";

let roomEnd: usize = 0;

/** Writes a string as WTF-8 after what was written before; 16 zero bytes follow. */
function put(text: string): usize {
  const start = roomEnd;
  let at = start;
  for (let i = 0; i < text.length; i++) {
    const point = <u32>text.codePointAt(i);
    if (point > 0xffff) i++;
    at = writeCodePoint(at, point);
  }
  memory.fill(at, 0, 16);
  roomEnd = at;
  return start;
}

/** Delivers a part as if every probe said that its text may matter. */
function deliverBlock(text: string, part: u32, parts: u32, id: string, host: string, flags: u32): ReadingPlan {
  const plan = deliverUnread(text, part, parts, id, host, flags);
  if (plan.action == PLAN_PROBE) widen();
  return plan;
}

function deliverUnread(text: string, part: u32, parts: u32, id: string, host: string, flags: u32): ReadingPlan {
  const start = exchangeStart();
  const needed = start + offsetof<ScriptBlock>() + <usize>text.length * 3 + 4096;
  const pages = <i32>((needed + 65535) >> 16) - memory.size();
  if (pages > 0) memory.grow(pages);
  memory.fill(start, 0, offsetof<ScriptBlock>());
  const block = changetype<ScriptBlock>(start);
  roomEnd = start + offsetof<ScriptBlock>();
  block.id = put(id);
  block.idLength = roomEnd - block.id;
  block.host = put(host);
  block.hostLength = roomEnd - block.host;
  block.text = put(text);
  block.textLength = roomEnd - block.text;
  block.part = part;
  block.parts = parts;
  block.flags = flags;
  return planReading(block);
}

function deliver(text: string, part: u32, parts: u32): ReadingPlan {
  return deliverBlock(text, part, parts, "2b6a1f0e-1111-4222-8333-444455556666", "EX01", 0);
}

function textOf(plan: ReadingPlan): string {
  return String.UTF8.decodeUnsafe(plan.text, plan.length);
}

/** A piece of ordinary text, told apart by its number. */
function filler(number: i32, units: i32): string {
  return `line ${number.toString()}\n`.repeat(units / 7 + 1).substr(0, units);
}

/** Reads a plan as a host would that finds nothing. */
function readQuietly(plan: ReadingPlan, contextOffset: u32): void {
  if (plan.action != PLAN_READ) return;
  if (plan.keepsContext) keepContext(8, contextOffset);
  settle(VERDICT_NONE, 0);
}

let seed: u32 = 1;

function random(below: u32): u32 {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

beforeEach(() => {
  clearStore();
  clearCounts();
});

describe("layout", () => {
  test("records are as long as the region says, and the region holds all", () => {
    expect(offsetof<Block>() <= BLOCK_BYTES).toBe(true);
    expect(offsetof<Part>() <= PART_BYTES).toBe(true);
    expect(USED_BYTES <= STORE_BYTES).toBe(true);
  });
});

describe("a text that stands alone", () => {
  test("is read whole from the event itself", () => {
    const plan = deliver("gci", 1, 1);
    expect(plan.action).toBe(PLAN_READ);
    expect(plan.mode).toBe(READ_WHOLE);
    expect(textOf(plan)).toBe("gci");
    expect(settle(VERDICT_PARTIAL, SEVERITY_LOW)).toBe(REPORT_FINDING);
    expect(ticket()).toBe(0);
  });
  test("a part without a block id is a cut text, and a partial verdict is not held back", () => {
    const plan = deliverBlock("gci", 2, 3, "", "EX01", 0);
    expect(plan.mode).toBe(READ_CUT | READ_UNFINISHED);
    expect(settle(VERDICT_PARTIAL, SEVERITY_LOW)).toBe(REPORT_FINDING);
  });
  test("the error record of protected logging has part 0 of 0", () => {
    expect(deliver("error", 0, 0).mode).toBe(READ_WHOLE);
  });
  test("a text that a shipper tore off is torn and joins nothing", () => {
    expect(deliverBlock("gci", 1, 1, "i", "h", BLOCK_TRUNCATED).mode).toBe(READ_WHOLE | READ_TORN);
    deliverBlock("one\n", 1, 2, "i", "h", BLOCK_TRUNCATED);
    expect(deliverBlock("\ntwo", 2, 2, "i", "h", 0).mode).toBe(READ_CUT);
  });
  test("lost newlines are told to the reader", () => {
    expect(deliverBlock("gci", 1, 1, "i", "h", BLOCK_LOST_NEWLINES).mode).toBe(READ_WHOLE | READ_LOST_NEWLINES);
  });
});

describe("parts in order", () => {
  test("each part goes on where the saved context ended, and the last one makes the whole readable", () => {
    let plan = deliver("alpha;é be", 1, 3);
    expect(plan.mode).toBe(READ_WHOLE | READ_UNFINISHED);
    expect(textOf(plan)).toBe("alpha;é be");
    store<u64>(contextRoom(), 0x0807060504030201);
    keepContext(8, 6);
    expect(settle(VERDICT_PARTIAL, SEVERITY_HIGH)).toBe(REPORT_NOTHING);
    store<u64>(contextRoom(), 0);

    plan = deliver("ta;gam", 2, 3);
    expect(plan.mode).toBe(READ_RESUMED | READ_UNFINISHED);
    expect(textOf(plan)).toBe("é beta;gam");
    expect(plan.unitsBefore).toBe(6);
    expect(plan.contextBytes).toBe(8);
    expect(load<u64>(plan.context)).toBe(0x0807060504030201);
    keepContext(8, 8);
    settle(VERDICT_NONE, 0);

    plan = deliver("ma", 3, 3);
    expect(plan.mode).toBe(READ_WHOLE);
    expect(plan.unitsBefore).toBe(0);
    expect(plan.completes).toBe(true);
    expect(textOf(plan)).toBe("alpha;é beta;gamma");
    expect(settle(VERDICT_PARTIAL, SEVERITY_LOW)).toBe(REPORT_FINDING);
  });
  test("an empty last part completes the block", () => {
    readQuietly(deliver("alpha\n", 1, 2), 6);
    const plan = deliver("", 2, 2);
    expect(plan.completes).toBe(true);
    expect(textOf(plan)).toBe("alpha\n");
  });
  test("two halves of a surrogate pair meet", () => {
    readQuietly(deliver("a\uD83D", 1, 2), 0);
    expect(textOf(deliver("\uDE00b", 2, 2))).toBe("a😀b");
  });
  test("a context after a merged pair finds its place in the next part", () => {
    readQuietly(deliver("a\uD83D", 1, 4), 0);
    let plan = deliver("\uDE00b;c", 2, 4);
    expect(textOf(plan)).toBe("a😀b;c");
    keepContext(8, 7);
    settle(VERDICT_NONE, 0);
    plan = deliver("d", 3, 4);
    expect(textOf(plan)).toBe("cd");
    expect(plan.unitsBefore).toBe(5);
  });
  test("two second halves, and a first half before text, stay as they are", () => {
    readQuietly(deliver("a\uDE00", 1, 2), 0);
    expect(deliver("\uDE00b", 2, 2).length).toBe(8);
    readQuietly(deliverBlock("a\uD83D", 1, 2, "other", "h", 0), 0);
    expect(deliverBlock("xyz", 2, 2, "other", "h", 0).length).toBe(7);
  });
});

describe("probes", () => {
  test("show what is new and a little before it; what was passed over is read as soon as one says yes", () => {
    const first = filler(1, 3000);
    expect(textOf(deliverUnread(first, 1, 4, "i", "h", 0))).toBe(first);
    settle(VERDICT_NONE, 0);
    const plan = deliverUnread("second\n", 2, 4, "i", "h", 0);
    expect(plan.action).toBe(PLAN_PROBE);
    expect(textOf(plan)).toBe(`${first.substr(1976)}second\n`);
    widen();
    expect(plan.action).toBe(PLAN_READ);
    expect(plan.mode).toBe(READ_WHOLE | READ_UNFINISHED);
    expect(textOf(plan)).toBe(`${first}second\n`);
  });
  test("reach back over many short parts", () => {
    for (let part = 1; part < 30; part++) {
      deliverUnread("0123456789", part, 90, "i", "h", 0);
      settle(VERDICT_NONE, 0);
    }
    expect(deliverUnread("end", 30, 90, "i", "h", 0).length).toBe(293);
  });
  test("a whole block is not probed", () => {
    deliverUnread("one\n", 1, 2, "i", "h", 0);
    settle(VERDICT_NONE, 0);
    expect(deliverUnread("two\n", 2, 2, "i", "h", 0).action).toBe(PLAN_READ);
  });
});

describe("parts out of order", () => {
  test("a part without predecessors is a cut text from its first line break", () => {
    const plan = deliver("é tail\nnext", 2, 3);
    expect(plan.mode).toBe(READ_CUT | READ_UNFINISHED);
    expect(textOf(plan)).toBe("next");
    expect(plan.unitsBefore).toBe(7);
    expect(settle(VERDICT_PARTIAL, SEVERITY_LOW)).toBe(REPORT_FINDING);
  });
  test("one line alone waits for the parts before", () => {
    expect(deliver("one line", 2, 2).action).toBe(PLAN_WAIT);
  });
  test("every order ends with the same whole text", () => {
    const orders: i32[][] = [
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ];
    const texts = ["", "one\n", "two\n", "three\n"];
    for (let i = 0; i < orders.length; i++) {
      for (let k = 0; k < 3; k++) {
        const plan = deliverBlock(texts[orders[i][k]], orders[i][k], 3, i.toString(), "h", 0);
        expect(plan.completes).toBe(k == 2);
        if (k == 2) expect(textOf(plan)).toBe("one\ntwo\nthree\n");
        readQuietly(plan, 0);
      }
    }
  });
  test("a part that closes a gap is read together with those after it", () => {
    readQuietly(deliver("x\nthree\n", 3, 4), 0);
    readQuietly(deliver("one\n", 1, 4), 4);
    const plan = deliver("two\n", 2, 4);
    expect(plan.mode).toBe(READ_RESUMED | READ_UNFINISHED);
    expect(textOf(plan)).toBe("two\nx\nthree\n");
  });
  test("without one of its parts a block never completes", () => {
    readQuietly(deliver("one\n", 1, 4), 0);
    readQuietly(deliver("two\n", 2, 4), 0);
    expect(deliver("four\n", 4, 4).completes).toBe(false);
  });
  test("the largest total counts where totals disagree", () => {
    readQuietly(deliver("one\n", 1, 3), 0);
    const plan = deliver("two\n", 2, 2);
    expect(plan.completes).toBe(false);
    readQuietly(plan, 0);
    expect(deliver("three\n", 3, 2).completes).toBe(true);
  });
  test("a number above every total is a total", () => {
    readQuietly(deliver("x\nnine\n", 9, 2), 0);
    readQuietly(deliver("one\n", 1, 2), 0);
    expect(deliver("two\n", 2, 2).completes).toBe(false);
  });
});

describe("blocks are told apart", () => {
  test("by host and id, case aside", () => {
    deliverBlock("one ", 1, 2, "AB", "EX01", 0);
    settle(VERDICT_NONE, 0);
    expect(deliverBlock("two", 2, 2, "AB", "EX02", 0).completes).toBe(false);
    expect(deliverBlock("two", 2, 2, "AC", "EX01", 0).completes).toBe(false);
    expect(deliverBlock("two", 2, 2, "ab", "ex01", 0).completes).toBe(true);
  });
  test("hundreds of interleaved blocks of random parts in random order all come out whole", () => {
    const letters = ["a", "é", "漢", "😀", "\n", " "];
    for (let round = 0; round < 3; round++) {
      const wholes: string[] = [];
      const ids: i32[] = [];
      const numbers: i32[] = [];
      const texts: string[] = [];
      const totals: i32[] = [];
      for (let block = 0; block < 200; block++) {
        let whole = "";
        const units = <i32>random(900);
        while (whole.length < units) whole += letters[random(6)];
        wholes.push(whole);
        const size = <i32>(random(300) + 60);
        const total = whole.length / size + 2;
        totals.push(total);
        for (let part = 0; part < total; part++) {
          const at = <i32>random(ids.length + 1);

          ids.push(block);
          numbers.push(part + 1);
          texts.push(whole.substr(part * size, size));
          // One step of a shuffle: the new entry changes places with any other.
          const last = ids.length - 1;
          const id = ids[at];
          const number = numbers[at];
          const text = texts[at];
          ids[at] = ids[last];
          numbers[at] = numbers[last];
          texts[at] = texts[last];
          ids[last] = id;
          numbers[last] = number;
          texts[last] = text;
        }
      }
      let whole = 0;
      for (let i = 0; i < ids.length; i++) {
        const plan = deliverBlock(texts[i], numbers[i], totals[ids[i]], `${round.toString()}/${ids[i].toString()}`, "h", 0);
        if (plan.completes) {
          whole++;
          expect(textOf(plan)).toBe(wholes[ids[i]]);
        }
        let offset = plan.action == PLAN_READ ? <u32>random(<u32>plan.length + 1) : 0;
        // A context stands between characters, and not between the halves of one.
        if (offset == <u32>plan.length || (load<u8>(plan.text + offset) & 0xc0) == 0x80) offset = 0;
        readQuietly(plan, offset);
      }
      expect(whole).toBe(200);
    }
    expect(countOf(COUNTER_EVICTED)).toBe(0);
  });
});

describe("a part delivered twice", () => {
  test("gets what it got before, before and after the block is complete", () => {
    readQuietly(deliver("one\n", 1, 2), 0);
    let plan = deliver("one\n", 1, 2);
    expect(plan.action).toBe(PLAN_REPLAY);
    expect(plan.replays).toBeFalsy();

    deliver("two\n", 2, 2);
    expect(settle(VERDICT_MATCH, SEVERITY_HIGH)).toBe(REPORT_FINDING);
    const finding = put('{"schema":1}'.repeat(50));
    confirm(ticket(), VERDICT_MATCH, SEVERITY_HIGH, finding, 600);
    plan = deliver("two\n", 2, 2);
    expect(plan.action).toBe(PLAN_REPLAY);
    expect(plan.replays).toBeTruthy();
    expect(replayed.verdict).toBe(VERDICT_MATCH);
    expect(replayed.severity).toBe(SEVERITY_HIGH);
    expect(String.UTF8.decodeUnsafe(replayed.finding, replayed.bytes)).toBe('{"schema":1}'.repeat(50));
    expect(deliver("one\n", 1, 2).replays).toBeFalsy();
  });
  test("with another text it is read on its own and changes nothing", () => {
    readQuietly(deliver("one\n", 1, 2), 0);
    expect(deliver("ONE\n", 1, 2).mode).toBe(READ_WHOLE | READ_UNFINISHED);
    expect(textOf(deliver("two\n", 2, 2))).toBe("one\ntwo\n");
  });
  test("a finding that did not go out is not remembered", () => {
    deliver("one\n", 1, 2);
    settle(VERDICT_MATCH, SEVERITY_HIGH);
    expect(deliver("one\n", 1, 2).replays).toBeFalsy();
    deliver("two\n", 2, 2);
    expect(settle(VERDICT_MATCH, SEVERITY_HIGH)).toBe(REPORT_FINDING);
  });
});

describe("what is reported", () => {
  test("while parts are outstanding only a match, then only a rise", () => {
    deliver("one\n", 1, 4);
    expect(settle(VERDICT_PARTIAL, SEVERITY_HIGH)).toBe(REPORT_NOTHING);
    deliver("two\n", 2, 4);
    expect(settle(VERDICT_MATCH, SEVERITY_LOW)).toBe(REPORT_FINDING);
    confirm(ticket(), VERDICT_MATCH, SEVERITY_LOW, contextRoom(), 10);
    deliver("three\n", 3, 4);
    expect(settle(VERDICT_MATCH, SEVERITY_LOW)).toBe(REPORT_NOTHING);
    deliver("four\n", 4, 4);
    expect(settle(VERDICT_MATCH, SEVERITY_HIGH)).toBe(REPORT_UPDATE);
  });
  test("a cut partial first, then the match of the whole as an update", () => {
    deliver("x\ntwo\n", 2, 2);
    expect(settle(VERDICT_PARTIAL, SEVERITY_HIGH)).toBe(REPORT_FINDING);
    confirm(ticket(), VERDICT_PARTIAL, SEVERITY_HIGH, contextRoom(), 10);
    deliver("one\n", 1, 2);
    expect(settle(VERDICT_MATCH, SEVERITY_LOW)).toBe(REPORT_UPDATE);
  });
  test("a weaker verdict of the whole is no rise, whatever its severity", () => {
    deliver("one\n", 1, 2);
    settle(VERDICT_MATCH, SEVERITY_LOW);
    confirm(ticket(), VERDICT_MATCH, SEVERITY_LOW, contextRoom(), 10);
    deliver("two\n", 2, 2);
    expect(settle(VERDICT_PARTIAL, SEVERITY_HIGH)).toBe(REPORT_NOTHING);
  });
});

describe("trimming shippers", () => {
  test("a second joining puts the lost blank back, and only where one may be lost", () => {
    readQuietly(deliverBlock("a b", 1, 3, "i", "h", BLOCK_TRIMMED), 0);
    readQuietly(deliverBlock("c\n", 2, 3, "i", "h", BLOCK_TRIMMED), 0);
    const plan = deliverBlock("d", 3, 3, "i", "h", BLOCK_TRIMMED);
    expect(textOf(plan)).toBe("a bc\nd");
    expect(hasSeams()).toBe(true);
    putBlanks(true);
    expect(textOf(plan)).toBe("a b c\nd");
    putBlanks(false);
    expect(textOf(plan)).toBe("a bc\nd");
  });
  test("values across a seam are known to lie there", () => {
    readQuietly(deliverBlock("a b", 1, 2, "i", "h", BLOCK_TRIMMED), 0);
    const text = deliverBlock("cd", 2, 2, "i", "h", BLOCK_TRIMMED).text;
    expect(crossesSeam(text + 2, text + 4)).toBe(true);
    expect(crossesSeam(text, text + 3)).toBe(false);
    expect(crossesSeam(text + 3, text + 5)).toBe(false);
  });
  test("other shippers have no such seams", () => {
    readQuietly(deliver("a b", 1, 2), 0);
    deliver("c", 2, 2);
    expect(hasSeams()).toBe(false);
  });
});

describe("bounds", () => {
  test("thousands of parts join", () => {
    const total = 6000;
    for (let part = 1; part < total; part++) readQuietly(deliver(filler(part, 100), part, total), 100);
    const plan = deliver("end", total, total);
    expect(plan.completes).toBe(true);
    expect(plan.length).toBe((total - 1) * 100 + 3);
    expect(countOf(COUNTER_EVICTED)).toBe(0);
  });
  test("the least recently used block goes, its later parts are read as cut, and it is counted", () => {
    const text = filler(1, 19000);
    for (let block = 0; block < 300; block++) readQuietly(deliverBlock(text, 1, 2, block.toString(), "h", 0), 19000);
    expect(countOf(COUNTER_EVICTED) > 50).toBe(true);
    expect(deliverBlock("x\ny", 2, 2, "0", "h", 0).mode).toBe(READ_CUT);
    expect(deliverBlock("x\ny", 2, 2, "299", "h", 0).completes).toBe(true);
  });
  test("complete blocks give their texts back, so a thousand of them evict nothing that is incomplete", () => {
    readQuietly(deliverBlock("one\n", 1, 2, "open", "h", 0), 0);
    for (let block = 0; block < 1000; block++) {
      readQuietly(deliverBlock(filler(block, 9000), 1, 2, block.toString(), "h", 0), 9000);
      readQuietly(deliverBlock("end", 2, 2, block.toString(), "h", 0), 0);
    }
    expect(countOf(COUNTER_EVICTED)).toBe(0);
    expect(deliverBlock("two\n", 2, 2, "open", "h", 0).completes).toBe(true);
  });
  test("a block that outgrows the store is read on from its context to the end", () => {
    const total = 400;
    let plan = deliver("", 1, total);
    for (let part = 1; part < total; part++) {
      if (part > 1) plan = deliver(filler(part, 19000), part, total);
      expect(plan.action).toBe(PLAN_READ);
      readQuietly(plan, <u32>plan.length - 5 * <u32>(part > 1));
    }
    plan = deliver("end\n", total, total);
    expect(plan.completes).toBe(true);
    expect(plan.mode).toBe(READ_RESUMED);
    expect(plan.length).toBe(9);
    expect(countOf(COUNTER_EVICTED)).toBe(1);
  });
  test("a block that outgrows the store without a beginning is read part by part", () => {
    let reads = 0;
    for (let part = 2; part < 400; part++) {
      const plan = deliver(filler(part, 19000), part, 1000);
      if (plan.action == PLAN_READ) reads++;
      expect((plan.mode & READ_CUT) != 0).toBe(true);
      settle(VERDICT_NONE, 0);
    }
    expect(reads).toBe(398);
    expect(countOf(COUNTER_EVICTED) > 0).toBe(true);
  });
  test("a construct that never closes costs a bounded number of readings a byte", () => {
    let read: usize = 0;
    const total = 200;
    for (let part = 1; part <= total; part++) {
      const plan = deliver(filler(part, 15000), part, total);
      if (plan.action == PLAN_READ) read += plan.length;
      readQuietly(plan, 0);
    }
    expect(read <= <usize>total * 15000 * 3).toBe(true);
  });
});

/** A part, and what of it is trusted. */
const cutTexts: string[][] = [
  ["", ""],
  ["one line", ""],
  ["rest\r\ncode", "\ncode"],
  ["rest\ncode\nmore", "code\nmore"],
  ["in a comment\nN\n#>\ncode", "code"],
  ["in a comment\nN\n#> code", ""],
  ["x\n<# own #>\ncode", "<# own #>\ncode"],
  ["x\n<# own\nlines\n#>\ncode", "<# own\nlines\n#>\ncode"],
  ["in a here-string\nN\n'@\ncode", "code"],
  ['in a here-string\nN\n"@ | iex\ncode', "code"],
  ["in a here-string\nN\n’@\ncode", "code"],
  ["x\n$t = @'\nN\n'@\ncode", "$t = @'\nN\n'@\ncode"],
  ['x\n$t = @"\n\'@\n"@\ncode', '$t = @"\n\'@\n"@\ncode'],
  ["x\n$t = @'\n#>\n'@\ncode", "$t = @'\n#>\n'@\ncode"],
  ["x\n@{'a'='@'}\ncode", "@{'a'='@'}\ncode"],
];

describe("where a cut text is trusted", () => {
  test("after the first line break and after every terminator that nothing here opened", () => {
    for (let i = 0; i < cutTexts.length; i++) {
      roomEnd = exchangeStart();
      const start = put(cutTexts[i][0]);
      const skip = untrusted(start, roomEnd - start);
      expect(String.UTF8.decodeUnsafe(start + skip, roomEnd - start - skip)).toBe(cutTexts[i][1]);
    }
  });
});
