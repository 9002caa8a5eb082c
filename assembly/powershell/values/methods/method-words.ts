/**
 * The methods that are followed, by the kind of object: a number for each, and the words that name it. PowerShell finds a
 * method without case, so the words are in lower case.
 */
import { find } from "../../../bytes/dictionary";
import { textAt, textLength } from "../constants";

// ---- Strings

export const TEXT_METHOD_REPLACE: i32 = 0;
export const TEXT_METHOD_SPLIT: i32 = 1;
export const TEXT_METHOD_SUBSTRING: i32 = 2;
export const TEXT_METHOD_TRIM: i32 = 3;
export const TEXT_METHOD_TRIM_START: i32 = 4;
export const TEXT_METHOD_TRIM_END: i32 = 5;
export const TEXT_METHOD_PAD_LEFT: i32 = 6;
export const TEXT_METHOD_PAD_RIGHT: i32 = 7;
export const TEXT_METHOD_TO_CHAR_ARRAY: i32 = 8;
export const TEXT_METHOD_INDEX_OF: i32 = 9;
export const TEXT_METHOD_LAST_INDEX_OF: i32 = 10;
export const TEXT_METHOD_INSERT: i32 = 11;
export const TEXT_METHOD_REMOVE: i32 = 12;
export const TEXT_METHOD_TO_LOWER: i32 = 13;
export const TEXT_METHOD_TO_UPPER: i32 = 14;
export const TEXT_METHOD_TO_LOWER_INVARIANT: i32 = 15;
export const TEXT_METHOD_TO_UPPER_INVARIANT: i32 = 16;
export const TEXT_METHOD_STARTS_WITH: i32 = 17;
export const TEXT_METHOD_ENDS_WITH: i32 = 18;
export const TEXT_METHOD_CONTAINS: i32 = 19;
export const TEXT_METHOD_TO_STRING: i32 = 20;
export const TEXT_METHOD_GET_ENUMERATOR: i32 = 21;
export const TEXT_METHOD_EQUALS: i32 = 22;
export const TEXT_METHOD_COMPARE_TO: i32 = 23;
export const TEXT_METHOD_CLONE: i32 = 24;
export const TEXT_METHOD_GET_TYPE: i32 = 25;
export const TEXT_METHOD_NORMALIZE: i32 = 26;
export const TEXT_METHOD_CHARS: i32 = 27;
export const TEXT_METHOD_GET_CHARS: i32 = 28;
export const TEXT_METHOD_GET_LENGTH: i32 = 29;
/** What is no more than a name here. */
export const TEXT_METHOD_OTHER: i32 = 30;

export const TEXT_METHOD_WORDS = `
0 replace
1 split
2 substring
3 trim
4 trimstart
5 trimend
6 padleft
7 padright
8 tochararray
9 indexof
10 lastindexof
11 insert
12 remove
13 tolower
14 toupper
15 tolowerinvariant
16 toupperinvariant
17 startswith
18 endswith
19 contains
20 tostring
21 getenumerator
22 equals
23 compareto
24 clone
25 gettype
26 normalize
27 chars
28 get_chars
29 get_length
30 indexofany lastindexofany copyto isnormalized gethashcode gettypecode enumeraterunes replacelineendings trycopyto
`;
const TEXT_MASK: u32 = 63;
const textSlots: usize = memory.data((TEXT_MASK + 2) << 2, 4);

/** TEXT_METHOD_* of a name, or -1. */
export function textMethodNamed(name: usize): i32 {
  return find(TEXT_METHOD_WORDS, textSlots, TEXT_MASK, textAt(name), textLength(name));
}

// ---- Arrays, ArrayList, List[T]

