/**
 * A script in parts says what the whole script says: wherever it is cut, in whatever order its parts come, and however often.
 * Where a needed part is missing it says less, never more.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadDetector } from "../../build/host/index.js";
import { SHAPES } from "../fuzz/events.mjs";
import { Random } from "../fuzz/random.mjs";
import { COMPOSITIONS, FORMS, ordinary } from "../fuzz/scripts.mjs";

const STRENGTH = { none: 0, partial: 1, match: 2 };
const detector = loadDetector();
const HOST = "EX01.corp.example";
/** What was said of whole texts. */
const whole = new Map();

function wholeVerdict(script) {
  if (!whole.has(script)) {
    detector.reset();
    whole.set(script, strongest([event(script, 1, 1)]));
  }
  return whole.get(script);
}

function event(text, part, parts, shape = "fluentBitMap", id = "2b6a1f0e-1111-4222-8333-444455556666") {
  return Buffer.from(JSON.stringify(SHAPES[shape]({ text, id, part, parts, host: HOST })));
}

/** The strongest verdict of the findings of some records, from a reset detector. */
function strongest(records) {
  detector.reset();
  let verdict = "none";
  for (const record of records) {
    const finding = detector.inspect(record);
    if (finding && STRENGTH[finding.verdict] > STRENGTH[verdict]) verdict = finding.verdict;
  }
  return verdict;
}

/** A part that comes before those it goes on from may be reported as cut, which is partial, although the whole is nothing. */
function sameOrCut(said, expected, what) {
  assert.ok(said === expected || (said === "partial" && expected === "none"), `${said} instead of ${expected}; ${what}`);
}

/** The parts of a text that is cut at some offsets. */
function partsOf(text, cuts, shape) {
  const edges = [0, ...cuts, text.length];
  return edges.slice(1).map((end, index) => event(text.slice(edges[index], end), index + 1, edges.length - 1, shape));
}

/** As the engine cuts: segments of one random size; the last may be empty. */
function engineCuts(random, text) {
  const size = 10000 + random.below(10000);
  return Array.from({ length: Math.floor(text.length / size) }, (_, index) => (index + 1) * size);
}

/** Where the tokens of a call begin and end, and a little around them. */
function positions(script, limit) {
  const found = new Set();
  for (const { index, 0: token } of script.matchAll(/[A-Za-z]+|\S/g)) {
    for (const at of [index - 1, index, index + 1, index + token.length]) if (at > 0 && at < script.length) found.add(at);
  }
  const all = [...found].sort((a, b) => a - b);
  const stride = Math.ceil(all.length / limit);
  return all.filter((_, index) => index % stride === 0);
}

/** Scripts whose label does not hang on one part of a block. */
const SCRIPTS = [...FORMS.filter(({ parts }) => parts === undefined), ...COMPOSITIONS.filter((_, index) => index % 97 === 0)].map(
  ({ script }) => script,
);
const random = new Random(11);

describe("a script in parts", () => {
  test("in order says what the whole says, wherever it is cut", () => {
    for (const script of SCRIPTS) {
      const expected = wholeVerdict(script);
      for (const at of positions(script, 12)) {
        assert.equal(strongest(partsOf(script, [at])), expected, `cut at ${at}: ${JSON.stringify(script)}`);
      }
    }
  });

  test("beyond 20,000 units, cut as the engine cuts, shuffled and doubled, says what the whole says", () => {
    for (const script of SCRIPTS.filter((_, index) => index % 4 === 0)) {
      const text = `${ordinary(random, 20000)}${script}\n${ordinary(random, random.below(9000))}`;
      const expected = wholeVerdict(text);
      const parts = partsOf(text, engineCuts(random, text));
      assert.equal(strongest(parts), expected, JSON.stringify(script));
      sameOrCut(strongest(random.shuffle([...parts, ...parts])), expected, `shuffled: ${JSON.stringify(script)}`);
    }
  });

  test("in reverse says what the whole says", () => {
    for (const script of SCRIPTS) {
      const pad = ordinary(random, 100);
      const text = pad + script;
      const at = pad.length + random.below(script.length);
      sameOrCut(strongest(partsOf(text, [at]).reverse()), wholeVerdict(text), `cut at ${at}: ${JSON.stringify(script)}`);
    }
  });

  test("without the part that begins it never matches, and without another says no more than the whole", () => {
    for (const script of SCRIPTS.filter((_, index) => index % 2 === 0)) {
      const cuts = positions(script, 3);
      const parts = partsOf(script, cuts);
      const expected = STRENGTH[wholeVerdict(script)];
      assert.ok(STRENGTH[strongest(parts.slice(1))] < STRENGTH.match, JSON.stringify(script));
      for (let missing = 1; missing < parts.length; missing++) {
        const said = STRENGTH[strongest(parts.toSpliced(missing, 1))];
        assert.ok(said <= Math.max(expected, STRENGTH.partial), `without ${missing + 1}: ${JSON.stringify(script)}`);
      }
    }
  });

  test("a part that comes again gets what it got, and nothing else comes of it", () => {
    for (const script of SCRIPTS.filter((_, index) => index % 5 === 0)) {
      const parts = partsOf(script, positions(script, 3));
      detector.reset();
      const first = parts.map((part) => detector.inspect(part));
      assert.deepEqual(
        parts.map((part) => detector.inspect(part)),
        first,
        JSON.stringify(script),
      );
    }
  });
});

