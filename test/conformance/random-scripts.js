/**
 * Random PowerShell by its grammar: every construct that cuts commands, nested and combined. Seeded: the same seed, the same texts.
 */

const WORDS = [
  "Get-Item",
  "dir",
  "x",
  "Foo-Bar",
  "a.exe",
  "7z",
  "%",
  "?",
  "C:\\t\\a",
  "net",
  "Do`-It",
  "We'ird'",
  'Q"u"o',
  "m\\Get-X",
  "~",
  "-foo",
];
const NAMES = ["a", "b1", "_", "script:c", "env:d", "args", "h", "x y"];
const PLAIN = [
  "value",
  "a.b",
  "\\\\srv\\s$\\f.pst",
  "*.txt",
  "a=b",
  "1..5",
  "12x",
  "-",
  "a`nb",
  "it's'",
  'p"q r"s',
  "a$b",
  "x$(y)z",
  "..\\c",
  "[int]",
  "]",
  "=x",
  "+1",
  "a:b",
  ":c",
  "!d",
  "2",
  "0x1F",
  "1.5kb",
  "-4",
  "$a-b",
  "$a.b\\c",
  "x#y",
  "é–ü",
];
const OPERATORS = [
  "-eq",
  "-ne",
  "+",
  "-",
  "*",
  "/",
  "%",
  "-join",
  "-split",
  "-replace",
  "-f",
  "..",
  "-and",
  "-or",
  "-like",
  "-cmatch",
  "-band",
  "-is",
  "-in",
  "??",
];
const DASHES = ["-", "-", "-", "–", "—", "―"];
const SINGLE = ["'", "'", "‘", "’", "‚", "‛"];
const DOUBLE = ['"', '"', "“", "”", "„"];

