/**
 * A script for a terminal: every command as PowerShell cuts it, carets under the calls, tildes under what only names a command.
 */
import stringWidth from "string-width";
import { LineMap } from "../explanation/line-map.js";
import type { CommandElement, Explanation, Span } from "../types.js";
import type { Brushes } from "./brushes.js";
import { printable } from "./escape.js";

/** Most rows of a script that is shown whole; of longer ones the rows around calls and mentions are. */
const WHOLE_ROWS = 60;
const CONTEXT_ROWS = 3;
/** Rows of one call that are shown. */
const CALL_ROWS = 24;
const TAB = "    ";

type Style = "plain" | "name" | CommandElement["kind"] | "mention";

/** A line, or as much of one as fits: the units [start, end) of the text. */
interface Row {
  line: number;
  start: number;
  end: number;
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

function brush(style: Style, called: boolean, paint: Brushes): (text: string) => string {
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
  return style === "name" && called ? (text) => paint.bold(paint.red(text)) : colours[style];
}

/** What a character of the text is shown as. */
function shown(character: string): string {
  return character === "\t" ? TAB : printable(character);
}

function* characters(text: string, start: number, end: number): Generator<{ at: number; size: number; shown: string }> {
  for (let at = start; at < end; ) {
    const size = Math.min(text.codePointAt(at)! > 0xffff ? 2 : 1, end - at);
    yield { at, size, shown: shown(text.slice(at, at + size)) };
    at += size;
  }
}

/** Lines cut to the columns that there are. */
function rowsOf(text: string, lines: LineMap, room: number): Row[] {
  const rows: Row[] = [];
  for (let line = 1; line <= lines.count; line++) {
    const [first, end] = lines.line(line);
    let start = first;
    let columns = 0;
    for (const character of characters(text, first, end)) {
      const own = stringWidth(character.shown);
      if (columns + own > room && character.at > start) {
        rows.push({ line, start, end: character.at });
        start = character.at;
        columns = 0;
      }
      columns += own;
    }
    rows.push({ line, start, end });
  }
  return rows;
}

/** The script with line numbers, within the width; rows that are left out are told. @param calls spans, in the order of their numbers */
export function describeScript(
  text: string,
  explanation: Explanation,
  calls: readonly Span[],
  width: number,
  paint: Brushes,
): string {
  const lines = new LineMap(text);
  const digits = String(lines.count).length;
  const room = Math.max(width - digits - 3, 8);
  const rows = rowsOf(text, lines, room);
  const styles = stylesOf(explanation, text.length);
  const mentions = explanation.reading.mentions.map(({ span }) => span);
  const isCalled = (unit: number) => calls.some(([start, end]) => unit >= start && unit < end);
  let out = "";
  let next = 0;
  const skipTo = (index: number) => {
    if (index === next) return;
    const from = rows[next]!;
    const to = rows[index - 1]!;
    const many = to.line - from.line + 1;
    const what = many > 1 || from.start === lines.line(from.line)[0] ? `${many} more` : "…";
    out += paint.dim(`${" ".repeat(digits)} ⋮ ${what}\n`);
  };
  for (const index of shownRows(rows, [...calls, ...mentions])) {
    skipTo(index);
    next = index + 1;
    const row = rows[index]!;
    const isFirst = row.start === lines.line(row.line)[0];
    out += paint.dim(`${(isFirst ? String(row.line) : "").padStart(digits)} │ `);
    for (let from = row.start; from < row.end; ) {
      let to = from + 1;
      while (to < row.end && styles[to] === styles[from] && isCalled(to) === isCalled(from)) to++;
      const run = [...characters(text, from, to)].map((character) => character.shown).join("");
      out += brush(styles[from]!, isCalled(from), paint)(run);
      from = to;
    }
    out += "\n";
    const marks = marksOf(text, row, calls, mentions, room);
    if (marks !== "") out += `${paint.dim(`${" ".repeat(digits)} │ `)}${paint.red(marks)}\n`;
  }
  skipTo(rows.length);
  return out;
}

/** Carets under calls and tildes under mentions, with the numbers of the calls that end in the row. */
function marksOf(text: string, row: Row, calls: readonly Span[], mentions: readonly Span[], room: number): string {
  const covers = ([start, end]: Span, unit: number) => unit >= start && unit < end;
  let marks = "";
  for (const { at, shown } of characters(text, row.start, row.end)) {
    const mark = calls.some((span) => covers(span, at)) ? "^" : mentions.some((span) => covers(span, at)) ? "~" : " ";
    marks += mark.repeat(stringWidth(shown));
  }
  marks = marks.trimEnd();
  const ending = calls.flatMap(([, end], index) => (end > row.start && end <= row.end ? [index + 1] : []));
  const numbered = ending.length === 0 ? marks : `${marks} ${ending.join(" ")}`;
  return numbered.length <= room ? numbered : marks;
}

function shownRows(rows: readonly Row[], spans: readonly Span[]): number[] {
  const all = rows.map((_, index) => index);
  if (rows.length <= WHOLE_ROWS) return all;
  const keep = new Set<number>();
  for (const [start, end] of spans) {
    const first = rowAt(rows, start);
    const last = Math.min(rowAt(rows, Math.max(start, end - 1)), first + CALL_ROWS);
    for (let index = first - CONTEXT_ROWS; index <= last + CONTEXT_ROWS; index++) if (rows[index]) keep.add(index);
  }
  return keep.size === 0 ? all.slice(0, CONTEXT_ROWS) : [...keep].sort((a, b) => a - b);
}

/** The row that a unit stands in. */
function rowAt(rows: readonly Row[], unit: number): number {
  let low = 0;
  let high = rows.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.start <= unit) low = middle;
    else high = middle;
  }
  return low;
}
