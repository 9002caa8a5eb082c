/**
 * A finding as a document of the Elastic Common Schema: an alert that a SIEM routes by `event.severity` and `rule.*`.
 */
import type { Finding, Severity } from "../types.js";
import { checkFinding } from "./finding-shape.js";

/** Version of ECS that the members follow. */
export const ECS_VERSION = "8.17.0";

/** Scores as Elastic's own rules use them: low 21, medium 47, high 73, critical 99. */
const SCORE: Record<Severity, number> = { informational: 1, low: 21, medium: 47, high: 73, critical: 99 };

export interface EcsDocument {
  "@timestamp": string;
  ecs: { version: string };
  event: {
    kind: "alert";
    category: string[];
    type: string[];
    module: string;
    dataset: string;
    id: string;
    severity: number;
    risk_score: number;
    outcome?: "success" | "failure";
  };
  message: string;
  rule: Finding["rule"];
  threat?: Finding["threat"];
  host?: { name: string };
  user?: { id?: string; name?: string };
  mailbox_export_finding: Finding;
}

const OUTCOME = { succeeded: "success", failed: "failure" } as const;

/**
 * @param time the event's own time; that of the finding if absent, now if it has none
 * @throws DetectorError for what is no finding
 */
export function toEcs(finding: Finding, time?: Date): EcsDocument {
  const moment = checkFinding(finding, time, "toEcs");
  const score = SCORE[finding.severity];
  return {
    "@timestamp": moment.toISOString(),
    ecs: { version: ECS_VERSION },
    event: {
      kind: "alert",
      category: ["email"],
      type: ["info"],
      module: "mailbox_export_detector",
      dataset: "mailbox_export_detector.finding",
      id: finding.id,
      severity: score,
      risk_score: score,
      ...(finding.outcome === undefined ? {} : { outcome: OUTCOME[finding.outcome] }),
    },
    message: summary(finding),
    rule: finding.rule,
    ...(finding.threat === undefined ? {} : { threat: finding.threat }),
    ...(finding.host === undefined ? {} : { host: finding.host }),
    ...(finding.user === undefined ? {} : { user: finding.user }),
    mailbox_export_finding: finding,
  };
}

/** One sentence for a list of alerts. */
export function summary(finding: Finding): string {
  const [call] = finding.calls;
  const what = finding.rule.name ?? finding.rule.id;
  const where = finding.host ? ` on ${finding.host.name}` : "";
  const path = call?.file_path ?? call?.file_path_pattern;
  const to = path === undefined ? "" : `, to ${path}`;
  const more = finding.calls_total > 1 ? ` (${finding.calls_total} calls)` : "";
  return `${what}${where}${to}${more}`;
}
