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
import { type Config, compileConfig } from "./config.js";
import { DetectorError } from "./errors.js";
import { DetectorModule, type WasmSource } from "./module.js";
import { annotated, type Batch, Scanner } from "./scanner.js";
import type { Explanation, Finding, Match, Reading, Stats } from "./types.js";
import { concatenate, encodeText } from "./wtf8.js";

export type { Config, Exception } from "./config.js";
export { DetectorError, type DetectorErrorCode } from "./errors.js";
export { type EcsDocument, toEcs } from "./formats/ecs.js";
export { type OcsfDetectionFinding, toOcsf } from "./formats/ocsf.js";
export type { WasmSource } from "./module.js";
export type * from "./types.js";
export { VERSION } from "./version.js";

/** Bytes that are copied into the module at once: they stay in the processor's cache. */
const PIECE_BYTES = 1 << 20;

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
  /** Findings of newline-delimited JSON, in order; offsets are bytes of the UTF-8 input. */
  scan(ndjson: Uint8Array | string): Match[];
  /** The pipeline's view: the same bytes, plus one member where a finding is. A new array. */
  transform(ndjson: Uint8Array): Uint8Array;
  /** The finding of one event, or null. */
  inspect(event: Uint8Array | string): Finding | null;
  /** What a bare script says, without an event around it. */
  read(script: string): Reading;
  /** How a script was read, command by command. */
  explain(script: string): Explanation;
  stats(): Stats;
  /** Empties the joining store and the counters. */
  reset(): void;
}

/**
 * Makes a detector with its own state. Give each thread its own; share one within a thread.
 * @throws DetectorError for a module that does not fit, or a mistake in the configuration
 */
export function loadDetector(options: DetectorOptions = {}): Detector {
  const payload = options.config === undefined ? new Uint8Array() : compileConfig(options.config);
  return detectorOver(DetectorModule.load(options.wasm, payload));
}

/** A detector over a loaded module, for callers that also need the module itself. */
function detectorOver(module: DetectorModule): Detector {
  const through = (input: Uint8Array, visit: (batch: Batch) => void) => {
    const scanner = new Scanner(module, visit);
    for (let from = 0; from < input.length; from += PIECE_BYTES) scanner.push(input.subarray(from, from + PIECE_BYTES));
    scanner.end();
  };

  return {
    scan(ndjson) {
      const matches: Match[] = [];
      through(bytesOf(ndjson, "scan"), ({ rows, offset }) => {
        for (const row of rows) {
          if (row.replaced) continue;
          matches.push({ line: row.line, offset: offset + row.offset, length: row.length, finding: module.finding(row) });
        }
      });
      return matches;
    },

    transform(ndjson) {
      const pieces: Uint8Array[] = [];
      through(bytesOf(ndjson, "transform"), (batch) => {
        for (const piece of annotated(batch, module)) pieces.push(piece.slice());
      });
      return concatenate(pieces);
    },

    inspect(event) {
      const answer = module.ask("inspect", bytesOf(event, "inspect"));
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
        memory_pages: module.pages,
      };
    },

    reset() {
      module.exports.reset();
    },
  };
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
