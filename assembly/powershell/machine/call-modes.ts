/**
 * How a body is called, and what is noted of a call: bits.
 */

/** A scope of its own. */
export const CALL_SCOPE: u32 = 1;
/** Another process or session: nothing outside is seen. */
export const CALL_ISOLATED: u32 = 2;
/** Nobody calls it: parameters and `$_` are unknown, outer variables count only if written once. */
export const CALL_UNCALLED: u32 = 4;
export const CALL_ADVANCED: u32 = 16;
export const CALL_FILTER: u32 = 32;
/** What it wrote outside is taken back. */
export const CALL_UNDONE: u32 = 64;
/** The next round of a builtin that already paid for it. */
export const CALL_AGAIN: u32 = 256;
/** Sections that were seen. */
export const CALL_SECTIONS: u32 = 128;

/** A block within was handed to a command that the machine does not know. */
export const CALL_HANDED: u32 = 1024;
/** A closure, or a block of a module: below its scope lies that of the module, which holds what was captured. */
export const CALL_CLOSURE: u32 = 2048;
/** A default value of the text may give it a parameter. */
export const CALL_OPEN: u32 = 4096;
/** Invoke-Command with an argument list. */
export const CALL_ARGUMENTS: u32 = 512;