export const LIST_METHOD_ADD: i32 = 0;
export const LIST_METHOD_ADD_RANGE: i32 = 1;
export const LIST_METHOD_INSERT: i32 = 2;
export const LIST_METHOD_INSERT_RANGE: i32 = 3;
export const LIST_METHOD_REMOVE: i32 = 4;
export const LIST_METHOD_REMOVE_AT: i32 = 5;
export const LIST_METHOD_REMOVE_RANGE: i32 = 6;
export const LIST_METHOD_REVERSE: i32 = 7;
export const LIST_METHOD_CLEAR: i32 = 8;
export const LIST_METHOD_TO_ARRAY: i32 = 9;
export const LIST_METHOD_CLONE: i32 = 10;
export const LIST_METHOD_CONTAINS: i32 = 11;
export const LIST_METHOD_INDEX_OF: i32 = 12;
export const LIST_METHOD_GET_VALUE: i32 = 13;
export const LIST_METHOD_SET_VALUE: i32 = 14;
export const LIST_METHOD_GET_UPPER_BOUND: i32 = 15;
export const LIST_METHOD_GET_LOWER_BOUND: i32 = 16;
export const LIST_METHOD_GET_LENGTH: i32 = 17;
export const LIST_METHOD_GET_RANGE: i32 = 18;
export const LIST_METHOD_GET_ENUMERATOR: i32 = 19;
export const LIST_METHOD_GET_ITEM: i32 = 20;
export const LIST_METHOD_SET_ITEM: i32 = 21;
export const LIST_METHOD_GET_TYPE: i32 = 22;
export const LIST_METHOD_GET_COUNT: i32 = 23;
export const LIST_METHOD_PUSH: i32 = 24;
export const LIST_METHOD_POP: i32 = 25;
export const LIST_METHOD_PEEK: i32 = 26;

export const LIST_METHOD_WORDS = `
0 add
1 addrange
2 insert
3 insertrange
4 remove
5 removeat
6 removerange
7 reverse
8 clear
9 toarray
10 clone
11 contains
12 indexof
13 getvalue
14 setvalue
15 getupperbound
16 getlowerbound
17 getlength
18 getrange
19 getenumerator
20 get_item
21 set_item
22 gettype
23 get_count
24 push enqueue
25 pop dequeue
26 peek
`;
const LIST_MASK: u32 = 63;
const listSlots: usize = memory.data((LIST_MASK + 2) << 2, 4);

/** LIST_METHOD_* of a name, or -1. */
export function listMethodNamed(name: usize): i32 {
  return find(LIST_METHOD_WORDS, listSlots, LIST_MASK, textAt(name), textLength(name));
}

// ---- Hashtables and ordered dictionaries

export const TABLE_METHOD_ADD: i32 = 0;
export const TABLE_METHOD_REMOVE: i32 = 1;
export const TABLE_METHOD_CONTAINS_KEY: i32 = 2;
export const TABLE_METHOD_CONTAINS: i32 = 3;
export const TABLE_METHOD_CONTAINS_VALUE: i32 = 4;
export const TABLE_METHOD_CLONE: i32 = 5;
export const TABLE_METHOD_CLEAR: i32 = 6;
export const TABLE_METHOD_GET_ENUMERATOR: i32 = 7;
export const TABLE_METHOD_GET_ITEM: i32 = 8;
export const TABLE_METHOD_SET_ITEM: i32 = 9;
export const TABLE_METHOD_GET_COUNT: i32 = 10;
export const TABLE_METHOD_GET_KEYS: i32 = 11;
export const TABLE_METHOD_GET_VALUES: i32 = 12;
export const TABLE_METHOD_GET_TYPE: i32 = 13;
export const TABLE_METHOD_REMOVE_AT: i32 = 14;
export const TABLE_METHOD_ITEM: i32 = 15;

export const TABLE_METHOD_WORDS = `
0 add
1 remove
2 containskey
3 contains
4 containsvalue
5 clone
6 clear
7 getenumerator
8 get_item
9 set_item
10 get_count
11 get_keys
12 get_values
13 gettype
14 removeat
15 item
`;
const TABLE_MASK: u32 = 31;
const tableSlots: usize = memory.data((TABLE_MASK + 2) << 2, 4);

/** TABLE_METHOD_* of a name, or -1. */
export function tableMethodNamed(name: usize): i32 {
  return find(TABLE_METHOD_WORDS, tableSlots, TABLE_MASK, textAt(name), textLength(name));
}

// ---- StringBuilder

