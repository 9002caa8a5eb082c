/**
 * How a script was read, as data for whoever draws it: a terminal, a page, a report. Everything is text for people, uncoloured and
 * unescaped; no Node API, no detection.
 */
import { describeReason } from "../reasons.js";
import type { Binding, Call, Explanation, Mention, Severity, Span, Step, Verdict } from "../types.js";
import { cutMiddle } from "./excerpt.js";
import { LineMap } from "./line-map.js";
import { severityText } from "./severity.js";
import { checkExplanation } from "./shape.js";
import { argumentText, causeText, valueText } from "./value.js";

/** Longest excerpt of the text, in UTF-16 units. */
const EXCERPT = 80;
/** Rounds of a loop that are named. */
const ROUNDS = 5;

/** How a parameter was given. */
const WAYS: Record<Binding["by"], string> = {
  name: "by name",
  splat: "by a key of a splat",
  default: "by a default value",
  position: "by position",
  pipeline: "through the pipeline",
};

/** Why a place that names a command is no invocation. */
const MENTIONS: Record<Mention["kind"], string> = {
  comment: "stands in a comment",
  string: "stands in a string that nothing runs",
  "here-string": "stands in a here-string that nothing runs",
  argument: "is an argument of another command",
  help: "only asks for help",
  written: "is written to a file that this text does not run",
  definition: "defines a function or alias of this name that does not call the command",
};

/** A place in the text. */
export interface PlaceView {
  span: Span;
  /** From 1. */
  line: number;
}

/** What came about at a place: `text put together with +`, out of what, and what it led to. */
export interface StepView extends PlaceView {
  what: string;
  source: string;
  value?: string;
  /** How many values it came to, one after the other: rounds of a loop. `value` is the last. */
  times: number;
}

/** A parameter that was given. */
export interface BindingView {
  parameter: string;
  way: string;
  span?: Span;
  /** The element that gave it, as it stands, unless that is the value itself. */
  source?: string;
  value?: string;
  /** Only a part of the value is known; `*` stands for the rest. */
  inPart: boolean;
  /** Why it is not known, or not all of it. */
  unknown: string[];
}

/** An invocation; the rounds of a loop are one. */
export interface CallView extends PlaceView {
  name: string;
  verdict: Verdict;
  severity: Severity;
  /** Why this severity, a sentence. */
  why?: string;
  /** The command's name as written, where it is written otherwise. */
  written?: string;
  /** The plain calls that it amounts to, one a round. */
  runs: string[];
  /** Rounds in all; `runs` names the first. */
  rounds: number;
  destination?: string;
  bindings: BindingView[];
  /** What is to be said of the call, in sentences. */
  reasons: string[];
  steps: StepView[];
}

/** A place that names a watched command without invoking it, and why it is none. */
export interface MentionView extends PlaceView {
  source: string;
  why: string;
}

export interface ExplanationView {
  verdict: Verdict;
  headline: string;
  /** What was read, and whether the published search hits. */
  note: string;
  calls: CallView[];
  mentions: MentionView[];
}

/**
 * @param text the script that was explained
 * @param explanation what `explain` said of it
 * @throws DetectorError for anything else
 */
export function explanationView(text: string, explanation: Explanation): ExplanationView {
  checkExplanation(text, explanation, "explanationView");
  const { commands, reading } = explanation;
  const lines = new LineMap(text);
  const read = `${commands.length.toLocaleString("en-US")} ${commands.length === 1 ? "command" : "commands"} read`;
  return {
    verdict: reading.verdict,
    headline: headline(reading.verdict, reading.mentions.length > 0),
    note: `${read}; the published text search ${reading.literal ? "hits" : "does not hit"}`,
    calls: folded(reading.calls).map((rounds) => callView(rounds, reading.verdict, text, lines)),
    mentions: reading.mentions.map(({ kind, span }) => ({
      span,
      line: lines.lineAt(span[0]),
      source: excerpt(text, span),
      why: MENTIONS[kind] ?? kind,
    })),
  };
}

function headline(verdict: Verdict, named: boolean): string {
  if (verdict === "match") return "the text exports a mailbox";
  if (verdict === "partial") return "a watched command is invoked, but not with all it needs";
  return named ? "a watched command is named but never invoked" : "no watched command is invoked or named";
}

