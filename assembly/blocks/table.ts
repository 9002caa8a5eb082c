/**
 * Blocks and their parts. A block is found by the hash of host and script block id, a part by its block and number; each
 * look-up is one hash chain. Blocks form a list from the least to the most recently used.
 */
import { clearChunks, discard } from "./chunks";
import { hashName } from "./hash";
import { BLOCKS, blockAddress, blockHead, clearHeads, PARTS, partAddress, partHead } from "./region";

@unmanaged
export class Block {
  /** 128 bits stand for host and id: chance cannot make two blocks one. */
  keyA: u64;
  keyB: u64;
  /** Next in the hash chain, or in the list of free records. */
  hashNext: u32;
  older: u32;
  newer: u32;
  /** The largest total, or part number, that any part named. */
  total: u32;
  /** First of its parts. */
  parts: u32;
  /** Parts 1 to this number are here. */
  prefix: u32;
  /** First of the contiguous parts whose text is still here. */
  firstText: u32;
  /** Bytes of text delivered, each part once. */
  delivered: u32;
  /** Bytes that were read again for the sake of a continuation. */
  reread: u32;
  /** Parts after that place wait to be read, although their probe said yes: the readings so far were too many. */
  pending: bool;
  /** Where the next part is read from: the part, and the byte in it. 0: from the start of the block. */
  resumePart: u32;
  resumeOffset: u32;
  /** UTF-16 units of the block in front of that place. */
  unitsBefore: u32;
  /** Bytes after that place that were read already. */
  tail: u32;
  /** The reader's context there. */
  context: u32;
  contextBytes: u32;
  /** Strongest verdict and severity that a record carried out. */
  verdict: u32;
  severity: u32;
  /** BLOCK_STATE_*. */
  state: u32;
}

/** Every part was read; only what each of them got is still remembered. */
export const BLOCK_STATE_COMPLETE: u32 = 1;
/** The block outgrew the store: texts in front of the saved context are gone, so there is no last reading of the whole. */
export const BLOCK_STATE_OUTGROWN: u32 = 2;

@unmanaged
export class Part {
  /** Hash of its text as it was delivered. */
  hash: u64;
  /** Next in the hash chain, or in the list of free records. */
  hashNext: u32;
  /** Next part of the same block. */
  sibling: u32;
  block: u32;
  number: u32;
  length: u32;
  /** Its text; 0 for none, or when it is no longer needed. */
  text: u32;
  /** The finding that its record carried out. */
  finding: u32;
  findingBytes: u32;
  /** Tells this part from an earlier one in the same slot. */
  serial: u32;
  /** The shipper may have trimmed white space from its ends. */
  trimmed: bool;
  /** Bytes by which the text is shorter where it is joined: its first character is the second half of a parted pair. */
  merged: u8;
  /** VERDICT_* and SEVERITY_* of the finding. */
  verdict: u8;
  severity: u8;
}

let blocksTouched: u32 = 0;
let freeBlocks: u32 = 0;
let partsTouched: u32 = 0;
let freeParts: u32 = 0;
let oldest: u32 = 0;
let newest: u32 = 0;
let serials: u32 = 0;

/** The block with an index of the table; 0 is a block that nothing uses. */
export function blockOf(index: u32): Block {
  return changetype<Block>(blockAddress(index));
}

/** The part with an index of the table; 0 is a part that nothing uses. */
export function partOf(index: u32): Part {
  return changetype<Part>(partAddress(index));
}

/** The least recently used block, 0 if there is none. */
export function oldestBlock(): u32 {
  return oldest;
}

/** Forgets everything. */
export function clearTables(): void {
  clearHeads();
  clearChunks();
  blocksTouched = 0;
  freeBlocks = 0;
  partsTouched = 0;
  freeParts = 0;
  oldest = 0;
  newest = 0;
}

function unlink(index: u32): void {
  const block = blockOf(index);
  if (block.older == 0) oldest = block.newer;
  else blockOf(block.older).newer = block.newer;
  if (block.newer == 0) newest = block.older;
  else blockOf(block.newer).older = block.older;
}

function append(index: u32): void {
  const block = blockOf(index);
  block.older = newest;
  block.newer = 0;
  if (newest == 0) oldest = index;
  else blockOf(newest).newer = index;
  newest = index;
}

/** Marks a block as just used. */
export function touch(index: u32): void {
  if (newest == index) return;
  unlink(index);
  append(index);
}

