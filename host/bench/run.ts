/** One benchmark run: makes each workload, races the contenders, and gathers the report. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { loadDetector } from "../index.js";
import { moduleBytes } from "../modules.js";
import { VERSION } from "../version.js";
import { ALTERNATIVES } from "./alternatives.js";
import { timeFluentBit } from "./fluent-bit.js";
import { timeLiftoff } from "./liftoff.js";
import { type Contender, race } from "./measure.js";
import { raceProcesses } from "./processes.js";
import { type Parse, raceReaders } from "./readers.js";
import { type BenchReport, GATES_OFF, judgeTargets, SCAN } from "./report.js";
import { loadFluentBit, ship } from "./shipper.js";
import { countSteps } from "./steps.js";
import { makeWorkload, WORKLOAD_NAMES, type Workload } from "./workloads.js";

export interface BenchOptions {
  /** Events of the user's own instead of the generated workloads, as lines of JSON. */
  corpus?: { name: string; bytes: Buffer };
  /** Bytes of a generated workload. */
  size: number;
  laps: number;
  /** Only the workloads of these names. */
  only?: readonly string[];
  /** tree-sitter's parser, where it is installed. */
  treeSitter?: Parse | undefined;
  /** Called before each piece of work. */
  onProgress?: (doing: string) => void;
}

/** Workloads over which the alternatives are raced as well: those for which the design states a ratio. */
const COMPARED = new Set(["mixed", "script blocks", "modules", "every record"]);
const NEWLINE = 0x0a;
/** The workload whose scripts are read beside others; they take seconds a lap. */
const READ_OVER = "modules";
const READING_LAPS = 3;
/** Workloads that a real Fluent Bit is timed on, if there is one. */
const IN_FLUENT_BIT = new Set(["mixed", "script blocks"]);
/** The baseline tier and the steps are taken on a slice: they are slow, and a ratio needs no more. */
const SLICE_BYTES = 4 << 20;
/** Whole processes read so many copies of the first workload: 1 GB at its usual size, so that starting up does not decide. */
const PROCESS_COPIES = 40;

function commit(): string | null {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    // Not a checkout, or no git: the version names the code.
    return null;
  }
}

function corpusWorkload({ name, bytes }: NonNullable<BenchOptions["corpus"]>): Workload {
  let records = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) records++;
  return { name, stresses: "your own events", bytes, records, findings: undefined };
}

/** The twin without gates that a checkout's build makes for the tests. */
const UNGATED = fileURLToPath(new URL("../../test/node.ungated.wasm", import.meta.url));

/** What reading would cost if nothing left early, over the workload for which the design states it. */
function ungatedContender(bytes: Buffer): Contender | undefined {
  if (!existsSync(UNGATED)) return undefined;
  const detector = loadDetector({ wasm: readFileSync(UNGATED) });
  return {
    name: GATES_OFF,
    run() {
      detector.reset();
      return detector.scan(bytes).length;
    },
  };
}

function contenders(workload: Workload, compared: boolean): Contender[] {
  const detector = loadDetector();
  const host = loadFluentBit(moduleBytes("fluent-bit"));
  const bytes = Buffer.from(workload.bytes.buffer, workload.bytes.byteOffset, workload.bytes.byteLength);
  const list: Contender[] = [
    {
      name: SCAN,
      expected: workload.findings,
      run() {
        detector.reset();
        return detector.scan(bytes).length;
      },
    },
    { name: "fluent-bit.wasm in Node", run: () => ship(host, bytes) },
  ];
  const ungated = workload.name === "script blocks" ? ungatedContender(bytes) : undefined;
  if (ungated) list.push(ungated);
  if (compared) {
    for (const { name, run } of ALTERNATIVES) list.push({ name, run: () => run(bytes) });
  }
  return list;
}

function slice(workload: Workload): Workload {
  if (workload.findings !== undefined) return makeWorkload(workload.name, Math.min(SLICE_BYTES, workload.bytes.length));
  const end = workload.bytes.lastIndexOf(10, Math.min(SLICE_BYTES, workload.bytes.length)) + 1;
  return { ...workload, bytes: workload.bytes.subarray(0, end) };
}

/**
 * Runs the benchmark.
 * @throws WrongCountError where a contender's count differs from what the workload holds
 */
export function runBench(options: BenchOptions): BenchReport {
  const { onProgress = () => {} } = options;
  const names = options.corpus ? [options.corpus.name] : WORKLOAD_NAMES.filter((name) => options.only?.includes(name) ?? true);
  const report: BenchReport = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}`,
    node: process.version,
    version: VERSION,
    commit: commit(),
    corpus: options.corpus?.name ?? "generated",
    workloads: [],
    processes: null,
    steps: [],
    reading: null,
    fluentBit: [],
    targets: [],
  };
  for (const name of names) {
    onProgress(name);
    const workload = options.corpus ? corpusWorkload(options.corpus) : makeWorkload(name, options.size);
    const timings = race(contenders(workload, options.corpus !== undefined || COMPARED.has(name)), options.laps);
    const small = slice(workload);
    const baseline = timeLiftoff(small, 3);
    const scale = workload.bytes.length / small.bytes.length;
    timings.push({
      ...baseline,
      median: baseline.median * scale,
      fastest: baseline.fastest * scale,
      slowest: baseline.slowest * scale,
    });
    report.workloads.push({
      name,
      stresses: workload.stresses,
      bytes: workload.bytes.length,
      records: workload.records,
      findings: workload.findings ?? null,
      timings,
    });
    const stepsPerByte = countSteps(small);
    if (stepsPerByte !== undefined) report.steps.push({ workload: name, stepsPerByte });
    if (report.processes === null) {
      onProgress("whole processes");
      const copies = Math.max(1, Math.round((PROCESS_COPIES * options.size) / workload.bytes.length));
      report.processes = {
        bytes: workload.bytes.length * copies,
        timings: raceProcesses(workload.bytes, copies, workload.findings, 3),
      };
    }
    if (options.corpus !== undefined || name === READ_OVER) {
      onProgress(`${name}, read beside others`);
      report.reading = raceReaders(small, options.treeSitter, READING_LAPS) ?? null;
    }
    if (options.corpus !== undefined || IN_FLUENT_BIT.has(name)) {
      onProgress(`${name} in Fluent Bit`);
      const inFluentBit = timeFluentBit(workload);
      if (inFluentBit) report.fluentBit.push(inFluentBit);
    }
  }
  report.targets = judgeTargets(report);
  return report;
}
