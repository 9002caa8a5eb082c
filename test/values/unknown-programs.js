/**
 * Random programs with values that only a run decides: what `Read-One` and `Read-Two` give flows through operators, methods, branches
 * and functions into paths, or into text that becomes code. The same seed gives the same programs on every machine.
 */
import { generator } from "./random.js";

class Writer {
  /** @param {number} seed */
  constructor(seed) {
    this.random = generator(seed);
    this.tags = 0;
  }

  /** @template T @param {T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  /** An expression, mostly a text, of which a part may not be known. @param {number} depth @returns {string} */
  text(depth) {
    if (depth <= 0)
      return this.pick(["$u", "$u", "$v", "$a", "$b", "'\\\\srv\\'", "'c$'", "'.pst'", "'a-b'", "'x.aspx'", "'{0}'", "''"]);
    const inner = () => this.text(depth - 1);
    return this.pick([
      () => `(${inner()} + ${inner()})`,
      () => `(${inner()} + ${inner()})`,
      () => `"${this.pick(["$u", "\\\\s\\$u.x", "$($v)-$a", "$a$b", "p$($u)q$($v)r", "$($u)"])}"`,
      () => `"$(${inner()})\\n.pst"`,
      () => `('${this.pick(["{0}{1}", "\\\\{1}\\{0}", "{0,4}|{1}", "{1}{{{0}}}", "x{0:d}y{1}"])}' -f ${inner()}, ${inner()})`,
      () => `(${inner()}, ${inner()} -join '${this.pick(["", "\\", " "])}')`,
      () => `(-join (${inner()}, ${inner()}))`,
      () => `[string]::${this.pick(["Concat(", "Join('-', "])}${inner()}, ${inner()})`,
      () => `([string]${inner()}).${this.method()}`,
      () =>
        `(${inner()} -replace '${this.pick(["x','y", "^\\\\+','', '", "s(.)','$1$1", "\\.pst$','.png", "[a-c]','"])}')`.replace(
          ", ''",
          "'",
        ),
      () => `$(if ($u) { ${inner()} } else { ${inner()} })`,
      () => `(${inner()}, ${inner()})[${this.pick(["0", "1", "-1"])}]`,
      () => `(f ${inner()})`,
      () => `[string]${inner()}`,
      () => `@{ k = ${inner()} }.k`,
      () => `(${inner()} | % { $_ + 'e' })`,
      () => `([Text.StringBuilder]::new()).Append(${inner()}).Append('sb').ToString()`,
      () => `(${inner()} -split 'r')[0]`,
      () => `(${inner()} * 2)`,
    ])();
  }

  method() {
    return this.pick([
      "Replace('s', 'S')",
      "Replace('', 'q')",
      "Trim()",
      "TrimEnd('t')",
      "ToLowerInvariant()",
      "ToUpper()",
      "Insert(0, 'i')",
      "Insert(3, 'i')",
      "Substring(2)",
      "Substring(0, 2)",
      "Remove(1)",
      "PadLeft(9, '.')",
      "PadRight(12)",
      "ToString()",
      "Split('r')[0]",
    ]);
  }

  statement() {
    const name = this.pick(["a", "b"]);
    return this.pick([
      () => `$${name} = ${this.text(2)}`,
      () => `$${name} = ${this.text(2)}`,
      () => `$${name} += ${this.text(1)}`,
      () => `if ($v) { $${name} = ${this.text(1)} }`,
      () => `foreach ($i in 1, 2) { $${name} += ${this.text(1)} }`,
      () => `[string]$${name} = ${this.text(1)}`,
      () => this.call(),
    ])();
  }

  call() {
    this.tags += 1;
    return `New-MailboxExportRequest t${this.tags} -FilePath (${this.text(2)})`;
  }

  values() {
    const lines = Array.from({ length: 1 + Math.floor(this.random() * 4) }, () => this.statement());
    return [
      "function f($q) { $q + '_f' }",
      "$u = Read-One; $v = Read-Two; $a = '\\\\srv\\a$\\'; $b = 'b.pst'",
      ...lines,
      this.call(),
      `New-MailboxExportRequest last -FilePath "$a|$b"`,
    ].join("\n");
  }

  /** A call as text, the unknown part somewhere in it. */
  code() {
    const value = () => this.pick(["ceo", "'c eo'", '`"ceo`"', "ceo$u", "'ceo$u'", '`"c$u`"', "$u", "c`$x", "('a'+'b')", "c,d"]);
    const path = () =>
      this.pick([
        "\\\\s\\x.pst",
        "'\\\\s\\x.pst'",
        "\\\\s\\$u.pst",
        "'\\\\s\\$u.pst'",
        '`"\\\\s\\$u`"',
        "\\\\s\\x.pst$u",
        "'\\\\s\\x.pst'$u",
        "//s/$u/y",
      ]);
    const parts = [
      this.pick([`-Mailbox ${value()}`, value(), `-M:${value()}`]),
      this.pick([`-FilePath ${path()}`, `-F:${path()}`, `-FilePath ${path()}`, "@h"]),
      this.pick(["", "", "-Name $u", "$u", "-BatchName n", "# $u", "; $u"]),
    ];
    const call = `New-MailboxExportRequest ${parts.join(" ")}`;
    const front = this.pick([
      "",
      "",
      "",
      "",
      "$u",
      "`$null = 1; ",
      "`$x = 'k'; ",
      "if (1) { ",
      "Get-Date $u | Out-Null; ",
      "`$y = '$u'; ",
    ]);
    const text = `"${front}${call}${front.includes("{") ? " }" : ""}${this.pick(["", "", "; $u", " # done"])}"`;
    const run = this.pick([(t) => `iex ${t}`, (t) => `& ([scriptblock]::Create(${t}))`, (t) => `${t} | iex`]);
    return ["$u = Read-One; $x = 'outer'; $h = @{ FilePath = '\\\\h\\h.pst' }", run(text)].join("\n");
  }
}

/** @param {number} seed @param {number} count @returns {{ kind: string, script: string }[]} */
export function unknownPrograms(seed, count) {
  return Array.from({ length: count }, (_, index) => {
    const writer = new Writer(seed * 100003 + index);
    const kind = index % 2 === 0 ? "values" : "code";
    return { kind, script: writer[kind]() };
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const program of unknownPrograms(2026, 240)) process.stdout.write(`${JSON.stringify(program)}\n`);
}
