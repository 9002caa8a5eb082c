/**
 * Unpacking on the way, by the platform's own stream: bytes go in as they come, packed or not.
 */
import { DetectorError } from "../errors.js";
import { MAGIC_BYTES, type Packing, packingOf, refuse } from "./recognise.js";
import { cannotUnpack, zstdStream } from "./unpack.js";

const NEWLINE = 0x0a;

/** Recognises what is packed, and unpacks it on the way. */
export class Unpacking {
  /** What is wrong with the packing. */
  damage: string | undefined;
  private head: Uint8Array | undefined = new Uint8Array();
  private writer: WritableStreamDefaultWriter<BufferSource> | undefined;
  private reading: Promise<void> | undefined;

  constructor(private readonly take: (bytes: Uint8Array) => void) {}

  async push(bytes: Uint8Array): Promise<void> {
    if (!(bytes instanceof Uint8Array)) {
      throw new DetectorError("argument_invalid", "The stream takes bytes or text.", { hint: "Write a Uint8Array or a string." });
    }
    if (this.head === undefined) return this.pass(bytes);
    const head = new Uint8Array(this.head.length + bytes.length);
    head.set(this.head);
    head.set(bytes, this.head.length);
    this.head = head;
    if (head.length >= MAGIC_BYTES || head.includes(NEWLINE)) await this.begin();
  }

  async end(): Promise<void> {
    if (this.head !== undefined) await this.begin();
    if (!this.writer) return;
    // What is wrong with the end shows on the reading side.
    this.writer.close().catch(() => {});
    await this.reading;
  }

  private async begin(): Promise<void> {
    const head = this.head!;
    this.head = undefined;
    refuse(head, "The input");
    const packing = packingOf(head);
    if (packing) {
      const unpacker = packing === "gzip" ? new DecompressionStream("gzip") : zstdStream();
      if (!unpacker) throw cannotUnpack("The input", packing);
      this.writer = unpacker.writable.getWriter();
      this.reading = this.read(packing, unpacker.readable.getReader());
    }
    await this.pass(head);
  }

  private async pass(bytes: Uint8Array): Promise<void> {
    if (!this.writer) return this.take(bytes);
    try {
      await this.writer.write(bytes as Uint8Array<ArrayBuffer>);
    } catch {
      await this.reading;
    }
  }

  private async read(packing: Packing, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) this.take(next.value);
    } catch (cause) {
      this.damage = `the ${packing} data is damaged: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
  }
}
