/** What a benchmark run says, as data: one object that the table, the chart and `--json` are made from. */
import { plural } from "../terminal/size.js";
import { AOT, EMPTY, type FluentBitReport, INTERPRETED } from "./fluent-bit.js";
import type { Timing } from "./measure.js";
import { ENGINE, READ, type ReadingReport, TREE_SITTER } from "./readers.js";

/** Names of our own contenders. */
export const SCAN = "detector.scan";
export const GATES_OFF = "detector.scan, gates off";

export interface WorkloadReport {
  name: string;
  stresses: string;
  bytes: number;
  records: number;
  findings: number | null;
  timings: Timing[];
}

export interface TargetReport {
  /** What is compared with what. */
  work: string;
  /** The ratio to reach. */
  target: number;
  /** The ratio is a price, to be stayed below. */
  atMost?: boolean;
  measured: number;
  met: boolean;
}

export interface BenchReport {
  /** Day of the run, ISO 8601. */
  date: string;
  machine: string;
  node: string;
  version: string;
  commit: string | null;
  corpus: string;
  workloads: WorkloadReport[];
  /** Whole processes over one file. */
  processes: { bytes: number; timings: Timing[] } | null;
  /** Steps a byte of `fluent-bit.wasm`, by workload; only in a checkout, where the build makes the counting twin. */
  steps: { workload: string; stepsPerByte: number }[];
  /** Reading scripts, beside others that read PowerShell. */
  reading: ReadingReport | null;
  /** Fluent Bit itself, by workload; empty where none is on the PATH. */
  fluentBit: FluentBitReport[];
  targets: TargetReport[];
}

/** A spread of laps, against their median, from which on a figure says little. */
const WIDE_SPREAD = 0.25;

/** What to say where laps of a figure spread widely, or undefined. */
export function spreadWarning(workloads: readonly Pick<WorkloadReport, "name" | "timings">[]): string | undefined {
  const wide = workloads.flatMap(({ name, timings }) =>
    timings
      .filter((timing) => timing.slowest - timing.fastest > WIDE_SPREAD * timing.median)
      .map((timing) => `${name}, ${timing.name}`),
  );
  if (wide.length === 0) return undefined;
  return `laps of ${plural(wide.length, "figure")} spread over more than ${WIDE_SPREAD * 100} % of the median (${wide[0]}): the machine was not quiet; more --laps help`;
}

/** Bytes a second of a timing. */
export function throughput(bytes: number, timing: Timing): number {
  return bytes / (timing.median / 1000);
}

function timingOf(report: WorkloadReport | undefined, name: string): Timing | undefined {
  return report?.timings.find((timing) => timing.name === name);
}

/** How many times faster `ours` is than `theirs`, for the targets that both sides were measured for. */
function ratios(report: BenchReport): [work: string, target: number, measured: number][] {
  const found: [string, number, number][] = [];
  const compare = (workload: string, alternative: string, target: number, work: string) => {
    const row = report.workloads.find((candidate) => candidate.name === workload);
    const ours = timingOf(row, SCAN);
    const theirs = timingOf(row, alternative);
    if (ours && theirs) found.push([work, target, theirs.median / ours.median]);
  };
  compare("mixed", "latin1Slice + RegExp/i", 3, "mixed events, against latin1Slice + RegExp/i");
  compare("mixed", "JSON.parse + three includes", 20, "mixed events, against JSON.parse + three includes");
  compare("script blocks", "JSON.parse", 1.5, "every event a 4104, against JSON.parse");
  const reading = (name: string) => report.reading?.timings.find((timing) => timing.name === name);
  const read = reading(READ);
  for (const [name, target] of [
    [TREE_SITTER, 10],
    [ENGINE, 20],
  ] as const) {
    const theirs = reading(name);
    if (read && theirs) found.push([`reading administrators' modules, against ${name}`, target, theirs.median / read.median]);
  }
  const scan = report.processes?.timings.find((timing) => timing.name === "scan (process)");
  const wc = report.processes?.timings.find((timing) => timing.name === "wc -l");
  if (scan && wc) found.push(["the scan process, against wc -l", 0.5, wc.median / scan.median]);
  return found;
}

/** Holds the measured ratios to the targets. */
export function judgeTargets(report: BenchReport): TargetReport[] {
  const speeds = ratios(report).map(([work, target, measured]) => ({ work, target, measured, met: measured >= target }));
  return [...speeds, ...prices(report)];
}

/** What the module may cost within Fluent Bit, by workload and way: CPU against an empty filter. */
const PRICES: readonly [workload: string, row: string, most: number][] = [
  ["script blocks", INTERPRETED, 3],
  ["script blocks", AOT, 1.25],
  ["mixed", INTERPRETED, 1.15],
  ["mixed", AOT, 1.05],
];

function prices(report: BenchReport): TargetReport[] {
  const found: TargetReport[] = [];
  for (const [workload, name, target] of PRICES) {
    const row = report.fluentBit.find((one) => one.workload === workload)?.rows.find((one) => one.name === name);
    if (!row) continue;
    const measured = row.againstEmpty;
    found.push({
      work: `Fluent Bit, ${workload}: ${name}, against ${EMPTY}`,
      target,
      atMost: true,
      measured,
      met: measured <= target,
    });
  }
  return found;
}
