/** Hashes of the store: to find a block, and to know a part again. */
import { lower } from "../bytes/text";

const PRIME: u64 = 0x9e3779b97f4a7c15;

function mix(hash: u64, word: u64): u64 {
  const product = (hash ^ word) * PRIME;
  return product ^ (product >> 29);
}

/** Hash of a text, eight bytes a step. Reads exactly `length` bytes. */
export function hashText(text: usize, length: usize): u64 {
  let hash = mix(PRIME, <u64>length);
  const end = text + length;
  while (text + 8 <= end) {
    hash = mix(hash, load<u64>(text));
    text += 8;
  }
  while (text < end) {
    hash = mix(hash, load<u8>(text));
    text++;
  }
  return hash;
}

/** Goes on with a name, case of ASCII letters aside: shippers differ in the case of host names and GUIDs. */
export function hashName(seed: u64, text: usize, length: usize): u64 {
  let hash = mix(seed, <u64>length);
  for (let i: usize = 0; i < length; i++) hash = mix(hash, lower(load<u8>(text + i)));
  return hash;
}
