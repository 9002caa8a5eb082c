/**
 * What event/ says of a record as a whole: enough to splice a member in, or to leave it alone.
 */

/** The record is not JSON, or cut. */
export const RECORD_UNREADABLE = 0;
/** A JSON object that may be given a member. */
export const RECORD_OBJECT = 1;
/** JSON, but no object. An array of events may have script blocks, each with a closing brace of its own; all else passes untouched. */
export const RECORD_OTHER = 2;
/** An object that already has the finding's key at the top: passes untouched. */
export const RECORD_ANNOTATED = 3;
/** Exactly `{"mailbox_export_detector":"status"}`, white space aside. */
export const RECORD_STATUS = 4;

@unmanaged
export class RecordShape {
  /** RECORD_*. */
  kind: i32;
  /** Address of the closing brace of a RECORD_OBJECT. */
  closing: usize;
  /** Whether the object has no member yet, so that no comma is due. */
  empty: bool;
  /** Script blocks found, and what else is read. */
  blocks: i32;
  /** Script blocks beyond MAX_BLOCKS, which are not read. */
  unread: u32;
  /** Script blocks among them whose text was found nowhere in the record. */
  textless: u32;
  /** How many of them are no script blocks: command lines, and events that show what was bound. */
  others: u32;
}

/** The record that is read; valid until the next is. */
export const shape: RecordShape = changetype<RecordShape>(memory.data(offsetof<RecordShape>(), 8));
