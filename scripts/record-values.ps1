<#
Records what PowerShell makes of small programs: the value of $r after each.
In:  lines of JSON {"id", "construct", "script"} (UTF-8) in the file -Cases.
Out: the same lines with "result" added, in the form that the module's `evaluate` writes; "refused" where the program throws.
Each program runs in a runspace of its own, so nothing leaks from one to the next.
#>
param([Parameter(Mandatory)][string]$Cases, [Parameter(Mandatory)][string]$Out)

$ErrorActionPreference = 'Stop'
$names = @{
  [string] = 'string'; [char] = 'char'; [bool] = 'bool'; [double] = 'double'
  [int] = 'int'; [long] = 'long'; [byte] = 'byte'; [sbyte] = 'sbyte'; [int16] = 'short'; [uint16] = 'ushort'; [uint32] = 'uint'; [uint64] = 'ulong'
}

function Describe($value, [int]$depth) {
  if ($null -eq $value) { return [ordered]@{ type = 'null' } }
  if ($depth -gt 6) { return [ordered]@{ type = 'deep' } }
  # A pattern's own base object, not the wrapper that a pipeline may add.
  $base = $value.PSObject.BaseObject
  $type = $base.GetType()
  if ($names.ContainsKey($type)) {
    $text = if ($type -eq [char]) { "$([int]$base)" } elseif ($type -eq [bool]) { if ($base) { 'true' } else { 'false' } }
    elseif ($type -eq [double]) { $base.ToString('R', [cultureinfo]::InvariantCulture) } else { [string]$base }
    return [ordered]@{ type = $names[$type]; value = $text }
  }
  if ($base -is [System.Management.Automation.PSCustomObject]) {
    $entries = @(foreach ($property in $value.PSObject.Properties) { , @((Describe $property.Name ($depth + 1)), (Describe $property.Value ($depth + 1))) })
    return [ordered]@{ type = 'object'; entries = $entries }
  }
  if ($base -is [System.Collections.IDictionary]) {
    $kind = if ($base -is [System.Collections.Specialized.OrderedDictionary]) { 'ordered' } else { 'hashtable' }
    $entries = @(foreach ($entry in $base.GetEnumerator()) { , @((Describe $entry.Key ($depth + 1)), (Describe $entry.Value ($depth + 1))) })
    return [ordered]@{ type = $kind; entries = $entries }
  }
  if ($base -is [array] -or $base -is [System.Collections.ArrayList] -or $type.Name -eq 'List`1' -or $type.Name -eq 'Collection`1') {
    $items = @(foreach ($item in $base) { Describe $item ($depth + 1) })
    return [ordered]@{ type = 'array'; items = $items }
  }
  [ordered]@{ type = 'other'; value = $type.FullName }
}

$writer = [IO.StreamWriter]::new($Out, $false, [Text.UTF8Encoding]::new($false))
$writer.NewLine = "`n"
foreach ($line in [IO.File]::ReadAllLines($Cases)) {
  if (-not $line) { continue }
  $case = $line | ConvertFrom-Json
  $space = [runspacefactory]::CreateRunspace()
  $space.Open()
  $shell = [powershell]::Create()
  $shell.Runspace = $space
  $result = $null
  try {
    $null = $shell.AddScript($case.script, $false).Invoke()
    $result = if ($shell.HadErrors) { [ordered]@{ type = 'refused' } } else { Describe $space.SessionStateProxy.GetVariable('r') 0 }
  } catch {
    $result = [ordered]@{ type = 'refused' }
  }
  $shell.Dispose()
  $space.Dispose()
  $record = [ordered]@{ id = $case.id; construct = $case.construct; script = $case.script; result = $result }
  $writer.WriteLine(($record | ConvertTo-Json -Depth 30 -Compress))
}
$writer.Dispose()
