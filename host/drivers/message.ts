/**
 * `bento.wasm` and `redpanda-connect.wasm` as the two hosts' `wasm` processors call them: `process()` fetches the message
 * through an import, the host copies it in with the module's `malloc` and gives it back itself when the call is over.
 * Source: the processors' functions.go and processor_wazero.go.
 */
import { type CommonExports, type Driver, instantiate, readCounters, trapped } from "./driver.js";

interface Exports extends CommonExports {
  malloc(bytes: number): number;
  free(address: number): void;
  process(): void;
}

function messageDriver(name: "bento" | "redpanda-connect", host: string): Driver {
  return {
    name,
    pass(module, records) {
      let message: Uint8Array = new Uint8Array();
      let held: number[] = [];
      const read = (address: number, length: number) => new Uint8Array(exports.memory.buffer).slice(address, address + length);
      const exports: Exports = instantiate<Exports>(module, {
        [host]: {
          v0_msg_as_bytes(): bigint {
            const address = exports.malloc(message.length) >>> 0;
            if (address === 0) return 0n;
            held.push(address);
            new Uint8Array(exports.memory.buffer).set(message, address);
            return (BigInt(address) << 32n) | BigInt(message.length);
          },
          v0_msg_set_bytes(address: number, length: number): void {
            message = read(address >>> 0, length >>> 0);
          },
          v0_msg_set_meta(): void {},
        },
      });
      const answers = records.map((record) => {
        message = record;
        try {
          exports.process();
        } catch (cause) {
          throw trapped(name, cause);
        }
        for (const address of held) exports.free(address);
        held = [];
        return message;
      });
      return { records: answers, counters: readCounters(exports) };
    },
  };
}

export const bentoDriver = messageDriver("bento", "bento_wasm");
export const redpandaConnectDriver = messageDriver("redpanda-connect", "benthos_wasm");
