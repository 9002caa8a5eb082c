/** What an analyst is shown of a script, to the letter; and that nothing in a script gets out of its place. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import stringWidth from "string-width";
import { explanationText, explanationView, loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const textOf = (script, width) => explanationText(script, detector.explain(script), width === undefined ? {} : { width });
const NAME = "New-MailboxExportRequest";

/** Name, script, and width where it matters. What is shown stands in explanations/NAME.txt; UPDATE=1 writes it. */
const SHOWN = [
  ["plain", `${NAME} -Mailbox ceo -FilePath \\\\srv\\share\\ceo.pst`],
  ["quoting", `& 'new-mailbox''s'; n\`ew-mailboxexportrequest -Mailbox 'the ceo' -FilePath '\\\\localhost\\c$\\it''s.pst'`],
  [
    "concatenation",
    `$n = 'New-Mailbox' + 'Export' + 'Request'\n$p = '{1}{0}' -f 'share\\c.pst', '\\\\srv\\'\n& $n -Mailbox ceo -FilePath $p`,
  ],
  [
    "encoded",
    `powershell -NoProfile -EncodedCommand ${Buffer.from(`${NAME} -Mailbox ceo -FilePath \\\\127.0.0.1\\c$\\inetpub\\wwwroot\\x.aspx`, "utf16le").toString("base64")}`,
  ],
  [
    "characters",
    `$n = -join (78,101,119,45 | % { [char]$_ })\n$r = 'tseuqeRtropxExobliaM'\n$a = $r.ToCharArray(); [array]::Reverse($a)\n& ($n + -join $a) ceo -FilePath \\\\srv\\share\\c.pst`,
  ],
  ["splat", `$a = @{ Mailbox = 'ceo'; FilePath = '\\\\srv\\share\\c.pst'; Confirm = $false }\n${NAME} @a -BatchName b1`],
  ["loop", `foreach ($m in 'ceo', 'cfo', 'cto') {\n  ${NAME} -Mailbox $m -FilePath "\\\\srv\\share\\$m.pst"\n}`],
  [
    "unknown-loop",
    `foreach ($row in Import-Csv C:\\who.csv) { ${NAME} -Mailbox $row.Alias -FilePath ('\\\\srv\\share\\' + $row.Alias + '.pst') }`,
  ],
  ["unknown-parameter", `param([string]$User, $Share = $env:SHARE)\n${NAME} -Mailbox $User -FilePath "$Share\\$User.pst"`],
  ["unknown-input", `$m = Read-Host 'who'; ${NAME} -Mailbox $m -FilePath "\\\\srv\\share\\$(Get-Date -f yyyy).pst"`],
  ["condition", `if ($all) { $m = 'ceo' } else { $m = 'cfo' }\n${NAME} -Mailbox $m -FilePath \\\\srv\\share\\c.pst -WhatIf`],
  ["partial-prompts", `${NAME} -Mailbox ceo`],
  ["partial-refused", `${NAME} -Mailbox ceo -FilePath \\\\srv\\share\\c.pst -NoSuchThing`],
  ["partial-alias", `Set-Alias export ${NAME}`],
  ["mentions", `# ${NAME} -Mailbox ceo\nGet-Help ${NAME}\nWrite-Host '${NAME} -Mailbox ceo -FilePath x'`],
  ["nothing", "Get-ChildItem C:\\ | Sort-Object Name"],
  ["two-calls", `${NAME} ceo -FilePath \\\\srv\\s\\a.aspx; ${NAME} cfo -FilePath C:\\b.pst`],
  [
    "narrow",
    `$n = 'New-Mailbox' + 'ExportRequest'; & $n -Mailbox $env:WHO -FilePath '\\\\server.corp.example\\share\\a long name.pst'`,
    32,
  ],
  ["terminal-codes", `# \u001b[2J\u202e${NAME}\n${NAME} -Mailbox "c\u0007eo" -FilePath '\\\\srv\\s\\\u001b]0;x\u0007.pst'`],
];

for (const [name, script, width] of SHOWN) {
  test(`what is shown: ${name}`, () => {
    const file = new URL(`explanations/${name}.txt`, import.meta.url);
    const shown = textOf(script, width);
    if (process.env.UPDATE === "1") writeFileSync(file, shown);
    assert.equal(shown, readFileSync(file, "utf8"));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not come out
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const pieces = fc.constantFrom(
  ...[
    NAME,
    " -Mailbox ",
    " -FilePath ",
    "\\\\srv\\share\\x.pst",
    "$x",
    "'",
    '"',
    "`",
    "; ",
    "\n",
    "{",
    "}",
    "(",
    ")",
    "+",
    " | ",
    "% ",
    "foreach ($m in 1,2)",
  ],
  ...[
    "& ",
    "$x = ",
    "\u001b[31m",
    "\u0000",
    "\t",
    "\r\n",
    "\u202e",
    "\ud83d\ude00",
    "\ud800",
    "漢字",
    "e\u0301",
    "#",
    "-join ",
    "[char]",
    "65",
    ",",
  ],
);
const scripts = fc
  .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 24 })
  .map((parts) => parts.join(""));

test("whatever the script and the width: every line fits, and nothing comes out that a terminal obeys", () => {
  fc.assert(
    fc.property(scripts, fc.integer({ min: -1, max: 200 }), (script, width) => {
      const shown = textOf(script, width);
      assert.doesNotMatch(shown, OBEYED);
      const most = Math.min(Math.max(width, 24), 160);
      for (const line of shown.split("\n")) assert.ok(stringWidth(line) <= most, `${stringWidth(line)} > ${most}: ${line}`);
    }),
    { numRuns: 300 },
  );
});

test("the data under it is plain: it survives JSON, and its places lie in the text", () => {
  for (const [, script] of SHOWN) {
    const view = explanationView(script, detector.explain(script));
    assert.deepEqual(JSON.parse(JSON.stringify(view)), view);
    for (const { span, line, steps = [] } of [...view.calls, ...view.mentions]) {
      assert.ok(span[0] >= 0 && span[0] < span[1] && span[1] <= script.length && line >= 1);
      for (const step of steps) assert.ok(step.span[1] <= script.length);
    }
  }
});

test("a loop of many rounds is one call that names the first", () => {
  const script = `foreach ($i in 1..40) { ${NAME} -Mailbox "m$i" -FilePath "\\\\srv\\s\\$i.pst" }`;
  const { calls } = explanationView(script, detector.explain(script));
  assert.deepEqual([calls.length, calls[0].rounds, calls[0].runs.length], [1, 40, 5]);
  assert.match(textOf(script), /line 1, 40 rounds/);
});

test("the example in the documentation is what comes out", () => {
  const page = readFileSync(new URL("../../docs/inputs.md", import.meta.url), "utf8");
  const [, example] = page.match(/## `explain` for analysts\n\n```text\n([\s\S]*?)```/);
  const script = `param($User)\n$n = 'New-Mailbox' + 'ExportRequest'\n& $n -Mailbox $User -FilePath "\\\\localhost\\c$\\$User.pst"\n`;
  assert.equal(example, textOf(script, 96));
});
