/** What a text is in its block: how the reader has to take its beginning and its end. */

/** The text is a whole script block, or its beginning. */
export const READ_WHOLE = 0;
/** The text is a part of a block whose earlier parts are missing: it may begin inside anything. */
export const READ_CUT = 1;
/** The text goes on where a saved context ended. */
export const READ_RESUMED = 2;
/** Added to any: further parts follow, so a call that touches the end waits. */
export const READ_UNFINISHED = 4;
/** Added to any: every newline of the text was lost on the way (Wazuh). */
export const READ_LOST_NEWLINES = 8;
/** Added to any: the text was cut on the way and no part can follow, so a call that touches the end is known in part. */
export const READ_TORN = 16;
/** Added to any: the text is the command line of a process that was started. */
export const READ_COMMAND_LINE = 32;
/** Added to any: a relay wrote control characters as text, so one in a value may have been text before. */
export const READ_RESTORED = 64;
