/**
 * Events in JSON that is no line each: an array, objects over several lines, one after another or with commas between, record
 * separators (RFC 7464), an export's object around the list. Each value goes out on one line, white space outside strings
 * and commas before a closing bracket left away; values are cut, never parsed, so what is in them stays as it was written.
 */
import { MAX_RECORD_BYTES } from "../../assembly/contract.js";
import type { FormatReader, Output } from "./output.js";
import { TextWindow } from "./text-window.js";

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const RECORD_SEPARATOR = 0x1e;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Keys under which exports and answers of search engines keep their list of events. */
const LISTS = ["records", "events", "hits", "results", "docs", "items", "entries", "logs", "value", "messages"];
/** Objects around such a list: `{"hits":{"hits":[`. */
const MAX_LIST_DEPTH = 3;

/** The start of an export's object: a list's key, first or after members that hold no bracket. */
const WRAPPER = new RegExp(
  `^\\{(?:\\s*"[^"\\\\]{1,64}"\\s*:\\s*(?:"(?:[^"\\\\]|\\\\.){0,512}"|[\\w.+-]{1,64})\\s*,){0,16}\\s*"(?:${LISTS.join("|")}|response|data|result|body)"\\s*:\\s*(\\{|\\[\\s*\\{)`,
  "i",
);

const decoder = new TextDecoder();

/** Bytes that are enough to tell an export's object from an event. */
export const WRAPPER_HEAD = 4096;

/** Whether an object holds a list of events rather than being one. @param head its first bytes, from the brace on */
export function beginsWrapper(head: Uint8Array): boolean {
  let text = decoder.decode(head.subarray(0, WRAPPER_HEAD));
  for (let depth = 0; depth < MAX_LIST_DEPTH; depth++) {
    const found = WRAPPER.exec(text);
    if (!found) return false;
    if (found[1]!.startsWith("[")) return true;
    text = text.slice(found[0].length - 1);
  }
  return false;
}

export class JsonValues implements FormatReader {
  /** Bytes of the window that were looked at. */
  private scanned = 0;
  /** Within a value: open brackets and braces in it; 0 between values. */
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Where the value begins within the window. */
  private begin = -1;
  /** Brackets around the values that are open. */
  private lists = 0;
  /** Braces of the objects around the list, which are no events themselves. */
  private around = 0;
  /** What is read closes the objects around the list. */
  private dropping = false;
  /** A value was seen, so no object around a list comes any more. */
  private started = false;
  /** White space before the first value on its line, which a value after damage must share. */
  private indent: number | undefined;
  /** A damaged value was left; values begin again on a line of their own. */
  private lost = false;

  /** @param unwrap whether an object around a list of events is opened */
  constructor(
    private readonly out: Output,
    private readonly window: TextWindow,
    private readonly unwrap: boolean,
  ) {}

  push(bytes: Uint8Array): void {
    this.window.append(bytes);
    while (this.step());
  }

  end(): void {
    while (this.step(true));
    if (this.begin >= 0 && this.depth === 0 && !this.inString) this.finish(this.scanned);
    else if (this.begin >= 0) this.lose(this.inString ? "the input ends within a text" : "the input ends within an object");
    else if (this.lists > 0 && this.out.damaged === 0)
      this.out.damage(`the input ends within a list (line ${this.window.line})`, this.window.offset);
    this.out.flush();
  }

  /** Reads on; @returns whether there may be more to do */
  private step(final = false): boolean {
    if (this.lost && !this.resume(final)) return false;
    if (this.begin < 0) return this.between(final);
    return this.inString ? this.string() : this.value();
  }

