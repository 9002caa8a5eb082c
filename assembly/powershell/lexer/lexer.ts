/**
 * The scanners of PowerShell's tokenizer, without a token type: each takes an address within the text and answers where the
 * thing that starts there ends. Which of them to ask is the parser's to know, for PowerShell's tokens depend on the mode.
 * Source of the rules: PowerShell, tokenizer.cs (NextToken and the Scan methods it calls).
 * No scanner reads at or beyond `limit` but for the padding that every text has.
 */
import {
  AMPERSAND,
  AT_SIGN,
  BACKTICK,
  CARET,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_PAREN,
  COLON,
  DOLLAR,
  DOT,
  EQUALS,
  GREATER_THAN,
  HASH,
  LESS_THAN,
  LINE_FEED,
  LOWER_A,
  LOWER_E,
  LOWER_U,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PIPE,
  QUESTION,
  SEMICOLON,
  SINGLE_QUOTE,
  SPACE,
} from "../../bytes/ascii";
import {
  CLASS_BACKTICK,
  CLASS_BLANK,
  CLASS_COLON,
  CLASS_DASH,
  CLASS_DIGIT,
  CLASS_DOUBLE,
  CLASS_END,
  CLASS_HASH,
  CLASS_LESS,
  CLASS_LETTER,
  CLASS_NEWLINE,
  CLASS_SINGLE,
  classOf,
  mayBePassed,
  TRAIT_ENDS_WORD,
  TRAIT_IDENTIFIER,
  TRAIT_IN_PARAMETER,
  TRAIT_IN_STRING,
  TRAIT_IN_WORD,
  TRAIT_VARIABLE,
  traitsOf,
  widthOf,
} from "./characters";
import { noteComment } from "./mentions";

/** Where the next token starts. */
export let position: usize = 0;
/** End of the text, or of the part of it that a string's `$( )` spans. */
export let limit: usize = 0;
/** What the last scan found: SCAN_*. */
export let scanned: u32 = 0;
/** The text has a syntax error. */
export let broken: bool = false;
/** Whether it is broken where it ends: something it opened is not closed. */
export let unclosed: bool = false;
/** The text holds something that Windows PowerShell and PowerShell 7 read differently. */
export let sensitive: bool = false;
/**
 * Every newline of the text became a blank on the way. Where a comment ends is unknown then, so a `#` is read as the newline in front of it.
 */
export let lostNewlines: bool = false;
/** Something looked at what stands after the end of the text. */
export let ranOut: bool = false;
/** 0 PowerShell 7, 1 Windows PowerShell 5.1. */
export let dialect: i32 = 0;

/** The token holds a backtick or quotes that are no part of its value. */
export const SCAN_ESCAPED: u32 = 1;
/** The token holds `$x` or `$( )`; the scan ended before the first. */
export const SCAN_EXPANDABLE: u32 = 2;
/** The token's end is missing. */
export const SCAN_OPEN: u32 = 4;
/** A parameter that a colon ended; the colon is after the returned end. */
export const SCAN_COLON: u32 = 8;

/** Goes on at another address of the text. */
export function setPosition(to: usize): void {
  position = to;
}

/** Makes the text end at an address. */
export function setLimit(to: usize): void {
  limit = to;
}

/** Starts a text. @param to 0 PowerShell 7, 1 Windows PowerShell 5.1 */
export function setDialect(to: i32): void {
  dialect = to;
  broken = false;
  unclosed = false;
  sensitive = false;
}

/** Something wanted to know what stands after the end. */
export function markRanOut(): void {
  ranOut = true;
}

/** Forgets that a scanner looked beyond the limit. */
export function clearRanOut(): void {
  ranOut = false;
}

/** The text has a syntax error here; one at its end is unclosed as well. */
export function markBroken(): void {
  broken = true;
  if (position >= limit) unclosed = true;
}

/** The text ends within what it opened. */
export function markUnclosed(): void {
  broken = true;
  unclosed = true;
}

