/**
 * `clickhouse.wasm` as ClickHouse calls it (ABI BUFFERED_V1, RowBinary): all records as one block of rows, each an unsigned LEB128
 * length and the bytes. Source: UserDefinedWebAssemblyScriptAbi.cpp.
 */
import { concatenate } from "../wtf8.js";
import { type CommonExports, type Driver, instantiate, readCounters, trapped } from "./driver.js";

interface Exports extends CommonExports {
  clickhouse_create_buffer(bytes: number): number;
  clickhouse_destroy_buffer(handle: number): void;
  mailbox_export_finding(handle: number, rows: number): number;
  mailbox_export_annotated(handle: number, rows: number): number;
}

/** The two functions of the module. */
export type ClickHouseFunction = "mailbox_export_finding" | "mailbox_export_annotated";

/** A length as unsigned LEB128. */
export function encodeLength(length: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** The strings of a block of rows. */
function decodeRows(block: Uint8Array): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < block.length; ) {
    let length = 0;
    for (let factor = 1, more = true; more; factor *= 128) {
      const byte = block[at++]!;
      length += (byte % 128) * factor;
      more = byte >= 128;
    }
    rows.push(block.subarray(at, at + length));
    at += length;
  }
  return rows;
}

/**
 * Calls one function of a module for a block of rows, as the engine does.
 * @param exports an instance of `clickhouse.wasm`
 * @returns a row each, or undefined where the module answers that it cannot (an error of the query)
 */
export function callBlock(exports: Exports, name: ClickHouseFunction, rows: readonly Uint8Array[]): Uint8Array[] | undefined {
  const block = concatenate(rows.flatMap((row) => [encodeLength(row.length), row]));
  const input = exports.clickhouse_create_buffer(block.length) >>> 0;
  if (input === 0) return undefined;
  const span = (handle: number) => {
    const [address, size] = new Uint32Array(exports.memory.buffer, handle, 2);
    return new Uint8Array(exports.memory.buffer, address, size);
  };
  span(input).set(block);
  const answer = exports[name](input, rows.length) >>> 0;
  const answers = answer === 0 ? undefined : decodeRows(span(answer).slice());
  if (answer !== 0) exports.clickhouse_destroy_buffer(answer);
  exports.clickhouse_destroy_buffer(input);
  return answers;
}

/** An instance of the module for `callBlock`. */
export function openClickHouse(module: WebAssembly.Module): Exports {
  return instantiate<Exports>(module);
}

export const clickhouseDriver: Driver = {
  name: "clickhouse",
  alone: true,
  pass(module, records) {
    const exports = openClickHouse(module);
    let answers: Uint8Array[] | undefined;
    try {
      answers = callBlock(exports, "mailbox_export_annotated", records);
    } catch (cause) {
      throw trapped("clickhouse", cause);
    }
    return { records: answers ?? [], counters: readCounters(exports) };
  },
};
