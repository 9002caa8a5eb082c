/**
 * The script with line numbers: commands as PowerShell cuts them, calls marked, what bound linked to its parameter, mentions dimmed.
 * Of a long script the lines around calls and mentions show.
 */
import { LineMap } from "../explanation/line-map.js";
import { printable } from "../terminal/escape.js";
import type { CommandElement, Explanation, Span } from "../types.js";
import { element, jump } from "./dom.js";

/** Longest script that is shown whole, in lines, and the lines around what matters in longer ones. */
const WHOLE_LINES = 400;
const CONTEXT_LINES = 3;
/** Longest piece of a line that is shown whole, in UTF-16 units. */
const MOST_UNITS = 2_000;

const STYLES: readonly ("plain" | "name" | "mention" | CommandElement["kind"])[] = [
  ...(["plain", "name", "mention"] as const),
  ...(["parameter", "constant", "expandable", "variable", "splat", "expression"] as const),
];

/** Names of places in the script and of what is said of them, which link to each other. */
export const textPlace = ([start, end]: Span) => `at-${start}-${end}`;
export const saidPlace = ([start, end]: Span) => `bound-${start}-${end}`;

export function scriptView(text: string, explanation: Explanation): HTMLElement {
  const lines = new LineMap(text);
  const styles = stylesOf(explanation, text.length);
  const called = new Uint8Array(text.length);
  for (const { span } of explanation.reading.calls) called.fill(1, ...span);
  const links = linksOf(explanation);
  const linked = new Uint32Array(text.length);
  for (const [index, { span }] of links.entries()) linked.fill(index + 1, ...span);

  const rows: HTMLElement[] = [];
  let next = 0;
  let before = 0;
  for (const number of shownLines(explanation, lines)) {
    if (number > before + 1) rows.push(leftOut(number - before - 1));
    before = number;
    const row = element("div", { class: "line", "data-line": number });
    const [start, end] = lines.line(number);
    for (let from = start; from < end; ) {
      let to = from + 1;
      while (to < end && styles[to] === styles[from] && called[to] === called[from] && linked[to] === linked[from]) to++;
      const places: string[] = [];
      for (; next < links.length && links[next]!.span[0] < to; next++) places.push(textPlace(links[next]!.span));
      const piece = element(called[from] ? "mark" : "span", { class: STYLES[styles[from]!]! }, ...shown(text.slice(from, to)));
      const link = links[linked[from]! - 1];
      row.append(places.length > 0 || link ? anchor(link, places.join(" "), piece) : piece);
      from = to;
    }
    rows.push(row);
  }
  if (before < lines.count) rows.push(leftOut(lines.count - before));
  return element("div", { class: "script", role: "region", tabindex: 0, "aria-label": "The script as it was read" }, ...rows);
}

interface Link {
  span: Span;
  /** Where it leads, if anywhere; each is a place that others lead to. */
  target?: string;
  title?: string;
}

/** Places of the script that something is said of; of places within each other the inner one comes last. */
function linksOf({ reading }: Explanation): Link[] {
  const links = new Map<string, Link>();
  const add = (link: Link) => {
    const id = textPlace(link.span);
    const known = links.get(id);
    links.set(id, { ...link, ...known, title: [known?.title, link.title].filter(Boolean).join(", ") });
  };
  for (const { steps, bound, span } of reading.calls) {
    add({ span });
    for (const step of steps ?? []) add({ span: step.span });
    for (const { parameter, span: given } of bound ?? []) {
      if (given) add({ span: given, target: saidPlace(given), title: `bound to -${parameter}` });
    }
  }
  for (const { span } of reading.mentions) add({ span, target: saidPlace(span), title: "named, not invoked" });
  return [...links.values()].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
}

/** A piece as a link, or as something to come to. @param places names of the places that begin in it */
function anchor(link: Link | undefined, places: string, piece: HTMLElement): HTMLElement {
  const attributes = { ...(places && { "data-place": places }), ...(link?.title && { title: link.title }) };
  return link?.target ? jump(link.target, attributes, piece) : element("span", { tabindex: -1, ...attributes }, piece);
}

/** Text with what would move or hide other text written as an escape. */
function shown(text: string): (string | HTMLElement)[] {
  const cut = text.length - MOST_UNITS;
  if (cut > MOST_UNITS / 10) {
    const half = MOST_UNITS / 2;
    const count = (text.length - MOST_UNITS).toLocaleString("en-US");
    return [...shown(text.slice(0, half)), element("i", {}, ` … ${count} characters … `), ...shown(text.slice(-half))];
  }
  return text
    .split("\t")
    .map(printable)
    .join("    ")
    .split(/(\\u[0-9a-f]{4})/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("\\u") && !text.includes(piece) ? element("i", {}, piece) : piece));
}

function leftOut(count: number): HTMLElement {
  return element("div", { class: "left-out" }, `⋮ ${count.toLocaleString("en-US")} more`);
}

function stylesOf({ commands, reading }: Explanation, length: number): Uint8Array {
  const styles = new Uint8Array(length);
  // What lies inside wins over what holds it.
  const sorted = [...commands].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { elements } of sorted) {
    for (const [index, { kind, start, end }] of elements.entries()) {
      styles.fill(STYLES.indexOf(index === 0 ? "name" : kind), start, end);
    }
  }
  for (const { span } of reading.mentions) styles.fill(STYLES.indexOf("mention"), ...span);
  return styles;
}

function shownLines({ reading }: Explanation, lines: LineMap): number[] {
  const all = Array.from({ length: lines.count }, (_, index) => index + 1);
  if (lines.count <= WHOLE_LINES) return all;
  const keep = new Set<number>();
  for (const { span } of [...reading.calls, ...reading.mentions]) {
    const first = lines.lineAt(span[0]);
    const last = Math.min(lines.lineAt(Math.max(span[0], span[1] - 1)), first + WHOLE_LINES);
    for (let number = first - CONTEXT_LINES; number <= last + CONTEXT_LINES; number++) keep.add(number);
  }
  return keep.size === 0 ? all.slice(0, WHOLE_LINES) : all.filter((number) => keep.has(number));
}
