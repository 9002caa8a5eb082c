/**
 * `stream`: the transform for hosts that talk to a process. A line in, a line out, in order; each is answered before the next
 * is needed.
 */
import { type Command, Option } from "commander";
import { STDIN } from "../files/find.js";
import { readInput } from "../files/read.js";
import { FORMATS, type Format } from "../input/recognise.js";
import { InputScanner } from "../input/scan-input.js";
import type { DetectorModule } from "../module.js";
import { lossesOf } from "../scan/losses.js";
import { annotated, type Batch } from "../scanner.js";
import { EXIT_UNREAD } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { concatenate, encodeText } from "../wtf8.js";
import { configured } from "./configured.js";

interface Options {
  mode: "ndjson" | "rsyslog";
  input?: Format;
  config?: string | false;
}

const NEWLINE = 10;
const UNCHANGED = encodeText("{}\n");

export function registerStream(program: Command): void {
  program
    .command("stream")
    .summary("the transform for process hosts: line in, line out")
    .description(
      "Reads newline-delimited JSON from standard input and writes each line back at once, with the finding as its last member where there is one. Other forms of events (an array, XML, CSV, EVTX, UTF-16, gzip) come out as lines of JSON.",
    )
    .addOption(
      new Option("--mode <mode>", "ndjson: the record; rsyslog: changed properties for mmexternal, {} for none")
        .choices(["ndjson", "rsyslog"])
        .default("ndjson"),
    )
    .addOption(new Option("--input <format>", "what the input is, where its bytes shall not decide").choices(FORMATS))
    .option("--config <file>", "exceptions, omitted members and behaviours (detector.yaml, found in the working folder)")
    .option("--no-config", "leave a detector.yaml in the working folder alone")
    .addHelpText(
      "after",
      "\nExample:\n  $ vector --config source.yaml | mailbox-export-detector stream | vector --config sink.yaml",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { module } = await configured(options);
  let out: Uint8Array[] = [];
  const changes = new Changes(module);
  const visit = (batch: Batch) => {
    // Views move with the next call, so the pieces are copied.
    for (const piece of options.mode === "rsyslog" ? changes.of(batch) : annotated(batch, module)) out.push(piece.slice());
  };
  // Its hosts speak in lines: whatever they begin with, each has its answer.
  const format = options.mode === "rsyslog" ? "text" : options.input;
  const scanner = new InputScanner(module, visit, { format, unwrap: false });
  const flush = async () => {
    const bytes = concatenate(out);
    out = [];
    await write(bytes);
    return true;
  };
  try {
    await readInput(STDIN, scanner, flush);
  } finally {
    if (options.mode === "rsyslog") out.push(...changes.end());
    await flush();
    const { damages, damaged } = scanner.report();
    for (const { what, offset } of damages) process.stderr.write(`damage: ${what}, at byte ${offset}\n`);
    const losses = lossesOf(module.counters());
    for (const loss of losses) process.stderr.write(`note: ${loss}\n`);
    if (damaged > 0 || losses.length > 0) process.exitCode = EXIT_UNREAD;
  }
}

/** For each line what changed about it, as rsyslog's mmexternal reads it: `{"$!":{member}}` or `{}`. */
class Changes {
  /** A line has begun and has no answer yet. */
  private open = false;

  constructor(private readonly module: DetectorModule) {}

  *of({ bytes, rows }: Batch): Generator<Uint8Array> {
    let at = 0;
    for (const row of rows) {
      yield* this.unchanged(bytes.subarray(at, row.offset));
      const text = this.module.text(row.text, row.textLength);
      yield encodeText(`{"$!":${row.replaced ? text : `{${text.replace(/^,/, "")}}`}}\n`);
      at = Math.min(row.offset + row.length + 1, bytes.length);
    }
    yield* this.unchanged(bytes.subarray(at));
  }

  *end(): Generator<Uint8Array> {
    if (this.open) yield UNCHANGED;
  }

  private *unchanged(bytes: Uint8Array): Generator<Uint8Array> {
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      yield UNCHANGED;
      this.open = false;
    }
    if (bytes.length > 0) this.open = bytes.at(-1) !== NEWLINE;
  }
}
