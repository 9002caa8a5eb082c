/**
 * Writes small event logs: one chunk or several, a template that records share, values of each type. The tests' own writer, so
 * that what is read was not recorded from the reader.
 */
import { crc32 } from "../../build/host/input/evtx/crc32.js";

const CHUNK = 0x10000;
const FIRST_RECORD = 512;
const text16 = (text) => Buffer.from(text, "utf16le");

/** A growing piece of a chunk that knows its own place, which names and templates are found by. */
class Writer {
  constructor(at) {
    this.bytes = Buffer.alloc(CHUNK);
    this.at = at;
    this.names = new Map();
    this.template = undefined;
  }
  u8(value) {
    this.at = this.bytes.writeUInt8(value, this.at);
  }
  u16(value) {
    this.at = this.bytes.writeUInt16LE(value, this.at);
  }
  u32(value) {
    this.at = this.bytes.writeUInt32LE(value >>> 0, this.at);
  }
  u64(value) {
    this.at = this.bytes.writeBigUInt64LE(BigInt(value), this.at);
  }
  raw(bytes) {
    this.at += Buffer.from(bytes).copy(this.bytes, this.at);
  }
  /** A name: written where it is used first, pointed at from then on. */
  name(name) {
    const known = this.names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.names.set(name, this.at);
    this.u32(0);
    this.u16(0);
    this.u16(name.length);
    this.raw(text16(`${name}\0`));
  }
  /** An element within a template. Content: a number is a substitution, a string text, a list elements. */
  element([name, attributes, content]) {
    const names = Object.entries(attributes);
    this.u8(names.length > 0 ? 0x41 : 0x01);
    this.u16(0xffff);
    this.u32(0);
    this.name(name);
    if (names.length > 0) this.u32(0);
    for (const [index, [key, value]] of names.entries()) {
      this.u8(index < names.length - 1 ? 0x46 : 0x06);
      this.name(key);
      this.content(value);
    }
    if (content === undefined) return this.u8(0x03);
    this.u8(0x02);
    if (Array.isArray(content)) for (const child of content) this.element(child);
    else this.content(content);
    this.u8(0x04);
  }
  content(value) {
    if (typeof value === "number") {
      this.u8(0x0e);
      this.u16(value);
      return this.u8(0x01);
    }
    this.u8(0x05);
    this.u8(0x01);
    this.u16(value.length);
    this.raw(text16(value));
  }
}

/** Values as a record holds them: type and bytes. */
export const string = (text) => [0x01, text16(text)];
export const strings = (texts) => [0x81, text16(texts.map((text) => `${text}\0`).join(""))];
export const number = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return [0x08, bytes];
};
export const moment = (iso) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Date.parse(iso)) * 10_000n + 116_444_736_000_000_000n);
  return [0x11, bytes];
};
export const sid = (...parts) => {
  const bytes = Buffer.alloc(8 + parts.length * 4);
  bytes.set([1, parts.length, 0, 0, 0, 0, 0, 5]);
  for (const [index, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + index * 4);
  return [0x13, bytes];
};
export const nothing = [0x00, Buffer.alloc(0)];

/** One chunk with these records: a list of values each, for the template. */
export function chunk(template, records, firstId = 1) {
  const writer = new Writer(FIRST_RECORD);
  for (const [index, values] of records.entries()) {
    const start = writer.at;
    writer.u32(0x2a2a);
    writer.u32(0);
    writer.u64(firstId + index);
    writer.u64(0);
    writer.raw([0x0f, 1, 1, 0, 0x0c, 1]);
    writer.u32(7);
    writer.u32(writer.template ?? writer.at + 4);
    if (writer.template === undefined) {
      writer.template = writer.at;
      writer.u32(0);
      writer.raw(Buffer.alloc(16));
      const sizeAt = writer.at;
      writer.u32(0);
      writer.raw([0x0f, 1, 1, 0]);
      writer.element(template);
      writer.u8(0);
      writer.bytes.writeUInt32LE(writer.at - sizeAt - 4, sizeAt);
    }
    writer.u32(values.length);
    for (const [type, bytes] of values) {
      writer.u16(bytes.length);
      writer.u8(type);
      writer.u8(0);
    }
    for (const [, bytes] of values) writer.raw(bytes);
    writer.u8(0);
    while ((writer.at + 4) % 8 !== 0) writer.u8(0);
    const size = writer.at + 4 - start;
    writer.u32(size);
    writer.bytes.writeUInt32LE(size, start + 4);
  }
  const { bytes, at } = writer;
  bytes.write("ElfChnk\0", 0, "latin1");
  bytes.writeUInt32LE(128, 40);
  bytes.writeUInt32LE(at, 48);
  bytes.writeUInt32LE(crc32(bytes.subarray(FIRST_RECORD, at)), 52);
  bytes.writeUInt32LE(crc32(bytes.subarray(128, FIRST_RECORD), crc32(bytes.subarray(0, 120))), 124);
  return bytes;
}

/** A whole log. */
export function log(chunks) {
  const header = Buffer.alloc(4096);
  header.write("ElfFile\0", 0, "latin1");
  header.writeUInt16LE(chunks.length, 42);
  return Buffer.concat([header, ...chunks]);
}

/** The template of a script block event; values: number, total, text, id, path, time, user. */
export const SCRIPT_BLOCK = [
  "Event",
  { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
  [
    [
      "System",
      {},
      [
        ["Provider", { Name: "Microsoft-Windows-PowerShell" }],
        ["EventID", {}, "4104"],
        ["TimeCreated", { SystemTime: 5 }],
        ["Channel", {}, "Microsoft-Windows-PowerShell/Operational"],
        ["Computer", {}, "EX01.corp.example"],
        ["Security", { UserID: 6 }],
      ],
    ],
    [
      "EventData",
      {},
      [
        ["Data", { Name: "MessageNumber" }, 0],
        ["Data", { Name: "MessageTotal" }, 1],
        ["Data", { Name: "ScriptBlockText" }, 2],
        ["Data", { Name: "ScriptBlockId" }, 3],
        ["Data", { Name: "Path" }, 4],
      ],
    ],
  ],
];

/** Values of a script block event. */
export const scriptBlock = (script, id = "0a5f1c2e-6d0b-4a55-9d1c-3f6f2f6f0d11") => [
  number(1),
  number(1),
  string(script),
  string(id),
  nothing,
  moment("2026-11-03T09:14:02.123Z"),
  sid(21, 1, 2, 500),
];
