/**
 * What a run saw, for its summary: findings by severity, kind of event, host and group.
 */
import { printable } from "../terminal/escape.js";
import { count } from "../terminal/size.js";
import type { Finding, Severity } from "../types.js";
import { SEVERITIES } from "./filter.js";

/** Hosts and groups that the summary names; of further ones it says how many. */
const NAMED = 5;
/** Different hosts or groups that are kept apart: hostile names must not fill the memory. */
const MOST_KEPT = 10_000;

export class Tally {
  private readonly severities = new Map<Severity, number>();
  private readonly kinds = new Map<string, number>();
  private readonly hosts = new Map<string, number>();
  private readonly groups = new Map<string, number>();
  /** Reasons of the exceptions that findings fell under. */
  readonly excepted = new Set<string>();

  add(finding: Finding): void {
    const { severity, host, group, calls, suppressed, observed_in } = finding;
    this.severities.set(severity, (this.severities.get(severity) ?? 0) + 1);
    increase(this.kinds, observed_in);
    increase(this.hosts, host?.name ?? "no host");
    const [first] = calls;
    increase(this.groups, `${group.slice(0, 8)} (${first?.mailbox ?? first?.mailbox_pattern ?? "unknown mailbox"})`);
    if (suppressed) this.excepted.add(suppressed.reason);
  }

  /** Lines of the summary; none without findings. */
  lines(): string[] {
    if (this.severities.size === 0) return [];
    const severities = [...SEVERITIES].reverse().flatMap((severity) => {
      const number = this.severities.get(severity);
      return number === undefined ? [] : [`${severity} ${count(number)}`];
    });
    return [
      `  severity  ${severities.join(", ")}`,
      `  seen in   ${most(this.kinds)}`,
      `  host      ${most(this.hosts)}`,
      `  group     ${most(this.groups)}`,
    ];
  }
}

function increase(numbers: Map<string, number>, name: string): void {
  const key = numbers.has(name) || numbers.size < MOST_KEPT ? name : "others";
  numbers.set(key, (numbers.get(key) ?? 0) + 1);
}

function most(numbers: Map<string, number>): string {
  const sorted = [...numbers].sort((a, b) => b[1] - a[1]);
  const named = sorted.slice(0, NAMED).map(([name, number]) => `${printable(name)} ${count(number)}`);
  return sorted.length > NAMED ? `${named.join(", ")} and ${count(sorted.length - NAMED)} more` : named.join(", ");
}