/** Says whether the text lost its line breaks, so that a comment may end anywhere. */
export function setLostNewlines(lost: bool): void {
  lostNewlines = lost;
}

/** What was read differs between the dialects. */
export function markSensitive(): void {
  sensitive = true;
}

/** The byte at `at`, 0 at or after the end. */
export function byteAt(at: usize): u32 {
  if (at < limit) return <u32>load<u8>(at);
  ranOut = true;
  return 0;
}

/** CLASS_* at `at`; CLASS_END at or after the end. */
export function kindAt(at: usize): u32 {
  if (at < limit) {
    const kind = classOf(at);
    return kind == CLASS_HASH && lostNewlines ? CLASS_NEWLINE : kind;
  }
  ranOut = true;
  return CLASS_END;
}

/** Whether a token of argument mode ends before `at`. PowerShell: CharExtensions.ForceStartNewToken. */
export function endsWord(at: usize): bool {
  if (at >= limit) {
    ranOut = true;
    return true;
  }
  const byte = <u32>load<u8>(at);
  return byte < 0x80 ? (traitsOf(byte) & TRAIT_ENDS_WORD) != 0 : classOf(at) == CLASS_BLANK;
}

/** Moves over blanks, comments and line continuations. */
export function skipBlanks(): void {
  let at = position;
  const end = limit;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte == SPACE) {
      at++;
      continue;
    }
    if (!mayBePassed(byte)) break;
    const kind = classOf(at);
    if (kind == CLASS_BLANK) at += widthOf(at);
    else if (kind == CLASS_HASH) {
      if (lostNewlines) break;
      at = lineCommentEnd(at);
    } else if (kind == CLASS_LESS) {
      if (byteAt(at + 1) != HASH) break;
      at = blockCommentEnd(at);
    } else if (kind == CLASS_BACKTICK) {
      const next = kindAt(at + 1);
      if (next == CLASS_NEWLINE) at = newlineEnd(at + 1);
      else if (next == CLASS_BLANK) at += 1 + widthOf(at + 1);
      else if (at + 1 == end) at = end;
      else break;
    } else break;
  }
  position = at;
}

/** Moves over blanks, comments and newlines. */
export function skipNewlines(): void {
  skipBlanks();
  while (kindAt(position) == CLASS_NEWLINE) {
    position++;
    skipBlanks();
  }
}

/** Moves over one newline and over lines that hold a comment: as far as PowerShell 7 looks for a pipe that goes on with the line before. */
export function skipToContinuation(): void {
  position = newlineEnd(position);
  let again = true;
  while (again) {
    while (kindAt(position) == CLASS_BLANK) position += widthOf(position);
    const byte = byteAt(position);
    if (byte == HASH) position = lineCommentEnd(position);
    else if (byte == LESS_THAN && byteAt(position + 1) == HASH) position = blockCommentEnd(position);
    else again = false;
    if (again && kindAt(position) == CLASS_NEWLINE) position = newlineEnd(position);
  }
}

/** Moves over blanks, comments, newlines and semicolons. */
export function skipSeparators(): void {
  skipNewlines();
  while (byteAt(position) == SEMICOLON) {
    position++;
    skipNewlines();
  }
}

/** After a CR LF, CR or LF. */
function newlineEnd(at: usize): usize {
  return load<u8>(at) == CARRIAGE_RETURN && byteAt(at + 1) == LINE_FEED ? at + 2 : at + 1;
}

/** Eight bytes that are each below 14 show a set high bit in the difference: a newline may be among them. */
function lineCommentEnd(at: usize): usize {
  const start = at;
  const end = limit;
  while (at + 8 <= end) {
    const word = load<u64>(at);
    if (((word - 0x0e0e0e0e0e0e0e0e) & ~word & 0x8080808080808080) != 0) {
      const after = newlineWithin(at, at + 8);
      if (after != 0) {
        noteComment(start, after);
        return after;
      }
    }
    at += 8;
  }
  const after = newlineWithin(at, end);
  at = after != 0 ? after : end;
  noteComment(start, at);
  return at;
}

