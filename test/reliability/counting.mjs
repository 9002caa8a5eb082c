/**
 * Drives the twin of node.wasm that counts steps: one step for every function entry and every loop iteration.
 */
export class Counting {
  /** @param {WebAssembly.Module} module */
  constructor(module) {
    this.exports = new WebAssembly.Instance(module, {}).exports;
  }

  /**
   * Scans records as lines.
   * @param {readonly string[]} records
   * @returns {{ steps: number, bytes: number }} steps taken, and bytes of the records
   */
  scan(records) {
    const { memory, reserve, reset, scan, steps } = this.exports;
    reset();
    const before = steps.value;
    let bytes = 0;
    for (const record of records) {
      const line = Buffer.from(`${record.replaceAll("\n", " ")}\n`);
      bytes += line.length;
      const address = reserve(line.length) >>> 0;
      if (address === 0) throw new Error(`no room for ${line.length} bytes`);
      new Uint8Array(memory.buffer).set(line, address);
      scan(address, line.length, 1);
    }
    return { steps: Number(steps.value - before), bytes };
  }
}
