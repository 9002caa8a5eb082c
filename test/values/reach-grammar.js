/**
 * A grammar of PowerShell for random programs: what can stand in each place, by construct. `<name>` is replaced by one of the forms
 * of that name; the statements of STATEMENTS are what a program is made of and are counted by their construct. It draws on what the
 * reader models and on what it does not, in the same measure.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are forms of PowerShell

/** Forms by name, one a line. Upper-case names grow; each has forms that do not, for when a program is deep enough. */
export const FORMS = {
  v: "a\nb\nc\nn\ns",
  text: "z\nq1\ny-w\n7\nw",
  int: "0\n1\n2\n-1",
  lit: "'<text>'\n'<text>'\n<int>\n'<text>','<text>'\n@()\n$null\n$true\n''",
  val: "'<text>'\n'<text>'\n$<v>\n\"$<v>-<text>\"\n($<v>+'<text>')\n@($<v>,'<text>')\n<lit>\n$h.k\n$l[0]\n@{k='<text>'}",
  cond: "$true\n$false\n$env:Z\n$<v> -eq 'x'\n$<v> -like 'y*'\n$<v> -match '(\\w)'\n$h.ContainsKey('k')\n$?\n($<v> = '<text>')\n[bool]$<v>",
  name: "<v>\n'<v>'\n<v>\n[ab]\n<v>*\na,b\nzz\nscript:<v>\nglobal:<v>\nlocal:<v>\n('<v>')\n$('<v>')\nOFS",
  scope: "0\n1\nLocal\nScript\nGlobal\n2\n$n",
  option: "None\nReadOnly\nConstant\nPrivate\nAllScope\n'ReadOnly,AllScope'",
  path: "variable:<v>\nvariable:\\<v>\nvariable:[ab]\nvariable:<v>*\nVariable:/<v>\n'variable:<v>'\n./none\n<v>\nenv:Z\nfunction:f\nMicrosoft.PowerShell.Core\\Variable::<v>\n('variable:'+'<v>')",
  dest: "variable:<v>\nvariable:zz\n<v>\nzz",
  type: "[string]\n[int]\n[bool]\n[string[]]\n[array]\n[object]\n[char]\n[double]\n[hashtable]\n[switch]\n[int[]]\n[psobject]\n[char[]]\n[ref]\n[scriptblock]\n[System.Collections.ArrayList]\n[regex]",
  common:
    "-OutVariable <v>\n-OutVariable +<v>\n-ov <v>\n-PipelineVariable <v>\n-pv <v>\n-ErrorVariable <v>\n-WarningVariable <v>\n-InformationVariable +<v>\n-ErrorAction SilentlyContinue\n-ea Stop\n-ea 0\n-OutBuffer 1\n-Verbose\n-Debug:$false\n-OutV <v>\n-OutVariable:<v>\n-WarningAction SilentlyContinue",
  out: "$<v> = @\n$null = @\n@\n@\n[void](@)\n@ > $null\n@ | Out-Null\n$<v> += @\n@ 2>&1 | Out-Null\n$h.k = @\nif (@) { $<v> = '<text>' }\n[string]$<v> = @\n$<v>, $<v> = @\n@ -<sw>",
  sw: "WhatIf\nPassThru\nForce\nVerbose\nConfirm:$false",
  BLOCK:
    "{ <SIMPLE> }\n{ <SIMPLE> }\n{ <STATEMENT>; <SIMPLE> }\n{ <SIMPLE>; <STATEMENT> }\n{ param($<v>) <SIMPLE> }\n{ $_ }\n{ '<text>' }\n{ $args[0]; <SIMPLE> }\n{ $input | % { $<v> = $_ } }\n{ $<v> = $_; $_ }\n{ return '<text>'; <SIMPLE> }\n{ <SIMPLE>; throw 'e'; <SIMPLE> }\n{ <SIMPLE>; <READ> }\n{ begin { <SIMPLE> } process { $<v> = $_ } end { <SIMPLE> } }\n{ ($_ -ne '<text>') }\n{ <CALL> }",
  SIMPLE:
    "$<v> = <val>\n$<v> = <val>\n$script:<v> = <val>\n$global:<v> = <val>\n$local:<v> = <val>\n$private:<v> = <val>\n$h.k = <val>\n$l[0] = <val>\n$<v> += <val>\nSet-Variable <v> <val> -Scope <scope>\n$<v>++\n[void]$l.Add(<val>)\n$h['k'] = <val>\n$variable:<v> = <val>\n${<v>} = <val>",
  INPUT: "<val>\n'<text>','<text>'\n1..3\n$c\n$l\n$h\n@()\n$null\n1,2\n(<EXPR>)\n<CALL>\n'a','b'",
  CALL: "<command>\n<INPUT> | <command>\n<INPUT> | <command> | <command>\nf <val>\nf -x <val> <common>\n& <BLOCK> <val>\n. <BLOCK>\n<INPUT> | f\n<command> <common>\n<INPUT> | <command> <common>\nNo-Such <val>\n& $s",
  EXPR: "<METHOD>\n<METHOD>\n<OPERATOR>\n<type><val>\n(<CALL>)\n$(<SIMPLE>; <val>)\n@(<CALL>)\n<STATIC>\n[<typename>]<val>\n(<cond> ? <val> : <val>)\n($<v> ?? <val>)\n-join <val>\n-not <val>\n[<typename>]::new()\n($<v> = <val>)",
  typename:
    "string\nint\nbool\narray\nstring[]\nchar\ndouble\nhashtable\npsobject\nobject[]\nint[]\nregex\nscriptblock\nversion\ndatetime\nguid\nxml\nuri\nipaddress\nSystem.Text.StringBuilder\npscustomobject\nordered\nbyte\nCollections.Generic.List[string]\nSystem.Collections.Generic.Dictionary[string,string]\nCollections.Generic.Queue[string]",
  READ: "New-MailboxExportRequest '<tag>' -FilePath \"[$a][$b][$c][$n][$($h.k)][$($l -join ',')]\"",
  operator:
    "+\n-\n*\n/\n%\n-f\n-join\n-split\n-csplit\n-replace\n-creplace\n-match\n-notmatch\n-like\n-eq\n-ne\n-gt\n-lt\n-contains\n-in\n-is\n-as\n-band\n-bor\n-xor\n-and\n-or\n..\n-shl\n-isnot\n-notin\n-ceq\n,",
  OPERATOR:
    "($<v> <operator> <val>)\n(<val> <operator> $<v>)\n(<val> <operator> <val> <operator> <val>)\n('<text>' -replace '<text>',<BLOCK>)\n('{0}{1}' -f <val>,<val>)\n($c -replace 'l','<text>')\n($<v> -as [<typename>])\n($<v> -is [<typename>])\n($l -ne 'p')\n($c -match '(l)')\n(<val> -split ',')\n$<v>[<int>]\n$<v>[0..1]\n$c[-1,0]\n$h['k','m']\n$<v>.<member>\n\"$<v>.k $($<v>)\"\n($<v>)?.Length\n${<v>}?[0]\n([string]$<v>)[0]\n($<v> | Measure-Object).Count\n(,$<v>)\n(<val>,<val>)\n$(if (<cond>) { <val> })\n$(foreach ($i in <INPUT>) { $i })\n$(switch (<val>) { 'x' { 1 } default { $_ } })",
  member:
    "Length\nCount\nKeys\nValues\nk\nPSObject\nRank\nCapacity\nItem\nName\nValue\nIsReadOnly\nHasValue\nnope\nLongLength\nIsFixedSize\npsbase",
  METHOD:
    "$<v>.<method>(<val>)\n$<v>.<method>()\n$<v>.<method>(<int>,<val>)\n$<v>.<method>(<val>,<val>)\n$l.<listmethod>(<val>)\n$l.<listmethod>()\n$l.<listmethod>(<int>,<val>)\n$l.<listmethod>(<int>)\n$c.<arraymethod>\n$h.<tablemethod>\n$l.<arraymethod>\n$<v>.ForEach(<BLOCK>)\n$c.Where(<BLOCK>)\n$c.Where(<BLOCK>,'<mode>')\n$c.Where(<BLOCK>,'<mode>',1)\n$l.ForEach('<method>')\n$c.ForEach([<typename>])\n<SESSION>\n<BLOCK>.<blockmethod>\n$s.<blockmethod>\n([scriptblock]::Create('$<v> = ''<text>''')).Invoke()\n$<v>.PSObject.Copy()\n$<v>.GetType().Name\n([psvariable]::new('<v>','<text>')).Value\n$<v>.<method>\n$<v>.'<method>'(<val>)\n$<v>::<method>(<val>)",
  mode: "First\nLast\nSkipUntil\nUntil\nSplit\nDefault",
  method:
    "Replace\nSubstring\nToUpper\nToLowerInvariant\nTrim\nTrimEnd\nTrimStart\nSplit\nInsert\nRemove\nPadLeft\nPadRight\nIndexOf\nContains\nStartsWith\nCompareTo\nToString\nToCharArray\nClone\nEquals\nGetType\nAdd\nSet\nGet\nItem\nset_Item\nget_Item\nSetValue\nGetValue\nCopyTo\nClear\nReverse\nSort\nGetEnumerator\nToArray\nInvoke\nContainsKey\nGetHashCode\nNormalize\nAppend\nLastIndexOf\nEndsWith\nget_Length\nMoveNext\nInitialize\nNope",
  listmethod:
    "Add\nAdd\nInsert\nRemove\nRemoveAt\nReverse\nSort\nClear\nAddRange\nInsertRange\nSetRange\nClone\nGetRange\nIndexOf\nToArray\nTrimToSize\nset_Item\nItem\nget_Item\nContains\nset_Capacity\nCopyTo($c)\nRemoveRange\nEquals\nset_Count\nset_Value",
  arraymethod:
    "SetValue('<text>',0)\nSet(0,'<text>')\nGetValue(0)\nGet(0)\nClone()\nCopyTo($l,0)\nCopyTo($c,0)\nInitialize()\nContains('l')\nIndexOf('m')\nCount\nSyncRoot[0]\nSyncRoot.SetValue('<text>',1)\nItem(0)\nset_Item(0,'<text>')\nClear()\nGetLength(0)\nGetUpperBound(0)\nAdd('<text>')\nRemoveAt(0)\npsbase.SetValue('<text>',0)\nGetEnumerator()\nAddress(0)\nMethods",
  tablemethod:
    "Add('k','<text>')\nAdd('m','<text>')\nRemove('k')\nClear()\nContainsKey('k')\nContains('m')\nset_Item('k','<text>')\nget_Item('k')\nItem('k')\nClone()\nKeys\nValues\nCount\nGetEnumerator()\nCopyTo($c,0)\npsbase.Remove('k')\nPSObject.Properties.Name\nContainsValue('hk')\nKeys.Clear()\nKeys.CopyTo($c,0)\nValues.CopyTo($c,0)\npsobject.Properties.Add([psnoteproperty]::new('q','<text>'))\nForEach({ $_.k = '<text>' })\nSyncRoot\nk.Replace('h','<text>')\nEquals($h)",
  blockmethod:
    "Invoke()\nInvoke('<text>')\nInvokeReturnAsIs()\nInvokeReturnAsIs('<text>')\nInvokeWithContext($null,[psvariable]::new('<v>','<text>'))\nInvokeWithContext(@{ f = { 'w' } },$null)\nGetNewClosure()\nGetNewClosure().Invoke()\nToString()\nAst.GetScriptBlock().Invoke()\nGetType()\nModule\nInvokeWithContext($null,@([psvariable]::new('<v>',<int>)),1)\nIsFilter\nCheckRestrictedLanguage(@(),@(),$true)\nClone()",
  SESSION:
    "$ExecutionContext.SessionState.PSVariable.Set('<v>','<text>')\n$ExecutionContext.SessionState.PSVariable.GetValue('<v>')\n$ExecutionContext.SessionState.PSVariable.GetValue('<v>','<text>')\n$ExecutionContext.SessionState.PSVariable.Remove('<v>')\n$ExecutionContext.SessionState.PSVariable.Get('<v>').Value\n$ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('<v>','<text>'))\n$ExecutionContext.SessionState.PSVariable.Set('script:<v>','<text>')\n$ExecutionContext.InvokeCommand.InvokeScript('$<v> = ''<text>''')\n$ExecutionContext.InvokeCommand.InvokeScript($false,<BLOCK>,$null)\n$ExecutionContext.InvokeCommand.InvokeScript($true,<BLOCK>,$null)\n$ExecutionContext.InvokeCommand.InvokeScript('$<v>',$false,'None',$null)\n$ExecutionContext.InvokeCommand.InvokeScript($ExecutionContext.SessionState,<BLOCK>)\n$ExecutionContext.InvokeCommand.ExpandString('$<v>-$($<v> = ''<text>'')')\n$ExecutionContext.InvokeCommand.NewScriptBlock('$<v> = ''<text>''').Invoke()\n$ExecutionContext.InvokeProvider.Item.Set('variable:<v>','<text>')\n$ExecutionContext.InvokeProvider.Item.Clear('variable:<v>')\n$ExecutionContext.InvokeProvider.Item.Remove('variable:<v>',$false)\n$ExecutionContext.SessionState.InvokeProvider.Content.Clear('variable:<v>')\n$ExecutionContext.SessionState.InvokeCommand.InvokeScript('$script:<v> = 1')\n$ExecutionContext.SessionState.PSVariable.Get('<v>').set_Value('<text>')\n(Get-Variable <v>).GetType()\n(Get-Variable <v>).set_Value('<text>')\n(Get-Variable <v>).IsValidValue(1)",
  STATIC:
    "[array]::Reverse($<v>)\n[array]::Sort($c)\n[array]::Fill($c,'<text>')\n[array]::Fill([object[]]$c,'<text>')\n[array]::Clear($c,0,1)\n[array]::Clear($c)\n[array]::Copy($c,$l,1)\n[array]::Copy(@('<text>'),$c,1)\n[array]::Resize([ref]$c,1)\n[array]::IndexOf($c,'m')\n[array]::ForEach($c,[action[object]]<BLOCK>)\n[array]::Find([object[]]$c,[predicate[object]]<BLOCK>)\n[array]::ConvertAll($c,[converter[object,object]]<BLOCK>)\n[array]::Reverse([object[]]$c)\n[array]::SetValue($c,1)\n[int]::TryParse('5',[ref]$<v>)\n[double]::TryParse('<text>',[ref]$<v>)\n[datetime]::TryParse('<text>',[ref]$<v>)\n[bool]::TryParse('true',[ref]$<v>)\n[int]::Parse('<text>')\n[enum]::TryParse([dayofweek],'Monday',[ref]$<v>)\n[Management.Automation.LanguagePrimitives]::TryConvertTo('5',[int],[ref]$<v>)\n[System.Threading.Interlocked]::Exchange([ref]$<v>,'<text>')\n[System.Threading.Interlocked]::Increment([ref]$n)\n[string]::Join('-',$c)\n[string]::Concat($a,$b)\n[string]::Format('{0}',$<v>)\n[string]::IsNullOrEmpty($<v>)\n[string]::Compare($a,$b)\n[string]::new('<text>',2)\n[string]::Copy($<v>)\n[char]::ToUpper('<text>')\n[char]::IsDigit('7')\n[math]::Max(1,$n)\n[math]::DivRem(7,2,[ref]$n)\n[convert]::ToString($n,2)\n[convert]::ToInt32('<text>')\n[regex]::Replace('<text>','\\w',<BLOCK>)\n[regex]::Replace('<text>','\\w','q')\n[regex]::Match($<v>,'\\w').Value\n[regex]::Split('a,b',',')\n[regex]::Escape($<v>)\n([regex]'\\w').Replace('<text>',<BLOCK>)\n([regex]'\\w').Replace($<v>,'q',1)\n[System.Linq.Enumerable]::Count([object[]]$c)\n[System.Linq.Enumerable]::ToArray([object[]]$c)\n[System.Linq.Enumerable]::Select([object[]]$c,[func[object,object]]<BLOCK>)\n[System.Linq.Enumerable]::Any([object[]]$c,[func[object,bool]]<BLOCK>)\n([action]<BLOCK>).Invoke()\n([func[object]]<BLOCK>).Invoke()\n([action[object]]<BLOCK>).Invoke('<text>')\n[scriptblock]::Create('$<v> = ''<text>''').Invoke()\n[powershell]::Create().AddScript('$<v> = ''<text>''').Invoke()\n[powershell]::Create('CurrentRunspace').AddScript('$<v> = ''<text>''').Invoke()\n[powershell]::Create('CurrentRunspace').AddScript('$script:<v> = ''<text>''',$true).Invoke()\n[powershell]::Create('CurrentRunspace').AddCommand('Set-Variable').AddArgument('<v>').AddArgument('<text>').Invoke()\n[environment]::SetEnvironmentVariable('Z','<text>')\n[environment]::GetEnvironmentVariable('Z')\n[System.Management.Automation.PSReference]::new($<v>).Value\n[ref].MakeGenericType([int])\n[psvariable]::new('<v>',1).Value\n[System.Collections.ArrayList]::Adapter($c).Reverse()\n[System.Collections.ArrayList]::Adapter($c).Sort()\n[System.Collections.ArrayList]::Synchronized($l).Add('<text>')\n[hashtable]::Synchronized($h).Remove('k')\n[hashtable]::Synchronized($h)['k'] = '<text>'\n[System.Buffer]::BlockCopy([int[]](1,2),0,$c,0,4)\n[System.Runtime.InteropServices.Marshal]::SizeOf([int])\n[string]::Empty\n[int]::MaxValue\n[System.GC]::Collect()\n[tuple]::Create($<v>,1).Item1\n[System.Text.Encoding]::UTF8.GetBytes('<text>')\n[System.IO.Path]::GetExtension('a.<text>')\n[runspace]::DefaultRunspace.SessionStateProxy.SetVariable('<v>','<text>')\n[runspace]::DefaultRunspace.SessionStateProxy.PSVariable.Set('<v>','<text>')\n[runspace]::DefaultRunspace.SessionStateProxy.GetVariable('<v>')",
  jump: "break\ncontinue",
  bool: "$true\n$false",
  sbmethod:
    "Append('<text>')\nInsert(0,'<text>')\nReplace('z','<text>')\nRemove(0,1)\nClear()\nset_Length(1)\nAppendFormat('{0}',1)\nAppendLine('<text>')\nAppendJoin(',',$c)\nset_Chars(0,'q')\nEnsureCapacity(3)\nset_Item(0,'q')\nCopyTo(0,[char[]]('a','b'),0,1)",
  trapend: "continue\nbreak\nreturn",
  swflag: "Wildcard\nExact\nRegex\nCaseSensitive",
};

