/**
 * Cuts the fields of an event out of XML: a whole event, several, or the fragment inside `<EventData>`. A script cannot steer it:
 * inside a value `<` is always written as a reference, so the first closing tag is the value's own. References are decoded
 * after the cut, once.
 */
import {
  CARRIAGE_RETURN,
  COLON,
  DOUBLE_QUOTE,
  EQUALS,
  EXCLAMATION,
  GREATER_THAN,
  HYPHEN,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACKET,
  QUESTION,
  SINGLE_QUOTE,
  SLASH,
  SPACE,
  TAB,
} from "../bytes/ascii";
import { isWord } from "../bytes/literal";
import { FROM_CUT, insertOf, MAX_INSERTS, note, openScope, PLAIN, Scope, setFact, XML_TEXT } from "./facts";
import {
  CHANNEL,
  EVENT_DATA,
  EVENT_ID,
  FIRST,
  FOURTH,
  HOST,
  LAST_FACT,
  MESSAGE,
  NO_ROLE,
  PAYLOAD,
  PROVIDER,
  RECORD_ID,
  roleOfKey,
  SECTION,
  TIME,
  USER,
} from "./keys";
import { isOwnKey, noteField, settleInserts } from "./note-values";

let cursor: usize = 0;
let limit: usize = 0;
/** Name of the tag at hand, its prefix left out; and as written. */
let name: usize = 0;
let nameLength: usize = 0;
let written: usize = 0;
let writtenLength: usize = 0;
let attributes: usize = 0;
let attributesEnd: usize = 0;
let selfClosing: bool = false;
let value: usize = 0;
let valueLength: usize = 0;
let valueEncoding: u32 = XML_TEXT;
let valueCut: bool = false;

function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB || byte == LINE_FEED || byte == CARRIAGE_RETURN;
}

/** First place of the bytes `a b c` from `at` on, any byte serving for a `c` of 0; `limit` if there is none. */
function seek(at: usize, a: u32, b: u32, c: u32): usize {
  while (at + 2 < limit) {
    if (load<u8>(at) == a && load<u8>(at + 1) == b && (c == 0 || load<u8>(at + 2) == c)) return at;
    at++;
  }
  return limit;
}

/** Moves the cursor after a comment, a CDATA section, a declaration or an instruction; it stands on `<!` or `<?`. */
function passMarkup(): void {
  const start = cursor;
  const kind: u32 = start + 2 < limit ? load<u8>(start + 2) : 0;
  if (load<u8>(start + 1) == EXCLAMATION && (kind == HYPHEN || kind == OPEN_BRACKET)) {
    const end = seek(start + 4, kind == HYPHEN ? 0x2d : 0x5d, kind == HYPHEN ? 0x2d : 0x5d, 0x3e);
    cursor = end < limit ? end + 3 : limit;
    return;
  }
  while (cursor < limit && load<u8>(cursor) != GREATER_THAN) cursor++;
}

/** Reads the start tag at the cursor, which stands on `<`, and moves after it. False at the end of the text. */
function readTag(): bool {
  let at = cursor + 1;
  written = at;
  name = at;
  while (at < limit) {
    const byte = <u32>load<u8>(at);
    if (byte == GREATER_THAN || byte == SLASH || isBlank(byte)) break;
    at++;
    if (byte == COLON) name = at;
  }
  nameLength = at - name;
  writtenLength = at - written;
  attributes = at;
  let quote: u32 = 0;
  while (at < limit) {
    const byte = <u32>load<u8>(at);
    if (quote != 0) {
      if (byte == quote) quote = 0;
    } else if (byte == DOUBLE_QUOTE || byte == SINGLE_QUOTE) {
      quote = byte;
    } else if (byte == GREATER_THAN) {
      break;
    }
    at++;
  }
  attributesEnd = at;
  cursor = at < limit ? at + 1 : limit;
  selfClosing = at > attributes && load<u8>(at - 1) == SLASH;
  return at < limit;
}

/** Finds an attribute of the tag at hand by its lower-case name; sets `value`. */
function readAttribute(wanted: string): bool {
  let at = attributes;
  while (at < attributesEnd) {
    while (at < attributesEnd && isBlank(load<u8>(at))) at++;
    const start = at;
    while (at < attributesEnd && load<u8>(at) != EQUALS && !isBlank(load<u8>(at))) at++;
    const length = at - start;
    while (at < attributesEnd && load<u8>(at) != DOUBLE_QUOTE && load<u8>(at) != SINGLE_QUOTE) at++;
    if (at >= attributesEnd) return false;
    const quote = <u32>load<u8>(at);
    at++;
    value = at;
    while (at < attributesEnd && load<u8>(at) != quote) at++;
    valueLength = at - value;
    valueEncoding = XML_TEXT;
    at++;
    if (isWord(start, length, wanted)) return true;
  }
  return false;
}

