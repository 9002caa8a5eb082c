/** What `doctor` finds in a configuration, with its place and its fix. */
import type { Place } from "./plugins.js";

export interface Problem extends Place {
  /** `error` loses or corrupts records, or stops Fluent Bit; `warning` wastes time or leaves a finding unused. */
  level: "error" | "warning";
  message: string;
  fix: string;
}
