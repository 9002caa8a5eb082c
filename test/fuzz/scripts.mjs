/**
 * Script texts: those of the labelled corpus, joined, cut and sprinkled with what changes the reader's state.
 */
import { readFileSync } from "node:fs";
import { LAUNCHERS } from "./launchers.mjs";

const corpus = (name) =>
  readFileSync(new URL(`../fixtures/corpus/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** Texts written by hand, with verdicts: see `test/fixtures/corpus/README.md`. */
export const FORMS = corpus("forms");
/** Texts composed by machine, labelled by a run of PowerShell. */
export const COMPOSITIONS = corpus("compositions");

/** Texts of a public obfuscator. */
export const OBFUSCATED = corpus("obfuscated");

const SEEDS = [...[...FORMS, ...COMPOSITIONS, ...OBFUSCATED].map(({ script }) => script), ...LAUNCHERS];

/** Ordinary statements, to stand before, between and after. */
export const ORDINARY = [
  "Get-ChildItem -Path C:\\Windows\\Temp -Recurse | Where-Object { $_.Length -gt 1mb }\n",
  '$users = Import-Csv .\\users.csv\nforeach ($user in $users) { Write-Host "Hello $($user.Name)" }\n',
  "# don't touch: it's the operators' list\n",
  "function Get-Thing { param([string]$Name = 'x', [switch]$Force) process { $Name.ToUpper() } }\n",
  "try { Get-Item $path -ErrorAction Stop } catch { Write-Warning $_.Exception.Message } finally { $x = 1 }\n",
  "$table = @{ a = 1; 'b c' = @(1, 2, 3); d = { $_ } }\n",
  "<# a comment\nof two lines #>\n",
  "$text = @'\nhere 'quoted' text\n'@\n",
  '$text = @"\nhere $($table.a) text\n"@\n',
  "Get-Mailbox -ResultSize Unlimited | Select-Object DisplayName, PrimarySmtpAddress\n",
  "if ($PSVersionTable.PSVersion.Major -ge 5) { 'new' } elseif ($x) { 'mid' } else { 'old' }\n",
  "switch -Regex ($name) { '^a' { 1 } default { 0 } }\n",
];

const TOKENS = [
  ..."'\"`$(){}[]@,;|&.%?#<>-+=*!:\\/\n\r\t ",
  "$(",
  "@(",
  "@{",
  "<#",
  "#>",
  "@'\n",
  "\n'@",
  '@"\n',
  '\n"@',
  "`\n",
  "`\r\n",
  "--%",
  "&&",
  "||",
  "::",
  "..",
  "$_",
  "@args",
  "@PSBoundParameters",
  "-f",
  "-join",
  "-replace",
  "-split",
  "-bxor",
  "[char]",
  "[scriptblock]::Create(",
  "iex ",
  "Invoke-Expression ",
  "New-MailboxExportRequest",
  " -Mailbox a",
  " -FilePath \\\\h\\s\\x.pst",
  "–",
  "—",
  "‘",
  "”",
  "\u2400",
  "\u00ad",
  "\u200b",
  "\u0085",
  "\u2028",
  "\ud83d",
  "\ude00",
  "😀",
  "\u0001",
  "\u001b",
  "9999999999999999999999999999",
  "1e400",
  "0x7fffffffffffffff",
  "function f {",
  "param(",
  "begin {",
  "class C {",
  "$PSDefaultParameterValues['*:FilePath']=",
  "powershell -enc ",
  "TgBlAHcALQBNAGEAaQBsAGIAbwB4AA==",
  "%{",
  "?{",
];

/** A script: mostly near something that means something. */
export function script(random) {
  let text = random.once(12) ? "" : random.pick(SEEDS);
  const changes = random.once(3) ? 0 : random.below(6);
  for (let change = 0; change < changes; change++) text = mutate(random, text);
  if (random.once(10)) text = ordinary(random, 200 + random.below(4000)) + text;
  if (random.once(10)) text += ordinary(random, 200 + random.below(4000));
  return text;
}

/** Ordinary statements of about so many UTF-16 units. */
export function ordinary(random, units) {
  const pieces = [];
  for (let length = 0; length < units; ) {
    const piece = random.pick(ORDINARY);
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join("");
}

function mutate(random, text) {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.once(4) ? 200 : 8));
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at, end) + text.slice(end);
    case 2: {
      const other = random.pick(SEEDS);
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    }
    case 3:
      return text.slice(0, at) + random.pick(TOKENS).repeat(1 + random.below(random.once(20) ? 2000 : 3)) + text.slice(at);
    case 4:
      return `${text}\n${random.pick(SEEDS)}`;
    case 5:
      return text.slice(0, at) + text.slice(at, end).toUpperCase() + text.slice(end);
    case 6:
      return text.slice(0, at);
    default:
      return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
  }
}
