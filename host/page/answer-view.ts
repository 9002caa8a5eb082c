/**
 * The answer to an input: of a script how it was read, of events a table and how the scripts of the chosen one were read.
 */

import { LineMap } from "../explanation/line-map.js";
import { printable } from "../terminal/escape.js";
import { plural } from "../terminal/size.js";
import type { Explanation, Severity } from "../types.js";
import { callView, headline, mentionsView } from "./call-view.js";
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
    const { verdict, calls, mentions, literal } = explanation.reading;
    const head = headline(verdict, calls[0]?.severity, mentions.length);
    place.replaceChildren(...noted, head, readingView(script, explanation));
    return `${plural(explanation.commands.length, "command")} read; the published text search ${literal ? "hits" : "does not hit"}.`;
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
  const scripts = blocks
    .filter(({ bound }) => !bound)
    .map((block) => ({ block, explanation: ask.explain(block.whole ?? block.text) }));
  const mentions = scripts.reduce((sum, { explanation }) => sum + explanation.reading.mentions.length, 0);
  const seen = [finding?.observed_in, finding?.outcome];
  const facts = [`event of line ${place.line}`, ...whoAndWhen(looked), ...seen].filter((fact) => fact);
  const link = element("button", { type: "button" }, "Link to this event");
  link.addEventListener("click", () => ask.link(json));
  // An event that shows what was bound has no script.
  const calls = finding && scripts.length === 0 ? finding.calls : [];
  return [
    headline(finding?.verdict ?? "none", finding?.severity, mentions),
    element("p", {}, `${printable(facts.join(" · "))} `, link),
    ...calls.map((call, index) => callView(call, index + 1, finding!.verdict)),
    ...scripts.flatMap(({ block, explanation }) => [...partOf(block), readingView(block.whole ?? block.text, explanation)]),
  ];
}

function partOf({ part, parts, whole }: Block): HTMLElement[] {
  if (parts < 2) return [];
  return [element("p", {}, `Part ${part} of ${parts}, ${whole === undefined ? "read on its own" : "shown with the others"}.`)];
}

/** A script and what is said of it; links lead from one to the other. */
function readingView(text: string, explanation: Explanation): HTMLElement {
  const { verdict, calls, mentions } = explanation.reading;
  const lines = new LineMap(text);
  return element(
    "div",
    { "data-reading": true },
    scriptView(text, explanation, lines),
    ...calls.map((call, index) => callView(call, index + 1, verdict, { text, lines })),
    mentionsView(mentions, text, lines),
  );
}
