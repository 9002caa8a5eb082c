/**
 * The library: a detector over one instance of the module. Synchronous, no files, no network, no output; what goes in and
 * comes out is in the types below. Nothing here decides anything about a script.
 */
import {
  COUNTER_EVENTS,
  COUNTER_EVICTED,
  COUNTER_FINDINGS,
  COUNTER_MENTIONS,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_UNREPORTED,
  COUNTER_WITHOUT_TEXT,
} from "../assembly/contract.js";
import { checkOptions } from "./arguments.js";
import { type Config, compileConfig, configWarnings } from "./config.js";
import { DetectorError } from "./errors.js";
import { JsonValues } from "./input/json-values.js";
import { Output } from "./input/output.js";
import { MAGIC_BYTES, packingOf, refuse } from "./input/recognise.js";
import { InputScanner, type Visit } from "./input/scan-input.js";
import { TextWindow } from "./input/text-window.js";
import { unpack } from "./input/unpack.js";
import { DetectorModule } from "./module.js";
import type { WasmSource } from "./platform.js";
import { annotated, Scanner } from "./scanner.js";
import { createScanner, createTransform } from "./streams.js";
import type { Explanation, Finding, Match, Reading, ScannerStream, Stats, StreamOptions, TransformerStream } from "./types.js";
import { concatenate, encodeText } from "./wtf8.js";

export type { Config, Exception } from "./config.js";
export { DetectorError, type DetectorErrorCode } from "./errors.js";
export {
  type BindingView,
  type CallView,
  type ExplanationView,
  explanationView,
  type MentionView,
  type PlaceView,
  type StepView,
} from "./explanation/view.js";
export { type EcsDocument, toEcs } from "./formats/ecs.js";
export { type OcsfDetectionFinding, toOcsf } from "./formats/ocsf.js";
export type { Format } from "./input/recognise.js";
export type { WasmSource } from "./platform.js";
export { explanationText } from "./terminal/explanation.js";
export type * from "./types.js";
export { VERSION } from "./version.js";

/** Bytes that are copied into the module at once: they stay in the processor's cache. */
const PIECE_BYTES = 1 << 18;
const NEWLINE = 0x0a;
/** Sentences that `stats()` keeps. */
const MOST_NOTES = 50;

export interface DetectorOptions {
  /** The module, as bytes or compiled; the package's own if absent. */
  wasm?: WasmSource;
  config?: Config;
}

/**
 * `scan`, `transform` and `inspect` share one state: the store that joins split script blocks, and the counters. `read` and
 * `explain` never touch it.
 */
export interface Detector {
  /**
   * Findings of events, in order: lines of JSON, an array, objects one after another, XML, CSV with a text column, EVTX; bytes
   * may be UTF-16, gzip or, where the platform has it, zstd. What was damaged is read around and counted in `stats()`.
   * @throws DetectorError for what is certainly no events (a ZIP archive, a database)
   */
  scan(events: Uint8Array | string): Match[];
  /** The pipeline's view of lines of JSON: the same bytes, plus one member where a finding is. A new array. */
  transform(lines: Uint8Array): Uint8Array;
  /** The finding of one event, or null. @throws DetectorError for several events */
  inspect(event: Uint8Array | string): Finding | null;
  /** What a bare script says, without an event around it. */
  read(script: string): Reading;
  /** How a script was read, command by command. */
  explain(script: string): Explanation;
  /** A stream of bytes to matches, with a state of its own under the same configuration. */
  createScanner(options?: StreamOptions): ScannerStream;
  /** A stream of bytes to the pipeline's view of them, with a state of its own under the same configuration. */
  createTransform(options?: StreamOptions): TransformerStream;
  stats(): Stats;
  /** Empties the joining store and the counters. */
  reset(): void;
}

/**
 * Makes a detector with its own state. Give each thread its own; share one within a thread.
 * @throws DetectorError for a module that does not fit, a mistake in the configuration, or an option that there is not
 */
export function loadDetector(options: DetectorOptions = {}): Detector {
  checkOptions(options, ["wasm", "config"], "loadDetector");
  const payload = options.config === undefined ? new Uint8Array() : compileConfig(options.config);
  const notes = options.config === undefined ? [] : configWarnings(options.config);
  return detectorOver(() => DetectorModule.load(options.wasm, payload), notes);
}

