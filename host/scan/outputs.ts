/**
 * The forms in which `scan` writes findings, one finding at a time.
 */

import { paintSeverity } from "../terminal/brushes.js";
import { printable } from "../terminal/escape.js";
import { describeFinding } from "../terminal/finding.js";
import type { Paint } from "../terminal/paint.js";
import type { Call, Finding, Match } from "../types.js";

/** A finding of a run. */
export interface Shown {
  match: Match;
  file: string;
}

export interface OutputForm {
  head?: string;
  describe(shown: Shown): string;
}

export type FormName = "text" | "json" | "csv" | "table" | "ecs" | "ocsf";

/** @param columns width of the terminal, for the table */
export async function outputForm(name: FormName, paint: Paint, columns: number): Promise<OutputForm> {
  switch (name) {
    case "json":
      return { describe: ({ match, file }) => `${JSON.stringify({ file, ...match })}\n` };
    case "csv":
      return { head: csvRow(CSV_COLUMNS), describe: describeCsv };
    case "table":
      return tableForm(paint, columns);
    case "ecs": {
      const { toEcs } = await import("../formats/ecs.js");
      return { describe: ({ match }) => `${JSON.stringify(toEcs(match.finding))}\n` };
    }
    case "ocsf": {
      const { toOcsf } = await import("../formats/ocsf.js");
      return { describe: ({ match }) => `${JSON.stringify(toOcsf(match.finding))}\n` };
    }
    default:
      return { describe: ({ match, file }) => describeFinding(match.finding, `${file}:${match.line}`, paint) };
  }
}

const CSV_COLUMNS = [
  ..."time severity verdict host user rule command mailbox file_path destination reasons suppressed".split(" "),
  ..."file line offset id group observed_in outcome mailbox_pattern file_path_pattern".split(" "),
];

/** A row for each call, since a mailbox each is what people count. */
function describeCsv({ match, file }: Shown): string {
  const { finding } = match;
  return finding.calls
    .map((call) =>
      csvRow([
        finding.time ?? "",
        call.severity,
        call.verdict ?? finding.verdict,
        finding.host?.name ?? "",
        userOf(finding),
        call.rule,
        call.name,
        call.mailbox ?? "",
        call.file_path ?? "",
        call.destination ?? "",
        (call.reasons ?? []).join(" "),
        finding.suppressed?.reason ?? "",
        file,
        String(match.line),
        String(match.offset),
        finding.id,
        finding.group,
        finding.observed_in,
        finding.outcome ?? "",
        call.mailbox_pattern ?? "",
        call.file_path_pattern ?? "",
      ]),
    )
    .join("");
}

/** RFC 4180; a field that a spreadsheet would take for a formula gets an apostrophe, since the text is the attacker's. */
function csvRow(fields: readonly string[]): string {
  const safe = fields.map((field) => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field));
  return `${safe.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\r\n`;
}

function userOf({ user }: Finding): string {
  return user?.name ?? user?.id ?? "";
}

/** Columns of the table with their widths; the path takes what is left. */
const TABLE: { head: string; width: number; of(shown: Shown, call: Call): string }[] = [
  { head: "severity", width: 13, of: (_, call) => call.severity },
  { head: "time", width: 19, of: ({ match }) => match.finding.time?.slice(0, 19).replace("T", " ") ?? "" },
  { head: "host", width: 18, of: ({ match }) => match.finding.host?.name ?? "" },
  { head: "mailbox", width: 14, of: (_, call) => call.mailbox ?? call.mailbox_pattern ?? "not known" },
  { head: "seen in", width: 12, of: ({ match }) => match.finding.observed_in },
];
const LEAST_PATH = 24;

function tableForm(paint: Paint, columns: number): OutputForm {
  const taken = TABLE.reduce((sum, { width }) => sum + width + 1, 0);
  const pathWidth = Math.max(LEAST_PATH, columns - taken - 1);
  const head = `${TABLE.map(({ head: name, width }) => name.padEnd(width)).join(" ")} path\n`;
  return {
    head: paint.dim(head),
    describe: (shown) =>
      shown.match.finding.calls
        .map((call) => {
          const cells = TABLE.map(({ width, of }, index) => {
            const text = cut(printable(of(shown, call)), width).padEnd(width);
            return index === 0 ? text.replace(call.severity, paintSeverity(call.severity, paint)) : text;
          });
          return `${cells.join(" ")} ${cut(printable(call.file_path ?? call.file_path_pattern ?? "not known"), pathWidth)}\n`;
        })
        .join(""),
  };
}

/** A text cut in the middle: both ends of a path tell something. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}
