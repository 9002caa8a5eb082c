/**
 * Takes the ASCII string literals out of a compiled module's data and appends them as one deflated list, which assembly/hosts/literals.ts
 * spreads out again. A third of a module would be zero bytes otherwise.
 */
import { deflateSync } from "fflate";
import { readSegments, withSegments } from "./sections.mjs";

const HEADER_BYTES = 20;
const STRING_ID = 2;
const MAX_UNITS = 0xfff;
/** The compiler lays units out at multiples of 16, so a quarter of an address is whole. */
const MAX_ADDRESS = 0xfffff << 2;

/** The text of a segment that is a string literal of the compiler's layout and fits into an entry, else undefined. */
function literalOf({ address, content }) {
  if (content.length < HEADER_BYTES) return undefined;
  const [managed, , , id, size] = Array.from({ length: 5 }, (_, word) => content.readUInt32LE(4 * word));
  const isString = id === STRING_ID && size + HEADER_BYTES <= content.length && managed === ((size + 16 + 4 + 15) & ~15) - 4;
  if (
    !isString ||
    size === 0 ||
    size >> 1 > MAX_UNITS ||
    (address + HEADER_BYTES) % 4 !== 0 ||
    address + HEADER_BYTES > MAX_ADDRESS
  )
    return undefined;
  const text = content.subarray(HEADER_BYTES, HEADER_BYTES + size).toString("utf16le");
  return [...text].every((letter) => letter < "\x80") ? text : undefined;
}

/**
 * @param {Uint8Array} bytes the compiler's output
 * @param {number} storeStart where the start function looks for the list
 * @returns {Uint8Array} the module with packed literals
 */
export function packLiterals(bytes, storeStart) {
  const packed = [];
  const rest = [];
  for (const segment of readSegments(bytes)) {
    const text = literalOf(segment);
    if (text === undefined) {
      rest.push(segment);
      continue;
    }
    const entry = Buffer.alloc(4);
    entry.writeUInt32LE((((segment.address + HEADER_BYTES) >>> 2) | (text.length << 20)) >>> 0);
    packed.push(entry, Buffer.from(text, "latin1"));
  }
  return withSegments(bytes, [...rest, { address: storeStart, content: deflated(Buffer.concat(packed)) }]);
}

/** Zlib's own streams differ from one processor to another; these do not. */
function deflated(list) {
  const stream = deflateSync(list, { level: 9, mem: 12 });
  const header = Buffer.alloc(8);
  header.writeUInt32LE(stream.length, 0);
  header.writeUInt32LE(list.length, 4);
  return Buffer.concat([header, stream]);
}
