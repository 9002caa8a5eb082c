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

/** Counts of one technique of the obfuscated texts, or of all. */
const noCounts = () => ({ texts: 0, invoked: 0, found: 0, known: 0, wrong: 0, false: 0 });

/**
 * What the detector makes of the obfuscated texts, technique by technique: of those that call in the engine, how many are a match,
 * of how many the path is known, in whole or in part; wrong are claims of anything that the engine did not bind, false a finding in
 * the text that only prints the words.
 * @param {{ read(script: string): { verdict: string, calls: any[] } }} detector
 * @param {string} name of the corpus
 */
export function obfuscatedReadings(detector, name = "obfuscated") {
  const techniques = new Map();
  const all = noCounts();
  const failures = [];
  for (const { id, technique, base, script, invoked, calls: bound } of corpus(name)) {
    if (!techniques.has(technique)) techniques.set(technique, noCounts());
    const counts = techniques.get(technique);
    const count = (what) => {
      counts[what]++;
      all[what]++;
      if (what === "wrong" || what === "false") failures.push(`${id} ${what}`);
    };
    const { verdict, calls } = detector.read(script);
    count("texts");
    if (base === "benign" && verdict !== "none") count("false");
    if (!invoked) continue;
    count("invoked");
    if (verdict === "match") count("found");
    else failures.push(`${id} missed`);
    if (calls.some((call) => call.file_path !== undefined || call.file_path_pattern !== undefined)) count("known");
    const isWrong = ({ file_path, mailbox }) =>
      (file_path !== undefined && !bound.some((call) => call.path === file_path)) ||
      (mailbox !== undefined && !bound.some((call) => call.mailbox === mailbox || call.mailbox === null));
    if (calls.some(isWrong)) count("wrong");
  }
  return { techniques, all, failures };
}
