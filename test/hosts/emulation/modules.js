/** The built modules, compiled once a process. */
import { readFileSync } from "node:fs";

const compiled = new Map();

/**
 * @param {string} name file under build/, without `.wasm`
 * @returns {WebAssembly.Module}
 */
export function moduleOf(name) {
  if (!compiled.has(name)) {
    compiled.set(name, new WebAssembly.Module(readFileSync(new URL(`../../../build/${name}.wasm`, import.meta.url))));
  }
  return compiled.get(name);
}

const COUNTERS = [
  "events",
  "script_blocks",
  "findings",
  "mentions",
  "unreadable",
  "evicted",
  "unreported",
  "oversized",
  "not_copied",
  "budget",
  "without_text",
];

/** Counters of an instance by name. */
export function countersOf({ memory, counters }) {
  const cells = new Uint32Array(memory.buffer, counters.value, COUNTERS.length);
  return Object.fromEntries(COUNTERS.map((name, index) => [name, cells[index]]));
}

export const pagesOf = ({ memory }) => memory.buffer.byteLength / 65536;
