/** The recorded benchmark: `docs/benchmark.json`, which `bench --json` printed, and the chart of `--svg` beside it. */
import { existsSync, readFileSync } from "node:fs";
import { table } from "./table.mjs";

const BENCHMARK = "docs/benchmark.json";
const CHART = "docs/benchmark.svg";

const rate = (bytes, milliseconds) => {
  const megabytes = bytes / 1000 / milliseconds;
  return megabytes >= 1000 ? `${(megabytes / 1000).toFixed(1)} GB/s` : `${megabytes.toFixed(0)} MB/s`;
};

/** CPU seconds of a real Fluent Bit, a table a workload. */
function inFluentBit(reports) {
  return reports
    .map(({ release, workload, bytes, rows }) => {
      const seconds = rows.map(({ name, cpuSeconds, againstEmpty }) => [name, cpuSeconds.toFixed(2), againstEmpty.toFixed(2)]);
      const head = [
        `Fluent Bit ${release}, ${workload}, ${(bytes / 1e6).toFixed(0)} MB`,
        "CPU seconds",
        "against the empty filter",
      ];
      return `\n${table(head, seconds)}\n`;
    })
    .join("");
}

/** Bytes a second of those who read PowerShell. */
function readers({ scripts, bytes, timings }) {
  const head = [`reading ${scripts.toLocaleString("en-US")} scripts of administrators' modules`, "MB/s"];
  return `\n${table(
    head,
    timings.map(({ name, median }) => [name, (bytes / 1000 / median).toFixed(1)]),
  )}\n`;
}

export function performance() {
  if (!existsSync(BENCHMARK)) return undefined;
  const report = JSON.parse(readFileSync(BENCHMARK, "utf8"));
  const targets = table(
    ["work", "times as fast", "aim"],
    report.targets.map(({ work, target, atMost, measured }) => [
      work,
      measured.toFixed(atMost || measured < 1 ? 2 : 1),
      `${atMost ? "≤" : "≥"} ${target}`,
    ]),
  );
  const workloads = table(
    ["workload", "what it stresses", "detector.scan", "records"],
    report.workloads.map(({ name, stresses, bytes, records, timings }) => {
      const ours = timings.find((timing) => timing.name === "detector.scan");
      return [name, stresses, ours ? rate(bytes, ours.median) : "–", records.toLocaleString("en-US")];
    }),
  );
  const steps = report.steps.map(({ workload, stepsPerByte }) => `${workload} ${stepsPerByte.toFixed(2)}`).join(", ");
  return `${targets}

${workloads}
${report.reading ? readers(report.reading) : ""}${inFluentBit(report.fluentBit)}${steps ? `\nSteps a byte of \`fluent-bit.wasm\` (function entries and loop iterations): ${steps}.\n` : ""}${existsSync(CHART) ? `\n![Throughput](benchmark.svg)\n` : ""}
\`npm run bench\` prints this; measured${report.date ? ` on ${report.date}` : ""} on ${report.machine}, Node ${report.node}, corpus ${report.corpus}${report.commit ? `, commit ${report.commit}` : ""}. Compare ratios, not absolute figures.`;
}
