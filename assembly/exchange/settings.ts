/**
 * The settings region: what a team configures, as bytes that `bake` writes into a module and the Node host writes at load.
 * The core only reads it. Whatever does not follow the layout is as good as no settings at all: the defaults hold.
 *
 * All numbers little endian, texts UTF-8 without a terminator.
 *
 *   header    u32 SETTINGS_MAGIC · u32 SETTINGS_VERSION · u32 bytes of the payload (0: no settings; at most 64 KiB - 12)
 *   payload   entries, one after the other, up to its end
 *   entry     u8 tag · u8 0 · u16 bytes of the content · content
 *
 *   tag 1  FIELD        name of the member that a finding becomes: 1 to 128 bytes, none below 0x20, no `"`, no `\`
 *   tag 2  OMIT         u8 set of: 1 mailbox, 2 file_path
 *   tag 3  BEHAVIOUR    id of a rule that is on. With one such entry exactly the named ones are on, else those on by default
 *   tag 5  OBSERVE      u8 set of the kinds of event that are read: bit n stands for OBSERVED_* n of contract.ts. All without it
 *   tag 4  EXCEPTION    u64 last millisecond since 1970-01-01T00:00:00Z at which it holds (all ones: it never expires), then entries:
 *     tag 16 HOST         pattern of the event's host
 *     tag 17 USER         pattern of the user's SID or name (`DOMAIN\user` or bare)
 *     tag 18 MAILBOX      pattern of the mailbox
 *     tag 19 DESTINATION  pattern of the file path; `/` counts as `\` on both sides
 *     tag 20 REASON       why, for the finding; required
 *     tag 21 UNTIL        the expiry as the team wrote it, for the finding; absent without one
 *
 * A pattern is a text with `*` as the only wildcard, compared without case (ASCII). All conditions of one exception are
 * required and at least one must stand there; an unknown value fits no pattern. Tags 1, 2 and 5 stand at most once.
 * The configuration's hash is `hash128` (finding/identity.ts) of the payload, in hex; it is empty without settings.
 */

import { BACKSLASH, DOUBLE_QUOTE, SPACE } from "../bytes/ascii";
import { isLiteral } from "../bytes/literal";
import { SETTINGS_BYTES, SETTINGS_HEADER_BYTES, SETTINGS_MAGIC } from "../contract";
import { watchProgram } from "../event/gate";
import { region } from "../memory/settings";
import { BEHAVIOUR_COUNT, isDefault, ruleId, writesFile } from "./rules.generated";

/** Layout that this core reads. */
export const SETTINGS_VERSION: u32 = 1;

export const TAG_FIELD: u32 = 1;
export const TAG_OMIT: u32 = 2;
export const TAG_BEHAVIOUR: u32 = 3;
export const TAG_EXCEPTION: u32 = 4;
export const TAG_OBSERVE: u32 = 5;
export const TAG_HOST: u32 = 16;
export const TAG_USER: u32 = 17;
export const TAG_MAILBOX: u32 = 18;
export const TAG_DESTINATION: u32 = 19;
export const TAG_REASON: u32 = 20;
export const TAG_UNTIL: u32 = 21;

export const OMIT_MAILBOX: u32 = 1;
export const OMIT_PATH: u32 = 2;

const ALL_OBSERVED: u32 = 255;
const ENTRY_HEADER: usize = 4;
const EXPIRY_BYTES: usize = 8;
const MOST_FIELD_BYTES: usize = 128;

let ready = false;
let payloadBytes: usize = 0;
let fieldAt: usize = 0;
let fieldBytes: usize = 0;
let omitted: u32 = 0;
let enabled: u32 = 0;
let observed: u32 = 0;

/** Content bytes of the entry at `entry`, or -1 if it does not fit before `end`. */
function contentBytes(entry: usize, end: usize): isize {
  if (end - entry < ENTRY_HEADER) return -1;
  const bytes = <usize>load<u16>(entry + 2);
  return bytes > end - entry - ENTRY_HEADER ? -1 : <isize>bytes;
}

/** Whether the entries in [at, end) all fit, one after the other. */
function wellFormed(at: usize, end: usize): bool {
  while (at < end) {
    const bytes = contentBytes(at, end);
    if (bytes < 0) return false;
    at += ENTRY_HEADER + <usize>bytes;
  }
  return true;
}

/** Whether an exception has a reason, a condition, and entries that fit. */
function isException(content: usize, bytes: usize): bool {
  if (bytes < EXPIRY_BYTES) return false;
  const end = content + bytes;
  let at = content + EXPIRY_BYTES;
  if (!wellFormed(at, end)) return false;
  let conditions = false;
  let reason = false;
  while (at < end) {
    const tag = <u32>load<u8>(at);
    if (tag >= TAG_HOST && tag <= TAG_DESTINATION) conditions = true;
    if (tag == TAG_REASON) reason = true;
    at += ENTRY_HEADER + <usize>load<u16>(at + 2);
  }
  return conditions && reason;
}

function isFieldName(name: usize, bytes: usize): bool {
  if (bytes == 0 || bytes > MOST_FIELD_BYTES) return false;
  for (let i: usize = 0; i < bytes; i++) {
    const byte = <u32>load<u8>(name + i);
    if (byte < SPACE || byte == DOUBLE_QUOTE || byte == BACKSLASH) return false;
  }
  return true;
}

