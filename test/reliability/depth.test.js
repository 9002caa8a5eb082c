/**
 * Calls after and inside what is too much to run: however deep brackets nest, whether they close or not, and however much
 * stands in front of a call or around it, up to the longest text that is read, a plain call is found, and nothing else is taken
 * for one.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const MOST_UNITS = 4 << 20;
const DEEPEST = 150_000;
const call = (mailbox) => `New-MailboxExportRequest -Mailbox ${mailbox} -FilePath \\\\srv\\share\\x.pst\n`;

/** What opens, and what closes it. */
const BRACKETS = [
  ["{", "}"],
  ["&{", "}"],
  ["(", ")"],
  ["$(", ")"],
  ["@(", ")"],
  ["@{a=", "}"],
  ["if($u){", "}"],
  ["function f{", "}"],
  ["foreach(", ")"],
  ['"$(', ')"'],
  ['@"\n$(', ')\n"@'],
  ["try{", "}catch{}"],
  ["trap{", "}"],
  ["class A{[int]m(){", "}}"],
  ["gci|%{", "}"],
  ["'a'-f(", ")"],
  ["&{gci\n", "\n}"],
  ["&{(@{a=$(", ")})}"],
];

function found(text) {
  const { verdict, calls } = detector.read(text);
  return { verdict, mailboxes: calls.map(({ mailbox }) => mailbox).sort() };
}

const all = (...mailboxes) => ({ verdict: "match", mailboxes });

describe("a call is found at any depth", () => {
  for (const [open, close] of BRACKETS) {
    test(JSON.stringify(open), () => {
      for (const depth of [300, 10_000, DEEPEST]) {
        const opened = open.repeat(Math.min(depth, Math.floor((MOST_UNITS - 1000) / (open.length + close.length))));
        const closed = close.repeat(opened.length / open.length);
        assert.deepEqual(found(`${call("a")}${opened}\n${call("b")}`), all("a", "b"), `${depth} that stay open`);
        const text = `${call("a")}${opened}${call("b")}${closed}\n${call("c")}`;
        assert.deepEqual(found(text), all("a", "b", "c"), `${depth} that close`);
      }
    });
  }
});

/** Statements that fill a text, each of which takes some of the room there is. */
const FILLERS = ["{};", "1+1;", "x{};"];
const AROUND = {
  "after statements": (filling) => `${filling}\n${call("a")}`,
  "in a block": (filling) => `&{${filling}\n${call("a")}}`,
  "in a function that nobody calls": (filling) => `function f{${filling}\n${call("a")}}`,
  "in a branch": (filling) => `if($u){${filling}\n${call("a")}}`,
};
const fill = (filler) => filler.repeat(Math.floor((MOST_UNITS - 1000) / filler.length));

describe("a call is found in the longest text", () => {
  for (const [place, make] of Object.entries(AROUND)) {
    test(place, () => {
      for (const filler of FILLERS) assert.deepEqual(found(make(fill(filler))), all("a"), filler);
    });
  }
});

describe("where the machine does not get through the text, nothing is taken for a call that is none", () => {
  const after = (text) => detector.read(`${"{};".repeat(200_000)}\n${text}\n`);
  const NAME = "New-MailboxExportRequest";
  const NONE = {
    "a comment": `# ${call("a")}`,
    "a block comment": `<# ${call("a")} #>`,
    "a string": `$a = '${call("a")}'`,
    "a here-string": `$a = @'\n${call("a")}\n'@`,
    "an argument": `Get-Help ${NAME} -Mailbox a -FilePath b`,
    "a value of a table": `$a = @{ b = '${NAME}' }`,
    "a longer name": `${NAME}s -Mailbox a -FilePath b`,
    help: `${NAME} -?`,
  };
  for (const [what, text] of Object.entries(NONE)) test(what, () => assert.equal(after(text).verdict, "none"));

  const only = (text) => {
    const { calls } = after(text);
    assert.equal(calls.length, 1);
    return calls[0];
  };

  test("a value that is not in the call is not claimed", () => {
    const { verdict, mailbox, file_path, reasons } = only(`${NAME} -Mailbox $m -FilePath:$p`);
    assert.deepEqual([verdict, mailbox, file_path, reasons], ["match", undefined, undefined, ["budget"]]);
  });

  test("a table that is not in the call may hold the path", () => {
    const { verdict, reasons } = only(`${NAME} @p`);
    assert.equal(verdict, "partial");
    assert.ok(reasons.includes("unknown-splat"));
  });

  test("a constant in quotes and after a colon is the call's own", () => {
    const { mailbox, file_path } = only(`& '${NAME}' -Mailbox:'a''b' -File "\\\\srv\\c"`);
    assert.deepEqual([mailbox, file_path], ["a'b", "\\\\srv\\c"]);
  });
});