/** The first CR or LF in a range, 0 if there is none. */
function newlineWithin(at: usize, end: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == LINE_FEED || byte == CARRIAGE_RETURN) return at;
    at++;
  }
  return 0;
}

/** After `#>`; the end of the text if it is missing. */
export function blockCommentEnd(at: usize): usize {
  const start = at;
  const end = limit;
  at += 2;
  while (at < end) {
    if (load<u8>(at) == HASH && byteAt(at + 1) == GREATER_THAN) {
      noteComment(start, at + 2);
      return at + 2;
    }
    at++;
  }
  markUnclosed();
  noteComment(start, end);
  return end;
}

/** After an identifier: ASCII letters, digits, `_`, and letters beyond; `at` itself if there is none. */
export function identifierEnd(at: usize): usize {
  const end = limit;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte < 0x80) {
      if ((traitsOf(byte) & TRAIT_IDENTIFIER) == 0) break;
      at++;
    } else {
      if (classOf(at) != CLASS_LETTER) break;
      at += widthOf(at);
    }
  }
  return at;
}

/** After the ASCII letters at `at`: an operator's word in expression mode. */
export function lettersEnd(at: usize): usize {
  while ((byteAt(at) | 32) - LOWER_A < 26) at++;
  return at;
}

/** After a single-quoted string whose opening quote ends at `at`. Sets SCAN_ESCAPED for doubled quotes, SCAN_OPEN. */
export function singleEnd(at: usize): usize {
  const end = limit;
  scanned = 0;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte != SINGLE_QUOTE && (byte != 0xe2 || classOf(at) != CLASS_SINGLE)) {
      at++;
      continue;
    }
    at += widthOf(at);
    if (kindAt(at) != CLASS_SINGLE) return at;
    scanned |= SCAN_ESCAPED;
    at += widthOf(at);
  }
  scanned |= SCAN_OPEN;
  markUnclosed();
  return end;
}

/** Whether the `$` at `at` starts a variable or subexpression within a string. PowerShell: ScanDollarInStringExpandable. */
export function isExpandable(at: usize): bool {
  const byte = byteAt(at + 1);
  return byte == OPEN_PAREN || byte == OPEN_BRACE || startsVariable(at + 1);
}

/** PowerShell: CharExtensions.IsVariableStart. */
function startsVariable(at: usize): bool {
  if (at >= limit) return false;
  const byte = <u32>load<u8>(at);
  if (byte >= 0x80) return classOf(at) == CLASS_LETTER;
  return (traitsOf(byte) & (TRAIT_IDENTIFIER | TRAIT_VARIABLE)) != 0 || byte == DOLLAR || byte == CARET;
}

/**
 * Scans the inside of a double-quoted string from `at`.
 * @returns the address of what ended it: with SCAN_EXPANDABLE the `$`, with SCAN_OPEN the end of the text, else the closing quote
 */
export function doubleEnd(at: usize): usize {
  const end = limit;
  scanned = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if ((traitsOf(byte) & TRAIT_IN_STRING) == 0) {
      at++;
    } else if (byte == DOLLAR) {
      if (isExpandable(at)) {
        scanned |= SCAN_EXPANDABLE;
        return at;
      }
      at++;
    } else if (byte == BACKTICK) {
      scanned |= SCAN_ESCAPED;
      at++;
      if (at < end) at += widthOf(at);
    } else if (classOf(at) == CLASS_DOUBLE) {
      const next = at + widthOf(at);
      if (kindAt(next) != CLASS_DOUBLE) return at;
      scanned |= SCAN_ESCAPED;
      at = next + widthOf(next);
    } else at++;
  }
  scanned |= SCAN_OPEN;
  markUnclosed();
  return end;
}

/** After the newline of a here-string's header whose quote ends at `at`, or 0 if something else stands there. */
export function hereBody(at: usize): usize {
  while (kindAt(at) == CLASS_BLANK) at += widthOf(at);
  return kindAt(at) == CLASS_NEWLINE ? newlineEnd(at) : 0;
}

