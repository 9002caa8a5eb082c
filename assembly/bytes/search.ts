/**
 * Finding a byte, eight at a time.
 */

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;

/**
 * @param end first address that is not read
 * @returns address of the first `byte` in [from, end), or `end`
 */
export function findByte(from: usize, end: usize, byte: u32): usize {
  const pattern = ONES * <u64>byte;
  while (from + 8 <= end) {
    // A byte that equals becomes zero; the lowest zero byte is found exactly, borrows only reach higher ones.
    const difference = load<u64>(from) ^ pattern;
    const zeros = (difference - ONES) & ~difference & HIGHS;
    if (zeros != 0) return from + (<usize>ctz(zeros) >> 3);
    from += 8;
  }
  while (from < end && <u32>load<u8>(from) != byte) from++;
  return from;
}
