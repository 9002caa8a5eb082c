/**
 * A WASI preview 1 command: newline-delimited JSON from standard input to standard output. Every line is answered before the
 * next is needed: whatever a read brought is written out before the next read. A line longer than any record that is read
 * passes through in pieces.
 */
import { findNewline } from "../bytes/search";
import { ABI_MAJOR, ABI_MINOR, COUNTER_EVENTS, COUNTER_OVERSIZED, MAX_RECORD_BYTES } from "../contract";
import { answerLength, detect } from "../index";
import { addCount } from "../memory/counters";
import { lend, startOver } from "../memory/exchange";
import { spreadLiterals } from "./literals";
import { fd_read, fd_write, proc_exit } from "./wasi_snapshot_preview1";

export { cells as counters } from "../memory/counters";
export { region as settings } from "../memory/settings";

spreadLiterals();

export const abi_version: i32 = (ABI_MAJOR << 16) | ABI_MINOR;

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;
const SUCCESS = 0;
const AGAIN = 6;
const INTERRUPTED = 27;
const BROKEN_PIPE = 64;

const FIRST_CAPACITY: usize = 1 << 16;

/** One vector (address, bytes), and after it the count that a call stores. */
const vector: usize = memory.data(16, 8);

let buffer: usize = 0;
let capacity: usize = 0;
/** Bytes of the buffer that hold input. */
let filled: usize = 0;
/** Within a line longer than any record that is read. */
let passing: bool = false;
let failed: bool = false;

/** Makes the buffer larger; what it holds stays in place. @returns false if the memory cannot hold it */
function enlarge(bytes: usize): bool {
  startOver();
  const address = lend(bytes);
  if (address == 0) {
    lend(capacity);
    return false;
  }
  buffer = address;
  capacity = bytes;
  return true;
}

/** Ends quietly when nobody reads any more, and with status 1 for any other failure. */
function fail(error: i32): void {
  failed = true;
  proc_exit(error == BROKEN_PIPE ? 0 : 1);
}

function write(from: usize, length: usize): void {
  while (length != 0 && !failed) {
    store<u32>(vector, <u32>from);
    store<u32>(vector, <u32>length, 4);
    store<u32>(vector, 0, 8);
    const error = fd_write(STANDARD_OUTPUT, vector, 1, vector + 8);
    if (error == AGAIN || error == INTERRUPTED) continue;
    const written = <usize>load<u32>(vector, 8);
    if (error != SUCCESS || written == 0 || written > length) fail(error);
    from += written;
    length -= written;
  }
}

/** Fills the rest of the buffer. @returns bytes read, 0 at the end of input */
function readMore(): usize {
  while (true) {
    store<u32>(vector, <u32>(buffer + filled));
    store<u32>(vector, <u32>(capacity - filled), 4);
    store<u32>(vector, 0, 8);
    const error = fd_read(STANDARD_INPUT, vector, 1, vector + 8);
    if (error == AGAIN || error == INTERRUPTED) continue;
    if (error != SUCCESS) {
      fail(error);
      return 0;
    }
    const bytes = <usize>load<u32>(vector, 8);
    return bytes <= capacity - filled ? bytes : 0;
  }
}

/**
 * Answers one line. Clean lines stay where they are, to be written together.
 * @param pending first byte that is not written yet
 * @returns the same, after this line
 */
function answerLine(pending: usize, line: usize, length: usize): usize {
  const answer = length == 0 ? 0 : detect(line, length);
  if (answer == 0) return pending;
  write(pending, line - pending);
  write(answer, answerLength());
  return line + length;
}

/** Answers every whole line of the buffer, and at the end of input the rest too; moves what is left to the front. */
function answerLines(final: bool): void {
  const end = buffer + filled;
  let pending = buffer;
  let at = buffer;
  while (at < end) {
    const stop = findNewline(at, end);
    if (stop == end && !final && !passing) break;
    if (!passing) pending = answerLine(pending, at, stop - at);
    if (stop == end) {
      at = end;
      break;
    }
    passing = false;
    at = stop + 1;
  }
  write(pending, at - pending);
  filled = end - at;
  memory.copy(buffer, at, filled);
}

/** A line fills the whole buffer: read on with a larger one, or let the line pass in pieces. */
function makeRoom(): void {
  if (capacity <= <usize>MAX_RECORD_BYTES && enlarge(capacity << 1)) return;
  addCount(COUNTER_EVENTS, 1);
  addCount(COUNTER_OVERSIZED, 1);
  passing = true;
  write(buffer, filled);
  filled = 0;
}

/** The command: reads standard input to its end. A read or write that fails ends the process with a status above 0. */
export function _start(): void {
  if (!enlarge(FIRST_CAPACITY)) fail(-1);
  while (!failed) {
    const bytes = readMore();
    filled += bytes;
    answerLines(bytes == 0);
    if (bytes == 0) return;
    if (filled == capacity) makeRoom();
  }
}
