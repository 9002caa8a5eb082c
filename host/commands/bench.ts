/**
 * `bench`: throughput on generated or given events, every contender in the same process and run.
 */
import { writeFileSync } from "node:fs";
import CliTable from "cli-table3";
import { type Command, InvalidArgumentError } from "commander";
import { drawChart } from "../bench/chart.js";
import { readCorpus } from "../bench/corpus.js";
import { loadTreeSitter } from "../bench/readers.js";
import { type BenchReport, spreadWarning, throughput, type WorkloadReport } from "../bench/report.js";
import { runBench } from "../bench/run.js";
import { WORKLOAD_NAMES } from "../bench/workloads.js";
import { DetectorError } from "../errors.js";
import { closest } from "../suggest.js";
import { EXIT_FOUND } from "../terminal/failure.js";
import { write } from "../terminal/output.js";
import { type Paint, painter } from "../terminal/paint.js";

interface Options {
  corpus?: string;
  json?: boolean;
  svg?: string;
  size: number;
  laps: number;
  only?: string[];
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("a whole number from 1 is needed");
  return value;
}

export function registerBench(program: Command): void {
  program
    .command("bench")
    .summary("throughput, beside what you would write instead")
    .description(
      `Measures throughput on generated events, or on your own, beside the usual alternatives. A wrong count fails.\nWorkloads: ${WORKLOAD_NAMES.join(", ")}.`,
    )
    .option("--corpus <file>", "events of your own, in any form that scan reads, instead of generated ones")
    .option("--only <workload...>", "only these workloads")
    .option("--size <MB>", "size of a generated workload", positive, 24)
    .option("--laps <n>", "laps of each contender", positive, 5)
    .option("--json", "the whole report as JSON")
    .option("--svg <file>", "also write a chart")
    .addHelpText("after", "\nExample:\n  $ mailbox-export-detector bench --corpus events.ndjson --svg bench.svg")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const unknown = options.only?.find((name) => !WORKLOAD_NAMES.includes(name));
  if (unknown !== undefined) {
    const near = closest(unknown, WORKLOAD_NAMES);
    throw new DetectorError("argument_invalid", `There is no workload ${unknown}.`, {
      hint: near ? `Did you mean ${near}?` : `There are ${WORKLOAD_NAMES.join(", ")}.`,
    });
  }
  const corpus = options.corpus === undefined ? undefined : await readCorpus(options.corpus);
  for (const damage of corpus?.damages ?? []) process.stderr.write(`damage: ${damage}\n`);
  const started = Date.now();
  const report = runBench({
    ...(corpus && { corpus }),
    ...(options.only ? { only: options.only } : {}),
    treeSitter: await loadTreeSitter(),
    size: options.size << 20,
    laps: options.laps,
    onProgress: (doing) => process.stderr.write(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${doing}\n`),
  });
  const warning = spreadWarning(report.workloads);
  if (warning !== undefined) process.stderr.write(`warning: ${warning}\n`);
  if (options.svg) writeFileSync(options.svg, drawChart(report));
  if (options.json) await write(`${JSON.stringify(report, null, 2)}\n`);
  else await write(describe(report, painter(process.stdout)));
  if (report.targets.some((target) => !target.met)) process.exitCode = EXIT_FOUND;
}

function table(head: string[]): InstanceType<typeof CliTable> {
  return new CliTable({ head, style: { head: [], border: [] }, colAligns: head.map((_, i) => (i === 0 ? "left" : "right")) });
}

function describeWorkload(row: WorkloadReport, paint: Paint): string {
  const ours = row.timings[0];
  const rows = table(["", "MB/s", "spread", "ns a record", "against scan"]);
  for (const timing of row.timings) {
    const spread = (100 * (timing.slowest - timing.fastest)) / timing.median;
    const ratio = ours ? timing.median / ours.median : 1;
    rows.push([
      timing.name,
      (throughput(row.bytes, timing) / 1e6).toFixed(0),
      `${spread.toFixed(0)} %`,
      ((timing.median * 1e6) / row.records).toFixed(0),
      `${ratio.toFixed(2)} ×`,
    ]);
  }
  const size = `${(row.bytes / 1e6).toFixed(1)} MB, ${row.records} records, ${row.findings ?? "?"} findings`;
  return `${paint.bold(row.name)}: ${row.stresses} ${paint.dim(`(${size})`)}\n${rows.toString()}\n\n`;
}

function describe(report: BenchReport, paint: Paint): string {
  const parts = [
    `${report.machine}, Node ${report.node}, ${report.corpus} events, ${report.commit ?? report.version}\n\n`,
    ...report.workloads.map((row) => describeWorkload(row, paint)),
  ];
  if (report.processes) {
    const rows = table(["whole process", "ms", "MB/s"]);
    for (const timing of report.processes.timings) {
      rows.push([timing.name, timing.median.toFixed(0), (throughput(report.processes.bytes, timing) / 1e6).toFixed(0)]);
    }
    parts.push(`${rows.toString()}\n\n`);
  }
  if (report.steps.length > 0) {
    const rows = table(["fluent-bit.wasm", "steps a byte"]);
    for (const { workload, stepsPerByte } of report.steps) rows.push([workload, stepsPerByte.toFixed(3)]);
    parts.push(`${rows.toString()}\n\n`);
  }
  if (report.reading) {
    const { scripts, bytes, timings } = report.reading;
    const rows = table([`reading ${scripts} scripts, ${(bytes / 1e6).toFixed(1)} MB`, "MB/s"]);
    for (const timing of timings) rows.push([timing.name, (throughput(bytes, timing) / 1e6).toFixed(1)]);
    parts.push(`${rows.toString()}\n\n`);
  }
  for (const { release, workload, bytes, rows } of report.fluentBit) {
    const rowsOf = table([
      `Fluent Bit ${release}, ${workload}, ${(bytes / 1e6).toFixed(0)} MB`,
      "CPU seconds",
      "against empty",
      "findings",
    ]);
    for (const row of rows) {
      rowsOf.push([row.name, row.cpuSeconds.toFixed(2), row.againstEmpty.toFixed(2), `${row.findings}`]);
    }
    parts.push(`${rowsOf.toString()}\n\n`);
  }
  for (const { work, target, atMost, measured, met } of report.targets) {
    const mark = met ? paint.green("✓") : paint.red("✗");
    parts.push(`${mark} ${work}: ${measured.toFixed(2)} times, the target is ${atMost ? "at most" : "at least"} ${target}\n`);
  }
  return parts.join("");
}
