/**
 * The values region as a bump arena: taken forwards, given back only to a mark. Nothing is ever freed one by one.
 * A full arena answers 0; whoever asked then makes the value unknown, never an error.
 */
import { VALUES_BYTES, valuesStart } from "./map";

let next: usize = 0;

/** Empties the arena. Call before each text that is read. */
export function resetArena(): void {
  next = valuesStart();
}

/**
 * Takes `bytes` bytes, aligned to 8, not cleared.
 * @returns their address, or 0 if the arena is full
 */
export function take(bytes: usize): usize {
  const address = next;
  const limit = valuesStart() + VALUES_BYTES;
  if (bytes > limit - address) return 0;
  next = (address + bytes + 7) & ~7;
  if (next > limit) next = limit;
  return address;
}

/** The present end of the arena, for `release`. */
export function mark(): usize {
  return next;
}

/** Gives back everything taken since `to`, a value of `mark`. */
export function release(to: usize): void {
  next = to;
}

/** Bytes still free. */
export function remaining(): usize {
  return valuesStart() + VALUES_BYTES - next;
}
