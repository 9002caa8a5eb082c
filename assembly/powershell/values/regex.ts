/**
 * Regular expressions in the common subset of .NET's; what lies outside, or takes more steps than the budget, is unknown.
 */

/** The pattern, or a match, is outside of what is followed. */
export const REGEX_UNKNOWN: i32 = -1;
export const REGEX_NO: i32 = 0;
export const REGEX_YES: i32 = 1;

/** Whether a pattern matches somewhere: REGEX_*. */
export function isMatch(pattern: usize, patternLength: usize, input: usize, length: usize, ignoreCase: bool): i32 {
  return REGEX_UNKNOWN;
}
