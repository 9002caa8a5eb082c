/**
 * Fluent Bit's `filter_wasm` to the letter (5.1.1: src/wasm/flb_wasm.c, plugins/filter_wasm/filter_wasm.c): what it copies,
 * what it does not check, what it takes from an answer, when it gives back, and when a record is lost.
 */
import { moduleOf } from "./modules.js";

const TAG = Buffer.from("winevtlog");
const decoder = new TextDecoder();

export class FluentBit {
  /** @param {{ module?: WebAssembly.Module }} [options] */
  constructor({ module = moduleOf("fluent-bit") } = {}) {
    this.exports = new WebAssembly.Instance(module).exports;
    /** Copies that the next records lose: names out of `tag` and `record`. */
    this.failing = new Set();
  }

  /** `wasm_runtime_module_dup_data` with the length that includes the NUL. A failed copy is address 0, which nobody checks. */
  copyIn(name, bytes) {
    const size = bytes.length + 1;
    const address = this.failing.has(name) ? 0 : this.exports.malloc(size) >>> 0;
    if (address === 0 || address + size > this.exports.memory.buffer.byteLength) return 0;
    const view = new Uint8Array(this.exports.memory.buffer, address, size);
    view.set(bytes);
    view[bytes.length] = 0;
    return address;
  }

  /**
   * One record through the filter.
   * @param {Uint8Array} record
   * @returns {{ fate: "kept" | "replaced" | "lost", bytes: Uint8Array, why?: string }} `bytes` is what the host took, empty if lost
   */
  filter(record) {
    const tag = this.copyIn("tag", TAG);
    const address = this.copyIn("record", record);
    let taken;
    try {
      const answer = this.exports.detect(tag, TAG.length, 1700000000, 0, address, record.length) >>> 0;
      taken = this.take(answer);
      if (address !== 0 && answer === address && taken.bytes.length > 0) taken.fate = "kept";
    } catch (error) {
      taken = { fate: "lost", bytes: new Uint8Array(), why: `trap: ${error.message}` };
    }
    if (tag !== 0) this.exports.free(tag);
    if (address !== 0) this.exports.free(address);
    return taken;
  }

  /** `validate_app_str_addr`, `strdup`, and then the JSON parser, which accepts an object and nothing else. */
  take(answer) {
    const lost = (why) => ({ fate: "lost", bytes: new Uint8Array(), why });
    if (answer === 0) return lost("address 0");
    const memory = new Uint8Array(this.exports.memory.buffer);
    const end = memory.indexOf(0, answer);
    if (end < 0) return lost("no NUL before the end of the memory");
    const bytes = memory.slice(answer, end);
    if (bytes.length === 0) return lost("empty string");
    return { fate: "replaced", bytes };
  }
}

/** Whether the host would pack the bytes as a record. */
export function isObject(bytes) {
  try {
    const value = JSON.parse(decoder.decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
