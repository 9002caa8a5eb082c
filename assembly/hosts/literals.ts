/**
 * String literals, deflated. The compiler lays a literal out as UTF-16 after a header; the build takes the ASCII ones out of the module's
 * data and appends them where the store begins, as one deflated list. The start function inflates it and spreads the literals out again.
 * In a module that was not packed the store begins with zero, and nothing happens.
 *
 * Packed: u32 bytes of the stream | u32 bytes of the list | the stream. The list: u32 a quarter of the address of the first unit |
 * units << 20, then a byte for each unit.
 */
import { FRAME_NONE, Inflated, inflate } from "../bytes/inflate";
import { storeStart } from "../memory/map";

const HEADER_BYTES: usize = 8;

/** Puts every packed literal where the code expects it, and leaves the store empty. Call once, before anything else. */
export function spreadLiterals(): void {
  const start = storeStart();
  const packed = <usize>load<u32>(start);
  if (packed == 0) return;
  const list = start + HEADER_BYTES + packed;
  const end = list + <usize>load<u32>(start, 4);
  inflate(FRAME_NONE, start + HEADER_BYTES, packed, list, end - list, changetype<Inflated>(end));
  for (let from = list; from < end; ) {
    const entry = load<u32>(from);
    const to = (<usize>(entry & 0xfffff)) << 2;
    const units = <usize>(entry >> 20);
    from += 4;
    // Of the header only the size is ever read: the word in front of the units.
    store<u32>(to - 4, (<u32>units) << 1);
    for (let i: usize = 0; i < units; i++) store<u16>(to + (i << 1), load<u8>(from + i));
    from += units;
  }
  memory.fill(start, 0, end + offsetof<Inflated>() - start);
}
