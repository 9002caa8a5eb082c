/**
 * Text that is known in part and becomes code: calls with a known name are found however the text is run, and only a token that no
 * unknown part can undo is claimed (docs/accuracy.md, Code known in part).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const CALL = "New-MailboxExportRequest -Mailbox ceo -FilePath";

/** Verdict, mailbox and path of a script's only call. */
function only(script) {
  const { verdict, calls } = detector.read(script);
  assert.equal(calls.length, 1, script);
  return [verdict, calls[0].mailbox, calls[0].file_path, calls[0].mailbox_pattern, calls[0].file_path_pattern];
}

test("every way to run a text shows the call in it, and its tokens in front of what is unknown", () => {
  for (const script of [
    `iex "${CALL} '$p'"`,
    `$t = "${CALL} $p"; Invoke-Expression $t`,
    `"${CALL} '$p'" | iex`,
    `& ([scriptblock]::Create("${CALL} '$p'"))`,
    `[powershell]::Create().AddScript("${CALL} '$p'").Invoke()`,
    `$ExecutionContext.InvokeCommand.InvokeScript("${CALL} $p")`,
    `$function:f = "${CALL} $p"; f`,
    `powershell -Command "${CALL} $p"`,
    `powershell -c ${CALL} $p`,
    `cmd /c "powershell -c ${CALL} $p"`,
    `Start-Process powershell -ArgumentList "-Command ${CALL} $p"`,
    `Set-Content x.ps1 "${CALL} '$p'"; .\\x.ps1`,
    `iex ('${CALL} ' + $p)`,
    `iex ('${CALL} {0}' -f $p)`,
  ])
    assert.deepEqual(only(script), ["match", "ceo", undefined, undefined, undefined], script);
});

test("a token is claimed only in front of the first unknown part, with a character between", () => {
  const path = "\\\\fs01\\x.pst";
  assert.deepEqual(only(`iex "${CALL} ${path} -Name $n"`).slice(0, 3), ["match", "ceo", path]);
  assert.deepEqual(only(`iex "${CALL} '${path}'; $n"`).slice(0, 3), ["match", "ceo", path]);
  for (const rest of [
    `iex "${CALL} '${path}'$n"`,
    `iex "${CALL} ('\\\\fs01\\' + 'x.pst') -Name $n"`,
    `$p = '${path}'; iex "${CALL} \`$p -Name $n"`,
    `$h = @{FilePath = '${path}'}; iex "New-MailboxExportRequest -Mailbox ceo @h; $n"`,
  ])
    assert.equal(only(rest)[2], undefined, rest);
  assert.deepEqual(only(`iex "Import-Module $m; ${CALL} ${path}"`).slice(0, 3), ["match", undefined, undefined]);
  assert.deepEqual(only(`iex "$first ${CALL} ${path}"`).slice(0, 3), ["match", undefined, undefined]);
  assert.deepEqual(only(`iex "function f { ${CALL} ${path} }; $n"; f`).slice(0, 3), ["match", undefined, undefined]);
  assert.deepEqual(only(`function f($p) { ${CALL} $p }; iex "f ${path}; $n"`).slice(0, 3), ["match", undefined, undefined]);
});

test("a bare word that an unknown part goes on with keeps its start", () => {
  assert.deepEqual(only(`iex "${CALL} \\\\fs01\\$n.pst"`), ["match", "ceo", undefined, undefined, "\\\\fs01\\*"]);
  assert.deepEqual(only(`iex "${CALL}:\\\\fs01\\x.pst$n"`), ["match", "ceo", undefined, undefined, "\\\\fs01\\x.pst*"]);
  assert.equal(only(`iex "New-MailboxExportRequest -Mailbox ce$n -FilePath x"`)[3], "ce*");
  for (const rest of [`'\\\\fs01\\$n'`, `a$n\\fs01\\$n`, `(x$n)`])
    assert.equal(only(`iex "${CALL} ${rest}"`)[4] ?? "a*", "a*", rest);
});

test("a command or a shell of which only the folder or the module is unknown, or an empty part within, is found", () => {
  const rest = "-Mailbox ceo -FilePath \\\\fs01\\x.pst";
  const found = ["match", "ceo", "\\\\fs01\\x.pst", undefined, undefined];
  for (const script of [
    `& "$dir\\powershell.exe" -Command "New-MailboxExportRequest ${rest}"`,
    `& (Join-Path $dir pwsh) -Command "New-MailboxExportRequest ${rest}"`,
    `Start-Process "$dir\\powershell" "-c New-MailboxExportRequest ${rest}"`,
    `[Diagnostics.Process]::Start("$dir/powershell.exe", "-c New-MailboxExportRequest ${rest}")`,
    `& "$module\\New-MailboxExportRequest" ${rest}`,
    `& "New-Mailbox$($never)ExportRequest" ${rest}`,
  ])
    assert.deepEqual(only(script), found, script);
  for (const script of [`& "$dir\\notpowershell.exe" -c "New-MailboxExportRequest ${rest}"`, `& "New-MailboxExport$x" ${rest}`])
    assert.equal(detector.read(script).verdict, "none", script);
});

test("an unknown part between parameters may give any of them", () => {
  assert.deepEqual(only('iex "New-MailboxExportRequest $rest"').slice(0, 3), ["partial", undefined, undefined]);
  assert.deepEqual(only('iex "New-MailboxExportRequest $rest -FilePath x"').slice(0, 3), ["match", undefined, undefined]);
});

test("what opens in front of the unknown part hides what stands in it", () => {
  for (const script of [
    `iex "# ${CALL} x $n"`,
    `iex "echo '${CALL} x $n'"`,
    `iex "<# ${CALL} x $n"`,
    `iex "Write-Host $n"`,
    `iex "$n"`,
  ])
    assert.equal(detector.read(script).calls.length, 0, script);
});

test("after such a text nothing that it could write is claimed, unless it ran elsewhere", () => {
  const after = "New-MailboxExportRequest -Mailbox ceo -FilePath $p";
  for (const run of ['iex "cd $d"', '& ([scriptblock]::Create("cd $d"))', '[powershell]::Create().AddScript("cd $d").Invoke()'])
    assert.equal(only(`$p = 'x'; ${run}; ${after}`)[2], undefined, run);
  assert.equal(only(`$p = 'x'; powershell -Command "cd $d"; ${after}`)[2], "x");
});
