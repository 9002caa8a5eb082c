/**
 * The core owns its memory from the end of the static data on, so the compiler's allocator, which writes there too, must not be
 * linked. Strings that are put together, arrays and objects bring it in.
 */
const ALLOCATOR = "~lib/rt/stub/";

/** @param {Iterable<string>} functions names of the compiled module's functions, before they are optimised away */
export function proveUnmanaged(functions) {
  const linked = [...functions].filter((name) => name.startsWith(ALLOCATOR));
  if (linked.length > 0) throw new Error(`The core allocates managed memory: the compiler linked ${linked.join(", ")}`);
}
