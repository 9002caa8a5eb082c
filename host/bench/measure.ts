/** Timing of several contenders over the same bytes, in turns, so that none has the warm or the quiet machine to itself. */
import { performance } from "node:perf_hooks";

export interface Contender {
  name: string;
  /** One lap; answers a count. */
  run(): number;
  /** The count a right lap answers; undefined if nobody knows. */
  expected?: number | undefined;
}

export interface Timing {
  name: string;
  count: number;
  /** Milliseconds a lap. */
  median: number;
  fastest: number;
  slowest: number;
  laps: number;
}

/** A contender answered another count than the workload holds. */
export class WrongCountError extends Error {
  override name = "WrongCountError";
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/**
 * Runs every contender `laps` times, alternating, after one lap each to warm up.
 * @throws WrongCountError where a count differs from the expected one, or between laps
 */
export function race(contenders: readonly Contender[], laps: number): Timing[] {
  const counts = contenders.map((contender) => contender.run());
  const times = contenders.map((): number[] => []);
  for (let lap = 0; lap < laps; lap++) {
    for (const [index, contender] of contenders.entries()) {
      const start = performance.now();
      const count = contender.run();
      (times[index] as number[]).push(performance.now() - start);
      const right = contender.expected ?? counts[index];
      if (count !== right) throw new WrongCountError(`${contender.name} counted ${count}, the workload holds ${right}`);
    }
  }
  return contenders.map((contender, index) => {
    const sorted = (times[index] as number[]).sort((a, b) => a - b);
    return {
      name: contender.name,
      count: counts[index] as number,
      median: median(sorted),
      fastest: sorted[0] as number,
      slowest: sorted[sorted.length - 1] as number,
      laps,
    };
  });
}
