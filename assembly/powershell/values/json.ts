/**
 * A value as JSON, for tests and for `explain`: `{"type":"string","value":"…"}`.
 */

/** Writes a value. @returns the address behind it, or 0 if it does not fit before `limit` */
export function writeValue(to: usize, limit: usize, value: usize): usize {
  return 0;
}
