/**
 * Type names: accelerators and .NET names, without case, `System.` optional.
 */
import { BACKTICK, CLOSE_BRACKET, DOT, OPEN_BRACKET, SPACE } from "../../bytes/ascii";
import { find } from "../../bytes/dictionary";
import { startsWithWord } from "../../bytes/literal";
import { unknown } from "./constants";
import {
  KIND_ARRAY,
  KIND_BLOCK,
  KIND_BOOLEAN,
  KIND_BUILDER,
  KIND_CHAR,
  KIND_DOUBLE,
  KIND_INTEGER,
  KIND_STRING,
  KIND_TABLE,
  KIND_TYPE,
  newValue,
  TABLE_HASH,
  TABLE_OBJECT,
  TABLE_ORDERED,
  Value,
} from "./value";

export const TYPE_OTHER: u16 = 0;
export const TYPE_STRING: u16 = 1;
/** TYPE_INT to TYPE_ULONG stand in the order of INTEGER_*. */
export const TYPE_INT: u16 = 2;
export const TYPE_LONG: u16 = 3;
export const TYPE_BYTE: u16 = 4;
export const TYPE_SBYTE: u16 = 5;
export const TYPE_SHORT: u16 = 6;
export const TYPE_USHORT: u16 = 7;
export const TYPE_UINT: u16 = 8;
export const TYPE_ULONG: u16 = 9;
export const TYPE_DOUBLE: u16 = 10;
export const TYPE_FLOAT: u16 = 11;
export const TYPE_DECIMAL: u16 = 12;
export const TYPE_CHAR: u16 = 13;
export const TYPE_BOOL: u16 = 14;
export const TYPE_OBJECT: u16 = 15;
export const TYPE_VOID: u16 = 16;
export const TYPE_ARRAY: u16 = 17;
export const TYPE_HASHTABLE: u16 = 18;
export const TYPE_ORDERED: u16 = 19;
export const TYPE_PSCUSTOMOBJECT: u16 = 20;
export const TYPE_PSOBJECT: u16 = 21;
export const TYPE_SCRIPTBLOCK: u16 = 22;
export const TYPE_SWITCH: u16 = 23;
export const TYPE_REGEX: u16 = 24;
export const TYPE_TYPE: u16 = 25;
export const TYPE_XML: u16 = 26;
export const TYPE_REF: u16 = 27;
export const TYPE_CONVERT: u16 = 28;
export const TYPE_MATH: u16 = 29;
export const TYPE_ENCODING: u16 = 30;
export const TYPE_BITCONVERTER: u16 = 31;
export const TYPE_PATH: u16 = 32;
export const TYPE_STRING_BUILDER: u16 = 33;
export const TYPE_ARRAY_LIST: u16 = 34;
/** List[T]; the element type is not kept. */
export const TYPE_GENERIC_LIST: u16 = 35;
export const TYPE_POWERSHELL: u16 = 36;
export const TYPE_ENVIRONMENT: u16 = 37;
export const TYPE_GUID: u16 = 38;
export const TYPE_DATETIME: u16 = 39;
export const TYPE_FILE: u16 = 40;
export const TYPE_RUNSPACE_FACTORY: u16 = 41;
export const TYPE_PROCESS: u16 = 42;
export const TYPE_VERSION: u16 = 43;
export const TYPE_URI: u16 = 44;
export const TYPE_TIMESPAN: u16 = 45;
export const TYPE_IDICTIONARY: u16 = 46;
export const TYPE_WMI_CLASS: u16 = 47;
export const TYPE_ASSEMBLY: u16 = 48;
export const TYPE_MEMORY_STREAM: u16 = 49;
export const TYPE_COMPARER: u16 = 50;
export const TYPE_UTF8_ENCODING: u16 = 51;
export const TYPE_UNICODE_ENCODING: u16 = 52;
export const TYPE_ASCII_ENCODING: u16 = 53;
export const TYPE_GENERIC_DICTIONARY: u16 = 54;
export const TYPE_REGEX_OPTIONS: u16 = 55;
export const TYPE_SPLIT_OPTIONS: u16 = 56;
export const TYPE_STRING_COMPARISON: u16 = 57;
export const TYPE_ILIST: u16 = 58;