/** mulberry32. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class Writer {
  constructor(seed) {
    this.next = numbers(seed);
    this.depth = 0;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** One of several productions; deep down the first, which ends. */
  choose(productions) {
    const production = this.depth > 4 ? productions[0] : this.pick(productions);
    this.depth++;
    const text = production();
    this.depth--;
    return text;
  }

  many(most, make, separator) {
    return Array.from({ length: this.below(most + 1) }, make).join(separator);
  }

  blank() {
    return this.pick([" ", " ", " ", "  ", "\t", " `\n ", " `\r\n", " <# | #> ", "\u00a0", "\u3000"]);
  }

  line() {
    return this.pick(["\n", "\n", "; ", "\r\n", " # note | x\n", "\n\n", ";\n<# a\nb #>\n"]);
  }

  variable() {
    const name = this.pick(NAMES);
    return name.includes(" ") ? `\${${name}}` : `$${name}`;
  }

  single() {
    const inside = this.pick(["a", "", "it''s", "x y", "$z", "a`b", "#", "(", "{", "’’"]);
    return this.pick(SINGLE) + inside + this.pick(SINGLE);
  }

  double() {
    const piece = () =>
      this.choose([
        () => this.pick(["a", " ", "`n", "``", '""', "`$x", "'", "#", "{", "”“", "$", "$ "]),
        () => this.variable(),
        () => `$(${this.quotedCode()})`,
      ]);
    return this.pick(DOUBLE) + this.many(3, piece, "") + this.pick(DOUBLE);
  }

  /** Code within double quotes: without quotes of its own and with balanced parentheses. */
  quotedCode() {
    return this.choose([
      () => this.variable(),
      () => `foo -x ${this.variable()}`,
      () => "1 + 2",
      () => 'bar ""z""',
      () => "a; b 'c'",
    ]);
  }

  here() {
    return this.pick(["@'\nline 'x' | y\n'@", '@"\nline "x" $a $(foo b)\n"@', "@'\n'@", '@"\r\n`$a\r\n"@']);
  }

  primary() {
    return this.choose([
      () => this.variable(),
      () => this.pick(["1", "0x10", "2.5", "3kb", "1e3", ".5", "7l"]),
      () => this.single(),
      () => this.double(),
      () => `(${this.pipeline()})`,
      () => `$(${this.statements()})`,
      () => `@(${this.statements()})`,
      () => this.table(),
      () => this.block(),
      () => `${this.variable()}.Name`,
      () => `${this.variable()}[${this.expression()}]`,
      () => `${this.variable()}.Method(${this.many(2, () => this.operand(), ", ")})`,
      () => `[string]::Join(${this.operand()}, ${this.operand()})`,
      () => `[int]${this.variable()}`,
      () => `(${this.expression()}).Where{ ${this.pipeline()} }`,
      () => this.here(),
    ]);
  }

  operand() {
    return this.choose([
      () => this.primary(),
      () => `-not ${this.primary()}`,
      () => `!${this.variable()}`,
      () => `-${this.variable()}`,
    ]);
  }

  expression() {
    return this.choose([
      () => this.operand(),
      () => `${this.operand()} ${this.pick(OPERATORS)} ${this.operand()}`,
      () => `${this.operand()}, ${this.operand()}`,
      () => `${this.variable()} ? ${this.operand()} : ${this.operand()}`,
      () => `${this.operand()} ${this.pick(OPERATORS)}\n ${this.operand()} ${this.pick(OPERATORS)} ${this.operand()}`,
    ]);
  }

  table() {
    const key = () => this.pick(["a", "Key", "'k'", "1", '"q"', "$v"]);
    return `@{${this.many(3, () => `${key()} = ${this.value()}`, this.pick(["; ", "\n"]))}}`;
  }

  value() {
    return this.choose([
      () => this.expression(),
      () => this.command(),
      () => `if (${this.expression()}) { ${this.command()} } else { 2 }`,
    ]);
  }

  block() {
    return this.choose([
      () => `{ ${this.pipeline()} }`,
      () => `{ ${this.statements()} }`,
      () => `{ param($p, [string]$q = ${this.operand()}) ${this.statements()} }`,
      () => `{ begin { ${this.statements()} } process { ${this.statements()} } }`,
    ]);
  }

  argument() {
    return this.choose([
      () => this.pick(PLAIN),
      () => this.primary(),
      () => this.variable(),
      () => `${this.pick(PLAIN)}, ${this.pick(PLAIN)}`,
      () => `${this.variable()},${this.blank()}${this.single()}`,
      () => this.single(),
      () => this.double(),
    ]);
  }

  parameter() {
    const name = `${this.pick(DASHES)}${this.pick(["Path", "x", "Foo-Bar", "Mail\u00adbox", "?", "f1"])}`;
    return this.choose([
      () => name,
      () => `${name}:${this.argument()}`,
      () => `${name}: ${this.argument()}`,
      () => `${name}(${this.expression()})`,
    ]);
  }

  redirection() {
    return this.pick([" > out.txt", " 2>&1", " >> $a", " *> (x)", " 2> 'a b'"]);
  }

  command() {
    const name = this.choose([
      () => this.pick(WORDS),
      () => `& ${this.operandName()}`,
      () => `. ${this.operandName()}`,
      () => `&${this.single()}`,
      () => `.${this.variable()}`,
    ]);
    const element = () =>
      this.blank() + this.choose([() => this.argument(), () => this.parameter(), () => `@${this.pick(["h", "args", "a"])}`]);
    return name + this.many(4, element, "") + (this.below(8) === 0 ? this.redirection() : "");
  }

  operandName() {
    return this.choose([
      () => this.pick(WORDS),
      () => this.single(),
      () => this.double(),
      () => this.variable(),
      () => `(${this.expression()})`,
      () => this.block(),
    ]);
  }

  pipeline() {
    return this.choose([
      () => this.command(),
      () => this.expression(),
      () => `${this.command()} | ${this.command()}`,
      () => `${this.expression()} |\n ${this.command()}`,
      () => `${this.command()} && ${this.command()} || ${this.command()}`,
      () => `${this.command()}\n  | ${this.command()}`,
    ]);
  }

  statement() {
    const body = () => `{ ${this.statements()} }`;
    return this.choose([
      () => this.pipeline(),
      () => `${this.variable()} = ${this.value()}`,
      () => `${this.variable()} += ${this.value()}`,
      () => `if (${this.pipeline()}) ${body()} elseif (${this.expression()}) ${body()} else ${body()}`,
      () => `foreach ($i in ${this.pipeline()}) ${body()}`,
      () => `while (${this.expression()}) ${body()}`,
      () => `do ${body()} until (${this.pipeline()})`,
      () => `for ($i = 0; $i -lt 3; $i++) ${body()}`,
      () => `switch -Regex (${this.pipeline()}) { 'a' ${body()} ${this.variable()} ${body()} default ${body()} }`,
      () => `try ${body()} catch [System.Exception] ${body()} finally { foo $a }`,
      () => `function Do-It($a, $b = ${this.operand()}) ${body()}`,
      () => `filter f ${body()}`,
      () => `return ${this.pipeline()}`,
      () => `throw ${this.expression()}`,
      () => `:outer foreach ($i in 1..3) { continue outer }`,
      () => `class C${this.below(10000)} { [string]$P = ${this.operand()}\n M([int]$x) { $y = 1; foo $y } }`,
      () => `trap ${body()}`,
    ]);
  }

  statements() {
    const count = this.depth > 4 ? 1 : 1 + this.below(2);
    return Array.from({ length: count }, () => this.statement()).join(this.line());
  }
}

/** `count` texts of a seed, each with an id that names both. */
export function randomScripts(seed, count) {
  return Array.from({ length: count }, (_, index) => {
    const writer = new Writer(seed * 1000003 + index);
    const parts = Array.from({ length: 1 + writer.below(3) }, () => writer.statement());
    return { id: `random-${seed}-${index}`, script: parts.join(writer.line()) };
  });
}
