using namespace System.Management.Automation.Language
<#
Reads JSON lines {"id", "script"} and writes, for each, what PowerShell's own parser makes of it:
{"id", "errors", "milliseconds", "commands": [[start, end, operator, name, [[kind, start, end, value]]]]}. Offsets count UTF-16 units.
Runs under PowerShell 7: pwsh -NoProfile -File scripts/record-conformance.ps1 IN OUT
#>
param([Parameter(Mandatory)] [string] $In, [Parameter(Mandatory)] [string] $Out)

$isCommand = [Func[Ast, bool]] { param($ast) $ast -is [CommandAst] }

function Get-Element([CommandElementAst] $element) {
    $extent = $element.Extent
    $kind = 'expression'
    $value = $null
    if ($element -is [CommandParameterAst]) { $kind = 'parameter'; $value = $element.ParameterName }
    elseif ($element -is [StringConstantExpressionAst]) { $kind = 'constant'; $value = $element.Value }
    elseif ($element -is [ExpandableStringExpressionAst]) { $kind = 'expandable' }
    elseif ($element -is [VariableExpressionAst]) { $kind = $element.Splatted ? 'splat' : 'variable' }
    , @($kind, $extent.StartOffset, $extent.EndOffset, $value)
}

$options = [System.Text.Json.JsonSerializerOptions]::new()
$writer = [System.IO.StreamWriter]::new($Out)
foreach ($line in [System.IO.File]::ReadLines($In)) {
    $document = [System.Text.Json.JsonDocument]::Parse($line)
    $tokens = $errors = $null
    $script = $document.RootElement.GetProperty('script').GetString()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $tree = [Parser]::ParseInput($script, [ref] $tokens, [ref] $errors)
    $watch.Stop()
    $commands = [System.Collections.Generic.List[object]]::new()
    foreach ($command in $tree.FindAll($isCommand, $true)) {
        $elements = [System.Collections.Generic.List[object]]::new()
        foreach ($element in $command.CommandElements) { $elements.Add((Get-Element $element)) }
        $operator = switch ($command.InvocationOperator) { 'Ampersand' { '&' } 'Dot' { '.' } default { '' } }
        $commands.Add(@($command.Extent.StartOffset, $command.Extent.EndOffset, $operator, $command.GetCommandName(), $elements))
    }
    $record = [ordered]@{ id = $document.RootElement.GetProperty('id').GetString(); errors = $errors.Count; milliseconds = $watch.Elapsed.TotalMilliseconds; commands = $commands }
    $writer.WriteLine([System.Text.Json.JsonSerializer]::Serialize($record, [object], $options))
    $document.Dispose()
}
$writer.Dispose()
