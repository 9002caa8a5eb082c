# Records which characters PowerShell ignores in a parameter's name and which it takes for a letter: parameters are found by
# CompareInfo.IsPrefix under the invariant culture without case, which is linguistic. Output: the JSON that
# assembly/exchange/parameter-characters.json holds; scripts/generate.mjs turns it into static data.
#
#   pwsh -NoProfile -File scripts/parameter-characters.ps1 > assembly/exchange/parameter-characters.json
#
# ignored   ranges of code points without weight
# letters   ranges of code points that count as letters from the named one on, alphabetically, after z comes a
# ligatures code points that count as several letters
Add-Type -TypeDefinition @'
using System.Globalization;
using System.Text;
public static class Characters {
    static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;
    static bool Starts(string text, string with) { return Compare.IsPrefix(text, with, CompareOptions.IgnoreCase); }
    static bool Counts(string point, string letters) { return Starts("z" + letters + "z", "z" + point + "z"); }
    static string Several(int code, string point) {
        // Negative squared letters have no decomposition.
        string letters = code == 0x1F18C ? "pa" : point.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        if (letters.Length < 2) return null;
        foreach (char c in letters) if (c < 'a' || c > 'z') return null;
        return Counts(point, letters) ? letters : null;
    }
    public static string Value(int code) {
        // Noncharacters cannot be normalised, and no text holds them.
        if ((code & 0xFFFE) == 0xFFFE || code >= 0xFDD0 && code <= 0xFDEF) return null;
        if (code >= 0xD800 && code < 0xE000 || code >= 32 && code < 127) return null;
        string point = char.ConvertFromUtf32(code);
        if (Starts("ab", "a" + point + "b")) return "";
        for (char c = 'a'; c <= 'z'; c++) if (Counts(point, c.ToString())) return c.ToString();
        return Several(code, point);
    }
}
'@
$ignored = [Collections.Generic.List[string]]::new()
$letters = [Collections.Generic.List[string]]::new()
$ligatures = [Collections.Generic.List[string]]::new()
function Add-Range($list, $start, $end, $tail) {
    $range = $start.ToString('X')
    if ($end -ne $start) { $range += '-' + $end.ToString('X') }
    $list.Add($range + $tail)
}
$start = -1; $run = $null; $next = $null
for ($code = 1; $code -le 0x110000; $code++) {
    $value = if ($code -lt 0x110000) { [Characters]::Value($code) }
    if ($start -ge 0 -and $value -cne $next) {
        if ($run -ceq '') { Add-Range $ignored $start ($code - 1) '' } else { Add-Range $letters $start ($code - 1) ":$run" }
        $start = -1
    }
    if ($null -eq $value) { continue }
    if ($value.Length -gt 1) { $ligatures.Add($code.ToString('X') + ":$value"); continue }
    if ($start -lt 0) { $start = $code; $run = $value }
    $next = if ($value -ceq '') { '' } elseif ($value -ceq 'z') { 'a' } else { [string][char]([int][char]$value + 1) }
}
[ordered]@{
    source    = "PowerShell $($PSVersionTable.PSVersion), invariant culture"
    ignored   = $ignored -join ' '
    letters   = $letters -join ' '
    ligatures = $ligatures -join ' '
} | ConvertTo-Json
