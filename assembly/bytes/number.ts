/**
 * Numbers as decimal digits.
 */

/**
 * Writes an unsigned number.
 * @returns the address behind it
 */
export function writeNumber(to: usize, number: u64): usize {
  let digits: usize = 1;
  for (let rest = number / 10; rest != 0; rest /= 10) digits++;
  let at = to + digits;
  let rest = number;
  do {
    at--;
    store<u8>(at, 48 + (rest % 10));
    rest /= 10;
  } while (rest != 0);
  return to + digits;
}
