/**
 * The detector's streams as Node's: for `pipe` and `pipeline`. A separate entry (`mailbox-export-detector/node`), so that the
 * library itself needs nothing of Node.
 */
import { Duplex } from "node:stream";
import { isRecord } from "./arguments.js";
import { DetectorError } from "./errors.js";
import type { Detector } from "./index.js";
import type { StreamOptions, StreamStats } from "./types.js";

/** A Node stream that tells its stats when it has ended. */
export type StatsDuplex = Duplex & { readonly stats: Promise<StreamStats> };

/** Bytes in, matches out (object mode on the readable side). */
export function createScanner(detector: Detector, options?: StreamOptions): StatsDuplex {
  checkDetector(detector, "createScanner");
  const stream = detector.createScanner(options);
  return withStats(Duplex.fromWeb(stream as never, { objectMode: true }), stream.stats);
}

/** Bytes in, the pipeline's view of them out. */
export function createTransform(detector: Detector, options?: StreamOptions): StatsDuplex {
  checkDetector(detector, "createTransform");
  const stream = detector.createTransform(options);
  return withStats(Duplex.fromWeb(stream as never), stream.stats);
}

function checkDetector(detector: unknown, method: keyof Detector): void {
  if (isRecord(detector) && typeof detector[method] === "function") return;
  throw new DetectorError("argument_invalid", `${method} takes a detector.`, { hint: "Hand in what loadDetector() gives." });
}

function withStats(duplex: Duplex, stats: Promise<StreamStats>): StatsDuplex {
  return Object.defineProperty(duplex, "stats", { value: stats }) as StatsDuplex;
}
