/**
 * The bounded store of parts. What is used least recently goes first; an incomplete block that goes is counted, and its
 * further parts are read on their own.
 */
import { COUNTER_EVICTED } from "../contract";
import { BLOCK_TRIMMED, ScriptBlock } from "../event/block";
import { addCount } from "../memory/counters";
import { discard, fits, keep } from "./chunks";
import {
  addBlock,
  addPart,
  BLOCK_STATE_COMPLETE,
  BLOCK_STATE_OUTGROWN,
  Block,
  blockOf,
  clearTables,
  findPart,
  hasBlockRecord,
  hasPartRecord,
  oldestBlock,
  partOf,
  removeBlock,
  touch,
} from "./table";

/** Forgets every block. */
export function clearStore(): void {
  clearTables();
}

/** Whether no block was kept since the store was emptied. */
export function isStoreEmpty(): bool {
  return oldestBlock() == 0;
}

/** Removes the least recently used block. */
function evict(): void {
  const victim = oldestBlock();
  if ((blockOf(victim).state & BLOCK_STATE_COMPLETE) == 0) addCount(COUNTER_EVICTED, 1);
  removeBlock(victim);
}

/** A new block, for which an old one may have to go. */
export function openBlock(a: u64, b: u64): u32 {
  if (!hasBlockRecord()) evict();
  return addBlock(a, b);
}

/** Makes room for a chain of `bytes` at the cost of every block but this one. */
export function makeRoom(bytes: usize, block: u32): bool {
  touch(block);
  while (!fits(bytes)) {
    if (oldestBlock() == block) return false;
    evict();
  }
  return true;
}

function makePartRecord(block: u32): bool {
  touch(block);
  while (!hasPartRecord()) {
    if (oldestBlock() == block) return false;
    evict();
  }
  return true;
}

/** Gives back the texts that the saved context stands after: they will not be read again. */
function outgrow(index: u32): void {
  const block = blockOf(index);
  if ((block.state & BLOCK_STATE_OUTGROWN) == 0) addCount(COUNTER_EVICTED, 1);
  block.state |= BLOCK_STATE_OUTGROWN;
  for (let number = block.firstText; number < block.resumePart; number++) {
    const part = partOf(findPart(index, number));
    discard(part.text);
    part.text = 0;
  }
  if (block.resumePart > block.firstText) block.firstText = block.resumePart;
}

/** Moves the end of the contiguous parts forward as far as they are here. */
function extend(index: u32, block: Block): void {
  while (findPart(index, block.prefix + 1) != 0) block.prefix++;
}

/**
 * Keeps a part that is not here yet.
 * @returns its index, or 0 if it cannot be kept: the block is then forgotten
 */
export function acceptPart(index: u32, from: ScriptBlock, hash: u64): u32 {
  const length = from.textLength;
  let room = makePartRecord(index) && makeRoom(length, index);
  if (!room) {
    outgrow(index);
    room = hasPartRecord() && fits(length);
  }
  if (!room) {
    removeBlock(index);
    return 0;
  }
  const at = addPart(index, from.part);
  const part = partOf(at);
  part.hash = hash;
  part.length = <u32>length;
  part.text = keep(from.text, length);
  part.trimmed = (from.flags & BLOCK_TRIMMED) != 0;
  const block = blockOf(index);
  block.delivered += <u32>length;
  if (from.parts > block.total) block.total = from.parts;
  if (from.part > block.total) block.total = from.part;
  extend(index, block);
  return at;
}