export const BUILDER_METHOD_APPEND: i32 = 0;
export const BUILDER_METHOD_APPEND_FORMAT: i32 = 1;
export const BUILDER_METHOD_INSERT: i32 = 2;
export const BUILDER_METHOD_REMOVE: i32 = 3;
export const BUILDER_METHOD_REPLACE: i32 = 4;
export const BUILDER_METHOD_CLEAR: i32 = 5;
export const BUILDER_METHOD_TO_STRING: i32 = 6;
export const BUILDER_METHOD_GET_LENGTH: i32 = 7;
export const BUILDER_METHOD_GET_CHARS: i32 = 8;
export const BUILDER_METHOD_APPEND_LINE: i32 = 9;
export const BUILDER_METHOD_APPEND_JOIN: i32 = 10;
export const BUILDER_METHOD_SET_LENGTH: i32 = 11;

export const BUILDER_METHOD_WORDS = `
0 append
1 appendformat
2 insert
3 remove
4 replace
5 clear
6 tostring
7 get_length
8 get_chars
9 appendline
10 appendjoin
11 set_length
`;
const BUILDER_MASK: u32 = 31;
const builderSlots: usize = memory.data((BUILDER_MASK + 2) << 2, 4);

/** BUILDER_METHOD_* of a name, or -1. */
export function builderMethodNamed(name: usize): i32 {
  return find(BUILDER_METHOD_WORDS, builderSlots, BUILDER_MASK, textAt(name), textLength(name));
}

// ---- Encodings

export const ENCODING_METHOD_GET_STRING: i32 = 0;
export const ENCODING_METHOD_GET_BYTES: i32 = 1;
export const ENCODING_METHOD_GET_CHARS: i32 = 2;
export const ENCODING_METHOD_GET_BYTE_COUNT: i32 = 3;

export const ENCODING_METHOD_WORDS = `
0 getstring
1 getbytes
2 getchars
3 getbytecount
`;
const ENCODING_MASK: u32 = 15;
const encodingSlots: usize = memory.data((ENCODING_MASK + 2) << 2, 4);

/** ENCODING_METHOD_* of a name, or -1. */
export function encodingMethodNamed(name: usize): i32 {
  return find(ENCODING_METHOD_WORDS, encodingSlots, ENCODING_MASK, textAt(name), textLength(name));
}

// ---- Patterns and matches

export const REGEX_METHOD_REPLACE: i32 = 0;
export const REGEX_METHOD_SPLIT: i32 = 1;
export const REGEX_METHOD_MATCH: i32 = 2;
export const REGEX_METHOD_MATCHES: i32 = 3;
export const REGEX_METHOD_IS_MATCH: i32 = 4;
export const REGEX_METHOD_TO_STRING: i32 = 5;

export const REGEX_METHOD_WORDS = `
0 replace
1 split
2 match
3 matches
4 ismatch
5 tostring
`;
const REGEX_MASK: u32 = 15;
const regexSlots: usize = memory.data((REGEX_MASK + 2) << 2, 4);

/** REGEX_METHOD_* of a name, or -1. */
export function regexMethodNamed(name: usize): i32 {
  return find(REGEX_METHOD_WORDS, regexSlots, REGEX_MASK, textAt(name), textLength(name));
}

// ---- What holds a secret: SecureString, PSCredential

export const SECRET_METHOD_APPEND_CHAR: i32 = 0;
export const SECRET_METHOD_COPY: i32 = 1;
export const SECRET_METHOD_CLEAR: i32 = 2;
export const SECRET_METHOD_MAKE_READ_ONLY: i32 = 3;
export const SECRET_METHOD_DISPOSE: i32 = 4;
export const SECRET_METHOD_TO_STRING: i32 = 5;
export const SECRET_METHOD_GET_TYPE: i32 = 6;
export const SECRET_METHOD_GET_NETWORK_CREDENTIAL: i32 = 7;

export const SECRET_METHOD_WORDS = `
0 appendchar
1 copy
2 clear
3 makereadonly
4 dispose
5 tostring
6 gettype
7 getnetworkcredential
`;
const secretSlots: usize = memory.data(68, 4);

/** SECRET_METHOD_* of a name, or -1. */
export function secretMethodNamed(name: usize): i32 {
  return find(SECRET_METHOD_WORDS, secretSlots, 15, textAt(name), textLength(name));
}
