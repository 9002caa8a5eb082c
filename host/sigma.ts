/**
 * A rule's metadata as a Sigma rule for the published literal search: what a SIEM without the transform can run.
 * Source: Sigma rules specification 2.0.
 */
import { Document } from "yaml";
import type { RuleMetadata } from "./rule.js";

/** Tactic tags of Sigma by ATT&CK id. */
const TACTIC_TAGS: Record<string, string> = {
  TA0009: "attack.collection",
  TA0003: "attack.persistence",
  TA0005: "attack.stealth",
};
/** Sigma's limit for a title. */
const MOST_TITLE = 256;

/** @returns the rule as YAML */
export function toSigma(rule: RuleMetadata): string {
  const always = rule.threat.items.filter(({ when }) => when === "always");
  const tags = always.flatMap(({ tactic, technique, subtechnique }) => [
    TACTIC_TAGS[tactic] ?? `attack.${tactic.toLowerCase()}`,
    `attack.${(subtechnique ?? technique).toLowerCase()}`,
  ]);
  const document = new Document({
    title: `${rule.name} (literal search)`.slice(0, MOST_TITLE),
    id: rule.uuid,
    status: "experimental",
    description: `${rule.description} This rule is the literal search only: it does not see a name or parameter that is shortened, splatted, put together or decoded, and it does fire on comments and strings.`,
    references: rule.references,
    author: "mailbox-export-detector",
    tags: [...new Set(tags)],
    logsource: { product: rule.log_source.product, category: "ps_script", definition: rule.log_source.enable },
    detection: {
      selection: { "ScriptBlockText|contains|all": rule.published?.search ?? [rule.command.name] },
      condition: "selection",
    },
    falsepositives: rule.false_positives.map((entry) => entry.case),
    level: "medium",
  });
  return document.toString({ lineWidth: 0 });
}
