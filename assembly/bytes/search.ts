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

const TO_PRINTABLE: u64 = 0x6060606060606060;

/**
 * The same for a newline, which text made of lines mostly has far apart: 64 bytes at a time.
 *
 * Adding 0x60 sets the high bit of every byte from 0x20 to 0x7f and of no control character; what a byte above 0x9f carries into
 * the next one is too little to change that. So if every high bit is set there is no newline; else the words are looked at.
 * @returns address of the first newline in [from, end), or `end`
 */
export function findNewline(from: usize, end: usize): usize {
  while (from + 64 <= end) {
    const near =
      (load<u64>(from) + TO_PRINTABLE) &
      (load<u64>(from, 8) + TO_PRINTABLE) &
      (load<u64>(from, 16) + TO_PRINTABLE) &
      (load<u64>(from, 24) + TO_PRINTABLE);
    const far =
      (load<u64>(from, 32) + TO_PRINTABLE) &
      (load<u64>(from, 40) + TO_PRINTABLE) &
      (load<u64>(from, 48) + TO_PRINTABLE) &
      (load<u64>(from, 56) + TO_PRINTABLE);
    if ((near & far & HIGHS) != HIGHS) {
      const found = findByte(from, from + 64, 10);
      if (found != from + 64) return found;
    }
    from += 64;
  }
  return findByte(from, end, 10);
}
