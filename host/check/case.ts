/**
 * A fixture: events, and beside them what the detector must say of them. The format is described in test/fixtures/README.md.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import { DetectorError } from "../errors.js";
import { closest } from "../suggest.js";
import type { Destination, Severity, Verdict } from "../types.js";
import { encodeText } from "../wtf8.js";

export interface ExpectedCall {
  name: string;
  mailbox?: string;
  file_path?: string;
  mailbox_pattern?: string;
  file_path_pattern?: string;
  destination?: Destination;
  severity?: Severity;
  written_as?: string;
  reasons?: string[];
}

export interface ExpectedFinding {
  line?: number;
  verdict?: Verdict;
  severity: Severity;
  calls: ExpectedCall[];
}

export interface Expectation {
  why: string;
  source: string;
  form?: string;
  gap?: string;
  verdict: Verdict;
  findings?: ExpectedFinding[];
  mentions?: number;
}

export interface Case {
  /** Path below the folder that was searched, without the ending. */
  name: string;
  /** The expectation's file. */
  file: string;
  /** Each event's bytes, line ends excluded. */
  events: Uint8Array[];
  expectation: Expectation;
}

const ENDING = ".expect.yaml";
const VERDICTS = ["match", "partial", "none"];
const SEVERITIES = ["informational", "low", "medium", "high", "critical"];
const KEYS = {
  case: ["why", "source", "form", "gap", "verdict", "findings", "mentions"],
  finding: ["line", "verdict", "severity", "calls"],
  call: [
    "name",
    "mailbox",
    "mailbox_pattern",
    "file_path",
    "file_path_pattern",
    "destination",
    "severity",
    "written_as",
    "reasons",
  ],
};

/** Every case below the folder, in order of name. */
export function readCases(folder: string): Case[] {
  let names: string[];
  try {
    names = statSync(folder).isDirectory() ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  } catch (cause) {
    throw new DetectorError("file_unreadable", `Cannot read the folder ${folder}.`, {
      cause,
      hint: "Name a folder that holds *.expect.yaml files.",
    });
  }
  return names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => readCase(folder, join(folder, name)));
}

function readCase(folder: string, file: string): Case {
  const base = file.slice(0, -ENDING.length);
  return {
    name: relative(folder, base).replaceAll("\\", "/"),
    file,
    events: readEvents(base),
    expectation: readExpectation(file),
  };
}

function readEvents(base: string): Uint8Array[] {
  if (existsSync(`${base}.ndjson`)) {
    const lines = readFileSync(`${base}.ndjson`, "utf8").split(/\r?\n/);
    return lines.filter((line) => line !== "").map((line) => encodeText(line));
  }
  if (existsSync(`${base}.ps1`)) return [scriptEvent(readFileSync(`${base}.ps1`, "utf8").replace(/^\ufeff/, ""))];
  throw new DetectorError("input_invalid", `${base}${ENDING} has neither ${base}.ps1 nor ${base}.ndjson beside it.`, {
    hint: "Add the script or the events, or remove the expectation.",
  });
}

/** A plain 4104 event around a script, with a block id that depends on the script alone. */
export function scriptEvent(script: string): Uint8Array {
  const digest = createHash("sha256").update(script).digest("hex");
  const id = [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 20), digest.slice(20, 32)].join(
    "-",
  );
  const event = {
    EventID: 4104,
    Channel: "Microsoft-Windows-PowerShell/Operational",
    ProviderName: "Microsoft-Windows-PowerShell",
    Computer: "EX01.corp.example",
    EventData: { MessageNumber: "1", MessageTotal: "1", ScriptBlockText: script, ScriptBlockId: id },
  };
  return encodeText(JSON.stringify(event));
}

function readExpectation(file: string): Expectation {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: counter });
  const refuse = (path: (string | number)[], message: string): DetectorError => {
    const node = path.length > 0 ? document.getIn(path, true) : document.contents;
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    const { line } = counter.linePos(offset);
    return new DetectorError("input_invalid", `${file}:${line}: ${message}`, {
      line,
      hint: "check --init writes an example with a description of the format.",
    });
  };
  const [error] = document.errors;
  if (error) throw new DetectorError("input_invalid", `${file}: not YAML: ${error.message.split("\n")[0]}`, { cause: error });
  if (!isMap(document.contents)) throw refuse([], "an expectation is a map.");

  const expectation = document.toJS() as Expectation;
  const known = (value: object, keys: string[], path: (string | number)[]) => {
    for (const key of Object.keys(value)) {
      const near = closest(key, keys);
      if (!keys.includes(key)) throw refuse([...path, key], `unknown key ${key}${near ? `; did you mean ${near}?` : "."}`);
    }
  };
  const oneOf = (value: unknown, values: string[], path: (string | number)[]) => {
    if (!values.includes(value as string)) throw refuse(path, `${path.at(-1)} must be one of ${values.join(", ")}.`);
  };
  known(expectation, KEYS.case, []);
  for (const key of ["why", "source"] as const) {
    if (typeof expectation[key] !== "string" || expectation[key].trim() === "") throw refuse([key], `${key} must say something.`);
  }
  oneOf(expectation.verdict, VERDICTS, ["verdict"]);
  for (const [index, finding] of (expectation.findings ?? []).entries()) {
    known(finding, KEYS.finding, ["findings", index]);
    oneOf(finding.severity, SEVERITIES, ["findings", index, "severity"]);
    for (const [place, call] of (finding.calls ?? []).entries()) known(call, KEYS.call, ["findings", index, "calls", place]);
  }
  if ((expectation.verdict === "none") !== ((expectation.findings ?? []).length === 0)) {
    throw refuse(["verdict"], "verdict none goes with no findings, any other with at least one.");
  }
  return expectation;
}
