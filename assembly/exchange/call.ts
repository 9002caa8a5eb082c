/**
 * What exchange/ makes of a site: one call, judged. finding/ writes it; nothing else looks inside.
 */

/** What may be claimed of a value, else what is known of it. */
@unmanaged
export class Claim {
  /** The value's text, 0 for no claim; an empty text has an address too. */
  text: u32;
  length: u32;
  /** Where nothing is claimed: what is known of the value, as the bytes of a partial text (values/partial.ts); 0 for nothing. */
  pattern: u32;
  patternLength: u32;
}

@unmanaged
export class Call {
  next: u32;
  /** Index of the behaviour (exchange/behaviours.ts). */
  behaviour: u32;
  verdict: u32;
  severity: u32;
  destination: u32;
  /** The name as written: address and bytes in the source text. */
  written: u32;
  writtenLength: u32;
  /** The Claim of the mailbox. */
  mailbox: u32;
  mailboxLength: u32;
  mailboxPattern: u32;
  mailboxPatternLength: u32;
  /** The Claim of the path. */
  path: u32;
  pathLength: u32;
  pathPattern: u32;
  pathPatternLength: u32;
  /** Extent in the text that was read, absolute addresses. */
  start: u32;
  end: u32;
  /** Set of REASON_*: bit n of the three words stands for reason n. */
  reasons0: u32;
  reasons1: u32;
  reasons2: u32;
  /** Newest Step of the name and of the claimed values, 0 for none. */
  steps: u32;
  /** The reading that this call was last met in (Site.reading). */
  reading: u32;
  /** The next call of the same chain (repeated-calls.ts), 0 at the end. */
  twin: u32;
  /** The Site, and the parameter table whose binding this is: `bind` shows it again. */
  site: u32;
  table: u32;
  /** The command's name or a parameter's was put together or decoded. */
  computed: bool;
  /** A parameter's was. */
  parameterComputed: bool;
}

/** What the call says of the mailbox. */
export function mailboxOf(call: Call): Claim {
  return changetype<Claim>(changetype<usize>(call) + offsetof<Call>("mailbox"));
}

/** What the call says of the path. */
export function pathOf(call: Call): Claim {
  return changetype<Claim>(changetype<usize>(call) + offsetof<Call>("path"));
}

/** Marks a reason in the set. */
export function addReason(call: Call, reason: u32): void {
  const bit: u32 = 1 << (reason & 31);
  if (reason < 32) call.reasons0 |= bit;
  else if (reason < 64) call.reasons1 |= bit;
  else call.reasons2 |= bit;
}

/** Whether a reason is in the set. */
export function hasReason(call: Call, reason: u32): bool {
  const word = reason < 32 ? call.reasons0 : reason < 64 ? call.reasons1 : call.reasons2;
  return ((word >> (reason & 31)) & 1) != 0;
}
