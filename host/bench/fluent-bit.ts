/**
 * The real Fluent Bit, where one is installed: CPU seconds of the process, from the operating system, for the module interpreted and
 * compiled ahead of time, beside an empty filter and what Fluent Bit itself offers. Every arrangement is first run once with its
 * records counted, then the timed runs take turns.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modulePath } from "../modules.js";
import { WrongCountError } from "./measure.js";
import type { Workload } from "./workloads.js";

export interface CpuTime {
  name: string;
  /** User and system time of the process, median of the rounds. */
  cpuSeconds: number;
  /** Against the empty filter on every record. */
  againstEmpty: number;
  recordsOut: number;
  findings: number;
}

export interface FluentBitReport {
  release: string;
  workload: string;
  bytes: number;
  records: number;
  rows: CpuTime[];
}

/** Names of rows that targets are stated for. */
export const EMPTY = "an empty WASM filter";
export const INTERPRETED = "the module";
export const AOT = "the module as .aot";

const FIELD = '"mailbox_export_finding":{';
const ROUNDS = 3;
/** The timed runs read the workload so many times over, so that starting up does not decide. */
const COPIES = 8;

/**
 * A filter that returns every record as it came; its allocator starts over at each free. Compiled from
 *
 *     (module
 *       (memory (export "memory") 64 1024)
 *       (global $next (mut i32) (i32.const 1024))
 *       (func (export "malloc") (param $n i32) (result i32)
 *         (local $at i32)
 *         (local.set $at (global.get $next))
 *         (global.set $next (i32.and (i32.add (i32.add (global.get $next) (local.get $n)) (i32.const 15)) (i32.const -16)))
 *         (local.get $at))
 *       (func (export "free") (param i32) (global.set $next (i32.const 1024)))
 *       (func (export "detect") (param i32 i32 i32 i32 i32 i32) (result i32) (local.get 4)))
 */
const EMPTY_FILTER = Buffer.from(
  "AGFzbQEAAAABFANgAX8Bf2ABfwBgBn9/f39/fwF/AwQDAAECBQUBAUCACAYHAX8BQYAICwcjBAZtZW1vcnkCAAZtYWxsb2MAAARmcmVlAAEGZGV0ZWN0AAIKJgMXAQF/IwAhASMAIABqQQ9qQXBxJAAgAQsHAEGACCQACwQAIAQL",
  "base64",
);

const LUA = `function search(tag, timestamp, record)
  local text = record["ScriptBlockText"] or record["Message"] or ""
  if string.find(text, "New-MailboxExportRequest", 1, true) and string.find(text, "-Mailbox", 1, true)
     and string.find(text, "-FilePath", 1, true) then
    record["hit"] = "yes"
    return 2, timestamp, record
  end
  return 0, timestamp, record
end
`;

/** Seconds of CPU that a program and its children took, by the shell's own `times`. */
function cpuSeconds(program: string, args: readonly string[]): number {
  const command = `'${[program, ...args].map((arg) => arg.replaceAll("'", "'\\''")).join("' '")}' >/dev/null 2>&1; times`;
  const { stdout } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  const children = stdout.trim().split("\n")[1] ?? "";
  let seconds = 0;
  for (const [, minutes, rest] of children.matchAll(/(\d+)m([\d.,]+)s/g)) {
    seconds += Number(minutes) * 60 + Number((rest as string).replace(",", "."));
  }
  return seconds;
}

/** What stands between input and output, as YAML below an input, or beside inputs and outputs. */
interface Steps {
  processors?: string;
  filters?: string;
}

function pipeline(events: string, steps: Steps, output: string): string {
  return `service:
  flush: 1
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
${steps.processors ?? ""}${steps.filters ?? ""}  outputs:
    - ${output}
      match: "*"
`;
}

const ONLY_4104 =
  '          condition:\n            op: and\n            rules:\n            - field: "$EventID"\n              op: regex\n              value: "^4104$"\n';

function wasm(path: string, condition = ""): Steps {
  return {
    processors: `      processors:\n        logs:\n        - name: wasm\n          wasm_path: ${path}\n          function_name: detect\n          event_format: json\n${condition}`,
  };
}

