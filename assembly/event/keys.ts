/**
 * What the keys of an event mean, as data: the shapes of all shippers in one table. Adding a shape means adding a key here.
 *
 * A key is looked up without its case and without single separators inside (`_`, `-`, space), so `ScriptBlockText`,
 * `scriptBlockText` and `script_block_text` are one word. A dotted or flattened key (`winlog.event_data.ScriptBlockText`,
 * `winlogbeat_winlog_event_data_ScriptBlockText`) is looked up by its last segments, each segment being the parent of the next.
 */

import { AT_SIGN, DIGIT_0, DOT, HYPHEN, LOWER_A, SPACE, UNDERSCORE } from "../bytes/ascii";
import { find } from "../bytes/dictionary";
import { isWord } from "../bytes/literal";
import { lower } from "../bytes/text";
import { isScriptBlockText } from "./gate";
import { allowKey, mayBeKnown } from "./key-filter";
import { known, recall, remember } from "./key-memo";

// Fields: the facts that make up a script block, in the order of facts.ts.
export const NO_ROLE: u32 = 0;
export const TEXT: u32 = 1;
export const BLOCK_ID: u32 = 2;
export const PATH: u32 = 3;
export const PART: u32 = 4;
export const PARTS: u32 = 5;
export const HOST: u32 = 6;
export const USER: u32 = 7;
export const USER_NAME: u32 = 8;
export const CHANNEL: u32 = 9;
export const PROVIDER: u32 = 10;
export const EVENT_ID: u32 = 11;
export const TIME: u32 = 12;
export const MESSAGE: u32 = 13;
/** Which record of its channel the event is. */
export const RECORD_ID: u32 = 14;
/** The command of an audit record, what was given to it as names and values, and whether it succeeded. */
export const COMMAND: u32 = 15;
export const PAIRS: u32 = 16;
export const SUCCESS: u32 = 17;
/** Who called it. */
export const CALLER: u32 = 18;
/** The program that did what the event tells, and the file it did it to. */
export const PROGRAM: u32 = 19;
export const TARGET: u32 = 20;
/** Fields above are facts; those below are facts of a weaker source. */
export const LAST_FACT: u32 = 20;

export const HOST_NAME: u32 = 21;
/** `host`: often the collector. */
export const COLLECTOR: u32 = 22;
/** `agent`: its name is the host if nothing else is. */
export const AGENT: u32 = 23;
/** `source`: the provider in two shapes, anything in others. */
export const SOURCE: u32 = 24;
/** When the shipper, not the event, says so. */
export const STAMP: u32 = 25;
/** `id`: the event's in Get-WinEvent's output, anything in others. */
export const WEAK_ID: u32 = 26;
export const LAST_FIELD: u32 = 26;

// Containers.
/** `event`: an envelope, and the parent of ECS fields. */
export const EVENT: u32 = 27;
export const EVENT_DATA: u32 = 28;
/** Spelled `event_data`: Winlogbeat and Vector, which trim, and OpenTelemetry, which does not. */
export const EVENT_DATA_SNAKE: u32 = 29;
export const DATA: u32 = 30;
/** An array of values by position. */
export const INSERTS: u32 = 31;
/** An envelope: a string under it may hold JSON, XML or text. */
export const OPEN: u32 = 32;
/** EvtxECmd's envelope: every run of control characters became a comma and a space. */
export const PAYLOAD: u32 = 33;
export const LOG: u32 = 34;
/** An array of events. */
export const EVENTS: u32 = 35;
export const FILE: u32 = 36;
export const POWERSHELL: u32 = 37;
/** Wazuh's `win`, and the `eventdata` below it. */
export const WIN: u32 = 38;
export const WAZUH_DATA: u32 = 39;
/** An object that is an element of a positional array. */
export const ELEMENT: u32 = 40;
/** Part of an event that means nothing itself; an array of it holds no events. */
export const SECTION: u32 = 41;
/** OCSF's `script`. */
export const SCRIPT: u32 = 42;
/** Fluentd's title of a message: what stood in front of its first blank line. */
export const TITLE: u32 = 43;
/** Spelled `script_block_id`, as the gate can see. */
export const BLOCK_ID_SNAKE: u32 = 44;
/** osquery's `script_text`, which counts beside that id alone. */
export const SCRIPT_TEXT: u32 = 45;
/** OCSF's `script_content`. */
export const SCRIPT_CONTENT: u32 = 46;

