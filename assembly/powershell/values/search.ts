/**
 * Finding text in text, by bytes (ordinal), and whether a search by culture must find the same.
 */

import { find } from "../../bytes/dictionary";
import { lower } from "../../bytes/text";
import { mostWork, work } from "../work";
import { isPrintable } from "./equality";

/** What a search answers that found nothing, and one for which the pool of work did not suffice. */
export const NOT_FOUND: i32 = -1;
export const NOT_TOLD: i32 = -2;

/** Bytes that two texts have in common from their starts, at most `size`. */
export function commonBytes(a: usize, b: usize, size: usize): usize {
  let i: usize = 0;
  while (i < size && load<u8>(a + i) == load<u8>(b + i)) i++;
  return i;
}

/** Offset of a text at or after `from`, NOT_FOUND or NOT_TOLD. */
export function indexOfBytes(bytes: usize, length: usize, sought: usize, size: usize, from: usize): i32 {
  if (size > length) return NOT_FOUND;
  const most = mostWork();
  let steps: usize = 0;
  for (let i = from; i + size <= length; i++) {
    const common = commonBytes(bytes + i, sought, size);
    if (common == size) {
      work(<u32>steps);
      return <i32>i;
    }
    steps += common;
    if (steps > <usize>most) break;
  }
  return work(<u32>steps) ? NOT_FOUND : NOT_TOLD;
}

/** Offset of the last occurrence of a text, NOT_FOUND or NOT_TOLD. */
export function lastIndexOfBytes(bytes: usize, length: usize, sought: usize, size: usize): i32 {
  if (size > length) return NOT_FOUND;
  const most = mostWork();
  let steps: usize = 0;
  for (let i = <i32>(length - size); i >= 0; i--) {
    const common = commonBytes(bytes + <usize>i, sought, size);
    if (common == size) {
      work(<u32>steps);
      return i;
    }
    steps += common;
    if (steps > <usize>most) break;
  }
  return work(<u32>steps) ? NOT_FOUND : NOT_TOLD;
}

// Two letters that are one in some culture (Hungarian, Czech, Spanish, Croatian, Danish, Welsh, Albanian, Dutch): a search by
// culture finds neither alone.
const DIGRAPHS: string = "aa ae ch cs dd dh dz ff gj gy ij ll lj ly ng nj ny oe ph rh rr sh sz th ty ue xh zh zs";
const DIGRAPH_MASK: u32 = 63;
const DIGRAPH_SLOTS: usize = memory.data((DIGRAPH_MASK + 2) << 2, 4);

function isDigraph(bytes: usize): bool {
  return find(DIGRAPHS, DIGRAPH_SLOTS, DIGRAPH_MASK, bytes, 2) >= 0;
}

/**
 * Whether a culture's search finds an ordinal hit of `size` bytes at `offset` too: all is printable ASCII and neither end parts
 * two letters that may be one.
 */
export function isSafeHit(bytes: usize, length: usize, offset: usize, size: usize): bool {
  if (offset > 0 && isDigraph(bytes + offset - 1)) return false;
  return offset + size >= length || size == 0 || !isDigraph(bytes + offset + size - 1);
}

/** Whether texts are such that cultures and dialects agree on where one occurs in the other, edges aside. */
export function isPlainSearch(bytes: usize, length: usize, sought: usize, size: usize): bool {
  return size != 0 && isPrintable(bytes, length) && isPrintable(sought, size);
}

/** Whether a text starts with another, byte for byte or but for ASCII case. */
export function startsOrdinal(bytes: usize, length: usize, sought: usize, size: usize, ignoreCase: bool): bool {
  if (size > length) return false;
  for (let i: usize = 0; i < size; i++) {
    const a = <u32>load<u8>(bytes + i);
    const b = <u32>load<u8>(sought + i);
    if (a != b && !(ignoreCase && lower(a) == lower(b))) return false;
  }
  return true;
}
