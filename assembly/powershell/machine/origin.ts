/**
 * Where what runs now stands in the text that was read. Decoded text has no place of its own there: the extent of the expression
 * that holds it stands for it.
 */

/** Extent that stands for whatever lies outside of the text: the expression that holds decoded text; 0 outside of such. */
let holderStart: u32 = 0;
let holderEnd: u32 = 0;
let sourceStart: usize = 0;
let sourceEnd: usize = 0;
/** Flags that every site gets now: SITE_TEXT_AS_CODE, SITE_HANDED_OVER. */
let contextFlags: u32 = 0;
let contextSteps: u32 = 0;

/** A reading of that text starts; it is the caller's and stays. */
export function beginOrigin(text: usize, length: usize): void {
  sourceStart = text;
  sourceEnd = text + length;
}

/** What runs from now on stands in the text itself. */
export function clearHolder(): void {
  holderStart = 0;
  holderEnd = 0;
  contextFlags = 0;
  contextSteps = 0;
}

/** End of the text that was read. */
export function sourceLimit(): usize {
  return sourceEnd;
}

/** Whether an address lies in the text that was read. */
export function isInSource(at: usize): bool {
  return at >= sourceStart && at <= sourceEnd;
}

/** Sets what holds the text that is read now. @returns nothing; the caller keeps the old values through the getters */
export function setHolder(start: u32, end: u32, flags: u32, steps: u32): void {
  holderStart = start;
  holderEnd = end;
  contextFlags = flags;
  contextSteps = steps;
}

/** First byte of the extent that stands for decoded text. */
export function holderFrom(): u32 {
  return holderStart;
}

/** End of that extent. */
export function holderTo(): u32 {
  return holderEnd;
}

/** SITE_* flags of everything that runs now. */
export function siteContext(): u32 {
  return contextFlags;
}

/** The steps that led to the text that runs now, 0 for none. */
export function siteSteps(): u32 {
  return contextSteps;
}
