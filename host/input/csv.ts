/**
 * Tables of events: comma, semicolon, tab or bar between fields, quotes as RFC 4180 has them. A row goes out as an object with
 * the columns' names, empty fields left away. Covers `Export-Csv`, Event Viewer, Splunk, Kibana, EvtxECmd and other exports
 * whose text stands in a column that is known as one.
 */
import { MAX_RECORD_BYTES } from "../../assembly/contract.js";
import type { FormatReader, Output } from "./output.js";
import type { TextWindow } from "./text-window.js";

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const SEPARATORS = [",", ";", "\t", "|"];
/** Longest first lines that are looked at for a header. */
export const HEADER_BYTES = 1 << 16;

/** Columns that can hold a script or a whole event, their names without case and punctuation. */
const TEXT_COLUMNS = new Set(
  [
    "scriptblocktext scriptblock script scripttext message payload raw eventdata event xml eventxml description details",
    "renderedmessage rendereddescription eventmessage parameterxml raweventdata fulllog original eventoriginal body log",
    "commandline processcommandline command hostapplication powershellfilescriptblocktext text content extrafieldinfo allfieldinfo",
  ]
    .join(" ")
    .split(" "),
);

/** Event Viewer's words, which no shipper uses, and a bare script's column. */
const RENAMED: Record<string, string> = {
  source: "ProviderName",
  dateandtime: "TimeCreated",
  script: "ScriptBlockText",
  scriptblock: "ScriptBlockText",
  scripttext: "ScriptBlockText",
};
/** Event Viewer names five columns and writes a sixth, the message. */
const UNNAMED = "Message";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
/** What the decoder puts where bytes are no UTF-8; a text may also hold it by itself. */
const REPLACEMENT = "\ufffd";

const plainName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const lastName = (name: string) => plainName(name.split(".").at(-1)!);

/** How a table is written, and what its columns are called. */
export interface Table {
  separator: string;
  columns: string[];
  /** Lines before the first row. */
  lines: number;
}

/**
 * Looks for a table's header in the first lines of a text.
 * @returns undefined if this is no table with a text column
 */
export function findTable(head: Uint8Array): Table | undefined {
  const lines = decoder.decode(head.subarray(0, HEADER_BYTES)).split("\n");
  let index = 0;
  let told: string | undefined;
  // PowerShell 5.1 writes the type of the objects first, Excel the separator.
  while (index < lines.length && /^(#TYPE .*|"?sep=.)"?\r?$/i.test(lines[index]!)) {
    told ??= /sep=(.)/i.exec(lines[index]!)?.[1];
    index++;
  }
  const header = (lines[index] ?? "").replace(/^\ufeff/, "").replace(/\r$/, "");
  for (const separator of told ? [told] : SEPARATORS) {
    const columns = splitRow(header, separator);
    const named = columns.every((name) => name.length <= 128 && /^[\p{L}\p{N}_@#.:()[\]\-/ ]*$/u.test(name));
    const text = columns.some((name) => TEXT_COLUMNS.has(lastName(name)) || TEXT_COLUMNS.has(plainName(name)));
    const viewer = columns.some((name) => plainName(name) === "eventid");
    if (columns.length > 1 && named && (text || viewer)) return { separator, columns, lines: index + 1 };
  }
  return undefined;
}

/** Fields of one row, quotes taken away. */
function splitRow(row: string, separator: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = "";
    if (row[at] === '"') {
      for (at++; at < row.length; at++) {
        if (row[at] !== '"') field += row[at];
        else if (row[at + 1] === '"') field += row[at++];
        else break;
      }
      at++;
    }
    const end = row.indexOf(separator, at);
    field += row.slice(at, end < 0 ? row.length : end);
    fields.push(field);
    if (end < 0) return fields;
    at = end + 1;
  }
}

export class Csv implements FormatReader {
  private scanned = 0;
  private quoted = false;
  private readonly columns: string[];
  private toSkip: number;

  constructor(
    private readonly out: Output,
    private readonly window: TextWindow,
    private readonly table: Table,
  ) {
    this.toSkip = table.lines;
    this.columns = table.columns.map((name) => RENAMED[plainName(name)] ?? (/^[\w@.-]+$/.test(name) ? name : camel(name)));
  }

  push(bytes: Uint8Array): void {
    this.window.append(bytes);
    while (this.step());
  }

  end(): void {
    if (this.quoted) this.out.damage(`the input ends within a quoted field (line ${this.window.line})`, this.window.offset);
    else if (this.window.length > 0) this.row(this.window.length);
    this.out.flush();
  }

  private step(): boolean {
    const { bytes } = this.window;
    for (let at = this.scanned; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) this.quoted = !this.quoted;
      else if (byte === NEWLINE && (!this.quoted || this.toSkip > 0)) {
        this.row(at);
        this.window.advance(at + 1);
        this.scanned = 0;
        this.quoted = false;
        return true;
      }
    }
    this.scanned = bytes.length;
    if (this.window.length <= MAX_RECORD_BYTES) return false;
    // A quote that nothing closes: its line is left, and rows begin anew on the next.
    this.out.damage(`a quoted field does not end (line ${this.window.line})`, this.window.offset);
    this.window.advance(bytes.indexOf(NEWLINE) + 1 || bytes.length);
    this.scanned = 0;
    this.quoted = false;
    return this.window.length > 0;
  }

  private row(end: number): void {
    if (this.toSkip > 0) {
      this.toSkip--;
      return;
    }
    const { line, offset } = this.window;
    const bytes = this.window.bytes.subarray(0, end);
    const text = decoder.decode(bytes).replace(/\r$/, "");
    if (text.trim() === "") return;
    if (text.includes(REPLACEMENT) && !isText(bytes)) {
      this.out.damage(`a row holds characters that are not in UTF-8 (line ${line})`, offset);
    }
    const event: Record<string, string> = {};
    for (const [index, field] of splitRow(text, this.table.separator).entries()) {
      const name = this.columns[index] || (index === this.columns.length || this.columns[index] === "" ? UNNAMED : undefined);
      if (name !== undefined && field !== "" && !Object.hasOwn(event, name)) event[name] = field;
    }
    this.out.event(JSON.stringify(event), { line, offset, length: this.window.inputBytes(bytes) });
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** `Event ID` as `EventID`: names of several words are one word in events. */
function camel(name: string): string {
  return name.replace(/[^\p{L}\p{N}_@.]+(\p{L}?)/gu, (_, letter: string) => letter.toUpperCase());
}