/** @param load makes an instance of the module; each stream gets its own */
function detectorOver(load: () => DetectorModule, warnings: readonly string[]): Detector {
  const module = load();
  let damaged = 0;
  let notes: string[] = [];
  const through = (input: Uint8Array, visit: Visit) => {
    const head = input.subarray(0, MAGIC_BYTES);
    refuse(head, "The input");
    const packing = packingOf(head);
    const { bytes, damage }: { bytes: Uint8Array; damage?: string } = packing ? unpack(input, packing) : { bytes: input };
    const scanner = new InputScanner(module, visit);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) scanner.push(bytes.subarray(from, from + PIECE_BYTES));
    scanner.end();
    const report = scanner.report();
    damaged += report.damaged + (damage ? 1 : 0);
    const said = [
      ...(damage ? [damage] : []),
      ...report.damages.map(({ what, offset }) => `${what}, at byte ${offset}`),
      ...report.notes,
    ];
    notes = [...notes, ...said].slice(0, MOST_NOTES);
  };

  return {
    scan(events) {
      const matches: Match[] = [];
      const visit: Visit = ({ rows }, placeOf) => {
        for (const row of rows) if (!row.replaced) matches.push({ ...placeOf(row), finding: module.finding(row) });
      };
      through(bytesOf(events, "scan"), visit);
      return matches;
    },

    transform(lines) {
      const pieces: Uint8Array[] = [];
      const scanner = new Scanner(module, (batch) => {
        for (const piece of annotated(batch, module)) pieces.push(piece.slice());
      });
      const input = bytesOf(lines, "transform");
      for (let from = 0; from < input.length; from += PIECE_BYTES) scanner.push(input.subarray(from, from + PIECE_BYTES));
      scanner.end();
      return concatenate(pieces);
    },

    createScanner: (options) => createScanner(load, options),
    createTransform: (options) => createTransform(load, options),

    inspect(event) {
      const answer = module.ask("inspect", oneEvent(bytesOf(event, "inspect")));
      const found = answer === undefined ? null : JSON.parse(answer);
      // A status record is answered with counters, which are no finding.
      return found !== null && "schema" in found ? found : null;
    },

    read(script) {
      return JSON.parse(answerOf(module, "read", script));
    },

    explain(script) {
      return JSON.parse(answerOf(module, "explain", script));
    },

    stats() {
      const counters = module.counters();
      return {
        events: counters[COUNTER_EVENTS]!,
        script_blocks: counters[COUNTER_SCRIPT_BLOCKS]!,
        findings: counters[COUNTER_FINDINGS]!,
        mentions: counters[COUNTER_MENTIONS]!,
        unreadable: counters[COUNTER_UNREADABLE]!,
        without_text: counters[COUNTER_WITHOUT_TEXT]!,
        evicted: counters[COUNTER_EVICTED]!,
        unreported: counters[COUNTER_UNREPORTED]!,
        oversized: counters[COUNTER_OVERSIZED]!,
        damaged,
        notes: [...warnings, ...notes],
        memory_pages: module.pages,
      };
    },

    reset() {
      module.exports.reset();
      damaged = 0;
      notes = [];
    },
  };
}

/** An event on one line, whatever it was written over. @throws DetectorError for several */
function oneEvent(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(NEWLINE)) return bytes;
  const events: Uint8Array[] = [];
  const out = new Output({ asIs() {}, converted: (lines) => void events.push(lines.slice()) });
  const reader = new JsonValues(out, new TextWindow(0, 1), false);
  reader.push(bytes);
  reader.end();
  if (out.events > 1) {
    throw new DetectorError("argument_invalid", `inspect takes one event, and this holds ${out.events}.`, {
      hint: "Hand several events to scan, or one line at a time to inspect.",
    });
  }
  // What is no JSON goes on as it is: the module counts it.
  return out.damaged > 0 || events.length === 0 ? bytes : events[0]!.subarray(0, -1);
}

function bytesOf(input: unknown, method: string): Uint8Array {
  if (typeof input === "string") return encodeText(input);
  if (input instanceof Uint8Array) return input;
  throw new DetectorError("argument_invalid", `${method} takes bytes or text.`, {
    hint: "Hand in a Uint8Array (a Buffer is one) or a string.",
  });
}

function answerOf(module: DetectorModule, question: "read" | "explain", script: unknown): string {
  if (typeof script !== "string") {
    throw new DetectorError("argument_invalid", `${question} takes the text of a script.`, {
      hint: "Hand in a string; inspect takes events.",
    });
  }
  const answer = module.ask(question, encodeText(script));
  if (answer !== undefined) return answer;
  throw new DetectorError("out_of_memory", "The module has no room for the answer.", { hint: "Hand in a shorter script." });
}