function defaults(): u32 {
  let set: u32 = 0;
  for (let i: u32 = 0; i < BEHAVIOUR_COUNT; i++) if (isDefault(i)) set |= 1 << i;
  return set;
}

function behaviourNamed(id: usize, bytes: usize): u32 {
  for (let i: u32 = 0; i < BEHAVIOUR_COUNT; i++) if (isLiteral(id, bytes, ruleId(i))) return 1 << i;
  return 0;
}

/** Takes over one entry of the payload; false if its content does not follow the layout. */
function accept(tag: u32, content: usize, bytes: usize): bool {
  switch (tag) {
    case TAG_FIELD:
      fieldAt = content;
      fieldBytes = bytes;
      return isFieldName(content, bytes);
    case TAG_OMIT:
      if (bytes != 1) return false;
      omitted = load<u8>(content);
      return true;
    case TAG_BEHAVIOUR:
      enabled |= behaviourNamed(content, bytes);
      return bytes > 0;
    case TAG_EXCEPTION:
      return isException(content, bytes);
    case TAG_OBSERVE:
      if (bytes != 1) return false;
      observed = load<u8>(content);
      return observed != 0;
    default:
      return false;
  }
}

function clear(): void {
  payloadBytes = 0;
  fieldAt = 0;
  fieldBytes = 0;
  omitted = 0;
  enabled = 0;
  observed = 0;
}

/** Whether the region's header names a payload of this layout. */
function hasPayload(): bool {
  if (load<u32>(region) != <u32>SETTINGS_MAGIC || load<u32>(region + 4) != SETTINGS_VERSION) return false;
  const bytes = load<u32>(region + 8);
  return bytes != 0 && bytes <= <u32>(SETTINGS_BYTES - SETTINGS_HEADER_BYTES);
}

/** Reads the region anew. Call after something was written into it; the first use does it too. */
export function readSettings(): void {
  ready = true;
  clear();
  if (hasPayload()) {
    const start = region + <usize>SETTINGS_HEADER_BYTES;
    const end = start + <usize>load<u32>(region + 8);
    let at = start;
    let good = wellFormed(start, end);
    while (good && at < end) {
      const bytes = <usize>load<u16>(at + 2);
      good = accept(load<u8>(at), at + ENTRY_HEADER, bytes);
      at += ENTRY_HEADER + bytes;
    }
    if (good) payloadBytes = end - start;
    else clear();
  }
  if (enabled == 0) enabled = defaults();
  watchProgram(hasWriter());
  if (observed == 0) observed = ALL_OBSERVED;
}

/** Whether a behaviour is on that watches what a program writes. */
function hasWriter(): bool {
  for (let i: u32 = 0; i < BEHAVIOUR_COUNT; i++) if (((enabled >> i) & 1) != 0 && writesFile(i)) return true;
  return false;
}

function settle(): void {
  if (!ready) readSettings();
}

/** Reads the settings if nobody did yet: the record gate has to know what is on. */
export function prepareSettings(): void {
  settle();
}

/** The payload, for its hash. */
export function payloadStart(): usize {
  return region + <usize>SETTINGS_HEADER_BYTES;
}

/** Bytes of the payload; 0 without valid settings. */
export function payloadLength(): usize {
  settle();
  return payloadBytes;
}

/** Configured name of the finding's member, UTF-8; its length is 0 for the default name. */
export function configuredField(): usize {
  settle();
  return fieldAt;
}

/** Bytes of the configured name, 0 for the default. */
export function configuredFieldLength(): usize {
  settle();
  return fieldBytes;
}

/** Set of OMIT_*: members that a finding leaves out. */
export function omittedMembers(): u32 {
  settle();
  return omitted;
}

/** Whether a behaviour is on. */
export function isEnabled(behaviour: u32): bool {
  settle();
  return ((enabled >> behaviour) & 1) != 0;
}

/** Whether events of a kind, OBSERVED_* of contract.ts, are read. */
export function isObserved(kind: u32): bool {
  settle();
  return ((observed >> kind) & 1) != 0;
}

/**
 * The next entry of a tag among the payload's entries.
 * @param after address of the entry to go on after, 0 to start
 * @returns the entry's address, 0 for none
 */
export function nextEntry(tag: u32, after: usize): usize {
  settle();
  return nextIn(tag, after, payloadStart(), payloadStart() + payloadBytes);
}

/** The entry of a tag within an exception, 0 for none. */
export function entryOf(exception: usize, tag: u32): usize {
  const content = entryContent(exception);
  return nextIn(tag, 0, content + EXPIRY_BYTES, content + entryLength(exception));
}

function nextIn(tag: u32, after: usize, start: usize, end: usize): usize {
  let at = after == 0 ? start : entryContent(after) + entryLength(after);
  while (at < end) {
    if (<u32>load<u8>(at) == tag) return at;
    at += ENTRY_HEADER + <usize>load<u16>(at + 2);
  }
  return 0;
}

/** Address of an entry's content. */
export function entryContent(entry: usize): usize {
  return entry + ENTRY_HEADER;
}

/** Bytes of an entry's content. */
export function entryLength(entry: usize): usize {
  return load<u16>(entry + 2);
}

/** Last millisecond at which an exception holds; all ones without expiry. */
export function expiryOf(exception: usize): u64 {
  return load<u64>(entryContent(exception));
}
