/**
 * What the detector makes of the labelled texts: those that call are found, those that do not are not, and nothing is claimed
 * that the engine did not bind.
 */
import { readFileSync } from "node:fs";

const CORPUS = new URL("../fixtures/corpus/", import.meta.url);

/** The texts of a corpus. Lines end in LF alone, for the texts hold other separators. @param {string} name */
export const corpus = (name) =>
  readFileSync(new URL(`${name}.jsonl`, CORPUS), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Mailboxes and paths that may be claimed of a text: what was bound, a null for an object out of the pipeline. */
function allowedOf(text) {
  if (text.calls) return { paths: text.calls.map((call) => call.path), mailboxes: text.calls.map((call) => call.mailbox) };
  return { paths: text.paths ?? [], mailboxes: text.mailboxes ?? [] };
}

/**
 * @param {{ read(script: string): { verdict: string, calls: { file_path?: string, mailbox?: string }[] } }} detector
 * @returns {{ calls: number, found: number, missed: string[], quiet: number, falseFindings: number, claims: number, wrong: string[] }}
 */
export function corpusReadings(detector) {
  const counts = { calls: 0, found: 0, missed: [], quiet: 0, falseFindings: 0, claims: 0, wrong: [] };
  for (const text of [...corpus("compositions"), ...corpus("forms")]) {
    const { verdict, calls } = detector.read(text.script);
    if (text.expect === "fire") {
      counts.calls += 1;
      if (verdict === "match") counts.found += 1;
      else counts.missed.push(text.id);
    } else if (text.expect === "quiet") {
      counts.quiet += 1;
      if (verdict !== "none") counts.falseFindings += 1;
    }
    const { paths, mailboxes } = allowedOf(text);
    for (const call of calls) {
      if (call.file_path !== undefined) {
        counts.claims += 1;
        if (!paths.includes(call.file_path)) counts.wrong.push(`${text.id} path ${call.file_path}`);
      }
      if (call.mailbox === undefined) continue;
      counts.claims += 1;
      if (!mailboxes.includes(call.mailbox) && !mailboxes.includes(null)) counts.wrong.push(`${text.id} mailbox ${call.mailbox}`);
    }
  }
  return counts;
}
