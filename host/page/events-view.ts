/**
 * The events of an input as a table, one of them chosen.
 */
import { printable } from "../terminal/escape.js";
import { element } from "./dom.js";
import type { Looked } from "./look.js";

const COLUMNS = ["Line", "Verdict", "Time", "Host", "User", "Mailbox", "Path"];

/** @param choose called with the index of the event whose button is pressed */
export function eventsView(events: readonly Looked[], chosen: number, choose: (index: number) => void): HTMLElement {
  const rows = events.map((event, index) => {
    const [call] = event.finding?.calls ?? [];
    const button = element("button", { type: "button", "aria-current": index === chosen && "true" }, verdictOf(event));
    button.addEventListener("click", () => choose(index));
    const [time, ...who] = whoAndWhen(event);
    const cells = [
      time.replace("T", " ").replace(/\.000Z$/, "Z"),
      ...who,
      call ? (call.mailbox ?? call.mailbox_pattern ?? "not known") : "",
      call ? (call.file_path ?? call.file_path_pattern ?? "not known") : "",
    ];
    return element(
      "tr",
      {},
      element("td", {}, event.place.line.toLocaleString("en-US")),
      element("td", { class: event.finding?.severity ?? "none" }, button),
      ...cells.map((text) => element("td", {}, printable(text))),
    );
  });
  return element(
    "div",
    { class: "events", role: "region", tabindex: 0, "aria-label": "Events" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...rows),
    ),
  );
}

function verdictOf({ finding, mentions }: Looked): string {
  if (finding) return `${finding.verdict}, ${finding.severity}`;
  return mentions ? "none, named" : "none";
}

/** Time, host and user of an event. */
export function whoAndWhen({ finding, blocks }: Looked): [time: string, host: string, user: string] {
  const [block] = blocks;
  return [
    finding?.time ?? block?.time ?? "",
    finding?.host?.name ?? block?.host ?? "",
    finding?.user?.name ?? block?.user_name ?? finding?.user?.id ?? block?.user_id ?? "",
  ];
}
