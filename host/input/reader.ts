/**
 * Reads an input in whatever form people have events: recognises it by its first bytes, then hands it to the reader of its format.
 * Bytes go in as they come; nothing here opens a file, so it runs in a browser too.
 */
import { Csv, findTable } from "./csv.js";
import { EvtxReader } from "./evtx/event-log.js";
import { JsonValues } from "./json-values.js";
import { Lines } from "./lines.js";
import { type Damage, type FormatReader, Output, type Sink } from "./output.js";
import { type Encoding, type Format, HEAD_BYTES, type Recognised, recognise } from "./recognise.js";
import { TextWindow } from "./text-window.js";
import { Utf16Decoder } from "./utf16.js";
import { XmlEvents } from "./xml-events.js";

export interface ReaderOptions {
  /** The format, where its bytes shall not decide. */
  format?: Format | undefined;
  /** Open an object around a list of events (default); off where the records themselves pass through. */
  unwrap?: boolean;
}

/** What an input turned out to be. */
export interface InputReport {
  /** Absent for an empty input. */
  format?: Format;
  encoding?: Encoding;
  /** Events that were converted; 0 where the input passed as it is. */
  converted: number;
  /** Places at which the input was damaged, and the first of them in words. */
  damaged: number;
  damages: readonly Damage[];
  notes: readonly string[];
}

export class InputReader {
  private head: Uint8Array | undefined = new Uint8Array();
  private recognised: Recognised | undefined;
  private reader: FormatReader | undefined;
  private readonly out: Output;

  constructor(
    sink: Sink,
    private readonly options: ReaderOptions = {},
  ) {
    this.out = new Output(sink);
  }

  /** Whether the input passes as it is: bytes may then go past this reader. */
  get passesAsIs(): boolean {
    return this.reader instanceof AsIs;
  }

  push(bytes: Uint8Array): void {
    if (this.reader) this.reader.push(bytes);
    else this.begin(bytes, false);
    this.out.flush();
  }

  end(): void {
    if (!this.reader) this.begin(new Uint8Array(), true);
    this.reader?.end();
    this.out.flush();
  }

  report(): InputReport {
    const { format, encoding } = this.recognised ?? {};
    const { events, damaged, damages, notes } = this.out;
    return { ...(format && { format }), ...(encoding && { encoding }), converted: events, damaged, damages, notes };
  }

  private begin(bytes: Uint8Array, whole: boolean): void {
    const head = joined(this.head ?? new Uint8Array(), bytes);
    this.head = head;
    if (head.length === 0) return;
    const found = recognise(head, whole || head.length >= HEAD_BYTES * 2, this.options.unwrap ?? true);
    if (!found && !whole) return;
    const told = found ?? { format: "text" as const, encoding: "utf-8" as const, mark: 0 };
    this.recognised = this.options.format ? { ...told, format: this.options.format } : told;
    this.reader = this.readerFor(this.recognised, head);
    this.head = undefined;
    this.reader.push(this.reader instanceof AsIs ? head : head.subarray(told.mark));
  }

  private readerFor({ format, encoding, mark, table }: Recognised, head: Uint8Array): FormatReader {
    if (format === "evtx") return new EvtxReader(this.out);
    const plain = encoding === "utf-8";
    if (plain && (format === "ndjson" || format === "text")) return new AsIs(this.out);
    const window = new TextWindow(mark, plain ? 1 : 2);
    const reader = this.textReader(format, window, table ?? findTable(head.subarray(mark)));
    return plain ? reader : new Decoded(reader, new Utf16Decoder(encoding === "utf-16be"), this.out, mark);
  }

  private textReader(format: Format, window: TextWindow, table: Recognised["table"]): FormatReader {
    if (format === "json") return new JsonValues(this.out, window, this.options.unwrap ?? true);
    if (format === "xml") return new XmlEvents(this.out, window);
    if (format === "csv" && table) return new Csv(this.out, window, table);
    return new Lines(this.out, window);
  }
}

/** UTF-8 in lines: the module reads it as it stands. */
class AsIs implements FormatReader {
  constructor(private readonly out: Output) {}

  push(bytes: Uint8Array): void {
    this.out.asIs(bytes);
  }

  end(): void {}
}

/** A text format whose bytes are UTF-16. */
class Decoded implements FormatReader {
  private taken = 0;

  constructor(
    private readonly inner: FormatReader,
    private readonly decoder: Utf16Decoder,
    private readonly out: Output,
    /** Bytes of a mark before what is pushed. */
    private readonly mark: number,
  ) {}

  push(bytes: Uint8Array): void {
    this.taken += bytes.length;
    this.inner.push(this.decoder.decode(bytes));
  }

  end(): void {
    if (this.decoder.isCut) this.out.damage("the input ends within a character of UTF-16", this.mark + this.taken - 1);
    this.inner.push(this.decoder.end());
    this.inner.end();
  }
}

function joined(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (before.length === 0) return bytes.slice();
  const whole = new Uint8Array(before.length + bytes.length);
  whole.set(before);
  whole.set(bytes, before.length);
  return whole;
}
