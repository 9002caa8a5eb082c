/**
 * Counters that a host or a status record reads: an append-only array of u32, indexed by COUNTER_* of contract.ts.
 */
import { COUNTER_COUNT } from "../contract";

/** The array, exported by every module as `counters`. */
export const cells: usize = memory.data(64, 8);

/** Adds to a counter; it wraps at 2^32. */
export function addCount(counter: u32, amount: u32): void {
  const cell = cells + ((<usize>counter) << 2);
  store<u32>(cell, load<u32>(cell) + amount);
}

/** Present value of a counter. */
export function countOf(counter: u32): u32 {
  return load<u32>(cells + ((<usize>counter) << 2));
}

/** Sets every counter to zero. */
export function clearCounts(): void {
  memory.fill(cells, 0, (<usize>COUNTER_COUNT) << 2);
}

const kept: usize = memory.data(64, 8);

/** Notes every counter, for `restoreCounts`. */
export function keepCounts(): void {
  memory.copy(kept, cells, (<usize>COUNTER_COUNT) << 2);
}

/** Sets every counter to what it was at `keepCounts`. */
export function restoreCounts(): void {
  memory.copy(cells, kept, (<usize>COUNTER_COUNT) << 2);
}
