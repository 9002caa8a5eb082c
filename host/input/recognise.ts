/**
 * What an input is, by its first bytes: how it is packed, how its text is encoded, how its events are written down.
 */
import { DetectorError } from "../errors.js";
import { findTable, HEADER_BYTES, type Table } from "./csv.js";
import { beginsWrapper } from "./json-values.js";
import { Utf16Decoder } from "./utf16.js";

/** How events are written down. `text` is none of the others: lines that pass, or a script. */
export type Format = "ndjson" | "json" | "xml" | "csv" | "evtx" | "text";
export const FORMATS: readonly Format[] = ["ndjson", "json", "xml", "csv", "evtx", "text"];
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";
export type Packing = "gzip" | "zstd";

export interface Recognised {
  format: Format;
  encoding: Encoding;
  /** Bytes of a byte order mark. */
  mark: number;
  /** A table's header. */
  table?: Table;
}

/** Bytes after which a first line without an end is judged as it stands. */
export const HEAD_BYTES = HEADER_BYTES;
/** Bytes that tell how an input is packed. */
export const MAGIC_BYTES = 16;

const EVTX_MAGICS = ["ElfFile\0", "ElfChnk\0"];

/** What cannot be read here, told by its first bytes, and what to do about it. */
const REFUSED: { magic: string; what: string; hint: string }[] = [
  { magic: "PK\x03\x04", what: "a ZIP archive", hint: "Unpack it on the way: unzip -p FILE | mailbox-export-detector scan." },
  { magic: "\xfd7zXZ", what: "compressed with xz", hint: "Unpack it on the way: xzcat FILE | mailbox-export-detector scan." },
  { magic: "BZh", what: "compressed with bzip2", hint: "Unpack it on the way: bzcat FILE | mailbox-export-detector scan." },
  { magic: "7z\xbc\xaf", what: "a 7-Zip archive", hint: "Unpack it on the way: 7z x -so FILE | mailbox-export-detector scan." },
  {
    magic: "\x04\x22\x4d\x18",
    what: "compressed with LZ4",
    hint: "Unpack it on the way: lz4cat FILE | mailbox-export-detector scan.",
  },
  { magic: "PAR1", what: "a Parquet file", hint: "Export it as JSON: duckdb -c \"COPY (FROM 'FILE') TO 'events.json'\"." },
  { magic: "SQLite format 3", what: "a SQLite database", hint: "Export its events as JSON: sqlite3 -json FILE 'SELECT …'." },
  {
    magic: "\x30\0\0\0LfLe",
    what: "an event log of Windows XP or 2003 (EVT)",
    hint: "PowerShell has no script block events there; convert others with wevtutil epl.",
  },
  { magic: "\xff\xfe\0\0", what: "UTF-32 text", hint: "Convert it: iconv -f UTF-32 -t UTF-8 FILE." },
  { magic: "%PDF", what: "a PDF document", hint: "Export the events as JSON, CSV or EVTX." },
];

const startsWith = (bytes: Uint8Array, magic: string): boolean =>
  bytes.length >= magic.length && [...magic].every((character, index) => bytes[index] === character.charCodeAt(0));

/** How an input is packed, if it is. */
export function packingOf(head: Uint8Array): Packing | undefined {
  if (startsWith(head, "\x1f\x8b")) return "gzip";
  return startsWith(head, "\x28\xb5\x2f\xfd") ? "zstd" : undefined;
}

/** @throws DetectorError for what certainly cannot be read, with the way to turn it into what can */
export function refuse(head: Uint8Array, name: string): void {
  const found = REFUSED.find(({ magic }) => startsWith(head, magic));
  if (found) throw new DetectorError("input_invalid", `${name} is ${found.what}.`, { hint: found.hint });
}

/**
 * @param head the first bytes of the input, unpacked
 * @param whole whether that is all of it
 * @param unwrap whether an object around a list of events is opened
 * @returns undefined if more bytes are needed to tell
 */
export function recognise(head: Uint8Array, whole: boolean, unwrap: boolean): Recognised | undefined {
  if (head.length < 2 && !whole) return undefined;
  // The beginning of a magic number may yet become one.
  if (!whole && EVTX_MAGICS.some((magic) => head.length < magic.length && startsWith(head, magic.slice(0, head.length))))
    return undefined;
  if (EVTX_MAGICS.some((magic) => startsWith(head, magic))) return { format: "evtx", encoding: "utf-8", mark: 0 };
  const { encoding, mark } = encodingOf(head);
  const enough = whole || head.length >= HEAD_BYTES;
  const text = encoding === "utf-8" ? head.subarray(mark) : new Utf16Decoder(encoding === "utf-16be").decode(head.subarray(mark));
  const format = formatOf(text, enough, unwrap);
  if (format === undefined) return undefined;
  return typeof format === "string" ? { format, encoding, mark } : { format: "csv", encoding, mark, table: format };
}

