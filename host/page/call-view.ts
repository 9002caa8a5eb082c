/**
 * What is said of a reading: each call with its values, what bound to what, why, and the steps that led there; and each place that
 * names a command without invoking it.
 */

import type { LineMap } from "../explanation/line-map.js";
import { severityText } from "../explanation/severity.js";
import { causeText, valueText } from "../explanation/value.js";
import { MENTIONS, plainCall, WAYS } from "../explanation/view.js";
import { describeReason } from "../reasons.js";
import { printable } from "../terminal/escape.js";
import type { Call, KnownValue, Mention, Severity, Span, Verdict } from "../types.js";
import { type Child, element, jump, section } from "./dom.js";
import { saidPlace, textPlace } from "./script-view.js";

/** Longest excerpt of the text, in UTF-16 units. */
const EXCERPT = 80;

const VERDICTS: Record<Verdict, string> = {
  match: "the text exports a mailbox",
  partial: "a watched command is invoked, but not with all it needs, or not all of it is visible",
  none: "no watched command is invoked",
};

const SEVERITIES: Record<Severity, string> = {
  critical: "the file is a script for a web server or lies in a web root",
  high: "the file goes to this host by a network path, to an administrative share, or the command was built or decoded",
  medium: "the file goes to a share, or its path is not known",
  low: "the file goes to a local path, which Exchange refuses, or no path is given",
  informational: "an exception applies",
};

/** What was decided, in a sentence; the colour repeats what the words say. */
export function headline(verdict: Verdict, severity: Severity | undefined, mentions: number): HTMLElement {
  const named = verdict === "none" && mentions > 0 ? "a watched command is named but never invoked" : VERDICTS[verdict];
  return element(
    "h2",
    { class: `headline ${severity ?? verdict}`, id: "headline", tabindex: -1 },
    element("b", {}, verdict),
    `${severity ? `, ${severity}` : ""}: `,
    element("span", {}, `${named}${severity ? `; ${SEVERITIES[severity]}` : ""}.`),
  );
}

/** @param source the text that holds the call; nothing for an event that shows what was bound */
export function callView(call: Call, number: number, verdict: Verdict, source?: { text: string; lines: LineMap }): HTMLElement {
  const place = (span: Span) => source && jump(textPlace(span), {}, excerpt(source.text.slice(...span)));
  return element(
    "article",
    {},
    element(
      "h3",
      {},
      `${number}. ${call.name} `,
      element("span", { class: `badge ${call.severity}` }, `${call.verdict ?? verdict}, ${call.severity}`),
      " ",
      source && jump(textPlace(call.span), {}, `line ${source.lines.lineAt(call.span[0])}`),
    ),
    facts(call, source?.text),
    list(
      "What bound to what",
      (call.bound ?? []).map((binding) => [
        binding.span && saidPlace(binding.span),
        element("b", {}, `-${binding.parameter}`),
        ` ${WAYS[binding.by] ?? binding.by}${binding.span ? ": " : ""}`,
        binding.span && place(binding.span),
        ...cameTo(binding),
        ...(binding.unknown ?? []).map((cause) =>
          element("p", {}, printable(`unknown: ${causeText(cause, source?.text ?? "")}`)),
        ),
      ]),
    ),
    list(
      "Why",
      (call.reasons ?? []).map((reason) => [undefined, describeReason(reason)]),
    ),
    list(
      "Steps",
      (call.steps ?? []).map((step) => [
        undefined,
        `${describeReason(step.reason)}${step.count === undefined ? "" : ` (${step.count} pieces)`}: `,
        step.text === undefined ? place(step.span) : element("code", {}, excerpt(step.text)),
        ...cameTo(step),
      ]),
      "ol",
    ),
  );
}

export function mentionsView(mentions: readonly Mention[], text: string, lines: LineMap): HTMLElement | undefined {
  if (mentions.length === 0) return undefined;
  const rows = mentions.map(({ kind, span }): [string, ...Child[]] => [
    saidPlace(span),
    jump(textPlace(span), {}, `line ${lines.lineAt(span[0])}`),
    " ",
    element("code", {}, excerpt(text.slice(...span))),
    ` ${MENTIONS[kind] ?? kind}: not an invocation`,
  ]);
  return section("Named, not invoked", element("ul", {}, ...rows.map(item)));
}

/** The value behind an arrow, where it is known. */
function cameTo(known: KnownValue): Child[] {
  const said = valueText(known);
  return said === undefined ? [] : [" → ", element("code", {}, printable(said))];
}

/** Values of a call as a list of terms; with the text, what it amounts to and why it is as severe as it is. */
function facts(call: Call, text: string | undefined): HTMLElement {
  const rows: Child[] = [];
  const row = (term: string, ...said: Child[]) => rows.push(element("dt", {}, term), element("dd", {}, ...said));
  const why = severityText(call);
  if (text !== undefined && call.bound) row("Amounts to", element("code", {}, printable(plainCall(call, text))));
  if (why !== undefined) row("Severity", `${call.severity}: ${why}`);
  if (call.written_as !== undefined && call.written_as !== call.name)
    row("Written", element("code", {}, printable(call.written_as)));
  row("Mailbox", ...value(call.mailbox, call.mailbox_pattern));
  row("Path", ...value(call.file_path, call.file_path_pattern), call.destination ? ` (${call.destination})` : "");
  return element("dl", {}, ...rows);
}

function value(whole: string | undefined, pattern: string | undefined): Child[] {
  if (whole !== undefined) return [element("code", {}, printable(whole))];
  return pattern === undefined ? ["not known"] : [element("code", {}, printable(pattern)), " (known in part)"];
}

/** A list below a heading, or nothing where there is nothing to list. */
function list(title: string, rows: [place: string | undefined, ...Child[]][], kind: "ul" | "ol" = "ul"): Child {
  return rows.length > 0 && element("div", {}, element("h4", {}, title), element(kind, {}, ...rows.map(item)));
}

/** An entry; one that is a place can be jumped to. */
function item([place, ...children]: [place: string | undefined, ...Child[]]): HTMLElement {
  return element("li", place === undefined ? {} : { "data-place": place, tabindex: -1 }, ...children);
}

function excerpt(text: string): string {
  return printable(text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text);
}
