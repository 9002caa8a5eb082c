/**
 * One sentence that says why a call has its severity: the line of the rule's table that decided, and what then lowered it.
 */
import { SEVERITY_LINES } from "../rules.generated.js";
import type { Call } from "../types.js";

/** @returns the sentence; undefined where the call names no rating, as those of a finding do */
export function severityText({ rule, rated, file_path, file_path_pattern }: Call): string | undefined {
  if (rated === undefined) return undefined;
  const line = rated.line === undefined ? undefined : SEVERITY_LINES[rule]?.[rated.line];
  const because = line === undefined ? undefined : line.charAt(0).toLowerCase() + line.slice(1).replace(/\.$/, "");
  const partial = rated.lowered.includes("partial");
  const dry = rated.lowered.includes("what-if") ? "a dry run is at most medium" : undefined;
  if (partial && because === undefined) {
    const nowhere = file_path === undefined && file_path_pattern === undefined ? ", and no path is known" : "";
    return `it would not run as it stands, or not all of it is visible${nowhere}`;
  }
  const step = partial ? "one step lower, since it would not run as it stands, or not all of it is visible" : undefined;
  return [because, step, dry].filter((part) => part !== undefined).join("; ");
}
