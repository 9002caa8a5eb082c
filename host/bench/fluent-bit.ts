/**
 * The real Fluent Bit, where one is installed: CPU seconds of the process, from the operating system, for the module as
 * deployed (an input's processor under a condition), unconditional, and beside what Fluent Bit itself offers.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modulePath } from "../modules.js";
import type { Workload } from "./workloads.js";

export interface CpuTime {
  name: string;
  /** User and system time of the process. */
  cpuSeconds: number;
}

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

function pipeline(events: string, steps: { processors?: string; filters?: string }): string {
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
    - name: "null"
      match: "*"
`;
}

function wasmFilter(path: string): string {
  return `wasm_path: ${path}\n          function_name: detect\n          event_format: json`;
}

/** CPU seconds of each arrangement on a workload; empty where no \`fluent-bit\` is on the PATH. */
export function timeFluentBit(workload: Workload): CpuTime[] {
  if (spawnSync("fluent-bit", ["--version"], { stdio: "ignore" }).error) return [];
  const folder = mkdtempSync(join(tmpdir(), "mailbox-export-bench-"));
  try {
    const events = join(folder, "events.ndjson");
    writeFileSync(events, workload.bytes);
    writeFileSync(join(folder, "parsers.conf"), "[PARSER]\n    Name events\n    Format json\n");
    writeFileSync(join(folder, "search.lua"), LUA);
    const empty = join(folder, "empty.wasm");
    writeFileSync(empty, EMPTY_FILTER);
    const module = modulePath("fluent-bit");
    const processors = (filter: string, condition: string) =>
      `      processors:\n        logs:\n        - name: wasm\n          ${filter}\n${condition}`;
    const only4104 =
      '          condition:\n            op: and\n            rules:\n            - field: "$EventID"\n              op: regex\n              value: "^4104$"\n';
    const arrangements: [string, Parameters<typeof pipeline>[1]][] = [
      ["no filter", {}],
      ["the module under a condition", { processors: processors(wasmFilter(module), only4104) }],
      ["the module on every record", { processors: processors(wasmFilter(module), "") }],
      ["an empty WASM filter", { processors: processors(wasmFilter(empty), "") }],
      [
        "Lua, three string.find",
        { filters: "  filters:\n    - name: lua\n      match: '*'\n      script: search.lua\n      call: search\n" },
      ],
      [
        "grep, three patterns",
        {
          filters:
            "  filters:\n    - name: grep\n      match: '*'\n      logical_op: and\n      exclude:\n      - $ScriptBlockText New-MailboxExportRequest\n      - $ScriptBlockText -Mailbox\n      - $ScriptBlockText -FilePath\n",
        },
      ],
    ];
    return arrangements.map(([name, steps]) => {
      const configuration = join(folder, "fluent-bit.yaml");
      writeFileSync(configuration, pipeline(events, steps));
      return { name, cpuSeconds: cpuSeconds("fluent-bit", ["-c", configuration]) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
