# Records what PowerShell binds in the programs of test/values/reach-programs.js, and which calls it refuses:
#   node test/values/reach-programs.js SEED COUNT | pwsh -NoProfile -File scripts/record-reach.ps1 > records.jsonl
# Each program has a runspace of its own in this one process, an empty folder to run in, and five seconds.
# A line out: the program, by tag (its mailbox) the paths that were bound, and the tags whose call was refused.
Add-Type -TypeDefinition @'
using System.Collections.Generic;
using System.Management.Automation;
[Cmdlet("New", "MailboxExportRequest", SupportsShouldProcess = true)]
public sealed class ExportRequestRecorder : PSCmdlet {
    public static readonly List<string[]> Bound = new List<string[]>();
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)] public object Mailbox { get; set; }
    [Parameter(Mandatory = true)] public string FilePath { get; set; }
    [Parameter] public string Name { get; set; }
    [Parameter] public string BatchName { get; set; }
    [Parameter] public SwitchParameter IsArchive { get; set; }
    [Parameter] public SwitchParameter ExcludeDumpster { get; set; }
    [Parameter] public string[] IncludeFolders { get; set; }
    protected override void ProcessRecord() { Bound.Add(new[] { Mailbox == null ? "" : Mailbox.ToString(), FilePath }); }
}
'@
$type = [ExportRequestRecorder]
# What is an alias on Windows alone, where other systems have programs of these names.
$aliases = @{
    cat = 'Get-Content'; clear = 'Clear-Host'; compare = 'Compare-Object'; cp = 'Copy-Item'; cpp = 'Copy-ItemProperty'; diff = 'Compare-Object'
    ls = 'Get-ChildItem'; man = 'help'; mount = 'New-PSDrive'; mv = 'Move-Item'; ps = 'Get-Process'; rm = 'Remove-Item'; rmdir = 'Remove-Item'
    sleep = 'Start-Sleep'; sort = 'Sort-Object'; start = 'Start-Process'; tee = 'Tee-Object'; write = 'Write-Output'
}
# A program may write to the console (Clear-Host does); only records go out.
$records = [Console]::Out
[Console]::SetOut([IO.TextWriter]::Null)
$folder = (New-Item -ItemType Directory -Path ([IO.Path]::Combine([IO.Path]::GetTempPath(), [IO.Path]::GetRandomFileName()))).FullName
foreach ($line in $input) {
    $script = ($line | ConvertFrom-Json).script
    $state = [initialsessionstate]::CreateDefault2()
    $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateCmdletEntry]::new('New-MailboxExportRequest', $type, $null))
    foreach ($alias in $aliases.Keys) { $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateAliasEntry]::new($alias, $aliases[$alias])) }
    $shell = [powershell]::Create($state)
    $shell.Runspace.SessionStateProxy.Path.SetLocation($folder) > $null
    $type::Bound.Clear()
    $error.Clear()
    $finished = $true
    $fatal = $null
    try {
        $run = $shell.AddScript($script).BeginInvoke()
        $finished = $run.AsyncWaitHandle.WaitOne(5000)
        if ($finished) { $null = $shell.EndInvoke($run) } else { $null = $shell.BeginStop($null, $null) }
    } catch { $fatal = $_.Exception.InnerException }
    if (-not $finished -or $fatal -is [System.Management.Automation.ParseException]) { continue }
    $bound = [ordered]@{}
    foreach ($call in $type::Bound.ToArray()) {
        # Messages of errors name the folder; the records are the same on every machine.
        $call[1] = $call[1].Replace($folder, '/here')
        if (-not $bound.Contains($call[0])) { $bound[$call[0]] = [System.Collections.Generic.List[string]]::new() }
        if (-not $bound[$call[0]].Contains($call[1])) { $bound[$call[0]].Add($call[1]) }
    }
    $refused = @($shell.Runspace.SessionStateProxy.GetVariable('Error') | Where-Object { $_.FullyQualifiedErrorId -like '*,ExportRequestRecorder' } | ForEach-Object {
            $at = $_.InvocationInfo
            $from = $at.Line.LastIndexOf('New-MailboxExportRequest', [Math]::Min($at.OffsetInLine + 23, $at.Line.Length - 1))
            if ($from -ge 0 -and $at.Line.Substring($from) -match "'(t\d+)'") { $Matches[1] }
        } | Sort-Object -Unique)
    $records.WriteLine(([ordered]@{ script = $script; bound = $bound; refused = $refused } | ConvertTo-Json -Compress -Depth 4))
    if ($finished) { $shell.Dispose() }
}
Remove-Item -LiteralPath $folder -Recurse
