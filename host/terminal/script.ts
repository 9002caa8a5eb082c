/**
 * A script in colour: every command as PowerShell cuts it, the calls marked, what only mentions a command dimmed.
 */
import type { Command, CommandElement, Explanation, Span } from "../types.js";
import { printable } from "./escape.js";
import type { Paint } from "./paint.js";

/** Longest script that is shown whole; of longer ones the lines around calls and mentions are. */
const WHOLE_LINES = 200;
const CONTEXT_LINES = 3;

type Style = "plain" | "name" | CommandElement["kind"] | "mention";

/** Where lines start, in UTF-16 units. */
export class LineMap {
  private readonly starts = [0];

  constructor(readonly text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
      // A line end that ends the text starts no further line.
      if (index + end.length < text.length) this.starts.push(index + end.length);
    }
  }

  get count(): number {
    return this.starts.length;
  }

  /** The line of a unit, from 1. */
  lineAt(unit: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= unit) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Span of a line, line end excluded. */
  line(number: number): Span {
    const start = this.starts[number - 1]!;
    const next = this.starts[number] ?? this.text.length;
    return [start, start + this.text.slice(start, next).replace(/[\r\n]+$/, "").length];
  }
}

/** A style for each unit of the text: what lies inside wins over what holds it. */
function stylesOf(explanation: Explanation, length: number): Style[] {
  const styles = new Array<Style>(length).fill("plain");
  const commands = [...explanation.commands].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const command of commands) {
    for (const [index, element] of command.elements.entries()) {
      styles.fill(index === 0 ? "name" : element.kind, element.start, Math.min(element.end, length));
    }
  }
  for (const { span } of explanation.reading.mentions) styles.fill("mention", span[0], Math.min(span[1], length));
  return styles;
}

function brush(style: Style, called: boolean, paint: Paint): (text: string) => string {
  const colours: Record<Style, (text: string) => string> = {
    plain: (text) => text,
    name: (text) => paint.bold(paint.green(text)),
    parameter: paint.cyan,
    constant: (text) => text,
    expandable: paint.magenta,
    expression: paint.magenta,
    variable: paint.yellow,
    splat: paint.yellow,
    mention: paint.dim,
  };
  const colour = style === "name" && called ? (text: string) => paint.bold(paint.red(text)) : colours[style];
  return called ? (text) => paint.underline(colour(text)) : colour;
}

/** The script with line numbers; lines that are left out are told. */
export function describeScript(text: string, explanation: Explanation, lines: LineMap, paint: Paint): string {
  const styles = stylesOf(explanation, text.length);
  const spans = explanation.reading.calls.map(({ span }) => span);
  const called = (unit: number) => spans.some(([start, end]) => unit >= start && unit < end);
  const shown = shownLines(explanation, lines);
  const width = String(lines.count).length;
  let out = "";
  let before = 0;
  for (const number of shown) {
    if (number > before + 1) out += paint.dim(`${" ".repeat(width)} ⋮ ${number - before - 1} more\n`);
    before = number;
    const [start, end] = lines.line(number);
    out += paint.dim(`${String(number).padStart(width)} │ `);
    for (let from = start; from < end; ) {
      let to = from + 1;
      while (to < end && styles[to] === styles[from] && called(to) === called(from)) to++;
      const run = text.slice(from, to).split("\t").map(printable).join("    ");
      out += brush(styles[from]!, called(from), paint)(run);
      from = to;
    }
    out += "\n";
  }
  if (before < lines.count) out += paint.dim(`${" ".repeat(width)} ⋮ ${lines.count - before} more\n`);
  return out;
}

function shownLines({ reading }: Explanation, lines: LineMap): number[] {
  const all = Array.from({ length: lines.count }, (_, index) => index + 1);
  if (lines.count <= WHOLE_LINES) return all;
  const keep = new Set<number>();
  for (const { span } of [...reading.calls, ...reading.mentions]) {
    const first = lines.lineAt(span[0]) - CONTEXT_LINES;
    const last = Math.min(lines.lineAt(Math.max(span[0], span[1] - 1)), lines.lineAt(span[0]) + WHOLE_LINES) + CONTEXT_LINES;
    for (let number = Math.max(1, first); number <= Math.min(lines.count, last); number++) keep.add(number);
  }
  return keep.size === 0 ? all.slice(0, CONTEXT_LINES) : [...keep].sort((a, b) => a - b);
}

/** The command that a call's span belongs to, if the text holds it as such. */
export function commandAt(commands: readonly Command[], [start, end]: Span): Command | undefined {
  return commands.find((command) => command.start === start && command.end === end);
}
