/**
 * The answer to an input: of a script how it was read, of events a table and how the scripts of the chosen one were read.
 */
import { typedCall } from "../explanation/value.js";
import { type CallView, type ExplanationView, explanationView } from "../explanation/view.js";
import { describeReason } from "../reasons.js";
import { printable } from "../terminal/escape.js";
import { plural } from "../terminal/size.js";
import type { Call, Explanation, Severity, Verdict } from "../types.js";
import { callArticle, headline, mentionsSection } from "./call-view.js";
import { byId, element } from "./dom.js";
import { eventsView, whoAndWhen } from "./events-view.js";
import type { Answer, Block, Looked } from "./look.js";
import { scriptView } from "./script-view.js";

/** What the view asks of the page. */
export interface Ask {
  /** How a script was read. */
  explain(text: string): Explanation;
  /** Gives a link that holds the text. */
  link(text: string): void;
}

/**
 * Fills the place of answers.
 * @returns what was read, in a sentence
 */
export function showAnswer(place: HTMLElement, answer: Answer, ask: Ask): string {
  const { script, events, counts, notes } = answer;
  const noted = notes.length > 0 ? [element("ul", { class: "notes" }, ...notes.map((note) => element("li", {}, note)))] : [];
  if (script !== undefined) {
    const explanation = ask.explain(script);
    const view = explanationView(script, explanation);
    const head = headline(view.verdict, view.calls[0]?.severity, view.headline, view.calls[0]?.why);
    place.replaceChildren(...noted, head, readingView(script, explanation, view));
    return `${view.note}.`;
  }
  const choose = (index: number, focus: boolean) => {
    const looked = events[index];
    const table = events.length > 1 ? [eventsView(events, index, (other) => choose(other, true))] : [];
    place.replaceChildren(...noted, ...table, ...(looked ? eventView(looked, ask) : []));
    if (focus) byId("headline").focus();
  };
  choose(mostSevere(events), false);
  const blocks = counts.script_blocks + counts.findings > 0 ? "" : ", none of them a script block (4104)";
  return `${plural(counts.events, "event")}${blocks}, ${plural(counts.findings, "finding")}.`;
}

const SEVERITIES: readonly Severity[] = ["informational", "low", "medium", "high", "critical"];

/** The index of the event to look at first. */
function mostSevere(events: readonly Looked[]): number {
  const rank = ({ finding, mentions }: Looked) => (finding ? SEVERITIES.indexOf(finding.severity) + 1 : mentions ? 0.5 : 0);
  return events.reduce((best, event, index) => (rank(event) > rank(events[best]!) ? index : best), 0);
}

function eventView(looked: Looked, ask: Ask): HTMLElement[] {
  const { finding, place, blocks, json } = looked;
  const bound = blocks.some((block) => block.bound);
  const scripts = bound
    ? []
    : blocks.map((block) => {
        const text = block.whole ?? block.text;
        const explanation = ask.explain(text);
        return { block, text, explanation, view: explanationView(text, explanation) };
      });
  const views = scripts.map(({ view }) => view);
  const decisive = views.flatMap(({ calls }) => calls).find(({ severity }) => severity === finding?.severity);
  const telling =
    views.find(({ verdict, mentions }) => (finding ? verdict === finding.verdict : mentions.length > 0)) ?? views[0];
  const seen = [finding?.observed_in, finding?.outcome];
  const facts = [`event of line ${place.line}`, ...whoAndWhen(looked), ...seen].filter((fact) => fact);
  const link = element("button", { type: "button" }, "Link to this event");
  link.addEventListener("click", () => ask.link(json));
  const calls = bound && finding ? finding.calls.map((call) => boundCall(call, finding.verdict, ask)) : [];
  const why = (decisive ?? calls[0])?.why;
  return [
    headline(finding?.verdict ?? "none", finding?.severity, telling?.headline ?? (finding ? SHOWN : NOT_SHOWN), why),
    element("p", {}, `${printable(facts.join(" · "))} `, link),
    ...calls.map((call, index) => callArticle(call, index + 1, false)),
    ...scripts.flatMap(({ block, text, explanation, view }) => [...partOf(block), readingView(text, explanation, view)]),
  ];
}

/** What is said of an event that shows what was bound, and has no script. */
const SHOWN = "the event shows the call as it was bound";
const NOT_SHOWN = "the event shows no watched command";

/** A call of which an event shows what was bound: why it is as severe as it is, the same call typed out tells. */
function boundCall(call: Call, verdict: Verdict, ask: Ask): CallView {
  const { name, severity, span, destination, reasons = [] } = call;
  const typed = typedCall(call);
  const [again] = explanationView(typed, ask.explain(typed)).calls;
  return {
    ...{ name, severity, span, line: 0, verdict: call.verdict ?? verdict },
    ...{ runs: [typed], rounds: 1, bindings: [], steps: [], reasons: reasons.map(describeReason) },
    // What only the event tells, such as its own host, may have decided.
    ...(again?.why !== undefined && again.severity === severity && { why: again.why }),
    ...(destination !== undefined && destination !== "unknown" && { destination }),
  };
}

function partOf({ part, parts, whole }: Block): HTMLElement[] {
  if (parts < 2) return [];
  return [element("p", {}, `Part ${part} of ${parts}, ${whole === undefined ? "read on its own" : "shown with the others"}.`)];
}

/** A script and what is said of it; links lead from one to the other. */
function readingView(text: string, explanation: Explanation, { calls, mentions }: ExplanationView): HTMLElement {
  return element(
    "div",
    { "data-reading": true },
    scriptView(text, explanation),
    ...calls.map((call, index) => callArticle(call, index + 1, true)),
    mentionsSection(mentions),
  );
}
