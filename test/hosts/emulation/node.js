/** `node.wasm` driven bare: records in, rows out, spliced as the table says. */
import { moduleOf } from "./modules.js";

const ROW_WORDS = 8;
const OUTCOME_REPLACED = 2;

export class NodeModule {
  constructor({ module = moduleOf("node") } = {}) {
    this.exports = new WebAssembly.Instance(module).exports;
  }

  write(bytes) {
    const address = this.exports.reserve(bytes.length) >>> 0;
    if (address === 0) throw new Error("out of memory");
    new Uint8Array(this.exports.memory.buffer).set(bytes, address);
    return address;
  }

  read(address, length) {
    return Buffer.from(new Uint8Array(this.exports.memory.buffer).slice(address, address + length));
  }

  /**
   * Lines in one piece.
   * @param {Uint8Array} bytes newline-delimited JSON
   * @returns {{ output: Buffer, rows: { line: number, offset: number, length: number, finding: string }[] }}
   */
  scan(bytes) {
    const pieces = [];
    const rows = [];
    const base = this.write(bytes);
    let [at, copied] = [0, 0];
    while (at < bytes.length) {
      const read = this.exports.scan(base + at, bytes.length - at, 1) >>> 0;
      const table = new Uint32Array(this.exports.memory.buffer, this.exports.rows(), this.exports.rowCount() * ROW_WORDS);
      for (let i = 0; i < table.length; i += ROW_WORDS) {
        const [line, offset, length, insert, text, textLength, value, outcome] = table.subarray(i, i + ROW_WORDS);
        const replaced = outcome === OUTCOME_REPLACED;
        const place = at + (replaced ? offset : insert);
        pieces.push(Buffer.from(bytes.subarray(copied, place)), this.read(text, textLength));
        copied = replaced ? place + length : place;
        rows.push({ line, offset: at + offset, length, finding: this.read(text + value, textLength - value).toString() });
      }
      if (read === 0) throw new Error("scan made no progress");
      at += read;
    }
    pieces.push(Buffer.from(bytes.subarray(copied)));
    return { output: Buffer.concat(pieces), rows };
  }

  /** The finding of one event, or null. */
  inspect(bytes) {
    const address = this.write(bytes);
    const answer = this.exports.inspect(address, bytes.length) >>> 0;
    return answer === 0 ? null : this.read(answer, this.exports.resultLength()).toString();
  }
}
