<#
Records what PowerShell 7 on Linux writes of the same pipelines into its two logs: the text of the script block (event 4104) and the
pipeline execution details (4103). Both go to syslog; this listens where syslog would, so it has to be root on a machine without one.

    pwsh test/exchange/record-both-logs.ps1 > test/exchange/both-logs.jsonl
#>
param([string]$PowerShell = 'pwsh')
$scripts = @(
  'New-MailboxExportRequest -Mailbox ceo -FilePath \\srv\x\ceo.pst'
  '$p = ''\\srv\x\'' + ''ceo.pst''; New-MailboxExportRequest -Mailbox ceo -FilePath $p'
  '& (''New-Mailbox'' + ''ExportRequest'') ceo -File "\\srv\x\$(1 + 1).pst"'
  '$a = @{ Mailbox = ''ceo''; FilePath = ''\\127.0.0.1\c$\a.aspx'' }; New-MailboxExportRequest @a'
  'Set-Alias z New-MailboxExportRequest; z -M ceo -Fi (''\\srv\x\{0}.pst'' -f ''cfo'')'
  '''ceo'', ''cfo'' | ForEach-Object { New-MailboxExportRequest $_ -FilePath "\\srv\x\$_.pst" }'
  'new-mailbox`ExportRequest -FilePath:\\srv\x\b.pst -Mailbox:b -ContentFilter "(Subject -eq ''x'')"'
  '$PSDefaultParameterValues[''New-MailboxExportRequest:FilePath''] = ''\\srv\d\d.pst''; New-MailboxExportRequest -Mailbox d; $PSDefaultParameterValues.Clear()'
  'New-MailboxExportRequest -Mailbox (-join [char[]](99, 101, 111)) -FilePath (''\\srv\x\oec.pst'' -replace ''oec'', ''ceo'')'
  '$m = ''a "quoted" one''; New-MailboxExportRequest -Mailbox $m -FilePath ''\\srv\x\it''''s.pst'''
  'Get-Command New-MailboxExportRequest | ForEach-Object { & $_ ceo -FilePath \\srv\x\g.pst }'
)
$module = @'
function New-MailboxExportRequest {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Mailbox, [string]$FilePath, [string]$ContentFilter)
}
'@
$settings = '{"LogLevel":"Verbose","LogChannels":"Operational,Analytic","PowerShellPolicies":{"ScriptBlockLogging":' +
  '{"EnableScriptBlockLogging":true},"ModuleLogging":{"EnableModuleLogging":true,"ModuleNames":["*"]}}}'
$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
$null = New-Item -ItemType Directory $folder
Set-Content "$folder/Stub.psm1" $module
Set-Content "$folder/settings.json" $settings
for ($i = 0; $i -lt $scripts.Count; $i++) { Set-Content "$folder/s$i.ps1" $scripts[$i] -NoNewline }

Remove-Item /dev/log -ErrorAction Ignore
$socket = [Net.Sockets.Socket]::new('Unix', 'Dgram', 'Unspecified')
$socket.Bind([Net.Sockets.UnixDomainSocketEndPoint]::new('/dev/log'))
$socket.ReceiveTimeout = 5000
$run = "Import-Module $folder/Stub.psm1; 0..$($scripts.Count - 1) | ForEach-Object { & $folder/s`$_.ps1 }"
Set-Content "$folder/run.ps1" $run
$null = Start-Process $PowerShell "-NoProfile -SettingsFile $folder/settings.json -File $folder/run.ps1" -PassThru
$buffer = [byte[]]::new(1MB)
$messages = while ($true) {
  try { [Text.Encoding]::UTF8.GetString($buffer, 0, $socket.Receive($buffer)) } catch { break }
}
$socket.Dispose()
Remove-Item /dev/log -ErrorAction Ignore
for ($i = 0; $i -lt $scripts.Count; $i++) {
  $name = "/s$i.ps1"
  $details = $messages | Where-Object { $_ -match 'CommandInvocation\(New-MailboxExportRequest\)' -and $_ -match "Script Name = \S*$name\s" }
  [pscustomobject]@{
    script = $scripts[$i]
    block = $messages | Where-Object { $_ -match 'ScriptBlock_Compile_Detail' -and $_ -match "Path: \S*$name" } | Select-Object -First 1 | ForEach-Object { ($_ -replace '(?s)^.*?\]: ', '') -replace [regex]::Escape($folder), '/scripts' }
    pipelines = @($details | ForEach-Object { (($_ -replace '(?s)^.*?Informational\] ', '') -split '(?s)\n\s*\n\s*Context:')[0] })
  } | ConvertTo-Json -Compress
}
Remove-Item -Recurse $folder
