/**
 * The static methods that are followed, by type: a number for each, and the words that name it, in lower case.
 */
import { find } from "../../../bytes/dictionary";
import { textAt, textLength } from "../constants";

// ---- [string]

export const STRING_STATIC_JOIN: i32 = 0;
export const STRING_STATIC_CONCAT: i32 = 1;
export const STRING_STATIC_FORMAT: i32 = 2;
export const STRING_STATIC_IS_NULL_OR_EMPTY: i32 = 3;
export const STRING_STATIC_IS_NULL_OR_WHITE_SPACE: i32 = 4;
export const STRING_STATIC_EQUALS: i32 = 5;
export const STRING_STATIC_COPY: i32 = 6;
export const STRING_STATIC_COMPARE: i32 = 7;

export const STRING_STATIC_WORDS = `
0 join
1 concat
2 format
3 isnullorempty
4 isnullorwhitespace
5 equals
6 copy
7 compare
`;
const STRING_MASK: u32 = 15;
const stringSlots: usize = memory.data((STRING_MASK + 2) << 2, 4);

/** STRING_STATIC_* of a name, or -1. */
export function stringStaticNamed(name: usize): i32 {
  return find(STRING_STATIC_WORDS, stringSlots, STRING_MASK, textAt(name), textLength(name));
}

// ---- [char]

export const CHAR_STATIC_TO_UPPER: i32 = 0;
export const CHAR_STATIC_TO_LOWER: i32 = 1;
export const CHAR_STATIC_TO_UPPER_INVARIANT: i32 = 2;
export const CHAR_STATIC_TO_LOWER_INVARIANT: i32 = 3;
export const CHAR_STATIC_TO_STRING: i32 = 4;
export const CHAR_STATIC_IS_DIGIT: i32 = 5;
export const CHAR_STATIC_IS_LETTER: i32 = 6;
export const CHAR_STATIC_IS_LETTER_OR_DIGIT: i32 = 7;
export const CHAR_STATIC_IS_UPPER: i32 = 8;
export const CHAR_STATIC_IS_LOWER: i32 = 9;
export const CHAR_STATIC_IS_WHITE_SPACE: i32 = 10;
export const CHAR_STATIC_CONVERT_FROM_UTF32: i32 = 11;
export const CHAR_STATIC_PARSE: i32 = 12;

export const CHAR_STATIC_WORDS = `
0 toupper
1 tolower
2 toupperinvariant
3 tolowerinvariant
4 tostring
5 isdigit
6 isletter
7 isletterordigit
8 isupper
9 islower
10 iswhitespace
11 convertfromutf32
12 parse
`;
const CHAR_MASK: u32 = 31;
const charSlots: usize = memory.data((CHAR_MASK + 2) << 2, 4);

/** CHAR_STATIC_* of a name, or -1. */
export function charStaticNamed(name: usize): i32 {
  return find(CHAR_STATIC_WORDS, charSlots, CHAR_MASK, textAt(name), textLength(name));
}

// ---- [regex], but for the methods that a pattern has too

export const REGEX_STATIC_ESCAPE: i32 = 0;
export const REGEX_STATIC_UNESCAPE: i32 = 1;

export const REGEX_STATIC_WORDS = `
0 escape
1 unescape
`;
const REGEX_MASK: u32 = 3;
const regexSlots: usize = memory.data((REGEX_MASK + 2) << 2, 4);

/** REGEX_STATIC_* of a name, or -1. */
export function regexStaticNamed(name: usize): i32 {
  return find(REGEX_STATIC_WORDS, regexSlots, REGEX_MASK, textAt(name), textLength(name));
}

// ---- [array]

export const ARRAY_STATIC_REVERSE: i32 = 0;
export const ARRAY_STATIC_INDEX_OF: i32 = 1;
export const ARRAY_STATIC_SORT: i32 = 2;
export const ARRAY_STATIC_CLEAR: i32 = 3;
export const ARRAY_STATIC_COPY: i32 = 4;
export const ARRAY_STATIC_RESIZE: i32 = 5;

export const ARRAY_STATIC_WORDS = `
0 reverse
1 indexof
2 sort
3 clear
4 copy
5 resize
`;
const ARRAY_MASK: u32 = 15;
const arraySlots: usize = memory.data((ARRAY_MASK + 2) << 2, 4);

/** ARRAY_STATIC_* of a name, or -1. */
export function arrayStaticNamed(name: usize): i32 {
  return find(ARRAY_STATIC_WORDS, arraySlots, ARRAY_MASK, textAt(name), textLength(name));
}

// ---- [math]

export const MATH_STATIC_ABS: i32 = 0;
export const MATH_STATIC_FLOOR: i32 = 1;
export const MATH_STATIC_CEILING: i32 = 2;
export const MATH_STATIC_TRUNCATE: i32 = 3;
export const MATH_STATIC_MAX: i32 = 4;
export const MATH_STATIC_MIN: i32 = 5;
export const MATH_STATIC_ROUND: i32 = 6;
export const MATH_STATIC_SQRT: i32 = 7;
export const MATH_STATIC_POW: i32 = 8;

