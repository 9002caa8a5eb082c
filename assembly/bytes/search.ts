/**
 * Finding a byte, thirty-two at a time.
 */

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;

/** Marks the zero bytes of a word; the lowest mark is exact, borrows only reach higher bytes. */
function zeroBytes(word: u64): u64 {
  return (word - ONES) & ~word & HIGHS;
}

/**
 * @param end first address that is not read
 * @returns address of the first `byte` in [from, end), or `end`
 */
export function findByte(from: usize, end: usize, byte: u32): usize {
  // A byte that equals becomes zero under the pattern.
  const pattern = ONES * <u64>byte;
  while (from + 32 <= end) {
    const near = zeroBytes(load<u64>(from) ^ pattern) | zeroBytes(load<u64>(from, 8) ^ pattern);
    const far = zeroBytes(load<u64>(from, 16) ^ pattern) | zeroBytes(load<u64>(from, 24) ^ pattern);
    if ((near | far) != 0) break;
    from += 32;
  }
  while (from + 8 <= end) {
    const zeros = zeroBytes(load<u64>(from) ^ pattern);
    if (zeros != 0) return from + (<usize>ctz(zeros) >> 3);
    from += 8;
  }
  while (from < end && <u32>load<u8>(from) != byte) from++;
  return from;
}
