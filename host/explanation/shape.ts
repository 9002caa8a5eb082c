/**
 * Whether values are a script and its explanation, as far as they are drawn: explanations come back from files and queues.
 */
import { checkOptions, told } from "../arguments.js";
import { DetectorError } from "../errors.js";
import { count, list, map, maybe, oneOf, type Shape, text, when } from "../shape.js";

const span = when(
  (value) => Array.isArray(value) && value.length === 2 && value.every((unit) => Number.isInteger(unit) && unit >= 0),
);
const known = {
  value: maybe(text),
  value_end: maybe(text),
  value_length: maybe(count),
  value_pattern: maybe(text),
  items: maybe(list(text)),
  items_total: maybe(count),
};
const cause = map({ cause: text, span: maybe(span), text: maybe(text), items: known.items, items_total: known.items_total });
const verdict = oneOf("match", "partial", "none");
const call = map({
  rule: text,
  verdict: maybe(verdict),
  severity: oneOf("informational", "low", "medium", "high", "critical"),
  name: text,
  written_as: maybe(text),
  mailbox: maybe(text),
  mailbox_pattern: maybe(text),
  file_path: maybe(text),
  file_path_pattern: maybe(text),
  destination: maybe(text),
  span,
  reasons: maybe(list(text)),
  bound: maybe(
    list(
      map({ ...known, parameter: text, by: text, span: maybe(span), on: maybe(oneOf(true, false)), unknown: maybe(list(cause)) }),
    ),
  ),
  steps: maybe(list(map({ ...known, reason: text, span, count: maybe(count), text: maybe(text) }))),
  rated: maybe(map({ line: maybe(count), lowered: list(text) })),
});

const EXPLANATION: Shape = map({
  commands: list(map({ start: count, end: count, elements: list(map({ kind: text, start: count, end: count })) })),
  reading: map({ verdict, calls: list(call), mentions: list(map({ kind: text, span })), literal: oneOf(true, false) }),
});

/** @throws DetectorError that says which argument, or which member of the explanation, is missing or wrong */
export function checkExplanation(script: unknown, explanation: unknown, method: string): void {
  if (typeof script !== "string") {
    throw new DetectorError("argument_invalid", `${method} takes the text of a script, not ${told(script)}.`, {
      hint: "Hand in the text that was explained, and what explain said of it.",
    });
  }
  const wrong = EXPLANATION(explanation, "");
  if (wrong === undefined) return;
  const what = wrong === "" ? `${told(explanation)} is no explanation` : `The explanation's ${wrong} is missing or wrong`;
  throw new DetectorError("argument_invalid", `${what}: ${method} takes what explain gives.`, {
    hint: "Hand in the text that was explained, and what explain said of it.",
  });
}

/** @throws DetectorError for options that are none, or a width that is no number */
export function checkWidth(options: { width?: number }, method: string): void {
  checkOptions(options, ["width"], method);
  if (options.width === undefined || typeof options.width === "number") return;
  throw new DetectorError("argument_invalid", `The width for ${method} is ${told(options.width)}.`, {
    hint: "Hand in a number of columns, or leave it out.",
  });
}
