/**
 * How a script was read, for a person: the script, each call with what bound to what and why, and each place that names a
 * command without invoking it.
 */
import { describeReason } from "../reasons.js";
import type { Binding, Call, Explanation, Mention, Step } from "../types.js";
import { printable } from "./escape.js";
import { paintSeverity } from "./finding.js";
import type { Paint } from "./paint.js";
import { commandAt, describeScript, LineMap } from "./script.js";
import { plural } from "./size.js";

/** Longest excerpt of the text, in UTF-16 units. */
const EXCERPT = 60;

export const WAYS: Record<Binding["by"], string> = {
  name: "by name",
  splat: "by a key of a splat",
  default: "by a default value",
  position: "by position",
  pipeline: "through the pipeline",
};

export const MENTIONS: Record<Mention["kind"], string> = {
  comment: "stands in a comment",
  string: "stands in a string that nothing runs",
  "here-string": "stands in a here-string that nothing runs",
  argument: "is an argument of another command",
  help: "only asks for help",
  written: "is written to a file that this text does not run",
  definition: "defines a function or alias of this name that does not call the command",
};

/** @param text the script; @returns lines, each ended */
export function describeExplanation(text: string, explanation: Explanation, paint: Paint): string {
  const { reading } = explanation;
  const lines = new LineMap(text);
  const sections = [describeScript(text, explanation, lines, paint), headline(explanation, paint)];
  for (const [index, call] of reading.calls.entries()) sections.push(describeCall(index, call, text, explanation, lines, paint));
  if (reading.mentions.length > 0) {
    const rows = reading.mentions.map(({ kind, span }) => {
      const where = `line ${lines.lineAt(span[0])}`.padEnd(10);
      return `  ${paint.dim(where)}${excerpt(text.slice(span[0], span[1]))} ${paint.dim(`${MENTIONS[kind] ?? kind}: not an invocation`)}\n`;
    });
    sections.push(`${paint.bold("Named, not invoked")}\n${rows.join("")}`);
  }
  return `${sections.join("\n")}`;
}

function headline({ commands, reading }: Explanation, paint: Paint): string {
  const read = paint.dim(
    `${plural(commands.length, "command")} read; the published text search ${reading.literal ? "hits" : "does not hit"}`,
  );
  if (reading.verdict === "match") return `${paint.bold(paint.red("match"))}: the text exports a mailbox.  ${read}\n`;
  if (reading.verdict === "partial")
    return `${paint.bold(paint.yellow("partial"))}: a watched command is invoked, but not with all it needs.  ${read}\n`;
  const why =
    reading.mentions.length > 0 ? "a watched command is named but never invoked" : "no watched command is invoked or named";
  return `${paint.bold(paint.green("none"))}: ${why}.  ${read}\n`;
}

function describeCall(
  index: number,
  call: Call,
  text: string,
  { commands, reading }: Explanation,
  lines: LineMap,
  paint: Paint,
): string {
  const rows: string[] = [];
  const row = (label: string, value: string) => rows.push(`  ${paint.dim(label.padEnd(10))}${value}\n`);
  const verdict = call.verdict ?? reading.verdict;
  rows.push(
    `${paint.bold(`${index + 1}. ${call.name}`)}  ${verdict}, ${paintSeverity(call.severity, paint)}  ${paint.dim(`line ${lines.lineAt(call.span[0])}`)}\n`,
  );
  if (call.written_as !== undefined && call.written_as !== call.name) row("written", printable(call.written_as));
  const mailbox = call.mailbox ?? call.mailbox_pattern;
  const path = call.file_path ?? call.file_path_pattern;
  const aPart = paint.dim("  (known in part)");
  row(
    "mailbox",
    mailbox === undefined ? paint.dim("not known") : `'${printable(mailbox)}'${call.mailbox === undefined ? aPart : ""}`,
  );
  row(
    "path",
    path === undefined
      ? paint.dim("not known")
      : `'${printable(path)}'${call.file_path === undefined ? aPart : ""}${call.destination ? paint.dim(`  (${call.destination})`) : ""}`,
  );
  for (const [nth, binding] of (call.bound ?? []).entries()) row(nth === 0 ? "bound" : "", describeBinding(binding, text));
  for (const [nth, reason] of (call.reasons ?? []).entries()) row(nth === 0 ? "because" : "", describeReason(reason));
  for (const [nth, step] of (call.steps ?? []).entries()) row(nth === 0 ? "steps" : "", describeStep(step, text, lines, paint));
  for (const [nth, element] of (commandAt(commands, call.span)?.elements ?? []).entries()) {
    row(nth === 0 ? "elements" : "", `${element.kind.padEnd(11)}${excerpt(text.slice(element.start, element.end))}`);
  }
  return rows.join("");
}

function describeBinding({ parameter, by, span }: Binding, text: string): string {
  return `-${parameter} ${WAYS[by] ?? by}${span ? `: ${excerpt(text.slice(span[0], span[1]))}` : ""}`;
}

function describeStep({ reason, span, count }: Step, text: string, lines: LineMap, paint: Paint): string {
  const pieces = count === undefined ? "" : ` (${count} pieces)`;
  return `${describeReason(reason)}${pieces}: ${excerpt(text.slice(span[0], span[1]))} ${paint.dim(`line ${lines.lineAt(span[0])}`)}`;
}

function excerpt(text: string): string {
  const short = text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text;
  return printable(short);
}
