/**
 * UTF-16 to the encoding of everything else here: UTF-8, with a lone surrogate as three bytes of its own (WTF-8).
 */

/** Most bytes that a unit becomes. */
const MOST_BYTES = 3;

export class Utf16Decoder {
  /** The first byte of a unit whose second one is still to come, or -1. */
  private half = -1;
  /** A high surrogate whose low one is still to come, or 0. */
  private high = 0;

  constructor(private readonly bigEndian: boolean) {}

  /** @returns the bytes of what is whole so far; a new array */
  decode(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array((bytes.length / 2 + 2) * MOST_BYTES);
    let filled = 0;
    let at = 0;
    const put = (unit: number) => {
      filled = this.write(unit, out, filled);
    };
    if (this.half >= 0 && bytes.length > 0) {
      put(this.bigEndian ? (this.half << 8) | bytes[0]! : (bytes[0]! << 8) | this.half);
      this.half = -1;
      at = 1;
    }
    const first = this.bigEndian ? 0 : 1;
    for (; at + 1 < bytes.length; at += 2) put((bytes[at + first]! << 8) | bytes[at + 1 - first]!);
    if (at < bytes.length) this.half = bytes[at]!;
    return out.subarray(0, filled);
  }

  /** Whether the input ended within a unit. */
  get isCut(): boolean {
    return this.half >= 0;
  }

  /** What waits for its other half at the end of the input. */
  end(): Uint8Array {
    const out = new Uint8Array(MOST_BYTES);
    const filled = this.high === 0 ? 0 : encode(this.high, out, 0);
    this.high = 0;
    return out.subarray(0, filled);
  }

  private write(unit: number, out: Uint8Array, at: number): number {
    let filled = at;
    if (this.high !== 0) {
      const high = this.high;
      this.high = 0;
      if (unit >= 0xdc00 && unit < 0xe000) return encode(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), out, filled);
      filled = encode(high, out, filled);
    }
    if (unit >= 0xd800 && unit < 0xdc00) {
      this.high = unit;
      return filled;
    }
    return encode(unit, out, filled);
  }
}

function encode(code: number, out: Uint8Array, at: number): number {
  if (code < 0x80) {
    out[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    out[at] = 0xc0 | (code >> 6);
    out[at + 1] = 0x80 | (code & 63);
    return at + 2;
  }
  if (code < 0x10000) {
    out[at] = 0xe0 | (code >> 12);
    out[at + 1] = 0x80 | ((code >> 6) & 63);
    out[at + 2] = 0x80 | (code & 63);
    return at + 3;
  }
  out[at] = 0xf0 | (code >> 18);
  out[at + 1] = 0x80 | ((code >> 12) & 63);
  out[at + 2] = 0x80 | ((code >> 6) & 63);
  out[at + 3] = 0x80 | (code & 63);
  return at + 4;
}
