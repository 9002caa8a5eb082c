/** Which findings a run shows: by severity and by the event's own time. */
import { DetectorError } from "../errors.js";
import type { Finding, Severity } from "../types.js";

/** From the least on. */
export const SEVERITIES: readonly Severity[] = ["informational", "low", "medium", "high", "critical"];

export interface Filter {
  minSeverity?: Severity | undefined;
  /** Milliseconds since 1970, both included. */
  since?: number | undefined;
  until?: number | undefined;
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A moment as people write one: `2027-03-31`, `2027-03-31T18:00:00Z`, or so long ago (`90m`, `24h`, `7d`, `2w`).
 * @param end take a day's last moment
 * @throws DetectorError
 */
export function parseMoment(text: string, end: boolean): number {
  const ago = /^(\d+)([mhdw])$/.exec(text);
  if (ago) return Date.now() - Number(ago[1]) * UNITS[ago[2]!]!;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text);
  const moment = day ? Date.parse(`${text}T${end ? "23:59:59.999" : "00:00:00"}Z`) : time ? Date.parse(zoned(text)) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new DetectorError("argument_invalid", `${text} is no moment.`, {
    hint: "Write 2027-03-31, 2027-03-31T18:00:00Z, or so long ago: 90m, 24h, 7d.",
  });
}

/** Without a zone, a moment is UTC, as events have it. */
function zoned(text: string): string {
  const iso = text.replace(" ", "T");
  return /(Z|[+-]\d{2}:?\d{2})$/i.test(iso) ? iso : `${iso}Z`;
}

/** Whether a finding is shown; one without a time is, whatever the moments. */
export function passes({ minSeverity, since, until }: Filter, { severity, time }: Pick<Finding, "severity" | "time">): boolean {
  if (minSeverity && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(minSeverity)) return false;
  if (time === undefined) return true;
  const moment = Date.parse(time);
  return (since === undefined || moment >= since) && (until === undefined || moment <= until);
}