function encodingOf(head: Uint8Array): { encoding: Encoding; mark: number } {
  if (startsWith(head, "\xef\xbb\xbf")) return { encoding: "utf-8", mark: 3 };
  if (startsWith(head, "\xff\xfe")) return { encoding: "utf-16le", mark: 2 };
  if (startsWith(head, "\xfe\xff")) return { encoding: "utf-16be", mark: 2 };
  // Every format here begins with a character of ASCII, which in UTF-16 has a zero beside it.
  if (head.length >= 2 && head[0] !== 0 && head[1] === 0) return { encoding: "utf-16le", mark: 0 };
  if (head.length >= 2 && head[0] === 0 && head[1] !== 0) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

const NEWLINE = 0x0a;
const RECORD_SEPARATOR = 0x1e;
const decoder = new TextDecoder();

function formatOf(text: Uint8Array, enough: boolean, unwrap: boolean): Format | Table | undefined {
  let at = 0;
  while (at < text.length && isSpace(text[at]!)) at++;
  if (at === text.length) return enough ? "ndjson" : undefined;
  const rest = text.subarray(at);
  switch (String.fromCharCode(rest[0]!)) {
    case "{":
      return objectFormat(rest, enough, unwrap);
    case "[":
      return arrayFormat(rest, enough, unwrap);
    case "<":
      return markupFormat(rest, enough);
    default:
      if (rest[0] === RECORD_SEPARATOR) return "json";
      return lineFormat(text.subarray(lineStart(text, at)), enough);
  }
}

function lineStart(text: Uint8Array, at: number): number {
  let from = at;
  while (from > 0 && text[from - 1] !== NEWLINE) from--;
  return from;
}

/** Lines of one object each, or objects over several lines: the first line tells. */
function objectFormat(text: Uint8Array, enough: boolean, unwrap: boolean): Format | undefined {
  const newline = text.indexOf(NEWLINE);
  if (newline < 0 && !enough) return undefined;
  const line = decoder.decode(text.subarray(0, newline < 0 ? text.length : newline)).trimEnd();
  // A script block of PowerShell begins with a brace as well.
  if (!/^\{\s*("|\}|$)/.test(line)) return "text";
  const { end, inString } = objectEnd(line);
  if (end >= 0) {
    const after = line.slice(end).trimStart();
    if (after === "" && !followedByComma(text, newline)) return newline < 0 && unwrap && beginsWrapper(text) ? "json" : "ndjson";
    return after === "" || after.startsWith(",") || after.startsWith("{") ? "json" : "ndjson";
  }
  // A line that ends within a text was cut: the next one has its own event.
  if (newline < 0) return unwrap && beginsWrapper(text) ? "json" : "ndjson";
  return inString ? "ndjson" : "json";
}

/** Whether the next line begins with a comma: a list whose commas lead. */
function followedByComma(text: Uint8Array, newline: number): boolean {
  if (newline < 0) return false;
  for (let at = newline + 1; at < text.length; at++) if (!isSpace(text[at]!)) return text[at] === ",".charCodeAt(0);
  return false;
}

/** Where the object that begins a line ends in it, or -1, and whether the line ends within a string. */
function objectEnd(line: string): { end: number; inString: boolean } {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      depth--;
      if (depth === 0) return { end: at + 1, inString };
    }
  }
  return { end: -1, inString };
}

/**
 * An array, or text in brackets: a log's time, a type of PowerShell's. Where records pass through, an array on one line is one
 * of them.
 */
function arrayFormat(text: Uint8Array, enough: boolean, unwrap: boolean): Format | undefined {
  let at = 1;
  while (at < text.length && isSpace(text[at]!)) at++;
  if (at === text.length) return enough ? "json" : undefined;
  if (!'{[]"'.includes(String.fromCharCode(text[at]!))) return "text";
  if (unwrap) return "json";
  const newline = text.indexOf(NEWLINE);
  if (newline < 0 && !enough) return undefined;
  const line = decoder.decode(text.subarray(0, newline < 0 ? text.length : newline)).trimEnd();
  return newline < 0 || objectEnd(line).end === line.length ? "ndjson" : "json";
}

function markupFormat(text: Uint8Array, enough: boolean): Format | undefined {
  if (text.length < 2 && !enough) return undefined;
  // `<#` opens a comment of PowerShell, `<134>` a line of syslog.
  return /^<[A-Za-z?!]/.test(decoder.decode(text.subarray(0, 2))) ? "xml" : "text";
}

function lineFormat(text: Uint8Array, enough: boolean): Format | Table | undefined {
  const newline = text.indexOf(NEWLINE);
  if (newline < 0 && !enough) return undefined;
  // A line before the header, as PowerShell and Excel write, needs the next one too.
  const first = decoder.decode(text.subarray(0, newline < 0 ? text.length : newline));
  if (!enough && /^(#TYPE |"?sep=)/i.test(first) && text.indexOf(NEWLINE, newline + 1) < 0) return undefined;
  return findTable(text) ?? "text";
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}