/** Whether a new block, or a new part, has a record left. */
export function hasBlockRecord(): bool {
  return freeBlocks != 0 || blocksTouched + 1 < BLOCKS;
}

/** Whether one more part can be noted without evicting another. */
export function hasPartRecord(): bool {
  return freeParts != 0 || partsTouched + 1 < PARTS;
}

/** First half of a block's key. */
export function keyA(host: usize, hostLength: usize, id: usize, idLength: usize): u64 {
  return hashName(hashName(0x243f6a8885a308d3, host, hostLength), id, idLength);
}

/** Second half of a block's key. */
export function keyB(host: usize, hostLength: usize, id: usize, idLength: usize): u64 {
  return hashName(hashName(0x13198a2e03707344, id, idLength), host, hostLength);
}

/** @returns the block of that key, 0 if it is not here */
export function findBlock(a: u64, b: u64): u32 {
  let index = <u32>load<u16>(blockHead(a));
  while (index != 0) {
    const block = blockOf(index);
    if (block.keyA == a && block.keyB == b) return index;
    index = block.hashNext;
  }
  return 0;
}

/** Makes an empty block, the most recently used. The caller has asked `hasBlockRecord`. */
export function addBlock(a: u64, b: u64): u32 {
  let index = freeBlocks;
  if (index != 0) freeBlocks = blockOf(index).hashNext;
  else index = ++blocksTouched;
  const block = blockOf(index);
  memory.fill(changetype<usize>(block), 0, offsetof<Block>());
  block.keyA = a;
  block.keyB = b;
  block.firstText = 1;
  const head = blockHead(a);
  block.hashNext = load<u16>(head);
  store<u16>(head, index);
  append(index);
  return index;
}

function partHash(block: u32, number: u32): u32 {
  const hash = (block * 0x9e3779b1) ^ (number * 0x85ebca6b);
  return hash ^ (hash >> 15);
}

/** @returns the part of that number, 0 if it is not here */
export function findPart(block: u32, number: u32): u32 {
  let index = <u32>load<u16>(partHead(partHash(block, number)));
  while (index != 0) {
    const part = partOf(index);
    if (part.block == block && part.number == number) return index;
    index = part.hashNext;
  }
  return 0;
}

/** Adds an empty part to a block. The caller has asked `hasPartRecord`. */
export function addPart(block: u32, number: u32): u32 {
  let index = freeParts;
  if (index != 0) freeParts = partOf(index).hashNext;
  else index = ++partsTouched;
  const part = partOf(index);
  memory.fill(changetype<usize>(part), 0, offsetof<Part>());
  part.block = block;
  part.number = number;
  part.serial = ++serials;
  const head = partHead(partHash(block, number));
  part.hashNext = load<u16>(head);
  store<u16>(head, index);
  const owner = blockOf(block);
  part.sibling = owner.parts;
  owner.parts = index;
  return index;
}

function removePart(index: u32): void {
  const part = partOf(index);
  const head = partHead(partHash(part.block, part.number));
  let at = <u32>load<u16>(head);
  if (at == index) store<u16>(head, part.hashNext);
  else {
    while (partOf(at).hashNext != index) at = partOf(at).hashNext;
    partOf(at).hashNext = part.hashNext;
  }
  discard(part.text);
  discard(part.finding);
  part.serial = 0;
  part.hashNext = freeParts;
  freeParts = index;
}

/** Removes a block and all that belongs to it. */
export function removeBlock(index: u32): void {
  const block = blockOf(index);
  let part = block.parts;
  while (part != 0) {
    const next = partOf(part).sibling;
    removePart(part);
    part = next;
  }
  discard(block.context);
  const head = blockHead(block.keyA);
  let at = <u32>load<u16>(head);
  if (at == index) store<u16>(head, block.hashNext);
  else {
    while (blockOf(at).hashNext != index) at = blockOf(at).hashNext;
    blockOf(at).hashNext = block.hashNext;
  }
  unlink(index);
  block.hashNext = freeBlocks;
  freeBlocks = index;
}

/** Gives the texts and the context of a block back, and keeps what its parts got. */
export function forgetTexts(index: u32): void {
  const block = blockOf(index);
  discard(block.context);
  block.context = 0;
  block.contextBytes = 0;
  let at = block.parts;
  while (at != 0) {
    const part = partOf(at);
    discard(part.text);
    part.text = 0;
    at = part.sibling;
  }
}
