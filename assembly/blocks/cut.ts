/**
 * Where a part whose predecessors are missing can be trusted. It may begin inside a line comment, a block comment or a
 * here-string, so nothing counts before the first line break, nor before a terminator that nothing in the part has opened.
 */
import {
  AT_SIGN,
  CARRIAGE_RETURN,
  DOUBLE_QUOTE,
  GREATER_THAN,
  HASH,
  LESS_THAN,
  LINE_FEED,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from "../bytes/ascii";

const SINGLE: u32 = 1;
const DOUBLE: u32 = 2;

/** The class of the quote at `at` (PowerShell: CharTraits.IsSingleQuote, IsDoubleQuote), 0 for none. */
function quoteAt(at: usize, end: usize): u32 {
  if (at >= end) return 0;
  const byte = <u32>load<u8>(at);
  if (byte == SINGLE_QUOTE) return SINGLE;
  if (byte == DOUBLE_QUOTE) return DOUBLE;
  // U+2018 to U+201B are single quotes, U+201C to U+201E double ones.
  if (byte != 0xe2 || at + 3 > end || load<u8>(at + 1) != 0x80) return 0;
  const last = <u32>load<u8>(at + 2);
  return last < 0x98 || last > 0x9e ? 0 : last < 0x9c ? SINGLE : DOUBLE;
}

function quoteLength(at: usize): usize {
  return load<u8>(at) < 0x80 ? 1 : 3;
}

function isBreak(byte: u32): bool {
  return byte == LINE_FEED || byte == CARRIAGE_RETURN;
}

/** The class of the here-string that `@` at `at` opens: a quote, blanks, the end of the line. */
function opens(at: usize, end: usize): u32 {
  const quote = quoteAt(at + 1, end);
  if (quote == 0) return 0;
  let next = at + 1 + quoteLength(at + 1);
  while (next < end && (load<u8>(next) == SPACE || load<u8>(next) == TAB)) next++;
  return next < end && isBreak(load<u8>(next)) ? quote : 0;
}

/** The class of the here-string that a line starting at `at` closes: a quote and `@`. */
function closes(at: usize, end: usize): u32 {
  const quote = quoteAt(at, end);
  if (quote == 0) return 0;
  const next = at + quoteLength(at);
  return next < end && load<u8>(next) == AT_SIGN ? quote : 0;
}

/**
 * Bytes of a cut part that come before the text to be trusted; all of them where there is none.
 * @param text WTF-8, read once from front to back
 */
export function untrusted(text: usize, length: usize): usize {
  const end = text + length;
  /** Whether the rest of the present line is in doubt, and where the doubtful text ends. */
  let doubt = true;
  let trusted = end;
  let comment = false;
  let here: u32 = 0;
  let at = text;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (isBreak(byte)) {
      if (doubt) trusted = at + 1;
      doubt = false;
      const quote = closes(at + 1, end);
      if (quote != 0 && !comment) {
        // A terminator of the string that is open ends it; any other is the end of one that began before.
        if (here == 0) doubt = true;
        if (here == quote) here = 0;
      }
    } else if (byte == HASH) {
      const after = at + 1 < end && load<u8>(at + 1) == GREATER_THAN;
      if (here == 0 && after) {
        if (!comment) doubt = true;
        comment = false;
      }
    } else if (here == 0 && !comment) {
      if (byte == LESS_THAN && at + 1 < end && load<u8>(at + 1) == HASH) {
        comment = true;
        // `<#>` opens only.
        at++;
      } else if (byte == AT_SIGN) here = opens(at, end);
    }
    at++;
  }
  return (doubt ? end : trusted) - text;
}
