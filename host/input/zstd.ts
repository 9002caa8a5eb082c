/**
 * zstd frame by frame. Node's decompressor stops without a word at the end of the first frame, and where a frame is cut, so the
 * frames are told apart here (RFC 8878, section 3.1) and each goes through a decompressor of its own.
 */

/** A stream of Node's, as far as it is used. */
export interface Decompressor extends AsyncIterable<Uint8Array> {
  write(bytes: Uint8Array): boolean;
  end(): void;
  destroy(): void;
  once(event: "drain" | "close", listener: () => void): void;
}

const MAGIC = 0xfd2fb528;
/** Sixteen magic numbers of frames that hold no data. */
const SKIPPABLE = 0x184d2a50;
const RUN_LENGTH_BLOCK = 1;

/** What is read next of a frame. */
type Part = "magic" | "size" | "descriptor" | "block" | "nothing";
const PART_BYTES: Record<Part, number> = { magic: 4, size: 4, descriptor: 1, block: 3, nothing: 0 };

/** Finds the end of one frame in bytes that come in pieces. */
export class ZstdFrame {
  /** The frame has ended. */
  done = false;
  /** These bytes begin no frame. */
  broken = false;
  private part: Part = "magic";
  private readonly held: number[] = [];
  /** Bytes that are passed without a look, and what follows them. */
  private passing = 0;
  private next: Part = "nothing";
  private hasChecksum = false;

  /** Whether nothing of the frame was seen yet. */
  get untouched(): boolean {
    return this.part === "magic" && this.held.length === 0;
  }

  /** @returns how many of the bytes belong to the frame */
  take(bytes: Uint8Array): number {
    let at = 0;
    while (!this.done && !this.broken) {
      if (this.passing > 0) {
        const passed = Math.min(this.passing, bytes.length - at);
        this.passing -= passed;
        at += passed;
        if (this.passing > 0) break;
      }
      if (this.part === "nothing" || this.passing > 0) {
        this.part = this.next;
        if (this.part === "nothing") this.done = true;
        continue;
      }
      while (this.held.length < PART_BYTES[this.part] && at < bytes.length) this.held.push(bytes[at++]!);
      if (this.held.length < PART_BYTES[this.part]) break;
      this.read(this.held.reduceRight((number, byte) => number * 256 + byte, 0));
      this.held.length = 0;
    }
    return at;
  }

  /** A part of the frame, as a number with its low byte first. */
  private read(value: number): void {
    if (this.part === "magic") this.begin(value);
    else if (this.part === "size") this.pass(value, "nothing");
    else if (this.part === "descriptor") this.header(value);
    else this.block(value);
  }

  private begin(magic: number): void {
    if (magic === MAGIC) this.part = "descriptor";
    else if (magic - (magic % 16) === SKIPPABLE) this.part = "size";
    else this.broken = true;
  }

  private header(descriptor: number): void {
    const single = (descriptor & 32) !== 0;
    this.hasChecksum = (descriptor & 4) !== 0;
    const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
    const dictionary = [0, 1, 2, 4][descriptor & 3]!;
    this.pass((single ? 0 : 1) + dictionary + contentSize, "block");
  }

  private block(header: number): void {
    const last = (header & 1) !== 0;
    const size = ((header >> 1) & 3) === RUN_LENGTH_BLOCK ? 1 : header >> 3;
    this.pass(size + (last && this.hasChecksum ? 4 : 0), last ? "nothing" : "block");
  }

  private pass(bytes: number, next: Part): void {
    this.passing = bytes;
    this.part = "nothing";
    this.next = next;
  }
}

/** What is wrong with the packing, as a clause. */
export const ENDS_EARLY = "the zstd data ends too early";
export const NO_FRAME = "what follows a zstd frame is none";

/** Frames of a whole input, and what is wrong after them. */
export function zstdFrames(bytes: Uint8Array): { frames: Uint8Array[]; damage?: string } {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = new ZstdFrame();
    const end = at + frame.take(bytes.subarray(at));
    if (frame.broken) return { frames, damage: NO_FRAME };
    frames.push(bytes.subarray(at, end));
    if (!frame.done) return { frames, damage: ENDS_EARLY };
    at = end;
  }
  return { frames };
}

/**
 * Unpacks a stream.
 * @param create makes a decompressor for one frame
 * @throws Error for damage, after what could be unpacked was given
 */
export async function* unpackZstd(source: AsyncIterable<Uint8Array>, create: () => Decompressor): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  let more = true;
  /** The bytes of one frame. */
  const bytesOf = async function* (frame: ZstdFrame) {
    while (!frame.done && !frame.broken) {
      while (rest.length === 0 && more) {
        const { value, done } = await pieces.next();
        more = !done;
        if (!done) rest = value;
      }
      if (rest.length === 0) return;
      const taken = frame.take(rest);
      const own = rest.subarray(0, taken);
      rest = rest.subarray(taken);
      if (!frame.broken) yield own;
    }
  };
  for (;;) {
    const frame = new ZstdFrame();
    const bytes = bytesOf(frame);
    const first = await bytes.next();
    if (frame.broken) throw new Error(NO_FRAME);
    if (first.done) return;
    yield* through(create(), first.value, bytes);
    if (frame.broken) throw new Error(NO_FRAME);
    if (!frame.done) throw new Error(ENDS_EARLY);
  }
}

/** One frame through its decompressor. */
async function* through(plain: Decompressor, first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let closed = false;
  let failure: unknown;
  plain.once("close", () => {
    closed = true;
  });
  const write = async (bytes: Uint8Array) => {
    if (plain.write(bytes) || closed) return;
    await new Promise<void>((resolve) => {
      plain.once("drain", resolve);
      plain.once("close", resolve);
    });
  };
  const feeding = (async () => {
    await write(first);
    for await (const piece of rest) {
      if (closed) return;
      await write(piece);
    }
    plain.end();
  })().catch((error) => {
    failure = error;
    plain.destroy();
  });
  yield* plain;
  await feeding;
  if (failure) throw failure;
}
