/** Newline-delimited JSON whose lines' places must be kept, because the input was not UTF-8. */
import type { FormatReader, Output } from "./output.js";
import type { TextWindow } from "./text-window.js";

const NEWLINE = 0x0a;
const RETURN = 0x0d;

export class Lines implements FormatReader {
  private scanned = 0;

  constructor(
    private readonly out: Output,
    private readonly window: TextWindow,
  ) {}

  push(bytes: Uint8Array): void {
    this.window.append(bytes);
    for (;;) {
      const end = this.window.bytes.indexOf(NEWLINE, this.scanned);
      if (end < 0) break;
      this.line(end);
      this.window.advance(end + 1);
      this.scanned = 0;
    }
    this.scanned = this.window.length;
  }

  end(): void {
    if (this.window.length > 0) this.line(this.window.length);
    this.out.flush();
  }

  private line(end: number): void {
    const { bytes, line, offset } = this.window;
    const json = bytes.subarray(0, end > 0 && bytes[end - 1] === RETURN ? end - 1 : end);
    if (json.length > 0) this.out.event(json, { line, offset, length: this.window.inputBytes(json) });
  }
}
