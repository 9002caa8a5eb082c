/**
 * What exchange/ makes of a site: one call, judged. finding/ writes it; nothing else looks inside.
 */
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
  /** Claimed mailbox, address and bytes; 0 if unknown or none. An empty text has a non-zero address. */
  mailbox: u32;
  mailboxLength: u32;
  /** Claimed path, as above. */
  path: u32;
  pathLength: u32;
  /** What is known of a mailbox that is not claimed: bytes of a partial text (powershell/values/partial.ts); 0 for nothing. */
  mailboxPattern: u32;
  mailboxPatternLength: u32;
  /** The same of the path. */
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
  /** The next call of the same chain (twins.ts), 0 at the end. */
  twin: u32;
  /** The Site, and the parameter table whose binding this is: `bind` shows it again. */
  site: u32;
  table: u32;
  /** The command's name or a parameter's was put together or decoded. */
  computed: bool;
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
