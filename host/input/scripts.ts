/**
 * The scripts of an input: those that its events carry, or, where the input is no events, the text itself.
 */

import { Lines } from "./lines.js";
import { Output, type Place } from "./output.js";
import { InputReader, type InputReport } from "./reader.js";
import { type Format, type Recognised, recognise } from "./recognise.js";
import { TextWindow } from "./text-window.js";
import { Utf16Decoder } from "./utf16.js";

/** What a module says of a script block of an event; absent is what the event does not carry. */
export interface LocatedBlock {
  text: string;
  part: number;
  parts: number;
  /** The script block's id, which all its parts share. */
  id?: string;
  host?: string;
  user_id?: string;
  user_name?: string;
  time?: string;
  /** The text is no script: the event shows names and values as they were bound. */
  bound?: true;
}

/** A script, and the event that carries it. */
export interface FoundScript {
  text: string;
  /** Absent for a bare script. */
  event?: { place: Place; json: Uint8Array; block: LocatedBlock };
}

export interface Scripts {
  scripts: FoundScript[];
  /** Events in the input; undefined where it is a bare script. */
  events: number | undefined;
  /** Events that are no JSON: cut or damaged ones. */
  unreadable: number;
  report: InputReport;
}

/** Asks the module for the script blocks of an event. @returns its JSON */
export type Locate = (event: Uint8Array) => string | undefined;

/**
 * @param input the whole input, unpacked
 * @param hints what the input is where its bytes shall not decide, and whether its name is a script's, which is no table
 */
export function findScripts(
  input: Uint8Array,
  locate: Locate,
  hints: { format?: Format | undefined; isScript?: boolean } = {},
): Scripts {
  const told = recogniseWhole(input);
  const table = told.format === "csv" && hints.isScript;
  const format = hints.format ?? (table ? "text" : told.format);
  const bare = (): Scripts => {
    const report = { format: "text" as const, encoding: told.encoding, converted: 0, damaged: 0, damages: [], notes: [] };
    return { scripts: [{ text: scriptText(input, told) }], events: undefined, unreadable: 0, report };
  };
  if (format === "text" && (hints.format || hints.isScript)) return bare();
  const scripts: FoundScript[] = [];
  let events = 0;
  let unreadable = 0;
  const take = (lines: Uint8Array, places: readonly Place[]) => {
    let from = 0;
    for (const place of places) {
      const end = lines.indexOf(0x0a, from);
      const json = lines.slice(from, end);
      from = end + 1;
      if (json.every(isSpace)) continue;
      events++;
      const blocks = blocksOf(locate(json));
      if (blocks.length === 0 && !isJson(json)) unreadable++;
      for (const block of blocks) scripts.push({ text: block.text, event: { place, json, block } });
    }
  };
  const plain = new Output({ asIs() {}, converted: take });
  const lines = new Lines(plain, new TextWindow(0, 1));
  const reader = new InputReader({ asIs: (bytes) => lines.push(bytes), converted: take }, { format });
  reader.push(input);
  reader.end();
  lines.end();
  // A log may begin with words and hold events all the same; where no line carries a script, the text is one itself.
  if (format === "text" && scripts.length === 0) return bare();
  return { scripts, events, unreadable, report: reader.report() };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(wtf8.decode(bytes).replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}

function blocksOf(answer: string | undefined): LocatedBlock[] {
  return answer === undefined ? [] : (JSON.parse(answer).blocks ?? []);
}

function recogniseWhole(input: Uint8Array): Recognised {
  return recognise(input, true, true) ?? { format: "text", encoding: "utf-8", mark: 0 };
}

/** The text of an input that is a bare script. */
export function scriptOf(input: Uint8Array): string {
  return scriptText(input, recogniseWhole(input));
}

/** Scripts are UTF-8, UTF-16, or, where they are no UTF-8, in Windows' Western code page, as Windows PowerShell takes them. */
function scriptText(input: Uint8Array, { encoding, mark }: Recognised): string {
  const bytes = input.subarray(mark);
  if (encoding !== "utf-8") return wtf8.decode(new Utf16Decoder(encoding === "utf-16be").decode(bytes));
  try {
    return strict.decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const wtf8 = new TextDecoder("utf-8", { ignoreBOM: true });
