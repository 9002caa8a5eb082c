/**
 * `scan [FILE…]`: findings of newline-delimited JSON, readable or one a line.
 */
import { type Command, Option } from "commander";
import {
  COUNTER_EVENTS,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_WITHOUT_TEXT,
} from "../../assembly/contract.js";
import { eventTime } from "../formats/event-time.js";
import { readInput, STDIN, sizeOf } from "../input.js";
import { DetectorModule } from "../module.js";
import { type Batch, Scanner } from "../scanner.js";
import { EXIT_USAGE, reportError } from "../terminal/failure.js";
import { describeFinding } from "../terminal/finding.js";
import { write } from "../terminal/output.js";
import { painter } from "../terminal/paint.js";
import { type Progress, startProgress } from "../terminal/progress.js";
import { bytes, count, duration, plural } from "../terminal/size.js";
import type { Match } from "../types.js";
import { payloadOf } from "./payload.js";

interface Options {
  json?: boolean;
  format?: "ecs" | "ocsf";
  config?: string;
}

/** The shell's code for a process that an interrupt ended. */
const EXIT_INTERRUPTED = 130;

const TAB = 0x09;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const BRACE = 0x7b;
/** Last byte of a UTF-8 byte order mark. */
const BOM_END = 0xbf;

export function registerScan(program: Command): void {
  program
    .command("scan")
    .summary("findings of event files")
    .description("Reads newline-delimited JSON (plain or gzip) and prints what it finds. Without a file it reads standard input.")
    .argument("[files...]", "event files; - is standard input")
    .option("--json", 'one finding a line: {"file","line","offset","length","finding"}')
    .addOption(new Option("--format <format>", "one document a line for a SIEM").choices(["ecs", "ocsf"]).conflicts("json"))
    .option("--config <file>", "exceptions, omitted members and behaviours (detector.yaml)")
    .addHelpText(
      "after",
      `
Examples:
  $ mailbox-export-detector scan events.ndjson
  $ mailbox-export-detector scan --json logs/*.json.gz | jq -r .finding.severity | sort | uniq -c
  $ mailbox-export-detector scan --format ocsf events.ndjson > findings.ndjson`,
    )
    .action(run);
}

/** Makes the text for one finding. */
type Describe = (match: Match, file: string, record: () => Uint8Array) => Promise<string> | string;

async function run(files: string[], options: Options): Promise<void> {
  const names = files.length > 0 ? files : [STDIN];
  const payload = await payloadOf(options.config);
  const module = DetectorModule.load(undefined, payload);
  const scan = new Scan(module, await describerFor(options), await startProgress(totalOf(names), process.stderr));
  process.once("SIGINT", () => {
    scan.stop();
    // A pipe that nothing comes through would hold the run up.
    process.stdin.destroy();
  });
  if (names.includes(STDIN) && process.stdin.isTTY)
    process.stderr.write("Reading events from the terminal; end them with Ctrl-D.\n");

  for (const name of names) {
    try {
      await scan.file(name);
    } catch (error) {
      if (scan.stopped) break;
      scan.progress.clear();
      process.exitCode = reportError(error);
    }
    if (scan.stopped) break;
  }
  scan.progress.clear();
  const readable = !options.json && options.format === undefined;
  if (readable || scan.stopped || process.stderr.isTTY) process.stderr.write(scan.summary());
  if (scan.stopped) process.exitCode = EXIT_INTERRUPTED;
  else if (scan.nothingReadable()) process.exitCode = EXIT_USAGE;
}

/** Bytes of all inputs, if every one of them can say. */
function totalOf(names: readonly string[]): number | undefined {
  let total = 0;
  for (const name of names) {
    const size = sizeOf(name);
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}

async function describerFor(options: Options): Promise<Describe> {
  if (options.json) {
    return ({ line, offset, length, finding }, file) => `${JSON.stringify({ file, line, offset, length, finding })}\n`;
  }
  if (options.format) {
    // A second instance, since asking it about a record must not move what the first still holds.
    const reader = DetectorModule.load(undefined, new Uint8Array());
    const convert =
      options.format === "ecs" ? (await import("../formats/ecs.js")).toEcs : (await import("../formats/ocsf.js")).toOcsf;
    return ({ finding }, _file, record) => `${JSON.stringify(convert(finding, eventTime(reader, record())))}\n`;
  }
  const paint = painter(process.stdout);
  return ({ line, finding }, file) => describeFinding(finding, `${file}:${line}`, paint);
}

/** One run over several inputs, with what it has seen so far. */
class Scan {
  stopped = false;
  private findings = 0;
  private done = 0;
  /** A line that starts an object. The gate passes over most records without reading them, so the counters cannot tell. */
  private sawJson = false;
  private readonly started = performance.now();

  constructor(
    private readonly module: DetectorModule,
    private readonly describe: Describe,
    readonly progress: Progress,
  ) {}

  stop(): void {
    this.stopped = true;
  }

  async file(name: string): Promise<void> {
    const shown = name === STDIN ? "(stdin)" : name;
    let waiting: { match: Match; record: Uint8Array }[] = [];
    const scanner = new Scanner(this.module, ({ bytes: batch, rows, offset }: Batch) => {
      this.sawJson ||= startsObject(batch);
      for (const row of rows) {
        if (row.replaced) continue;
        const match = { line: row.line, offset: offset + row.offset, length: row.length, finding: this.module.finding(row) };
        waiting.push({ match, record: batch.slice(row.offset, row.offset + row.length) });
      }
    });
    await readInput(name, scanner, async (read) => {
      this.done += read;
      this.findings += waiting.length;
      if (waiting.length > 0) this.progress.clear();
      for (const { match, record } of waiting) await write(await this.describe(match, shown, () => record));
      waiting = [];
      this.progress.update(this.done, this.findings);
      return !this.stopped;
    });
  }

  /** Whether there was input, and none of it a line of JSON. */
  nothingReadable(): boolean {
    return this.done > 0 && !this.sawJson;
  }

  summary(): string {
    const counters = this.module.counters();
    const seconds = (performance.now() - this.started) / 1000;
    const lines = [
      `${this.stopped ? "interrupted: " : ""}${plural(this.findings, "finding")} in ${plural(counters[COUNTER_EVENTS]!, "event")} (${plural(counters[COUNTER_SCRIPT_BLOCKS]!, "script block")}), ${bytes(this.done)} in ${duration(seconds)}`,
    ];
    if (this.nothingReadable()) lines.push("note: no line of this starts a JSON object; scan reads one event a line");
    const unreadable = counters[COUNTER_UNREADABLE]!;
    if (unreadable > 0) lines.push(`note: ${plural(unreadable, "script block event")} cut or damaged, passed unread`);
    const without = counters[COUNTER_WITHOUT_TEXT]!;
    if (without > 0) lines.push(`note: ${plural(without, "script block event")} without a text, nothing to read`);
    const oversized = counters[COUNTER_OVERSIZED]!;
    if (oversized > 0) lines.push(`note: ${count(oversized)} longer than 32 MiB passed unread`);
    return `${lines.join("\n")}\n`;
  }
}

/** Whether any line of a batch begins with a brace. */
function startsObject(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(BRACE); at >= 0; at = bytes.indexOf(BRACE, at + 1)) {
    let before = at - 1;
    while (before >= 0 && (bytes[before] === SPACE || bytes[before] === TAB)) before--;
    if (before < 0 || bytes[before] === NEWLINE || bytes[before] === BOM_END) return true;
  }
  return false;
}