describe("what begins in one part and shows the call in the next never fires", () => {
  const call = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\h\\s\\x.pst";
  const hiding = {
    "a here-string": ["$t = @'\ntext\n", `${call}\n'@\n`],
    "an expandable here-string": ['$t = @"\ntext\n', `${call}\n"@\n`],
    "a block comment": ["<# text\n", `${call}\n#>\n`],
    "a line comment": ["gci # ", `${call}\n`],
    "a string": ["$t = 'text ", `${call}'\n`],
    "an argument": ["Write-Output ", `${call}\n`],
  };
  for (const [name, [head, tail]] of Object.entries(hiding)) {
    const parts = [event(head, 1, 2), event(tail, 2, 2)];
    test(`${name}, in order`, () => assert.equal(strongest(parts), "none"));
    test(`${name}, the later part first`, () => assert.equal(strongest([parts[1], parts[0]]), "none"));
    test(`${name}, trimmed on the way`, () => {
      const trimmed = [event(head, 1, 2, "vector"), event(tail, 2, 2, "vector")];
      assert.equal(strongest(trimmed), "none");
    });
  }

  // The second part ends in a statement that began in the first, outside of what the second begins in.
  const around = {
    "an argument after a block": ["{", "}"],
    "an argument after a list": ["$(", ")"],
    "an argument after an array": ["@(", ")"],
    "an argument after a block in a table": ["@{ c = {", "} }"],
  };
  for (const [name, [open, close]] of Object.entries(around)) {
    const texts = [`iex $p; Write-Output ${open} a; b -x `, `iex $q ${close} `, `${call}\n`, "gci"];
    const parts = texts.map((text, index) => event(text, index + 1, texts.length));
    test(`${name}, in four parts`, () => assert.equal(strongest(parts), "none"));
  }
});

describe("trimming shippers", () => {
  const script = 'New-MailboxExportRequest -Mailbox ceo -FilePath "\\\\h\\s\\x.pst"';
  test("a match survives a blank lost at the seam", () => {
    for (const at of [...script.matchAll(/ /g)].flatMap(({ index }) => [index, index + 1])) {
      assert.equal(strongest(partsOf(script, [at], "vector")), "match", `cut at ${at}`);
    }
  });

  test("a value that lies across such a seam is not claimed", () => {
    const at = script.indexOf("\\x.pst");
    const parts = partsOf(script, [at], "vector");
    detector.reset();
    const [call] = parts.map((part) => detector.inspect(part)).at(-1).calls;
    assert.equal(call.file_path, undefined);
    assert.equal(call.mailbox, "ceo");
  });
});

describe("an update", () => {
  test("a later part that says more carries the finding again, with the same id", () => {
    const low = "New-MailboxExportRequest -Mailbox ceo -FilePath C:\\x.pst\n";
    const high = "New-MailboxExportRequest -Mailbox ceo -FilePath \\\\localhost\\c$\\x.pst\n";
    detector.reset();
    const findings = [event(low, 1, 3), event("gci\n", 2, 3), event(high, 3, 3)].map((part) => detector.inspect(part));
    assert.equal(findings[0].severity, "low");
    assert.equal(findings[0].update, undefined);
    assert.equal(findings[1], null);
    assert.equal(findings[2].severity, "high");
    assert.equal(findings[2].update, true);
    assert.equal(findings[2].id, findings[0].id);
  });

  test("a partial waits for the part that completes the block", () => {
    detector.reset();
    assert.equal(detector.inspect(event("New-MailboxExportRequest\n", 1, 2)), null);
    assert.equal(detector.inspect(event("gci\n", 2, 2)).verdict, "partial");
  });
});
