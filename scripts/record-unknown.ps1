# Records what PowerShell binds in the programs of test/values/unknown-programs.js, for each of several values of their unknown parts:
#   node test/values/unknown-programs.js | pwsh -NoProfile -File scripts/record-unknown.ps1 > test/values/records/unknown.jsonl
# Into code go values that try to undo what stands around them.
$recorder = @'
function New-MailboxExportRequest {
    [CmdletBinding()] param([Parameter(Position = 0)][string]$Mailbox, [Parameter(Mandatory)][string]$FilePath, [string]$Name, [string]$BatchName, [switch]$Suspend)
    [void]$recorded.Add(@($Mailbox, $FilePath))
}
function Read-One { , $one }
function Read-Two { , $two }
'@
$values = 'x', '', 'r.pst', 5, @('p', 'q'), $null, [char]'s', 1.5, '\..\..\a b'
$texts = 'x', '', ' ', "'", '"', ' y', '.Replace("s","z")', "'.Replace('s','z') + '", "'+'k", ',b', '`', '-Name q', "`n", '#', ';', '|', '$(1)', '$x', ')', '}',
"`$x='z';", "z'; `$x = 'w", "; `$h.FilePath = 'w'; ", '-FilePath:w', '--%', "'@", "<#", '[0]', '"+"w', '::x', '{', "x' -Name '", 'x -Suspend'
$runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
$runspace.Open()
foreach ($line in $input) {
    $program = $line | ConvertFrom-Json
    $bound = [ordered]@{}
    $given = if ($program.kind -eq 'code') { $texts } else { $values }
    for ($i = 0; $i -lt $given.Count; $i++) {
        $runspace.ResetRunspaceState()
        $shell = [powershell]::Create($runspace)
        $recorded = [System.Collections.ArrayList]::new()
        $runspace.SessionStateProxy.SetVariable('recorded', $recorded)
        $runspace.SessionStateProxy.SetVariable('one', $given[$i])
        $runspace.SessionStateProxy.SetVariable('two', $given[($i * 2 + 3) % $given.Count])
        try { $null = $shell.AddScript($recorder).AddStatement().AddScript($program.script).Invoke() } catch { }
        $shell.Dispose()
        foreach ($call in $recorded) { $bound["$($call[0])`t$($call[1])"] = $call }
    }
    [Console]::Out.WriteLine(([ordered]@{ kind = $program.kind; script = $program.script; bound = @($bound.Values) } | ConvertTo-Json -Compress -Depth 4))
}
