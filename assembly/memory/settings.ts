/**
 * The settings region: 64 KiB of static data that the build heads with magic, version and length, that `bake` fills in a copy
 * of a module and that the Node host fills at load. exchange/settings.ts reads it.
 */

/** Address of the region, exported by every module as `settings`. */
export const region: usize = memory.data(65536, 16);
