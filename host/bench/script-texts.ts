/**
 * PowerShell texts for the workloads. Each function says what it stresses; none of them but `exportCall` invokes the cmdlet.
 */
import type { Random } from "./random.js";

const VERBS = ["Get", "Set", "New", "Test", "Update", "Find", "Start", "Stop", "Resolve", "Format"];
const NOUNS = ["Inventory", "Report", "Session", "Certificate", "Service", "Share", "Policy", "Backup", "Queue", "Account"];
const WORDS = ["server", "name", "status", "result", "path", "count", "entry", "filter", "target", "options"];

function statement(random: Random): string {
  const word = random.pick(WORDS);
  const other = random.pick(WORDS);
  return random.pick([
    `$${word} = Get-ChildItem -Path "C:\\Data\\${word}" -Recurse -Filter '*.log' | Where-Object { $_.Length -gt ${random.between(1, 9)}kb }`,
    `if ($${word}.Count -eq ${random.between(0, 9)}) { Write-Verbose "no ${word} for $($${other}.Name)"; return }`,
    `foreach ($item in $${word}) {\n        $${other} += [pscustomobject]@{ Name = $item.Name; Size = [math]::Round($item.Length / 1mb, 2) }\n    }`,
    `# The ${word} is kept, since the ${other} isn't always there.`,
    `try { Stop-Service -Name $${word} -ErrorAction Stop } catch { Write-Warning ("{0}: {1}" -f $${word}, $_.Exception.Message) }`,
    `$${word} = "{0:yyyy-MM-dd}-$${other}.csv" -f (Get-Date)`,
    `switch ($${word}) { 'on' { $${other} = $true } 'off' { $${other} = $false } default { throw "unknown ${word}" } }`,
    `Write-Progress -Activity 'Working' -Status "$${word}" -PercentComplete (100 * $${other} / $total)`,
  ]);
}

/** A function with help, parameters and a body of plain statements. */
function plainFunction(random: Random, statements: number): string {
  const name = `${random.pick(VERBS)}-${random.pick(NOUNS)}${random.hex(3)}`;
  const lines = [
    `function ${name} {`,
    "    <#",
    `    .SYNOPSIS Works on the ${random.pick(WORDS)}.`,
    "    #>",
    "    [CmdletBinding()]",
  ];
  lines.push(`    param([Parameter(Mandatory)][string]$${random.pick(WORDS)}Name, [int]$Limit = ${random.between(1, 99)})`);
  for (let i = 0; i < statements; i++) lines.push(`    ${statement(random)}`);
  lines.push("}");
  return lines.join("\n");
}

/** An ordinary logged block: short, nothing dynamic in it. */
export function ordinaryScript(random: Random): string {
  const functions: string[] = [];
  for (let i = random.between(1, 6); i > 0; i--) functions.push(plainFunction(random, random.between(3, 14)));
  return functions.join("\n\n");
}

/** An administrator's module: call operators, splats, aliases, script blocks from variables, so that a gate cannot skip it. */
export function moduleScript(random: Random): string {
  const functions: string[] = [];
  for (let i = random.between(4, 9); i > 0; i--) {
    const word = random.pick(WORDS);
    functions.push(
      plainFunction(random, random.between(5, 12)),
      `$${word}Options = @{ Path = "C:\\Data\\${word}"; Force = $true }\nNew-Item @${word}Options\n& "$PSScriptRoot\\${word}.ps1" -Name $${word}\n$action = { param($x) $x.${word} }\n& $action $${word}\nSet-Alias -Name ${word.slice(0, 2)}x -Value ${random.pick(VERBS)}-${random.pick(NOUNS)}`,
    );
  }
  return functions.join("\n\n");
}

/** A text of about `length` characters out of ordinary functions. */
export function longScript(random: Random, length: number): string {
  const parts: string[] = [];
  for (let size = 0; size < length; ) {
    const part = plainFunction(random, random.between(5, 20));
    parts.push(part);
    size += part.length + 2;
  }
  return parts.join("\n\n");
}

/** A call that every reading finds, written in one of several ways. */
export function exportCall(random: Random): string {
  const user = `user${random.between(1, 999)}`;
  const path = `\\\\fs0${random.between(1, 9)}\\pst$\\${user}.pst`;
  return random.pick([
    `New-MailboxExportRequest -Mailbox ${user} -FilePath '${path}'`,
    `$request = @{ Mailbox = '${user}'; FilePath = '${path}' }\nNew-MailboxExportRequest @request`,
    `Get-Mailbox ${user} | New-MailboxExportRequest -FilePath "${path.replace("$", "`$")}"`,
    `& ('New-Mailbox' + 'ExportRequest') ${user} -F ${path}`,
  ]);
}

/** Each member is named after the loop of a reader that it attacks. */
export const HOSTILE_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  "unclosed quotes": (length) => `"${"a'".repeat(length / 2)}`,
  "nested subexpressions": (length) => `"${'$("'.repeat(length / 3)}`,
  backticks: (length) => "`a".repeat(length / 2),
  "here-string headers": (length) => "@'x\n".repeat(length / 4),
  "open braces": (length) => "{".repeat(length),
  "string additions": (length) => `$x = 'a'${"+'a'".repeat(length / 4)}`,
  splats: (length) => "f @a\n".repeat(length / 5),
};
