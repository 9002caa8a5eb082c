/**
 * What callers hand in, looked at before anything is done with it: a program without types, or one that reads its options from
 * a file, is told by name what is wrong.
 */
import { DetectorError } from "./errors.js";
import { closest } from "./suggest.js";

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A wrong value in words; of a list or a map only that it is one, since such a value need not convert to text. */
export function told(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "a map" : String(value);
}

/** What to do about a key that is none of these. */
export function knownHint(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  return near ? `Did you mean ${near}?` : `Known keys: ${known.join(", ")}.`;
}

/** @throws DetectorError unless `options` is a map of known keys */
export function checkOptions(options: unknown, known: readonly string[], method: string): void {
  if (!isRecord(options)) {
    throw new DetectorError("argument_invalid", `The options of ${method} are ${told(options)}.`, {
      hint: `Hand in an object with ${known.join(", ")}, or leave it out.`,
    });
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new DetectorError("argument_invalid", `${method} has no option ${key}.`, { hint: knownHint(key, known) });
  }
}

/** @throws DetectorError for an option that has none of its values */
export function checkChoice(value: unknown, known: readonly string[], option: string, method: string): void {
  if (value === undefined || known.includes(value as string)) return;
  const near = typeof value === "string" ? closest(value, known) : undefined;
  throw new DetectorError("argument_invalid", `${told(value)} is no ${option} for ${method}.`, {
    hint: near ? `Did you mean ${near}?` : `Known: ${known.join(", ")}.`,
  });
}
