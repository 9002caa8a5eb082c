/**
 * The engine's own hosting interface: pipelines of a runspace, command objects, and collections of commands run what was put into them,
 * whatever the parts of its name were and whoever adds them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDetector } from "../../build/host/index.js";

const detector = loadDetector();
const CALL = "'New-MailboxExportRequest -Mailbox ceo -FilePath \\\\fs01\\x.pst'";
const NAME = "('New-Mailbox' + 'ExportRequest')";
const NESTED = "$l = [runspace]::DefaultRunspace.CreateNestedPipeline()";
const BIND = (list) => `${list}.Add('Mailbox', 'ceo'); ${list}.Add('FilePath', '\\\\fs01\\x.pst')`;

for (const script of [
  `[runspace]::DefaultRunspace.CreateNestedPipeline(${CALL}, $false).Invoke()`,
  `${NESTED}; $l.Commands.AddScript(${CALL}); $l.Invoke()`,
  `$r = [runspacefactory]::CreateRunspace(); $r.Open(); $l = $r.CreatePipeline(${CALL}); $l.Invoke()`,
  `$host.Runspace.CreateNestedPipeline(${CALL}, $true).Invoke()`,
  `${NESTED}; $c = New-Object System.Management.Automation.Runspaces.Command ${NAME}; ${BIND("$c.Parameters")}; $l.Commands.Add($c); $l.Invoke()`,
  `${NESTED}; $l.Commands.Add(${NAME}); ${BIND("$l.Commands[0].Parameters")}; $l.Invoke()`,
  `${NESTED}; $c = [Management.Automation.Runspaces.Command]::new(${CALL}, $true); $l.Commands.Add($c); $l.Invoke()`,
  `using namespace System.Management.Automation.Runspaces\n${NESTED}; $c = [Command]::new(${NAME}); $c.Parameters.Add([CommandParameter]::new('Mailbox', 'ceo')); $c.Parameters.Add([CommandParameter]::new('FilePath', '\\\\fs01\\x.pst')); $l.Commands.Add($c); $l.Invoke()`,
  `$c = [System.Management.Automation.PSCommand]::new(); $null = $c.AddScript(${CALL}); $p = [powershell]::Create(); $p.Commands = $c; $p.Invoke()`,
  `$p = [powershell]::Create(); $null = $p.Commands.AddCommand(${NAME}).AddParameter('Mailbox', 'ceo').AddParameter('FilePath', '\\\\fs01\\x.pst'); $p.Invoke()`,
  `[powershell]::Create().('Add' + 'Script')(${CALL}).('Inv' + 'oke')()`,
]) {
  test(script, () => {
    const { verdict, calls } = detector.read(script);
    assert.equal(verdict, "match");
    assert.deepEqual([calls.length, calls[0].mailbox, calls[0].file_path], [1, "ceo", "\\\\fs01\\x.pst"]);
    // The gate of a record lets it through as well.
    const event = JSON.stringify({ EventID: 4104, Channel: "Microsoft-Windows-PowerShell/Operational", ScriptBlockText: script });
    assert.equal(detector.inspect(event)?.verdict, "match");
  });
}

test("a pipeline that only looks is no finding", () => {
  assert.equal(
    detector.read("[runspace]::DefaultRunspace.CreateNestedPipeline('Get-MailboxExportRequest', $false).Invoke()").verdict,
    "none",
  );
});
