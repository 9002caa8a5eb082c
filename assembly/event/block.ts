/**
 * What event/ hands on: one script block of a record, each text as (address, length) of WTF-8 bytes in the room that the
 * caller lent to `findScriptBlocks`, valid until the next record. A field that the shape does not carry has length 0.
 */
@unmanaged
export class ScriptBlock {
  text: usize;
  textLength: usize;
  id: usize;
  idLength: usize;
  path: usize;
  pathLength: usize;
  host: usize;
  hostLength: usize;
  /** The user's SID where the shape has one. */
  userId: usize;
  userIdLength: usize;
  /** `DOMAIN\user` or a bare name where the shape has that. */
  userName: usize;
  userNameLength: usize;
  channel: usize;
  channelLength: usize;
  /** As the event wrote it. */
  time: usize;
  timeLength: usize;
  /** The event's number in its channel, as the event wrote it. */
  record: usize;
  recordLength: usize;
  /** Message number; 1 where the shape does not say. */
  part: u32;
  /** Message total; 1 where the shape does not say. */
  parts: u32;
  /** BLOCK_* flags. */
  flags: u32;
  /** What kind of event it is: OBSERVED_* of contract.ts. */
  observed: u32;
  /** What the event says became of the call: RESULT_* of contract.ts. */
  result: u32;
  /** How the text says what was bound: FORM_*. */
  form: u32;
  /** The command whose parameters a FORM_PARAMETERS tells. */
  command: usize;
  commandLength: usize;
  /** Closing brace of the event's own object in a record that is an array of events, else 0. */
  closing: usize;
}

/** The shape replaced every newline by a space (Wazuh, EvtxECmd): a `#` comment no longer ends. */
export const BLOCK_LOST_NEWLINES: u32 = 1;
/** The text ends in a shipper's truncation mark, which is no part of it. */
export const BLOCK_TRUNCATED: u32 = 2;
/** The shape trims white space at both ends or after the text, so a seam may have lost some. */
export const BLOCK_TRIMMED: u32 = 4;
/** The text came out of the rendered message. */
export const BLOCK_FROM_MESSAGE: u32 = 8;

/** The text is still the inside of a JSON string of the record, the one that bytes/string-places.ts passed; `decodeText` decodes it. */
export const BLOCK_ENCODED: u32 = 16;

/** A relay wrote control characters as text: one in a value may have been text before. */
export const BLOCK_RESTORED: u32 = 32;

/** Script blocks of one record (OTLP batches hold several); further ones pass unread, counted as unreadable. */
export const MAX_BLOCKS = 64;

/** The text is PowerShell's, or a command line. */
export const FORM_SCRIPT: u32 = 0;
/** The text is what Exchange's cmdlet log tells of parameters and their values, and nothing else. */
export const FORM_PARAMETERS: u32 = 1;
/** The same after the command's name, among other words: a message, or all values joined. */
export const FORM_MESSAGE: u32 = 2;
/** The lines of a pipeline log. */
export const FORM_LINES: u32 = 3;
/** Names and values in JSON; what is none is a FORM_PARAMETERS. */
export const FORM_PAIRS: u32 = 4;
/** The path of a file that a watched program wrote. */
export const FORM_FILE: u32 = 5;
