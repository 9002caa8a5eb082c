/**
 * `node scripts/fluent-bit.mjs [--seconds N] [--seed S] [--batch RECORDS] [--aot FILE]`: every fixture and then random records through the
 * real Fluent Bit on the PATH, after a build. As many records come out as went in, and each has the finding that Node gives it.
 *
 * Fluent Bit writes every record anew, so each run goes through it twice: without the filter, which gives the records as the filter
 * sees them and Node reads them, and with it. A failing run is kept as build/fluent-bit-failure.ndjson.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readCases } from "../build/host/check/case.js";
import { loadDetector } from "../build/host/index.js";
import { batch } from "../test/fuzz/batch.mjs";
import { isRecord } from "../test/fuzz/passage.mjs";
import { Random } from "../test/fuzz/random.mjs";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    batch: { type: "string", default: "20000" },
    aot: { type: "string" },
  },
});
const FIELD = "mailbox_export_finding";
/** Longest that one run may take, in milliseconds. */
const PATIENCE = 600_000;
/** Seconds that Fluent Bit has for what it still holds at the end of the file: without, it gives up after five on a busy machine. */
const GRACE = 300;
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mailbox-export-fluent-bit-"));
const events = join(folder, "events.ndjson");
const KEPT = "build/fluent-bit-failure.ndjson";

function configuration(filter) {
  return `service:
  flush: 1
  grace: ${GRACE}
  log_level: error
  parsers_file: parsers.conf
pipeline:
  inputs:
    - name: tail
      path: ${events}
      parser: events
      tag: winlog
      read_from_head: true
      exit_on_eof: true
      buffer_max_size: 64M
      buffer_chunk_size: 1M
${filter}  outputs:
    - name: file
      match: "*"
      path: ${folder}
      file: out.ndjson
      format: plain
`;
}

/** Sends the events through. @returns the lines that came out */
function run(filter) {
  const out = join(folder, "out.ndjson");
  const file = join(folder, "fluent-bit.yaml");
  rmSync(out, { force: true });
  writeFileSync(file, configuration(filter));
  const { status, signal, stderr } = spawnSync("fluent-bit", ["-c", file], { encoding: "utf8", timeout: PATIENCE });
  if (status !== 0) throw new Error(`fluent-bit ended with ${signal ?? status}: ${stderr.slice(-1000)}`);
  return readFileSync(out, "utf8").split("\n").slice(0, -1);
}

const FILTER = `      processors:
        logs:
        - name: wasm
          wasm_path: ${values.aot === undefined ? join(root, "build/fluent-bit.wasm") : resolve(values.aot)}
          function_name: detect
          event_format: json
`;

/** The finding of a record, or what stands in its place: text in which two records that say the same are alike. */
function said(line) {
  const record = JSON.parse(line);
  return JSON.stringify(record[FIELD] ?? (record.mailbox_export_detector === undefined ? null : "status"));
}

/** What is wrong with a run, or undefined. */
function failureOf(records) {
  writeFileSync(events, Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")])));
  const seen = run("");
  const answered = run(FILTER);
  if (seen.length !== records.length) return `${records.length} records in, ${seen.length} out without the filter`;
  if (answered.length !== records.length) return `${records.length} records in, ${answered.length} out`;
  const expected = Buffer.from(loadDetector().transform(Buffer.from(`${seen.join("\n")}\n`)))
    .toString()
    .split("\n");
  for (let index = 0; index < records.length; index++) {
    const [node, own] = [said(expected[index]), said(answered[index])];
    if (node !== own) return `record ${index + 1}: Node says ${node.slice(0, 400)}, Fluent Bit ${own.slice(0, 400)}`;
    if (own !== "null") findings++;
  }
  return undefined;
}

let findings = 0;
let records = 0;

/** Sends a run through, and says whether all is well. */
function pass(name, sent) {
  const failure = failureOf(sent);
  records += sent.length;
  if (failure === undefined) return true;
  copyFileSync(events, join(root, KEPT));
  console.error(`${name}: ${failure}\nkept as ${KEPT}`);
  return false;
}

const { stdout, error } = spawnSync("fluent-bit", ["--version"], { encoding: "utf8" });
if (error) {
  console.log("There is no fluent-bit on the PATH: nothing was sent.");
  process.exit(0);
}
writeFileSync(join(folder, "parsers.conf"), "[PARSER]\n    Name events\n    Format json\n");
try {
  const started = Date.now();
  const fixtures = readCases(join(root, "test/fixtures")).flatMap((one) => one.events.map((event) => Buffer.from(event)));
  let isWell = pass("fixtures", fixtures.filter(isRecord));
  let run = Number(values.seed);
  for (; isWell && Date.now() - started < Number(values.seconds) * 1000; run++) {
    isWell = pass(`seed ${run}`, batch(new Random(run), Number(values.batch)));
  }
  const elapsed = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${stdout.split("\n")[0]}: ${records} records in ${elapsed} s, ${findings} findings, seeds ${values.seed} to ${run - 1}: ${isWell ? "no failure" : "failed"}`,
  );
  process.exitCode = isWell ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
