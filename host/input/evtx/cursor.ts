/**
 * Reads little-endian values within one chunk of an event log. Every read is checked: damage ends in an EvtxDamage and never in
 * a wrong value.
 */

/** What is wrong with a chunk or a record; `offset` counts from the chunk's start. */
export class EvtxDamage extends Error {
  override readonly name = "EvtxDamage";

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export class Cursor {
  private constructor(
    readonly bytes: Uint8Array,
    readonly data: DataView,
    public at: number,
    readonly end: number,
  ) {
    if (end > bytes.length || at > end) throw new EvtxDamage("it points outside its chunk", at);
  }

  /** A cursor over a whole chunk. */
  static over(bytes: Uint8Array): Cursor {
    return new Cursor(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length);
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** A cursor over [from, end) of the same chunk. */
  within(from: number, end: number): Cursor {
    return new Cursor(this.bytes, this.data, from, end);
  }

  skip(length: number): number {
    const start = this.at;
    if (length < 0 || length > this.end - start) throw new EvtxDamage("it ends too early", start);
    this.at = start + length;
    return start;
  }

  u8(): number {
    return this.data.getUint8(this.skip(1));
  }

  u16(): number {
    return this.data.getUint16(this.skip(2), true);
  }

  u32(): number {
    return this.data.getUint32(this.skip(4), true);
  }

  u64(): bigint {
    return this.data.getBigUint64(this.skip(8), true);
  }

  /** UTF-16 text of `units` units; lone surrogates stay. */
  text(units: number): string {
    const start = this.skip(units * 2);
    if (units >= LONG_TEXT) {
      const text = utf16.decode(this.bytes.subarray(start, this.at));
      // The decoder puts this in a lone surrogate's place; the text may also hold it by itself.
      if (!text.includes("\ufffd")) return text;
    }
    let text = "";
    for (let at = start; at < this.at; at += 2) text += String.fromCharCode(this.data.getUint16(at, true));
    return text;
  }
}

/** Units from which on the platform's decoder is worth calling. */
const LONG_TEXT = 48;
const utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });
