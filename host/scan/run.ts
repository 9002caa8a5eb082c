/**
 * One run over several inputs: findings as they come, and what must be said at the end whatever the output.
 */
import {
  COUNTER_EVENTS,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_UNREPORTED,
  COUNTER_WITHOUT_TEXT,
} from "../../assembly/contract.js";
import { readInput, shownName } from "../files/read.js";
import { startsObject } from "../input/objects.js";
import type { Format } from "../input/recognise.js";
import { InputScanner } from "../input/scan-input.js";
import type { DetectorModule } from "../module.js";
import type { Progress } from "../terminal/progress.js";
import { bytes, count, duration, plural } from "../terminal/size.js";
import type { Match } from "../types.js";
import { type Filter, passes } from "./filter.js";
import { lossesOf } from "./losses.js";
import type { Shown } from "./outputs.js";
import { Tally } from "./tally.js";

/** What an input without events is told. */
const OTHER_TEXT = [
  "starts a JSON object; scan reads one event a line, a JSON array,",
  "      XML, CSV with a text column, or EVTX (a script goes to explain)",
] as const;
const OTHER_XML = ["      Export-Clixml and ConvertTo-Xml write objects: ConvertTo-Json and wevtutil write events"];

export class ScanRun {
  stopped = false;
  /** Findings that were shown. */
  shown = 0;
  /** An input holds no event at all. */
  noEvents = false;
  /** Events were there and could not be read. */
  unread = false;
  readonly tally = new Tally();
  private filtered = 0;
  private done = 0;
  private readonly said: string[] = [];
  private readonly started = performance.now();

  constructor(
    private readonly module: DetectorModule,
    private readonly filter: Filter,
    private readonly format: Format | undefined,
    private readonly show: (shown: Shown) => Promise<void>,
    readonly progress: Progress,
  ) {}

  stop(): void {
    this.stopped = true;
  }

  async file(name: string): Promise<void> {
    const shown = shownName(name);
    let waiting: Shown[] = [];
    let sawJson = false;
    let whole = false;
    const scanner = new InputScanner(
      this.module,
      ({ bytes: batch, rows }, placeOf) => {
        sawJson ||= startsObject(batch);
        for (const row of rows) {
          if (row.replaced) continue;
          const finding = this.module.finding(row);
          const { line, offset, length } = placeOf(row);
          const match: Match = { line, offset, length, finding };
          if (passes(this.filter, finding)) waiting.push({ match, file: shown });
          else this.filtered++;
        }
      },
      { format: this.format },
    );
    try {
      await readInput(name, scanner, async (added) => {
        this.done += added;
        for (const one of waiting) {
          this.shown++;
          this.tally.add(one.match.finding);
          await this.show(one);
        }
        waiting = [];
        this.progress.update(this.done, this.shown);
        return !this.stopped;
      });
      whole = !this.stopped;
    } finally {
      this.judge(shown, scanner, whole, sawJson);
    }
  }

  /** What an input turned out to be, in words. @param whole whether it was read to its end */
  private judge(name: string, scanner: InputScanner, whole: boolean, sawJson: boolean): void {
    const { format, converted, damaged, damages, notes } = scanner.report();
    for (const { what, offset } of damages) this.said.push(`damage: ${name}: ${what}, at byte ${count(offset)}`);
    if (damaged > damages.length) this.said.push(`damage: ${name}: ${count(damaged - damages.length)} more places`);
    if (damaged > 0) this.unread = true;
    for (const text of notes) this.said.push(`note: ${name}: ${text}`);
    if (format === undefined) {
      if (whole) this.said.push(`note: ${name} is empty`);
      return;
    }
    const asIs = format === "ndjson" || format === "text";
    if (asIs ? !sawJson && converted === 0 : converted === 0 && damaged === 0 && format !== "json") {
      this.noEvents = true;
      this.said.push(
        ...(format === "xml" ? OTHER_XML : [`note: ${name} holds no event: no line of this ${OTHER_TEXT[0]}`, OTHER_TEXT[1]]),
      );
    }
  }

  /** One line, and the findings by severity, host and group. */
  summary(): string {
    const counters = this.module.counters();
    const seconds = (performance.now() - this.started) / 1000;
    const hidden = this.filtered > 0 ? `, ${count(this.filtered)} more left out by the filter` : "";
    const first = `${this.stopped ? "interrupted: " : ""}${plural(this.shown, "finding")} in ${plural(counters[COUNTER_EVENTS]!, "event")} (${plural(counters[COUNTER_SCRIPT_BLOCKS]!, "script block")}), ${bytes(this.done)} in ${duration(seconds)}${hidden}`;
    return `${[first, ...this.tally.lines()].join("\n")}\n`;
  }

  /** What is said whatever the output is. */
  warnings(): string[] {
    const counters = this.module.counters();
    const losses = lossesOf(counters);
    if (losses.length > 0) this.unread = true;
    const lines = [...this.said, ...losses.map((loss) => `note: ${loss}`)];
    const events = counters[COUNTER_EVENTS]!;
    if (events > 0 && this.shown + this.filtered === 0 && counters[COUNTER_SCRIPT_BLOCKS] === 0 && !this.noEvents) {
      lines.push(
        `note: ${plural(events, "event")}, none of them a script block (4104), and nothing found in the others: is script block logging on, and its channel in this export?`,
      );
    }
    return lines;
  }

  /** The counters as one line of JSON. */
  stats(): string {
    const counters = this.module.counters();
    return `${JSON.stringify({
      events: counters[COUNTER_EVENTS],
      script_blocks: counters[COUNTER_SCRIPT_BLOCKS],
      findings: this.shown,
      left_out: this.filtered,
      unreadable: counters[COUNTER_UNREADABLE],
      without_text: counters[COUNTER_WITHOUT_TEXT],
      oversized: counters[COUNTER_OVERSIZED],
      unreported: counters[COUNTER_UNREPORTED],
      bytes: this.done,
      seconds: Number(((performance.now() - this.started) / 1000).toFixed(3)),
      memory_pages: this.module.pages,
    })}\n`;
  }
}
