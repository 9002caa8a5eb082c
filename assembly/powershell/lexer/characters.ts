/**
 * What PowerShell's tokenizer sees in a character. Text is WTF-8; the class of a sequence is that of the ASCII character it
 * stands for (every dash is `-`, every kind of quote is one of two, every Unicode space is a blank).
 * PowerShell: CharTraits.cs. Nothing here looks after the sequence it is given; callers keep 16 readable bytes after a text.
 */
import { codePointAt, sequenceLength } from "../../bytes/text";

export const CLASS_LETTER: u32 = 0;
export const CLASS_DIGIT: u32 = 1;
export const CLASS_BLANK: u32 = 2;
export const CLASS_NEWLINE: u32 = 3;
/** Only ever the end of the text; a NUL within is CLASS_OTHER. */
export const CLASS_END: u32 = 4;
export const CLASS_SINGLE: u32 = 5;
export const CLASS_DOUBLE: u32 = 6;
export const CLASS_DOLLAR: u32 = 7;
export const CLASS_DASH: u32 = 8;
export const CLASS_AT: u32 = 9;
export const CLASS_OPEN_PAREN: u32 = 10;
export const CLASS_CLOSE_PAREN: u32 = 11;
export const CLASS_OPEN_BRACE: u32 = 12;
export const CLASS_CLOSE_BRACE: u32 = 13;
export const CLASS_OPEN_BRACKET: u32 = 14;
export const CLASS_CLOSE_BRACKET: u32 = 15;
export const CLASS_SEMICOLON: u32 = 16;
export const CLASS_COMMA: u32 = 17;
export const CLASS_PIPE: u32 = 18;
export const CLASS_AMPERSAND: u32 = 19;
export const CLASS_HASH: u32 = 20;
export const CLASS_LESS: u32 = 21;
export const CLASS_GREATER: u32 = 22;
export const CLASS_BACKTICK: u32 = 23;
export const CLASS_EQUALS: u32 = 24;
export const CLASS_PLUS: u32 = 25;
export const CLASS_STAR: u32 = 26;
export const CLASS_SLASH: u32 = 27;
export const CLASS_PERCENT: u32 = 28;
export const CLASS_DOT: u32 = 29;
export const CLASS_COLON: u32 = 30;
export const CLASS_QUESTION: u32 = 31;
export const CLASS_EXCLAIM: u32 = 32;
export const CLASS_OTHER: u32 = 33;
const CLASS_WIDE: u32 = 34;

/** Ends every token of argument mode (PowerShell: ForceStartNewToken). */
export const TRAIT_ENDS_WORD: u32 = 1;
/** Means something within a bareword: a quote, `$`, a backtick, or the lead of a sequence that may stand for one or for a blank. */
export const TRAIT_IN_WORD: u32 = 2;
/** Goes on an identifier. */
export const TRAIT_IDENTIFIER: u32 = 4;
/** Goes on a variable's name, together with TRAIT_IDENTIFIER. */
export const TRAIT_VARIABLE: u32 = 8;
/** Ends a number in expression mode, together with TRAIT_ENDS_WORD. */
export const TRAIT_ENDS_NUMBER: u32 = 16;
/** Ends a parameter's name, or may. */
export const TRAIT_IN_PARAMETER: u32 = 32;
/** Goes on a type's name. */
export const TRAIT_TYPE: u32 = 64;
/** Means something within an expandable string. */
export const TRAIT_IN_STRING: u32 = 128;

// 256 bytes: the class of every first byte.
const classes: usize = memory.data<u8>([
  33, 33, 33, 33, 33, 33, 33, 33, 33, 2, 3, 2, 2, 3, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 2,
  32, 6, 20, 7, 28, 19, 5, 10, 11, 26, 25, 17, 8, 29, 27, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 30, 16, 21, 24, 22, 31, 9, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 33, 15, 33, 0, 23, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 18, 13, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33,
  33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33,
  33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34,
  34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34,
  34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34,
]);

