/**
 * Where parts of a shipper that trims white space meet in the text being read: what stood there may be lost, so a value that
 * lies across such a seam is never claimed.
 */
import { PARTS, seamsAddress } from "./region";

let count: u32 = 0;

/** Forgets the seams. Call before every text. */
export function clearSeams(): void {
  count = 0;
}

/** Notes a seam: the address of the first byte after it. Called with rising addresses. */
export function addSeam(address: usize): void {
  if (count == PARTS) return;
  store<u32>(seamsAddress() + ((<usize>count) << 2), <u32>address);
  count++;
}

/** Number of such seams in the text. */
export function seamCount(): u32 {
  return count;
}

/** Whether a seam lies within the span, between its first and its last byte. */
export function crossesSeam(start: usize, end: usize): bool {
  if (count == 0) return false;
  let low: u32 = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (<usize>load<u32>(seamsAddress() + ((<usize>middle) << 2)) <= start) low = middle + 1;
    else high = middle;
  }
  return low < count && <usize>load<u32>(seamsAddress() + ((<usize>low) << 2)) < end;
}
