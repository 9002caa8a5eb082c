/**
 * Division that cannot trap. The engines trap on a zero divisor and on the one quotient that overflows; a trap loses a record.
 */

/** Unsigned quotient, 0 for a zero divisor. */
export function divide(dividend: u64, divisor: u64): u64 {
  if (divisor == 0) return 0;
  let quotient: u64 = 0;
  let rest: u64 = 0;
  for (let bit = 63; bit >= 0; bit--) {
    const carry = rest >> 63;
    rest = (rest << 1) | ((dividend >> <u64>bit) & 1);
    if (carry != 0 || rest >= divisor) {
      rest -= divisor;
      quotient |= (<u64>1) << (<u64>bit);
    }
  }
  return quotient;
}

/** Unsigned remainder, 0 for a zero divisor. */
export function remainder(dividend: u64, divisor: u64): u64 {
  return divisor == 0 ? 0 : dividend - divide(dividend, divisor) * divisor;
}
