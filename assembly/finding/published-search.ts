/**
 * The published search beside our own reading: all of its texts occur in the script, with their case.
 */
import { findByte } from "../bytes/search";
import { PUBLISHED_COUNT, publishedText } from "../exchange/rules.generated";

/** Whether `text` holds the literal as it stands. */
function holds(text: usize, length: usize, literal: string): bool {
  const size = <usize>literal.length;
  if (size > length) return false;
  const units = changetype<usize>(literal);
  // The rarest thing about these texts is how they start: one byte is looked for, the rest compared.
  const lead = <u32>load<u8>(units);
  const last = text + length - size + 1;
  let at = findByte(text, last, lead);
  while (at < last) {
    let i: usize = 1;
    while (i < size && <u32>load<u8>(at + i) == <u32>load<u16>(units + (i << 1))) i++;
    if (i == size) return true;
    at = findByte(at + 1, last, lead);
  }
  return false;
}

/** Whether the published search hits the text (WTF-8). */
export function publishedHit(text: usize, length: usize): bool {
  for (let i: u32 = 0; i < PUBLISHED_COUNT; i++) if (!holds(text, length, publishedText(i))) return false;
  return true;
}
