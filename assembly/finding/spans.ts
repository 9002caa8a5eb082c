/**
 * Addresses to UTF-16 positions in the text that was read. A cursor remembers the last answer, so a walk through the calls of
 * a text in order costs one pass over it.
 */
import { utf16Length } from "../bytes/text";

let start: usize = 0;
let end: usize = 0;
let cursor: usize = 0;
let units: u32 = 0;

/**
 * Names the text that the addresses lie in.
 * @param before UTF-16 units that stand in front of it in the text that positions count in
 */
export function beginSpans(text: usize, length: usize, before: u32): void {
  start = text;
  end = text + length;
  cursor = text;
  units = before;
}

/** UTF-16 units before `address`; an address outside the text counts as its nearer end. */
export function unitsAt(address: usize): u32 {
  const at = address < start ? start : address > end ? end : address;
  if (at >= cursor) units += utf16Length(cursor, at - cursor);
  else units -= utf16Length(at, cursor - at);
  cursor = at;
  return units;
}
