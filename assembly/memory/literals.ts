/**
 * String literals at one byte a letter. The compiler lays a literal out as UTF-16 after a header; the build takes the ASCII
 * ones out of the module's data and appends them, packed, where the store begins. The start function spreads them out again.
 * In a module that was not packed the store begins with zero, and nothing happens.
 *
 * Packed: u32 a quarter of the address of the first unit | units << 20, then a byte for each unit; a zero word ends the list.
 */
import { storeStart } from "./map";

/** Puts every packed literal where the code expects it, and leaves the store empty. Call once, before anything else. */
export function spreadLiterals(): void {
  const start = storeStart();
  let from = start;
  let entry = load<u32>(from);
  while (entry != 0) {
    const to = (<usize>(entry & 0xfffff)) << 2;
    const units = <usize>(entry >> 20);
    from += 4;
    // Of the header only the size is ever read: the word in front of the units.
    store<u32>(to - 4, (<u32>units) << 1);
    for (let i: usize = 0; i < units; i++) store<u16>(to + (i << 1), load<u8>(from + i));
    from += units;
    entry = load<u32>(from);
  }
  memory.fill(start, 0, from - start);
}
