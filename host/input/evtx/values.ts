/**
 * Values of binary XML as Windows writes them into an event's XML.
 * Source: [MS-EVEN6] 2.2.12 and 3.1.4.7.5; the types that the specification leaves out as Windows' own renderer shows them.
 */
import { type Cursor, EvtxDamage } from "./cursor.js";

export const VALUE_NULL = 0x00;
export const VALUE_BINARY_XML = 0x21;
const VALUE_ARRAY = 0x80;
const VALUE_STRING = 0x01;
const VALUE_ANSI = 0x02;

/** Nanoseconds of a FILETIME's tick, and its ticks before 1970. */
const TICKS_A_MILLISECOND = 10_000n;
const EPOCH_TICKS = 116_444_736_000_000_000n;

type Reader = (view: DataView, at: number) => string;

const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, "0");

/** Types of a fixed size: bytes, and how one is written. */
const FIXED: Record<number, { size: number; read: Reader }> = {
  3: { size: 1, read: (view, at) => String(view.getInt8(at)) },
  4: { size: 1, read: (view, at) => String(view.getUint8(at)) },
  5: { size: 2, read: (view, at) => String(view.getInt16(at, true)) },
  6: { size: 2, read: (view, at) => String(view.getUint16(at, true)) },
  7: { size: 4, read: (view, at) => String(view.getInt32(at, true)) },
  8: { size: 4, read: (view, at) => String(view.getUint32(at, true)) },
  9: { size: 8, read: (view, at) => String(view.getBigInt64(at, true)) },
  10: { size: 8, read: (view, at) => String(view.getBigUint64(at, true)) },
  11: { size: 4, read: (view, at) => String(view.getFloat32(at, true)) },
  12: { size: 8, read: (view, at) => String(view.getFloat64(at, true)) },
  13: { size: 4, read: (view, at) => String(view.getUint32(at, true) !== 0) },
  15: { size: 16, read: guid },
  17: { size: 8, read: (view, at) => fileTime(view.getBigUint64(at, true)) },
  18: { size: 16, read: systemTime },
  20: { size: 4, read: (view, at) => `0x${view.getUint32(at, true).toString(16)}` },
  21: { size: 8, read: (view, at) => `0x${view.getBigUint64(at, true).toString(16)}` },
};
const VALUE_BINARY = 0x0e;
const VALUE_SIZE = 0x10;
const VALUE_SID = 0x13;

/**
 * One value.
 * @param type a value type without nested binary XML
 * @param length bytes of the value
 * @returns its text, or the texts of an array's items
 */
export function readValue(cursor: Cursor, type: number, length: number): string | string[] {
  if (type & VALUE_ARRAY) return readArray(cursor, type & ~VALUE_ARRAY, length);
  const fixed = FIXED[type];
  if (fixed) {
    // Writers leave the high bytes away at times; what is there is not enough then, and a value is never guessed.
    if (length < fixed.size) throw new EvtxDamage(`a value of type ${type} has ${length} bytes`, cursor.at);
    return fixed.read(cursor.data, cursor.skip(length));
  }
  switch (type) {
    case VALUE_NULL:
      cursor.skip(length);
      return "";
    case VALUE_STRING:
      return withoutEnd(cursor.text(length >> 1), cursor, length & 1);
    case VALUE_ANSI:
      return ansi(cursor, length);
    case VALUE_SIZE:
      return length === 8 ? `0x${cursor.u64().toString(16)}` : `0x${cursor.u32().toString(16)}`;
    case VALUE_SID:
      return sid(cursor, length);
    default:
      return binary(cursor, length, type);
  }
}

function withoutEnd(text: string, cursor: Cursor, odd: number): string {
  cursor.skip(odd);
  return text.endsWith("\0") ? text.replace(/\0+$/, "") : text;
}

function ansi(cursor: Cursor, length: number): string {
  const start = cursor.skip(length);
  return ANSI.decode(cursor.bytes.subarray(start, start + length)).replace(/\0+$/, "");
}

const ANSI = new TextDecoder("windows-1252");

function binary(cursor: Cursor, length: number, type: number): string {
  if (type !== VALUE_BINARY) throw new EvtxDamage(`a value has the unknown type ${type}`, cursor.at);
  const start = cursor.skip(length);
  let text = "";
  for (const byte of cursor.bytes.subarray(start, start + length)) text += hex(byte, 2).toUpperCase();
  return text;
}

function readArray(cursor: Cursor, type: number, length: number): string[] {
  if (type === VALUE_STRING) {
    const texts = cursor.text(length >> 1).split("\0");
    cursor.skip(length & 1);
    // The last text ends in a NUL as the others do.
    if (texts.at(-1) === "") texts.pop();
    return texts;
  }
  if (type === VALUE_ANSI) {
    const start = cursor.skip(length);
    const texts = ANSI.decode(cursor.bytes.subarray(start, start + length)).split("\0");
    if (texts.at(-1) === "") texts.pop();
    return texts;
  }
  const fixed = FIXED[type];
  if (!fixed) throw new EvtxDamage(`an array has items of the type ${type}`, cursor.at);
  const items: string[] = [];
  const end = cursor.at + length;
  while (cursor.at + fixed.size <= end) items.push(fixed.read(cursor.data, cursor.skip(fixed.size)));
  cursor.skip(end - cursor.at);
  return items;
}

function guid(view: DataView, at: number): string {
  let tail = "";
  for (let index = 8; index < 16; index++) tail += `${index === 10 ? "-" : ""}${hex(view.getUint8(at + index), 2)}`;
  const head = `${hex(view.getUint32(at, true), 8)}-${hex(view.getUint16(at + 4, true), 4)}-${hex(view.getUint16(at + 6, true), 4)}`;
  return `{${head}-${tail}}`;
}

/** A FILETIME as ISO 8601 with its seven digits. */
function fileTime(ticks: bigint): string {
  const milliseconds = (ticks - EPOCH_TICKS) / TICKS_A_MILLISECOND;
  const moment = new Date(Number(milliseconds));
  if (Number.isNaN(moment.getTime()) || ticks < EPOCH_TICKS) return `0x${ticks.toString(16)}`;
  const rest = (ticks % TICKS_A_MILLISECOND).toString().padStart(4, "0");
  return moment.toISOString().replace("Z", `${rest}Z`);
}

function systemTime(view: DataView, at: number): string {
  const field = (index: number, digits: number) => String(view.getUint16(at + index * 2, true)).padStart(digits, "0");
  return `${field(0, 4)}-${field(1, 2)}-${field(3, 2)}T${field(4, 2)}:${field(5, 2)}:${field(6, 2)}.${field(7, 3)}Z`;
}

function sid(cursor: Cursor, length: number): string {
  const end = cursor.at + length;
  const revision = cursor.u8();
  const count = cursor.u8();
  let authority = 0;
  for (let index = 0; index < 6; index++) authority = authority * 256 + cursor.u8();
  let text = `S-${revision}-${authority}`;
  for (let index = 0; index < count && cursor.at + 4 <= end; index++) text += `-${cursor.u32()}`;
  cursor.skip(end - cursor.at);
  return text;
}