// 256 bytes: the traits of every byte. Continuation bytes have none, so that byte loops may run over sequences.
const traits: usize = memory.data<u8>([
  33, 0, 0, 0, 0, 0, 0, 0, 0, 33, 33, 33, 33, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 33, 16, 162, 80, 130, 16,
  33, 34, 33, 33, 16, 80, 33, 16, 112, 16, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 40, 33, 16, 16, 16, 8, 0, 76, 76, 76, 76, 76,
  76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 32, 64, 16, 0, 76, 194, 76, 76, 76, 76, 76,
  76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 76, 33, 33, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 34, 162, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

// 256 bytes: 1 for what may start something that is passed over between tokens: a blank, a comment, a continuation.
const passed: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** Whether a byte may start something that is passed over between tokens. */
export function mayBePassed(byte: u32): bool {
  return load<u8>(passed + <usize>byte) != 0;
}

/** TRAIT_* of a byte. */
export function traitsOf(byte: u32): u32 {
  return load<u8>(traits + <usize>byte);
}

/** CLASS_* of the character at `at`. */
export function classOf(at: usize): u32 {
  const kind = <u32>load<u8>(classes + <usize>load<u8>(at));
  return kind == CLASS_WIDE ? wideClass(at) : kind;
}

// Bounds of ranges of code points, in turn the first that is no letter or digit and the first that is one again.
// Near enough to char.IsLetterOrDigit for names in scripts; halves of surrogate pairs are no letters.
const LETTER_BOUNDS: usize = memory.data<u16>([
  0x80, 0xaa, 0xab, 0xb5, 0xb6, 0xba, 0xbb, 0xc0, 0xd7, 0xd8, 0xf7, 0xf8, 0x2c2, 0x2e0, 0x300, 0x370, 0x2000, 0x2071, 0x2072,
  0x207f, 0x2080, 0x2090, 0x209d, 0x2102, 0x2103, 0x2115, 0x2116, 0x2126, 0x2139, 0x2c00, 0x2e00, 0x3005, 0x3007, 0x3031, 0x3036,
  0x3040, 0xd800, 0xf900, 0xfe00, 0xfe70, 0xfeff, 0xff10, 0xff1a, 0xff21, 0xff3b, 0xff41, 0xff5b, 0xff66, 0xffdd, 0xffff,
]);
const LETTER_BOUND_COUNT: u32 = 50;

/** Whether a code point beyond ASCII, not beyond the BMP, is a letter or digit. */
function isWideLetter(point: u32): bool {
  let passed: u32 = 0;
  // Fifty bounds at most.
  while (passed < LETTER_BOUND_COUNT && point >= <u32>load<u16>(LETTER_BOUNDS + ((<usize>passed) << 1))) passed++;
  return (passed & 1) == 0;
}

// What stands for an ASCII character among the sequences of three bytes that start with E2 80, by the third byte from 0x80 on: CLASS_*, 0 for none.
const PUNCTUATION: usize = memory.data<u8>([
  2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 0, 0, 5, 5, 5, 5, 6, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0,
  0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);
// Other blanks: U+0085, U+00A0, U+1680, U+205F, U+3000.
const BLANKS: usize = memory.data<u16>([0x85, 0xa0, 0x1680, 0x205f, 0x3000]);

/** The class of a sequence of several bytes. */
export function wideClass(at: usize): u32 {
  const point = codePointAt(at, at + 4);
  if (point >> 6 == 0x80) {
    const found = <u32>load<u8>(PUNCTUATION + <usize>(point & 63));
    return found == 0 ? CLASS_OTHER : found;
  }
  for (let i: usize = 0; i < 10; i += 2) {
    if (<u32>load<u16>(BLANKS + i) == point) return CLASS_BLANK;
  }
  return isWideLetter(point) ? CLASS_LETTER : CLASS_OTHER;
}

/** Bytes of the character at `at`. */
export function widthOf(at: usize): usize {
  const byte = <u32>load<u8>(at);
  return byte < 0x80 ? 1 : <usize>sequenceLength(byte);
}
