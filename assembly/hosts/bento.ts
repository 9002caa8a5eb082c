/**
 * The `wasm` processor of Bento and of Redpanda Connect: `process` reads one message. For a clean one no setter is called; for
 * a finding the body is set, and metadata by which a pipeline routes without parsing.
 */
import { writeLiteral } from "../bytes/literal";
import {
  ABI_MAJOR,
  ABI_MINOR,
  OUTCOME_FINDING,
  SEVERITY_CRITICAL,
  SEVERITY_HIGH,
  SEVERITY_LOW,
  SEVERITY_MEDIUM,
  VERDICT_MATCH,
} from "../contract";
import { answerLength, detect, outcome } from "../index";
import { giveBack, lend } from "../memory/exchange";
import { v0_msg_as_bytes, v0_msg_set_bytes, v0_msg_set_meta } from "./bento_wasm";
import { spreadLiterals } from "./literals";

export { cells as counters } from "../memory/counters";
export { region as settings } from "../memory/settings";

spreadLiterals();

export const abi_version: i32 = (ABI_MAJOR << 16) | ABI_MINOR;

/** Beyond any memory: the host's write fails there, and it flags the message instead of writing over address 0. */
const NOWHERE: usize = 0xffffffff;

/** @returns a block of `bytes`, or an address that no write reaches */
export function malloc(bytes: usize): usize {
  const address = lend(bytes);
  return address == 0 ? NOWHERE : address;
}

/** Takes back a block that `malloc` lent. */
export function free(address: usize): void {
  giveBack(address);
}

/** Reads the present message. */
export function process(): void {
  const message = v0_msg_as_bytes();
  const record = <usize>(message >> 32);
  if (record == 0) return;
  const answer = detect(record, <usize>(message & 0xffffffff));
  if (answer == 0) return;
  v0_msg_set_bytes(answer, answerLength());
  if (outcome.kind != OUTCOME_FINDING) return;
  // After the answer and its NUL there is room for a word or two.
  const words = answer + answerLength() + 1;
  setMeta(words, "mailbox_export_verdict", outcome.verdict == VERDICT_MATCH ? "match" : "partial");
  setMeta(words, "mailbox_export_severity", severityWord(outcome.severity));
}

function severityWord(severity: u32): string {
  if (severity == SEVERITY_CRITICAL) return "critical";
  if (severity == SEVERITY_HIGH) return "high";
  if (severity == SEVERITY_MEDIUM) return "medium";
  return severity == SEVERITY_LOW ? "low" : "informational";
}

function setMeta(words: usize, key: string, value: string): void {
  const middle = writeLiteral(words, key);
  const end = writeLiteral(middle, value);
  v0_msg_set_meta(words, middle - words, middle, end - middle);
}
