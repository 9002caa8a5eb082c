/**
 * Random programs that steer: conditions that hang on the environment, loops, switch, try, functions, blocks in all scopes. Each
 * call carries a tag, so that what the reader claims can be laid beside what PowerShell bound. The same seed gives the same
 * programs on every machine.
 */

import { generator } from "../values/random.js";

const NAMES = ["a", "b", "c", "d"];

class Writer {
  constructor(seed) {
    this.random = generator(seed);
    this.tags = 0;
    this.depth = 0;
    this.functions = [];
    this.inFunction = false;
    this.loops = 0;
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  name() {
    return this.pick(NAMES);
  }

  value() {
    const r = this.random();
    if (r < 0.45) return `'${this.pick(["x", "y", "z", "w", "q"])}'`;
    if (r < 0.7) return `$${this.name()}`;
    if (r < 0.8) return `($${this.name()}+'${this.pick(["m", "n"])}')`;
    if (r < 0.85) return `"$${this.name()}-$${this.name()}"`;
    if (r < 0.9) return "$h.k";
    if (r < 0.93) return `$(if(${this.condition()}){'t'}else{'e'})`;
    if (r < 0.96) return `('p','r' | % { $_ + $${this.name()} })[${this.pick([0, 1])}]`;
    return `[string]${1 + Math.floor(this.random() * 9)}`;
  }

  condition() {
    const r = this.random();
    if (r < 0.5) return "$env:U";
    if (r < 0.6) return "-not $env:U";
    if (r < 0.7) return "$true";
    if (r < 0.8) return "$false";
    if (r < 0.9) return `$${this.name()} -eq '${this.pick(["x", "y", "z"])}'`;
    return `$env:U -and ($${this.name()} = 'k${this.pick([1, 2, 3])}')`;
  }

  call(value = `"$${this.name()}"`) {
    this.tags += 1;
    return `New-MailboxExportRequest 't${this.tags}' -FilePath (${value})`;
  }

  block() {
    return `{ ${this.statements(1 + Math.floor(this.random() * 3))} }`;
  }

  statements(count) {
    return Array.from({ length: count }, () => this.statement()).join("; ");
  }

  statement() {
    this.depth += 1;
    const r = this.random() * (this.depth > 4 ? 0.45 : 1);
    const text = r < 0.46 ? this.plain(r) : r < 0.82 ? this.steering(r) : this.calling(r);
    this.depth -= 1;
    return text;
  }

  plain(r) {
    if (r < 0.28) return `$${this.name()} = ${this.value()}`;
    if (r < 0.4) return this.random() < 0.7 ? this.call() : this.call(this.value());
    if (r < 0.43) return `$${this.name()} += ${this.value()}`;
    return `$h.k = ${this.value()}`;
  }

  steering(r) {
    if (r < 0.57) {
      let text = `if (${this.condition()}) ${this.block()}`;
      if (this.random() < 0.3) text += ` elseif (${this.condition()}) ${this.block()}`;
      return this.random() < 0.5 ? `${text} else ${this.block()}` : text;
    }
    if (r < 0.68) return this.loop(r < 0.63);
    if (r < 0.73)
      return this.pick(["1,2 | % @", "'u' | % @", "& @", ". @", "$null = Invoke-Command @"]).replace("@", () => this.block());
    if (r < 0.78) {
      const risky = `{ ${this.statement()}; if (${this.condition()}) { throw 'e' }; ${this.statement()} }`;
      return `try ${this.random() < 0.5 ? this.block() : risky} catch ${this.block()}`;
    }
    return `switch (${this.value()}) { 'x' ${this.block()} 'y' ${this.block()} default ${this.block()} }`;
  }

  loop(each) {
    this.loops += 1;
    const body = this.block();
    this.loops -= 1;
    if (!each) return `$w${this.depth}=0; while ($w${this.depth}++ -lt ${this.pick(["2", "[int]$env:W"])}) ${body}`;
    const heads = [`foreach ($${this.name()} in 'l1','l2')`, "foreach ($i in 1..2)", "foreach ($i in $(if($env:U){1,2}))"];
    return `${this.pick(heads)} ${body}`;
  }

  calling(r) {
    if (r < 0.87 && !this.inFunction && this.functions.length < 3) {
      const name = `fn${this.functions.length}`;
      this.inFunction = true;
      const body = `{ param($${this.name()}) ${this.statements(1 + Math.floor(this.random() * 3))} }`;
      this.inFunction = false;
      this.functions.push(name);
      return `function ${name} ${body}`;
    }
    if (r < 0.91 && this.functions.length > 0) {
      const call = `${this.pick(this.functions)} ${this.value()}`;
      return this.random() < 0.7 ? call : `$${this.name()} = ${call}`;
    }
    if (r < 0.93 && this.loops > 0) return `if (${this.condition()}) { ${this.pick(["break", "continue"])} }`;
    if (r < 0.95 && this.inFunction) return `if (${this.condition()}) { return }`;
    if (r < 0.97) return `$script:${this.name()} = ${this.value()}`;
    if (r < 0.985) return `iex '$${this.name()} = "${this.pick(["i1", "$a", "i2"])}"'`;
    return `Set-Variable ${this.name()} ${this.value()} -Scope ${this.pick(["0", this.inFunction ? "1" : "0", "Script"])}`;
  }
}

/** @param {number} seed @param {number} count @returns {string[]} */
export function steeringPrograms(seed, count) {
  return Array.from({ length: count }, (_, index) => {
    const writer = new Writer(seed * 100003 + index);
    const lines = Array.from({ length: 3 + Math.floor(writer.random() * 6) }, () => writer.statement());
    const last = writer.call('"$a|$b|$c|$d|$($h.k)"');
    return ["$a='x'; $b='y'; $c='z'; $d='w'; $h=@{k='hk'}", ...lines, last].join("\n");
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const script of steeringPrograms(2026, 157)) process.stdout.write(`${JSON.stringify({ script })}\n`);
}
