/**
 * The settings region: 64 KiB of static data that the build heads with magic, version and length, that `bake` fills in a copy
 * of a module and that the Node host fills at load. Length zero means none.
 */
import { SETTINGS_HEADER_BYTES } from "../contract";

/** The region, exported by every module as `settings`. */
export const region: usize = memory.data(65536, 16);

/** Address of the region, exported by every module as `settings`. */
export function settingsAddress(): usize {
  return region;
}

/** Bytes of the configuration; more than the region holds counts as none. */
export function settingsLength(): u32 {
  const length = load<u32>(region + 8);
  return length <= 65536 - SETTINGS_HEADER_BYTES ? length : 0;
}

/** First byte of the configuration. */
export function settingsPayload(): usize {
  return region + SETTINGS_HEADER_BYTES;
}
