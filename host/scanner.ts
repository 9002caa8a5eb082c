/**
 * Newline-delimited JSON of any size through one module: bytes are written straight into the module's memory, what is left of
 * a line stays at the front of the room for the next piece.
 */
import type { DetectorModule, Row } from "./module.js";

/** A span of input that was read, with the rows found in it. Views are good only during the call. */
export interface Batch {
  /** The bytes that were read: whole lines, or pieces of a line that is too long to be read. */
  bytes: Uint8Array;
  rows: Row[];
  /** Bytes of input before this span. */
  offset: number;
}

export class Scanner {
  private kept = 0;
  private passed = 0;

  constructor(
    private readonly module: DetectorModule,
    private readonly visit: (batch: Batch) => void,
  ) {}

  /** Bytes of input that were read. */
  get offset(): number {
    return this.passed;
  }

  /** A view to write up to `bytes` further bytes into; good until the next call. */
  room(bytes: number): Uint8Array {
    return this.module.room(this.kept + bytes).subarray(this.kept);
  }

  /** Says that `bytes` bytes were written to the last room. */
  filled(bytes: number): void {
    this.read(bytes, false);
  }

  /** Copies a piece of input in. */
  push(piece: Uint8Array): void {
    this.room(piece.length).set(piece);
    this.filled(piece.length);
  }

  /** Says that the input ends, which completes a last line without its newline. */
  end(): void {
    this.read(0, true);
  }

  private read(added: number, final: boolean): void {
    let waiting = this.kept + added;
    const start = this.module.room(waiting).byteOffset;
    let at = start;
    for (;;) {
      const { read, rows } = this.module.scan(at, waiting, final);
      if (read > 0) this.visit({ bytes: this.module.view(at, read), rows, offset: this.passed });
      this.passed += read;
      at += read;
      waiting -= read;
      if (read === 0 || waiting === 0) break;
    }
    if (at > start) this.module.view(start, at - start + waiting).copyWithin(0, at - start);
    this.kept = waiting;
  }
}

/** The pieces of a batch as the pipeline sees them: the same bytes, plus a member where a finding is. */
export function* annotated(batch: Batch, module: DetectorModule): Generator<Uint8Array> {
  let from = 0;
  for (const row of batch.rows) {
    yield batch.bytes.subarray(from, row.replaced ? row.offset : row.insert);
    yield module.view(row.text, row.textLength);
    from = row.replaced ? row.offset + row.length : row.insert;
  }
  yield batch.bytes.subarray(from);
}
