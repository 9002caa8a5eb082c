/**
 * Kinds of builtins that wait for what they called (sub of a FRAME_NATIVE); what their frames hold says frame-kinds.ts.
 */

/** The block of a switch clause's condition. */
export const NATIVE_CLAUSE: u8 = 1;
/** Bodies that nobody called. */
export const NATIVE_SWEEP: u8 = 2;
/** ForEach-Object, `.ForEach()`. */
export const NATIVE_EACH: u8 = 3;
/** Where-Object, `.Where()`. */
export const NATIVE_WHERE: u8 = 4;
/** A block as a default parameter value. */
export const NATIVE_DEFAULT: u8 = 5;
/** Blocks that run one after the other, for what they put out. */
export const NATIVE_BLOCKS: u8 = 6;
/** What the call gave is dropped and something else delivered. */
export const NATIVE_INSTEAD: u8 = 7;
/** -OutVariable and -PipelineVariable. */
export const NATIVE_OUT: u8 = 8;
/** `.Invoke()`: a collection of what the call gave. */
export const NATIVE_COLLECTION: u8 = 9;
/** The stages of a [powershell] object. */
export const NATIVE_PIPELINE: u8 = 10;
/** A function that may not be defined: its call is a branch that may not be taken. */
export const NATIVE_MAYBE: u8 = 12;
/** Blocks that something unknown may run. */
export const NATIVE_HANDED: u8 = 13;
/** A body that an error ends, as it does not end a function: that of a method, or of `.Invoke()`. */
export const NATIVE_METHOD: u8 = 14;
/** Sort-Object and Select-Object by a block. */
export const NATIVE_KEYS: u8 = 11;