// Members that have their meaning from what stands around them.
/** The value of the member above, or of the name beside it. */
export const VALUE: u32 = 47;
/** Means what the member above means. */
export const WRAP: u32 = 48;
/** Names the value beside it, or is the name of a host, provider or user. */
export const NAME: u32 = 49;
/** Names the value beside it. */
export const KEY: u32 = 50;
export const CODE: u32 = 51;
export const SEQUENCE: u32 = 52;
export const TOTAL: u32 = 53;
export const IDENTIFIER: u32 = 54;
/** `uid`: the block's below OCSF's script, the user's below a user. */
export const UID: u32 = 55;
/** A member of a positional element that no key names: its value perhaps, or an object around name or value. */
export const OTHER: u32 = 56;
/** What XML's readers put attributes under: means what the field around it means. */
export const ATTRIBUTES: u32 = 57;
/** The command line of a process that was started. */
export const COMMAND_LINE: u32 = 58;
/** The process that started it: its command line is another. */
export const PARENT: u32 = 59;
/** An event's first values without names, as Winlogbeat numbers them. */
export const FIRST: u32 = 60;
export const SECOND: u32 = 61;
export const THIRD: u32 = 62;
export const FOURTH: u32 = 63;
/** Which activity an event belongs to: tells records apart where they have no number. */
export const ACTIVITY: u32 = 64;
/** The server an audit record comes from, its version after it. */
export const ORIGIN: u32 = 65;
/** The words of a started process's command line. */
export const ARGUMENTS: u32 = 66;

/** A time that its producer gives in UTC, with a zone or without. */
export const UTC_STAMP: u32 = 67;
/** A process's command line under a key that the gate does not look for: EvtxECmd's column, members of a line of text. */
export const UNMARKED_LINE: u32 = 68;
/** EvtxECmd's column of a script's text, which has its name in front. */
export const NAMED_VALUE: u32 = 69;

/** The keys by what they mean: the fields of a script block and of what shows bindings first, then where fields stand. */
export const ROLE_WORDS = `
1 scriptblocktext
2 scriptblockid
3 path scriptpath
4 messagenumber
5 messagetotal
6 computer computername machinename
21 hostname workstation hostidentifier devicename dvchost
22 host
23 agent
7 userid systemuserid sid usersid subjectusersid accountsid
8 username user accountname subjectusername
9 channel logname eventlog agentlogfile
10 providername sourcename provider
24 source
11 eventid eventcode
12 timecreated systemtime eventtime
14 eventrecordid recordid recordnumber eventrecordnumber
25 @timestamp timestamp rundate timegenerated timeunixnano time _time date
13 message msg description rendereddescription shortmessage fullmessage
43 descriptiontitle
45 scripttext
46 scriptcontent
58 commandline processcommandline cmdline
60 param1 data1
61 param2 data2
62 param3 data3
63 param4 data4
64 activityid
15 cmdletname operation
16 cmdletparameters parameters invocationdetails
17 succeeded resultstatus
18 caller
65 originatingserver
19 image executable initiatingprocessfilename
20 targetfilename folderpath
66 args
67 creationtime
68 executableinfo
69 payloaddata2
59 parent parentprocess initiatingprocess
26 id
27 event
28 eventdata
30 data
31 stringinserts insertionstrings replacementstrings properties param
32 _raw raw fulllog body line entry parameterxml raweventdata auditdata original xml eventxml content record jsonpayload textpayload system
33 payload
34 log
35 records logrecords resourcelogs scopelogs instrumentationlibrarylogs hits events logevents logs results streams
41 security renderinginfo userdata contextinfo
42 script
36 file
37 powershell
38 win
47 text value t stringvalue
57 attributes attr attrs
48 #attributes intvalue doublevalue kvlistvalue arrayvalue values
49 name
50 key
51 code
52 sequence
53 total
54 identifier
55 uid
`;
const SLOTS: u32 = 512;
/** What `find` needs for them. */
const table: usize = memory.data(2056, 8);
let filled: bool = false;

