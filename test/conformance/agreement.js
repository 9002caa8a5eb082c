/**
 * How far the detector's reading of texts agrees with the engine's.
 */
import { describe, difference, fromDetector } from "./listing.js";

/**
 * @param {{explain(script: string): {commands: any[]}}} detector
 * @param {{id: string, script: string, commands: any[]}[]} texts with what the engine made of them
 * @param {Record<string, string>} accepted reasons by id
 */
export function agreementOf(detector, texts, accepted = {}) {
  const result = { texts: texts.length, commands: 0, agreed: 0, accepted: 0, differences: [] };
  for (const { id, script, commands } of texts) {
    const { agreed, missing, extra } = difference(commands, fromDetector(detector.explain(script).commands));
    result.commands += commands.length;
    result.agreed += agreed;
    if (missing.length + extra.length === 0) continue;
    if (accepted[id]) result.accepted++;
    else result.differences.push({ id, script, missing, extra });
  }
  return result;
}

/** The detector's commands of a text, one described line each. */
export function describedBy(detector, script) {
  return fromDetector(detector.explain(script).commands).map(describe);
}
