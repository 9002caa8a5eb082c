/**
 * A Windows event log (EVTX), chunk by chunk as it comes: each event goes out as `{"xml":"<Event…>"}`. Damage is reported and
 * read around; the file's own count of chunks is no limit, since a log that was copied while open is after with it.
 * Source: the EVTX format as libevtx documents it; [MS-EVEN6] for binary XML.
 */
import type { FormatReader, Output } from "../output.js";
import { BinaryXml } from "./binary-xml.js";
import { crc32 } from "./crc32.js";
import { Cursor, EvtxDamage } from "./cursor.js";

const FILE_MAGIC = "ElfFile\0";
const CHUNK_MAGIC = "ElfChnk\0";
const CHUNK_BYTES = 0x10000;
const FILE_HEADER_BYTES = 4096;
const CHUNK_COUNT_AT = 42;
const CHUNK_HEADER_BYTES = 512;
/** The checksum of a chunk's header leaves itself and the flags out. */
const SUMMED_FROM = 128;
const SUMMED_BYTES = 120;
const FREE_SPACE_AT = 48;
const RECORDS_SUM_AT = 52;
const FLAGS_AT = 120;
const HEADER_SUM_AT = 124;
const FLAG_NO_SUMS = 4;
const RECORD_MAGIC = 0x2a2a;
const RECORD_HEADER_BYTES = 24;
/** After the event stands the record's size once more. */
const RECORD_TRAILER_BYTES = 4;
const RECORD_ALIGNMENT = 8;

export class EvtxReader implements FormatReader {
  private held: Uint8Array = new Uint8Array(CHUNK_BYTES);
  private filled = 0;
  /** Bytes of the file before what is held. */
  private offset = 0;
  private inHeader: boolean | undefined;
  private events = 0;
  private chunks = 0;
  /** Chunks that the file's header counts: what lies after them may never have been one. */
  private promised = 0;

  constructor(private readonly out: Output) {}

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const wanted = this.inHeader === false ? CHUNK_BYTES : FILE_HEADER_BYTES;
      const taken = Math.min(bytes.length - from, wanted - this.filled);
      this.held.set(bytes.subarray(from, from + taken), this.filled);
      this.filled += taken;
      from += taken;
      // Chunks that were carved out of a disk come without the file's header.
      if (this.inHeader === undefined && this.filled >= CHUNK_MAGIC.length) this.inHeader = startsWith(this.held, FILE_MAGIC);
      if (this.inHeader && this.filled === FILE_HEADER_BYTES) {
        this.inHeader = false;
        this.promised = this.held[CHUNK_COUNT_AT]! | (this.held[CHUNK_COUNT_AT + 1]! << 8);
        this.pass();
      } else if (this.filled === CHUNK_BYTES) this.chunk();
    }
  }

  end(): void {
    if (this.inHeader !== false) this.out.damage("the event log ends within its header", this.offset);
    else if (this.filled > 0) {
      this.out.damage(`the event log ends within chunk ${this.chunks + 1}`, this.offset);
      this.held.fill(0, this.filled);
      this.chunk();
    }
    this.filled = 0;
  }

  private pass(): void {
    this.offset += this.filled;
    this.filled = 0;
  }

  private chunk(): void {
    const bytes = this.held;
    this.chunks++;
    if (startsWith(bytes, CHUNK_MAGIC)) this.records(bytes);
    else if (this.chunks <= this.promised && bytes.some((byte) => byte !== 0))
      this.out.damage(`chunk ${this.chunks} is none`, this.offset);
    this.out.flush();
    this.pass();
    // Events that went out may still be looked at; the next chunk gets bytes of its own.
    this.held = new Uint8Array(CHUNK_BYTES);
  }

  private records(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const free = view.getUint32(FREE_SPACE_AT, true);
    const end = free >= CHUNK_HEADER_BYTES && free <= CHUNK_BYTES ? free : CHUNK_BYTES;
    this.checkSums(bytes, view, end);
    const xml = new BinaryXml();
    const chunk = Cursor.over(bytes);
    for (let at = CHUNK_HEADER_BYTES; at + RECORD_HEADER_BYTES <= end; ) {
      const size = view.getUint32(at + 4, true);
      const fits = size >= RECORD_HEADER_BYTES + RECORD_TRAILER_BYTES && size <= end - at;
      if (view.getUint32(at, true) !== RECORD_MAGIC || !fits) {
        const next = nextRecord(view, at + RECORD_ALIGNMENT, end);
        // Room that was never written to is no damage.
        if (next < end || bytes.subarray(at, end).some((byte) => byte !== 0)) {
          this.out.damage(`chunk ${this.chunks} holds what is no record`, this.offset + at);
        }
        at = next;
        continue;
      }
      this.record(chunk, xml, at, size);
      at += size;
    }
  }

  private checkSums(bytes: Uint8Array, view: DataView, end: number): void {
    if (view.getUint32(FLAGS_AT, true) & FLAG_NO_SUMS) return;
    const header = crc32(bytes.subarray(SUMMED_FROM, CHUNK_HEADER_BYTES), crc32(bytes.subarray(0, SUMMED_BYTES)));
    const records = crc32(bytes.subarray(CHUNK_HEADER_BYTES, end));
    if (header !== view.getUint32(HEADER_SUM_AT, true) || records !== view.getUint32(RECORDS_SUM_AT, true)) {
      this.out.note(`chunk ${this.chunks} does not have its checksum: it was written to last, or is damaged`);
    }
  }

  private record(chunk: Cursor, xml: BinaryXml, at: number, size: number): void {
    this.events++;
    try {
      const text = xml.render(chunk.within(at + RECORD_HEADER_BYTES, at + size - RECORD_TRAILER_BYTES));
      this.out.event(JSON.stringify({ xml: text }), { line: this.events, offset: this.offset + at, length: size });
    } catch (error) {
      if (!(error instanceof EvtxDamage)) throw error;
      this.out.damage(`record ${this.events} cannot be read: ${error.message}`, this.offset + at);
    }
  }
}

function nextRecord(view: DataView, from: number, end: number): number {
  for (let at = from; at + RECORD_HEADER_BYTES <= end; at += RECORD_ALIGNMENT) {
    if (view.getUint32(at, true) === RECORD_MAGIC) return at;
  }
  return end;
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  for (let index = 0; index < magic.length; index++) if (bytes[index] !== magic.charCodeAt(index)) return false;
  return true;
}
