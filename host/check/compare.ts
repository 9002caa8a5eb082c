/**
 * Expectation against observation, as sentences that a person can act on.
 */
import type { Call, Finding, Verdict } from "../types.js";
import type { Expectation, ExpectedCall, ExpectedFinding } from "./case.js";

/** What a case's events were given: the line of each finding, from 1. */
export interface Observation {
  findings: { line: number; finding: Finding }[];
  mentions: number;
}

/** One difference: where, what was expected, what came. */
export interface Difference {
  where: string;
  expected: string;
  got: string;
}

const STRENGTH: Verdict[] = ["none", "partial", "match"];

/** The strongest verdict of an observation. */
export function strongest({ findings }: Observation): Verdict {
  return findings.reduce<Verdict>(
    (best, { finding }) => (STRENGTH.indexOf(finding.verdict) > STRENGTH.indexOf(best) ? finding.verdict : best),
    "none",
  );
}

/** Everything in which the two differ; empty where they agree. */
export function compare(expectation: Expectation, observation: Observation): Difference[] {
  const differences: Difference[] = [];
  const differ = (where: string, expected: unknown, got: unknown) => {
    if (show(expected) !== show(got)) differences.push({ where, expected: show(expected), got: show(got) });
  };
  const expected = expectation.findings ?? [];
  differ("verdict", expectation.verdict, strongest(observation));
  differ("findings", expected.length, observation.findings.length);
  if (expectation.mentions !== undefined) differ("mentions", expectation.mentions, observation.mentions);
  for (let index = 0; index < Math.min(expected.length, observation.findings.length); index++) {
    const one = expected[index]!;
    const { line, finding } = observation.findings[index]!;
    const place = expected.length === 1 ? "" : `finding ${index + 1}, `;
    differ(`${place}line`, one.line ?? 1, line);
    if (one.verdict !== undefined) differ(`${place}verdict`, one.verdict, finding.verdict);
    differ(`${place}severity`, one.severity, finding.severity);
    differ(`${place}calls`, (one.calls ?? []).length, finding.calls.length);
    for (const [nth, call] of (one.calls ?? []).entries()) {
      const came = finding.calls[nth];
      if (came) compareCalls(call, came, `${place}call ${nth + 1}, `, differ);
    }
  }
  return differences;
}

function compareCalls(
  expected: ExpectedCall,
  got: Call,
  place: string,
  differ: (where: string, expected: unknown, got: unknown) => void,
): void {
  for (const key of ["name", "mailbox", "file_path", "destination"] as const) differ(`${place}${key}`, expected[key], got[key]);
  for (const key of ["severity", "written_as", "mailbox_pattern", "file_path_pattern"] as const)
    if (expected[key] !== undefined) differ(`${place}${key}`, expected[key], got[key]);
  differ(`${place}reasons`, [...(expected.reasons ?? [])].sort(), [...(got.reasons ?? [])].sort());
}

function show(value: unknown): string {
  if (value === undefined) return "absent";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "string" ? value : String(value);
}

/** The observation in the words of an expectation, for `--update`. */
export function observed(observation: Observation): Pick<Expectation, "verdict" | "findings"> {
  const verdict = strongest(observation);
  if (observation.findings.length === 0) return { verdict };
  return {
    verdict,
    findings: observation.findings.map(
      ({ line, finding }): ExpectedFinding => ({
        ...(line === 1 ? {} : { line }),
        ...(finding.verdict === verdict ? {} : { verdict: finding.verdict }),
        severity: finding.severity,
        calls: finding.calls.map(observedCall),
      }),
    ),
  };
}

function observedCall({
  name,
  mailbox,
  mailbox_pattern,
  file_path,
  file_path_pattern,
  destination,
  reasons,
}: Call): ExpectedCall {
  return {
    name,
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(mailbox_pattern === undefined ? {} : { mailbox_pattern }),
    ...(file_path === undefined ? {} : { file_path }),
    ...(file_path_pattern === undefined ? {} : { file_path_pattern }),
    ...(destination === undefined ? {} : { destination }),
    ...(reasons === undefined || reasons.length === 0 ? {} : { reasons }),
  };
}
