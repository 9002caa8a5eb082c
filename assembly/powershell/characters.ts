/**
 * What PowerShell's tokenizer sees in a character. Text is WTF-8; the class of a sequence is that of the ASCII character it
 * stands for (every dash is `-`, every kind of quote is one of two, every Unicode space is a blank).
 * PowerShell: CharTraits.cs. Nothing here looks behind the sequence it is given; callers keep 16 readable bytes behind a text.
 */
import { codePointAt, sequenceLength } from "../bytes/text";

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

/** TRAIT_* of a byte. */
export function traitsOf(byte: u32): u32 {
  return load<u8>(traits + <usize>byte);
}

/** CLASS_* of the character at `at`. */
export function classOf(at: usize): u32 {
  const kind = <u32>load<u8>(classes + <usize>load<u8>(at));
  return kind == CLASS_WIDE ? wideClass(at) : kind;
}

/** Whether a code point beyond ASCII, not beyond the BMP, is a letter or digit: near enough to char.IsLetterOrDigit for names in scripts. */
function isWideLetter(point: u32): bool {
  if (point < 0xc0) return point == 0xaa || point == 0xb5 || point == 0xba;
  if (point < 0x2000)
    return point != 0xd7 && point != 0xf7 && !(point >= 0x300 && point < 0x370) && !(point >= 0x2c2 && point < 0x2e0);
  if (point < 0x2c00)
    return (
      point == 0x2071 ||
      point == 0x207f ||
      (point >= 0x2090 && point < 0x209d) ||
      (point >= 0x2126 && point < 0x2139) ||
      point == 0x2102 ||
      point == 0x2115
    );
  if (point < 0x3040)
    return point == 0x3005 || point == 0x3006 || (point >= 0x3031 && point < 0x3036) || (point < 0x2e00 && point >= 0x2c00);
  if (point >= 0xd800 && point < 0xf900) return false;
  if (point < 0xfe00) return true;
  if (point < 0xff00) return point >= 0xfe70 && point < 0xfeff;
  return (
    (point >= 0xff10 && point < 0xff1a) ||
    (point >= 0xff21 && point < 0xff3b) ||
    (point >= 0xff41 && point < 0xff5b) ||
    (point >= 0xff66 && point < 0xffdd)
  );
}

/** The class of a sequence of several bytes. */
export function wideClass(at: usize): u32 {
  const lead = <u32>load<u8>(at);
  const second = <u32>load<u8>(at + 1);
  if (lead == 0xe2) {
    const third = <u32>load<u8>(at + 2);
    if (second == 0x80) {
      if (third >= 0x93 && third <= 0x95) return CLASS_DASH;
      if (third >= 0x98 && third <= 0x9b) return CLASS_SINGLE;
      if (third >= 0x9c && third <= 0x9e) return CLASS_DOUBLE;
      if ((third >= 0x80 && third <= 0x8a) || third == 0xa8 || third == 0xa9 || third == 0xaf) return CLASS_BLANK;
    } else if (second == 0x81 && third == 0x9f) return CLASS_BLANK;
  } else if (lead == 0xc2) {
    if (second == 0x85 || second == 0xa0) return CLASS_BLANK;
  } else if (lead == 0xe1) {
    if (second == 0x9a && load<u8>(at + 2) == 0x80) return CLASS_BLANK;
  } else if (lead == 0xe3) {
    if (second == 0x80 && load<u8>(at + 2) == 0x80) return CLASS_BLANK;
  }
  if (lead >= 0xf0) return CLASS_OTHER;
  return isWideLetter(codePointAt(at, at + 4)) ? CLASS_LETTER : CLASS_OTHER;
}

/** Bytes of the character at `at`. */
export function widthOf(at: usize): usize {
  const byte = <u32>load<u8>(at);
  return byte < 0x80 ? 1 : <usize>sequenceLength(byte);
}
