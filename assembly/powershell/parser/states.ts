/**
 * States of the frames that hold statements, which continuation.ts must know, too.
 */

export const LIST_NEXT: u8 = 0;
export const LIST_READ: u8 = 1;

export const BODY_START: u8 = 0;
export const BODY_NEXT: u8 = 1;
export const BODY_READ: u8 = 2;
export const BODY_PARAMETERS: u8 = 3;
export const BODY_SECTION: u8 = 4;

/** Flag of a body: its parameter block was read. */
export const PARAMETERS_SEEN: u16 = 8;
/** Flag of a body: a statement of it began in this part, not in an earlier one. */
export const STATEMENT_BEGUN: u16 = 32;

/** State of a hashtable between two entries. */
export const TABLE_KEY: u8 = 1;
