/**
 * What is known of each event of a record while it is walked: one scope an event, and in it one fact a field: where the value
 * stands, still encoded, and how to decode it. Nothing is copied before the whole record is known to be sound.
 *
 * Scopes and the walker's other tables live in the values region, which is free until the first text is read.
 */

import { valuesStart } from "../memory/map";
import { LAST_FACT } from "./keys";

// How a value is encoded where it stands.
export const PLAIN: u32 = 0;
/** The inside of a JSON string. */
export const JSON_STRING: u32 = 1;
/** The text of an XML element. */
export const XML_TEXT: u32 = 2;
/** A JSON array of strings, which are the words of a command line. */
export const JSON_WORDS: u32 = 3;

// What else is known of a value.
/** Wazuh: the value holds JSON escapes and entities, and has lost its newlines. */
export const FROM_WAZUH: u32 = 1;
/** EvtxECmd: control characters are gone. */
export const FROM_PAYLOAD: u32 = 2;
/** The shape trims white space. */
export const FROM_TRIMMED: u32 = 4;
/** A key at the top of a flat record: entities may have been left undecoded. */
export const FROM_FLAT: u32 = 8;
/** The document ended within the value. */
export const FROM_CUT: u32 = 16;
/** Fluentd: what stood in front of the message's first blank line. */
export const FROM_TITLE: u32 = 32;
/** osquery: the key alone does not tell a script block. */
export const FROM_NEIGHBOUR: u32 = 64;
/** The text is a process's command line. */
export const FROM_COMMAND: u32 = 128;
/** Letters of the value were written so that the gate cannot see them. */
export const FROM_HIDDEN: u32 = 256;
/** A time without a zone, which its producer gives in UTC. */
export const FROM_UTC: u32 = 512;
/** A command line whose place the gate does not know: it counts where it names a watched command. */
export const FROM_UNMARKED: u32 = 1024;
/** A relay wrote control characters as text, and what else looks like it became one too. */
export const FROM_RESTORED: u32 = 2048;

@unmanaged
export class Fact {
  start: usize;
  length: usize;
  encoding: u8;
  /** 0: nothing known. A stronger source replaces a weaker one; of two equal ones the first stays. */
  rank: u8;
  flags: u16;
}

@unmanaged
export class Scope {
  /** The scope of the envelope around this one, or 0. */
  parent: usize;
  /** Whether the event id is an object or a list: OpenTelemetry, which does not trim. */
  nestedId: bool;
  /** Whether an XML event was read into this scope. */
  hasXml: bool;
  /** Number of values by position, 0 if no array of values was valid. */
  inserts: u16;
  /** The objects that hold the text, and a path whose key says no more than that: it is the script's only if they are one. */
  textHome: usize;
  pathHome: usize;
  /** Closing brace of the event's own object in a record that is an array of events, else 0. */
  closing: usize;
  /** The number under a key that says no more than `id`, 0 for none. */
  weakId: u32;
}

const FACT_BYTES: usize = offsetof<Fact>();
const SCOPE_HEADER: usize = offsetof<Scope>();
const POSITIONS: usize = SCOPE_HEADER + (<usize>LAST_FACT + 1) * FACT_BYTES;
/** Values by position that are kept: Sysmon's process has what names it among the first sixteen. */
export const MAX_INSERTS: u32 = 16;
const SCOPE_BYTES: usize = POSITIONS + <usize>MAX_INSERTS * FACT_BYTES;
/** Events of one record; what lies beyond is not looked at. */
export const MAX_SCOPES: u32 = 8192;

/** Bytes of the values region that the scopes take, from its start. */
export const SCOPES_BYTES: usize = <usize>MAX_SCOPES * SCOPE_BYTES;

let scopes: u32 = 0;

/** Forgets the events of the last record. */
export function resetScopes(): void {
  scopes = 0;
}

/** How many events the record has. */
export function scopeCount(): u32 {
  return scopes;
}

/** The event with that index. */
export function scopeAt(index: u32): Scope {
  return changetype<Scope>(valuesStart() + <usize>index * SCOPE_BYTES);
}

/**
 * Opens an event within the envelope `parent`.
 * @returns its address, or 0 if the record has too many
 */
export function openScope(parent: usize): usize {
  if (scopes >= MAX_SCOPES) return 0;
  const scope = valuesStart() + <usize>scopes * SCOPE_BYTES;
  scopes++;
  clearScope(scope, parent);
  return scope;
}

/** Forgets what is known of an event but its envelope. */
export function clearScope(scope: usize, parent: usize): void {
  memory.fill(scope, 0, SCOPE_BYTES);
  changetype<Scope>(scope).parent = parent;
}

/** The fact of an event. */
export function factOf(scope: usize, field: u32): Fact {
  return changetype<Fact>(scope + SCOPE_HEADER + <usize>field * FACT_BYTES);
}

/** The value at a position of the event's array of values. */
export function insertOf(scope: usize, position: u32): Fact {
  return changetype<Fact>(scope + POSITIONS + <usize>position * FACT_BYTES);
}

/** The fact of an event, or of the envelopes around it. */
export function inherited(scope: usize, field: u32): Fact {
  let fact = factOf(scope, field);
  let parent = changetype<Scope>(scope).parent;
  for (let level = 0; level < 8 && fact.length == 0 && parent != 0; level++) {
    fact = factOf(parent, field);
    parent = changetype<Scope>(parent).parent;
  }
  return fact;
}

/** Gives an event what it does not know yet and another knows, which then knows nothing. */
export function moveFacts(from: usize, to: usize): void {
  for (let field: u32 = 1; field <= LAST_FACT; field++) {
    const fact = factOf(from, field);
    if (factOf(to, field).rank < fact.rank)
      memory.copy(changetype<usize>(factOf(to, field)), changetype<usize>(fact), FACT_BYTES);
    memory.fill(changetype<usize>(fact), 0, FACT_BYTES);
  }
}

/** Sets a fact. */
export function setFact(fact: Fact, start: usize, length: usize, encoding: u32, rank: u32, flags: u32): void {
  fact.start = start;
  fact.length = length;
  fact.encoding = <u8>encoding;
  fact.rank = <u8>rank;
  fact.flags = <u16>flags;
}

/**
 * Notes a value for a field, unless a better one is known. An empty value counts as the weakest there is.
 * @param rank at least 2
 */
export function note(scope: usize, field: u32, start: usize, length: usize, encoding: u32, rank: u32, flags: u32): void {
  if (scope == 0) return;
  const fact = factOf(scope, field);
  const strength: u32 = length == 0 ? 1 : rank;
  if (<u32>fact.rank < strength) setFact(fact, start, length, encoding, strength, flags);
}