/** After the footer of a here-string if one starts at `at`, the start of a line; else 0. `quote` is CLASS_SINGLE or CLASS_DOUBLE. */
export function footerEnd(at: usize, quote: u32): usize {
  if (kindAt(at) != quote) return 0;
  at += widthOf(at);
  return byteAt(at) == AT_SIGN ? at + 1 : 0;
}

/** After a literal here-string whose body starts at `at`. Sets SCAN_OPEN. */
export function hereSingleEnd(at: usize): usize {
  const end = limit;
  scanned = 0;
  let after = footerEnd(at, CLASS_SINGLE);
  if (after != 0) return after;
  while (at < end) {
    const byte = load<u8>(at);
    at++;
    if (byte != LINE_FEED && byte != CARRIAGE_RETURN) continue;
    if (byte == CARRIAGE_RETURN && byteAt(at) == LINE_FEED) at++;
    after = footerEnd(at, CLASS_SINGLE);
    if (after != 0) return after;
  }
  scanned = SCAN_OPEN;
  markUnclosed();
  return end;
}

/**
 * Scans the inside of an expandable here-string from `at`.
 * @param fresh whether `at` is the start of a line
 * @returns the `$` with SCAN_EXPANDABLE, the end of the text with SCAN_OPEN, else the closing quote, which starts a line
 */
export function hereDoubleEnd(at: usize, fresh: bool): usize {
  const end = limit;
  scanned = 0;
  while (at < end) {
    if (fresh && footerEnd(at, CLASS_DOUBLE) != 0) return at;
    const byte = <u32>load<u8>(at);
    fresh = byte == LINE_FEED || byte == CARRIAGE_RETURN;
    if (byte == DOLLAR) {
      if (isExpandable(at)) {
        scanned |= SCAN_EXPANDABLE;
        return at;
      }
    } else if (byte == BACKTICK) {
      scanned |= SCAN_ESCAPED;
      at++;
      if (at >= end) break;
    } else if (byte == CARRIAGE_RETURN && byteAt(at + 1) == LINE_FEED) at++;
    at++;
  }
  scanned |= SCAN_OPEN;
  markUnclosed();
  return end;
}

/** Bytes that may still be looked through for the ends of subexpressions within strings; nested ones look through the same bytes again. */
let lookAhead: i64 = 0;

/** Allows four looks at each byte of a text. */
export function allowLookAhead(length: usize): void {
  lookAhead = ((<i64>length) << 4) + 65536;
}

/** Whether there is any of the text's budget left for looking ahead. */
export function mayLookAhead(): bool {
  return lookAhead > 0;
}

/** Takes bytes that were looked at, and will be read again, out of that budget. */
export function noteLookAhead(bytes: usize): void {
  lookAhead -= <i64>bytes;
}

/** After the parenthesis that closes the `$(` whose inside starts at `at`: counted blindly, as PowerShell does within strings (ScanSubExpression). */
export function blindEnd(at: usize): usize {
  const end = limit;
  let open = 1;
  while (at < end) {
    const byte = load<u8>(at);
    at++;
    if (byte == OPEN_PAREN) open++;
    else if (byte == CLOSE_PAREN) {
      open--;
      if (open == 0) return at;
    }
  }
  markUnclosed();
  return end;
}

/**
 * After the variable whose `$` (or `@`) is at `at`. PowerShell: ScanVariable.
 * @param argument whether the mode is argument mode, where a variable that something sticks to is a bareword
 * @returns 0 if it is none
 */
