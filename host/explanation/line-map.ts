/**
 * Where the lines of a text stand.
 */
import type { Span } from "../types.js";

/** Where lines start, in UTF-16 units. */
export class LineMap {
  private readonly starts = [0];

  constructor(readonly text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
      // A line end that ends the text starts no further line.
      if (index + end.length < text.length) this.starts.push(index + end.length);
    }
  }

  get count(): number {
    return this.starts.length;
  }

  /** The line of a unit, from 1. */
  lineAt(unit: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= unit) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Span of a line, line end excluded. */
  line(number: number): Span {
    const start = this.starts[number - 1]!;
    const next = this.starts[number] ?? this.text.length;
    return [start, start + this.text.slice(start, next).replace(/[\r\n]+$/, "").length];
  }
}