/** Whether the closing tag of the tag at hand stands at `at`, which is `</`. */
function isClosing(at: usize): bool {
  const after = at + 2 + writtenLength;
  if (after >= limit || memory.compare(at + 2, written, writtenLength) != 0) return false;
  const byte = <u32>load<u8>(after);
  return byte == GREATER_THAN || isBlank(byte);
}

/** Reads the text of the tag at hand up to its closing tag; sets `value`. A text that is cut goes to the end. */
function readText(): void {
  value = cursor;
  valueLength = 0;
  valueEncoding = XML_TEXT;
  valueCut = false;
  if (selfClosing) return;
  if (cursor + 9 <= limit && load<u64>(cursor) == 0x41544144435b213c && load<u8>(cursor + 8) == OPEN_BRACKET) {
    value = cursor + 9;
    cursor = seek(value, 0x5d, 0x5d, 0x3e);
    valueEncoding = PLAIN;
  } else {
    cursor = seek(cursor, 0x3c, 0x2f, 0);
    while (cursor < limit && !isClosing(cursor)) cursor = seek(cursor + 2, 0x3c, 0x2f, 0);
  }
  valueLength = cursor - value;
  valueCut = cursor >= limit;
}

/** `<Data>` or `<Param>`: named, or by position. Answers the positions seen. */
function takeData(scope: usize, position: u32): u32 {
  let role: u32 = NO_ROLE;
  const isNamed = readAttribute("name");
  if (isNamed) role = roleOfKey(value, valueLength, EVENT_DATA);
  readText();
  const isNumbered = role >= FIRST && role <= FOURTH;
  if (isNumbered) position = role - FIRST;
  else if (role == PAYLOAD) {
    note(scope, MESSAGE, value, valueLength, valueEncoding, 4, valueCut ? FROM_CUT : 0);
    return position;
  } else if (isNamed) {
    if ((role != NO_ROLE && role <= LAST_FACT) || isOwnKey(role)) {
      if (valueCut && !isOwnKey(role)) note(scope, role, value, valueLength, valueEncoding, 4, FROM_CUT);
      else noteField(scope, role, EVENT_DATA, value, valueLength, valueEncoding);
    }
    return position;
  }
  if (position < MAX_INSERTS && changetype<Scope>(scope).inserts == 0) {
    setFact(insertOf(scope, position), value, valueLength, valueEncoding, 1, valueCut ? FROM_CUT : 0);
  }
  return position + 1;
}

function takeText(scope: usize, role: u32): void {
  readText();
  noteField(scope, role, EVENT_DATA, value, valueLength, valueEncoding);
}

function takeAttribute(scope: usize, role: u32, wanted: string): void {
  if (readAttribute(wanted)) noteField(scope, role, EVENT_DATA, value, valueLength, valueEncoding);
}

/** The tag at hand is no value by position: it means what a key of its name does. */
function takeTag(scope: usize): void {
  const role = roleOfKey(name, nameLength, NO_ROLE);
  switch (role) {
    case EVENT_ID:
    case CHANNEL:
    case HOST:
    case RECORD_ID:
    case MESSAGE:
      takeText(scope, role);
      return;
    case PROVIDER:
      takeAttribute(scope, PROVIDER, "name");
      return;
    case TIME:
      takeAttribute(scope, TIME, "systemtime");
      return;
    case SECTION:
      takeAttribute(scope, USER, "userid");
      return;
    default:
      return;
  }
}

/**
 * Reads decoded XML into an event; a second `<Event>` opens another one beside it.
 * @param start address of the text, which stays where it is until the record is done
 */
export function readXml(start: usize, length: usize, scope: usize): void {
  cursor = start;
  limit = start + length;
  let position: u32 = 0;
  while (cursor < limit) {
    while (cursor < limit && load<u8>(cursor) != LESS_THAN) cursor++;
    if (cursor + 1 >= limit) break;
    const kind = <u32>load<u8>(cursor + 1);
    if (kind == EXCLAMATION || kind == QUESTION) {
      passMarkup();
    } else if (kind == SLASH) {
      cursor += 2;
    } else if (!readTag()) {
      break;
    } else if (isWord(name, nameLength, "event")) {
      settleInserts(scope, position);
      position = 0;
      if (changetype<Scope>(scope).hasXml) {
        scope = openScope(changetype<Scope>(scope).parent);
        if (scope == 0) return;
      }
      changetype<Scope>(scope).hasXml = true;
    } else if (isWord(name, nameLength, "data") || isWord(name, nameLength, "param")) {
      position = takeData(scope, position);
    } else {
      takeTag(scope);
    }
  }
  settleInserts(scope, position);
}
