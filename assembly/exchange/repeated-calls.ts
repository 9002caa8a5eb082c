/**
 * Finds the call that another reading of the same text already made of the same place: the k-th invocation of a span in one
 * reading is the k-th in the next. A table of chains over the calls, in the arena; without room for it calls stay apart.
 */
import { take } from "../memory/arena";
import { Call } from "./call";

const CHAINS: u32 = 1024;

let chains: usize = 0;
let firstReading: u32 = 0;
let some = false;

/** Forgets all calls. Call before the first site of a decision. */
export function forgetTwins(): void {
  chains = 0;
  some = false;
}

function chainOf(call: Call): usize {
  const mixed = (call.start ^ (call.end << 9) ^ (call.behaviour << 4)) * 0x9e3779b1;
  return chains + ((<usize>(mixed >> 22)) << 2);
}

/** Takes a call into the table, after those of its chain. */
export function rememberTwin(call: Call): void {
  call.twin = 0;
  if (!some) {
    some = true;
    firstReading = call.reading;
    chains = take((<usize>CHAINS) << 2);
    if (chains != 0) memory.fill(chains, 0, (<usize>CHAINS) << 2);
  }
  if (chains == 0) return;
  const chain = chainOf(call);
  call.twin = load<u32>(chain);
  store<u32>(chain, <u32>changetype<usize>(call));
}

/** The call of an earlier reading that stands for the same invocation, 0 for none. */
export function findTwin(call: Call): usize {
  if (chains == 0 || call.reading == firstReading) return 0;
  let found: u32 = 0;
  let at = load<u32>(chainOf(call));
  while (at != 0) {
    const there = changetype<Call>(<usize>at);
    const same = there.start == call.start && there.end == call.end && there.behaviour == call.behaviour;
    // The chain runs from the newest back, so the last fit is the first invocation not met yet in this reading.
    if (same && there.reading != call.reading) found = at;
    at = there.twin;
  }
  return found;
}
