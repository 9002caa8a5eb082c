/**
 * An error as a person reads it: what is wrong, where, and what to do. On stderr, never a stack trace for a known mistake.
 */
import { DetectorError } from "../errors.js";
import { painter } from "./paint.js";

export const EXIT_FOUND = 1;
export const EXIT_USAGE = 2;
/** Events were there and could not be read, or not all of them. */
export const EXIT_UNREAD = 3;

/** Prints the error. @returns the exit code */
export function reportError(error: unknown): number {
  const paint = painter(process.stderr);
  if (error instanceof DetectorError) {
    process.stderr.write(`${paint.red("error:")} ${error.message}\n`);
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    if (cause && !error.message.includes(cause)) process.stderr.write(`       ${paint.dim(cause)}\n`);
    if (error.hint) process.stderr.write(`${paint.cyan("hint:")}  ${error.hint}\n`);
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${paint.red("unexpected error:")} ${text}\n`);
  }
  return error instanceof DetectorError && error.code === "input_damaged" ? EXIT_UNREAD : EXIT_USAGE;
}