/**
 * Commands with what they take: `-name:kind` a parameter and the form of its value, `kind` alone a positional value, `-name` a switch. A
 * part of them, at random, is written. Some are modelled, some are not, some have no effect but their output.
 */
export const COMMANDS = `
Set-Variable @name @val -Name:name -Value:val -Scope:scope -Option:option -Force -PassThru -Visibility:lit -Include:name -Exclude:name -Description:lit
sv @name @val -Scope:scope -Opt:option -Append
New-Variable @name @val -Scope:scope -Option:option -Force -PassThru -Name:name -Value:val
Get-Variable @name -ValueOnly -Scope:scope -Include:name -Exclude:name
Clear-Variable @name -Scope:scope -Force -PassThru -Include:name -Exclude:name
Remove-Variable @name -Scope:scope -Force -Include:name -Exclude:name
rv @name @name
Set-Item @path @val -Force -PassThru -Options:option -Include:name -Exclude:name -Filter:lit -LiteralPath:path -Value:val
si @path @val
New-Item @path -Name:name -Value:val -Force -ItemType:lit -Options:option
Clear-Item @path -Force -Include:name
Remove-Item @path -Force -Recurse -Include:name -Exclude:name -LiteralPath:path
Rename-Item @path @dest -PassThru -Force
Copy-Item @path @dest -PassThru -Force -Recurse
Move-Item @path @dest -PassThru -Force
Get-Item @path -Force -Include:name
Get-ChildItem @path -Name -Recurse
Set-Content @path @val -NoNewline -PassThru -Force -Encoding:lit
Add-Content @path @val -PassThru
Clear-Content @path
Get-Content @path -Raw -TotalCount:int -Tail:int -ReadCount:int
Get-ItemProperty @path -Name:lit
Set-ItemProperty @path -Name:lit -Value:val
Test-Path @path -IsValid -PathType:lit
Push-Location @loc -PassThru
Out-File @path -Append -NoNewline
Set-Location @loc -PassThru
Pop-Location
Tee-Object -Variable:name -Append -InputObject:val -FilePath:dest
tee -v:name
ForEach-Object @block -Begin:block -Process:block -End:block -InputObject:val -RemainingScripts:block
ForEach-Object @methodname -ArgumentList:val -MemberName:member
% @block @block @block
% @member
Where-Object @block -InputObject:val -Not -FilterScript:block
Where-Object @member -EQ:val -Like:val -Match:val -In:val -CLike:val -Property:member -Value:val
Select-Object -First:int -Last:int -Skip:int -Index:int -Unique -Property:props -ExpandProperty:member -InputObject:val -SkipLast:int -Wait -ExcludeProperty:props
select @props -First:int
Sort-Object @props -Descending -Unique -InputObject:val -CaseSensitive -Top:int -Stable
Group-Object @props -NoElement -AsHashTable -AsString
Measure-Object -Sum -Maximum -Property:member -Line -InputObject:val
Compare-Object @val @val -IncludeEqual -PassThru -ExcludeDifferent
Get-Unique -AsString -InputObject:val
Get-Random -InputObject:val -Count:int -Maximum:int -SetSeed:int
Get-Member -Name:member -InputObject:val -Static
Write-Output @val -NoEnumerate -InputObject:val
echo @val @val
Write-Host @val -NoNewline -Separator:lit
Write-Error @val -Category:lit -ErrorId:lit
Write-Warning @val
Write-Information @val -Tags:lit
Write-Verbose @val
Write-Debug @val
Write-Progress @val -Completed
Out-Null -InputObject:val
Out-String -Stream -NoNewline -InputObject:val -Width:int
Out-Default
Format-Table @props -AutoSize -HideTableHeaders
Format-List @props
Join-String -Separator:lit -Property:props -OutputPrefix:lit -SingleQuote -FormatString:lit
Join-Path @lit @lit -Resolve -ChildPath:lit -AdditionalChildPath:lit
Split-Path @lit -Leaf -Parent -Extension -LeafBase -Qualifier
Convert-Path @path
Resolve-Path @path -Relative
ConvertTo-Json -Compress -Depth:int -InputObject:val -AsArray
ConvertFrom-Json @json -AsHashtable -Depth:int -NoEnumerate -InputObject:json
ConvertTo-Csv -NoTypeInformation -Delimiter:lit -InputObject:val
ConvertFrom-Csv @lit -Header:lit -Delimiter:lit
ConvertFrom-StringData @data -Delimiter:lit -StringData:data
ConvertTo-Xml -As:lit -InputObject:val
Select-String @lit -AllMatches -InputObject:val -Quiet -NotMatch -Raw -SimpleMatch
Measure-Command @block -Expression:block -InputObject:val
Invoke-Command @block -ScriptBlock:block -ArgumentList:val -NoNewScope -InputObject:val
icm @block
Invoke-Expression @code -Command:code
iex @code
Trace-Command @lit @block -PSHost -Expression:block -InputObject:val
New-Module @block -AsCustomObject -ReturnResult -ScriptBlock:block -Function:lit -ArgumentList:val
Import-Module @module -Variable:name -Global -PassThru -Force
Set-PSBreakpoint -Variable:name -Action:block -Mode:lit
Set-StrictMode -Version:strict -Off
Set-Alias @lit @lit -Scope:scope -Force -PassThru -Option:option
New-Alias f Get-Date -Force -Scope:scope
Set-TraceSource @lit -Option:lit
New-Object @newtype -ArgumentList:val -Property:table -TypeName:newtype
Add-Member @lit @lit @val -PassThru -Force -InputObject:val -NotePropertyName:lit -NotePropertyValue:val -MemberType:lit -Name:lit -Value:val
Update-TypeData -TypeName:tname -MemberName:member -MemberType:lit -Value:block -Force
Register-EngineEvent @lit -Action:block -SupportEvent
New-Event @lit
Get-Event
Get-Command @lit -Name:lit -CommandType:lit
Get-Date -Format:lit -UFormat:lit
Get-Culture
Get-History
Get-Host
Get-Location
Get-Process -Id:int
Get-PSCallStack
Get-Error
New-Guid
New-TimeSpan -Seconds:int
Start-Sleep -Milliseconds:int
Import-LocalizedData -BindingVariable:name -BaseDirectory:lit -FileName:lit
Get-Help @lit
Get-Alias @lit -Definition:lit
Get-Verb @lit
Test-Json @json -Schema:lit
Get-FileHash @path
Export-ModuleMember -Variable:name
Read-Host @lit -MaskInput
Start-ThreadJob @block
ForEach-Object -Parallel:block
Invoke-History
Export-Clixml @dest
Get-TypeData @tname
Get-PSProvider @lit
Get-PSDrive @lit
New-PSDrive @lit FileSystem @lit
Debug-Runspace
Wait-Debugger
Add-Type -AssemblyName:lit
Enter-PSHostProcess
Show-Markdown
Get-Uptime
Unblock-File @path
Get-Runspace
Clear-Host
Write-Foo @val -Bar:val
Invoke-Foo @block -Variable:name
`;

