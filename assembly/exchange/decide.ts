/**
 * Binds the sites of a reading and judges them.
 */
import { ScriptBlock } from "../event/block";

/** Verdict of the last decision: VERDICT_* of contract.ts. */
export function verdict(): u32 {
  return 0;
}

/** Severity of the last decision: SEVERITY_*. */
export function severity(): u32 {
  return 0;
}

/** First Call of the last decision, most severe first, then in order; 0 for none. */
export function firstCall(): usize {
  return 0;
}

/** Calls in all. */
export function callCount(): u32 {
  return 0;
}

/** Registers the names of the enabled behaviours with the reader. Call after the settings changed, before a reading. */
export function watchBehaviours(): void {}

/**
 * Decides what the sites of the last reading invoke.
 * @param block the event the text came from (its host decides `loopback`), or null for a bare text
 * @param mode READ_* of the reading
 */
export function decide(block: ScriptBlock | null, mode: i32): void {}
