/**
 * A rule's metadata as the modules carry it; assembly/exchange/*.rule.json is the one source.
 */

export interface ThreatItem {
  /** When a finding names it: `always`, or by destination, severity or reason. */
  when: string;
  tactic: string;
  technique: string;
  subtechnique?: string;
}

export interface RuleMetadata {
  id: string;
  uuid: string;
  name: string;
  version: string;
  enabled: boolean;
  description: string;
  references: string[];
  published?: { id: string; name: string; threat: Record<string, string>; search: string[] };
  threat: { framework: string; version: string; notice: string; items: ThreatItem[] };
  false_positives: { case: string; answer: string }[];
  triage: string[];
  log_source: { product: string; enable: string };
  command: { name: string };
}

/** Members of the metadata that describe the command to the core; people need not see them. */
const FOR_THE_CORE: (keyof RuleMetadata)[] = ["command"];

/**
 * What `rule` shows of a rule.
 * @param host the event's host for the triage questions, which say "the host" if it is absent
 */
export function shownRule(rule: RuleMetadata, host: string | undefined): Record<string, unknown> {
  const shown = Object.entries(rule).filter(([key]) => !FOR_THE_CORE.includes(key as keyof RuleMetadata));
  const triage = rule.triage.map((question) => question.replaceAll("{host}", host ?? "the host"));
  return { ...Object.fromEntries(shown), triage };
}
