/**
 * The names whose invocations become sites.
 */
import { isWord } from "../bytes/literal";

const MAX_NAMES: u32 = 64;
/** Addresses of the literals, and whether each only belongs to a family. */
const names: usize = memory.data(256, 4);
const families: usize = memory.data(64, 1);
/** Addresses of the literals as they are shown. */
const shown: usize = memory.data(256, 4);
let count: u32 = 0;

/** Watches nothing. */
export function clearNames(): void {
  count = 0;
}

/** Watches a name, which is a literal; one of the family alone only makes patterns that fit several ambiguous. */
export function addName(name: string, family: bool, shownAs: string = name): void {
  if (count >= MAX_NAMES) return;
  store<u32>(names + ((<usize>count) << 2), <u32>changetype<usize>(name));
  store<u8>(families + <usize>count, family ? 1 : 0);
  store<u32>(shown + ((<usize>count) << 2), <u32>changetype<usize>(shownAs));
  count++;
}

/** Names known, watched ones and family. */
export function nameCount(): u32 {
  return count;
}

/** A watched name by its index. */
export function nameAt(index: u32): string {
  return changetype<string>(<usize>load<u32>(names + ((<usize>index) << 2)));
}

/** The name as the engine lists it; one of the family in lower case. */
export function shownName(index: u32): string {
  return changetype<string>(<usize>load<u32>(shown + ((<usize>index) << 2)));
}

/** Whether a name is one of the family alone. */
export function isFamily(index: u32): bool {
  return load<u8>(families + <usize>index) != 0;
}

/** Index of the watched name that a text is, or -1. */
export function watchedIndex(text: usize, length: usize): i32 {
  for (let i: u32 = 0; i < count; i++) {
    if (load<u8>(families + <usize>i) == 0 && isWord(text, length, nameAt(i))) return <i32>i;
  }
  return -1;
}

/** Bytes of a literal, for looking it up as a name. */
const scratch: usize = memory.data(128, 1);

/** The bytes of a literal name; valid until the next call. */
export function nameBytes(name: string): usize {
  const units = changetype<usize>(name);
  const size = min<i32>(name.length, 128);
  for (let i = 0; i < size; i++) store<u8>(scratch + <usize>i, load<u8>(units + ((<usize>i) << 1)));
  return scratch;
}
