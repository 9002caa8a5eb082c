/**
 * Edits a finished module as bytes: appends a data segment or a custom section. Code is not touched.
 */

const HEADER_BYTES = 8;
const CUSTOM = 0;
const IMPORT = 2;
const FUNCTION = 0;
const I32_CONST = 0x41;
const END = 0x0b;
const CODE = 10;
const DATA = 11;
const DATA_COUNT = 12;

function unsigned(value) {
  const bytes = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 127) | (rest ? 128 : 0));
    value = rest;
  } while (value);
  return bytes;
}

function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = value & 127;
    value >>= 7;
    if ((value === 0 && !(byte & 64)) || (value === -1 && byte & 64)) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

function readUnsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return { value: value >>> 0, next: at };
  }
}

/** @returns {{ id: number, body: Uint8Array }[]} */
function split(bytes) {
  const sections = [];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    const size = readUnsigned(bytes, at + 1);
    sections.push({ id: bytes[at], body: bytes.subarray(size.next, size.next + size.value) });
    at = size.next + size.value;
  }
  return sections;
}

function readSigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; ) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) return { value: byte & 64 && shift < 32 ? value | (-1 << shift) : value, next: at };
  }
}

function readName(bytes, at) {
  const { value: length, next } = readUnsigned(bytes, at);
  return { value: Buffer.from(bytes.subarray(next, next + length)).toString(), next: next + length };
}

function join(header, sections) {
  return Buffer.concat([header, ...sections.flatMap(({ id, body }) => [Buffer.from([id, ...unsigned(body.length)]), body])]);
}

const countPlusOne = (body) => {
  const { value, next } = readUnsigned(body, 0);
  return Buffer.concat([Buffer.from(unsigned(value + 1)), body.subarray(next)]);
};

/**
 * @param {Uint8Array} bytes a module whose segments are active, at constant addresses
 * @returns {{ address: number, content: Buffer }[]}
 */
export function readSegments(bytes) {
  const data = split(bytes).find((section) => section.id === DATA);
  if (!data) return [];
  const count = readUnsigned(data.body, 0);
  const segments = [];
  let at = count.next;
  while (segments.length < count.value) {
    if (data.body[at] !== 0 || data.body[at + 1] !== I32_CONST)
      throw new Error("A data segment is not active at a constant address");
    const address = readSigned(data.body, at + 2);
    const length = readUnsigned(data.body, address.next + 1);
    segments.push({ address: address.value, content: Buffer.from(data.body.subarray(length.next, length.next + length.value)) });
    at = length.next + length.value;
  }
  return segments;
}

const encodeSegment = ({ address, content }) =>
  Buffer.from([0, I32_CONST, ...signed(address), END, ...unsigned(content.length), ...content]);

/** @returns {Uint8Array} a copy of a module that has a data section, with these segments in place of its own */
export function withSegments(bytes, segments) {
  const sections = split(bytes).map(({ id, body }) => {
    if (id === DATA_COUNT) return { id, body: Buffer.from(unsigned(segments.length)) };
    if (id === DATA) return { id, body: Buffer.concat([Buffer.from(unsigned(segments.length)), ...segments.map(encodeSegment)]) };
    return { id, body };
  });
  return join(bytes.subarray(0, HEADER_BYTES), sections);
}

/**
 * @param {Uint8Array} bytes a module
 * @param {number} address where the segment goes
 * @param {Uint8Array} content
 * @returns {Uint8Array} a copy with the segment after all others, so that it wins
 */
export function withDataSegment(bytes, address, content) {
  const segment = encodeSegment({ address, content });
  const sections = split(bytes).map(({ id, body }) => ({ id, body: id === DATA_COUNT ? countPlusOne(body) : body }));
  const data = sections.find((section) => section.id === DATA);
  if (data) {
    data.body = Buffer.concat([countPlusOne(data.body), segment]);
  } else {
    const code = sections.findIndex((section) => section.id === CODE);
    sections.splice(code + 1, 0, { id: DATA, body: Buffer.concat([Buffer.from([1]), segment]) });
  }
  return join(bytes.subarray(0, HEADER_BYTES), sections);
}

/** @returns {Uint8Array} a copy whose imports from one module come from another */
export function withImportModule(bytes, from, to) {
  const sections = split(bytes).map(({ id, body }) => {
    if (id !== IMPORT) return { id, body };
    const count = readUnsigned(body, 0);
    const pieces = [Buffer.from(unsigned(count.value))];
    let at = count.next;
    for (let i = 0; i < count.value; i++) {
      const module = readName(body, at);
      const name = readName(body, module.next);
      if (body[name.next] !== FUNCTION) throw new Error("An import is no function");
      const end = readUnsigned(body, name.next + 1).next;
      const label = Buffer.from(module.value === from ? to : module.value);
      pieces.push(Buffer.from(unsigned(label.length)), label, body.subarray(module.next, end));
      at = end;
    }
    return { id, body: Buffer.concat(pieces) };
  });
  return join(bytes.subarray(0, HEADER_BYTES), sections);
}

/** @returns {Uint8Array} a copy with a custom section at its end */
export function withCustomSection(bytes, name, content) {
  const label = Buffer.from(name);
  const body = Buffer.concat([Buffer.from(unsigned(label.length)), label, content]);
  return join(bytes.subarray(0, HEADER_BYTES), [...split(bytes), { id: CUSTOM, body }]);
}
