/**
 * AES decryption (FIPS 197) in cipher block chaining with the padding of PKCS #7, as .NET's `Aes` decrypts. The S-box is computed at the
 * first use; a column is one word, its first byte the lowest, so that all four bytes are multiplied at once.
 */

/** The bytes of a block, and of an initialization vector. */
export const BLOCK_BYTES: u32 = 16;
/** The outcome of a decryption that .NET refuses. */
export const REFUSED: i32 = -1;

const LONGEST_KEY: u32 = 32;
const LEAST_ROUNDS: u32 = 6;

const box: usize = memory.data(256);
const inverse: usize = memory.data(256);
/** The words of the expanded key: four a round, fourteen rounds and one before them. */
const schedule: usize = memory.data(240, 4);
const state: usize = memory.data(16, 4);
const shifted: usize = memory.data(16, 4);
/** The block of the cipher before the present one. */
const chain: usize = memory.data(16, 4);

/** Each byte of a word times x in the field of AES. */
function timesX(word: u32): u32 {
  return ((word & 0x7f7f7f7f) << 1) ^ (((word >> 7) & 0x01010101) * 0x1b);
}

/** The S-box and its inverse: `power` runs through the powers of 3, `reciprocal` through those of its inverse. */
function fillBoxes(): void {
  let power: u32 = 1;
  let reciprocal: u32 = 1;
  for (let i = 0; i < 255; i++) {
    power ^= timesX(power);
    reciprocal ^= reciprocal << 1;
    reciprocal ^= reciprocal << 2;
    reciprocal ^= reciprocal << 4;
    reciprocal &= 0xff;
    if ((reciprocal & 0x80) != 0) reciprocal ^= 0x09;
    const doubled = (reciprocal << 8) | reciprocal;
    const image = ((doubled ^ (doubled >> 4) ^ (doubled >> 5) ^ (doubled >> 6) ^ (doubled >> 7)) & 0xff) ^ 0x63;
    store<u8>(box + <usize>power, image);
    store<u8>(inverse + <usize>image, power);
  }
  store<u8>(box, 0x63);
  store<u8>(inverse + 0x63, 0);
}

/** The four bytes of a word through the S-box. */
function substituted(word: u32): u32 {
  let made: u32 = 0;
  for (let shift: u32 = 0; shift < 32; shift += 8) made |= (<u32>load<u8>(box + <usize>((word >> shift) & 0xff))) << shift;
  return made;
}

function keyWord(at: u32): usize {
  return schedule + ((<usize>at) << 2);
}

/** FIPS 197, section 5.2. @param words of the key: 4, 6 or 8 */
function expandKey(key: usize, words: u32): void {
  memory.copy(schedule, key, (<usize>words) << 2);
  const last = (words + LEAST_ROUNDS + 1) << 2;
  let constant: u32 = 1;
  let place: u32 = 0;
  for (let i = words; i < last; i++) {
    let word = load<u32>(keyWord(i - 1));
    if (place == 0) {
      word = substituted(rotr(word, 8)) ^ constant;
      constant = timesX(constant);
    } else if (words == LONGEST_KEY >> 2 && place == 4) word = substituted(word);
    store<u32>(keyWord(i), load<u32>(keyWord(i - words)) ^ word);
    if (++place == words) place = 0;
  }
}

function addKey(round: u32): void {
  for (let i: u32 = 0; i < BLOCK_BYTES; i += 4) {
    const at = state + <usize>i;
    store<u32>(at, load<u32>(at) ^ load<u32>(keyWord(round << 2) + <usize>i));
  }
}

/** InvShiftRows and InvSubBytes: row r goes r columns to the right. */
function shiftBack(): void {
  for (let i: u32 = 0; i < BLOCK_BYTES; i++) {
    const from = (i - ((i & 3) << 2)) & (BLOCK_BYTES - 1);
    store<u8>(shifted + <usize>i, load<u8>(inverse + <usize>load<u8>(state + <usize>from)));
  }
  memory.copy(state, shifted, BLOCK_BYTES);
}

/** InvMixColumns: MixColumns after each column is multiplied by 4x² + 5. */
function unmixColumns(): void {
  for (let at = state; at < state + BLOCK_BYTES; at += 4) {
    let word = load<u32>(at);
    word ^= timesX(timesX(word ^ rotr(word, 16)));
    const next = rotr(word, 8);
    store<u32>(at, timesX(word ^ next) ^ next ^ rotr(word, 16) ^ rotr(word, 24));
  }
}

/** FIPS 197, section 5.3, on `state`. */
function decryptBlock(rounds: u32): void {
  addKey(rounds);
  for (let round = rounds - 1; round != 0; round--) {
    shiftBack();
    addKey(round);
    unmixColumns();
  }
  shiftBack();
  addKey(0);
}

/**
 * Decrypts bytes where they stand.
 * @param key of `keyBytes` bytes: 16, 24 or 32
 * @param vector the initialization vector, BLOCK_BYTES
 * @returns how many bytes are left without the padding, or REFUSED for another length of key, a cut block, or a padding that does not hold
 */
export function decryptChained(key: usize, keyBytes: u32, vector: usize, bytes: usize, count: u32): i32 {
  if ((keyBytes & 7) != 0 || keyBytes < BLOCK_BYTES || keyBytes > LONGEST_KEY) return REFUSED;
  if (count == 0 || (count & (BLOCK_BYTES - 1)) != 0) return REFUSED;
  if (load<u8>(box) == 0) fillBoxes();
  const words = keyBytes >> 2;
  expandKey(key, words);
  memory.copy(chain, vector, BLOCK_BYTES);
  const end = bytes + <usize>count;
  for (let block = bytes; block < end; block += BLOCK_BYTES) {
    memory.copy(state, block, BLOCK_BYTES);
    decryptBlock(words + LEAST_ROUNDS);
    for (let i: usize = 0; i < BLOCK_BYTES; i += 8) store<u64>(state + i, load<u64>(state + i) ^ load<u64>(chain + i));
    memory.copy(chain, block, BLOCK_BYTES);
    memory.copy(block, state, BLOCK_BYTES);
  }
  const padding = <u32>load<u8>(end - 1);
  if (padding == 0 || padding > BLOCK_BYTES) return REFUSED;
  for (let i: u32 = 2; i <= padding; i++) if (load<u8>(end - <usize>i) != padding) return REFUSED;
  return <i32>(count - padding);
}
