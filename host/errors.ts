/**
 * The one error type of the library and the command line: a stable code to branch on, a sentence, and what to do about it.
 */

/** Codes are append-only: callers branch on them. */
export type DetectorErrorCode =
  /** The bytes are no WebAssembly module, or one that this platform cannot compile. */
  | "module_invalid"
  /** A module of another ABI, or one made for another host. */
  | "module_incompatible"
  /** The module could not get the memory that its input needs. */
  | "out_of_memory"
  /** An argument of the wrong type. */
  | "argument_invalid"
  /** A mistake in the configuration; `line` says where when it came from a file. */
  | "config_invalid"
  /** A file that cannot be read or written. */
  | "file_unreadable"
  /** Input that is not what its name or place says. */
  | "input_invalid"
  /** Input that holds events which could not be read, or not all of them. */
  | "input_damaged"
  /** The module trapped. It must not: please report it. */
  | "module_failed";

/** What an error may say beside its message. */
export interface DetectorErrorOptions {
  /** What the reader can do about it, as a sentence. */
  hint?: string | undefined;
  /** The error after this one. */
  cause?: unknown;
  /** Line in the file that holds the mistake, from 1. */
  line?: number | undefined;
}

export class DetectorError extends Error {
  override readonly name = "DetectorError";
  readonly code: DetectorErrorCode;
  readonly hint: string | undefined;
  readonly line: number | undefined;

  constructor(code: DetectorErrorCode, message: string, options?: DetectorErrorOptions) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options?.hint;
    this.line = options?.line;
  }
}
