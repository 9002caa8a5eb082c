/**
 * An input of any format through one module: what is lines of UTF-8 goes in as it stands, anything else converted, and each
 * finding knows where its event stands in the input.
 */
import type { DetectorModule, Row } from "../module.js";
import { type Batch, Scanner } from "../scanner.js";
import type { Place } from "./output.js";
import { InputReader, type InputReport, type ReaderOptions } from "./reader.js";

/** Where a row, or any line, stands in what the module was given. */
export type Placed = Pick<Row, "line" | "offset" | "length">;

/** Called with what was read. Views are good only during the call. @param placeOf where a row's event stands in the input */
export type Visit = (batch: Batch, placeOf: (row: Placed) => Place) => void;

export class InputScanner {
  private readonly reader: InputReader;
  private readonly scanner: Scanner;
  /** Places of the converted events that the scanner is being given, and lines it was given before. */
  private places: readonly Place[] = [];
  private linesBefore = 0;

  constructor(module: DetectorModule, visit: Visit, options: ReaderOptions = {}) {
    this.scanner = new Scanner(module, (batch) => visit(batch, (row) => this.placeOf(row, batch)));
    this.reader = new InputReader(
      {
        asIs: (bytes) => this.scanner.push(bytes),
        converted: (lines, places) => {
          this.places = places;
          this.scanner.push(lines);
          this.linesBefore += places.length;
        },
      },
      options,
    );
  }

  /** Whether bytes may be written straight into `room`, since the input passes as it is. */
  get passesAsIs(): boolean {
    return this.reader.passesAsIs;
  }

  /** A view to write up to `bytes` further bytes of the input into; good until the next call. */
  room(bytes: number): Uint8Array {
    return this.scanner.room(bytes);
  }

  /** Says that `bytes` bytes were written to the last room. */
  filled(bytes: number): void {
    this.scanner.filled(bytes);
  }

  push(bytes: Uint8Array): void {
    this.reader.push(bytes);
  }

  /** Says that the input ends. */
  end(): void {
    this.reader.end();
    this.scanner.end();
  }

  /** What the input turned out to be, and what was wrong with it. */
  report(): InputReport {
    return this.reader.report();
  }

  private placeOf(row: Placed, batch: Batch): Place {
    if (this.passesAsIs) return { line: row.line, offset: batch.offset + row.offset, length: row.length };
    return this.places[row.line - 1 - this.linesBefore]!;
  }
}
