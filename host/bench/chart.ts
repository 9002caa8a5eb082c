/** The benchmark as an SVG bar chart that reads on light and dark pages: one group a workload, one bar a contender. */
import { scaleLog } from "d3-scale";
import { type BenchReport, throughput } from "./report.js";

const LEFT = 210;
const WIDTH = 860;
const BAR = 16;
const GAP = 14;
const TOP = 56;

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function rate(bytesPerSecond: number): string {
  return bytesPerSecond >= 1e9 ? `${(bytesPerSecond / 1e9).toFixed(1)} GB/s` : `${(bytesPerSecond / 1e6).toFixed(0)} MB/s`;
}

/** @returns the text of an SVG file */
export function drawChart(report: BenchReport): string {
  const rows = report.workloads.filter((row) => row.timings.length > 3);
  const rates = rows.flatMap((row) => row.timings.map((timing) => throughput(row.bytes, timing)));
  const scale = scaleLog([Math.min(...rates) / 1.5, Math.max(...rates)], [0, WIDTH - LEFT - 90]);
  const body: string[] = [];
  let y = TOP;
  for (const row of rows) {
    body.push(`<text x="0" y="${y + 12}" class="group">${escapeXml(row.name)}</text>`);
    y += BAR + 4;
    for (const timing of row.timings) {
      const value = throughput(row.bytes, timing);
      const own = timing.name.startsWith("detector") || timing.name.startsWith("fluent-bit");
      body.push(
        `<text x="${LEFT - 8}" y="${y + 12}" class="name">${escapeXml(timing.name)}</text>`,
        `<rect x="${LEFT}" y="${y}" width="${scale(value).toFixed(1)}" height="${BAR - 2}" class="${own ? "own" : "other"}"/>`,
        `<text x="${(LEFT + scale(value) + 6).toFixed(1)}" y="${y + 12}" class="rate">${rate(value)}</text>`,
      );
      y += BAR;
    }
    y += GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12">
<style>
text { fill: #57606a } .group, .title { fill: #24292f; font-weight: 600 } .name { text-anchor: end } .own { fill: #0969da } .other { fill: #afb8c1 }
@media (prefers-color-scheme: dark) { text { fill: #9198a1 } .group, .title { fill: #f0f6fc } .own { fill: #4493f8 } .other { fill: #656c76 } }
</style>
<text x="0" y="16" class="title" font-size="14">Throughput, logarithmic scale; longer is faster</text>
<text x="0" y="34">${escapeXml(`${report.machine}, Node ${report.node}, ${report.corpus} events, ${report.commit ?? report.version}`)}</text>
${body.join("\n")}
</svg>
`;
}
