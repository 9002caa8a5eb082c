/**
 * `scan [FILE…]`: findings of event files, readable or one a line.
 */
import { type Command, Option } from "commander";
import { EVENT_FILES, findFiles, STDIN } from "../files/find.js";
import { sizeOf } from "../files/read.js";
import { FORMATS, type Format } from "../input/recognise.js";
import { parseMoment, SEVERITIES } from "../scan/filter.js";
import { type FormName, outputForm } from "../scan/outputs.js";
import { ScanRun } from "../scan/run.js";
import { EXIT_FOUND, EXIT_UNREAD, EXIT_USAGE, reportError } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { painter } from "../terminal/paint.js";
import { startProgress } from "../terminal/progress.js";
import { plural } from "../terminal/size.js";
import type { Severity } from "../types.js";
import { configured } from "./configured.js";

interface Options {
  json?: boolean;
  csv?: boolean;
  table?: boolean;
  format?: "ecs" | "ocsf";
  input?: Format;
  glob?: string[];
  minSeverity?: Severity;
  since?: string;
  until?: string;
  quiet?: boolean;
  stats?: boolean;
  failOnFindings?: boolean;
  module?: string;
  config?: string | false;
}

/** The shell's code for a process that an interrupt ended. */
const EXIT_INTERRUPTED = 130;
const PIPE_COLUMNS = 120;

export function registerScan(program: Command): void {
  program
    .command("scan")
    .summary("findings of event files")
    .description(
      "Reads events and prints what it finds: lines of JSON, arrays, objects one after another, XML, CSV with a text column, EVTX; UTF-8 or UTF-16, plain, gzip or zstd. Folders are read to their bottom. Without a file it reads standard input.",
    )
    .argument("[files...]", "event files and folders; - is standard input")
    .option("--json", 'one finding a line: {"file","line","offset","length","finding"}')
    .addOption(new Option("--csv", "a row for each call").conflicts("json"))
    .addOption(new Option("--table", "a line for each call").conflicts(["json", "csv"]))
    .addOption(
      new Option("--format <format>", "one document a line for a SIEM")
        .choices(["ecs", "ocsf"])
        .conflicts(["json", "csv", "table"]),
    )
    .addOption(new Option("--min-severity <severity>", "leave out what is below").choices(SEVERITIES))
    .option("--since <moment>", "only events from then on: 2027-03-31, 2027-03-31T18:00:00Z, 24h, 7d")
    .option("--until <moment>", "only events up to then")
    .option(
      "--glob <pattern>",
      `files of folders, may be given several times (${EVENT_FILES})`,
      (pattern: string, before: string[] = []) => [...before, pattern],
    )
    .addOption(new Option("--input <format>", "what the input is, where its bytes shall not decide").choices(FORMATS))
    .option("--quiet", "no summary; what could not be read is said all the same")
    .option("--stats", "the run's counters as a line of JSON on standard error")
    .option("--fail-on-findings", "exit 1 if anything was found")
    .option("--module <file.wasm>", "run a baked module instead of the package's own")
    .option("--config <file>", "exceptions, omitted members and behaviours (detector.yaml, found in the working folder)")
    .option("--no-config", "leave a detector.yaml in the working folder alone")
    .addHelpText(
      "after",
      `
Examples:
  $ mailbox-export-detector scan events.ndjson
  $ mailbox-export-detector scan --table --min-severity high --since 7d logs/ Security.evtx
  $ mailbox-export-detector scan --json logs/*.json.gz | jq -r .finding.severity | sort | uniq -c
  $ mailbox-export-detector scan --format ocsf events.ndjson > findings.ndjson`,
    )
    .action(run);
}

async function run(files: string[], options: Options): Promise<void> {
  const names = files.length > 0 ? files : [STDIN];
  const filter = {
    minSeverity: options.minSeverity,
    since: options.since === undefined ? undefined : parseMoment(options.since, false),
    until: options.until === undefined ? undefined : parseMoment(options.until, true),
  };
  const { module, exceptions } = await configured(options);
  const found = findFiles(names, options.glob);
  const form = await outputForm(formName(options), painter(process.stdout), process.stdout.columns ?? PIPE_COLUMNS);
  const progress = await startProgress(totalOf(found.files), process.stderr);
  let headed = false;
  const scan = new ScanRun(
    module,
    filter,
    options.input,
    async (shown) => {
      if (process.stdout.isTTY) progress.clear();
      await write(`${headed ? "" : (form.head ?? "")}${form.describe(shown)}`);
      headed = true;
    },
    progress,
  );
  process.once("SIGINT", () => {
    scan.stop();
    // A pipe that nothing comes through would hold the run up.
    process.stdin.destroy();
  });
  if (names.includes(STDIN) && process.stdin.isTTY)
    process.stderr.write("Reading events from the terminal; end them with Ctrl-D.\n");

  let worst = 0;
  for (const name of found.files) {
    try {
      await scan.file(name);
    } catch (error) {
      if (scan.stopped) break;
      progress.clear();
      worst = Math.max(worst, reportError(error));
    }
    if (scan.stopped) break;
  }
  progress.clear();
  const readable = !options.json && !options.csv && options.format === undefined;
  if (!options.quiet && (readable || scan.stopped || process.stderr.isTTY)) process.stderr.write(scan.summary());
  for (const line of scan.warnings()) process.stderr.write(`${line}\n`);
  if (found.passed > 0 && !options.quiet)
    process.stderr.write(
      `note: ${plural(found.passed, "other file of these folders was", "other files of these folders were")} not read (--glob chooses)\n`,
    );
  const unmatched = exceptions.filter(({ reason }) => !scan.tally.excepted.has(reason));
  if (scan.shown > 0 && !options.quiet) {
    for (const { reason } of unmatched) process.stderr.write(`note: no finding here falls under the exception "${reason}"\n`);
  }
  if (options.stats) process.stderr.write(scan.stats());
  if (scan.stopped) process.exitCode = EXIT_INTERRUPTED;
  else if (scan.unread) process.exitCode = Math.max(worst, EXIT_UNREAD);
  else if (scan.noEvents) process.exitCode = Math.max(worst, EXIT_USAGE);
  else process.exitCode = worst || (options.failOnFindings && scan.shown > 0 ? EXIT_FOUND : 0);
}

function formName({ json, csv, table, format }: Options): FormName {
  return json ? "json" : csv ? "csv" : table ? "table" : (format ?? "text");
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
