/**
 * String literals as static data. A literal compiles to UTF-16 units in a data segment; its address is a constant and nothing
 * is allocated. Only ASCII literals are used.
 */
import { lower } from "./text";

/** Units of a literal. */
export function literalLength(literal: string): usize {
  return literal.length;
}

/** Whether `text` equals the literal but for the case of ASCII letters. The literal is written in lower case. */
export function isWord(text: usize, length: usize, literal: string): bool {
  if (<usize>literal.length != length) return false;
  return startsWithWord(text, length, literal);
}

/** Whether `text` starts with the literal, case of ASCII letters aside. The literal is written in lower case. */
export function startsWithWord(text: usize, length: usize, literal: string): bool {
  const size = <usize>literal.length;
  if (size > length) return false;
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < size; i++) {
    if (lower(load<u8>(text + i)) != <u32>load<u16>(units + (i << 1))) return false;
  }
  return true;
}

/** Whether `text` ends with the literal, case of ASCII letters aside. The literal is written in lower case. */
export function endsWithWord(text: usize, length: usize, literal: string): bool {
  const size = <usize>literal.length;
  return size <= length && startsWithWord(text + length - size, size, literal);
}

/** First place of the literal in [at, end), case of ASCII letters aside; `end` if it stands nowhere. The literal is written in lower case. */
export function findWord(at: usize, end: usize, literal: string): usize {
  while (at < end && !startsWithWord(at, end - at, literal)) at++;
  return at;
}

/** Whether `text` equals the literal exactly. */
export function isLiteral(text: usize, length: usize, literal: string): bool {
  if (<usize>literal.length != length) return false;
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < length; i++) {
    if (<u32>load<u8>(text + i) != <u32>load<u16>(units + (i << 1))) return false;
  }
  return true;
}

/**
 * Writes the literal as bytes.
 * @returns the address after it
 */
export function writeLiteral(to: usize, literal: string): usize {
  const size = <usize>literal.length;
  const units = changetype<usize>(literal);
  for (let i: usize = 0; i < size; i++) store<u8>(to + i, load<u8>(units + (i << 1)));
  return to + size;
}