  /** Passes what stands between values. */
  private between(final: boolean): boolean {
    const { bytes } = this.window;
    let at = 0;
    let { lists } = this;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (isSpace(byte) || byte === COMMA || byte === RECORD_SEPARATOR) continue;
      if (byte === OPEN_BRACKET || byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        // Brackets around the list, and what closes the objects around it.
        if (byte === OPEN_BRACKET) lists++;
        else if (byte === CLOSE_BRACKET && lists > 0) lists--;
        if (byte === CLOSE_BRACKET && this.around > 0) return this.leaveList(at + 1);
        continue;
      }
      break;
    }
    if (at === bytes.length) {
      this.lists = lists;
      this.pass(at);
      return false;
    }
    if (bytes[at] === OPEN_BRACE && this.unwrap && !this.started) {
      const enough = final || bytes.length - at >= WRAPPER_HEAD || closes(bytes, at);
      if (!enough) return false;
      if (beginsWrapper(bytes.subarray(at))) return this.enterList(at);
    }
    this.started = true;
    this.lists = lists;
    this.indent ??= indentBefore(bytes, at);
    this.pass(at);
    this.begin = 0;
    this.depth = 0;
    return true;
  }

  /** Opens an object around a list: on to what follows the list's bracket. */
  private enterList(at: number): boolean {
    const { bytes } = this.window;
    let open = at;
    let braces = 0;
    let quoted = false;
    for (; open < bytes.length; open++) {
      const byte = bytes[open]!;
      if (quoted) {
        if (byte === BACKSLASH) open++;
        else if (byte === QUOTE) quoted = false;
      } else if (byte === QUOTE) quoted = true;
      else if (byte === OPEN_BRACE) braces++;
      else if (byte === OPEN_BRACKET) break;
    }
    this.around = braces;
    this.lists = 1;
    this.started = true;
    this.pass(open + 1);
    return true;
  }

  /** After a list: the rest of the objects around it is no event. */
  private leaveList(at: number): boolean {
    this.pass(at);
    this.begin = 0;
    this.depth = this.around;
    this.lists = 0;
    this.around = 0;
    this.dropping = true;
    return true;
  }

  /** Reads on within a string. */
  private string(): boolean {
    const { bytes } = this.window;
    for (let at = this.scanned; at < bytes.length; at++) {
      if (this.escaped) {
        this.escaped = false;
        continue;
      }
      const byte = bytes[at]!;
      if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        this.scanned = at + 1;
        return true;
      } else if (byte === NEWLINE) {
        // No string of JSON holds a line end: the value was cut there.
        this.scanned = at;
        this.lose("a text does not end on its line");
        return true;
      }
    }
    this.scanned = bytes.length;
    return this.checkLength();
  }

  /** Reads on within a value, outside strings. */
  private value(): boolean {
    const { bytes } = this.window;
    for (let at = this.scanned; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.inString = true;
        this.escaped = false;
        this.scanned = at + 1;
        return true;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        // A scalar ends where its list does.
        if (this.depth === 0) return this.finish(at);
        this.depth--;
        if (this.depth === 0) return this.finish(at + 1);
      } else if (this.depth === 0 && (byte === COMMA || byte === NEWLINE || byte === RECORD_SEPARATOR)) return this.finish(at);
    }
    this.scanned = bytes.length;
    return this.checkLength();
  }

  private checkLength(): boolean {
    if (this.window.length <= MAX_RECORD_BYTES + 1) return false;
    this.lose("an object is longer than 32 MiB");
    return true;
  }

  private finish(end: number): boolean {
    if (!this.dropping) this.emit(this.window.bytes.subarray(0, end));
    this.dropping = false;
    this.pass(end);
    this.begin = -1;
    return true;
  }

  private emit(bytes: Uint8Array): void {
    const { line, offset } = this.window;
    this.out.event(compact(bytes), { line, offset, length: this.window.inputBytes(trimEnd(bytes)) });
  }

  private pass(count: number): void {
    this.window.advance(count);
    this.scanned = 0;
  }

  /** Leaves a damaged value; what was looked at of it is told as one damage. */
  private lose(what: string): void {
    this.out.damage(`${what} (line ${this.window.line})`, this.window.offset);
    this.pass(this.scanned);
    this.begin = -1;
    this.inString = false;
    this.escaped = false;
    this.lost = true;
  }

  /** Looks for a line on which a value begins: a brace as far in as the first value had it. */
  private resume(final: boolean): boolean {
    for (;;) {
      const { bytes } = this.window;
      const end = bytes.indexOf(NEWLINE);
      if (end < 0) {
        this.pass(final ? bytes.length : 0);
        return false;
      }
      let at = end + 1;
      while (at < bytes.length && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
      if (at === bytes.length && !final) {
        this.pass(end);
        return false;
      }
      this.pass(end + 1);
      const indent = at - end - 1;
      if (bytes[at] === OPEN_BRACE && (this.indent === undefined || this.indent < 0 || indent === this.indent)) {
        this.lost = false;
        return true;
      }
    }
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}

/** White space between the start of a line and what stands there, or -1 for a value that does not begin its line. */
function indentBefore(bytes: Uint8Array, at: number): number {
  let from = at;
  while (from > 0 && (bytes[from - 1] === SPACE || bytes[from - 1] === TAB)) from--;
  return from === 0 || bytes[from - 1] === NEWLINE ? at - from : -1;
}

/** Whether the object at `at` ends within the bytes. */
function closes(bytes: Uint8Array, at: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = at; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (quoted) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) if (--depth === 0) return true;
  }
  return false;
}

function trimEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1]!)) end--;
  return bytes.subarray(0, end);
}

/** A value on one line; a new array. */
function compact(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let filled = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      let end = at + 1;
      while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
      out.set(bytes.subarray(at, end + 1), filled);
      filled += Math.min(end + 1, bytes.length) - at;
      at = end;
    } else if (!isSpace(byte)) {
      if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && filled > 0 && out[filled - 1] === COMMA) filled--;
      out[filled++] = byte;
    }
  }
  return out.subarray(0, filled);
}