/** The module compiled ahead of time, if a compiler is on the PATH; else undefined. */
function compile(folder: string): string | undefined {
  const to = join(folder, "fluent-bit.aot");
  for (const compiler of ["flb-wamrc", "wamrc"]) {
    const args = ["--bounds-checks=1", "-o", to, modulePath("fluent-bit")];
    if (spawnSync(compiler, args, { stdio: "ignore" }).status === 0) return to;
  }
  return undefined;
}

function arrangements(folder: string): [string, Steps][] {
  const empty = join(folder, "empty.wasm");
  writeFileSync(empty, EMPTY_FILTER);
  writeFileSync(join(folder, "search.lua"), LUA);
  const module = modulePath("fluent-bit");
  const compiled = compile(folder);
  return [
    ["no filter", {}],
    [
      "grep, three patterns",
      {
        filters:
          "  filters:\n    - name: grep\n      match: '*'\n      logical_op: and\n      exclude:\n      - $ScriptBlockText New-MailboxExportRequest\n      - $ScriptBlockText -Mailbox\n      - $ScriptBlockText -FilePath\n",
      },
    ],
    [
      "Lua, three string.find",
      { filters: "  filters:\n    - name: lua\n      match: '*'\n      script: search.lua\n      call: search\n" },
    ],
    [EMPTY, wasm(empty)],
    [INTERPRETED, wasm(module)],
    ...(compiled ? [[AOT, wasm(compiled)] as [string, Steps]] : []),
    ["an empty WASM filter under a condition", wasm(empty, ONLY_4104)],
    ["the module under a condition", wasm(module, ONLY_4104)],
  ];
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

/** Runs an arrangement over some events. @returns CPU seconds */
function runOnce(folder: string, events: string, steps: Steps, output: string): number {
  const configuration = join(folder, "fluent-bit.yaml");
  writeFileSync(configuration, pipeline(events, steps, output));
  return cpuSeconds("fluent-bit", ["-c", configuration]);
}

/** Records and findings that come out of an arrangement. */
function count(folder: string, events: string, steps: Steps): { recordsOut: number; findings: number } {
  const file = join(folder, "out.ndjson");
  rmSync(file, { force: true });
  runOnce(folder, events, steps, `name: file\n      path: ${folder}\n      file: out.ndjson\n      format: plain`);
  let recordsOut = 0;
  let findings = 0;
  const bytes = readFileSync(file);
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
    recordsOut++;
    if (bytes.subarray(start, end).includes(FIELD)) findings++;
  }
  rmSync(file);
  return { recordsOut, findings };
}

/**
 * CPU seconds of each arrangement on a workload; undefined where no `fluent-bit` is on the PATH.
 * @throws WrongCountError where a record is lost, or the module's findings are not the workload's
 */
export function timeFluentBit(workload: Workload): FluentBitReport | undefined {
  const { stdout, error } = spawnSync("fluent-bit", ["--version"], { encoding: "utf8" });
  if (error) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "mailbox-export-bench-"));
  try {
    const once = join(folder, "once.ndjson");
    const events = join(folder, "events.ndjson");
    writeFileSync(once, workload.bytes);
    copyFileSync(once, events);
    for (let copy = 1; copy < COPIES; copy++) appendFileSync(events, workload.bytes);
    writeFileSync(join(folder, "parsers.conf"), "[PARSER]\n    Name events\n    Format json\n");
    const all = arrangements(folder).map(([name, steps]) => ({
      name,
      steps,
      times: [] as number[],
      ...count(folder, once, steps),
    }));
    for (const { name, recordsOut, findings } of all) {
      if (recordsOut !== workload.records && !name.startsWith("grep")) {
        throw new WrongCountError(`Fluent Bit, ${name}: ${workload.records} records in, ${recordsOut} out`);
      }
      if (name.startsWith(INTERPRETED) && workload.findings !== undefined && findings !== workload.findings) {
        throw new WrongCountError(`Fluent Bit, ${name}: ${findings} findings, the workload holds ${workload.findings}`);
      }
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { steps, times } of all) times.push(runOnce(folder, events, steps, 'name: "null"'));
    }
    const baseline = median(all.find(({ name }) => name === EMPTY)?.times ?? [Number.NaN]);
    return {
      release: /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "unknown",
      workload: workload.name,
      bytes: workload.bytes.length * COPIES,
      records: workload.records * COPIES,
      rows: all.map(({ name, times, recordsOut, findings }) => ({
        name,
        cpuSeconds: median(times),
        againstEmpty: median(times) / baseline,
        recordsOut,
        findings,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
