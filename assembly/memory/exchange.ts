/**
 * The exchange region: what the host hands in, and the room that an answer is written to. A bump that starts over when the
 * last block is given back, so the region grows to the largest record seen and no further.
 *
 * Whatever the host asks for, however often it gives back: nothing traps. A request that the memory cannot hold is answered with 0.
 */
import { exchangeStart } from "./map";

/** First free byte; 0 before the first request. */
let top: usize = 0;
/** Blocks that the host still holds. */
let held: u32 = 0;

/** Grows the memory until it reaches `end`. */
function reach(end: u64): bool {
  const present = (<u64>memory.size()) << 16;
  if (end <= present) return true;
  if (end > 0xffff0000) return false;
  return memory.grow(<i32>((end - present + 65535) >> 16)) >= 0;
}

/**
 * The host's `malloc`.
 * @returns an address, aligned to 16, with at least 16 bytes after the block that nobody else uses; or 0
 */
export function lend(bytes: usize): usize {
  if (held == 0) top = exchangeStart();
  const end = (<u64>top + <u64>bytes + 31) & ~15;
  if (!reach(end)) return 0;
  const address = top;
  top = <usize>end;
  held++;
  return address;
}

/**
 * The block lent last goes on up to `end`: for an answer whose length shows while it is written. Room that was asked for after the
 * block is gone.
 * @returns whether the memory reaches that far; if not, the block ends where it did
 */
export function extendLast(end: u64): bool {
  const reached = (end + 31) & ~15;
  if (reached <= <u64>top) return true;
  if (!reach(reached)) return false;
  top = <usize>reached;
  return true;
}

/** The host's `free`. An address that was never lent is passed over. */
export function giveBack(address: usize): void {
  if (address >= exchangeStart() && address < top && held != 0) held--;
}

/**
 * Room after everything the host holds, valid until its next `malloc`. Nobody gives it back.
 * @returns an address, aligned to 16, or 0
 */
export function roomFor(bytes: u64): usize {
  if (held == 0) top = exchangeStart();
  return reach(<u64>top + bytes) ? top : 0;
}

/** Takes everything back from the host at once. */
export function startOver(): void {
  held = 0;
}
