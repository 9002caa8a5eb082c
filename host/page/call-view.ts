/**
 * What is said of a reading: each call as someone would type it, why its severity, what bound to what, and the steps that led
 * there; and each place that names a command without invoking it.
 */
import type { BindingView, CallView, MentionView, StepView } from "../explanation/view.js";
import { printable } from "../terminal/escape.js";
import type { Severity, Span, Verdict } from "../types.js";
import { type Child, element, jump, section } from "./dom.js";
import { saidPlace, textPlace } from "./script-view.js";

/** What was decided, in a sentence; the colour repeats what the words say. */
export function headline(verdict: Verdict, severity: Severity | undefined, ...sentences: (string | undefined)[]): HTMLElement {
  const said = sentences.filter((sentence) => sentence !== undefined).join("; ");
  return element(
    "h2",
    { class: `headline ${severity ?? verdict}`, id: "headline", tabindex: -1 },
    element("b", {}, verdict),
    `${severity ? `, ${severity}` : ""}: ${printable(said)}.`,
  );
}

/** @param inText whether the call stands in a text that is shown; an event may show what was bound, and no text */
export function callArticle(call: CallView, number: number, inText: boolean): HTMLElement {
  const { name, verdict, severity, line, span, why, runs, rounds, written, destination } = call;
  const left = rounds - runs.length;
  return element(
    "article",
    {},
    element(
      "h3",
      {},
      `${number}. ${name} `,
      element("span", { class: `badge ${severity}` }, `${verdict}, ${severity}`),
      inText && " ",
      inText && jump(textPlace(span), {}, `line ${line}`),
    ),
    element(
      "dl",
      {},
      ...row("Amounts to", ...runs.map((run) => element("div", {}, code(run)))),
      ...(rounds > 1 ? row("Rounds", `${rounds}${left > 0 ? `, the first ${runs.length} are shown` : ""}`) : []),
      ...(written === undefined ? [] : row("Written", code(written))),
      ...(destination === undefined ? [] : row("Goes to", destination)),
      ...(why === undefined ? [] : row("Severity", `${severity}: ${printable(why)}`)),
    ),
    list("What bound to what", call.bindings.map(bindingItem)),
    list(
      "Reasons",
      call.reasons.map((reason) => element("li", {}, reason)),
    ),
    list("Steps", call.steps.map(stepItem), "ol"),
  );
}

export function mentionsSection(mentions: readonly MentionView[]): HTMLElement | undefined {
  if (mentions.length === 0) return undefined;
  const rows = mentions.map(({ span, line, source, why }) =>
    item(span, jump(textPlace(span), {}, `line ${line}`), " ", code(source), ` ${why}: not an invocation`),
  );
  return section("Named, not invoked", element("ul", {}, ...rows));
}

function bindingItem({ parameter, way, span, source, value, inPart, unknown }: BindingView): HTMLElement {
  const shown = source ?? value;
  return item(
    span,
    element("b", {}, `-${parameter}`),
    ` ${way}`,
    shown !== undefined && ": ",
    shown !== undefined && (span ? jump(textPlace(span), {}, printable(shown)) : code(shown)),
    source !== undefined && value !== undefined && " → ",
    source !== undefined && value !== undefined && code(value),
    inPart && " (known in part)",
    unknown.length > 0 && element("ul", {}, ...unknown.map((cause) => element("li", {}, `not known: ${printable(cause)}`))),
  );
}

function stepItem({ what, source, span, value, times }: StepView): HTMLElement {
  return element(
    "li",
    {},
    `${what}: `,
    jump(textPlace(span), {}, printable(source)),
    value !== undefined && " → ",
    value !== undefined && code(value),
    times > 1 && ` (${times} values, this is the last)`,
  );
}

const code = (text: string) => element("code", {}, printable(text));
const row = (term: string, ...said: Child[]) => [element("dt", {}, term), element("dd", {}, ...said)];

/** A list below a heading, or nothing where there is nothing to list. */
function list(title: string, items: HTMLElement[], kind: "ul" | "ol" = "ul"): Child {
  return items.length > 0 && element("div", {}, element("h4", {}, title), element(kind, {}, ...items));
}

/** An entry that the script's place leads to. */
function item(span: Span | undefined, ...children: Child[]): HTMLElement {
  return element("li", span ? { "data-place": saidPlace(span), tabindex: -1 } : {}, ...children);
}