const MAX_WORD: usize = 48;
/** Longest key that means something. */
const MAX_KEY: usize = 256;
/** The word being looked up: lower case, separators taken out. */
const word: usize = memory.data(64, 8);

/** Lets the words through the filter; to be called before the first look-up. */
export function prepareKeys(): void {
  if (filled) return;
  filled = true;
  const units = changetype<usize>(ROLE_WORDS);
  let length: usize = 0;
  for (let i: usize = 0; i < <usize>ROLE_WORDS.length; i++) {
    const unit = <u32>load<u16>(units + (i << 1));
    if (unit > SPACE) {
      store<u8>(word + length++, unit);
      continue;
    }
    allowKey(word, length);
    length = 0;
  }
}

function isSeparator(byte: u32): bool {
  return byte == UNDERSCORE || byte == HYPHEN || byte == SPACE;
}

/** The role of a word without marks. */
function roleOfBare(start: usize, end: usize): u32 {
  let length: usize = 0;
  for (let at = start; at < end; at++) {
    const byte = lower(load<u8>(at));
    // One separator between two others is no part of the word; `_raw` and doubled separators keep theirs.
    if (isSeparator(byte) && at > start && at + 1 < end && !isSeparator(load<u8>(at + 1))) continue;
    if (length == MAX_WORD) return NO_ROLE;
    store<u8>(word + length, byte);
    length++;
  }
  if (length == 0) return NO_ROLE;
  const found = find(ROLE_WORDS, table, SLOTS - 1, word, length);
  const role: u32 = found < 0 ? NO_ROLE : found;
  // Its three words have to be in one piece each, as the gate expects them.
  if (role == TEXT && !isScriptBlockText(start, end)) return NO_ROLE;
  if (role == EVENT_DATA && <usize>(end - start) != length) return EVENT_DATA_SNAKE;
  // These the gate knows in one spelling.
  if (role == BLOCK_ID && isWord(start, end - start, "script_block_id")) return BLOCK_ID_SNAKE;
  if (role == SCRIPT_CONTENT && !isWord(start, end - start, "script_content")) return NO_ROLE;
  return role;
}

function isAlphanumeric(byte: u32): bool {
  return byte - DIGIT_0 < 10 || (byte | 32) - LOWER_A < 26 || byte > 127;
}

/** Signs that may stand in front of a word: XML's readers mark attributes and text, GELF its own fields. */
const MAX_MARKS: usize = 3;

/**
 * The role of one segment, taken for itself. Signs in front of a word count where the word with them is none: `@SystemTime`, `-Name`,
 * `@_Name`, `_ScriptBlockText`, `#text`, `$t`. Signs alone are a value, or what is around one. Only the at sign stands for
 * attributes alone; after others, words that mean little by themselves mean nothing.
 */
function roleOfWord(start: usize, end: usize): u32 {
  const whole = roleOfBare(start, end);
  if (whole != NO_ROLE || start >= end || isAlphanumeric(load<u8>(start))) return whole;
  let at = start;
  while (at < end && at - start < MAX_MARKS && !isAlphanumeric(load<u8>(at))) at++;
  if (at == end) return VALUE;
  const role = roleOfBare(at, end);
  if (load<u8>(start) == AT_SIGN || role <= LAST_FACT) return role;
  const isPlain = role == HOST_NAME || role == VALUE || role == NAME || role == ATTRIBUTES || role == BLOCK_ID_SNAKE;
  return isPlain || role == PAYLOAD || role == SECTION ? role : NO_ROLE;
}

/**
 * What a member means below `parent`.
 * @param role the role of its key, taken for itself
 */