export function variableEnd(at: usize, argument: bool): usize {
  let p = at + 1;
  const first = byteAt(p);
  if (first == OPEN_BRACE) return bracedVariableEnd(p + 1, argument);
  if (!startsVariable(p)) return 0;
  if (first == DOLLAR || first == QUESTION || first == CARET) return argument && !endsWord(p + 1) ? 0 : p + 1;
  p += widthOf(p);
  const end = limit;
  while (p < end) {
    const byte = <u32>load<u8>(p);
    if (byte < 0x80) {
      if ((traitsOf(byte) & (TRAIT_IDENTIFIER | TRAIT_VARIABLE)) == 0) {
        // A `.`, `[` or `=` after it is an operator; anything else makes a bareword of both.
        return argument && byte != DOT && byte != OPEN_BRACKET && byte != EQUALS && (traitsOf(byte) & TRAIT_ENDS_WORD) == 0
          ? 0
          : p;
      }
      if (byte == COLON && byteAt(p + 1) == COLON) return p;
      p++;
    } else {
      const kind = classOf(p);
      if (kind != CLASS_LETTER) return argument && kind != CLASS_BLANK ? 0 : p;
      p += widthOf(p);
    }
  }
  return end;
}

function bracedVariableEnd(at: usize, argument: bool): usize {
  const end = limit;
  while (at < end) {
    const byte = load<u8>(at);
    at++;
    if (byte == CLOSE_BRACE) {
      if (!argument || endsWord(at)) return at;
      const next = load<u8>(at);
      return next == DOT || next == OPEN_BRACKET ? at : 0;
    }
    if (byte == BACKTICK && at < end) at += widthOf(at);
  }
  markUnclosed();
  return end;
}

/** After the escape whose backtick is at `at`. Only the width matters here: `u{` needs its closing brace, which would end a bareword. */
function escapeEnd(at: usize): usize {
  const next = at + 1;
  if (next >= limit) return limit;
  const byte = <u32>load<u8>(next);
  // In front of a NUL a backtick is a character like any other.
  if (byte == 0) return next;
  if (byte == LOWER_E) sensitive = true;
  if (byte == LOWER_U && byteAt(next + 1) == OPEN_BRACE) {
    sensitive = true;
    if (dialect == 0) {
      let p = next + 2;
      while (p < limit && p < next + 8 && load<u8>(p) != CLOSE_BRACE) p++;
      return byteAt(p) == CLOSE_BRACE ? p + 1 : p;
    }
  }
  return next + widthOf(next);
}

/**
 * Scans a bareword from `at`. PowerShell: ScanGenericToken.
 * @param raw whether `$` stands for itself (a command's name without an operator)
 * @returns its end; with SCAN_EXPANDABLE the scan stopped early
 */
export function wordEnd(at: usize, raw: bool): usize {
  const end = limit;
  let found: u32 = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    const trait = traitsOf(byte);
    if ((trait & (TRAIT_ENDS_WORD | TRAIT_IN_WORD)) == 0) {
      at++;
      continue;
    }
    if ((trait & TRAIT_ENDS_WORD) != 0) break;
    if (byte == BACKTICK) {
      found |= SCAN_ESCAPED;
      at = escapeEnd(at);
      continue;
    }
    if (byte == DOLLAR) {
      if (!isExpandable(at)) at++;
      else if (!raw) {
        scanned = found | SCAN_EXPANDABLE;
        return at;
      } else at = byteAt(at + 1) == OPEN_PAREN ? blindEnd(at + 2) : rawVariableEnd(at);
      continue;
    }
    const kind = classOf(at);
    if (kind == CLASS_BLANK) break;
    const next = at + widthOf(at);
    if (kind == CLASS_SINGLE) {
      at = singleEnd(next);
      found |= scanned | SCAN_ESCAPED;
    } else if (kind == CLASS_DOUBLE) {
      at = raw ? rawDoubleEnd(next) : doubleEnd(next);
      found |= scanned | SCAN_ESCAPED;
      if ((found & SCAN_EXPANDABLE) != 0) {
        scanned = found;
        return at;
      }
      if (!raw && at < end) at += widthOf(at);
    } else at = next;
  }
  scanned = found;
  return at;
}

