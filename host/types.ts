/**
 * The shapes that the detector's answers have. `schema/finding.schema.json` says the same of a finding to other languages.
 */

import type { Format } from "./input/recognise.js";
import type { WebTransform } from "./platform.js";

export type Verdict = "match" | "partial" | "none";
export type Severity = "informational" | "low" | "medium" | "high" | "critical";
export type Destination = "loopback" | "share" | "local" | "unknown";

/** A kind of event that shows calls. */
export type EventKind = "script-block" | "cmdlet-log" | "pipeline-log" | "process" | "audit";

/** [start, end) in UTF-16 units of the text that was read. */
export type Span = [start: number, end: number];

/** What an explanation says of a value; nothing where it is not known at all. */
export interface KnownValue {
  /** The value; of a text of more than 1,024 UTF-16 units the first 512. */
  value?: string;
  /** The end of a text that was cut, and its whole length in UTF-16 units. */
  value_end?: string;
  value_length?: number;
  /** What is known of a value that is not known whole, `*` for each part that may be any text. */
  value_pattern?: string;
  /** The first items of a list. */
  items?: string[];
  items_total?: number;
}

/** Why a value, or a part of it, is not known. */
export interface Cause {
  cause:
    | "parameter"
    | "unset"
    | "environment"
    | "automatic"
    | "item"
    | "command"
    | "method"
    | "expression"
    | "condition"
    | "overwritten"
    | "unordered"
    | "readings";
  /** The place in the text that it comes from. */
  span?: Span;
  /** The same in code that stands nowhere in the text: its own text. */
  text?: string;
  /** The values that a condition decides between. */
  items?: string[];
  items_total?: number;
}

/** One step that led to a name or a value, after those it rests on; the value that it led to only in an explanation. */
export interface Step extends KnownValue {
  /** What happened, by the name of a reason. */
  reason: string;
  span: Span;
  /** How many pieces or layers, where more than one. */
  count?: number;
  /** Of a place in code that stands nowhere in the text: its own text. */
  text?: string;
}

/**
 * A parameter of a call, how it was given, and the element that gave it; no span for what came through the pipeline. Its value
 * only in an explanation.
 */
export interface Binding extends KnownValue {
  parameter: string;
  by: "name" | "splat" | "default" | "position" | "pipeline";
  span?: Span;
  /** Of a switch. */
  on?: boolean;
  /** Why the value, or a part of it, is not known. */
  unknown?: Cause[];
}

/** What decided the severity of a call. */
export interface Rating {
  /** The line of the rule's severity table that fits first, from 0; absent where none was asked. */
  line?: number;
  /** What then made it less. */
  lowered: ("partial" | "what-if")[];
}

/** One invocation of a watched command. */
export interface Call {
  rule: string;
  /** Verdict of this call; a finding names it only where it differs from the finding's own. */
  verdict?: Verdict;
  severity: Severity;
  name: string;
  /** The command's name as written, never its arguments. */
  written_as?: string;
  mailbox?: string;
  file_path?: string;
  /** What is known of a mailbox that is not known whole, `*` for each part that may be any text. */
  mailbox_pattern?: string;
  /** The same of the path. */
  file_path_pattern?: string;
  destination?: Destination;
  span: Span;
  reasons?: string[];
  /** A value was cut to the bound of a string. */
  truncated?: boolean;
  /** What bound to what; only in a Reading. */
  bound?: Binding[];
  /** How name and values came about; only in a Reading. */
  steps?: Step[];
  /** What decided the severity; only in an explanation. */
  rated?: Rating;
}

/** A place that mentions a watched command without invoking it. */
export interface Mention {
  kind: "comment" | "string" | "here-string" | "argument" | "help" | "written" | "definition";
  span: Span;
}

/** What a bare script text says. */
export interface Reading {
  verdict: Verdict;
  calls: Call[];
  mentions: Mention[];
  /** Whether the published search for three substrings hits as well. */
  literal: boolean;
}

/** An element of a command, as PowerShell cuts it. */
export interface CommandElement {
  kind: "parameter" | "constant" | "expandable" | "variable" | "splat" | "expression";
  start: number;
  end: number;
  /** A constant's value, a parameter's name. */
  value?: string;
}

/** A command of the text: spans in UTF-16 units. */
export interface Command {
  start: number;
  end: number;
  operator?: string;
  name?: string;
  elements: CommandElement[];
}

export interface Explanation {
  commands: Command[];
  reading: Reading;
}

/** The member `mailbox_export_finding` of a record. */
export interface Finding {
  schema: number;
  id: string;
  group: string;
  detector: { version: string };
  rule: { id: string; uuid?: string; name?: string; version?: string; reference?: string };
  verdict: Exclude<Verdict, "none">;
  severity: Severity;
  literal: boolean;
  /** The block was reported before, and this part raises verdict or severity. */
  update?: boolean;
  suppressed?: { reason: string; until?: string; severity: Severity };
  threat?: {
    framework: string;
    tactic: { id: string[] };
    technique: { id: string[]; subtechnique?: { id: string[] } };
  };
  /** The event's own time, ISO 8601, where it names one. */
  time?: string;
  host?: { name: string };
  user?: { id?: string; name?: string };
  calls: Call[];
  calls_total: number;
  /** What kind of event showed the calls. */
  observed_in: EventKind;
  /** What the event says became of the call. */
  outcome?: "succeeded" | "failed";
  /** Only where a script block showed the calls. */
  script_block?: { id?: string; part: number; parts: number };
  truncated?: boolean;
}

/** A finding and where its record stands. */
export interface Match {
  /** The line on which the record begins, from 1; in an event log (EVTX) the number of the record. */
  line: number;
  /** Bytes of the input, unpacked, before the record; of a text's UTF-8. */
  offset: number;
  /** Bytes of the record in the input, line end excluded. */
  length: number;
  finding: Finding;
}

export interface StreamOptions {
  /** What the input is, where its bytes shall not decide. */
  format?: Format;
}

/** What one stream counted. */
export interface StreamStats {
  events: number;
  script_blocks: number;
  findings: number;
  unreadable: number;
  without_text: number;
  oversized: number;
  unreported: number;
  damaged: number;
  notes: string[];
}

interface WithStats {
  /** Settles when the stream has ended; rejects where it failed. */
  readonly stats: Promise<StreamStats>;
}
export type ScannerStream = WebTransform<Uint8Array | string, Match> & WithStats;
export type TransformerStream = WebTransform<Uint8Array | string, Uint8Array> & WithStats;

/** What the detector counted since it was loaded or reset. */
export interface Stats {
  events: number;
  script_blocks: number;
  findings: number;
  mentions: number;
  /** Records that are no JSON although they spell what a script block event has: cut or damaged ones. */
  unreadable: number;
  /** Script block events whose text was found nowhere in the record. */
  without_text: number;
  /** Script blocks whose stored parts made room for others. */
  evicted: number;
  /** Findings that did not fit into the host's memory. */
  unreported: number;
  /** Records over the limit, passed unread. */
  oversized: number;
  /** Places at which inputs were damaged and read around. */
  damaged: number;
  /** What is worth knowing, as sentences: damage, exceptions that have expired or never apply. */
  notes: string[];
  /** WebAssembly pages of 64 KiB. */
  memory_pages: number;
}