export const TYPE_DEFLATE_STREAM: u16 = 59;
export const TYPE_GZIP_STREAM: u16 = 60;
export const TYPE_ZLIB_STREAM: u16 = 61;
export const TYPE_STREAM_READER: u16 = 62;
export const TYPE_STRING_READER: u16 = 63;
export const TYPE_COMPRESSION_MODE: u16 = 64;
export const TYPE_SEEK_ORIGIN: u16 = 65;
export const TYPE_WEB_UTILITY: u16 = 66;
export const TYPE_STACK: u16 = 67;
export const TYPE_QUEUE: u16 = 68;
export const TYPE_LINQ: u16 = 69;
/** An enumeration of which only the names of its members matter. */
export const TYPE_ENUMERATION: u16 = 70;
export const TYPE_PS_COMMAND: u16 = 71;
export const TYPE_COMMAND: u16 = 72;
export const TYPE_COMMAND_PARAMETER: u16 = 73;
export const TYPE_MARSHAL: u16 = 74;
export const TYPE_SECURE_STRING: u16 = 75;
export const TYPE_CREDENTIAL: u16 = 76;
export const TYPE_NETWORK_CREDENTIAL: u16 = 77;

/** Added to a TYPE_*: a one-dimensional array of it. */
export const TYPE_ARRAY_OF: u16 = 256;

/** TYPE_* and the names that it has, a type a line. `system.` in front is dropped before the look-up. */
export const TYPE_WORDS = `
1 string
2 int int32
3 long int64
4 byte
5 sbyte
6 short int16
7 ushort uint16
8 uint uint32
9 ulong uint64
10 double
11 float single
12 decimal
13 char
14 bool boolean
15 object
16 void
17 array
18 hashtable collections.hashtable
19 ordered collections.specialized.ordereddictionary
20 pscustomobject management.automation.pscustomobject
21 psobject management.automation.psobject
22 scriptblock management.automation.scriptblock
23 switch switchparameter management.automation.switchparameter
24 regex text.regularexpressions.regex
25 type
26 xml xml.xmldocument
27 ref management.automation.psreference
28 convert
29 math
30 text.encoding
31 bitconverter
32 io.path
33 text.stringbuilder
34 collections.arraylist
35 collections.generic.list
36 powershell management.automation.powershell
37 environment
38 guid
39 datetime
40 io.file
41 runspacefactory management.automation.runspaces.runspacefactory
42 diagnostics.process
43 version
44 uri
45 timespan
46 collections.idictionary
47 wmiclass
48 reflection.assembly
49 io.memorystream
50 stringcomparer
51 text.utf8encoding
52 text.unicodeencoding
53 text.asciiencoding
54 collections.generic.dictionary collections.sortedlist collections.generic.sortedlist collections.generic.sorteddictionary
55 text.regularexpressions.regexoptions
56 stringsplitoptions
57 stringcomparison
58 collections.ilist collections.generic.ilist
59 io.compression.deflatestream
60 io.compression.gzipstream
61 io.compression.zlibstream
62 io.streamreader
63 io.stringreader
64 io.compression.compressionmode
65 io.seekorigin
66 net.webutility web.httputility
67 collections.stack collections.generic.stack
68 collections.queue collections.generic.queue
69 linq.enumerable
70 consolecolor dayofweek consolekey typecode io.fileattributes io.filemode io.fileaccess
71 management.automation.pscommand
72 management.automation.runspaces.command
73 management.automation.runspaces.commandparameter
74 runtime.interopservices.marshal
75 securestring security.securestring
76 pscredential management.automation.pscredential
77 net.networkcredential
`;
const MASK: u32 = 255;
const SLOTS: usize = memory.data((MASK + 2) << 2, 4);

/** A name without the spaces around it: its start in the high half, its length in the low one. */
function trimmed(name: usize, length: usize): u64 {
  while (length != 0 && load<u8>(name) <= SPACE) {
    name++;
    length--;
  }
  while (length != 0 && load<u8>(name + length - 1) <= SPACE) length--;
  return ((<u64>name) << 32) | <u64>length;
}

// Namespaces that the text uses, as KIND_STRING values.
const MAX_NAMESPACES: u32 = 16;
const namespaces: usize = memory.data(64, 4);
let namespaceCount: u32 = 0;
const LONGEST_NAME: usize = 128;
const qualified: usize = memory.data(128);

/** A reading starts: no namespace is used. */
export function clearNamespaces(): void {
  namespaceCount = 0;
}

/** `using namespace X`. */
export function useNamespace(name: usize): void {
  if (changetype<Value>(name).kind != KIND_STRING || namespaceCount == MAX_NAMESPACES) return;
  store<u32>(namespaces + ((<usize>namespaceCount) << 2), <u32>name);
  namespaceCount++;
}

/** TYPE_* of a name, as it stands or within a namespace that is used, or -1. */
function typeWord(name: usize, length: usize): i32 {
  let type = find(TYPE_WORDS, SLOTS, MASK, name, length);
  for (let i: u32 = 0; i < namespaceCount && type < 0; i++) {
    const space = changetype<Value>(load<u32>(namespaces + ((<usize>i) << 2)));
    let from = <usize>space.a;
    let size = <usize>space.b;
    if (startsWithWord(from, size, "system.")) {
      from += 7;
      size -= 7;
    }
    if (size + length >= LONGEST_NAME) continue;
    memory.copy(qualified, from, size);
    store<u8>(qualified + size, DOT);
    memory.copy(qualified + size + 1, name, length);
    type = find(TYPE_WORDS, SLOTS, MASK, qualified, size + 1 + length);
  }
  return type;
}

