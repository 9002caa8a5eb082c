/**
 * The `wasm` processor of Bento and Redpanda Connect to the letter (processor_wazero.go, functions.go): a message is written
 * where `malloc` says, a write out of bounds flags the message, what came in is given back after the call, a trap fails the
 * batch, and whatever goes wrong the message goes on.
 */
import { moduleOf } from "./modules.js";

export class Wazero {
  /**
   * @param {"bento" | "redpanda-connect"} product
   * @param {{ module?: WebAssembly.Module, functionName?: string }} [options]
   */
  constructor(product, { module = moduleOf(product), functionName = "process" } = {}) {
    const host = product === "bento" ? "bento_wasm" : "benthos_wasm";
    this.message = null;
    this.after = [];
    const { exports } = new WebAssembly.Instance(module, {
      [host]: {
        v0_msg_as_bytes: () => this.asBytes(),
        v0_msg_set_bytes: (address, length) => this.setBytes(address >>> 0, length >>> 0),
        v0_msg_set_meta: (key, keyLength, value, valueLength) =>
          this.setMeta(key >>> 0, keyLength >>> 0, value >>> 0, valueLength >>> 0),
        v0_msg_get_meta: (key, keyLength) => this.getMeta(key >>> 0, keyLength >>> 0),
      },
    });
    this.exports = exports;
    this.function = exports[functionName];
  }

  allocateInbound(bytes) {
    const address = this.exports.malloc(bytes.length) >>> 0;
    this.after.push(() => this.exports.free(address));
    if (address + bytes.length > this.exports.memory.buffer.byteLength) throw new Error("failed to write in-bound memory");
    new Uint8Array(this.exports.memory.buffer).set(bytes, address);
    return (BigInt(address) << 32n) | BigInt(bytes.length);
  }

  readOutbound(address, length) {
    if (address + length > this.exports.memory.buffer.byteLength) throw new Error("prevented read");
    return new Uint8Array(this.exports.memory.buffer).slice(address, address + length);
  }

  asBytes() {
    if (this.message === null) return 0n;
    return this.guarded(() => this.allocateInbound(this.message.bytes), 0n);
  }

  setBytes(address, length) {
    this.guarded(() => {
      this.message.bytes = this.readOutbound(address, length);
      this.message.touched = true;
    });
  }

  setMeta(key, keyLength, value, valueLength) {
    this.guarded(() => {
      const [name, text] = [this.readOutbound(key, keyLength), this.readOutbound(value, valueLength)].map((bytes) =>
        Buffer.from(bytes).toString(),
      );
      this.message.meta[name] = text;
    });
  }

  getMeta(key, keyLength) {
    return this.guarded(() => {
      const name = Buffer.from(this.readOutbound(key, keyLength)).toString();
      return this.allocateInbound(Buffer.from(this.message.meta[name] ?? ""));
    }, 0n);
  }

  /** An error inside an import flags the message; the module goes on with a zero. */
  guarded(action, otherwise) {
    try {
      return action();
    } catch (error) {
      this.message.error = error.message;
      return otherwise;
    }
  }

  /**
   * One message through the processor.
   * @param {Uint8Array} bytes
   * @returns {{ bytes: Uint8Array, meta: Record<string, string>, touched: boolean, error?: string, failedBatch?: boolean }}
   */
  process(bytes) {
    this.message = { bytes: Uint8Array.from(bytes), meta: {}, touched: false };
    let failedBatch = false;
    try {
      this.function();
    } catch {
      failedBatch = true;
    }
    for (const giveBack of this.after.splice(0)) giveBack();
    return { ...this.message, ...(failedBatch ? { failedBatch } : {}) };
  }
}
