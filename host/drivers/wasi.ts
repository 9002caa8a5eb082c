/**
 * `wasi.wasm` as a WASI preview 1 command: records as lines on stdin, answers as lines on stdout.
 */
import { concatenate } from "../wtf8.js";
import { type CommonExports, type Driver, instantiate, readCounters, trapped } from "./driver.js";
import { splitLines } from "./lines.js";

interface Exports extends CommonExports {
  _start(): void;
}

const NEWLINE = 10;
const STDOUT = 1;

/** Thrown by `proc_exit`, which never returns. */
class Exit extends Error {}

export const wasiDriver: Driver = {
  name: "wasi",
  pass(module, records) {
    const newline = Uint8Array.of(NEWLINE);
    const input = concatenate(records.flatMap((record) => [record, newline]));
    const output: Uint8Array[] = [];
    let at = 0;
    /** Calls `each` for every (address, length) of an iovec array, and stores the sum of its answers. */
    const vectors = (list: number, length: number, total: number, each: (address: number, bytes: number) => number): number => {
      const view = new DataView(exports.memory.buffer);
      let sum = 0;
      for (let index = 0; index < length; index++) {
        sum += each(view.getUint32(list + 8 * index, true), view.getUint32(list + 8 * index + 4, true));
      }
      view.setUint32(total, sum, true);
      return 0;
    };
    const exports: Exports = instantiate<Exports>(module, {
      wasi_snapshot_preview1: {
        fd_read: (_fd: number, list: number, length: number, total: number) =>
          vectors(list, length, total, (address, bytes) => {
            const piece = input.subarray(at, at + bytes);
            new Uint8Array(exports.memory.buffer).set(piece, address);
            at += piece.length;
            return piece.length;
          }),
        fd_write: (fd: number, list: number, length: number, total: number) =>
          vectors(list, length, total, (address, bytes) => {
            if (fd === STDOUT) output.push(new Uint8Array(exports.memory.buffer).slice(address, address + bytes));
            return bytes;
          }),
        proc_exit: () => {
          throw new Exit();
        },
      },
    });
    try {
      exports._start();
    } catch (cause) {
      if (!(cause instanceof Exit)) throw trapped("wasi", cause);
    }
    return { records: splitLines(concatenate(output)), counters: readCounters(exports) };
  },
};
