/**
 * The pathological corpus: each member is named after the loop it attacks, and grows with the length it is asked for.
 * `text` members are script texts, `record` members whole records, `records` members runs of records.
 */
import { SHAPES } from "../fuzz/events.mjs";

const CALL = "New-MailboxExportRequest -Mailbox a -FilePath \\\\h\\s\\x.pst\n";

/** So many units of a pattern. */
const fill = (units, pattern) => pattern.repeat(Math.ceil(units / pattern.length)).slice(0, units);
/** Numbered pieces until there are so many units. */
const count = (units, piece) => {
  const pieces = [];
  for (let length = 0, number = 0; length < units; number++) {
    pieces.push(piece(number));
    length += pieces[number].length;
  }
  return pieces.join("");
};
/** An opening part, repeated, and a closing part as often. */
const nest = (units, open, close, core = "") => {
  const depth = Math.ceil(units / (open.length + close.length));
  return open.repeat(depth) + core + close.repeat(depth);
};

/** Script texts of about so many units; each also holds a call, so that no gate lets it leave unread. */
export const TEXTS = {
  // Tokens that do not end.
  "unclosed single quote": (n) => `${CALL}'${fill(n, "a b ")}`,
  "unclosed double quote": (n) => `${CALL}"${fill(n, "a $b ")}`,
  "unclosed here-string": (n) => `${CALL}@'\n${fill(n, " text\n")}`,
  "unclosed expandable here-string": (n) => `${CALL}@"\n${fill(n, "$a text\n")}`,
  "unclosed block comment": (n) => `${CALL}<#${fill(n, " # <# ")}`,
  "unclosed variable brace": (n) => `${CALL}\${${fill(n, "ab ")}`,
  "unclosed type literal": (n) => CALL + fill(n, "[a"),
  "odd quotes, each beginning anew": (n) => CALL + fill(n, "'a\"b\n"),
  "here-string headers that are none": (n) => CALL + fill(n, "@' x\n"),
  "near-miss here-string terminators": (n) => `${CALL}$t = @'\n${fill(n, " '@\n")}\n'@\n`,
  "near-miss comment terminators": (n) => `${CALL}<#${fill(n, "# > ")}#>`,
  "comment openers within a comment": (n) => `${CALL}<#${fill(n, "<#")}#>`,
  "line comments": (n) => CALL + fill(n, "#\n"),
  backticks: (n) => CALL + fill(n, "`"),
  "line continuations": (n) => `${CALL}Write-Output ${fill(n, "`\n")}`,
  "doubled quotes": (n) => `${CALL}$a = '${fill(n, "''")}'`,
  "escaped quotes": (n) => `${CALL}$a = "${fill(n, '`"')}"`,
  "one long bareword": (n) => `${CALL}${fill(n, "abcdefgh-")}`,
  "bareword with quotes inside": (n) => `${CALL}a${fill(n, "'b'\"c\"")}`,
  "one long number": (n) => `${CALL}$a = ${fill(n, "1234567890")}`,
  "numbers with suffixes": (n) => CALL + fill(n, "1kb+0x1f+1e3+"),
  "carriage returns": (n) => CALL + fill(n, "\r"),
  "odd white space": (n) => `${CALL}a${fill(n, "\u00a0\u0085\u1680")}`,
  "lone surrogates": (n) => `${CALL}$a = '${fill(n, "\ud83d")}'`,
  "characters of four bytes": (n) => `${CALL}$a = '${fill(n, "😀")}'`,
  // Brackets.
  "nested parentheses": (n) => CALL + nest(n, "(", ")", "1"),
  "nested subexpressions": (n) => CALL + nest(n, "$(", ")", "1"),
  "nested arrays": (n) => CALL + nest(n, "@(", ")", "1"),
  "nested hashtables": (n) => CALL + nest(n, "@{a=", "}", "1"),
  "nested blocks": (n) => CALL + nest(n, "&{", "}", "1"),
  "nested index": (n) => `${CALL}$a${nest(n, "[$a", "]", "")}`,
  "nested expandable strings": (n) => CALL + nest(n, '"$(', ')"', "1"),
  "opening parentheses": (n) => CALL + fill(n, "("),
  "opening braces": (n) => CALL + fill(n, "{"),
  "opening subexpressions in strings": (n) => CALL + fill(n, '"$('),
  "opening hashtables": (n) => CALL + fill(n, "@{"),
  "opening brackets": (n) => CALL + fill(n, "["),
  "closing brackets of all kinds": (n) => CALL + fill(n, ")}]"),
  "mismatched brackets": (n) => CALL + fill(n, "({[)}]"),
  "call below the deepest frame": (n) => nest(n, "&{", "}", CALL),
  // What stands in front may be refused, as far as it is looked at.
  "assignments in a row": (n) => `${CALL}${fill(n, "$a=")}1`,
  "blocks along a pipeline": (n) => `${CALL}1${fill(n, "|% {1}")}`,
  "values along a pipeline": (n) => `${CALL}1${fill(n, "|Write-Output")}`,
  "variables along a pipeline": (n) => `${CALL}1${fill(n, "|sv a")}`,
  "calls of a function with many parameters": (n) =>
    `${CALL}function f { param(${count(n >> 1, (i) => `$a${i},`)}$b) }\n${fill(n >> 1, "f -zz 1;")}`,
  // Statements.
  "else-if chain": (n) => `${CALL}if ($a) {}${count(n, (i) => ` elseif ($a -eq ${i}) { $b = ${i} }`)}`,
  "switch clauses": (n) => `${CALL}switch ($a) {${count(n, (i) => `${i} { $b = ${i} }\n`)}}`,
  "unknown conditions in a row": (n) => CALL + count(n, (i) => `if ($u) { $v${i % 50} = ${i} }\n`),
  "unknown conditions, nested": (n) => CALL + nest(n, "if ($u) { $v = 1\n", "}\n", "$v = 2\n"),
  "unknown conditions over many variables": (n) =>
    CALL + count(n / 2, (i) => `$v${i} = ${i}\n`) + count(n / 2, () => "if ($u) { $w = 1 }\n"),
  "empty loops": (n) => CALL + fill(n, "while ($u) {}\n"),
  "loops in loops": (n) => CALL + nest(n, "foreach ($i in 1..9) {", "}\n", "$x += 1"),
  "loops over long ranges": (n) => CALL + fill(n, "foreach ($i in 1..100000) { $x = $i }\n"),
  "counting loops": (n) => CALL + fill(n, "for ($i = 0; $i -lt 100000; $i++) { $x = $i }\n"),
  "try in try": (n) => CALL + nest(n, "try {", "} catch {}\n"),
  traps: (n) => CALL + fill(n, "trap { }\n"),
  "traps that leave": (n) => CALL + fill(n, "trap { return }\n"),
  "traps in traps": (n) => CALL + nest(n, "trap {", "}\n", "return"),
  semicolons: (n) => CALL + fill(n, ";"),
  "broken statements": (n) => CALL + fill(n, "if ) else ( while\n"),
  labels: (n) => CALL + fill(n, ":a :b "),
  "keywords alone": (n) => CALL + fill(n, "function class enum param using "),
  functions: (n) => CALL + count(n, (i) => `function f${i} { $args }\n`),
  "functions in subexpressions": (n) => CALL + fill(n, "$(function f{})\n"),
  "functions set by their drive": (n) => CALL + count(n, (i) => `$function:f${i}={};`),
  "functions that call each other": (n) => `${CALL + count(n, (i) => `function f${i} { f${i + 1}; f${i + 1} }\n`)}f0\n`,
  "a function that calls itself": (n) => `${CALL}function f($x) { f $x; f $x }\n${fill(n, "f 1\n")}`,
  "parameters of one function": (n) => `${CALL}function f { param(${count(n, (i) => `$p${i} = ${i}, `)}$z) $z }\nf\n`,
  "arguments of a function of many parameters": (n) =>
    `${CALL}function f { param(${count(n / 2, (i) => `$p${i}, `)}$z) $z }\nf${count(n / 2, (i) => ` ${i}`)}\n`,
  "methods of classes": (n) => CALL + count(n, (i) => `class C${i} { [int] M() { return 1 } }\n`),
  // Expressions and values.
  "one long sum": (n) => `${CALL}$a = 1${fill(n, "+1")}`,
  "one long concatenation": (n) => `${CALL}$a = ''${fill(n, "+'ab'")}`,
  "appending to a string": (n) => `${CALL}$a = ''\n${fill(n, "$a += 'abcd'\n")}`,
  "appending to an array": (n) => `${CALL}$a = @()\n${fill(n, "$a += 1\n")}`,
  "doubling a string": (n) => `${CALL}$a = 'a'\n${fill(n, "$a = $a + $a\n")}`,
  "multiplying a string": (n) => CALL + fill(n, "$a = 'ab' * 100000000\n"),
  "multiplying an array": (n) => CALL + fill(n, "$a = @(1, 2) * 100000000\n"),
  "long ranges": (n) => CALL + fill(n, "$a = 1..1000000\n"),
  "replacing by longer text": (n) => `${CALL}$a = 'a'\n${fill(n, "$a = $a.Replace('a', 'aaaaaaaa')\n")}`,
  "regular expressions that backtrack": (n) => CALL + fill(n, "$a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -replace '(a+)+$', ''\n"),
  "a regular expression over a long text": (n) => `${CALL}$a = '${fill(n, "a")}' -replace '(a|aa)*b', ''\n`,
  "a long regular expression": (n) => `${CALL}$a = 'aaa' -replace '${fill(n, "(a?)")}', ''\n`,
  "splitting a long text": (n) => `${CALL}$a = '${fill(n, "a,")}' -split ','\n`,
  "splitting again and again": (n) => `${CALL}$t = '${fill(n / 2, "a,")}'\n${fill(n / 2, "$a = $t -split ','\n")}`,
  "selecting again and again": (n) => `${CALL}$a = 1..10000\n${fill(n, "$b = $a | select -l 1\n")}`,
  "joining again and again": (n) => `${CALL}$a = 1..500\n${fill(n, "$b = $a -join ','\n")}`,
  formatting: (n) => `${CALL}$a = '${fill(n, "{0}")}' -f 'abcdefgh'\n`,
  "format arguments": (n) => `${CALL}$a = '{0}' -f ${fill(n, "1,")}1\n`,
  "a comma list": (n) => `${CALL}$a = ${fill(n, "1,")}1\n`,
  "casts in a row": (n) => CALL + fill(n, "[int][char]"),
  "unary operators in a row": (n) => `${CALL}$a = ${fill(n, "-not ")}1\n`,
  "member access in a row": (n) => `${CALL}$a${fill(n, ".b")}\n`,
  "method calls in a row": (n) => `${CALL}$a = 'abc'${fill(n, ".Replace('a', 'b')")}\n`,
  "expansions in one string": (n) => `${CALL}$v = 'ab'\n$a = "${fill(n, "$v ")}"\n`,
  "expansion of a long string": (n) => `${CALL}$v = '${fill(n / 2, "ab")}'\n${fill(n / 2, '$a = "$v"\n')}`,
  "characters by number": (n) => `${CALL}$a = ${fill(n, "[char]78+")}''\n`,
  "substring of a long string": (n) => `${CALL}$v = '${fill(n / 2, "aé")}'\n${fill(n / 2, "$a = $v.Substring(9, 3)\n")}`,
  "index into a long string": (n) => `${CALL}$v = '${fill(n / 2, "aé")}'\n${fill(n / 2, "$a = $v[-1]\n")}`,
  "Base64 look-alikes": (n) => `${CALL}$a = [Convert]::FromBase64String('${fill(n, "QUJD")}')\n`,
  "Base64 that breaks off": (n) => CALL + fill(n, "[Convert]::FromBase64String('QUJDREVGR0hJSktMTU5PUFFSU1RVVldY*')\n"),
  "encoded commands": (n) => CALL + fill(n, "powershell -enc ZQBjAGgAbwAgADEA\n"),
  "keys of one table": (n) => `${CALL}$h = @{${count(n, (i) => `k${i} = ${i}\n`)}}\n`,
  "keys added one by one": (n) => `${CALL}$h = @{}\n${count(n, (i) => `$h['k${i}'] = ${i}\n`)}`,
  "look-ups in a large table": (n) =>
    `${CALL}$h = @{${count(n / 2, (i) => `k${i} = ${i}\n`)}}\n${count(n / 2, (i) => `$a = $h['k${i}']\n`)}`,
  "searching a large array": (n) => `${CALL}$a = 1..1000\n${fill(n, "$b = $a -contains 5000\n")}`,
  "sorting again and again": (n) => `${CALL}$a = 1000..1\n${fill(n, "$b = $a | Sort-Object\n")}`,
  // Names and calls.
  variables: (n) => CALL + count(n, (i) => `$v${i} = ${i}\n`),
  "variables read back": (n) => CALL + count(n, (i) => `$v${i} = $v${i - 1}\n`),
  "variables in nested scopes": (n) => CALL + nest(n, "& { $v = 1\n", "}\n", "$w"),
  aliases: (n) => `${CALL + count(n, (i) => `Set-Alias a${i} a${i + 1}\n`)}a0\n`,
  "an alias of itself": (n) => CALL + fill(n, "Set-Alias a a\na\n"),
  splats: (n) => `$h = @{Mailbox = 'a'; FilePath = 'b'}\n${fill(n, "New-MailboxExportRequest @h\n")}`,
  "a splat of many keys": (n) => `$h = @{${count(n, (i) => `k${i} = ${i}\n`)}}\nNew-MailboxExportRequest @h\n`,
  "many splats of one call": (n) => `$h = @{Mailbox = 'a'}\nNew-MailboxExportRequest${fill(n, " @h")}\n`,
  "a large splat again and again": (n) =>
    `$h = @{${count(n / 2, (i) => `k${i} = ${i}\n`)}}\n${fill(n / 2, "New-MailboxExportRequest @h\n")}`,
  "default values": (n) => CALL + count(n, (i) => `$PSDefaultParameterValues['New-Mailbox*:P${i}*'] = ${i}\n`),
  "default values and calls": (n) =>
    count(n / 2, (i) => `$PSDefaultParameterValues['New-Mailbox*:P${i}*'] = ${i}\n`) +
    fill(n / 2, "New-MailboxExportRequest -Mailbox a\n"),
  "wildcards that backtrack": (n) =>
    CALL + fill(n, "Get-Command *a*a*a*a*a*a*a*a*b\n'aaaaaaaaaaaaaaaaaaaa' -like '*a*a*a*a*b'\n"),
  "one long wildcard": (n) => `${CALL}$a = '${fill(n / 2, "a")}' -like '${fill(n / 2, "*a")}b'\n`,
  calls: (n) => fill(n, CALL),
  "calls that name nothing": (n) => fill(n, "New-MailboxExportRequest\n"),
  "parameters of one call": (n) => `New-MailboxExportRequest${fill(n, " -Mailbox a")}\n`,
  "values of one call": (n) => `New-MailboxExportRequest${fill(n, " a")}\n`,
  "unknown parameters of one call": (n) => `New-MailboxExportRequest${count(n, (i) => ` -P${i} a`)}\n`,
  "a path of any length": (n) => `New-MailboxExportRequest -Mailbox a -FilePath \\\\h\\${fill(n, "s\\")}\n`,
  "a mailbox of any length": (n) => `New-MailboxExportRequest -FilePath \\\\h\\s -Mailbox "${fill(n, '`"é')}"\n`,
  "parameter names with ignored characters": (n) => `New-MailboxExportRequest -F${fill(n, "\u00ad")} x -Mailbox a\n`,
  "mentions in comments": (n) => CALL + fill(n, "# New-MailboxExportRequest\n"),
  "mentions in strings": (n) => CALL + fill(n, "'New-MailboxExportRequest'\n"),
  "near-miss names": (n) => CALL + fill(n, "New-MailboxExportReques "),
  "near-miss prefixes": (n) => CALL + fill(n, "New-Mailbox"),
  commands: (n) => CALL + fill(n, "gci -a b\n"),
  pipelines: (n) => `${CALL}gci${fill(n, " | % { $_ }")}\n`,
  "a pipe into nothing": (n) => CALL + fill(n, "|"),
  redirections: (n) => `${CALL}gci${fill(n, " > a")}\n`,
  "and-or chains": (n) => `${CALL}gci${fill(n, " && gci")}\n`,
  "stop parsing": (n) => CALL + fill(n, "a --% b | "),
  // Text that becomes code.
  "evaluated text": (n) => CALL + fill(n, "iex 'gci -a b'\n"),
  "evaluated text within evaluated text": (n) => `${CALL}$t = 'gci'\n${fill(n, "$t = \"iex '$t'\"\niex $t\n")}`,
  "text that evaluates itself": (n) => `${CALL}$t = 'iex $t; iex $t'\n${fill(n, "iex $t\n")}`,
  "one long evaluated text": (n) => `${CALL}iex '${fill(n, "gci -a b\n")}'\n`,
  "a long text evaluated again and again": (n) => `${CALL}$t = '${fill(n / 2, "gci -a b\n")}'\n${fill(n / 2, "iex $t\n")}`,
  "a long function called again and again": (n) => `${CALL}function f { ${fill(n / 2, "gci -a b\n")} }\n${fill(n / 2, "f\n")}`,
  "blocks run over long lists": (n) => `${CALL}$a = 1..1000\n${fill(n, "$a | % { $a | % { $_ } }\n")}`,
  "script blocks from text": (n) => CALL + fill(n, "& ([scriptblock]::Create('gci -a b'))\n"),
  "blocks handed around": (n) => `${CALL}$b = { $b }\n${fill(n, "& $b | & $b\n")}`,
};

