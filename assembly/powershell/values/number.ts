/**
 * Number tokens: `12`, `0x1f`, `1kb`, `1e3`, `1.5d`, `10L`.
 * PowerShell: tokenizer.cs ScanNumber.
 */
import { unknown } from "./constants";

/** The value of a number token (a leading `-` or `+` included in arguments), or unknown. */
export function numberToken(start: usize, end: usize): usize {
  return unknown();
}
