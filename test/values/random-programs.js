/**
 * Random programs of statements: variables, tables, lists, builders, branches, loops, functions, blocks and scopes, ending in
 * $r. The same for a seed on every machine.
 */
import { generator } from "./random.js";

/**
 * @param {number} seed
 * @param {number} count
 * @returns {{ id: string, construct: string, script: string }[]}
 */
export function randomScripts(seed, count) {
  const next = generator(seed);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[Math.floor(next() * list.length)];
  const TEXTS = ["'a'", "'bc'", '"x"', "'Q-w'", "'1,2'", "'7'", "''"];
  const texts = ["$s", "$t"];

  const text = () =>
    pick([
      () => pick(TEXTS),
      () => pick(texts),
      () => `("$s" + ${pick(TEXTS)})`,
      () => `"<$t>"`,
      () => `"$($l.Count)$s"`,
      () => "$h.k",
      () => "$h['m']",
      () => "$l[0]",
      () => "$l[-1]",
      () => "($l -join '+')",
      () => "$b.ToString()",
      () => `('{0}.{1}' -f $s,$n)`,
      () => "(f $s)",
      () => "(g -y $t)",
      () => "(& $c $n)",
      () => `$s.Replace('a',${pick(TEXTS)})`,
      () => `($t -replace '[aQ]',${pick(["'z'", "''", "'$0$0'"])})`,
      () => `[string]$n`,
    ])();
  const number = () =>
    pick([() => "$n", () => pick(["1", "2", "3"]), () => "($n + 1)", () => "$l.Count", () => "$s.Length", () => "($n * 2)"])();
  const test = () =>
    pick([
      () => `$n -gt ${pick(["0", "2", "5"])}`,
      () => `$s -eq ${pick(TEXTS)}`,
      () => "$h.k",
      () => "$l -contains 'a'",
      () => `$t -like ${pick(["'a*'", "'*c'", "'?'"])}`,
      () => "$u",
      () => "-not $t",
      () => "$h.ContainsKey('m')",
    ])();

  /** @param {number} depth @returns {string} */
  const statement = (depth) => {
    const simple = [
      () => `$s = ${text()}`,
      () => `$t = ${text()}`,
      () => `$s += ${text()}`,
      () => `$t = $s`,
      () => `$s, $t = $t, $s`,
      () => `$n = ${number()}`,
      () => `$n += ${number()}`,
      () => pick(["$n++", "$n--", "++$n"]),
      () => `$h.k = ${text()}`,
      () => `$h['m'] = ${text()}`,
      () => `$h.Remove(${pick(["'k'", "'m'", "'zz'"])})`,
      () => `$g = $h; $g.k = ${text()}`,
      () => `$l += ${text()}`,
      () => `$l = @($l) + ${text()}`,
      () => `$l = ,${text()} + $l`,
      () => `$l[0] = ${text()}`,
      () => `$m = $l; $m[0] = ${text()}`,
      () => `[array]::Reverse($l)`,
      () => `[void]$b.Append(${text()})`,
      () => `$null = $b.Insert(0, ${text()})`,
      () => `[void]$a.Add(${text()})`,
      () => `$l = @($a)`,
      () => `$u = ${pick(["$true", "$false", "$null"])}`,
      () => `[string]$y = ${number()}; $s = $y + $y`,
      () => `[int]$z = ${pick(["'4'", "2", "'9'"])}; $n = $z + 1`,
      () => `Set-Variable -Name t -Value ${text()}`,
      () => `$s = Invoke-Expression ${pick(["'$t + 1'", "\"'$n'\"", "'\"[$s]\"'"])}`,
    ];
    if (depth <= 0) return pick(simple)();
    const body = () => Array.from({ length: 1 + Math.floor(next() * 2) }, () => statement(depth - 1)).join("; ");
    return pick([
      ...simple,
      ...simple,
      () => `if (${test()}) { ${body()} }`,
      () => `if (${test()}) { ${body()} } else { ${body()} }`,
      () => `foreach ($i in ${pick(["1..2", "$l", "'p','q'", "@()"])}) { ${body()}; $s += $i }`,
      () => `for ($j${depth} = 0; $j${depth} -lt ${pick(["0", "2", "3"])}; $j${depth}++) { ${body()} }`,
      () => `$k${depth} = 0; while ($k${depth} -lt 2) { $k${depth}++; ${body()} }`,
      () => `switch (${pick(["$s", "$n", "'a'"])}) { 'a' { ${body()} } 2 { ${body()} } default { ${body()} } }`,
      () => `& { ${body()} }`,
      () => `. { ${body()} }`,
      () => `1..2 | ForEach-Object { ${body()} }`,
      () =>
        `$s = ${pick(["$l", "'a','bc'"])} | ForEach-Object { $_ + ${pick(TEXTS)} } | Select-Object -${pick(["First", "Last"])} 1`,
      () => `$l = @($l | Where-Object { $_ ${pick(["-ne 'a'", "-like '*c*'", "-match '\\w'"])} })`,
      () => `try { ${body()} } catch { ${body()} }`,
      () => `try { throw 'e' } catch { ${body()} }`,
      () => `try { ${body()} } finally { ${body()} }`,
      () => `function f($x) { ${body()}; "f$x" }`,
      () => `$s = & { param($s) ${body()}; $s } ${text()}`,
    ])();
  };
  const opening = [
    "$s = 'ab'; $t = 'c'; $n = 2; $u = $true",
    "$h = @{ k = 'v' }; $l = 'a', 'b'",
    "$b = New-Object Text.StringBuilder; $a = New-Object Collections.ArrayList",
    "function f($x) { \"($x)\" }; function g { param($y = 'd') $y + $n }",
    "$c = { param($z) $z * 2; $s }",
  ].join("; ");
  const closing = "$r = @($s, $t, $n, $h.k, $h['m'], ($l -join '|'), \"$b\", ($a -join '|'), $u)";
  return Array.from({ length: count }, (_, index) => {
    const body = Array.from({ length: 2 + Math.floor(next() * 4) }, () => statement(2)).join("; ");
    return { id: `script-${seed}-${index}`, construct: "random-program", script: `${opening}; ${body}; ${closing}` };
  });
}
