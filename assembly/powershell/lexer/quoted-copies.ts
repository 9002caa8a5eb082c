/**
 * Copies of code that stands within double quotes and holds doubled quotes: PowerShell reads `"$(f ""x"")"` as `f "x"`. A copy lies at the far end of
 * the program region and lives as long as the instructions that were written after it.
 *
 *   | instructions →          ← copies: header (20 bytes), text, 16 zero bytes | scratch instruction |
 */
import { BACKTICK, DOUBLE_QUOTE } from "../../bytes/ascii";
import { PROGRAM_BYTES, programStart } from "../../memory/map";
import { INSTRUCTION_BYTES } from "../program";
import { CLASS_DOUBLE, classOf, widthOf } from "./characters";

@unmanaged
class Copy {
  /** The copy made before, 0 for none. */
  below: u32;
  /** Instructions there were. */
  made: u32;
  /** Address of the code that was copied. */
  source: u32;
  sourceEnd: u32;
  length: u32;
}

const HEADER_BYTES: usize = 20;
const PADDING_BYTES: usize = 16;
/** Copies may lie in one another, each with twice as many quotes. */
const MAX_LAYERS = 24;

let newest: u32 = 0;
/** Where the last look-up ended: the copy, an offset in it, and the address in its source. */
let cachedCopy: u32 = 0;
let cachedOffset: u32 = 0;
let cachedSource: u32 = 0;

/** First byte that belongs to copies; instructions must end below. */
export function copiesStart(): usize {
  return newest == 0 ? programStart() + PROGRAM_BYTES - INSTRUCTION_BYTES : <usize>newest;
}

/** Drops the copies that were made when at least `count` instructions stood. */
export function dropCopies(count: u32): void {
  while (newest != 0 && changetype<Copy>(<usize>newest).made >= count) newest = changetype<Copy>(<usize>newest).below;
  cachedCopy = 0;
}

/** Whether the character at `at` is left out: a backtick or double quote before a double quote. */
function isLeftOut(at: usize, end: usize): bool {
  const byte = <u32>load<u8>(at);
  if (byte != BACKTICK && byte != DOUBLE_QUOTE && byte != 0xe2) return false;
  if (byte != BACKTICK && classOf(at) != CLASS_DOUBLE) return false;
  const next = at + widthOf(at);
  return next < end && classOf(next) == CLASS_DOUBLE;
}

/** Whether code within double quotes differs from what it stands for. */
export function needsCopy(start: usize, end: usize): bool {
  while (start < end) {
    if (isLeftOut(start, end)) return true;
    start++;
  }
  return false;
}

/**
 * Copies code within double quotes as PowerShell reads it.
 * @param count instructions written so far, which end at `lowest`
 * @returns the copy's address; its end is `copyEnd`. 0 if there is no room
 */
export function copyCode(start: usize, end: usize, count: u32, lowest: usize): usize {
  const bytes = (HEADER_BYTES + (end - start) + PADDING_BYTES + 7) & ~7;
  const roof = copiesStart();
  if (lowest + bytes + 64 > roof) return 0;
  const copy = changetype<Copy>(roof - bytes);
  const text = roof - bytes + HEADER_BYTES;
  copy.below = newest;
  copy.made = count;
  copy.source = <u32>start;
  copy.sourceEnd = <u32>end;
  let to = text;
  while (start < end) {
    if (isLeftOut(start, end)) start += widthOf(start);
    let width = widthOf(start);
    if (start + width > end) width = end - start;
    // One to four bytes; the second quote of a pair is not looked at again.
    for (let i: usize = 0; i < width; i++) store<u8>(to + i, load<u8>(start + i));
    to += width;
    start += width;
  }
  memory.fill(to, 0, PADDING_BYTES);
  copy.length = <u32>(to - text);
  newest = <u32>(roof - bytes);
  return text;
}

/** End of the copy that was made last. */
export function copyEnd(): usize {
  return <usize>newest + HEADER_BYTES + <usize>changetype<Copy>(<usize>newest).length;
}

/** The copy that holds an address, 0 if it is no copy's. */
function copyOf(address: usize): u32 {
  let at = newest;
  while (at != 0) {
    const copy = changetype<Copy>(<usize>at);
    const text = <usize>at + HEADER_BYTES;
    if (address >= text && address <= text + <usize>copy.length) return at;
    at = copy.below;
  }
  return 0;
}

/** The address in its copy's source. */
function inSource(at: u32, address: usize): usize {
  const copy = changetype<Copy>(<usize>at);
  const wanted = <u32>(address - <usize>at - HEADER_BYTES);
  if (cachedCopy != at || cachedOffset > wanted) {
    cachedCopy = at;
    cachedOffset = 0;
    cachedSource = copy.source;
  }
  let from = <usize>cachedSource;
  let offset = cachedOffset;
  const end = <usize>copy.sourceEnd;
  while (offset < wanted && from < end) {
    if (isLeftOut(from, end)) from += widthOf(from);
    const width = widthOf(from);
    from += width;
    offset += <u32>width;
  }
  cachedOffset = offset;
  cachedSource = <u32>from;
  return from;
}

/** Where the text that was read holds what an address in a copy was copied from; any other address stays. */
export function sourceAddress(address: usize): usize {
  if (newest == 0 || address < <usize>newest) return address;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const copy = copyOf(address);
    if (copy == 0) break;
    address = inSource(copy, address);
  }
  return address;
}
