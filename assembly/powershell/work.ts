/**
 * Work on values that a text does not pay for by its own length. Each operation has a little of its own; what it takes beyond
 * that is drawn from a pool of a multiple of the record. An empty pool costs values, never calls.
 */
import { divide } from "../bytes/arithmetic";
import { REENTRY_POOL_FACTOR } from "../contract";

/** What one operation may take without drawing: bytes of text, items of a list, steps of a search. */
const OWN: u32 = 256;
/** Smallest pool: a launcher of a few thousand bytes that is split ten times over is still read. */
const LEAST: u32 = 131072;

let pool: u32 = LEAST;
let wasShort = false;

/** Fills the pool for a reading. */
export function startWork(recordBytes: u32): void {
  const most: u32 = 0xffffffff;
  pool = recordBytes > <u32>divide(most, REENTRY_POOL_FACTOR) ? most : max(recordBytes * REENTRY_POOL_FACTOR, LEAST);
  wasShort = false;
}

/** Draws for an operation of that size. @returns false if the pool does not hold it; the value is unknown then */
export function work(size: u32): bool {
  if (size <= OWN) return true;
  if (size - OWN > pool) {
    pool = 0;
    wasShort = true;
    return false;
  }
  pool -= size - OWN;
  return true;
}

/** The most that an operation of unknown size may take now; what it took is to be drawn afterwards. */
export function mostWork(): u32 {
  return pool > 0xffffffff - OWN ? pool : pool + OWN;
}

/** Whether some value is unknown for want of work. */
export function ranShort(): bool {
  return wasShort;
}
