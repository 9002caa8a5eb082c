/**
 * The values region as a bump arena: taken forwards, given back only to a mark. Nothing is ever freed one by one. What must
 * outlive a mark is kept at the other end.
 * A full arena answers 0; whoever asked then makes the value unknown, never an error. Two reserves are left, so that no text
 * can fill the room they need: for invocations that are found when the arena is full, and for those who judge what was found.
 */
import { VALUES_BYTES, valuesStart } from "./map";

/** Bytes that a reading leaves: room for some ten thousand judged calls. */
const RESERVE_BYTES: usize = 2 << 20;

/** Bytes that are left for what is found late: some thousand invocations. */
const LATE_BYTES: usize = 512 << 10;
/** What asks for more at once is one value, without which everything else can go on. */
const SMALL_BYTES: usize = 4096;

let next: usize = 0;
/** Everything from here to the end of the region is kept. */
let keptFrom: usize = 0;
/** Something small found no room. */
let full: bool = false;

/** Empties the arena. Call before each text that is read. */
export function resetArena(): void {
  next = valuesStart();
  keptFrom = reserveStart() - LATE_BYTES;
  full = false;
}

function reserveStart(): usize {
  return valuesStart() + VALUES_BYTES - RESERVE_BYTES;
}

/** Whether the arena was full at some time since it was emptied, so that what was read then may lack more than a value. */
export function wasFull(): bool {
  return full;
}

/** The text was read: what was taken stays, and the late reserve is free. */
export function openLate(): void {
  if (remaining() >= LATE_BYTES) return;
  next = reserveStart() - LATE_BYTES;
  keptFrom = reserveStart();
}

/** The reading is over: what was taken stays, and at least the reserve is free. */
export function openReserve(): void {
  if (remaining() >= RESERVE_BYTES) return;
  next = reserveStart();
  keptFrom = next + RESERVE_BYTES;
}

/**
 * Takes `bytes` bytes, aligned to 8, not cleared.
 * @returns their address, or 0 if the arena is full
 */
export function take(bytes: usize): usize {
  const address = next;
  const limit = keptFrom;
  if (bytes > limit - address) {
    if (bytes <= SMALL_BYTES) full = true;
    return 0;
  }
  next = (address + bytes + 7) & ~7;
  if (next > limit) next = limit;
  return address;
}

/**
 * Takes `bytes` bytes, aligned to 8, not cleared, that no `release` gives back.
 * @returns their address, or 0 if the arena is full
 */
export function keep(bytes: usize): usize {
  const size = (bytes + 7) & ~7;
  if (size > keptFrom - next) {
    if (size <= SMALL_BYTES) full = true;
    return 0;
  }
  keptFrom -= size;
  return keptFrom;
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
  return keptFrom - next;
}

/** Whether an address lies in what a `release` may give back. */
export function isTransient(address: usize): bool {
  return address >= valuesStart() && address < keptFrom;
}
