/**
 * The detector as a Web stream: bytes go in as they come, lines are carried across pieces, a slow reader holds the writer up, and
 * `stats` settles when the stream has ended. gzip is unpacked by the platform's own stream.
 */
import {
  COUNTER_EVENTS,
  COUNTER_FINDINGS,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_UNREPORTED,
  COUNTER_WITHOUT_TEXT,
} from "../assembly/contract.js";
import { checkChoice, checkOptions } from "./arguments.js";
import { FORMATS } from "./input/recognise.js";
import { InputScanner, type Visit } from "./input/scan-input.js";
import { Unpacking } from "./input/unpacking.js";
import type { DetectorModule } from "./module.js";
import { annotated } from "./scanner.js";
import type { Match, ScannerStream, StreamOptions, StreamStats, TransformerStream } from "./types.js";
import { encodeText } from "./wtf8.js";

/**
 * @param load makes the instance that the stream has for itself
 * @throws DetectorError for an option that there is not
 */
export function createScanner(load: () => DetectorModule, options: StreamOptions = {}): ScannerStream {
  checkStreamOptions(options, "createScanner");
  const module = load();
  return streamOver<Match>(module, options, true, (give) => ({ rows }, placeOf) => {
    for (const row of rows) if (!row.replaced) give({ ...placeOf(row), finding: module.finding(row) });
  });
}

/**
 * @param load makes the instance that the stream has for itself
 * @throws DetectorError for an option that there is not
 */
export function createTransform(load: () => DetectorModule, options: StreamOptions = {}): TransformerStream {
  checkStreamOptions(options, "createTransform");
  const module = load();
  return streamOver<Uint8Array>(module, options, false, (give) => (batch) => {
    for (const piece of annotated(batch, module)) if (piece.length > 0) give(piece.slice());
  });
}

function checkStreamOptions(options: StreamOptions, method: string): void {
  checkOptions(options, ["format"], method);
  checkChoice(options.format, FORMATS, "format", method);
}

/** Pieces that wait on either side before the writer is held up. */
const WAITING = { highWaterMark: 4 };

function streamOver<Out>(
  module: DetectorModule,
  { format }: StreamOptions,
  unwrap: boolean,
  visitFor: (give: (out: Out) => void) => Visit,
): TransformStream<Uint8Array | string, Out> & { stats: Promise<StreamStats> } {
  let settle: (stats: StreamStats) => void = () => {};
  let fail: (reason: unknown) => void = () => {};
  const stats = new Promise<StreamStats>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Nobody need ask for them.
  stats.catch(() => {});

  let controller: TransformStreamDefaultController<Out>;
  const scanner = new InputScanner(
    module,
    visitFor((out) => controller.enqueue(out)),
    { format, unwrap },
  );
  const unpacking = new Unpacking((bytes) => scanner.push(bytes));
  const stream = new TransformStream<Uint8Array | string, Out>(
    {
      start(own) {
        controller = own;
      },
      async transform(piece) {
        try {
          await unpacking.push(typeof piece === "string" ? encodeText(piece) : piece);
        } catch (error) {
          fail(error);
          throw error;
        }
      },
      async flush() {
        try {
          await unpacking.end();
          scanner.end();
          settle(statsOf(module, scanner, unpacking.damage));
        } catch (error) {
          fail(error);
          throw error;
        }
      },
    },
    WAITING,
    WAITING,
  );
  return Object.defineProperty(stream, "stats", { value: stats }) as typeof stream & { stats: typeof stats };
}

function statsOf(module: DetectorModule, scanner: InputScanner, damage: string | undefined): StreamStats {
  const counters = module.counters();
  const { damaged, damages, notes } = scanner.report();
  return {
    events: counters[COUNTER_EVENTS]!,
    script_blocks: counters[COUNTER_SCRIPT_BLOCKS]!,
    findings: counters[COUNTER_FINDINGS]!,
    unreadable: counters[COUNTER_UNREADABLE]!,
    without_text: counters[COUNTER_WITHOUT_TEXT]!,
    oversized: counters[COUNTER_OVERSIZED]!,
    unreported: counters[COUNTER_UNREPORTED]!,
    damaged: damaged + (damage ? 1 : 0),
    notes: [...(damage ? [damage] : []), ...damages.map(({ what, offset }) => `${what}, at byte ${offset}`), ...notes],
  };
}