/** Forms of the values that only commands take. */
export const ARGUMENTS = {
  loc: "variable:\nenv:\n.\n$PWD\nfunction:\n..",
  block: "<BLOCK>",
  methodname: "<method>\n'<method>'",
  props: "<member>\n*\n{ $_ }\n@{n='q';e={ $_ }}\nk,m\n{ $script:<v> = '<text>' }\nLength",
  json: "'{\"k\":\"<text>\"}'\n'[1,\"<text>\"]'\n'<text>'",
  data: "'k=<text>'\n\"k=<text>`nm=<text>\"",
  code: "'$<v> = ''<text>'''\n'$<v>'\n\"`$<v> = '<text>'\"\n$a\n'& { $script:<v> = 1 }'\n'''<text>'''",
  module: "Microsoft.PowerShell.Utility\n(New-Module <BLOCK>)\nNoSuch",
  strict: "1\n2\nLatest\n3.0",
  newtype:
    "string\nobject\nSystem.Text.StringBuilder\npsobject\nCollections.ArrayList\nCollections.Generic.List[string]\nHashtable\n'object[]'\nversion",
  table: "@{k='<text>'}\n$h",
  tname: "System.String\nSystem.Object\nSystem.Array\nSystem.Collections.Hashtable\nSystem.Int32",
};

