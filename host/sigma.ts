/**
 * A rule's metadata as Sigma rules for the published literal search, one for each log that shows the behaviour: what a SIEM without
 * the transform can run. Source: Sigma rules specification 2.0.
 */
import { createHash } from "node:crypto";
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

/** A log, and the search in the words in which it writes a call. */
interface Source {
  /** After the rule's name; also tells the identifiers apart. */
  title: string;
  logsource: Record<string, string>;
  detection: Record<string, unknown>;
}

/** @param words the published search: the command's name, then parameters with their dash */
function sourcesOf(rule: RuleMetadata, words: readonly string[]): Source[] {
  const { product, enable } = rule.log_source;
  const [name = rule.command.name, ...parameters] = words;
  const named = parameters.map((parameter) => parameter.replace(/^-/, ""));
  return [
    {
      title: "literal search",
      logsource: { product, category: "ps_script", definition: enable },
      detection: { selection: { "ScriptBlockText|contains|all": words }, condition: "selection" },
    },
    {
      title: "literal search, Exchange's cmdlet log",
      logsource: { product, service: "msexchange-management" },
      detection: { keywords: { "|all": words }, condition: "keywords" },
    },
    {
      title: "literal search, pipeline log",
      logsource: {
        product,
        category: "ps_module",
        definition: "Turn on module logging for * or the module that holds the cmdlet.",
      },
      // The words around a value are in the system's language.
      detection: { selection: { "Payload|contains|all": [`(${name})`, ...named] }, condition: "selection" },
    },
    {
      title: "literal search, command lines",
      logsource: { product, category: "process_creation" },
      detection: { selection: { "CommandLine|contains|all": words }, condition: "selection" },
    },
  ];
}

/** The rule's own identifier for the first source, for others one that follows from it, in version 4's form. */
function idOf(rule: RuleMetadata, title: string, index: number): string {
  if (index === 0) return rule.uuid;
  const hex = createHash("sha256").update(`${rule.uuid} ${title}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @returns the rules as YAML, one for each log */
export function toSigma(rule: RuleMetadata): string[] {
  const always = rule.threat.items.filter(({ when }) => when === "always");
  const tags = always.flatMap(({ tactic, technique, subtechnique }) => [
    TACTIC_TAGS[tactic] ?? `attack.${tactic.toLowerCase()}`,
    `attack.${(subtechnique ?? technique).toLowerCase()}`,
  ]);
  const sources = sourcesOf(rule, rule.published?.search ?? [rule.command.name]);
  return sources.map(({ title, logsource, detection }, index) =>
    new Document({
      title: `${rule.name} (${title})`.slice(0, MOST_TITLE),
      id: idOf(rule, title, index),
      status: "experimental",
      description: `${rule.description} This rule is the literal search only: it does not see a name or parameter that is shortened, splatted, put together or decoded, and it does fire on comments and strings.`,
      references: rule.references,
      author: "mailbox-export-detector",
      tags: [...new Set(tags)],
      logsource,
      detection,
      falsepositives: rule.false_positives.map((entry) => entry.case),
      level: "medium",
    }).toString({ lineWidth: 0 }),
  );
}
