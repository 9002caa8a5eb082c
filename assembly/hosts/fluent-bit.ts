/**
 * Fluent Bit's `filter_wasm`: `function_name detect`, JSON records. A clean record is answered with the host's own pointer;
 * anything else is a NUL-terminated JSON object after the host's blocks, which the host copies before it frees.
 */
import { ABI_MAJOR, ABI_MINOR } from "../contract";
import { detect as detectRecord, reportLost } from "../index";
import { giveBack, lend } from "../memory/exchange";
import { spreadLiterals } from "./literals";

export { cells as counters } from "../memory/counters";
export { region as settings } from "../memory/settings";

spreadLiterals();

export const abi_version: i32 = (ABI_MAJOR << 16) | ABI_MINOR;

/** @returns a block of `bytes`, or 0 */
export function malloc(bytes: usize): usize {
  return lend(bytes);
}

/** Takes back a block that `malloc` lent; the host frees each it asked for once the record is through. */
export function free(address: usize): void {
  giveBack(address);
}

/**
 * Reads one record. The host does not check its own copies: `record` may be 0 although there was a record.
 * @returns `record`, or the address of another object; never 0
 */
export function detect(_tag: usize, _tagLength: usize, _seconds: i32, _nanoseconds: i32, record: usize, length: usize): usize {
  if (record == 0) return reportLost(length);
  const answer = detectRecord(record, length);
  return answer == 0 ? record : answer;
}
