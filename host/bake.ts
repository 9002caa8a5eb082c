/**
 * Writes a configuration into a copy of a module: one data segment over its settings region.
 */
import { SETTINGS_HEADER_BYTES, SETTINGS_MAGIC } from "../assembly/contract.js";
import { WasmFile } from "./wasm-file.js";
import { checkAbi, identify } from "./wasm-identity.js";

/** Layout of the settings that assembly/exchange/settings.ts reads. */
const SETTINGS_VERSION = 1;

/**
 * A copy of the module that holds the configuration; one that it held before is gone.
 * @param payload as `compileConfig` gives it; empty takes a configuration out again
 */
export function bake(module: Uint8Array, payload: Uint8Array): Uint8Array {
  const file = WasmFile.parse(module);
  const identity = identify(file);
  checkAbi(identity);
  if (identity.payload.length > 0) file.dropLastSegment();
  if (payload.length > 0) {
    const bytes = new Uint8Array(SETTINGS_HEADER_BYTES + payload.length);
    const header = new DataView(bytes.buffer);
    header.setUint32(0, SETTINGS_MAGIC, true);
    header.setUint32(4, SETTINGS_VERSION, true);
    header.setUint32(8, payload.length, true);
    bytes.set(payload, SETTINGS_HEADER_BYTES);
    file.addSegment({ address: identity.settings, bytes });
  }
  return file.serialize();
}
