/**
 * Puts parts together, in order and without a separator, in the room for joined text. Two halves of a surrogate pair that the
 * cut had parted become one character again.
 */

import { SPACE } from "../bytes/ascii";
import { writeCodePoint } from "../bytes/text";
import { joinedStart } from "../memory/map";
import { copyOut } from "./chunks";
import { addSeam, clearSeams } from "./seams";
import { findPart, partOf } from "./table";

/** A lone surrogate in WTF-8: ED, then A0-AF for the first half of a pair or B0-BF for the second. */
function surrogateAt(address: usize): u32 {
  if (load<u8>(address) != 0xed) return 0;
  const second = <u32>load<u8>(address + 1);
  return second < 0xa0 ? 0 : 0xd000 | ((second & 63) << 6) | (<u32>load<u8>(address + 2) & 63);
}

/**
 * Merges two halves that meet.
 * @param seam first byte of the later text, whose end is `end`
 * @returns bytes by which the text became shorter: 2 or 0
 */
function mergeSurrogates(start: usize, seam: usize, end: usize): usize {
  if (seam < start + 3 || end < seam + 3) return 0;
  const first = surrogateAt(seam - 3);
  const second = surrogateAt(seam);
  if (first < 0xd800 || first >= 0xdc00 || second < 0xdc00) return 0;
  writeCodePoint(seam - 3, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
  memory.copy(seam + 1, seam + 3, end - seam - 3);
  return 2;
}

/** No blank where one stands already, nor inside a character. */
function takesBlank(start: usize, end: usize): bool {
  if (end == start || load<u8>(end - 1) <= SPACE) return false;
  return end < start + 3 || surrogateAt(end - 3) < 0xd800 || surrogateAt(end - 3) >= 0xdc00;
}

/**
 * Joins the parts `from` to `to` of a block, all of which are here; their texts fit, for they come out of a smaller store.
 * @param skip bytes of the first part to leave out
 * @param blank a lost blank is put back at every seam that may have lost one
 * @returns length of the text at `joinedStart()`; 16 zero bytes follow it
 */
export function join(block: u32, from: u32, skip: u32, to: u32, blank: bool): usize {
  const start = joinedStart();
  let end = start;
  let before = false;
  clearSeams();
  for (let number = from; number <= to; number++) {
    const part = partOf(findPart(block, number));
    const trimmed = number > from && (part.trimmed || before);
    if (trimmed && blank && takesBlank(start, end)) store<u8>(end++, 32);
    const seam = end;
    end = copyOut(part.text, part.length, number == from ? <usize>skip : 0, seam);
    if (trimmed) addSeam(seam);
    if (number > from) {
      const less = mergeSurrogates(start, seam, end);
      part.merged = <u8>less;
      end -= less;
    }
    before = part.trimmed;
  }
  memory.fill(end, 0, 16);
  return end - start;
}
