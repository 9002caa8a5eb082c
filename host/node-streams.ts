/**
 * The detector's streams as Node's: for `pipe` and `pipeline`. A separate entry (`mailbox-export-detector/node`), so that the
 * library itself needs nothing of Node.
 */
import { Duplex } from "node:stream";
import type { Detector } from "./index.js";
import type { StreamOptions, StreamStats } from "./streams.js";

/** A Node stream that tells its stats when it has ended. */
export type StatsDuplex = Duplex & { readonly stats: Promise<StreamStats> };

/** Bytes in, matches out (object mode on the readable side). */
export function createScanner(detector: Detector, options?: StreamOptions): StatsDuplex {
  const stream = detector.createScanner(options);
  return withStats(Duplex.fromWeb(stream as never, { objectMode: true }), stream.stats);
}

/** Bytes in, the pipeline's view of them out. */
export function createTransform(detector: Detector, options?: StreamOptions): StatsDuplex {
  const stream = detector.createTransform(options);
  return withStats(Duplex.fromWeb(stream as never), stream.stats);
}

function withStats(duplex: Duplex, stats: Promise<StreamStats>): StatsDuplex {
  return Object.defineProperty(duplex, "stats", { value: stats }) as StatsDuplex;
}