/** What a program is made of: construct and its forms. */
export const STATEMENTS = {
  command: "%CALL\n%CALL\n%CALL\n%CALL",
  method: "%METHOD\n%METHOD",
  static: "%STATIC",
  expression:
    "$<v> = <EXPR>\n$<v> += <EXPR>\n$h.k = <EXPR>\n$<v> = [string](<EXPR>)\n$<v> = $<v> = <EXPR>\n<EXPR>\n[<typename>]$<v> = <EXPR>\n$<v>, $<v> = <EXPR>\n$l[<int>] = <EXPR>\n$c[<int>] = <EXPR>\n$h['<text>'] = <EXPR>\n$null = <EXPR>\n$script:<v> = <EXPR>\n$<v> ??= <EXPR>\n$<v> -= <EXPR>\n$<v> *= 2",
  index:
    "$h.Item('k') = <val>\n$l.Item(0) = <val>\n$c[0], $c[1] = <val>, <val>\n$h[$<v>] = <val>\n$h.$<v> = <val>\n$h.psbase.Item('k') = <val>\n$g = $h; $g.k = <val>\n$d = $c; $d[0] = <val>\n$d = $l; [void]$d.Add(<val>)\n$l.Capacity = 9\n$c.Length = 1\n$l[0].k = <val>\n$h += @{m=<val>}\n$h.k += <val>\n$h.k++\n$l[0] += <val>\n$c += <val>\n$l += <val>\n$h = $h.Clone(); $h.k = <val>\n$d = $c.Clone(); $d[0] = <val>\n$o = [pscustomobject]@{p=$c}; $o.p[0] = <val>\n$o = @{p=$h}; $o.p.k = <val>\n$o = $c, $h; $o[0][0] = <val>; $o[1].k = <val>\n$h.PSObject.Properties['k'].Value = <val>\n$h.Keys[0]\n($h).k = <val>\n($l)[0] = <val>\n$(,$c)[0] = <val>\n@($c)[0] = <val>\n$h.('k') = <val>\n$h.\"k\" = <val>",
  variable:
    "(Get-Variable <v>).Value = <val>\n(Get-Item variable:<v>).Value = <val>\n$q = Get-Variable <v>; $q.Value = <val>\n$q = Get-Variable <v>; $q.Options = '<option>'; $<v> = <val>\nGet-Variable <name> | % { $_.Value = <val> }\n$q = [ref]$<v>; $q.Value = <val>\n$q = [ref]$<v>; $<v> = <val>; $<v> = $q.Value\n& { param($r) $r.Value = <val> } ([ref]$<v>)\nf ([ref]$<v>)\n(gv <v>).Attributes.Add([ValidateSet]::new('q'))\n(gv <v>).Attributes.Add([ValidateNotNull]::new())\n[ValidateSet('x','<text>')]$<v> = <val>\n[ValidateNotNullOrEmpty()]$<v> = <val>; $<v> = <val>\n[ValidateLength(1,2)][string]$<v> = <val>\n[<typename>]$<v> = <val>; $<v> = <val>\n${variable:<v>} = <val>\n${script:<v>} = <val>\n${global:<v>} = <val>\n$OFS = <val>\n[string]$OFS = <val>\n$OFS = '<text>'; $<v> = \"$c\"\n$Matches = @{1=<val>}; $<v> = $Matches[1]\nif ($<v> -match '(.)') { $<v> = $Matches[1] }\n$_ = <val>; $<v> = $_\n$args = <val>; $<v> = $args\n$env:Z = <val>; $<v> = $env:Z\n$ErrorActionPreference = 'Stop'; No-Such; $<v> = <val>\n$ErrorActionPreference = 'SilentlyContinue'; $<v> = 1/0\n$WhatIfPreference = $true; Set-Variable <v> <val>\n$ConfirmPreference = 'Low'; Set-Variable <v> <val>\n$VerbosePreference = 'Continue'\n$PSDefaultParameterValues['*:OutVariable'] = '<v>'; Write-Output <val> | Out-Null\n$PSDefaultParameterValues['Set-Variable:<sw>'] = $true; Set-Variable <v> <val>\n$PSDefaultParameterValues = @{'Write-Output:OutVariable'='<v>'}; Write-Output <val> | Out-Null\n$PSDefaultParameterValues['New-MailboxExportRequest:FilePath'] = <val>\n$global:PSDefaultParameterValues['*:PipelineVariable'] = '<v>'; 1 | Write-Output | Out-Null\n$PSDefaultParameterValues['f:x'] = <val>; $<v> = f\n$PSDefaultParameterValues['ForEach-Object:Process'] = <BLOCK>\n$<v> = <val>; $<v> = $<v>\n$<v> = $(<SIMPLE>)\n$<v> = if (<cond>) { <val> } else { <val> }\n$<v> = foreach ($i in <INPUT>) { $i }\n$<v> = switch (<val>) { <val> { 'p' } default { $_ } }\n$<v> = try { <val> } catch { <val> }\n$<v> = while ($k++ -lt 2) { $k }\n$<v> = & <BLOCK>\n$<v> = <BLOCK>; & $<v>\n$<v> = $PSBoundParameters\n$<v> = $input\n$<v> = $this\n$<v> = $foreach\n$<v> = $?\n$<v> = $$\n$<v> = $MyInvocation.Line\n$<v> = $Error[0]\n$<v> = $undefined\n$<v> = $true; $true = $false",
  steering:
    "if (<cond>) { <SIMPLE> }\nif (<cond>) { <STATEMENT> } elseif (<cond>) { <SIMPLE> } else { <STATEMENT> }\nforeach ($<v> in <INPUT>) { <STATEMENT> }\nforeach ($i in <INPUT>) { $<v> = $i; <STATEMENT> }\nforeach ($i in <INPUT>) { $<v> = $foreach.Current; [void]$foreach.MoveNext() }\nforeach ($i in <INPUT>) { $<v> += $i; if (<cond>) { <jump> } }\nfor ($i=0; $i -lt 2; $i++) { <STATEMENT> }\nfor (<SIMPLE>; $false; <SIMPLE>) { <SIMPLE> }\n$k=0; while ($k++ -lt 2) { <STATEMENT>; if (<cond>) { <jump> } }\n$k=0; do { <STATEMENT> } while ($k++ -lt 1)\n$k=0; do { <STATEMENT> } until ($k++ -gt 0)\nswitch (<val>) { 'x' { <SIMPLE> } { <cond> } { <SIMPLE>; <jump> } default { <SIMPLE> } }\nswitch -<swflag> (<INPUT>) { 'x' { <SIMPLE> } '<text>' { <SIMPLE> } default { $<v> = $_ } }\nswitch -Regex (<INPUT>) { '(\\w)' { $<v> = $Matches[1]; <jump> } default { <SIMPLE> } }\nswitch (<INPUT>) { { $<v> = $_; $true } { <SIMPLE> } '<text>' { $_ = 'q'; $<v> = $_ } }\nswitch (<INPUT>) { $a { <SIMPLE> } default { <STATEMENT>; continue } }\nswitch (<INPUT>) { 'x' { <SIMPLE> } default { [void]$switch.MoveNext(); $<v> = $switch.Current } }\nswitch -File none { default { <SIMPLE> } }\ntry { <STATEMENT> } catch { <STATEMENT> }\ntry { <SIMPLE>; throw '<text>'; <SIMPLE> } catch { $<v> = \"$_\" } finally { <SIMPLE> }\ntry { <STATEMENT>; 1/0; <SIMPLE> } catch [System.DivideByZeroException] { <SIMPLE> } catch { <STATEMENT> }\ntry { <CALL> } finally { <SIMPLE> }\ntry { [int]'q'; <SIMPLE> } catch { <SIMPLE> }\ntry { No-Such; <SIMPLE> } catch { <SIMPLE> }\ntry { <METHOD>; <SIMPLE> } catch { <SIMPLE> }\ntry { <STATIC>; <SIMPLE> } catch { <SIMPLE> }\ntrap { <SIMPLE>; continue }\ntrap { <SIMPLE>; break }\ntrap { <SIMPLE> }\n& { trap { <SIMPLE>; <trapend> }; <SIMPLE>; throw 'e'; <SIMPLE> }\n& { <SIMPLE>; 1/0; <SIMPLE>; trap { <SIMPLE>; <trapend> } }\n<SIMPLE> && <SIMPLE>\n<CALL> && <SIMPLE>\n<CALL> || <CALL>\nNo-Such || $($<v> = <val>)\n$<v> = No-Such\n$<v> = 1/0\n$<v> = [int]'q'\n$<v> = 'x'.Substring(9)\n$<v> = $null.Trim()\n$<v> = [no.such]::x\n$<v> = 'x'.Nope()\n:o foreach ($i in <INPUT>) { foreach ($j in <INPUT>) { <SIMPLE>; if (<cond>) { break o } } }\nif (<cond>) { return }\nthrow '<text>'\nexit\nbreak\ncontinue\n$null = $(<STATEMENT>)\n@(<STATEMENT>)\ndata { 'q' }\n$<v> = data { @{k='q'} }",
  function:
    "function f($x) { <STATEMENT> }; f <val>\nfunction f { param([<typename>]$x = <val>) $<v> = $x; <READ> }; f <val>\nfunction f { [CmdletBinding()] param($x, $y) <SIMPLE>; <READ> }; f <val> <val> <val>\nfunction f { [CmdletBinding()] param([Parameter(Mandatory)][<typename>]$x) $script:<v> = $x }; f <val>\nfunction f { [CmdletBinding(SupportsShouldProcess)] param($x) Set-Variable <v> <val> -Scope Script; <READ> }; f <val> -<sw>\nfunction f { param([Parameter(ValueFromPipeline)]$x) begin { <SIMPLE> } process { $script:<v> = $x } end { <SIMPLE> } }; <INPUT> | f\nfunction f { begin { <SIMPLE> } process { $script:<v> = $_ } end { $script:<v> = $input } }; <INPUT> | f\nfunction f { $script:<v> = @($input); <SIMPLE>; @($input) }; $<v> = <INPUT> | f\nfilter f { $script:<v> = $_; \"<$_>\" }; $<v> = <INPUT> | f\nfunction f { param([ValidateSet('x','z')]$x) $script:<v> = $x }; f <val>\nfunction f { param([switch]$x, $y) $script:<v> = \"$x$y\" }; f -x <val>\nfunction f { param([Alias('q')]$x) $script:<v> = $x }; f -q <val> -zz 1\nfunction f { $script:<v> = \"$args\"; <SIMPLE> }; f -x <val> -y:<val>\nfunction f { [CmdletBinding()] param() dynamicparam { <SIMPLE> } end { <SIMPLE>; $script:<v> = 'd' } }; f\nfunction f { [CmdletBinding()] param([Parameter(Position=1)]$x,[Parameter(Position=0)]$y) $script:<v> = \"$x,$y\" }; f <val> <val>\nfunction f { [CmdletBinding()] param([Parameter(ValueFromRemainingArguments)]$x) $script:<v> = \"$x\" }; f <val> -zz <val>\nfunction f { [CmdletBinding(DefaultParameterSetName='p')] param([Parameter(ParameterSetName='p')]$x,[Parameter(ParameterSetName='q')]$y) $script:<v> = \"$x,$y\" }; f -x <val> -y <val>\nfunction f { <SIMPLE>; return <val>; <SIMPLE> }; $<v> = f\nfunction f { function g { <SIMPLE>; $script:<v> = <val> }; g; <READ> }; f; g\nfunction f([ref]$r) { $r.Value = <val> }; f ([ref]$<v>)\nfunction f { $PSBoundParameters['x'] = <val>; g @PSBoundParameters }; function g($x) { $script:<v> = $x }; f\nfunction global:f { $script:<v> = <val> }; f\n$function:f = <BLOCK>; f <val>\nSet-Item function:f <BLOCK>; f\n$s = { param($x) $x; Set-Variable <v> <val> -Scope 1 }.GetNewClosure(); $<v> = & $s <val>\n$k = 'c'; $s = { $k; $script:k += 'd' }.GetNewClosure(); $k = 'e'; $<v> = & $s; $<v> = & $s\n$s = { Set-Variable <v> <val> -Scope <scope> }.GetSteppablePipeline(); $s.Begin(<bool>); $s.Process(<val>); $s.End()\n$s = { & { Set-Variable <v> <val> -Scope <scope> } }.GetSteppablePipeline(); $s.Begin(<bool>); $s.Process(<val>); $s.End()\n$s = { % { $script:<v> = $_ } }.GetSteppablePipeline(); $s.Begin($true); $s.Process('1'); $s.Process('2'); $s.End()\n$m = New-Module { $k = 'm'; function g { $script:k += 'n'; $k; $script:<v> = 'mm' }; <SIMPLE>; Export-ModuleMember -Function g -Variable <v> }; $<v> = g; $<v> = g\n$m = New-Module <BLOCK>; & $m <BLOCK>\n. $s\n& $s\n$s = <BLOCK>; . $s <val>\n$s = <BLOCK>; & $s <val>\n$s = [scriptblock]::Create('$<v> = <text>; $args'); . $s <val>\nfunction Set-Variable { $script:<v> = 'sv' }; Set-Variable <v> <val>\nfunction Write-Output { $script:<v> = 'wo' }; Write-Output <val>\nSet-Alias q Set-Variable; q <v> <val>\nSet-Alias Write-Output Set-Variable; Write-Output <v> <val>\n$p = @{Name='<v>'; Value=<val>}; Set-Variable @p\n$p = '<v>', <val>; Set-Variable @p\n$p = @{x=<val>}; f @p\n& 'Set-Variable' <v> <val>\n& (gcm Set-Variable) <v> <val>\n$q = 'Set-Var'; & ($q + 'iable') <v> <val>\n& $unknown <v> <val>\n. $unknown <v>\n& <v> <val>\nMicrosoft.PowerShell.Utility\\Set-Variable <v> <val>\nSet-Variable -Name <v> -Value <val> -Unknown 1\nSet-Variable <v> <val> extra\nSet-Variable <v> <val> @unknown\nWrite-Output <val> -Bogus | % { $<v> = $_ }\n<INPUT> | Set-Variable <v>\n<INPUT> | Set-Variable -Value <val>\n[pscustomobject]@{Name='<v>';Value='<text>'} | Set-Variable\nWrite-Output <val> | Tee-Object -Variable <v> | Out-Null\n1,2 | Write-Output -PipelineVariable <v> | % { $<v> = \"$_$<v>\" }\n<INPUT> | % -Begin { <SIMPLE> } -Process { $<v> = $_ } -End { <SIMPLE> }\n<INPUT> | % { $<v> = $_; if (<cond>) { <jump> } }\n<INPUT> | % { $<v> = $_; return; <SIMPLE> }\n<INPUT> | Select-Object -First 1 | % { $<v> = $_ }\n<INPUT> | ? { $<v> = $_; <cond> } | % { <SIMPLE> }\n<INPUT> | Sort-Object { $script:<v> = $_ } | Out-Null\n<INPUT> | & { process { $script:<v> = $_ } }\n<INPUT> | . { process { $<v> = $_ } end { <SIMPLE> } }\n<INPUT> | . { <SIMPLE>; $<v> = $input }\n$null | % { <SIMPLE> }\n$<v> = <INPUT> | % <method>\n$<v> = <INPUT> | % <method> <int>\n$<v> = <INPUT> | ? Length -gt 1\nf 3>&1 > $null",
  class:
    "class C { static [string] $p = 'k'; [string] $q = '<text>'; static [string] M($x) { return \"m$x\" }; [string] N() { $this.q = 'n'; return $this.q } }; $<v> = [C]::M(<val>)\nclass C { static [string] $p = 'k' }; [C]::p = <val>; $<v> = [C]::p\nclass C { [string] $q = '<text>'; C($x) { $this.q = $x; $script:<v> = 'ctor' } }; $<v> = [C]::new(<val>).q\nclass C { [int] $q; [void] S($x) { $this.q = $x } }; $o = [C]::new(); $o.S(<int>); $<v> = $o.q\nclass C { [object] M() { $script:<v> = <val>; return $script:<v> } }; $<v> = [C]::new().M()\nclass C { static [void] M() { $global:PSDefaultParameterValues['f:x'] = 'dd' } }; [C]::M(); $<v> = f\nclass A { [string] M() { return 'A' } }; class C : A { [string] M() { return 'C' + ([A]$this).M() } }; $<v> = [C]::new().M()\nclass C { $q = 1 }; $o = [C]@{q=<val>}; $<v> = $o.q\nclass C { static $p = @('s') }; [C]::p += <val>; $<v> = [C]::p\nclass C { hidden [string] $q = 'h' }; $o = New-Object C; $o.q = <val>; $<v> = $o.q\nclass C { static M([ref]$r) { $r.Value = <val> } }; [C]::M([ref]$<v>)\nclass C { M([object[]]$x) { $x[0] = <val> } }; [C]::new().M($c)\nclass C { static [string] M([string]$x) { return \"s$x\" }; static [string] M([int]$x) { return \"i$x\" } }; $<v> = [C]::M(<val>)\nenum K { x; y; z }; $<v> = [K]::y\nenum K { x = 5; y }; $<v> = [int][K]'y'\nenum K { x; y }; $<v> = \"$([K]1)\"\n$o = [pscustomobject]@{k='<text>'}; $o | Add-Member q <val>; $<v> = $o.q\n$o = New-Object psobject; $o | Add-Member ScriptMethod M <BLOCK>; $<v> = $o.M(<val>)\n$o = [pscustomobject]@{k='<text>'}; $o | Add-Member ScriptProperty q { $script:<v> = 'sp'; 'r' }; $<v> = $o.q\n$o = [pscustomobject]@{k=<val>}; $d = $o.PSObject.Copy(); $d.k = 'cc'; $<v> = $o.k\n$o = [ordered]@{k=<val>;m=1}; $o[0] = 'oo'; $<v> = $o.k\n$o = [ordered]@{k=<val>;m=1}; $o.Insert(0,'i',<val>); $<v> = $o[0]\n$o = [System.Text.StringBuilder]'<text>'; [void]$o.<sbmethod>; $<v> = \"$o\"\n$o = [System.Collections.Generic.List[string]]('<text>','y'); $o.<listmethod>(<val>); $<v> = \"$o\"\n$o = [System.Collections.Generic.Dictionary[string,string]]::new(); $o['k'] = <val>; [void]$o.TryGetValue('k',[ref]$<v>)\n$o = [System.Collections.Generic.Queue[string]]::new(); $o.Enqueue('<text>'); $<v> = $o.Dequeue()\n$o = [System.Collections.Generic.HashSet[string]]('a','a'); $<v> = $o.Count\n$o = [System.Collections.Stack]::new(); $o.Push(<val>); $<v> = $o.Peek()\n$o = $c.GetEnumerator(); [void]$o.MoveNext(); $<v> = $o.Current\n$o = $h.GetEnumerator() | Select-Object -First 1; $o.Value = <val>; $<v> = $o.Value",
  request:
    "New-MailboxExportRequest '<tag>' -FilePath <val>\nNew-MailboxExportRequest '<tag>' -FilePath $c\nNew-MailboxExportRequest '<tag>' -FilePath $<v> -Name <val>\nNew-MailboxExportRequest -Mailbox '<tag>' -FilePath <EXPR>\nNew-MailboxExportRequest -Mailbox '<tag>' -FilePath <val> -IncludeFolders <val>\nNew-MailboxExportRequest '<tag>' -FilePath <val> <val>\nNew-MailboxExportRequest '<tag>' -FilePath $<v> -Bogus <val>\n<INPUT> | New-MailboxExportRequest '<tag>' -FilePath <val>\n$p = @{FilePath=<val>}; New-MailboxExportRequest '<tag>' @p\n$p = @{FilePath=<val>; Mailbox='q'}; New-MailboxExportRequest '<tag>' @p\n$PSDefaultParameterValues['New-MailboxExportRequest:FilePath'] = <val>; New-MailboxExportRequest '<tag>'\n$PSDefaultParameterValues['*Export*:FilePath'] = <val>; $PSDefaultParameterValues['New-*:FilePath'] = <val>; New-MailboxExportRequest '<tag>'\n$PSDefaultParameterValues['New-MailboxExportRequest:Mailbox'] = '<text>'; '<text>' | New-MailboxExportRequest -FilePath <val> -Name '<tag>'\nNew-MailboxExportRequest '<tag>' -FilePath <val> -IsArchive:<val>\nNew-MailboxExportRequest '<tag>' -FilePath <val> -FilePath <val>\nNew-MailboxExportRequest '<tag>' -FilePath:<val> -WhatIf:<bool>\nNew-MailboxExportRequest '<tag>' -FilePath (<CALL>)\nNew-MailboxExportRequest '<tag>' -FilePath $(<CALL>)\nNew-MailboxExportRequest '<tag>' -FilePath @(<val>)\nNew-MailboxExportRequest '<tag>' -FilePath <BLOCK>\nNew-MailboxExportRequest '<tag>' -FilePath $h\nNew-MailboxExportRequest '<tag>' -FilePath $l\nNew-MailboxExportRequest '<tag>' <val> -FilePath",
};