/** Calls of one place that differ in their values alone are rounds of one. */
function folded(calls: readonly Call[]): Call[][] {
  const places = new Map<string, Call[]>();
  for (const call of calls) {
    const key = [call.rule, ...call.span, call.verdict, call.severity].join(" ");
    const rounds = places.get(key);
    if (rounds) rounds.push(call);
    else places.set(key, [call]);
  }
  return [...places.values()];
}

function callView(rounds: readonly Call[], verdict: Verdict, text: string, lines: LineMap): CallView {
  const call = rounds[0]!;
  const runs = [...new Set(rounds.map((round) => plainCall(round, text)))];
  const plain = call.written_as === undefined || call.written_as === call.name;
  const why = severityText(call);
  return {
    span: call.span,
    line: lines.lineAt(call.span[0]),
    name: call.name,
    verdict: call.verdict ?? verdict,
    severity: call.severity,
    ...(why !== undefined && { why }),
    ...(!plain && { written: cutMiddle(call.written_as!, EXCERPT) }),
    runs: runs.slice(0, ROUNDS),
    rounds: rounds.length,
    ...(call.destination && call.destination !== "unknown" && { destination: call.destination }),
    bindings: (call.bound ?? []).map((binding) => bindingView(binding, call, text)),
    reasons: (call.reasons ?? []).map(describeReason),
    steps: stepViews(call.steps ?? [], text, lines),
  };
}

/** The call with every name and value in clear, as a person would type it. */
function plainCall(call: Call, text: string): string {
  return [call.name, ...(call.bound ?? []).map((binding) => argumentText(binding, text))].join(" ");
}

function bindingView(binding: Binding, call: Call, text: string): BindingView {
  const { parameter, by, span, on, unknown = [] } = binding;
  const value = on === undefined ? valueText(binding) : `$${on}`;
  const omitted = value === undefined && unknown.length === 0;
  // Without values, as in a reading, the call's own claims speak.
  const claim = omitted ? claimOf(parameter, call) : undefined;
  const shown = value ?? (claim && valueText(claim));
  return {
    parameter,
    way: WAYS[by] ?? by,
    ...(span && { span }),
    ...(span && isNews(text.slice(...span), binding) && { source: excerpt(text, span) }),
    ...(shown !== undefined && { value: shown }),
    inPart: (binding.value_pattern ?? claim?.value_pattern) !== undefined,
    unknown: unknown.map((cause) => causeText(cause, text)),
  };
}

/** Whether an element says more than the value that it gave. */
function isNews(source: string, { value, on }: Binding): boolean {
  return on !== true && source !== value && source.slice(1, -1) !== value;
}

function claimOf(parameter: string, call: Call): { value?: string; value_pattern?: string } | undefined {
  if (parameter === "Mailbox") return known(call.mailbox, call.mailbox_pattern);
  return parameter === "FilePath" ? known(call.file_path, call.file_path_pattern) : undefined;
}

function known(value: string | undefined, pattern: string | undefined): { value?: string; value_pattern?: string } {
  return { ...(value !== undefined && { value }), ...(pattern !== undefined && { value_pattern: pattern }) };
}

/** What happened at one place several times is one step, with the value that it came to last. */
function stepViews(steps: readonly Step[], text: string, lines: LineMap): StepView[] {
  const views = new Map<string, StepView>();
  for (const step of steps) {
    const source = step.text === undefined ? excerpt(text, step.span) : cutMiddle(oneLine(step.text), EXCERPT);
    const value = valueText(step);
    const key = [step.reason, ...step.span, step.text].join(" ");
    const before = views.get(key);
    if (before) {
      if (value === undefined || value === before.value) continue;
      before.times++;
      before.value = value;
      continue;
    }
    const pieces = step.count === undefined ? "" : ` (${step.count.toLocaleString("en-US")} pieces)`;
    views.set(key, {
      span: step.span,
      line: lines.lineAt(step.span[0]),
      what: `${describeReason(step.reason)}${pieces}`,
      source,
      ...(value !== undefined && { value }),
      times: 1,
    });
  }
  return [...views.values()];
}

function excerpt(text: string, [start, end]: Span): string {
  return cutMiddle(oneLine(text.slice(start, end)), EXCERPT);
}

/** A piece of a script on one line. */
function oneLine(piece: string): string {
  return piece.replace(/\s*[\r\n]+\s*/g, " ⏎ ");
}
