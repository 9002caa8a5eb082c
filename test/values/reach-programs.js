/**
 * Random programs over the whole language: `node test/values/reach-programs.js SEED COUNT` writes them as JSON lines. Each sets seven
 * variables, runs one to three statements out of reach-grammar.txt, and in front of, between and after these a call reads the
 * variables, so that a write that the reader did not see shows as a path it claims and PowerShell did not bind. The same seed gives
 * the same programs on every machine.
 */
import { generator } from "./random.js";
import { COMMANDS, FORMS, STATEMENTS } from "./reach-grammar.js";

const commands = COMMANDS.map((line) => line.split(" "));
/** Constructs that stand as a statement of their own, and how often each is drawn. */
const CONSTRUCTS = [
  "command",
  "command",
  "command",
  "method",
  "static",
  "expression",
  "expression",
  "index",
  "variable",
  "variable",
].concat(["steering", "steering", "function", "function", "class", "request"]);
const OPENING =
  "$a = 'x'; $b = 'y'; $c = 'l','m'; $n = 3; $h = @{k='hk'}; $l = [System.Collections.ArrayList]@('p','q'); $s = { $script:b = 'sb'; 'so' }; function f($x) { $script:a = 'fa'; \"f$x\" }";
const DEEP = 3;
const LONG = 700;

class Writer {
  /** @param {number} seed */
  constructor(seed) {
    this.random = generator(seed);
    this.tags = 0;
    this.depth = 0;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  /** A form with everything in it replaced. @param {string} form @returns {string} */
  expand(form) {
    return form.replace(/<(\w+)>/g, (whole, name) => {
      if (name === "tag") return `t${++this.tags}`;
      if (name === "command") return this.command();
      if (name === "STATEMENT") return this.statement(this.pick(CONSTRUCTS));
      if (name === "val" && this.random() < 0.06) return this.grow("EXPR");
      const known = FORMS.get(name);
      if (known === undefined) return whole;
      return name === name.toUpperCase() ? this.grow(name) : this.expand(this.pick(known));
    });
  }

  /** A form that may hold others like it: deep down the first, which are short. @param {string} name */
  grow(name) {
    const known = FORMS.get(name);
    this.depth += 1;
    const text = this.depth > DEEP ? this.shallow(name) : this.expand(this.pick(known));
    this.depth -= 1;
    return text;
  }

  /** @param {string} name */
  shallow(name) {
    if (name === "BLOCK") return `{ $${this.expand("<v>")} = '${this.expand("<text>")}' }`;
    if (name === "SIMPLE") return this.expand("$<v> = '<text>'");
    if (name === "READ") return this.expand(this.pick(FORMS.get("READ")));
    return this.expand("'<text>'");
  }

  /** A command with some of what it takes. */
  command() {
    const [name, ...takes] = this.pick(commands);
    const given = takes.filter((take) => this.random() < (take.startsWith("@") ? 0.85 : 0.25));
    return [name, ...given.map((take) => this.parameter(take))].join(" ");
  }

  /** @param {string} take */
  parameter(take) {
    if (take.startsWith("@")) return this.argument(take.slice(1));
    const [name, kind] = take.split(":");
    if (!take.startsWith("-")) return take;
    const short = this.random() < 0.1 ? name.slice(0, 3 + Math.floor(this.random() * 3)) : name;
    if (kind === undefined) return this.random() < 0.1 ? `${short}:$false` : short;
    return `${short}${this.random() < 0.1 ? ":" : " "}${this.argument(kind)}`;
  }

  /** @param {string} kind */
  argument(kind) {
    const value = this.expand(`<${kind}>`);
    return /^(\[|-|\$<|'.*' -)/.test(value) || / [-+*/%.,?]/.test(value) ? `(${value})` : value;
  }

  /** @param {string} construct */
  statement(construct) {
    this.depth += 1;
    const form = this.depth > DEEP + 1 ? "<SIMPLE>" : this.pick(STATEMENTS.get(construct));
    const text = form.startsWith("%")
      ? this.expand(this.pick(FORMS.get("out"))).replace("@", () => this.grow(form.slice(1)))
      : this.expand(form);
    this.depth -= 1;
    return text;
  }
}

/**
 * @param {number} seed
 * @param {number} count
 * @returns {{ script: string, constructs: string[] }[]} the constructs of the statements that stand between the reads
 */
export function reachPrograms(seed, count) {
  return Array.from({ length: count }, (_, index) => {
    const writer = new Writer(seed * 1000003 + index);
    const constructs = Array.from({ length: 1 + Math.floor(writer.random() * 3) }, () => writer.pick(CONSTRUCTS));
    const read = () => writer.expand(FORMS.get("READ")[0]);
    const text = [OPENING, read()];
    for (const construct of constructs) {
      let statement = writer.statement(construct);
      while (statement.length > LONG) statement = writer.statement(construct);
      text.push(statement, read());
    }
    return { script: text.join("\n"), constructs };
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [seed = 1, count = 1000] = process.argv.slice(2).map(Number);
  for (const { script } of reachPrograms(seed, count)) process.stdout.write(`${JSON.stringify({ script })}\n`);
}
