/**
 * Hashes that name a finding: SipHash-2-4 with 128 bits of output (Aumasson, Bernstein) under a fixed key. They tell findings
 * apart and bring equal ones together; they are no secret.
 *
 *   begin · text … · finish → a Hash
 */
import { SLASH } from "../bytes/ascii";
import { lower } from "../bytes/text";

let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;
let pending: u64 = 0;
let count: u64 = 0;

/** A finished hash; valid until the next is finished. */
@unmanaged
export class Hash {
  /** The eight bytes that come first, little endian as the algorithm gives them, and the eight after. */
  first: u64;
  second: u64;
}

const hash: Hash = changetype<Hash>(memory.data(offsetof<Hash>(), 8));

function round(): void {
  v0 += v1;
  v2 += v3;
  v1 = rotl<u64>(v1, 13) ^ v0;
  v3 = rotl<u64>(v3, 16) ^ v2;
  v0 = rotl<u64>(v0, 32);
  v2 += v1;
  v0 += v3;
  v1 = rotl<u64>(v1, 17) ^ v2;
  v3 = rotl<u64>(v3, 21) ^ v0;
  v2 = rotl<u64>(v2, 32);
}

/** Starts a hash under a key of two words. */
export function beginKeyed(key0: u64, key1: u64): void {
  v0 = key0 ^ 0x736f6d6570736575;
  v1 = key1 ^ 0x646f72616e646f6d ^ 0xee;
  v2 = key0 ^ 0x6c7967656e657261;
  v3 = key1 ^ 0x7465646279746573;
  pending = 0;
  count = 0;
}

/** Starts a hash of a finding's parts. */
export function begin(): void {
  beginKeyed(0x6d61696c626f782d, 0x6578706f72742d31);
}

function absorb(word: u64): void {
  v3 ^= word;
  round();
  round();
  v0 ^= word;
}

/** Takes in one byte. */
export function addByte(byte: u32): void {
  pending |= (<u64>(byte & 255)) << ((count & 7) << 3);
  count++;
  if ((count & 7) == 0) {
    absorb(pending);
    pending = 0;
  }
}

/** Takes in a word, so that what stands beside it keeps its place. */
export function addWord(word: u64): void {
  for (let shift: u64 = 0; shift < 64; shift += 8) addByte(<u32>(word >> shift));
}

/** Takes in bytes after their number. */
export function addText(text: usize, length: usize): void {
  addWord(length);
  for (let i: usize = 0; i < length; i++) addByte(load<u8>(text + i));
}

/** Takes in a name without regard to ASCII case, `/` as `\`, after its length. */
export function addName(text: usize, length: usize): void {
  addWord(length);
  for (let i: usize = 0; i < length; i++) {
    const byte = <u32>load<u8>(text + i);
    addByte(byte == SLASH ? 0x5c : lower(byte));
  }
}

/** Takes in an ASCII literal after its length. */
export function addLiteral(literal: string): void {
  const size = <usize>literal.length;
  const units = changetype<usize>(literal);
  addWord(size);
  for (let i: usize = 0; i < size; i++) addByte(load<u8>(units + (i << 1)));
}

/** Four rounds, then the sum of the state. */
function squeeze(): u64 {
  round();
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/** Ends the hash. */
export function finish(): Hash {
  absorb(pending | (count << 56));
  v2 ^= 0xee;
  hash.first = squeeze();
  v1 ^= 0xdd;
  hash.second = squeeze();
  return hash;
}

/** Hash of bytes as they are, for the configuration. */
export function hash128(bytes: usize, length: usize): Hash {
  begin();
  addText(bytes, length);
  return finish();
}
