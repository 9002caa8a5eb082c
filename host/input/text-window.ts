/**
 * The part of a text that a reader still looks at: bytes of UTF-8, with line and offset of its first one. Where the input was
 * UTF-16, offsets count the input's own bytes.
 */
const NEWLINE = 0x0a;

export class TextWindow {
  private buffer = new Uint8Array(1 << 16);
  private start = 0;
  private end = 0;
  /** Line of the first byte, from 1. */
  line = 1;

  /**
   * @param offset bytes of the input before the first one (a byte order mark)
   * @param unitBytes 2 where the input is UTF-16
   */
  constructor(
    public offset: number,
    private readonly unitBytes: 1 | 2,
  ) {}

  get length(): number {
    return this.end - this.start;
  }

  /** What is held; good until the next `append`. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(this.start, this.end);
  }

  append(piece: Uint8Array): void {
    if (this.end + piece.length > this.buffer.length) this.makeRoom(piece.length);
    this.buffer.set(piece, this.end);
    this.end += piece.length;
  }

  /** Leaves the first `count` bytes. */
  advance(count: number): void {
    const passed = this.buffer.subarray(this.start, this.start + count);
    for (let at = passed.indexOf(NEWLINE); at >= 0; at = passed.indexOf(NEWLINE, at + 1)) this.line++;
    this.offset += this.inputBytes(passed);
    this.start += count;
  }

  /** Bytes that these took in the input. */
  inputBytes(bytes: Uint8Array): number {
    if (this.unitBytes === 1) return bytes.length;
    let units = 0;
    // A character's first byte is one unit, or two for one of four bytes.
    for (const byte of bytes) if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    return units * 2;
  }

  private makeRoom(bytes: number): void {
    const held = this.length;
    const target = held + bytes > this.buffer.length / 2 ? new Uint8Array((held + bytes) * 2) : this.buffer;
    target.set(this.buffer.subarray(this.start, this.end));
    this.buffer = target;
    this.start = 0;
    this.end = held;
  }
}