function below(parent: u32, role: u32): u32 {
  switch (role) {
    case WEAK_ID:
      return parent == EVENT_ID ? EVENT_ID : parent == USER_NAME || parent == USER ? USER : parent == NO_ROLE ? WEAK_ID : NO_ROLE;
    case CODE:
      return parent == EVENT ? EVENT_ID : NO_ROLE;
    case SEQUENCE:
      return parent == POWERSHELL ? PART : NO_ROLE;
    case TOTAL:
      return parent == POWERSHELL ? PARTS : NO_ROLE;
    case UID:
      return parent == SCRIPT ? BLOCK_ID : parent == USER_NAME || parent == USER ? USER : NO_ROLE;
    case COMMAND_LINE:
    case ARGUMENTS:
    case PROGRAM:
      return parent == PARENT ? NO_ROLE : role;
    case SCRIPT_CONTENT:
      return parent == SCRIPT ? TEXT : NO_ROLE;
    case IDENTIFIER:
      return parent == USER_NAME || parent == USER ? USER : NO_ROLE;
    case NAME:
      return isNamed(parent) ? parent : NAME;
    case FILE:
      return parent == LOG ? NO_ROLE : FILE;
    case EVENT_DATA:
      return parent == WIN ? WAZUH_DATA : EVENT_DATA;
    default:
      return role;
  }
}

/** Whether a `name` below it is its value. */
function isNamed(role: u32): bool {
  return role == PROVIDER || role == COLLECTOR || role == HOST || role == USER_NAME || role == AGENT || role == CHANNEL;
}

/** The role of what holds the key that `roleOfKey` looked up last; the segments of a dotted key count. */
export let keyParent: u32 = NO_ROLE;

/**
 * What a key means; sets `keyParent`.
 * @param parent the role of the object that holds it
 * @returns a role; NO_ROLE for a key that means nothing
 */
export function roleOfKey(start: usize, length: usize, parent: u32): u32 {
  keyParent = parent;
  if (length > MAX_KEY) return NO_ROLE;
  if (recall(start, length, parent)) {
    keyParent = known.parent;
    return known.role;
  }
  const role = mayBeKnown(start, length) ? lookUp(start, length, parent) : NO_ROLE;
  remember(start, length, parent, role, keyParent);
  return role;
}

/** The same, for a key that was not looked up lately. */
function lookUp(start: usize, length: usize, parent: u32): u32 {
  const end = start + length;
  let segment = start;
  for (let at = start; at < end; at++) {
    if (load<u8>(at) != DOT) continue;
    if (at > segment) parent = below(parent, roleOfWord(segment, at));
    segment = at + 1;
  }
  keyParent = parent;
  let role = roleOfWord(segment, end);
  if (role != NO_ROLE) return below(parent, role);
  // Flattened with separators: the longest tail that is a word, below the word in front of it.
  for (let at = tailStart(segment, end); at < end; at++) {
    if (!isSeparator(load<u8>(at))) continue;
    role = roleOfWord(at + 1, end);
    if (role != NO_ROLE) return flattened(segment, at, role);
  }
  return NO_ROLE;
}

/** Where tails of a segment start that are not too long for a word. */
function tailStart(start: usize, end: usize): usize {
  return end - start > MAX_WORD ? end - MAX_WORD : start + 1;
}

/** The role of the last word in front of a separator. */
function wordInFront(start: usize, end: usize): u32 {
  let at = end;
  while (at > start && !isSeparator(load<u8>(at - 1))) at--;
  return roleOfWord(at, end);
}

/** The role of a tail below the longest word that ends in front of it. */
function flattened(start: usize, end: usize, role: u32): u32 {
  let parent = roleOfWord(start, end);
  for (let at = tailStart(start, end); at < end && parent == NO_ROLE; at++) {
    if (!isSeparator(load<u8>(at))) continue;
    parent = roleOfWord(at + 1, end);
    if (parent != NO_ROLE) parent = below(wordInFront(start, at), parent);
  }
  // A tail as common as `name`, `id` or `value` means something below a known word only.
  if (parent == NO_ROLE && (role > LAST_FACT || role == PATH)) return NO_ROLE;
  keyParent = parent == NO_ROLE ? OPEN : parent;
  return below(parent, role);
}
