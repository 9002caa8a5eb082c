/**
 * Comparing and measuring WTF-8 text. Nothing here allocates; every function reads exactly the bytes it is given.
 */
import { HYPHEN, UPPER_A } from "./ascii";

/** ASCII lower case; every other byte stays. */
export function lower(byte: u32): u32 {
  return byte - UPPER_A < 26 ? byte | 32 : byte;
}

/** Whether two texts are equal byte for byte. */
export function equals(a: usize, aLength: usize, b: usize, bLength: usize): bool {
  return aLength == bLength && memory.compare(a, b, aLength) == 0;
}

/** Whether two texts are equal but for the case of ASCII letters. PowerShell compares command names so (OrdinalIgnoreCase on ASCII names). */
export function equalsIgnoreCase(a: usize, aLength: usize, b: usize, bLength: usize): bool {
  if (aLength != bLength) return false;
  for (let i: usize = 0; i < aLength; i++) {
    if (lower(load<u8>(a + i)) != lower(load<u8>(b + i))) return false;
  }
  return true;
}

/** Bytes of the dash that starts the text: one of the four that PowerShell takes; 0 for none. PowerShell: CharTraits.IsDash. */
export function dashLength(text: usize, length: usize): usize {
  if (length >= 1 && load<u8>(text) == HYPHEN) return 1;
  if (length >= 3 && load<u16>(text) == 0x80e2) {
    const last = <u32>load<u8>(text + 2);
    if (last >= 0x93 && last <= 0x95) return 3;
  }
  return 0;
}

/** Whether `text` starts with `prefix`, case of ASCII letters aside. */
export function startsWithIgnoreCase(text: usize, length: usize, prefix: usize, prefixLength: usize): bool {
  return prefixLength <= length && equalsIgnoreCase(text, prefixLength, prefix, prefixLength);
}

/** Bytes of the sequence that `lead` starts; 1 for a byte that starts none. */
export function sequenceLength(lead: u32): u32 {
  return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/**
 * The code point at `at`, lone surrogates included; a cut or malformed sequence yields its first byte.
 * @param end first address that must not be read
 */
export function codePointAt(at: usize, end: usize): u32 {
  const lead = <u32>load<u8>(at);
  if (lead < 0xc0) return lead;
  const size = sequenceLength(lead);
  if (at + size > end) return lead;
  const second = <u32>load<u8>(at + 1) & 63;
  if (size == 2) return ((lead & 31) << 6) | second;
  const third = <u32>load<u8>(at + 2) & 63;
  if (size == 3) return ((lead & 15) << 12) | (second << 6) | third;
  return ((lead & 7) << 18) | (second << 12) | (third << 6) | (<u32>load<u8>(at + 3) & 63);
}

/**
 * Writes a code point (a surrogate too) as WTF-8.
 * @returns the address after it
 */
export function writeCodePoint(to: usize, point: u32): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if (point < 0x800) {
    store<u8>(to, 0xc0 | (point >> 6));
    store<u8>(to + 1, 0x80 | (point & 63));
    return to + 2;
  }
  if (point < 0x10000) {
    store<u8>(to, 0xe0 | (point >> 12));
    store<u8>(to + 1, 0x80 | ((point >> 6) & 63));
    store<u8>(to + 2, 0x80 | (point & 63));
    return to + 3;
  }
  store<u8>(to, 0xf0 | (point >> 18));
  store<u8>(to + 1, 0x80 | ((point >> 12) & 63));
  store<u8>(to + 2, 0x80 | ((point >> 6) & 63));
  store<u8>(to + 3, 0x80 | (point & 63));
  return to + 4;
}

/** UTF-16 units of a WTF-8 text: two for a sequence of four bytes, one for any other. */
export function utf16Length(text: usize, length: usize): u32 {
  let units: u32 = 0;
  const end = text + length;
  while (text < end) {
    if (text + 8 <= end && (load<u64>(text) & 0x8080808080808080) == 0) {
      units += 8;
      text += 8;
      continue;
    }
    const byte = <u32>load<u8>(text);
    // Continuation bytes count nothing; the lead of four bytes counts twice.
    if ((byte & 0xc0) != 0x80) units += byte < 0xf0 ? 1 : 2;
    text++;
  }
  return units;
}

/** Whether every byte is ASCII. */
export function isAscii(text: usize, length: usize): bool {
  const end = text + length;
  while (text + 8 <= end) {
    if ((load<u64>(text) & 0x8080808080808080) != 0) return false;
    text += 8;
  }
  while (text < end) {
    if (load<u8>(text) > 127) return false;
    text++;
  }
  return true;
}