export const MATH_STATIC_WORDS = `
0 abs
1 floor
2 ceiling
3 truncate
4 max
5 min
6 round
7 sqrt
8 pow
`;
const MATH_MASK: u32 = 15;
const mathSlots: usize = memory.data((MATH_MASK + 2) << 2, 4);

/** MATH_STATIC_* of a name, or -1. */
export function mathStaticNamed(name: usize): i32 {
  return find(MATH_STATIC_WORDS, mathSlots, MATH_MASK, textAt(name), textLength(name));
}

// ---- [convert]

export const CONVERT_STATIC_FROM_BASE64_STRING: i32 = 0;
export const CONVERT_STATIC_TO_BASE64_STRING: i32 = 1;
export const CONVERT_STATIC_TO_INT32: i32 = 2;
export const CONVERT_STATIC_TO_INT16: i32 = 3;
export const CONVERT_STATIC_TO_INT64: i32 = 4;
export const CONVERT_STATIC_TO_BYTE: i32 = 5;
export const CONVERT_STATIC_TO_UINT32: i32 = 6;
export const CONVERT_STATIC_TO_UINT16: i32 = 7;
export const CONVERT_STATIC_TO_SBYTE: i32 = 8;
export const CONVERT_STATIC_TO_CHAR: i32 = 9;
export const CONVERT_STATIC_TO_STRING: i32 = 10;
export const CONVERT_STATIC_TO_BOOLEAN: i32 = 11;
export const CONVERT_STATIC_FROM_HEX_STRING: i32 = 12;
export const CONVERT_STATIC_TO_HEX_STRING: i32 = 13;

export const CONVERT_STATIC_WORDS = `
0 frombase64string
1 tobase64string
2 toint32
3 toint16
4 toint64
5 tobyte
6 touint32
7 touint16
8 tosbyte
9 tochar
10 tostring
11 toboolean
12 fromhexstring
13 tohexstring
`;
const CONVERT_MASK: u32 = 31;
const convertSlots: usize = memory.data((CONVERT_MASK + 2) << 2, 4);

/** CONVERT_STATIC_* of a name, or -1. */
export function convertStaticNamed(name: usize): i32 {
  return find(CONVERT_STATIC_WORDS, convertSlots, CONVERT_MASK, textAt(name), textLength(name));
}

// ---- [bitconverter]

export const BITS_STATIC_TO_STRING: i32 = 0;
export const BITS_STATIC_GET_BYTES: i32 = 1;
export const BITS_STATIC_TO_INT32: i32 = 2;
export const BITS_STATIC_TO_INT16: i32 = 3;
export const BITS_STATIC_TO_UINT16: i32 = 4;
export const BITS_STATIC_TO_CHAR: i32 = 5;

export const BITS_STATIC_WORDS = `
0 tostring
1 getbytes
2 toint32
3 toint16
4 touint16
5 tochar
`;
const BITS_MASK: u32 = 15;
const bitsSlots: usize = memory.data((BITS_MASK + 2) << 2, 4);

/** BITS_STATIC_* of a name, or -1. */
export function bitsStaticNamed(name: usize): i32 {
  return find(BITS_STATIC_WORDS, bitsSlots, BITS_MASK, textAt(name), textLength(name));
}

// ---- [Runtime.InteropServices.Marshal]; on Windows, where Exchange runs, `Auto` is UTF-16

export const MARSHAL_STATIC_SECURE_STRING_TO_BSTR: i32 = 0;
export const MARSHAL_STATIC_SECURE_STRING_TO_WIDE: i32 = 1;
export const MARSHAL_STATIC_SECURE_STRING_TO_NARROW: i32 = 2;
export const MARSHAL_STATIC_PTR_TO_STRING_BSTR: i32 = 3;
export const MARSHAL_STATIC_PTR_TO_STRING_WIDE: i32 = 4;
export const MARSHAL_STATIC_PTR_TO_STRING_NARROW: i32 = 5;
export const MARSHAL_STATIC_FREE: i32 = 6;

export const MARSHAL_STATIC_WORDS = `
0 securestringtobstr
1 securestringtoglobalallocunicode securestringtocotaskmemunicode
2 securestringtoglobalallocansi securestringtocotaskmemansi
3 ptrtostringbstr
4 ptrtostringuni ptrtostringauto
5 ptrtostringansi ptrtostringutf8
6 freebstr zerofreebstr freehglobal freecotaskmem zerofreeglobalallocunicode zerofreecotaskmemunicode zerofreeglobalallocansi zerofreecotaskmemansi
`;
const marshalSlots: usize = memory.data(260, 4);

/** MARSHAL_STATIC_* of a name, or -1. */
export function marshalStaticNamed(name: usize): i32 {
  return find(MARSHAL_STATIC_WORDS, marshalSlots, 63, textAt(name), textLength(name));
}
