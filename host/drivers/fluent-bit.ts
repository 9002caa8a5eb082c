/**
 * `fluent-bit.wasm` as Fluent Bit's `filter_wasm` calls it: tag and record are copied in with a NUL after each, the answer
 * is read up to its NUL, and the copies are given back. Source: fluent-bit 5.1.1, src/wasm/flb_wasm.c.
 */
import { encodeText } from "../wtf8.js";
import { type CommonExports, type Driver, instantiate, readCounters, trapped } from "./driver.js";

interface Exports extends CommonExports {
  malloc(bytes: number): number;
  free(address: number): void;
  detect(tag: number, tagLength: number, seconds: number, nanoseconds: number, record: number, length: number): number;
}

const TAG = encodeText("winevtlog");

export const fluentBitDriver: Driver = {
  name: "fluent-bit",
  pass(module, records) {
    const exports = instantiate<Exports>(module);
    const copyIn = (bytes: Uint8Array): number => {
      const address = exports.malloc(bytes.length + 1);
      if (address === 0) return 0;
      const view = new Uint8Array(exports.memory.buffer, address, bytes.length + 1);
      view.set(bytes);
      view[bytes.length] = 0;
      return address;
    };
    const answers = records.map((record) => {
      const tag = copyIn(TAG);
      const address = copyIn(record);
      let answer: number;
      try {
        answer = exports.detect(tag, TAG.length, 0, 0, address, record.length);
      } catch (cause) {
        throw trapped("fluent-bit", cause);
      }
      const memory = new Uint8Array(exports.memory.buffer);
      const out = memory.slice(answer, memory.indexOf(0, answer));
      exports.free(address);
      exports.free(tag);
      return out;
    });
    return { records: answers, counters: readCounters(exports) };
  },
};
