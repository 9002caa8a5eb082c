/**
 * How the store's region is divided. Index 0 means "none" in every table, so the first slot of each stays unused, and a
 * region of zero bytes is an empty store.
 *
 *   | chunks: texts, contexts, findings | chunk links | blocks | block heads | parts | part heads | seams | context | replay |
 */
import { MAX_FINDING_BYTES } from "../contract";
import { storeStart } from "../memory/map";

/** Bytes of a chunk: small enough that thousands of short parts fit, large enough that a part of 20,000 is 80 links. */
export const CHUNK_BYTES: usize = 256;
/** Chunks, the unused first one included: 4 MiB, less what the blanks of every seam may add when the texts are joined. */
export const CHUNKS: u32 = 16320;
/** Blocks that may be open, or remembered after they are complete. */
export const BLOCKS: u32 = 1024;
/** Parts of all those blocks. */
export const PARTS: u32 = 12288;
/** Slots of the two hash tables, powers of two. */
export const BLOCK_HEADS: u32 = 2048;
export const PART_HEADS: u32 = 16384;
export const BLOCK_BYTES: usize = 96;
export const PART_BYTES: usize = 48;
/** Room for one saved context of the reader. */
export const CONTEXT_BYTES: usize = 32768;

const LINKS: usize = <usize>CHUNKS * CHUNK_BYTES;
const BLOCK_TABLE: usize = LINKS + <usize>CHUNKS * 2;
const BLOCK_HASH: usize = BLOCK_TABLE + <usize>BLOCKS * BLOCK_BYTES;
const PART_TABLE: usize = BLOCK_HASH + <usize>BLOCK_HEADS * 2;
const PART_HASH: usize = PART_TABLE + <usize>PARTS * PART_BYTES;
const SEAMS: usize = PART_HASH + <usize>PART_HEADS * 2;
const CONTEXT: usize = SEAMS + <usize>PARTS * 4;
const REPLAY: usize = CONTEXT + CONTEXT_BYTES;
/** Longest finding that is remembered, with what is written around it. */
export const REPLAY_BYTES: usize = <usize>MAX_FINDING_BYTES + 1024;
/** Bytes that the store uses; `memory/map.ts` reserves at least as many. */
export const USED_BYTES: usize = REPLAY + REPLAY_BYTES;

/** Address of a chunk's bytes. */
export function chunkAddress(chunk: u32): usize {
  return storeStart() + <usize>chunk * CHUNK_BYTES;
}

/** Address of the u16 link after a chunk. */
export function linkAddress(chunk: u32): usize {
  return storeStart() + LINKS + ((<usize>chunk) << 1);
}

/** Address of a block's record. */
export function blockAddress(block: u32): usize {
  return storeStart() + BLOCK_TABLE + <usize>block * BLOCK_BYTES;
}

/** Address of the u16 head of a block hash chain. */
export function blockHead(hash: u64): usize {
  return storeStart() + BLOCK_HASH + ((<usize>hash & (BLOCK_HEADS - 1)) << 1);
}

/** Address of a part's record. */
export function partAddress(part: u32): usize {
  return storeStart() + PART_TABLE + <usize>part * PART_BYTES;
}

/** Address of the u16 head of a part hash chain. */
export function partHead(hash: u32): usize {
  return storeStart() + PART_HASH + ((<usize>hash & (PART_HEADS - 1)) << 1);
}

/** Address of the list of seams in the text being read: u32 addresses, ascending. */
export function seamsAddress(): usize {
  return storeStart() + SEAMS;
}

/** Address of the room where a context lies whole while the reader saves or restores it. */
export function contextRoom(): usize {
  return storeStart() + CONTEXT;
}

/** Address of the room where a remembered finding lies whole: no text that is read meanwhile touches it. */
export function replayRoom(): usize {
  return storeStart() + REPLAY;
}

/** Empties both hash tables. */
export function clearHeads(): void {
  memory.fill(storeStart() + BLOCK_HASH, 0, (<usize>BLOCK_HEADS) << 1);
  memory.fill(storeStart() + PART_HASH, 0, (<usize>PART_HEADS) << 1);
}
