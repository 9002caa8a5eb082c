/**
 * What the readers of formats write to: events as lines of JSON with the place of each, and what was wrong with the input.
 */

/** Where an event stands in its input, compressed input unpacked. */
export interface Place {
  /** The line on which it begins, from 1; in an event log, which has no lines, the number of its record. */
  line: number;
  /** Bytes of the input before it. */
  offset: number;
  /** Bytes of it. */
  length: number;
}

/** Takes input that was recognised. Bytes are the sink's only during the call. */
export interface Sink {
  /** Newline-delimited JSON as it stands in the input. */
  asIs(bytes: Uint8Array): void;
  /** Whole lines, each an event that was converted, and where it came from. */
  converted(lines: Uint8Array, places: readonly Place[]): void;
}

/** Something wrong with an input that was read around. */
export interface Damage {
  /** What, as a clause: `the file ends within an object`. */
  what: string;
  /** Bytes of the input before it. */
  offset: number;
}

/** A reader of one format: bytes of any number go in, events come out. */
export interface FormatReader {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** Damages that are kept with their words; further ones are counted. */
const MOST_TOLD = 20;
/** Bytes of events that go on together. */
const BATCH_BYTES = 1 << 20;
const NEWLINE = 0x0a;

const encoder = new TextEncoder();

export class Output {
  readonly damages: Damage[] = [];
  readonly notes: string[] = [];
  damaged = 0;
  /** Events that were converted. */
  events = 0;
  private lines = new Uint8Array(1 << 16);
  private filled = 0;
  private places: Place[] = [];

  constructor(private readonly sink: Sink) {}

  /** @param json an event on one line, without its end */
  event(json: string | Uint8Array, place: Place): void {
    const bytes = typeof json === "string" ? encoder.encode(json) : json;
    this.append(bytes);
    this.places.push(place);
    this.events++;
    if (this.filled >= BATCH_BYTES) this.flush();
  }

  asIs(bytes: Uint8Array): void {
    this.sink.asIs(bytes);
  }

  damage(what: string, offset: number): void {
    this.damaged++;
    if (this.damages.length < MOST_TOLD) this.damages.push({ what, offset });
  }

  /** Something worth knowing that loses no event. */
  note(text: string): void {
    if (this.notes.length < MOST_TOLD && !this.notes.includes(text)) this.notes.push(text);
  }

  /** Hands on what waits. */
  flush(): void {
    if (this.places.length === 0) return;
    const { places, filled } = this;
    this.places = [];
    this.filled = 0;
    this.sink.converted(this.lines.subarray(0, filled), places);
  }

  private append(bytes: Uint8Array): void {
    const needed = this.filled + bytes.length + 1;
    if (needed > this.lines.length) {
      const larger = new Uint8Array(Math.max(needed, this.lines.length * 2));
      larger.set(this.lines.subarray(0, this.filled));
      this.lines = larger;
    }
    this.lines.set(bytes, this.filled);
    this.lines[this.filled + bytes.length] = NEWLINE;
    this.filled = needed;
  }
}
