/**
 * A finding as an OCSF Detection Finding (class 2004).
 */
import type { Finding, Severity } from "../types.js";
import { VERSION } from "../version.js";
import { summary } from "./ecs.js";
import { checkFinding } from "./finding-shape.js";

/** The pinned version of the schema. */
export const OCSF_VERSION = "1.4.0";

const CATEGORY_FINDINGS = 2;
const CLASS_DETECTION_FINDING = 2004;
const ACTIVITY_CREATE = 1;
const ACTIVITY_UPDATE = 2;
const STATUS_NEW = 1;
const STATUS_SUPPRESSED = 3;
const SEVERITY_ID: Record<Severity, number> = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 };
const SEVERITY_NAME: Record<Severity, string> = {
  informational: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};
const CONFIDENCE_MEDIUM = 2;
const CONFIDENCE_HIGH = 3;

export interface OcsfAttack {
  tactic?: { uid: string };
  technique?: { uid: string };
  sub_technique?: { uid: string };
}

export interface OcsfDetectionFinding {
  category_uid: number;
  class_uid: number;
  activity_id: number;
  type_uid: number;
  /** Milliseconds since 1970. */
  time: number;
  severity_id: number;
  severity: string;
  status_id: number;
  confidence_id: number;
  is_alert: boolean;
  message: string;
  metadata: { version: string; product: { name: string; vendor_name: string; version: string }; uid: string };
  finding_info: {
    uid: string;
    title: string;
    types: string[];
    /** What kind of event showed it. */
    data_sources?: string[];
    analytic: { uid: string; name: string; type_id: number; version?: string };
    attacks?: OcsfAttack[];
    related_events?: { uid: string }[];
  };
  resources?: { name: string; type: string }[];
  evidences: { data: Finding }[];
}

/**
 * @param time the event's own time; that of the finding if absent, now if it has none
 * @throws DetectorError for what is no finding
 */
export function toOcsf(finding: Finding, time?: Date): OcsfDetectionFinding {
  const moment = checkFinding(finding, time, "toOcsf");
  const activity = finding.update ? ACTIVITY_UPDATE : ACTIVITY_CREATE;
  const attacks = attacksOf(finding);
  return {
    category_uid: CATEGORY_FINDINGS,
    class_uid: CLASS_DETECTION_FINDING,
    activity_id: activity,
    type_uid: CLASS_DETECTION_FINDING * 100 + activity,
    time: moment.getTime(),
    severity_id: SEVERITY_ID[finding.severity],
    severity: SEVERITY_NAME[finding.severity],
    status_id: finding.suppressed ? STATUS_SUPPRESSED : STATUS_NEW,
    confidence_id: finding.verdict === "match" ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM,
    is_alert: finding.suppressed === undefined,
    message: summary(finding),
    metadata: {
      version: OCSF_VERSION,
      product: { name: "mailbox-export-detector", vendor_name: "mailbox-export-detector", version: VERSION },
      uid: finding.id,
    },
    finding_info: {
      uid: finding.id,
      title: finding.rule.name ?? finding.rule.id,
      types: ["Email Collection"],
      ...(finding.observed_in === undefined ? {} : { data_sources: [finding.observed_in] }),
      analytic: {
        uid: finding.rule.uuid ?? finding.rule.id,
        name: finding.rule.id,
        type_id: 1,
        ...(finding.rule.version === undefined ? {} : { version: finding.rule.version }),
      },
      ...(attacks.length === 0 ? {} : { attacks }),
      ...(finding.script_block?.id === undefined ? {} : { related_events: [{ uid: finding.script_block.id }] }),
    },
    ...(finding.host === undefined ? {} : { resources: [{ name: finding.host.name, type: "Host" }] }),
    evidences: [{ data: finding }],
  };
}

/** Tactics, techniques and sub-techniques, each as an entry of its own: the finding does not pair them. */
function attacksOf({ threat }: Finding): OcsfAttack[] {
  if (!threat) return [];
  const { tactic, technique } = threat;
  const parents = technique.id.filter((id) => !technique.subtechnique?.id.some((sub) => sub.startsWith(`${id}.`)));
  return [
    ...tactic.id.map((uid) => ({ tactic: { uid } })),
    ...(technique.subtechnique?.id ?? []).map((uid) => ({
      technique: { uid: uid.slice(0, uid.indexOf(".")) },
      sub_technique: { uid },
    })),
    ...parents.map((uid) => ({ technique: { uid } })),
  ];
}
