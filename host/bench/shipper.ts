/**
 * Drives `fluent-bit.wasm` as Fluent Bit does: copy of the tag, copy of the record with its NUL, call, both freed.
 * Started as a program of its own, it prints the milliseconds of each lap as JSON: so it runs under `--liftoff-only`, the
 * slowest tier that Node offers, which is the nearest to an interpreter.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

interface FluentBitExports {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(address: number): void;
  detect(tag: number, tagLength: number, seconds: number, nanoseconds: number, record: number, length: number): number;
}

const TAG = Buffer.from("winlog.powershell\0");

/** Instantiates the module; it has no imports. */
export function loadFluentBit(wasm: Uint8Array): FluentBitExports {
  const module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
  return new WebAssembly.Instance(module).exports as unknown as FluentBitExports;
}

/**
 * Hands every line over.
 * @returns how many came back with another pointer: the findings
 */
export function ship(host: FluentBitExports, bytes: Buffer): number {
  let findings = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    const tag = host.malloc(TAG.length);
    const record = host.malloc(end - start + 1);
    const memory = new Uint8Array(host.memory.buffer);
    memory.set(TAG, tag);
    memory.set(bytes.subarray(start, end), record);
    memory[record + end - start] = 0;
    if (host.detect(tag, TAG.length - 1, 0, 0, record, end - start) !== record) findings++;
    host.free(tag);
    host.free(record);
    start = end + 1;
  }
  return findings;
}

if (process.argv[1] === import.meta.filename) {
  const [, , wasm, events, laps] = process.argv;
  if (!wasm || !events || !laps) throw new TypeError("usage: shipper.js MODULE.wasm EVENTS.ndjson LAPS");
  const bytes = readFileSync(events);
  const host = loadFluentBit(readFileSync(wasm));
  const times: number[] = [];
  let findings = ship(host, bytes);
  for (let lap = 0; lap < Number(laps); lap++) {
    const start = performance.now();
    findings = ship(host, bytes);
    times.push(performance.now() - start);
  }
  process.stdout.write(JSON.stringify({ findings, times }));
}
