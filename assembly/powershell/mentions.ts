/**
 * Where the text speaks of a watched command.
 */

/** A comment was skipped: [start, end). */
export function noteComment(_start: usize, _end: usize): void {}
