/**
 * WASI preview 1 as far as a filter from standard input to standard output sees it, with reads and writes of any size and
 * with failures. `reads` says when a line was asked for before the last one was answered.
 */
import { moduleOf } from "./modules.js";

const AGAIN = 6;

class Exit extends Error {
  constructor(status) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/**
 * Runs the command.
 * @param {Uint8Array} input
 * @param {object} [options]
 * @param {(at: number) => number} [options.readSize] bytes that the read at this offset gives at most
 * @param {(at: number) => number} [options.writeSize] bytes that the write at this offset takes at most
 * @param {(call: number) => number} [options.readError] errno of the n-th read, 0 for none
 * @param {(call: number) => number} [options.writeError] errno of the n-th write, 0 for none
 * @param {WebAssembly.Module} [options.module]
 * @returns {{ output: Buffer, status: number, answered: boolean, exports: WebAssembly.Exports }} `answered`: before every read, all
 *   whole lines that were given had been written out
 */
export function runWasi(input, options = {}) {
  const { readSize = () => Infinity, writeSize = () => Infinity, readError = () => 0, writeError = () => 0 } = options;
  const pieces = [];
  let [at, written, reads, writes, linesGiven, linesWritten, answered] = [0, 0, 0, 0, 0, 0, true];
  const view = () => new DataView(exports.memory.buffer);
  const vectorAt = (list) => [view().getUint32(list, true), view().getUint32(list + 4, true)];
  const newlines = (bytes) => bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  const { exports } = new WebAssembly.Instance(options.module ?? moduleOf("wasi"), {
    wasi_snapshot_preview1: {
      fd_read(descriptor, list, _count, stored) {
        const error = readError(reads++);
        if (error) return error;
        if (linesWritten < linesGiven) answered = false;
        const [address, capacity] = vectorAt(list);
        if (descriptor !== 0 || capacity === 0) throw new Error(`fd_read(${descriptor}) with room for ${capacity}`);
        const piece = input.subarray(at, at + Math.min(capacity, Math.max(1, readSize(at))));
        new Uint8Array(exports.memory.buffer).set(piece, address);
        view().setUint32(stored, piece.length, true);
        at += piece.length;
        linesGiven += newlines(piece);
        return 0;
      },
      fd_write(descriptor, list, _count, stored) {
        const error = writeError(writes++);
        if (error) return error;
        const [address, length] = vectorAt(list);
        if (descriptor !== 1) throw new Error(`fd_write(${descriptor})`);
        const piece = Buffer.from(
          new Uint8Array(exports.memory.buffer).slice(address, address + Math.min(length, Math.max(1, writeSize(written)))),
        );
        pieces.push(piece);
        view().setUint32(stored, piece.length, true);
        written += piece.length;
        linesWritten += newlines(piece);
        return 0;
      },
      proc_exit(status) {
        throw new Exit(status);
      },
    },
  });
  let status = 0;
  try {
    exports._start();
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    status = error.status;
  }
  return { output: Buffer.concat(pieces), status, answered, exports };
}

export { AGAIN };
