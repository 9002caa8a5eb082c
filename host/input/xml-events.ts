/**
 * Files of events in XML, as Event Viewer and `wevtutil` write them: `<Events>` around them or one after another. Each
 * `<Event>` element goes out as `{"xml":"<Event…>"}`, untouched inside.
 */
import { MAX_RECORD_BYTES } from "../../assembly/contract.js";
import type { FormatReader, Output } from "./output.js";
import type { TextWindow } from "./text-window.js";

const START = "<Event";
const END = "</Event>";
const LIST_START = "<Events";
const LIST_END = "</Events";
const CDATA = "<![CDATA[";
const CDATA_END = "]]>";
const LESS = 0x3c;
/** What may follow the name in a start: white space, `>` or `/`. */
const AFTER_NAME = [0x20, 0x09, 0x0a, 0x0d, 0x3e, 0x2f];
/** Bytes of a string in JSON before and after an element. */
const BEFORE = new TextEncoder().encode('{"xml":"');
const AFTER = new TextEncoder().encode('"}');

export class XmlEvents implements FormatReader {
  private scanned = 0;
  private inside = false;
  private inCdata = false;
  /** Events seen, or damaged. */
  private any = false;
  /** Within `<Events>`. */
  private inList = false;

  constructor(
    private readonly out: Output,
    private readonly window: TextWindow,
  ) {}

  push(bytes: Uint8Array): void {
    this.window.append(bytes);
    while (this.inside ? this.element() : this.between());
  }

  end(): void {
    if (this.inside) this.out.damage(`the input ends within an <Event> (line ${this.window.line})`, this.window.offset);
    else if (this.inList) this.out.damage(`the input ends within <Events> (line ${this.window.line})`, this.window.offset);
    else if (!this.any) this.out.note("the XML holds no <Event> element");
    this.out.flush();
  }

  /** Looks for the next start; what stands before it is passed. */
  private between(): boolean {
    const { bytes } = this.window;
    for (let at = bytes.indexOf(LESS); at >= 0; at = bytes.indexOf(LESS, at + 1)) {
      const rest = bytes.length - at;
      const mayBegin = (name: string) => rest <= name.length && matches(bytes, at, name.slice(0, rest));
      if (mayBegin(LIST_START) || mayBegin(LIST_END)) return this.pass(at);
      if (matches(bytes, at, LIST_START)) this.inList = true;
      else if (matches(bytes, at, LIST_END)) this.inList = false;
      if (!matches(bytes, at, START) || !AFTER_NAME.includes(bytes[at + START.length]!)) continue;
      this.pass(at);
      this.inside = true;
      this.any = true;
      this.scanned = START.length;
      return true;
    }
    return this.pass(bytes.length);
  }

  /** Looks for the element's end. */
  private element(): boolean {
    const { bytes } = this.window;
    let at = this.scanned;
    for (;;) {
      if (this.inCdata) {
        const close = indexOf(bytes, CDATA_END, at);
        if (close < 0) return this.wait(Math.max(at, bytes.length - CDATA_END.length));
        this.inCdata = false;
        at = close + CDATA_END.length;
      }
      at = bytes.indexOf(LESS, at);
      if (at < 0) return this.wait(bytes.length);
      if (bytes.length - at < CDATA.length && !matches(bytes, at, END)) return this.wait(at);
      if (matches(bytes, at, END)) return this.finish(at + END.length);
      if (matches(bytes, at, CDATA)) {
        this.inCdata = true;
        at += CDATA.length;
      } else at++;
    }
  }

  private finish(end: number): boolean {
    const { line, offset, bytes } = this.window;
    const element = bytes.subarray(0, end);
    this.out.event(asJson(element), { line, offset, length: this.window.inputBytes(element) });
    this.inside = false;
    this.pass(end);
    return true;
  }

  private wait(scanned: number): boolean {
    this.scanned = scanned;
    if (this.window.length <= MAX_RECORD_BYTES) return false;
    this.out.damage(`an <Event> is longer than 32 MiB (line ${this.window.line})`, this.window.offset);
    this.inside = false;
    this.inCdata = false;
    this.pass(scanned);
    return true;
  }

  private pass(count: number): boolean {
    this.window.advance(count);
    this.scanned = 0;
    return false;
  }
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  if (at + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) if (matches(bytes, at, text)) return at;
  return -1;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PLAIN = 0x20;
const MOST_ESCAPED = 6;
const ESCAPES: Record<number, string> = { 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\" };

/** The element as the one member of an object; a new array. */
function asJson(element: Uint8Array): Uint8Array {
  let special = 0;
  for (const byte of element) if (byte < FIRST_PLAIN || byte === QUOTE || byte === BACKSLASH) special++;
  const out = new Uint8Array(BEFORE.length + element.length + special * (MOST_ESCAPED - 1) + AFTER.length);
  out.set(BEFORE);
  let filled = BEFORE.length;
  for (const byte of element) {
    if (byte >= FIRST_PLAIN && byte !== QUOTE && byte !== BACKSLASH) out[filled++] = byte;
    else {
      const escaped = ESCAPES[byte] ?? `\\u${byte.toString(16).padStart(4, "0")}`;
      for (let index = 0; index < escaped.length; index++) out[filled++] = escaped.charCodeAt(index);
    }
  }
  out.set(AFTER, filled);
  return out.subarray(0, filled + AFTER.length);
}
