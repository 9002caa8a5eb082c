/**
 * The corpora of the conformance suite: hand-written cases in prose, and recorded texts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const HERE = new URL("./", import.meta.url);
const RECORDS = new URL("records/", HERE);
const CASES = new URL("cases/", HERE);
const DIFFERENCES = new URL("differences.json", HERE);

/** Names of the recorded corpora. */
export const RECORDED = ["compositions", "forms", "random"];

/** Texts of a recorded corpus, with what the engine made of them. Texts that the engine refuses are not recorded. */
export function recorded(name) {
  const file = new URL(`${name}.jsonl.gz`, RECORDS);
  return gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Accepted differences: `{"corpus": {"id": "reason"}}`. */
export function differences() {
  return existsSync(DIFFERENCES) ? JSON.parse(readFileSync(DIFFERENCES, "utf8")) : {};
}

const CASE = /^## (.+)\n([\s\S]*?)\n~~~(powershell|json)\n([\s\S]*?)\n~~~(?:\n~~~commands\n([\s\S]*?)\n?~~~)?/gm;

/**
 * The hand-written cases.
 * @returns {{file: string, title: string, why: string, script: string, expected: string[] | undefined}[]}
 */
export function cases() {
  return readdirSync(CASES)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(new URL(name, CASES), "utf8");
      return [...text.matchAll(CASE)].map(([, title, why, form, body, expected]) => ({
        file: name,
        title,
        why,
        script: form === "json" ? JSON.parse(body) : body,
        expected: expected?.split("\n").filter(Boolean),
      }));
    });
}

/** A file of cases with the expected commands of each put after its text. */
export function withExpected(name, commandsOf) {
  const text = readFileSync(new URL(name, CASES), "utf8");
  return text.replace(CASE, (_, title, why, form, body) => {
    const lines = commandsOf(form === "json" ? JSON.parse(body) : body);
    return `## ${title}\n${why}\n~~~${form}\n${body}\n~~~\n~~~commands\n${lines.map((line) => `${line}\n`).join("")}~~~`;
  });
}

/** Names of the files of cases, and where they are. */
export function caseFiles() {
  return readdirSync(CASES)
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ name, url: new URL(name, CASES) }));
}

/** Where a corpus is recorded. */
export function recordOf(name) {
  return new URL(`${name}.jsonl.gz`, RECORDS);
}
