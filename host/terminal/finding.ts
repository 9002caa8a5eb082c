/**
 * A finding as a person reads it: severity and rule first, then each call, then whom to ask.
 */
import { describeReason } from "../reasons.js";
import type { Call, EventKind, Finding } from "../types.js";
import { type Brushes, paintSeverity } from "./brushes.js";
import { printable } from "./escape.js";
import { plural } from "./size.js";

const LABEL_WIDTH = 10;
const SEEN_IN: Record<EventKind, string> = {
  "script-block": "a script block",
  "cmdlet-log": "Exchange's cmdlet log",
  "pipeline-log": "PowerShell's pipeline log",
  process: "the command line of a process",
  audit: "an audit record",
};

/**
 * @param place where the record stands, such as `events.ndjson:17`
 * @returns a block of lines, each ended, with an empty line after
 */
export function describeFinding(finding: Finding, place: string, paint: Brushes): string {
  const lines = [
    `${paintSeverity(finding.severity, paint)} ${paint.bold(finding.rule.name ?? finding.rule.id)}  ${paint.dim(place)}`,
  ];
  const row = (label: string, text: string) => lines.push(`  ${paint.dim(label.padEnd(LABEL_WIDTH))}${text}`);

  for (const call of finding.calls) describeCall(call, finding, row, paint);
  const hidden = finding.calls_total - finding.calls.length;
  if (hidden > 0) row("", `and ${plural(hidden, "further call")}`);
  const who = [finding.host?.name, finding.user?.id ?? finding.user?.name].filter((name) => name !== undefined);
  if (finding.time !== undefined) row("time", finding.time);
  if (who.length > 0) row("where", who.map(printable).join("  by "));
  const block = finding.script_block;
  if (finding.observed_in !== "script-block") row("seen in", SEEN_IN[finding.observed_in]);
  if (finding.outcome) row("outcome", finding.outcome);
  if (block) row("block", `${block.id ? printable(block.id) : "no id"}  part ${block.part} of ${block.parts}`);
  row("finding", `${finding.id}  group ${finding.group}`);
  if (finding.suppressed) {
    const { reason, until, severity } = finding.suppressed;
    row("exception", `${printable(reason)} (would be ${severity}${until ? `; until ${until}` : ""})`);
  }
  if (!finding.literal) row("", paint.dim("the published text search does not find this"));
  return `${lines.join("\n")}\n\n`;
}

function describeCall(call: Call, finding: Finding, row: (label: string, text: string) => void, paint: Brushes): void {
  const verdict = call.verdict ?? finding.verdict;
  const plain = call.written_as === undefined || call.written_as.toLowerCase() === call.name.toLowerCase();
  const written = plain ? "" : ` written as ${printable(call.written_as ?? "")}`;
  const aside = verdict === "partial" ? paint.dim("  would not run as it stands, or not all of it is visible") : "";
  row("command", `${paint.bold(call.name)}${written}${aside}`);
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
      : `${printable(path)}${destinationOf(call, paint)}${call.file_path === undefined ? aPart : ""}`,
  );
  for (const [index, reason] of (call.reasons ?? []).entries()) row(index === 0 ? "because" : "", describeReason(reason));
}

function destinationOf(call: Call, paint: Brushes): string {
  return call.destination && call.destination !== "unknown" ? paint.dim(`  (${call.destination})`) : "";
}
