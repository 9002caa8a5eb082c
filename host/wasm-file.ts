/**
 * Reads and rewrites the parts of a WebAssembly binary that `rule`, `bake` and `doctor` care about, without running it:
 * custom sections, the constant of an exported global, data segments.
 * Source: WebAssembly Core Specification, chapter 5 (binary format).
 */
import { DetectorError } from "./errors.js";
import { concatenate } from "./wtf8.js";

const SECTION_CUSTOM = 0;
const SECTION_GLOBAL = 6;
const SECTION_EXPORT = 7;
const SECTION_DATA = 11;
const SECTION_DATA_COUNT = 12;
const EXPORT_GLOBAL = 3;
const I32_CONST = 0x41;
const END = 0x0b;

interface Section {
  id: number;
  /** The contents, after id and size. */
  body: Uint8Array;
}

/** An active data segment of memory 0 with a constant address. */
export interface Segment {
  address: number;
  bytes: Uint8Array;
}

/** Walks bytes; every read is checked, so a cut file ends in an error and never in a wrong value. */
class Cursor {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw broken("it ends too early");
    return value;
  }

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw broken("it ends too early");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw broken("a number is too long");
  }

  signed(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return shift < 25 && byte & 64 ? value | (-1 << (shift + 7)) : value;
    }
    throw broken("a number is too long");
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }

  /** An `i32.const` expression; undefined for any other, which is passed over up to its end. */
  constant(): number | undefined {
    if (this.bytes[this.at] !== I32_CONST) {
      while (this.byte() !== END);
      return undefined;
    }
    this.at++;
    const value = this.signed();
    if (this.byte() !== END) throw broken("a constant does not end");
    return value;
  }
}

function broken(what: string): DetectorError {
  return new DetectorError("module_invalid", `Not a WebAssembly module that can be read: ${what}.`, {
    hint: "Take a module from the package or the release, and compare it with SHA256SUMS.",
  });
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    if ((rest === 0 && !(low & 64)) || (rest === -1 && low & 64)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

/** A module's binary, taken apart into its sections. */
export class WasmFile {
  private constructor(private sections: Section[]) {}

  /** Takes a binary apart; the bytes stay the caller's and are not written to. */
  static parse(bytes: Uint8Array): WasmFile {
    const cursor = new Cursor(bytes);
    const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
    if (bytes.length < 8 || magic.some((byte) => cursor.byte() !== byte))
      throw broken("it does not start with the magic and version 1");
    const sections: Section[] = [];
    while (!cursor.done) sections.push({ id: cursor.byte(), body: cursor.take(cursor.unsigned()) });
    return new WasmFile(sections);
  }

  /** The binary, put together again. */
  serialize(): Uint8Array {
    const pieces: Uint8Array[] = [Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)];
    for (const { id, body } of this.sections) pieces.push(Uint8Array.from([id, ...unsigned(body.length)]), body);
    return concatenate(pieces);
  }

  /** Contents of the first custom section of that name. */
  customSection(name: string): Uint8Array | undefined {
    for (const { id, body } of this.sections) {
      if (id !== SECTION_CUSTOM) continue;
      const cursor = new Cursor(body);
      if (cursor.name() === name) return body.subarray(cursor.at);
    }
    return undefined;
  }

  /** Names of everything the module exports. */
  exportNames(): string[] {
    return this.exports().map(({ name }) => name);
  }

  /** Value of an exported global that is initialised with an `i32.const`. */
  exportedConstant(name: string): number | undefined {
    const entry = this.exports().find((candidate) => candidate.name === name && candidate.kind === EXPORT_GLOBAL);
    const body = this.section(SECTION_GLOBAL)?.body;
    if (!entry || !body) return undefined;
    const cursor = new Cursor(body);
    const total = cursor.unsigned();
    for (let index = 0; index < total; index++) {
      cursor.take(2);
      const value = cursor.constant();
      if (index === entry.index) return value;
    }
    return undefined;
  }

  /** Active data segments, in order. */
  segments(): Segment[] {
    const body = this.section(SECTION_DATA)?.body;
    const segments: Segment[] = [];
    if (!body) return segments;
    const cursor = new Cursor(body);
    const total = cursor.unsigned();
    for (let index = 0; index < total; index++) {
      const kind = cursor.unsigned();
      if (kind === 2) cursor.unsigned();
      const address = kind === 1 ? undefined : cursor.constant();
      const bytes = cursor.take(cursor.unsigned());
      if (address !== undefined) segments.push({ address, bytes });
    }
    return segments;
  }

  /** The first `length` bytes at an address as the data segments leave them; what no segment writes is zero. */
  initialBytes(address: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (const segment of this.segments()) {
      const from = Math.max(segment.address, address);
      const to = Math.min(segment.address + segment.bytes.length, address + length);
      if (from < to) bytes.set(segment.bytes.subarray(from - segment.address, to - segment.address), from - address);
    }
    return bytes;
  }

  /** Adds a data segment after the others, so that it has the last word on its bytes. */
  addSegment(segment: Segment): void {
    const entry = Uint8Array.from([0, I32_CONST, ...signed(segment.address), END, ...unsigned(segment.bytes.length)]);
    const data = this.section(SECTION_DATA);
    const cursor = new Cursor(data?.body ?? Uint8Array.of(0));
    const total = cursor.unsigned() + 1;
    const body = concatenate([Uint8Array.from(unsigned(total)), cursor.bytes.subarray(cursor.at), entry, segment.bytes]);
    if (data) data.body = body;
    else this.sections.push({ id: SECTION_DATA, body });
    const announced = this.section(SECTION_DATA_COUNT);
    if (announced) announced.body = Uint8Array.from(unsigned(total));
  }

  /** Takes the last data segment away, which `addSegment` added. */
  dropLastSegment(): void {
    const data = this.section(SECTION_DATA);
    const last = this.segments().at(-1);
    if (!data || !last) return;
    const head = 2 + signed(last.address).length + 1 + unsigned(last.bytes.length).length;
    const cursor = new Cursor(data.body);
    const total = cursor.unsigned() - 1;
    const kept = data.body.subarray(cursor.at, data.body.length - last.bytes.length - head);
    data.body = concatenate([Uint8Array.from(unsigned(total)), kept]);
    const announced = this.section(SECTION_DATA_COUNT);
    if (announced) announced.body = Uint8Array.from(unsigned(total));
  }

  private section(id: number): Section | undefined {
    return this.sections.find((section) => section.id === id);
  }

  private exports(): { name: string; kind: number; index: number }[] {
    const body = this.section(SECTION_EXPORT)?.body;
    if (!body) return [];
    const cursor = new Cursor(body);
    const total = cursor.unsigned();
    return Array.from({ length: total }, () => ({ name: cursor.name(), kind: cursor.byte(), index: cursor.unsigned() }));
  }
}
