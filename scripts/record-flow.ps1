# Records what PowerShell binds in the programs of test/flow/programs.js, under every combination of the environment values that
# they look at:  node test/flow/programs.js | pwsh -NoProfile -File scripts/record-flow.ps1 > test/flow/records.jsonl
$recorder = 'function New-MailboxExportRequest($Mailbox, $FilePath) { [void]$recorded.Add("$Mailbox`t$FilePath") }'
foreach ($line in $input) {
    $script = ($line | ConvertFrom-Json).script
    $bound = [ordered]@{}
    foreach ($u in '1', '') {
        foreach ($w in '0', '2') {
            $env:U = $u
            $env:W = $w
            $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
            $recorded = [System.Collections.ArrayList]::new()
            $shell.Runspace.SessionStateProxy.SetVariable('recorded', $recorded)
            try { $null = $shell.AddScript($recorder).AddStatement().AddScript($script).Invoke() } catch { }
            $shell.Dispose()
            foreach ($call in $recorded) {
                $tag, $path = $call -split "`t", 2
                if (-not $bound.Contains($tag)) { $bound[$tag] = [System.Collections.Generic.List[string]]::new() }
                if (-not $bound[$tag].Contains($path)) { $bound[$tag].Add($path) }
            }
        }
    }
    [Console]::Out.WriteLine(([ordered]@{ script = $script; bound = $bound } | ConvertTo-Json -Compress -Depth 4))
}
