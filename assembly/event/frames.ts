/**
 * The path from the top of a document to the value being walked: one frame an open bracket, for as deep as events go. Deeper
 * brackets are walked all the same, but nothing below them means anything.
 */
import { valuesStart } from "../memory/map";
import { SCOPES_BYTES } from "./facts";

@unmanaged
export class Frame {
  /** What the values of this object or array mean, if their own key says nothing. */
  role: u8;
  isArray: bool;
  /** Reached through a member that means what the member above it means (`#attributes`). */
  wrapped: bool;
  /** Its elements are values by position. */
  positional: bool;
  /** A value was given for the name. */
  valued: bool;
  /** The name is written with escapes. */
  nameEscaped: bool;
  /** An event was opened for it because it is an element of an array that may hold events. */
  assumed: bool;
  /** How the pending value is encoded. */
  pendingEncoding: u8;
  /** What the pending value's key said of it: PENDING_*. */
  pendingRank: u8;
  /** Elements so far. */
  index: u32;
  /** The event its values belong to. */
  scope: usize;
  /** Inside of the string that names the value beside it; 0 if none came. */
  name: usize;
  nameLength: usize;
  /** A value whose name has not come yet; 0 if none. */
  pending: usize;
  pendingLength: usize;
  /** Address of the bracket. */
  start: usize;
  /** The event that was opened for the last element of this array, 0 for none. */
  child: usize;
}

export const PENDING_NONE: u32 = 0;
/** Its key is no known one. */
export const PENDING_GUESSED: u32 = 1;
/** Several had such a key, so none is taken. */
export const PENDING_DOUBTFUL: u32 = 2;
/** Its key says that it is the value. */
export const PENDING_NAMED: u32 = 3;

const FRAME_BYTES: usize = (offsetof<Frame>() + 7) & ~7;
/** Brackets that have a frame. */
export const MAX_FRAMES: u32 = 64;
/** Brackets that a document may open at most: half of the longest record closes them. */
export const MAX_BRACKETS: u32 = 16777216;

/** Bytes after the scopes that frames and bracket bits take. */
export const FRAMES_BYTES: usize = <usize>MAX_FRAMES * FRAME_BYTES + <usize>MAX_BRACKETS / 8;

/** The frame of the bracket at that depth, the outermost being 0. */
export function frameAt(depth: u32): Frame {
  return changetype<Frame>(valuesStart() + SCOPES_BYTES + <usize>depth * FRAME_BYTES);
}

/** Clears a frame. So few bytes are cleared sooner than the engine starts to fill. */
export function clearFrame(frame: Frame): void {
  for (let at: usize = 0; at < FRAME_BYTES; at += 8) store<u64>(changetype<usize>(frame) + at, 0);
}

/** Remembers whether the bracket at that depth is a brace. */
export function setBrace(depth: u32, isBrace: bool): void {
  const cell = valuesStart() + SCOPES_BYTES + <usize>MAX_FRAMES * FRAME_BYTES + <usize>(depth >> 3);
  const bit = (<u32>1) << (depth & 7);
  const others = <u32>load<u8>(cell) & ~bit;
  store<u8>(cell, isBrace ? others | bit : others);
}

/** Whether the bracket at that depth is a brace. */
export function isBrace(depth: u32): bool {
  const cell = valuesStart() + SCOPES_BYTES + <usize>MAX_FRAMES * FRAME_BYTES + <usize>(depth >> 3);
  return ((<u32>load<u8>(cell) >> (depth & 7)) & 1) != 0;
}
