/**
 * Objects that the present top-level statement wrote: what it put into them must outlive it.
 */
const MAX_OBJECTS: u32 = 32;
const objects: usize = memory.data(128, 4);
let count: u32 = 0;

/** A shared object is written. */
export function noteShared(value: usize): void {
  if (count != 0 && count <= MAX_OBJECTS && sharedAt(count - 1) == value) return;
  if (count < MAX_OBJECTS) store<u32>(objects + ((<usize>count) << 2), <u32>value);
  count++;
}

/** Starts a top-level statement. */
export function clearShared(): void {
  count = 0;
}

/** Objects written; more than are listed means that some are not. */
export function sharedCount(): u32 {
  return count;
}

/** Whether some of the objects written are not listed. */
export function sharedOverflow(): bool {
  return count > MAX_OBJECTS;
}

/** An object of the list. */
export function sharedAt(index: u32): usize {
  return <usize>load<u32>(objects + ((<usize>index) << 2));
}