/** TYPE_* of a plain name, no array. A generic name counts up to its bracket. */
export function plainType(name: usize, length: usize): u16 {
  if (startsWithWord(name, length, "system.")) {
    name += 7;
    length -= 7;
  }
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(name + i);
    // `List[string]` and `List`1[string]`: the type arguments are not kept.
    if (byte == OPEN_BRACKET || byte == BACKTICK) {
      length = i;
      break;
    }
  }
  const type = typeWord(name, length);
  return type < 0 ? TYPE_OTHER : <u16>type;
}

/** Length of the element's name where a name ends in empty brackets, blanks within them allowed; 0 for no array. */
function elementLength(name: usize, length: usize): usize {
  if (length < 3 || load<u8>(name + length - 1) != CLOSE_BRACKET) return 0;
  let at = length - 1;
  while (at != 0 && load<u8>(name + at - 1) <= SPACE) at--;
  if (at < 2 || load<u8>(name + at - 1) != OPEN_BRACKET) return 0;
  at--;
  while (at != 0 && load<u8>(name + at - 1) <= SPACE) at--;
  return at;
}

/** The KIND_TYPE value of a type name (without brackets around it; `string[]` has its own). */
export function typeNamed(name: usize, length: usize): usize {
  const span = trimmed(name, length);
  name = <usize>(span >> 32);
  length = <usize>(span & 0xffffffff);
  const element = elementLength(name, length);
  let type = plainType(name, element == 0 ? length : element);
  if (element != 0 && type != TYPE_OTHER) {
    // An array of arrays is not followed.
    if (elementLength(name, element) != 0) type = TYPE_OTHER;
    else type |= TYPE_ARRAY_OF;
  }
  const value = newValue(KIND_TYPE, <u32>name, <u32>length);
  if (value == 0) return unknown();
  changetype<Value>(value).aux = type;
  return value;
}

/** TYPE_* of a KIND_TYPE value, TYPE_OTHER for one that is not known or any other value. */
export function typeIn(value: usize): u16 {
  const present = changetype<Value>(value);
  return present.kind == KIND_TYPE ? present.aux : TYPE_OTHER;
}

/** A KIND_TYPE value of a TYPE_*; it has no name. */
export function typeValue(type: u16): usize {
  const value = newValue(KIND_TYPE, 0, 0);
  if (value == 0) return unknown();
  changetype<Value>(value).aux = type;
  return value;
}

/** TYPE_* of a value's own .NET type, TYPE_OTHER where it is not kept. */
export function ownType(value: usize): u16 {
  const present = changetype<Value>(value);
  switch (<i32>present.kind) {
    case KIND_BOOLEAN:
      return TYPE_BOOL;
    case KIND_INTEGER:
      return TYPE_INT + present.aux;
    case KIND_DOUBLE:
      return present.aux == 0 ? TYPE_DOUBLE : TYPE_DECIMAL;
    case KIND_CHAR:
      return TYPE_CHAR;
    case KIND_STRING:
      return TYPE_STRING;
    case KIND_ARRAY:
      // Which element type an array has is kept in `b`, 0 for object[] or one that is not told.
      return present.aux != 0 ? TYPE_OTHER : <u16>present.b | TYPE_ARRAY_OF;
    case KIND_TABLE:
      if (present.aux == TABLE_HASH) return TYPE_HASHTABLE;
      if (present.aux == TABLE_ORDERED) return TYPE_ORDERED;
      return present.aux == TABLE_OBJECT ? TYPE_PSCUSTOMOBJECT : TYPE_OTHER;
    case KIND_BLOCK:
      return TYPE_SCRIPTBLOCK;
    case KIND_BUILDER:
      if (present.aux == 0) return TYPE_STRING_BUILDER;
      return present.aux >= TYPE_SECURE_STRING ? present.aux : TYPE_OTHER;
    default:
      return TYPE_OTHER;
  }
}

/** The KIND_TYPE value of a value's own type, or unknown. */
export function typeOf(value: usize): usize {
  const type = ownType(value);
  return type == TYPE_OTHER ? unknown() : typeValue(type);
}

/** The type of a literal `[name]` that stands at [start, end); unknown where broken text left no room for a name. */
export function typeToken(start: usize, end: usize): usize {
  return end >= start + 2 ? typeNamed(start + 1, end - start - 2) : unknown();
}
