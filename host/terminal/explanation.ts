/**
 * How a script was read, for a person at a terminal: the script, each call with what it amounts to, why it is as severe as it is and how
 * its values came about, and each place that names a command without invoking it.
 */

import { severityText } from "../explanation/severity.js";
import { checkExplanation, checkWidth } from "../explanation/shape.js";
import { typedCall } from "../explanation/value.js";
import { type CallView, type ExplanationView, explanationView, type StepView } from "../explanation/view.js";
import type { Explanation, Finding } from "../types.js";
import { type Brushes, PLAIN, paintSeverity } from "./brushes.js";
import { printable } from "./escape.js";
import { describeScript } from "./script.js";
import { type Piece, USUAL_WIDTH, within, wrapped } from "./wrap.js";

/** Columns of a label, its indent included. */
const LABEL = 12;

/**
 * @param text the script
 * @param width columns of a line at most
 * @returns lines, each ended; nothing that stands in the script can move the cursor or change colours
 */
export function describeExplanation(text: string, explanation: Explanation, width: number, paint: Brushes): string {
  const view = explanationView(text, explanation);
  const spans = view.calls.map(({ span }) => span);
  const sections = [describeScript(text, explanation, spans, width, paint), headline(view, width, paint)];
  for (const [index, call] of view.calls.entries()) sections.push(describeCall(index, call, width, paint));
  if (view.mentions.length > 0) sections.push(describeMentions(view, width, paint));
  return sections.join("\n");
}

/**
 * How a script was read, as text without colours.
 * @param script the text that was explained
 * @param explanation what `explain` said of it
 * @returns lines, each ended and at most `width` columns wide (100; from 24 to 160); control characters of the script are escaped
 */
export function explanationText(script: string, explanation: Explanation, options: { width?: number } = {}): string {
  checkExplanation(script, explanation, "explanationText");
  checkWidth(options, "explanationText");
  return describeExplanation(script, explanation, within(options.width ?? USUAL_WIDTH), PLAIN);
}

function headline({ verdict, headline, note }: ExplanationView, width: number, paint: Brushes): string {
  const colour = { match: paint.red, partial: paint.yellow, none: paint.green }[verdict];
  return wrapped(
    [
      { text: verdict, paint: (text) => paint.bold(colour(text)) },
      { text: `: ${headline}.  ` },
      { text: note, paint: paint.dim },
    ],
    width,
    0,
  );
}

/** Rows with a label in front; a label is written once for the rows that share it. */
class Rows {
  private readonly rows: string[] = [];
  private last = "";

  constructor(
    private readonly width: number,
    private readonly paint: Brushes,
  ) {}

  add(label: string, ...pieces: (Piece | undefined)[]): void {
    const shown = label === this.last ? "" : label;
    this.last = label;
    const present = pieces.filter((piece) => piece !== undefined).map(({ text, paint }) => ({ text: printable(text), paint }));
    // Where there is little room, a label stands on a line of its own.
    const narrow = this.width < 3 * LABEL;
    if (narrow && shown !== "") this.rows.push(`  ${this.paint.dim(shown)}\n`);
    const indent = narrow ? 4 : LABEL;
    const head = narrow ? undefined : `  ${this.paint.dim(shown.padEnd(LABEL - 2))}`;
    this.rows.push(wrapped(present, this.width, indent, head));
  }

  toString(): string {
    return this.rows.join("");
  }
}

function describeCall(index: number, call: CallView, width: number, paint: Brushes): string {
  const rounds = call.rounds > 1 ? `, ${call.rounds.toLocaleString("en-US")} rounds` : "";
  const title = wrapped(
    [
      { text: `${index + 1}. ${call.name}`, paint: paint.bold },
      { text: `  ${call.verdict}, ` },
      { text: call.severity, paint: (text) => paintSeverity(call.severity, paint, text) },
      { text: `  line ${call.line}${rounds}`, paint: paint.dim },
    ],
    width,
    0,
  );
  const rows = new Rows(width, paint);
  const runs = call.verdict === "match" ? "runs" : "would be";
  for (const run of call.runs) rows.add(runs, { text: run, paint: paint.bold });
  if (call.rounds > call.runs.length && call.runs.length > 1) {
    rows.add(runs, { text: `… ${call.rounds.toLocaleString("en-US")} rounds in all`, paint: paint.dim });
  }
  if (call.why !== undefined) rows.add("severity", { text: `${call.severity}: ${call.why}` });
  if (call.written !== undefined) rows.add("written", { text: call.written });
  for (const binding of call.bindings) {
    const source = binding.source === undefined ? "" : `: ${binding.source}`;
    rows.add(
      "given",
      { text: `-${binding.parameter} `, paint: paint.cyan },
      { text: binding.value ?? "not known" },
      binding.inPart ? { text: " (in part)", paint: paint.dim } : undefined,
      { text: `  ${binding.way}${source}`, paint: paint.dim },
    );
    for (const why of binding.unknown) rows.add("given", { text: `  unknown: ${why}`, paint: paint.yellow });
  }
  if (call.destination !== undefined) rows.add("leads to", { text: call.destination });
  for (const reason of call.reasons) rows.add("because", { text: reason });
  for (const step of call.steps) describeStep(rows, step, paint);
  return `${title}${rows}`;
}

/**
 * The calls of a finding whose event says what was bound, without a script: what they amount to and why they are as severe as they are.
 * @param explain what the detector makes of a script, here of a call as someone would type it
 */
export function describeBoundCalls(
  { calls }: Finding,
  explain: (script: string) => Explanation,
  width: number,
  paint: Brushes,
): string {
  const rows = new Rows(width, paint);
  for (const call of calls) {
    const typed = typedCall(call);
    rows.add("runs", { text: typed, paint: paint.bold });
    const again = explain(typed).reading.calls[0];
    // What only the event tells, such as its own host, may have decided.
    const why =
      again?.severity === call.severity ? severityText({ ...call, ...(again.rated && { rated: again.rated }) }) : undefined;
    if (why !== undefined) rows.add("severity", { text: `${call.severity}: ${why}` });
  }
  return `${rows}`;
}

function describeStep(rows: Rows, { what, source, line, value, times }: StepView, paint: Brushes): void {
  const rounds = times > 1 ? `, ${times.toLocaleString("en-US")} rounds` : "";
  rows.add("steps", { text: `${what}: ` }, { text: source }, { text: ` line ${line}${rounds}`, paint: paint.dim });
  if (value !== undefined) rows.add("steps", { text: `  → ${value}`, paint: paint.green });
}

function describeMentions({ mentions }: ExplanationView, width: number, paint: Brushes): string {
  const rows = new Rows(width, paint);
  for (const { line, source, why } of mentions) {
    rows.add(`line ${line}`, { text: `${source} ` }, { text: `${why}: not an invocation`, paint: paint.dim });
  }
  return `${paint.bold("Named, not invoked")}\n${rows}`;
}
