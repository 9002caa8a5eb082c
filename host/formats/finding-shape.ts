/**
 * Whether a value is a finding, as far as another format takes members out of it: findings come back from files and queues.
 */
import { told } from "../arguments.js";
import { DetectorError } from "../errors.js";
import { count, list, map, maybe, oneOf, text } from "../shape.js";
import type { Finding } from "../types.js";

const FINDING = map({
  id: text,
  rule: map({ id: text, uuid: maybe(text), name: maybe(text), version: maybe(text), reference: maybe(text) }),
  verdict: oneOf("match", "partial"),
  severity: oneOf("informational", "low", "medium", "high", "critical"),
  update: maybe(oneOf(true, false)),
  suppressed: maybe(map({})),
  threat: maybe(
    map({
      framework: text,
      tactic: map({ id: list(text) }),
      technique: map({ id: list(text), subtechnique: maybe(map({ id: list(text) })) }),
    }),
  ),
  time: maybe(text),
  host: maybe(map({ name: text })),
  user: maybe(map({ id: maybe(text), name: maybe(text) })),
  calls: list(map({ file_path: maybe(text), file_path_pattern: maybe(text) })),
  calls_total: count,
  observed_in: maybe(text),
  outcome: maybe(oneOf("succeeded", "failed")),
  script_block: maybe(map({ id: maybe(text) })),
});

/**
 * Looks at what a format takes out of a finding. What is new in it may be absent: findings are kept for years.
 * @param time the event's time; that of the finding if undefined, now if it has none
 * @returns that time
 * @throws DetectorError that names the member which is missing or wrong, or for a time that is no moment
 */
export function checkFinding(finding: Finding, time: Date | undefined, method: string): Date {
  const wrong = FINDING(finding, "");
  if (wrong !== undefined) {
    const what = wrong === "" ? `${told(finding)} is no finding` : `The finding's ${wrong} is missing or wrong`;
    throw new DetectorError("argument_invalid", `${what}: ${method} takes what scan and inspect give.`, {
      hint: "Hand in the finding of a match, not the match itself, or the record's member mailbox_export_finding.",
    });
  }
  const moment: unknown = time ?? (finding.time === undefined ? new Date() : new Date(finding.time));
  if (moment instanceof Date && !Number.isNaN(moment.getTime())) return moment;
  throw new DetectorError("argument_invalid", `The time for ${method} is no moment.`, {
    hint: "Hand in a valid Date, or nothing for that of the finding.",
  });
}
