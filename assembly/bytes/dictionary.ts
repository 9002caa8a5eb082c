/**
 * Words to numbers, without case. A dictionary is one string literal of lower-case words, separated by single spaces or line
 * ends: a word that starts with a digit is a number, which the words after it stand for, up to the next one (without any they
 * stand for 0). Beside it is a table in static data that the first look-up fills: one u32 that tells whether it is filled, then
 * u32 slots (a power of two, at least twice the words). Slot: 0 free, else (offset of the word in units + 1) | (its number + 1) << 16,
 * so a literal has at most 65,534 units and a number is at most 65,534.
 */
import { SPACE } from "./ascii";
import { lower } from "./text";

/** Whether a unit ends a word. */
function ends(unit: u32): bool {
  return unit <= SPACE;
}

function mix(hash: u32, byte: u32): u32 {
  return (hash ^ byte) * 0x01000193;
}

function fill(words: string, slots: usize, mask: u32): void {
  const units = changetype<usize>(words);
  const size = <u32>words.length;
  let start: u32 = 0;
  let number: u32 = 0;
  while (start < size) {
    let hash: u32 = 0x811c9dc5;
    let digits: u32 = 0;
    let at = start;
    while (at < size) {
      const unit = <u32>load<u16>(units + ((<usize>at) << 1));
      if (ends(unit)) break;
      hash = mix(hash, unit);
      digits = digits * 10 + unit - 48;
      at++;
    }
    if (<u32>load<u16>(units + ((<usize>start) << 1)) - 48 < 10) number = digits;
    else if (at > start) {
      let slot = (hash ^ (hash >> 15)) & mask;
      while (load<u32>(slots + ((<usize>slot) << 2)) != 0) slot = (slot + 1) & mask;
      store<u32>(slots + ((<usize>slot) << 2), (start + 1) | ((number + 1) << 16));
    }
    start = at + 1;
  }
}

/**
 * Looks a text up in a dictionary.
 * @param words the dictionary's literal, not empty
 * @param table static data of `mask + 2` u32, all zero before the first look-up
 * @returns the word's number, or -1
 */
export function find(words: string, table: usize, mask: u32, text: usize, length: usize): i32 {
  const slots = table + 4;
  if (load<u32>(table) == 0) {
    fill(words, slots, mask);
    store<u32>(table, 1);
  }
  let hash: u32 = 0x811c9dc5;
  for (let i: usize = 0; i < length; i++) hash = mix(hash, lower(load<u8>(text + i)));
  let slot = (hash ^ (hash >> 15)) & mask;
  const units = changetype<usize>(words);
  const size = <u32>words.length;
  for (let probes: u32 = 0; probes <= mask; probes++) {
    const entry = load<u32>(slots + ((<usize>slot) << 2));
    if (entry == 0) return -1;
    const start = (entry & 0xffff) - 1;
    const after = start + <u32>length;
    if (after <= size && (after == size || ends(load<u16>(units + ((<usize>after) << 1))))) {
      let i: usize = 0;
      while (i < length && lower(load<u8>(text + i)) == <u32>load<u16>(units + ((<usize>start + i) << 1))) i++;
      if (i == length) return <i32>(entry >> 16) - 1;
    }
    slot = (slot + 1) & mask;
  }
  return -1;
}