const part = (text, extra = {}) => ({
  text,
  id: "11111111-2222-4333-8444-555555555555",
  part: 1,
  parts: 1,
  host: "EX01",
  ...extra,
});
const record = (text, shape = "fluentBit") => JSON.stringify(SHAPES[shape](part(text)));
const inside = (raw) =>
  `{"EventID":4104,"Channel":"Microsoft-Windows-PowerShell/Operational","ScriptBlockText":"gci","x":${raw}}`;

/** Whole records of about so many bytes. */
export const RECORDS = {
  "unclosed JSON string": (n) => `{"a":"${fill(n, "abc ")}`,
  "JSON escapes": (n) => inside(`"${fill(n, "\\n")}"`),
  "JSON unicode escapes": (n) => record("").replace('""', `"${"\\u0041".repeat(n / 6)}"`),
  "JSON surrogate escapes": (n) => record("").replace('""', `"${"\\ud83d".repeat(n / 6)}"`),
  "JSON arrays, opening": (n) => inside(fill(n, "[")),
  "JSON arrays, nested": (n) => inside(nest(n, "[", "]", "1")),
  "JSON objects, opening": (n) => inside(fill(n, '{"a":')),
  "JSON objects, nested": (n) => inside(nest(n, '{"a":', "}", "1")),
  "JSON number": (n) => inside(fill(n, "1")),
  "JSON white space": (n) => inside(`${fill(n, " \t")}1`),
  "JSON members": (n) => inside(`{${count(n, (i) => `"k${i}":${i},`)}"z":1}`),
  "JSON members of one name": (n) => inside(`{${fill(n, '"ScriptBlockText":"a",').replace(/[^,]*$/, "")}"z":1}`),
  "JSON empty keys": (n) => inside(`{${fill(n, '"":0,').replace(/[^,]*$/, "")}"z":1}`),
  "one long key": (n) => inside(`{"${fill(n, "ScriptBlockText.")}":1}`),
  "strings that look like JSON": (n) => `{"message":"${fill(n, '{\\"a\\":')}"}`,
  "JSON in JSON in JSON": (n) =>
    JSON.stringify({ message: JSON.stringify({ message: JSON.stringify({ message: record(fill(n / 8, '"')) }) }) }),
  "positional arrays that are none": (n) => inside(`[${fill(n, '1,1,"a","b","",')}1]`),
  "named lists": (n) =>
    inside(`[${fill(n, '{"Name":"ScriptBlockText","#text":"a"},').replace(/[^}]*$/, "")}]`.replace(/,?\]$/, "]")),
  "XML that does not end": (n) => `{"_raw":"<Event>${fill(n, "<Data Name='a'>")}"}`,
  "XML names": (n) =>
    `{"_raw":"<Event><System><EventID>4104</EventID></System><EventData>${fill(n, "<Data Name='ScriptBlockText'>")}"}`,
  "XML entities": (n) => record(fill(n / 5, "&"), "splunkXml"),
  "XML entities that are none": (n) =>
    `{"_raw":"<Event><System><EventID>4104</EventID></System><EventData><Data Name='ScriptBlockText'>${fill(n, "&lt&#x")}</Data>"}`,
  "XML comments": (n) => `{"_raw":"<Event>${fill(n, "<!-- ")}"}`,
  "message with trailers": (n) =>
    record(fill(n, "\r\n\r\nScriptBlock ID: 11111111-2222-4333-8444-555555555555\r\nPath: "), "messageOnly"),
  "message with numbers": (n) =>
    `{"EventID":4104,"SourceName":"Microsoft-Windows-PowerShell","Message":"${fill(n, "(1 of 1) ")}"}`,
  "log batch of many script blocks": (n) =>
    JSON.stringify({
      resourceLogs: [
        { scopeLogs: [{ logRecords: JSON.parse(`[${count(n, (i) => `${JSON.stringify(logRecord(i))},`).slice(0, -1)}]`) }] },
      ],
    }),
  "nothing but quotes": (n) => fill(n, '"'),
  "nothing but backslashes": (n) => `{"a":"${fill(n, "\\")}`,
  "nothing but zero bytes": (n) => fill(n, "\0"),
  "nothing but braces": (n) => fill(n, "{}"),
};

