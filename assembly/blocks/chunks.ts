/**
 * Bytes of any length in chains of small chunks, so that nothing is ever moved and a freed text leaves no hole.
 * A chain is named by its first chunk; 0 is the chain of no bytes.
 */
import { CHUNK_BYTES, CHUNKS, chunkAddress, linkAddress } from "./region";

/** Chunks that were ever used; those after have not been linked yet. */
let touched: u32 = 0;
let freeList: u32 = 0;
let freeCount: u32 = CHUNKS - 1;

/** Gives every chunk back. */
export function clearChunks(): void {
  touched = 0;
  freeList = 0;
  freeCount = CHUNKS - 1;
}

/** Whether a chain of so many bytes can be taken now. */
export function fits(bytes: usize): bool {
  return (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES <= <usize>freeCount;
}

function takeChunk(): u32 {
  freeCount--;
  const chunk = freeList;
  if (chunk == 0) {
    touched++;
    return touched;
  }
  freeList = load<u16>(linkAddress(chunk));
  return chunk;
}

/**
 * Copies bytes into a new chain. The caller has asked `fits`.
 * @returns the chain
 */
export function keep(from: usize, bytes: usize): u32 {
  let first: u32 = 0;
  let last: u32 = 0;
  for (let done: usize = 0; done < bytes; done += CHUNK_BYTES) {
    const chunk = takeChunk();
    const rest = bytes - done;
    memory.copy(chunkAddress(chunk), from + done, min(rest, CHUNK_BYTES));
    store<u16>(linkAddress(chunk), 0);
    if (first == 0) first = chunk;
    else store<u16>(linkAddress(last), chunk);
    last = chunk;
  }
  return first;
}

/** Gives a chain back. */
export function discard(chain: u32): void {
  let chunk = chain;
  while (chunk != 0) {
    const next = <u32>load<u16>(linkAddress(chunk));
    store<u16>(linkAddress(chunk), freeList);
    freeList = chunk;
    freeCount++;
    chunk = next;
  }
}

/**
 * Copies the bytes from `skip` to `bytes` of a chain of `bytes` bytes.
 * @returns the address after the copy
 */
export function copyOut(chain: u32, bytes: usize, skip: usize, to: usize): usize {
  let chunk = chain;
  let start: usize = 0;
  let end = to;
  while (chunk != 0 && start < bytes) {
    const stop = min(bytes - start, CHUNK_BYTES);
    if (start + stop > skip) {
      const from = skip > start ? skip - start : 0;
      memory.copy(end, chunkAddress(chunk) + from, stop - from);
      end += stop - from;
    }
    start += CHUNK_BYTES;
    chunk = load<u16>(linkAddress(chunk));
  }
  return end;
}