/** How far the bareword at `at` is taken as written: a parameter up to the quote that made a bareword of it, a NUL, a label. */
export function rawPrefixEnd(at: usize): usize {
  const kind = kindAt(at);
  if (kind == CLASS_DASH) {
    const next = at + widthOf(at);
    if (!startsParameter(next)) return at;
    const end = parameterEnd(next);
    return (scanned & SCAN_ESCAPED) != 0 ? end : at;
  }
  if (kind == CLASS_COLON) {
    // PowerShell: ScanLabel takes one more character as it is.
    const end = identifierEnd(at + 1);
    return end == at + 1 || endsWord(end) ? at : end + widthOf(end);
  }
  return at < limit && load<u8>(at) == 0 ? at + 1 : at;
}

/** Where the literal piece of an expandable bareword that starts at `at` ends: at a quote, an expandable `$`, or the word's end. Sets SCAN_ESCAPED. */
export function wordPieceEnd(at: usize): usize {
  const end = limit;
  scanned = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    const trait = traitsOf(byte);
    if ((trait & (TRAIT_ENDS_WORD | TRAIT_IN_WORD)) == 0) {
      at++;
      continue;
    }
    if ((trait & TRAIT_ENDS_WORD) != 0) return at;
    if (byte == BACKTICK) {
      scanned |= SCAN_ESCAPED;
      at = escapeEnd(at);
    } else if (byte == DOLLAR) {
      if (isExpandable(at)) return at;
      at++;
    } else {
      const kind = classOf(at);
      if (kind == CLASS_BLANK || kind == CLASS_SINGLE || kind == CLASS_DOUBLE) return at;
      at += widthOf(at);
    }
  }
  return at;
}

/** After `$x` or `${x}`; never at `at` itself. */
function rawVariableEnd(at: usize): usize {
  const after = variableEnd(at, false);
  return after > at ? after : at + 1;
}

/** After a double-quoted part of a raw bareword whose opening quote ends at `at`: its `$( )` are skipped, not read. */
function rawDoubleEnd(at: usize): usize {
  let found: u32 = 0;
  while (true) {
    at = doubleEnd(at);
    found |= scanned & SCAN_OPEN;
    if ((scanned & SCAN_EXPANDABLE) == 0) break;
    at = byteAt(at + 1) == OPEN_PAREN ? blindEnd(at + 2) : rawVariableEnd(at);
  }
  scanned = found;
  return at < limit ? at + widthOf(at) : at;
}

/**
 * Scans a parameter in argument mode from after its dash. PowerShell: ScanParameter.
 * @returns its end, colon excluded (SCAN_COLON); with SCAN_ESCAPED the quote that makes a bareword of it
 */
export function parameterEnd(at: usize): usize {
  const end = limit;
  scanned = 0;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if ((traitsOf(byte) & TRAIT_IN_PARAMETER) == 0) {
      at++;
      continue;
    }
    if (byte == COLON) {
      scanned = SCAN_COLON;
      return at;
    }
    const kind = classOf(at);
    if (kind == CLASS_SINGLE || kind == CLASS_DOUBLE) {
      scanned = SCAN_ESCAPED;
      return at;
    }
    if (byte < 0x80 || kind == CLASS_BLANK) return at;
    at += widthOf(at);
  }
  return at;
}

/** Whether a dash followed by the character at `at` starts a parameter or a word operator. */
export function startsParameter(at: usize): bool {
  const kind = kindAt(at);
  if (kind == CLASS_LETTER) return true;
  return byteAt(at) == QUESTION;
}

/** Whether a digit stands at `at`. */
export function isDigitAt(at: usize): bool {
  return kindAt(at) == CLASS_DIGIT;
}

/** After the raw rest of a line that follows `--%`. PowerShell: GetVerbatimCommandArgument. */
export function verbatimEnd(at: usize): usize {
  const end = limit;
  let quoted = false;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte == LINE_FEED || byte == CARRIAGE_RETURN) break;
    if (classOf(at) == CLASS_DOUBLE) quoted = !quoted;
    else if (!quoted && (byte == PIPE || (byte == AMPERSAND && byteAt(at + 1) == AMPERSAND))) break;
    at += widthOf(at);
  }
  return at < end ? at : end;
}