function logRecord(number) {
  return SHAPES.otlp(part("gci", { id: `${number}` })).resourceLogs[0].scopeLogs[0].logRecords[0];
}

const cutUp = (text, size) =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
const inParts = (pieces, id = "p", parts = pieces.length) =>
  pieces.map((piece, index) => JSON.stringify(SHAPES.fluentBit(part(piece, { part: index + 1, parts, id }))));

/** Runs of records of about so many bytes of script text. */
export const RUNS = {
  "parts in order": (n) => inParts(cutUp(fill(n, "gci -a b\n"), 100)),
  "parts in reverse": (n) => inParts(cutUp(fill(n, "gci -a b\n"), 100)).reverse(),
  "the second part over and over": (n) =>
    inParts(cutUp(fill(n, "gci -a b\n"), 100), "p", 9).map((_, i, all) => all[i === 0 ? 0 : 1]),
  "another text for one part": (n) => cutUp(fill(n, "gci -a b\n1"), 101).map((piece) => inParts([piece], "p", 2)[0]),
  "parts that never begin": (n) => inParts(cutUp(fill(n, "gci -a b\n"), 100), "p").slice(1),
  "parts within one here-string": (n) => inParts(cutUp(`$a = @'\n${fill(n, " '@ text\n")}`, 1000)),
  "parts within one comment": (n) => inParts(cutUp(`<#\n${fill(n, "text # \n")}`, 1000)),
  "parts within one block": (n) => inParts(cutUp(`&{\n${fill(n, "gci -a b\n")}`, 1000)),
  "parts of opening brackets": (n) => inParts(cutUp(fill(n, "("), 1000)),
  "blocks that never complete": (n) => cutUp(fill(n, "gci -a b\n"), 100).map((piece, i) => inParts([piece], `p${i}`, 2)[0]),
  "interleaved blocks": (n) => {
    const runs = Array.from({ length: 20 }, (_, i) => inParts(cutUp(fill(n / 20, "gci -a b\n"), 100), `p${i}`));
    return runs[0].flatMap((_, at) => runs.map((run) => run[at]));
  },
  "trimmed parts": (n) =>
    cutUp(fill(n, "gci -a b\n"), 100).map((text, i, all) =>
      JSON.stringify(SHAPES.vector(part(text, { part: i + 1, parts: all.length, id: "t" }))),
    ),
};
